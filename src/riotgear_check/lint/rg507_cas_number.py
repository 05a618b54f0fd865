"""A CAS number is malformed, or its check digit is wrong.

Why: one digit off is another substance.
Mend: compare with the source. The last digit is the sum of the others, times 1, 2, 3, ... from the right, modulo 10.
Example: `57-43-3` for `57-43-2`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.reader import Path

SEVERITY = "error"
_CAS = re.compile(r"(\d{2,7})-(\d{2})-(\d)")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, place, number in _numbers(context):
        found = _CAS.fullmatch(number)
        if not found:
            yield context.fault(file, place, f"'{number}' is no CAS number", 'write: "57-43-2"')
        elif _check_digit(found[1] + found[2]) != int(found[3]):
            yield context.fault(
                file, place, f"the check digit of CAS number '{number}' is wrong",
                f"by the other digits it is {_check_digit(found[1] + found[2])}",
            )  # fmt: skip


def _check_digit(digits: str) -> int:
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), 1)) % 10


def _numbers(context: LintContext) -> Iterator[tuple[str, Path, str]]:
    for file, path, kind in context.equipment():
        for i, number in enumerate(kind.cas):
            yield file, (*path, "cas", i), number
    for file, path, _list, _edition, entry in context.entries():
        for i, number in enumerate(entry.cas):
            yield file, (*path, "cas", i), number
        for i, substance in enumerate(entry.substances):
            if substance.cas:
                yield file, (*path, "substances", i, "cas"), substance.cas
