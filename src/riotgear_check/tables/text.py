"""Plain text: one name a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from riotgear_check.tables.lines import Lines
from riotgear_check.tables.rows import Row


def text_rows(name: str, text: TextIO, encoding: str) -> Iterator[Row]:
    """A row a line."""
    number = 0
    for line in Lines(name, text, encoding):
        number += 1
        yield Row(number, number, [line.rstrip("\r\n")])
