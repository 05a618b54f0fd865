"""Rows in: encodings, delimiters, headers, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riotgear_check.faults import InputError
from riotgear_check.tables import guess_column, open_table

HEADERS = ["product", "produit", "Produkt", "产品"]
FRENCH = "exposant;produit\nExemple;matraque à pointes\nModèle;poignées\n"


def write(tmp_path: Path, data: str | bytes, name: str = "names.csv") -> str:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (FRENCH.encode("utf-8"), "utf-8"),
        (FRENCH.encode("utf-8-sig"), "utf-8-sig"),
        (FRENCH.encode("cp1252"), "cp1252"),
        (FRENCH.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "utf-16"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16 little", "utf-16 big"],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str) -> None:
    table = open_table(write(tmp_path, data), columns=())
    assert table.encoding == encoding
    assert table.header == ["exposant", "produit"]
    assert [row.cells[1] for row in table.rows] == ["matraque à pointes", "poignées"]
    assert any("encoding" in note for note in table.notes)


@pytest.mark.parametrize(
    ("data", "sep"),
    [
        ("a;product;c\n1;x, y;3\n", ";"),
        ("a,product,c\n1,x; y,3\n", ","),
        ("a\tproduct\tc\n1\tx\t3\n", "\t"),
        ("a|product|c\n1|x|3\n", "|"),
        ("sep=;\na;product;c\n1;x;3\n", ";"),
        ('"sep=,"\na,product,c\n1,x,3\n', ","),
        ('"a;b;c;d",product,c\n1,x,3\n', ","),
        ("product\nx\n", ""),
    ],
)
def test_delimiters(tmp_path: Path, data: str, sep: str) -> None:
    table = open_table(write(tmp_path, data), columns=())
    assert table.delimiter == sep
    assert "product" in table.header
    assert len(list(table.rows)) == 1


def test_told_delimiter_and_encoding_overrule(tmp_path: Path) -> None:
    path = write(tmp_path, "a#b\n1#é\n".encode("cp850"))
    table = open_table(path, columns=["product"], encoding="cp850", delimiter="#")
    assert table.header == ["a", "b"]
    assert [row.cells for row in table.rows] == [["1", "é"]]


def test_rows_count_from_one_and_know_their_line(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, 'product,x\n"two\nlines",1\n\nlast,2\n'), columns=())
    assert [(row.number, row.line) for row in table.rows] == [(1, 2), (2, 5)]


def test_ragged_rows_are_kept_and_counted(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "product,x\na\nb,1,2\nc,3\n"), columns=())
    assert [row.cells for row in table.rows] == [["a"], ["b", "1", "2"], ["c", "3"]]
    assert table.ragged == [2, 3]


def test_a_stray_quote_is_no_open_quote(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, 'product,x\nbaton 21" steel,1\n"quoted ""name""",2\nend,3\n'), columns=())
    assert [row.cells[0] for row in table.rows] == ['baton 21" steel', 'quoted "name"', "end"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"  \n \n", "the file is empty"),
        (b"product,x\n", "a header and no rows"),
        (b'product,x\na,1\n"never closed,2\nb,3\n', ":3: a quote is opened and never closed"),
        (b"product,x\na\0b,1\n", ":2: NUL bytes"),
        (b"PK\x03\x04rest", "a zip file and no workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"product,x\n\x81\x8d,1\n", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_table_is_said_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        list(open_table(write(tmp_path, data), columns=()).rows)
    assert message in str(error.value)
    assert "names.csv" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("source", "message"), [("/no/such/file.csv", "no such file"), ("/", "a directory"), ("/dev/null", "not a regular file")]
)
def test_what_is_no_file(source: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        open_table(source, columns=())


@pytest.mark.parametrize("title", ["Product", "PRODUIT", "produkt", "产品"])
def test_the_product_column_is_guessed_in_any_language(tmp_path: Path, title: str) -> None:
    table = open_table(write(tmp_path, f"x,{title},y\n1,2,3\n"), columns=())
    assert guess_column(table, HEADERS) == 1


def test_without_a_known_title_the_columns_are_named(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "x,y\n1,2\n"), columns=())
    with pytest.raises(InputError, match=r"--column: 'x', 'y'"):
        guess_column(table, HEADERS)


def test_a_missing_column_names_those_there_are(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "x,y\n1,2\n"), columns=["product"])
    with pytest.raises(InputError, match="no column 'z': the columns are 'x', 'y'"):
        table.column("z")
    assert table.column("Y") == 1


def test_plain_text_has_one_name_a_line(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "stun gun, police\nhandcuffs\n", "names.txt"), columns=())
    assert [row.cells for row in table.rows] == [["stun gun, police"], ["handcuffs"]]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0\r", exclude_categories=("Cs",)), max_size=20), min_size=2, max_size=4
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=60, deadline=None)
def test_what_csv_writes_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    import csv

    path = tmp_path_factory.mktemp("csv") / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["product", "x"], *rows])
    assert [row.cells for row in open_table(str(path), columns=["product"]).rows] == rows
