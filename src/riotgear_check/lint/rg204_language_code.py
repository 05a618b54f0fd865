"""A language code is unknown, or is not the one in the name of its file.

Why: the code is what results show and what other tools join on (BCP 47).
Mend: use the two letters of ISO 639-1, or the three of ISO 639-3 where there are no two; region and script may follow.
Example: `code: cz` for `code: cs`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from riotgear_check.faults import Fault
from riotgear_check.lint.context import LintContext

SEVERITY = "error"
_TAG = re.compile(r"([a-z]{2,3})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_ISO_639_1 = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
    eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
    kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
    oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()
)


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    for file, language in context.languages():
        stem = file.removeprefix("languages/").removesuffix(".yaml")
        if not _known(language.code):
            yield context.fault(file, ("code",), f"unknown language code '{language.code}'", "use a code of BCP 47, such as 'cs'")
        elif language.code != stem:
            yield context.fault(file, ("code",), f"the file is named '{stem}', its code is '{language.code}'", "rename one")
    for file, path, source in context.sources():
        for code in source.languages:
            if not _known(code):
                yield context.fault(
                    file, (*path, "languages"), f"unknown language code '{code}'", "use a code of BCP 47, such as 'cs'"
                )
    for file, path, _list, _edition, entry in context.entries():
        for code in entry.titles:
            if not _known(code):
                place = (*path, "titles", code)
                yield context.fault(file, place, f"unknown language code '{code}'", "use a code of BCP 47, such as 'cs'")


def _known(code: str) -> bool:
    found = _TAG.fullmatch(code)
    return found is not None and (len(found[1]) == 3 or found[1] in _ISO_639_1)
