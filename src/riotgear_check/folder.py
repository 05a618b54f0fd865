"""A folder of files that appears whole: until then a neighbour holds what is written. For output that is many files."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from riotgear_check.faults import UsageError


def write_folder(path: Path, files: Mapping[str, bytes], marker: str) -> None:
    """Write the files (relative path → bytes) as the whole content of a folder, which is new, empty, or made here before.

    `marker` names one more file, which lists the others; by it the folder is known the next time. Whatever was not written
    here is never touched: raises UsageError where the folder holds it, or where the place cannot be written.
    """
    target = path.resolve()
    _check(target, path, marker)
    manifest = json.dumps({"made_by": "riotgear-check", "files": sorted(files)}, indent=1) + "\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        _fill(fresh, {**files, marker: manifest.encode()})
        _exchange(fresh, target)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _check(target: Path, path: Path, marker: str) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{path}: a file: name a new or empty folder")
    if target == Path.cwd():
        raise UsageError(f"{path}: the folder that you are in: go to another one first, and name this one from there")
    there = sorted(item.relative_to(target).as_posix() for item in target.rglob("*") if not item.is_dir() or item.is_symlink())
    if not there:
        return
    strangers = [name for name in there if name not in _made_here(target / marker) and name != marker]
    if marker not in there or strangers:
        raise UsageError(f"{path}: holds {(strangers or there)[0]}, which was not made here: name a new or empty folder")


def _made_here(marker: Path) -> frozenset[str]:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        return frozenset(json.loads(marker.read_text("utf-8"))["files"])
    return frozenset()


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _exchange(fresh: Path, target: Path) -> None:
    """Put the fresh folder in the place of the old one; where that fails, the old one is back."""
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".old"))
    target.replace(old)
    try:
        fresh.rename(target)
    except BaseException:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
