"""CSV: the original columns first, ours after them with the prefix `rg_`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from riotgear_check.compare import Comparison
from riotgear_check.model import Level
from riotgear_check.report.common import Run, guarded, how_matched
from riotgear_check.report.screening import Screening
from riotgear_check.screen import Record

_OWN = ("rg_column", "rg_level", "rg_equipment", "rg_matched", "rg_term", "rg_conditional", "rg_conditions", "rg_why")


def own_titles(run: Run) -> list[str]:
    """The titles of the columns that we add: two of them a list, and at the end what the line rests on."""
    lists = (f"rg_{name}{part}" for name in run.editions for part in ("", "_entries"))
    return [*_OWN, *lists, *(f"rg_{name}" for name in run.cells())]


def own_cells(screening: Screening, record: Record) -> list[str]:
    """The cells below `own_titles`."""
    result = record.result
    finding = result.match.findings[0] if result.match.findings and result.level is not Level.NONE else None
    conditions = [c.text for group in result.conditions for c in group if c.state == "open"]
    verdicts = (result.verdicts[name] for name in screening.run.editions)
    return [
        record.column,
        result.level.value,
        finding.equipment if finding else "",
        " ".join(word.text for word in finding.words) if finding else "",
        finding.term if finding else "",
        "yes" if any(verdict.conditional for verdict in result.verdicts.values()) else "",
        "; ".join(dict.fromkeys(conditions)) if finding else "",
        "; ".join([how_matched(finding), *finding.reasons]) if finding else "",
        *(cell for verdict in verdicts for cell in (verdict.measure.value, " ".join(verdict.entries))),
        *screening.run.cells().values(),
    ]


def screen_csv(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """One line a record. Original cells are kept as they are; cells that we make never start a formula."""
    line = _Line(screening.delimiter or ",")
    yield line([*(screening.titles or ["name"]), *own_titles(screening.run)])
    width = len(screening.titles) or 1
    for record in records:
        cells = screening.cells(record.row) if screening.titles else [record.name]
        # Cells beyond the header go behind ours, so that every column keeps its place.
        yield line([*cells[:width], *map(guarded, own_cells(screening, record)), *cells[width:]])


def diff_csv(run: Run, comparison: Comparison) -> Iterator[str]:
    """One line a kind."""
    evidence = run.cells()
    line = _Line(",")
    a, b = comparison.a.name, comparison.b.name
    yield line(["equipment", "label", "relation", a, f"{a} entries", b, f"{b} entries", "conditions", *evidence])
    for row in comparison.rows:
        yield line(
            [row.equipment, row.label, row.relation, row.a.measure.value, " ".join(row.a.entries), row.b.measure.value,
             " ".join(row.b.entries), "; ".join(row.conditions), *evidence.values()]
        )  # fmt: skip


class _Line:
    """Cells → one CSV line."""

    def __init__(self, delimiter: str) -> None:
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, delimiter=delimiter, lineterminator="\n")

    def __call__(self, cells: Sequence[str]) -> str:
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.writerow(cells)
        # JSON can bring a NUL, and no CSV reader takes it.
        return self._buffer.getvalue().replace("\0", "\\x00")
