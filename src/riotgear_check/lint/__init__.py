"""Checks of the list files. All faults of all files are collected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from riotgear_check.faults import Fault

if TYPE_CHECKING:
    from riotgear_check.lint.context import LintContext


def check_folder(folder: Path, shown_as: str = "") -> list[Fault]:
    """Read the list files of a folder once and run every rule on them. Faults come sorted by place."""
    from riotgear_check.lint.context import LintContext
    from riotgear_check.lint.registry import RULES
    from riotgear_check.lists import read_folder
    from riotgear_check.store import Store

    shown_as = shown_as or str(folder)
    loaded = read_folder(folder, shown_as)
    return check_context(LintContext(loaded, shown_as, kept_index=Store(folder).kept_index), RULES)


def check_context(context: LintContext, codes: Iterable[str]) -> list[Fault]:
    """Run some rules on lists as read. Faults come sorted by place, those found while reading among them."""
    from riotgear_check.lint.registry import RULES  # late, as above: what lint found before is shown without any rule

    loaded = context.loaded
    faults = [replace(fault, severity=RULES[fault.code].severity) for fault in loaded.faults]
    for rule in map(RULES.__getitem__, codes):
        # Rules on the meaning of the lists only make sense when the files could be read.
        if rule.check and (rule.on_text or not loaded.faults):
            faults += (replace(fault, code=rule.code, severity=rule.severity) for fault in rule.check(context))
    return sorted(set(faults))
