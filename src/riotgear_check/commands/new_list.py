"""`new-list`: a control list to fill in."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from riotgear_check.faults import UsageError
from riotgear_check.store import Store, shipped_folder
from riotgear_check.terminal import output, say

_ID = re.compile(r"[a-z][a-z0-9-]*")

TEMPLATE = """\
# A control list: fill what says FILL IN, then try it:
#
#   riotgear-check lint {id}.yaml
#   riotgear-check lookup "thumb cuffs" --lists {id}.yaml
#   riotgear-check diff un {id} --lists {id}.yaml
#
# All fields are explained in docs/data.md; lists/schema/list.schema.json has them for editors. In Visual Studio Code,
# make this the first line: yaml-language-server: $schema={schema}
id: {id}                      # heads a column in every report; keep it
title: "FILL IN: the full name of the list"
issuer: "FILL IN: who made it"
jurisdiction: "FILL IN: where it counts"
about: >-
  FILL IN: what the list is, how it was read, and what a reader must know about it.

# Whether every item is here. If not, `missing` says what is not, and why:
#   missing:
#     - what: The second annex
#       why: No copy was found.
complete: true

# The documents that the entries cite.
documents:
  - id: {id}-{year}
    title: "FILL IN: the title as published"
    url: "FILL IN: where it was read"
    published: "{today}"          # the day of publication, in quotes

# What each measure means here: prohibited, controlled, or only one of them. `rules` has a line for each article; `at` is
# the occasion: fair, advertising, export, import, transit, brokering, training, assistance, other.
measures:
  - measure: prohibited
    summary: "FILL IN: what it means, in a sentence"
    rules:
      - {{article: "1", at: fair, text: "FILL IN: what the article says, in your words"}}

# The list as in force between two days. When it changes, this edition gets `to: "YYYY-MM-DD"` and another one follows that
# begins the day after. Nothing is deleted.
editions:
  - id: "{year}"
    title: "FILL IN: what to call this edition"
    from: "{today}"               # the first day on which it counts, in quotes
    sources: [{id}-{year}]
    entries:
      - id: {id}/{year}/1         # list/edition/number: a number may mean something else in the next edition
        number: "1"               # as printed, in quotes
        title: "FILL IN: the short name of the item"
        measure: prohibited       # prohibited or controlled
        scope: "FILL IN: what it covers and what it leaves out, in your words"
        # The kinds of equipment that it covers: `riotgear-check show` has all. `relation` compares the ENTRY with the kind:
        # exact; narrower (only a part of the kind); broader (the whole kind and more); overlaps (decides only where its
        # condition is met). What a product name does not tell is a `condition`:
        #   - {{equipment: lathis, relation: narrower, condition: longer than 1 m}}
        covers:
          - {{equipment: thumb-cuffs, relation: exact}}
        source: {{id: {id}-{year}, at: "FILL IN: where it is printed"}}
        verification: primary     # primary: the text itself was read; secondary: only reports about it
"""


def run(id_: str, target: str | None) -> int:
    """Write the template. Raises UsageError for an id that is none or is taken, and for a file that exists."""
    _check_id(id_)
    if target and Path(target).exists():
        raise UsageError(f"{target}: exists already: name another file")
    today = datetime.date.today()
    schema = shipped_folder() / "schema" / "list.schema.json"
    with output(target) as stream:
        stream.write(TEMPLATE.format(id=id_, year=today.year, today=today.isoformat(), schema=schema))
    say(f"fill in what says FILL IN, then run: riotgear-check lint {target or id_ + '.yaml'}")
    return 0


def _check_id(id_: str) -> None:
    if not _ID.fullmatch(id_):
        raise UsageError(f"'{id_}' is no id: use small letters, digits and hyphens, such as fair-2027")
    lists = Store().lists
    taken = {item.id for group in (lists.control_lists, lists.equipment, lists.sources) for item in group}
    if id_ in taken:
        raise UsageError(f"'{id_}' is already the id of something else: choose another")
