"""JSON: a line a row, an array of rows, or one document that holds the rows in an array of its own.

A row is an object. Its fields are columns, named by their path ("exhibitor.name"); an array in a row is several texts in one
cell. Numbers are kept as they are written, null and NaN are empty cells.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, NoReturn, TextIO

from riotgear_check.faults import InputError
from riotgear_check.tables.encoding import STRAY
from riotgear_check.tables.lines import LONGEST
from riotgear_check.tables.rows import Row, Table, titles_text

SUFFIXES = (".json", ".jsonl", ".ndjson", ".geojson")
OTHER_SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".text", ".lst")
_START = re.compile(rb'(\xef\xbb\xbf)?\s*(\{\s*["}]|\[\s*[{"\[])')
_SPACE = re.compile(r"[ \t\r\n\ufeff]*")
_CHUNK = 1 << 16
# The rows whose fields make the header.
_SAMPLE = 200
_DEEPEST = 64
_BETWEEN = "; "
# The error of a decoder stands at most this far before the end of a text that is only cut: "\u12" or "tru".
_CUT = 16
_NUMBER_CUT = 3

Path = tuple[str, ...]


def looks_like_json(suffix: str, head: bytes) -> bool:
    """Whether a text is JSON: by the suffix of its file, else by its first bytes."""
    return suffix in SUFFIXES or (suffix not in OTHER_SUFFIXES and bool(_START.match(head)))


def json_table(name: str, text: TextIO, encoding: str, columns: Sequence[str], notes: list[str]) -> Table:
    """The table in a JSON text that stands at its start; `columns` are the paths that the caller wants to read.

    Raises InputError for what is no JSON, with its line.
    """
    values = _Values(name, text, encoding)
    rows, kind = _rows(values, columns)
    sample = list(itertools.islice(rows, _SAMPLE))
    if not sample:
        raise InputError(f"{name}: no rows: {kind} with nothing in it")
    header = list(dict.fromkeys(path for fields in sample for path in fields.cells))
    table = Table(name, [".".join(path) for path in header], (), encoding, "", [*notes, kind])
    table.rows = _table_rows(table, header, itertools.chain(sample, rows))
    return table


class _Fields(NamedTuple):
    """One row: the line where it begins, and path → texts."""

    line: int
    cells: dict[Path, list[str]]


def _table_rows(table: Table, header: list[Path], rows: Iterator[_Fields]) -> Iterator[Row]:
    places = {path: place for place, path in enumerate(header)}
    unknown: dict[Path, int] = {}
    for number, (line, fields) in enumerate(rows, 1):
        cells = [""] * len(header)
        lists = {}
        for path, texts in fields.items():
            place = places.get(path)
            if place is None:
                unknown.setdefault(path, line) if len(unknown) < _SAMPLE else None
                continue
            cells[place] = _BETWEEN.join(texts)
            if len(texts) > 1:
                lists[place] = texts
        yield Row(number, line, cells, lists or None)
    if unknown:
        late = titles_text([".".join(path) for path in unknown])
        table.notes.append(f"fields first seen after {_SAMPLE} rows (line {min(unknown.values())}) are left out: {late}")


def _rows(values: _Values, columns: Sequence[str]) -> tuple[Iterator[_Fields], str]:
    if values.array():
        return (_Fields(line, _flat(values, line, value)) for line, value in values.elements()), "a JSON array of rows"
    first = next(values.sequence(), None)
    if first is None:
        return iter(()), "a JSON text"
    line, document = first
    if values.ended() and isinstance(document, dict) and (inner := _inner_rows(document, columns)):
        path, elements, around = inner
        outer = _flat(values, line, around)
        rows = (_Fields(line, {**outer, **_flat(values, line, element, path)}) for element in elements)
        return rows, f"the rows are the {len(elements):,} elements of '{'.'.join(path)}'"
    every = itertools.chain([first], values.sequence())
    return (_Fields(at, _flat(values, at, value)) for at, value in every), "JSON Lines"


def _inner_rows(document: dict[str, Any], columns: Sequence[str]) -> tuple[Path, list[Any], dict[str, Any]] | None:
    """The array of a document that holds its rows: path, elements, and the plain fields around it.

    It is the first array of objects on the way to a wanted column; without one, the longest at the top, and
    nothing around it, so that the name of a fair is not taken for one of a product.
    """
    for column in columns:
        found: Any = document
        parts = column.split(".")
        for depth, part in enumerate(parts[:-1], 1):
            found = found.get(part) if isinstance(found, dict) else None
            if isinstance(found, list):
                plain = {key: value for key, value in document.items() if not isinstance(value, dict | list)}
                return tuple(parts[:depth]), found, plain
    arrays = {key: value for key, value in document.items() if isinstance(value, list) and any(isinstance(v, dict) for v in value)}
    if columns or not arrays:
        return None
    longest = max(arrays, key=lambda key: len(arrays[key]))
    return (longest,), arrays[longest], {}


def _flat(values: _Values, line: int, value: Any, path: Path = ()) -> dict[Path, list[str]]:
    """The leaves of a row by path; the elements of an array share one."""
    out: dict[Path, list[str]] = {}
    todo = [(path, value)]
    while todo:
        at, node = todo.pop()
        if len(at) > _DEEPEST:
            values.refuse(line, f"fields nested deeper than {_DEEPEST}: flatten them first")
        match node:
            case dict():
                todo.extend(((*at, key), child) for key, child in reversed(node.items()))
            case list():
                todo.extend((at, child) for child in reversed(node))
            case _:
                texts = out.setdefault(at or ("value",), [])
                text = _text(node)
                if text:
                    texts.append(text)
    return out


def _text(leaf: Any) -> str:
    match leaf:
        case None:
            return ""
        case bool():
            return "true" if leaf else "false"
        case _:
            return str(leaf)


class _Values:
    """The values of a JSON text one after the other, without holding more than one and what comes with it."""

    def __init__(self, name: str, text: TextIO, encoding: str) -> None:
        self._name, self._text, self._encoding = name, text, encoding
        # Numbers as text: of any size and exactly as written.
        self._decode = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None).raw_decode
        self._buffer, self._at, self._line = "", 0, 1
        self._all_read = False

    def array(self) -> bool:
        """Whether the text is an array; if so, go in."""
        return self._take("[")

    def elements(self) -> Iterator[tuple[int, Any]]:
        """The elements of the array, each with its line."""
        if not self._take("]"):
            while True:
                yield self._value()
                if self._take("]"):
                    break
                if not self._take(","):
                    self._wrong("expected ',' or ']'")
        if not self.ended():
            self._wrong("something stands after the array")

    def sequence(self) -> Iterator[tuple[int, Any]]:
        """The values up to the end of the text, with nothing but space between them."""
        while not self.ended():
            yield self._value()

    def ended(self) -> bool:
        """Whether nothing but space is left."""
        return not self._next()

    def refuse(self, line: int, what: str) -> NoReturn:
        """Raise the error that names the place."""
        raise InputError(f"{self._name}:{line}: {what}")

    def _wrong(self, what: str) -> NoReturn:
        if self.ended():
            self.refuse(self._line, "the file ends in the middle of a value: it is cut short; get it again")
        self.refuse(self._line, f"not valid JSON: {what}: mend that line")

    def _take(self, char: str) -> bool:
        if self._next() != char:
            return False
        self._advance(self._at + 1)
        return True

    def _next(self) -> str:
        """The next character that is no space, or nothing at the end."""
        while True:
            found = _SPACE.match(self._buffer, self._at)
            self._advance(found.end() if found else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._read_more():
                return ""

    def _value(self) -> tuple[int, Any]:
        self._next()
        line = self._line
        while True:
            try:
                value, end = self._decode(self._buffer, self._at)
            except RecursionError:
                self.refuse(line, "values nested too deep: flatten them first")
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._buffer) - _CUT or error.msg.startswith("Unterminated string")
                if cut and self._read_more():
                    continue
                at = self._line + self._buffer.count("\n", self._at, error.pos)
                if error.msg.startswith("Unterminated string") or not self._buffer[error.pos :].strip():
                    self.refuse(at, "the file ends in the middle of a value: it is cut short; get it again")
                self.refuse(at, f"not valid JSON: {error.msg}: mend that line")
            # A number may go on where the buffer ends: "1", "1." and "1e-" are read as 1.
            if end > len(self._buffer) - _NUMBER_CUT and self._read_more():
                continue
            self._advance(end)
            return line, value

    def _advance(self, to: int) -> None:
        self._line += self._buffer.count("\n", self._at, to)
        self._at = to

    def _read_more(self) -> bool:
        if self._all_read:
            return False
        kept = self._buffer[self._at :]
        if len(kept) > LONGEST:
            self.refuse(self._line, f"one value of more than {LONGEST:,} characters: write a row a line (JSON Lines)")
        try:
            # Twice as much each time: a long value is looked at again a few times only.
            chunk = self._text.read(max(_CHUNK, len(kept)))
        except UnicodeError:
            self.refuse(self._line, f"not {self._encoding}: name its encoding with --encoding")
        if not chunk.isascii() and (stray := STRAY.search(chunk)):
            line = self._line + kept.count("\n") + chunk.count("\n", 0, stray.start())
            self.refuse(line, f"not {self._encoding}: mend that line, or name the encoding with --encoding")
        if "\0" in chunk:
            self.refuse(self._line + kept.count("\n") + chunk.count("\n", 0, chunk.index("\0")), "a NUL byte: the file is damaged")
        if not chunk:
            self._all_read = True
            return False
        self._buffer, self._at = kept + chunk, 0
        return True
