"""Which encoding a text is in: the byte order mark, then UTF-8, then Windows-1252; told by its first bytes.

Statistical guessers fail on short Western texts. A text that is UTF-8 but for some lines (pasted together from two files)
is read as UTF-8, and the bytes of those lines as Windows-1252: see `lines`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from riotgear_check.faults import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What the error handler "surrogateescape" makes of a byte that does not decode.
STRAY = re.compile("[\udc80-\udcff]")


def find_encoding(name: str, head: bytes, whole: bool) -> tuple[str, str]:
    """The encoding of a text and a note on how it was found; `whole` tells that `head` is all of it.

    Raises InputError where none fits.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, f"encoding {encoding.removesuffix('-sig')} (byte order mark)"
    if b"\0" in head:
        return _utf_16(name, head), "encoding utf-16 (no byte order mark)"
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head, final=whole)
    strays = len(STRAY.findall(text))
    others = sum(not char.isascii() for char in text) - strays if strays else 0
    if others >= strays:
        return "utf-8", "encoding utf-8" if not strays else "encoding utf-8, but not in every line"
    try:
        head.decode("cp1252")
    except UnicodeDecodeError as error:
        line = head.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: neither UTF-8 nor Windows-1252: name its encoding with --encoding") from None
    return "cp1252", "encoding cp1252 (not valid UTF-8)"


def _utf_16(name: str, head: bytes) -> str:
    """UTF-16 without a mark: the zero bytes of its Latin letters, digits and line ends stand all on one side."""
    for encoding, side in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = head[side::2].count(0)
        text = head.decode(encoding, "replace")
        if zeros > 0 and head[1 - side :: 2].count(0) == 0 and "\n" in text and "\ufffd" not in text[:-1]:
            return encoding
    line = head[: head.index(b"\0")].count(b"\n") + 1
    raise InputError(f"{name}:{line}: NUL bytes: a binary file, or damaged; save it as text or name its encoding with --encoding")


def in_encoding(chunks: Iterable[str], encoding: str) -> tuple[str, Iterator[str]]:
    """The encoding to write a text in, and its chunks: the one wanted, or UTF-8 with a mark where a character does not fit.

    An encoding that cannot hold every character is known to do only at the end, so until then the text is put aside.
    """
    if codecs.lookup(encoding).name.startswith(("utf-", "utf_")):
        return encoding, iter(chunks)
    import tempfile

    fits = True
    aside = tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: SIM115
    for chunk in chunks:
        aside.write(chunk)
        fits = fits and _fits(chunk, encoding)
    aside.seek(0)
    return encoding if fits else "utf-8-sig", iter(aside)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
