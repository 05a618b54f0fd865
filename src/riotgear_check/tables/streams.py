"""A stream of bytes under the readers, whose faults are errors of one line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from riotgear_check.faults import InputError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Stream(io.RawIOBase):
    """Bytes already read and then those of a stream; what goes wrong below is an error of one line."""

    def __init__(self, name: str, rest: BinaryIO, head: bytes = b"", faults: tuple[type[Exception], ...] = ()) -> None:
        self._name, self._rest, self._head = name, rest, memoryview(head)
        self._faults = faults

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a part of the buffer; 0 at the end."""
        room = memoryview(buffer).cast("B")
        if self._head:
            chunk: memoryview | bytes = self._head[: len(room)]
            self._head = self._head[len(chunk) :]
        else:
            chunk = self._read(len(room))
        room[: len(chunk)] = chunk
        return len(chunk)

    def _read(self, size: int) -> bytes | memoryview:
        try:
            read = getattr(self._rest, "read1", self._rest.read)
            return read(size) or b""
        except self._faults as error:
            raise InputError(f"{self._name}: damaged or cut short while it was compressed: {error}: get it again") from None
        except OSError as error:
            raise InputError(f"{self._name}: cannot be read: {error.strerror or error}") from None


def buffered(stream: Stream) -> BinaryIO:
    """The stream as the library reads one."""
    return cast(BinaryIO, io.BufferedReader(stream))
