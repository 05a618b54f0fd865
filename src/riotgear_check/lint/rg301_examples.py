"""An example does not do what it is to do: match, be a clue, or do neither.

Why: examples are the tests of the lists; lint runs the matcher on each.
Mend: `riotgear-check lookup --explain NAME` shows what was found and what was set aside. Mend the term, or the example.
Example: `match: [thumb cufs]` where no term reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for example in context.failed_examples:
        if example.lookalike is None:
            yield context.fault(
                example.file, example.path,
                f"'{example.name}' is to be {example.wanted.value} for {example.kind}, and is {example.level.value}",
                f"run: riotgear-check lookup --explain '{example.name}'",
            )  # fmt: skip
