"""What must hold for any name."""

from __future__ import annotations

import dataclasses
import itertools
import os
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riotgear_check.api import Checker
from riotgear_check.matching import Matcher, build_index
from riotgear_check.model import Level, Lists, NameMatch

NAMES = [
    "Police Thumb Cuffs", "spiked batons", "electric shock gloves", "weighted leg cuffs", "matraque électrique", "gilet électrique pour détenus",
    "Elektroschocker Taschenlampe", "porra eléctrica", "restraint chair", "tear gas grenade", "multi-barrel launcher",
]  # fmt: skip
words = st.sampled_from(
    "thumb cuffs spiked baton electric shock gloves police toy holster with without kitchen 40 mm 12 kg taser pepper spray whip "
    "riding leather 电击 警棍 matraque pointes электрошокер 전기충격기 launcher barrel eight chair restraint straps".split()
)
names = st.lists(words, max_size=8).map(" ".join)


def levels(match: NameMatch) -> dict[str, Level]:
    return {finding.equipment: finding.level for finding in match.findings}


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_result_with_spans_inside_it(now: Checker, name: str) -> None:
    match = now.matcher.match(name)
    for finding in match.findings:
        assert 1 <= finding.score <= 100
        assert finding.words
        for start, end in finding.spans:
            assert 0 <= start < end <= len(name)


@given(names)
@settings(max_examples=200, deadline=None)
def test_case_does_not_change_the_level(now: Checker, name: str) -> None:
    assert levels(now.matcher.match(name.upper())) == levels(now.matcher.match(name))


@pytest.mark.parametrize("name", NAMES)
def test_hyphens_and_double_spaces_do_not_change_the_level(now: Checker, name: str) -> None:
    wanted = levels(now.matcher.match(name))
    assert wanted
    for other in (name.replace(" ", "-"), name.replace(" ", "  "), name.replace("é", "e"), name.replace("-", " ")):
        assert levels(now.matcher.match(other)) == wanted


@pytest.mark.parametrize("name", ["thumb cuffs", "stun gun", "leg cuffs", "pepper spray", "water cannon", "shock gloves"])
def test_written_together_or_apart(now: Checker, name: str) -> None:
    apart, together = now.matcher.match(name), now.matcher.match(name.replace(" ", ""))
    assert levels(together).keys() & levels(apart).keys()
    assert max(levels(together).values(), key=lambda level: level.strength) is Level.MATCH


@pytest.mark.parametrize("name", ["spiked police baton", "electric shock gloves", "Police Thumb Cuffs"])
def test_word_order_does_not_change_the_level(now: Checker, name: str) -> None:
    wanted = levels(now.matcher.match(name))
    for order in itertools.permutations(name.split()):
        assert levels(now.matcher.match(" ".join(order))).items() >= {
            (kind, level) for kind, level in wanted.items() if level is Level.MATCH and kind not in ("handcuffs", "batons")
        }


@given(st.lists(names, min_size=1, max_size=10))
@settings(max_examples=50, deadline=None)
def test_one_by_one_equals_in_bulk(now: Checker, many: list[str]) -> None:
    fresh = Matcher(now.matcher.index)
    assert [fresh.match(name) for name in many] == [Matcher(now.matcher.index).match(name) for name in many]


def test_adding_a_term_never_removes_the_hit_of_another_kind(lists: Lists) -> None:
    before = Matcher(build_index(lists))
    kind = lists.kind("dazzlers")
    languages = tuple(
        dataclasses.replace(language, terms={**language.terms, kind.id: (*language.terms.get(kind.id, ()), "photonic disruptor")})
        if language.code == "en"
        else language
        for language in lists.languages
    )
    after = Matcher(build_index(dataclasses.replace(lists, languages=languages)))
    for name in [*NAMES, "photonic disruptor", "spiked baton photonic disruptor"]:
        assert levels(before.match(name)).items() <= levels(after.match(name)).items()


def test_the_hash_seed_does_not_change_a_byte(shared_names: str = "\n".join(NAMES)) -> None:
    outputs = set()
    for seed in ("0", "1", "4711"):
        process = subprocess.run(
            [sys.executable, "-m", "riotgear_check", "screen", "-", "--format", "jsonl", "--all", "--as-of", "2026-11-24"],
            input=shared_names.encode(), capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True,
        )  # fmt: skip
        outputs.add(process.stdout)
    assert len(outputs) == 1


@pytest.mark.parametrize(
    "name",
    [
        "a" * 200_000,
        "spiked baton " * 20_000,
        "电击警棍" * 20_000,
        "e\u0301" * 50_000,
        "thumb-" * 30_000 + "cuffs",
        "schlagstock" * 10_000,
        "8 " * 50_000 + "barrel launcher",
    ],
    ids=["one letter", "many terms", "many characters", "marks", "hyphens", "one compound", "numbers"],
)
def test_long_names_take_time_in_proportion(now: Checker, name: str) -> None:
    """No name is slow by design; the bound is far above what any machine needs, and far below what a bad regex takes."""
    start = time.process_time()
    now.matcher.match(name)
    assert time.process_time() - start < 30


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(categories=("Cc", "Cf", "Cs", "Mn", "Co")), max_size=300))
def test_control_and_format_characters_are_harmless(now: Checker, noise: str) -> None:
    assert now.matcher.match(noise).findings == ()
