"""A term is set aside by a lookalike of the same language, so that it never counts by itself.

Why: one of the two is a mistake, and the term is dead.
Mend: make the lookalike longer, or move the term to `clues` or take it out.
Example: term `cs-gaspatrone` under a lookalike `gaspatrone`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.matching.index import term_elements

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
        phrases = {context.key(phrase) for group in language.lookalikes for phrase in group.of} - {""}
        if not phrases:
            continue
        any_phrase = re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))
        for kind_id, words in language.terms.items():
            for i, word in enumerate(words):
                # The matcher is asked only where a phrase could be in the way: it is slow for twenty thousand terms.
                if any_phrase.search(context.key(word)) and (lookalike := context.lookalike_of(word, kind_id)):
                    yield context.fault(
                        file, ("terms", kind_id, i), f"the term '{word}' is set aside: it {lookalike.reason}",
                        "make the lookalike longer or take the term out",
                    )  # fmt: skip


def _readings(elements: list[list[str]]) -> set[tuple[str, ...]]:
    """The combinations of classes that a term stands for."""
    return {tuple(sorted(reading)) for reading in product(*elements)}
