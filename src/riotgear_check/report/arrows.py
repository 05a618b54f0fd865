"""Parquet and Arrow: the original columns first, as text, ours after them with the prefix `rg_` and types of their own."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from riotgear_check.faults import UsageError
from riotgear_check.model import Level
from riotgear_check.report.common import cells_by_title, encodable, how_matched

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

_BATCH = 8_192  # records


def screen_parquet(screening: Screening, records: Iterator[Record]) -> Iterator[bytes]:
    """A Parquet file, Zstandard inside, one row a record."""
    _require()
    from pyarrow import parquet

    return _written(screening, records, lambda sink, schema: parquet.ParquetWriter(sink, schema, compression="zstd"))


def screen_arrow(screening: Screening, records: Iterator[Record]) -> Iterator[bytes]:
    """An Arrow IPC stream, which a reader may follow while it is written, one row a record."""
    _require()
    import pyarrow as pa

    return _written(screening, records, pa.ipc.new_stream)


def _require() -> None:
    import importlib.util

    if importlib.util.find_spec("pyarrow") is None:
        raise UsageError("Parquet and Arrow need an extra: pip install 'riotgear-check[arrow]'")


def _written(screening: Screening, records: Iterator[Record], open_writer: Callable[[Any, Any], Any]) -> Iterator[bytes]:
    import pyarrow as pa

    schema = _schema(screening)
    sink = _Chunks()
    with open_writer(pa.PythonFile(sink, "w"), schema) as writer:
        while rows := [_row(screening, record) for record in itertools.islice(records, _BATCH)]:
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Chunks(io.RawIOBase):
    """What a writer writes, to be taken in pieces."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: Any) -> int:
        """Keep a piece."""
        self._parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        out = b"".join(self._parts)
        self._parts.clear()
        return out


def _titles(screening: Screening) -> list[str]:
    header = screening.titles or ["name"]
    return [encodable(title) for title in cells_by_title(header, header)]


def _schema(screening: Screening) -> Any:
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    own = {
        "rg_row": pa.int64(), "rg_column": text, "rg_level": text, "rg_equipment": text, "rg_matched": text, "rg_term": text,
        "rg_conditional": pa.bool_(), "rg_conditions": texts, "rg_why": text,
    }  # fmt: skip
    for name in screening.run.editions:
        own |= {f"rg_{name}": text, f"rg_{name}_entries": texts}
    rests_on = dict.fromkeys((f"rg_{name}" for name in screening.run.cells()), text)
    return pa.schema(dict.fromkeys(_titles(screening), text) | own | rests_on)


def _row(screening: Screening, record: Record) -> dict[str, Any]:
    result = record.result
    finding = result.match.findings[0] if result.match.findings and result.level is not Level.NONE else None
    conditions = [c.text for group in result.conditions for c in group if c.state == "open"] if finding else []
    # Cells beyond the header have no column here; the CSV report shows them.
    row: dict[str, Any] = dict(zip(_titles(screening), screening.cells(record.row) or record.row.cells, strict=False))
    row |= {
        "rg_row": record.row.number,
        "rg_column": record.column,
        "rg_level": result.level.value,
        "rg_equipment": finding.equipment if finding else None,
        "rg_matched": " ".join(word.text for word in finding.words) if finding else None,
        "rg_term": finding.term if finding else None,
        "rg_conditional": any(verdict.conditional for verdict in result.verdicts.values()),
        "rg_conditions": list(dict.fromkeys(conditions)),
        "rg_why": "; ".join([how_matched(finding), *finding.reasons]) if finding else None,
    }
    row |= {f"rg_{name}": value for name, value in screening.run.cells().items()}
    for name, verdict in result.verdicts.items():
        row |= {f"rg_{name}": verdict.measure.value, f"rg_{name}_entries": list(verdict.entries)}
    return {title: encodable(value) if isinstance(value, str) else value for title, value in row.items()}
