"""CSV and TSV. The delimiter: an Excel `sep=` line, else the one of `; tab , |` that the header holds most outside quotes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from riotgear_check.faults import InputError
from riotgear_check.tables.lines import LONGEST, Lines
from riotgear_check.tables.rows import Row, Table, doubled_titles
from riotgear_check.text import Normalizer

DELIMITERS = (";", "\t", ",", "|")
# As many as a spreadsheet has; a line that splits into more is split at the wrong character.
_MOST_COLUMNS = 16_384
_RAGGED_KEPT = 1_000


def looks_like_table(suffix: str, first: str, headers: Iterable[str]) -> bool:
    """Whether a text is a table rather than names, one a line: by the suffix of its file, else by its first line."""
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


def delimited(lines: Lines, delimiter: str | None, notes: list[str]) -> Table:
    """The table in a text that stands at its start. Raises InputError for what is none."""
    name = lines.name
    while lines.peek() and not lines.peek().strip():
        lines.drop()
    told = _sep_line(lines.peek())
    if told:
        lines.drop()
    sep = _delimiter(name, delimiter or told or _count_delimiters(lines.peek()))
    csv.field_size_limit(LONGEST)
    # A file of one column has no delimiter; the unit separator stands in, as it is in no text.
    reader = csv.reader(lines, delimiter=sep or "\x1f")
    header = _next_record(reader, lines)
    if header is None:
        raise InputError(f"{name}: the file is empty")
    titles = [title.strip() for title in header[1]]
    if len(titles) > _MOST_COLUMNS:
        raise InputError(f"{name}:{header[0]}: {len(titles):,} columns: tell the right delimiter with --delimiter")
    notes += [f"delimiter {_shown(sep)}" if sep else "one column", *doubled_titles(titles)]
    table = Table(name, titles, (), lines.encoding, sep, notes)
    table.rows = _rows(reader, lines, table)
    return table


def _sep_line(first: str) -> str:
    line = first.strip("\r\n").strip('"')
    return line[4] if line.lower().startswith("sep=") and len(line) == 5 else ""


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


def _next_record(reader: Iterator[list[str]], lines: Lines) -> tuple[int, list[str]] | None:
    try:
        cells = next(reader, None)
    except csv.Error as error:
        raise InputError(f"{lines.name}:{lines.number}: not readable as CSV: {error}: mend that line") from None
    if cells is None:
        return None
    return lines.end_record(), cells


def _rows(reader: Iterator[list[str]], lines: Lines, table: Table) -> Iterator[Row]:
    number, width = 0, len(table.header)
    while (record := _next_record(reader, lines)) is not None:
        line, cells = record
        if not cells:
            continue
        number += 1
        # Delimiters too many at the end of a line hold nothing and are no fault.
        if len(cells) != width and len(table.ragged) < _RAGGED_KEPT and (len(cells) < width or any(cells[width:])):
            table.ragged.append(line)
        yield Row(number, line, cells)
    if number == 0:
        raise InputError(f"{table.name}: a header and no rows")
