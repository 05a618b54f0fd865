"""Parquet and Arrow (IPC file and stream), batch by batch, as text cells."""

from __future__ import annotations

import importlib.util
import itertools
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from riotgear_check.faults import InputError, UsageError
from riotgear_check.tables.rows import Row, Table, doubled_titles
from riotgear_check.tables.source import Source

SUFFIXES = (".parquet", ".pq", ".arrow", ".arrows", ".feather", ".ipc")
_PARQUET, _FILE, _STREAM = b"PAR1", b"ARROW1", b"\xff\xff\xff\xff"
_BATCH = 1_024  # rows; a row group may hold millions, and one text of a megabyte may stand in each of them


def is_arrow(opened: Source) -> bool:
    """Whether a file is Parquet or Arrow, or says it is."""
    return opened.suffix in SUFFIXES or opened.head.startswith((_PARQUET, _FILE, _STREAM))


def arrow_table(opened: Source) -> Table:
    """The table in a Parquet or Arrow file. Raises InputError for a file that is damaged or something else."""
    name = opened.name
    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("Parquet and Arrow need an extra: pip install 'riotgear-check[arrow]'")
    if not opened.head.startswith((_PARQUET, _FILE, _STREAM)):
        raise InputError(f"{name}: neither Parquet nor Arrow, though its name says so: write the file again")
    import pyarrow as pa

    try:
        header, batches = _opened(opened, pa)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{name}: damaged: {_first_line(error)}: write the file again") from None
    kind = "Parquet" if opened.head.startswith(_PARQUET) else "Arrow"
    table = Table(name, header, (), "", "", [kind, *doubled_titles(header)])
    table.rows = _rows(name, batches, pa)
    return table


def _opened(opened: Source, pa: Any) -> tuple[list[str], Iterator[Any]]:
    if opened.head.startswith(_STREAM):
        reader = pa.ipc.open_stream(opened.stream)
        return reader.schema.names, iter(reader)
    if opened.head.startswith(_FILE):
        reader = pa.ipc.open_file(_seekable(opened))
        return reader.schema.names, map(reader.get_batch, range(reader.num_record_batches))
    from pyarrow import parquet

    # Without the buffer a row group is read piece by piece, not whole.
    reader = parquet.ParquetFile(_seekable(opened), pre_buffer=False, buffer_size=1 << 20)
    return reader.schema_arrow.names, reader.iter_batches(_BATCH, use_threads=False)


def _seekable(opened: Source) -> IO[bytes]:
    """The file itself; what comes through a pipe or is packed is kept on the disk first, as its directory is at the end."""
    if not opened.packed and Path(opened.name).is_file():
        return Path(opened.name).open("rb")
    kept = tempfile.TemporaryFile()  # noqa: SIM115
    while chunk := opened.stream.read(1 << 20):
        kept.write(chunk)
    kept.seek(0)
    return kept


def _rows(name: str, batches: Iterator[Any], pa: Any) -> Iterator[Row]:
    numbers = itertools.count(1)
    number = 0
    try:
        for batch in batches:
            for start in range(0, batch.num_rows, _BATCH):
                columns = [_values(column, pa) for column in batch.slice(start, _BATCH).columns]
                for number, values in zip(numbers, zip(*columns, strict=True), strict=False):
                    lists = {place: _parts(value) for place, value in enumerate(values) if isinstance(value, list)}
                    yield Row(number, number, [_text(value) for value in values], lists or None)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{name}: damaged after row {number:,}: {_first_line(error)}: write the file again") from None
    except UnicodeDecodeError:
        raise InputError(f"{name}: damaged after row {number:,}: text that is not UTF-8: write the file again") from None
    except MemoryError:
        raise InputError(
            f"{name}: the rows after row {number:,} do not fit into memory: write the file with shorter cells"
        ) from None
    if number == 0:
        raise InputError(f"{name}: no rows")


def _values(column: Any, pa: Any) -> list[Any]:
    """The cells of a column; a text that a dictionary holds once is one object, however often it stands in the column."""
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    used = column.indices.unique().drop_null()
    held = dict(zip(used.to_pylist(), column.dictionary.take(used).to_pylist(), strict=True))
    return [held.get(place) for place in column.indices.to_pylist()]


def _parts(values: list[Any]) -> list[str]:
    return [_text(value) for value in values]


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case bytes():
            return value.decode("utf-8", "replace")
        case list():
            return "; ".join(_parts(value))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unreadable"])[0].rstrip(".")
