"""An entry id is given twice, or an entry is named that does not exist.

Why: an id is what results cite; it must lead to one entry, and every reference to some entry.
Mend: ids are list/edition/number; the hint has the nearest id.
Example: `replaces: eu/2019/II.2.99`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    ids = Counter(entry.id for item in context.lists.control_lists for edition in item.editions for entry in edition.entries)
    for file, path, _list, _edition, entry in context.entries():
        if ids[entry.id] > 1:
            yield context.fault(file, (*path, "id"), f"entry id '{entry.id}' is given twice", "ids are list/edition/number")
        for name in (*entry.refers_to, *([entry.replaces] if entry.replaces else [])):
            if name not in ids:
                yield context.fault(file, path, f"unknown entry '{name}'", did_you_mean(name, ids))
