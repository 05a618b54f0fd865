"""A term is one Chinese, Japanese or Korean character.

Why: these scripts have no spaces, so that the character is found inside hundreds of harmless words.
Mend: write the word of two characters or more; a character that is a product name all by itself goes under `whole`.
Example: `whips: [鞭]` under `terms`; 鞭 is in 鞭炮, firecrackers.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext
from riotgear_check.text import has_cjk

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, language in context.languages():
        for kind, words in language.terms.items():
            for i, word in enumerate(words):
                if has_cjk(word) and len(context.key(word)) == 1:
                    yield context.fault(
                        file,
                        ("terms", kind, i),
                        f"the term '{word}' of {kind} is one character",
                        "write more, or move it to 'whole'",
                    )
