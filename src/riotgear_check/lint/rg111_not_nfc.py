"""A line is not in Unicode normal form C.

Why: the same word in two spellings of bytes looks like one word and cannot be found by searching.
Mend: save the text in NFC; `é` is one character, not `e` and an accent.
Example: `électrique` with `e` and a combining accent, two characters that look like one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import Edit, LintContext

SEVERITY = "error"
ON_TEXT = True


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for name, number, line in context.lines(lambda text: not unicodedata.is_normalized("NFC", text)):
        composed = unicodedata.normalize("NFC", line)
        if composed == line:
            continue
        column = next((i for i, (a, b) in enumerate(zip(line, composed, strict=False)) if a != b), 0)
        yield context.at(name, number, column + 1, "the text is not in Unicode normal form C", "save it as NFC")


def fix(context: LintContext) -> Iterator[Edit]:
    """The edits."""
    for name, loaded in context.loaded.files.items():
        composed = unicodedata.normalize("NFC", loaded.text)
        if composed != loaded.text:
            yield Edit(name, 0, len(loaded.text), composed, "the text is now in NFC")
