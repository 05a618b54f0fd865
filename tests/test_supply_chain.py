"""Dependencies have a reason and a range, licences and audits are judged, workflows hold only the rights they need."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def requirements() -> dict[str, list[str]]:
    """Where a requirement stands in pyproject.toml → the requirements."""
    groups = {f"group {name}": [r for r in rows if isinstance(r, str)] for name, rows in PROJECT["dependency-groups"].items()}
    return {
        "build": PROJECT["build-system"]["requires"],
        "tool": PROJECT["project"]["dependencies"],
        **PROJECT["project"]["optional-dependencies"],
        **groups,
    }


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement)[0]


def test_every_dependency_has_its_reason_and_no_reason_is_without_one() -> None:
    # An extra may name other extras of ours: `all = ["riotgear-check[excel]"]`.
    named = {name_of(requirement) for rows in requirements().values() for requirement in rows} - {PROJECT["project"]["name"]}
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE)) == named


def test_every_extra_stands_on_the_page_of_dependencies() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert [extra for extra in PROJECT["project"]["optional-dependencies"] if f"`{extra}`" not in page] == []


def test_what_a_user_installs_has_a_range_with_two_ends() -> None:
    installed = {where: rows for where, rows in requirements().items() if not where.startswith("group ")}
    flat = [(where, row) for where, rows in installed.items() for row in rows if name_of(row) != PROJECT["project"]["name"]]
    assert [(where, row) for where, row in flat if ">=" not in row or "<" not in row] == []


# Where the name to import is not the name to install.
MODULES = {"pyyaml": "yaml", "pyahocorasick": "ahocorasick", "scikit-learn": "sklearn"}


def test_what_a_user_installs_is_imported_somewhere() -> None:
    sources = [path for folder in ("src", "bench", "examples", "docs") for path in (ROOT / folder).rglob("*.py")]
    code = "\n".join(path.read_text("utf-8") for path in sources)
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", code, re.MULTILINE))
    installed = {
        name_of(row) for where, rows in requirements().items() if where != "build" and "group " not in where for row in rows
    }
    installed -= {PROJECT["project"]["name"]}
    assert {name for name in installed if MODULES.get(name, name.replace("-", "_")) not in imported} == set()


def test_the_tool_itself_needs_few_packages() -> None:
    assert len(PROJECT["project"]["dependencies"]) <= 5


# Licences


def script(name: str) -> ModuleType:
    loader = SourceFileLoader(name, str(ROOT / ".ci" / name))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def package(folder: Path, name: str, *lines: str) -> None:
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *lines, ""]), "utf-8")


def run_licences(folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run([sys.executable, ".ci/licences"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_a_licence_that_is_not_on_the_list_is_found_however_deep(tmp_path: Path) -> None:
    package(tmp_path, "riotgear-check", "Provides-Extra: excel", 'Requires-Dist: sheets; extra == "excel"', "Requires-Dist: good")
    package(tmp_path, "good", "License-Expression: MIT")
    package(tmp_path, "sheets", "License-Expression: Apache-2.0 OR GPL-2.0-only", "Requires-Dist: deep[fast]")
    package(tmp_path, "deep", "License-Expression: BSD-3-Clause", "Provides-Extra: fast", 'Requires-Dist: deeper; extra == "fast"')
    package(tmp_path, "deeper", "License-Expression: MIT AND AGPL-3.0-only")
    done = run_licences(tmp_path)
    assert done.returncode == 1
    assert [line for line in done.stdout.splitlines() if line.startswith("✖")] == ["✖ deeper 1.0: MIT AND AGPL-3.0-only"]


def test_packages_without_an_spdx_expression_are_read_by_classifier_or_field(tmp_path: Path) -> None:
    package(tmp_path, "riotgear-check", *(f"Requires-Dist: {name}" for name in ("old", "older", "silent", "missing")))
    package(tmp_path, "old", "Classifier: License :: OSI Approved :: MIT License", "License: see the file")
    package(tmp_path, "older", "License: Apache License, Version 2.0")
    package(tmp_path, "silent")
    done = run_licences(tmp_path)
    assert done.stdout.splitlines()[:4] == [
        "  missing: not installed here, not judged",
        "  old 1.0: MIT",
        "  older 1.0: Apache-2.0",
        "✖ silent 1.0: says no licence",
    ]


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("(MIT OR GPL-2.0-only) AND BSD-3-Clause", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_expressions(expression: str, good: bool) -> None:
    pytest.importorskip("packaging")
    assert script("licences").allowed(expression) is good


# Vulnerabilities. Reports in the form of pip-audit 2.10.

CLEAN = {"name": "rich", "version": "15.0.0", "vulns": []}
WEAK = {"name": "jinja2", "version": "2.0", "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"], "aliases": []}]}
UNKNOWN = {"name": "typer", "skip_reason": "Dependency not found on PyPI and could not be audited: typer (0.28.0)"}
OURS = {"name": "riotgear-check", "skip_reason": "distribution marked as editable"}


@pytest.mark.parametrize(
    ("packages", "code", "first"),
    [
        ([CLEAN, OURS], 0, "1 of 1 packages audited"),
        ([CLEAN, WEAK, OURS], 1, "✖ jinja2 2.0: PYSEC-2019-217, fixed in 2.10.1"),
        ([WEAK, UNKNOWN], 1, "✖ jinja2 2.0: PYSEC-2019-217, fixed in 2.10.1"),
        ([CLEAN, UNKNOWN], 3, "the vulnerability service gave no answer for typer"),
        ([UNKNOWN, OURS], 3, "the vulnerability service gave no answer for any package"),
        ([OURS], 3, "0 of 0 packages audited"),
    ],
)
def test_an_audit_that_knows_nothing_is_not_a_clean_one(packages: list[dict[str, Any]], code: int, first: str) -> None:
    lines, got = script("audit").judge({"dependencies": packages, "fixes": []})
    assert (got, lines[0]) == (code, first)


# Workflows


def jobs() -> list[tuple[str, str, dict[str, Any]]]:
    loaded = [(path.name, yaml.safe_load(path.read_text("utf-8"))) for path in WORKFLOWS]
    return [(file, name, job) for file, workflow in loaded for name, job in workflow["jobs"].items()]


def test_no_workflow_has_rights_and_one_job_has_more_than_reading() -> None:
    for path in WORKFLOWS:
        assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {}, path.name
    rights = {(file, name): job["permissions"] for file, name, job in jobs()}
    assert {place: given for place, given in rights.items() if given != {"contents": "read"}} == {
        ("release.yml", "publish"): {"id-token": "write"}
    }


def test_the_job_that_publishes_waits_for_the_environment_and_runs_no_script() -> None:
    (publish,) = [job for file, name, job in jobs() if (file, name) == ("release.yml", "publish")]
    assert publish["environment"] == "release"
    assert publish["needs"] == "build"
    assert [step for step in publish["steps"] if "run" in step] == []


def test_foreign_actions_are_pinned_by_commit_with_the_version_beside() -> None:
    files = [*WORKFLOWS, ROOT / "action.yml"]
    uses = [line.strip() for path in files for line in path.read_text("utf-8").splitlines() if re.match(r"\s*(- )?uses:", line)]
    foreign = [line for line in uses if not re.search(r"uses: (\./|\$/)", line)]
    assert len(foreign) >= 5
    assert [line for line in foreign if not re.fullmatch(r"(- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_an_action_has_one_commit_everywhere() -> None:
    text = "".join(path.read_text("utf-8") for path in [*WORKFLOWS, ROOT / "action.yml"])
    pins = set(re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40})", text))
    assert len({name for name, _ in pins}) == len(pins)


def test_no_expression_is_pasted_into_a_script() -> None:
    steps = [step for _, _, job in jobs() for step in job.get("steps", [])]
    steps += yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) >= 4
    assert [script for script in scripts if "${{" in script] == []
