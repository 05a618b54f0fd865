"""CSV and TSV. The delimiter: an Excel `sep=` line, else the one of `; tab , |` that the header holds most outside quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from riotgear_check.faults import InputError
from riotgear_check.tables.lines import Lines
from riotgear_check.tables.rows import Row, Table
from riotgear_check.text import Normalizer

DELIMITERS = (";", "\t", ",", "|")


def looks_like_table(source: str, first: str, headers: Iterable[str]) -> bool:
    """Whether a text is a table rather than names, one a line: by the suffix, else by its first line."""
    suffix = Path(source).suffix.lower()
    if suffix in (".csv", ".tsv", ".tab"):
        return True
    if suffix in (".txt", ".text", ".lst"):
        return False
    if first.lower().startswith("sep="):
        return True
    sep = _count_delimiters(first)
    if not sep:
        return False
    key = Normalizer().key
    known = {key(title) for title in headers}
    return any(key(cell) in known for cell in next(csv.reader([first], delimiter=sep)))


def delimited(name: str, text: TextIO, first: str, encoding: str, delimiter: str | None, notes: list[str]) -> Table:
    """The table in a text that stands at its start; `first` is its first line."""
    told, offset = _sep_line(first)
    if offset:
        text.readline()
        first = text.readline()
        text.seek(0)
        text.readline()
    sep = _delimiter(name, delimiter or told or _count_delimiters(first))
    notes.append(f"delimiter {_shown(sep)}" if sep else "one column")
    return _table(name, text, encoding, sep, notes, offset)


def _sep_line(first: str) -> tuple[str | None, int]:
    line = first.strip("\r\n").strip('"')
    if line.lower().startswith("sep=") and len(line) == 5:
        return line[4], 1
    return None, 0


def _count_delimiters(line: str) -> str:
    """The delimiter that stands most often outside quotes in a header line, or nothing."""
    outside = "".join(line.split('"')[::2])
    counts = {sep: outside.count(sep) for sep in DELIMITERS}
    best = max(DELIMITERS, key=lambda sep: counts[sep])
    return best if counts[best] else ""


def _delimiter(name: str, text: str) -> str:
    sep = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";"}.get(text.lower(), text)
    if len(sep) > 1 or sep in ('"', "\r", "\n"):
        raise InputError(f"{name}: '{text}' is no delimiter: write one character, or tab")
    return sep


def _shown(sep: str) -> str:
    return {"\t": "tab", ",": "comma", ";": "semicolon"}.get(sep, f"'{sep}'")


def _table(name: str, text: TextIO, encoding: str, sep: str, notes: list[str], skipped: int) -> Table:
    lines = Lines(name, text, encoding)
    lines.number = skipped
    csv.field_size_limit(1 << 28)
    # A file of one column has no delimiter; the unit separator stands in, as it is in no text.
    reader = csv.reader(lines, delimiter=sep or "\x1f")
    header = _next_record(name, reader, lines)
    if header is None:
        raise InputError(f"{name}: the file is empty")
    cells = [title.strip() for title in header[1]]
    table = Table(name, cells, (), encoding, sep, notes)
    table.rows = _table_rows(name, reader, lines, table)
    doubled = sorted({title for title in cells if title and cells.count(title) > 1})
    if doubled:
        notes.append(f"columns named twice: {', '.join(doubled)} (the first counts)")
    return table


def _next_record(name: str, reader: Iterator[list[str]], lines: Lines) -> tuple[int, list[str]] | None:
    try:
        cells = next(reader, None)
    except csv.Error as error:
        raise InputError(f"{name}:{lines.number}: not readable as CSV: {error}") from None
    if cells is None:
        return None
    return lines.end_record(), cells


def _table_rows(name: str, reader: Iterator[list[str]], lines: Lines, table: Table) -> Iterator[Row]:
    number = 0
    while (record := _next_record(name, reader, lines)) is not None:
        line, cells = record
        if not cells:
            continue
        number += 1
        if len(cells) != len(table.header):
            table.ragged.append(line) if len(table.ragged) < 1000 else None
        yield Row(number, line, cells)
    if number == 0:
        raise InputError(f"{name}: a header and no rows")
