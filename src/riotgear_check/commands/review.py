"""`review`: step through the findings of a screening, and keep what was decided in a file of suppressions."""

from __future__ import annotations

import contextlib
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from riotgear_check.api import read_date
from riotgear_check.earlier import read_findings
from riotgear_check.faults import UsageError
from riotgear_check.model import Language, Lists
from riotgear_check.report.common import marked, printable, styled
from riotgear_check.store import Store
from riotgear_check.suppressions import Suppression, read_suppressions
from riotgear_check.terminal import output, say, write_lines
from riotgear_check.text import Normalizer

KEYS = "[c]onfirm  [x] clear  [Enter] leave  [b]ack  [q]uit"
_HEAD = """\
# What was decided on findings: `cleared` ones are set aside by `riotgear-check screen --suppressions`, `confirmed` ones are kept.
# name counts without case, accents and punctuation; exhibitor may be left out, then it counts for all; `until` is the last day.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One kind found in one name of one exhibitor; `rows` are where it stands."""

    equipment: str
    name: str
    exhibitor: str
    spans: tuple[tuple[int, int], ...]
    measures: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...]
    rows: tuple[int, ...]


def run(findings: Path, suppressions: Path, by: str | None, until: str | None, store: Store) -> int:
    """Ask for every finding that has no decision yet. Each decision is written at once; it can be left at any time."""
    lists = store.full_lists
    cases = read_cases(findings, lists.languages)
    kinds = [kind.id for kind in lists.equipment]
    decided = read_suppressions(suppressions, kinds).items if suppressions.exists() else ()
    key = Normalizer().key
    today = date.today().isoformat()
    done = {(item.equipment, key(item.name), key(item.exhibitor)) for item in decided if item.until >= today}
    open_cases = [
        case for case in cases if not {(case.equipment, key(case.name), company) for company in (key(case.exhibitor), "")} & done
    ]
    say(f"{len(cases):,} findings, {len(cases) - len(open_cases):,} decided in {suppressions}")
    if not open_cases:
        return 0
    last_day = read_date(until) if until else (date.today() + timedelta(days=365)).isoformat()
    if last_day < today:
        raise UsageError(f"--until {last_day} is past: name a day from {today} on")
    session = Session(suppressions, by or _line("your name, for the file: ") or "unknown", last_day, lists)
    session.step_through(open_cases)
    say(f"{session.cleared} cleared, {session.confirmed} confirmed, {len(open_cases) - len(session.texts)} left; in {suppressions}")
    return 0


def read_cases(path: Path, languages: Iterable[Language]) -> list[Case]:
    """The findings of JSON Lines, the same kind, name and exhibitor once. Raises InputError for anything else."""
    found: dict[tuple[str, str, str], Case] = {}
    for case in itertools.chain.from_iterable(read_findings(path, languages, _cases)):
        before = found.get((case.equipment, case.name, case.exhibitor))
        rows = (*before.rows, *case.rows) if before else case.rows
        found[case.equipment, case.name, case.exhibitor] = replace(case, rows=rows)
    return list(found.values())


def _cases(record: Mapping[str, Any], exhibitor: str) -> list[Case]:
    measures = tuple((name, verdict["measure"]) for name, verdict in record["lists"].items())
    return [
        Case(
            finding["equipment"],
            record["name"],
            exhibitor,
            tuple((int(start), int(end)) for start, end in finding["spans"]),
            measures if finding["level"] == "match" else (),
            tuple(c["text"] for c in finding["conditions"] if c["state"] == "open"),
            (int(record["row"]),),
        )
        for finding in record["findings"]
    ]


class Session:
    """One sitting: asks, and writes the file after every decision."""

    def __init__(self, path: Path, by: str, until: str, lists: Lists) -> None:
        self.path, self.by, self.until, self.lists = path, by, until, lists
        self.before = path.read_text("utf-8") if path.exists() else _HEAD
        self.texts: dict[int, str] = {}
        self.decisions: dict[int, str] = {}

    @property
    def cleared(self) -> int:
        """How many were cleared in this sitting."""
        return list(self.decisions.values()).count("cleared")

    @property
    def confirmed(self) -> int:
        """How many were confirmed in this sitting."""
        return list(self.decisions.values()).count("confirmed")

    def step_through(self, cases: list[Case]) -> None:
        """Show one case after the other until the last, or until the reviewer leaves."""
        number = 0
        while number < len(cases):
            write_lines(self._shown(cases[number], number, len(cases)), sys.stdout)
            sys.stdout.flush()
            match _key():
                case "c":
                    self._decide(number, cases[number], "confirmed", "confirmed by a reviewer")
                case "x":
                    reason = _line("  why is it cleared? ")
                    if not reason:
                        say("  no reason, so it is not cleared")
                        continue
                    self._decide(number, cases[number], "cleared", reason)
                case "b":
                    number = max(0, number - 1)
                    continue
                case "q" | "":
                    return
                case "\n" | "\r" | " ":
                    pass
                case _:
                    say(f"  {KEYS}")
                    continue
            number += 1

    def _shown(self, case: Case, number: int, count: int) -> Iterator[str]:
        kind = self.lists.kind(case.equipment).label
        yield ""
        yield f"{number + 1}/{count}  {styled('bold', marked(case.name, case.spans))}"
        verdicts = ", ".join(f"{name.upper()} {measure}" for name, measure in case.measures) or "clue"
        yield f"  {printable(kind)} [{case.equipment}]: {verdicts}"
        if case.exhibitor:
            yield f"  {printable(case.exhibitor)}"
        yield f"  row {', '.join(map(str, case.rows[:5]))}" + (f" and {len(case.rows) - 5} more" if len(case.rows) > 5 else "")
        for condition in case.conditions:
            yield f"  to check: {printable(condition)}"
        if number in self.decisions:
            yield f"  {self.decisions[number]} in this sitting"
        yield styled("dim", f"  {KEYS}")

    def _decide(self, number: int, case: Case, decision: str, reason: str) -> None:
        item = Suppression(
            case.equipment, case.name, reason, self.by, self.until, case.exhibitor, decision, date.today().isoformat()
        )
        self.decisions[number] = decision
        self.texts[number] = as_yaml(item)
        with output(str(self.path)) as stream:
            stream.write(self.before.rstrip("\n") + "\n" + "".join(self.texts.values()))


def as_yaml(item: Suppression) -> str:
    """A decision as it stands in the file: a list item; text is quoted, so that YAML reads what was written."""
    values = {
        "equipment": item.equipment,
        "name": item.name,
        "exhibitor": item.exhibitor,
        "decision": item.decision,
        "reason": item.reason,
        "by": item.by,
        "decided": item.decided,
        "until": item.until,
    }
    lines = [f"{name}: {_quoted(value)}" for name, value in values.items() if value]
    return "- " + "\n  ".join(lines) + "\n"


def _quoted(text: str) -> str:
    quoted = json.dumps(text.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def _key() -> str:
    """One key of the reviewer, or the first letter of a line where there is no terminal; empty at the end."""
    if sys.stdin.isatty():
        import typer

        key = typer.getchar().lower()
        return "" if key in ("\x04", "\x03", "\x1b") else key
    line = sys.stdin.readline()
    return line[:1].lower() if line else ""


def _line(question: str, ask: Callable[[str], str] = input) -> str:
    sys.stderr.write(question)
    sys.stderr.flush()
    if sys.stdin.isatty():
        with contextlib.suppress(EOFError):
            return ask("").strip()
        return ""
    answer = sys.stdin.readline().strip()
    sys.stderr.write(f"{printable(answer)}\n")
    return answer
