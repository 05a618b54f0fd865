"""`diff --format html`: the matrix of kinds against two lists, editions or dates, differences first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riotgear_check.compare import Comparison, Difference, headline
from riotgear_check.model import Lists
from riotgear_check.report.common import Run
from riotgear_check.report.html.page import inlined, render
from riotgear_check.report.html.parts import entry_view, foot_of_pages, list_view
from riotgear_check.report.texts import DISCLAIMER, RELATION_TITLES

_SYMBOLS = {"stricter-in-a": "◀", "stricter-in-b": "▶", "only-in-a": "◁", "only-in-b": "▷", "same": "=", "neither": "–"}


@dataclass(frozen=True, slots=True)
class Group:
    """The kinds on which the sides compare in one way. `number` is its place, `share` its length in percent of the longest."""

    relation: str
    number: int
    symbol: str
    title: str
    rows: tuple[Difference, ...]
    share: float


def diff_html(run: Run, lists: Lists, comparison: Comparison) -> Iterator[str]:
    """One page that needs nothing but itself."""
    a, b = comparison.a, comparison.b
    own = inlined(["base.css", "report.css"], ["report.js"], foot_of_pages(run, f"{a.name} against {b.name}"))
    used = {entry for row in comparison.rows for entry in (*row.a.entries, *row.b.entries)}
    yield render(
        "diff.html.j2",
        version=run.version,
        policy=own.policy,
        style=own.style,
        script=own.script,
        run=run,
        a=a,
        b=b,
        sides=[(side.name, list_view(side.control_list, side.edition)) for side in (a, b)],
        headline=headline(comparison),
        groups=_groups(comparison),
        entries={entry: entry_view(lists, entry) for entry in used},
        definitions={row.equipment: lists.kind(row.equipment).definition for row in comparison.rows},
        disclaimer=DISCLAIMER,
    )


def _groups(comparison: Comparison) -> list[Group]:
    rows = {relation: tuple(row for row in comparison.rows if row.relation == relation) for relation in RELATION_TITLES}
    longest = max(map(len, rows.values())) or 1
    return [
        Group(
            relation=relation,
            number=number,
            symbol=_SYMBOLS[relation],
            title=title.format(a=comparison.a.name, b=comparison.b.name),
            rows=rows[relation],
            share=round(100 * len(rows[relation]) / longest, 2),
        )
        for number, (relation, title) in enumerate(RELATION_TITLES.items())
        if rows[relation]
    ]
