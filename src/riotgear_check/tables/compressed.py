"""gzip and Zstandard, told by their first bytes, unpacked and packed as a stream without temporary files."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, BinaryIO, cast

from riotgear_check.faults import UsageError
from riotgear_check.tables.streams import Stream, buffered

GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# What a Zstandard file may make the reader keep; the format allows for terabytes.
_WINDOW = 1 << 27
# Unpacked at a time: a kilobyte can hold blocks of 32 MB.
_PACKED = 1 << 10


def unpacked(name: str, stream: Stream) -> tuple[str, BinaryIO]:
    """The bytes in a stream, and what they were packed with: gzip, Zstandard or nothing."""
    packed = io.BufferedReader(stream)
    head = packed.peek(4)
    if head.startswith(GZIP):
        import gzip

        faults: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
        return "gzip", _guarded(name, cast(BinaryIO, gzip.GzipFile(fileobj=packed)), faults)
    if head.startswith(ZSTD):
        zstandard = _zstandard()
        frames = _Frames(cast(BinaryIO, packed), lambda: zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj())
        return "Zstandard", _guarded(name, cast(BinaryIO, frames), (EOFError, zstandard.ZstdError))
    return "", cast(BinaryIO, packed)


@contextmanager
def packing(stream: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    """A stream whose bytes come out packed as the suffix of the file says: .gz, .zst, or as they are."""
    match suffix.lower():
        case ".gz":
            import gzip

            # No time and no name inside: the same findings are the same bytes.
            with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
                yield cast(BinaryIO, packed)
        case ".zst":
            with _zstandard().ZstdCompressor().stream_writer(stream, closefd=False) as packed:
                yield packed
        case _:
            yield stream


class _Frames:
    """The bytes in the frames of a Zstandard stream. The reader of the library takes a stream that is cut short for whole."""

    def __init__(self, packed: BinaryIO, begin: Callable[[], Any]) -> None:
        self._packed, self._begin = packed, begin
        self._frame = begin()
        self._inside = False
        self._plain = memoryview(b"")

    def read(self, size: int) -> memoryview:
        """Up to that many bytes; none at the end. Raises EOFError inside a frame."""
        while not self._plain:
            packed = self._packed.read(_PACKED)
            if not packed:
                if self._inside:
                    raise EOFError("it ends inside a frame")
                break
            self._plain = memoryview(self._unpack(packed))
        chunk, self._plain = self._plain[:size], self._plain[size:]
        return chunk

    def _unpack(self, packed: bytes) -> bytes:
        plain = b""
        while packed:
            plain += self._frame.decompress(packed)
            packed, self._inside = b"", not self._frame.eof
            if self._frame.eof:
                packed, self._frame = self._frame.unused_data, self._begin()
        return plain


def _guarded(name: str, plain: BinaryIO, faults: tuple[type[Exception], ...]) -> BinaryIO:
    return buffered(Stream(name, plain, faults=faults))


def _zstandard() -> ModuleType:
    try:
        import zstandard
    except ImportError:
        raise UsageError("Zstandard files need an extra: pip install 'riotgear-check[zstd]'") from None
    return zstandard
