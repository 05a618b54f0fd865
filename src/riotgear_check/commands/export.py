"""`export`: the reference for other programs."""

from __future__ import annotations

from riotgear_check import __version__
from riotgear_check.api import day_of_law
from riotgear_check.export import writer
from riotgear_check.report.common import run_of
from riotgear_check.store import Store
from riotgear_check.terminal import output, say
from riotgear_check.verdict import Law


def run(as_of: str | None, format_: str, target: str | None, store: Store) -> int:
    """Write the whole reference, or the law of a date, in one format."""
    lists = store.full_lists
    day = day_of_law(lists, as_of)
    run_info = run_of(__version__, lists, day, Law(lists.control_lists, day).editions_used(), {})
    chunks = writer(format_)(run_info, lists)
    with output(target) as stream:
        stream.writelines(chunks)
    say(run_info.line())
    return 0
