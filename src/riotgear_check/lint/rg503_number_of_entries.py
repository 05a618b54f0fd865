"""The list of the UN Special Rapporteur does not have 20 entries.

Why: she speaks of 20 types; one more or less is an entry forgotten or split.
Mend: see `about` in un.yaml for how the 20 are counted.
Example: whips and sjamboks made two entries.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
COUNTS = {"un": 20}


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, control_list in context.control_lists():
        wanted = COUNTS.get(control_list.id)
        for i, edition in enumerate(control_list.editions):
            if wanted not in (None, len(edition.entries)):
                yield context.fault(
                    file, ("editions", i, "entries"), f"{control_list.id} has {len(edition.entries)} entries, not {wanted}",
                    "see 'about' of the list",
                )  # fmt: skip
