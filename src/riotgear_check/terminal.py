"""The edge to the terminal: encodings, colour, width, progress, and output files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

from riotgear_check.faults import UsageError
from riotgear_check.report.layout import lines_text, table_text

_WIDTH_OF_PIPES = 160
_LEAST_WIDTH = 40


def prepare_streams() -> None:
    """Names of any script can be written whatever the locale says; what a terminal cannot show gets a stand-in.

    Where the caller closed a stream, what is said there goes nowhere.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=_encoding_for(stream), errors="riotgear-check")


def _encoding_for(stream: TextIO) -> str | None:
    """The encoding to change to, or None to keep that of the stream."""
    if os.environ.get("PYTHONIOENCODING"):
        return None
    if not stream.isatty():
        return "utf-8"
    return "ascii" if _is_c_locale() else None


def _is_c_locale() -> bool:
    """Whether the C locale is asked for by name. Python takes it for UTF-8 and sets LC_CTYPE itself (PEP 538, PEP 540)."""
    ask = os.environ.get
    language, charset = ask("LC_ALL") or ask("LANG"), ask("LC_ALL") or ask("LC_CTYPE") or "C"
    return language in ("C", "POSIX") and charset in ("C", "POSIX", "C.UTF-8") and not ask("PYTHONUTF8")


def colour_wanted(stream: TextIO) -> bool:
    """Whether styles are shown: NO_COLOR, then FORCE_COLOR and CLICOLOR_FORCE, else on a terminal that is not dumb."""
    ask = os.environ.get
    if ask("NO_COLOR"):
        return False
    if ask("FORCE_COLOR") or ask("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return stream.isatty() and ask("TERM") != "dumb"


def _is_watched(stream: TextIO) -> bool:
    return stream.isatty() or "COLUMNS" in os.environ


def is_conversation() -> bool:
    """Whether a person reads what is written and can answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def width_of(stream: TextIO) -> int:
    """The columns that a text for a person may take: those of the terminal, or of COLUMNS."""
    if _is_watched(stream):
        import shutil

        return max(_LEAST_WIDTH, shutil.get_terminal_size().columns)
    return _WIDTH_OF_PIPES


def charset_of(stream: TextIO) -> str:
    """The encoding in which a stream shows a text."""
    return getattr(stream, "encoding", None) or "utf-8"


def write_lines(lines: Iterable[str], stream: TextIO) -> None:
    """Write styled lines, with colour where it is wanted. Long lines are broken, but not where nobody watches."""
    width = width_of(stream) if _is_watched(stream) else None
    stream.writelines(lines_text(lines, width, colour_wanted(stream), charset_of(stream)))


def write_table(titles: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO, title: str = "") -> None:
    """Write a table of styled cells."""
    stream.write(table_text(titles, rows, width_of(stream), colour_wanted(stream), title, charset_of(stream)))


def say(line: str) -> None:
    """Talk goes to standard error. It may name files and columns, so nothing in it can steer the terminal."""
    from riotgear_check.report.common import printable

    write_lines([printable(line)], sys.stderr)


@contextlib.contextmanager
def output(path: str | None, encoding: str = "") -> Iterator[TextIO]:
    """Standard output, or a file that appears whole at the end, for text. `encoding` is that of the terminal or UTF-8."""
    if path is None:
        if encoding and not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
        with _standard_output():
            yield sys.stdout
            sys.stdout.flush()
        return
    import io

    with bytes_output(path) as raw:
        stream = io.TextIOWrapper(raw, encoding=encoding or "utf-8", errors="backslashreplace", newline="")
        yield stream
        stream.flush()
        stream.detach()


@contextlib.contextmanager
def _standard_output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"standard output: cannot be written: {error.strerror}") from None


@contextlib.contextmanager
def bytes_output(path: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears whole at the end: until then a neighbour holds what is written.

    The name of the file may end in .gz or .zst; then its bytes are packed.
    """
    if path is None:
        if sys.stdout.isatty():
            raise UsageError("this format is not for a terminal: name a file with --output")
        with _standard_output():
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        return
    import tempfile

    from riotgear_check.tables.compressed import packing

    target = Path(path)
    if target.is_dir():
        raise UsageError(f"{path}: a directory: name a file for --output")
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            with packing(stream, target.suffix) as packed:
                yield packed
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(Path(temporary), target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


def put_in_place(written: Path, target: Path) -> None:
    """Let a file take the place and the rights of another, so that it stays there when the power fails. Raises OSError."""
    os.chmod(written, _mode_of(target))
    os.replace(written, target)
    with contextlib.suppress(OSError):  # not every system opens a folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _mode_of(target: Path) -> int:
    """The rights that a new file gets here, or those of the file that is replaced."""
    with contextlib.suppress(OSError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def as_typed(argument: str) -> str:
    """An argument as UTF-8, also where the locale (LANG=C) made Python read its bytes as something else."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument


@contextlib.contextmanager
def progress(what: str) -> Iterator[Callable[[int], None]]:
    """A line on standard error that counts rows, where a person watches a work of more than a second. Yields what to call."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda count: None
        return
    shown_at = start = time.monotonic()

    from riotgear_check.report.common import printable

    def tick(count: int) -> None:
        nonlocal shown_at
        now = time.monotonic()
        if now - start > 1 and now - shown_at > 0.1:
            shown_at = now
            sys.stderr.write(f"\r{printable(what)}: {count:,} rows, {now - start:.0f} s\x1b[K")
            sys.stderr.flush()

    try:
        yield tick
    finally:
        if shown_at > start:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
