"""The lines of a decoded text, with their numbers, for readers of CSV and of plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from riotgear_check.faults import InputError

_LONGEST_RECORD_LINES = 1_000


class Lines:
    """The lines of a text for the csv module, which keep the raw text of the record being read."""

    def __init__(self, name: str, text: TextIO, encoding: str) -> None:
        self.name, self.encoding = name, encoding
        self.number = 0
        self.ended = False
        self.record: list[str] = []
        self._text = text

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline()
        except UnicodeDecodeError:
            raise InputError(f"{self.name}:{self.number + 1}: not {self.encoding}: name its encoding with --encoding") from None
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        if self.number == 1:
            line = line.removeprefix("\ufeff")
        if "\0" in line:
            raise InputError(f"{self.name}:{self.number}: a NUL byte: the file is damaged or no text; mend that line")
        self.record.append(line)
        if len(self.record) > _LONGEST_RECORD_LINES:
            self._unclosed()
        return line

    def _unclosed(self) -> None:
        start = self.number - len(self.record) + 1
        raise InputError(f"{self.name}:{start}: a quote is opened and never closed: mend the quotes of that line")

    def end_record(self) -> int:
        """Check the record just read; return its first line and begin the next."""
        start = self.number - len(self.record) + 1
        # The csv module asks for one line more than there is only inside a quoted cell.
        if self.ended:
            self._unclosed()
        self.record.clear()
        return start
