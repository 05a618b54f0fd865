"""Numbers in names: what is written, and what it is worth."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riotgear_check.api import Checker
from riotgear_check.matching.quantities import Units

UNITS = Units({"kg": ("mass", 1.0), "V": ("voltage", 1.0), "mm": ("length", 0.001)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("500.000 V", 500_000),
        ("500,000 V", 500_000),
        ("500 000 V", 500_000),
        ("1.000.000 V", 1_000_000),
        ("1,2 kg", 1.2),
        ("0.500 kg", 0.5),
        ("0,500 kg", 0.5),
        (".5 kg", 0.5),
        ("0 500 V", 500),
        ("50\x070 000 V", 0),
        ("0.500.000 V", 500_000),
        ("٥٠٠ V", 500),
    ],
)
def test_a_number_as_written(name: str, value: float) -> None:
    assert [quantity.value for quantity in UNITS.measured(name)] == [value]


@given(st.text(alphabet="0159٠٥., \x07-", max_size=20), st.sampled_from(["kg", "V", "mm"]))
def test_any_digits_are_a_number_or_none(digits: str, unit: str) -> None:
    assert all(math.isfinite(quantity.value) for quantity in UNITS.measured(f"{digits}{unit}"))


def test_a_name_with_odd_numbers_is_matched(now: Checker) -> None:
    """Found by fuzzing: the number of this name once ended in a traceback."""
    result = now.check("Elektrický paralyzér Power 50\x070 000 V s baterkou")
    assert [finding.equipment for finding in result.match.findings] == ["stun-guns"]
