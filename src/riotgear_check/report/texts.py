"""Plain text for the terminal: what a person reads. Pure: styles are marks that the terminal renders or leaves out."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from riotgear_check.model import Entry, Finding, Level, Lists, Measure, Result
from riotgear_check.report.common import Run, count_text, group_rows, group_titles, how_matched, marked, printable, styled

if TYPE_CHECKING:
    from riotgear_check.compare import Comparison
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record, Summary

# A symbol and a word for every measure: colour never stands alone.
SYMBOLS = {Measure.PROHIBITED: "✖", Measure.CONTROLLED: "▲", Measure.NOT_LISTED: "·"}
STYLES = {Measure.PROHIBITED: "bold red", Measure.CONTROLLED: "yellow", Measure.NOT_LISTED: "dim"}
CLUE_SYMBOL = "?"
# What a lookup tells of a measure; `show ENTRY` tells all of it.
GROUPS_TOLD = 10
OCCASIONS = ("fair", "advertising", "export")

DISCLAIMER = "Triage, not a legal verdict: read the entry and look at the goods."


def measure_text(measure: Measure, width: int = 0) -> str:
    """A measure as symbol and word, styled."""
    return styled(STYLES[measure], f"{SYMBOLS[measure]} {measure.value}".ljust(width))


def lookup_text(
    lists: Lists, results: Sequence[Result], nearest: Sequence[Sequence[dict[str, str]]], explain: bool
) -> Iterator[str]:
    """One block a name: verdict a list, what it means, what is open, and why."""
    for result, near in zip(results, nearest, strict=True):
        yield styled("bold", printable(result.name))
        yield from _verdicts(lists, result)
        for number, finding in enumerate(result.match.findings):
            yield from _finding(lists, result, finding, number)
        if explain:
            yield from _set_aside(result)
        if near:
            yield "  nearest kinds: " + "; ".join(
                f"{printable(n['label'])} [{n['equipment']}] {printable(n['why'])}".strip() for n in near
            )
        yield ""


def _verdicts(lists: Lists, result: Result) -> Iterator[str]:
    if result.level is Level.CLUE:
        yield f"  {styled('cyan', CLUE_SYMBOL + ' clue:')} too broad or too weak for a verdict: ask which product it is"
        return
    for name, verdict in result.verdicts.items():
        if not verdict.edition:
            yield f"  {name.upper()}  no edition in force on that date"
            continue
        conditional = " (with a condition, see below)" if verdict.conditional else ""
        yield f"  {name.upper():<3} {measure_text(verdict.measure)}{conditional}"
        for entry_id in verdict.entries:
            control_list, _edition, entry = lists.entry(entry_id)
            yield f"    {_entry_line(entry)}"
            rules = control_list.rules_for(entry)
            if rules is None:
                continue
            shown = rules.on(OCCASIONS)
            for rule in shown:
                yield f"      {styled('dim', f'{rule.at} (Art. {rule.article}):')} {printable(rule.text)}"
            if not shown:
                yield f"      {styled('dim', 'meaning:')} {printable(rules.summary)}"


def _entry_line(entry: Entry) -> str:
    sure = "" if entry.verification == "primary" else f" [{entry.verification} source]"
    return f"{entry.id}  {printable(entry.title)}{sure}"


def _finding(lists: Lists, result: Result, finding: Finding, number: int) -> Iterator[str]:
    kind = lists.kind(finding.equipment)
    listed = "" if result.entries[number] or finding.level is Level.CLUE else ": on no list on that date"
    yield f"  {finding.level.value}: {styled('bold', printable(kind.label))} [{kind.id}]{listed}"
    yield f"    why: {marked(result.name, finding.spans)} — {how_matched(finding)}; term {printable(finding.term)}"
    for reason in finding.reasons:
        yield f"    note: {printable(reason)}"
    for condition in result.conditions[number]:
        state = {"open": "to check", "met": "met by the name", "unmet": "not met by the name"}[condition.state]
        yield f"    {state} ({condition.entry}): {printable(condition.text)}"


def _set_aside(result: Result) -> Iterator[str]:
    for aside in result.match.set_aside:
        yield f"  set aside: {aside.equipment} ({printable(aside.text)}): {printable(aside.reason)}"


def screen_rows_text(run: Run, lists: Lists, records: Iterable[Record], others: Sequence[int]) -> Iterator[list[str]]:
    """The cells of a table of records: row, verdicts, name with marks, kind, and the cells of the other columns."""
    for record in records:
        result = record.result
        if result.level is Level.CLUE:
            verdicts = [styled("cyan", f"{CLUE_SYMBOL} clue")] * len(run.editions)
        else:
            verdicts = [measure_text(v.measure) + ("*" if v.conditional else "") for v in result.verdicts.values()]
        finding = result.match.findings[0] if result.match.findings else None
        shown = marked(result.name, finding.spans) if finding else printable(result.name)
        kind = lists.kind(finding.equipment).label if finding else ""
        beside = (record.row.cell(place) for place in others)
        yield [
            str(record.row.number),
            *verdicts,
            shown,
            printable(kind),
            printable(" · ".join(cell for cell in beside if cell)),
        ]


def summary_text(summary: Summary, run: Run) -> Iterator[str]:
    """What stands at the end of a report: the counts, what they rest on, and what they are not."""
    yield from counts_text(summary, run)
    yield run.line()
    yield DISCLAIMER


def counts_text(summary: Summary, run: Run) -> Iterator[str]:
    """The counts of a screening."""
    yield (
        f"{count_text(summary.rows, 'row')}, {count_text(summary.names, 'name')}: "
        f"{count_text(summary.levels[Level.MATCH], 'match', 'matches')}, {count_text(summary.levels[Level.CLUE], 'clue')}"
    )
    for name in run.editions:
        counts = ", ".join(
            f"{summary.measures[name, measure]:,} {measure.value}" for measure in (Measure.PROHIBITED, Measure.CONTROLLED)
        )
        yield f"  {name.upper()}: {counts}"
    yield from map(printable, summary.remarks)


def groups_text(screening: Screening) -> Iterator[str]:
    """The counts by group, for the talk on standard error: the first of them, the strictest first."""
    if not screening.summary.groups:
        return
    by, *counted = group_titles(screening)
    yield f"By {by}:"
    for name, numbers in itertools.islice(group_rows(screening), GROUPS_TOLD):
        counts = ", ".join(f"{what} {number:,}" for number, what in zip(numbers, counted, strict=True) if number)
        yield f"  {name or '(empty)'}: {counts}"
    more = len(screening.summary.groups) - GROUPS_TOLD
    if more > 0:
        yield f"  and {more:,} more: --format json, markdown or xlsx has all"


RELATION_TITLES = {
    "stricter-in-a": "In both, stricter in {a}",
    "stricter-in-b": "In both, stricter in {b}",
    "only-in-a": "Only in {a}",
    "only-in-b": "Only in {b}",
    "same": "The same in both",
    "neither": "In neither",
}


def diff_groups(comparison: Comparison) -> Iterator[tuple[str, list[list[str]]]]:
    """Title and rows of each group of a comparison, differences first; cells are kind, a, b, conditions."""
    for relation, title in RELATION_TITLES.items():
        rows = [row for row in comparison.rows if row.relation == relation]
        if rows:
            yield (
                f"{title.format(a=comparison.a.name, b=comparison.b.name)} ({len(rows)})",
                [
                    [
                        f"{printable(row.label)}",
                        measure_text(row.a.measure) + _numbers(row.a.numbers),
                        measure_text(row.b.measure) + _numbers(row.b.numbers),
                        printable("; ".join(row.conditions)),
                    ]
                    for row in rows
                ],
            )


def _numbers(numbers: Sequence[str]) -> str:
    return " " + styled("dim", ", ".join(numbers)) if numbers else ""
