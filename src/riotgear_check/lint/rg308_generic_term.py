"""A term has no word for a thing, only words of context.

Why: it would match every name that has those words: `{police} {training}` is no equipment.
Mend: add a class with the role `thing`; in a language file, a term that says what the thing is.
Example: `{police} {training}`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.model import Role

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    generic = {c.id for c in context.lists.classes if c.role is not Role.THING}
    for file, path, kind, term, elements in context.terms():
        if all(set(names) & generic for names in elements):
            yield context.fault(file, path, f"the term '{term.term}' of {kind.id} has no word for a thing", "add a class of things")
    for file, language in context.languages():
        words = {context.tokens(word): name for name in language.words if name in generic for word in language.words[name]}
        for kind_id, terms in language.terms.items():
            for i, word in enumerate(terms):
                if name := words.get(context.tokens(word)):
                    yield context.fault(
                        file, ("terms", kind_id, i), f"the term '{word}' of {kind_id} is a word of {name}, not for a thing",
                        "say more, or take it out",
                    )  # fmt: skip
