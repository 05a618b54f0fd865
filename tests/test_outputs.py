"""What screen writes: encodings, packed files, chosen columns, counts by group, and the formats for CI and for Excel."""

from __future__ import annotations

import csv
import gzip
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import ROOT, Outcome, run

EXAMPLE = ROOT / "examples" / "exhibitors.csv"
DATE = ("--as-of", "2026-11-24")
# A name of every kind of harm to a format: markup, commands, links, mentions, formulas, escapes, directions.
EVIL = [
    "thumb cuffs|<img src=x onerror=alert(1)>|`code` [a](http://x.example) **b**",
    "thumb cuffs %0A::error::x, y: z",
    "=HYPERLINK('http://x.example') thumb cuffs",
    "thumb cuffs @maintainer #1 www.x.example https://x.example",
    "thumb cuffs \x1b[31m\u202e\x00".replace("\x00", ""),
    "thumb cuffs ]]></failure><testcase>",
]


def screened(tmp_path: Path, source: Path | str, *args: str, name: str = "out") -> tuple[Outcome, Path]:
    out = tmp_path / name
    done = run("screen", str(source), "--output", str(out), *DATE, *args)
    assert done.exit_code == 0, done.err
    return done, out


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    path = tmp_path / "evil,:%.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["product", "stand"], *([name, "1"] for name in EVIL), ["thumb cuffs\n::error::x", "2"]])
    return path


# --- CSV: encoding, mark, delimiter -----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_keeps_encoding_mark_and_delimiter(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "in.csv"
    source.write_bytes("produit;n\nmatraque à pointes;1\n".encode(encoding))
    _, out = screened(tmp_path, source, "--format", "csv")
    data = out.read_bytes()
    assert data.decode(encoding).startswith("produit;n;rg_column;")
    assert data[:3] == source.read_bytes()[:3] or encoding == "cp1252"
    piped = run("screen", "-", "--format", "jsonl", *DATE, stdin=data)
    assert [record["name"] for record in piped.records] == ["matraque à pointes"]


