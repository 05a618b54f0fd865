"""The configuration file: defaults of a project, checked key by key."""

from __future__ import annotations

from pathlib import Path

import pytest

from riotgear_check.config import Option, find_config, read_config
from riotgear_check.faults import UsageError
from tests.conftest import ROOT, run

HOUSE = ROOT / "examples" / "house-rules.yaml"
OPTIONS = {
    "lookup": {"as-of": Option("as_of"), "lists": Option("lists", "path", several=True)},
    "screen": {
        "as-of": Option("as_of"),
        "lists": Option("lists", "path", several=True),
        "all": Option("everything", "truth"),
        "column": Option("column", several=True),
    },
    "evaluate": {"fail-under": Option("fail_under", "number")},
}


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_a_key_counts_for_every_command_that_has_it_and_a_table_for_one(tmp_path: Path) -> None:
    path = write(tmp_path / ".riotgear-check.toml", 'as-of = "2026-01-02"\n[screen]\nall = true\ncolumn = ["a", "b"]\n')
    assert read_config(path, OPTIONS) == {
        "lookup": {"as_of": "2026-01-02"},
        "screen": {"as_of": "2026-01-02", "everything": True, "column": ["a", "b"]},
        "evaluate": {},
    }


def test_paths_are_taken_from_the_folder_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", '[tool.riotgear-check]\nlists = "own/house.yaml"\n')
    assert read_config(path, OPTIONS)["lookup"] == {"lists": [str(tmp_path / "own/house.yaml")]}


def test_the_nearest_file_counts_and_a_pyproject_without_our_table_is_passed_over(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    outer = write(tmp_path / ".riotgear-check.toml", "")
    write(tmp_path / "a" / "pyproject.toml", '[project]\nname = "riotgear-check-user"\n')
    assert find_config(inner) == outer
    near = write(inner / "pyproject.toml", "[tool.riotgear-check]\n")
    assert find_config(inner) == near


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('list = "x"', "unknown key 'list': did you mean 'lists'?"),
        ("[screen]\ncolumns = []", "unknown key 'columns': did you mean 'column'?"),
        ("lists = 3", "'lists' is to be a path in quotes, or a list of such"),
        ("as-of = 2026-01-02", "'as-of' is to be text in quotes"),
        ('[screen]\nall = "yes"', "'all' is to be true or false"),
        ("[evaluate]\nfail-under = true", "'fail-under' is to be a number"),
        ("screen = 3", "'screen' is a command: write a table [screen] of its options"),
        ("as-of = ", "not valid TOML"),
        ("a = " + "[" * 100_000, "not valid TOML"),
    ],
)
def test_faults_name_the_file_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / ".riotgear-check.toml", text)
    with pytest.raises(UsageError) as caught:
        read_config(path, OPTIONS)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_the_command_line_takes_its_defaults_from_it_and_wins(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", f'[tool.riotgear-check]\nlists = ["{HOUSE}"]\nas-of = "2026-01-02"\n')
    assert "as of 2026-01-02: un edition 2023, eu edition 2025, house edition 2026" in run("lookup", "x", cwd=tmp_path).out.replace(
        "\n  ", " "
    )
    assert "as of 2023-11-14" in run("lookup", "x", "--as-of", "2023-11-14", cwd=tmp_path).out
    assert "house" not in run("--no-config", "lookup", "x", cwd=tmp_path).out


def test_a_fault_in_it_is_a_usage_error_of_one_line(tmp_path: Path) -> None:
    write(tmp_path / ".riotgear-check.toml", "lits = []\n")
    result = run("lookup", "x", cwd=tmp_path)
    assert result.exit_code == 2
    assert len(result.err.splitlines()) == 1
    assert "unknown key 'lits'" in result.err
