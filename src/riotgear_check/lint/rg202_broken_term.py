"""A term is not made of known word classes in braces, or its quantity cannot be read.

Why: such a term can never be found in a name.
Mend: write `{class}` with a class of words.yaml; a word of one language belongs into its language file.
Example: `{spiked} baton` for `{spiked} {baton}`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext
from riotgear_check.matching.index import TermError, term_elements
from riotgear_check.matching.quantities import parse_condition

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    known = {c.id for c in context.lists.classes} | {f"={kind.id}" for kind in context.lists.equipment}
    for file, path, kind in context.equipment():
        for i, term in enumerate(kind.terms):
            place = (*path, "terms", i)
            try:
                names = [name for element in term_elements(term.term) for name in element]
            except TermError as error:
                yield context.fault(file, place, str(error), "write {class}, or put the word into a language file")
                continue
            for name in names:
                if name not in known:
                    yield context.fault(file, place, f"unknown word class '{name}'", did_you_mean(name, sorted(known)))
            if term.quantity and parse_condition(term.quantity) is None:
                yield context.fault(file, place, f"'{term.quantity}' is no quantity", "write: mass >= 3 kg")
