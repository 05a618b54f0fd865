"""A term is set aside by a lookalike of the same language, so that it never counts by itself.

Why: one of the two is a mistake, and the term is dead.
Mend: make the lookalike longer, or move the term to `clues` or take it out.
Example: term `cs-gaspatrone` under a lookalike `gaspatrone`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.matching.index import term_elements
from riotgear_check.model import Language

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, kind, term, elements in context.terms():
        for harmless in kind.lookalikes:
            if _readings(elements) <= _readings(term_elements(harmless.term)):
                yield context.fault(
                    file, path, f"the term '{term.term}' is set aside: it looks like it, but is {harmless.reason}",
                    "make the lookalike longer or take the term out",
                )  # fmt: skip
    for file, language in context.languages():
        for kind_id, i, word in _in_the_way(context, language):
            if lookalike := context.lookalike_of(word, kind_id):
                yield context.fault(
                    file, ("terms", kind_id, i), f"the term '{word}' is set aside: it {lookalike.reason}",
                    "make the lookalike longer or take the term out",
                )  # fmt: skip


def _in_the_way(context: LintContext, language: Language) -> list[tuple[str, int, str]]:
    """The terms that hold a lookalike: only of those the matcher is asked, for it is slow for twenty thousand."""
    terms = [(kind_id, i, word) for kind_id, words in language.terms.items() for i, word in enumerate(words)]
    keys = [context.key(word) for _kind_id, _i, word in terms]
    phrases = {context.key(phrase) for group in language.lookalikes for phrase in group.of} - {""}
    all_keys = "\n".join(keys)
    there = [phrase for phrase in phrases if phrase in all_keys]
    return [term for term, key in zip(terms, keys, strict=True) if any(phrase in key for phrase in there)]


def _readings(elements: list[list[str]]) -> set[tuple[str, ...]]:
    """The combinations of classes that a term stands for."""
    return {tuple(sorted(reading)) for reading in product(*elements)}
