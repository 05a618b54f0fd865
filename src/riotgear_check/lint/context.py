"""What the rules look at: the lists, and the place of every node."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from riotgear_check.faults import Fault
from riotgear_check.lists import LoadedLists
from riotgear_check.matching import Index, Matcher, build_index
from riotgear_check.model import ControlList, Edition, Entry, Equipment, Language, Lists
from riotgear_check.reader import Path


class LintContext:
    """The lists as read, with helpers that turn a path in a file into a fault."""

    def __init__(self, loaded: LoadedLists) -> None:
        self.loaded = loaded
        self.lists: Lists = loaded.lists

    @cached_property
    def index(self) -> Index:
        """The index of the lists; built once for all rules."""
        return build_index(self.lists)

    @cached_property
    def matcher(self) -> Matcher:
        """A matcher on the lists."""
        return Matcher(self.index)

    def fault(self, file: str, path: Path, code: str, message: str, hint: str = "") -> Fault:
        """A fault at a path of a file, or at the nearest node above it."""
        loaded = self.loaded.files[file]
        while path not in loaded.positions:
            path = path[:-1]
        line, column = loaded.positions[path]
        return Fault(loaded.name, line, column, code, message, hint)

    def equipment(self) -> Iterator[tuple[str, Path, Equipment]]:
        """Every kind with its file and path."""
        for name, loaded in self.loaded.files.items():
            if name.startswith("equipment/"):
                for i, kind in enumerate(loaded.value):
                    yield name, (i,), kind

    def languages(self) -> Iterator[tuple[str, Language]]:
        """Every language with its file."""
        for name, loaded in self.loaded.files.items():
            if name.startswith("languages/"):
                yield name, loaded.value

    def control_lists(self) -> Iterator[tuple[str, ControlList]]:
        """Every control list with its file."""
        for name, loaded in self.loaded.files.items():
            if isinstance(loaded.value, ControlList):
                yield name, loaded.value

    def entries(self) -> Iterator[tuple[str, Path, ControlList, Edition, Entry]]:
        """Every entry with its file, path, list and edition."""
        for name, control_list in self.control_lists():
            for i, edition in enumerate(control_list.editions):
                for j, entry in enumerate(edition.entries):
                    yield name, ("editions", i, "entries", j), control_list, edition, entry
