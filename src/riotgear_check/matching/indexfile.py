"""The index as one file: a head in JSON, then the literals in shards, each a piece of JSON read when it is needed."""

from __future__ import annotations

import dataclasses
import json
import mmap
from pathlib import Path
from typing import Any

from riotgear_check.matching.index import FIRST_CLASS_BIT, PHRASE, Index, Literal, Model, Pattern, Phrase, Sense, Shards

_PLAIN = (
    "kinds", "classes", "langs", "folds", "endings", "prefixes", "linkers", "compounding", "head_first", "ordered",
    "units", "numbers", "not_typos", "model_starts", "narrows", "groups",
)  # fmt: skip
_MASKS_OF_PATTERN = ("needs", "unless")


def dump(index: Index) -> bytes:
    """The bytes of an index file. Equal indexes give equal bytes."""
    masks: dict[int, int] = {}
    reasons: dict[str, int] = {}

    def sense_row(sense: Sense, text: str) -> list[Any]:
        row = [masks.setdefault(sense.classes, len(masks)), sense.lang, "" if sense.word == text else sense.word]
        if sense.homograph or sense.reason:
            row.append(int(sense.homograph))
        if sense.reason:
            row.append(reasons.setdefault(sense.reason, len(reasons)))
        return row

    blobs: list[bytes] = []
    places: dict[str, list[int]] = {}
    position = 0
    for key in index.literals.keys:
        shard = {
            text: [
                literal.langs,
                [sense_row(sense, text) for sense in literal.senses],
                [[list(phrase.tokens), *sense_row(phrase.sense, " ".join(phrase.tokens))] for phrase in literal.phrases],
            ]
            for text, literal in index.literals.shard(key).items()
        }
        blob = _json(shard)
        places[key] = [position, len(blob)]
        position += len(blob)
        blobs.append(blob)
    head = {name: getattr(index, name) for name in _PLAIN}
    head |= {
        "roles": {name: _bits(mask) for name, mask in index.roles.items()},
        "patterns": [_pattern_row(pattern) for pattern in index.patterns],
        "models": {
            key: [[m.kind, m.name, _bits(m.needs), m.maker, m.sourced] for m in models] for key, models in index.models.items()
        },
        "masks": [_bits(mask) for mask in masks],
        "reasons": list(reasons),
        "longest": index.literals.longest,
        "places": places,
    }
    first_line = _json(head)
    return b"%d\n" % len(first_line) + first_line + b"".join(blobs)


def load(path: Path) -> Index:
    """Open an index file. Raises OSError where it cannot be read, ValueError or KeyError where it is no index file."""
    # Mapped, so that shards can be read to the end of a long run, whoever empties the cache meanwhile.
    with path.open("rb") as stream:
        data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    size = int(data.readline())
    head = json.loads(data.read(size))
    start = data.tell()
    length = len(data) - start
    if length != sum(size for _, size in head["places"].values()):
        raise ValueError(f"{path}: cut short")
    plain = {name: head[name] for name in _PLAIN}
    shards = _FileShards(data, start, head)
    index = Index(
        **plain,
        roles={name: _mask(bits) for name, bits in head["roles"].items()},
        patterns=[_pattern(row) for row in head["patterns"]],
        models={
            key: [Model(kind, name, _mask(bits), *more) for kind, name, bits, *more in rows] for key, rows in head["models"].items()
        },
        literals=shards,
    )
    shards.in_terms = index.in_terms
    return index


class _FileShards(Shards):
    """Shards that are read from the file when first asked for."""

    def __init__(self, data: mmap.mmap, start: int, head: dict[str, Any]) -> None:
        super().__init__({}, head["longest"])
        self._data, self._start = data, start
        self._places: dict[str, list[int]] = head["places"]
        self._masks = [_mask(bits) for bits in head["masks"]]
        self._reasons: list[str] = head["reasons"]
        self.in_terms = 0

    @property
    def keys(self) -> list[str]:
        return sorted(self._places)

    def shard(self, key: str) -> dict[str, Literal]:
        found = self._shards.get(key)
        if found is None:
            found = self._shards[key] = self._read(key)
        return found

    def _read(self, key: str) -> dict[str, Literal]:
        if key not in self._places:
            return {}
        offset, size = self._places[key]
        start = self._start + offset
        rows = json.loads(self._data[start : start + size])
        return {text: self._literal(text, *row) for text, row in rows.items()}

    def _literal(self, text: str, langs: int, senses: list[list[Any]], phrases: list[list[Any]]) -> Literal:
        literal = Literal(langs, [self._sense(row, text) for row in senses])
        for tokens, *row in phrases:
            literal.phrases.append(Phrase(tuple(tokens), self._sense(row, " ".join(tokens))))
        for sense in literal.senses:
            literal.mask |= sense.classes
            literal.free |= 0 if sense.homograph else sense.classes
        if any(phrase.sense.classes & self.in_terms for phrase in literal.phrases):
            literal.mask |= PHRASE
        return literal

    def _sense(self, row: list[Any], text: str) -> Sense:
        number, lang, word, *more = row
        homograph = bool(more[0]) if more else False
        reason = self._reasons[more[1]] if len(more) > 1 else ""
        return Sense(self._masks[number], lang, word or text, homograph, reason)


def _pattern_row(pattern: Pattern) -> dict[str, Any]:
    row = {f.name: getattr(pattern, f.name) for f in dataclasses.fields(Pattern) if getattr(pattern, f.name) != f.default}
    row["elements"] = [_bits(element) for element in pattern.elements]
    return row | {name: _bits(row[name]) for name in _MASKS_OF_PATTERN if name in row}


def _pattern(row: dict[str, Any]) -> Pattern:
    row["elements"] = [_mask(bits) for bits in row["elements"]]
    return Pattern(**(row | {name: _mask(row[name]) for name in _MASKS_OF_PATTERN if name in row}))


def _bits(mask: int) -> list[int]:
    """The numbers of the bits in a mask of classes; the lowest bits are not classes and come as negative numbers."""
    return [n - FIRST_CLASS_BIT for n in range(mask.bit_length()) if mask >> n & 1]


def _mask(bits: list[int]) -> int:
    return sum(1 << n + FIRST_CLASS_BIT for n in bits)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
