"""Parquet and Arrow in and out, and record batches → findings, with pyarrow alone."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from riotgear_check.faults import InputError, UsageError
from riotgear_check.tables import open_table
from tests.conftest import ROOT, TODAY, run

pa = pytest.importorskip("pyarrow", reason="needs the extra arrow")
from pyarrow import parquet  # noqa: E402

from riotgear_check.arrow import SCHEMA, findings  # noqa: E402

NAMES = ["thumb cuffs", "office chair", None, "", "riding whip", "Elektroschocker 500 kV", "spiked baton", "matraque à pointes"]


def batch(names: list[str | None], **more: list[object]) -> object:
    return pa.RecordBatch.from_pydict({"product": names, **more})


def test_a_row_for_each_list_and_each_name_with_a_finding() -> None:
    (out,) = findings([batch(NAMES, id=list(range(8)))], column="product", key="id", as_of=TODAY)
    assert out.schema == SCHEMA
    rows = out.to_pylist()
    assert [(r["key"], r["name"], r["list"], r["measure"]) for r in rows[:2]] == [
        ("0", "thumb cuffs", "un", "prohibited"),
        ("0", "thumb cuffs", "eu", "prohibited"),
    ]
    assert {r["name"] for r in rows} == {"thumb cuffs", "Elektroschocker 500 kV", "spiked baton", "matraque à pointes"}
    assert all(r["entries"] and r["equipment"] and r["matched"] and r["why"] and r["as_of"] == TODAY for r in rows)


def test_one_batch_out_for_each_batch_in_and_lazily() -> None:
    asked = []

    def batches() -> object:
        for i in range(3):
            asked.append(i)
            yield batch(NAMES[i : i + 1])

    out = findings(batches(), column="product", as_of=TODAY)  # type: ignore[arg-type]
    assert next(out).num_rows == 2
    assert asked == [0]
    assert [b.num_rows for b in out] == [0, 0]


def test_the_matcher_is_built_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    list(findings([batch(NAMES)], column="product", as_of="2024-02-03"))
    monkeypatch.setattr("riotgear_check.arrow.load", None)
    assert list(findings([batch(NAMES)], column="product", as_of="2024-02-03"))


def test_columns_of_other_types() -> None:
    names = pa.array(["thumb cuffs", None, "thumb cuffs"]).dictionary_encode()
    made = pa.RecordBatch.from_arrays([names, pa.array([1.5, 2.5, 3.5])], ["product", "id"])
    (out,) = findings([made], column="product", key="id", as_of=TODAY)
    assert [r["key"] for r in out.to_pylist()] == ["1.5", "1.5", "3.5", "3.5"]


def test_a_missing_column_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="no column 'name': the columns are 'product'"):
        list(findings([batch(NAMES)], column="name", as_of=TODAY))


# --- files --------------------------------------------------------------------------------------------------------


def stored(path: Path, kind: str) -> Path:
    with (ROOT / "examples" / "exhibitors.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    table = pa.Table.from_pylist(rows)
    match kind:
        case "parquet":
            parquet.write_table(table, path)
        case "file":
            with pa.ipc.new_file(path, table.schema) as writer:
                writer.write_table(table)
        case "stream":
            with pa.ipc.new_stream(path, table.schema) as writer:
                writer.write_table(table)
    return path


@pytest.mark.parametrize("kind", ["parquet", "file", "stream"])
def test_a_file_gives_the_findings_of_the_same_csv(tmp_path: Path, kind: str) -> None:
    path = stored(tmp_path / "exhibitors.data", kind)
    arguments = ("--column", "product", "--format", "jsonl", "--as-of", TODAY)
    from_csv, from_arrow = run("screen", "examples/exhibitors.csv", *arguments), run("screen", str(path), *arguments)
    assert from_arrow.exit_code == 0, from_arrow.err
    assert from_arrow.records == from_csv.records
    assert len(from_csv.records) > 3
    piped = run("screen", "-", *arguments, stdin=path.read_bytes())
    assert piped.records == from_csv.records


def test_cells_of_every_type(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    values = {"a": [1, None], "b": [True, False], "c": [["x", "thumb cuffs"], []], "d": [{"k": "v"}, None], "e": [b"\xff", b"y"]}
    parquet.write_table(pa.Table.from_pydict(values), path)
    table = open_table(str(path))
    rows = list(table.rows)
    assert [row.cells for row in rows] == [["1", "true", "x; thumb cuffs", '{"k": "v"}', "\ufffd"], ["", "false", "", "", "y"]]
    assert list(rows[0].names(2)) == ["x", "thumb cuffs"]
    assert [row.number for row in rows] == [1, 2]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: data[:4] + bytes(len(data) - 8) + data[-4:], "damaged"),
        (lambda data: b"id,product\n1,thumb cuffs\n", "neither Parquet nor Arrow, though its name says so"),
    ],
)
def test_a_damaged_file_is_one_line(tmp_path: Path, damage: Callable[[bytes], bytes], told: str) -> None:
    path = stored(tmp_path / "t.parquet", "parquet")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(InputError, match=told) as error:
        list(open_table(str(path)).rows)
    assert "\n" not in str(error.value)


def test_text_that_is_no_utf_8_is_one_line(tmp_path: Path) -> None:
    bytes_ = pa.array([b"thumb cuffs", b"thumb cuffs \xff"], pa.binary())
    column = pa.Array.from_buffers(pa.string(), len(bytes_), bytes_.buffers())
    parquet.write_table(pa.table({"product": column}), tmp_path / "t.parquet")
    with pytest.raises(InputError, match="not UTF-8: write the file again"):
        list(open_table(str(tmp_path / "t.parquet")).rows)


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_a_text_that_a_file_holds_once_is_in_memory_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"t.{kind}"
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 0] * 500), pa.array(["thumb cuffs " * 10_000, "chair"]))
    if kind == "parquet":
        parquet.write_table(pa.table({"product": column}), path)
    else:
        with pa.ipc.new_stream(path, pa.schema({"product": column.type})) as writer:
            writer.write_table(pa.table({"product": column}))
    cells = [row.cells[0] for row in open_table(str(path)).rows]
    assert cells[:4] == ["thumb cuffs " * 10_000, "chair", "", "thumb cuffs " * 10_000]
    assert len(cells) == 2_000
    assert len({id(cell) for cell in cells if len(cell) > 5}) <= 2_000 / 500


def test_rows_that_do_not_fit_into_memory_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> list[object]:
        raise MemoryError

    monkeypatch.setattr("riotgear_check.tables.arrow._values", no_room)
    with pytest.raises(InputError, match="do not fit into memory"):
        list(open_table(str(stored(tmp_path / "t.parquet", "parquet"))).rows)


def test_a_table_without_rows(tmp_path: Path) -> None:
    parquet.write_table(pa.Table.from_pydict({"product": pa.array([], pa.string())}), tmp_path / "t.parquet")
    with pytest.raises(InputError, match="no rows"):
        list(open_table(str(tmp_path / "t.parquet")).rows)


@pytest.mark.parametrize("format_", ["parquet", "arrow"])
def test_a_report_has_the_columns_of_the_csv_report(tmp_path: Path, format_: str) -> None:
    out = tmp_path / f"findings.{format_}"
    arguments = ("screen", "examples/exhibitors.csv", "--column", "product", "--as-of", TODAY)
    assert run(*arguments, "--format", format_, "--output", str(out)).exit_code == 0
    made = parquet.read_table(out) if format_ == "parquet" else pa.ipc.open_stream(out.read_bytes()).read_all()
    as_csv = list(csv.DictReader(io.StringIO(run(*arguments, "--format", "csv").out), delimiter=";"))
    rows = made.to_pylist()
    assert len(rows) == len(as_csv) > 3
    assert set(made.column_names) == {*as_csv[0], "rg_row"}
    for row, line in zip(rows, as_csv, strict=True):
        assert row["product"] == line["product"]
        assert row["rg_eu"] == line["rg_eu"]
        assert row["rg_eu_entries"] == line["rg_eu_entries"].split()
        assert row["rg_conditional"] == (line["rg_conditional"] == "yes")
    again = run("screen", str(out), "--column", "product", "--format", "jsonl", "--as-of", TODAY)
    assert [json.loads(line)["name"] for line in again.out.splitlines()[1:]] == [row["product"] for row in rows]
