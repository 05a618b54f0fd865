"""`lint`: every fault of the list files."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from riotgear_check.faults import Fault, InputError, UsageError, did_you_mean
from riotgear_check.files import is_reference
from riotgear_check.lint import check_context, check_folder
from riotgear_check.lint.formats import FORMATS
from riotgear_check.lint.kept import kept
from riotgear_check.report.common import printable
from riotgear_check.store import Store, shipped_folder
from riotgear_check.terminal import output, say

if TYPE_CHECKING:
    from riotgear_check.lint.context import LintContext
    from riotgear_check.lists import LoadedLists

# The rules, the matcher and the YAML parser are imported late: what lint found before is shown without them.


@dataclass(frozen=True)
class Target:
    """What a PATH names: a whole reference, one file of it (`only`), or a file or folder that adds to the shipped lists."""

    path: Path
    folder: Path
    only: str = ""
    is_addition: bool = False

    @property
    def shown_as(self) -> str:
        """The folder as faults name it: as seen from where the user stands, so that editors and annotations find the file."""
        folder, here = self.folder.resolve(), Path.cwd().resolve()
        return folder.relative_to(here).as_posix() if folder.is_relative_to(here) else str(folder)

    def shown(self, name: str) -> str:
        """A file of the folder as faults name it."""
        return f"{self.shown_as}/{name}".removeprefix("./")

    def read(self) -> LoadedLists:
        """The files as read. References need the whole, so one file of a reference brings the others."""
        from riotgear_check.additions import read_addition
        from riotgear_check.lists import read_folder

        return read_addition(self.path, self.shown_as) if self.is_addition else read_folder(self.folder, self.shown_as)

    def context(self, loaded: LoadedLists) -> LintContext:
        """What the rules look at."""
        from riotgear_check.additions import context_of
        from riotgear_check.lint.context import LintContext

        if self.is_addition:
            return context_of(Store().full_lists, loaded, self.shown_as)
        return LintContext(loaded, self.shown_as)

    def faults(self) -> list[Fault]:
        """All faults of what it names; of one file of a reference, those of the whole."""
        if not self.is_addition:
            return kept(self.folder, self.shown_as, lambda: check_folder(self.folder, self.shown_as))
        from riotgear_check.lint.registry import RULES

        return check_context(self.context(self.read()), RULES)


def run(paths: list[Path], format_: str = "text", strict: bool = False, fix: bool = False, base: str | None = None) -> int:
    """Print all faults, sorted by place. Returns 4 where there is an error, or with `strict` a warning.

    With `fix`, what is mechanical is mended in the files first, and said on standard error. With `base`, a git revision,
    warnings and notes are only those on lines that changed since.
    """
    if fix:
        for path in paths or [_checkout_folder()]:
            _fix(_target(path))
    faults = sorted({fault for path in paths or [shipped_folder()] for fault in _check(_target(path), base)})
    sys.stdout.write(FORMATS[format_](faults))
    counts = Counter(fault.severity for fault in faults)
    where = ", ".join(map(str, paths or [shipped_folder()]))
    since = f" since {base}" if base else ""
    say(f"{where}{since}: {_summary(counts)}")
    return 4 if counts["error"] or (strict and counts["warning"]) else 0


def explain(code: str) -> int:
    """Print the manual of a rule."""
    from riotgear_check.lint.registry import RULES, page

    rule = RULES.get(code.upper())
    if rule is None:
        hint = did_you_mean(code.upper(), RULES)
        raise UsageError(f"unknown rule '{code}': {hint or 'docs/rules.md has them all'}")
    sys.stdout.write(page(rule))
    return 0


def _checkout_folder() -> Path:
    """The lists of the checkout that runs. Raises UsageError where the lists are those of an installed package."""
    folder = shipped_folder()
    if folder.parent.name == "riotgear_check":
        raise UsageError("--fix: the lists are part of the installed package: name the folder to mend")
    return folder


def _target(path: Path) -> Target:
    if path.is_dir():
        return Target(path, path, is_addition=not is_reference(path))
    if not path.is_file():
        raise InputError(f"{path}: no such folder or file: name the folder that holds un.yaml and eu.yaml")
    folder = path.parent.parent if path.parent.name in ("equipment", "languages") else path.parent
    if not is_reference(folder):
        return Target(path, folder, is_addition=True)
    return Target(path, folder, only=path.relative_to(folder).as_posix())


def _fix(target: Target) -> None:
    """Mend the files, and say what changed. Every file is written whole or not at all."""
    from riotgear_check.lint.fixing import mend

    mended = mend(target.read(), target.context)
    for name, text in mended.texts.items():
        if target.only in ("", name):
            with output(str((target.folder / name).resolve())) as stream:
                stream.write(text)
    for edit in mended.edits:
        if target.only in ("", edit.file):
            say(f"{target.shown(edit.file)}: {edit.code} {printable(edit.said)}")


def _check(target: Target, base: str | None) -> list[Fault]:
    faults = target.faults()
    if base is not None:
        from riotgear_check.lint.since import changes_since, only_changed

        changes = changes_since(target.folder, base)
        faults = only_changed(faults, {target.shown(name): lines for name, lines in changes.items()})
    return [fault for fault in faults if not target.only or fault.file == target.shown(target.only)]


def _summary(counts: Counter[str]) -> str:
    faults = [f"{counts[what]:,} {what}{'s' * (counts[what] != 1)}" for what in ("error", "warning") if counts[what]]
    notes = [f"{counts['note']:,} note{'s' * (counts['note'] != 1)}"] if counts["note"] else []
    return ", ".join((faults or ["no faults"]) + notes)
