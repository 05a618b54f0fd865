"""`screen`: a table or a list of names → the rows that match."""

from __future__ import annotations

import gc
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from riotgear_check import __version__
from riotgear_check.api import Checker, checker, load
from riotgear_check.columns import named_columns
from riotgear_check.faults import InputError, UsageError
from riotgear_check.files import file_hash
from riotgear_check.language import lists_in
from riotgear_check.model import Level, Measure
from riotgear_check.parallel import check_all, cores
from riotgear_check.report.common import Run, printable, run_of
from riotgear_check.report.screening import BYTES_FORMATS, RESUMABLE_FORMATS, Screening, bytes_writer, text_writer
from riotgear_check.screen import Record, Summary, counted, grouped, reported, screen
from riotgear_check.store import Store
from riotgear_check.tables import Table, guess_column, open_table
from riotgear_check.tables.encoding import in_encoding
from riotgear_check.terminal import as_typed, bytes_output, charset_of, colour_wanted, output, progress, say, width_of
from riotgear_check.text import Normalizer


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
    sheet: str | None = None
    keep: tuple[str, ...] = ()
    group_by: str | None = None
    fail_on: str = "never"
    suppressions: Path | None = None
    baseline: Path | None = None
    lang: str | None = None
    jobs: int | None = None
    resume: bool | None = None


def run(options: ScreenOptions, store: Store) -> int:
    """Screen one input. Returns 1 where something at or above `fail_on` was found, else 0."""
    can_go_on = _is_resumable(options)
    check = checker(store, options.as_of)
    gc.enable()
    headers = [title for language in store.full_lists.languages for title in language.columns.product]
    table = open_table(
        options.source,
        columns=[as_typed(name) for name in options.columns],
        encoding=options.encoding,
        delimiter=options.delimiter,
        sheet=options.sheet,
        headers=headers,
    )
    places = _columns(table, options, headers)
    known = _say_notes(table, 0)
    summary = Summary()
    screening = Screening(
        run=run_of(__version__, check.lists, check.as_of, check.law.editions_used(), _input(table, places, options)),
        lists=lists_in(store, options.lang) if options.format == "table" else check.lists,
        header=table.header,
        delimiter=table.delimiter,
        encoding=table.encoding,
        places=places,
        summary=summary,
        keep=_kept(table, options.keep, places),
        group_by=_place(table, options.group_by, "--group-by") if options.group_by else None,
        columns=named_columns(table.header, store.full_lists.languages, places),
        when=_now(),
    )
    checks = partial(check_all, checker=check, reopen=partial(load, check.as_of, store.paths), jobs=options.jobs or cores())
    with progress(f"screening {table.name}") as tick:

        def records(done: int = 0) -> Iterator[Record]:
            screened = screen(table, places, checks, summary, done)
            return _watched(_triaged(options, screening, check, store, screened), tick)

        if can_go_on and _keeps_utf_8(options, screening):
            _write_resumable(options, screening, records)
        else:
            every = grouped(counted(records(), summary), summary, screening.group_by)
            _write(options, screening, reported(every, options.everything))
    _say_notes(table, known)
    _talk(table, screening, options.format)
    return _exit_code(options.fail_on, summary)


def _triaged(
    options: ScreenOptions, screening: Screening, check: Checker, store: Store, records: Iterator[Record]
) -> Iterator[Record]:
    """The records without what an expert has cleared and what an earlier screening had."""
    if not (options.suppressions or options.baseline):
        return records
    key = Normalizer().key
    place = screening.columns.exhibitor

    def exhibitor_of(record: Record) -> str:
        return record.row.cell(place) if place is not None else ""

    if options.suppressions:
        from riotgear_check.suppressions import Clearing, read_suppressions

        file = read_suppressions(options.suppressions, [kind.id for kind in check.lists.equipment])
        records = Clearing(file, check.as_of, key, check.law.judge).cleared_records(records, exhibitor_of, screening.summary)
    if options.baseline:
        from riotgear_check.baseline import Baseline, read_baseline

        earlier = read_baseline(options.baseline, key, store.full_lists.languages)
        records = Baseline(options.baseline, earlier, key).new_records(records, exhibitor_of, screening.summary)
    return records


def _say_notes(table: Table, start: int) -> int:
    for note in table.notes[start:]:
        say(f"{table.name}: {printable(note)}")
    return len(table.notes)


