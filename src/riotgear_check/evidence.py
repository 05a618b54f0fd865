"""The same result again: the lists must be those that were expected."""

from __future__ import annotations

import re

from riotgear_check.faults import ListsMovedError, UsageError
from riotgear_check.model import Lists

_HASH = re.compile(r"[0-9a-f]{8,16}")


def expect_lists(lists: Lists, expected: str) -> None:
    """Check the hash of the lists against an expected one, of which the first 8 digits are enough.

    Raises ListsMovedError where it is another, and UsageError where what is expected is no hash.
    """
    if not _HASH.fullmatch(expected.lower()):
        raise UsageError(f"'{expected}' is no hash of lists: give the 8 to 16 hex digits that a report names beside the version")
    if not lists.hash.startswith(expected.lower()):
        raise ListsMovedError(
            f"the lists have moved: expected {expected}, found {lists.hash} (version {lists.version}): "
            "use the tool and the --lists of that run, or look at what changed and expect the new hash"
        )
