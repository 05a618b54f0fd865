"""The kinds of models.yaml are not in the order of the files in equipment/.

Why: one order for all files makes a change easy to find and to merge.
Mend: move the kind to its place.
Example: `handcuffs:` before `execution-drugs:` in models.yaml
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    order = {kind.id: i for i, kind in enumerate(context.lists.equipment)}
    for file, loaded in context.loaded.files.items():
        if file != "models.yaml":
            continue
        for before, after in pairwise(name for name in loaded.value if name in order):
            if order[after] < order[before]:
                yield context.fault(file, (after,), f"'{after}' stands after '{before}'", "keep the order of equipment/")
