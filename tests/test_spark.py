"""One process, several, record batches, and a real Spark session: the same findings."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import TODAY, run, script

if importlib.util.find_spec("pyspark") is None:
    pytest.skip("needs the extra spark: pip install 'riotgear-check[spark]'", allow_module_level=True)
if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
    pytest.skip("needs Java 17 or later for Spark", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")
KINDS = [
    "thumb cuffs",
    "office chair",
    "riding whip",
    "Elektroschocker 500 kV",
    "matraque à pointes",
    "警棍",
    "spiked baton",
    "desk lamp",
]
Findings = set[tuple[str, str, str, str, tuple[str, ...], tuple[str, ...]]]


@pytest.fixture(scope="module")
def example() -> ModuleType:
    return script("examples/spark_screen.py")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
    )
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "listings.csv"
    path.write_text("id,title\n" + "".join(f"{i},{KINDS[i % 8]} K{i}\n" for i in range(160)), "utf-8")
    return path


def by_command(source: Path, jobs: int) -> Findings:
    done = run("screen", str(source), "--column", "title", "--format", "jsonl", "--as-of", TODAY, "--jobs", str(jobs))
    return {
        (r["cells"]["id"], r["name"], name, v["measure"], tuple(v["entries"]), tuple(f["equipment"] for f in r["findings"]))
        for r in done.records
        for name, v in r["lists"].items()
    }


def of_rows(rows: list[dict[str, Any]]) -> Findings:
    return {(r["key"], r["name"], r["list"], r["measure"], tuple(r["entries"]), tuple(r["equipment"])) for r in rows}


def test_one_process_several_batches_and_spark_find_the_same(source: Path, spark: Any, example: ModuleType, tmp_path: Path) -> None:
    from pyarrow import csv as arrow_csv
    from pyarrow import parquet

    from riotgear_check.arrow import findings

    alone = by_command(source, 1)
    assert len(alone) == 160  # four of eight kinds are findings, twenty of each, on two lists
    assert by_command(source, 2) == alone
    table = arrow_csv.read_csv(source)
    batches = findings(table.to_batches(max_chunksize=7), column="title", key="id", as_of=TODAY)
    assert of_rows([row for batch in batches for row in batch.to_pylist()]) == alone
    parquet.write_table(table, tmp_path / "listings.parquet")
    for path in (source, tmp_path / "listings.parquet"):
        found = example.screen(example.read(spark, str(path)).repartition(4), "title", "id", TODAY)
        assert of_rows([row.asDict() for row in found.collect()]) == alone


def test_the_schema_of_the_example_is_that_of_the_module(example: ModuleType) -> None:
    from riotgear_check.arrow import SCHEMA

    names = {"string": "string", "bool": "boolean"}
    shown = [f"{f.name} {names.get(str(f.type)) or 'array<string>'}" for f in SCHEMA]
    assert ", ".join(shown) == example.SCHEMA


def test_the_example_writes_a_folder_for_each_list_and_measure(
    source: Path, spark: Any, example: ModuleType, tmp_path: Path
) -> None:
    out = tmp_path / "findings"
    found = example.screen(example.read(spark, str(source)), "title", "id", TODAY)
    found.write.partitionBy("list", "measure").mode("overwrite").parquet(str(out))
    folders = {path.relative_to(out).as_posix() for path in out.glob("*/*")}
    assert {"list=un/measure=prohibited", "list=eu/measure=prohibited"} <= folders
    assert spark.read.parquet(str(out)).count() == 160
