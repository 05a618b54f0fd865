"""A customs code is malformed.

Why: customs officers search by it.
Mend: `ex`, then 4, 6, 8 or 10 digits in groups: `ex 8543 70 90`. All codes are 'ex': a code alone never decides.
Example: `ex 85437090`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
_CODE = re.compile(r"ex \d{4}(?: \d{2}){0,3}")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, _list, _edition, entry in context.entries():
        codes = [((*path, "customs_codes", i), code) for i, code in enumerate(entry.customs_codes)]
        codes += [((*path, "substances", i), s.customs_code) for i, s in enumerate(entry.substances) if s.customs_code]
        for place, code in codes:
            if not _CODE.fullmatch(code):
                yield context.fault(file, place, f"'{code}' is no customs code", "write: ex 8543 70 90")
