"""Two editions → which entry of one answers to which of the other, worked out from the kinds that both cover.

The relations are those of sets and only what follows is claimed: where one entry is a part of a kind and the other the
whole of it, the one is narrower than the other; where both are parts, all that is known is that they have to do with
each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from riotgear_check.model import Cover, Edition, Entry, Relation

_INVERSE = {Relation.NARROWER: Relation.BROADER, Relation.BROADER: Relation.NARROWER}


@dataclass(frozen=True, slots=True)
class Crossing:
    """An entry of A and one of B that cover the same `kinds`; `relation` compares A's with B's, `conditions` are those of both."""

    a: Entry
    b: Entry
    relation: Relation
    kinds: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What answers to what, and the entries of A and of B to which nothing answers."""

    a: Edition
    b: Edition
    crossings: tuple[Crossing, ...]
    only_a: tuple[Entry, ...]
    only_b: tuple[Entry, ...]


def crosswalk(a: Edition, b: Edition) -> Crosswalk:
    """The crosswalk of two editions, in the order of their entries."""
    pairs = ((_crossing(one, other)) for one in a.entries for other in b.entries)
    crossings = tuple(pair for pair in pairs if pair)
    found = {entry.id for crossing in crossings for entry in (crossing.a, crossing.b)}
    return Crosswalk(
        a,
        b,
        crossings,
        only_a=tuple(entry for entry in a.entries if entry.id not in found),
        only_b=tuple(entry for entry in b.entries if entry.id not in found),
    )


def set_relation(entry: Entry, cover: Cover) -> Relation:
    """How a whole entry compares with one kind that it covers, as sets.

    A cover of relation `narrower` says that the entry has only a part of the kind. An entry that has other kinds beside
    it is no part of this one: they overlap. An entry that holds a kind but for a condition does not hold the whole of it.
    """
    alone = len({other.equipment for other in entry.covers}) == 1
    match cover.relation:
        case Relation.EXACT:
            return Relation.EXACT if alone else Relation.BROADER
        case Relation.NARROWER if alone:
            return Relation.NARROWER
        case Relation.BROADER if not cover.condition:
            return Relation.BROADER
        case _:
            return Relation.OVERLAPS


def chained(a: Relation, b: Relation) -> Relation:
    """How an entry that has relation `a` to a kind compares with an entry that has relation `b` to it."""
    if a is Relation.EXACT:
        return _INVERSE.get(b, b)
    if b is Relation.EXACT or a is _INVERSE.get(b):
        return a
    return Relation.OVERLAPS


def joined(relations: Iterable[Relation]) -> Relation:
    """What several relations of the same two entries say together: each part of the other is the same."""
    known = set(relations)
    if Relation.EXACT in known or {Relation.NARROWER, Relation.BROADER} <= known:
        return Relation.EXACT
    return next((relation for relation in (Relation.NARROWER, Relation.BROADER) if relation in known), Relation.OVERLAPS)


def _crossing(a: Entry, b: Entry) -> Crossing | None:
    shared = [(one, other) for one in a.covers for other in b.covers if one.equipment == other.equipment]
    if not shared:
        return None
    return Crossing(
        a,
        b,
        relation=joined(chained(set_relation(a, one), set_relation(b, other)) for one, other in shared),
        kinds=tuple(dict.fromkeys(one.equipment for one, _ in shared)),
        conditions=tuple(dict.fromkeys(cover.condition for pair in shared for cover in pair if cover.condition)),
    )
