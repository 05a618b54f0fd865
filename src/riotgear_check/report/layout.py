"""Styled text → text laid out for a width, a character set, with colour or without. Pure: it knows no stream."""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_MARKS = re.compile("\x02([^\x03]*)\x03")
_END = "\x02/\x03"
_PIECES = re.compile("(\x02[^\x03]*\x03)|( +)|([^\x02 ]+)")
_AFTER_HYPHEN = re.compile(r"(?<=[a-zA-Z]{4}-)(?=[a-zA-Z]{4})")
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
# Our own symbols where only ASCII can be shown: one character each, so that tables keep their columns.
_STAND_INS = str.maketrans("✔✖▲·«»—–…→↔─≥≤×’", "+X!-<>--~>=-><x'")
# Prose in longer lines is hard to read.
_WIDEST_PROSE = 100
# Cells up to this width are never broken; longer ones are not squeezed below a third of their width, or this.
_SHORT_CELL = 13
_WIDE_ENOUGH = 24
_GAP = 2


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: our own symbols become ASCII, every other character an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_STAND_INS)
    return text.encode("ascii", "backslashreplace").decode(), error.end


codecs.register_error("riotgear-check", _stand_in)


def showable(text: str, charset: str) -> str:
    """A text as it shows in a character set. Done before widths are measured: an escape is longer than what it is for."""
    return text if text.isascii() else text.encode(charset, "riotgear-check").decode(charset)


def plain(text: str) -> str:
    """A text without its style marks."""
    return _MARKS.sub("", text)


def painted(text: str) -> str:
    """A text with its style marks as escape sequences."""
    return _MARKS.sub(lambda mark: f"\x1b[{';'.join(_CODES.get(word, '0') for word in mark[1].split())}m", text)


def cell_width(text: str) -> int:
    """The columns that a text takes: two for a wide character, none for a combining one or a style mark."""
    text = plain(text)
    return len(text) if text.isascii() else sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


# --- lines ------------------------------------------------------------------------------------------------------


def lines_text(lines: Iterable[str], width: int | None, colour: bool, charset: str = "utf-8") -> Iterator[str]:
    """Lines as shown, each with its line end; broken at words, but not where `width` is None."""
    dress = painted if colour else plain
    for line in lines:
        shown = showable(line, charset)
        for part in wrapped(shown, min(width, _WIDEST_PROSE)) if width else (shown,):
            yield dress(part) + "\n"


def wrapped(line: str, width: int, hang: int = 2) -> Iterator[str]:
    """Break a styled line at spaces, after hyphens and beside wide characters; what follows stands `hang` further in.

    A word longer than a line, such as an address, and an id with hyphens alone in a line stay whole: so they can be copied.
    A style ends and begins again at a break.
    """
    body = line.lstrip(" ")
    indent = min(len(line) - len(body), width // 2)
    prose = " " in plain(body)
    out, used, gap, style, opening, begun = [" " * indent], indent, "", "", "", False
    for mark, spaces, word in _PIECES.findall(body):
        if mark == _END:
            out.append("" if opening else _END)
            style = opening = ""
        elif mark:
            style = opening = mark
        gap = spaces or gap
        for unit in _units(word, prose):
            taken = cell_width(unit)
            if begun and used + len(gap) + taken > width:
                yield "".join(out).rstrip(" ") + (_END if style and not opening else "")
                out, used, gap, opening = [" " * (indent + hang)], indent + hang, "", style
            out += [gap, opening, unit]
            used, gap, opening, begun = used + len(gap) + taken, "", "", True
    yield "".join(out).rstrip(" ")


def _units(word: str, prose: bool) -> list[str]:
    """The parts of a word that may stand on different lines: in prose what ends in a hyphen, and wide characters."""
    if not word:
        return []
    if word.isascii():
        return _AFTER_HYPHEN.split(word) if prose and word[:1] != "-" and "/" not in word else [word]
    units = [""]
    for char in word:
        if _char_width(char) == 2 or (units[-1] and _char_width(units[-1][-1]) == 2 and char.isalnum()):
            units.append("")
        units[-1] += char
    return [unit for unit in units if unit]


# --- tables -----------------------------------------------------------------------------------------------------


def table_text(
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    width: int,
    colour: bool,
    title: str = "",
    charset: str = "utf-8",
) -> str:
    """A table of styled cells; where the columns have no room beside each other, a block of lines for every row.

    Columns without any cell are left out. No word is cut: a column is as wide as its longest.
    """
    columns = [
        (name, *(showable(cell, charset) for cell in column))
        for name, *column in zip(titles, *rows, strict=True)
        if any(column)
    ]  # fmt: skip
    wanted = [max(map(cell_width, column)) for column in columns]
    least = [_least_width(column, wide) for column, wide in zip(columns, wanted, strict=True)]
    room = width - _GAP * (len(columns) - 1)
    head = [f"\x02bold\x03{title}\x02/\x03"] if title else []
    if sum(least) > room:
        return "".join(lines_text([*head, *_blocks(columns, wanted), ""], width, colour, charset))
    return "".join(lines_text([*head, *_table(columns, _shares(wanted, least, room)), ""], None, colour, charset))


def _least_width(column: Sequence[str], wanted: int) -> int:
    return max(min(wanted, max(_SHORT_CELL, min(wanted // 3, _WIDE_ENOUGH))), *map(_longest_unit, column))


def _longest_unit(cell: str) -> int:
    prose = " " in plain(cell)
    return max((cell_width(unit) for _, _, word in _PIECES.findall(cell) for unit in _units(word, prose)), default=0)


def _shares(wanted: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widths of the columns: as wanted, or the widest ones cut, but none below its least."""
    shares = list(wanted)
    while sum(shares) > room:
        place = max((i for i in range(len(shares)) if shares[i] > least[i]), key=lambda i: shares[i])
        shares[place] -= 1
    return shares


def _table(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    names, *rows = zip(*columns, strict=True)
    yield from _row([f"\x02bold\x03{name}\x02/\x03" for name in names], widths)
    yield "─" * (sum(widths) + _GAP * (len(widths) - 1))
    for row in rows:
        yield from _row(row, widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row: every cell broken to its width and filled up with spaces."""
    stacks = [list(wrapped(cell, width, hang=0)) for cell, width in zip(cells, widths, strict=True)]
    for parts in itertools.zip_longest(*stacks, fillvalue=""):
        filled = (part + " " * (width - cell_width(part)) for part, width in zip(parts, widths, strict=True))
        yield (" " * _GAP).join(filled).rstrip(" ")


def _blocks(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Every row as lines: the first cell and the short ones in front, each long one on a line of its own."""
    names, *rows = zip(*columns, strict=True)
    for first, *others in rows:
        cells = [(name, cell, width) for name, cell, width in zip(names[1:], others, widths[1:], strict=True) if cell]
        short = [f"{name} {cell}" for name, cell, width in cells if width <= _SHORT_CELL]
        yield "  ".join([f"\x02bold\x03{first}\x02/\x03", *short])
        yield from (f"    {name}: {cell}" for name, cell, width in cells if width > _SHORT_CELL)
