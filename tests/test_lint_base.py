"""`lint --base`: warnings only for lines that changed since a git revision, in a scratch repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from riotgear_check.lint.since import read_diff
from tests.conftest import ROOT, run

BASE = ROOT / "tests" / "lint" / "base"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *args: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, "-C", str(folder), *args], check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "change")


def append(path: Path, word: str) -> None:
    """Write one more word at the end of the list of words for thumb."""
    text = path.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  thumb:"))
    path.write_text(text.replace(line, line.removesuffix("]") + f", {word}]"), "utf-8")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Lists in a repository, with a word that is read as another in the French file, known and committed."""
    folder = tmp_path / "repository" / "lists"
    shutil.copytree(BASE, folder)
    append(folder / "languages" / "fr.yaml", "Pouce")
    git(tmp_path, "init", "-q", "-b", "main", "repository")
    commit(folder)
    return folder


def warned(folder: Path, *args: str) -> list[str]:
    done = run("lint", str(folder), "--base", *args)
    assert done.exit_code in (0, 4), done.err
    return [line.removeprefix(f"{folder}/").partition(" (")[0] for line in done.out.splitlines()]


OLD = "languages/fr.yaml:5:18: warning RG305 'Pouce' is read as 'pouce', also in thumb"
NEW = "languages/de.yaml:5:19: warning RG305 'Daumen' is read as 'daumen', also in thumb"


def test_what_is_committed_in_the_base_is_silent(lists: Path) -> None:
    assert warned(lists, "HEAD") == []
    assert OLD.partition(": ")[0] in run("lint", str(lists)).out


def test_a_changed_line_is_warned_about_before_and_after_its_commit(lists: Path) -> None:
    append(lists / "languages" / "de.yaml", "Daumen")
    assert warned(lists, "HEAD") == [NEW]
    git(lists, "add", "-A")
    assert warned(lists, "HEAD") == [NEW]
    commit(lists)
    assert warned(lists, "HEAD") == []
    assert warned(lists, "HEAD~1") == [NEW]


def test_another_line_of_the_same_file_wakes_no_old_warning(lists: Path) -> None:
    french = lists / "languages" / "fr.yaml"
    french.write_text("# French\n\n" + french.read_text("utf-8"), "utf-8")
    assert warned(lists, "HEAD") == []


def test_a_new_file_is_new_from_top_to_bottom(lists: Path) -> None:
    text = (lists / "languages" / "fr.yaml").read_text("utf-8")
    (lists / "languages" / "it.yaml").write_text(text.replace("fr\n", "it\n").replace("French", "Italian"), "utf-8")
    assert warned(lists, "HEAD") == [OLD.replace("/fr", "/it")]
    (lists.parent / ".gitignore").write_text("it.yaml\n", "utf-8")
    assert warned(lists, "HEAD") == [OLD.replace("/fr", "/it")]


def test_a_renamed_file_is_old_but_for_its_changed_lines(lists: Path) -> None:
    cuffs = lists / "equipment" / "cuffs.yaml"
    models = lists / "models.yaml"
    models.write_text(
        models.read_text("utf-8").replace('{name: Model 500, source: "https://example.org/500"}', "{name: Model 500}")
    )
    cuffs.write_text(cuffs.read_text("utf-8") + "  models:\n" + "    - {name: C 1}\n" * 2, "utf-8")
    commit(lists)
    git(lists, "mv", "equipment/cuffs.yaml", "equipment/restraints.yaml")
    assert warned(lists, "HEAD") == []
    restraints = lists / "equipment" / "restraints.yaml"
    restraints.write_text(restraints.read_text("utf-8") + "    - {name: c1, needs: [police]}\n", "utf-8")
    assert warned(lists, "HEAD") == [
        "equipment/restraints.yaml:13:7: warning RG310 'c1' of handcuffs is read as 'C 1' of handcuffs",
        "equipment/restraints.yaml:13:7: note RG508 trade name 'c1' has no source",
    ]


def test_errors_are_shown_wherever_they_stand(lists: Path) -> None:
    english = lists / "languages" / "en.yaml"
    append(english, "thumb")
    commit(lists)
    (fault,) = warned(lists, "HEAD")
    assert fault == "languages/en.yaml:5:18: error RG304 'thumb' is given twice in thumb"
    assert run("lint", str(lists), "--base", "HEAD").exit_code == 4


def test_what_others_committed_meanwhile_is_no_change_of_ours(lists: Path) -> None:
    git(lists, "checkout", "-q", "-b", "ours")
    append(lists / "languages" / "de.yaml", "Daumen")
    commit(lists)
    git(lists, "checkout", "-q", "main")
    french = lists / "languages" / "fr.yaml"
    french.write_text(french.read_text("utf-8").replace(", Pouce", ""), "utf-8")
    commit(lists)
    git(lists, "checkout", "-q", "ours")
    assert warned(lists, "main") == [NEW]


def test_strict_fails_on_new_warnings_only(lists: Path) -> None:
    assert run("lint", str(lists), "--strict").exit_code == 4
    assert run("lint", str(lists), "--strict", "--base", "HEAD").exit_code == 0
    append(lists / "languages" / "de.yaml", "Daumen")
    done = run("lint", str(lists), "--strict", "--base", "HEAD")
    assert done.exit_code == 4
    assert done.err == f"{lists} since HEAD: 1 warning\n"


def test_a_repository_without_a_commit_or_without_that_revision(lists: Path, tmp_path: Path) -> None:
    for name in ("v9", "--output=x"):
        done = run("lint", str(lists), "--base", name)
        assert done.exit_code == 2
        assert done.err == f"riotgear-check: --base: no git revision '{name}' here: fetch it, or name one that 'git log' shows\n"
    git(tmp_path, "init", "-q", "empty")
    shutil.copytree(BASE, tmp_path / "empty" / "lists")
    assert "no git revision 'HEAD' here" in run("lint", str(tmp_path / "empty" / "lists"), "--base", "HEAD").err


def test_no_repository_and_no_git(tmp_path: Path, lists: Path) -> None:
    shutil.copytree(BASE, tmp_path / "plain")
    done = run("lint", str(tmp_path / "plain"), "--base", "HEAD", env={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert done.exit_code == 2
    assert done.err.startswith(f"riotgear-check: --base: {tmp_path / 'plain'} is in no git repository (not a git repository")
    assert done.err.count("\n") == 1
    done = run("lint", str(lists), "--base", "HEAD", env={"PATH": str(tmp_path)})
    assert (done.exit_code, done.err) == (2, "riotgear-check: --base: git cannot be run: install it, or lint without --base\n")


def test_a_line_that_looks_like_the_head_of_a_file_is_none() -> None:
    diff = """--- en.yaml
+++ en.yaml
@@ -1 +1,2 @@
--- models.yaml
+++ models.yaml
+@@ -1 +1,2 @@
@@ -9,2 +10,0 @@
-- a
-- b
--- with a space.yaml\t
+++ with a space.yaml\t
@@ -0,0 +5 @@
+new
\\ No newline at end of file
"""
    assert read_diff(diff) == {
        "en.yaml": (range(1, 3), range(10, 10)),
        "with a space.yaml": (range(5, 6),),
    }
