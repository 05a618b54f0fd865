"""SARIF 2.1.0, which code hosts show as alerts: of faults in list files, and of findings in an exhibitor list."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from riotgear_check import __version__
from riotgear_check.report.common import printable, severity, spoken, telling
from riotgear_check.report.jsons import dumps
from riotgear_check.text import Normalizer

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}


def document(
    rules: Sequence[dict[str, Any]], results: Iterable[dict[str, Any]], rests_on: dict[str, Any] | None = None
) -> Iterator[str]:
    """A run of this tool with its rules, what it rests on as a bag of properties, and its results one by one, a line each."""
    driver = {"name": "riotgear-check", "version": __version__, "rules": rules}
    run: dict[str, Any] = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
    run |= {"properties": rests_on} if rests_on else {}
    run |= {"results": []}
    whole = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    head, _, tail = dumps(whole, indent=2).rpartition("[]")
    yield head + "["
    between = "\n"
    for result in results:
        yield between + dumps(result)
        between = ",\n"
    yield f"]{tail}\n"


def location(file: str, line: int, column: int | None = None) -> list[dict[str, Any]]:
    """The place of a result; line and column count from 1."""
    region = {"startLine": line} | ({"startColumn": column} if column else {})
    return [{"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": region}}]


def fingerprint(key: tuple[str, ...], seen: Counter[tuple[str, ...]]) -> str:
    """A hash of a key, and of a count where it comes again. A key holds no line: an alert stays the same while lines move."""
    seen[key] += 1
    return hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def screen_sarif(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """A rule a kind of equipment, a result a finding. A table that is sorted anew opens no alert again."""
    kinds = [kind.id for kind in screening.lists.equipment]
    rules = [{"id": kind.id, "shortDescription": {"text": kind.label}} for kind in screening.lists.equipment]
    results = _results(screening, records, {kind: place for place, kind in enumerate(kinds)})
    return document(rules, results, screening.run.evidence())


def _results(screening: Screening, records: Iterator[Record], places: dict[str, int]) -> Iterator[dict[str, Any]]:
    key = Normalizer().key
    file = str(screening.run.input["name"])
    found = ((record, number, finding) for record in records for number, finding in telling(record.result))
    seen: Counter[tuple[str, ...]] = Counter()
    for record, number, finding in found:
        yield {
            "ruleId": finding.equipment,
            "ruleIndex": places[finding.equipment],
            "level": _LEVELS[severity(screening, record.result, number)],
            "message": {"text": printable(spoken(screening, record.result, number))},
            "locations": location(file, record.row.line),
            "partialFingerprints": {"riotgearCheck/v1": fingerprint((finding.equipment, key(record.name)), seen)},
            "properties": {"row": record.row.number, "column": record.column, "as_of": screening.run.as_of},
        }


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
