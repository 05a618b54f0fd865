"""A word or term has no letter and no digit.

Why: nothing of it is left when it is read as the matcher reads names, so it is found nowhere.
Mend: write the word, or take it out.
Example: `baton: [baton, "--"]`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, words in context.word_lists():
        for i, word in enumerate(words):
            if not context.tokens(word):
                yield context.fault(file, (*path, i), f"'{word}' of {path[1]} has no letter and no digit", "write the word")
    for file, language in context.languages():
        for i, group in enumerate(language.lookalikes):
            for j, word in enumerate(group.of):
                if not context.tokens(word):
                    yield context.fault(file, ("lookalikes", i, "of", j), f"'{word}' has no letter and no digit", "write the word")
    for file, path, models in context.trade_names():
        for i, model in enumerate(models):
            if not context.tokens(model.name):
                yield context.fault(file, (*path, i), f"'{model.name}' has no letter and no digit", "write the name")
