"""The language in which a person reads labels of kinds and titles of entries. Messages and machine formats stay English."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from riotgear_check.faults import UsageError, did_you_mean
from riotgear_check.model import ControlList, Entry, Lists

if TYPE_CHECKING:
    from riotgear_check.store import Store

# The language of the lists themselves.
OWN = "en"
# Codes of a locale whose language has another code in the lists.
_SAME = {"nb": "no", "nn": "no"}


def lists_in(store: Store, wanted: str | None) -> Lists:
    """The lists with labels and titles in a language, by default that of the locale; English where they have none.

    Raises UsageError for a language that was asked for and is not in the lists.
    """
    code = wanted or locale_language(os.environ)
    if code == OWN:
        return store.lists
    labels = store.labels
    if wanted and wanted not in labels:
        hint = did_you_mean(wanted, labels) or "see: riotgear-check show languages"
        raise UsageError(f"no language '{wanted}' in the lists: {hint}")
    return translated(store.lists, code, labels[code]) if code in labels else store.lists


def locale_language(environ: Mapping[str, str]) -> str:
    """The code of the language of a locale: fr for LANG=fr_FR.UTF-8, en for none and for the C locale."""
    locale = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = locale.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return OWN if code in ("", "c", "posix") else _SAME.get(code, code)


def translated(lists: Lists, code: str, labels: Mapping[str, str]) -> Lists:
    """The lists with labels (kind → label) and titles in a language where they are known."""
    return replace(
        lists,
        equipment=tuple(replace(kind, label=labels.get(kind.id, kind.label)) for kind in lists.equipment),
        control_lists=tuple(_translated_list(control_list, code) for control_list in lists.control_lists),
    )


def _translated_list(control_list: ControlList, code: str) -> ControlList:
    editions = (
        replace(edition, entries=tuple(_translated_entry(entry, code) for entry in edition.entries))
        for edition in control_list.editions
    )
    return replace(control_list, editions=tuple(editions))


def _translated_entry(entry: Entry, code: str) -> Entry:
    return replace(entry, title=entry.titles[code]) if code in entry.titles else entry
