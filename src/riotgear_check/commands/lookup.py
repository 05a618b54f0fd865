"""`lookup`: names → verdicts, with reasons."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from riotgear_check import __version__
from riotgear_check.api import checker
from riotgear_check.faults import UsageError
from riotgear_check.report.common import run_of
from riotgear_check.store import Store
from riotgear_check.terminal import as_typed, say, write_lines


def run(names: list[str], as_of: str | None, explain: bool, format_: str, store: Store) -> int:
    """Look up every name; "-" stands for the lines of standard input."""
    wanted = list(_names(names))
    if not wanted:
        raise UsageError("no name given: riotgear-check lookup NAME, or '-' for one name a line on standard input")
    check = checker(store, as_of)
    results = [check.check(name) for name in wanted]
    nearest = [
        _nearest(store, check, name, explain) if explain or not r.match.findings else []
        for name, r in zip(wanted, results, strict=True)
    ]
    run_info = run_of(__version__, check.lists, check.as_of, check.law.editions_used(), {"names": len(wanted)})
    if format_ == "json":
        from riotgear_check.report.jsons import lookup_json

        sys.stdout.write(lookup_json(run_info, results, nearest))
        return 0
    from riotgear_check.report.texts import DISCLAIMER, lookup_text

    write_lines(lookup_text(check.lists, results, nearest, explain), sys.stdout)
    sys.stdout.flush()
    say(run_info.line())
    say(DISCLAIMER)
    return 0


def _names(names: list[str]) -> Iterable[str]:
    for name in names:
        if name == "-":
            data = sys.stdin.buffer.read().decode("utf-8", "replace")
            yield from (line for line in data.splitlines() if line.strip())
        elif name.strip():
            yield as_typed(name)


def _nearest(store: Store, check, name: str, explain: bool) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    from riotgear_check.matching.nearest import near_misses, nearest_kinds

    if explain:
        misses = near_misses(check.matcher, name)
        if misses:
            return [{"equipment": m.equipment, "label": check.lists.kind(m.equipment).label, "why": m.why} for m in misses]
    return [{"equipment": k.id, "label": k.label, "why": ""} for k in nearest_kinds(check.lists, check.matcher, name)]
