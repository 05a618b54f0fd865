"""Every command line in the README and the docs runs, from the root of a checkout."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from riotgear_check.model import Lists
from tests.conftest import ROOT, run

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Commands that show what another command would print, or that need a file of the reader's own.
OWN_FILES = re.compile(r"my-|MY-|\.\.\.")


def commands() -> list[tuple[str, str]]:
    out = []
    for page in PAGES:
        for block in re.findall(r"```(?:console|sh|bash)\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            typed = (line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ "))
            commands = (line.split("  #")[0].strip() for line in typed if line.startswith("riotgear-check "))
            out.extend((page.name, command) for command in commands if not OWN_FILES.search(command))
    return out


@pytest.mark.parametrize(("page", "command"), commands(), ids=lambda text: text[:60])
def test_command_of_the_docs(page: str, command: str, tmp_path: Path) -> None:
    stdin = ""
    command, _, _ = command.partition(" > ")
    args = shlex.split(command.partition(" | ")[0])[1:]
    args = [str(tmp_path / arg) if args[i - 1] in ("--output", "-o", "site") else arg for i, arg in enumerate(args)]
    done = run(*args, stdin=stdin, cwd=ROOT)
    assert done.exit_code in (0, 1), done.err


def test_there_are_commands_to_test() -> None:
    assert len(commands()) >= 10


def test_the_readme_example_of_the_api_runs() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    scope: dict[str, object] = {}
    exec(block, scope)


def test_every_command_and_option_is_in_the_reference() -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for command in ("lookup", "screen", "diff", "show", "site", "lint", "evaluate"):
        for option in re.findall(r"--[a-z][a-z-]+", run(command, "--help", env={"COLUMNS": "200"}).out):
            assert option in text, f"{command} {option}"


def test_the_page_of_languages_is_true(lists: Lists) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "languages.md").read_text("utf-8") == module.page(lists)
