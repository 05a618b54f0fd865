"""A word is given twice in one place, in spellings that the matcher reads as one.

Why: case, accents, hyphens and variant letters do not count in matching, so the second one does nothing.
Mend: take one out. A word written apart is another word than the same written together; that is no fault.
Example: `shambok: [šambok, sambok]`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import Edit, LintContext
from riotgear_check.reader import Path

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, word, before in _twins(context):
        yield context.fault(file, path, f"'{word}' is read as '{before}', also in {path[1]}", "take one out")


def fix(context: LintContext) -> Iterator[Edit]:
    """The edits. The index is the same without the word: it keeps of each reading the spelling that came first."""
    for file, path, word, before in _twins(context):
        yield from context.without(file, path, f"'{word}' of {path[1]}, read as '{before}', is taken out")


def _twins(context: LintContext) -> Iterator[tuple[str, Path, str, str]]:
    for file, path, words in context.word_lists():
        seen: dict[tuple[str, ...], str] = {}
        for i, word in enumerate(words):
            before = seen.setdefault(context.tokens(word), word)
            if before != word:
                yield file, (*path, i), word, before
