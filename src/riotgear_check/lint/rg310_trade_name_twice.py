"""A trade name stands twice: under one kind, or under two of which one is found whatever stands beside it.

Why: case, spaces, hyphens and dots do not count, so a product name that has it is found twice, or as two things.
Mend: join the two. Where one name is of two products, `needs` says for each what must stand beside it.
Example: `REACT` and `R.E.A.C.T.` under stun-belts.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.model import TradeName
from riotgear_check.reader import Path

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    seen: dict[str, list[tuple[str, TradeName]]] = {}
    for file, path, kind, model in _named(context):
        earlier = seen.setdefault(context.key(model.name), [])
        for other, before in earlier:
            if other == kind or not (model.needs and before.needs):
                yield context.fault(
                    file,
                    path,
                    f"'{model.name}' of {kind} is read as '{before.name}' of {other}",
                    "join the two, or tell them apart by needs",
                )
                break
        earlier.append((kind, model))


def _named(context: LintContext) -> Iterator[tuple[str, Path, str, TradeName]]:
    beside = {path: kind.id for _file, path, kind in context.equipment()}
    for file, path, models in context.trade_names():
        kind = str(path[0]) if file == "models.yaml" else beside[path[:1]]
        for i, model in enumerate(models):
            yield file, (*path, i), kind, model
