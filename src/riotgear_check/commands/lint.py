"""`lint`: every fault of the list files."""

from __future__ import annotations

import sys
from pathlib import Path

from riotgear_check.faults import InputError
from riotgear_check.lint import check_folder
from riotgear_check.store import shipped_folder
from riotgear_check.terminal import say


def run(path: Path | None) -> int:
    """Print all faults, sorted by place. Returns 4 where there is one."""
    folder = path or shipped_folder()
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder: name the folder that holds un.yaml and eu.yaml")
    faults = check_folder(folder)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    say(f"{folder}: {len(faults)} faults" if faults else f"{folder}: no faults")
    return 4 if faults else 0
