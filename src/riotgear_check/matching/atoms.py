"""The listed words that stand in a name, each with its place: what terms are made of."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from riotgear_check.matching.index import JOIN, LOOKALIKE, Index, Sense
from riotgear_check.matching.words import Hit, Words
from riotgear_check.model import Role
from riotgear_check.text import Normalizer, Token, has_cjk, tokenize

Span = tuple[int, int]

# How far the text between two tokens sets them apart, counted in words.
SEPARATORS = {
    ",": 1.0, "，": 1.0, "、": 1.0, ";": 2.5, "；": 2.5, "|": 2.5, "\n": 2.5, "•": 2.5, "(": 0.75, ")": 0.75, "[": 0.75,
    "]": 0.75, "（": 0.75, "）": 0.75, ":": 0.5, "：": 0.5, "/": 0.25, "–": 0.75, "&": 0.75, "+": 0.75,
    "—": 0.75, ".": 0.5, "。": 2.5,
}  # fmt: skip
_SHORT, _NUMBER, _CJK_CHARACTER = 0.4, 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of an atom: a range in the normalised text, how it was matched, and its first and last token."""

    start: int
    end: int
    how: str
    cost: int
    literal: str
    token: int
    last: int


@dataclass(frozen=True, slots=True)
class Atom:
    """A listed word found in a name. `senses` are all its meanings; `left` and `right` its place counted in words."""

    parts: tuple[Part, ...]
    senses: tuple[Sense, ...]
    left: float
    right: float
    cost: int
    classes: int
    free: int  # the classes of senses that count alone: not those of homographs

    @property
    def spans(self) -> frozenset[Span]:
        """The ranges of its parts, without little words such as the à of "canon à eau" where there are others."""
        whole = frozenset((part.start, part.end) for part in self.parts)
        return frozenset(s for p in self.parts if not _is_little(p.literal) for s in [(p.start, p.end)]) or whole

    def langs(self, element: int) -> int:
        """The languages in which it belongs to a class of the element, as a mask."""
        out = 0
        for sense in self.senses:
            if sense.classes & element:
                out |= 1 << sense.lang
        return out

    def overlaps(self, other: Atom) -> bool:
        """Whether two atoms share a character."""
        return any(a.start < b.end and b.start < a.end for a in self.parts for b in other.parts)


@dataclass(slots=True)
class NameText:
    """A name taken apart: normalised text with offsets into the name, tokens, and where each stands in words."""

    name: str
    folded: str
    offsets: list[int]
    tokens: list[Token]
    places: list[float]

    def original(self, start: int, end: int) -> Span:
        """The range in the name as given for a range in the normalised text."""
        last = self.offsets[end - 1]
        position = end
        while position < len(self.offsets) and self.offsets[position] == last:
            position += 1
        return self.offsets[start], self.offsets[min(position, len(self.offsets) - 1)]


def take_apart(name: str, normalizer: Normalizer) -> NameText:
    """Normalise and tokenise a name, and measure how far its tokens stand apart."""
    folded, offsets = normalizer.fold_with_offsets(name)
    tokens = tokenize(folded)
    places: list[float] = []
    place = 0.0
    for i, token in enumerate(tokens):
        if i:
            before = tokens[i - 1]
            between = name[offsets[before.end - 1] + 1 : offsets[token.start]][:8]
            place += max((SEPARATORS.get(char, 0.0) for char in between), default=0.0)
            if " - " in between:
                place += 0.75
        places.append(place)
        place += width(token.text)
    places.append(place)
    return NameText(name, folded, offsets, tokens, places)


def width(token: str) -> float:
    """How much a token counts when it stands between two others."""
    if has_cjk(token):
        return len(token) * _CJK_CHARACTER
    if not token.isalpha() and any(char.isdigit() for char in token):
        return _NUMBER
    return _SHORT if len(token) <= 2 else 1.0


@dataclass(frozen=True, slots=True)
class _Occurrence:
    token: int
    hit: Hit
    start: int
    end: int


def find_atoms(text: NameText, words: Words, index: Index) -> list[Atom]:
    """All listed words in a name, by place: single tokens, tokens written apart, and phrases."""
    occurrences = _occurrences(text, words)
    by_literal: dict[str, list[_Occurrence]] = {}
    for occurrence in occurrences:
        by_literal.setdefault(occurrence.hit.literal, []).append(occurrence)
    found: dict[tuple[Part, ...], list[Sense]] = {}
    others = 0
    for role, classes in index.roles.items():
        others |= 0 if role == Role.THING.value else classes
    things = ~(others | LOOKALIKE)
    for occurrence in occurrences:
        literal = index.literals[occurrence.hit.literal]
        part = _part(occurrence)
        for sense in literal.senses:
            # A typo may make a thing of a word, never a context that decides about another word.
            doubtful = occurrence.hit.how == "typo" and not sense.classes & things
            if occurrence.hit.langs >> sense.lang & 1 and not doubtful:
                found.setdefault((part,), []).append(sense)
        for phrase in literal.phrases:
            lang = 1 << phrase.sense.lang
            parts = _phrase(phrase.tokens, occurrence, by_literal, lang)
            # A lookalike is a fixed expression; the words of other phrases may stand in any order.
            fixed = phrase.sense.classes == LOOKALIKE or bool(lang & index.ordered)
            if parts and (not fixed or tuple(part.literal for part in parts) == phrase.tokens):
                found.setdefault(parts, []).append(phrase.sense)
    atoms = [_atom(text, parts, senses) for parts, senses in found.items()]
    return sorted(atoms, key=lambda atom: (atom.left, atom.right, atom.parts[0].start, atom.parts[0].literal))


