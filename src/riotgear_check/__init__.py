"""Check product names against the UN and EU lists of torture equipment.

    from riotgear_check import load
    checker = load()
    result = checker.check("Police thumb cuffs")
    result.verdicts["eu"].measure      # Measure.PROHIBITED
    result.match.findings[0].words     # which words counted, and how

It triages and cites; it gives no legal verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Checker", "Matcher", "__version__", "compare", "load", "screen_rows"]

if TYPE_CHECKING:
    from riotgear_check.api import Checker, compare, load, screen_rows
    from riotgear_check.matching import Matcher


def __getattr__(name: str) -> Any:
    # Late, so that `riotgear-check --version` and completion do not load the matcher.
    if name == "Matcher":
        from riotgear_check.matching import Matcher

        return Matcher
    if name in __all__:
        from riotgear_check import api

        return getattr(api, name)
    raise AttributeError(f"module 'riotgear_check' has no attribute {name!r}")
