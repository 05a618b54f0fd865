"""Plain text: one name a line."""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.tables.lines import Lines
from riotgear_check.tables.rows import Row


def text_rows(lines: Lines) -> Iterator[Row]:
    """A row a line."""
    for line in lines:
        number = lines.end_record()
        yield Row(number, number, [line.rstrip("\r\n")])
