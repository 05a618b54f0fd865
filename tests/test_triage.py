"""Working with findings: what is cleared, what is new, and the review that decides."""

from __future__ import annotations

import os
import pty
import select
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riotgear_check.commands.review import as_yaml
from riotgear_check.suppressions import Suppression, read_suppressions
from tests.conftest import TODAY, run

PRODUCTS = """\
exhibitor,product
Exemple SARL,Matraque à pointes
Muster GmbH,Elektroschocker
Example Ltd,Stun baton for training dummies
Other Ltd,Stun baton for training dummies
Example Ltd,Coffee machine
"""


def clearance(**changes: str) -> str:
    values = {
        "equipment": "spiked-batons",
        "name": "MATRAQUE A POINTES",
        "reason": "a museum piece, not for sale",
        "by": "Ada",
        "until": "2027-11-30",
        **changes,
    }
    return as_yaml(Suppression(**values))


@pytest.fixture
def products(tmp_path: Path) -> Path:
    path = tmp_path / "products.csv"
    path.write_text(PRODUCTS, "utf-8")
    return path


def screened(products: Path, *options: str) -> list[int]:
    outcome = run("screen", str(products), "--as-of", TODAY, "--format", "jsonl", *options)
    assert outcome.exit_code == 0, outcome.err
    return [record["row"] for record in outcome.records]


def suppressions(tmp_path: Path, *items: str) -> str:
    path = tmp_path / "suppressions.yaml"
    path.write_text("".join(items), "utf-8")
    return str(path)


# --- suppressions ---------------------------------------------------------------------------------------------


def test_what_is_cleared_is_left_out_however_the_name_is_written(products: Path, tmp_path: Path) -> None:
    assert screened(products) == [1, 2, 3, 4]
    assert screened(products, "--suppressions", suppressions(tmp_path, clearance())) == [2, 3, 4]


def test_a_clearance_for_one_exhibitor_leaves_the_others(products: Path, tmp_path: Path) -> None:
    item = clearance(equipment="shock-batons", name="Stun baton for training dummies", exhibitor="EXAMPLE LTD")
    assert 3 not in screened(products, "--suppressions", suppressions(tmp_path, item))
    assert 4 in screened(products, "--suppressions", suppressions(tmp_path, item))


def test_the_count_is_always_told_and_so_are_the_reason_and_who(products: Path, tmp_path: Path) -> None:
    path = suppressions(tmp_path, clearance())
    outcome = run("screen", str(products), "--format", "json", "--all", "--suppressions", path)
    assert "1 finding cleared by" in outcome.err
    assert outcome.json["summary"]["cleared"] == 1
    assert outcome.json["input"]["suppressions"] == path
    (aside,) = [a for a in outcome.json["records"][0]["set_aside"] if a["equipment"] == "spiked-batons"]
    assert aside["reason"] == "cleared by Ada until 2027-11-30: a museum piece, not for sale"


def test_expired_and_unused_ones_are_reported_with_their_line(products: Path, tmp_path: Path) -> None:
    path = suppressions(tmp_path, clearance(until="2025-12-31"), clearance(name="something else"))
    outcome = run("screen", str(products), "--as-of", TODAY, "--suppressions", path)
    assert "0 findings cleared by" in outcome.err
    assert f"{path}:1: expired, not applied: spiked-batons in 'MATRAQUE A POINTES', until 2025-12-31" in outcome.err
    assert f"{path}:7: unused: spiked-batons in 'something else', until 2027-11-30" in outcome.err


def test_a_confirmed_finding_stays(products: Path, tmp_path: Path) -> None:
    assert 1 in screened(products, "--suppressions", suppressions(tmp_path, clearance(decision="confirmed")))


