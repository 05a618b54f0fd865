"""What changed in a folder since a git revision, by line: asked of git, and read from its diff."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from riotgear_check.faults import Fault, UsageError

Changes = Mapping[str, tuple[range, ...]]

_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_EVERY_LINE = (range(1, 1 << 62),)
_PLAIN_DIFF = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-prefix", "--find-renames", "--relative")


def only_changed(faults: Iterable[Fault], changes: Changes) -> list[Fault]:
    """The errors, and of warnings and notes those on a changed line. `changes` is by the names that the faults show."""
    return [f for f in faults if f.severity == "error" or any(f.line in lines for lines in changes.get(f.file, ()))]


def changes_since(folder: Path, revision: str) -> Changes:
    """The lines that differ from where the revision and the present one parted, by file name in the folder.

    What is not committed counts; so does a file that git does not know, whole; of a renamed file only what was changed in it.
    Raises UsageError where there is no git, no repository, or no such revision.
    """
    try:
        _git(folder, "rev-parse", "--git-dir")
    except _GitError as error:
        raise UsageError(f"--base: {folder} is in no git repository ({error}): lint it without --base") from None
    try:
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except _GitError:
        raise UsageError(f"--base: no git revision '{revision}' here: fetch it, or name one that 'git log' shows") from None
    diff = _git(folder, "diff", *_PLAIN_DIFF, _parting(folder, commit), "--", ".")
    unknown = _git(folder, "ls-files", "--others", "-z")
    return read_diff(diff) | dict.fromkeys(filter(None, unknown.split("\0")), _EVERY_LINE)


def read_diff(diff: str) -> dict[str, tuple[range, ...]]:
    """The new lines in a diff without context and without prefixes, by file name."""
    found: dict[str, tuple[range, ...]] = {}
    name, skip = "", 0
    for line in diff.split("\n"):
        if skip and not line.startswith("\\"):
            skip -= 1
        elif line.startswith("+++ "):
            name = line.removeprefix("+++ ").rstrip("\t")
        elif hunk := _HUNK.match(line):
            old, first, new = (int(number or 1) for number in hunk.groups())
            # The lines of the hunk may look like anything, also like the head of a file.
            skip = old + new
            found[name] = (*found.get(name, ()), range(first, first + new))
    return found


def _parting(folder: Path, commit: str) -> str:
    """Where the two histories parted: what others did since is no change of one's own. The commit itself where they never met."""
    try:
        return _git(folder, "merge-base", commit, "HEAD").strip()
    except _GitError:
        return commit


class _GitError(Exception):
    """The last line that git said."""


def _git(folder: Path, *args: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-C", str(folder), *args]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
    except OSError:
        raise UsageError("--base: git cannot be run: install it, or lint without --base") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _GitError(said[0].removeprefix("fatal: ") if said else f"git {args[0]} failed")
    return done.stdout.decode("utf-8", "replace")
