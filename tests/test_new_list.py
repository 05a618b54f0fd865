"""The template of a list can be read as it is, says what to fill in, and is a list without a fault once that is done."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from riotgear_check.lists import file_type
from riotgear_check.reader import read_text
from tests.conftest import ROOT, run


def template(tmp_path: Path) -> Path:
    path = tmp_path / "fair-2027.yaml"
    done = run("new-list", "fair-2027", "--output", str(path))
    assert (done.exit_code, done.out) == (0, "")
    assert done.err == f"fill in what says FILL IN, then run: riotgear-check lint {path}\n"
    return path


def test_the_template_loads_as_it_is(tmp_path: Path) -> None:
    path = template(tmp_path)
    shown = run("lookup", "thumb cuffs", "--lists", str(path))
    assert shown.exit_code == 0
    assert "FAIR-2027" in shown.out


def test_lint_names_every_place_to_fill_and_nothing_else(tmp_path: Path) -> None:
    path = template(tmp_path)
    done = run("lint", str(path))
    lines = [number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if "FILL IN:" in line]
    assert done.exit_code == 4
    assert [int(fault.split(":")[1]) for fault in done.out.splitlines()] == lines
    assert all("error RG510 a place of the template is left open (fill this in)" in line for line in done.out.splitlines())


def test_a_filled_template_has_no_fault(tmp_path: Path) -> None:
    path = template(tmp_path)
    path.write_text(re.sub(r"FILL IN: [^\"\n]*", "filled", path.read_text("utf-8")), "utf-8")
    done = run("lint", str(path), "--strict")
    assert (done.exit_code, done.out) == (0, "")
    assert run("diff", "un", "fair-2027", "--lists", str(path)).exit_code == 0


def test_the_template_fits_the_schema_and_its_examples_in_comments_too() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = yaml.safe_load((ROOT / "lists" / "schema" / "list.schema.json").read_text("utf-8"))
    text = run("new-list", "house-rules").out
    jsonschema.Draft7Validator(schema).validate(yaml.safe_load(text))
    (cover,) = re.findall(r"#   - (\{equipment: lathis.*\})", text)
    with_example = text.replace("{equipment: thumb-cuffs, relation: exact}", cover)
    assert with_example != text
    assert not read_text(with_example, "house-rules.yaml", file_type("house-rules.yaml"))[1]


def test_the_schema_that_it_names_is_there() -> None:
    (path,) = re.findall(r"\$schema=(\S+)", run("new-list", "house-rules").out)
    assert Path(path).is_file()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("un", "'un' is already the id of something else"),
        ("thumb-cuffs", "'thumb-cuffs' is already the id of something else"),
        ("Fair 2027", "'Fair 2027' is no id: use small letters, digits and hyphens"),
        ("2027", "'2027' is no id"),
    ],
)
def test_an_id_that_is_none_or_is_taken(name: str, says: str) -> None:
    done = run("new-list", name)
    assert (done.exit_code, done.out) == (2, "")
    assert says in done.err


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = template(tmp_path)
    path.write_text("mine", "utf-8")
    done = run("new-list", "fair-2027", "--output", str(path))
    assert done.exit_code == 2
    assert f"{path}: exists already: name another file" in done.err
    assert path.read_text("utf-8") == "mine"