def test_what_is_cleared_does_not_fail_the_run(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    one.write_text("product\nMatraque à pointes\n", "utf-8")
    options = ("screen", str(one), "--fail-on", "prohibited")
    assert run(*options).exit_code == 1
    assert run(*options, "--suppressions", suppressions(tmp_path, clearance())).exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (clearance(equipment="spiked-baton"), "RG201 unknown equipment 'spiked-baton' (did you mean 'spiked-batons'?)"),
        (clearance(until="soon"), "'soon' is no date"),
        (clearance(decision="clear"), "unknown decision 'clear' (did you mean 'cleared'?)"),
        (clearance(reason=" "), "'reason' is empty"),
        ("- equipment: spiked-batons\n", "is missing (add"),
        ("equipment: spiked-batons\n", "expected a list"),
        ("- [unclosed\n", "not valid YAML"),
    ],
)
def test_faults_of_the_file_name_the_line(products: Path, tmp_path: Path, text: str, message: str) -> None:
    path = suppressions(tmp_path, text)
    outcome = run("screen", str(products), "--suppressions", path)
    assert outcome.exit_code == 2
    assert outcome.err.splitlines()[-1].startswith(f"riotgear-check: {path}:")
    assert message in outcome.err


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_name_comes_back_from_the_file_as_it_was(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    path = tmp_path_factory.mktemp("s") / "s.yaml"
    path.write_text(clearance(name=name, reason=name), "utf-8")
    (item,) = read_suppressions(path, ["spiked-batons"]).items
    assert (item.name, item.reason) == (name, name)


# --- baseline -------------------------------------------------------------------------------------------------


def earlier(products: Path, tmp_path: Path) -> str:
    path = tmp_path / "earlier.jsonl"
    run("screen", str(products), "--as-of", TODAY, "--format", "jsonl", "--output", str(path))
    return str(path)


def test_nothing_is_new_when_nothing_has_changed(products: Path, tmp_path: Path) -> None:
    assert screened(products, "--baseline", earlier(products, tmp_path)) == []


def test_only_what_is_new_is_reported_and_what_went_away_is_told(products: Path, tmp_path: Path) -> None:
    before = earlier(products, tmp_path)
    rows = PRODUCTS.splitlines()
    # Another order, one product gone, one new, and one the same at another company.
    changed = [rows[0], rows[4], rows[3], rows[1], "Third SA,Matraque à pointes", "Example Ltd,Thumb cuffs"]
    products.write_text("\n".join(changed), "utf-8")
    outcome = run("screen", str(products), "--as-of", TODAY, "--format", "json", "--baseline", before)
    assert [record["row"] for record in outcome.json["records"]] == [4, 5]
    assert outcome.json["summary"]["known"] == 3
    assert outcome.json["summary"]["gone"] == [{"row": 2, "name": "Elektroschocker", "exhibitor": "Muster GmbH"}]
    assert "gone: row 2 there: Elektroschocker (Muster GmbH)" in outcome.err


def test_what_another_date_makes_of_it_is_new_again(products: Path, tmp_path: Path) -> None:
    products.write_text("product\nLathi stick, police\n", "utf-8")
    before = earlier(products, tmp_path)
    outcome = run("screen", str(products), "--as-of", "2023-11-14", "--format", "jsonl", "--baseline", before)
    assert [record["row"] for record in outcome.records] == [1]


@pytest.mark.parametrize("text", ["", "product\n", '{"riotgear_check": "1"}\n{"row": 1}\n', "[" * 50_000])
def test_a_baseline_that_is_none_is_an_error_of_one_line(products: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "earlier.jsonl"
    path.write_text(text, "utf-8")
    outcome = run("screen", str(products), "--baseline", str(path))
    assert outcome.exit_code == 3
    assert outcome.err.splitlines()[-1].startswith(f"riotgear-check: {path}:")


# --- review ---------------------------------------------------------------------------------------------------


def review(findings: str, path: Path, keys: str, *options: str) -> str:
    outcome = run("review", findings, "--suppressions", str(path), "--by", "Ada", *options, stdin=keys)
    assert outcome.exit_code == 0, outcome.err
    return outcome.err.splitlines()[-1]


def test_a_review_can_be_left_and_taken_up_again(products: Path, tmp_path: Path) -> None:
    findings, path = earlier(products, tmp_path), tmp_path / "s.yaml"
    assert review(findings, path, "c\nq\n") == f"0 cleared, 1 confirmed, 3 left; in {path}"
    assert review(findings, path, "x\na toy\nx\nfor dummies\nq\n") == f"2 cleared, 0 confirmed, 1 left; in {path}"
    assert screened(products, "--suppressions", str(path)) == [1, 4]
    assert review(findings, path, "\n") == f"0 cleared, 0 confirmed, 1 left; in {path}"


def test_without_a_reason_nothing_is_cleared(products: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    review(earlier(products, tmp_path), path, "x\n\nq\n")
    assert not path.exists()


def test_one_may_go_back_and_decide_otherwise(products: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    review(earlier(products, tmp_path), path, "x\na toy\nb\nc\nq\n")
    (item,) = read_suppressions(path, ["spiked-batons"]).items
    assert item.decision == "confirmed"


def test_comments_in_the_file_stay(products: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("# ours\n" + clearance(name="x") + "# the end\n", "utf-8")
    review(earlier(products, tmp_path), path, "c\nq\n")
    text = path.read_text("utf-8")
    assert text.startswith("# ours\n")
    assert "# the end\n- equipment" in text


def test_on_a_terminal_one_key_decides(products: Path, tmp_path: Path) -> None:
    findings, path = earlier(products, tmp_path), tmp_path / "s.yaml"
    pid, master = pty.fork()
    if pid == 0:
        command = [sys.executable, "-m", "riotgear_check", "review", findings, "--suppressions", str(path), "--by", "Ada"]
        os.execv(sys.executable, command)
    seen = b""
    steps = ((b"1/4", b""), (b"2/4", b"c"), (b"why", b"x"), (b"3/4", b"a toy\n"), (b"left;", b"q"))
    for expected, keys in steps:
        tries = 0
        while expected not in seen:
            # A key typed before the program listens for single keys is lost, as a person would see: typed again.
            if not tries % 20:
                os.write(master, keys)
            tries += 1
            assert tries < 200, seen
            if select.select([master], [], [], 0.25)[0]:
                seen += os.read(master, 65536)
    os.waitpid(pid, 0)
    assert [item.decision for item in read_suppressions(path, ["spiked-batons", "stun-guns"]).items] == ["confirmed", "cleared"]
