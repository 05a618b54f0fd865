"""The rules of lint: a folder a rule, with files laid over `tests/lint/base` and the exact report; formats; the manual."""

from __future__ import annotations

import inspect
import json
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from riotgear_check import lists
from riotgear_check.faults import Fault
from riotgear_check.lint import check_folder
from riotgear_check.lint.formats import FORMATS, fingerprints
from riotgear_check.lint.handbook import handbook
from riotgear_check.lint.registry import MODULES, RULES
from tests.conftest import ROOT, run

CASES = ROOT / "tests" / "lint"
LAYERS = sorted(path for path in CASES.glob("RG*/*") if path.name in ("bad", "good"))


def lay(layer: Path, tmp_path: Path) -> Path:
    """The base folder with the files of a case laid over it."""
    folder = tmp_path / "lists"
    shutil.copytree(CASES / "base", folder)
    shutil.copytree(layer, folder, dirs_exist_ok=True)
    return folder


@pytest.mark.parametrize("layer", LAYERS, ids=lambda path: path.relative_to(CASES).as_posix())
def test_report(layer: Path, tmp_path: Path) -> None:
    faults = check_folder(lay(layer, tmp_path), "lists")
    report = FORMATS["text"](faults)
    expected = (layer.parent / "expected.txt").read_text("utf-8") if layer.name == "bad" else ""
    assert report == expected


def test_the_base_is_clean() -> None:
    assert check_folder(CASES / "base") == []


def test_every_rule_has_a_bad_and_a_good_folder() -> None:
    assert {path.parent.name for path in LAYERS if path.name == "bad"} == set(RULES) - {"RG005"}
    assert {path.parent.name for path in LAYERS if path.name == "good"} == set(RULES) - {"RG005"}


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.fix])
def test_fix(code: str, tmp_path: Path) -> None:
    """`fixed` holds the files as they are to be after --fix; what it leaves is for a person, as the report says."""
    folder = lay(CASES / code / "bad", tmp_path)
    fixed = CASES / code / "fixed"
    done = run("lint", "--fix", str(folder))
    changed = sorted(path.relative_to(fixed) for path in fixed.rglob("*.yaml"))
    assert changed
    assert all(f"{path.as_posix()}: {code} " in done.err for path in changed)
    for path in changed:
        assert (folder / path).read_bytes() == (fixed / path).read_bytes(), path
    kept = sorted(path.relative_to(folder) for path in folder.rglob("*.yaml") if path.relative_to(folder) not in changed)
    assert all((folder / path).read_bytes() == (CASES / "base" / path).read_bytes() for path in kept)
    again = run("lint", "--fix", str(folder))
    assert f" {code} " not in again.err
    assert again.out == done.out


def test_fix_of_one_file_leaves_the_others(tmp_path: Path) -> None:
    folder = lay(CASES / "RG114" / "bad", tmp_path)
    other = (folder / "equipment" / "cuffs.yaml").read_bytes()
    run("lint", "--fix", str(folder / "languages" / "en.yaml"))
    assert (folder / "languages" / "en.yaml").read_bytes() == (CASES / "RG114/fixed/languages/en.yaml").read_bytes()
    assert (folder / "equipment" / "cuffs.yaml").read_bytes() == other


def test_fix_leaves_a_file_that_it_would_make_unreadable(tmp_path: Path) -> None:
    """The normal form of U+1FEF is a back quote, with which no YAML word may begin."""
    folder = lay(CASES / "RG111" / "good", tmp_path)
    path = folder / "languages" / "fr.yaml"
    path.write_text(path.read_text("utf-8").replace("menotte", "\u1fefmenotte  "), "utf-8")
    before = path.read_bytes()
    done = run("lint", "--fix", str(folder))
    assert path.read_bytes() == before
    assert "RG111" in done.out
    assert "RG111" not in done.err


def test_fix_keeps_the_line_breaks_and_the_rights_of_a_file(tmp_path: Path) -> None:
    folder = lay(CASES / "RG114" / "bad", tmp_path)
    path = folder / "languages" / "en.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    path.chmod(0o640)
    run("lint", "--fix", str(folder))
    assert path.read_bytes() == (CASES / "RG114/fixed/languages/en.yaml").read_bytes().replace(b"\n", b"\r\n")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MAX_FILE_BYTES", 1000)
    folder = lay(CASES / "RG003" / "good", tmp_path)
    with (folder / "sources.yaml").open("a") as file:
        file.write("#" * 1000)
    report = FORMATS["text"](check_folder(folder, "lists"))
    assert "lists/sources.yaml:1:1: error RG005 larger than 1,000 bytes (split the file)\n" in report


def test_every_rule_is_registered_and_has_a_whole_manual() -> None:
    files = {path.stem for path in (ROOT / "src/riotgear_check/lint").glob("rg*.py")}
    assert [module.__name__.rpartition(".")[2] for module in MODULES] == sorted(files)
    for rule in RULES.values():
        assert rule.severity in ("error", "warning", "note")
        assert rule.title.endswith((".", "?")), rule.code
        assert all(f"\n{part}: " in rule.manual for part in ("Why", "Mend", "Example")), rule.code


def test_the_page_of_rules_is_true() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    assert page == handbook(), "run: python -m riotgear_check.lint.handbook > docs/rules.md"


def test_explain_prints_the_docstring() -> None:
    done = run("lint", "--explain", "rg101")
    assert done.exit_code == 0
    assert inspect.getdoc(next(m for m in MODULES if "rg101" in m.__name__)) in done.out


