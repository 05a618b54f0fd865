"""The verification of an entry, or of words of a language, is unknown.

Why: the tool says of every entry whether the text of the act itself was read, and of every language how many words were seen.
Mend: `primary` where the text of the act was read, `secondary` where only reports about it were. For words, `official` where
they stand in a legal text, `seen` where they were seen in trade or press.
Example: `verification: yes`
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
KNOWN = ("primary", "secondary")
LEVELS = ("official", "seen")


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, path, _list, _edition, entry in context.entries():
        if entry.verification not in KNOWN:
            yield context.fault(
                file,
                (*path, "verification"),
                f"unknown verification '{entry.verification}'",
                did_you_mean(entry.verification, KNOWN),
            )
    for file, language in context.languages():
        for i, seen in enumerate(language.sources):
            if seen.level not in LEVELS:
                yield context.fault(
                    file, ("sources", i, "level"), f"unknown level '{seen.level}'", did_you_mean(seen.level, LEVELS)
                )
