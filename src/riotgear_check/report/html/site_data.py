"""The data of the search box: the index of the matcher and the law of one date, as one script for the browser.

Numbers stand for what is written once: masks of word classes (hexadecimal, as the bits of `Index`), senses, kinds, entries.
`assets/site-matcher.js` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from riotgear_check.matching.atoms import SEPARATORS
from riotgear_check.matching.index import CLUE, FIRST_CLASS_BIT, IDIOM, WHOLE, Index, Pattern, Sense
from riotgear_check.matching.quantities import parse_condition
from riotgear_check.model import Lists, Relation
from riotgear_check.text import CJK, DROPPED_MARKS, LETTERS
from riotgear_check.verdict import Coverage, Law

_T = TypeVar("_T")


class _Numbers(dict[_T, int]):
    """Gives each thing a number the first time it is asked for."""

    def __missing__(self, thing: _T) -> int:
        self[thing] = len(self)
        return self[thing]


def search_script(lists: Lists, index: Index, law: Law) -> str:
    """The script that sets `riotgearData`. The same lists and date give the same text."""
    data = {**_matching(index), **_law(lists, index, law)}
    return f"globalThis.riotgearData = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _matching(index: Index) -> dict[str, Any]:
    masks: _Numbers[int] = _Numbers()
    reasons: _Numbers[str] = _Numbers()
    senses: _Numbers[tuple[int, int, bool, int]] = _Numbers()

    def number(sense: Sense) -> int:
        return senses[masks[sense.classes], sense.lang, sense.homograph, reasons[sense.reason]]

    words: list[str] = []
    phrases: list[str] = []
    for key in index.literals.keys:
        for text, literal in index.literals.shard(key).items():
            if literal.senses:
                words.append(" ".join([text, *(str(number(sense)) for sense in literal.senses)]))
            phrases.extend(f"{text}\t{number(p.sense)}\t{' '.join(p.tokens)}" for p in literal.phrases)
    patterns = [_pattern(pattern, masks) for pattern in index.patterns if not pattern.quantity]
    models = [
        [key, model.kind, masks[model.needs], model.name, model.maker, model.sourced]
        for key, models in index.models.items()
        for model in models
    ]
    idioms = sum(1 << i + FIRST_CLASS_BIT for i, name in enumerate(index.classes) if name.startswith((IDIOM, WHOLE, CLUE)))
    return {
        "langs": index.langs,
        "words": "\n".join(words),
        "phrases": "\n".join(phrases),
        "patterns": patterns,
        "models": models,
        "roles": {role: masks[mask] for role, mask in index.roles.items()},
        "idioms": masks[idioms],
        "toy": masks[index.bit("toy") if "toy" in index.classes else 0],
        "endings": _hex(index.endings),
        "prefixes": _hex(index.prefixes),
        "linkers": _hex(index.linkers),
        "compounding": f"{index.compounding:x}",
        "ordered": f"{index.ordered:x}",
        "headFirst": f"{index.head_first:x}",
        "letters": {chr(code): text or "" for code, text in LETTERS.items()} | index.folds,
        "dropped": DROPPED_MARKS,
        "cjk": CJK,
        "separators": SEPARATORS,
        "masks": [f"{mask:x}" for mask in masks],
        "reasons": list(reasons),
        "senses": [[mask, lang, int(homograph), reason] for mask, lang, homograph, reason in senses],
    }


def _hex(table: dict[str, int]) -> dict[str, str]:
    return {text: f"{mask:x}" for text, mask in table.items()}


def _pattern(pattern: Pattern, masks: _Numbers[int]) -> list[Any]:
    return [
        pattern.kind,
        [masks[element] for element in pattern.elements],
        masks[pattern.needs],
        masks[pattern.unless],
        pattern.level,
        pattern.gap,
        int(pattern.whole),
        int(pattern.idiom),
        pattern.term,
        pattern.lookalike,
    ]


def _law(lists: Lists, index: Index, law: Law) -> dict[str, Any]:
    entries: dict[str, int] = {}
    rows: list[list[str]] = []
    for edition in law.editions.values():
        for entry in edition.entries if edition else ():
            entries[entry.id] = len(entries)
            rows.append([entry.id, entry.number, entry.measure.value, entry.title])
    kinds = [
        {
            "id": kind.id,
            "label": kind.label,
            "group": kind.group,
            "narrows": index.narrows[number],
            "labels": [label for language in lists.languages if (label := language.labels.get(kind.id))],
            "covers": [_cover(coverage, index, entries) for coverage in law.covering(kind.id)],
        }
        for number, kind in enumerate(lists.equipment)
    ]
    return {"lists": list(law.editions), "entries": rows, "kinds": kinds}


def _cover(coverage: Coverage, index: Index, entries: dict[str, int]) -> dict[str, Any]:
    cover = coverage.cover
    return {
        "list": coverage.control_list.id,
        "entry": entries[coverage.entry.id],
        "overlaps": cover.relation is Relation.OVERLAPS,
        "condition": cover.condition,
        "met": _classes(cover.met, index),
        "unmet": _classes(cover.unmet, index),
    }


def _classes(facts: Iterable[str], index: Index) -> str:
    """The classes among the facts that settle a condition, as a mask; numbers are left to the command."""
    return f"{sum(index.bit(fact) for fact in facts if not parse_condition(fact)):x}"
