"""The verification of an entry is missing or unknown.

Why: the tool says of every entry whether the text of the act itself was read.
Mend: `primary` where the text of the act was read, `secondary` where only reports about it were.
Example: `verification: yes`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
KNOWN = ("primary", "secondary")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, _list, _edition, entry in context.entries():
        if entry.verification not in KNOWN:
            yield context.fault(
                file,
                (*path, "verification"),
                f"unknown verification '{entry.verification}'",
                did_you_mean(entry.verification, KNOWN),
            )
