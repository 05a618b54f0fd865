"""The pre-commit hooks, tried for real: pre-commit installs this checkout and runs in a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from riotgear_check import hook
from tests.conftest import ROOT, Outcome

PRE_COMMIT = Path(sys.executable).with_name("pre-commit")
GOOD = "product;stand\ncotton T-shirt;1A 001\nsteel handcuff key ring toy;1A 002\n"
BAD = "stand;product\n5B 044;police thumb cuffs, nickel plated\n"


@dataclass(frozen=True)
class Repository:
    """A scratch repository with the hooks of this checkout."""

    folder: Path
    env: dict[str, str]

    def write(self, files: dict[str, str]) -> None:
        """Make these the only changed files."""
        git(self.folder, "reset", "-q", "--hard")
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        git(self.folder, "add", "-A")

    def run(self, hook_id: str) -> Outcome:
        """Run one hook over the staged files."""
        command = [str(PRE_COMMIT), "run", "--color=never", hook_id]
        done = subprocess.run(command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False)
        return Outcome(done.returncode, done.stdout, done.stderr)


def git(folder: Path, *args: str) -> str:
    command = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-C", str(folder), *args]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def commit(folder: Path) -> str:
    """Make a folder a repository with one commit; return its id."""
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--no-verify", "-m", "first")
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    if not PRE_COMMIT.exists():
        pytest.skip("needs pre-commit: pip install --group ci")
    if not (ROOT / ".git").exists():
        pytest.skip("needs a checkout: pre-commit installs from a repository")
    # This checkout as it stands, not as it was committed.
    ours = tmp_path_factory.mktemp("riotgear-check")
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (ours / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, ours / name)
    revision = commit(ours)
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {ours}\n  rev: {revision}\n  hooks:\n"
        "  - id: riotgear-screen\n    args: [--fail-on=prohibited, --column=product]\n"
        "  - id: riotgear-lint-lists\n",
        "utf-8",
    )
    shutil.copytree(ROOT / "lists", folder / "lists")
    # What a folder of the same name in the user's repository holds must never run.
    (folder / "riotgear_check").mkdir()
    (folder / "riotgear_check" / "__init__.py").write_text("raise SystemExit('the folder of the user ran')", "utf-8")
    commit(folder)
    home = tmp_path_factory.mktemp("pre-commit")
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RIOTGEAR", "GIT_"))}
    yield Repository(folder, {**env, "PRE_COMMIT_HOME": str(home)})


def test_screen_passes_good_files(repository: Repository) -> None:
    repository.write({"a.csv": GOOD, "b.csv": GOOD, "notes.txt": "thumb cuffs\n"})
    done = repository.run("riotgear-screen")
    assert (done.exit_code, "Passed" in done.out) == (0, True), done.out


def test_screen_fails_on_a_prohibited_product_and_names_file_and_entry(repository: Repository) -> None:
    repository.write({"good.csv": GOOD, "bad.csv": BAD, "halls/worse one.tsv": "product\tstand\nelectric shock belt\t1\n"})
    done = repository.run("riotgear-screen")
    assert done.exit_code == 1
    assert "Thumb-cuffs" in done.out
    # Two files fail and one passes: each was screened, also after the first that failed.
    assert "Body-worn" in done.out
    assert done.out.count("Triage, not a legal verdict") == 3


def test_screen_says_which_file_lacks_the_column(repository: Repository) -> None:
    repository.write({"bad.csv": BAD, "other.csv": "maker;price\nExample;1\n"})
    done = repository.run("riotgear-screen")
    assert done.exit_code == 1  # pre-commit's own for a hook that failed
    assert "exit code: 3" in done.out
    assert "other.csv" in done.out
    assert "Thumb-cuffs" in done.out
    assert "Traceback" not in done.out


def test_screen_leaves_other_files_alone(repository: Repository) -> None:
    repository.write({"notes.txt": "thumb cuffs\n"})
    assert "no files to check" in repository.run("riotgear-screen").out


def test_lint_passes_the_lists(repository: Repository) -> None:
    text = (ROOT / "lists" / "un.yaml").read_text("utf-8")
    repository.write({"lists/un.yaml": text + "# one comment more\n"})
    done = repository.run("riotgear-lint-lists")
    assert (done.exit_code, "Passed" in done.out) == (0, True), done.out


def test_lint_finds_a_fault_that_shows_in_another_file(repository: Repository) -> None:
    path = "lists/equipment/restraints.yaml"
    text = (ROOT / path).read_text("utf-8")
    assert "- id: thumb-cuffs\n" in text
    repository.write({path: text.replace("- id: thumb-cuffs\n", "- id: thumb-cufs\n")})
    done = repository.run("riotgear-lint-lists")
    assert done.exit_code == 1
    assert "exit code: 4" in done.out
    assert "lists/eu.yaml:" in done.out
    assert "thumb-cuffs" in done.out


def test_lint_does_not_run_where_no_list_changed(repository: Repository) -> None:
    repository.write({"a.csv": GOOD})
    assert "no files to check" in repository.run("riotgear-lint-lists").out


def test_the_loop_returns_the_highest_exit_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(GOOD, "utf-8")
    bad.write_text(BAD, "utf-8")
    assert hook.main(["--fail-on=prohibited", "--column=product"]) == 0
    assert hook.main(["--fail-on=prohibited", "--column=product", str(good)]) == 0
    assert hook.main(["--fail-on=prohibited", str(bad), "--column=product", str(good)]) == 1
    assert hook.main(["--fail-on=prohibited", str(bad), str(tmp_path / "none.csv"), str(good)]) == 3
    assert "none.csv" in capfd.readouterr().err
