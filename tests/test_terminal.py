"""What a person sees: widths, colour, character sets, and that no product name steers the terminal."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riotgear_check.report.common import styled
from riotgear_check.report.layout import cell_width, painted, plain, table_text, wrapped
from tests.conftest import ROOT, run
from tests.ptys import on_terminal

GOLDEN = Path(__file__).parent / "golden"
DATE = ("--as-of", "2026-11-24")
SCREEN = ("screen", str(ROOT / "examples" / "exhibitors.csv"), *DATE)
LOOKUP = ("lookup", "gants à impulsions électriques", "电警棍", *DATE)
DIFF = ("diff", "un", "eu", *DATE)
VERSIONS = re.compile(r"riotgear-check [\d.]+ · lists [\d.]+ \([0-9a-f]+\)")


def widest(text: str) -> int:
    return max(map(cell_width, text.splitlines()))


def settled(text: str) -> str:
    """A report without the hash, which changes with every edit of the lists; as wide as before."""
    return re.sub(r"\([0-9a-f]{16}\)", "(0123456789abcdef)", text)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize(("name", "args"), [("lookup", LOOKUP), ("screen", SCREEN), ("diff", DIFF)])
def test_the_look_at_a_width(name: str, args: tuple[str, ...], width: int) -> None:
    done = run(*args, env={"COLUMNS": str(width), "NO_COLOR": "1"})
    path = GOLDEN / "widths" / f"{name}.{width}.txt"
    text = settled(done.out)
    if os.environ.get("RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
    assert all(cell_width(line) <= width or " " not in line.strip() for line in done.out.splitlines())
    assert "..." not in done.out
    assert "…" not in done.out


def test_a_terminal_shows_what_the_golden_file_shows() -> None:
    code, shown = on_terminal(LOOKUP, columns=60, env={"NO_COLOR": "1"})
    assert code == 0
    assert settled(shown).startswith((GOLDEN / "widths" / "lookup.60.txt").read_text("utf-8"))
    assert widest(shown) <= 60


def test_lines_in_a_pipe_are_not_broken() -> None:
    (line,) = [line for line in run(*LOOKUP).out.splitlines() if line.startswith("      meaning: The Rapporteur")][:1]
    assert line.endswith("the law is the EU list.")


# --- colour ---


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
@pytest.mark.parametrize("args", [LOOKUP, SCREEN, DIFF])
def test_colour_in_a_pipe_is_asked_for(args: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    assert ("\x1b[1;31m✖ prohibited\x1b[0m" in run(*args, env=env).out) is coloured


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_on_a_terminal(env: dict[str, str], coloured: bool) -> None:
    code, shown = on_terminal(LOOKUP, env=env)
    assert code == 0
    assert ("\x1b[1;31m✖ prohibited\x1b[0m" in shown) is coloured
    assert ("\x1b" in shown) is coloured


def test_colour_only_repeats_what_symbols_and_words_say() -> None:
    coloured = run(*SCREEN, env={"FORCE_COLOR": "1", "COLUMNS": "120"}).out
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == run(*SCREEN, env={"COLUMNS": "120"}).out


# --- character sets ---


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LC_ALL": "", "LANG": "C"}, {"PYTHONIOENCODING": "ascii"}])
def test_a_terminal_without_utf8_gets_plain_symbols_and_escaped_names(env: dict[str, str]) -> None:
    code, shown = on_terminal(LOOKUP, env={"NO_COLOR": "1", **env})
    assert code == 0
    assert shown.isascii()
    assert "  UN  X prohibited\n" in shown
    assert "  EU  ! controlled" in shown
    assert "gants \\xe0 impulsions" in shown
    assert "\\u7535\\u8b66\\u68cd" in shown
    assert "\\u2716" not in shown


def test_the_columns_of_an_ascii_table_stay_in_place() -> None:
    _, shown = on_terminal(SCREEN, columns=250, env={"NO_COLOR": "1", "LC_ALL": "C"})
    lines = shown.splitlines()
    rule = next(i for i, line in enumerate(lines) if line.startswith("---"))
    place = lines[rule - 1].index("kind")
    body = [line for line in lines[rule + 1 : lines.index("", rule)] if len(line) > place]
    assert body
    assert all(line[place - 2 : place] == "  " and line[place] != " " for line in body if re.match(r"\d", line))


def test_a_pipe_is_utf8_in_the_c_locale() -> None:
    assert "电警棍" in run(*LOOKUP, env={"LC_ALL": "C", "PYTHONUTF8": "0"}).out


def test_a_utf8_charset_beside_the_c_language_is_believed() -> None:
    _, shown = on_terminal(LOOKUP, env={"LC_ALL": "", "LANG": "C", "LC_CTYPE": "en_US.UTF-8", "PYTHONUTF8": "1"})
    assert "电警棍" in shown


# --- names that would steer a terminal ---

STEERING = [
    "\x1b[31mspiked baton\x1b[0m",
    "spiked\x07 baton",
    "\u202espiked baton",
    "spiked\u2066 baton\u2069",
    "spiked baton\x9b2J",
]


@pytest.mark.parametrize("name", STEERING)
def test_no_control_or_bidi_character_of_a_name_reaches_the_terminal(name: str, tmp_path: Path) -> None:
    table = tmp_path / "x.csv"
    table.write_text(f'product,"{name}"\n"{name}",{name}\n', "utf-8")
    for args in (("lookup", name), ("screen", str(table), "--column", "product", "--all"), ("show", name), ("screen", name)):
        _, shown = on_terminal(args, env={"NO_COLOR": "1"})
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
        assert re.search(r"spiked|riotgear-check: ", shown)


# --- laying out ---

words = st.text(st.sampled_from("ab-/é电棍《»́ 手"), min_size=1, max_size=12)
lines = st.lists(
    st.builds(lambda style, word: styled(style, word) if style else word, st.sampled_from(["", "bold red"]), words), max_size=12
)


@given(lines.map(" ".join), st.integers(10, 60))
def test_wrapping_loses_nothing_and_keeps_to_the_width(line: str, width: int) -> None:
    out = list(wrapped(line, width))
    assert "".join(plain("".join(out)).split()) == "".join(plain(line).split())
    for part in out:
        # Only what cannot be broken is longer, and it stands alone.
        assert cell_width(part) <= width or " " not in plain(part).strip()
        assert not re.search("\x1b\\[1;31m(?!.*\x1b\\[0m)", painted(part)), "a style that is not ended in its line"


def test_wide_and_combining_characters_are_measured() -> None:
    assert [cell_width(text) for text in ("电棍", "é", "e\u0301", "ｶ", styled("bold", "ab"))] == [4, 1, 1, 1, 2]


def test_an_address_stays_whole() -> None:
    address = "https://example.org/a-very-long/address-with-hyphens/that-fits-nowhere"
    assert any(line.strip() == address for line in wrapped(f"  source: see {address} for the rest", 40))


def test_a_table_with_an_address_becomes_blocks_rather_than_cut_it() -> None:
    address = "https://example.org/" + "x" * 60
    text = table_text(["source", "title", "address"], [["un", "A report with a title", address]], 60, False)
    assert f"    address:\n      {address}\n" in text
    assert text.startswith("un\n    title: A report with a title\n")


def test_an_empty_column_is_left_out() -> None:
    assert table_text(["a", "b", "c"], [["1", "", "3"]], 80, False) == "a  c\n────\n1  3\n\n"
