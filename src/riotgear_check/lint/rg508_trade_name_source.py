"""Trade names without a source.

Why: nobody can check that a name is a maker's product of that kind.
Mend: add `source` with a page where the name stands for that equipment. One warning a kind, at its first such name.
Example: `- {name: Valabarb}`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, models in context.trade_names():
        bare = [i for i, model in enumerate(models) if not model.source]
        if bare:
            yield context.fault(
                file, (*path, bare[0]), f"{len(bare)} of {len(models)} trade names of {path[-1]} have no source",
                f"the first is '{models[bare[0]].name}'",
            )  # fmt: skip
