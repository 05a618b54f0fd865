"""Markdown of screenings and comparisons, for a letter, an issue or a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from riotgear_check.compare import Comparison, headline
from riotgear_check.model import Level, Result
from riotgear_check.report.common import Run, group_rows, group_titles, marked, printable, telling
from riotgear_check.report.texts import CLUE_SYMBOL, DISCLAIMER, RELATION_TITLES, SYMBOLS, summary_text

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

_LINKED = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


def cell(text: str) -> str:
    """A text that stays one cell of a Markdown table and makes no link, tag, mention or emphasis."""
    text = printable(text).replace("\\", "\\\\")
    for char in "|*_`<>[]#~":
        text = text.replace(char, "\\" + char)
    # What hosts link without being asked: addresses, mentions, numbers of issues. An empty comment parts them unseen.
    return _LINKED.sub("<!-- -->", text)


def diff_markdown(run: Run, comparison: Comparison) -> Iterator[str]:
    """A heading and a table a group, differences first."""
    a, b = comparison.a, comparison.b
    yield f"# {cell(a.name)} against {cell(b.name)}\n\n"
    yield f"- {cell(a.name)}: {cell(a.control_list.title)}, edition {a.edition.id} (from {a.edition.start})\n"
    yield f"- {cell(b.name)}: {cell(b.control_list.title)}, edition {b.edition.id} (from {b.edition.start})\n"
    yield "\n" + "\n".join(cell(line) for line in headline(comparison)) + "\n"
    for relation, title in RELATION_TITLES.items():
        rows = [row for row in comparison.rows if row.relation == relation]
        if not rows:
            continue
        yield f"\n## {cell(title.format(a=a.name, b=b.name))} ({len(rows)})\n\n"
        yield f"| Equipment | {cell(a.name)} | {cell(b.name)} | Conditions |\n|---|---|---|---|\n"
        for row in rows:
            sides = [f"{side.measure.value} {', '.join(side.numbers)}".strip() for side in (row.a, row.b)]
            yield f"| {cell(row.label)} | {cell(sides[0])} | {cell(sides[1])} | {cell('; '.join(row.conditions))} |\n"
    yield f"\n{cell(run.line())}\n\n{DISCLAIMER}\n"


def screen_markdown(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """A heading, a table of the records, the counts by group, the counts by list."""
    run, others = screening.run, [place for place in screening.keep if place not in screening.places]
    yield f"# Screening of {cell(str(run.input['name']))}\n\n"
    yield _row(["Row", *(name.upper() for name in run.editions), "Name", "Kind", *(screening.header[place] for place in others)])
    yield _rule(3 + len(run.editions) + len(others))
    for record in records:
        result = record.result
        kinds = [screening.lists.kind(finding.equipment).label for _, finding in telling(result)]
        shown = marked(result.name, result.match.findings[0].spans) if kinds else result.name
        beside = [record.row.cell(place) for place in others]
        yield _row([str(record.row.number), *_verdicts(result), shown, "; ".join(dict.fromkeys(kinds)), *beside])
    if screening.summary.groups:
        yield (
            f"\n## By {cell(group_titles(screening)[0])}\n\n" + _row(group_titles(screening)) + _rule(len(group_titles(screening)))
        )
        for name, numbers in group_rows(screening):
            yield _row([name, *(str(number or "") for number in numbers)])
    yield "\n" + "".join(f"- {cell(line.strip())}\n" for line in [*summary_text(screening.summary, run), run.line()])


def _verdicts(result: Result) -> Iterator[str]:
    for verdict in result.verdicts.values():
        if result.level is Level.CLUE:
            yield f"{CLUE_SYMBOL} clue"
        else:
            yield f"{SYMBOLS[verdict.measure]} {verdict.measure.value}" + (" with a condition" if verdict.conditional else "")


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(cell, cells)) + " |\n"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns + "\n"
