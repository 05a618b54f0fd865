"""YAML nodes → dataclasses, by the type hints of the dataclass, with every fault and every position kept.

The hints are the schema: what this reader accepts and what `schema/` says come from the same place.
"""

from __future__ import annotations

import dataclasses
import enum
import re
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import yaml

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.model import Edition, Term

Path = tuple[str | int, ...]
INVALID: Any = object()

# Keys of the YAML that are words of Python or that a plain dataclass would misname.
YAML_NAMES: dict[type, dict[str, str]] = {Edition: {"start": "from", "end": "to"}}
# A dataclass that may also be written as plain text, and the field that the text fills.
SHORT_FORMS: dict[type, str] = {Term: "term"}

_PLAIN_TAGS = {str: "str", int: "int", float: "float", bool: "bool"}
_TEXT = "tag:yaml.org,2002:str"
_MAX_DEPTH = 40
_MAX_NODES = 400_000
_MOST_FAULTS = 1_000


@cache
def fields_of(cls: type) -> dict[str, tuple[str, Any, bool]]:
    """YAML key → (attribute, type, required) for a dataclass."""
    hints = typing.get_type_hints(cls)
    names = YAML_NAMES.get(cls, {})
    out: dict[str, tuple[str, Any, bool]] = {}
    for field in dataclasses.fields(cls):
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        out[names.get(field.name, field.name)] = (field.name, hints[field.name], required)
    return out


def node_at(root: yaml.Node, path: Path) -> yaml.Node:
    """The node at a path of keys and places, or the nearest one above it."""
    node = root
    for step in path:
        child: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            child = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
        if child is None:
            break
        node = child
    return node


def read_text(text: str, file: str, hint: Any) -> tuple[Any, list[Fault], yaml.Node | None]:
    """The value of a YAML text as a type says, or INVALID; the faults; and its nodes, where they were all composed."""
    short, lists = _without_plain_lists(text)
    if lists:
        reader = Reader(file, lists)
        node = reader.compose(short)
        value = reader.read(node, hint) if node is not None else INVALID
        # Each list was where a list of words is to be, and nothing was wrong. Else the text is read as it stands.
        if reader.taken == len(lists) and not reader.faults:
            return value, [], None
    reader = Reader(file)
    node = reader.compose(text)
    value = reader.read(node, hint) if node is not None else INVALID
    return value, reader.faults, node


# Composing a node takes microseconds, and nine of ten nodes are words in lists such as `baton: [club, night stick]`. Such
# a list means the same to YAML as to `split`: words that begin with a letter, without a sign that YAML gives a meaning to.
_PLACEHOLDER = "\ue000"
_OTHER_SIGNS = r"\[\]{}:#&*!|>\"%@`?\\\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff"
_PLAIN_LIST = re.compile(rf"(?<=: )\[([^{_OTHER_SIGNS}]+)\](?=[,}}\r\n ]|\Z)")
_NO_LETTER_FIRST = re.compile(r"(?:\A|,)[ \n]*+(?![^\W\d_])")
_YAML_WORDS = frozenset(
    case(word) for word in ("yes", "no", "on", "off", "true", "false", "null") for case in (str.lower, str.title, str.upper)
)


