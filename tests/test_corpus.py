"""The project's own labelled names: rows of tier must are right, the rest is a rate that does not fall."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from riotgear_check.api import Checker
from riotgear_check.evaluate import Evaluation, LabelError, evaluate, read_labels
from tests.conftest import run

FILES = sorted((Path(__file__).parent / "corpus").glob("*.csv"))
ROWS = [row for path in FILES for row in csv.DictReader(path.open(encoding="utf-8"))]


@pytest.fixture(scope="module")
def evaluation(now: Checker) -> Evaluation:
    return evaluate(map(read_labels, ROWS), now)


def test_rows_that_must_be_right_are_right(evaluation: Evaluation) -> None:
    assert [(o.row.lang, o.row.name, o.fault) for o in evaluation.broken] == []


@pytest.mark.parametrize(("figure", "bar"), [("recall", 0.95), ("verdict", 0.93), ("near_miss", 0.95)])
def test_the_rates_do_not_fall(evaluation: Evaluation, figure: str, bar: float) -> None:
    assert getattr(evaluation, figure).share >= bar


def test_false_alarms_stay_rare(evaluation: Evaluation) -> None:
    assert evaluation.false_alarms.share <= 0.005


def test_no_language_is_left_behind(evaluation: Evaluation) -> None:
    weak = {lang: rate.share for lang, rate in evaluation.by_language.items() if rate.of >= 10 and (rate.share or 0) < 0.88}
    assert weak == {}


def test_no_name_is_labelled_twice() -> None:
    seen: dict[str, tuple[str, str]] = {}
    for row in ROWS:
        label = (row["un"], row["eu"])
        assert seen.setdefault(row["name"], label) == label, row["name"]


def test_labels_are_checked() -> None:
    with pytest.raises(LabelError, match="'banned' is no label"):
        read_labels({"name": "x", "un": "banned", "eu": "none"})


def test_evaluate_fails_under_the_bar(tmp_path: Path) -> None:
    path = tmp_path / "corpus.csv"
    path.write_text(
        "name,lang,un,eu,slice\nthumb cuffs,en,prohibited,prohibited,described\nflibbertigibbet,en,prohibited,none,described\n",
        "utf-8",
    )
    assert run("evaluate", str(path), "--fail-under", "0.4").exit_code == 0
    done = run("evaluate", str(path), "--fail-under", "0.9", "--format", "json")
    assert done.exit_code == 1
    assert done.json["recall"] == {"good": 1, "of": 2, "share": 0.5}
    assert done.json["wrong"][0]["name"] == "flibbertigibbet"
