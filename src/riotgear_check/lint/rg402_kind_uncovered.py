"""A kind of equipment that no entry of any list covers and no note explains.

Why: a reader cannot tell "on neither list" from "forgotten".
Mend: add it to `covers` of an entry, or say in `note` why no list has it. Groups need neither.
Example: a kind `dazzlers` without `note: On neither list.`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    covered = {
        cover.equipment
        for item in context.lists.control_lists
        for e in item.editions
        for entry in e.entries
        for cover in entry.covers
    }
    for file, path, kind in context.equipment():
        if not (kind.id in covered or kind.note or kind.group):
            yield context.fault(file, (*path, "id"), f"no list covers {kind.id}", "add it to an entry, or say why in 'note'")
