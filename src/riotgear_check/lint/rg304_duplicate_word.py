"""A word is given twice in one place: once more under the same class or kind, spelt exactly the same.

Why: the second one does nothing, and who mends one of them misses the other.
Mend: take one out.
Example: `baton: [baton, truncheon, baton]`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import Edit, LintContext
from riotgear_check.reader import Path

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, word in _twins(context):
        yield context.fault(file, path, f"'{word}' is given twice in {path[1]}", "take one out")


def fix(context: LintContext) -> Iterator[Edit]:
    """The edits."""
    for file, path, word in _twins(context):
        yield from context.without(file, path, f"the second '{word}' of {path[1]} is taken out")


def _twins(context: LintContext) -> Iterator[tuple[str, Path, str]]:
    for file, path, words in context.word_lists():
        seen: set[str] = set()
        for i, word in enumerate(words):
            if word in seen:
                yield file, (*path, i), word
            seen.add(word)
