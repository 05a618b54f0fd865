"""The steps of action.yml, run as GitHub runs them: in bash, with the variables that it would set."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from riotgear_check.cli import ScreenFormat
from tests.conftest import ROOT, TODAY

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
STALL = "stand;product\n5B 044;police thumb cuffs\n5B 045;cotton T-shirt\n5B 046;riot control equipment\n"

needs_annotations = pytest.mark.skipif(
    not {"github", "sarif"} <= set(ScreenFormat), reason="screen has no format github and sarif yet"
)


@dataclass(frozen=True)
class Result:
    """What a caller of the action gets."""

    exit_code: int
    log: str
    outputs: dict[str, str] = field(default_factory=dict)


def evaluate(text: str, values: dict[str, str]) -> str:
    """Fill in the expressions of a text, the plain ones that action.yml may use."""
    return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda found: values[found[1]], text)


def run_step(
    step: dict[str, Any], values: dict[str, str], env: dict[str, str], workspace: Path
) -> subprocess.CompletedProcess[str]:
    script = workspace.parent / "step.sh"
    script.write_text(step["run"], "utf-8")
    given = {name: evaluate(value, values) for name, value in step.get("env", {}).items()}
    folder = evaluate(step.get("working-directory", str(workspace)), values)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
    # GitHub shows both streams as one log, and reads both for commands.
    return subprocess.run(
        command, cwd=folder, env={**env, **given}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


@dataclass(frozen=True)
class Runner:
    """A machine of GitHub on which the action is installed."""

    temp: Path
    env: dict[str, str]

    def run(self, workspace: Path, **inputs: str) -> Result:
        """Run the steps after the installation in a workspace, with inputs written with `_` for `-`."""
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert set(given) <= set(ACTION["inputs"])
        every = {name: given.get(name, spec.get("default", "")) for name, spec in ACTION["inputs"].items()}
        values = {f"inputs.{name}": value for name, value in every.items()} | {"github.action_path": str(ROOT)}
        output = self.temp / "output"
        output.write_text("")
        (step,) = [step for step in STEPS if step.get("id") == "check"]
        done = run_step(step, values, {**self.env, "GITHUB_OUTPUT": str(output)}, workspace)
        pairs = (line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        values |= {f"steps.check.outputs.{name}": value for name, value in pairs}
        unset = {"steps.check.outputs.findings": "", "steps.check.outputs.sarif": ""}
        outputs = {name: evaluate(spec["value"], unset | values) for name, spec in ACTION["outputs"].items()}
        return Result(done.returncode, done.stdout, outputs)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    temp = tmp_path_factory.mktemp("runner")
    hidden = ("PYTHON", "RIOTGEAR", "GITHUB_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    env |= {"RUNNER_TEMP": str(temp), "PATH": f"{Path(sys.executable).parent}:{env['PATH']}", "GITHUB_ACTIONS": "true"}
    setup, install, _ = STEPS
    assert setup["uses"].startswith("actions/setup-python@")
    workspace = temp / "workspace"
    workspace.mkdir()
    done = run_step(install, {"inputs.version": "", "github.action_path": str(ROOT)}, env, workspace)
    assert done.returncode == 0, done.stdout
    return Runner(temp, env)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The repository of a caller, which holds what would run if the current folder were on Python's path."""
    folder = tmp_path / "workspace"
    (folder / "riotgear_check").mkdir(parents=True)
    (folder / "riotgear_check" / "__init__.py").write_text("raise SystemExit('the folder of the caller ran')", "utf-8")
    (folder / "yaml.py").write_text("raise SystemExit('the module of the caller ran')", "utf-8")
    (folder / "stall.csv").write_text(STALL, "utf-8")
    return folder


def list_folder(workspace: Path, broken: bool) -> None:
    shutil.copytree(ROOT / "lists", workspace / "lists")
    if broken:
        path = workspace / "lists" / "equipment" / "restraints.yaml"
        path.write_text(path.read_text("utf-8").replace("- id: thumb-cuffs\n", "- id: thumb-cufs\n"), "utf-8")


def annotations(log: str) -> list[str]:
    """The lines of a log that a runner reads as annotations: none between stop-commands and its token."""
    out, token = [], None
    for line in log.splitlines():
        if token is not None:
            token = None if line == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.startswith("::"):
            out.append(line)
    assert token is None
    return out


def test_lint_of_good_lists(runner: Runner, workspace: Path) -> None:
    list_folder(workspace, broken=False)
    done = runner.run(workspace, command="lint", path="lists")
    found = annotations(done.log)
    assert done.exit_code == 0, done.log
    assert [line for line in found if not line.startswith(("::warning ", "::notice "))] == []


