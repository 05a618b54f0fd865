"""Numbers with units in a name, and the conditions on them that terms and entries write ("calibre > 56 mm")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from riotgear_check.model import Quantity

# Unit as written → (what it measures, factor to the unit of the model: kg, m, mm, %, V).
_UNITS: dict[str, tuple[str, float]] = {
    "kg": ("mass", 1), "kilo": ("mass", 1), "kilos": ("mass", 1), "kgs": ("mass", 1), "公斤": ("mass", 1), "千克": ("mass", 1),
    "кг": ("mass", 1), "κιλά": ("mass", 1), "كغ": ("mass", 1), "كجم": ("mass", 1), "lb": ("mass", 0.4536), "lbs": ("mass", 0.4536),
    "キロ": ("mass", 1), "キログラム": ("mass", 1), "킬로": ("mass", 1), "킬로그램": ("mass", 1), "ミリ": ("calibre", 1), "밀리": ("calibre", 1),
    "밀리미터": ("calibre", 1), "センチ": ("length", 0.01), "メートル": ("length", 1), "미터": ("length", 1),
    "كيلو": ("mass", 1),
    "كيلوغرام": ("mass", 1),
    "كيلوجرام": ("mass", 1),
    "كغم": ("mass", 1),
    "ק״ג": ("mass", 1),
    "קג": ("mass", 1),
    "קילו": ("mass", 1),
    "كيلوگرم": ("mass", 1),
    "کیلو": ("mass", 1),
    "کیلوگرم": ("mass", 1),
    "किलो": ("mass", 1),
    "किलोग्राम": ("mass", 1),
    "किग्रा": ("mass", 1),
    "ملم": ("calibre", 1),
    "مم": ("calibre", 1),
    "ملي": ("calibre", 1),
    "מ״מ": ("calibre", 1),
    'מ"מ': ("calibre", 1),
    "ממ": ("calibre", 1),
    "میلی‌متر": ("calibre", 1),
    "میلیمتر": ("calibre", 1),
    "मिमी": ("calibre", 1),
    "एमएम": ("calibre", 1),
    "mms": ("calibre", 1),
    "سم": ("length", 0.01),
    "متر": ("length", 1),
    "מטר": ("length", 1),
    "ס״מ": ("length", 0.01),
    "मीटर": ("length", 1),
    "सेमी": ("length", 0.01),
    "мetr": ("length", 1),
    "metra": ("length", 1),
    "metry": ("length", 1),
    "метр": ("length", 1),
    "метра": ("length", 1),
    "كيلو": ("mass", 1), "كيلوغرام": ("mass", 1), "كيلوجرام": ("mass", 1), "كغم": ("mass", 1), "ק״ג": ("mass", 1),
    "קג": ("mass", 1), "קילו": ("mass", 1), "کیلو": ("mass", 1), "کیلوگرم": ("mass", 1), "किलो": ("mass", 1),
    "किलोग्राम": ("mass", 1), "किग्रा": ("mass", 1), "ملم": ("calibre", 1), "مم": ("calibre", 1), "ملي": ("calibre", 1),
    "מ״מ": ("calibre", 1), "ממ": ("calibre", 1), "میلیمتر": ("calibre", 1), "मिमी": ("calibre", 1), "एमएम": ("calibre", 1),
    "سم": ("length", 0.01), "متر": ("length", 1), "מטר": ("length", 1), "ס״מ": ("length", 0.01), "मीटर": ("length", 1),
    "सेमी": ("length", 0.01), "метр": ("length", 1), "метра": ("length", 1), "metra": ("length", 1), "metry": ("length", 1),
    "斤": ("mass", 0.5), "mm": ("calibre", 1), "мм": ("calibre", 1), "毫米": ("calibre", 1), "χιλ": ("calibre", 1),
    "cm": ("length", 0.01), "см": ("length", 0.01), "厘米": ("length", 0.01), "m": ("length", 1), "м": ("length", 1),
    "米": ("length", 1), "metre": ("length", 1), "meter": ("length", 1), "metres": ("length", 1), "meters": ("length", 1),
    "mètre": ("length", 1), "mètres": ("length", 1), "metros": ("length", 1), "metro": ("length", 1), "inch": ("length", 0.0254),
    "inches": ("length", 0.0254), '"': ("length", 0.0254), "″": ("length", 0.0254), "ft": ("length", 0.3048), "feet": ("length", 0.3048),
    "%": ("share", 1), "％": ("share", 1), "v": ("voltage", 1), "volt": ("voltage", 1), "volts": ("voltage", 1), "kv": ("voltage", 1000),
    "caliber": ("calibre", 25.4), "calibre": ("calibre", 25.4), "cal": ("calibre", 25.4),
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,])(\d{1,9}(?:[.,]\d{1,6})?|\.\d{1,4})\s*[-‐‑]?\s*("
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![^\W\d_])",
    re.IGNORECASE,
)
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


def is_unit(token: str) -> bool:
    """Whether a normalised token is a unit, so that the number before it counts no things."""
    return token in _UNITS


def measured(name: str) -> Iterator[Quantity]:
    """Yield the numbers with units in a name as given. A length in centimetres or millimetres counts in metres too."""
    for found in _NUMBER.finditer(name):
        what, factor = _UNITS[found.group(2).lower()]
        number = float(found.group(1).replace(",", "."))
        # ".60 caliber" counts inches; "40 cal" and "37 calibre" in this trade count millimetres.
        value = number if factor == 25.4 and number > 1 else number * factor
        yield Quantity(what, round(value, 9), found.group())
        if what == "calibre":
            yield Quantity("length", round(value / 1000, 9), found.group())
