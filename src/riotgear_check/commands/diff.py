"""`diff`: where two lists, editions or dates differ."""

from __future__ import annotations

import sys

from riotgear_check import __version__
from riotgear_check.api import read_date
from riotgear_check.compare import compare, headline, side
from riotgear_check.language import lists_in
from riotgear_check.report.common import printable, run_of
from riotgear_check.store import Store
from riotgear_check.terminal import write_lines, write_table


def run(a: str, b: str, as_of: str | None, format_: str, lang: str | None, store: Store) -> int:
    """Compare A with B over all kinds of equipment."""
    lists = store.lists if format_ in ("json", "csv") else lists_in(store, lang)
    day = read_date(as_of)
    comparison = compare(lists, side(lists, a, day), side(lists, b, day))
    editions = {s.name: s.edition.id for s in (comparison.a, comparison.b)}
    run_info = run_of(__version__, lists, day, dict(editions), {})
    if format_ == "json":
        from riotgear_check.report.jsons import diff_json

        sys.stdout.write(diff_json(run_info, comparison))
    elif format_ == "csv":
        from riotgear_check.report.csvs import diff_csv

        sys.stdout.writelines(diff_csv(run_info, comparison))
    elif format_ == "markdown":
        from riotgear_check.report.markdowns import diff_markdown

        sys.stdout.writelines(diff_markdown(run_info, comparison))
    elif format_ == "html":
        from riotgear_check.report.html.diff import diff_html

        sys.stdout.writelines(diff_html(run_info, lists, comparison))
    else:
        from riotgear_check.report.texts import diff_groups

        write_lines([*headline(comparison), ""], sys.stdout)
        titles = ["equipment", comparison.a.name, comparison.b.name, "conditions"]
        for title, rows in diff_groups(comparison):
            write_table(titles, rows, sys.stdout, title)
        write_lines([printable(run_info.line())], sys.stdout)
    return 0
