"""JSON: the whole reference as one document. JSON Lines: a record a kind and a record an entry, each complete in itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riotgear_check.export.document import document, plain
from riotgear_check.model import ControlList, Edition, Entry, Equipment, Language, Lists
from riotgear_check.report.common import Run
from riotgear_check.report.jsons import dumps


def export_json(run: Run, lists: Lists) -> Iterator[str]:
    """One document; its schema is lists/schema/export.schema.json."""
    yield dumps(plain(document(run, lists)), indent=1) + "\n"


def export_jsonl(run: Run, lists: Lists) -> Iterator[str]:
    """A header record, the kinds with their names in every language, then the entries of all editions."""
    yield dumps(run.evidence()) + "\n"
    for kind in lists.equipment:
        yield (
            dumps({"record": "equipment", "family": lists.families[kind.id], **plain(kind), **_names(kind, lists.languages)}) + "\n"
        )
    for control_list in lists.control_lists:
        for edition in control_list.editions:
            for entry in edition.entries:
                yield dumps(_entry(control_list, edition, entry, run.as_of)) + "\n"


def _kind(kind: Equipment, lists: Lists) -> dict[str, Any]:
    return {"record": "equipment", "family": lists.families[kind.id], **plain(kind), **_names(kind, lists.languages)}


def _names(kind: Equipment, languages: tuple[Language, ...]) -> dict[str, Any]:
    """The label of a kind in each language, and its names there that are no combination of word classes."""
    labels = {"en": kind.label} | {lang.code: lang.labels[kind.id] for lang in languages if kind.id in lang.labels}
    names = {lang.code: [*lang.terms.get(kind.id, ()), *lang.whole.get(kind.id, ())] for lang in languages}
    return {"labels": labels, "names": {code: some for code, some in names.items() if some}}


def _entry(control_list: ControlList, edition: Edition, entry: Entry, day: str) -> dict[str, Any]:
    place = {"list": control_list.id, "edition": edition.id, "from": edition.start, "to": edition.end or None}
    return {"record": "entry", **place, "in_force": edition.in_force(day), **plain(entry)}