def _occurrences(text: NameText, words: Words) -> list[_Occurrence]:
    out = []
    for i, token in enumerate(text.tokens):
        for hit in words.hits_of(token.text):
            out.append(_Occurrence(i, hit, token.start + hit.start, token.start + hit.end))
        if i + 1 < len(text.tokens) and words[token.text] & JOIN:
            out.extend(_joined(i, token, text.tokens[i + 1], words))
    return out


def _joined(i: int, first: Token, second: Token, words: Words) -> list[_Occurrence]:
    """Words that two neighbouring tokens make when written together."""
    out = []
    edge = len(first.text)
    if not words.may_follow(first.text, second.text):
        return []
    for hit in words.joined(first.text + second.text):
        if hit.start == 0 and hit.end > edge:
            start, end = first.start + hit.start, second.start + hit.end - edge
            out.append(_Occurrence(i, hit._replace(how="joined", cost=1), start, end))
    return out


def _part(occurrence: _Occurrence) -> Part:
    hit = occurrence.hit
    last = occurrence.token + (hit.how == "joined")
    return Part(occurrence.start, occurrence.end, hit.how, hit.cost, hit.literal, occurrence.token, last)


def _phrase(
    tokens: tuple[str, ...], anchor: _Occurrence, by_literal: dict[str, list[_Occurrence]], lang: int
) -> tuple[Part, ...] | None:
    """The parts of a phrase around its rarest token, if all stand within one word more than it has."""
    if not anchor.hit.langs & lang:
        return None
    chosen = [anchor]
    for token in tokens:
        if token == anchor.hit.literal and token not in tokens[tokens.index(token) + 1 :]:
            continue
        candidates = by_literal.get(token)
        if not candidates:
            return None
        best = _nearest(candidates, anchor.token, chosen, lang, len(tokens))
        if best is None:
            return None
        chosen.append(best)
    places = [occurrence.token for occurrence in chosen]
    if max(places) - min(places) > len(tokens):
        return None
    return tuple(sorted((_part(occurrence) for occurrence in chosen), key=lambda part: part.start))


def _nearest(candidates: list[_Occurrence], place: int, chosen: list[_Occurrence], lang: int, reach: int) -> _Occurrence | None:
    best: _Occurrence | None = None
    first = bisect_left(candidates, place - reach, key=lambda occurrence: occurrence.token)
    for candidate in candidates[first : first + 2 * reach + 8]:
        if candidate.token > place + reach:
            break
        if not candidate.hit.langs & lang:
            continue
        if any(candidate.start < other.end and other.start < candidate.end for other in chosen):
            continue
        if best is None or abs(candidate.token - place) < abs(best.token - place):
            best = candidate
    return best


def _atom(text: NameText, parts: tuple[Part, ...], senses: list[Sense]) -> Atom:
    classes = free = 0
    typo = any(part.how == "typo" for part in parts)
    for sense in senses:
        classes |= sense.classes
        if sense.classes & LOOKALIKE or not (sense.homograph or typo):
            free |= sense.classes
    if len(parts) == 1:
        left, right = _place(text, parts[0])
        return Atom(parts, tuple(senses), left, right, parts[0].cost, classes, free)
    places = [_place(text, part) for part in parts]
    return Atom(parts, tuple(senses), places[0][0], max(r for _, r in places), sum(p.cost for p in parts), classes, free)


def _place(text: NameText, part: Part) -> tuple[float, float]:
    base = text.places[part.token]
    if part.token == part.last and has_cjk(part.literal):
        start = text.tokens[part.token].start
        return base + (part.start - start) * _CJK_CHARACTER, base + (part.end - start) * _CJK_CHARACTER
    return base, text.places[part.last] + width(text.tokens[part.last].text)


def _negates(word: Atom, atom: Atom, without: int) -> bool:
    """Whether a word for "without" may speak of another word: in its language, or too long to be a word of any other."""
    return bool(word.langs(without) & atom.langs(atom.classes)) or any(len(part.literal) > 3 for part in word.parts)


def _is_little(literal: str) -> bool:
    return len(literal) <= 2 and literal.isalpha() and not has_cjk(literal)


def drop_negated(atoms: list[Atom], without: int) -> list[Atom]:
    """Leave out words that "without", "no" or "non-" directly precedes: what they name is not there."""
    negations = [atom for atom in atoms if atom.free & without]
    if not negations:
        return atoms
    kept = []
    for atom in atoms:
        negated = any(
            word.parts[-1].end <= atom.parts[0].start and atom.left - word.right < 0.1
            for word in negations
            if not word.overlaps(atom) and _negates(word, atom, without)
        )
        if not negated:
            kept.append(atom)
    return kept
