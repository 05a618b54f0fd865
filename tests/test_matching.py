"""Names → findings, as a specification in real names."""

from __future__ import annotations

import pytest

from riotgear_check.api import Checker
from riotgear_check.model import Level, Measure

P, C, N = Measure.PROHIBITED, Measure.CONTROLLED, Measure.NOT_LISTED

# The names in the article that this project started from: kind, UN, EU today, EU on the first day of Milipol 2023.
ARTICLE = [
    ("matraques à pointes", "spiked-batons", P, P, P),
    ("poucettes", "thumb-cuffs", P, P, P),
    ("entraves pour jambes", "leg-irons", N, P, C),
    ("menottes permettant d'électrocuter les détenus", "body-worn-shock-devices", P, P, P),
    ("matraques électriques", "shock-batons", P, C, C),
    ("matraques à décharge électrique", "shock-batons", P, C, C),
    ("gants à impulsions électriques", "shock-gloves", P, C, C),
    ("gants à décharge électrique", "shock-gloves", P, C, C),
    ("munitions contenant plusieurs projectiles cinétiques", "multi-projectile-ammunition", P, C, N),
    ("lanceurs multi-canons", "multi-barrel-launchers", P, C, N),
    ("armes à impulsions électriques de contact", "stun-guns", P, C, C),
    ("projectiles à impact cinétique multiple", "multi-projectile-ammunition", P, C, N),
    ("taser", "projectile-shock-weapons", N, C, C),
    ("LBD", "single-shot-launchers", N, C, N),
]


@pytest.mark.parametrize(("name", "kind", "un", "eu", "eu_2023"), ARTICLE, ids=[row[0] for row in ARTICLE])
def test_names_of_the_article(
    now: Checker, milipol_2023: Checker, name: str, kind: str, un: Measure, eu: Measure, eu_2023: Measure
) -> None:
    result = now.check(name)
    assert kind in [finding.equipment for finding in result.match.findings]
    assert result.verdicts["un"].measure is un
    assert result.verdicts["eu"].measure is eu
    assert milipol_2023.check(name).verdicts["eu"].measure is eu_2023


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Police Thumb Cuffs Nickel Plated", "thumb-cuffs"),
        ("thumbcuffs", "thumb-cuffs"),
        ("Cuffs, thumb, steel", "thumb-cuffs"),
        ("Daumenschellen Stahl", "thumb-cuffs"),
        ("拇指铐", "thumb-cuffs"),
        ("палечные наручники", "thumb-cuffs"),
        ("High Voltage Electric Baton Self Defense Flashlight Taser 1101", "shock-batons"),
        ("2014款黑鹰8810型疝气调焦电警棍", "shock-batons"),
        ("電擊棒", "shock-batons"),
        ("전기 삼단봉", "shock-batons"),
        ("elektrikli cop", "shock-batons"),
        ("pałki elektryczne", "shock-batons"),
        ("صواعق كهربائية", "stun-guns"),
        ("STUN  GUN", "stun-guns"),
        ("ＳＴＵＮ ＧＵＮ", "stun-guns"),
        ("stungun", "stun-guns"),
        ("Elektroschokpistole", "stun-guns"),
        ("gang chain for five prisoners", "gang-chains"),
        ("sting-ball grenade", "multi-projectile-ammunition"),
        ("Wasserwerfer", "water-cannons"),
        ("cat o' nine tails leather whip", "multi-thong-whips"),
    ],
)
def test_listed_goods_in_many_wordings(now: Checker, name: str, kind: str) -> None:
    result = now.check(name)
    assert result.level is Level.MATCH
    assert kind in [finding.equipment for finding in result.match.findings if finding.level is Level.MATCH]


@pytest.mark.parametrize(
    "name",
    [
        "whipped cream", "conductor baton birch 14\"", "USB thumb drive 64 GB", "shock absorber rear gas", "cooker hood",
        "Baton Rouge hot sauce", "blood pressure cuff adult large", "bean bag chair", "millimetre wave body scanner",
        "riding whip", "electric wheelchair", "weight lifting gloves", "pepper mill", "gas mask", "SAP ERP software",
        "boru kelepçesi", "电动轮椅", "毫米波人体安检仪", "Stoßdämpfer hinten", "Faradayscher Käfig", "",
    ],
)  # fmt: skip
def test_ordinary_goods_are_left_alone(now: Checker, name: str) -> None:
    result = now.check(name)
    assert {verdict.measure for verdict in result.verdicts.values()} == {N}
    assert result.level is not Level.MATCH


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Handcuffs", "handcuffs"), ("Teleskopschlagstock", "batons"), ("Long Range Acoustic Device", "acoustic-weapons")],
)
def test_near_misses_are_recognised_and_on_no_list(now: Checker, name: str, kind: str) -> None:
    result = now.check(name)
    assert kind in [finding.equipment for finding in result.match.findings]
    assert result.level is Level.NONE
    assert {verdict.measure for verdict in result.verdicts.values()} == {N}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Pepper spray holster", "holster"),
        ("toy stun gun for children", "toy"),
        ("étui pour spray au poivre", "étui"),
    ],
)
def test_accessories_and_toys_are_only_clues(now: Checker, name: str, reason: str) -> None:
    result = now.check(name)
    assert result.level is Level.CLUE
    assert {verdict.measure for verdict in result.verdicts.values()} == {N}
    assert any(reason in text for finding in result.match.findings for text in finding.reasons)


