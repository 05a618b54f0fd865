"""A word is given twice in one place, in spellings that the matcher reads as one.

Why: case, accents, hyphens and variant letters do not count in matching, so the second one does nothing.
Mend: take one out. A word written apart is another word than the same written together; that is no fault.
Example: `shambok: [šambok, sambok]`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, words in context.word_lists():
        seen: dict[tuple[str, ...], str] = {}
        for i, word in enumerate(words):
            before = seen.setdefault(context.tokens(word), word)
            if before != word:
                yield context.fault(file, (*path, i), f"'{word}' is read as '{before}', also in {path[1]}", "take one out")
