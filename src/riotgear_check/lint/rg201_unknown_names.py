"""A word class, a kind of equipment or a source is named that is not defined.

Why: a reference that leads nowhere counts for nothing, without a word.
Mend: write the id that is meant; the hint has the nearest one. A source is an id of sources.yaml, or an address (https://...).
Example: `equipment: thumb-cuff` for `thumb-cuffs`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext
from riotgear_check.matching.quantities import parse_condition

SEVERITY = "error"
# Where a source is cited, an address may stand in place of an id of sources.yaml.
_HINTS = {"source": "write an id of sources.yaml or an address"}
_ADDRESS = re.compile(r"https?://\S+\Z")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    classes = {c.id for c in context.lists.classes}
    kinds = {kind.id for kind in context.lists.equipment}
    sources = {source.id for source in context.lists.sources}

    def check(file: str, path: tuple[str | int, ...], what: str, word: str, known: set[str]) -> Iterator[Fault]:
        if word not in known:
            yield context.fault(file, path, f"unknown {what} '{word}'", did_you_mean(word, sorted(known)) or _HINTS.get(what, ""))

    for file, path, kind in context.equipment():
        for name in kind.narrows:
            yield from check(file, (*path, "narrows"), "equipment", name, kinds)
        for name in kind.unless:
            yield from check(file, (*path, "unless"), "word class", name, classes)
        for i, term in enumerate(kind.terms):
            for name in (*term.needs, *term.unless):
                yield from check(file, (*path, "terms", i), "word class", name, classes)
    for file, path, models in context.trade_names():
        if file == "models.yaml":
            yield from check(file, path, "equipment", str(path[0]), kinds)
        for i, model in enumerate(models):
            for name in model.needs:
                yield from check(file, (*path, i, "needs"), "word class", name, classes)
            if model.source and not _ADDRESS.match(model.source):
                yield from check(file, (*path, i, "source"), "source", model.source, sources)
    for file, i, word_class in context.classes():
        for name in word_class.includes:
            yield from check(file, (i, "includes"), "word class", name, classes)
    for file, language in context.languages():
        for i, seen in enumerate(language.sources):
            if not _ADDRESS.match(seen.source):
                yield from check(file, ("sources", i, "source"), "source", seen.source, sources)
        for name in language.words:
            yield from check(file, ("words", name), "word class", name, classes)
        for table in ("terms", "whole", "clues", "labels"):
            for name in getattr(language, table):
                yield from check(file, (table, name), "equipment", name, kinds)
    for file, path, _list, edition, entry in context.entries():
        for i, cover in enumerate(entry.covers):
            yield from check(file, (*path, "covers", i), "equipment", cover.equipment, kinds)
            for name in (*cover.met, *cover.unmet):
                if parse_condition(name) is None:
                    yield from check(file, (*path, "covers", i), "word class", name, classes)
        yield from check(file, (*path, "source"), "source", entry.source.id, sources)
        for name in edition.sources:
            yield from check(file, path[:2], "source", name, sources)
