"""The lists rebuild the checked table of facts: tests/data/equipment.csv, a copy of the project's truth table."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from riotgear_check.model import Edition, Lists, Measure
from riotgear_check.verdict import Coverage, kind_verdict

TABLE = list(csv.DictReader((Path(__file__).parent / "data" / "equipment.csv").open(encoding="utf-8")))
SIDES = {"un": ("un", "2023"), "eu_2019": ("eu", "2019"), "eu_2025": ("eu", "2025")}


def edition(lists: Lists, list_id: str, edition_id: str) -> Edition:
    return next(e for e in lists.control_list(list_id).editions if e.id == edition_id)


def covering(lists: Lists, list_id: str, edition_id: str, kind: str) -> list[Coverage]:
    control_list, found = lists.control_list(list_id), edition(lists, list_id, edition_id)
    return [Coverage(control_list, found, e, c) for e in found.entries for c in e.covers if c.equipment == kind]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["equipment"])
@pytest.mark.parametrize("side", SIDES)
def test_entry_and_measure_of_every_kind(lists: Lists, row: dict[str, str], side: str) -> None:
    measure, entries, _ = kind_verdict(covering(lists, *SIDES[side], row["equipment"]))
    assert " ".join(entry.number for entry in entries) == row[side]
    assert (measure.value if entries else "") == row[f"{side}_measure"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["equipment"])
def test_conditions_of_every_kind(lists: Lists, row: dict[str, str]) -> None:
    wanted = {re.sub(r"^EU(?: 2019)?: ", "", row["condition"])} - {""}
    found = {c.cover.condition for side in SIDES.values() for c in covering(lists, *side, row["equipment"]) if c.cover.condition}
    assert found == wanted


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["equipment"])
def test_label_and_family_of_every_kind(lists: Lists, row: dict[str, str]) -> None:
    assert lists.kind(row["equipment"]).label == row["label"]
    assert lists.families[row["equipment"]] == row["family"]


def test_every_kind_is_in_the_table_but_the_broad_groups(lists: Lists) -> None:
    assert {kind.id for kind in lists.equipment if not kind.group} == {row["equipment"] for row in TABLE}


@pytest.mark.parametrize(("day", "side"), [("2023-11-14", "eu_2019"), ("2026-11-24", "eu_2025")])
def test_the_edition_follows_the_date(lists: Lists, day: str, side: str) -> None:
    found = lists.control_list("eu").edition_on(day)
    assert found is not None
    assert found.id == SIDES[side][1]


def test_the_day_on_which_the_eu_rewrote_its_lists(lists: Lists) -> None:
    eu = lists.control_list("eu")
    assert [eu.edition_on(day).id for day in ("2019-02-20", "2025-08-19", "2025-08-20")] == ["2019", "2019", "2025"]  # type: ignore[union-attr]
    assert eu.edition_on("2019-02-19") is None


@pytest.mark.parametrize(
    ("side", "annex", "count"),
    [
        ("eu_2019", "II", 16),
        ("eu_2019", "III", 12),
        ("eu_2025", "II", 25),
        ("eu_2025", "III", 17),
        ("eu_2025", "IV", 1),
        ("un", "I", 20),
    ],
)
def test_number_of_items(lists: Lists, side: str, annex: str, count: int) -> None:
    assert sum(entry.annex == annex for entry in edition(lists, *SIDES[side]).entries) == count


def test_annex_iv_names_eight_drugs_with_their_cas_numbers(lists: Lists) -> None:
    (entry,) = (e for e in edition(lists, "eu", "2025").entries if e.annex == "IV")
    assert len(entry.substances) == 8
    assert {s.cas for s in entry.substances} == set(lists.kind("execution-drugs").cas)


def test_every_un_row_is_secondary_and_says_so(lists: Lists) -> None:
    un = lists.control_list("un")
    assert {entry.verification for entry in un.editions[0].entries} == {"secondary"}
    assert not un.complete
    assert any("second category" in missing.what for missing in un.missing)
    assert "23" in un.about
    assert "numbering is ours" in un.about


def test_every_entry_cites_a_known_document_and_a_place_in_it(lists: Lists) -> None:
    known = {source.id for source in lists.sources}
    for control_list in lists.control_lists:
        for ed in control_list.editions:
            for entry in ed.entries:
                assert entry.source.id in known, entry.id
                assert entry.source.at, entry.id
                assert lists.control_list(control_list.id).rules_for(entry) is not None, entry.id


def test_annex_ii_forbids_showing_at_a_fair_and_annex_iii_does_not(lists: Lists) -> None:
    eu = lists.control_list("eu")
    rules = {m.annex: {r.at: r for r in reversed(m.rules)} for m in eu.measures}
    assert rules["II"]["fair"].article == "8"
    assert "may" in rules["II"]["fair"].text
    assert rules["II"]["advertising"].article == "9"
    assert rules["III"]["fair"].text.startswith("Does not apply")
    assert {m.annex: m.measure for m in eu.measures} == {
        "II": Measure.PROHIBITED,
        "III": Measure.CONTROLLED,
        "IV": Measure.CONTROLLED,
    }
