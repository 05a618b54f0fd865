"""`evaluate`: measure the matcher on a corpus of labelled names."""

from __future__ import annotations

from pathlib import Path

from riotgear_check.store import Store


def run(corpus: Path, as_of: str | None, format_: str, fail_under: float, store: Store) -> int:
    """Print the figures. Returns 1 where recall or verdicts fall below `fail_under`."""
    raise NotImplementedError
