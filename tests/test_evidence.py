"""Every output can be repeated: it names the tool, the lists with their hash, the editions and the date, and a rerun can insist."""

from __future__ import annotations

import re

import pytest

from riotgear_check import __version__
from riotgear_check.model import Lists
from tests.conftest import MILIPOL_2023, ROOT, run

NAMES = "product\nmatraque à pointes\nless-lethal weapons\n"
SCREEN = ("screen", "-", "--column", "product")
CORPUS = str(ROOT / "tests" / "corpus" / "kk.csv")
OUTPUTS = [
    ("lookup", "thumb cuffs"),
    ("lookup", "thumb cuffs", "--explain"),
    ("lookup", "thumb cuffs", "--format", "json"),
    (*SCREEN, "--format", "table"),
    (*SCREEN, "--format", "json"),
    (*SCREEN, "--format", "jsonl"),
    (*SCREEN, "--format", "csv"),
    (*SCREEN, "--format", "markdown"),
    (*SCREEN, "--format", "html"),
    (*SCREEN, "--format", "sarif"),
    (*SCREEN, "--format", "junit"),
    (*SCREEN, "--format", "github"),
    ("diff", "un", "eu", "--format", "table"),
    ("diff", "un", "eu", "--format", "json"),
    ("diff", "un", "eu", "--format", "csv"),
    ("diff", "un", "eu", "--format", "markdown"),
    ("show",),
    ("show", "languages"),
    ("show", "sources"),
    ("show", "thumb-cuffs"),
    ("show", "eu/2019/II.2.1"),
    ("show", "un"),
    ("show", "eu@2025"),
    ("show", "eu-2025-928"),
    ("show", "--format", "json"),
    ("show", "languages", "--format", "json"),
    ("show", "sources", "--format", "json"),
    ("show", "thumb-cuffs", "--format", "json"),
    ("show", "un", "--format", "json"),
    ("evaluate", CORPUS),
    ("evaluate", CORPUS, "--format", "json"),
    ("export", "--format", "csv"),
]


@pytest.mark.parametrize("args", OUTPUTS, ids=lambda args: " ".join(args).replace(str(ROOT), "."))
def test_what_is_printed_says_where_it_comes_from(args: tuple[str, ...], lists: Lists) -> None:
    done = run(*args, "--as-of", MILIPOL_2023, stdin=NAMES, env={"COLUMNS": "200"})
    assert done.exit_code in (0, 1), done.err  # 1 is the judgement of evaluate
    text = " ".join(done.out.replace("\\", "").split())  # Markdown escapes; a terminal breaks lines
    assert re.search(rf'riotgear[-_]check"?[ :]+"?{re.escape(__version__)}', text)
    assert lists.version in text
    assert lists.hash in text
    assert MILIPOL_2023 in text
    assert re.search(r'un"?(@| edition |: ")2023', text)
    assert re.search(r'eu"?(@| edition |: ")2019', text)


READERS = [
    ("lookup", "thumb cuffs"),
    SCREEN,
    ("diff",),
    ("show", "un"),
    ("evaluate", CORPUS),
    ("export", "--format", "csv"),
]


@pytest.mark.parametrize("args", READERS, ids=lambda args: args[0])
def test_a_rerun_with_the_lists_that_were_expected(args: tuple[str, ...], lists: Lists) -> None:
    assert run(*args, "--expect-lists", lists.hash[:8].upper(), stdin=NAMES).exit_code == 0


@pytest.mark.parametrize("args", READERS, ids=lambda args: args[0])
def test_a_rerun_with_lists_that_have_moved_fails_before_anything_is_printed(args: tuple[str, ...], lists: Lists) -> None:
    other = ("0" if lists.hash[0] != "0" else "1") + lists.hash[1:]
    done = run(*args, "--expect-lists", other, stdin=NAMES)
    assert (done.exit_code, done.out) == (4, "")
    assert done.err == (
        f"riotgear-check: the lists have moved: expected {other}, found {lists.hash} (version {lists.version}): "
        "use the tool and the --lists of that run, or look at what changed and expect the new hash\n"
    )


def test_an_own_list_moves_the_hash(lists: Lists) -> None:
    own = ("--lists", str(ROOT / "examples" / "house-rules.yaml"))
    assert run("lookup", "thumb cuffs", *own, "--expect-lists", lists.hash).exit_code == 4


@pytest.mark.parametrize("text", ["dead", "xyzxyzxyz", "", "0" * 17])
def test_what_is_no_hash_is_a_usage_error(text: str) -> None:
    done = run("lookup", "thumb cuffs", f"--expect-lists={text}")
    assert done.exit_code == 2
    assert f"'{text}' is no hash of lists" in done.err


def test_version_shows_all(lists: Lists) -> None:
    lines = run("--version").out.splitlines()
    assert re.fullmatch(rf"riotgear-check {re.escape(__version__)} \(Python 3\.\d+\.\d+\S*\)", lines[0])
    assert lines[1] == f"lists {lists.version}, hash {lists.hash}"
    assert "un 2023: since 2023-10-13, in force" in lines
    assert "eu 2019: from 2019-02-20 to 2025-08-19" in lines
    assert "eu 2025: since 2025-08-20, in force" in lines


def test_version_knows_the_lists_of_the_environment() -> None:
    out = run("--version", env={"RIOTGEAR_CHECK_LISTS": str(ROOT / "examples" / "house-rules.yaml")}).out
    assert "+house-rules, hash" in out
    assert "house 2026: since 2026-01-01, in force" in out
