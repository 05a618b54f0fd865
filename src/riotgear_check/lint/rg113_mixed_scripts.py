"""A word mixes Latin letters with Greek or Cyrillic ones that look alike.

Why: `сuffs` with a Cyrillic `с` looks like `cuffs` and matches nothing that a keyboard types.
Mend: type the word again in one script.
Example: `сuffs`
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
ON_TEXT = True
# Only letters that a reader takes for Latin ones: a word such as "kΩ" is right as it is.
_LOOKALIKES = re.compile("[АВЕЅІЈКМНОРСТХасеѕіјорхуΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιυ]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
# Where a Latin letter stands beside another one: far fewer places than words.
_SEAM = re.compile(r"[A-Za-zÀ-ɏ](?=[^\W\d_A-Za-zÀ-ɏ])|[^\W\d_A-Za-zÀ-ɏ](?=[A-Za-zÀ-ɏ])")
_WORD = re.compile(r"[^\W\d_]+")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for name, number, line in context.lines(_suspected):
        for word in _WORD.finditer(line):
            if _LOOKALIKES.search(word.group()) and _LATIN.search(word.group()):
                yield context.at(
                    name, number, word.start() + 1, f"'{word.group()}' mixes Latin letters with {_odd(word.group())}",
                    "type it again in one script",
                )  # fmt: skip


def _suspected(text: str) -> bool:
    return bool(_LOOKALIKES.search(text) and _SEAM.search(text))


def _odd(word: str) -> str:
    found = _LOOKALIKES.search(word)
    char = found.group() if found else ""
    return f"U+{ord(char):04X} ({unicodedata.name(char).lower()})"
