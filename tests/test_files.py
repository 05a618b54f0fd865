"""Files that are damaged, odd or hostile: what the reader makes of them, and the line that the user sees."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from riotgear_check.faults import InputError, UsageError
from riotgear_check.tables import Table, open_table
from tests.conftest import run

xlsxwriter = pytest.importorskip("xlsxwriter", reason="needs the extra [excel]")
zstandard = pytest.importorskip("zstandard", reason="needs the extra [zstd]")
pytest.importorskip("python_calamine", reason="needs the extra [excel]")

HEADERS = ["product", "produit"]
EXHIBITORS = "exhibitor;product\nExemple SARL;matraques à pointes\nExample Ltd;thumb cuffs\n"
NAMES = ["matraques à pointes", "thumb cuffs"]


def put(tmp_path: Path, data: str | bytes, name: str = "names.csv") -> str:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def names(table: Table, column: str = "product") -> list[str]:
    place = table.column(column) if table.header else 0
    return [name for row in table.rows for name in row.names(place)]


def refusal(path: str, *columns: str, sheet: str | None = None) -> str:
    """The one line that a file is refused with."""
    with pytest.raises(InputError) as error:
        list(open_table(path, columns=columns, headers=HEADERS, sheet=sheet).rows)
    message = str(error.value)
    assert message.startswith(path)
    assert "\n" not in message
    return message.removeprefix(path)


# --- text -----------------------------------------------------------------------------------------------------


def test_mixed_line_ends(tmp_path: Path) -> None:
    table = open_table(put(tmp_path, "product;x\r\nthumb cuffs;1\nstun gun;2\rtaser;3\r\n"), headers=HEADERS)
    assert [(row.line, row.cells[0]) for row in table.rows] == [(2, "thumb cuffs"), (3, "stun gun"), (4, "taser")]


def test_a_few_lines_in_another_encoding_are_mended_and_named(tmp_path: Path) -> None:
    utf8 = "produit;x\nmatraque à pointes;1\npoignée;2\nfouet à lanières;3\n".encode()
    path = put(tmp_path, utf8 + b"matraque \xe0 pointes;4\n")
    table = open_table(path, headers=HEADERS)
    assert names(table, "produit")[-1] == "matraque à pointes"
    assert table.encoding == "utf-8"
    assert table.notes[-1] == "line 5 is not utf-8: those bytes were read as Windows-1252"


def test_an_encoding_that_is_told_is_kept_to(tmp_path: Path) -> None:
    path = put(tmp_path, b"produit;x\nfouet;1\nmatraque \xe0 pointes;4\n")
    with pytest.raises(InputError, match=r":3: not utf-8: name its encoding with --encoding"):
        list(open_table(path, columns=["produit"], encoding="utf-8").rows)


def test_bytes_of_no_encoding_name_their_line_however_late(tmp_path: Path) -> None:
    path = put(tmp_path, b"product;x\n" + b"thumb cuffs;1\n" * 50_000 + b"\x81;1\n")
    assert refusal(path).startswith(":50002: neither UTF-8 nor Windows-1252")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(tmp_path: Path, encoding: str) -> None:
    table = open_table(put(tmp_path, EXHIBITORS.encode(encoding)), headers=HEADERS)
    assert names(table) == NAMES
    assert "encoding utf-16 (no byte order mark)" in table.notes


def test_empty_doubled_and_trailing_titles(tmp_path: Path) -> None:
    table = open_table(put(tmp_path, "product;product;;\nthumb cuffs;b;;\nstun gun;c;;;;;\n"), headers=HEADERS)
    assert names(table) == ["thumb cuffs", "stun gun"]
    assert "columns named twice: product (the first counts)" in table.notes
    assert table.ragged == []
    assert table.column("2") == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("product;x\n" + '"open;1\n' + "stun gun;2\n" * 3, ":2: a quote is opened and never closed: mend the quotes of that line"),
        ("product;x\n" + '"open;1\n' + "stun gun;2\n" * 5_000, ":2: a quote is opened and never closed"),
        (";".join(map(str, range(1_000_000))) + "\n1\n", ":1: 1,000,000 columns: tell the right delimiter with --delimiter"),
        (b"product;x\na\0b;1\n", ":2: NUL bytes"),
        (b"product;x\n" + b"ab;1\n" * 60_000 + b"a\0b;1\n", ":60002: a NUL byte: the file is damaged or no text"),
        ("product;x\n" + "x" * 17_000_000, ":2: a line of more than 16,777,216 characters"),
        (b"%PDF-1.7", ": a PDF: copy its names into a text file, one a line"),
        (b"BZh91AY", ": a bzip2 file: unpack it first"),
    ],
    ids=["quote", "quote in a long file", "a million columns", "NUL", "late NUL", "endless line", "PDF", "bzip2"],
)  # fmt: skip
def test_what_is_no_table(tmp_path: Path, data: str | bytes, message: str) -> None:
    assert refusal(put(tmp_path, data)).startswith(message)


def test_a_cell_of_10_mb_is_read(tmp_path: Path) -> None:
    table = open_table(put(tmp_path, "product;x\n" + "y" * 10_000_000 + ";1\n"), headers=HEADERS)
    assert [len(name) for name in names(table)] == [10_000_000]


def test_a_row_of_a_million_cells_is_read(tmp_path: Path) -> None:
    table = open_table(put(tmp_path, "product;x\n" + ";".join(["thumb cuffs"] * 1_000_000) + "\n"), headers=HEADERS)
    assert names(table) == ["thumb cuffs"]
    assert table.ragged == [2]


# --- what is no plain file ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), ": a directory, not a file: name one file"),
        (lambda path: path.symlink_to(path), ": cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to("/dev/zero"), ": not a regular file: pipe it in with '-'"),
        (lambda path: None, ": no such file: check the path"),
        (lambda path: path.touch(), ": the file is empty"),
    ],
    ids=["directory", "symlink loop", "device", "missing", "empty"],
)  # fmt: skip
def test_what_is_no_file(tmp_path: Path, make: object, message: str) -> None:
    path = tmp_path / "names.csv"
    make(path)  # type: ignore[operator]
    assert refusal(str(path)).startswith(message)


def test_a_pipe_without_a_writer_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riotgear_check.tables.source._WRITER_SECONDS", 0.2)
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    assert refusal(str(path)).startswith(": a pipe that nobody writes to")


def test_a_pipe_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    writer = threading.Timer(0.1, lambda: path.write_text(EXHIBITORS, "utf-8"))
    writer.start()
    assert names(open_table(str(path), headers=HEADERS)) == NAMES
    writer.join()


@pytest.mark.parametrize("change", ["grow", "shrink"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, change: str) -> None:
    path = put(tmp_path, "product;x\n" + "thumb cuffs;1\n" * 50_000)
    table = open_table(path, headers=HEADERS)
    rows = iter(table.rows)
    next(rows)
    if change == "grow":
        with Path(path).open("a") as stream:
            stream.write("stun gun;2\n")
    else:
        os.truncate(path, 400_000)
    assert sum(1 for _ in rows) > 1_000
    assert table.notes[-1] == "the file was changed while it was read: screen it again"


def test_first_results_come_while_a_slow_pipe_still_writes() -> None:
    command = [sys.executable, "-m", "riotgear_check", "screen", "-", "--format", "jsonl", "--encoding", "utf-8"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for _ in range(100):
            process.stdin.write(b"thumb cuffs, nickel plated steel\n")
        process.stdin.flush()
        assert b"format_version" in process.stdout.readline()
        assert b"thumb cuffs" in process.stdout.readline()
        process.stdin.close()
        process.stdout.read()


# --- compressed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "name", "note"),
    [
        (gzip.compress, "names.csv.gz", "unpacked from gzip"),
        (lambda data: gzip.compress(data[:20]) + gzip.compress(data[20:]), "names.csv.gz", "unpacked from gzip"),
        (zstandard.compress, "names.csv.zst", "unpacked from Zstandard"),
        (lambda data: zstandard.compress(data[:20]) + zstandard.compress(data[20:]), "names", "unpacked from Zstandard"),
    ],
    ids=["gzip", "gzip of two members", "zstd", "zstd of two frames, by its first bytes"],
)  # fmt: skip
def test_compressed_files_are_read(tmp_path: Path, pack: object, name: str, note: str) -> None:
    table = open_table(put(tmp_path, pack(EXHIBITORS.encode()), name), headers=HEADERS)  # type: ignore[operator]
    assert names(table) == NAMES
    assert note in table.notes


@pytest.mark.parametrize(("pack", "suffix"), [(gzip.compress, ".gz"), (zstandard.compress, ".zst")])
def test_compressed_files_that_are_bombs_or_damaged(tmp_path: Path, pack: object, suffix: str) -> None:
    bomb = put(tmp_path, pack(b"a" * 300_000_000), f"bomb.csv{suffix}")  # type: ignore[operator]
    assert refusal(bomb).startswith(":1: a line of more than")
    rows = "".join(f"thumb cuffs no. {i * 7919 % 10007};{i}\n" for i in range(50_000))
    whole = pack(("product;x\n" + rows).encode())  # type: ignore[operator]
    cut = put(tmp_path, whole[: len(whole) // 2], f"cut.csv{suffix}")
    assert refusal(cut).startswith(": damaged or cut short while it was compressed")
    twice = put(tmp_path, pack(pack(EXHIBITORS.encode())), f"twice.csv{suffix}")  # type: ignore[operator]
    assert refusal(twice) == ": compressed twice: unpack it first"


def test_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.csv.gz"
    with gzip.open(bomb, "wb", 1) as stream:
        for _ in range(500):
            stream.write(b"a" * 1_000_000)
    command = f"ulimit -v 400000 && {sys.executable} -m riotgear_check screen {bomb}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "a line of more than" in done.stderr


# --- workbooks ------------------------------------------------------------------------------------------------


def workbook(*sheets: tuple[str, list[list[object]]], hidden: str = "") -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for title, rows in sheets:
            sheet = book.add_worksheet(title)
            sheet.hide() if title == hidden else None
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
        book.get_worksheet_by_name(next(title for title, _ in sheets if title != hidden)).activate()
    return out.getvalue()


TABLE: list[list[object]] = [["exhibitor", "product"], ["Exemple SARL", NAMES[0]], [], ["Example Ltd", NAMES[1]]]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    table = open_table(put(tmp_path, workbook(("Exhibitors", TABLE)), "names.xlsx"), headers=HEADERS)
    assert [(row.number, row.line, row.cells) for row in table.rows] == [
        (1, 2, ["Exemple SARL", NAMES[0]]),
        (2, 4, ["Example Ltd", NAMES[1]]),
    ]
    assert table.notes == ["sheet 'Exhibitors'"]


def test_a_workbook_needs_no_suffix_and_comes_through_a_pipe(tmp_path: Path) -> None:
    data = workbook(("Exhibitors", TABLE))
    assert names(open_table(put(tmp_path, data, "names"), headers=HEADERS)) == NAMES
    done = run("screen", "-", "--format", "jsonl", stdin=data)
    assert [record["name"] for record in done.records] == NAMES


def test_several_sheets_are_said_aloud_and_chosen(tmp_path: Path) -> None:
    other: list[list[object]] = [["product"], ["taser"]]
    path = put(tmp_path, workbook(("Old", other), ("Exhibitors", TABLE), ("2", other), hidden="Old"), "names.xlsx")
    table = open_table(path, headers=HEADERS)
    assert table.notes == ["sheet 'Exhibitors'; not screened: 'Old' (hidden), '2' (choose another with --sheet)"]
    assert names(open_table(path, headers=HEADERS, sheet="old")) == ["taser"]
    assert names(open_table(path, headers=HEADERS, sheet="3")) == ["taser"]
    assert names(open_table(path, headers=HEADERS, sheet="2")) == ["taser"]
    assert refusal(path, sheet="Nowhere") == ": no sheet 'Nowhere': the sheets are 'Old', 'Exhibitors', '2'"


def test_a_sheet_is_only_for_workbooks(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--sheet is for"):
        open_table(put(tmp_path, EXHIBITORS), sheet="1")


def test_a_title_above_the_header_is_left_out(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Example Fair 2025"], ["as of", "18 November"], [], *TABLE]
    table = open_table(put(tmp_path, workbook(("S", rows)), "names.xlsx"), headers=HEADERS)
    assert names(table) == NAMES
    assert "header in row 4; 2 above it left out" in table.notes


def test_cells_are_text_as_a_person_reads_it(tmp_path: Path) -> None:
    import datetime

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["product", "number", "share", "sure", "day", "moment"])
        sheet.write_row(1, 0, ["thumb cuffs", 12, 0.5, True])
        sheet.write_datetime(1, 4, datetime.datetime(2025, 11, 18), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_datetime(1, 5, datetime.datetime(2025, 11, 18, 9, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    (row,) = open_table(put(tmp_path, out.getvalue(), "names.xlsx"), headers=HEADERS).rows
    assert row.cells == ["thumb cuffs", "12", "0.5", "TRUE", "2025-11-18", "2025-11-18 09:30:00"]


def test_a_formula_or_a_link_to_another_file_is_its_last_value(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "product")
        sheet.write_formula(1, 0, "='[/etc/passwd]Sheet1'!A1", None, "thumb cuffs")
    assert names(open_table(put(tmp_path, out.getvalue(), "names.xlsx"), headers=HEADERS)) == ["thumb cuffs"]


def ods(content: str) -> bytes:
    out = io.BytesIO()
    spaces = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{p}:1.0"' for p in ("office", "table", "text"))
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        body = f'<office:body><office:spreadsheet><table:table table:name="S">{content}</table:table></office:spreadsheet></office:body>'
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return out.getvalue()


def ods_row(*cells: str, repeat: str = "") -> str:
    inner = "".join(f'<table:table-cell office:value-type="string"{repeat}><text:p>{c}</text:p></table:table-cell>' for c in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    data = ods(ods_row("exhibitor", "product") + ods_row("Example Ltd", "thumb cuffs"))
    assert names(open_table(put(tmp_path, data, "names.ods"), headers=HEADERS)) == ["thumb cuffs"]


def test_an_old_excel_sheet_is_read() -> None:
    table = open_table(str(Path(__file__).parent / "files" / "exhibitors.xls"), headers=HEADERS)
    assert names(table) == ["matraques à pointes", "thumb cuffs", "电警棍"]


def test_a_locked_workbook() -> None:
    assert refusal(str(Path(__file__).parent / "files" / "locked.xlsx")) == ": locked with a password: save it without one"


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A zip with something replaced in one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


def test_workbooks_that_are_none_or_bombs(tmp_path: Path) -> None:
    book = workbook(("S", TABLE))
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    spaces = changed(book, sheet, b"</sheetData>", b"</sheetData>" + b" " * 100_000_000)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    cases = {
        b"<html>no workbook</html>": ": no workbook, though its name says so",
        book[: len(book) // 2]: ": damaged or cut short",
        other.getvalue(): ": no workbook that can be read",
        spaces: ": a workbook of",
        changed(book, sheet, b"</sheetData>", far): ": a workbook that needs more than 2 GB or that crashes its reader",
        b"\xd0\xcf\x11\xe0" + bytes(2000): ": ",
    }
    for number, (data, message) in enumerate(cases.items()):
        assert refusal(put(tmp_path, data, f"{number}.xlsx")).startswith(message)
    assert "refused" in refusal(str(tmp_path / "3.xlsx"))


def test_an_opendocument_sheet_that_repeats_a_cell_for_ever(tmp_path: Path) -> None:
    row = ods_row("x", repeat=' table:number-columns-repeated="16384"')
    rows = row.replace("<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">')
    assert refusal(put(tmp_path, ods(ods_row("product") + rows), "names.ods")).startswith(": no workbook that can be read")


# --- JSON -----------------------------------------------------------------------------------------------------

FAIR = {
    "name": "Example Fair 2025",
    "startDate": "2025-11-18",
    "organiser": [{"name": "Example Events"}],
    "exhibitor": [
        {"name": "EXAMPLE AG", "category": ["Weapons - Ammunition", "Thumb cuffs"], "country": {"iso2": "DE"}},
        {"name": "EXEMPLE SARL", "country": {"iso2": "FR"}},
        {"name": "EJEMPLO SA", "category": ["Stun guns"], "stand": 12.50},
    ],
}


def test_a_document_of_a_fair_as_published(tmp_path: Path) -> None:
    path = put(tmp_path, json.dumps(FAIR, indent=2), "fair.json")
    table = open_table(path, columns=["exhibitor.category"])
    place = table.column("exhibitor.category")
    rows = list(table.rows)
    assert [(row.number, list(row.names(place))) for row in rows] == [
        (1, ["Weapons - Ammunition", "Thumb cuffs"]),
        (2, []),
        (3, ["Stun guns"]),
    ]
    assert rows[0].cell(table.column("exhibitor.name")) == "EXAMPLE AG"
    assert rows[0].cell(place) == "Weapons - Ammunition; Thumb cuffs"
    assert rows[2].cell(table.column("name")) == "Example Fair 2025"
    assert "the rows are the 3 elements of 'exhibitor'" in table.notes
    done = run("screen", path, "--column", "exhibitor.category", "--format", "jsonl")
    assert [(r["row"], r["name"], r["cells"]["exhibitor.name"]) for r in done.records] == [
        (1, "Thumb cuffs", "EXAMPLE AG"),
        (3, "Stun guns", "EJEMPLO SA"),
    ]
    # The name of the fair, or of a company, is not taken for that of a product.
    done = run("screen", path)
    assert done.exit_code == 3
    assert "Name it with --column: 'exhibitor.name', 'exhibitor.category'" in done.err


def test_json_lines_and_arrays(tmp_path: Path) -> None:
    rows = [{"product": "thumb cuffs", "n": 1}, {"product": None}, {"product": "stun gun", "tags": ["a", "b"]}]
    lines = "\n".join(map(json.dumps, rows))
    for name, text in (("a.jsonl", lines), ("b", lines), ("c.json", json.dumps(rows)), ("d", json.dumps(rows, indent=1))):
        table = open_table(put(tmp_path, text, name), headers=HEADERS)
        assert names(table) == ["thumb cuffs", "stun gun"]
        assert table.header == ["product", "n", "tags"]


def test_products_inside_a_row(tmp_path: Path) -> None:
    rows = [
        {"company": "Example Ltd", "products": [{"name": "thumb cuffs"}, {"name": "stun gun"}]},
        {"company": "x", "products": []},
    ]
    for text in (json.dumps(rows), "\n".join(map(json.dumps, rows))):
        assert names(open_table(put(tmp_path, text, "a.json"), columns=["products.name"]), "products.name") == [
            "thumb cuffs",
            "stun gun",
        ]


def test_an_array_of_names(tmp_path: Path) -> None:
    assert names(open_table(put(tmp_path, '["thumb cuffs", "stun gun"]', "a.json")), "value") == ["thumb cuffs", "stun gun"]


def test_numbers_of_any_size_and_no_numbers(tmp_path: Path) -> None:
    huge = "9" * 10_000
    (row,) = open_table(put(tmp_path, f'[{{"product": "x", "a": {huge}, "b": 1e999, "c": NaN, "d": 12.50}}]', "a.json")).rows
    assert row.cells == ["x", huge, "1e999", "", "12.50"]


def test_fields_that_come_late_are_said_aloud(tmp_path: Path) -> None:
    text = '{"product": "thumb cuffs"}\n' * 300 + '{"product": "stun gun", "late": 1}\n'
    table = open_table(put(tmp_path, text, "a.jsonl"), headers=HEADERS)
    assert len(names(table)) == 301
    assert table.notes[-1] == "fields first seen after 200 rows (line 301) are left out: 'late'"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, ":1: values nested too deep"),
        ('[{"product": ' + '{"a": ' * 100 + "1" + "}" * 101 + "]", ":1: fields nested deeper than 64"),
        (b'[\n{"product": "a"},\n{"product": "\xe9"}]', ":3: not utf-8: mend that line"),
        ('[\n{"product": "a"},\n{"product": "b', ":3: the file ends in the middle of a value: it is cut short"),
        ('[\n{"product": "a"}', ":2: the file ends in the middle of a value: it is cut short"),
        ('[\n{"product": "a"},\n{"product" "b"}]', ":3: not valid JSON: Expecting ':' delimiter"),
        ('[\n{"product": "a"}\n{"product": "b"}]', ":3: not valid JSON: expected ',' or ']'"),
        ('[{"product": "a"}]\nmore', ":2: not valid JSON: something stands after the array"),
        ('{"product": "a"}\n' * 70_000 + "{", ":70001: the file ends in the middle"),
        ('{"product": "a\0"}', ":1: NUL bytes"),
        ("[]", ": no rows: a JSON array of rows with nothing in it"),
        (" \n", ": the file is empty"),
    ],
)  # fmt: skip
def test_json_that_is_none(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert refusal(put(tmp_path, text, "names.json")).startswith(message)


def test_a_large_array_is_read_as_a_stream(tmp_path: Path) -> None:
    path = put(tmp_path, "[" + ",\n".join(f'{{"product": "thumb cuffs no. {i}"}}' for i in range(20_000)) + "]", "a.json")
    table = open_table(path, headers=HEADERS)
    rows = iter(table.rows)
    assert next(rows).cells == ["thumb cuffs no. 0"]
    import tracemalloc

    tracemalloc.start()
    last = None
    for row in rows:
        last = row
    assert tracemalloc.get_traced_memory()[1] < 1_500_000
    tracemalloc.stop()
    assert last is not None
    assert (last.number, last.line) == (20_000, 20_000)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


def as_read(value: object) -> object:
    """A value as the reader gives it: numbers as they are written."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return list(map(as_read, value))
    return json.dumps(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([0.5, 1e-7, -2], 1, False, True)
@given(st.lists(JSON_VALUES, max_size=6), st.integers(1, 9), st.booleans(), st.booleans())
def test_json_is_read_the_same_however_it_is_cut(
    monkeypatch: pytest.MonkeyPatch, values: list[object], size: int, indented: bool, escaped: bool
) -> None:
    from riotgear_check.tables import jsons

    monkeypatch.setattr(jsons, "_CHUNK", size)
    text = json.dumps(values, indent=1 if indented else None, ensure_ascii=escaped).replace("\\u0000", "")
    values = json.loads(text)
    reader = jsons._Values("x", io.StringIO(text), "utf-8")
    assert reader.array()
    assert [value for _, value in reader.elements()] == list(map(as_read, values))
