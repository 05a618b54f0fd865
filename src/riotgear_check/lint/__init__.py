"""Checks of the list files. All faults of all files are collected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.lint.registry import RULES
from riotgear_check.lists import read_folder


def check_folder(folder: Path, shown_as: str = "") -> list[Fault]:
    """Read the list files of a folder once and run every rule on them. Faults come sorted by place."""
    shown_as = shown_as or str(folder)
    loaded = read_folder(folder, shown_as)
    context = LintContext(loaded, shown_as)
    faults = [replace(fault, severity=RULES[fault.code].severity) for fault in loaded.faults]
    for rule in RULES.values():
        # Rules on the meaning of the lists only make sense when the files could be read.
        if rule.check and (rule.on_text or not loaded.faults):
            faults += (replace(fault, code=rule.code, severity=rule.severity) for fault in rule.check(context))
    return sorted(set(faults))