def test_csv_that_does_not_fit_its_encoding_is_utf_8_with_a_mark(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    # What was found is the Polish word with its own letter, which Windows-1252 does not have.
    source.write_bytes("product;n\npalka elektryczna;é\n".encode("cp1252"))
    done, out = screened(tmp_path, source, "--format", "csv")
    assert out.read_bytes().startswith(b"\xef\xbb\xbfproduct;n;rg_column")
    assert "pałk" in out.read_text("utf-8-sig")
    assert "palka elektryczna;é;" in out.read_text("utf-8-sig")
    assert f"{out}: not everything fits into cp1252: written as UTF-8 with a mark" in done.err


def test_cells_beyond_the_header_go_behind_ours() -> None:
    done = run("screen", "-", "--format", "csv", *DATE, stdin="product,x\nthumb cuffs,1,more\n")
    header, row = csv.reader(io.StringIO(done.out))
    assert row[header.index("rg_eu")] == "prohibited"
    assert row[:2] == ["thumb cuffs", "1"]
    assert row[-1] == "more"


@pytest.mark.parametrize(("suffix", "unpack"), [(".gz", gzip.decompress), (".zst", None)])
def test_packed_output(tmp_path: Path, suffix: str, unpack: object) -> None:
    if unpack is None:
        unpack = lambda data: pytest.importorskip("zstandard").ZstdDecompressor().stream_reader(data).read()  # noqa: E731
    _, plain = screened(tmp_path, EXAMPLE, "--format", "csv", name="plain.csv")
    _, packed = screened(tmp_path, EXAMPLE, "--format", "csv", name=f"packed.csv{suffix}")
    assert unpack(packed.read_bytes()) == plain.read_bytes()  # type: ignore[operator]
    first = packed.read_bytes()
    _, again = screened(tmp_path, EXAMPLE, "--format", "csv", name=f"again.csv{suffix}")
    assert again.read_bytes() == first


# --- columns and groups -----------------------------------------------------------------------------------------


def test_keep_chooses_the_columns_and_keeps_the_names() -> None:
    done = run("screen", str(EXAMPLE), "--format", "csv", "--keep", "country, stand", *DATE)
    assert done.out.startswith("country;stand;product;rg_column")
    records = run("screen", str(EXAMPLE), "--format", "jsonl", "--keep", "exhibitor", *DATE).records
    assert set(records[0]["cells"]) == {"exhibitor", "product"}
    assert "no column 'nowhere'" in run("screen", str(EXAMPLE), "--keep", "nowhere").err
    plain = run("screen", "-", "--keep", "x", stdin="thumb cuffs\n")
    assert plain.exit_code == 2
    assert "--keep is for tables" in plain.err


def test_group_by_counts_per_exhibitor() -> None:
    done = run("screen", str(EXAMPLE), "--format", "json", "--group-by", "exhibitor", *DATE)
    groups = done.json["summary"]["groups"]
    assert groups["column"] == "exhibitor"
    restraints = next(count for count in groups["counts"] if count["name"] == "Example Restraints Ltd")
    records = [r for r in done.json["records"] if r["cells"]["exhibitor"] == "Example Restraints Ltd"]
    assert restraints["names"] == len(records)
    assert restraints["UN prohibited"] == sum(r["lists"]["un"]["measure"] == "prohibited" for r in records)
    assert sum(count["names"] for count in groups["counts"]) == len(done.json["records"])
    for format_ in ("table", "markdown"):
        assert "By exhibitor" in run("screen", str(EXAMPLE), "--format", format_, "--group-by", "exhibitor", *DATE).out
    assert "By exhibitor:" in run("screen", str(EXAMPLE), "--format", "csv", "--group-by", "exhibitor", *DATE).err


# --- SARIF, JUnit, GitHub, Markdown -----------------------------------------------------------------------------


def results(done: Outcome) -> list[dict[str, object]]:
    (sarif_run,) = done.json["runs"]
    rules = sarif_run["tool"]["driver"]["rules"]
    for result in sarif_run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return list(sarif_run["results"])


def test_sarif_alerts_stay_when_the_table_is_sorted_anew(tmp_path: Path) -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", "utf-8")
    prints = []
    for source in (EXAMPLE, turned):
        found = results(run("screen", str(source), "--format", "sarif", *DATE))
        prints.append(sorted((r["partialFingerprints"]["riotgearCheck/v1"], r["ruleId"]) for r in found))  # type: ignore[index]
        for result in found:
            place = result["locations"][0]["physicalLocation"]  # type: ignore[index]
            name = source.read_text("utf-8").splitlines()[place["region"]["startLine"] - 1].split(";")[3]
            assert str(result["message"]["text"]).replace("«", "").replace("»", "").startswith(name)  # type: ignore[index]
    assert prints[0] == prints[1]
    assert len({fingerprint for fingerprint, _ in prints[0]}) == len(prints[0])


def test_sarif_levels_are_the_measures() -> None:
    names = "thumb cuffs\nwater cannon\nless-lethal weapons\nthumb cuffs\n"
    found = results(run("screen", "-", "--format", "sarif", *DATE, stdin=names))
    assert [r["level"] for r in found] == ["error", "warning", "note", "error"]
    assert len({r["partialFingerprints"]["riotgearCheck/v1"] for r in found}) == 4  # type: ignore[index]


def test_junit_fails_for_what_is_prohibited(evil: Path) -> None:
    names = "thumb cuffs\nwater cannon\nless-lethal weapons\ncufflinks\n"
    root = ET.fromstring(run("screen", "-", "--format", "junit", "--all", *DATE, stdin=names).out)
    assert [next((child.tag for child in case), "passed") for case in root.iter("testcase")] == [
        "failure", "skipped", "skipped", "passed",
    ]  # fmt: skip
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("4", "1", "2")
    assert len(list(ET.fromstring(run("screen", str(evil), "--format", "junit", *DATE).out).iter("testcase"))) == len(EVIL) + 1
    assert ET.fromstring(run("screen", "-", "--format", "junit", stdin="cufflinks\n").out).find(".//testcase") is not None


def test_no_name_begins_or_ends_a_command_of_github(evil: Path) -> None:
    lines = run("screen", str(evil), "--format", "github", *DATE).out.splitlines()[:-1]
    assert len(lines) == len(EVIL) + 1
    for line in lines:
        assert line.startswith("::error file=")
        head, _, message = line[2:].partition("::")
        assert "evil%2C%3A%25.csv,line=" in head
        assert "%0A" not in message.replace("%250A", "")
        assert "\x1b" not in line


def test_github_shows_ten_of_each_and_says_how_many_were_cut() -> None:
    done = run("screen", "-", "--format", "github", *DATE, stdin="thumb cuffs\n" * 25 + "water cannon\n" * 11)
    lines = done.out.splitlines()
    assert sum(line.startswith("::error") for line in lines) == 10
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert lines[-2] == (
        "riotgear-check: 15 more errors, 1 more warning not shown: GitHub shows ten of each; --format sarif or csv has all"
    )


def test_markdown_stays_a_table_and_makes_no_link(evil: Path) -> None:
    from markdown_it import MarkdownIt

    text = run("screen", str(evil), "--format", "markdown", *DATE).out
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "html_inline", "text_special"}
    html = {child.content for token in tokens for child in token.children or () if child.type == "html_inline"}
    assert html <= {"<!-- -->"}
    assert sum(token.type == "tr_open" for token in tokens) == len(EVIL) + 2
    assert sum(token.type == "td_open" for token in tokens) == (len(EVIL) + 1) * 6
    for linked in ("@maintainer", "#1", "www.x", "://x"):
        assert linked not in text