def _now() -> str:
    """The time of the screening with its offset; SOURCE_DATE_EPOCH sets it for output that is the same twice."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    when = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now().astimezone()
    return when.isoformat(" ", "minutes")


def _columns(table: Table, options: ScreenOptions, headers: list[str]) -> list[int]:
    if options.columns:
        return [table.column(as_typed(name)) for name in options.columns]
    if not table.header:
        return [0]
    place = guess_column(table, headers)
    say(f"{table.name}: product names in column {table.header[place]!r} (choose another with --column)")
    return [place]


def _kept(table: Table, titles: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """The columns to show: those told, in that order, and always those with names; all where none is told."""
    if not titles:
        return range(len(table.header))
    return list(dict.fromkeys([*(_place(table, title, "--keep") for title in titles), *places]))


def _place(table: Table, title: str, option: str) -> int:
    if not table.header:
        raise UsageError(f"{table.name}: {option} is for tables: this is plain text, one name a line")
    return table.column(as_typed(title))


def _input(table: Table, places: list[int], options: ScreenOptions) -> dict[str, object]:
    columns = [table.header[place] for place in places] if table.header else []
    beside = {"suppressions": options.suppressions, "baseline": options.baseline}
    named = {name: str(path) for name, path in beside.items() if path}
    return {"name": table.name, "encoding": table.encoding, "delimiter": table.delimiter, "columns": columns, **named}


def _watched(records: Iterable[Record], tick: Callable[[int], None]) -> Iterator[Record]:
    for record in records:
        if record.row.number % 2000 == 0:
            tick(record.row.number)
        yield record


def _write(options: ScreenOptions, screening: Screening, records: Iterator[Record]) -> None:
    # The first record is asked for before anything is opened: an input that fails at once leaves no output.
    first = list(itertools.islice(records, 1))
    records = itertools.chain(first, records)
    if options.format in BYTES_FORMATS:
        with bytes_output(options.output) as raw:
            raw.writelines(bytes_writer(options.format)(screening, records))
        return
    stdout = sys.stdout
    shown = replace(screening, width=width_of(stdout), colour=False)
    if options.output is None:
        shown = replace(shown, colour=colour_wanted(stdout), charset=charset_of(stdout))
    chunks = text_writer(options.format)(shown, records)
    encoding = ""
    if options.format == "csv":
        wanted = _csv_encoding(screening)
        encoding, chunks = in_encoding(chunks, wanted)
        if encoding != wanted:
            say(f"{options.output or 'standard output'}: not everything fits into {wanted}: written as UTF-8 with a mark")
    with output(options.output, encoding) as stream:
        stream.writelines(chunks)


def _csv_encoding(screening: Screening) -> str:
    # A workbook has no encoding: Excel takes a CSV file with a mark for UTF-8.
    return screening.encoding or "utf-8-sig"


def _is_resumable(options: ScreenOptions) -> bool:
    """Whether an interrupted run leaves what another can go on with. Raises UsageError where that is asked for in vain."""
    # What these have met so far is in no state, and a packed file cannot be cut.
    beside = options.suppressions or options.baseline or options.group_by
    packed = Path(options.output or "").suffix.lower() in (".gz", ".zst")
    able = bool(options.output) and options.format in RESUMABLE_FORMATS and Path(options.source).is_file()
    able = able and not beside and not packed
    if options.resume and not able:
        raise UsageError(
            "--resume needs an input file, --output that is not packed, a format that can go on (jsonl, csv), "
            "and no --suppressions, --baseline or --group-by"
        )
    return able


def _keeps_utf_8(options: ScreenOptions, screening: Screening) -> bool:
    """Whether the output is UTF-8 whatever comes. Raises UsageError where it is not and has to go on."""
    if options.format != "csv" or _csv_encoding(screening) in ("utf-8", "utf-8-sig"):
        return True
    if options.resume:
        raise UsageError(f"--resume cannot go on with CSV in {screening.encoding}: use --format jsonl, or save the input as UTF-8")
    return False


def _write_resumable(options: ScreenOptions, screening: Screening, records: Callable[[int], Iterator[Record]]) -> None:
    from riotgear_check.partial import resumable

    summary = screening.summary
    with resumable(str(options.output), _made_from(options, screening.run), options.resume) as output_:
        done = output_.state.names
        if done:
            say(f"{output_.path}: goes on after {done:,} names")
            summary.restore(output_.state.counts)

        def kept() -> Iterator[Record]:
            for number, record in enumerate(records(done), done + 1):
                yield record
                # Asked for the next: all that was found up to here is written.
                if output_.due:
                    output_.keep(number, summary.state())

        chunks = text_writer(options.format)(screening, reported(counted(kept(), summary), options.everything))
        head = next(chunks)
        if not done:
            output_.write(("\ufeff" if options.format == "csv" and _csv_encoding(screening) == "utf-8-sig" else "") + head)
        for chunk in chunks:
            output_.write(chunk)


def _made_from(options: ScreenOptions, run_info: Run) -> dict[str, str]:
    """All that an output depends on, byte for byte."""
    try:
        source = file_hash(Path(options.source))
    except OSError as error:
        raise InputError(f"{options.source}: cannot be read: {error.strerror}") from None
    elsewhere = ("output", "as_of", "fail_on", "jobs", "resume")
    told = {f"option {name}": str(value) for name, value in asdict(options).items() if name not in elsewhere}
    run_as_text = {"the tool": run_info.version, "the lists": run_info.lists_hash, "the date (--as-of)": run_info.as_of}
    return {"the input (SHA-256)": source, **run_as_text, **told}


def _talk(table: Table, screening: Screening, format_: str) -> None:
    from riotgear_check.report.texts import DISCLAIMER, counts_text, groups_text

    if table.ragged:
        count = len(table.ragged)
        say(f"{table.name}:{table.ragged[0]}: {count:,} rows have more or fewer cells than the header; screened as they are")
    # What is part of the report itself is not said twice.
    groups = () if format_ in ("table", "markdown") else groups_text(screening)
    for line in (*groups, *counts_text(screening.summary, screening.run), DISCLAIMER):
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
