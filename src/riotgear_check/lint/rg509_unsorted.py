"""The kinds of models.yaml are not in the order of the files in equipment/.

Why: one order for all files makes a change easy to find and to merge.
Mend: move the kind to its place.
Example: `handcuffs:` before `execution-drugs:` in models.yaml
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from riotgear_check.faults import Fault
from riotgear_check.lint.context import Edit, LintContext

SEVERITY = "warning"
FILE = "models.yaml"
_COMMENTS_ABOVE = re.compile(r"(?:^#[^\n]*\n)*\Z", re.MULTILINE)


def check(context: LintContext) -> Iterator[Fault]:
    """The faults."""
    order = _order(context)
    for before, after in pairwise(name for name in _kinds(context) if name in order):
        if order[after] < order[before]:
            yield context.fault(FILE, (after,), f"'{after}' stands after '{before}'", "keep the order of equipment/")


def fix(context: LintContext) -> Iterator[Edit]:
    """The edit: the blocks of the kinds change places, with the comments above them; the empty lines between stay."""
    order, kinds = _order(context), _kinds(context)
    if not all(kind in order for kind in kinds) or kinds == sorted(kinds, key=order.__getitem__):
        return
    text = context.loaded.files[FILE].text
    root = context.loaded.files[FILE].root
    assert isinstance(root, yaml.MappingNode)
    starts = [key.start_mark.index for key, _value in root.value]
    comments = [found.start() if (found := _COMMENTS_ABOVE.search(text, 0, start)) else start for start in starts]
    # A comment at the top of the file is of the file, and not of its first kind.
    starts = [comment or start for comment, start in zip(comments, starts, strict=True)]
    blocks = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    bodies = [block.rstrip() for block in blocks]
    gaps = [block[len(body) :] for block, body in zip(blocks, bodies, strict=True)]
    places = sorted(range(len(kinds)), key=lambda place: order[kinds[place]])
    moved = "".join(bodies[place] + gap for place, gap in zip(places, gaps, strict=True))
    yield Edit(FILE, starts[0], len(text), moved, "the kinds are now in the order of equipment/")


def _order(context: LintContext) -> dict[str, int]:
    return {kind.id: i for i, kind in enumerate(context.lists.equipment)}


def _kinds(context: LintContext) -> list[str]:
    loaded = context.loaded.files.get(FILE)
    return list(loaded.value) if loaded else []
