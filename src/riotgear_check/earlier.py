"""What an earlier screening found: the records of a file that `screen --format jsonl` wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from riotgear_check.columns import named_columns
from riotgear_check.faults import InputError
from riotgear_check.model import Language

T = TypeVar("T")
_ADVICE = "make it with screen --format jsonl"


def read_findings(path: Path, languages: Iterable[Language], make: Callable[[Mapping[str, Any], str], T]) -> list[T]:
    """What `make` makes of every match and clue: of its record as in the contract, and the exhibitor in its cells.

    Raises InputError, with the line, for a file that is none or that `make` cannot read.
    """
    try:
        with path.open(encoding="utf-8") as stream:
            return list(_read(path, stream, tuple(languages), make))
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}: name what screen --format jsonl wrote") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8: name what screen --format jsonl wrote") from None


def _read(
    path: Path, lines: Iterable[str], languages: Sequence[Language], make: Callable[[Mapping[str, Any], str], T]
) -> Iterator[T]:
    names: list[str] = []
    header: tuple[str, ...] | None = None
    place: int | None = None
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            if number == 1:
                record["riotgear_check"]
                names = record["input"].get("columns", [])
                continue
            if record["level"] == "none":
                continue
            cells = record.get("cells", {})
            if header != (header := tuple(cells)):
                place = named_columns(header, languages, [header.index(name) for name in names if name in header]).exhibitor
            yield make(record, str(cells[header[place]]) if place is not None else "")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise InputError(f"{path}:{number}: not JSON Lines of riotgear-check: {_ADVICE}") from None
    if number == 0:
        raise InputError(f"{path}:1: empty, not JSON Lines of riotgear-check: {_ADVICE}")
