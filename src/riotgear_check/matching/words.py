"""One token of a name → the listed words that it may be: exact, ending, compound, typo, substring."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from riotgear_check.matching.index import CLUE, FIRST_CLASS_BIT, IDIOM, JOIN, MODEL, PHRASE, WHOLE, Index, shard_key
from riotgear_check.text import has_cjk, pieces

# Letters that a word must have for one and for two typos. Meilisearch allows 5 and 9, Algolia 4 and 8; with the words
# of forty languages side by side, five letters are too often another language's word (Molle, mollet).
ONE_TYPO, TWO_TYPOS = 6, 12
_SHORTEST_COMPOUND_PART = 3
_SHORTEST_PARTIAL = 7
_LONG_STEM = 4  # letters of a stem that may take an ending of more than one letter
_LONGEST_TOKEN = 60
_HAS_DIGIT = re.compile("[0-9]")
_MEMO_LIMIT = 200_000
ANY_LANGUAGE = -1


PhraseTable = dict[str, list[tuple[frozenset[str], int]]]


class Hit(NamedTuple):
    """A listed literal found in a token, at a half-open range of it; `langs` are those in which it may be read so."""

    literal: str
    start: int
    end: int
    how: str
    cost: int
    langs: int


def _budget(one: str, other: str) -> int:
    """How many typos two words may have between them."""
    return 2 if min(len(one), len(other)) >= TWO_TYPOS else 1


class Words(dict[str, int]):
    """Token → mask of the classes that it may stand for. Asking for a token the first time reads it."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index
        self._literals = index.literals
        self._longest_ending = max(map(len, index.endings), default=0)
        self._sorted: dict[str, list[str]] = {}
        self._model_starts = frozenset(index.model_starts)
        self._longest_first: dict[str, list[str]] = {}
        self._idioms = sum(
            1 << i + FIRST_CLASS_BIT for i, name in enumerate(index.classes) if name.startswith((IDIOM, WHOLE, CLUE))
        )
        self._in_terms = index.in_terms
        self._not_typos = frozenset(index.not_typos)
        self._typo_buckets: dict[str, dict[str, list[str]]] = {}
        self.hits: dict[str, tuple[Hit, ...]] = {}
        self._free: dict[str, int] = {}
        self.literals_in: dict[str, tuple[str, ...]] = {}
        self.phrases_of: dict[str, PhraseTable] = {}
        self._continuations: dict[str, frozenset[str]] = {}

    def __missing__(self, token: str) -> int:
        if not token.isalpha() and _HAS_DIGIT.search(token):
            # Model numbers are as many as names; their letters are read once, and they themselves not kept.
            mask = MODEL if token in self._model_starts else 0
            for piece in pieces(token):
                mask |= self._kept(piece.text) & ~(MODEL | JOIN)
            return mask
        return self._kept(token)

    def _kept(self, token: str) -> int:
        """The mask of a token, read and kept; what is too long to be a word, or a number that says nothing, is read each time."""
        mask = self.get(token)
        if mask is None:
            hits = self.read(token)
            mask = self._mask(token, hits)
            if len(token) <= _LONGEST_TOKEN and (hits or not token[0].isdigit()):
                self._keep(token, mask, hits)
        return mask

    def _keep(self, token: str, mask: int, hits: tuple[Hit, ...]) -> None:
        if len(self) >= _MEMO_LIMIT:
            for memo in (self, self.hits, self._free, self.literals_in, self.phrases_of, self._continuations):
                memo.clear()
        self[token] = mask
        if not hits:
            return
        self.hits[token] = hits
        self._free[token] = self._free_mask(hits)
        self.literals_in[token] = tuple(hit.literal for hit in hits)
        table = self._phrase_table(hits)
        if table:
            self.phrases_of[token] = table

    def phrase_table(self, token: str) -> PhraseTable:
        """The phrases that a token is the rarest of: another token of each → all its tokens, and its classes."""
        if token in self or len(token) > _LONGEST_TOKEN:
            found = self.phrases_of.get(token)
            return self._phrase_table(self.hits_of(token)) if found is None else found
        table: PhraseTable = {}
        for piece in pieces(token):
            table |= self.phrases_of.get(piece.text, {})
        return table

    def _phrase_table(self, hits: tuple[Hit, ...]) -> PhraseTable:
        table: PhraseTable = {}
        for hit in hits:
            for phrase in self._literals[hit.literal].phrases:
                if not phrase.sense.classes & self._in_terms:
                    continue
                # Filed under another token of the phrase: only where that is there too the rest is looked at.
                other = max((t for t in phrase.tokens if t != hit.literal), key=len, default=hit.literal)
                table.setdefault(other, []).append((frozenset(phrase.tokens), phrase.sense.classes))
        return table

    def free_of(self, token: str) -> int:
        """The classes that a token may stand for on its own, not only beside another word of its language."""
        if token in self or len(token) > _LONGEST_TOKEN:
            return self._free[token] if token in self._free else self._free_mask(self.hits_of(token))
        mask = 0
        for piece in pieces(token):
            mask |= self._free.get(piece.text, 0)
        return mask

    def _free_mask(self, hits: tuple[Hit, ...]) -> int:
        mask = 0
        for hit in hits:
            mask |= self._literals[hit.literal].free
        return mask

    def literals_of(self, token: str) -> tuple[str, ...]:
        """The literals that a token may be read as, from the memo where it is there."""
        if token in self:
            return self.literals_in.get(token, ())
        if len(token) > _LONGEST_TOKEN:
            return tuple(hit.literal for hit in self.read(token))
        return tuple(text for piece in pieces(token) for text in self.literals_in.get(piece.text, ()))

    def may_follow(self, first: str, second: str) -> bool:
        """Whether two tokens written together may begin with a listed word that is longer than the first."""
        if has_cjk(first[-1]) or has_cjk(second[0]):
            return has_cjk(first[-1]) and has_cjk(second[0])
        starts = self._continuations.get(first)
        if starts is None:
            starts = self._continuations[first] = self._continuations_of(first)
        return second[:3] in starts or second[:2] in starts or second[:1] in starts

    def _continuations_of(self, first: str) -> frozenset[str]:
        """The next letters, three at most, of the listed words that begin with a token and go on."""
        listed = self._listed(first)
        position = bisect_left(listed, first)
        out = set()
        while position < len(listed) and listed[position].startswith(first):
            rest = listed[position][len(first) : len(first) + 3]
            if rest:
                out.add(rest)
            position += 1
        return frozenset(out)

    def hits_of(self, token: str) -> tuple[Hit, ...]:
        """The hits of a token, from the memo where it is there."""
        if token in self:
            return self.hits.get(token, ())
        return self.read(token)

    def _mask(self, token: str, hits: tuple[Hit, ...]) -> int:
        mask = 0
        for hit in hits:
            mask |= self._literals[hit.literal].mask
        if token in self._model_starts:
            mask |= MODEL
        if self._may_join(token):
            mask |= JOIN
        return mask

    def _may_join(self, token: str) -> bool:
        if has_cjk(token):
            return True
        if len(token) < _SHORTEST_COMPOUND_PART:
            return False
        listed = self._listed(token)
        position = bisect_left(listed, token)
        if position < len(listed) and listed[position] == token:
            position += 1
        return position < len(listed) and listed[position].startswith(token)

    def _listed(self, text: str) -> list[str]:
        """The literals that begin as a text does, sorted."""
        key = shard_key(text)
        if key not in self._sorted:
            self._sorted[key] = list(self._literals.shard(key))
        return self._sorted[key]

    # --- reading ------------------------------------------------------------------------------------------

    def read(self, token: str) -> tuple[Hit, ...]:
        """Read a token, without the memo."""
        out: list[Hit] = []
        for piece in pieces(token):
            if piece.text[0].isdigit():
                found = self._exact(piece.text)
            elif has_cjk(piece.text):
                found = self._substrings(piece.text)
            else:
                found = self._word(piece.text)
            out.extend(hit._replace(start=hit.start + piece.start, end=hit.end + piece.start) for hit in found)
        return tuple(out)

    def joined(self, token: str) -> tuple[Hit, ...]:
        """Read two tokens that were written apart as one word: exact or with an ending only, or across their seam."""
        if has_cjk(token):
            return tuple(self._substrings(token))
        return tuple(self._exact(token) or self._endings(token))

    def _word(self, text: str) -> list[Hit]:
        found = self._exact(text)
        if len(text) < _SHORTEST_COMPOUND_PART:
            return found
        inflected = self._endings(text)
        if self._has_sense(found):
            # A word as listed is not also the inflected form of a short one (arma is no Swedish arm).
            inflected = [hit for hit in inflected if len(hit.literal) >= _LONG_STEM]
        found = found + inflected
        if self._has_sense(found):
            # The parts of an idiom mean what they say: Tränengasgranaten is a kind of its own and tear gas + grenade.
            return found + (self._compound(text) if all(self._is_idiom(hit) for hit in found) else [])
        # What is only a part of phrases may still be a word of its own behind an article or in a compound.
        found += self._without_prefix(text)
        if self._has_sense(found) or len(text) > _LONGEST_TOKEN or text in self._not_typos:
            return found
        return found + (self._compound(text) or ([] if found else self._typos(text)) or self._partial(text))

    def _is_idiom(self, hit: Hit) -> bool:
        mask = self._literals[hit.literal].mask & ~(JOIN | MODEL | PHRASE)
        return mask & self._idioms == mask

    def _has_sense(self, hits: list[Hit]) -> bool:
        return any(self._literals[hit.literal].senses for hit in hits)

    def _exact(self, text: str) -> list[Hit]:
        if self._literals.get(text):
            return [Hit(text, 0, len(text), "exact", 0, ANY_LANGUAGE)]
        return []

    def _endings(self, text: str) -> list[Hit]:
        out = []
        for length in range(1, min(self._longest_ending, len(text) - 2) + 1):
            langs = self._index.endings.get(text[-length:], 0)
            if langs and (len(text) - length >= _LONG_STEM or length == 1):
                literal = self._literals.get(text[:-length])
                if literal and literal.langs & langs:
                    out.append(Hit(text[:-length], 0, len(text), "ending", 0, langs))
        return out

    def _without_prefix(self, text: str) -> list[Hit]:
        out = []
        for prefix, langs in self._index.prefixes.items():
            if text.startswith(prefix) and len(text) - len(prefix) >= 2:
                rest = text[len(prefix) :]
                for hit in self._exact(rest) + self._endings(rest):
                    if self._literals[hit.literal].langs & langs & hit.langs:
                        out.append(Hit(hit.literal, len(prefix), len(text), "ending", 0, langs & hit.langs))
        return out

    def _substrings(self, run: str) -> list[Hit]:
        """All listed words in a run without spaces. What lies inside a longer word counts only if that is an idiom,
        whose parts mean what the idiom means (催泪 in 催泪弹); the 电 in 电动轮椅 is no word of its own."""
        out: list[Hit] = []
        reach = 0
        for start, char in enumerate(run):
            for literal in self._longest(char):
                end = start + len(literal)
                if end > reach and run.startswith(literal, start):
                    how = "exact" if len(literal) == len(run) else "substring"
                    out.append(Hit(literal, start, end, how, 0 if how == "exact" else 1, ANY_LANGUAGE))
                    entry = self._literals[literal]
                    if entry.senses and not entry.mask & self._idioms:
                        reach = end
                        break
        return out

    def _longest(self, first: str) -> list[str]:
        """The literals that begin with a character, longest first."""
        if first not in self._longest_first:
            self._longest_first[first] = sorted(self._listed(first), key=lambda text: (-len(text), text))
        return self._longest_first[first]

    # --- compounds ------------------------------------------------------------------------------------------

    def _compound(self, text: str) -> list[Hit]:
        """Split a word that consists wholly of listed words of one language, with its linking letters."""
        parts = self._split(text, 0, ANY_LANGUAGE, set()) or []
        return [Hit(part, start, end, "compound", 1, parts[-1][3]) for part, start, end, _ in parts]

    # Not a function in _compound: one that calls itself is garbage that only the collector frees, one piece for every word.
    def _split(self, text: str, start: int, langs: int, dead: set[tuple[int, int]]) -> list[tuple[str, int, int, int]] | None:
        """The parts of a text from `start` on: literal, start, end, languages. None where there are none; `dead` keeps where."""
        if start == len(text):
            return []
        if (start, langs) in dead:
            return None
        for end in self._part_ends(text, start):
            part = text[start:end]
            common = self._sense_langs(part) & langs
            if end - start == len(text) or not common:
                continue
            for skip, allowed in self._after_part(text, end):
                rest = self._split(text, end + skip, common & allowed, dead) if common & allowed else None
                if rest is not None:
                    return [(part, start, end, common & allowed), *rest]
        dead.add((start, langs))
        return None

    def _sense_langs(self, text: str) -> int:
        """The languages in which a literal is a word of its own, not only a part of phrases."""
        langs = 0
        for sense in self._literals[text].senses:
            langs |= 1 << sense.lang
        return langs

    def _part_ends(self, text: str, start: int) -> list[int]:
        """Where listed words that begin at `start` end, longest first."""
        ends = []
        low = 0
        listed = self._listed(text[start : start + 2])
        for end in range(start + 2, min(len(text), start + self._literals.longest) + 1):
            part = text[start:end]
            low = bisect_left(listed, part, low)
            if low == len(listed) or not listed[low].startswith(part):
                break
            if listed[low] == part and end - start >= _SHORTEST_COMPOUND_PART:
                ends.append(end)
        return ends[::-1]

    def _after_part(self, text: str, end: int) -> list[tuple[int, int]]:
        """How many letters may be skipped after a part, and in which languages: none, linking letters, or an ending."""
        out = [(0, ANY_LANGUAGE)]
        rest = text[end:]
        for length in range(1, min(3, len(rest) - 1) + 1):
            langs = self._index.linkers.get(rest[:length], 0)
            if langs:
                out.append((length, langs))
        if 0 < len(rest) <= self._longest_ending and rest in self._index.endings:
            out.append((len(rest), self._index.endings[rest]))
        return out

    def _partial(self, text: str) -> list[Hit]:
        """A long listed word at the start or the end of a compound whose other part is not listed."""
        compounding = self._index.compounding
        best: list[Hit] = []
        for end in range(len(text) - 2, _SHORTEST_PARTIAL - 1, -1):
            literal = self._literals.get(text[:end])
            if literal and literal.langs & compounding and literal.senses:
                best.append(Hit(text[:end], 0, end, "compound", 2, compounding))
                break
        for start in range(2, len(text) - _SHORTEST_PARTIAL + 1):
            for hit in self._exact(text[start:]) or self._endings(text[start:]):
                literal = self._literals[hit.literal]
                if literal.langs & compounding & hit.langs and literal.senses and len(hit.literal) >= _SHORTEST_PARTIAL:
                    best.append(Hit(hit.literal, start, len(text), "compound", 2, compounding & hit.langs))
                    return best
        return best

    # --- typos ----------------------------------------------------------------------------------------------

    def _typos(self, text: str) -> list[Hit]:
        """Listed words at the least OSA distance within the budget by length, with the same first two letters."""
        length = len(text)
        if length < ONE_TYPO or text in self._not_typos:
            return []
        buckets = self._buckets(text[:2])
        candidates = {*buckets.get(text[:3], ()), *buckets.get("*" + text[-3:], ())}
        near = [(literal, _budget(literal, text)) for literal in sorted(candidates)]
        near = [(literal, budget) for literal, budget in near if abs(len(literal) - length) <= budget]
        if not near:
            return []
        from rapidfuzz.distance import OSA  # late: most words are like no other

        best = 3
        found: list[Hit] = []
        for literal, budget in near:
            distance = OSA.distance(text, literal, score_cutoff=budget)
            if distance > budget or distance > best:
                continue
            if distance < best:
                best, found = distance, []
            found.append(Hit(literal, 0, length, "typo", 2 * distance, ANY_LANGUAGE))
        return found

    def _buckets(self, key: str) -> dict[str, list[str]]:
        """Listed words with the same first two letters, by their first and by their last three letters."""
        buckets = self._typo_buckets.get(key)
        if buckets is None:
            buckets = self._typo_buckets[key] = {}
            for literal, entry in self._literals.shard(key).items():
                if len(literal) >= ONE_TYPO and literal.isalpha() and not has_cjk(literal) and (entry.senses or entry.phrases):
                    buckets.setdefault(literal[:3], []).append(literal)
                    buckets.setdefault("*" + literal[-3:], []).append(literal)
        return buckets
