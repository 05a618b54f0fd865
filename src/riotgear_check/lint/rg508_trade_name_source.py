"""A trade name without a source.

Why: nobody can check that the name is a maker's product of that kind. It still counts, and every result that rests on it says
that its source is missing.
Mend: add `source`: a page where the name stands for that equipment, or an id of sources.yaml. Never write one that does not say so.
Example: `- {name: Valabarb}`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "note"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, models in context.trade_names():
        for i, model in enumerate(models):
            if not model.source:
                yield context.fault(file, (*path, i), f"trade name '{model.name}' has no source", "add one where you find it")
