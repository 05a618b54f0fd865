"""The schemas are those of the model, every shipped file fits its own, and schema and loader say the same of any document."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riotgear_check import model, schema
from riotgear_check.files import list_files
from riotgear_check.lists import file_type
from riotgear_check.reader import Reader
from tests.conftest import ROOT, script

jsonschema = pytest.importorskip("jsonschema")

FOLDER = ROOT / "lists" / "schema"
SHIPPED = list_files(ROOT / "lists")


def fits(document: Any, hint: Any) -> bool:
    return bool(jsonschema.Draft7Validator(schema.schema(hint, "")).is_valid(document))


def loads(text: str, hint: Any) -> bool:
    reader = Reader("document.yaml")
    node = reader.compose(text)
    if node is not None:
        reader.read(node, hint)
    return not reader.faults


def test_the_committed_schemas_are_those_of_the_model() -> None:
    committed = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    schema_text = script("docs/generate.py").schema_text
    generated = {name: schema_text(content) for name, content in schema.schemas().items()}
    assert committed == generated, "run: python docs/generate.py"


def test_every_schema_is_one() -> None:
    for content in schema.schemas().values():
        jsonschema.Draft7Validator.check_schema(content)


@pytest.mark.parametrize("path", [*SHIPPED, ROOT / "examples" / "house-rules.yaml"], ids=lambda path: path.name)
def test_a_shipped_file_names_its_schema_and_fits_it(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert named, "the first line must name the schema"
    found = yaml.safe_load((path.parent / named[1]).read_text("utf-8"))
    errors = jsonschema.Draft7Validator(found).iter_errors(yaml.safe_load(text))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_every_field_of_the_lists_has_a_line_in_the_docstring_and_no_other_has() -> None:
    for content in schema.schemas().values():
        for name, record in content["definitions"].items():
            cls = getattr(model, name, None)
            for key, field in record["properties"].items():
                assert field["description"].endswith((".", ")")), f"{name}.{key}"
            if cls:
                assert set(schema.field_docs(cls)) == {field.name for field in dataclasses.fields(cls)}, name


# What a document says, whether it is good, and as what it is read.
DOCUMENTS = [
    ("a word class", "words.yaml", "- {id: baton, means: a baton}", True),
    ("with a role", "words.yaml", "- {id: baton, means: a baton, role: thing, includes: [stick]}", True),
    ("no word class at all", "words.yaml", "[]", True),
    ("an unknown role", "words.yaml", "- {id: baton, means: a baton, role: thong}", False),
    ("a key too many", "words.yaml", "- {id: baton, means: a baton, colour: black}", False),
    ("a key too few", "words.yaml", "- {id: baton}", False),
    ("text for a list", "words.yaml", "- {id: baton, means: a baton, includes: stick}", False),
    ("a list of numbers for words", "words.yaml", "- {id: baton, means: a baton, includes: [1]}", False),
    ("one class and not a list", "words.yaml", "{id: baton, means: a baton}", False),
    ("a number for text", "words.yaml", "- {id: 7, means: a baton}", False),
    ("nothing for text", "words.yaml", "- {id: baton, means: }", False),
    ("a truth value for text", "words.yaml", "- {id: baton, means: no}", False),
    ("a unit", "units.yaml", "- {measure: mass, factor: 0.4536, written: [lb]}", True),
    ("a whole number for a number", "units.yaml", "- {measure: mass, factor: 1, written: [kg]}", True),
    ("text for a number", "units.yaml", "- {measure: mass, factor: one, written: [kg]}", False),
    ("a truth value for a number", "units.yaml", "- {measure: mass, factor: true, written: [kg]}", False),
    ("a trade name", "models.yaml", "thumb-cuffs:\n- {name: TC-1, needs: [police]}", True),
    ("trade names without a list", "models.yaml", "thumb-cuffs: {name: TC-1}", False),
    ("a plain term", "equipment/x.yaml", "- {id: a, label: A, definition: An a., terms: ['{baton}']}", True),
    ("a term in full", "equipment/x.yaml", "- {id: a, label: A, definition: An a., terms: [{term: '{baton}', gap: 4}]}", True),
    ("a term that is a list", "equipment/x.yaml", "- {id: a, label: A, definition: An a., terms: [['{baton}']]}", False),
    ("a term that is a number", "equipment/x.yaml", "- {id: a, label: A, definition: An a., terms: [5]}", False),
    ("a term without its text", "equipment/x.yaml", "- {id: a, label: A, definition: An a., terms: [{gap: 4}]}", False),
    ("a term of level none", "equipment/x.yaml", "- {id: a, label: A, definition: A., terms: [{term: x, level: nothing}]}", False),
    ("a group", "equipment/x.yaml", "- {id: a, label: A, definition: An a., group: true}", True),
    ("a group in quotes", "equipment/x.yaml", "- {id: a, label: A, definition: An a., group: 'true'}", False),
    ("a language", "languages/xx.yaml", "{code: xx, name: X, endonym: x, numbers: {two: 2}, words: {baton: [b]}}", True),
    ("a word outside a list", "languages/xx.yaml", "{code: xx, name: X, endonym: x, words: {baton: b}}", False),
    ("a number in words", "languages/xx.yaml", "{code: xx, name: X, endonym: x, numbers: {two: two}}", False),
    ("a broken number", "languages/xx.yaml", "{code: xx, name: X, endonym: x, numbers: {two: 2.5}}", False),
    ("a list for pairs", "languages/xx.yaml", "{code: xx, name: X, endonym: x, labels: [a]}", False),
    ("a source", "sources.yaml", "- {id: s, title: S, url: u, published: '2025-07-31'}", True),
    ("a date without quotes", "sources.yaml", "- {id: s, title: S, url: u, published: 2025-07-31}", False),
]  # fmt: skip
ENTRY = """
id: house
title: House rules
issuer: A fair
about: Made up.
editions:
- id: "2026"
  title: Of 2026
  from: "2026-01-01"
  entries:
  - id: house/2026/1
    number: "1"
    title: Shock batons
    measure: prohibited
    scope: All of them.
    covers: [{equipment: shock-batons, relation: exact}]
    source: {id: rules, at: rule 1}
    verification: primary
