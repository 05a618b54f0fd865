"""Rows in: CSV, TSV and plain text, with the encoding and the delimiter found out and said aloud.

Encoding: the byte order mark, then strict UTF-8, then Windows-1252; statistical guessers fail on short Western texts.
Delimiter: an Excel `sep=` line, else the one of `; tab , |` that the header holds most outside quotes.
"""

from __future__ import annotations

import codecs
import csv
import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from riotgear_check.faults import InputError
from riotgear_check.text import Normalizer

DELIMITERS = (";", "\t", ",", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"PK\x03\x04": "a zip file or Excel workbook: save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file: save the sheet as CSV",
    b"%PDF": "a PDF: copy its names into a text file, one a line",
    b"\x1f\x8b": "a gzip file: unpack it first",
    b"\x28\xb5\x2f\xfd": "a Zstandard file: unpack it first",
}
_CHUNK = 1 << 20
_LONGEST_RECORD_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: `number` counts data rows from 1, `line` is its first line in the file, `cells` as given."""

    number: int
    line: int
    cells: list[str]


@dataclass(slots=True)
class Table:
    """An opened input: header (empty for plain text), rows to iterate once, and what was found out about the file."""

    name: str
    header: list[str]
    rows: Iterable[Row]
    encoding: str
    delimiter: str
    notes: list[str] = field(default_factory=list)
    ragged: list[int] = field(default_factory=list)

    def column(self, name: str) -> int:
        """The place of a column by name: exactly, else in any case and without accents. Raises InputError."""
        if name in self.header:
            return self.header.index(name)
        key = Normalizer().key
        for place, title in enumerate(self.header):
            if key(title) == key(name):
                return place
        there = ", ".join(repr(title) for title in self.header) or "none (it is plain text)"
        raise InputError(f"{self.name}: no column {name!r}: the columns are {there}")


def open_table(
    source: str,
    *,
    columns: bool,
    encoding: str | None = None,
    delimiter: str | None = None,
    headers: Iterable[str] = (),
) -> Table:
    """Open a file, or standard input for "-", as a table or as plain text with one name a line.

    `columns` tells that the caller named a column, so that it is a table; else the file name and the first line decide.
    Raises InputError for what cannot be read.
    """
    stream, name = _open_bytes(source)
    head = stream.read(_CHUNK)
    _refuse_other_files(name, head)
    stream.seek(0)
    chosen, note = (encoding, f"encoding {encoding} as told") if encoding else _find_encoding(name, stream, head)
    stream.seek(0)
    try:
        text = io.TextIOWrapper(cast(BinaryIO, stream), encoding=chosen, errors="strict", newline="")
        first = text.readline()
    except LookupError:
        raise InputError(
            f"{name}: unknown encoding '{encoding}': write utf-8, cp1252, utf-16 or another that Python knows"
        ) from None
    except UnicodeError:
        raise InputError(f"{name}: not {chosen}: name its encoding with --encoding") from None
    first = first.removeprefix("\ufeff")
    if not first.strip():
        rest = text.read(_CHUNK)
        if not rest.strip():
            raise InputError(f"{name}: the file is empty")
    notes = [note]
    is_table = columns or delimiter is not None or _looks_like_table(source, first, headers)
    if not is_table:
        text.seek(0)
        return Table(name, [], _text_rows(name, text, chosen), chosen, "", [*notes, "plain text, one name a line"])
    told, offset = _sep_line(first)
    text.seek(0)
    if offset:
        text.readline()
        first = text.readline()
        text.seek(0)
        text.readline()
    sep = _delimiter(name, delimiter or told or _count_delimiters(first))
    notes.append(f"delimiter {_shown(sep)}" if sep else "one column")
    return _table(name, text, chosen, sep, notes, offset)


# --- bytes ----------------------------------------------------------------------------------------------------


def _open_bytes(source: str) -> tuple[BinaryIO | tempfile.SpooledTemporaryFile[bytes], str]:
    if source == "-":
        spool = tempfile.SpooledTemporaryFile[bytes](max_size=16 * _CHUNK)
        while chunk := sys.stdin.buffer.read(_CHUNK):
            spool.write(chunk)
        spool.seek(0)
        return spool, "standard input"
    path = Path(source)
    if not path.exists():
        raise InputError(f"{source}: no such file: check the path")
    if path.is_dir():
        raise InputError(f"{source}: a directory, not a file: name one file")
    if not path.is_file():
        raise InputError(f"{source}: not a regular file: pipe it in with '-'")
    try:
        return path.open("rb"), source
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror}") from None


def _refuse_other_files(name: str, head: bytes) -> None:
    if not head:
        raise InputError(f"{name}: the file is empty")
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise InputError(f"{name}: {what}")
    if any(head.startswith(bom) for bom, _ in _BOMS[1:]):
        return
    if b"\0" in head:
        line = head[: head.index(b"\0")].count(b"\n") + 1
        raise InputError(f"{name}:{line}: NUL bytes: a binary file, or UTF-16 without a mark; try --encoding utf-16")


def _find_encoding(name: str, stream: BinaryIO | tempfile.SpooledTemporaryFile[bytes], head: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, f"encoding {encoding.removesuffix('-sig')} (byte order mark)"
    if _decodes(stream, "utf-8"):
        return "utf-8", "encoding utf-8"
    stream.seek(0)
    if _decodes(stream, "cp1252"):
        return "cp1252", "encoding cp1252 (not valid UTF-8)"
    raise InputError(f"{name}: neither UTF-8 nor Windows-1252: name its encoding with --encoding")


def _decodes(stream: BinaryIO | tempfile.SpooledTemporaryFile[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


# --- tables ---------------------------------------------------------------------------------------------------


def _looks_like_table(source: str, first: str, headers: Iterable[str]) -> bool:
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


class _Lines:
    """The lines of a text for the csv module, which keep the raw text of the record being read."""

    def __init__(self, name: str, text: TextIO, encoding: str) -> None:
        self.name, self.encoding = name, encoding
        self.number = 0
        self.ended = False
        self.record: list[str] = []
        self._text = text

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline()
        except UnicodeDecodeError:
            raise InputError(f"{self.name}:{self.number + 1}: not {self.encoding}: name its encoding with --encoding") from None
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if self.number == 1:
            line = line.removeprefix("\ufeff")
        if "\0" in line:
            raise InputError(f"{self.name}:{self.number}: a NUL byte: the file is damaged or no text; mend that line")
        self.record.append(line)
        if len(self.record) > _LONGEST_RECORD_LINES:
            self._unclosed()
        return line

    def _unclosed(self) -> None:
        start = self.number - len(self.record) + 1
        raise InputError(f"{self.name}:{start}: a quote is opened and never closed: mend the quotes of that line")

    def end_record(self) -> int:
        """Check the record just read; return its first line and begin the next."""
        start = self.number - len(self.record) + 1
        # The csv module asks for one line more than there is only inside a quoted cell.
        if self.ended:
            self._unclosed()
        self.record.clear()
        return start


def _table(name: str, text: TextIO, encoding: str, sep: str, notes: list[str], skipped: int) -> Table:
    lines = _Lines(name, text, encoding)
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


def _next_record(name: str, reader: Iterator[list[str]], lines: _Lines) -> tuple[int, list[str]] | None:
    try:
        cells = next(reader, None)
    except csv.Error as error:
        raise InputError(f"{name}:{lines.number}: not readable as CSV: {error}") from None
    if cells is None:
        return None
    return lines.end_record(), cells


def _table_rows(name: str, reader: Iterator[list[str]], lines: _Lines, table: Table) -> Iterator[Row]:
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


def _text_rows(name: str, text: TextIO, encoding: str) -> Iterator[Row]:
    number = 0
    for line in _Lines(name, text, encoding):
        number += 1
        yield Row(number, number, [line.rstrip("\r\n")])


def guess_column(table: Table, headers: Iterable[str]) -> int:
    """The column that holds product names, by its title in any language; the only column where there is one.

    Raises InputError, which names the columns there are.
    """
    if len(table.header) == 1:
        return 0
    key = Normalizer().key
    ranks = {key(title): rank for rank, title in reversed(list(enumerate(headers)))}
    found = [(ranks[key(title)], place) for place, title in enumerate(table.header) if key(title) in ranks]
    if found:
        return min(found)[1]
    there = ", ".join(repr(title) for title in table.header)
    raise InputError(f"{table.name}: which column holds the product names? Name it with --column: {there}")
