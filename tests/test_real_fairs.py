"""Real exhibitor lists (public-domain data, kept outside the repository): what comes out, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import run

HOLD_LISTED_GOODS = {
    "Handcuffs, foot shackles and other immobilization materials": "match",
    "Chemical maces and irritant sprays": "match",
    "Mace grenades": "match",
    "Water cannons": "match",
    "Less lethal ammunition": "clue",
    "Less-lethal weapons": "clue",
    "Less-lethal ammunition, non-penetrative products and other projectiles": "clue",
    "Riot Control": "clue",
}


@pytest.mark.parametrize(("fair", "rows"), [("milipol-paris-2025", 5152), ("enforce-tac-2025", 2693)])
def test_only_groups_that_hold_listed_goods_come_out(shared: Path, fair: str, rows: int) -> None:
    done = run("screen", str(shared / "real" / f"{fair}.csv"), "--format", "jsonl", "--as-of", "2026-11-24")
    assert done.exit_code == 0, done.err
    assert f"{rows:,} rows" in done.err
    found = {record["name"]: record["level"] for record in done.records}
    assert found.items() <= HOLD_LISTED_GOODS.items()
    assert all(record["cells"]["exhibitor"] and record["cells"]["fair"] for record in done.records)


def test_all_those_groups_are_found(shared: Path) -> None:
    done = run("screen", "-", "--format", "jsonl", "--as-of", "2026-11-24", stdin="\n".join(HOLD_LISTED_GOODS) + "\n")
    assert {record["name"]: record["level"] for record in done.records} == HOLD_LISTED_GOODS
