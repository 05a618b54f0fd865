"""The compiled lists: kept in the cache, rebuilt when a byte changes, harmless when they cannot be kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from riotgear_check.files import content_hash
from riotgear_check.lists import load_folder
from riotgear_check.matching import Matcher, build_index, indexfile
from riotgear_check.store import COMPILED_FILES, Store, compile_lists
from tests.conftest import ROOT

NAMES = [
    "Police thumb cuffs",
    "电警棍",
    "spiked truncheeon",
    "lanzagases",
    "Elektroschocker",
    "cufflinks",
    "ARWEN 37",
    "8-barrel launcher",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(ROOT / "lists", tmp_path / "lists")
    return tmp_path / "lists"


def kept(tmp_path: Path) -> list[str]:
    cache = tmp_path / "cache" / "riotgear-check"
    return sorted(path.name for path in cache.iterdir()) if cache.is_dir() else []


def test_the_compiled_index_finds_what_the_built_one_finds(folder: Path, tmp_path: Path) -> None:
    lists = load_folder(folder)
    path = tmp_path / "index.data"
    path.write_bytes(indexfile.dump(build_index(lists)))
    built, opened = Matcher(build_index(lists)), Matcher(indexfile.load(path))
    assert [opened.match(name) for name in NAMES] == [built.match(name) for name in NAMES]


def test_compiling_twice_gives_the_same_bytes(folder: Path) -> None:
    assert compile_lists(load_folder(folder)) == compile_lists(load_folder(folder))


def test_the_lists_come_back_from_the_cache_as_they_were_read(folder: Path) -> None:
    Store(folder).lists  # noqa: B018  # fills the cache
    assert Store(folder).full_lists == load_folder(folder)


def test_a_changed_byte_is_seen(folder: Path, tmp_path: Path) -> None:
    Store(folder).lists  # noqa: B018
    before = kept(tmp_path)
    assert len(before) == len(COMPILED_FILES)
    with (folder / "words.yaml").open("a", encoding="utf-8") as stream:
        stream.write("# one comment more\n")
    Store(folder).lists  # noqa: B018
    assert len(kept(tmp_path)) == 2 * len(COMPILED_FILES)


def test_a_damaged_cache_file_is_rebuilt(folder: Path, tmp_path: Path) -> None:
    Store(folder).lists  # noqa: B018
    for path in (tmp_path / "cache" / "riotgear-check").iterdir():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    store = Store(folder)
    assert Matcher(store.index).match("thumb cuffs").findings
    assert store.full_lists == load_folder(folder)


def test_a_cache_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")
    store = Store(folder)
    assert Matcher(store.index).match("thumb cuffs").findings
    assert store.lists.version == load_folder(folder).version


def test_two_processes_may_start_at_once(folder: Path) -> None:
    command = [sys.executable, "-m", "riotgear_check", "lookup", "thumb cuffs", "--lists", str(folder), "--format", "json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) for _ in range(3)]
    outputs = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], outputs
    assert len({out for out, _ in outputs}) == 1


def test_the_hash_covers_every_file_and_ignores_line_ends(folder: Path) -> None:
    before = content_hash(folder)
    path = folder / "languages" / "fr.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert content_hash(folder) == before
    path.write_bytes(path.read_bytes() + b"# more\r\n")
    assert content_hash(folder) != before


def test_the_cache_keeps_only_the_last_few(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "riotgear-check"
    cache.mkdir(parents=True)
    for number in range(100):
        old = cache / f"{number:024x}.index.data"
        old.write_text("old", "utf-8")
        os.utime(old, (number, number))
    Store(folder).lists  # noqa: B018
    assert len(kept(tmp_path)) == 8 * len(COMPILED_FILES)
    assert Store(folder).full_lists == load_folder(folder)
