"""Dataclasses ↔ JSON types, by type hints: what the compiled lists are kept as. JSON, since it can carry no code."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any


def encode(value: Any) -> Any:
    """Return a value of dataclasses, tuples, dicts, enums and scalars as JSON types. Defaults are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        out = {}
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if field.default is dataclasses.MISSING or item != field.default:
                out[field.name] = encode(item)
        return out
    if isinstance(value, (tuple, list)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value.value if isinstance(value, enum.Enum) else value


def decode(hint: Any, data: Any) -> Any:
    """Return the value of a type from what `encode` gave. Raises TypeError, KeyError or ValueError where it does not fit."""
    return _decoder(hint)(data)


@cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (arg for arg in typing.get_args(hint) if arg is not types.NoneType)
        read = _decoder(inner)
        return lambda data: None if data is None else read(data)
    if origin is tuple:
        inner = typing.get_args(hint)[0]
        if inner is str:
            return tuple
        read = _decoder(inner)
        return lambda data: tuple([read(item) for item in data])
    if origin is dict:
        inner = typing.get_args(hint)[1]
        if inner in (str, int):
            return dict
        read = _decoder(inner)
        return lambda data: {key: read(item) for key, item in data.items()}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record_decoder(hint)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    return lambda data: data


def _record_decoder(cls: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    readers = {name: _decoder(hint) for name, hint in hints.items() if hint not in (str, int, bool, float)}

    def read(data: dict[str, Any]) -> Any:
        values = dict(data)
        for name in readers.keys() & values.keys():
            values[name] = readers[name](values[name])
        return cls(**values)

    return read