# --- Excel ------------------------------------------------------------------------------------------------------


def test_xlsx(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl, of the test group")
    _, out = screened(tmp_path, EXAMPLE, "--format", "xlsx", "--all", "--group-by", "exhibitor", name="out.xlsx")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Screening", "Findings", "Entries", "Summary"]
    header, *rows = book["Screening"].iter_rows(values_only=True)
    original = list(csv.DictReader(EXAMPLE.open(encoding="utf-8"), delimiter=";"))
    assert [dict(zip(header[:4], row[:4], strict=True)) for row in rows] == original
    measures = [row[header.index("rg_eu")] for row in rows]
    records = run("screen", str(EXAMPLE), "--format", "jsonl", "--all", *DATE).records
    assert measures == [record["lists"]["eu"]["measure"] for record in records]
    for name in ("Screening", "Findings", "Entries"):
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref
        assert all(8 <= size.width <= 37 for size in book[name].column_dimensions.values())
    # Colour with the word, not alone: and only in our columns.
    first = book["Screening"].cell(2, header.index("rg_eu") + 1)
    assert (first.value, first.fill.fgColor.rgb) == ("prohibited", "FFF8D7DA")
    cited = {row[0]: row for row in book["Entries"].iter_rows(min_row=2)}
    assert {cell.value for cell in cited} == {e for r in records for v in r["lists"].values() for e in v["entries"]} | {
        e for r in records if r["level"] != "none" for f in r["findings"] for e in f["entries"]
    }
    assert all(row[5].hyperlink.target.startswith("https://") for row in cited.values())
    summary = [[cell for cell in row if cell is not None] for row in book["Summary"].iter_rows(values_only=True)]
    assert ["list", "prohibited", "controlled"] in summary
    found = [r for r in records if r["level"] != "none" and r["cells"]["exhibitor"] == "Example Restraints Ltd"]
    assert any(row[:2] == ["Example Restraints Ltd", len(found)] for row in summary)


def test_nothing_in_xlsx_is_a_formula_or_a_link_from_the_input(tmp_path: Path, evil: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl, of the test group")
    _, out = screened(tmp_path, evil, "--format", "xlsx", name="out.xlsx")
    book = openpyxl.load_workbook(out)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink}.isdisjoint({"http://x.example", "https://x.example"})
    assert book["Screening"]["A4"].value == EVIL[2]


def test_xlsx_is_read_again(tmp_path: Path) -> None:
    _, out = screened(tmp_path, EXAMPLE, "--format", "xlsx", "--all", name="out.xlsx")
    again = run("screen", str(out), "--column", "product", "--format", "jsonl", "--all", *DATE)
    assert [r["name"] for r in again.records] == [
        r["product"] for r in csv.DictReader(EXAMPLE.open(encoding="utf-8"), delimiter=";")
    ]


def test_cells_too_long_or_broken_for_xlsx(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    rows = [{"product": "thumb cuffs " + "x" * 40_000}, {"product": "thumb cuffs \ud800 \u0007"}]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl, of the test group")
    _, out = screened(tmp_path, source, "--format", "xlsx", name="out.xlsx")
    sheet = openpyxl.load_workbook(out)["Screening"]
    assert len(sheet["A2"].value) == 32_767
    assert sheet["A3"].value.startswith("thumb cuffs \\ud800")


def test_without_the_extra_one_line_says_what_to_install(tmp_path: Path) -> None:
    import subprocess
    import sys

    hide = "import sys; sys.modules['xlsxwriter'] = None; sys.modules['zstandard'] = None; sys.modules['python_calamine'] = None;"
    book = tmp_path / "names.xlsx"
    book.write_bytes(b"PK\x03\x04[Content_Types].xml")
    packed = tmp_path / "names.csv.zst"
    packed.write_bytes(b"\x28\xb5\x2f\xfd")
    for args, extra in (
        (["screen", str(EXAMPLE), "--format", "xlsx", "-o", str(tmp_path / "x.xlsx")], "excel"),
        (["screen", str(EXAMPLE), "--format", "csv", "-o", str(tmp_path / "x.csv.zst")], "zstd"),
        (["screen", str(book)], "excel"),
        (["screen", str(packed)], "zstd"),
    ):
        code = f"{hide} sys.argv = ['riotgear-check', *{args!r}]; from riotgear_check.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert done.stderr.splitlines()[-1].endswith(f"pip install 'riotgear-check[{extra}]'")
        assert "Traceback" not in done.stderr
