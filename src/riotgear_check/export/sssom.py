"""The crosswalk between the lists as a mapping set of SSSOM, in its tab-separated form.

Every mapping is a chain: from an entry to the kinds of equipment that it covers, and on to the entry of another list.
An entry to which nothing answers stands there too, with `sssom:NoTermFound`.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence

from riotgear_check.crosswalk import Crosswalk, crosswalk
from riotgear_check.export.names import BASE, MATCHES, path
from riotgear_check.model import ControlList, Edition, Entry, Lists
from riotgear_check.report.common import Run

LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
# The columns in the order of the specification. What is the same in all rows stands in the head instead.
COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
    "subject_source", "subject_source_version", "object_source", "object_source_version", "comment",
)  # fmt: skip
_SHARED = ("subject_source", "subject_source_version", "object_source", "object_source_version")
_PLAIN = re.compile(r"[A-Za-z](?:[^:#\n]|:(?=\S))*")

Row = dict[str, str]


def export_sssom(run: Run, lists: Lists) -> Iterator[str]:
    """The mappings between every two lists that have an edition in force."""
    editions = [(item, edition) for item in lists.control_lists if (edition := item.edition_on(run.as_of))]
    pairs = itertools.combinations(editions, 2)
    rows = sorted((row for a, b in pairs for row in _rows(a, b)), key=lambda row: [row[name] for name in COLUMNS])
    shared = {name: rows[0][name] for name in _SHARED if rows and len({row[name] for row in rows}) == 1}
    yield from _head(run, editions, shared)
    columns = [name for name in COLUMNS if name not in shared]
    yield "\t".join(columns) + "\n"
    for row in rows:
        yield "\t".join(_cell(row[name]) for name in columns) + "\n"


def _head(run: Run, editions: Sequence[tuple[ControlList, Edition]], shared: Row) -> Iterator[str]:
    prefixes = {_prefix(control_list): f"{BASE}{path(control_list.id)}/" for control_list, _ in editions}
    yield "#curie_map:\n"
    for prefix, address in sorted(prefixes.items()):
        yield f"#  {prefix}: {address}\n"
    names = " and ".join(control_list.id for control_list, _ in editions)
    head = {
        "mapping_set_id": f"{BASE}crosswalk/{run.lists_hash}/{run.as_of}",
        "mapping_set_version": f"{run.lists_version} {run.lists_hash}",
        "mapping_set_title": f"Which entry answers to which: {names}",
        "license": LICENSE,
        "subject_type": "skos concept",
        **{name: value for name, value in shared.items() if name.startswith("subject")},
        "object_type": "skos concept",
        **{name: value for name, value in shared.items() if name.startswith("object")},
        "mapping_tool": "riotgear-check",
        "mapping_tool_version": run.version,
        "comment": run.line(),
    }
    for name, value in head.items():
        yield f"#{name}: {value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)}\n"


def _rows(a: tuple[ControlList, Edition], b: tuple[ControlList, Edition]) -> Iterator[Row]:
    found: Crosswalk = crosswalk(a[1], b[1])
    sides = {
        "subject_source": f"{_prefix(a[0])}:{path(a[1].id)}",
        "subject_source_version": a[1].id,
        "object_source": f"{_prefix(b[0])}:{path(b[1].id)}",
        "object_source_version": b[1].id,
    }
    for crossing in found.crossings:
        match = MATCHES[crossing.relation]
        note = _note(crossing.kinds, crossing.conditions)
        yield sides | _row(_curie(a[0], crossing.a), crossing.a.title, match, _curie(b[0], crossing.b), crossing.b.title, note)
    nothing = "sssom:NoTermFound"
    for entry in found.only_a:
        yield sides | _row(_curie(a[0], entry), entry.title, "exactMatch", nothing, "", f"no entry of {b[0].id} covers its kinds")
    for entry in found.only_b:
        yield sides | _row(nothing, "", "exactMatch", _curie(b[0], entry), entry.title, f"no entry of {a[0].id} covers its kinds")


def _row(subject: str, subject_label: str, match: str, object_: str, object_label: str, comment: str) -> Row:
    return {
        "subject_id": subject,
        "subject_label": subject_label,
        "predicate_id": f"skos:{match}",
        "object_id": object_,
        "object_label": object_label,
        "mapping_justification": "semapv:MappingChaining",
        "comment": comment,
    }


def _note(kinds: Iterable[str], conditions: Iterable[str]) -> str:
    both = f"both cover {', '.join(kinds)}"
    return "; ".join((both, *(f"condition: {text}" for text in conditions)))


def _prefix(control_list: ControlList) -> str:
    return re.sub(r"\W", "-", control_list.id)


def _curie(control_list: ControlList, entry: Entry) -> str:
    return f"{_prefix(control_list)}:{path(entry.id.removeprefix(control_list.id + '/'))}"


def _cell(text: str) -> str:
    """A value as the specification quotes it: only where it must."""
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in '\t\n\r"') else text
