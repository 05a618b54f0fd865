"""The reference as static pages: path in the site → its bytes. The same lists and date give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote

from riotgear_check.compare import compare, headline, side
from riotgear_check.matching.index import Index, term_elements
from riotgear_check.model import Entry, Equipment, Lists, Measure
from riotgear_check.reference import Reference
from riotgear_check.report.common import Run
from riotgear_check.report.html.page import POLICY_OF_FILES, asset, direction, render
from riotgear_check.report.html.site_data import search_script

if TYPE_CHECKING:
    from markupsafe import Markup

# How the search box agrees with the command in level and first kind: so many in 100 labelled names, of all and of those in
# which the command finds something. A test measures it.
AGREEMENT = {"all": 98, "found": 97}

RELATIONS = {
    "exact": "The entry is this kind.",
    "narrower": "The entry covers a part of this kind.",
    "broader": "The entry covers this kind and more.",
    "overlaps": "The entry covers this kind in part, where its condition is met.",
}
# Read in escaped text: an address ends before a quote or an angle bracket, which stand as &#34; or &lt; there.
_LINKED = re.compile(
    r"\[(?P<ids>[a-z0-9-]+(?:, [a-z0-9-]+)*)\]|(?P<address>https?://(?:(?!&(?:#|lt|gt))[^\s()])*(?!&(?:#|lt|gt))[^\s().,;:])"
)
_ASSETS = ("base.css", "site.css", "site.js", "site-matcher.js")


@dataclass(frozen=True)
class Section:
    """Entries that follow each other under one heading."""

    title: str
    entries: tuple[Entry, ...]


def pages(lists: Lists, index: Index, run: Run) -> Iterator[tuple[str, bytes]]:
    """All files of the site on the date of the run; the paths are relative, with forward slashes."""
    reference = Reference(lists, run.as_of)
    for name in _ASSETS:
        yield f"assets/{name}", asset(name).encode()
    yield "assets/search-data.js", search_script(lists, index, reference.law).encode()
    for path, template, values in _pages(reference):
        yield path, _page(reference, run, path, template, values).encode()


def _pages(reference: Reference) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Path, template and own values of every page."""
    lists = reference.lists
    yield "index.html", "index", {"here": "index", "kinds": sum(not kind.group for kind in lists.equipment), "address": ""}
    for family in reference.families:
        for kind in family.kinds:
            yield kind_page(kind.id), "kind", {"kind": kind, "family": family}
    for control_list in lists.control_lists:
        yield list_page(control_list.id), "list", {"here": control_list.id, "list": control_list}
    for control_list, edition in reference.editions:
        yield edition_page(control_list.id, edition.id), "edition", {"list": control_list, "edition": edition}
        for entry in edition.entries:
            yield entry_page(entry.id), "entry", {"list": control_list, "edition": edition, "entry": entry}
    yield "diff.html", "diff", {"here": "diff", **_differences(reference)}
    yield "sources.html", "sources", {"here": "sources"}
    yield "languages.html", "languages", {"here": "languages"}
    yield "about.html", "about", {"here": "about", "address": "", "agreement": AGREEMENT}


def _page(reference: Reference, run: Run, path: str, template: str, values: dict[str, object]) -> str:
    root = "../" * path.count("/")
    shared = {
        "policy": POLICY_OF_FILES,
        "version": run.version,
        "run": run,
        "reference": reference,
        "root": root,
        "address": path,
        "here": "",
        "RELATIONS": RELATIONS,
        "kind_page": kind_page,
        "entry_page": entry_page,
        "list_page": list_page,
        "edition_page": edition_page,
        "direction": direction,
        "elements": term_elements,
        "readable": readable,
        "sections": sections,
        "cited": partial(cited, reference, root),
    }
    return render(f"site_{template}.html.j2", **{**shared, **values})


def _differences(reference: Reference) -> dict[str, object]:
    """The kinds on which the lists differ, agree, or say nothing, and the answer in sentences for every two lists."""
    kinds = [kind for kind in reference.lists.equipment if not kind.group]
    differing = [kind for kind in kinds if reference.differ(kind.id)]
    rest = [kind for kind in kinds if kind not in differing]
    listed = partial(_is_listed, reference)
    in_force = [name for name, edition in reference.law.editions.items() if edition]
    headlines: list[str] = []
    for a, b in combinations(in_force, 2):
        sides = (side(reference.lists, name, reference.day) for name in (a, b))
        headlines.extend(headline(compare(reference.lists, *sides)))
    return {
        "headlines": headlines,
        "differing": differing,
        "agreeing": [kind for kind in rest if listed(kind)],
        "unlisted": [kind for kind in rest if not listed(kind)],
        "changes": reference.changes(),
    }


def _is_listed(reference: Reference, kind: Equipment) -> bool:
    return any(standing.measure is not Measure.NOT_LISTED for standing in reference.standings(kind.id))


def sections(entries: Iterable[Entry]) -> list[Section]:
    """The entries under their headings, in the order given."""
    grouped = groupby(entries, key=lambda entry: (entry.annex, entry.section))
    return [Section(title, tuple(members)) for (_, title), members in grouped]


def cited(reference: Reference, root: str, text: str) -> Markup:
    """A text in which addresses are links, and so are the ids of sources in brackets, such as [omega-thumb-cuffs]."""
    from markupsafe import Markup, escape

    known = {source.id for source in reference.lists.sources}

    def link(found: re.Match[str]) -> str:
        if found["address"]:
            return f'<a class="address" href="{found["address"]}" rel="noreferrer">{found["address"]}</a>'
        names = found["ids"].split(", ")
        links = (f'<a href="{root}sources.html#{name}">{name}</a>' for name in names)
        return f"[{', '.join(links)}]" if known.issuperset(names) else found.group()

    return Markup(_LINKED.sub(link, str(escape(text))))


def readable(url: str) -> str:
    """An address as people read it, without percent signs where they stand for letters."""
    return unquote(url)


# --- addresses: stable, and never outside their folder -----------------------------------------------------------


def _file(folder: str, name: str) -> str:
    return f"{folder}/{re.sub('[^A-Za-z0-9._-]', '-', name)}.html"


def kind_page(kind: str) -> str:
    """kinds/thumb-cuffs.html."""
    return _file("kinds", kind)


def entry_page(entry: str) -> str:
    """entries/eu-2025-II.2.5.html for eu/2025/II.2.5."""
    return _file("entries", entry)


def list_page(control_list: str) -> str:
    """lists/eu.html."""
    return _file("lists", control_list)


def edition_page(control_list: str, edition: str) -> str:
    """lists/eu-2025.html."""
    return _file("lists", f"{control_list}-{edition}")
