"""When a name matches nothing: which kinds come nearest, and what was missing."""

from __future__ import annotations

from dataclasses import dataclass

from riotgear_check.matching.atoms import drop_negated, find_atoms, take_apart
from riotgear_check.matching.matcher import Matcher
from riotgear_check.model import Equipment, Lists

_MOST = 3
_WORTH_SAYING = 60


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A kind of which a term was found in part, with what was found and what was missing."""

    equipment: str
    why: str


def near_misses(matcher: Matcher, name: str) -> list[NearMiss]:
    """Terms of which all elements but one stand in the name, most elements first; at most three kinds."""
    index = matcher.index
    text = take_apart(name, matcher.normalizer)
    atoms = drop_negated(find_atoms(text, matcher.words, index), index.roles["without"])
    present = 0
    for atom in atoms:
        present |= atom.classes
    found: dict[int, tuple[int, str]] = {}
    for pattern in matcher.index.patterns:
        if len(pattern.elements) < 2 or pattern.lookalike:
            continue
        missing = [element for element in pattern.elements if not element & present]
        if len(missing) != 1:
            continue
        rank = len(pattern.elements)
        if pattern.kind not in found or rank > found[pattern.kind][0]:
            wanted = " or ".join(n for n in index.class_names(missing[0]) if n[0] != "=")
            found[pattern.kind] = (rank, f"({pattern.term}: no word for {wanted})")
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    return [NearMiss(index.kinds[kind], why) for kind, (_, why) in ranked[:_MOST]]


def nearest_kinds(lists: Lists, matcher: Matcher, name: str) -> list[Equipment]:
    """The kinds whose English label is most like the name, letter by letter. Only a help to the eye, never a verdict."""
    from rapidfuzz import fuzz, process

    labels = {kind.id: matcher.normalizer.fold(kind.label) for kind in lists.equipment}
    query = matcher.normalizer.fold(name)
    best = process.extract(query, labels, scorer=fuzz.token_sort_ratio, limit=_MOST, score_cutoff=_WORTH_SAYING)
    return [lists.kind(kind_id) for _, _, kind_id in best]
