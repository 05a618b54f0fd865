"""`lint --fix`, for any language file: mended twice is mended once, and nothing changes but what is mended."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riotgear_check.lint.context import LintContext
from riotgear_check.lint.fixing import mend
from riotgear_check.lists import LoadedLists, read_folder, with_texts
from riotgear_check.matching import build_index, indexfile
from riotgear_check.model import Language
from riotgear_check.store import shipped_folder
from tests.conftest import ROOT

FRENCH = "languages/fr.yaml"

# Few letters, so that words meet again in other case, with other accents, apart or with a hyphen.
WORDS = st.text("aAéÉe\u0301 -'", min_size=1, max_size=5).map(lambda word: f"m{word.strip()}n")
SPACES = st.sampled_from(["", "", "", " ", "  "])
COMMENTS = st.sampled_from(["", "", "", "  # a comment", "  # [not, a, list]"])


@st.composite
def word_lists(draw: st.DrawFn, name: str) -> str:
    """The lines of one list of words, in one of the ways that YAML allows."""
    words = draw(st.lists(WORDS, min_size=1, max_size=8))
    quoted = [f'"{word}"' if draw(st.booleans()) else word for word in words]
    end = draw(COMMENTS) + draw(SPACES) + "\n"
    match draw(st.sampled_from(["one line", "lines in brackets", "lines with dashes"])):
        case "one line":
            return f"  {name}: [{', '.join(quoted)}]{end}"
        case "lines in brackets":
            inner = "".join(f"    {word},{draw(COMMENTS)}{draw(SPACES)}\n" for word in quoted)
            return f"  {name}: [\n{inner}  ]{end}"
        case _:
            above = [draw(st.sampled_from(["", "", "    # above\n"])) for _ in quoted]
            lines = [f"{a}    - {word}{draw(COMMENTS)}{draw(SPACES)}\n" for a, word in zip(above, quoted, strict=True)]
            return f"  {name}:{draw(COMMENTS)}\n{''.join(lines)}"


@st.composite
def language_files(draw: st.DrawFn) -> str:
    head = f"# French{draw(SPACES)}\ncode: fr\nname: French{draw(SPACES)}\nendonym: français\nwords:\n"
    text = head + draw(word_lists("thumb")) + draw(word_lists("cuff"))
    text += f"terms:{draw(SPACES)}\n" + draw(word_lists("thumb-cuffs")) + "labels: {thumb-cuffs: A, handcuffs: B}"
    text += draw(st.sampled_from(["", "\n", "\n\n\n"]))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@pytest.fixture(scope="module")
def base() -> LoadedLists:
    return read_folder(ROOT / "tests" / "lint" / "base", "lists")


def context(loaded: LoadedLists) -> LintContext:
    return LintContext(loaded, "lists")


def comments(text: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFC", found.rstrip()) for found in re.findall("#[^\n]*", text))


def tables(language: Language) -> dict[tuple[str, str], tuple[str, ...]]:
    named = {"words": language.words, "terms": language.terms}
    return {(table, name): words for table, by_name in named.items() for name, words in by_name.items()}


@settings(max_examples=150, deadline=None)
@given(text=language_files())
def test_mended_twice_is_mended_once(base: LoadedLists, text: str) -> None:
    once = mend(with_texts(base, {FRENCH: text}), context)
    twice = mend(with_texts(base, {FRENCH: once.texts.get(FRENCH, text)}), context)
    assert twice.texts == {}
    assert twice.edits == ()


@settings(max_examples=150, deadline=None)
@given(text=language_files())
def test_nothing_changes_but_what_is_mended(base: LoadedLists, text: str) -> None:
    before = with_texts(base, {FRENCH: text})
    assert not before.faults
    mended = mend(before, context).texts.get(FRENCH, text)
    after = with_texts(base, {FRENCH: mended})
    assert not after.faults
    tokens = context(before).tokens
    old, new = tables(before.files[FRENCH].value), tables(after.files[FRENCH].value)
    assert old.keys() == new.keys()
    for place, words in old.items():
        composed = [unicodedata.normalize("NFC", word) for word in words]
        kept = list(new[place])
        # What is left stands in its old order, and every reading is still there, in its first spelling.
        assert [word for word in kept if word in composed] == kept
        assert list(dict.fromkeys(map(tokens, composed))) == list(dict.fromkeys(map(tokens, kept)))
        assert {tokens(word): word for word in reversed(composed)} == {tokens(word): word for word in reversed(kept)}
    assert comments(mended) == comments(text)
    assert not re.search(r"[ \t]\r?$", mended, re.MULTILINE)
    assert indexfile.dump(build_index(after.lists)) == indexfile.dump(build_index(_composed(before).lists))


def _composed(loaded: LoadedLists) -> LoadedLists:
    return with_texts(loaded, {FRENCH: unicodedata.normalize("NFC", loaded.files[FRENCH].text)})


def test_the_shipped_lists_match_the_same_after_a_word_is_written_twice(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    shutil.copytree(shipped_folder(), folder)
    english = folder / "languages" / "en.yaml"
    english.write_text(english.read_text("utf-8").replace("[baton,", "[baton, BATON, bâton,", 1), "utf-8")
    doubled = read_folder(folder)
    mended = mend(doubled, context)
    assert len(mended.edits) == 2
    assert mended.texts["languages/en.yaml"] == (shipped_folder() / "languages" / "en.yaml").read_text("utf-8")
    assert build_index(doubled.lists) is not None
    assert indexfile.dump(build_index(doubled.lists)) == indexfile.dump(build_index(read_folder(shipped_folder()).lists))
