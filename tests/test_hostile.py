"""What strangers wrote: names, list files and surroundings made to break the tool. None may; docs/reliability.md has the table."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riotgear_check import cli
from tests.conftest import ROOT, Outcome, disk, remount, run

ESC = "\x1b[2J\x1b]0;title\x07"
NAMES = {
    "ansi": f"{ESC}thumb cuffs{ESC}",
    "bell and backspace": "thumb\x07 cuffs\x08\x08",
    "right-to-left override": "thumb cuffs \u202egnp.exe",
    "isolates never closed": "\u2066\u2067thumb cuffs",
    "zalgo": "t\u0336\u0335h\u0334u\u0338m\u0337b\u0336 c\u0335u\u0334f\u0338f\u0337s\u0336",
    "100,000 combining marks": "thumb cuffs " + "a" + "\u0301" * 100_000,
    "zero-width": "thu\u200bmb c\u200duf\ufefffs",
    "formula": '=cmd|"/C calc"!A0 thumb cuffs',
    "markup": '<script>alert(1)</script><svg onload="x()"> thumb cuffs',
    "markdown": "thumb cuffs | ![x](http://evil.example) `code` **bold**",
    "workflow command": "thumb cuffs%0A::error file=x::owned",
    "percent and braces": "thumb cuffs {0} {name} %s %(x)s \\n \\u0041",
    "unassigned and private": "thumb cuffs \ue000\uffff\U000e0001",
    "10,000 words": "thumb " * 5_000 + "cuffs " * 5_000,
    "a megabyte": "thumb cuffs " + "x" * 1_000_000,
}
# What no text file can hold, but JSON can.
JSON_NAMES = {
    "a NUL": "thumb\0 cuffs\0",
    "half a surrogate pair": "thumb cuffs \ud800",
    "the other half first": "\udfff\ud83d thumb cuffs",
}
TEXT_FORMATS = ["table", "jsonl", "json", "markdown", "sarif", "junit", "github", "html", "csv"]
BINARY_FORMATS = ["xlsx", "parquet", "arrow"]
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(outcome: Outcome, code: int) -> str:
    """The error of a run: one line, no traceback, the code that is asked for."""
    assert outcome.exit_code == code, outcome.err[-2000:]
    assert "Traceback" not in outcome.err
    line = outcome.err.strip().splitlines()[-1]
    assert line.startswith("riotgear-check: ")
    assert len(line) < 6_000
    return line


# --- product names --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_name_steers_the_terminal(name: str) -> None:
    outcome = run("lookup", "-", stdin=name)
    assert outcome.exit_code == 0, outcome.err[-2000:]
    assert not RAW.search(outcome.out + outcome.err)
    assert len(outcome.out) < 3 * len(name.encode("unicode_escape")) + 20_000


@pytest.mark.parametrize("format_", [*TEXT_FORMATS, *BINARY_FORMATS])
def test_a_table_of_hostile_names_is_screened_in_every_format(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("product\n" + "".join('"' + name.replace('"', '""') + '"\n' for name in NAMES.values()), "utf-8")
    screened(path, format_)


@pytest.mark.parametrize("format_", [*TEXT_FORMATS, *BINARY_FORMATS])
def test_names_that_only_json_can_hold_are_screened_in_every_format(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text(json.dumps([{"product": name, f"about {name}": name} for name in JSON_NAMES.values()]), "ascii")
    screened(path, format_)


def screened(path: Path, format_: str) -> None:
    """Screen to a format: it ends well, and in a text every character that steers is an escape (CSV keeps the cells)."""
    if format_ in BINARY_FORMATS:
        pytest.importorskip({"xlsx": "xlsxwriter"}.get(format_, "pyarrow"))
    out = path.with_name("out")
    outcome = run("screen", str(path), "--column", "product", "--format", format_, "--all", "--output", str(out))
    assert outcome.exit_code == 0, outcome.err[-2000:]
    assert "Traceback" not in outcome.err
    if format_ in TEXT_FORMATS:
        text = out.read_text("utf-8")
        assert "\0" not in text
        assert format_ == "csv" or not RAW.search(text)


def test_what_is_hidden_between_letters_hides_nothing() -> None:
    names = [NAMES["zalgo"], NAMES["zero-width"], NAMES["ansi"], NAMES["bell and backspace"]]
    results = run("lookup", "-", "--format", "json", stdin="\n".join(names)).json["results"]
    assert [[f["equipment"] for f in result["findings"]] for result in results] == [["thumb-cuffs"]] * len(names)


def test_ten_megabytes_in_one_cell_take_little_time_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text("product\nthumb cuffs\n" + "spiked baton " * 800_000 + "\n", "utf-8")
    begin = time.monotonic()
    outcome = run("screen", str(path), "--format", "jsonl")
    seconds = time.monotonic() - begin
    assert [record["row"] for record in outcome.records] == [1, 2]
    begin = time.monotonic()
    run("screen", str(ROOT / "examples" / "exhibitors.csv"), "--format", "jsonl")
    assert seconds < 20 * (time.monotonic() - begin)
    assert "only the first 10,000 were read" in str(outcome.records[1]["set_aside"])


def test_a_lone_surrogate_in_an_argument_is_shown_as_an_escape() -> None:
    command = [sys.executable.encode(), b"-m", b"riotgear_check", b"lookup", b"thumb cuffs \xff\xfe"]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 0
    assert b"prohibited" in done.stdout
    done.stdout.decode("utf-8")


# --- list files -----------------------------------------------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)
)
LIST_FAULTS = {
    "billion laughs": (BOMB, "RG102|RG004"),
    "python object": ("!!python/object/apply:os.system ['touch owned']\n", "RG104|RG106"),
    "a python object in a field": ("id: !!python/name:os.system x\ntitle: t\n", "RG10"),
    "recursive anchor": ("id: house\ntitle: &a [*a]\n", "RG10|RG004"),
    "deep nesting": ("[" * 5_000 + "]" * 5_000, "RG002|RG104|RG005"),
    "very deep nesting": ("a: " + "{a: " * 50_000, "RG002|RG104|RG005"),
    "gigantic scalar": ("id: " + "x" * 5_000_000, "RG005"),
    "many nodes": ("editions: [" + "a," * 500_000 + "]", "RG10"),
    "a NUL": ("id: ho\0use\n", "RG002"),
    "two documents": ("id: a\n---\nid: b\n", "RG002"),
    "a lone anchor": ("&a\n", "RG"),
    "a merge key": ("<<: {id: a}\n", "RG10"),
    "a control character": ("id: ho\x1buse\n", "RG002"),
}


def limited() -> None:
    """A process that eats memory is ended rather than the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))


