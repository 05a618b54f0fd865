"""`lookup`: names → verdicts, with reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from riotgear_check import __version__
from riotgear_check.api import Checker, checker
from riotgear_check.faults import UsageError
from riotgear_check.language import lists_in
from riotgear_check.model import Lists, Result
from riotgear_check.report.common import Run, printable, run_of
from riotgear_check.store import Store
from riotgear_check.terminal import as_typed, is_conversation, say, write_lines


@dataclass(frozen=True, slots=True)
class LookupOptions:
    """What the command line asks for."""

    names: tuple[str, ...] = ()
    as_of: str | None = None
    explain: bool = False
    format: str = "table"
    lang: str | None = None


def run(options: LookupOptions, store: Store) -> int:
    """Look up every name; "-" stands for the lines of standard input. Without a name on a terminal, ask for names."""
    if not options.names and options.format == "table" and is_conversation():
        from riotgear_check.commands import prompt

        return prompt.run(options, store)
    wanted = list(_names(options.names))
    if not wanted:
        raise UsageError("no name given: riotgear-check lookup NAME, or '-' for one name a line on standard input")
    check = checker(store, options.as_of)
    results = [check.check(name) for name in wanted]
    if options.format == "json":
        from riotgear_check.report.jsons import lookup_json

        nearest = [_nearest(check, result, check.lists, options.explain) for result in results]
        sys.stdout.write(lookup_json(run_line(check, len(wanted)), results, nearest))
        return 0
    from riotgear_check.report.texts import DISCLAIMER

    lines = answer(check, results, lists_in(store, options.lang), options.explain)
    write_lines([*lines, printable(run_line(check, len(wanted)).line())], sys.stdout)
    sys.stdout.flush()
    say(DISCLAIMER)
    return 0


def answer(check: Checker, results: Sequence[Result], shown: Lists, explain: bool) -> Iterator[str]:
    """The lines of an answer; `shown` are the lists in the language of the reader."""
    from riotgear_check.report.texts import lookup_text

    nearest = [_nearest(check, result, shown, explain) for result in results]
    return lookup_text(shown, results, nearest, explain)


def run_line(check: Checker, names: int) -> Run:
    """What the answers rest on."""
    return run_of(__version__, check.lists, check.as_of, check.law.editions_used(), {"names": names})


def _names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name == "-":
            data = sys.stdin.buffer.read().decode("utf-8", "replace")
            yield from (line for line in data.splitlines() if line.strip())
        elif name.strip():
            yield as_typed(name)


def _nearest(check: Checker, result: Result, shown: Lists, explain: bool) -> list[dict[str, str]]:
    if result.match.findings and not explain:
        return []
    from riotgear_check.matching.nearest import near_misses, nearest_kinds

    near = [(miss.equipment, miss.why) for miss in near_misses(check.matcher, result.name)] if explain else []
    near = near or [(kind.id, "") for kind in nearest_kinds(check.lists, check.matcher, result.name)]
    return [{"equipment": kind, "label": shown.kind(kind).label, "why": why} for kind, why in near]
