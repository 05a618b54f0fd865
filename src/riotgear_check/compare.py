"""Two editions → where they differ. Computed from what their entries cover; nothing is written by hand."""

from __future__ import annotations

from dataclasses import dataclass

from riotgear_check.faults import UsageError, did_you_mean
from riotgear_check.model import ControlList, Edition, Equipment, Lists, Measure
from riotgear_check.verdict import Coverage, kind_verdict

# The order in which rows are read: what both know but one takes less seriously, then what one does not know at all.
RELATIONS = ("stricter-in-a", "stricter-in-b", "only-in-a", "only-in-b", "same", "neither")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: a list in one edition. `name` is what the user wrote, `day` the date that counts."""

    name: str
    control_list: ControlList
    edition: Edition


@dataclass(frozen=True, slots=True)
class SideVerdict:
    """What one side says of a kind."""

    measure: Measure
    entries: tuple[str, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of equipment, what each side says of it, how that compares, and the conditions on it."""

    equipment: str
    label: str
    a: SideVerdict
    b: SideVerdict
    relation: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All kinds compared, differences first."""

    a: Side
    b: Side
    rows: tuple[Difference, ...]


def headline(comparison: Comparison) -> list[str]:
    """The answer in a sentence a side: what it prohibits and the other does not, told apart by what the other does."""
    sides = ((comparison.a.name, comparison.b.name, "a", "b"), (comparison.b.name, comparison.a.name, "b", "a"))
    out = []
    for name, other, mine, theirs in sides:
        rows = [row for row in comparison.rows if getattr(row, mine).measure is Measure.PROHIBITED]
        weaker = [getattr(row, theirs).measure for row in rows]
        controlled, absent = weaker.count(Measure.CONTROLLED), weaker.count(Measure.NOT_LISTED)
        out.append(
            f"{name} prohibits {len(rows)} kinds; of these {other} prohibits {len(rows) - controlled - absent}, "
            f"only controls {controlled} and does not list {absent}."
        )
    return out


def side(lists: Lists, name: str, today: str) -> Side:
    """Read "un", "eu", "eu@2019" (edition) or "eu@2023-11-14" (date). Raises UsageError for an unknown list or date."""
    list_id, _, at = name.partition("@")
    try:
        control_list = lists.control_list(list_id)
    except KeyError:
        known = [item.id for item in lists.control_lists]
        raise UsageError(f"unknown list '{list_id}': {did_you_mean(list_id, known) or ', '.join(known)}") from None
    for edition in control_list.editions:
        if at == edition.id:
            return Side(name, control_list, edition)
    day = at or today
    if at and not _is_date(at):
        names = ", ".join(f"{list_id}@{edition.id}" for edition in control_list.editions)
        raise UsageError(f"'{at}' is no edition of {list_id} and no date: write {names} or {list_id}@YYYY-MM-DD")
    found = control_list.edition_on(day)
    if found is None:
        first = control_list.editions[0].start
        raise UsageError(f"list {list_id} has no edition on {day}: the first one starts on {first}")
    return Side(name, control_list, found)


def _is_date(text: str) -> bool:
    import datetime

    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def compare(lists: Lists, a: Side, b: Side) -> Comparison:
    """Compare two sides over all kinds of equipment but the broad groups."""
    covers_a, covers_b = _by_kind(a), _by_kind(b)
    rows = [_difference(kind, covers_a.get(kind.id, []), covers_b.get(kind.id, [])) for kind in lists.equipment if not kind.group]
    order = {kind.id: number for number, kind in enumerate(lists.equipment)}
    rows.sort(key=lambda row: (RELATIONS.index(row.relation), _weight(row), order[row.equipment]))
    return Comparison(a, b, tuple(rows))


def _weight(row: Difference) -> tuple[int, int]:
    return -max(row.a.measure.strictness, row.b.measure.strictness), -row.a.measure.strictness


def _by_kind(side: Side) -> dict[str, list[Coverage]]:
    out: dict[str, list[Coverage]] = {}
    for entry in side.edition.entries:
        for cover in entry.covers:
            out.setdefault(cover.equipment, []).append(Coverage(side.control_list, side.edition, entry, cover))
    return out


def _difference(kind: Equipment, in_a: list[Coverage], in_b: list[Coverage]) -> Difference:
    measure_a, entries_a, conditions_a = kind_verdict(in_a)
    measure_b, entries_b, conditions_b = kind_verdict(in_b)
    return Difference(
        equipment=kind.id,
        label=kind.label,
        a=SideVerdict(measure_a, tuple(e.id for e in entries_a), tuple(e.number for e in entries_a)),
        b=SideVerdict(measure_b, tuple(e.id for e in entries_b), tuple(e.number for e in entries_b)),
        relation=relation(measure_a, measure_b),
        conditions=tuple(dict.fromkeys((*conditions_a, *conditions_b))),
    )


def relation(a: Measure, b: Measure) -> str:
    """How two measures compare, as one of RELATIONS."""
    if a is b:
        return "neither" if a is Measure.NOT_LISTED else "same"
    if b is Measure.NOT_LISTED:
        return "only-in-a"
    if a is Measure.NOT_LISTED:
        return "only-in-b"
    return "stricter-in-a" if a.strictness > b.strictness else "stricter-in-b"
