"""The commands as a user runs them: contracts, exit codes, errors of one line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

EXAMPLE = ROOT / "examples" / "exhibitors.csv"
DATE = ("--as-of", "2026-11-24")


def test_screen_jsonl_keeps_its_contract() -> None:
    done = run("screen", str(EXAMPLE), "--column", "product", "--format", "jsonl", *DATE)
    assert done.exit_code == 0, done.err
    header, *records = [json.loads(line) for line in done.out.splitlines()]
    assert header["format_version"] == 1
    assert header["as_of"] == "2026-11-24"
    assert set(header["lists"]) == {"version", "hash", "un", "eu"}
    assert header["lists"]["eu"] == "2025"
    first = records[0]
    assert first["row"] == 1
    assert first["level"] == "match"
    assert first["lists"]["un"] == {"measure": "prohibited", "entries": ["un/spiked-batons"], "conditional": False}
    finding = first["findings"][0]
    assert set(finding) >= {"equipment", "level", "score", "term", "lang", "spans", "words", "entries", "conditions"}
    assert [first["name"][a:b] for a, b in finding["spans"]] == ["matraques", "à", "pointes"]
    assert first["cells"]["exhibitor"] == "Exemple Sécurité SARL"


def test_without_all_only_matches_and_clues_are_reported() -> None:
    done = run("screen", str(EXAMPLE), "--format", "jsonl", *DATE)
    levels = [record["level"] for record in done.records]
    assert set(levels) == {"match", "clue"}
    everything = run("screen", str(EXAMPLE), "--format", "jsonl", "--all", *DATE)
    assert len(everything.records) == 22
    assert [r for r in everything.records if r["level"] != "none"] == done.records


def test_rows_come_in_the_order_of_the_input() -> None:
    rows = [record["row"] for record in run("screen", str(EXAMPLE), "--format", "jsonl", "--all", *DATE).records]
    assert rows == list(range(1, 23))


def test_data_goes_to_stdout_and_talk_to_stderr() -> None:
    done = run("screen", str(EXAMPLE), "--format", "csv", *DATE)
    assert done.out.startswith("exhibitor;stand;country;product;rg_")
    assert "product names in column 'product'" in done.err
    assert "encoding utf-8" in done.err
    assert "delimiter semicolon" in done.err
    assert "22 rows" in done.err
    assert "not a legal verdict" in done.err


def test_csv_has_the_original_columns_first(tmp_path: Path) -> None:
    done = run("screen", str(EXAMPLE), "--format", "csv", "--all", *DATE)
    rows = list(csv.DictReader(io.StringIO(done.out), delimiter=";"))
    assert len(rows) == 22
    original = list(csv.DictReader(EXAMPLE.open(encoding="utf-8"), delimiter=";"))
    assert [{k: row[k] for k in original[0]} for row in rows] == original
    assert rows[0]["rg_eu"] == "prohibited"
    assert rows[0]["rg_eu_entries"] == "eu/2025/II.3.1"


def test_cells_that_we_make_never_start_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text('product,x\n"=stun gun",1\n"-taser",1\n', "utf-8")
    rows = list(csv.DictReader(io.StringIO(run("screen", str(path), "--format", "csv").out)))
    for row in rows:
        for name, cell in row.items():
            assert not name.startswith("rg_") or cell[:1] not in ("=", "+", "-", "@"), (name, cell)


def test_standard_input_is_plain_text_or_a_table() -> None:
    plain = run("screen", "-", "--format", "jsonl", stdin="stun gun\ncufflinks\n")
    assert [r["row"] for r in plain.records] == [1]
    table = run("screen", "-", "--column", "name", "--format", "jsonl", stdin="id,name\n1,cufflinks\n2,stun gun\n")
    assert [r["row"] for r in table.records] == [2]


def test_several_columns_are_matched_apart_and_reported_apart() -> None:
    data = "a,b\nstun gun,thumb cuffs\n"
    records = run("screen", "-", "--column", "a", "--column", "b", "--format", "jsonl", stdin=data).records
    assert [(r["row"], r["column"], r["findings"][0]["equipment"]) for r in records] == [
        (1, "a", "stun-guns"),
        (1, "b", "thumb-cuffs"),
    ]


@pytest.mark.parametrize(
    ("names", "fail_on", "code"),
    [
        ("thumb cuffs", "prohibited", 1), ("thumb cuffs", "controlled", 1), ("thumb cuffs", "clue", 1), ("thumb cuffs", "never", 0),
        ("water cannon", "prohibited", 0), ("water cannon", "controlled", 1), ("less-lethal weapons", "controlled", 0),
        ("less-lethal weapons", "clue", 1), ("cufflinks", "clue", 0),
    ],
)  # fmt: skip
def test_fail_on(names: str, fail_on: str, code: int) -> None:
    assert run("screen", "-", "--format", "jsonl", "--fail-on", fail_on, *DATE, stdin=names + "\n").exit_code == code


@pytest.mark.parametrize(
    ("args", "stdin", "code", "message"),
    [
        (["screen", "/no/such.csv"], "", 3, "no such file: check the path"),
        (["screen", "/"], "", 3, "a directory"),
        (["screen", "-"], "", 3, "the file is empty"),
        (["screen", "-", "--column", "x"], "product\n", 3, "no column 'x': the columns are 'product'"),
        (["screen", "-", "--column", "product"], "product\n", 3, "a header and no rows"),
        (["screen", "-", "--column", "product"], 'product,y\n"open,1\n', 3, "a quote is opened and never closed"),
        (["screen", "-", "--encoding", "utf-99"], "x\n", 3, "unknown encoding 'utf-99'"),
        (["screen", "-", "--format", "pdf"], "x\n", 2, "'pdf' is not one of"),
        (["screen", "-", "--as-of", "tomorrow"], "x\n", 2, "write YYYY-MM-DD"),
        (["screen", "-", "--as-of", "1999-01-01"], "x\n", 2, "the first starts on 2019-02-20"),
        (["screen"], "", 2, "Missing argument"),
        (["diff", "un", "eu@1999-01-01"], "", 2, "the first one starts on"),
        (["diff", "us"], "", 2, "unknown list 'us'"),
        (["show", "thumb-cuff"], "", 2, "did you mean 'thumb-cuffs'?"),
        (["lookup", "--lists", "/no/such", "x"], "", 2, "no such file or folder of lists"),
        (["frobnicate"], "", 2, "No such command"),
        (["lint", "/no/such"], "", 3, "no such folder"),
        (["evaluate", "/no/such.csv"], "", 3, "cannot be read"),
    ],
)  # fmt: skip
def test_errors_are_one_line_that_says_what_to_do(args: list[str], stdin: str, code: int, message: str) -> None:
    done = run(*args, stdin=stdin)
    assert done.exit_code == code, done.err
    last = done.err.strip().splitlines()[-1]
    assert last.startswith("riotgear-check: ")
    assert message in last
    assert "Traceback" not in done.err


def test_an_output_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "findings.jsonl"
    target.write_text("old", "utf-8")
    failed = run(
        "screen", "-", "--column", "product", "--format", "jsonl", "-o", str(target), stdin='product,y\na,1\nstun gun,1\n"open,1\n'
    )
    assert failed.exit_code == 3
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["findings.jsonl"]
    assert run("screen", "-", "--format", "jsonl", "-o", str(target), stdin="stun gun\n").exit_code == 0
    assert json.loads(target.read_text("utf-8").splitlines()[1])["level"] == "match"


def test_csv_gets_back_the_mark_that_it_came_with(tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes("produit;x\nmatraque à pointes;1\n".encode("utf-8-sig"))
    assert run("screen", str(source), "--format", "csv", "-o", str(target)).exit_code == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbfproduit;x;rg_")


def test_a_closed_pipe_is_no_error() -> None:
    import subprocess
    import sys

    command = f"{sys.executable} -m riotgear_check screen - --format jsonl --all 2>/dev/null | head -1"
    process = subprocess.run(
        ["bash", "-c", f"set -o pipefail; yes 'stun gun' | head -20000 | {command}"], capture_output=True, check=False
    )
    assert b"Traceback" not in process.stderr
    assert process.stdout.count(b"\n") == 1


def test_lookup_json_has_a_verdict_a_list_and_the_reason() -> None:
    done = run("lookup", "poucettes", "cufflinks", "--format", "json", *DATE).json
    first, second = done["results"]
    assert first["lists"]["eu"]["entries"] == ["eu/2025/II.2.2"]
    assert first["findings"][0]["words"][0]["lang"] == "fr"
    assert second["level"] == "none"


def test_lookup_tells_what_a_measure_means_at_a_fair() -> None:
    done = run("lookup", "thumb cuffs", *DATE)
    assert "fair (Art. 8)" in done.out
    assert "export (Art. 3(1))" in done.out
    assert "«thumb» «cuffs»" in done.out
    assert "secondary source" in done.out


def test_lookup_reads_names_from_standard_input() -> None:
    assert [r["name"] for r in run("lookup", "-", "--format", "json", stdin="taser\n\nLBD\n").json["results"]] == ["taser", "LBD"]


def test_lookup_explains_near_misses_and_what_was_set_aside() -> None:
    assert "nearest kinds" in run("lookup", "electric toothbrush", "--explain").out
    assert "set aside" in run("lookup", "riding whip", "--explain").out


def test_control_characters_never_reach_the_terminal_raw() -> None:
    done = run("lookup", "stun\x1b[31m gun \u202e taser")
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "\\x1b" in done.out


def test_diff_json_keeps_its_contract() -> None:
    done = run("diff", "un", "eu", "--format", "json", *DATE).json
    assert (done["a"], done["b"]) == ("un", "eu")
    row = next(row for row in done["rows"] if row["equipment"] == "shock-batons")
    assert row["relation"] == "stricter-in-a"
    assert row["a"] == {"measure": "prohibited", "entries": ["un/direct-contact-shock-weapons"]}
    assert row["b"]["measure"] == "controlled"
    assert row["conditions"]


@pytest.mark.parametrize(
    "wanted", [None, "thumb-cuffs", "un", "eu", "eu@2019", "eu/2025/II.2.5", "un/lathis", "languages", "sources", "eu-2019-125"]
)
@pytest.mark.parametrize("format_", ["table", "json"])
def test_show(wanted: str | None, format_: str) -> None:
    done = run("show", *([wanted] if wanted else []), "--format", format_, *DATE)
    assert done.exit_code == 0, done.err
    assert done.out.strip()
    if format_ == "json":
        json.loads(done.out)


def test_show_entry_has_codes_source_and_certainty() -> None:
    out = run("show", "eu/2025/II.2.5").out
    for text in ("ex 7326 90 98", "Leg irons", "verification", "eu/2025/III.1.3", "Art. 8"):
        assert text in out


def test_version_names_the_lists_and_their_hash() -> None:
    out = run("--version").out
    assert "riotgear-check 0." in out
    assert "hash" in out
    assert "un 2023" in out


def test_lint_reports_every_fault_with_its_place(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "lists"
    shutil.copytree(ROOT / "lists", folder)
    words = folder / "words.yaml"
    words.write_text(words.read_text("utf-8").replace('means: "a chain"', 'meens: "a chain"'), "utf-8")
    striking = folder / "equipment" / "striking.yaml"
    striking.write_text(striking.read_text("utf-8") + "- {id: sticks, label: [], definition: no}\n", "utf-8")
    done = run("lint", str(folder))
    assert done.exit_code == 4
    lines = done.out.splitlines()
    assert any("words.yaml:" in line and "RG102 unknown key 'meens' (did you mean 'means'?)" in line for line in lines)
    assert any("striking.yaml:" in line and "RG104 expected text, found a list" in line for line in lines)
    assert any("found a truth value 'no' (put it in quotes)" in line for line in lines)
    assert lines == sorted(lines, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))


def test_lists_of_another_folder_are_used(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "lists"
    shutil.copytree(ROOT / "lists", folder)
    english = folder / "languages" / "en.yaml"
    english.write_text(english.read_text("utf-8").replace("  sjamboks: [", "  sjamboks: [frobnicator, ", 1), "utf-8")
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = run("lookup", "frobnicator", "--lists", str(folder), "--format", "json", env=env).json
    assert done["results"][0]["findings"][0]["equipment"] == "sjamboks"


def test_invalid_lists_end_with_exit_code_4(tmp_path: Path) -> None:
    (tmp_path / "un.yaml").write_text("id: un\nid: un\n", "utf-8")
    done = run("lookup", "x", "--lists", str(tmp_path))
    assert done.exit_code == 4
    assert "run 'riotgear-check lint' to see all" in done.err


@pytest.mark.parametrize(
    "env", [{"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}]
)
def test_odd_environments(env: dict[str, str]) -> None:
    done = run("lookup", "matraques à pointes 警棍", env=env)
    assert done.exit_code == 0, done.err
    assert "警棍" in done.out
