"""Checks of the list files. All faults of all files are collected."""

from __future__ import annotations

from pathlib import Path

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.lint.rules import RULES
from riotgear_check.lists import read_folder


def check_folder(folder: Path) -> list[Fault]:
    """Read the list files of a folder and run every rule on them. Faults come sorted by place."""
    loaded = read_folder(folder)
    context = LintContext(loaded)
    faults = list(loaded.faults)
    for rule in RULES:
        # Rules on the meaning of the lists only make sense when the files could be read.
        if not loaded.faults:
            faults.extend(rule(context))
    return sorted(set(faults))
