"""`site`: the reference as a folder of pages."""

from __future__ import annotations

from pathlib import Path

from riotgear_check import __version__
from riotgear_check.api import checker
from riotgear_check.folder import write_folder
from riotgear_check.report.common import run_of
from riotgear_check.report.html.site import pages
from riotgear_check.store import Store
from riotgear_check.terminal import say

MARKER = "riotgear-site.json"


def run(folder: Path, as_of: str | None, store: Store) -> int:
    """Write the pages into a folder."""
    law = checker(store, as_of).law
    run_info = run_of(__version__, store.lists, law.day, law.editions_used(), {})
    files = dict(pages(store.full_lists, store.index, run_info))
    write_folder(folder, files, MARKER)
    count = sum(name.endswith(".html") for name in files)
    say(f"{folder}: {count} pages; open {folder / 'index.html'}")
    say(run_info.line())
    return 0