def test_lint_annotates_the_lines(runner: Runner, workspace: Path) -> None:
    list_folder(workspace, broken=True)
    done = runner.run(workspace, command="lint", path="lists")
    found = annotations(done.log)
    assert done.exit_code == 4
    assert int(done.outputs["findings"]) >= len(found)
    assert any(line.startswith("::error file=lists/eu.yaml,line=") and "thumb-cuffs" in line for line in found)


def test_lint_as_sarif(runner: Runner, workspace: Path) -> None:
    list_folder(workspace, broken=True)
    done = runner.run(workspace, command="lint", path="lists", format="sarif")
    results = json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    assert done.exit_code == 4
    assert done.outputs["findings"] == str(len(results)) != "0"
    assert annotations(done.log) == []


@needs_annotations
def test_screen_annotates_the_rows_and_fails(runner: Runner, workspace: Path) -> None:
    done = runner.run(workspace, path="stall.csv", as_of=TODAY)
    found = annotations(done.log)
    assert done.exit_code == 1
    assert done.outputs["findings"] == str(len(found)) == "2"
    assert "file=stall.csv,line=2" in found[0]
    assert "eu/2025/II.2.2" in done.log


@needs_annotations
def test_screen_takes_column_date_and_threshold(runner: Runner, workspace: Path) -> None:
    (workspace / "two.csv").write_text("product;what\ncotton T-shirt;electric shock gloves\n", "utf-8")
    done = runner.run(workspace, path="two.csv", column="what", as_of="2023-11-14", fail_on="never")
    assert done.exit_code == 0
    assert done.outputs["findings"] == "1"
    assert "eu/2019/III.2.1" in done.log


@needs_annotations
def test_screen_as_sarif(runner: Runner, workspace: Path) -> None:
    done = runner.run(workspace, path="stall.csv", format="sarif", column="product")
    results = json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))["runs"][0]["results"]
    assert done.exit_code == 1
    assert done.outputs["findings"] == str(len(results)) == "2"


@needs_annotations
def test_all_findings_count_also_those_beyond_the_annotations(runner: Runner, workspace: Path) -> None:
    (workspace / "many.csv").write_text("product\n" + "police thumb cuffs\n" * 25, "utf-8")
    done = runner.run(workspace, path="many.csv")
    assert 0 < len(annotations(done.log)) < 25
    assert done.outputs["findings"] == "25"


@needs_annotations
def test_titles_of_columns_are_no_commands(runner: Runner, workspace: Path) -> None:
    title = "::error title=forged::product"
    (workspace / "forged.csv").write_text(f"{title}\n##[error]police thumb cuffs\n", "utf-8")
    done = runner.run(workspace, path="forged.csv", column=title)
    assert done.exit_code == 1
    assert [line for line in annotations(done.log) if "forged::" in line] == []


HOSTILE = ["$(touch pwned)`touch pwned`; touch pwned", "'; touch pwned; '\"; touch pwned; \"", "--output=pwned\ntouch pwned\n*"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["command", "path", "format", "column", "as_of", "fail_on"])
def test_inputs_are_never_read_as_shell(runner: Runner, workspace: Path, name: str, text: str) -> None:
    given = {"path": "stall.csv", "column": "product", "format": "github"} | {name: text}
    before = set(workspace.iterdir())
    done = runner.run(workspace, **given)
    assert done.exit_code in (2, 3)
    assert "Traceback" not in done.log
    assert set(workspace.iterdir()) == before
    assert annotations(done.log) == []


@pytest.mark.parametrize(("inputs", "words"), [({"command": "evaluate"}, "screen or lint"), ({"format": "xml"}, "github or sarif")])
def test_other_commands_and_formats_are_refused(runner: Runner, workspace: Path, inputs: dict[str, str], words: str) -> None:
    done = runner.run(workspace, path="stall.csv", **inputs)
    assert done.exit_code == 2
    assert words in done.log


def test_a_version_is_installed_by_its_exact_name(tmp_path: Path) -> None:
    """The second step with a version: pip is asked for that one, and a hostile one is no second word."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "workspace").mkdir()
    (tmp_path / "riotgear-check" / "bin").mkdir(parents=True)
    for path in (tmp_path / "bin" / "python", tmp_path / "riotgear-check" / "bin" / "pip"):
        path.write_text('#!/bin/sh\nfor word; do echo "<$word>"; done\n')
        path.chmod(0o755)
    env = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path)}
    values = {"inputs.version": "0.1.0 --index-url evil", "github.action_path": str(ROOT)}
    done = run_step(STEPS[1], values, env, tmp_path / "workspace")
    assert done.stdout.splitlines()[-1] == "<riotgear-check==0.1.0 --index-url evil>"
