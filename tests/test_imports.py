"""What the command loads: heavy things come late, so that a lookup starts at once. A guard on modules, not on time."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = {
    "yaml",
    "jinja2",
    "rich.table",
    "rich.console",
    "pydantic",
    "click",
    "numpy",
    "asyncio",
    "riotgear_check.lint",
    "riotgear_check.reader",
}


def loaded(*args: str) -> set[str]:
    code = (
        "import sys, atexit; atexit.register(lambda: sys.stderr.write('\\nMODULES ' + ' '.join(sys.modules)));"
        f"sys.argv = ['riotgear-check', *{args!r}]; from riotgear_check.cli import main; main()"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    return set(process.stderr.rpartition("MODULES ")[2].split())


def test_lookup_loads_no_yaml_and_no_rich() -> None:
    loaded("lookup", "thumb cuffs")  # fills the cache of compiled lists
    assert not loaded("lookup", "thumb cuffs") & HEAVY


def test_a_name_of_listed_words_needs_no_fuzzy_matching() -> None:
    assert "rapidfuzz" not in loaded("lookup", "thumb cuffs")


def test_help_loads_neither_lists_nor_matcher() -> None:
    assert not loaded("--help") & {"riotgear_check.model", "riotgear_check.matching", "riotgear_check.store", "yaml", "rich"}


def test_a_command_sets_up_no_other_but_help_and_faults_know_all() -> None:
    from riotgear_check.cli import _named, app

    assert [info.callback.__name__ for info in _named(["lookup", "thumb cuffs"]).registered_commands if info.callback] == ["lookup"]
    for arguments in ([], ["--help"], ["lokup", "thumb cuffs"]):
        assert _named(arguments) is app


@pytest.mark.parametrize("module", ["model", "text", "matching", "verdict", "compare", "screen"])
def test_the_core_knows_no_terminal_and_no_files(module: str) -> None:
    code = f"import sys, riotgear_check.{module}; print(' '.join(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True).stdout.split()
    assert not {"typer", "rich", "yaml", "riotgear_check.terminal", "riotgear_check.store", "riotgear_check.cli"} & set(out)
