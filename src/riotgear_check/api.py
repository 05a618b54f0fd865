"""The Python API: load the lists, check a name, screen rows, compare lists."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from riotgear_check.faults import UsageError
from riotgear_check.matching import Matcher
from riotgear_check.model import Lists, NameMatch, Result
from riotgear_check.store import Store, open_store
from riotgear_check.verdict import Law

if TYPE_CHECKING:
    from riotgear_check.compare import Comparison

_MEMO_LIMIT = 50_000


class Checker:
    """Names → results under the law of one date. Repeated names are matched once.

    `lists` is the model, `matcher` finds equipment in names, `law` holds the editions in force on `as_of`.
    """

    def __init__(self, lists: Lists, matcher: Matcher, as_of: str) -> None:
        self.lists = lists
        self.matcher = matcher
        self.as_of = as_of
        self.law = Law(lists.control_lists, as_of, (kind.id for kind in lists.equipment if kind.group))
        self._memo: dict[str, Result] = {}

    def check(self, name: str) -> Result:
        """The findings in a name, one verdict a list, and the conditions that the name leaves open."""
        return self.known(name) or self.remember(self.fresh(name))

    def fresh(self, name: str) -> Result:
        """The same, matched anew and not kept."""
        return self.law.judge(self.matcher.match(name))

    def nothing(self, name: str) -> Result:
        """The result of a name in which nothing was found."""
        return self.law.judge(NameMatch(name))

    def known(self, name: str) -> Result | None:
        """The result of a name that was checked not long ago."""
        return self._memo.get(name)

    def remember(self, result: Result) -> Result:
        """Keep a result for when its name comes again. What is kept is bounded, however many names there are."""
        if len(self._memo) >= _MEMO_LIMIT:
            self._memo.clear()
        self._memo[result.name] = result
        return result


def load(as_of: str | None = None, lists: Iterable[str | Path] = ()) -> Checker:
    """A checker for the law of a date (ISO, default today) with the lists shipped, and those of some files or folders.

    A folder with a whole reference stands in place of the shipped lists. Raises UsageError for a date before every list,
    ListsError for invalid list files.
    """
    return checker(open_store(map(Path, lists)), as_of)


def checker(store: Store, as_of: str | None = None) -> Checker:
    """A checker from an opened store; see `load`."""
    lists = store.lists
    return Checker(lists, Matcher(store.index), day_of_law(lists, as_of))


def day_of_law(lists: Lists, as_of: str | None) -> str:
    """An ISO date, default today, on which some list counts. Raises UsageError for another."""
    day = read_date(as_of)
    starts = [edition.start for control_list in lists.control_lists for edition in control_list.editions]
    if day < min(starts):
        raise UsageError(f"no list has an edition on {day}: the first starts on {min(starts)}")
    return day


def read_date(text: str | None) -> str:
    """Check an ISO date and return it; today for None. Raises UsageError."""
    if text is None:
        return datetime.date.today().isoformat()
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"'{text}' is no date: write YYYY-MM-DD, such as 2023-11-14") from None


def screen_rows(rows: Iterable[str], checker: Checker | None = None) -> Iterator[Result]:
    """Check names one after the other, lazily and in order."""
    checker = checker or load()
    for name in rows:
        yield checker.check(name)


def compare(a: str = "un", b: str = "eu", lists: Iterable[str | Path] = ()) -> Comparison:
    """Where two lists, editions ("eu@2019") or dates ("eu@2023-11-14") differ. Raises UsageError for unknown names."""
    from riotgear_check.compare import compare as compare_sides
    from riotgear_check.compare import side

    known = open_store(map(Path, lists)).lists
    today = read_date(None)
    return compare_sides(known, side(known, a, today), side(known, b, today))
