"""A source has no address or no date, or an entry does not say where in its source it stands.

Why: who doubts a row must be able to look it up.
Mend: fill `url` and one of `published`, `in_force`, `accessed`, as YYYY-MM-DD; where no day is known, `note` says why.
An entry names the place in `source: {id, at}`.
Example: `source: {id: eu-2025-928, at: ""}`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext, parse_day

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, source in context.sources():
        if not source.url:
            yield context.fault(file, (*path, "url"), f"source {source.id} has no address", "add 'url'")
        dates = {key: getattr(source, key) for key in ("published", "in_force", "accessed")}
        if not any(dates.values()) and not source.note:
            yield context.fault(file, path, f"source {source.id} has no date", "add 'published', or say why not in 'note'")
        for key, day in dates.items():
            if day and parse_day(day) is None:
                yield context.fault(file, (*path, key), f"'{day}' is no date", "write YYYY-MM-DD in quotes")
    for file, path, _list, _edition, entry in context.entries():
        if not entry.source.at.strip():
            yield context.fault(file, (*path, "source"), f"entry {entry.id} names no place in its source", "fill 'at'")
