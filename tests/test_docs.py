"""README and docs are true: every command line runs and prints what the page shows, links lead somewhere, named tests exist."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from riotgear_check.cli import app
from riotgear_check.model import Lists
from tests.conftest import ROOT, run, script

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted(DOCS.rglob("*.md"))]
BLOCK = re.compile(r"(?:^<!-- typed: (.*?) -->\n)?^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
OWN_FILES = re.compile(r"\bmy-|MY-|\.\.\.")  # what needs a file of the reader's own
CUT = re.compile(r"^\[\.\.\.\]$", re.MULTILINE)  # a line that stands for lines left out
HASH = re.compile(r"\b[0-9a-f]{16}\b")  # of the lists: it changes with every word added


@dataclass(frozen=True)
class Command:
    """A command line of a page, what a person types while it runs, and what the page says it prints (all or parts of it)."""

    line: str
    typed: str
    shown: tuple[str, ...]


def blocks(page: Path, *languages: str) -> list[tuple[str, str]]:
    """The fenced blocks of some languages, each with what is typed into it."""
    return [(text, typed) for typed, language, text in BLOCK.findall(page.read_text("utf-8")) if language in languages]


def commands(page: Path) -> list[Command]:
    out = []
    for text, typed in blocks(page, "console", "sh", "bash"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, _, shown = part.partition("\n")
            line = line.split("  #")[0].strip()
            if not OWN_FILES.search(line):
                out.append(Command(line, typed.replace(r"\n", "\n"), tuple(part.strip("\n") for part in CUT.split(shown))))
    return out


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout to work in: the files that pages name, under git, and the command on the path."""
    desk = tmp_path_factory.mktemp("desk")
    for folder in ("examples", "lists", "tests/corpus"):
        shutil.copytree(ROOT / folder, desk / folder)
    for git in (["init", "-q"], ["add", "."], ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "all"]):
        subprocess.run(["git", *git], cwd=desk, check=True)
    tool = desk / ".bin" / "riotgear-check"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m riotgear_check "$@"\n')
    tool.chmod(0o755)
    return desk


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_runs_and_prints_what_the_page_shows(page: Path, desk: Path) -> None:
    shell = shutil.which("bash")
    if shell is None:
        pytest.skip("needs bash")
    path = f"{desk / '.bin'}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    for command in commands(page):
        done = subprocess.run(
            [shell, "-o", "pipefail", "-c", command.line],
            input=command.typed.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=desk,
            env=env,
            check=False,
        )
        printed = HASH.sub("(hash)", done.stdout.decode())
        assert done.returncode in (0, 1), f"{command.line}: {printed}"
        for shown in command.shown:
            place = printed.find(HASH.sub("(hash)", shown))
            assert place >= 0, f"{command.line} does not print\n{shown}\nbut\n{printed}"
            printed = printed[place + len(HASH.sub("(hash)", shown)) :]


def test_there_are_commands_to_test() -> None:
    assert sum(len(commands(page)) for page in PAGES) >= 60


def test_what_is_not_run_names_files_of_the_reader() -> None:
    """A line that begins a command in a console block is `$ ` and the command: none slips past the test above."""
    for page in PAGES:
        for text, _ in blocks(page, "console"):
            assert text.startswith("$ "), f"{page.name}: {text}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_the_examples_of_the_api_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for text, _ in blocks(page, "python"):
        exec(text, {})


def test_every_command_and_option_is_in_the_reference() -> None:
    text = (DOCS / "commands.md").read_text("utf-8")
    for command in app.registered_commands:
        name = command.name or command.callback.__name__  # type: ignore[union-attr]
        if command.hidden:
            continue
        assert f"\n## {name}\n" in text, f"{name} has no section"
        for option in re.findall(r"--[a-z][a-z-]+", run(name, "--help", env={"COLUMNS": "200"}).out):
            assert option in text, f"{name} {option}"


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub, and the site of the docs, give the headings of a page."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.*)", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "page", [*PAGES, ROOT / "bench/README.md", ROOT / "fuzz/README.md"], ids=lambda page: str(page.relative_to(ROOT))
)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)", text):
        if target.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        there = page if not name else (page.parent / name).resolve()
        assert there.exists(), f"{target}: no such file"
        assert not anchor or anchor in anchors(there), f"{target}: no such heading"
        assert not page.is_relative_to(DOCS) or there.is_relative_to(DOCS), f"{target}: not part of the site"


def test_pictures_are_small_shown_and_described() -> None:
    shown = [
        (page.parent / source, words)
        for page in PAGES
        for words, source in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text("utf-8"))
    ]
    pictures = set((DOCS / "pictures").glob("*.png"))
    assert {path.resolve() for path, _ in shown} == {path.resolve() for path in pictures}
    assert all(len(words) > 20 for _, words in shown)
    assert sum(path.stat().st_size for path in pictures) < 300_000


def test_the_tests_that_the_page_of_reliability_names_exist() -> None:
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", (DOCS / "reliability.md").read_text("utf-8"))
    assert len(named) > 60
    for file, name in named:
        tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_the_page_of_languages_is_true(lists: Lists) -> None:
    assert (DOCS / "languages.md").read_text("utf-8") == script("docs/generate.py").page(lists)
