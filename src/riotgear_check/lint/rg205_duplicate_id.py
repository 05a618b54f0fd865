"""An id is given twice: of a kind, a word class, a source, an edition, a list or a language.

Why: a reference must lead to one thing.
Mend: rename one, or join the two.
Example: `- id: thumb-cuffs` in two files of equipment/.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.model import Lists
from riotgear_check.reader import Path

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    first: dict[tuple[str, str], tuple[str, Path] | None] = dict.fromkeys(_taken(context.base))
    for what, name, file, path in _ids(context):
        if (what, name) not in first:
            # Only the place of what is there twice is looked up: for that, its file has to be composed.
            first[what, name] = (file, path)
            continue
        before = first[what, name]
        place = context.fault(*before, "") if before else None
        hint = f"first in {place.file}:{place.line}" if place else "first in the reference"
        yield context.fault(file, path, f"{what} id '{name}' is given twice", hint)


def _taken(base: Lists | None) -> Iterator[tuple[str, str]]:
    if base is None:
        return
    yield from (("equipment", kind.id) for kind in base.equipment)
    yield from (("source", source.id) for source in base.sources)
    yield from (("list", control_list.id) for control_list in base.control_lists)


def _ids(context: LintContext) -> Iterator[tuple[str, str, str, Path]]:
    for file, path, kind in context.equipment():
        yield "equipment", kind.id, file, (*path, "id")
    for file, i, word_class in context.classes():
        yield "word class", word_class.id, file, (i, "id")
    for file, path, source in context.sources():
        yield "source", source.id, file, (*path, "id")
    for file, language in context.languages():
        yield "language", language.code, file, ("code",)
    for file, control_list in context.control_lists():
        yield "list", control_list.id, file, ("id",)
        for i, edition in enumerate(control_list.editions):
            yield f"{control_list.id} edition", edition.id, file, ("editions", i, "id")
