"""Rows in: CSV, TSV, plain text, JSON and workbooks, packed or not, with what was found out about the file said aloud."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from riotgear_check.faults import InputError, UsageError
from riotgear_check.tables.delimited import delimited, looks_like_table
from riotgear_check.tables.encoding import find_encoding
from riotgear_check.tables.lines import Lines
from riotgear_check.tables.rows import Row, Table, guess_column
from riotgear_check.tables.source import Source, open_source, refuse_other_files
from riotgear_check.tables.text import text_rows

__all__ = ["Row", "Table", "guess_column", "open_table"]

_CHANGED = "the file was changed while it was read: screen it again"


def open_table(
    source: str,
    *,
    columns: Sequence[str] = (),
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    headers: Iterable[str] = (),
) -> Table:
    """Open a file, or standard input for "-", as a table or as plain text with one name a line.

    `columns` are the columns that the caller names: then it is a table. Else the first bytes, the suffix and the first line
    decide; `headers` are the titles that columns of product names have. `sheet` is the name of a sheet of a workbook, or its
    number from 1. Rows are read while they are asked for. Raises InputError for what cannot be read, here or then.
    """
    opened = open_source(source, at_once=encoding is not None)
    table = _open(opened, columns, encoding, delimiter, sheet, list(headers))
    table.rows = _noted(table, table.rows, lambda: [_CHANGED] if opened.changed() else [])
    return table


def _open(
    opened: Source, columns: Sequence[str], encoding: str | None, delimiter: str | None, sheet: str | None, headers: list[str]
) -> Table:
    from riotgear_check.tables.arrow import arrow_table, is_arrow
    from riotgear_check.tables.workbooks import is_workbook, workbook_table

    if is_workbook(opened):
        return workbook_table(opened, sheet, columns, headers)
    if sheet is not None:
        raise UsageError(f"{opened.name}: no workbook: --sheet is for .xlsx, .xls and .ods")
    if is_arrow(opened):
        return arrow_table(opened)
    refuse_other_files(opened.name, opened.head)
    return _open_text(opened, columns, encoding, delimiter, headers)


def _open_text(opened: Source, columns: Sequence[str], encoding: str | None, delimiter: str | None, headers: list[str]) -> Table:
    from riotgear_check.tables.jsons import json_table, looks_like_json

    name = opened.name
    told = f"encoding {encoding} as told"
    chosen, note = (encoding, told) if encoding else find_encoding(name, opened.head, opened.whole)
    is_json = delimiter is None and looks_like_json(opened.suffix, opened.head)
    if is_json and chosen == "cp1252" and not encoding:
        # JSON is UTF-8: where it is not, the reader names the line.
        chosen, note = "utf-8", "encoding utf-8"
    notes = [f"unpacked from {opened.packed}", note] if opened.packed else [note]
    try:
        head = opened.head.decode(chosen, "ignore")
        text = io.TextIOWrapper(opened.stream, encoding=chosen, errors="surrogateescape", newline="")
    except LookupError:
        raise InputError(
            f"{name}: unknown encoding '{encoding}': write utf-8, cp1252, utf-16 or another that Python knows"
        ) from None
    if opened.whole and not head.strip("\ufeff \t\r\n"):
        raise InputError(f"{name}: the file is empty")
    if is_json:
        return json_table(name, text, chosen, columns, notes)
    lines = Lines(name, text, chosen, mend=encoding is None)
    if columns or delimiter is not None or looks_like_table(opened.suffix, lines.peek(), headers):
        table = delimited(lines, delimiter, notes)
    else:
        table = Table(name, [], text_rows(lines), chosen, "", [*notes, "plain text, one name a line"])
    table.rows = _noted(table, table.rows, lines.notes)
    return table


def _noted(table: Table, rows: Iterable[Row], notes: Callable[[], list[str]]) -> Iterator[Row]:
    """The rows, and at their end the notes that are known only then."""
    yield from rows
    table.notes.extend(notes())
