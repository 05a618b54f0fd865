"""Findings and editions → verdicts; two editions → their differences."""

from __future__ import annotations

import pytest

from riotgear_check.api import Checker, checker, compare, load, read_date, screen_rows
from riotgear_check.compare import Comparison, headline, side
from riotgear_check.compare import compare as compare_sides
from riotgear_check.faults import UsageError
from riotgear_check.model import Lists, Measure
from riotgear_check.store import Store

CONTACT_SHOCK = ["shock-batons", "shock-shields", "stun-guns", "shock-gloves", "shock-forks"]


def comparison(lists: Lists, a: str, b: str, today: str = "2026-11-24") -> Comparison:
    return compare_sides(lists, side(lists, a, today), side(lists, b, today))


def relation(result: Comparison, kind: str) -> str:
    return next(row.relation for row in result.rows if row.equipment == kind)


@pytest.mark.parametrize("kind", [*CONTACT_SHOCK, "multi-projectile-ammunition", "multi-barrel-launchers"])
def test_the_point_of_the_article_the_un_prohibits_what_the_eu_only_controls(lists: Lists, kind: str) -> None:
    assert relation(comparison(lists, "un", "eu"), kind) == "stricter-in-a"


@pytest.mark.parametrize("kind", ["multi-projectile-ammunition", "multi-barrel-launchers"])
def test_in_2023_these_were_on_no_eu_list(lists: Lists, kind: str) -> None:
    assert relation(comparison(lists, "un", "eu@2023-11-14"), kind) == "only-in-a"


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("gang-chains", "stricter-in-b"),
        ("fixed-irritant-dispensers", "stricter-in-b"),
        ("lathis", "only-in-b"),
        ("thumb-cuffs", "same"),
        ("handcuffs", "neither"),
    ],
)
def test_what_2025_changed(lists: Lists, kind: str, wanted: str) -> None:
    assert relation(comparison(lists, "eu@2019", "eu@2025"), kind) == wanted


def test_nothing_became_milder_in_2025(lists: Lists) -> None:
    found = {row.relation for row in comparison(lists, "eu@2019", "eu@2025").rows}
    assert not found & {"stricter-in-a", "only-in-a"}


def test_the_two_sides_mirror_each_other(lists: Lists) -> None:
    there, back = comparison(lists, "un", "eu"), comparison(lists, "eu", "un")
    mirror = {
        "only-in-a": "only-in-b", "only-in-b": "only-in-a", "stricter-in-a": "stricter-in-b", "stricter-in-b": "stricter-in-a",
    }  # fmt: skip
    assert {r.equipment: mirror.get(r.relation, r.relation) for r in there.rows} == {r.equipment: r.relation for r in back.rows}


def test_the_headline_counts_what_the_rows_say(lists: Lists) -> None:
    result = comparison(lists, "un", "eu")
    un = [row for row in result.rows if row.a.measure is Measure.PROHIBITED]
    assert headline(result)[0].startswith(f"un prohibits {len(un)} kinds")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("uno", "unknown list 'uno': did you mean 'un'?"),
        ("eu@2018-01-01", "the first one starts on 2019-02-20"),
        ("eu@2021x", "'2021x' is no edition of eu and no date"),
        ("un@2020-01-01", "list un has no edition on 2020-01-01"),
    ],
)
def test_unknown_lists_and_dates_say_what_to_write(lists: Lists, name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        side(lists, name, "2026-11-24")


def test_before_the_un_list_only_the_eu_speaks(store: Store) -> None:
    result = checker(store, "2020-01-01").check("thumb cuffs")
    assert result.verdicts["un"].edition == ""
    assert result.verdicts["un"].measure is Measure.NOT_LISTED
    assert result.verdicts["eu"].measure is Measure.PROHIBITED


def test_a_date_before_every_list_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match="the first starts on 2019-02-20"):
        checker(store, "2018-12-31")


@pytest.mark.parametrize("text", ["14.11.2023", "2023-13-01", "yesterday", ""])
def test_dates_are_iso(text: str) -> None:
    with pytest.raises(UsageError, match="write YYYY-MM-DD"):
        read_date(text)


def test_gang_chains_of_2019_are_controlled_and_tell_of_the_prohibited_case(milipol_2023: Checker) -> None:
    result = milipol_2023.check("gang chain")
    assert result.verdicts["eu"].measure is Measure.CONTROLLED
    assert [c.entry for c in result.conditions[0]] == ["eu/2019/II.2.3"]


def test_the_api_in_five_lines() -> None:
    found = load(as_of="2023-11-14").check("Police thumb cuffs")
    assert found.verdicts["eu"].measure is Measure.PROHIBITED
    assert [r.level.value for r in screen_rows(["stun gun", "cufflinks"])] == ["match", "none"]
    assert compare("un", "eu@2023-11-14").rows
