"""JSON Schemas of the list files and of the export, from the same type hints by which `reader` reads them.

What an editor says of a field is its line in the docstring of its dataclass. Draft 7, the newest that editors of YAML
support. A schema knows nothing of YAML: that a key is given twice, or that `no` is read as false, only the reader sees.
"""

from __future__ import annotations

import enum
import inspect
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from riotgear_check.codec import encode
from riotgear_check.lists import file_type
from riotgear_check.reader import SHORT_FORMS, fields_of

# What a file is called in `lists/schema`, a file of its kind, and what is said of it.
LIST_FILES = {
    "list": ("un.yaml", "A control list with its editions."),
    "equipment": ("equipment/restraints.yaml", "Kinds of equipment of one family."),
    "language": ("languages/en.yaml", "What things are called in a language."),
    "models": ("models.yaml", "Trade names by kind of equipment."),
    "sources": ("sources.yaml", "The documents that the lists cite."),
    "ended": ("ended.yaml", "What the lists no longer use, since when, and why."),
    "units": ("units.yaml", "Units as names write them."),
    "words": ("words.yaml", "The word classes of which terms are made."),
}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
_FIELD = re.compile(r"^`(\w+)`: ", re.MULTILINE)

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """File name in `lists/schema` → schema."""
    from riotgear_check.export.document import Document  # late: the lists do not need it

    out = {f"{name}.schema.json": schema(file_type(example), says) for name, (example, says) in LIST_FILES.items()}
    out["export.schema.json"] = schema(Document, "All that the lists say: `riotgear-check export --format json`.")
    return out


def schema(hint: Any, says: str) -> Schema:
    """The schema of a type, with all dataclasses that it needs under `definitions`."""
    definitions = {cls.__name__: _record(cls) for cls in sorted(_dataclasses(hint), key=lambda cls: cls.__name__)}
    head = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Generated from src/riotgear_check/model.py: change that, then run 'python docs/generate.py'.",
        "description": says,
    }
    return {**head, **_of(hint), "definitions": definitions}


def field_docs(cls: type) -> dict[str, str]:
    """Attribute → what the docstring of a dataclass says of it."""
    parts = _FIELD.split(inspect.getdoc(cls) or "")[1:]
    return {name: " ".join(text.split()) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _of(hint: Any) -> Schema:
    """The schema of one value."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [{"type": "null"}, *(_of(arg) for arg in args if arg is not types.NoneType)]}
    if origin is tuple:
        return {"type": "array", "items": _of(args[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _of(args[1])}
    if is_dataclass(hint) and isinstance(hint, type):
        return _reference(hint)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"type": "string", "enum": [member.value for member in hint]}
    return {"type": _PLAIN[hint]}


def _reference(cls: type) -> Schema:
    full = {"$ref": f"#/definitions/{cls.__name__}"}
    return {"anyOf": [{"type": "string"}, full]} if cls in SHORT_FORMS else full


def _record(cls: type) -> Schema:
    docs, defaults = field_docs(cls), _defaults(cls)
    properties, required = {}, []
    for key, (attribute, hint, needed) in fields_of(cls).items():
        value = _of(hint)
        if "$ref" in value:  # what stands beside a reference does not count in this draft
            value = {"allOf": [value]}
        properties[key] = {"description": docs.get(attribute, ""), **value, **defaults.get(attribute, {})}
        if needed:
            required.append(key)
    return {
        "type": "object",
        "description": (inspect.getdoc(cls) or "").splitlines()[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _defaults(cls: type) -> dict[str, Schema]:
    """Attribute → its default, for those that have a plain one."""
    return {field.name: {"default": encode(field.default)} for field in fields(cls) if field.default is not MISSING}


def _dataclasses(hint: Any, seen: frozenset[type] = frozenset()) -> frozenset[type]:
    """All dataclasses in a type, however deep."""
    if is_dataclass(hint) and isinstance(hint, type):
        if hint in seen:
            return seen
        seen |= {hint}
    for inner in _inner(hint):
        seen = _dataclasses(inner, seen)
    return seen


def _inner(hint: Any) -> Iterator[Any]:
    if is_dataclass(hint) and isinstance(hint, type):
        yield from (inner for _attribute, inner, _needed in fields_of(hint).values())
    else:
        yield from (arg for arg in typing.get_args(hint) if arg is not ...)