def test_what_comes_with_the_thing_does_not_weaken_it(now: Checker) -> None:
    assert now.check("Pepper spray with holster and belt clip").level is Level.MATCH


@pytest.mark.parametrize("name", ["Less-lethal weapons", "armes non létales", "Anti-riot equipment", "防暴器材"])
def test_broad_groups_are_clues(now: Checker, name: str) -> None:
    assert now.check(name).level is Level.CLUE


def test_a_clue_leaves_every_measure_at_not_listed(now: Checker) -> None:
    result = now.check("Less-lethal weapons")
    assert {verdict.measure for verdict in result.verdicts.values()} == {N}


def test_without_takes_the_word_away(now: Checker) -> None:
    assert now.check("baton without spikes").level is Level.NONE
    assert now.check("matraque sans pointes").level is Level.NONE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("8-barrel launcher 40 mm", "multi-barrel-launchers"),
        ("single shot launcher 40 mm", "single-shot-launchers"),
        ("leg irons 8 kg", "weighted-leg-restraints"),
        ("不锈钢脚镣 重型脚镣 10公斤", "weighted-leg-restraints"),
        ("tear gas projectile 66 mm", "large-calibre-irritant-projectiles"),
        ("PAVA solution 0.5 %", "pava-oc-mixtures"),
        ("whip with nine tails", "multi-thong-whips"),
    ],
)
def test_numbers_in_the_name_decide(now: Checker, name: str, kind: str) -> None:
    findings = [finding.equipment for finding in now.check(name).match.findings]
    assert findings[0] == kind


def test_straps_take_a_restraint_chair_off_the_lists(now: Checker) -> None:
    assert now.check("restraint chair with straps").level is Level.NONE
    assert now.check("restraint chair with metal cuffs").verdicts["eu"].measure is P


def test_a_lathi_of_less_than_a_metre_is_not_on_the_eu_list(now: Checker) -> None:
    assert now.check("police lathi 1.2 m").verdicts["eu"].measure is P
    assert not now.check("police lathi 1.2 m").verdicts["eu"].conditional
    assert now.check("police lathi 80 cm").verdicts["eu"].measure is N
    assert now.check("police lathi").verdicts["eu"].conditional


def test_a_restraint_chair_is_conditional(now: Checker) -> None:
    verdict = now.check("restraint chair").verdicts["eu"]
    assert verdict.measure is P
    assert verdict.conditional


def test_spans_are_offsets_in_the_name_as_given(now: Checker) -> None:
    name = "  ① Poliţia: MATRAQUES  à pointes (acier)"
    (finding,) = now.check(name).match.findings
    assert [name[start:end] for start, end in finding.spans] == ["MATRAQUES", "à", "pointes"]


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("sjambok", {"exact"}),
        ("matraques à pointes", {"ending", "exact"}),
        ("restraintchair", {"compound"}),
        ("spiked truncheeon", {"exact", "typo"}),
        ("防身电击棍", {"substring"}),
    ],
)
def test_every_word_says_how_it_was_matched(now: Checker, name: str, how: set[str]) -> None:
    finding = now.check(name).match.findings[0]
    assert {word.how for word in finding.words} <= how | {"ending"}
    assert {word.how for word in finding.words} & how


def test_what_was_set_aside_is_told(now: Checker) -> None:
    result = now.check("riding whip leather")
    assert [aside.equipment for aside in result.match.set_aside] == ["whips"]
    assert "animal" in result.match.set_aside[0].reason


def test_trade_names_match_as_whole_words_only(now: Checker) -> None:
    assert now.check("ARWEN-37").level is Level.MATCH
    assert now.check("arwen 37").level is Level.MATCH
    assert now.check("XARWEN 37").level is Level.NONE
    assert now.check("ARWEN 370").level is Level.NONE


def test_a_trade_name_that_is_a_common_word_needs_a_context(now: Checker) -> None:
    assert now.check("Ford Cougar brake pads").level is Level.NONE
    assert now.check("thermos flask Cougar").level is Level.NONE


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        # A phrase of a class that only gives context elsewhere, but is an element of a term.
        ("Bandeau pour les yeux destiné aux personnes arrêtées", "hoods-and-blindfolds"),
        # An idiom that also begins a phrase is still taken apart.
        ("gaasikamber hukkamisteks", "gas-chambers"),
    ],
)
def test_phrases_of_every_class_in_a_term_are_looked_for(now: Checker, name: str, kind: str) -> None:
    assert [finding.equipment for finding in now.check(name).match.findings] == [kind]
