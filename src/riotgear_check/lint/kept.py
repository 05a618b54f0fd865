"""What lint found in a folder, kept in the user's cache: the same bytes and the same code have the same faults."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

from riotgear_check.faults import Fault
from riotgear_check.files import content_hash
from riotgear_check.store import cached_file, keep_file

_PACKAGE = Path(__file__).parent.parent


def kept(folder: Path, shown_as: str, find: Callable[[], list[Fault]]) -> list[Fault]:
    """The faults of a folder under the name that they show, from the cache, or as `find` gives them, and then kept."""
    try:
        key = hashlib.sha256("\0".join((content_hash(folder), shown_as, *_code())).encode()).hexdigest()[:24]
    except OSError:  # a file that cannot be read, which is a fault
        return find()
    path = cached_file(f"{key}.lint.json")
    with contextlib.suppress(OSError, ValueError, TypeError):
        return [Fault(*row) for row in json.loads(path.read_bytes())]
    faults = find()
    keep_file(path, json.dumps(list(map(astuple, faults)), ensure_ascii=False).encode())
    return faults


def _code() -> list[str]:
    """What tells one state of the code from another: any module may have a part in what a rule finds."""
    states = ((path.as_posix(), path.stat()) for path in sorted(_PACKAGE.rglob("*.py")))
    return [f"{name} {status.st_mtime_ns} {status.st_size}" for name, status in states]
