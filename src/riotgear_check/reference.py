"""The reference as objects: what every list says of every kind, on a date and in each edition. Pure; pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from riotgear_check.compare import Comparison, Side, compare
from riotgear_check.model import ControlList, Edition, Entry, Equipment, Language, Lists, Measure, Relation, Source
from riotgear_check.verdict import Coverage, Law, kind_verdict


@dataclass(frozen=True)
class Standing:
    """What a list says of a kind in one edition; `edition` is None where none is in force.

    `sure` are the entries that cover the kind, strictest first; `possible` those that only overlap it and count where
    their condition is met. `conditional`: every entry that decides has a condition.
    """

    control_list: ControlList
    edition: Edition | None
    measure: Measure
    sure: tuple[Coverage, ...] = ()
    possible: tuple[Coverage, ...] = ()
    conditional: bool = False


@dataclass(frozen=True)
class Names:
    """What a kind is called in a language: its label, other words for it, and words that are only a clue."""

    language: Language
    label: str
    others: tuple[str, ...]
    clues: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """Kinds that belong together, in the order of their file."""

    id: str
    kinds: tuple[Equipment, ...]

    @property
    def title(self) -> str:
        """Its id as words."""
        return self.id.replace("-", " ").capitalize()


class Reference:
    """The lists as one would read them on `day` (ISO)."""

    def __init__(self, lists: Lists, day: str) -> None:
        self.lists = lists
        self.day = day
        self.law = Law(lists.control_lists, day, (kind.id for kind in lists.equipment if kind.group))

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """All families, by name; those of broad groups last."""
        ids = dict.fromkeys(self.lists.families[kind.id] for kind in self.lists.equipment)
        families = [
            Family(name, tuple(kind for kind in self.lists.equipment if self.lists.families[kind.id] == name)) for name in ids
        ]
        return tuple(sorted(families, key=lambda family: (all(kind.group for kind in family.kinds), family.id)))

    @cached_property
    def editions(self) -> tuple[tuple[ControlList, Edition], ...]:
        """All editions of all lists, in order of time within a list."""
        return tuple((control_list, edition) for control_list in self.lists.control_lists for edition in control_list.editions)

    @cached_property
    def _laws(self) -> dict[tuple[str, str], Law]:
        return {
            (control_list.id, edition.id): Law([control_list], edition.start)
            for control_list, edition in self.editions
        }  # fmt: skip

    def standings(self, kind: str) -> list[Standing]:
        """What each list says of a kind on the day."""
        return [self._standing(c, c.edition_on(self.day), kind) for c in self.lists.control_lists]

    def history(self, kind: str) -> list[Standing]:
        """What each edition of each list says of a kind."""
        return [self._standing(control_list, edition, kind) for control_list, edition in self.editions]

    def _standing(self, control_list: ControlList, edition: Edition | None, kind: str) -> Standing:
        if edition is None:
            return Standing(control_list, None, Measure.NOT_LISTED)
        covering = self._laws[control_list.id, edition.id].covering(kind)
        measure, deciding, _ = kind_verdict(covering)
        sure = sorted((c for c in covering if c.cover.relation is not Relation.OVERLAPS), key=lambda c: -c.entry.measure.strictness)
        possible = tuple(c for c in covering if c.cover.relation is Relation.OVERLAPS)
        decisive = [c for c in sure if c.entry in deciding]
        conditional = bool(decisive) and all(c.cover.condition for c in decisive)
        return Standing(control_list, edition, measure, tuple(sure), possible, conditional)

    def differ(self, kind: str) -> bool:
        """Whether the lists in force on the day take different measures for a kind."""
        return len({s.measure for s in self.standings(kind) if s.edition}) > 1

    def names(self, kind: str) -> list[Names]:
        """What a kind is called, a row for each language that has a word for it."""
        rows = []
        for language in self.lists.languages:
            label = language.labels.get(kind, "")
            others = dict.fromkeys((*language.terms.get(kind, ()), *language.whole.get(kind, ())))
            clues = language.clues.get(kind, ())
            if label or others or clues:
                rows.append(Names(language, label, tuple(word for word in others if word != label), tuple(clues)))
        return rows

    def broader(self, kind: Equipment) -> list[Equipment]:
        """The kinds that a kind is a special case of."""
        return [self.lists.kind(name) for name in kind.narrows]

    def narrower(self, kind: Equipment) -> list[Equipment]:
        """The kinds that are special cases of a kind."""
        return [other for other in self.lists.equipment if kind.id in other.narrows]

    def successors(self, entry: Entry) -> list[Entry]:
        """The entries of later editions that replace an entry."""
        return [other for _, edition in self.editions for other in edition.entries if other.replaces == entry.id]

    def source(self, name: str) -> Source | None:
        """The source with an id, or None where the lists cite something else, such as an address."""
        return self.lists.source(name)

    def citing(self, source: Source) -> list[Entry]:
        """The entries that cite a source."""
        return [entry for _, edition in self.editions for entry in edition.entries if entry.source.id == source.id]

    def changes(self) -> list[Comparison]:
        """What each edition changed against the one before it in its list."""
        out = []
        for control_list in self.lists.control_lists:
            for before, after in zip(control_list.editions, control_list.editions[1:], strict=False):
                sides = [Side(f"{control_list.id}@{edition.id}", control_list, edition) for edition in (before, after)]
                out.append(compare(self.lists, *sides))
        return out
