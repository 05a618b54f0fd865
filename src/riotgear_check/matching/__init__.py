"""Names → findings: an index built once from the lists, and a matcher that reads names with it."""

from riotgear_check.matching.index import Index, build_index
from riotgear_check.matching.matcher import Matcher

__all__ = ["Index", "Matcher", "build_index"]
