"""What is new since an earlier screening of the same exhibitors, and what went away.

A record is known when the earlier findings had the same name (as the matcher reads it) of the same exhibitor with the same
kinds at the same levels and the same measures; where the law or the lists have moved, it is new again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riotgear_check.earlier import read_findings
from riotgear_check.model import Language, Level
from riotgear_check.screen import Record, Summary

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finding of the earlier screening: its row there, the name and the exhibitor as given, and what it is compared by."""

    row: int
    name: str
    exhibitor: str
    key: Key


def read_baseline(path: Path, key: Callable[[str], str], languages: Iterable[Language]) -> list[Earlier]:
    """The findings of a file that `screen --format jsonl` wrote. Raises InputError for anything else."""

    def earlier(record: Mapping[str, Any], exhibitor: str) -> Earlier:
        what = _what(((f["equipment"], f["level"]) for f in record["findings"]), _measures(record["lists"]))
        return Earlier(int(record["row"]), record["name"], exhibitor, (key(record["name"]), key(exhibitor), what))

    return read_findings(path, languages, earlier)


def _measures(lists: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    return {name: verdict["measure"] for name, verdict in lists.items()}


def _what(findings: Iterable[tuple[str, str]], measures: Mapping[str, str]) -> str:
    return json.dumps([sorted(findings), sorted(measures.items())])


class Baseline:
    """Tells new records from those that the earlier screening had; each earlier finding answers for one record."""

    def __init__(self, path: Path, earlier: Iterable[Earlier], key: Callable[[str], str]) -> None:
        self.path = path
        self._earlier = list(earlier)
        self._key = key
        self._left = Counter(item.key for item in self._earlier)
        self.known = 0

    def is_new(self, record: Record, exhibitor: str = "") -> bool:
        """Whether the earlier screening had no such record."""
        result = record.result
        measures = {name: verdict.measure.value for name, verdict in result.verdicts.items()}
        what = _what(((f.equipment, f.level.value) for f in result.match.findings), measures)
        key = (self._key(record.name), self._key(exhibitor), what)
        if self._left[key] <= 0:
            return True
        self._left[key] -= 1
        self.known += 1
        return False

    def new_records(self, records: Iterable[Record], exhibitor_of: Callable[[Record], str], summary: Summary) -> Iterator[Record]:
        """The records without those that are known. `summary` is told what is known and gone when the last one is through."""
        for record in records:
            if record.result.level is Level.NONE or self.is_new(record, exhibitor_of(record)):
                yield record
        summary.known = self.known
        summary.gone = [{"row": item.row, "name": item.name, "exhibitor": item.exhibitor} for item in self.gone()]
        summary.remarks += self.report()

    def gone(self) -> list[Earlier]:
        """The earlier findings that no record answered to, in their order."""
        left = Counter(self._left)
        out = []
        for item in reversed(self._earlier):
            if left[item.key] > 0:
                left[item.key] -= 1
                out.append(item)
        return out[::-1]

    def report(self) -> list[str]:
        """What a person is told at the end."""
        gone = self.gone()
        out = [f"compared with {self.path}: {self.known:,} known records left out, {len(gone):,} gone"]
        for item in gone[:_TOLD]:
            out.append(f"  gone: row {item.row} there: {item.name}" + (f" ({item.exhibitor})" if item.exhibitor else ""))
        if len(gone) > _TOLD:
            out.append(f"  and {len(gone) - _TOLD:,} more gone: --format json lists them all")
        return out


_TOLD = 20
