"""The short way of reading plain lists: for any text it gives what reading the text as it stands gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riotgear_check import lists, reader
from riotgear_check.files import list_files
from riotgear_check.lists import file_type
from riotgear_check.model import Language
from riotgear_check.reader import INVALID, Reader, read_text
from riotgear_check.store import shipped_folder

ITEMS = st.sampled_from([
    "baton", "night stick", "bâton", "警棍", "हथकड़ी", "no", "Yes", "null", "on", "On off", "8", "8-shaped", "-x", "'q'", '"q, r"', "a: b", "a:b",
    "x # y", "x#y", "~", "", " ", "&a b", "*a", "!t", "{k: v}", "[in, side]", "a - b", "a?", "ends ", "½", "²nd", "l'eau", "tab\there", "a\n    b",
    "\ue0000", "\u00a0", "\u200cx", "1e3", "0x1f", "2020-01-01", "y", "inf", "a]", "]b", "%d", "@x", "`z", "ﬁ", "a\\",
])  # fmt: skip
SEPARATORS = st.sampled_from([", ", ", ", ", ", ",", " , ", ",\n    ", ",\n", ", # why\n    ", ",  "])
ENDS = st.sampled_from(["", "", "", " ", "  # why", " x", ",", "]", "\r"])
HEADS = st.sampled_from([
    "  baton: ", "  baton: ", "  'baton': ", "  baton:  ", "  baton:\n    ", "  - ", "  # baton: ", "  baton: &a ", "  a: |\n    b: ", "  a: >\n    b: ",
    "  a: \"\n    b: ", "  8: ", "  baton: !!str ", "  a: {b: ", "  x y: ", "sources: ", "  a: b: ",
])  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = []
    for head in draw(st.lists(HEADS, min_size=1, max_size=4)):
        items = draw(st.lists(ITEMS, min_size=0, max_size=4))
        body = "".join(item + draw(SEPARATORS) for item in items[:-1]) + "".join(items[-1:])
        lines.append(f"{head}[{body}]{draw(ENDS)}" + ("}" if "{" in head else ""))
    return "code: xx\nname: X\nendonym: X\nendings: [e, en]\nwords:\n" + "\n".join(lines) + draw(st.sampled_from(["\n", ""]))


def read_whole(text: str, hint: Any) -> tuple[Any, list[Any]]:
    whole = Reader("x.yaml")
    node = whole.compose(text)
    return (whole.read(node, hint) if node is not None else INVALID), whole.faults


@settings(max_examples=1000, deadline=None)
@given(text=texts())
def test_the_short_way_gives_what_the_whole_text_gives(text: str) -> None:
    value, faults, _nodes = read_text(text, "x.yaml", Language)
    assert (value, faults) == read_whole(text, Language)


def test_the_shipped_lists_are_read_the_same_both_ways() -> None:
    folder = shipped_folder()
    for path in list_files(folder):
        name, text = path.relative_to(folder).as_posix(), path.read_text("utf-8")
        value, faults, nodes = read_text(text, name, file_type(name))
        assert (value, faults) == read_whole(text, file_type(name))
        if name.startswith("languages/"):
            assert nodes is None, "a language file is not to need the long way"


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "un.yaml"
    path.write_text("id: un\n", "utf-8")

    def refuse(self: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    (fault,) = lists.read_folder(tmp_path, "lists").faults
    assert str(fault) == "lists/un.yaml:1:1: error RG001 cannot be read: Permission denied (check the path)"


def test_a_language_file_is_composed_only_where_a_place_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[int] = []
    compose = reader.Reader.compose
    monkeypatch.setattr(reader.Reader, "compose", lambda self, text: composed.append(len(text)) or compose(self, text))
    path = shipped_folder() / "languages" / "en.yaml"
    text = path.read_text("utf-8")
    read_text(text, "en.yaml", Language)
    assert len(composed) == 1
    assert composed[0] < len(text) / 2
