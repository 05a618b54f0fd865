"""A character cannot be seen: a control, a zero-width or odd space, a mark that turns the direction of writing.

Why: two words that look the same are not the same, and marks of direction can make a line read other than it is.
The joiners of Persian and of Indic scripts are right where they stand between two letters of such a script.
Mend: take the character out; write a plain space.
Example: a zero-width space between `spit` and `hood`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
ON_TEXT = True
_JOINERS = "\u200c\u200d"
_NEEDS_JOINERS = re.compile("[\u0600-\u06ff\u0750-\u077f\u0900-\u0dff]")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for name, number, line in context.lines(lambda text: not text.replace("\n", "").isprintable()):
        if line.isprintable():
            continue
        for column, char in enumerate(line):
            if not char.isprintable() and char != " " and not _joins(line, column):
                what = unicodedata.name(char, "control character").lower()
                yield context.at(name, number, column + 1, f"invisible character U+{ord(char):04X} ({what})", "take it out")


def _joins(line: str, column: int) -> bool:
    """Whether a character is a joiner in its place: Persian and the Indic scripts need it between two letters."""
    around = line[column - 1 : column] + line[column + 1 : column + 2]
    return line[column] in _JOINERS and len(around) == 2 and all(_NEEDS_JOINERS.match(char) for char in around)
