"""Arrow record batches of rows → record batches of findings: for data that live in a cluster or in Parquet files.

`findings` is what Spark's `mapInArrow` asks for, and needs nothing of Spark: `examples/spark_screen.py` shows it there.
Needs the extra: pip install 'riotgear-check[arrow]'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from riotgear_check.api import Checker, load, read_date
from riotgear_check.faults import UsageError
from riotgear_check.model import Level, Result
from riotgear_check.report.common import how_matched

__all__ = ["SCHEMA", "findings"]

# The same for any input, so that a cluster knows it before the first row. One row is what one list says of one name.
SCHEMA = pa.schema(
    [
        pa.field("key", pa.string()),  # the value of the key column as text; null without one
        pa.field("name", pa.string()),  # as given
        pa.field("level", pa.string()),  # match or clue
        pa.field("list", pa.string()),  # un, eu, or the id of an own list
        pa.field("edition", pa.string()),  # the edition in force, null where there was none
        pa.field("measure", pa.string()),  # prohibited, controlled, not-listed
        pa.field("entries", pa.list_(pa.string())),  # ids of entries, the decisive ones first
        pa.field("conditional", pa.bool_()),  # whether a condition is open that the name does not decide
        pa.field("equipment", pa.list_(pa.string())),  # ids of the kinds found, the strongest first
        pa.field("matched", pa.string()),  # the words of the name that counted for the first of them
        pa.field("why", pa.string()),  # how they were matched, and what weakens it
        pa.field("as_of", pa.string()),  # the date whose law counted
        pa.field("lists", pa.string()),  # hash of the list files
    ]
)


def findings(
    batches: Iterable[pa.RecordBatch], *, column: str, key: str | None = None, as_of: str | None = None, lists: tuple[str, ...] = ()
) -> Iterator[pa.RecordBatch]:
    """For each batch, one of `SCHEMA`: a row for every list and every name that is a match or a clue, in the order of the input.

    `column` holds the product names; `key` a column to join the findings back by. `as_of` (ISO, default today) is the date
    whose law counts: a cluster should be told one. `lists` are files or folders of own lists. The matcher is built once a
    process, however often this is called there. Raises UsageError for a missing column, ListsError for invalid lists.
    """
    checker = _checker(read_date(as_of), lists)
    for batch in batches:
        names = _texts(batch, column)
        keys = _texts(batch, key) if key else [None] * len(names)
        found = ((k, checker.check(name)) for k, name in zip(keys, names, strict=True) if name and name.strip())
        rows = [row for k, result in found if result.level is not Level.NONE for row in _rows(k, result, checker)]
        yield pa.RecordBatch.from_pylist(rows, schema=SCHEMA)


@lru_cache(maxsize=4)
def _checker(as_of: str, lists: tuple[str, ...]) -> Checker:
    return load(as_of, map(Path, lists))


def _texts(batch: pa.RecordBatch, column: str) -> list[str | None]:
    if column not in batch.schema.names:
        raise UsageError(f"no column {column!r}: the columns are {', '.join(map(repr, batch.schema.names))}")
    return [None if value is None else str(value) for value in batch.column(column).to_pylist()]


def _rows(key: str | None, result: Result, checker: Checker) -> Iterator[dict[str, Any]]:
    first = result.match.findings[0]
    same = {
        "key": key,
        "name": result.name,
        "level": result.level.value,
        "equipment": [finding.equipment for finding in result.match.findings],
        "matched": " ".join(word.text for word in first.words),
        "why": "; ".join([how_matched(first), *first.reasons]),
        "as_of": checker.as_of,
        "lists": checker.lists.hash,
    }
    for verdict in result.verdicts.values():
        yield same | {
            "list": verdict.list,
            "edition": verdict.edition or None,
            "measure": verdict.measure.value,
            "entries": list(verdict.entries),
            "conditional": verdict.conditional,
        }
