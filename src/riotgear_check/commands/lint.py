"""`lint`: every fault of the list files."""

from __future__ import annotations

import sys
from pathlib import Path

from riotgear_check.additions import context_of, is_reference, read_addition
from riotgear_check.faults import Fault, InputError, UsageError, did_you_mean
from riotgear_check.lint import check_context, check_folder
from riotgear_check.lint.formats import FORMATS
from riotgear_check.lint.registry import RULES, page
from riotgear_check.store import Store, shipped_folder
from riotgear_check.terminal import say


def run(paths: list[Path], format_: str = "text", strict: bool = False) -> int:
    """Print all faults, sorted by place. Returns 4 where there is an error, or with `strict` a warning."""
    faults = sorted({fault for path in paths or [shipped_folder()] for fault in _check(path)})
    sys.stdout.write(FORMATS[format_](faults))
    errors = sum(fault.severity == "error" for fault in faults)
    warnings = len(faults) - errors
    where = ", ".join(map(str, paths or [shipped_folder()]))
    say(f"{where}: {_count(errors, 'error')}, {_count(warnings, 'warning')}" if faults else f"{where}: no faults")
    return 4 if errors or (strict and warnings) else 0


def explain(code: str) -> int:
    """Print the manual of a rule."""
    rule = RULES.get(code.upper())
    if rule is None:
        hint = did_you_mean(code.upper(), RULES)
        raise UsageError(f"unknown rule '{code}': {hint or 'docs/rules.md has them all'}")
    sys.stdout.write(page(rule))
    return 0


def _check(path: Path) -> list[Fault]:
    """The faults of a folder, or those in one file of a folder: references need the whole."""
    if path.is_dir():
        return check_folder(path, _shown(path)) if is_reference(path) else _check_addition(path)
    if not path.is_file():
        raise InputError(f"{path}: no such folder or file: name the folder that holds un.yaml and eu.yaml")
    folder = path.parent.parent if path.parent.name in ("equipment", "languages") else path.parent
    if not is_reference(folder):
        return _check_addition(path)
    return [fault for fault in check_folder(folder, _shown(folder)) if Path(fault.file).name == path.name]


def _check_addition(path: Path) -> list[Fault]:
    """The faults of a file or folder that adds to the shipped lists."""
    return check_context(context_of(Store().full_lists, read_addition(path), _shown(path)), RULES)


def _shown(folder: Path) -> str:
    """The folder as seen from where the user stands, so that editors and annotations find the file."""
    folder, here = folder.resolve(), Path.cwd().resolve()
    return folder.relative_to(here).as_posix() if folder.is_relative_to(here) else str(folder)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
