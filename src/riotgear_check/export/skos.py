"""SKOS in Turtle: a scheme of kinds and a scheme for each edition in force, with the matches between entries and kinds.

Kinds have a family as their broader concept. Which kind wins over which in the matcher (`narrows`) is no hierarchy and is
left out, and so are trade names, which name products.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from riotgear_check.crosswalk import set_relation
from riotgear_check.export.names import BASE, MATCHES, path
from riotgear_check.faults import UsageError
from riotgear_check.model import ControlList, Edition, Entry, Equipment, Language, Lists
from riotgear_check.report.common import Run

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

# Families that gather what has nothing in common but how it is used here.
_NO_CONCEPTS = frozenset({"groups"})


def export_skos(run: Run, lists: Lists) -> Iterator[str]:
    """The law of the date as SKOS. Raises UsageError where rdflib is missing."""
    try:
        import rdflib  # noqa: F401
    except ImportError:
        raise UsageError("needs an extra: pip install 'riotgear-check[rdf]'") from None
    yield graph(run, lists).serialize(format="turtle")


def graph(run: Run, lists: Lists) -> Graph:
    """The concepts of the kinds and of the entries in force."""
    from rdflib import Graph, Namespace
    from rdflib.namespace import DCTERMS, SKOS

    out = Graph(bind_namespaces="none")
    for prefix, namespace in {"skos": SKOS, "dcterms": DCTERMS, "rg": Namespace(BASE)}.items():
        out.bind(prefix, namespace)
    scheme = _scheme(out, "equipment", "Kinds of equipment", run.line())
    _families(out, lists, scheme)
    for kind in lists.equipment:
        _kind(out, kind, lists, scheme)
    for control_list in lists.control_lists:
        edition = control_list.edition_on(run.as_of)
        if edition:
            _edition(out, run, lists, control_list, edition)
    return out


def _id(*parts: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(BASE + path(*parts))


def _scheme(out: Graph, name: str, title: str, note: str) -> URIRef:
    from rdflib import Literal
    from rdflib.namespace import DCTERMS, RDF, SKOS

    scheme = _id(name)
    out.add((scheme, RDF.type, SKOS.ConceptScheme))
    out.add((scheme, DCTERMS.title, Literal(title, lang="en")))
    out.add((scheme, SKOS.changeNote, Literal(note, lang="en")))
    return scheme


def _concept(out: Graph, concept: URIRef, scheme: URIRef, notation: str, label: str, definition: str) -> None:
    from rdflib import Literal
    from rdflib.namespace import RDF, SKOS

    out.add((concept, RDF.type, SKOS.Concept))
    out.add((concept, SKOS.inScheme, scheme))
    out.add((concept, SKOS.notation, Literal(notation)))
    out.add((concept, SKOS.prefLabel, Literal(label, lang="en")))
    if definition:
        out.add((concept, SKOS.definition, Literal(definition, lang="en")))


def _families(out: Graph, lists: Lists, scheme: URIRef) -> None:
    from rdflib.namespace import SKOS

    for family in sorted(set(lists.families.values()) - _NO_CONCEPTS):
        concept = _id("family", family)
        _concept(out, concept, scheme, family, family.replace("-", " ").capitalize(), "")
        out.add((concept, SKOS.topConceptOf, scheme))


def _kind(out: Graph, kind: Equipment, lists: Lists, scheme: URIRef) -> None:
    from rdflib import Literal
    from rdflib.namespace import SKOS

    concept, family = _id("equipment", kind.id), lists.families[kind.id]
    _concept(out, concept, scheme, kind.id, kind.label, kind.definition)
    if family in _NO_CONCEPTS:
        out.add((concept, SKOS.topConceptOf, scheme))
    else:
        out.add((concept, SKOS.broader, _id("family", family)))
    if kind.note:
        out.add((concept, SKOS.scopeNote, Literal(kind.note, lang="en")))
    for language in lists.languages:
        for label, text in _labels(kind, language):
            out.add((concept, SKOS[label], Literal(text, lang=language.code)))


def _labels(kind: Equipment, language: Language) -> Iterator[tuple[str, str]]:
    """The labels of a kind in a language, each text once.

    The lists hold the part of a word that never changes, which may be no word that anybody writes. Only a name that was
    seen in a source is therefore an alternative label; the others are hidden ones: good for a search.
    """
    preferred = kind.label if language.code == "en" else language.labels.get(kind.id, "")
    names = {preferred: "prefLabel"} if preferred else {}
    seen = {text for source in language.sources for text in source.of}
    for table in (language.terms, language.whole, language.clues):
        for text in table.get(kind.id, ()):
            names.setdefault(text, "altLabel" if text in seen else "hiddenLabel")
    return ((label, text) for text, label in names.items())


def _edition(out: Graph, run: Run, lists: Lists, control_list: ControlList, edition: Edition) -> None:
    from rdflib import Literal
    from rdflib.namespace import DCTERMS, XSD

    scheme = _scheme(out, f"{control_list.id}/{edition.id}", f"{control_list.title}: {edition.title}", run.line())
    out.add((scheme, DCTERMS.publisher, Literal(control_list.issuer)))
    out.add((scheme, DCTERMS.valid, Literal(edition.start, datatype=XSD.date)))
    addresses = {source.id: source.url for source in (*lists.sources, *control_list.documents)}
    for entry in edition.entries:
        _entry(out, entry, scheme, addresses)


def _entry(out: Graph, entry: Entry, scheme: URIRef, addresses: dict[str, str]) -> None:
    from rdflib import Literal
    from rdflib.namespace import DCTERMS, SKOS

    concept = _id(entry.id)
    _concept(out, concept, scheme, entry.number, entry.title, entry.scope)
    out.add((concept, SKOS.topConceptOf, scheme))
    out.add((concept, _id("measure"), Literal(entry.measure.value)))
    out.add((concept, _id("verification"), Literal(entry.verification)))
    source = f"{entry.source.id}, {entry.source.at}: {addresses.get(entry.source.id, '')}"
    out.add((concept, DCTERMS.source, Literal(source)))
    for cover in entry.covers:
        kind = _id("equipment", cover.equipment)
        out.add((concept, SKOS[MATCHES[set_relation(entry, cover)]], kind))
        if cover.condition:
            out.add((concept, SKOS.scopeNote, Literal(f"{cover.equipment}: {cover.condition}", lang="en")))