@pytest.mark.parametrize(("text", "codes"), LIST_FAULTS.values(), ids=LIST_FAULTS)
def test_a_hostile_list_file_is_a_fault_and_does_nothing(text: str, codes: str, tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "riotgear_check", "lookup", "thumb cuffs", "--lists", str(path)],
        capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path, preexec_fn=limited,
        env={**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )  # fmt: skip
    line = one_line(Outcome(done.returncode, done.stdout, done.stderr), 4)
    assert re.search(codes, line), line
    assert str(path) in line
    assert not (tmp_path / "owned").exists()


def test_odd_paths_of_lists_are_errors_of_one_line(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    fifo = tmp_path / "fifo.yaml"
    os.mkfifo(fifo)
    for odd in (loop, fifo, Path("/dev/zero"), Path("/dev/null"), tmp_path / "a" / "..", Path("\x1b[31m"), Path("x" * 5_000)):
        assert "\x1b" not in one_line(run("lookup", "thumb cuffs", "--lists", str(odd)), 2)[:200]
    (tmp_path / "empty").mkdir()
    assert "no list files here" in one_line(run("lookup", "thumb cuffs", "--lists", str(tmp_path / "empty")), 4)


# --- surroundings ---------------------------------------------------------------------------------------------


def test_a_bare_environment_is_enough(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""), "LANG": "C", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "riotgear_check", "lookup", "电击手套", "poucettes"],
        capture_output=True,
        env=env,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "电击手套" in done.stdout.decode("utf-8")


def test_a_read_only_file_system_is_enough_to_read(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "1m") as folder:
        (folder / "exhibitors.csv").write_bytes((ROOT / "examples" / "exhibitors.csv").read_bytes())
        remount(folder, "ro")
        env = {"HOME": str(folder), "XDG_CACHE_HOME": "", "TMPDIR": str(folder)}
        for arguments in (["lookup", "thumb cuffs"], ["screen", "exhibitors.csv"], ["lint"]):
            outcome = run(*arguments, env=env, cwd=folder)
            assert outcome.exit_code == 0, outcome.err
        for arguments in (["screen", "exhibitors.csv", "--output", "out.csv", "--format", "csv"], ["site", "out"]):
            assert one_line(run(*arguments, env=env, cwd=folder), 2).endswith("cannot be written: Read-only file system")


def test_want_of_memory_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def no_room(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("riotgear_check.cli._named", no_room)
    assert cli._run() == 130
    told = capsys.readouterr().err
    assert told == "riotgear-check: interrupted: not enough memory: split the input, or allow fewer processes with --jobs\n"


def test_a_closed_output_is_no_traceback() -> None:
    for redirect in (">&-", ">&- 2>&-", "2>&-", "<&-"):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m riotgear_check lookup 'thumb cuffs' {redirect}"],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert done.returncode == 0


@pytest.mark.parametrize("columns", ["1", "40", "nonsense"])
def test_a_narrow_terminal_shows_every_word(columns: str) -> None:
    outcome = run("lookup", "thumb cuffs", env={"COLUMNS": columns, "FORCE_COLOR": "1"})
    assert outcome.exit_code == 0
    assert "prohibited" in outcome.out
