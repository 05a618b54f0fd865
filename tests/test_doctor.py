"""`doctor` finds what is wrong, says what to do, and ends with 0 only where the tool is fit for use."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from riotgear_check import __version__
from riotgear_check.commands import doctor
from tests.conftest import ROOT, run


def checks(*args: str, code: int = 0, **more: Any) -> dict[str, dict[str, str]]:
    done = run("doctor", "--format", "json", *args, **more)
    assert done.exit_code == code, done.err
    assert done.json["fit"] is (code == 0)
    return {check["name"]: check for check in done.json["checks"]}


def test_a_sound_installation_is_fit_for_use() -> None:
    found = checks()
    assert found["Python"]["state"] == "ok"
    assert found["lists"]["state"] == "ok"
    assert found["compiled lists"]["state"] == "ok"
    assert found["riotgear-check"]["text"].startswith(__version__)
    done = run("doctor")
    assert done.out.splitlines()[-1] == "fit for use"


def test_every_hint_stands_below_its_check() -> None:
    lines = run("doctor", env={"LC_ALL": "eo.UTF-8"}).out.splitlines()
    place = lines.index("! language: eo is not in the lists: labels are English")
    assert lines[place + 1] == "    choose another with --lang"


def test_broken_lists_are_told_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "un.yaml").write_text("id: [", "utf-8")
    found = checks("--lists", str(tmp_path), code=4)
    assert found["lists"]["state"] == "fault"
    assert "un.yaml:2:1: error RG002" in found["lists"]["text"]
    assert found["lists"]["hint"]


def test_a_broken_configuration_does_not_keep_the_doctor_away(tmp_path: Path) -> None:
    (tmp_path / ".riotgear-check.toml").write_text("lang = 3\n", "utf-8")
    found = checks(code=1, cwd=tmp_path, env={"PYTHONPATH": str(ROOT / "src")})
    assert found["configuration"]["state"] == "fault"
    assert ".riotgear-check.toml: 'lang'" in found["configuration"]["text"]
    assert found["lists"]["state"] == "ok"


def test_the_configuration_that_counts_is_named(tmp_path: Path) -> None:
    (tmp_path / ".riotgear-check.toml").write_text('lang = "fr"\n', "utf-8")
    found = checks(cwd=tmp_path, env={"PYTHONPATH": str(ROOT / "src")})
    assert found["configuration"]["text"] == str(tmp_path / ".riotgear-check.toml")


def test_a_cache_that_cannot_be_written_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = checks(env={"XDG_CACHE_HOME": str(tmp_path / "file"), "XDG_STATE_HOME": str(tmp_path)})
    assert found["compiled lists"]["state"] == "note"
    assert "XDG_CACHE_HOME" in found["compiled lists"]["hint"]


def test_a_terminal_without_utf8_is_a_note() -> None:
    found = checks(env={"PYTHONIOENCODING": "ascii"})
    assert found["output"]["state"] == "note"
    assert "UTF-8" in found["output"]["hint"]


def declared(monkeypatch: pytest.MonkeyPatch, installed: dict[str, str], requires: list[str]) -> dict[str, doctor.Check]:
    def version(name: str) -> str:
        if name in installed:
            return installed[name]
        raise doctor.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "version", version)
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: requires)
    return {check.name: check for check in doctor._packages()}


def test_a_missing_dependency_is_a_fault_and_a_missing_extra_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    found = declared(
        monkeypatch,
        {"riotgear-check": __version__, "typer": "0.28.0", "zstandard": "0.25.0"},
        ["typer<0.29,>=0.26", "pyyaml>=6.0", "xlsxwriter>=3.2; extra == 'excel'", "zstandard>=0.22; extra == 'zstd'"],
    )
    assert (found["typer"].state, found["typer"].text) == ("ok", "0.28.0 (needs <0.29,>=0.26)")
    assert (found["pyyaml"].state, found["pyyaml"].hint) == ("fault", "pip install 'pyyaml>=6.0'")
    assert (found["extra excel"].state, found["extra excel"].hint) == ("note", "pip install 'riotgear-check[excel]'")
    assert (found["extra zstd"].state, found["extra zstd"].text) == ("ok", "zstandard 0.25.0")


def test_an_older_installation_beside_this_code_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    found = declared(monkeypatch, {"riotgear-check": "0.0.1"}, [])
    assert "0.0.1 is installed" in found["riotgear-check"].text


def test_code_that_was_never_installed_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    assert declared(monkeypatch, {}, [])["riotgear-check"].hint == "run 'pip install .' in the checkout"


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX path")
def test_a_browser_on_the_path_is_found_without_a_display(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import webbrowser

    def none() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert doctor._browser().text == "none found"
    program = tmp_path / "firefox"
    program.write_text("")
    program.chmod(0o755)
    assert doctor._browser().text == f"{program}, but no display"
