"""`evaluate`: measure the matcher on a corpus of labelled names."""

from __future__ import annotations

import csv
import gc
import sys
from pathlib import Path
from typing import Any

from riotgear_check import __version__
from riotgear_check.api import checker
from riotgear_check.evaluate import Evaluation, LabelError, Labelled, Outcome, evaluate, read_labels
from riotgear_check.faults import InputError
from riotgear_check.report.common import printable, run_of
from riotgear_check.store import Store
from riotgear_check.terminal import say, write_lines, write_table


def run(corpora: list[Path], as_of: str | None, format_: str, fail_under: float, store: Store) -> int:
    """Print the figures. Returns 1 where recall or verdicts fall below `fail_under`, or a row that must be right is wrong."""
    gc.enable()
    rows = [row for corpus in corpora for row in _read(corpus)]
    check = checker(store, as_of)
    result = evaluate(rows, check)
    source = {"corpora": [str(corpus) for corpus in corpora]}
    run_info = run_of(__version__, check.lists, check.as_of, check.law.editions_used(), source)
    if format_ == "json":
        from riotgear_check.report.jsons import dumps

        sys.stdout.write(dumps({**run_info.header(), **_plain(result)}, indent=2) + "\n")
    else:
        _print(result)
        write_lines([printable(run_info.line())], sys.stdout)
    below = [rate.share for rate in (result.recall, result.verdict) if rate.share is not None and rate.share < fail_under]
    if result.broken:
        say(f"{len(result.broken)} rows that must be right are wrong")
    return int(bool(below or result.broken))


def _read(corpus: Path) -> list[Labelled]:
    try:
        with corpus.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = {"name", "un", "eu"} - set(reader.fieldnames or ())
            if missing:
                raise InputError(f"{corpus}: no column {', '.join(sorted(missing))}: a corpus has name, lang, un, eu, slice")
            rows = []
            for row in reader:
                try:
                    rows.append(read_labels(row))
                except (LabelError, AttributeError) as error:
                    raise InputError(f"{corpus}:{reader.line_num}: {error}: write none, controlled or prohibited") from None
            return rows
    except OSError as error:
        raise InputError(f"{corpus}: cannot be read: {error.strerror}: check the path") from None
    except UnicodeDecodeError:
        raise InputError(f"{corpus}: not UTF-8: save it as UTF-8") from None


def _figures(result: Evaluation) -> dict[str, Any]:
    return {
        "recall": result.recall,
        "right verdicts": result.verdict,
        "near misses right": result.near_miss,
        "trade names found": result.model_recall,
        "false alarms": result.false_alarms,
    }


def _plain(result: Evaluation) -> dict[str, Any]:
    def rate(item: Any) -> dict[str, Any]:
        return {"good": item.good, "of": item.of, "share": item.share}

    return {
        **{name.replace(" ", "_"): rate(item) for name, item in _figures(result).items()},
        "by_language": {name: rate(item) for name, item in sorted(result.by_language.items())},
        "by_kind": {name: rate(item) for name, item in sorted(result.by_kind.items())},
        "wrong": [
            {
                "name": o.row.name,
                "lang": o.row.lang,
                "fault": o.fault,
                "tier": o.row.tier,
                "got": o.got,
                "level": o.level,
            }
            for o in result.wrong
        ],
    }


def _print(result: Evaluation) -> None:
    rows = [
        [name, f"{rate.good}/{rate.of}", "" if rate.share is None else f"{rate.share:.4f}"]
        for name, rate in _figures(result).items()
    ]
    write_table(["figure", "count", "share"], rows, sys.stdout)
    languages = sorted(result.by_language.items(), key=lambda item: (-item[1].of, item[0]))
    sys.stdout.write("recall by language: " + "  ".join(f"{n} {r.good}/{r.of}" for n, r in languages) + "\n")
    if result.wrong:
        write_table(["fault", "lang", "name", "wanted", "got"], [_wrong(o) for o in result.wrong], sys.stdout)


def _wrong(outcome: Outcome) -> list[str]:
    row = outcome.row
    wanted = " ".join(f"{name}: {'|'.join(labels)}" for name, labels in row.labels.items())
    got = " ".join(f"{name}: {measure}" for name, measure in outcome.got.items())
    must = " (must)" if row.tier == "must" else ""
    return [outcome.fault + must, row.lang, printable(row.name), wanted, f"{got}, {outcome.level}"]
