"""An entry covers no kind of equipment.

Why: no product can ever be found under it.
Mend: add to `covers` the kinds that it covers.
Example: `covers: []`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, _list, _edition, entry in context.entries():
        if not entry.covers:
            yield context.fault(file, (*path, "covers"), f"entry {entry.id} covers nothing", "name the kinds that it covers")
