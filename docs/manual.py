"""The man page, made from the command line itself, and from the tables and examples of the docs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer
from typer.main import get_command

from riotgear_check import __version__
from riotgear_check.cli import app

DOCS = Path(__file__).parent
PAGE = DOCS.parent / "man" / "riotgear-check.1"
_ROW = re.compile(r"^\| (.+?) \| (.+?) \|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def page() -> str:
    """The text of the page."""
    commands, terminal = (DOCS / "commands.md").read_text("utf-8"), (DOCS / "terminal.md").read_text("utf-8")
    return "\n".join(_page(commands, terminal)) + "\n"


def _page(commands: str, terminal: str) -> Iterator[str]:
    group: Any = get_command(app)
    yield r".\" Made by docs/generate.py from the command line and the docs: change those."
    yield f'.TH RIOTGEAR\\-CHECK 1 "" "riotgear\\-check {__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"riotgear\-check \- check product names against the UN and EU lists of torture equipment"
    yield ".SH SYNOPSIS"
    for number, (name, command) in enumerate(group.commands.items()):
        yield from ((".br",) if number else ())
        yield from (f".B riotgear\\-check {_text(name)}", *_usage(command))
    yield ".SH DESCRIPTION"
    yield _text(group.help)
    yield _text(_paragraph(commands, "Every command takes"))
    yield ".SH COMMANDS"
    for name, command in group.commands.items():
        yield f".SS {_text(name)}"
        yield _text(command.help)
        yield from _parameters(command)
        yield from _examples(commands, name)
    yield ".SH OPTIONS OF ALL COMMANDS"
    yield from _parameters(group)
    yield from _tagged([(r"\fB\-\-help\fR", "Show what a command takes.")])
    yield ".SH EXIT STATUS"
    yield from _table(commands, "exit code")
    yield ".SH ENVIRONMENT"
    yield from _table(terminal, "variable")
    yield ".SH SEE ALSO"
    yield _text("The documentation in docs/ of the source: commands.md, terminal.md, formats.md, matching.md, languages.md.")


def _usage(command: Any) -> Iterator[str]:
    """The rest of a line of the synopsis: arguments by their names, all options as one word."""
    context = typer.Context(command)
    if any(parameter.param_type_name == "option" for parameter in command.params):
        yield r"[\fIOPTION\fR]..."
    yield from (f".I {_text(p.make_metavar(context))}" for p in command.params if p.param_type_name == "argument")


def _parameters(command: Any) -> Iterator[str]:
    context = typer.Context(command)
    for parameter in command.params:
        metavar = _text(parameter.make_metavar(context))
        if parameter.param_type_name == "argument":
            yield from _tagged([(f"\\fI{metavar}\\fR", parameter.help)])
            continue
        names = ", ".join(f"\\fB{_text(name)}\\fR" for name in (*parameter.opts, *parameter.secondary_opts))
        value = "" if parameter.is_flag else f" \\fI{metavar}\\fR"
        variable = f" Also by the variable {parameter.envvar}." if parameter.envvar else ""
        yield from _tagged([(names + value, f"{parameter.help}{_default(parameter)}{variable}")])


def _default(parameter: Any) -> str:
    default = getattr(parameter.default, "value", parameter.default)
    return "" if parameter.is_flag or default in (None, "", 0.0) else f" Default: {default}."


def _examples(commands: str, name: str) -> Iterator[str]:
    """The command lines in the section of a command."""
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", commands, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"^\$ (riotgear-check .*)$", section[1], re.MULTILINE) if section else []
    if lines:
        yield from (".PP", "Examples:", ".PP", ".nf", ".RS 4", *map(_text, lines), ".RE", ".fi")


def _table(text: str, first: str) -> Iterator[str]:
    """The rows of the table whose first column has that title."""
    body = text[text.index(f"| {first} |") :].split("\n\n", maxsplit=1)[0]
    rows = _ROW.findall(body)[1:]
    yield from _tagged((f"\\fB{_text(_plain(left))}\\fR", _plain(right)) for left, right in rows if not left.startswith("-"))


def _paragraph(text: str, start: str) -> str:
    return _plain(text[text.index(start) :].split("\n\n", maxsplit=1)[0].replace("\n", " "))


def _plain(markdown: str) -> str:
    return _LINK.sub(r"\1", markdown).replace("`", "").replace("*", "")


def _tagged(items: Iterable[tuple[str, str]]) -> Iterator[str]:
    for tag, text in items:
        yield from (".TP", tag, _text(text))


def _text(text: str) -> str:
    """A text as roff: its escapes, hyphens that can be copied, and no line that would be a request."""
    escaped = " ".join(text.split()).replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("^", r"\(ha")
    return rf"\&{escaped}" if escaped.startswith(".") else escaped
