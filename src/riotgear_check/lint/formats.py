"""Faults in the formats that people and other programs read. Pure functions: faults in, text out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from riotgear_check import __version__
from riotgear_check.faults import Fault
from riotgear_check.lint.registry import RULES
from riotgear_check.report.common import printable

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
    return "".join(
        f"::{_GITHUB_NAMES[fault.severity]} file={_property(fault.file)},line={fault.line},col={fault.column},title={fault.code}::"
        f"{_data(_message(fault))}\n"
        for fault in _without_repeated_notes(faults)
    )


def sarif(faults: Sequence[Fault]) -> str:
    """SARIF 2.1.0. The fingerprint of a fault holds while lines move."""
    codes = list(RULES)
    results = [
        {
            "ruleId": fault.code,
            "ruleIndex": codes.index(fault.code),
            "level": fault.severity,
            "message": {"text": _message(fault)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": _uri(fault.file)},
                        "region": {"startLine": fault.line, "startColumn": fault.column},
                    }
                }
            ],
            "partialFingerprints": {"riotgearCheckLint/v1": fingerprint},
        }
        for fault, fingerprint in zip(faults, fingerprints(faults), strict=True)
    ]
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
    driver = {"name": "riotgear-check", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _document({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def junit(faults: Sequence[Fault]) -> str:
    """A test suite a file, a failed test a fault; one passed test where there is none."""
    warnings = sum(fault.severity != "error" for fault in faults)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="riotgear-check lint" tests="{len(faults) or 1}" failures="{len(faults) - warnings}"'
        f' skipped="{warnings}">',
    ]
    if not faults:
        lines += ['  <testsuite name="lists" tests="1" failures="0">', '    <testcase name="no faults"/>', "  </testsuite>"]
    for file, group in groupby(faults, key=lambda fault: fault.file):
        lines += _suite(file, list(group))
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(file: str, faults: list[Fault]) -> Iterator[str]:
    errors = [fault for fault in faults if fault.severity == "error"]
    skipped = len(faults) - len(errors)
    yield f'  <testsuite name={_attribute(file)} tests="{len(faults)}" failures="{len(errors)}" skipped="{skipped}">'
    for fault in faults:
        # JUnit knows no warnings: a skipped test is shown and does not fail.
        tag = "failure" if fault.severity == "error" else "skipped"
        yield f'    <testcase classname={_attribute(file)} name="{fault.code} line {fault.line} column {fault.column}">'
        yield f"      <{tag} message={_attribute(_message(fault))}>{escape(printable(str(fault)))}</{tag}>"
        yield "    </testcase>"
    yield "  </testsuite>"


def fingerprints(faults: Sequence[Fault]) -> Iterator[str]:
    """A hash of code, file and message, and of a count where a fault comes again; never of the line."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for fault in faults:
        key = (fault.code, fault.file, fault.message)
        seen[key] += 1
        yield hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()[:32]


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


def _uri(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _attribute(text: str) -> str:
    return f'"{escape(printable(text))}"'


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Fault]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
}
