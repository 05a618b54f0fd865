"""Large inputs: memory that does not grow, the same bytes for any number of processes, small inputs that pay nothing."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tracemalloc
from concurrent.futures import Future
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riotgear_check import api, parallel
from riotgear_check.api import Checker, load
from riotgear_check.matching import words
from riotgear_check.model import Level, Result
from riotgear_check.parallel import check_all
from riotgear_check.screen import Summary, counted, screen
from riotgear_check.tables import Row, Table
from tests.conftest import TODAY, run

NAMES = ["thumb cuffs", "Elektroschocker 500 kV", "riding whip", "office chair", "stun gun holster", "matraque à pointes", "警棍"]
REOPEN = partial(load, TODAY)
CHECKER = REOPEN()


def numbered(count: int) -> list[str]:
    """Names of which some are listed and every one is another."""
    return [f"{NAMES[i % len(NAMES)]} K{i}" for i in range(count)]


def table(names: list[str]) -> Table:
    return Table("names.csv", ["product"], (Row(i + 1, i + 2, [name]) for i, name in enumerate(names)), "utf-8", ",")


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers after a few names, and small batches, so that a test needs few names."""
    monkeypatch.setattr(parallel, "ALONE", 10)
    monkeypatch.setattr(parallel, "_BATCH", 7)


@pytest.mark.usefixtures("early")
@pytest.mark.parametrize("jobs", [2, 3])
def test_the_results_of_workers_are_those_of_one_process(jobs: int) -> None:
    names = [*numbered(200), *NAMES, "", *NAMES, *numbered(30)]
    alone = list(map(load(TODAY).check, names))
    assert {result.level for result in alone} == {Level.MATCH, Level.CLUE, Level.NONE}
    assert list(check_all(iter(names), load(TODAY), REOPEN, jobs)) == alone


class Here:
    """A pool that matches at once, in this process."""

    def submit(self, work: object, names: list[str]) -> Future[list[Result | None]]:
        future: Future[list[Result | None]] = Future()
        future.set_result(parallel.sendable(map(CHECKER.fresh, names)))
        return future


@given(st.lists(st.sampled_from([*NAMES, *numbered(20)]), max_size=60), st.integers(1, 9), st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_batches_of_any_size_give_the_same_results_in_the_same_order(names: list[str], size: int, jobs: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parallel, "_BATCH", size)
        patch.setattr(parallel, "_pool", lambda jobs, reopen: nullcontext(Here()))
        fresh = Checker(CHECKER.lists, CHECKER.matcher, TODAY)
        assert list(parallel._by_workers(iter(names), fresh, REOPEN, jobs)) == [CHECKER.fresh(name) for name in names]


def test_few_names_start_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_pool", None)
    names = [*numbered(500), *NAMES * 5_000]  # repeated names are matched once, so they count once
    assert sum(1 for _ in check_all(iter(names), load(TODAY), REOPEN, 2)) == len(names)


@pytest.mark.usefixtures("early")
def test_no_more_than_a_few_batches_are_read_ahead() -> None:
    read = itertools.count()
    names = (name for name in numbered(1_000) if next(read) >= 0)
    results = check_all(names, load(TODAY), REOPEN, 2)
    ahead = []
    for done in range(1, 500):
        next(results)
        ahead.append(int(repr(read)[6:-1]) - done)
    results.close()  # type: ignore[attr-defined]
    assert ahead[0] == 0, "the first result is there before the second name is read"
    assert max(ahead) <= 7 * (2 * parallel._BATCHES_AHEAD + 1)


def test_memory_does_not_grow_with_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_MEMO_LIMIT", 2)
    monkeypatch.setattr(words, "_MEMO_LIMIT", 2)

    def peak(count: int) -> int:
        checker = load(TODAY)
        list(map(checker.check, numbered(250)))  # all that is loaded once
        rows = (Row(i, i, [f"office chair K{i}" if i % 50 else f"thumb cuffs K{i}"]) for i in range(count))
        summary = Summary()
        tracemalloc.start()
        records = screen(Table("t", ["product"], rows, "", ""), [0], lambda names: map(checker.check, names), summary)
        assert sum(1 for _ in counted(records, summary)) == summary.rows == summary.names == count
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    # Ten bytes a row: a fraction of the shortest string. What Python itself keeps for new tuples grows a little within that.
    few, many = peak(4_000), peak(12_000)
    assert many - few < 8_000 * 10


def test_the_bytes_are_the_same_for_any_number_of_jobs(tmp_path: Path) -> None:
    source = tmp_path / "names.csv"
    source.write_text("id,product\n" + "".join(f"{i},{name}\n" for i, name in enumerate(numbered(400))), "utf-8")
    outputs = []
    for jobs in ("1", "2", "4"):
        out = tmp_path / f"{jobs}.jsonl"
        launch = "import riotgear_check.parallel as p; p.ALONE = 50; from riotgear_check.cli import main; main()"
        arguments = ["screen", str(source), "--format", "jsonl", "--all", "--jobs", jobs, "--output", str(out), "--as-of", TODAY]
        subprocess.run([sys.executable, "-c", launch, *arguments], check=True, capture_output=True)
        outputs.append(out.read_bytes())
    assert outputs[0] == outputs[1] == outputs[2]
    assert outputs[0].count(b"\n") == 401


def test_jobs_must_be_one_or_more() -> None:
    outcome = run("screen", "examples/exhibitors.csv", "--jobs", "0")
    assert outcome.exit_code == 2
    assert "--jobs" in outcome.err
