"""Rows → records, in order, one at a time: the screening of a table."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from riotgear_check.model import Level, Measure, Result
from riotgear_check.tables import Row, Table

# Names → one result each, in order. It may ask for more names before it yields the results of the first.
Checks = Callable[[Iterator[str]], Iterator[Result]]


@dataclass(frozen=True, slots=True)
class Record:
    """One name of one row with its result; `column` is the title of its column, empty for plain text."""

    row: Row
    column: str
    name: str
    result: Result


@dataclass(slots=True)
class Group:
    """The names of one group, such as an exhibitor, that were matches or clues: how many, and their measures by list."""

    names: int = 0
    clues: int = 0
    measures: Counter[tuple[str, Measure]] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        """Count one name."""
        self.names += 1
        if result.level is Level.CLUE:
            self.clues += 1
        for verdict in result.verdicts.values():
            if verdict.measure is not Measure.NOT_LISTED:
                self.measures[verdict.list, verdict.measure] += 1


@dataclass(slots=True)
class Summary:
    """What a screening found, counted while it runs.

    `cleared` findings were set aside by suppressions, `known` records left out and `gone` ones missed against a baseline;
    `remarks` are the sentences on that for a person. They are known when the last record is through. `groups` holds, by the
    cell of a column, what was found there, where a column to group by was chosen.
    """

    rows: int = 0
    names: int = 0
    levels: Counter[Level] = field(default_factory=Counter)
    measures: Counter[tuple[str, Measure]] = field(default_factory=Counter)
    strictest: Measure = Measure.NOT_LISTED
    cleared: int | None = None
    known: int | None = None
    gone: list[dict[str, Any]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    groups: dict[str, Group] = field(default_factory=dict)

    def add(self, result: Result) -> None:
        """Count one name."""
        self.names += 1
        self.levels[result.level] += 1
        if result.level is Level.MATCH:
            for verdict in result.verdicts.values():
                self.measures[verdict.list, verdict.measure] += 1
                if verdict.measure.strictness > self.strictest.strictness:
                    self.strictest = verdict.measure

    def state(self) -> dict[str, Any]:
        """The counts as JSON can hold them."""
        measures = [[name, measure, count] for (name, measure), count in self.measures.items()]
        return {"names": self.names, "levels": dict(self.levels), "measures": measures, "strictest": self.strictest}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from the counts of an earlier run; rows are counted again, as they are read again."""
        self.names = state["names"]
        self.levels = Counter({Level(level): count for level, count in state["levels"].items()})
        self.measures = Counter({(name, Measure(measure)): count for name, measure, count in state["measures"]})
        self.strictest = Measure(state["strictest"])


def screen(table: Table, columns: Sequence[int], checks: Checks, summary: Summary, done: int = 0) -> Iterator[Record]:
    """Yield a record for every name in the chosen columns, row by row; empty cells have none. `summary` counts the rows.

    The first `done` names are passed over: those that an earlier run has reported.
    """
    ahead, named = itertools.tee(itertools.islice(_names(table, columns, summary), done, None))
    results = checks(name for _, _, name in ahead)
    for (row, title, name), result in zip(named, results, strict=True):
        yield Record(row, title, name, result)


def _names(table: Table, columns: Sequence[int], summary: Summary) -> Iterator[tuple[Row, str, str]]:
    titles = [table.header[place] if table.header else "" for place in columns]
    for row in table.rows:
        summary.rows += 1
        for place, title in zip(columns, titles, strict=True):
            for name in row.names(place):
                yield row, title, name


def counted(records: Iterable[Record], summary: Summary) -> Iterator[Record]:
    """The same records, while `summary` counts them."""
    for record in records:
        summary.add(record.result)
        yield record


def grouped(records: Iterable[Record], summary: Summary, place: int | None) -> Iterator[Record]:
    """The same records, while `summary` counts matches and clues by the cell in one column; no column, no counts."""
    for record in records:
        if place is not None and record.result.level is not Level.NONE:
            summary.groups.setdefault(record.row.cell(place).strip(), Group()).add(record.result)
        yield record


def reported(records: Iterable[Record], everything: bool) -> Iterator[Record]:
    """The records to report: matches and clues, or all of them."""
    for record in records:
        if everything or record.result.level is not Level.NONE:
            yield record
