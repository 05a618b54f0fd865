"""Output of a long run that another run can go on with: `OUTPUT.partial`, and `OUTPUT.partial.json` that says how far it goes.

Every few seconds what is written is forced to the disk, and then the state beside it is replaced as a whole. Whenever and
however a run ends, the state speaks of bytes that are there; what was written after it is cut off before going on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from riotgear_check.faults import InputError, Interrupted, RiotgearError, UsageError
from riotgear_check.terminal import put_in_place

SECONDS = 2.0  # between two states: what an interrupted run loses at most
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class State:
    """How far an output goes: names done, bytes written with their SHA-256, and the counts of the screening at that point.

    `made_from` is all that must be the same for another run to go on: what it is → its value.
    """

    made_from: dict[str, str]
    names: int = 0
    bytes: int = 0
    sha256: str = ""
    counts: dict[str, Any] = field(default_factory=dict)


class Partial:
    """A partial output that is being written. `state` is the last one that is safe on the disk."""

    def __init__(self, target: str, path: Path, stream: BinaryIO, state: State) -> None:
        self.target = target
        self.path = path
        self.state = state
        self._stream = stream
        self._kept = time.monotonic()
        self._hash = hashlib.sha256()

    def go_on(self) -> None:
        """Check what the state speaks of and cut off the rest. Raises UsageError where it is not there any more."""
        left = self.state.bytes
        while left and (chunk := self._stream.read(min(left, _CHUNK))):
            self._hash.update(chunk)
            left -= len(chunk)
        if left or (self.state.bytes and self._hash.hexdigest() != self.state.sha256):
            raise UsageError(f"{self.path}: cannot go on: it was changed since: start over with --no-resume")
        if not self.state.bytes:
            _state_path(self.path).unlink(missing_ok=True)
        self._stream.truncate(self.state.bytes)

    def write(self, text: str) -> None:
        """Write a chunk. Raises UsageError where the disk does not take it."""
        chunk = text.encode("utf-8", "backslashreplace")
        self._hash.update(chunk)
        with self._told():
            self._stream.write(chunk)

    @property
    def due(self) -> bool:
        """Whether it is time to keep the state."""
        return time.monotonic() - self._kept >= SECONDS

    def keep(self, names: int, counts: dict[str, Any]) -> None:
        """Make what is written and its state safe: from here another run may go on. Raises UsageError like `write`."""
        with self._told():
            self._to_disk()
            digest = self._hash.hexdigest()
            state = replace(self.state, names=names, bytes=self._stream.tell(), sha256=digest, counts=counts)
            new = _state_path(self.path).with_suffix(".new")
            with new.open("wb") as stream:
                stream.write(json.dumps(asdict(state), indent=1).encode())
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(new, _state_path(self.path))
            self.state = state
        self._kept = time.monotonic()

    def finish(self) -> None:
        """Let it take the place of the target. Raises UsageError like `write`."""
        with self._told():
            self._to_disk()
            put_in_place(self.path, Path(self.target))
            _state_path(self.path).unlink(missing_ok=True)

    def _to_disk(self) -> None:
        self._stream.flush()
        os.fsync(self._stream.fileno())

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UsageError(f"{self.target}: cannot be written: {error.strerror}") from None


@contextlib.contextmanager
def resumable(target: str, made_from: dict[str, str], resume: bool | None) -> Iterator[Partial]:
    """A partial output that takes the place of `target` at the end; a run that is interrupted leaves it for the next.

    `resume` is True to go on with what is there, False to start over, None where nobody said. Raises UsageError where a
    partial output is there and nobody said, where it cannot be gone on with, and where it cannot be written; Interrupted.
    """
    path = Path(f"{target}.partial")
    if Path(target).is_dir():
        raise UsageError(f"{target}: a directory: name a file for --output")
    if resume is None and path.exists():
        raise UsageError(f"{path}: left by a run that did not end: --resume goes on with it, --no-resume starts over")
    state = (_last_state(path) if resume else None) or State(made_from)
    _require_same(path, state.made_from, made_from)
    with _opened(path) as stream:
        partial = Partial(target, path, stream, state)
        partial.go_on()
        try:
            yield partial
            partial.finish()
        except InputError:
            _remove(path)  # the input must be mended first, and then it is another
            raise
        except (KeyboardInterrupt, RiotgearError) as error:
            _end_early(partial, error)


def _end_early(partial: Partial, error: KeyboardInterrupt | RiotgearError) -> None:
    """Say in one line why, and what is left for the next run; without a state there is nothing to leave."""
    left = f"{partial.path} holds the first {partial.state.names:,} names: go on with --resume"
    if not _state_path(partial.path).exists():
        _remove(partial.path)
        left = "nothing was written"
    if isinstance(error, KeyboardInterrupt):
        raise Interrupted(f"interrupted: {left}") from None
    raise type(error)(f"{error}: {left}") from None


def _state_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _remove(path: Path) -> None:
    for one in (path, _state_path(path)):
        with contextlib.suppress(OSError):
            one.unlink(missing_ok=True)


def _last_state(path: Path) -> State | None:
    if not path.exists():
        return None
    try:
        return State(**json.loads(_state_path(path).read_bytes()))
    except FileNotFoundError:
        return None  # interrupted before there was a state
    except (OSError, ValueError, TypeError):
        raise UsageError(f"{_state_path(path)}: not readable: start over with --no-resume") from None


def _require_same(path: Path, before: dict[str, str], now: dict[str, str]) -> None:
    for what in {**before, **now}:
        if before.get(what) != now.get(what):
            was, is_ = before.get(what) or "nothing", now.get(what) or "nothing"
            raise UsageError(f"{path}: cannot go on: {what} was {was}, now {is_}: give the same, or start over with --no-resume")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file for this run alone."""
    try:
        # Opened without being emptied: until it is locked it may be that of another run.
        stream = path.open("r+b" if path.exists() else "w+b")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        _lock(path, stream)
        yield stream
    finally:
        # What a full disk did not take is asked for again, in vain, when the file is closed.
        with contextlib.suppress(OSError):
            stream.close()


def _lock(path: Path, stream: BinaryIO) -> None:
    with contextlib.suppress(ImportError):
        import fcntl  # not on Windows

        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(f"{path}: another run is writing it: wait until it ends") from None
