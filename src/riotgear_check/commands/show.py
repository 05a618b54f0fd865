"""`show`: the reference."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from riotgear_check import __version__
from riotgear_check.api import read_date
from riotgear_check.faults import UsageError, did_you_mean
from riotgear_check.language import lists_in
from riotgear_check.model import ControlList, Edition, Ended, Entry, Equipment, Language, Lists, Relation, Source
from riotgear_check.report.common import printable, run_of, styled
from riotgear_check.report.texts import SYMBOLS, measure_text
from riotgear_check.store import Store
from riotgear_check.terminal import write_lines, write_table
from riotgear_check.verdict import Law, kind_verdict

Item = Equipment | Entry | ControlList | Edition | Source | Ended


def run(wanted: str | None, as_of: str | None, format_: str, lang: str | None, store: Store) -> int:
    """Show one item of the reference, or all kinds."""
    day = read_date(as_of)
    lists = store.lists if format_ == "json" else lists_in(store, lang)
    run_info = run_of(__version__, lists, day, Law(lists.control_lists, day).editions_used(), {})
    shown = _shown(wanted, day, store, lists)
    if format_ == "json":
        from riotgear_check.export.document import plain  # late: brings the YAML parser
        from riotgear_check.report.jsons import dumps

        sys.stdout.write(dumps({**run_info.evidence(), shown.name: plain(shown.plain)}, indent=2) + "\n")
        return 0
    for title, titles, rows in shown.tables:
        write_table(titles, rows, sys.stdout, title)
    write_lines([*shown.lines, printable(run_info.line())], sys.stdout)
    return 0


def find(lists: Lists, wanted: str) -> Item:
    """The item with an id: a kind, a list, an edition (eu@2019 or eu/2019), an entry or a source. Raises UsageError."""
    key = wanted.replace("@", "/")
    items: dict[str, Item] = {ended.name: ended for ended in lists.ended}
    items |= {kind.id: kind for kind in lists.equipment}
    items |= {source.id: source for source in lists.sources}
    for control_list in lists.control_lists:
        items[control_list.id] = control_list
        for edition in control_list.editions:
            items[f"{control_list.id}/{edition.id}"] = edition
            items |= {entry.id: entry for entry in edition.entries}
    if key in items:
        return items[key]
    hint = did_you_mean(key, items) or "see: riotgear-check show"
    raise UsageError(f"nothing is called '{wanted}': {hint}")


@dataclass(frozen=True, slots=True)
class Shown:
    """What was asked for: its name and value in JSON, and for people lines or tables of (title, column titles, rows)."""

    name: str
    plain: Any
    lines: Iterable[str] = ()
    tables: Iterable[tuple[str, list[str], list[list[str]]]] = ()


def _shown(wanted: str | None, day: str, store: Store, lists: Lists) -> Shown:
    if wanted is None:
        return _all_kinds(lists, day)
    if wanted == "languages":
        return _languages(store.full_lists)
    if wanted == "sources":
        rows = [[s.id, s.title, s.published, s.url] for s in lists.sources]
        return _table("sources", ["source", "title", "date", "address"], rows)
    return _one(store, lists, find(lists, wanted), day)


def _table(name: str, titles: list[str], rows: list[list[str]]) -> Shown:
    plain = [dict(zip(titles, row, strict=True)) for row in rows]
    return Shown(name, plain, tables=[("", titles, [[printable(cell) for cell in row] for row in rows])])


def _all_kinds(lists: Lists, day: str) -> Shown:
    law = Law(lists.control_lists, day)
    names = list(law.editions)
    rows: dict[str, list[list[str]]] = {}
    plain = []
    for kind in lists.equipment:
        cells, facts = [], {}
        for name in names:
            covering = [c for c in law.covering(kind.id) if c.control_list.id == name]
            measure, entries, _ = kind_verdict(covering)
            cells.append(measure_text(measure) + "".join(f" {entry.number}" for entry in entries))
            facts[name] = {"measure": measure.value, "entries": [entry.id for entry in entries]}
        rows.setdefault(lists.families[kind.id], []).append([kind.id, printable(kind.label), *cells])
        plain.append({"id": kind.id, "label": kind.label, "family": lists.families[kind.id], "lists": facts})
    titles = ["kind", "label", *(name.upper() for name in names)]
    return Shown("equipment", plain, tables=[(family, titles, kinds) for family, kinds in rows.items()])


def _languages(lists: Lists) -> Shown:
    rows = []
    for language in lists.languages:
        counts = (language.word_count, language.term_count, *map(language.verified_count, ("official", "seen")))
        rows.append([language.code, language.name, language.endonym, *map(str, counts)])
    return _table("languages", ["code", "language", "name", "words", "terms", "official", "seen in trade"], rows)


def _one(store: Store, lists: Lists, item: Item, day: str) -> Shown:
    if isinstance(item, Equipment):
        kind = replace(store.full_lists.kind(item.id), label=item.label)
        return Shown("kind", kind, _kind(lists, store.full_lists.languages, kind, day))
    if isinstance(item, Entry):
        return Shown("entry", item, _entry(lists, item))
    if isinstance(item, ControlList):
        return Shown("list", item, _control_list(item))
    if isinstance(item, Edition):
        return Shown("edition", item, _edition(item))
    if isinstance(item, Ended):
        return Shown("ended", item, _ended(item))
    return Shown("source", item, _source(item))


def _field(name: str, text: str) -> Iterator[str]:
    if text:
        yield f"  {styled('dim', name + ':')} {printable(' '.join(text.split()))}"


def _kind(lists: Lists, languages: Iterable[Language], kind: Equipment, day: str) -> Iterator[str]:
    yield styled("bold", printable(kind.label)) + f" [{kind.id}], {lists.families[kind.id]}"
    yield from _field("definition", kind.definition)
    yield from _field("note", kind.note)
    yield from _field("CAS", ", ".join(kind.cas))
    for control_list in lists.control_lists:
        for edition in control_list.editions:
            for entry in edition.entries:
                for cover in entry.covers:
                    if cover.equipment == kind.id:
                        now = ", in force" if edition.in_force(day) else ""
                        relation = " (overlaps)" if cover.relation is Relation.OVERLAPS else ""
                        where = f"{control_list.id} {edition.id}{now}"
                        yield f"  {where}: {measure_text(entry.measure)} {entry.id} {printable(entry.title)}{relation}"
                        yield from (f"  {line}" for line in _field("condition", cover.condition))
    yield from _field("terms", " · ".join(term.term for term in kind.terms))
    yield from _field("trade names", ", ".join(model.name for model in kind.models))
    for language in languages:
        words = [*language.terms.get(kind.id, ()), *language.whole.get(kind.id, ()), *language.clues.get(kind.id, ())]
        label = language.labels.get(kind.id, "")
        yield from _field(language.code, "; ".join(x for x in (label, ", ".join(words)) if x))


def _entry(lists: Lists, entry: Entry) -> Iterator[str]:
    control_list, edition, _ = lists.entry(entry.id)
    yield styled("bold", printable(entry.title)) + f" [{entry.id}] {measure_text(entry.measure)}"
    for code, title in entry.titles.items():
        yield from _field(f"title, {code}", title)
    yield from _field("list", f"{control_list.title}, edition {edition.id}, {edition.start} to {edition.end or 'today'}")
    yield from _field("section", entry.section)
    yield from _field("scope", entry.scope)
    for note in entry.notes:
        yield from _field("note", note)
    for threshold in entry.thresholds:
        yield from _field("threshold", f"{threshold.quantity}: {threshold.text}")
    for cover in entry.covers:
        condition = f", {cover.condition}" if cover.condition else ""
        yield from _field("covers", f"{cover.equipment} ({cover.relation.value}{condition})")
    yield from _field("customs codes (a code alone never decides)", ", ".join(entry.customs_codes))
    yield from _field("CAS", ", ".join(entry.cas))
    for substance in entry.substances:
        yield from _field("substance", f"{substance.name}, CAS {substance.cas} {substance.customs_code}")
    yield from _field("refers to", ", ".join(entry.refers_to))
    yield from _field("other lists", ", ".join(entry.other_lists))
    yield from _field("replaces", entry.replaces)
    yield from _field("change", entry.change)
    rules = control_list.rules_for(entry)
    if rules:
        yield from _field("meaning", rules.summary)
        for rule in rules.rules:
            yield from _field(f"{rule.at} (Art. {rule.article})", rule.text)
    source = lists.source(entry.source.id)
    yield from _field("source", f"{entry.source.id}, {entry.source.at}: {source.url if source else ''}")
    yield from _field("verification", entry.verification)


def _control_list(control_list: ControlList) -> Iterator[str]:
    yield styled("bold", printable(control_list.title)) + f" [{control_list.id}]"
    yield from _field("issuer", control_list.issuer)
    for paragraph in control_list.about.splitlines():
        yield from _field("about", paragraph)
    for missing in control_list.missing:
        yield from _field("missing", f"{missing.what}: {missing.why}")
    for rules in control_list.measures:
        yield from _field(f"annex {rules.annex} {SYMBOLS[rules.measure]} {rules.measure.value}", rules.summary)
    for edition in control_list.editions:
        yield ""
        yield from _edition(edition)


def _edition(edition: Edition) -> Iterator[str]:
    yield styled("bold", printable(edition.title)) + f" [{edition.id}], {edition.start} to {edition.end or 'today'}"
    yield from _field("note", edition.note)
    for entry in edition.entries:
        yield f"  {measure_text(entry.measure, 13)} {entry.id}  {printable(entry.title)}"


def _source(source: Source) -> Iterator[str]:
    yield styled("bold", printable(source.title)) + f" [{source.id}]"
    yield from _field("issuer", source.issuer)
    yield from _field("published", source.published)
    yield from _field("in force", source.in_force)
    yield from _field("address", source.url)
    yield from _field("note", source.note)


def _ended(ended: Ended) -> Iterator[str]:
    yield styled("bold", printable(ended.name)) + f" ({ended.what.value}), no longer used since {ended.day}"
    yield from _field("reason", ended.reason)
    yield from _field("of", " ".join(x for x in (ended.of, ended.lang) if x))
    yield from _field("replaced by", ", ".join(ended.replaced_by))
    yield from _field("was", ended.was)
