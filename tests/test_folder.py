"""A folder of files is written whole or not at all, and never over what somebody else put there."""

from __future__ import annotations

from pathlib import Path

import pytest

from riotgear_check.faults import UsageError
from riotgear_check.folder import write_folder

OLD = {"index.html": b"old", "kinds/a.html": b"old"}
NEW = {"index.html": b"new", "kinds/b.html": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "marker.json"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_folder(tmp_path / "site", OLD, "marker.json")
    return tmp_path / "site"


def test_a_new_folder_and_its_parents(tmp_path: Path) -> None:
    write_folder(tmp_path / "a" / "b", NEW, "marker.json")
    assert contents(tmp_path / "a" / "b") == NEW
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b"]


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_folder(tmp_path / "site", NEW, "marker.json")
    assert contents(tmp_path / "site") == NEW


def test_what_was_made_before_is_replaced_as_a_whole(site: Path) -> None:
    write_folder(site, NEW, "marker.json")
    assert contents(site) == NEW
    assert [p.name for p in site.parent.iterdir()] == ["site"]


def test_everybody_may_read_it_that_may_read_a_new_folder(site: Path) -> None:
    beside = site.parent / "beside"
    beside.mkdir()
    assert site.stat().st_mode == beside.stat().st_mode


def test_a_strangers_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(UsageError, match=r"holds thesis\.tex, which was not made here"):
        write_folder(tmp_path, NEW, "marker.json")
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_strangers_file_among_ours_is_refused(site: Path) -> None:
    (site / "CNAME").write_text("example.org")
    with pytest.raises(UsageError, match="holds CNAME"):
        write_folder(site, NEW, "marker.json")
    assert contents(site) == {**OLD, "CNAME": b"example.org"}


def test_a_broken_marker_makes_nothing_ours(site: Path) -> None:
    (site / "marker.json").write_text('{"files": 3}')
    with pytest.raises(UsageError, match=r"holds index\.html"):
        write_folder(site, NEW, "marker.json")


def test_a_file_in_the_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("x")
    with pytest.raises(UsageError, match="a file"):
        write_folder(tmp_path / "site", NEW, "marker.json")


def test_the_folder_one_stands_in_is_refused(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    with pytest.raises(UsageError, match="the folder that you are in"):
        write_folder(Path(), NEW, "marker.json")


def test_an_interrupted_run_leaves_the_old_site_and_nothing_else(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_bytes

    def interrupted(path: Path, data: bytes) -> int:
        if path.name == "b.html":
            raise KeyboardInterrupt
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_folder(site, NEW, "marker.json")
    assert contents(site) == OLD
    assert [p.name for p in site.parent.iterdir()] == ["site"]


def test_where_the_last_step_fails_the_old_site_is_back(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, target: Path) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(UsageError, match="cannot be written: Invalid cross-device link"):
        write_folder(site, NEW, "marker.json")
    assert contents(site) == OLD
    assert [p.name for p in site.parent.iterdir()] == ["site"]
