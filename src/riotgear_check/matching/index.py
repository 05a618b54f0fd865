"""The tables that the matcher reads: words of all languages by token, and terms by word class.

Everything here is plain dicts, lists, numbers and texts, so that the index can be kept in a file and read back
without parsing a line of YAML. Sets of classes and of languages are bit masks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from riotgear_check.model import Equipment, Language, Level, Lists, Role, Term, TradeName
from riotgear_check.text import Normalizer, has_cjk, pieces

# The lowest bits of a class mask are not classes.
JOIN = 1  # the token may be the first half of a word written in two
MODEL = 2  # the token may begin a trade name
LOOKALIKE = 4  # the token belongs to a phrase in which a word means something harmless
PHRASE = 8  # the token is the rarest of a phrase that names a thing
FIRST_CLASS_BIT = 4
_FIRST_CJK = "\u3040"

IDIOM, WHOLE, CLUE = "=", "whole:", "clue:"
_ELEMENT = re.compile(r"\{([^}]+)\}|(\S+)")
# Words this short mean too many things in too many languages to count alone.
SHORT_WORD = 3


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word: the classes it belongs to, in one language. `reason` only for lookalikes."""

    classes: int
    lang: int
    word: str
    homograph: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of several tokens, which stand near each other in any order."""

    tokens: tuple[str, ...]
    sense: Sense


@dataclass(slots=True)
class Literal:
    """A token as listed: senses that it carries alone, and phrases that it is the rarest token of.

    `langs` are the languages that have it in a word or phrase; `mask` holds the classes of its senses, and PHRASE; `free`
    only those of senses that count alone.
    """

    langs: int = 0
    senses: list[Sense] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    mask: int = 0
    free: int = 0


@dataclass(slots=True)
class Pattern:
    """A term ready to be looked for: one class mask an element, and the conditions of the term."""

    kind: int
    elements: list[int]
    term: str
    needs: int = 0
    unless: int = 0
    quantity: str = ""
    level: str = "match"
    gap: float = 3
    whole: bool = False
    idiom: bool = False
    lookalike: str = ""


@dataclass(slots=True)
class Model:
    """A trade name: the kinds that it names and the classes of which one must stand beside it."""

    kind: int
    name: str
    needs: int = 0
    maker: str = ""
    sourced: bool = True


def shard_key(text: str) -> str:
    """The shard that a literal stands in: its first two letters, or its first CJK character."""
    return text[:2] if text[:1] < _FIRST_CJK or not has_cjk(text[:1]) else text[:1]


class Shards:
    """The literals, in shards by their first two letters, so that one name needs only a few of them read.

    Typos, compounds and joined words keep the first two letters of the listed word, so a shard is all that they ask for.
    A Chinese, Japanese or Korean word may begin at any character, and its shard is that of its first.
    """

    def __init__(self, literals: dict[str, dict[str, Literal]], longest: int) -> None:
        self._shards = literals
        self.longest = longest

    @property
    def keys(self) -> list[str]:
        """The keys of all shards."""
        return sorted(self._shards)

    def shard(self, key: str) -> dict[str, Literal]:
        """All literals with that beginning, sorted."""
        return self._shards.get(key, {})

    def get(self, text: str) -> Literal | None:
        """The literal with that text."""
        return self.shard(shard_key(text)).get(text)

    def __getitem__(self, text: str) -> Literal:
        return self.shard(shard_key(text))[text]

    def __len__(self) -> int:
        return sum(len(self.shard(key)) for key in self.keys)


@dataclass(slots=True)
class Index:
    """All tables. `kinds`, `classes` and `langs` give the meaning of the numbers and bits."""

    kinds: list[str]
    classes: list[str]
    langs: list[str]
    roles: dict[str, int]
    folds: dict[str, str]
    endings: dict[str, int]
    prefixes: dict[str, int]
    linkers: dict[str, int]
    compounding: int
    head_first: int
    numbers: dict[str, list[list[int]]]
    ordered: int
    units: dict[str, list[str | float]]
    not_typos: list[str]
    literals: Shards
    patterns: list[Pattern]
    models: dict[str, list[Model]]
    model_starts: list[str]
    narrows: list[list[int]]
    groups: list[int]

    def bit(self, class_id: str) -> int:
        """The bit of a word class."""
        return 1 << (self.classes.index(class_id) + FIRST_CLASS_BIT)

    @property
    def in_terms(self) -> int:
        """The classes of which terms are made."""
        out = 0
        for pattern in self.patterns:
            for element in pattern.elements:
                out |= element
        return out

    def class_names(self, mask: int) -> list[str]:
        """The ids of the classes in a mask, in the order of the word list."""
        out = []
        mask >>= FIRST_CLASS_BIT
        while mask:
            low = mask & -mask
            out.append(self.classes[low.bit_length() - 1])
            mask ^= low
        return out


class TermError(ValueError):
    """A term names a class that does not exist."""


def term_elements(term: str) -> list[list[str]]:
    """The elements of a term: for `{spiked} {baton|stick}` [["spiked"], ["baton", "stick"]].

    Raises TermError where a part is not in braces: literal words belong into a language file.
    """
    out = []
    for braces, bare in _ELEMENT.findall(term):
        if bare:
            raise TermError(f"'{bare}' is not a class in braces")
        out.append([name.strip() for name in braces.split("|")])
    return out


def _classes_in_terms(kind: Equipment) -> Iterator[str]:
    for text in (*(term.term for term in kind.terms), *(lookalike.term for lookalike in kind.lookalikes)):
        for names in term_elements(text):
            yield from names


class _Builder:
    def __init__(self, lists: Lists, normalizer: Normalizer | None) -> None:
        self.lists = lists
        self.kind_ids = [kind.id for kind in lists.equipment]
        idioms = [mark + kind for kind in self.kind_ids for mark in (IDIOM, WHOLE, CLUE)]
        self.class_ids = [c.id for c in lists.classes] + idioms
        self.bits = {name: 1 << (i + FIRST_CLASS_BIT) for i, name in enumerate(self.class_ids)}
        self.names_of_things = self.mask(idioms) | self.mask(c.id for c in lists.classes if c.role is Role.THING)
        self.in_terms = self.mask(idioms) | self.mask(name for kind in lists.equipment for name in _classes_in_terms(kind))
        self.lang_codes = [language.code for language in lists.languages]
        self.folds = {k: v for language in lists.languages for k, v in language.folds.items()}
        self.normalizer = normalizer or Normalizer(self.folds)
        self.literals: defaultdict[str, Literal] = defaultdict(Literal)
        self._phrases: list[Phrase] = []

    # A word of class `handcuffs` is one of class `cuff` too, and so on up.
    def _included_in(self) -> dict[str, int]:
        masks = {c.id: self.bits[c.id] for c in self.lists.classes}
        for _ in self.lists.classes:
            for c in self.lists.classes:
                for inner in c.includes:
                    if inner in masks:
                        masks[inner] |= masks[c.id]
        return masks

    def mask(self, names: Iterable[str]) -> int:
        out = 0
        for name in names:
            out |= self.bits.get(name, 0)
        return out

    def add_language(self, number: int, language: Language, included: dict[str, int]) -> None:
        homographs = {self.normalizer.key(word) for word in language.homographs}
        listed = [(word, included.get(class_id, 0), "") for class_id, words in language.words.items() for word in words]
        for mark, table in ((IDIOM, language.terms), (WHOLE, language.whole), (CLUE, language.clues)):
            listed += ((word, self.bits.get(mark + kind, 0), "") for kind, words in table.items() for word in words)
        listed += ((phrase, LOOKALIKE, group.reason) for group in language.lookalikes for phrase in group.of)
        by_word: dict[tuple[str, ...], tuple[int, str, str]] = {}
        for tokens, (word, classes, reason) in zip(self.normalizer.readings([word for word, _, _ in listed]), listed, strict=True):
            if tokens:
                before, first, why = by_word.get(tokens, (0, word, reason))
                by_word[tokens] = (before | classes, first, why or reason)
        for tokens, (classes, word, reason) in by_word.items():
            key = "".join(tokens)
            short = len(key) <= SHORT_WORD and key.isascii() and bool(classes & self.names_of_things)
            self._add_sense(list(tokens), Sense(classes, number, word, short or key in homographs, reason))

    def _add_sense(self, tokens: list[str], sense: Sense) -> None:
        if len(tokens) > 1:
            self._phrases.append(Phrase(tuple(tokens), sense))
            if has_cjk("".join(tokens)):
                tokens = ["".join(tokens)]
        if len(tokens) == 1:
            literal = self.literals[tokens[0]]
            literal.langs |= 1 << sense.lang
            literal.senses.append(sense)
            literal.mask |= sense.classes
            literal.free |= 0 if sense.homograph else sense.classes

    def place_phrases(self) -> None:
        """File every phrase under its rarest token, so that common tokens cost nothing."""
        frequency = Counter(token for phrase in self._phrases for token in set(phrase.tokens))
        for phrase in self._phrases:
            for token in phrase.tokens:
                self.literals[token].langs |= 1 << phrase.sense.lang
            rarest = min(phrase.tokens, key=lambda t: (len(t) < SHORT_WORD, frequency[t], -len(t), t))
            self.literals[rarest].phrases.append(phrase)
            if phrase.sense.classes & self.in_terms:
                self.literals[rarest].mask |= PHRASE

    def shards(self) -> Shards:
        """The literals by first character, sorted."""
        out: dict[str, dict[str, Literal]] = {}
        for text in sorted(self.literals):
            out.setdefault(shard_key(text), {})[text] = self.literals[text]
        return Shards(out, max(map(len, self.literals), default=0))

    def patterns(self) -> Iterator[Pattern]:
        for number, kind in enumerate(self.lists.equipment):
            unless = self.mask(kind.unless)
            forced = Level.CLUE if kind.group else None
            for term in kind.terms:
                level = forced or term.level
                yield self._pattern(number, term, unless, level)
            for mark in (IDIOM, WHOLE, CLUE):
                level = forced or (Level.CLUE if mark == CLUE else Level.MATCH)
                yield Pattern(
                    number, [self.bits[mark + kind.id]], "",
                    unless=unless, level=level.value, whole=mark == WHOLE, idiom=True,
                )  # fmt: skip
            for lookalike in kind.lookalikes:
                pattern = self._pattern(number, Term(lookalike.term), 0, Level.MATCH)
                pattern.lookalike = lookalike.reason
                yield pattern

    def _pattern(self, kind: int, term: Term, unless: int, level: Level) -> Pattern:
        elements = []
        for names in term_elements(term.term):
            for name in names:
                if name not in self.bits:
                    raise TermError(f"unknown word class '{name}' in '{term.term}'")
            elements.append(self.mask(names))
        return Pattern(
            kind=kind,
            elements=elements,
            term=term.term,
            needs=self.mask(term.needs),
            unless=unless | self.mask(term.unless),
            quantity=term.quantity,
            level=level.value,
            gap=term.gap + max(0, len(elements) - 2),
        )

    def models(self) -> tuple[dict[str, list[Model]], list[str]]:
        table: dict[str, list[Model]] = {}
        starts: set[str] = set()
        for number, kind in enumerate(self.lists.equipment):
            # A CAS number is found as a trade name is: exactly, and as a whole.
            for trade in (*kind.models, *(TradeName(cas) for cas in kind.cas)):
                parts = [p.text for token in self.normalizer.tokens(trade.name) for p in pieces(token)]
                key = "".join(parts)
                table.setdefault(key, []).append(
                    Model(number, trade.name, self.mask(trade.needs), trade.maker, bool(trade.source) or trade.name in kind.cas)
                )
                starts.update("".join(parts[: i + 1]) for i in range(len(parts)))
        return table, sorted(starts)

    def numbers(self) -> dict[str, list[list[int]]]:
        """Number word → its values, each with the languages in which it has it."""
        table: dict[str, list[list[int]]] = {}
        for number, language in enumerate(self.lists.languages):
            for word, value in language.numbers.items():
                table.setdefault(self.normalizer.key(word), []).append([value, 1 << number])
        return table

    def by_language(self, attribute: str) -> dict[str, int]:
        table: dict[str, int] = {}
        for number, language in enumerate(self.lists.languages):
            for text in getattr(language, attribute):
                folded = self.normalizer.key(text)
                if folded:
                    table[folded] = table.get(folded, 0) | 1 << number
        return table


def build_index(lists: Lists, normalizer: Normalizer | None = None) -> Index:
    """Build the index of the lists, where one is at hand with a normaliser that has read their words.

    Raises TermError where a term names an unknown class.
    """
    builder = _Builder(lists, normalizer)
    included = builder._included_in()
    for number, language in enumerate(lists.languages):
        builder.add_language(number, language, included)
    builder.place_phrases()
    models, starts = builder.models()
    roles: dict[str, int] = {role.value: 0 for role in Role}
    for c in lists.classes:
        roles[c.role.value] |= builder.bits[c.id]
    order = {kind: number for number, kind in enumerate(builder.kind_ids)}
    key = builder.normalizer.key
    return Index(
        kinds=builder.kind_ids,
        classes=builder.class_ids,
        langs=builder.lang_codes,
        roles=roles,
        folds=builder.folds,
        endings=builder.by_language("endings"),
        prefixes=builder.by_language("prefixes"),
        linkers=builder.by_language("linkers"),
        compounding=sum(1 << i for i, language in enumerate(lists.languages) if language.linkers),
        head_first=sum(1 << i for i, language in enumerate(lists.languages) if language.head_first),
        numbers=builder.numbers(),
        units={text: [unit.measure, unit.factor] for unit in lists.units for text in unit.written},
        ordered=sum(1 << i for i, language in enumerate(lists.languages) if language.ordered_phrases),
        not_typos=sorted({key(word) for language in lists.languages for word in language.not_typos}),
        literals=builder.shards(),
        patterns=list(builder.patterns()),
        models=models,
        model_starts=starts,
        narrows=[[order[n] for n in kind.narrows if n in order] for kind in lists.equipment],
        groups=[i for i, kind in enumerate(lists.equipment) if kind.group],
    )
