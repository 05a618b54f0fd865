"""Write docs/languages.md from the lists. `python docs/generate.py`; a test keeps the page true."""

from __future__ import annotations

from pathlib import Path

from riotgear_check.model import Lists
from riotgear_check.store import Store

PAGE = Path(__file__).parent / "languages.md"
HEAD = """# Languages

How many words and terms each language has, and how far they are verified: in an official text (law, procurement nomenclature), or seen in
trade, press or NGO reports. All others are ours: written from knowledge of the language, tried on names that were written before, and not
yet confirmed by a source. `riotgear-check show languages` prints the same.

| code | language | words | terms | official | seen | ours |
|---|---|---|---|---|---|---|
"""


def page(lists: Lists) -> str:
    """The text of the page."""
    rows = []
    for language in lists.languages:
        words, terms = language.word_count, language.term_count
        official, seen = map(language.verified_count, ("official", "seen"))
        ours = max(0, words + terms - official - seen)
        rows.append(f"| {language.code} | {language.name} ({language.endonym}) | {words} | {terms} | {official} | {seen} | {ours} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(Store().full_lists), "utf-8")
