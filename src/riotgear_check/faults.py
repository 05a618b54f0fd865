"""A fault in the data: where it stands, what it is, what to do. Faults are collected, never first-fail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a list file; line and column count from 1. Sorts by place."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: str = "error"

    def __str__(self) -> str:
        tail = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code} {self.message}{tail}"


class RiotgearError(Exception):
    """Base of all errors that a user sees: one line, with an exit code of the contract."""

    exit_code = 2


class UsageError(RiotgearError):
    """The command line or the configuration is off (exit 2)."""

    exit_code = 2


class InputError(RiotgearError):
    """The input cannot be read or lacks a column (exit 3)."""

    exit_code = 3


class ListsError(RiotgearError):
    """The list files are invalid (exit 4). `faults` holds all of them."""

    exit_code = 4

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        first = str(self.faults[0]) if self.faults else "no list files found"
        more = f" and {len(self.faults) - 1} more" if len(self.faults) > 1 else ""
        super().__init__(f"list files invalid: {first}{more}: run 'riotgear-check lint' to see all")


class Interrupted(RiotgearError):
    """The run was ended from outside before it was done (exit 130)."""

    exit_code = 130


class ListsMovedError(RiotgearError):
    """The lists are not those that were expected (exit 4)."""

    exit_code = 4


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The nearest of the choices as a question, or the list of choices where it is short, or nothing."""
    import difflib  # late: only a fault needs it

    names = list(choices)
    near = difflib.get_close_matches(word, names, n=1)
    if near:
        return f"did you mean '{near[0]}'?"
    return f"one of {', '.join(names)}" if 0 < len(names) <= 8 else ""
