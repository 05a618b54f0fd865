"""Bytes in: a file, a pipe or standard input, unpacked where it is compressed, read once and never held whole."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from riotgear_check.faults import InputError
from riotgear_check.tables.compressed import unpacked
from riotgear_check.tables.streams import Stream, buffered

# What is looked at before the first row: enough to tell the encoding, little enough for a pipe that is slow.
HEAD = 1 << 18
_SIGNATURES = {
    b"PK\x03\x04": "a zip file and no workbook: unpack it first",
    b"PK\x05\x06": "a zip file with nothing in it",
    b"%PDF": "a PDF: copy its names into a text file, one a line",
    b"\x1f\x8b": "compressed twice: unpack it first",
    b"\x28\xb5\x2f\xfd": "compressed twice: unpack it first",
    b"BZh": "a bzip2 file: unpack it first",
    b"\xfd7zXZ\x00": "an xz file: unpack it first",
    b"7z\xbc\xaf": "a 7z file: unpack it first",
}
_WRITER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Source:
    """An opened input: its unpacked bytes from the start, the first of them, and the suffix that says what they are.

    `whole` tells that `head` is all there is; `changed` whether the file is another than when it was opened.
    """

    name: str
    suffix: str
    stream: BinaryIO
    head: bytes
    whole: bool
    packed: str
    changed: Callable[[], bool]


def open_source(source: str, *, at_once: bool = False) -> Source:
    """Open a file, or standard input for "-". Raises InputError for what cannot be read.

    With `at_once` no more is waited for than the first bytes of a pipe: the caller knows the encoding.
    """
    name = "standard input" if source == "-" else source
    raw, changed = (sys.stdin.buffer, _never) if source == "-" else _open_file(source)
    packed = Stream(name, raw, raw.read(4))
    suffixes = Path(source).suffixes
    kind, plain = unpacked(name, packed)
    if kind and suffixes and suffixes[-1].lower() in (".gz", ".zst", ".gzip"):
        suffixes.pop()
    head = _head(plain, 16 if at_once else HEAD)
    if not head:
        raise InputError(f"{name}: the file is empty")
    stream = buffered(Stream(name, plain, head))
    suffix = suffixes[-1].lower() if suffixes else ""
    return Source(name, suffix, stream, head, len(head) < HEAD and not at_once, kind, changed)


def refuse_other_files(name: str, head: bytes) -> None:
    """Raise InputError for what is surely no text."""
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise InputError(f"{name}: {what}")


def _head(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size > 0 and (chunk := stream.read(size)):
        parts.append(chunk)
        size -= len(chunk)
    return b"".join(parts)


def _never() -> bool:
    return False


def _open_file(source: str) -> tuple[BinaryIO, Callable[[], bool]]:
    try:
        mode = Path(source).stat().st_mode
        if stat.S_ISDIR(mode):
            raise InputError(f"{source}: a directory, not a file: name one file")
        if stat.S_ISFIFO(mode):
            return _open_pipe(source), _never
        if not stat.S_ISREG(mode):
            raise InputError(f"{source}: not a regular file: pipe it in with '-'")
        stream = Path(source).open("rb")  # noqa: SIM115
    except FileNotFoundError:
        raise InputError(f"{source}: no such file: check the path") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{source}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    before = _state(stream)
    return stream, lambda: _state(stream) != before


def _state(stream: BinaryIO) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns


def _open_pipe(source: str) -> BinaryIO:
    """A named pipe. Opening one that nobody writes to would wait for ever: it is given a few seconds."""
    handle = os.open(source, os.O_RDONLY | os.O_NONBLOCK)
    until = time.monotonic() + _WRITER_SECONDS
    first = b""
    while not first and time.monotonic() < until:
        try:
            first = os.read(handle, 1)
        except BlockingIOError:
            break  # there is a writer, which has not written yet
        if not first:
            time.sleep(0.05)
    else:
        if not first:
            os.close(handle)
            raise InputError(f"{source}: a pipe that nobody writes to: start what writes to it first, or pipe it in with '-'")
    os.set_blocking(handle, True)
    return buffered(Stream(source, cast(BinaryIO, os.fdopen(handle, "rb", buffering=0)), first))
