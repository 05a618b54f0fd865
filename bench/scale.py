"""Rows a second and peak memory of `screen` for 10^5 rows and more, beside only reading and writing the same file. See README.md here."""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import names as corpus

PYTHON = sys.executable
# The same file read and written by the same libraries, with nothing between.
COPY = {
    "csv": (
        "import csv, sys; r = csv.reader(open(sys.argv[1], newline='', encoding='utf-8'));"
        "csv.writer(open(sys.argv[2], 'w', newline='', encoding='utf-8')).writerows(r)"
    ),
    "parquet": (
        "import sys, pyarrow.parquet as pq; f = pq.ParquetFile(sys.argv[1]); w = pq.ParquetWriter(sys.argv[2], f.schema_arrow);"
        "[w.write_batch(b) for b in f.iter_batches(10000)]; w.close()"
    ),
}


@dataclass(frozen=True)
class Measured:
    seconds: float
    cpu: float  # seconds of all processes
    peak: int  # bytes, of all processes together


def make_csv(path: Path, rows: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["id", "product", "price"])
        writer.writerows((i, name, "12.50") for i, name in enumerate(corpus.stream(rows)))


def make_parquet(source: Path, path: Path) -> None:
    from pyarrow import csv as arrow_csv
    from pyarrow import parquet

    with arrow_csv.open_csv(source) as reader, parquet.ParquetWriter(path, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def measure(command: list[str]) -> Measured:
    """Run a command; memory is proportional (what processes share counts once), sampled five times a second."""
    before, start, peak = os.times(), time.perf_counter(), 0
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    while process.poll() is None:
        peak = max(peak, sum(map(memory_of, tree_of(process.pid))))
        time.sleep(0.2)
    seconds, after = time.perf_counter() - start, os.times()
    if process.returncode:
        raise SystemExit(process.stderr.read().decode() if process.stderr else "")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(seconds, cpu, peak)


def tree_of(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(found for child in children for found in tree_of(int(child)))]


def memory_of(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def rows_of(folder: Path, rows: int, kinds: list[str], jobs: list[int]) -> list[list[str]]:
    table = []
    source = folder / f"{rows}.csv"
    make_csv(source, rows)
    for kind in kinds:
        path = source.with_suffix(f".{kind}")
        if kind == "parquet":
            make_parquet(source, path)
        out = folder / f"out.{kind}"
        runs = {"read and write only": [PYTHON, "-c", COPY[kind], str(path), str(out)]}
        screen = [PYTHON, "-m", "riotgear_check", "screen", str(path), "-c", "product", "--format", kind, "-o", str(out), "--no-resume"]
        runs |= {f"screen --jobs {n}": [*screen, "--jobs", str(n)] for n in jobs}
        for title, command in runs.items():
            done = measure([part for part in command if kind == "csv" or part != "--no-resume"])
            cells = [f"{rows:,}", kind, title, f"{rows / done.seconds:,.0f}", f"{rows / done.cpu:,.0f}", f"{done.peak / 1e6:,.0f} MB"]
            print("| " + " | ".join(cells) + " |", flush=True)
            table.append(cells)
        out.unlink(missing_ok=True)
    for kind in kinds:
        source.with_suffix(f".{kind}").unlink()
    source.unlink(missing_ok=True)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--formats", nargs="+", default=["csv", "parquet"])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print("| rows | file | what | rows a second | rows a second of processor time | peak memory, all processes |")
    print("|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            rows_of(Path(folder), rows, options.formats, options.jobs)


if __name__ == "__main__":
    main()