def test_explain_of_an_unknown_rule_is_a_usage_error() -> None:
    done = run("lint", "--explain", "RG4001")
    assert done.exit_code == 2
    assert "unknown rule 'RG4001': did you mean 'RG401'?" in done.err


def test_strict_makes_warnings_fail(tmp_path: Path) -> None:
    folder = str(lay(CASES / "RG310" / "bad", tmp_path))
    assert run("lint", folder).exit_code == 0
    assert run("lint", folder, "--strict").exit_code == 4
    assert run("lint", str(CASES / "base"), "--strict").exit_code == 0


def test_what_was_found_is_kept_until_a_byte_changes(tmp_path: Path) -> None:
    folder = lay(CASES / "RG507" / "bad", tmp_path)
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = run("lint", str(folder), env=env)
    (kept,) = (tmp_path / "cache").rglob("*.lint.json")
    assert run("lint", str(folder), env=env) == first
    kept.write_text(kept.read_text("utf-8").replace("check digit", "kept digit"), "utf-8")
    assert "kept digit" in run("lint", str(folder), env=env).out
    kept.write_text("[[1", "utf-8")
    assert run("lint", str(folder), env=env) == first
    (folder / "act.yaml").write_bytes((folder / "act.yaml").read_bytes() + b"# more\n")
    assert run("lint", str(folder), env=env) == first
    assert len(list((tmp_path / "cache").rglob("*.lint.json"))) == 2


def test_notes_never_fail_and_are_one_line_a_file(tmp_path: Path) -> None:
    folder = str(lay(CASES / "RG508" / "bad", tmp_path))
    done = run("lint", folder, "--strict")
    assert done.exit_code == 0
    assert len(done.out.splitlines()) == 1
    assert done.err == f"{folder}: no faults, 3 notes\n"
    assert [fault["line"] for fault in run("lint", folder, "--format", "json").json["faults"]] == [2, 4, 6]


def test_several_paths_and_a_single_file(tmp_path: Path) -> None:
    folder = lay(CASES / "RG507" / "bad", tmp_path)
    both = run("lint", str(CASES / "base"), str(folder))
    assert both.exit_code == 4
    assert len(both.out.splitlines()) == 2
    assert run("lint", str(folder / "act.yaml")).out == both.out
    assert run("lint", str(folder / "languages" / "en.yaml")).out == ""


def test_a_core_language_without_a_file(tmp_path: Path) -> None:
    folder = lay(CASES / "RG401" / "good", tmp_path)
    (folder / "languages" / "es.yaml").unlink()
    (fault,) = check_folder(folder, "lists")
    assert str(fault) == "lists:1:1: error RG401 the core language 'es' is missing (add languages/es.yaml)"


FAULTS = [
    Fault("lists/un.yaml", 3, 5, "RG102", "unknown key 'a,b%'", "did you mean 'ab'?", "error"),
    Fault("lists/un.yaml", 9, 1, "RG508", "<no> source", "", "warning"),
]


def test_json() -> None:
    document = json.loads(FORMATS["json"](FAULTS))
    assert document["faults"][1] == {
        "file": "lists/un.yaml", "line": 9, "column": 1, "severity": "warning", "code": "RG508",
        "message": "<no> source", "hint": "",
    }  # fmt: skip


def test_github() -> None:
    assert FORMATS["github"](FAULTS).splitlines() == [
        "::error file=lists/un.yaml,line=3,col=5,title=RG102::unknown key 'a,b%25' (did you mean 'ab'?)",
        "::warning file=lists/un.yaml,line=9,col=1,title=RG508::<no> source",
    ]


def test_sarif() -> None:
    document = json.loads(FORMATS["sarif"](FAULTS))
    (sarif_run,) = document["runs"]
    assert document["version"] == "2.1.0"
    assert [rule["id"] for rule in sarif_run["tool"]["driver"]["rules"]] == list(RULES)
    for result in sarif_run["results"]:
        assert sarif_run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert sarif_run["results"][0]["level"] == "error"


def test_fingerprints_hold_while_lines_move_and_tell_twins_apart() -> None:
    twin = Fault("lists/un.yaml", 20, 5, *("RG102", "unknown key 'a,b%'", "did you mean 'ab'?", "error"))
    moved = Fault("lists/un.yaml", 4, 9, *("RG102", "unknown key 'a,b%'", "did you mean 'ab'?", "error"))
    first, second = fingerprints([FAULTS[0], twin])
    assert first != second
    assert list(fingerprints([moved])) == [first]


def test_a_note_is_a_notice_on_github_and_a_note_in_sarif() -> None:
    notes = [Fault("models.yaml", line, 5, "RG508", f"trade name '{line}' has no source", "", "note") for line in (2, 4)]
    assert FORMATS["github"](notes) == (
        "::notice file=models.yaml,line=2,col=5,title=RG508::trade name '2' has no source (and 1 more like it: --format json has all)\n"
    )
    assert [result["level"] for result in json.loads(FORMATS["sarif"](notes))["runs"][0]["results"]] == ["note", "note"]


def test_junit() -> None:
    root = ET.fromstring(FORMATS["junit"](FAULTS))
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("2", "1", "1")
    assert root.find(".//failure").get("message") == "unknown key 'a,b%' (did you mean 'ab'?)"
    assert ET.fromstring(FORMATS["junit"]([])).find(".//testcase") is not None


def test_the_shipped_lists_are_clean() -> None:
    """Nothing but the trade names whose source nobody has looked up yet, which the lists say of themselves."""
    done = run("lint", "--strict", "--format", "json")
    assert done.exit_code == 0
    assert {(fault["severity"], fault["code"]) for fault in done.json["faults"]} <= {("note", "RG508")}