"""
DOCUMENTS += [
    ("a list", "house.yaml", ENTRY, True),
    ("no printed number", "house.yaml", ENTRY.replace('number: "1"', 'number: "1"\n    printed_number:'), True),
    ("an unknown measure", "house.yaml", ENTRY.replace("measure: prohibited", "measure: forbidden"), False),
    ("an unknown relation", "house.yaml", ENTRY.replace("relation: exact", "relation: equal"), False),
    ("the start under the name of the attribute", "house.yaml", ENTRY.replace("from:", "start:"), False),
    ("an edition without a start", "house.yaml", ENTRY.replace('  from: "2026-01-01"\n', ""), False),
    ("a number without quotes", "house.yaml", ENTRY.replace('number: "1"', "number: 1.1"), False),
]


@pytest.mark.parametrize(("name", "text", "good"), [row[1:] for row in DOCUMENTS], ids=[row[0] for row in DOCUMENTS])
def test_schema_and_loader_agree(name: str, text: str, good: bool) -> None:
    hint = file_type(name)
    assert (loads(text, hint), fits(yaml.safe_load(text), hint)) == (good, good)


@pytest.mark.parametrize(
    "text",
    ["- {id: a, id: b, means: x}", "- &a {id: a, means: x}\n- *a", "- {id: a, means: x"],
    ids=["a key given twice", "an alias", "broken YAML"],
)
def test_only_the_loader_sees_what_is_wrong_with_the_yaml(text: str) -> None:
    assert not loads(text, file_type("words.yaml"))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path into a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in items for place in places(inner, (*path, key)))]


GOOD = {"house.yaml": yaml.safe_load(ENTRY)} | {
    name: yaml.safe_load(text) for _, name, text, good in DOCUMENTS if good and name not in ("house.yaml",)
}
VALUES = st.sampled_from(
    [
        None,
        0,
        3,
        2.5,
        True,
        "",
        "text",
        "no",
        "2026-01-01",
        datetime.date(2026, 1, 1),
        [],
        ["a"],
        [[]],
        {},
        {"a": "b"},
        {"term": "x"},
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_schema_and_loader_agree_on_any_change_of_a_good_document(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD)))
    document = {"": copy.deepcopy(GOOD[name])}
    path = ("", *data.draw(st.sampled_from(places(GOOD[name]))))
    parent: Any = document
    for key in path[:-1]:
        parent = parent[key]
    change = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if change == "remove" and len(path) > 1:
        del parent[path[-1]]
    elif change == "add" and isinstance(parent[path[-1]], dict):
        parent[path[-1]][data.draw(st.sampled_from(["id", "note", "term", "unknown"]))] = copy.deepcopy(data.draw(VALUES))
    else:
        parent[path[-1]] = copy.deepcopy(data.draw(VALUES))
    text = yaml.safe_dump(document[""], allow_unicode=True)
    hint = file_type(name)
    assert loads(text, hint) == fits(yaml.safe_load(text), hint), text
