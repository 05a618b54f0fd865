"""What a report of a screening is made from, and which function makes it in which format.

A format is one function (screening, records) → chunks of text or of bytes. It opens no file and knows no terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from riotgear_check.columns import NO_COLUMNS, NamedColumns
from riotgear_check.faults import UsageError
from riotgear_check.model import Lists
from riotgear_check.report.common import Run

if TYPE_CHECKING:
    from riotgear_check.screen import Record, Summary
    from riotgear_check.tables import Row

# Formats made of bytes; all others are text.
BYTES_FORMATS = frozenset({"xlsx", "parquet", "arrow"})
# Formats whose first chunk is a head and whose others are one record each, so that a run can go on between two.
RESUMABLE_FORMATS = frozenset({"jsonl", "csv"})


@dataclass(frozen=True, slots=True)
class Screening:
    """One screening, apart from its records.

    `header`, `delimiter` and `encoding` are those of the input (empty where it has none), `places` the columns with names,
    `keep` the columns to show, `group_by` the column to count by, `columns` those that say who exhibits, where and from
    which country. `when` is the time of the screening, for formats that people file. `summary` is complete when the
    records are used up. `width`, `colour` and `charset` are those of the place where a person reads a text.
    """

    run: Run
    lists: Lists
    header: Sequence[str]
    delimiter: str
    encoding: str
    places: Sequence[int]
    summary: Summary
    keep: Sequence[int] = ()
    group_by: int | None = None
    columns: NamedColumns = NO_COLUMNS
    when: str = ""
    width: int = 160
    colour: bool = False
    charset: str = "utf-8"

    @property
    def titles(self) -> list[str]:
        """The titles of the columns to show."""
        return [self.header[place] for place in self.keep]

    def cells(self, row: Row) -> list[str]:
        """The cells of a row to show; where every column is shown, also those beyond the header."""
        beyond = row.cells[len(self.header) :] if len(self.keep) == len(self.header) else []
        return [row.cell(place) for place in self.keep] + beyond


def text_writer(name: str) -> Callable[[Screening, Iterator[Record]], Iterator[str]]:
    """The function that writes a format of text. Raises UsageError for an unknown one."""
    match name:
        case "table":
            from riotgear_check.report.tables import screen_table

            return screen_table
        case "csv":
            from riotgear_check.report.csvs import screen_csv

            return screen_csv
        case "jsonl":
            from riotgear_check.report.jsons import screen_jsonl

            return screen_jsonl
        case "json":
            from riotgear_check.report.jsons import screen_json

            return screen_json
        case "html":
            from riotgear_check.report.html.screening import screen_html

            return screen_html
        case "markdown":
            from riotgear_check.report.markdowns import screen_markdown

            return screen_markdown
        case "sarif":
            from riotgear_check.report.sarifs import screen_sarif

            return screen_sarif
        case "junit":
            from riotgear_check.report.junits import screen_junit

            return screen_junit
        case "github":
            from riotgear_check.report.annotations import screen_github

            return screen_github
        case _:
            raise UsageError(f"unknown format '{name}' of screen: see 'riotgear-check screen --help'")


def bytes_writer(name: str) -> Callable[[Screening, Iterator[Record]], Iterator[bytes]]:
    """The function that writes a format of bytes. Raises UsageError for an unknown one."""
    match name:
        case "xlsx":
            from riotgear_check.report.workbooks import screen_xlsx

            return screen_xlsx
        case "parquet":
            from riotgear_check.report.arrows import screen_parquet

            return screen_parquet
        case "arrow":
            from riotgear_check.report.arrows import screen_arrow

            return screen_arrow
        case _:
            raise UsageError(f"unknown format '{name}' of screen: see 'riotgear-check screen --help'")
