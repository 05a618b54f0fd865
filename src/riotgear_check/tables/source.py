"""Bytes in: a file or standard input, what it surely is not, and the encoding of its text."""

from __future__ import annotations

import codecs
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from riotgear_check.faults import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"PK\x03\x04": "a zip file or Excel workbook: save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file: save the sheet as CSV",
    b"%PDF": "a PDF: copy its names into a text file, one a line",
    b"\x1f\x8b": "a gzip file: unpack it first",
    b"\x28\xb5\x2f\xfd": "a Zstandard file: unpack it first",
}
CHUNK = 1 << 20


def open_bytes(source: str) -> tuple[BinaryIO | tempfile.SpooledTemporaryFile[bytes], str]:
    """The bytes of a file, or of standard input for "-", and its name for messages. Raises InputError."""
    if source == "-":
        spool = tempfile.SpooledTemporaryFile[bytes](max_size=16 * CHUNK)
        while chunk := sys.stdin.buffer.read(CHUNK):
            spool.write(chunk)
        spool.seek(0)
        return spool, "standard input"
    path = Path(source)
    if not path.exists():
        raise InputError(f"{source}: no such file: check the path")
    if path.is_dir():
        raise InputError(f"{source}: a directory, not a file: name one file")
    if not path.is_file():
        raise InputError(f"{source}: not a regular file: pipe it in with '-'")
    try:
        return path.open("rb"), source
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror}") from None


def refuse_other_files(name: str, head: bytes) -> None:
    """Raise InputError for what is surely no text."""
    if not head:
        raise InputError(f"{name}: the file is empty")
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise InputError(f"{name}: {what}")
    if any(head.startswith(bom) for bom, _ in BOMS[1:]):
        return
    if b"\0" in head:
        line = head[: head.index(b"\0")].count(b"\n") + 1
        raise InputError(f"{name}:{line}: NUL bytes: a binary file, or UTF-16 without a mark; try --encoding utf-16")


def find_encoding(name: str, stream: BinaryIO | tempfile.SpooledTemporaryFile[bytes], head: bytes) -> tuple[str, str]:
    """The encoding of a text and a note on how it was found. Raises InputError where none fits."""
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding, f"encoding {encoding.removesuffix('-sig')} (byte order mark)"
    if _decodes(stream, "utf-8"):
        return "utf-8", "encoding utf-8"
    stream.seek(0)
    if _decodes(stream, "cp1252"):
        return "cp1252", "encoding cp1252 (not valid UTF-8)"
    raise InputError(f"{name}: neither UTF-8 nor Windows-1252: name its encoding with --encoding")


def _decodes(stream: BinaryIO | tempfile.SpooledTemporaryFile[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        while chunk := stream.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
