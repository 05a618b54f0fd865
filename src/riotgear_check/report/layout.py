"""Styled text → text laid out for a width, with colour or without."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text

MARKS = re.compile("\x02([^\x03]*)\x03")


def table_text(titles: Sequence[str], rows: Iterable[Sequence[str]], width: int, colour: bool, title: str = "") -> str:
    """A table of styled cells."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    out = io.StringIO()
    console = Console(file=out, highlight=False, no_color=not colour, force_terminal=colour, width=width)
    table = Table(title=rich_text(title) if title else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in titles:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(rich_text, row))
    console.print(table)
    return out.getvalue()


def rich_text(line: str) -> Text:
    """A styled text (see report.common.styled) as rich knows it."""
    from rich.text import Text

    text = Text()
    style = ""
    for i, part in enumerate(MARKS.split(line)):
        if i % 2:
            style = "" if part == "/" else part
        elif part:
            text.append(part, style=style)
    return text
