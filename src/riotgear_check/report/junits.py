"""JUnit XML, which CI servers show as tests: of faults in list files, and of findings in an exhibitor list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from riotgear_check.report.common import printable, severity, spoken, telling

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

_TAGS = {"error": "failure", "warning": "skipped", "notice": "skipped"}


@dataclass(frozen=True, slots=True)
class Case:
    """One test: its name, and what is wrong with it as tag (failure, skipped or empty for passed), message and text.

    JUnit knows no warnings: a skipped test is shown and does not fail.
    """

    name: str
    tag: str = ""
    message: str = ""
    text: str = ""


def junit(
    title: str, suites: Iterable[tuple[str, Sequence[Case]]], rests_on: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """The suites of a run, each a name with its cases, and what they rest on as properties."""
    suites = list(suites)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites name={_attribute(title)}{_counts([case for _, cases in suites for case in cases])}>\n"
    for name, cases in suites:
        yield f"  <testsuite name={_attribute(name)}{_counts(cases)}>\n"
        yield from _properties(rests_on)
        for case in cases:
            yield f"    <testcase classname={_attribute(name)} name={_attribute(case.name)}"
            if case.tag:
                yield f">\n      <{case.tag} message={_attribute(case.message)}>{escape(printable(case.text))}</{case.tag}>\n"
                yield "    </testcase>\n"
            else:
                yield "/>\n"
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def screen_junit(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """A suite for the input, a test a name. Prohibited goods fail; controlled ones and clues are skipped with the reason."""
    file = str(screening.run.input["name"])
    cases = [_case(screening, record) for record in records]
    return junit("riotgear-check screen", [(file, cases or [Case("no matches and no clues")])], screening.run.cells())


def _properties(rests_on: Mapping[str, str]) -> Iterator[str]:
    if rests_on:
        yield "    <properties>\n"
        for name, value in rests_on.items():
            yield f"      <property name={_attribute(name)} value={_attribute(value)}/>\n"
        yield "    </properties>\n"


def _case(screening: Screening, record: Record) -> Case:
    name = f"row {record.row.number}: {record.name}"
    found = telling(record.result)
    if not found:
        return Case(name)
    texts = [spoken(screening, record.result, number) for number, _ in found]
    tags = {_TAGS[severity(screening, record.result, number)] for number, _ in found}
    return Case(name, min(tags), texts[0], "; ".join(texts))


def _counts(cases: Sequence[Case]) -> str:
    failures, skipped = (sum(case.tag == tag for case in cases) for tag in ("failure", "skipped"))
    return f' tests="{len(cases)}" failures="{failures}" skipped="{skipped}"'


def _attribute(text: str) -> str:
    return f'"{escape(printable(text))}"'
