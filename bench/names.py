"""Names to measure with, made of the project's own corpus; the same for every run."""

from __future__ import annotations

import csv
import random
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"


def labelled() -> list[dict[str, str]]:
    """All labelled names."""
    return [row for path in sorted(CORPUS.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]


def is_listed(row: dict[str, str]) -> bool:
    return row["slice"] == "described" and (row["un"].split("|")[0] != "none" or row["eu"].split("|")[0] != "none")


def mixed(count: int, vocabulary: int | None = None, seed: int = 1) -> list[str]:
    """Names of which one in twenty is a listed thing, the others ordinary titles of six words.

    `vocabulary` makes the ordinary words that many different ones, by numbering them.
    """
    rng = random.Random(seed)
    rows = labelled()
    listed = [row["name"] for row in rows if is_listed(row)]
    words = [word for row in rows if row["slice"] == "clean" for word in row["name"].split()]
    if vocabulary:
        distinct = sorted(set(words))
        words = [distinct[i % len(distinct)] + _suffix(i // len(distinct)) for i in range(vocabulary)]
    return [
        f"{rng.choice(listed)} {rng.choice(words)}" if i % 20 == 0 else " ".join(rng.choices(words, k=6)) for i in range(count)
    ]


def _suffix(number: int) -> str:
    out = ""
    while number:
        number, letter = divmod(number, 26)
        out += "abcdefghijklmnopqrstuvwxyz"[letter]
    return out
