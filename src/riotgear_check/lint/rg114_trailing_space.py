"""A line ends in spaces, or the file does not end in one line break.

Why: nobody sees them, and every editor that takes them out makes a change that means nothing.
Mend: `riotgear-check lint --fix` takes them out. In a text block, marked `|` or `>`, they are part of the text.
Example: `label: Thumb-cuffs` with two spaces after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from riotgear_check.faults import Fault
from riotgear_check.lint.context import Edit, LintContext
from riotgear_check.lists import LoadedFile

SEVERITY = "warning"
ON_TEXT = True
# A space after a backslash is escaped, and part of a text in quotes.
_ENDS = (" \n", "\t\n", " \r", "\t\r")
_SPACES = re.compile(r"(?<![\\ \t])[ \t]+(?=\r?$)", re.MULTILINE)


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for name, loaded in context.loaded.files.items():
        for start, _end, _text, what, hint in _found(loaded):
            yield context.at_offset(name, start, what, hint)


def fix(context: LintContext) -> Iterator[Edit]:
    """The edits."""
    for name, loaded in context.loaded.files.items():
        for start, end, text, what, _hint in _found(loaded):
            yield Edit(name, start, end, text, f"mended: {what}")


def _found(loaded: LoadedFile) -> list[tuple[int, int, str, str, str]]:
    """What is to be changed: the range, the text that takes its place, what it is, and the hint."""
    found: list[tuple[int, int, str, str, str]] = []
    if any(end in loaded.text for end in _ENDS) or loaded.text.endswith((" ", "\t")):
        found += ((*match.span(), "", "the line ends in spaces", "take them out") for match in _SPACES.finditer(loaded.text))
    if loaded.text.endswith(("\n\n", "\n\r\n")):
        body = loaded.text.rstrip("\r\n")
        end_of_body = loaded.text.index("\n", len(body)) + 1
        found.append((end_of_body, len(loaded.text), "", "the file ends in empty lines", "take them out"))
    elif loaded.text and not loaded.text.endswith("\n"):
        end = len(loaded.text)
        found.append((end, end, "\n", "the last line does not end in a line break", "end it with one"))
    if not found:
        return []
    blocks = list(_text_blocks(loaded.root))
    return [item for item in found if not any(start <= item[0] <= end for start, end in blocks)]


def _text_blocks(node: yaml.Node | None) -> Iterator[tuple[int, int]]:
    """The ranges of the texts after `|` or `>`: in them, spaces and empty lines may be part of the text."""
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            yield node.start_mark.index, node.end_mark.index
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _text_blocks(child)
    elif isinstance(node, yaml.MappingNode):
        for _key, child in node.value:
            yield from _text_blocks(child)
