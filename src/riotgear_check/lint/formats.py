"""Faults in the formats that people and other programs read. Pure functions: faults in, text out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from riotgear_check import __version__
from riotgear_check.faults import Fault
from riotgear_check.report.annotations import annotation
from riotgear_check.report.common import printable
from riotgear_check.report.junits import Case, junit
from riotgear_check.report.sarifs import document, fingerprint, location

FORMAT_VERSION = 1
_GITHUB_NAMES = {"error": "error", "warning": "warning", "note": "notice"}


def text(faults: Sequence[Fault]) -> str:
    """One line a fault; the notes of a rule in one file are one line."""
    return "".join(f"{printable(str(fault))}\n" for fault in _without_repeated_notes(faults))


def as_json(faults: Sequence[Fault]) -> str:
    """One document with all faults."""
    records = [
        {
            "file": fault.file,
            "line": fault.line,
            "column": fault.column,
            "severity": fault.severity,
            "code": fault.code,
            "message": fault.message,
            "hint": fault.hint,
        }
        for fault in faults
    ]
    return _document({"riotgear_check": __version__, "format_version": FORMAT_VERSION, "faults": records})


def github(faults: Sequence[Fault]) -> str:
    """Workflow commands, which GitHub shows beside the line; it shows few, so the notes of a rule in one file are one."""
    shown = _without_repeated_notes(faults)
    return "".join(annotation(_GITHUB_NAMES[f.severity], f.file, f.line, f.code, _message(f), f.column) for f in shown)


def sarif(faults: Sequence[Fault]) -> str:
    """SARIF 2.1.0. The fingerprint of a fault holds while lines move."""
    from riotgear_check.lint.registry import RULES  # late: brings the matcher and the YAML parser

    codes = list(RULES)
    results = (
        {
            "ruleId": fault.code,
            "ruleIndex": codes.index(fault.code),
            "level": fault.severity,
            "message": {"text": _message(fault)},
            "locations": location(fault.file, fault.line, fault.column),
            "partialFingerprints": {"riotgearCheckLint/v1": print_},
        }
        for fault, print_ in zip(faults, fingerprints(faults), strict=True)
    )
    rules = [
        {
            "id": rule.code,
            "name": rule.name.title().replace(" ", ""),
            "shortDescription": {"text": rule.title},
            "fullDescription": {"text": rule.manual},
            "defaultConfiguration": {"level": rule.severity},
        }
        for rule in RULES.values()
    ]
    return "".join(document(rules, results))


def fingerprints(faults: Sequence[Fault]) -> Iterator[str]:
    """What stays the same of a fault while lines move: code, file and message."""
    seen: Counter[tuple[str, ...]] = Counter()
    return (fingerprint((fault.code, fault.file, fault.message), seen) for fault in faults)


def as_junit(faults: Sequence[Fault]) -> str:
    """A test suite a file, a failed test a fault; one passed test where there is none."""
    suites = [(file, list(map(_case, group))) for file, group in groupby(faults, key=lambda fault: fault.file)]
    return "".join(junit("riotgear-check lint", suites or [("lists", [Case("no faults")])]))


def _case(fault: Fault) -> Case:
    tag = "failure" if fault.severity == "error" else "skipped"
    return Case(f"{fault.code} line {fault.line} column {fault.column}", tag, _message(fault), str(fault))


def _without_repeated_notes(faults: Sequence[Fault]) -> Iterator[Fault]:
    """The faults, with the first note of a rule in a file for all that follow there."""
    counts = Counter((fault.file, fault.code) for fault in faults if fault.severity == "note")
    for fault in faults:
        count = counts.pop((fault.file, fault.code), 0) if fault.severity == "note" else 1
        if count > 1:
            yield replace(fault, hint=f"and {count - 1:,} more like it: --format json has all")
        elif count:
            yield fault


def _message(fault: Fault) -> str:
    return printable(fault.message + (f" ({fault.hint})" if fault.hint else ""))


def _document(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Fault]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "junit": as_junit,
}
