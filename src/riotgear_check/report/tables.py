"""The table of a screening, for a person at a terminal."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from riotgear_check.report.common import group_rows, group_titles, printable
from riotgear_check.report.layout import lines_text, table_text
from riotgear_check.report.screening import Screening
from riotgear_check.report.texts import screen_rows_text

if TYPE_CHECKING:
    from riotgear_check.screen import Record

# The widths of columns need all rows at once; who has more than these reads CSV or JSON Lines.
MOST_ROWS = 2_000
_OTHERS = 3


def screen_table(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """A row a record: verdicts, the name with the words that counted, its kind, and the other columns of the input."""
    shown = list(itertools.islice(records, MOST_ROWS))
    if shown:
        others = [place for place in screening.keep if place not in screening.places]
        # All columns would drown the names: without --keep it is the first three.
        others = others if len(screening.keep) < len(screening.header) else others[:_OTHERS]
        beside = " · ".join(printable(screening.header[place]) for place in others)
        titles = ["row", *(name.upper() for name in screening.run.editions), "name", "kind", beside]
        rows = screen_rows_text(screening.run, screening.lists, shown, others)
        yield table_text(titles, rows, screening.width, screening.colour, charset=screening.charset)
    more = sum(1 for _ in records)
    notes = []
    if more:
        notes.append(f"and {more:,} more: use --format csv or jsonl to see all")
    if any(verdict.conditional for record in shown for verdict in record.result.verdicts.values()):
        notes.append("* with a condition that the name alone does not decide: riotgear-check lookup NAME shows it")
    if screening.summary.groups:
        counts = [[printable(name), *(str(number or "") for number in numbers)] for name, numbers in group_rows(screening)]
        title = f"By {printable(group_titles(screening)[0])}"
        yield table_text(group_titles(screening), counts, screening.width, screening.colour, title, screening.charset)
    notes.append(printable(screening.run.line()))
    yield from lines_text(notes, screening.width, screening.colour, screening.charset)
