"""What every reader yields: rows of text cells under a header."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from riotgear_check.faults import InputError
from riotgear_check.text import Normalizer

_TITLES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: `number` counts data rows from 1, `line` is its first line in the file, `cells` as given.

    `lists` holds, by place, the texts of a cell that is several: an array of JSON.
    """

    number: int
    line: int
    cells: list[str]
    lists: Mapping[int, Sequence[str]] | None = None

    def cell(self, place: int) -> str:
        """The cell of a column, empty where the row is shorter."""
        return self.cells[place] if place < len(self.cells) else ""

    def names(self, place: int) -> Sequence[str]:
        """The names in one column: its cell or its several texts, without blank ones."""
        if self.lists and place in self.lists:
            return [text for text in self.lists[place] if text.strip()]
        cell = self.cell(place)
        return (cell,) if cell.strip() else ()


@dataclass(slots=True)
class Table:
    """An opened input: header (empty for plain text), rows to iterate once, and what was found out about the file.

    `encoding` and `delimiter` are empty where the file has none. `notes` may grow while the rows are read: what is known
    only then comes last. `ragged` are the lines of rows with more or fewer cells than the header, the first thousand.
    """

    name: str
    header: list[str]
    rows: Iterable[Row]
    encoding: str
    delimiter: str
    notes: list[str] = field(default_factory=list)
    ragged: list[int] = field(default_factory=list)

    def column(self, name: str) -> int:
        """The place of a column by title: exactly, else in any case and without accents; else by number, from 1.

        Raises InputError, which names the columns there are.
        """
        if name in self.header:
            return self.header.index(name)
        key = Normalizer().key
        wanted = key(name)
        for place, title in enumerate(self.header):
            if key(title) == wanted:
                return place
        if name.isascii() and name.isdigit() and 0 < int(name) <= len(self.header):
            return int(name) - 1
        there = titles_text(self.header) or "none (it is plain text)"
        raise InputError(f"{self.name}: no column {name!r}: the columns are {there}")


def _titled_column(header: Sequence[str], titles: Iterable[str]) -> int | None:
    """The column with one of these titles, in any case and without accents; the title named first counts. None without one."""
    key = Normalizer().key
    ranks = {key(title): rank for rank, title in reversed(list(enumerate(titles)))}
    found = [(ranks[key(title)], place) for place, title in enumerate(header) if key(title) in ranks]
    return min(found)[1] if found else None


def titles_text(header: Sequence[str]) -> str:
    """The titles of a header for a message, not all of them where they are many."""
    more = len(header) - _TITLES_SHOWN
    shown = ", ".join(repr(title) for title in itertools.islice(header, _TITLES_SHOWN))
    return f"{shown} and {more:,} more" if more > 0 else shown


def doubled_titles(header: Sequence[str]) -> list[str]:
    """A note on titles that a header holds more than once, if there are any."""
    doubled = sorted(title for title, count in Counter(header).items() if title and count > 1)
    return [f"columns named twice: {', '.join(doubled[:_TITLES_SHOWN])} (the first counts)"] if doubled else []


def guess_column(table: Table, headers: Iterable[str]) -> int:
    """The column that holds product names, by its title in any language; the only column where there is one.

    A path such as "exhibitor.name" is not guessed: its last part alone says too little. Raises InputError, which names the
    columns there are.
    """
    if len(table.header) == 1:
        return 0
    found = _titled_column(table.header, headers)
    if found is not None:
        return found
    raise InputError(f"{table.name}: which column holds the product names? Name it with --column: {titles_text(table.header)}")
