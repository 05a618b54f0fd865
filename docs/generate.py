"""Write docs/languages.md, lists/schema/ and the man page from what they describe: `python docs/generate.py`. Tests keep them true."""

from __future__ import annotations

import json
from pathlib import Path

from riotgear_check.model import Lists
from riotgear_check.schema import Schema, schemas
from riotgear_check.store import Store

PAGE = Path(__file__).parent / "languages.md"
SCHEMAS = Path(__file__).parent.parent / "lists" / "schema"
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
        rows.append(
            f"| {language.code} | {language.name} ({language.endonym}) | {words} | {terms} | {official} | {seen} | {ours} |\n"
        )
    return HEAD + "".join(rows)


def schema_text(schema: Schema) -> str:
    """The text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMAS.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        (SCHEMAS / name).write_text(schema_text(schema), "utf-8")
    PAGE.write_text(page(Store().full_lists), "utf-8")
    import manual  # beside this file

    manual.PAGE.parent.mkdir(exist_ok=True)
    manual.PAGE.write_text(manual.page(), "utf-8")
