"""Workflow commands of GitHub, shown beside the line of a file: of faults in list files, and of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from riotgear_check.report.common import printable, severity, spoken, telling

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

# GitHub shows ten of each severity a step and drops the rest without a word.
_MOST = 10


def annotation(kind: str, file: str, line: int, title: str, message: str, column: int | None = None) -> str:
    """One command; `kind` is error, warning or notice. Nothing in a text can end it or begin another."""
    place = f"file={_property(file)},line={line}" + (f",col={column}" if column else "")
    return f"::{kind} {place},title={_property(title)}::{_data(message)}\n"


def screen_github(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """An annotation a finding: prohibited is an error, controlled a warning, a clue a notice; at most ten of each."""
    file = str(screening.run.input["name"])
    seen: Counter[str] = Counter()
    for record in records:
        for number, finding in telling(record.result):
            kind = severity(screening, record.result, number)
            seen[kind] += 1
            if seen[kind] <= _MOST:
                title = screening.lists.kind(finding.equipment).label
                yield annotation(kind, file, record.row.line, title, spoken(screening, record.result, number))
    cut = {kind: count - _MOST for kind, count in seen.items() if count > _MOST}
    if cut:
        more = ", ".join(f"{count:,} more {kind}{'s' if count > 1 else ''}" for kind, count in cut.items())
        yield f"riotgear-check: {more} not shown: GitHub shows ten of each; --format sarif or csv has all\n"
    yield printable(screening.run.line()) + "\n"  # no command: it stands in the log


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
