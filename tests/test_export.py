"""What is exported is what the lists say, in forms that other programs accept, and it names its own origin."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from riotgear_check.crosswalk import chained, crosswalk, joined, set_relation
from riotgear_check.export.document import Document
from riotgear_check.export.names import BASE
from riotgear_check.model import Entry, Lists, Relation
from riotgear_check.reader import Reader
from riotgear_check.store import Store
from riotgear_check.verdict import Law, kind_verdict
from tests.conftest import MILIPOL_2023, ROOT, TODAY, Outcome, run

DATE = ("--as-of", TODAY)


@pytest.fixture(scope="module")
def exported() -> dict[str, Outcome]:
    return {name: run("export", "--format", name, *DATE) for name in ("json", "jsonl", "csv", "sssom")}


def test_every_format_names_tool_lists_editions_and_date(exported: dict[str, Outcome], lists: Lists) -> None:
    for name, done in exported.items():
        assert done.exit_code == 0, done.err
        head = done.out[:6000]
        for part in ("riotgear", "0.1.0", lists.version, lists.hash, TODAY, "2023", "2025"):
            assert part in head, (name, part)


def test_json_reads_back_as_the_lists(exported: dict[str, Outcome], lists: Lists) -> None:
    """JSON is YAML: the reader of the list files reads the document, and finds the model in it."""
    reader = Reader("export.json")
    node = reader.compose(exported["json"].out)
    assert node is not None
    document = reader.read(node, Document)
    assert reader.faults == []
    for part in ("control_lists", "equipment", "families", "classes", "units", "languages", "sources"):
        assert getattr(document, part) == getattr(lists, part), part


def test_json_fits_its_schema(exported: dict[str, Outcome]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "lists" / "schema" / "export.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(exported["json"].json)


def test_jsonl_has_a_record_a_kind_and_an_entry(exported: dict[str, Outcome], lists: Lists) -> None:
    records = exported["jsonl"].records
    kinds = {record["id"]: record for record in records if record["record"] == "equipment"}
    entries = {record["id"]: record for record in records if record["record"] == "entry"}
    assert list(kinds) == [kind.id for kind in lists.equipment]
    assert list(entries) == [n.id for c in lists.control_lists for e in c.editions for n in e.entries]
    assert kinds["thumb-cuffs"]["labels"]["de"] == "Daumenschellen"
    assert "poucette" in kinds["thumb-cuffs"]["names"]["fr"]
    assert entries["eu/2019/II.2.1"]["in_force"] is False
    assert entries["eu/2019/II.2.1"]["to"] == "2025-08-19"
    assert entries["eu/2025/II.2.1"]["in_force"] is True
    assert entries["eu/2025/II.2.1"]["to"] is None


def test_csv_says_of_every_kind_what_diff_says(exported: dict[str, Outcome], lists: Lists) -> None:
    rows = list(csv.DictReader(io.StringIO(exported["csv"].out)))
    law = Law(lists.control_lists, TODAY)
    for kind in lists.equipment:
        for name in ("un", "eu"):
            covering = [c for c in law.covering(kind.id) if c.control_list.id == name]
            mine = [row for row in rows if row["equipment"] == kind.id and row["list"] == name]
            assert [row["entry"] for row in mine] == ([c.entry.id for c in covering] or [""])
            if not covering:
                assert kind_verdict(covering)[0].value == mine[0]["measure"]


def test_csv_of_a_date() -> None:
    out = run("export", "--format", "csv", "--as-of", MILIPOL_2023).out
    rows = {(row["equipment"], row["list"]): row for row in csv.DictReader(io.StringIO(out))}
    assert (rows["lathis", "eu"]["edition"], rows["lathis", "eu"]["measure"]) == ("2019", "not-listed")
    assert rows["spit-hoods", "eu"]["entry"] == "eu/2019/III.1.3"
    assert (rows["lathis", "un"]["entry"], rows["lathis", "un"]["measure"]) == ("un/lathis", "prohibited")


def test_a_date_before_every_list() -> None:
    done = run("export", "--as-of", "2001-01-01")
    assert done.exit_code == 2
    assert "the first starts on 2019-02-20" in done.err


def test_output_is_written_whole(tmp_path: Path, exported: dict[str, Outcome]) -> None:
    target = tmp_path / "reference.json"
    done = run("export", "--output", str(target), *DATE)
    assert (done.exit_code, done.out) == (0, "")
    assert target.read_text("utf-8") == exported["json"].out


def test_an_own_list_is_exported_too() -> None:
    own = ("--lists", str(ROOT / "examples" / "house-rules.yaml"))
    assert "house" in run("export", "--format", "csv", *own, *DATE).out
    mapped = run("export", "--format", "sssom", *own, *DATE).out
    assert "eu:2025/III.2.1\t" in mapped
    assert "house:2026/1.1\t" in mapped


# --- the crosswalk ------------------------------------------------------------------------------------------------


def entry(lists: Lists, entry_id: str) -> Entry:
    return lists.entry(entry_id)[2]


def relation(lists: Lists, a: str, b: str) -> Relation:
    found = crosswalk(lists.entry(a)[1], lists.entry(b)[1])
    (crossing,) = [c for c in found.crossings if (c.a.id, c.b.id) == (a, b)]
    return crossing.relation


@pytest.mark.parametrize(
    ("a", "b", "expected", "why"),
    [
        ("un/gang-chains", "eu/2025/II.2.4", Relation.EXACT, "each is the whole kind"),
        ("un/lathis", "eu/2025/II.3.3", Relation.BROADER, "the EU has only those longer than 1 m"),
        ("un/bar-fetters", "eu/2025/II.2.3", Relation.NARROWER, "the EU entry has more beside them"),
        ("un/rigid-bar-combination-cuffs", "eu/2025/II.2.3", Relation.OVERLAPS, "a part of the kind, and bar fetters"),
        ("un/thumb-cuffs", "eu/2025/II.2.2", Relation.OVERLAPS, "both hold the kind and more"),
        ("un/direct-contact-shock-weapons", "eu/2025/III.2.1", Relation.OVERLAPS, "not devices for self-protection"),
    ],
)
def test_how_entries_compare(lists: Lists, a: str, b: str, expected: Relation, why: str) -> None:
    assert relation(lists, a, b) is expected


def test_what_nothing_answers_to(lists: Lists) -> None:
    found = crosswalk(lists.entry("un/gang-chains")[1], lists.entry("eu/2025/II.2.4")[1])
    assert [e.id for e in found.only_a] == ["un/millimetre-wave-weapons"]
    assert "eu/2025/II.1.2" in [e.id for e in found.only_b]


# Sets over three things; a kind is one of them, an entry any other, and the relation is what the sets have.
SETS = st.frozensets(st.integers(0, 3), min_size=1)


def compared(a: frozenset[int], b: frozenset[int]) -> Relation:
    if a == b:
        return Relation.EXACT
    return Relation.NARROWER if a < b else Relation.BROADER if a > b else Relation.OVERLAPS


@given(SETS, SETS, SETS)
def test_a_chain_claims_nothing_that_is_not_so(a: frozenset[int], kind: frozenset[int], b: frozenset[int]) -> None:
    claimed, true = chained(compared(a, kind), compared(b, kind)), compared(a, b)
    weaker = {Relation.EXACT: {Relation.EXACT}, Relation.NARROWER: {Relation.NARROWER, Relation.EXACT},
              Relation.BROADER: {Relation.BROADER, Relation.EXACT}, Relation.OVERLAPS: set(Relation)}  # fmt: skip
    assert true in weaker[claimed]


def test_a_part_of_each_other_is_the_same() -> None:
    assert joined([Relation.NARROWER, Relation.BROADER]) is Relation.EXACT
    assert joined([Relation.OVERLAPS, Relation.NARROWER]) is Relation.NARROWER


# --- SKOS -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph() -> Any:
    rdflib = pytest.importorskip("rdflib")
    done = run("export", "--format", "skos", *DATE)
    assert done.exit_code == 0, done.err
    return rdflib.Graph().parse(data=done.out, format="turtle")


def test_skos_has_a_concept_a_kind_family_and_entry_in_force(graph: Any, lists: Lists) -> None:
    from rdflib.namespace import RDF, SKOS

    concepts = {str(concept).removeprefix(BASE) for concept in graph.subjects(RDF.type, SKOS.Concept)}
    kinds = {f"equipment/{kind.id}" for kind in lists.equipment}
    families = {f"family/{family}" for family in lists.families.values()} - {"family/groups"}
    entries = {n.id for c in lists.control_lists for n in c.editions[-1].entries}
    assert concepts == kinds | families | entries


def test_skos_of_thumb_cuffs(graph: Any) -> None:
    from rdflib import Literal, URIRef
    from rdflib.namespace import SKOS

    kind = URIRef(f"{BASE}equipment/thumb-cuffs")
    assert (kind, SKOS.prefLabel, Literal("Thumb-cuffs", lang="en")) in graph
    assert (kind, SKOS.prefLabel, Literal("Daumenschellen", lang="de")) in graph
    assert (kind, SKOS.altLabel, Literal("poucette", lang="fr")) in graph
    assert (kind, SKOS.broader, URIRef(f"{BASE}family/restraints")) in graph
    assert (URIRef(f"{BASE}un/thumb-cuffs"), SKOS.narrowMatch, kind) in graph
    assert (URIRef(f"{BASE}eu/2025/II.3.3"), SKOS.broadMatch, URIRef(f"{BASE}equipment/lathis")) in graph


def test_skos_has_one_preferred_label_a_language_and_no_label_in_two_roles(graph: Any) -> None:
    """S13 and S14 of the SKOS reference."""
    from rdflib.namespace import SKOS

    preferred = Counter((concept, label.language) for concept, label in graph.subject_objects(SKOS.prefLabel))
    assert set(preferred.values()) == {1}
    roles = [set(graph.subject_objects(role)) for role in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
    assert not (roles[0] & roles[1] or roles[0] & roles[2] or roles[1] & roles[2])
    assert all(roles)


def test_skos_hierarchy_and_matches_do_not_contradict_each_other(graph: Any) -> None:
    """S27: what is related is not above or below; S46: what is the same is neither broader nor related."""
    from rdflib.namespace import SKOS

    above: dict[Any, set[Any]] = {}
    for low, high in [*graph.subject_objects(SKOS.broader), *graph.subject_objects(SKOS.broadMatch),
                      *((high, low) for low, high in graph.subject_objects(SKOS.narrowMatch))]:  # fmt: skip
        above.setdefault(low, set()).add(high)
    related = set(graph.subject_objects(SKOS.relatedMatch))
    assert related
    for a, b in related:
        assert b not in reached(a, above)
        assert a not in reached(b, above)
    assert all(concept not in reached(concept, above) for concept in above)
    same: dict[Any, set[Any]] = {}
    for a, b in graph.subject_objects(SKOS.exactMatch):
        same.setdefault(a, set()).add(b)
        same.setdefault(b, set()).add(a)
    for a in same:
        for b in reached(a, same):
            assert b not in above.get(a, ()), (a, b)
            assert (a, b) not in related


def reached(start: Any, steps: dict[Any, set[Any]]) -> set[Any]:
    """All that can be reached from a concept in one step or more."""
    found: set[Any] = set()
    edge = set(steps.get(start, ()))
    while edge:
        found |= edge
        edge = {target for concept in edge for target in steps.get(concept, ())} - found
    return found


def test_skos_every_concept_is_in_a_scheme_and_every_match_leads_to_one(graph: Any) -> None:
    from rdflib.namespace import RDF, SKOS

    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert not schemes & concepts
    assert len(schemes) == 3
    for concept in concepts:
        assert set(graph.objects(concept, SKOS.inScheme)) <= schemes
        assert list(graph.objects(concept, SKOS.inScheme))
    for match in (SKOS.exactMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, SKOS.broader):
        assert set(graph.objects(None, match)) <= concepts


def test_skos_is_the_same_every_time(store: Store) -> None:
    pytest.importorskip("rdflib")
    first, second = (run("export", "--format", "skos", *DATE, env={"PYTHONHASHSEED": seed}).out for seed in ("1", "2"))
    assert first == second


def test_skos_without_rdflib_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "rdflib.py").write_text("raise ImportError")
    import os

    places = os.pathsep.join(x for x in (str(tmp_path), os.environ.get("PYTHONPATH", "")) if x)
    done = run("export", "--format", "skos", env={"PYTHONPATH": places})
    assert done.exit_code == 2
    assert done.err == "riotgear-check: needs an extra: pip install 'riotgear-check[rdf]'\n"
    assert done.out == ""


# --- SSSOM --------------------------------------------------------------------------------------------------------------

# What the specification of SSSOM 1.0 demands of a mapping set and of a mapping.
JUSTIFICATIONS = {"semapv:MappingChaining", "semapv:ManualMappingCuration", "semapv:LogicalReasoning"}
PREDICATES = {"skos:exactMatch", "skos:broadMatch", "skos:narrowMatch", "skos:relatedMatch"}
BUILT_IN = {"skos", "sssom", "semapv"}


@pytest.fixture(scope="module")
def mapping_set(exported: dict[str, Outcome]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    lines = exported["sssom"].out.splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert lines[: len(head)] == head, "nothing may stand before or between the metadata"
    metadata = yaml.safe_load("\n".join(line[1:] for line in head))
    return metadata, list(csv.DictReader(lines[len(head) :], delimiter="\t"))


def test_sssom_metadata(mapping_set: tuple[dict[str, Any], list[dict[str, str]]], lists: Lists) -> None:
    metadata, _rows = mapping_set
    assert next(iter(metadata)) == "curie_map"
    assert re.fullmatch(r"https://\S+", metadata["mapping_set_id"])
    assert metadata["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert (metadata["subject_source"], metadata["object_source"]) == ("un:2023", "eu:2025")
    assert lists.hash in metadata["mapping_set_version"]
    assert all(isinstance(value, str) for key, value in metadata.items() if key != "curie_map")


def test_sssom_mappings(mapping_set: tuple[dict[str, Any], list[dict[str, str]]], lists: Lists) -> None:
    metadata, rows = mapping_set
    assert {"subject_id", "predicate_id", "object_id", "mapping_justification"} <= rows[0].keys()
    assert {row["predicate_id"] for row in rows} == PREDICATES
    assert {row["mapping_justification"] for row in rows} <= JUSTIFICATIONS
    prefixes = {row[side].partition(":")[0] for row in rows for side in ("subject_id", "object_id")}
    assert prefixes <= metadata["curie_map"].keys() | BUILT_IN
    assert [list(row.values()) for row in rows] == sorted(list(row.values()) for row in rows)
    assert not [name for name in rows[0] if not any(row[name] for row in rows)], "no empty columns"
    expanded = {metadata["curie_map"][p] + local for row in rows for p, _, local in [row["subject_id"].partition(":")] if p == "un"}
    assert {item.removeprefix(BASE) for item in expanded} == {n.id for n in lists.control_list("un").editions[-1].entries}
    told = {row["object_id"].removeprefix("eu:") for row in rows} - {"sssom:NoTermFound"}
    assert told == {n.id.removeprefix("eu/") for n in lists.control_list("eu").editions[-1].entries}


def test_sssom_package_accepts_it(tmp_path: Path, exported: dict[str, Outcome]) -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="the sssom package is a tool of its own: pip install sssom")
    from sssom.validators import validate

    path = tmp_path / "crosswalk.sssom.tsv"
    path.write_text(exported["sssom"].out, "utf-8")
    found = parsers.parse_sssom_table(str(path))
    validate(found)
    assert len(found.df) == len([line for line in exported["sssom"].out.splitlines() if not line.startswith("#")]) - 1


def test_set_relation_of_an_entry_with_a_condition(lists: Lists) -> None:
    weapons = entry(lists, "eu/2025/III.2.1")
    covers = {cover.equipment: cover for cover in weapons.covers}
    assert set_relation(weapons, covers["shock-gloves"]) is Relation.BROADER
    assert set_relation(weapons, covers["stun-guns"]) is Relation.OVERLAPS
