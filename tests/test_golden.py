"""Every format of every command, word for word. To renew after a wanted change: RENEW_GOLDEN=1 pytest tests/test_golden.py."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.conftest import run

GOLDEN = Path(__file__).parent / "golden"
NAMES = "product;stand\nmatraques à pointes;1\nEuropean handcuffs;2\nless-lethal weapons;3\n电警棍;4\n=toy stun gun;5\n"
DATE = ("--as-of", "2026-11-24")
CASES = {
    "screen.table.txt": ("screen", "-", "--column", "product", "--format", "table"),
    "screen.jsonl": ("screen", "-", "--column", "product", "--format", "jsonl"),
    "screen.all.jsonl": ("screen", "-", "--column", "product", "--format", "jsonl", "--all"),
    "screen.json": ("screen", "-", "--column", "product", "--format", "json"),
    "screen.csv": ("screen", "-", "--column", "product", "--format", "csv"),
    "screen.md": ("screen", "-", "--column", "product", "--format", "markdown", "--group-by", "stand"),
    "screen.groups.txt": ("screen", "-", "--column", "product", "--keep", "stand", "--group-by", "stand"),
    "screen.groups.json": ("screen", "-", "--column", "product", "--format", "json", "--group-by", "stand", "--keep", "product"),
    "screen.sarif": ("screen", "-", "--column", "product", "--format", "sarif"),
    "screen.junit.xml": ("screen", "-", "--column", "product", "--format", "junit", "--all"),
    "screen.github.txt": ("screen", "-", "--column", "product", "--format", "github"),
    "lookup.txt": ("lookup", "gants à impulsions électriques", "riding whip", "--explain"),
    "lookup.json": ("lookup", "gants à impulsions électriques", "--format", "json"),
    "diff.txt": ("diff", "eu@2019", "eu@2025"),
    "diff.json": ("diff", "un", "eu@2023-11-14", "--format", "json"),
    "diff.md": ("diff", "un", "eu", "--format", "markdown"),
    "diff.csv": ("diff", "un", "eu", "--format", "csv"),
    "show.entry.txt": ("show", "eu/2025/III.2.6"),
    "show.list.txt": ("show", "un"),
}


def settled(text: str) -> str:
    """A report without what changes with every edit of the lists: versions, hash, and the kinds as rules of SARIF."""
    text = re.sub(
        r'"version": "[^"]+",(\s*)"rules": \[.*?\n {10}\]', r'"version": "VERSION",\1"rules": ["KINDS"]', text, flags=re.DOTALL
    )
    text = re.sub(r'"ruleIndex": \d+', '"ruleIndex": "NUMBER"', text)
    text = re.sub(r'("riotgear_check": ?)"[^"]+"', r'\1"VERSION"', text)
    text = re.sub(r'("version": ?)"[^"]+", ?(\s*)"hash": ?"[^"]+"', r'\1"LISTS", \2"hash": "HASH"', text)
    text = re.sub(r"riotgear-check [\d.]+ · lists [\d.]+ \([0-9a-f]+\)", "riotgear-check VERSION · lists LISTS (HASH)", text)
    text = re.sub(r"([;,]2026-11-24([;,]))[0-9a-f]{16}[;,][\d.]+", r"\1HASH\2LISTS", text)
    text = re.sub(r'(name="lists(?:_version)?" value=)"[^"]+"', r'\1"LISTS"', text)
    return re.sub(r'([;,"]riotgear-check )[\d.]+', r"\1VERSION", text)


@pytest.mark.parametrize("file", CASES)
def test_output(file: str) -> None:
    args = CASES[file]
    done = run(*args, *DATE, stdin=NAMES, env={"COLUMNS": "120", "NO_COLOR": "1"})
    assert done.exit_code == 0, done.err
    path = GOLDEN / file
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(settled(done.out), "utf-8")
    assert settled(done.out) == path.read_text("utf-8")
