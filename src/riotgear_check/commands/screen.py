"""`screen`: a table or a list of names → the rows that match."""

from __future__ import annotations

import gc
import itertools
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from riotgear_check import __version__
from riotgear_check.api import checker
from riotgear_check.model import Level, Measure
from riotgear_check.report.common import Run, run_of
from riotgear_check.report.screening import Screening, text_writer
from riotgear_check.screen import Record, Summary, counted, reported, screen
from riotgear_check.store import Store
from riotgear_check.tables import Table, guess_column, open_table
from riotgear_check.terminal import as_typed, colour_wanted, output, progress, say, width_of


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """What the command line asks for."""

    source: str
    columns: tuple[str, ...] = ()
    format: str = "table"
    everything: bool = False
    as_of: str | None = None
    output: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    fail_on: str = "never"


def run(options: ScreenOptions, store: Store) -> int:
    """Screen one input. Returns 1 where something at or above `fail_on` was found, else 0."""
    check = checker(store, options.as_of)
    gc.enable()
    headers = [title for language in store.full_lists.languages for title in language.columns.product]
    table = open_table(
        options.source,
        columns=bool(options.columns),
        encoding=options.encoding,
        delimiter=options.delimiter,
        headers=headers,
    )
    places = _columns(table, options, headers)
    for note in table.notes:
        say(f"{table.name}: {note}")
    summary = Summary()
    screening = Screening(
        run=run_of(__version__, check.lists, check.as_of, check.law.editions_used(), _input(table, places)),
        lists=check.lists,
        header=table.header,
        delimiter=table.delimiter,
        encoding=table.encoding,
        places=places,
        summary=summary,
        keep=range(len(table.header)),
    )
    with progress(f"screening {table.name}") as tick:
        records = counted(_watched(screen(table, places, check, summary), tick), summary)
        _write(options, screening, reported(records, options.everything))
    _talk(table, summary, screening.run)
    return _exit_code(options.fail_on, summary)


def _columns(table: Table, options: ScreenOptions, headers: list[str]) -> list[int]:
    if options.columns:
        return [table.column(as_typed(name)) for name in options.columns]
    if not table.header:
        return [0]
    place = guess_column(table, headers)
    say(f"{table.name}: product names in column {table.header[place]!r} (choose another with --column)")
    return [place]


def _input(table: Table, places: list[int]) -> dict[str, object]:
    columns = [table.header[place] for place in places] if table.header else []
    return {"name": table.name, "encoding": table.encoding, "delimiter": table.delimiter, "columns": columns}


def _watched(records: Iterable[Record], tick: object) -> Iterator[Record]:
    for record in records:
        if record.row.number % 2000 == 0:
            tick(record.row.number)  # type: ignore[operator]
        yield record


def _write(options: ScreenOptions, screening: Screening, records: Iterator[Record]) -> None:
    # The first record is asked for before anything is opened: an input that fails at once leaves no output.
    first = list(itertools.islice(records, 1))
    records = itertools.chain(first, records)
    bom = options.format == "csv" and screening.encoding in ("utf-8-sig", "utf-16", "utf-32")
    with output(options.output, bom=bom and options.output is not None) as stream:
        shown = replace(screening, width=width_of(stream), colour=colour_wanted(stream))
        for chunk in text_writer(options.format)(shown, records):
            stream.write(chunk)


def _talk(table: Table, summary: Summary, run_info: Run) -> None:
    from riotgear_check.report.texts import summary_text

    if table.ragged:
        count = len(table.ragged)
        say(f"{table.name}:{table.ragged[0]}: {count:,} rows have more or fewer cells than the header; screened as they are")
    for line in summary_text(summary, run_info):
        say(line)
    sys.stderr.flush()


def _exit_code(fail_on: str, summary: Summary) -> int:
    found = {
        "never": False,
        "clue": summary.levels[Level.CLUE] > 0 or summary.strictest is not Measure.NOT_LISTED,
        "controlled": summary.strictest.strictness >= Measure.CONTROLLED.strictness,
        "prohibited": summary.strictest is Measure.PROHIBITED,
    }
    return int(found[fail_on])
