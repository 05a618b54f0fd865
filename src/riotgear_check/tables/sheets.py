"""The process that reads a workbook from its standard input and writes one sheet to its standard output, a row a line.

It runs by itself, with a limit on memory and time: a workbook of a few kilobytes can ask its reader for gigabytes, and the
library then takes its whole process down. See `workbooks`, which starts it. Lines are JSON: first what there is, then a row
as [number in the sheet, cells], last null.
"""

from __future__ import annotations

import datetime
import io
import json
import sys
from typing import Any

MEMORY = 2 << 30
_SECONDS = 300
# The name of the part that holds a locked workbook.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def main(wanted: str) -> None:
    """Write the sheet named `wanted`, or of that number from 1; the first that is visible where `wanted` is empty."""
    _limit()
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    data = sys.stdin.buffer.read()
    if _ENCRYPTED in data:
        return _say({"error": "password"})
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        visible = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
        names = [sheet.name for sheet in sheets]
        used = _chosen(wanted, names, visible)
        _say({"sheets": names, "visible": visible, "used": used})
        if used is not None:
            for number, cells in enumerate(book.get_sheet_by_name(used).iter_rows(), 1):
                _say([number, [_text(cell) for cell in cells]])
        _say(None)
    except PasswordError:
        _say({"error": "password"})
    except CalamineError as error:
        _say({"error": str(error)})


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has none
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _chosen(wanted: str, names: list[str], visible: list[str]) -> str | None:
    if not wanted:
        return next(iter(visible or names), None)
    if wanted in names:
        return wanted
    alike = next((name for name in names if name.casefold() == wanted.casefold()), None)
    if alike is None and wanted.isdigit() and 0 < int(wanted) <= len(names):
        return names[int(wanted) - 1]
    return alike


def _text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, dates as ISO, truth as spreadsheets write it."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime.datetime():
            return str(cell.date()) if cell.time() == datetime.time() else str(cell)
        case _:
            return str(cell)


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
        sys.stdout.flush()
    except BrokenPipeError:
        import os

        # Who started us has enough.
        os._exit(0)
