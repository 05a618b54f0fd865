"""A term names two kinds: the same word of a language, or the same combination of word classes.

Why: both are found in every name that has it, and no rule says which is meant.
Mend: keep it at the kind that it names; a kind that is a special case of another says so in `narrows`.
Example: `tåregasdåse` under irritant-sprays and irritant-grenades.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "warning"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, language in context.languages():
        for table in ("terms", "whole", "clues"):
            first: dict[tuple[str, ...], str] = {}
            for kind, words in getattr(language, table).items():
                for i, word in enumerate(words):
                    other = first.setdefault(context.tokens(word), kind)
                    if other != kind:
                        yield context.fault(
                            file, (table, kind, i), f"'{word}' names {kind} and {other}", "keep it at the kind that it names"
                        )
    yield from _combinations(context)


def _combinations(context: LintContext) -> Iterator[Fault]:
    first: dict[object, str] = {}
    for file, path, kind, term, elements in context.terms():
        combination = str(sorted(sorted(names) for names in elements))
        conditions = (frozenset(term.needs), frozenset(term.unless), term.quantity, frozenset(kind.unless))
        other = first.setdefault((combination, conditions), kind.id)
        if other != kind.id:
            yield context.fault(file, path, f"'{term.term}' names {kind.id} and {other}", "keep it at the kind that it names")
