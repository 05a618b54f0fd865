"""`lookup` without a name: a prompt on a terminal, a usage error elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from riotgear_check.commands.prompt import COMMANDS, completions
from riotgear_check.model import Lists
from tests.conftest import run
from tests.ptys import CTRL_C, on_terminal

PLAIN = {"NO_COLOR": "1"}
CTRL_D = "\x04"


def prompt(*keys: tuple[str, str], env: dict[str, str] | None = None, args: tuple[str, ...] = ()) -> str:
    code, shown = on_terminal(["lookup", *args], columns=100, env={**PLAIN, **(env or {})}, keys=[*keys, ("> ", CTRL_D)])
    assert code == 0
    return shown


@pytest.fixture
def state(tmp_path: Path) -> dict[str, str]:
    return {"XDG_STATE_HOME": str(tmp_path)}


def test_without_a_terminal_a_name_is_asked_for_in_one_line() -> None:
    done = run("lookup")
    assert (done.exit_code, done.out) == (2, "")
    assert done.err == "riotgear-check: no name given: riotgear-check lookup NAME, or '-' for one name a line on standard input\n"


def test_json_is_never_prompted_for() -> None:
    code, shown = on_terminal(["lookup", "--format", "json"], env=PLAIN)
    assert code == 2
    assert "no name given" in shown


def test_a_name_a_line_and_the_answer_at_once(state: dict[str, str]) -> None:
    shown = prompt(("name> ", "poucettes\n"), ("name> ", "matraques à pointes\n"), env=state)
    assert "Triage, not a legal verdict" in shown
    assert "eu/2025/II.2.2" in shown
    assert "match: Spiked batons [spiked-batons]" in shown


def test_ctrl_c_drops_the_line_and_ctrl_d_ends(state: dict[str, str]) -> None:
    shown = prompt(("name> ", "poucet"), ("poucet", CTRL_C), ("name> ", "taser\n"), env=state)
    assert "[projectile-shock-weapons]" in shown
    assert "Thumb-cuffs" not in shown


def test_another_day_decides_and_stands_in_the_prompt(state: dict[str, str]) -> None:
    shown = prompt((" > "[1:], ":as-of 2023-11-14\n"), ("name, 2023-11-14> ", "gang chains\n"), (" > "[1:], ":as-of\n"), env=state)
    assert "eu/2019/III.1.1" in shown
    assert shown.rstrip().endswith("name>")


def test_a_fault_is_told_and_nothing_ends(state: dict[str, str]) -> None:
    shown = prompt(
        ("name> ", ":as-of tomorrow\n"),
        ("name> ", ":as-off\n"),
        ("name> ", ":show thumb-cufs\n"),
        ("name> ", "sjambok\n"),
        env=state,
    )
    assert "'tomorrow' is no date: write YYYY-MM-DD" in shown
    assert "no command ':as-off': did you mean ':as-of'?" in shown
    assert "did you mean 'thumb-cuffs'?" in shown
    assert "match: Sjamboks [sjamboks]" in shown
    assert "Traceback" not in shown


def test_commands_of_the_prompt(state: dict[str, str]) -> None:
    shown = prompt(
        ("name> ", ":help\n"),
        ("name> ", ":explain\n"),
        ("name> ", "riding whip\n"),
        ("name> ", ":show eu/2025/II.2.2\n"),
        env=state,
    )
    for word, command in COMMANDS.items():
        assert word in shown
        assert command.help in shown
    assert "set aside: whips (whip): looks like it, but is riding" in shown
    assert "Thumb-cuffs, finger-cuffs, thumbscrews, and finger-screws [eu/2025/II.2.2]" in shown


def test_quit_ends(state: dict[str, str]) -> None:
    code, shown = on_terminal(["lookup"], env={**PLAIN, **state}, keys=[("name> ", ":quit\n")])
    assert code == 0
    assert shown.count("name> ") == 1


def test_tab_completes_kinds_and_commands(state: dict[str, str]) -> None:
    pytest.importorskip("readline", reason="needs readline")
    shown = prompt(("name> ", ":sh\t thumb-c\t\n"), ("name> ", "Sjam\t\n"), env=state)
    assert "Thumb-cuffs [thumb-cuffs], restraints" in shown
    assert "match: Sjamboks [sjamboks]" in shown


def test_what_a_line_may_become(lists: Lists) -> None:
    assert completions(lists, ":") == list(COMMANDS)
    assert completions(lists, ":show eu/2025/II.2.2") == [":show eu/2025/II.2.2"]
    assert "Thumb-cuffs" in completions(lists, "thu")
    assert completions(lists, "no such thing") == []


def test_earlier_lines_come_back_in_the_next_session(state: dict[str, str]) -> None:
    pytest.importorskip("readline", reason="needs readline")
    prompt(("name> ", "poucettes\n"), env=state)
    history = Path(state["XDG_STATE_HOME"]) / "riotgear-check" / "history"
    assert "poucettes" in history.read_text("utf-8")
    assert history.stat().st_mode & 0o077 == 0, "only the user reads it: it may name exhibitors"
    assert "[thumb-cuffs]" in prompt(("name> ", "\x1b[A\n"), env=state)


def test_a_state_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shown = prompt(("name> ", "poucettes\n"), env={"XDG_STATE_HOME": str(tmp_path / "file")})
    assert "[thumb-cuffs]" in shown


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs POSIX")
def test_no_home_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from riotgear_check.commands import prompt as module

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(module.Path, "home", homeless)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert module.history_file() is None


def test_a_name_in_another_encoding_is_answered(state: dict[str, str]) -> None:
    code, shown = on_terminal(
        ["lookup"], env={**PLAIN, **state, "LC_ALL": "C"}, keys=[("name> ", "matraques à pointes\n"), ("name> ", CTRL_D)]
    )
    assert code == 0
    assert "[spiked-batons]" in shown
    assert "Traceback" not in shown
