"""The Tab key in real shells, and what it is offered."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import Outcome, run
from tests.ptys import on_terminal

SHELLS = {
    "bash": (["bash", "--norc", "-i"], 'eval "$(riotgear-check completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -Uz compinit && compinit -u -D && eval "$(riotgear-check completion zsh)"'),
    "fish": (["fish", "--no-config", "-i"], "riotgear-check completion fish | source"),
}


def offered(line: str) -> list[str]:
    return [offer.partition("\t")[0] for offer in ask(line).out.splitlines() if offer]


def ask(line: str) -> Outcome:
    code = "import sys; sys.argv = ['riotgear-check']; from riotgear_check.cli import main; main()"
    import os
    import subprocess

    env = {**os.environ, "LC_ALL": "C.UTF-8", "_RIOTGEAR_CHECK_COMPLETE": "complete_lines", "_RIOTGEAR_CHECK_LINE": line}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=env, text=True, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("riotgear-check diff eu@", ["eu@2019", "eu@2025"]),
        ("riotgear-check diff un eu@2019 ", []),
        ("riotgear-check show thumb", ["thumb-cuffs", "thumbscrews"]),
        ("riotgear-check show eu/2025/II.2.2", ["eu/2025/II.2.2"]),
        ("riotgear-check show eu-2025", ["eu-2025-928"]),
        ("riotgear-check screen x.csv --fail-on c", ["controlled", "clue"]),
        ("riotgear-check screen ", []),
        ("riotgear-check lookup --lang f", ["fa", "fi", "fr"]),
        ("riotgear-check lookup x --as-of 2025", ["2025-08-20"]),
        ("riotgear-check lint --explain RG10", ["RG101", "RG102", "RG103", "RG104", "RG105", "RG106"]),
        ("riotgear-check sc", ["screen"]),
        ("riotgear-check lookup 'not closed", []),
        ("", ["lookup", "screen"]),
    ],
)
def test_what_a_line_is_offered(line: str, offers: list[str]) -> None:
    got = offered(line)
    assert got[: len(offers)] == offers
    assert line == "" or len(got) == len(offers)


def test_an_empty_show_offers_kinds_and_lists_but_not_every_entry() -> None:
    got = offered("riotgear-check show ")
    assert {"thumb-cuffs", "un", "eu@2025", "languages", "sources"} <= set(got)
    assert not any("/" in offer for offer in got)


def test_help_stands_on_the_line_of_its_offer_in_the_language_of_the_reader() -> None:
    assert ask("riotgear-check show thumb-").out == "thumb-cuffs\tThumb-cuffs\n"
    for line in ask("riotgear-check show eu/").out.splitlines():
        assert line.startswith("eu/")
        assert line.count("\t") == 1


@pytest.fixture
def path_with_program(tmp_path: Path) -> Path:
    """A folder with a riotgear-check that runs this checkout."""
    program = tmp_path / "bin" / "riotgear-check"
    program.parent.mkdir()
    code = "import sys; sys.argv[0] = 'riotgear-check'; from riotgear_check.cli import main; main()"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n')
    program.chmod(0o755)
    return program.parent


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("riotgear-check sho\t", "riotgear-check show "),
        ("riotgear-check show thumb-\t", "thumb-cuffs"),
        ("riotgear-check show eu/2025/II.2.1\t", "eu/2025/II.2.1"),
        ("riotgear-check diff un eu@202\t", "eu@2025"),
        ("riotgear-check screen x.csv --fail-on proh\t", "--fail-on prohibited"),
        ("riotgear-check screen exhib\t", "exhibitors.csv"),
    ],
)
def test_tab_in_a_real_shell(shell: str, typed: str, becomes: str, path_with_program: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}: apt-get install {shell}")
    (tmp_path / "exhibitors.csv").write_text("product\n")
    program, setup = SHELLS[shell]
    env = {
        "PATH": f"{path_with_program}:/usr/bin:/bin",
        "PS1": "$ ",
        "HOME": str(tmp_path),
        "TERM": "dumb" if shell == "zsh" else "vt100",
    }
    keys = [("", f"{setup}; echo rea''dy\n"), ("ready", typed), (becomes, " \x15"), ("", "exit\n")]
    _, shown = on_terminal([], columns=120, env=env, keys=keys, program=program, cwd=tmp_path)
    assert "Traceback" not in shown


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_one_the_shell_can_read(shell: str, tmp_path: Path) -> None:
    import subprocess

    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}: apt-get install {shell}")
    script = tmp_path / "script"
    script.write_text(run("completion", shell).out, "utf-8")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
