"""Mending what is mechanical: edits of the text of list files, so that comments and layout stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from riotgear_check.lint.context import Edit, LintContext
from riotgear_check.lint.registry import RULES
from riotgear_check.lists import LoadedLists, with_texts

# One edit can make way for another: a text in NFC for a word given twice. More rounds than there are such chains.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Mended:
    """The texts that changed, by name in the folder, and the edits that made them."""

    texts: dict[str, str]
    edits: tuple[Edit, ...]


def mend(loaded: LoadedLists, context_of: Callable[[LoadedLists], LintContext]) -> Mended:
    """Apply the edits of all rules until none is left. A file that an edit would make unreadable stays as it was."""
    done: list[Edit] = []
    changed: dict[str, str] = {}
    left_alone: set[str] = set()
    for _ in range(_ROUNDS):
        edits = [edit for edit in _edits(context_of(loaded)) if edit.file not in left_alone]
        if not edits:
            break
        texts = {name: _applied(loaded.files[name].text, list(group)) for name, group in groupby(edits, lambda edit: edit.file)}
        worse = _worse(loaded, with_texts(loaded, texts), texts)
        left_alone |= worse
        texts = {name: text for name, text in texts.items() if name not in worse}
        loaded = with_texts(loaded, texts)
        changed |= texts
        done += (edit for edit in edits if edit.file in texts)
    return Mended(changed, tuple(done))


def _edits(context: LintContext) -> list[Edit]:
    """The edits of all rules, in order and without two that overlap: the second one comes in the next round."""
    found = {
        replace(edit, code=rule.code)
        for rule in RULES.values()
        if rule.fix and (rule.on_text or not context.loaded.faults)
        for edit in rule.fix(context)
    }
    out: list[Edit] = []
    for edit in sorted(found):
        if not out or out[-1].file != edit.file or out[-1].end <= edit.start:
            out.append(edit)
    return out


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _worse(before: LoadedLists, after: LoadedLists, names: dict[str, str]) -> set[str]:
    def count(loaded: LoadedLists, name: str) -> int:
        return sum(fault.file == loaded.files[name].name for fault in loaded.faults)

    return {name for name in names if count(after, name) > count(before, name)}
