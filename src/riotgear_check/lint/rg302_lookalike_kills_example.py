"""A lookalike sets aside an example that must match.

Why: a lookalike is there for harmless names; this one hides a true one.
Mend: make the lookalike longer, or take it out.
Example: lookalike `spit mask` in a language whose example is `spit mask black`.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for example in context.failed_examples:
        if example.lookalike is not None:
            yield context.fault(
                example.file, example.path,
                f"'{example.name}' is to be {example.wanted.value} for {example.kind}: "
                f"'{example.lookalike.text}' {example.lookalike.reason}",
                "make the lookalike longer or take it out",
            )  # fmt: skip
