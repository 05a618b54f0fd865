"""Numbers with units in a name, and the conditions on them that terms and entries write ("calibre > 56 mm")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from riotgear_check.model import Quantity

_DIGITS = r"(?<![0-9A-Za-z.,])(\d{1,3}(?:[., ]\d{3})+(?![.,\d])|\d{1,9}(?:[.,]\d{1,6})?|\.\d{1,4})\s*[-‐‑]?\s*"
_INCH = 25.4
# "0.500 kg" is no half a million grams: one full stop or comma after a nought is no thousand; a space or several are.
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[., ]\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:[., ]\d{3}){2,}")
_EXPRESSION = re.compile(r"([a-z][a-z-]*) (>=|<=|>|<|=) (\d+(?:\.\d+)?)(?:\.\.(\d+(?:\.\d+)?))?(?: (kg|m|mm|%|V))?")


class QuantityCondition(NamedTuple):
    """A condition on a number of a name: `what` is a measure or a word class, the range is `low`..`high`."""

    what: str
    low: float
    high: float
    open_low: bool
    open_high: bool

    def holds(self, quantities: Iterable[Quantity]) -> Quantity | None:
        """The first quantity that fulfils the condition, or None."""
        for quantity in quantities:
            if quantity.what != self.what:
                continue
            value = quantity.value
            above = value > self.low if self.open_low else value >= self.low
            below = value < self.high if self.open_high else value <= self.high
            if above and below:
                return quantity
        return None


@cache
def parse_condition(text: str) -> QuantityCondition | None:
    """Parse "mass >= 3 kg", "calibre = 37..44 mm", "barrel >= 2"; None where the text is no such condition."""
    found = _EXPRESSION.fullmatch(text)
    if not found:
        return None
    what, sign, first, last, _unit = found.groups()
    value, infinity = float(first), float("inf")
    if sign == "=":
        return QuantityCondition(what, value, float(last or first), False, False)
    if sign in (">", ">="):
        return QuantityCondition(what, value, infinity, sign == ">", False)
    return QuantityCondition(what, -infinity, value, False, sign == "<")


def _number(text: str) -> float:
    """The value of digits as written: "1.2" and "1,2" are decimals, "500.000" and "500 000" are thousands."""
    if _THOUSANDS.fullmatch(text):
        return float(re.sub(r"[., ]", "", text))
    return float(text.replace(",", "."))


class Units:
    """Finds numbers with units in names. `table` maps a unit as written to what it measures and its factor."""

    def __init__(self, table: Mapping[str, tuple[str, float]]) -> None:
        self._table = {unit.lower(): (what, factor) for unit, (what, factor) in table.items()}
        longest_first = sorted(map(re.escape, self._table), key=len, reverse=True)
        self._pattern = re.compile(f"{_DIGITS}({'|'.join(longest_first)})(?![^\\W\\d_])", re.IGNORECASE)

    def __contains__(self, token: str) -> bool:
        return token in self._table

    def measured(self, name: str) -> Iterator[Quantity]:
        """Yield the numbers with units in a name as given. A calibre counts as a length in metres too."""
        for found in self._pattern.finditer(name):
            what, factor = self._table[found.group(2).lower()]
            number = _number(found.group(1))
            # ".60 caliber" counts inches; "40 cal" and "37 calibre" in this trade count millimetres.
            value = number if factor == _INCH and number > 1 else number * factor
            yield Quantity(what, round(value, 9), found.group())
            if what == "calibre":
                yield Quantity("length", round(value / 1000, 9), found.group())
