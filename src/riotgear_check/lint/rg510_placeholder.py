"""A place in a template is not filled.

Why: a list that says FILL IN in a report is not ready to be used.
Mend: write what the comment above asks for, or delete the line where it is not needed.
Example: `title: "FILL IN: the full name of the list"`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
MARK = "FILL IN"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, loaded in context.loaded.files.items():
        if MARK not in loaded.text:
            continue
        for number, line in enumerate(loaded.text.split("\n"), 1):
            if MARK in line and not line.lstrip().startswith("#"):
                yield context.at(file, number, line.index(MARK) + 1, "a place of the template is left open", "fill this in")
