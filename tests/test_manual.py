"""The man page says what the command line takes, and formats without a warning."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.conftest import ROOT, run, script

PAGE = ROOT / "man" / "riotgear-check.1"


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == script("docs/manual.py").page(), "run: python docs/generate.py"


@pytest.mark.parametrize(
    "command",
    [
        ["groff", "-man", "-ww", "-Tutf8", "-z"],
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"],
        ["mandoc", "-W", "warning", "-T", "lint"],
    ],
    ids=lambda command: command[0],
)
def test_it_formats_without_a_warning(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}: apt-get install groff man-db mandoc")
    done = subprocess.run([*command, str(PAGE)], capture_output=True, text=True, check=False)
    said = done.stderr if command[0] != "mandoc" else done.stdout
    # The page carries no date, so that it changes only with what it says; long lines in the source are a matter of style.
    assert not [line for line in said.splitlines() if "missing date" not in line and ": STYLE: " not in line]


@pytest.mark.parametrize("command", ["lookup", "screen", "diff", "show", "lint", "evaluate"])
def test_every_option_of_a_command_is_in_its_section(command: str) -> None:
    text = PAGE.read_text("utf-8").replace("\\-", "-")
    section = text.partition(f".SS {command}\n")[2].partition("\n.SS ")[0]
    options = set(re.findall(r"--[a-z][a-z-]+", run(command, "--help", env={"COLUMNS": "200"}).out)) - {"--help"}
    assert options
    assert {option for option in options if f"{option}\\fR" in section} == options


def test_a_reader_finds_exit_codes_and_variables() -> None:
    man = shutil.which("man")
    if man is None:
        pytest.skip("needs man: apt-get install man-db")
    env = {"MANWIDTH": "100", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "MAN_KEEP_FORMATTING": ""}
    text = subprocess.run([man, "-l", str(PAGE)], capture_output=True, text=True, env=env, check=True).stdout
    text = re.sub(".\b", "", text)
    assert re.search(r"^ +3 +the input cannot be read, or lacks the column", text, re.MULTILINE)
    assert "RIOTGEAR_CHECK_LISTS" in text
    assert 'riotgear-check lookup "riding whip" --explain' in text
