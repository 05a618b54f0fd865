"""Markdown of comparisons, for a letter, an issue or a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.compare import Comparison, headline
from riotgear_check.report.common import Run, printable
from riotgear_check.report.texts import DISCLAIMER, RELATION_TITLES


def cell(text: str) -> str:
    """A text that stays one cell of a Markdown table and makes no link, tag or emphasis."""
    text = printable(text).replace("\\", "\\\\")
    for char in "|*_`<>[]#~":
        text = text.replace(char, "\\" + char)
    return text


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
