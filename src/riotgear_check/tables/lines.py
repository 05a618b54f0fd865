"""The lines of a text, numbered, bounded in length, with the bytes that do not decode mended or refused."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import NoReturn, TextIO

from riotgear_check.faults import InputError
from riotgear_check.tables.encoding import STRAY

# A cell of 10 MB passes; what is longer is no table, and memory has to end somewhere.
LONGEST = 1 << 24
_LONGEST_RECORD_LINES = 1_000


class Lines:
    """The lines of a decoded text, for the csv module, for plain text and for JSON Lines.

    The text is decoded with "surrogateescape". With `mend`, bytes that do not decode are read as Windows-1252 and their
    lines counted in `strays`; else they are an InputError, like a NUL or a line that does not end.
    """

    def __init__(self, name: str, text: TextIO, encoding: str, mend: bool = False) -> None:
        self.name, self.encoding = name, encoding
        self.number = 0
        self.strays: list[int] = []
        self._text = text
        self._mend = mend
        self._ended = False
        # The last line of the record before, and the characters of the lines since.
        self._done = self._length = 0
        self._peeked: list[str] = []
        self._lines = self._read()

    def __iter__(self) -> Iterator[str]:
        return itertools.chain(self._peeked, self._lines)

    def peek(self) -> str:
        """The line that comes first when the lines are iterated, or nothing where there is none."""
        if not self._peeked:
            self._peeked = list(itertools.islice(self._lines, 1))
        return self._peeked[0] if self._peeked else ""

    def drop(self) -> None:
        """Leave out the line that comes first."""
        self.peek()
        self._peeked = []
        self._done = self.number

    def end_record(self) -> int:
        """Check the record just read; return its first line and begin the next."""
        start = self._done + 1
        # The csv module asks for one line more than there is only inside a quoted cell.
        if self._ended:
            self._refuse_record()
        self._done = self.number
        self._length = 0
        return start

    def notes(self) -> list[str]:
        """What is known of the text only at its end."""
        if not self.strays:
            return []
        count, first = len(self.strays), self.strays[0]
        which = f"line {first} is" if count == 1 else f"{count:,} lines are"
        where = "" if count == 1 else f" (the first is line {first})"
        return [f"{which} not {self.encoding}{where}: those bytes were read as Windows-1252"]

    def _read(self) -> Iterator[str]:
        readline, limit = self._text.readline, LONGEST + 1
        number = 0
        try:
            while line := readline(limit):
                number += 1
                if number - self._done > 1:
                    self._length += len(line)
                    if number - self._done > _LONGEST_RECORD_LINES or self._length > LONGEST:
                        self._refuse_record()
                if len(line) == limit:
                    raise InputError(f"{self.name}:{number}: a line of more than {LONGEST:,} characters: no table of names")
                if "\0" in line:
                    raise InputError(f"{self.name}:{number}: a NUL byte: the file is damaged or no text; mend that line")
                if not line.isascii():
                    line = self._checked(line, number)
                self.number = number
                yield line
        except UnicodeError:
            raise InputError(f"{self.name}:{number + 1}: not {self.encoding}: name its encoding with --encoding") from None
        self._ended = True

    def _checked(self, line: str, number: int) -> str:
        if number == 1:
            line = line.removeprefix("\ufeff")
        if not STRAY.search(line):
            return line
        if not self._mend:
            raise InputError(f"{self.name}:{number}: not {self.encoding}: name its encoding with --encoding")
        self.strays.append(number)
        try:
            return STRAY.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252"), line)
        except UnicodeDecodeError:
            raise InputError(
                f"{self.name}:{number}: neither UTF-8 nor Windows-1252: mend that line, or name the encoding with --encoding"
            ) from None

    def _refuse_record(self) -> NoReturn:
        raise InputError(f"{self.name}:{self._done + 1}: a quote is opened and never closed: mend the quotes of that line")
