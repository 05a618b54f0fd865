"""What ended has no day or reason, is still in use, or is replaced by nothing that there is; or an entry ended without a word.

Why: nothing is deleted. Who meets an old id in an old report must learn when it ended, why, and what came after.
Mend: fill `day` and `reason`, take the thing out of where it was, and name its successor. An entry that the next edition
does not replace stays in its edition, and ended.yaml says why it ended.
Example: `- {what: kind, name: thumb-cuffs, day: "2027-01-01", reason: Split in two.}` while thumb-cuffs is still there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riotgear_check.faults import Fault, did_you_mean
from riotgear_check.lint.context import LintContext, parse_day
from riotgear_check.model import Ended, EndedWhat, Lists

SEVERITY = "error"
FILE = "ended.yaml"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    lists = context.lists
    ids = {what: set(_ids(lists, what)) for what in EndedWhat}
    for i, ended in context.ended():
        if parse_day(ended.day) is None:
            yield context.fault(FILE, (i, "day"), f"'{ended.day}' is no date", "write YYYY-MM-DD in quotes")
        if not ended.reason.strip():
            yield context.fault(FILE, (i, "reason"), f"no reason why {ended.name} ended", "say why in a sentence")
        if ended.what is EndedWhat.ENTRY:
            if ended.name not in ids[EndedWhat.ENTRY]:
                yield context.fault(FILE, (i, "name"), f"unknown entry '{ended.name}'", "an entry stays in its edition")
        elif ended.name in ids[ended.what] or _is_named(lists, ended):
            yield context.fault(FILE, (i, "name"), f"{ended.what.value} '{ended.name}' is still in use", "take one of the two out")
        for name in ended.replaced_by:
            if ids[ended.what] and name not in ids[ended.what]:
                hint = did_you_mean(name, ids[ended.what])
                yield context.fault(FILE, (i, "replaced_by"), f"unknown {ended.what.value} '{name}'", hint)
    yield from _entries_without_a_word(context)


def _entries_without_a_word(context: LintContext) -> Iterator[Fault]:
    told = {ended.name for ended in context.lists.ended}
    for file, control_list in context.control_lists():
        for i, (before, after) in enumerate(pairwise(control_list.editions)):
            told_here = told | {entry.replaces for entry in after.entries}
            for j, entry in enumerate(before.entries):
                if entry.id not in told_here:
                    problem = f"no entry of edition {after.id} replaces {entry.id}, and nothing says why it ended"
                    yield context.fault(file, ("editions", i, "entries", j, "id"), problem, f"say so in {FILE}")


def _ids(lists: Lists, what: EndedWhat) -> Iterator[str]:
    """The ids in use of what has ids."""
    if what is EndedWhat.KIND:
        yield from (kind.id for kind in lists.equipment)
    elif what is EndedWhat.WORD_CLASS:
        yield from (word_class.id for word_class in lists.classes)
    elif what is EndedWhat.SOURCE:
        yield from (source.id for source in lists.sources)
    elif what is EndedWhat.ENTRY:
        yield from (n.id for control_list in lists.control_lists for edition in control_list.editions for n in edition.entries)


def _is_named(lists: Lists, ended: Ended) -> bool:
    """Whether a name without an id is in use: a term or trade name of a kind, or a word of a language."""
    kinds = [kind for kind in lists.equipment if kind.id == ended.of]
    if ended.what is EndedWhat.TERM:
        return any(ended.name == term.term for kind in kinds for term in kind.terms)
    if ended.what is EndedWhat.TRADE_NAME:
        return any(ended.name == model.name for kind in kinds for model in kind.models)
    if ended.what is EndedWhat.WORD:
        languages = [language for language in lists.languages if language.code == ended.lang]
        tables = [table for lang in languages for table in (lang.words, lang.terms, lang.whole, lang.clues)]
        return any(ended.name in table.get(ended.of, ()) for table in tables)
    return False
