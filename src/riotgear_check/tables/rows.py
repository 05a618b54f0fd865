"""What every reader yields: rows of text cells under a header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from riotgear_check.faults import InputError
from riotgear_check.text import Normalizer


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: `number` counts data rows from 1, `line` is its first line in the file, `cells` as given."""

    number: int
    line: int
    cells: list[str]

    def names(self, place: int) -> Sequence[str]:
        """The names in one column: its cell, or none where the row is shorter or the cell is blank."""
        cell = self.cells[place] if place < len(self.cells) else ""
        return (cell,) if cell.strip() else ()


@dataclass(slots=True)
class Table:
    """An opened input: header (empty for plain text), rows to iterate once, and what was found out about the file."""

    name: str
    header: list[str]
    rows: Iterable[Row]
    encoding: str
    delimiter: str
    notes: list[str] = field(default_factory=list)
    ragged: list[int] = field(default_factory=list)

    def column(self, name: str) -> int:
        """The place of a column by name: exactly, else in any case and without accents. Raises InputError."""
        if name in self.header:
            return self.header.index(name)
        key = Normalizer().key
        for place, title in enumerate(self.header):
            if key(title) == key(name):
                return place
        there = ", ".join(repr(title) for title in self.header) or "none (it is plain text)"
        raise InputError(f"{self.name}: no column {name!r}: the columns are {there}")


def titled_column(header: Sequence[str], titles: Iterable[str]) -> int | None:
    """The column with one of these titles, in any case and without accents; the title named first counts. None without one."""
    key = Normalizer().key
    ranks = {key(title): rank for rank, title in reversed(list(enumerate(titles)))}
    found = [(ranks[key(title)], place) for place, title in enumerate(header) if key(title) in ranks]
    return min(found)[1] if found else None


def guess_column(table: Table, headers: Iterable[str]) -> int:
    """The column that holds product names, by its title in any language; the only column where there is one.

    Raises InputError, which names the columns there are.
    """
    if len(table.header) == 1:
        return 0
    found = titled_column(table.header, headers)
    if found is not None:
        return found
    there = ", ".join(repr(title) for title in table.header)
    raise InputError(f"{table.name}: which column holds the product names? Name it with --column: {there}")
