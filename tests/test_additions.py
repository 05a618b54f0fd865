"""Own lists: one YAML file more is one column more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riotgear_check.api import compare, load
from riotgear_check.faults import ListsError, UsageError
from riotgear_check.model import Measure
from riotgear_check.store import Store, open_store
from tests.conftest import ROOT, run

HOUSE = ROOT / "examples" / "house-rules.yaml"

NEW_WORDS = """\
code: en
name: English
endonym: English
terms: {soap-on-a-rope: [soap on a rope]}
"""
NEW_KIND = """\
- id: soap-on-a-rope
  label: Soap on a rope
  definition: A bar of soap on a cord, which the made-up fair of this test does not like.
  examples: {match: [Soap on a rope lavender], no_match: [Rope soap dish]}
"""


def test_the_house_rules_are_a_further_column_of_every_verdict() -> None:
    verdicts = load("2026-11-24", [HOUSE]).check("stun baton").verdicts
    assert [(name, v.measure, v.entries) for name, v in verdicts.items()] == [
        ("un", Measure.PROHIBITED, ("un/direct-contact-shock-weapons",)),
        ("eu", Measure.CONTROLLED, ("eu/2025/III.2.1",)),
        ("house", Measure.PROHIBITED, ("house/2026/1.1",)),
    ]


def test_the_other_lists_say_what_they_said_before() -> None:
    plain, extended = load("2026-11-24"), load("2026-11-24", [HOUSE])
    for name in ("pepper spray 400 ml", "thumb cuffs", "电击手套", "coffee machine"):
        assert {k: v for k, v in extended.check(name).verdicts.items() if k != "house"} == plain.check(name).verdicts


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (("lookup", "stun baton"), "HOUSE"),
        (("screen", "examples/exhibitors.csv"), "HOUSE"),
        (("screen", "examples/exhibitors.csv", "--format", "csv"), "rg_house_entries"),
        (("screen", "examples/exhibitors.csv", "--format", "jsonl"), '"house": {"measure"'),
        (("show",), "HOUSE"),
        (("show", "stun-guns"), "house/2026/1.1"),
        (("show", "house-rules-2026"), "House rules of the Example Security Fair"),
        (("diff", "un", "house"), "un prohibits"),
    ],
)
def test_every_command_shows_it(command: tuple[str, ...], shown: str) -> None:
    result = run(*command, "--lists", str(HOUSE))
    assert result.exit_code == 0, result.err
    assert shown in result.out


def test_two_lists_of_ones_own_can_be_compared() -> None:
    assert {row.relation for row in compare("eu", "house", [HOUSE]).rows} == {"stricter-in-b", "only-in-a", "neither", "same"}


def test_the_header_names_the_added_list_and_another_hash() -> None:
    lines = run("screen", "examples/exhibitors.csv", "--format", "jsonl", "--lists", str(HOUSE)).out.splitlines()
    lists = json.loads(lines[0])["lists"]
    assert lists["house"] == "2026"
    assert lists["version"].endswith("+house-rules")
    assert lists["hash"] != Store().lists.hash


def test_a_folder_may_add_a_kind_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "own"
    (folder / "equipment").mkdir(parents=True)
    (folder / "equipment" / "washing.yaml").write_text(NEW_KIND, "utf-8")
    (folder / "languages").mkdir()
    (folder / "languages" / "en.yaml").write_text(NEW_WORDS, "utf-8")
    rules = HOUSE.read_text("utf-8").replace("{equipment: shock-batons,", "{equipment: soap-on-a-rope,")
    (folder / "house.yaml").write_text(rules, "utf-8")
    for _once_built_once_from_the_cache in range(2):
        checker = load("2026-11-24", [folder])
        assert checker.check("Soap on a rope, lavender").verdicts["house"].measure is Measure.PROHIBITED
        assert checker.check("thumb cuffs").verdicts["eu"].measure is Measure.PROHIBITED
    assert checker.check("Soap on a rope, lavender").verdicts["eu"].measure is Measure.NOT_LISTED
    assert run("lint", str(folder)).exit_code == 0


def test_faults_of_an_addition_name_the_file_the_line_and_the_nearest_word(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(HOUSE.read_text("utf-8").replace("shock-batons", "shock-baton").replace("id: house\n", "id: eu\n"), "utf-8")
    with pytest.raises(ListsError) as caught:
        open_store([path]).lists  # noqa: B018
    assert [fault.code for fault in caught.value.faults] == ["RG205", "RG201"]
    result = run("lookup", "thumb cuffs", "--lists", str(path))
    assert result.exit_code == 4
    assert result.err.startswith(f"riotgear-check: list files invalid: {path}:")
    lint = run("lint", str(path))
    assert lint.exit_code == 4
    assert "unknown equipment 'shock-baton' (did you mean 'shock-batons'?)" in lint.out


def test_the_example_has_no_faults() -> None:
    result = run("lint", str(HOUSE), "--strict")
    assert (result.exit_code, result.out) == (0, "")


@pytest.mark.parametrize("where", ["nowhere.yaml", "nowhere"])
def test_a_missing_path_is_a_usage_error(where: str) -> None:
    result = run("lookup", "thumb cuffs", "--lists", where)
    assert result.exit_code == 2
    assert f"{where}: no such file or folder of lists" in result.err


def test_two_whole_references_are_a_usage_error() -> None:
    with pytest.raises(UsageError, match="two whole references"):
        open_store([ROOT / "lists", ROOT / "lists"])
