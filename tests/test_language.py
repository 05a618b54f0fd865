"""Labels of kinds and titles of entries in the language of the reader; messages and machine formats stay as they are."""

from __future__ import annotations

import pytest

from riotgear_check.language import lists_in, locale_language
from riotgear_check.model import Lists
from riotgear_check.store import Store
from tests.conftest import ROOT, run

DATE = ("--as-of", "2024-01-01")
TABLE = ("screen", str(ROOT / "examples" / "exhibitors.csv"), *DATE)


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de"}, "de"),
        ({"LANG": "nb_NO.UTF-8"}, "no"),
        ({"LANG": "ca_ES@valencia"}, "ca"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "de"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, "fr"),
    ],
)
def test_the_language_of_a_locale(environ: dict[str, str], code: str) -> None:
    assert locale_language(environ) == code


def test_a_label_and_an_official_title_in_french() -> None:
    out = run("lookup", "thumb cuffs", "--lang", "fr", *DATE).out
    assert "match: Poucettes [thumb-cuffs]" in out
    assert "eu/2019/II.2.2  Poucettes et autres menottes pour doigts, vis de pouces et de doigts" in out
    assert "prohibited" in out, "messages stay English"


def test_a_title_that_was_not_read_in_a_language_stays_english() -> None:
    assert (
        "eu/2025/II.2.2  Thumb-cuffs, finger-cuffs, thumbscrews, and finger-screws"
        in run("lookup", "thumb cuffs", "--lang", "fr", "--as-of", "2026-11-24").out
    )


def test_the_locale_decides_and_the_option_overrules_it() -> None:
    locale = {"LC_ALL": "", "LC_MESSAGES": "de_DE.UTF-8"}
    assert "Daumenschellen" in run("lookup", "thumb cuffs", env=locale).out
    assert "Poucettes" in run("lookup", "thumb cuffs", "--lang", "fr", env=locale).out
    assert "Thumb-cuffs [thumb-cuffs]" in run("lookup", "thumb cuffs", "--lang", "en", env=locale).out


def test_a_locale_without_a_language_file_is_english() -> None:
    assert "Thumb-cuffs [thumb-cuffs]" in run("lookup", "thumb cuffs", env={"LC_ALL": "eo.UTF-8"}).out


def test_an_unknown_language_is_a_usage_error() -> None:
    done = run("lookup", "thumb cuffs", "--lang", "xx")
    assert done.exit_code == 2
    assert done.err == "riotgear-check: no language 'xx' in the lists: see: riotgear-check show languages\n"


@pytest.mark.parametrize(
    ("args", "label"),
    [
        (TABLE, "Gants à décharge électrique"),
        (("diff",), "Poucettes"),
        (("show",), "Poucettes"),
        (("show", "thumb-cuffs"), "Poucettes ["),
    ],
)
def test_tables_follow_the_language(args: tuple[str, ...], label: str) -> None:
    assert label in run(*args, "--lang", "fr").out


@pytest.mark.parametrize("format_", ["json", "jsonl", "csv"])
def test_machine_formats_do_not(format_: str) -> None:
    assert run(*TABLE, "--format", format_, "--lang", "fr").out == run(*TABLE, "--format", format_).out


@pytest.mark.parametrize(
    "args", [("lookup", "xthumb cufs", "--format", "json"), ("diff", "--format", "json"), ("diff", "--format", "csv")]
)
def test_nor_do_those_of_other_commands(args: tuple[str, ...]) -> None:
    assert run(*args, env={"LC_ALL": "fr_FR.UTF-8"}).out == run(*args).out


def test_every_label_is_of_a_kind_and_every_language_labels_all_listed_kinds(store: Store, lists: Lists) -> None:
    kinds = {kind.id for kind in lists.equipment}
    for code, labels in store.labels.items():
        assert set(labels) <= kinds, code
        assert code == "en" or set(labels) == kinds, code


def test_only_titles_change(store: Store) -> None:
    english, german = store.lists, lists_in(store, "de")
    for a, b in zip(english.control_lists, german.control_lists, strict=True):
        for before, after in zip(a.editions, b.editions, strict=True):
            for entry, shown in zip(before.entries, after.entries, strict=True):
                assert (shown.id, shown.measure, shown.covers) == (entry.id, entry.measure, entry.covers)
                assert shown.title == entry.titles.get("de", entry.title)
