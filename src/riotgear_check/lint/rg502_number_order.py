"""The entries of an edition are not in the order of their numbers.

Why: who checks the file against the law reads both from top to bottom.
Mend: put the entry where it is printed. Numbers that are names, as in un.yaml, have no order.
Example: `II.2.10` before `II.2.9`
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, control_list in context.control_lists():
        for i, edition in enumerate(control_list.editions):
            for j, (before, after) in enumerate(pairwise(edition.entries)):
                first, second = _order(before.number), _order(after.number)
                if first and second and second < first:
                    path = ("editions", i, "entries", j + 1, "number")
                    yield context.fault(file, path, f"{after.number} stands after {before.number}", "keep the order as printed")


def _order(number: str) -> tuple[int, ...]:
    """What a number sorts by: the annex in Roman numerals, then the rest; empty where the number is a name."""
    annex, *rest = number.split(".")
    if annex not in _ROMAN or not all(part.isdigit() for part in rest):
        return ()
    return (_ROMAN.index(annex), *map(int, rest))
