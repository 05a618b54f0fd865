"""Nothing is deleted: what ended is no longer matched, is still found by its id, and its id is not used again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY, run

ENDED = """\
- what: trade-name
  name: Valabarb
  of: execution-drugs
  day: "2026-12-01"
  reason: No page could be found where the name stands for the drug.
- what: kind
  name: dazzlers
  day: "2026-12-01"
  reason: On no list, and nobody asked for it.
  replaced_by: [acoustic-weapons]
  was: Laser devices that dazzle.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lists after a trade name and a kind have ended."""
    folder = tmp_path_factory.mktemp("ended") / "lists"
    shutil.copytree(ROOT / "lists", folder)
    models = (folder / "models.yaml").read_text("utf-8").replace("  - {name: Valabarb}\n", "")
    (folder / "models.yaml").write_text(models, "utf-8")
    (folder / "ended.yaml").write_text(ENDED, "utf-8")
    return folder


def test_what_ended_is_no_longer_matched(folder: Path) -> None:
    assert "prohibited" not in run("lookup", "Valabarb", "--lists", str(folder), "--as-of", TODAY).out
    assert "execution-drugs" in run("lookup", "Valabarb", "--as-of", TODAY).out


def test_show_still_answers_for_it(folder: Path) -> None:
    out = run("show", "Valabarb", "--lists", str(folder)).out
    assert "Valabarb (trade-name), no longer used since 2026-12-01" in out
    assert "reason: No page could be found where the name stands for the drug." in out


def test_lint_refuses_an_id_that_is_used_again(folder: Path) -> None:
    faults = run("lint", str(folder)).out
    assert "error RG511 kind 'dazzlers' is still in use (take one of the two out)" in faults
    assert "Valabarb" not in "".join(line for line in faults.splitlines() if "RG511" in line)


def test_it_is_exported(folder: Path) -> None:
    ended = run("export", "--lists", str(folder)).json["ended"]
    assert [(item["what"], item["name"], item["day"]) for item in ended] == [
        ("trade-name", "Valabarb", "2026-12-01"),
        ("kind", "dazzlers", "2026-12-01"),
    ]


def test_every_entry_of_an_old_edition_is_replaced_or_ended() -> None:
    """The shipped lists keep to the policy: RG511 runs on every entry, and finds nothing."""
    assert "RG511" not in run("lint", "--format", "json").out
