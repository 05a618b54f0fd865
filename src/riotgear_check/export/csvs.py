"""CSV: flat, for a spreadsheet. A line for every kind, list and entry in force; a list that has no entry says not-listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from riotgear_check.model import Equipment, Lists, Measure
from riotgear_check.report.common import Run, guarded
from riotgear_check.verdict import Coverage, Law

COLUMNS = (
    "equipment", "label", "family", "list", "edition", "measure", "entry", "number", "title", "relation", "condition",
    "source", "place", "verification",
)  # fmt: skip


def export_csv(run: Run, lists: Lists) -> Iterator[str]:
    """The law of the date, kind by kind."""
    law = Law(lists.control_lists, run.as_of)
    evidence = run.cells()
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(
        [
            [*COLUMNS, *evidence],
            *([*map(guarded, cells), *evidence.values()] for kind in lists.equipment for cells in _rows(kind, lists, law)),
        ]
    )
    yield buffer.getvalue()


def _rows(kind: Equipment, lists: Lists, law: Law) -> Iterator[list[str]]:
    head = [kind.id, kind.label, lists.families[kind.id]]
    covering = law.covering(kind.id)
    for name, edition in law.editions_used().items():
        mine = [coverage for coverage in covering if coverage.control_list.id == name]
        yield from ([*head, name, edition or "", *_entry(coverage)] for coverage in mine)
        if not mine:
            blank = [""] * (len(COLUMNS) - len(head) - 3)
            yield [*head, name, edition or "", Measure.NOT_LISTED.value if edition else "", *blank]


def _entry(coverage: Coverage) -> list[str]:
    entry, cover = coverage.entry, coverage.cover
    what = [entry.measure.value, entry.id, entry.number, entry.title, cover.relation.value, cover.condition]
    return [*what, entry.source.id, entry.source.at, entry.verification]
