"""Screen a table of any size with Apache Spark: Parquet or CSV in, findings as Parquet out, one folder a list and measure.

    spark-submit examples/spark_screen.py listings.parquet findings --column title --key id --as-of 2026-11-24

Every machine needs riotgear-check with its extra (pip install 'riotgear-check[spark]'); the lists are part of it.
"""

from __future__ import annotations

import argparse
import datetime
from functools import partial

from pyspark.sql import DataFrame, SparkSession

from riotgear_check.arrow import findings

# riotgear_check.arrow.SCHEMA as Spark writes it; a test holds the two together.
SCHEMA = (
    "key string, name string, level string, list string, edition string, measure string, entries array<string>, "
    "conditional boolean, equipment array<string>, matched string, why string, as_of string, lists string"
)


def read(spark: SparkSession, path: str) -> DataFrame:
    """A table; CSV with a header and cells that may hold line breaks."""
    if path.endswith((".csv", ".csv.gz")):
        return spark.read.csv(path, header=True, multiLine=True, escape='"')
    return spark.read.parquet(path)


def screen(rows: DataFrame, column: str, key: str | None, as_of: str) -> DataFrame:
    """The findings in one column. Only the columns that are needed go to Python."""
    wanted = rows.select(*dict.fromkeys(title for title in (column, key) if title))
    return wanted.mapInArrow(partial(findings, column=column, key=key, as_of=as_of), SCHEMA)


def main() -> None:
    """Read, screen, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="Parquet, or CSV with a header")
    parser.add_argument("output", help="folder for the findings; what is there is replaced")
    parser.add_argument("--column", required=True, help="column with product names")
    parser.add_argument("--key", help="column to join the findings back by")
    # One date for all machines, also where a run goes past midnight.
    parser.add_argument("--as-of", default=datetime.date.today().isoformat(), help="the date whose law counts; default today")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("riotgear-check").getOrCreate()
    found = screen(read(spark, options.input), options.column, options.key, options.as_of)
    found.write.partitionBy("list", "measure").mode("overwrite").parquet(options.output)
    spark.stop()


if __name__ == "__main__":
    main()
