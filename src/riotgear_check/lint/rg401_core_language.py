"""A core language is missing, or lacks the label of a kind: English, French, German, Spanish, Chinese.

Why: these are the languages of most catalogues and of the readers whom we promise them.
Mend: add the file, or the label under `labels`. English labels stand with the kinds.
Example: a new kind without `labels` in fr.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    if context.base:
        return
    files = {language.code: (file, language) for file, language in context.languages()}
    for code in ("en", "fr", "de", "es", "zh"):
        if code not in files:
            yield context.on_folder(f"the core language '{code}' is missing", f"add languages/{code}.yaml")
        elif code != "en":
            file, language = files[code]
            for kind in context.lists.equipment:
                if not language.labels.get(kind.id):
                    yield context.fault(file, ("labels",), f"no label of {kind.id}", f"add '{kind.id}: ...' under labels")
