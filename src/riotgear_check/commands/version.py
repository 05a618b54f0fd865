"""`--version`: the tool, the lists with their hash, the editions."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from riotgear_check import __version__
from riotgear_check.model import ControlList, Edition
from riotgear_check.store import open_store


def text() -> str:
    """Versions of the tool, Python and the lists, and every edition with its dates."""
    paths = [Path(path) for path in os.environ.get("RIOTGEAR_CHECK_LISTS", "").split(os.pathsep) if path]
    lists = open_store(paths).lists
    return "\n".join(
        [
            f"riotgear-check {__version__} (Python {platform.python_version()})",
            f"lists {lists.version}, hash {lists.hash}",
            *(line for control_list in lists.control_lists for line in _editions(control_list)),
        ]
    )


def _editions(control_list: ControlList) -> Iterator[str]:
    today = datetime.date.today().isoformat()
    for edition in control_list.editions:
        now = ", in force" if edition.in_force(today) else ""
        yield f"{control_list.id} {edition.id}: {_days(edition)}{now}"


def _days(edition: Edition) -> str:
    return f"from {edition.start} to {edition.end}" if edition.end else f"since {edition.start}"
