"""The normaliser: one order of steps for terms and names, offsets back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riotgear_check.text import Normalizer, pieces, tokenize

NORMALIZER = Normalizer()


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Matraques à POINTES", "matraques a pointes"),
        ("Thumb-Cuffs", "thumb cuffs"),
        ("Fußfesseln", "fussfesseln"),
        ("Pałka teleskopowa", "palka teleskopowa"),
        ("Kırbaç", "kirbac"),
        ("İSTANBUL", "istanbul"),
        ("Håndjern", "handjern"),
        ("Perú", "peru"),
        ("ＳＴＵＮ　ＧＵＮ", "stun gun"),
        ("مُسَدَّس", "مسدس"),
        ("أصفاد", "اصفاد"),
        ("ёлка", "елка"),
        ("लाठी", "लाठी"),
        ("전기충격기", "전기충격기"),
        ("スタンガン", "スタンガン"),
        ("ｽﾀﾝｶﾞﾝ", "スタンガン"),
        ("٣٨ ملم", "38 ملم"),
        ("stun\u200bgun", "stungun"),
        ("x\u0336y", "xy"),
    ],
)
def test_folding(name: str, folded: str) -> None:
    assert NORMALIZER.fold(name) == folded


def test_composed_and_decomposed_hangul_are_the_same() -> None:
    import unicodedata

    name = "전기충격기"
    assert NORMALIZER.fold(unicodedata.normalize("NFD", name)) == name


def test_traditional_characters_are_folded_by_the_table_of_the_language() -> None:
    assert Normalizer({"電": "电", "擊": "击"}).fold("電擊棒") == "电击棒"


def test_letters_and_digits_part() -> None:
    assert [piece.text for piece in pieces("mk3电棍12kg")] == ["mk", "3", "电棍", "12", "kg"]


@given(st.text(max_size=80))
def test_folding_with_offsets_gives_the_same_text(name: str) -> None:
    folded, offsets = NORMALIZER.fold_with_offsets(name)
    assert folded == NORMALIZER.fold(name)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(name)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = NORMALIZER.fold(name)
    assert NORMALIZER.fold(once).split() == once.split()


@given(st.text(max_size=80))
def test_tokens_lie_where_they_say(name: str) -> None:
    folded = NORMALIZER.fold(name)
    for token in tokenize(folded):
        assert folded[token.start : token.end] == token.text


@given(st.text(alphabet="abcdeéàüñ ", max_size=30))
def test_case_and_accents_do_not_count(name: str) -> None:
    assert NORMALIZER.key(name.upper()) == NORMALIZER.key(name)


@given(texts=st.lists(st.text(st.sampled_from("aÉé\u0301ß -\n\t1²警ｶﾞが٣ﬁक़\u200c'"), max_size=6), max_size=5))
def test_many_texts_at_once_read_as_one_by_one(texts: list[str]) -> None:
    normalizer = Normalizer({"棍": "警"})
    assert normalizer.readings(texts) == [normalizer.reading(text) for text in texts]
