"""`--version`: the tool, the lists with their hash, the editions."""

from __future__ import annotations

import datetime
import platform

from riotgear_check import __version__
from riotgear_check.store import Store


def text() -> str:
    """Versions of the tool, Python and the lists, and the editions in force today."""
    lists = Store().lists
    today = datetime.date.today().isoformat()
    editions = []
    for control_list in lists.control_lists:
        edition = control_list.edition_on(today)
        editions.append(f"{control_list.id} {edition.id if edition else 'none'}")
    return (
        f"riotgear-check {__version__} (Python {platform.python_version()})\n"
        f"lists {lists.version}, hash {lists.hash}, editions in force: {', '.join(editions)}"
    )
