"""The reference as one document: its shape, which is also its schema, and the way from the model to plain JSON types."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from riotgear_check.model import ControlList, Ended, Equipment, Language, Lists, Source, Unit, WordClass
from riotgear_check.reader import fields_of
from riotgear_check.report.common import FORMAT_VERSION, Run


@dataclass(frozen=True)
class Document:
    """All that the lists say. What has its default is left out, as in the list files.

    `riotgear_check`: the version of the tool.
    `format_version`: the version of this form. Fields are added, never renamed, within one version.
    `as_of`: the day for which `lists` names the editions in force, YYYY-MM-DD.
    `lists`: version and hash of the lists, and for each list the edition in force on the day, or null.
    `control_lists`: the control lists, with all editions.
    `equipment`: the kinds of equipment.
    `families`: kind, and the family of equipment to which it belongs.
    `classes`: the word classes of which terms are made.
    `units`: units as names write them.
    `languages`: what things are called.
    `sources`: the documents that the lists cite.
    `ended`: what the lists no longer use.
    """

    riotgear_check: str
    format_version: int
    as_of: str
    lists: dict[str, str | None]
    control_lists: tuple[ControlList, ...]
    equipment: tuple[Equipment, ...]
    families: dict[str, str]
    classes: tuple[WordClass, ...]
    units: tuple[Unit, ...]
    languages: tuple[Language, ...]
    sources: tuple[Source, ...]
    ended: tuple[Ended, ...] = ()


def document(run: Run, lists: Lists) -> Document:
    """The document of some lists."""
    return Document(
        riotgear_check=run.version,
        format_version=FORMAT_VERSION,
        as_of=run.as_of,
        lists=run.evidence()["lists"],
        control_lists=lists.control_lists,
        equipment=lists.equipment,
        families=lists.families,
        classes=lists.classes,
        units=lists.units,
        languages=lists.languages,
        sources=lists.sources,
        ended=lists.ended,
    )


def plain(value: Any) -> Any:
    """A value as JSON types, with the keys of the list files. Defaults are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        items = [(key, getattr(value, attribute), default) for key, attribute, default in _keys(type(value))]
        return {key: plain(item) for key, item, default in items if default is MISSING or item != default}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value.value if isinstance(value, Enum) else value


@cache
def _keys(cls: type) -> tuple[tuple[str, str, Any], ...]:
    """Key, attribute and default of every field of a dataclass."""
    defaults = {field.name: _default(field) for field in fields(cls)}
    return tuple((key, attribute, defaults[attribute]) for key, (attribute, _hint, _needed) in fields_of(cls).items())


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()