def _without_plain_lists(text: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The text with a placeholder for every plain list, and the lists by placeholder."""
    lists: dict[str, tuple[str, ...]] = {}

    def replaced(found: re.Match[str]) -> str:
        if _NO_LETTER_FIRST.search(found[1]):
            return found[0]
        words = tuple(found[1].split(", "))
        if found[1].count(",") >= len(words) or "\n" in found[1] or " ," in found[1] or found[1][-1] == " ":
            words = tuple([word.strip(" \n") for word in found[1].split(",")])
        if "\n" in "".join(words) or not _YAML_WORDS.isdisjoint(words):
            return found[0]
        placeholder = f"{_PLACEHOLDER}{len(lists)}"
        lists[placeholder] = words
        return placeholder

    return (text, lists) if _PLACEHOLDER in text else (_PLAIN_LIST.sub(replaced, text), lists)


class Reader:
    """Reads one file. `faults` grows. `lists` are those that stand behind placeholders, `taken` how many of them were read."""

    def __init__(self, file: str, lists: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.taken = 0
        self._lists = lists or {}
        self._count = 0
        self._seen: set[int] = set()

    def fault(self, node: yaml.Node, code: str, message: str, hint: str = "") -> Any:
        """Note a fault at a node and return INVALID."""
        mark = node.start_mark
        if len(self.faults) >= _MOST_FAULTS:
            return INVALID
        if len(self.faults) == _MOST_FAULTS - 1:
            code, message, hint = "RG005", f"more than {_MOST_FAULTS:,} faults: the rest is not told", "mend these first"
        self.faults.append(Fault(self.file, mark.line + 1, mark.column + 1, code, message, hint))
        return INVALID

    def compose(self, text: str) -> yaml.Node | None:
        """Parse YAML into nodes. A syntax fault is noted and None returned. Nothing is ever constructed from a tag."""
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            node: yaml.Node | None = yaml.compose(text, Loader=loader)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be parsed"
            self.faults.append(Fault(self.file, line, column, "RG002", f"not valid YAML: {problem}", "mend the syntax"))
            return None
        if node is None:
            self.faults.append(Fault(self.file, 1, 1, "RG003", "the file is empty", "delete it or fill it"))
        return node

    def read(self, node: yaml.Node, hint: Any, depth: int = 0) -> Any:
        """Return the value of a node as the type says, or INVALID where a fault was noted."""
        self._count += 1
        if hint is str and node.tag == _TEXT and isinstance(node, yaml.ScalarNode) and self._count < _MAX_NODES:
            return node.value
        if id(node) in self._seen and not isinstance(node, yaml.ScalarNode):
            return self.fault(node, "RG004", "anchors and aliases are not used in list files", "write it out")
        if depth > _MAX_DEPTH or self._count > _MAX_NODES:
            return self.fault(node, "RG005", "nested too deep or too large", "split the file")
        self._seen.add(id(node))
        read, inner = _reading(hint)
        return read(self, node, inner, depth)

    def _optional(self, node: yaml.Node, inner: Any, depth: int) -> Any:
        if node.tag == "tag:yaml.org,2002:null":
            return None
        self._seen.discard(id(node))
        return self.read(node, inner, depth)

    def _sequence(self, node: yaml.Node, inner: Any, depth: int) -> Any:
        if inner is str and isinstance(node, yaml.ScalarNode) and (words := self._lists.get(node.value)):
            self.taken += 1
            return words
        if not isinstance(node, yaml.SequenceNode):
            return self.fault(node, "RG104", f"expected a list, found {_named(node)}", "write [a, b] or '- a' lines")
        values = [self.read(child, inner, depth + 1) for child in node.value]
        return tuple(value for value in values if value is not INVALID)

    def _pairs(self, node: yaml.MappingNode) -> list[tuple[yaml.Node, str, yaml.Node]]:
        """The key-value pairs with plain text keys; keys given twice are faults, and the first counts."""
        out: dict[str, tuple[yaml.Node, str, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
                code = "RG106" if isinstance(key, yaml.ScalarNode) else "RG104"
                self.fault(key, code, f"the key is read as {_named(key)}", "put it in quotes")
            elif key.value in out:
                first = out[key.value][0].start_mark.line + 1
                self.fault(key, "RG101", f"key '{key.value}' is given twice", f"first on line {first}")
            else:
                out[key.value] = (key, key.value, value)
        return list(out.values())

    def _mapping(self, node: yaml.Node, inner: Any, depth: int) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self.fault(node, "RG104", f"expected 'key: value' pairs, found {_named(node)}", "write {key: value}")
        out = {}
        for _key_node, key, child in self._pairs(node):
            value = self.read(child, inner, depth + 1)
            if value is not INVALID:
                out[key] = value
        return out

    def _record(self, node: yaml.Node, cls: type, depth: int) -> Any:
        if cls in SHORT_FORMS and isinstance(node, yaml.ScalarNode):
            value = self._scalar(node, str)
            return INVALID if value is INVALID else cls(**{SHORT_FORMS[cls]: value})
        if not isinstance(node, yaml.MappingNode):
            return self.fault(node, "RG104", f"expected 'key: value' pairs, found {_named(node)}", "")
        known = fields_of(cls)
        values: dict[str, Any] = {}
        invalid = False
        for key_node, key, child in self._pairs(node):
            if key not in known:
                self.fault(key_node, "RG102", f"unknown key '{key}'", did_you_mean(key, known))
                continue
            attribute, hint, _required = known[key]
            value = self.read(child, hint, depth + 1)
            if value is INVALID:
                invalid = True
            else:
                values[attribute] = value
        given = {key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
        for key in _required_keys(cls):
            if key not in given:
                self.fault(node, "RG103", f"key '{key}' is missing", f"add '{key}:'")
                invalid = True
        return INVALID if invalid else cls(**values)

    def _enum(self, node: yaml.Node, cls: type[enum.Enum], _depth: int) -> Any:
        text = self._scalar(node, str)
        if text is INVALID:
            return INVALID
        choices = [str(member.value) for member in cls]
        if text not in choices:
            return self.fault(node, "RG105", f"unknown {cls.__name__.lower()} '{text}'", did_you_mean(text, choices))
        return cls(text)

    def _scalar(self, node: yaml.Node, hint: Any, _depth: int = 0) -> Any:
        wanted = _PLAIN_TAGS.get(hint, "str")
        if not isinstance(node, yaml.ScalarNode):
            return self.fault(node, "RG104", f"expected {_WORDS[wanted]}, found {_named(node)}", "")
        tag = node.tag.rpartition(":")[2]
        if tag != wanted and not (wanted == "float" and tag == "int"):
            advice = "put it in quotes" if wanted == "str" else f"write {_WORDS[wanted]}"
            # A plain word that YAML takes for something else is a trap of YAML, not a slip of the writer.
            code = "RG106" if wanted == "str" and not node.style and node.value else "RG104"
            return self.fault(node, code, f"expected {_WORDS[wanted]}, found {_named(node)} '{node.value}'", advice)
        if wanted in _PLAIN_FORMS and not _PLAIN_FORMS[wanted].fullmatch(node.value):
            return self.fault(node, "RG106", f"YAML reads '{node.value}' as {_WORDS[wanted]}", f"write {_PLAIN_ADVICE[wanted]}")
        return _CONVERT[wanted](node.value)


@cache
def _required_keys(cls: type) -> tuple[str, ...]:
    return tuple(key for key, (_attribute, _hint, required) in fields_of(cls).items() if required)


@cache
def _reading(hint: Any) -> tuple[Callable[[Reader, Any, Any, int], Any], Any]:
    """How a node of a type is read, and the type that matters to that."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = (arg for arg in args if arg is not types.NoneType)
        return Reader._optional, inner
    if origin is tuple:
        return Reader._sequence, args[0]
    if origin is dict:
        return Reader._mapping, args[1]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return Reader._record, hint
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return Reader._enum, hint
    return Reader._scalar, hint


_WORDS = {"str": "text", "int": "a whole number", "float": "a number", "bool": "true or false"}
# YAML also takes `010` for eight, `1:30` for ninety and `yes` for true: only the plain forms are read.
_PLAIN_FORMS = {
    "int": re.compile(r"[+-]?(?:0|[1-9][0-9]*)"),
    "float": re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"),
    "bool": re.compile(r"true|false"),
}
_PLAIN_ADVICE = {"int": "decimal digits", "float": "decimal digits", "bool": "true or false"}
_CONVERT: dict[str, Callable[[str], Any]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": lambda text: text.lower() == "true",
}


def _named(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        return "'key: value' pairs"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    names = {"str": "text", "int": "a number", "float": "a number", "bool": "a truth value", "null": "nothing"}
    tag = node.tag.rpartition(":")[2]
    return names.get(tag, "a date" if tag == "timestamp" else f"a '{tag}'")
