"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods, one sheet, as text cells."""

from __future__ import annotations

import importlib.util
import itertools
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from riotgear_check.faults import InputError, UsageError
from riotgear_check.tables import sheets
from riotgear_check.tables.rows import Row, Table, doubled_titles
from riotgear_check.tables.source import Source
from riotgear_check.text import Normalizer

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LARGEST = 1 << 28
# What a workbook may unpack to, and how many times its size above a size that does not matter.
_LARGEST_UNPACKED = 1 << 30
_RATIO, _RATIO_FROM = 200, 1 << 26
# Rows above the header that a title, an address and a logo take.
_ROWS_ABOVE = 20
_SHEETS_SHOWN = 10


def is_workbook(opened: Source) -> bool:
    """Whether a file is a workbook, or says it is one."""
    return opened.suffix in SUFFIXES or opened.head.startswith(_OLE) or (opened.head.startswith(_ZIP) and _is_book(opened.head))


def _is_book(head: bytes) -> bool:
    # The first names in the zip: a workbook of Microsoft's has xl/ or [Content_Types], one of OpenDocument a mimetype.
    return any(mark in head for mark in (b"[Content_Types].xml", b"xl/", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"))


def workbook_table(opened: Source, sheet: str | None, columns: Sequence[str], headers: Sequence[str]) -> Table:
    """The table in one sheet. The header is the first of the top rows that holds a title looked for, else the first row.

    Raises InputError for a file that is no workbook, locked, too large, or without that sheet.
    """
    name = opened.name
    if importlib.util.find_spec("python_calamine") is None:
        raise UsageError("workbooks need an extra: pip install 'riotgear-check[excel]'")
    if not opened.head.startswith((_ZIP, _OLE)):
        raise InputError(f"{name}: no workbook, though its name says so: open it in a spreadsheet program and save it again")
    book = _spooled(opened)
    if opened.head.startswith(_ZIP):
        _check_zip(name, book)
    lines = _read(name, book, sheet or "")
    found = next(lines)
    used = _used(name, sheet, found)
    rows = (row for row in lines if any(row[1]))
    top = list(itertools.islice(rows, _ROWS_ABOVE))
    if not top:
        raise InputError(f"{name}: sheet {used!r} is empty: choose another with --sheet")
    above = _header_place(top, columns, headers)
    line, cells = top[above]
    titles = [title.strip() for title in cells]
    notes = [_sheets_note(found, used)]
    if above:
        notes.append(f"header in row {line}; {above} above it left out")
    table = Table(name, titles, (), "", "", notes + doubled_titles(titles))
    table.rows = _rows(table, itertools.chain(top[above + 1 :], rows))
    return table


def _rows(table: Table, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    number = 0
    for number, (line, cells) in enumerate(rows, 1):
        yield Row(number, line, cells)
    if number == 0:
        raise InputError(f"{table.name}: a header and no rows")


def _header_place(top: Sequence[tuple[int, list[str]]], columns: Sequence[str], headers: Sequence[str]) -> int:
    key = Normalizer().key
    wanted = {key(title) for title in columns or headers}
    places = (place for place, (_, cells) in enumerate(top) if any(key(cell) in wanted for cell in cells if cell))
    return next(places, 0)


def _used(name: str, sheet: str | None, found: dict[str, Any]) -> str:
    if found["used"] is None:
        there = ", ".join(map(repr, found["sheets"][:_SHEETS_SHOWN])) or "none"
        raise InputError(f"{name}: no sheet {sheet!r}: the sheets are {there}")
    return str(found["used"])


def _sheets_note(found: dict[str, Any], used: str) -> str:
    others = [other for other in found["sheets"] if other != used]
    if not others:
        return f"sheet {used!r}"
    hidden = set(found["sheets"]) - set(found["visible"])
    named = ", ".join(repr(other) + (" (hidden)" if other in hidden else "") for other in others[:_SHEETS_SHOWN])
    more = f" and {len(others) - _SHEETS_SHOWN} more" if len(others) > _SHEETS_SHOWN else ""
    return f"sheet {used!r}; not screened: {named}{more} (choose another with --sheet)"


def _spooled(opened: Source) -> IO[bytes]:
    """The workbook as a file that another process can read."""
    book = tempfile.TemporaryFile()  # noqa: SIM115
    while chunk := opened.stream.read(1 << 20):
        book.write(chunk)
        if book.tell() > _LARGEST:
            raise InputError(f"{opened.name}: a workbook of more than {_LARGEST >> 20} MB: save the sheet as CSV")
    book.seek(0)
    return book


def _check_zip(name: str, book: IO[bytes]) -> None:
    """Refuse a zip that unpacks to far more than a workbook, by its directory, before anything is unpacked."""
    import zipfile

    try:
        with zipfile.ZipFile(book) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise InputError(f"{name}: damaged or cut short: {error}: get it again") from None
    size = book.seek(0, 2)
    book.seek(0)
    if unpacked > _LARGEST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > _RATIO * size):
        raise InputError(
            f"{name}: a workbook of {size:,} bytes that unpacks to {unpacked:,}: refused; if you trust it, save the sheet as CSV"
        )


def _read(name: str, book: IO[bytes], sheet: str) -> Iterator[Any]:
    """What the process that reads the workbook says: what there is, then its rows. See `sheets`."""
    script = str(Path(sheets.__file__))
    # -P: the folder of the script is no place to import from.
    command = [sys.executable, "-P", script, sheet]
    reader = subprocess.Popen(command, stdin=book, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8")
    assert reader.stdout is not None
    try:
        for line in reader.stdout:
            said = json.loads(line)
            if said is None:
                return
            if isinstance(said, dict) and "error" in said:
                _refuse(name, said["error"])
            yield said
        raise InputError(
            f"{name}: a workbook that needs more than {sheets.MEMORY >> 30} GB or that crashes its reader: save the sheet as CSV"
        )
    finally:
        reader.stdout.close()
        reader.kill()
        reader.wait()
        book.close()


def _refuse(name: str, error: str) -> NoReturn:
    if error == "password":
        raise InputError(f"{name}: locked with a password: save it without one")
    if "detect" in error:
        raise InputError(f"{name}: no workbook that can be read: open it in a spreadsheet program and save it again, or as CSV")
    raise InputError(f"{name}: not readable as a workbook: {error}: save the sheet as CSV")
