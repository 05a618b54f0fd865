"""Normalise names and terms: one order of steps for both, with offsets back to the original.

The order is: NFC, then per character NFKD, case folding, removal of combining marks (Latin, Greek, Cyrillic, Arabic
vowel signs, Hebrew points; never the vowel signs of Indic scripts), letter variants, then everything that is neither
letter nor digit becomes a space. Invisible format characters vanish.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

# Letters that Unicode does not decompose but that people write without the stroke, dot or ligature, and the
# Arabic letters that keyboards and languages interchange.
LETTERS: dict[int, str | None] = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "þ": "th",
        "æ": "ae", "œ": "oe", "ə": "e", "ŀ": "l", "ʼ": " ", "ʻ": " ", "ʹ": " ", "ʺ": " ",
        "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه",
        "ٱ": "ا", "ﭐ": "ا", "ـ": None, "ѐ": "е", "ґ": "г",
    }
)  # fmt: skip
DROPPED_MARKS = (
    (0x0300, 0x036F), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
)  # fmt: skip
_VOICING = "\uff9e\uff9f"  # half-width katakana marks, which only compatibility composition joins to their letter
# Few and wide ranges: the regex compiler takes milliseconds for many. It is kept from them until a name has such characters.
CJK = "\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff"
_ASCII_PIECES = re.compile("[0-9]+|[^0-9]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters and digits in a normalised text: `text`, and its half-open range there."""

    text: str
    start: int
    end: int


@cache
def _cjk() -> re.Pattern[str]:
    return re.compile(f"[{CJK}]")


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile(f"[0-9]+|[{CJK}]+|[^0-9{CJK}]+")


def has_cjk(text: str) -> bool:
    """Whether a text holds a Chinese, Japanese or Korean character, so that words are not set apart by spaces."""
    return not text.isascii() and _cjk().search(text) is not None


def pieces(token: str) -> Iterator[Token]:
    """Split a normalised token where letters, digits and CJK characters meet ("mk3" → "mk", "3")."""
    for found in (_ASCII_PIECES if token.isascii() else _pieces()).finditer(token):
        yield Token(found.group(), found.start(), found.end())


def _is_dropped(code: int) -> bool:
    return any(first <= code <= last for first, last in DROPPED_MARKS)


def _fold_character(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    text = unicodedata.normalize("NFKD", char).casefold()
    text = "".join(c for c in text if not _is_dropped(ord(c))).translate(LETTERS)
    text = unicodedata.normalize("NFC", text)
    return "".join(c if c.isalnum() or unicodedata.category(c) in ("Mc", "Mn") else " " for c in text)


class _FoldTable(dict[int, str]):
    """Code point → normalised text, worked out once a character."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded


class _LineTable(dict[int, str]):
    """The same table, but for line breaks, which stay."""

    def __init__(self, table: _FoldTable) -> None:
        super().__init__({ord("\n"): "\n"})
        self._table = table

    def __missing__(self, code: int) -> str:
        folded = self[code] = self._table[code]
        return folded


class Normalizer:
    """The one normaliser of terms and names.

    `folds` maps further single characters to others after folding, for instance traditional Chinese characters to
    simplified ones; it comes from the language files.
    """

    def __init__(self, folds: Mapping[str, str] | None = None) -> None:
        self._table = _FoldTable()
        for variant, character in (folds or {}).items():
            self._table[ord(variant)] = character
        self._read: dict[str, tuple[str, ...]] = {}

    def fold(self, text: str) -> str:
        """Return the normalised text: lower-case letters, digits and single or repeated spaces."""
        if not text.isascii() and _needs_composing(text):
            text = unicodedata.normalize("NFKC", text)
        return text.translate(self._table)

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a text, in order."""
        return self.fold(text).split()

    def reading(self, text: str) -> tuple[str, ...]:
        """Return the tokens of a text in their pieces: what a listed word is found by."""
        return tuple([piece.text for token in self.tokens(text) for piece in pieces(token)])

    def readings(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the reading of each text. All at once is several times faster than one by one; what was read is kept."""
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        joined = "\n".join(new)
        if joined.count("\n") >= len(new) or _needs_composing(joined):
            self._read.update((text, self.reading(text)) for text in new)
        else:
            lines = joined.translate(_LineTable(self._table)).split("\n")
            mixed, parts = re.compile(f"[0-9{CJK}]"), re.compile(rf"[0-9]+|[{CJK}]+|[^0-9{CJK}\s]+")
            words = [parts.findall(line) if mixed.search(line) else line.split() for line in lines]
            self._read.update(zip(new, map(tuple, words), strict=True))
        return [self._read[text] for text in texts]

    def key(self, text: str) -> str:
        """Return the text with all spaces gone: equal for names that differ in case, accents, spaces or hyphens."""
        return "".join(self.tokens(text))

    def fold_with_offsets(self, text: str) -> tuple[str, list[int]]:
        """Return the normalised text and, for each of its characters, the offset in `text` that it came from.

        One more offset, `len(text)`, closes the list.
        """
        if text.isascii():
            return text.translate(self._table), list(range(len(text) + 1))
        out: list[str] = []
        offsets: list[int] = []
        for start, end in _clusters(text):
            folded = text[start:end]
            if end - start > 1:
                folded = unicodedata.normalize("NFKC", folded)
            folded = folded.translate(self._table)
            out.append(folded)
            offsets.extend([start] * len(folded))
        offsets.append(len(text))
        return "".join(out), offsets


def _needs_composing(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text) or any(mark in text for mark in _VOICING)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges that may compose: a character with the marks and Hangul vowels and finals after it."""
    if not _needs_composing(text):
        for position in range(len(text)):
            yield position, position + 1
        return
    start = 0
    for position in range(1, len(text)):
        char = text[position]
        if not (
            unicodedata.combining(char) or "\u1160" <= char <= "\u11ff" or char in _VOICING or unicodedata.category(char) == "Mc"
        ):
            yield start, position
            start = position
    if text:
        yield start, len(text)


def tokenize(folded: str) -> list[Token]:
    """Return the tokens of a normalised text with their ranges in it."""
    return [Token(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", folded)]
