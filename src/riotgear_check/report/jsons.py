"""JSON and JSON Lines of screenings and lookups. For scripts: the shape is a contract (docs/formats.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from riotgear_check.model import Result
from riotgear_check.report.common import Run, group_rows, group_titles, record_dict, result_dict

if TYPE_CHECKING:
    from riotgear_check.compare import Comparison, SideVerdict
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record, Summary


# Characters that steer a terminal or turn the direction of text, and halves of characters: JSON may escape any.
_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON with the characters as they are, but for those that would steer a terminal, which are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text if text.isascii() else _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def screen_jsonl(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """A header record, then a record a row, each on a line, as soon as it is known."""
    yield dumps(screening.run.header()) + "\n"
    for record in records:
        yield dumps(record_dict(record, screening)) + "\n"


def screen_json(screening: Screening, records: Iterator[Record]) -> Iterator[str]:
    """One document: the header with `records` and `summary`."""
    yield dumps(screening.run.header())[:-1] + ', "records": ['
    first = True
    for record in records:
        yield ("\n" if first else ",\n") + dumps(record_dict(record, screening))
        first = False
    yield '\n], "summary": ' + dumps({**summary_dict(screening.summary), **_groups(screening)}) + "}\n"


def _groups(screening: Screening) -> dict[str, Any]:
    if screening.group_by is None:
        return {}
    by, *counted = group_titles(screening)
    counts = [{"name": name, **dict(zip(counted, numbers, strict=True))} for name, numbers in group_rows(screening)]
    return {"groups": {"column": by, "counts": counts}}


def summary_dict(summary: Summary) -> dict[str, Any]:
    """The counts of a screening."""
    measures: dict[str, dict[str, int]] = {}
    for (name, measure), count in sorted(summary.measures.items()):
        measures.setdefault(name, {})[measure.value] = count
    out: dict[str, Any] = {
        "rows": summary.rows,
        "names": summary.names,
        "levels": {level.value: count for level, count in sorted(summary.levels.items())},
        "lists": measures,
    }
    if summary.cleared is not None:
        out["cleared"] = summary.cleared
    if summary.known is not None:
        out |= {"known": summary.known, "gone": summary.gone}
    return out


def lookup_json(run: Run, results: Sequence[Result], nearest: Sequence[Any]) -> str:
    """The header with `results`; `nearest` holds the nearest kinds of each name that had no finding."""
    rows = [{**result_dict(result), "nearest": near} for result, near in zip(results, nearest, strict=True)]
    return dumps({**run.header(), "results": rows}, indent=2) + "\n"


def _side_dict(side: SideVerdict) -> dict[str, Any]:
    return {"measure": side.measure.value, "entries": list(side.entries)}


def diff_json(run: Run, comparison: Comparison) -> str:
    """The comparison as in the contract."""
    rows = [
        {
            "equipment": row.equipment,
            "label": row.label,
            "a": _side_dict(row.a),
            "b": _side_dict(row.b),
            "relation": row.relation,
            "conditions": list(row.conditions),
        }
        for row in comparison.rows
    ]
    head = run.header()
    head.pop("input")
    sides = {"a": comparison.a.name, "b": comparison.b.name}
    editions = {
        "a_edition": f"{comparison.a.control_list.id}/{comparison.a.edition.id}",
        "b_edition": f"{comparison.b.control_list.id}/{comparison.b.edition.id}",
    }
    return dumps({**sides, **editions, **head, "rows": rows}, indent=2) + "\n"
