"""The rules that the lists must keep beside being readable. Each yields its faults; its docstring is its manual."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext
from riotgear_check.matching.index import TermError, term_elements
from riotgear_check.matching.quantities import parse_condition
from riotgear_check.model import Level


def unknown_words(context: LintContext) -> Iterator[Fault]:
    """RG201: a word class, a kind or a source that is named but not defined."""
    classes = {c.id for c in context.lists.classes}
    kinds = {kind.id for kind in context.lists.equipment}
    sources = {source.id for source in context.lists.sources}

    def check(file: str, path: tuple[str | int, ...], what: str, word: str, known: set[str]) -> Iterator[Fault]:
        if word not in known:
            yield context.fault(file, path, "RG201", f"unknown {what} '{word}'", did_you_mean(word, sorted(known)))

    for file, path, kind in context.equipment():
        for name in kind.narrows:
            yield from check(file, (*path, "narrows"), "equipment", name, kinds)
        for name in kind.unless:
            yield from check(file, (*path, "unless"), "word class", name, classes)
        for i, term in enumerate(kind.terms):
            for name in (*term.needs, *term.unless):
                yield from check(file, (*path, "terms", i), "word class", name, classes)
        for i, model in enumerate(kind.models):
            for name in model.needs:
                yield from check(file, (*path, "models", i), "word class", name, classes)
    for file, language in context.languages():
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


def broken_terms(context: LintContext) -> Iterator[Fault]:
    """RG202: a term that is not made of known word classes in braces, or a quantity that cannot be read."""
    known = {c.id for c in context.lists.classes} | {f"={kind.id}" for kind in context.lists.equipment}
    for file, path, kind in context.equipment():
        for i, term in enumerate(kind.terms):
            place = (*path, "terms", i)
            try:
                names = [name for element in term_elements(term.term) for name in element]
            except TermError as error:
                yield context.fault(file, place, "RG202", str(error), "write {class}, or put the word into a language file")
                continue
            for name in names:
                if name not in known:
                    yield context.fault(file, place, "RG202", f"unknown word class '{name}'", did_you_mean(name, sorted(known)))
            if term.quantity and parse_condition(term.quantity) is None:
                yield context.fault(file, place, "RG202", f"'{term.quantity}' is no quantity", "write: mass >= 3 kg")


def unknown_entries(context: LintContext) -> Iterator[Fault]:
    """RG203: an entry id that is given twice, or a reference to an entry that does not exist."""
    ids = [entry.id for _file, _path, _list, _edition, entry in context.entries()]
    for file, path, _list, _edition, entry in context.entries():
        if ids.count(entry.id) > 1:
            yield context.fault(
                file, (*path, "id"), "RG203", f"entry id '{entry.id}' is given twice", "ids are list/edition/number"
            )
        for name in (*entry.refers_to, *([entry.replaces] if entry.replaces else [])):
            if name not in ids:
                yield context.fault(file, path, "RG203", f"unknown entry '{name}'", did_you_mean(name, ids))


def examples(context: LintContext) -> Iterator[Fault]:
    """RG301: an example that does not match, or that must not and does. Lint runs the matcher."""
    if any(True for _ in broken_terms(context)):
        return
    for file, path, kind in context.equipment():
        for wanted in ("match", "clue", "no_match"):
            for i, name in enumerate(getattr(kind.examples, wanted)):
                levels = [f.level for f in context.matcher.match(name).findings if f.equipment == kind.id]
                level = max(levels, key=lambda item: item.strength, default=Level.NONE)
                right = {"match": Level.MATCH, "clue": Level.CLUE}.get(wanted, Level.NONE)
                if level is not right and not (wanted == "no_match" and level is Level.CLUE):
                    yield context.fault(
                        file, (*path, "examples", wanted, i), "RG301",
                        f"'{name}' is to be {right.value} for {kind.id}, and is {level.value}",
                        f"run: riotgear-check lookup --explain '{name}'",
                    )  # fmt: skip


RULES: tuple[Callable[[LintContext], Iterator[Fault]], ...] = (unknown_words, broken_terms, unknown_entries, examples)
