"""Names → findings. Dictionary first, fuzzy last; every finding says which words counted and why."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from riotgear_check.matching.atoms import Atom, NameText, Span, drop_negated, find_atoms, take_apart, width
from riotgear_check.matching.index import JOIN, LOOKALIKE, MODEL, PHRASE, Index, Model, Pattern
from riotgear_check.matching.quantities import Units, parse_condition
from riotgear_check.matching.words import ANY_LANGUAGE, Words
from riotgear_check.model import Finding, Level, MatchedWord, NameMatch, Quantity, Role, SetAside
from riotgear_check.text import Normalizer, has_cjk, pieces

LONGEST_NAME = 10_000  # characters
_LONGEST_WHOLE = 8  # tokens of a name that may be a one-word entry of a nomenclature
_PLAN_LIMIT = 50_000
_WINDOW = 12.0  # words on each side in which the other parts of a term are looked for
_MOST_PLACEMENTS = 8
_SINGLE_TYPO = 9  # letters a one-word term must have to be found through a typo
_LONGEST_MODEL = 8  # tokens
_INCH_SIGNS = tuple('"″”')
_LITTLE_WORD = 5  # letters of "for", "pour", "para", "für", "для"
_TOUCHING = 0.1  # words between two that still stand side by side


@dataclass(slots=True)
class Placement:
    """A term found at a place: the words that fill it, and how far they stand apart."""

    pattern: Pattern
    atoms: tuple[Atom, ...]
    gap: float
    langs: int
    level: Level
    spans: frozenset[Span]
    reasons: list[str]
    left: float
    right: float
    model: Model | None = None

    @property
    def kind(self) -> int:
        """The number of the kind of equipment."""
        return self.pattern.kind

    @property
    def start(self) -> int:
        """Where it begins in the normalised text."""
        return min(start for start, _ in self.spans)

    @property
    def size(self) -> int:
        """How many characters it uses."""
        return sum(end - start for start, end in self.spans)

    @property
    def contiguous(self) -> bool:
        """Whether its words follow one another with nothing but spaces between."""
        reach = max(end for _, end in self.spans) - self.start
        return reach - self.size <= 2 * (len(self.spans) - 1)

    @property
    def score(self) -> int:
        """0-100: exact words side by side rank highest. Only ranks within a level."""
        cost = sum(atom.cost for atom in self.atoms)
        specific = min(len(self.pattern.elements) - 1, 3)
        return max(1, min(100, round(94 + 2 * specific - 4 * cost - 3 * self.gap)))

    def outweighs(self, phrase: frozenset[Span]) -> bool:
        """Whether it has a word that the phrase lacks, and either holds the phrase or has its own words side by side."""
        within = all(any(a <= c and d <= b for a, b in phrase) for c, d in self.spans)
        return not within and (self.spans > phrase or self.contiguous)

    def overlaps(self, spans: Iterable[Span]) -> bool:
        """Whether it shares a character with any of the ranges."""
        return any(a < d and c < b for a, b in self.spans for c, d in spans)


class Matcher:
    """Finds equipment in names. Deterministic; safe to use for any number of names; not thread-safe."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.normalizer = Normalizer(index.folds)
        self.words = Words(index)
        self._plans: dict[int, tuple[Pattern, ...]] = {}
        self._keyed, self._wanted = self._key_patterns(index.patterns)
        self._without = index.roles[Role.WITHOUT.value]
        self._model_starts = frozenset(index.model_starts)
        self._ands: list[tuple[int, int]] = []
        self._units = Units({text: (str(what), float(factor)) for text, (what, factor) in index.units.items()})
        self._english = 1 << index.langs.index("en") if "en" in index.langs else 0

    @staticmethod
    def _key_patterns(patterns: list[Pattern]) -> tuple[dict[int, list[Pattern]], int]:
        """File each pattern under the bits of the element that fewest patterns share."""
        uses: dict[int, int] = {}
        wanted = 0
        for pattern in patterns:
            for element in pattern.elements:
                wanted |= element
                for bit in _bits(element):
                    uses[bit] = uses.get(bit, 0) + 1
        keyed: dict[int, list[Pattern]] = {}
        for pattern in patterns:
            rarest = min(pattern.elements, key=lambda element: sum(uses[bit] for bit in _bits(element)))
            for bit in _bits(rarest):
                keyed.setdefault(bit, []).append(pattern)
        return keyed, wanted

    def match(self, name: str) -> NameMatch:
        """All findings in a name, strongest first. A name without listed words costs little more than normalising."""
        if len(name) > LONGEST_NAME:
            return self._cut(name)
        words = self.words
        tokens = self.normalizer.fold(name).split()
        mask = together = 0
        masks = [words[token] for token in tokens]
        for token_mask in masks:
            mask |= token_mask
        if mask & (JOIN | PHRASE):
            together = self._together(tokens, masks)
            mask |= together
        plan = self._plan(mask & self._wanted)
        if plan and all(len(pattern.elements) == 1 for pattern in plan):
            plan = self._that_stand_alone(plan, tokens, together)
        models = bool(mask & MODEL) and any(True for _ in self._trade_names(tokens))
        if not plan and not models:
            return NameMatch(name)
        return self._analyse(name, plan, models)

    def _trade_names(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """Whole tokens that together equal a trade name: first and last token, and the key of the name."""
        for first, token in enumerate(tokens):
            if self.words[token] & MODEL:
                key = ""
                for last in range(first, min(first + _LONGEST_MODEL, len(tokens))):
                    key += tokens[last]
                    if key in self.index.models:
                        yield first, last, key
                    if key not in self._model_starts:
                        break

    def _that_stand_alone(self, plan: tuple[Pattern, ...], tokens: list[str], together: int) -> tuple[Pattern, ...]:
        """Of one-word terms, those that a word alone may fill, or two homographs of their class; `whole` ones in short names."""
        words = self.words
        free = together
        for token in tokens:
            free |= words.free_of(token)
        return tuple(
            pattern
            for pattern in plan
            if (element := pattern.elements[0]) & free
            or (pattern.whole and len(tokens) <= _LONGEST_WHOLE)
            or sum(bool(words[token] & element) for token in tokens) > 1
        )

    def _cut(self, name: str) -> NameMatch:
        """The findings in the beginning of what is too long to be a name, and a word about it."""
        match = self.match(name[:LONGEST_NAME])
        note = SetAside("", "", "", f"{len(name):,} characters: only the first {LONGEST_NAME:,} were read")
        return replace(match, name=name, set_aside=(*match.set_aside, note))

    def _together(self, tokens: list[str], masks: list[int]) -> int:
        """The classes of words that several tokens make: two written apart, or a phrase of which all tokens are there."""
        words = self.words
        joined: list[str] = []
        for mask, (first, second) in zip(masks, pairwise(tokens), strict=False):
            if mask & JOIN and words.may_follow(first, second):
                joined.extend(hit.literal for hit in words.joined(first + second))
        with_phrases = [token for token, mask in zip(tokens, masks, strict=True) if mask & PHRASE]
        if not with_phrases and not joined:
            return 0
        present = set(joined)
        for token in tokens:
            present.update(words.literals_of(token))
        mask = 0
        for token in with_phrases:
            table = words.phrase_table(token)
            for other in present.intersection(table):
                for needed, classes in table[other]:
                    if needed <= present:
                        mask |= classes
        for text in joined:
            literal = self.index.literals[text]
            mask |= literal.mask
            for phrase in literal.phrases:
                if present.issuperset(phrase.tokens):
                    mask |= phrase.sense.classes
        return mask

    def _plan(self, mask: int) -> tuple[Pattern, ...]:
        """The patterns whose every element is among the classes of the mask."""
        if not mask:
            return ()
        plan = self._plans.get(mask)
        if plan is None:
            found: dict[int, Pattern] = {}
            for bit in _bits(mask):
                for pattern in self._keyed.get(bit, ()):
                    if all(element & mask for element in pattern.elements):
                        found[id(pattern)] = pattern
            plan = tuple(found.values())
            if len(self._plans) >= _PLAN_LIMIT:
                self._plans.clear()
            self._plans[mask] = plan
        return plan

    # --- one name in full ---------------------------------------------------------------------------------

    def _analyse(self, name: str, plan: tuple[Pattern, ...], models: bool) -> NameMatch:
        text = take_apart(name, self.normalizer)
        atoms = drop_negated(find_atoms(text, self.words, self.index), self._without)
        ands = self.index.roles[Role.AND.value]
        self._ands = [(atom.parts[0].start, atom.langs(ands)) for atom in atoms if atom.classes & ands]
        placements = [placement for pattern in plan for placement in self._place(pattern, atoms, text)]
        if models:
            placements.extend(self._models(text, atoms))
        if not placements:
            return NameMatch(name)
        quantities = (*self._units.measured(name), *self._counted(text, atoms))
        placements = [placement for placement in placements if self._quantity_holds(placement, quantities)]
        return self._decide(text, placements, atoms, quantities)

    def _decide(
        self, text: NameText, placements: list[Placement], atoms: list[Atom], quantities: tuple[Quantity, ...]
    ) -> NameMatch:
        """Of all terms found in a name, those that count, and what was set aside."""
        set_aside: list[SetAside] = []
        scoped = [p for p in placements if p.pattern.lookalike]
        placements = [p for p in placements if not p.pattern.lookalike]
        placements = self._apply_lookalikes(text, placements, scoped, atoms, set_aside)
        placements = self._apply_contexts(text, placements, atoms, set_aside)
        findings = self._one_a_kind(text, self._most_specific(placements))
        if not findings:
            return NameMatch(text.name, (), tuple(set_aside))
        present = 0
        for atom in atoms:
            present |= atom.free
        facts = frozenset(n for n in self.index.class_names(present) if n[0] != "=" and ":" not in n)
        return NameMatch(text.name, findings, tuple(set_aside), facts, quantities)

    def _counted(self, text: NameText, atoms: list[Atom]) -> list[Quantity]:
        """Numbers that count a listed word: "8-barrel", "for five prisoners", "nine tails"."""
        out: list[Quantity] = []
        numbers: list[tuple[float, int, float, int]] = []
        for i, token in enumerate(text.tokens):
            first, *more = pieces(token.text)
            follower = more[0].text if more else text.tokens[i + 1].text if i + 1 < len(text.tokens) else ""
            if follower in self._units or text.name[text.offsets[token.end - 1] + 1 :][:1] in _INCH_SIGNS:
                continue
            if first.text.isdigit() and len(first.text) <= 3:
                rest = bool(more)
                numbers.append(
                    (float(first.text), token.start + first.end, text.places[i] + (0 if rest else width(token.text)), ANY_LANGUAGE)
                )
            elif token.text in self.index.numbers:
                place = text.places[i] + width(token.text)
                numbers.extend((float(value), token.end, place, langs) for value, langs in self.index.numbers[token.text])
        numbers.extend(self._cjk_numbers(text, atoms))
        for value, end, place, langs in numbers:
            low = bisect_left(atoms, place - 1.5, key=lambda atom: atom.left)
            for atom in atoms[low : low + 24]:
                if atom.left > place + 1.0:
                    break
                if atom.parts[0].start >= end and atom.langs(atom.classes) & langs:
                    shown = f"{value:g} {text.folded[atom.parts[0].start : atom.parts[-1].end]}"
                    out.extend(Quantity(n, value, shown) for n in self.index.class_names(atom.classes) if n[0] != "=")
        return out

    def _cjk_numbers(self, text: NameText, atoms: list[Atom]) -> list[tuple[float, int, float, int]]:
        """Number words written together with what they count (六管), as value, end, place and languages."""
        out: list[tuple[float, int, float, int]] = []
        for atom in atoms[:256]:
            start = atom.parts[0].start
            number = text.folded[max(0, start - 1) : start]
            if has_cjk(number) and number in self.index.numbers:
                out.extend((float(value), start, atom.left, langs) for value, langs in self.index.numbers[number])
        return out

    @staticmethod
    def _quantity_holds(placement: Placement, quantities: tuple[Quantity, ...]) -> bool:
        expression = placement.pattern.quantity
        if not expression:
            return True
        condition = parse_condition(expression)
        found = condition.holds(quantities) if condition else None
        if found is None:
            return False
        placement.reasons.append(f"the name says {found.text}")
        return True

    # --- terms in places ------------------------------------------------------------------------------------

    def _place(self, pattern: Pattern, atoms: list[Atom], text: NameText) -> list[Placement]:
        """Where a pattern stands in the name: the best fillings, which do not share a word."""
        candidates = []
        for element in pattern.elements:
            of_class = [atom for atom in atoms if atom.classes & element]
            if not of_class:
                return []
            candidates.append((element, of_class))
        candidates.sort(key=lambda pair: len(pair[1]))
        found: list[Placement] = []
        for anchor in candidates[0][1]:
            placement = self._fill(pattern, candidates, anchor)
            if placement and (not pattern.whole or _covers_all(placement, text)):
                found.append(placement)
        found.sort(key=lambda p: (p.gap + sum(a.cost for a in p.atoms), -p.size, p.start, not p.langs & self._english))
        kept: list[Placement] = []
        for placement in found:
            if len(kept) >= _MOST_PLACEMENTS:
                break
            if not any(placement.overlaps(other.spans) for other in kept):
                kept.append(placement)
        return kept

    def _fill(self, pattern: Pattern, candidates: list[tuple[int, list[Atom]]], anchor: Atom) -> Placement | None:
        chosen = [anchor]
        langs = anchor.langs(candidates[0][0])
        free = bool(anchor.free & candidates[0][0])
        for element, of_class in candidates[1:]:
            best: tuple[float, Atom, int, bool] | None = None
            low = bisect_left(of_class, anchor.left - _WINDOW, key=lambda atom: atom.left)
            high = bisect_right(of_class, anchor.right + _WINDOW, key=lambda atom: atom.left)
            for atom in of_class[low:high][:64]:
                if any(atom.overlaps(other) for other in chosen):
                    continue
                shared = langs & atom.langs(element)
                both_free = free and bool(atom.free & element)
                if not shared and not both_free:
                    continue
                distance = _gap([*chosen, atom]) + atom.cost
                if best is None or distance < best[0]:
                    best = (distance, atom, shared, both_free)
            if best is None:
                return None
            chosen.append(best[1])
            langs, free = best[2], best[3]
        if len(chosen) == 1 and not self._stands_alone(pattern, anchor, candidates[0]):
            return None
        gap = _gap(chosen) + self._ands_between(chosen, langs)
        if gap > pattern.gap:
            return None
        spans = frozenset(span for atom in chosen for span in atom.spans)
        ordered = tuple(sorted(chosen, key=lambda atom: atom.parts[0].start))
        left, right = min(atom.left for atom in chosen), max(atom.right for atom in chosen)
        return Placement(pattern, ordered, gap, langs, Level(pattern.level), spans, [], left, right)

    def _ands_between(self, chosen: list[Atom], langs: int) -> float:
        """How many words for "and" in their language part the words of a term: "stun guns and tasers" are two things."""
        start, end = min(a.parts[0].end for a in chosen), max(a.parts[-1].start for a in chosen)
        return sum(start <= place < end and bool(spoken & langs) for place, spoken in self._ands)

    @staticmethod
    def _stands_alone(pattern: Pattern, atom: Atom, candidate: tuple[int, list[Atom]]) -> bool:
        """A word alone makes a term only if it is no homograph, and if a typo in it leaves no doubt.

        A homograph also counts beside a second word of the same class and language ("Fouets et martinets").
        """
        element, of_class = candidate
        if any(part.how == "typo" for part in atom.parts):
            return all(part.cost <= 2 and len(part.literal) >= _SINGLE_TYPO for part in atom.parts)
        if atom.free & element or pattern.whole:
            return True
        langs = atom.langs(element)
        return any(langs & o.langs(element) and not o.overlaps(atom) and _gap([atom, o]) <= 1 for o in of_class[:64])

    def _models(self, text: NameText, atoms: list[Atom]) -> list[Placement]:
        """Trade names: whole tokens that together equal one, spaces, hyphens, case and accents aside."""
        out = []
        for first, last, key in self._trade_names([token.text for token in text.tokens]):
            span = (text.tokens[first].start, text.tokens[last].end)
            beside = [a for a in atoms if not any(s < span[1] and span[0] < e for s, e in a.spans)]
            for model in self.index.models[key]:
                if model.needs and not any(a.free & model.needs for a in beside):
                    continue
                whose = f"a trade name{' of ' + model.maker if model.maker else ''}"
                reason = whose if model.sourced else f"{whose}, for which the lists have no source yet: check it"
                left, right = text.places[first], text.places[last] + width(text.tokens[last].text)
                pattern = Pattern(model.kind, [0], model.name, idiom=True)
                spans = frozenset([span])
                out.append(Placement(pattern, (), 0, 0, Level.MATCH, spans, [reason], left, right, model))
        return out

    # --- what weakens or removes a finding --------------------------------------------------------------------

    def _apply_lookalikes(
        self,
        text: NameText,
        placements: list[Placement],
        scoped: list[Placement],
        atoms: list[Atom],
        aside: list[SetAside],
    ) -> list[Placement]:
        """Drop findings that use a word of a harmless phrase, unless they hold more than it, side by side."""
        phrases = [(atom.spans, _reason(atom)) for atom in atoms if atom.classes & LOOKALIKE]
        kept = []
        for placement in placements:
            looks_like = [(spans, why) for spans, why in phrases]
            looks_like += [(p.spans, p.pattern.lookalike) for p in scoped if p.kind == placement.kind]
            reason = next((why for spans, why in looks_like if placement.overlaps(spans) and not placement.outweighs(spans)), None)
            if reason is None:
                kept.append(placement)
            else:
                aside.append(self._aside(text, placement, f"looks like it, but is {reason}"))
        return kept

    def _apply_contexts(
        self, text: NameText, placements: list[Placement], atoms: list[Atom], aside: list[SetAside]
    ) -> list[Placement]:
        kept = []
        for placement in placements:
            beside = [atom for atom in atoms if not placement.overlaps(atom.spans)]
            pattern = placement.pattern
            unless = 0 if pattern.idiom and _unmistakable(placement) else pattern.unless
            veto = next((atom for atom in beside if self._speaks_of(atom, unless, placement)), None)
            if veto is not None:
                aside.append(self._aside(text, placement, f"'{_shown(text, veto)}' in the name says otherwise"))
                continue
            if pattern.needs and not any(atom.free & pattern.needs for atom in beside):
                placement.level = Level.CLUE
                wanted = ", ".join(self.index.class_names(pattern.needs))
                placement.reasons.append(f"too weak alone: needs a word of {wanted} beside it")
            weakening = self._weakening(text, placement, beside)
            if weakening is not None:
                placement.level = Level.CLUE
                placement.reasons.append(f"'{_shown(text, weakening)}' suggests an accessory, replica or protection")
            kept.append(placement)
        return kept

    def _speaks_of(self, atom: Atom, classes: int, placement: Placement) -> bool:
        """Whether a word of these classes is about the finding: in a language of it, or in English, which trade mixes in."""
        if not atom.free & classes:
            return False
        langs = placement.langs or ANY_LANGUAGE
        return bool(atom.langs(classes) & (langs | self._english)) or has_cjk(atom.parts[0].literal)

    def _weakening(self, text: NameText, placement: Placement, beside: list[Atom]) -> Atom | None:
        """A word near the finding that makes it an accessory, a toy, a training version, or protection against it."""
        roles = self.index.roles
        toy = self.index.bit("toy") if "toy" in self.index.classes else 0
        near = roles[Role.ACCESSORY.value] | roles[Role.DEMOTE.value]
        left, right = placement.left, placement.right
        end = max(end for _, end in placement.spans)
        for atom in beside:
            if self._speaks_of(atom, toy, placement):
                return atom
            if not self._speaks_of(atom, near, placement):
                continue
            if atom.parts[0].start == end:  # the second half of a compound: Taserholster
                return atom
            after, before = atom.left - right, left - atom.right
            between = [a for a in beside if a is not atom and min(right, atom.right) <= a.left and a.right <= max(left, atom.left)]
            if any(a.classes & roles[Role.WITH.value] for a in between):
                continue
            if -_TOUCHING <= after <= 0.5 or self._belongs_to(text, atom, placement, before):
                return atom
        return None

    def _belongs_to(self, text: NameText, atom: Atom, placement: Placement, before: float) -> bool:
        """Whether an accessory word stands before the thing that it is for: "holster for", "étui pour", "porta spray"."""
        if not 0 - _TOUCHING <= before <= 1.0:
            return False
        little = text.folded[atom.parts[-1].end : placement.start].split()
        if not little:
            return bool(atom.langs(atom.free) & self.index.head_first)
        return len(little) == 1 and len(little[0]) <= _LITTLE_WORD

    # --- which findings remain ----------------------------------------------------------------------------------

    def _most_specific(self, placements: list[Placement]) -> list[Placement]:
        """A more specific kind replaces a broader one at the same words; a match replaces a clue there."""
        narrows = self.index.narrows
        kept = []
        for placement in placements:
            replaced = any(
                other is not placement
                and other.level.strength >= placement.level.strength
                and (
                    (placement.kind in narrows[other.kind] and other.overlaps(placement.spans))
                    or (
                        placement.kind != other.kind
                        and other.kind not in narrows[placement.kind]
                        and _covered(placement, other)
                        and other.size > placement.size
                    )
                    or (other.level is Level.MATCH and placement.level is Level.CLUE and other.overlaps(placement.spans))
                )
                for other in placements
            )
            if not replaced:
                kept.append(placement)
        return kept

    def _one_a_kind(self, text: NameText, placements: list[Placement]) -> tuple[Finding, ...]:
        best: dict[int, tuple[tuple[object, ...], Placement]] = {}
        for placement in placements:
            rank = (
                -placement.level.strength,
                -placement.score,
                -len(placement.spans),
                placement.start,
                placement.pattern.term,
            )
            if placement.kind not in best or rank < best[placement.kind][0]:
                best[placement.kind] = (rank, placement)
        ranked = sorted(best.items(), key=lambda item: (item[1][0][:2], item[0]))
        return tuple(self._finding(text, placement) for _, (_, placement) in ranked)

    def _finding(self, text: NameText, placement: Placement) -> Finding:
        words = self._model_words(text, placement) if placement.model else self._matched_words(text, placement)
        term = placement.pattern.term
        if not term:
            term = " ".join(dict.fromkeys(word.word for word in words))
        langs = list(dict.fromkeys(word.lang for word in words if word.lang))
        lang = langs[0] if len(langs) == 1 else ("mul" if langs else "und")
        return Finding(
            equipment=self.index.kinds[placement.kind],
            level=placement.level,
            score=placement.score,
            term=term,
            lang=lang,
            words=tuple(words),
            reasons=tuple(placement.reasons),
        )

    def _model_words(self, text: NameText, placement: Placement) -> list[MatchedWord]:
        (span,) = placement.spans
        start, end = text.original(*span)
        name = placement.model.name if placement.model else ""
        return [MatchedWord(text.name[start:end], start, end, "model", name, "model", "")]

    def _matched_words(self, text: NameText, placement: Placement) -> list[MatchedWord]:
        out = []
        everything = 0
        for element in placement.pattern.elements:
            everything |= element
        for atom in placement.atoms:
            sense = min(
                (s for s in atom.senses if s.classes & everything),
                key=lambda s: (
                    not placement.langs >> s.lang & 1,
                    s.homograph,
                    self.normalizer.key(s.word) != "".join(part.literal for part in atom.parts),
                    self.index.langs[s.lang] != "en",
                    not s.word.isascii() and self.index.langs[s.lang] != "zh",
                    s.lang,
                ),
            )
            for part in atom.parts:
                start, end = text.original(part.start, part.end)
                classes = self.index.class_names(sense.classes & everything)
                name = next((c for c in classes if c[0] != "=" and ":" not in c), "idiom")
                lang = self.index.langs[sense.lang]
                out.append(MatchedWord(text.name[start:end], start, end, part.how, sense.word, name, lang))
        return out

    def _aside(self, text: NameText, placement: Placement, reason: str) -> SetAside:
        finding = self._finding(text, placement)
        shown = " ".join(word.text for word in finding.words)
        return SetAside(finding.equipment, finding.term, shown, reason)


def _bits(mask: int) -> Iterable[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def _gap(atoms: list[Atom]) -> float:
    """How many words stand between the atoms, all in all; separators count as words."""
    total, reach = 0.0, None
    for left, right in sorted((atom.left, atom.right) for atom in atoms):
        if reach is not None and left > reach:
            total += left - reach
        reach = right if reach is None else max(reach, right)
    return total


def _covers_all(placement: Placement, text: NameText) -> bool:
    used = sum(end - start for start, end in placement.spans)
    return used >= sum(len(token.text) for token in text.tokens)


def _covered(inner: Placement, outer: Placement) -> bool:
    """Whether every character of one placement is one of the other."""
    return all(any(c <= a and b <= d for c, d in _merged(outer.spans)) for a, b in inner.spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Ranges with those that touch made one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _unmistakable(placement: Placement) -> bool:
    """Whether an idiom is one word that is nothing but the idiom: not also an ordinary word of a class."""
    if len(placement.spans) != 1 or any(part.how == "joined" for atom in placement.atoms for part in atom.parts):
        return False
    return all(atom.classes & ~placement.pattern.elements[0] == 0 for atom in placement.atoms)


def _reason(atom: Atom) -> str:
    return next((sense.reason for sense in atom.senses if sense.reason), "something else")


def _shown(text: NameText, atom: Atom) -> str:
    start, _ = text.original(atom.parts[0].start, atom.parts[0].end)
    _, end = text.original(atom.parts[-1].start, atom.parts[-1].end)
    return text.name[start:end]
