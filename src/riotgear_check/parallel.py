"""Names → results over several processes: the same results in the same order for any number of them.

Only matching is shared out. One process reads the rows, puts the results in order and writes, so that nothing that is
written can depend on how many matched.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from riotgear_check.api import Checker
from riotgear_check.faults import Interrupted
from riotgear_check.model import Result

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

# A worker takes a third of a second to start. Fewer different names than this are matched sooner without any.
ALONE = 10_000
_BATCH = 500  # names
_BATCHES_AHEAD = 3  # for each worker: one that it matches, and those that wait


def cores() -> int:
    """How many processes this one may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_all(names: Iterator[str], checker: Checker, reopen: Callable[[], Checker], jobs: int) -> Iterator[Result]:
    """One result a name, in order; repeated names are matched once.

    Matches in this process until ALONE different names were seen, then in `jobs` workers, each with a checker of its own
    from `reopen`, which must be picklable. Reads at most some thousand names ahead. Raises Interrupted where a worker dies.
    """
    if jobs == 1:
        yield from map(checker.check, names)
        return
    different = 0
    for name in names:
        different += checker.known(name) is None
        yield checker.check(name)
        if different == ALONE:
            yield from _by_workers(names, checker, reopen, jobs)
            return


@dataclass(frozen=True, slots=True)
class _Batch:
    """Names in order, those of them that have a result already, and the others, which a worker matches."""

    names: list[str]
    known: dict[str, Result]
    new: list[str]
    outcome: Future[list[Result | None]] | None


def _by_workers(names: Iterator[str], checker: Checker, reopen: Callable[[], Checker], jobs: int) -> Iterator[Result]:
    with _pool(jobs, reopen) as pool:
        waiting: deque[_Batch] = deque()
        for batch in _batches(names, checker, pool):
            waiting.append(batch)
            if len(waiting) > jobs * _BATCHES_AHEAD:
                yield from _finish(checker, waiting.popleft())
        while waiting:
            yield from _finish(checker, waiting.popleft())


def _batches(names: Iterator[str], checker: Checker, pool: ProcessPoolExecutor) -> Iterator[_Batch]:
    while batch := list(itertools.islice(names, _BATCH)):
        known = {name: result for name in batch if (result := checker.known(name))}
        new = [name for name in dict.fromkeys(batch) if name not in known]
        yield _Batch(batch, known, new, _submit(pool, new) if new else None)


def _finish(checker: Checker, batch: _Batch) -> Iterator[Result]:
    with _told_when_broken():
        outcome = batch.outcome.result() if batch.outcome else []
    for name, result in zip(batch.new, outcome, strict=True):
        batch.known[name] = checker.remember(result or checker.nothing(name))
    return map(batch.known.__getitem__, batch.names)


@contextlib.contextmanager
def _pool(jobs: int, reopen: Callable[[], Checker]) -> Iterator[ProcessPoolExecutor]:
    # Late: most tables are too small for workers.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start_worker, (reopen,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, names: Sequence[str]) -> Future[list[Result | None]]:
    # Workers are started as work comes. They inherit that Ctrl-C is held back: it is for this process to end them.
    with _ctrl_c_held(), _told_when_broken():
        return pool.submit(_match, names)


@contextlib.contextmanager
def _told_when_broken() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool:
        raise Interrupted("a worker process was ended from outside, often for want of memory: try fewer with --jobs") from None


@contextlib.contextmanager
def _ctrl_c_held() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --- in a worker ----------------------------------------------------------------------------------------------

_checker: Checker


def _start_worker(reopen: Callable[[], Checker]) -> None:
    global _checker  # noqa: PLW0603  what a worker keeps between two batches
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _checker = reopen()


def _end_with_parent() -> None:
    """Nobody takes the results of a worker whose parent was killed: without this it would wait for ever."""
    from multiprocessing import parent_process

    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _match(names: Iterable[str]) -> list[Result | None]:
    return sendable(map(_checker.fresh, names))


def sendable(results: Iterable[Result]) -> list[Result | None]:
    """The results, with None for a name in which nothing was found: most are, and a result is slow to send."""
    return [result if result.match.findings or result.match.set_aside else None for result in results]
