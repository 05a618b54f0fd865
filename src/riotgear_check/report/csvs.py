"""CSV: the original columns first, ours after them with the prefix `rg_`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from riotgear_check.compare import Comparison
from riotgear_check.model import Level
from riotgear_check.report.common import guarded, how_matched
from riotgear_check.report.screening import Screening
from riotgear_check.screen import Record

OWN_COLUMNS = (
    "rg_column",
    "rg_level",
    "rg_equipment",
    "rg_matched",
    "rg_term",
    "rg_conditional",
    "rg_conditions",
    "rg_why",
)


def screen_csv(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """One line a record. Original cells are kept as they are; cells that we make never start a formula."""
    run, header = screening.run, screening.header
    lists = list(run.editions)
    line = _Line(screening.delimiter or ",")
    own = [*OWN_COLUMNS, *(f"rg_{name}{part}" for name in lists for part in ("", "_entries"))]
    yield line([*(header or ["name"]), *own, "rg_as_of", "rg_lists"])
    for record in records:
        result = record.result
        finding = result.match.findings[0] if result.match.findings and result.level is not Level.NONE else None
        cells = list(record.row.cells) + [""] * (len(header) - len(record.row.cells))
        conditions = [c.text for group in result.conditions for c in group if c.state == "open"]
        ours = [
            record.column,
            result.level.value,
            finding.equipment if finding else "",
            " ".join(word.text for word in finding.words) if finding else "",
            finding.term if finding else "",
            "yes" if any(verdict.conditional for verdict in result.verdicts.values()) else "",
            "; ".join(dict.fromkeys(conditions)) if finding else "",
            "; ".join([how_matched(finding), *finding.reasons]) if finding else "",
        ]
        for name in lists:
            verdict = result.verdicts[name]
            ours += [verdict.measure.value, " ".join(verdict.entries)]
        yield line([*cells, *map(guarded, ours), run.as_of, run.lists_hash])


def diff_csv(comparison: Comparison) -> Iterator[str]:
    """One line a kind."""
    line = _Line(",")
    a, b = comparison.a.name, comparison.b.name
    yield line(["equipment", "label", "relation", a, f"{a} entries", b, f"{b} entries", "conditions"])
    for row in comparison.rows:
        yield line(
            [row.equipment, row.label, row.relation, row.a.measure.value, " ".join(row.a.entries), row.b.measure.value,
             " ".join(row.b.entries), "; ".join(row.conditions)]
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
        return self._buffer.getvalue()
