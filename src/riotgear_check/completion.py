"""What the Tab key offers in a shell, and the scripts that connect a shell to it. Reads the compiled lists late."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from riotgear_check.faults import RiotgearError

if TYPE_CHECKING:
    from riotgear_check.model import Lists
    from riotgear_check.store import Store

# The scripts in shells/ set the first to "complete_lines" and the second to the command line up to the cursor.
VARIABLE = "_RIOTGEAR_CHECK_COMPLETE"
LINE = "_RIOTGEAR_CHECK_LINE"

Offer = tuple[str, str]


def script(shell: str) -> str:
    """The script that a shell reads at its start: bash, zsh or fish."""
    return (Path(__file__).parent / "shells" / f"riotgear-check.{shell}").read_text("utf-8")


def prepare() -> None:
    """Teach the command line the one format that the scripts read: a line an offer, a tab before its help.

    The formats that typer has render the help for a width, with line breaks, and take twice the time.
    """
    from typer._click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

    class Lines(ShellComplete):
        name = "lines"
        source_template = ""

        def source_vars(self) -> dict[str, str]:
            return {}

        def get_completion_args(self) -> tuple[list[str], str]:
            line = os.environ.get(LINE, "")
            words = split_arg_string(line)
            incomplete = "" if line[-1:].isspace() or len(words) < 2 else words.pop()
            return words[1:], incomplete

        def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
            # Files and folders are left to the shell, which takes over where nothing is offered.
            return [item for item in super().get_completions(args, incomplete) if item.type == "plain"]

        def format_completion(self, item: CompletionItem) -> str:
            return f"{item.value}\t{' '.join((item.help or '').split())}"

    add_completion_class(Lines, Lines.name)


# --- callbacks: what was typed of a word → what it may become, with a line of help ---------------------------------


def references(incomplete: str) -> list[Offer]:
    """Ids that `show` knows. Entries and sources, which are many, only once a letter is typed."""
    return _beginning(incomplete, lambda: _references(_lists(), everything=bool(incomplete)))


def sides(incomplete: str) -> list[Offer]:
    """What `diff` compares: lists and their editions."""
    return _beginning(incomplete, lambda: _sides(_lists()))


def days(incomplete: str) -> list[Offer]:
    """The days from which an edition is in force, for `--as-of`."""
    return _beginning(incomplete, lambda: _days(_lists()))


def languages(incomplete: str) -> list[Offer]:
    """Codes of languages, for `--lang`."""
    return _beginning(incomplete, lambda: ((code, "") for code in _store().labels))


def rules(incomplete: str) -> list[Offer]:
    """Codes of rules, for `lint --explain`: by the names of their modules, so that none is loaded."""
    paths = (Path(__file__).parent / "lint").glob("rg*.py")
    return _beginning(incomplete, lambda: sorted((path.name.partition("_")[0].upper(), "") for path in paths))


def _beginning(incomplete: str, offers: Callable[[], Iterable[Offer]]) -> list[Offer]:
    """The offers that begin so. None where the lists cannot be read: a shell that completes is no place to tell."""
    try:
        return [offer for offer in offers() if offer[0].startswith(incomplete)]
    except RiotgearError:
        return []


def _references(lists: Lists, everything: bool) -> Iterator[Offer]:
    yield from ((kind.id, kind.label) for kind in lists.equipment)
    yield from _sides(lists)
    yield from (("languages", "how many words each language has"), ("sources", "the documents that the lists cite"))
    if everything:
        for control_list in lists.control_lists:
            for edition in control_list.editions:
                yield from ((entry.id, entry.title) for entry in edition.entries)
        yield from ((source.id, source.title) for source in lists.sources)


def _sides(lists: Lists) -> Iterator[Offer]:
    for control_list in lists.control_lists:
        yield control_list.id, control_list.title
        for edition in control_list.editions:
            yield f"{control_list.id}@{edition.id}", f"{edition.title}, from {edition.start}"


def _days(lists: Lists) -> Iterator[Offer]:
    for control_list in lists.control_lists:
        for edition in control_list.editions:
            yield edition.start, f"first day of {control_list.id} edition {edition.id}"


def _lists() -> Lists:
    from riotgear_check.language import lists_in

    return lists_in(_store(), None)


def _store() -> Store:
    from riotgear_check.store import Store

    return Store()
