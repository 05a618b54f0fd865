"""The dates of editions are malformed, overlap, or leave a hole.

Why: on every day since the first edition exactly one must be in force.
Mend: an edition begins the day after the one before ends; only the last one has no `to`.
Example: `to: "2025-08-19"` and then `from: "2025-08-21"`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext, parse_day
from riotgear_check.model import Edition

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, control_list in context.control_lists():
        for i, edition in enumerate(control_list.editions):
            path = ("editions", i)
            days = [(key, day) for key, day in (("from", edition.start), ("to", edition.end)) if day or key == "from"]
            for key, day in days:
                if parse_day(day) is None:
                    yield context.fault(file, (*path, key), f"'{day}' is no date", "write YYYY-MM-DD in quotes")
            if edition.end and edition.end < edition.start:
                yield context.fault(file, (*path, "to"), f"edition {edition.id} ends before it begins", "mend the dates")
        for i, (before, after) in enumerate(pairwise(control_list.editions)):
            if problem := _seam(before, after):
                yield context.fault(file, ("editions", i + 1, "from"), problem, "an edition begins the day after the one before")


def _seam(before: Edition, after: Edition) -> str:
    end, start = parse_day(before.end), parse_day(after.start)
    if not before.end:
        return f"edition {before.id} has no end, and {after.id} follows"
    if end is None or start is None or start == end + timedelta(days=1):
        return ""
    return f"editions {before.id} and {after.id} " + ("overlap" if start <= end else "leave a hole")
