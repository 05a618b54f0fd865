"""`screen --format html`: one file to search, cite and print, with an evidence sheet for every exhibitor.

The findings are held in memory: the sheets need all of an exhibitor's. More than `MOST_FINDINGS` are counted and not shown.
"""

from __future__ import annotations

import itertools
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from riotgear_check.model import Condition, Edition, Level, Lists, MatchedWord, Measure, Result
from riotgear_check.report.common import Run
from riotgear_check.report.html.page import environment, inlined
from riotgear_check.report.html.parts import EntryView, RuleView, entry_view, foot_of_pages, list_view, marked_text, safe, short
from riotgear_check.report.screening import Screening
from riotgear_check.report.texts import DISCLAIMER

if TYPE_CHECKING:
    from markupsafe import Markup

    from riotgear_check.screen import Record, Summary

MOST_FINDINGS = 5_000
# On a screen the script shows so many at a time: a browser takes seconds to lay out thousands of rows. Paper has them all.
AT_ONCE = 250

NO_NAME = "(none named)"
_STATES = {"open": "to check", "met": "met by the name", "unmet": "not met by the name"}


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What one list says of a name. `shown` is a measure, "clue", or empty where no edition is in force; `weight` sorts."""

    list: str
    shown: str
    conditional: bool
    weight: int


@dataclass(frozen=True, slots=True)
class WordView:
    """A word that counted, the listed word (empty where it is the same), and how: language and kind of match."""

    text: Markup
    listed: Markup
    how: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Why one kind was found in a name: the words, what weakened it, and the conditions as (state, entry, text)."""

    kind: str
    label: str
    level: str
    words: tuple[WordView, ...]
    notes: tuple[str, ...]
    conditions: tuple[tuple[str, str, str], ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One name of one row.

    `measures` are words to filter by ("un:prohibited"), `entries` the ids that decide; `group` is the number of its
    exhibitor, counted from 1 as they come, None where no column says who exhibits.
    """

    number: int
    column: str
    name: Markup
    level: str
    verdicts: tuple[VerdictView, ...]
    measures: str
    kinds: tuple[tuple[str, str], ...]
    entries: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    exhibitor: Markup
    stand: Markup
    country: Markup
    cells: tuple[tuple[str, Markup], ...]
    group: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All matches and clues of one exhibitor, for a page of its own. `number` counts the sheets from 1."""

    number: int
    group: int
    findings: tuple[FindingView, ...]
    entries: tuple[EntryView, ...]

    @property
    def exhibitor(self) -> Markup:
        """The name of the company as the rows give it; empty where they give none."""
        return self.findings[0].exhibitor

    @property
    def stands(self) -> list[Markup]:
        """Its stands, each once."""
        return list(dict.fromkeys(finding.stand for finding in self.findings if finding.stand))

    @property
    def countries(self) -> list[Markup]:
        """Its countries, each once."""
        return list(dict.fromkeys(finding.country for finding in self.findings if finding.country))

    @property
    def meanings(self) -> list[tuple[str, RuleView]]:
        """What the measures of its entries mean at a fair, each once: ("EU, Annex II", rule)."""
        return list(dict.fromkeys((entry.group, entry.rules[0]) for entry in self.entries if entry.rules))

    @property
    def clues(self) -> int:
        """How many of its findings are clues."""
        return sum(finding.level == "clue" for finding in self.findings)

    def count(self, list_id: str, measure: str) -> int:
        """How many of its findings a list puts under a measure."""
        return sum(f"{list_id}:{measure}" in finding.measures.split() for finding in self.findings)


def screen_html(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """One page that needs nothing but itself."""
    shown = list(itertools.islice(records, MOST_FINDINGS))
    more = sum(1 for _ in records)
    numbers: dict[str, int] = {}
    findings = [_finding(screening, record, numbers) for record in shown]
    lists = screening.lists
    cited = _cited(lists, findings)
    own = inlined(["base.css", "report.css"], ["report.js"], foot_of_pages(screening.run, _source(screening)["name"]))
    page = environment().get_template("screening.html.j2").stream(
        version=screening.run.version,
        policy=own.policy,
        style=own.style,
        script=own.script,
        run=screening.run,
        when=screening.when,
        source_file=_source(screening),
        totals={level.value: screening.summary.levels[level] for level in Level},
        lists=[list_view(lists.control_list(name), _edition(lists, name, used)) for name, used in screening.run.editions.items()],
        summary=screening.summary,
        remarks=list(map(safe, screening.summary.remarks)),
        counts=counts(screening.run, screening.summary),
        findings=findings,
        more=more,
        at_once=AT_ONCE,
        no_name=NO_NAME,
        sheets=_sheets(findings, cited),
        entries=cited,
        columns=_columns(screening, findings),
        choices=_choices(findings),
        again=_again(screening),
        disclaimer=DISCLAIMER,
    )  # fmt: skip
    page.enable_buffering(64)
    yield from page


# --- the whole ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """A bar of the chart: how many names a list puts under a measure; `share` is in percent of the longest bar."""

    list: str
    measure: str
    count: int
    share: float


def counts(run: Run, summary: Summary) -> list[Count]:
    """The bars: prohibited and controlled for every list, then the clues."""
    rows = [
        (name.upper(), measure.value, summary.measures[name, measure])
        for name in run.editions
        for measure in (Measure.PROHIBITED, Measure.CONTROLLED)
    ]
    rows.append(("any list", "clue", summary.levels[Level.CLUE]))
    longest = max(count for _, _, count in rows) or 1
    return [Count(name, measure, count, round(100 * count / longest, 2)) for name, measure, count in rows]


def _edition(lists: Lists, name: str, edition_id: str | None) -> Edition | None:
    return next((edition for edition in lists.control_list(name).editions if edition.id == edition_id), None)


def _source(screening: Screening) -> dict[str, str]:
    source = screening.run.input
    return {
        "name": safe(str(source.get("name", ""))),
        "encoding": str(screening.encoding).removesuffix("-sig"),
        "columns": ", ".join(safe(screening.header[place]) for place in screening.places if screening.header),
    }


def _columns(screening: Screening, findings: Sequence[FindingView]) -> dict[str, str]:
    """Title of the page's columns that this input has, by what they hold; absent where no row has anything in them."""
    titles = {"exhibitor": "Exhibitor", "stand": "Stand", "country": "Country"}
    if screening.group_by is not None and screening.group_by != screening.columns.exhibitor:
        titles["exhibitor"] = safe(screening.header[screening.group_by])
    held = {"exhibitor": "group", "stand": "stand", "country": "country"}
    return {name: title for name, title in titles.items() if any(getattr(finding, held[name]) for finding in findings)}


def _choices(findings: Sequence[FindingView]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer, by name: (value, label)."""
    kinds = {kind: label for finding in findings for kind, label in finding.kinds}
    countries = {finding.country.striptags() for finding in findings if finding.country}
    groups = {str(finding.group): finding.exhibitor.striptags() or NO_NAME for finding in findings if finding.group}
    return {
        "group": list(groups.items()),
        "level": [(level, level) for level in ("match", "clue", "none") if any(f.level == level for f in findings)],
        "kind": sorted(kinds.items(), key=lambda item: item[1].casefold()),
        "country": [(country, country) for country in sorted(countries)],
    }


def _sheets(findings: Sequence[FindingView], cited: dict[str, EntryView]) -> list[Sheet]:
    groups: dict[int, list[FindingView]] = {}
    for finding in findings:
        if finding.group is not None and finding.level != Level.NONE:
            groups.setdefault(finding.group, []).append(finding)
    return [Sheet(number, group, tuple(own), _entries_of(own, cited)) for number, (group, own) in enumerate(groups.items(), 1)]


def _entries_of(findings: Sequence[FindingView], cited: dict[str, EntryView]) -> tuple[EntryView, ...]:
    used = {entry for finding in findings for entry in finding.entries}
    return tuple(view for entry, view in cited.items() if entry in used)


def _cited(lists: Lists, findings: Sequence[FindingView]) -> dict[str, EntryView]:
    """The entries that the page names, in the order of the lists."""
    used = {entry for finding in findings for entry in finding.entries}
    used |= {entry for finding in findings for reason in finding.reasons for entry in reason.entries}
    order = [entry.id for control_list in lists.control_lists for edition in control_list.editions for entry in edition.entries]
    return {entry: entry_view(lists, entry) for entry in order if entry in used}


def _again(screening: Screening) -> str:
    """The command that repeats the screening."""
    columns = [part for place in screening.places if screening.header for part in ("--column", screening.header[place])]
    name = str(screening.run.input.get("name", ""))
    source = "-" if name == "standard input" else name
    given = screening.run.input
    beside = [part for name in ("suppressions", "baseline") if name in given for part in (f"--{name}", str(given[name]))]
    command = ["riotgear-check", "screen", source, *columns, *beside, "--as-of", screening.run.as_of, "--format", "html"]
    return safe(shlex.join(command))


# --- one finding ----------------------------------------------------------------------------------------------


def _finding(screening: Screening, record: Record, numbers: dict[str, int]) -> FindingView:
    """The view of a record. `numbers` counts the exhibitors as they come."""
    result = record.result
    first = result.match.findings[0] if result.match.findings and result.level is not Level.NONE else None
    cells = record.row.cells
    place = screening.columns.exhibitor if screening.group_by is None else screening.group_by
    return FindingView(
        number=record.row.number,
        column=safe(record.column) if len(screening.places) > 1 else "",
        name=marked_text(record.name, first.spans if first else ()),
        level=result.level.value,
        verdicts=tuple(_verdicts(result)),
        measures=" ".join(f"{verdict.list}:{verdict.measure.value}" for verdict in result.verdicts.values()),
        kinds=tuple((f.equipment, screening.lists.kind(f.equipment).label) for f in result.match.findings),
        entries=tuple(entry for verdict in result.verdicts.values() for entry in verdict.entries),
        reasons=tuple(_reasons(screening.lists, result)),
        exhibitor=_cell(cells, place),
        stand=_cell(cells, screening.columns.stand),
        country=_cell(cells, screening.columns.country),
        cells=tuple(_other_cells(screening, record, place)),
        group=None if place is None else numbers.setdefault(_text(cells, place), len(numbers) + 1),
    )


def _text(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _cell(cells: Sequence[str], place: int | None) -> Markup:
    return short(_text(cells, place))


def _other_cells(screening: Screening, record: Record, group: int | None) -> Iterator[tuple[str, Markup]]:
    named = screening.columns
    told = {*screening.places, group, named.stand, named.country}
    for place in screening.keep:
        if place not in told and place < len(screening.header) and _text(record.row.cells, place):
            yield safe(screening.header[place]) or f"column {place + 1}", _cell(record.row.cells, place)


def _verdicts(result: Result) -> Iterator[VerdictView]:
    for verdict in result.verdicts.values():
        if result.level is Level.CLUE:
            yield VerdictView(verdict.list, "clue", False, 1)
        elif not verdict.edition:
            yield VerdictView(verdict.list, "", False, -1)
        else:
            weight = {Measure.NOT_LISTED: 0, Measure.CONTROLLED: 2, Measure.PROHIBITED: 3}[verdict.measure]
            yield VerdictView(verdict.list, verdict.measure.value, verdict.conditional, weight)


def _reasons(lists: Lists, result: Result) -> Iterator[ReasonView]:
    for number, finding in enumerate(result.match.findings):
        yield ReasonView(
            kind=finding.equipment,
            label=lists.kind(finding.equipment).label,
            level=finding.level.value,
            words=tuple(_word(word) for word in finding.words),
            notes=tuple(map(safe, finding.reasons)),
            conditions=tuple(_condition(condition) for condition in result.conditions[number]),
            entries=result.entries[number],
        )


def _word(word: MatchedWord) -> WordView:
    listed = "" if word.how == "exact" else word.word
    return WordView(short(word.text), short(listed), ", ".join(part for part in (word.lang, word.how) if part))


def _condition(condition: Condition) -> tuple[str, str, str]:
    return _STATES[condition.state], condition.entry, condition.text
