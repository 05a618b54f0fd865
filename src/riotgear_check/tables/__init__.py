"""Rows in: CSV, TSV and plain text, with the encoding and the delimiter found out and said aloud.

Encoding: the byte order mark, then strict UTF-8, then Windows-1252; statistical guessers fail on short Western texts.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import BinaryIO, cast

from riotgear_check.faults import InputError
from riotgear_check.tables.delimited import delimited, looks_like_table
from riotgear_check.tables.rows import Row, Table, guess_column, titled_column
from riotgear_check.tables.source import CHUNK, find_encoding, open_bytes, refuse_other_files
from riotgear_check.tables.text import text_rows

__all__ = ["Row", "Table", "guess_column", "open_table", "titled_column"]


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
    stream, name = open_bytes(source)
    head = stream.read(CHUNK)
    refuse_other_files(name, head)
    stream.seek(0)
    chosen, note = (encoding, f"encoding {encoding} as told") if encoding else find_encoding(name, stream, head)
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
        rest = text.read(CHUNK)
        if not rest.strip():
            raise InputError(f"{name}: the file is empty")
    notes = [note]
    is_table = columns or delimiter is not None or looks_like_table(source, first, headers)
    if not is_table:
        text.seek(0)
        return Table(name, [], text_rows(name, text, chosen), chosen, "", [*notes, "plain text, one name a line"])
    text.seek(0)
    return delimited(name, text, first, chosen, delimiter, notes)
