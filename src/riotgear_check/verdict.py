"""Findings + the editions in force on a date → one verdict a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riotgear_check.matching.quantities import parse_condition
from riotgear_check.model import (
    Condition,
    ControlList,
    Cover,
    Edition,
    Entry,
    Level,
    Measure,
    NameMatch,
    Relation,
    Result,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One entry of one edition that covers a kind."""

    control_list: ControlList
    edition: Edition
    entry: Entry
    cover: Cover


class Law:
    """The control lists as they stand on one date (ISO, "2023-11-14"), looked up by kind of equipment.

    `groups` are the kinds that are broad groups: a clue though no entry covers them.
    """

    def __init__(self, control_lists: Iterable[ControlList], day: str, groups: Iterable[str] = ()) -> None:
        self.day = day
        self.groups = frozenset(groups)
        self.editions: dict[str, Edition | None] = {}
        self._by_kind: dict[str, list[Coverage]] = {}
        for control_list in control_lists:
            edition = control_list.edition_on(day)
            self.editions[control_list.id] = edition
            for entry in edition.entries if edition else ():
                for cover in entry.covers:
                    found = Coverage(control_list, edition, entry, cover) if edition else None
                    if found:
                        self._by_kind.setdefault(cover.equipment, []).append(found)
        # Most names of a table have no finding: they share one answer.
        self._nothing = {name: self._verdict(name, []) for name in self.editions}

    def covering(self, equipment: str) -> list[Coverage]:
        """The entries in force that cover a kind, in the order of the lists."""
        return self._by_kind.get(equipment, [])

    def editions_used(self) -> dict[str, str | None]:
        """List id → id of the edition in force, or None where there is none on that date."""
        return {name: edition.id if edition else None for name, edition in self.editions.items()}

    def judge(self, match: NameMatch) -> Result:
        """The verdict of every list on a name: the strictest measure over all findings of level match.

        The level of the result is that of the strongest finding whose kind a list covers on the date, so that ordinary
        handcuffs are `none`; a broad group is a clue whether or not a list covers it.
        """
        if not match.findings:
            return Result(match.name, Level.NONE, self._nothing, match)
        level = Level.NONE
        chosen: dict[str, list[tuple[Coverage, str]]] = {name: [] for name in self.editions}
        conditions: list[tuple[Condition, ...]] = []
        entries: list[tuple[str, ...]] = []
        for finding in match.findings:
            covering = self.covering(finding.equipment)
            states = [(coverage, condition_state(coverage.cover, match)) for coverage in covering]
            applying = [(c, s) for c, s in states if _applies(c.cover, s)]
            conditions.append(
                tuple(Condition(c.control_list.id, c.entry.id, c.cover.condition, s) for c, s in states if c.cover.condition)
            )
            entries.append(tuple(c.entry.id for c, _ in applying))
            weight = finding.level if applying or finding.equipment in self.groups else Level.NONE
            if weight.strength > level.strength:
                level = weight
            if finding.level is Level.MATCH:
                for coverage, state in applying:
                    chosen[coverage.control_list.id].append((coverage, state))
        verdicts = {name: self._verdict(name, chosen[name]) for name in self.editions}
        return Result(match.name, level, verdicts, match, tuple(conditions), tuple(entries))

    def _verdict(self, name: str, chosen: list[tuple[Coverage, str]]) -> Verdict:
        edition = self.editions[name]
        edition_id = edition.id if edition else ""
        if not chosen:
            return Verdict(name, edition_id, Measure.NOT_LISTED)
        measure = max((coverage.entry.measure for coverage, _ in chosen), key=lambda m: m.strictness)
        decisive = [(c, s) for c, s in chosen if c.entry.measure is measure]
        conditional = all(state == "open" for _, state in decisive)
        ids = dict.fromkeys(coverage.entry.id for coverage, _ in [*decisive, *chosen])
        return Verdict(name, edition_id, measure, tuple(ids), conditional)


def _applies(cover: Cover, state: str) -> bool:
    if state == "unmet":
        return False
    return cover.relation is not Relation.OVERLAPS or state == "met"


def condition_state(cover: Cover, match: NameMatch) -> str:
    """Whether the name settles the condition of a cover: "none" without one, else "met", "unmet" or "open"."""
    if not cover.condition:
        return "none"
    if any(_stated(fact, match) for fact in cover.met):
        return "met"
    if any(_stated(fact, match) for fact in cover.unmet):
        return "unmet"
    return "open"


def _stated(fact: str, match: NameMatch) -> bool:
    condition = parse_condition(fact)
    if condition:
        return condition.holds(match.quantities) is not None
    return fact in match.facts


def kind_verdict(covering: Iterable[Coverage]) -> tuple[Measure, tuple[Entry, ...], tuple[str, ...]]:
    """What a list says of a kind as such: measure, deciding entries, and the conditions on them.

    Entries that only overlap the kind do not decide; their conditions are told.
    """
    covering = list(covering)
    deciding = [c for c in covering if c.cover.relation is not Relation.OVERLAPS]
    conditions = tuple(dict.fromkeys(c.cover.condition for c in covering if c.cover.condition))
    if not deciding:
        return Measure.NOT_LISTED, (), conditions
    measure = max((c.entry.measure for c in deciding), key=lambda m: m.strictness)
    return measure, tuple(c.entry for c in deciding if c.entry.measure is measure), conditions
