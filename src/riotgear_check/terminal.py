"""The edge to the terminal: styles, width, tables, progress, and output files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from riotgear_check.faults import UsageError
from riotgear_check.report.layout import MARKS, rich_text, table_text

_WIDTH_OF_PIPES = 160


def colour_wanted(stream: TextIO) -> bool:
    """Whether styles are shown: NO_COLOR and FORCE_COLOR first, else on a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def plain(text: str) -> str:
    """A text without its style marks."""
    return MARKS.sub("", text)


def write_lines(lines: Iterable[str], stream: TextIO) -> None:
    """Write styled lines, with colour where it is wanted. Long lines are not broken where nobody sees them."""
    if not colour_wanted(stream):
        for line in lines:
            stream.write(plain(line) + "\n")
        return
    from rich.console import Console
    from rich.padding import Padding

    console = Console(file=stream, highlight=False, soft_wrap=False, force_terminal=True, width=width_of(stream))
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        console.print(Padding(rich_text(line.lstrip(" ")), (0, 0, 0, indent)) if line.strip() else "")


def write_table(titles: Sequence[str], rows: Iterable[Sequence[str]], stream: TextIO, title: str = "") -> None:
    """Write a table of styled cells."""
    stream.write(table_text(titles, rows, width_of(stream), colour_wanted(stream), title))


def width_of(stream: TextIO) -> int:
    """The columns that a text for a person may take."""
    if stream.isatty() or "COLUMNS" in os.environ:
        return max(40, shutil.get_terminal_size().columns)
    return _WIDTH_OF_PIPES


@contextlib.contextmanager
def output(path: str | None, encoding: str = "utf-8", bom: bool = False) -> Iterator[TextIO]:
    """Standard output, or a file that appears whole at the end: until then a neighbour holds what is written."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path)
    if target.is_dir():
        raise UsageError(f"{path}: a directory: name a file for --output")
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding=encoding, errors="backslashreplace", newline="") as stream:
            if bom:
                stream.write("\ufeff")
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, _mode_of(target))
        os.replace(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from None
        raise


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


def say(line: str) -> None:
    """Talk goes to standard error."""
    sys.stderr.write(plain(line) + "\n")


@contextlib.contextmanager
def progress(what: str) -> Iterator[object]:
    """A progress line on standard error where a person watches; else nothing. Yields an object to call with a row count."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn(f"{what}: {{task.completed:,.0f}} rows"), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("", total=None)
        yield lambda count: bar.update(task, completed=count)
