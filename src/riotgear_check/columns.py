"""What the columns of an exhibitor list hold, found by their titles in every language of the lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from riotgear_check.model import Language
from riotgear_check.text import Normalizer

# What a title of two languages is written with: "Firma / Company", "国家(地区)".
_BETWEEN = re.compile(r"[/|(（）)\[\]\n]")


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """The places of the columns that say who exhibits, where and from which country; None where there is none."""

    exhibitor: int | None = None
    stand: int | None = None
    country: int | None = None


NO_COLUMNS = NamedColumns()


def named_columns(header: Sequence[str], languages: Iterable[Language], taken: Collection[int] = ()) -> NamedColumns:
    """Find the columns by title. `taken` are places that hold something else, such as the product names.

    A language names the likeliest titles first, so that "exhibitor" is taken before "company" and that before "brand".
    """
    languages = list(languages)
    keys = [_keys(title) if place not in taken else [] for place, title in enumerate(header)]
    used: set[int] = set()
    places = []
    for titles in zip(*((c.exhibitor, c.stand, c.country) for c in (language.columns for language in languages)), strict=True):
        place = _first(keys, titles, used)
        used.update(() if place is None else (place,))
        places.append(place)
    return NamedColumns(*places)


def _keys(title: str) -> list[str]:
    key = Normalizer().key
    return [text for text in map(key, (title, *_BETWEEN.split(title))) if text]


def _first(keys: Sequence[Sequence[str]], titles: Iterable[Sequence[str]], used: Collection[int]) -> int | None:
    """The place of the likeliest title; of two as likely, the place further left."""
    key = Normalizer().key
    ranks: dict[str, int] = {}
    for names in titles:
        for rank, name in enumerate(names):
            known = key(name)
            ranks[known] = min(rank, ranks.get(known, rank))
    found = [(ranks[k], place) for place, ks in enumerate(keys) if place not in used for k in ks if k in ranks]
    return min(found)[1] if found else None
