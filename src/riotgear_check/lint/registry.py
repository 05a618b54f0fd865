"""The rules, one module each, named by hand: what is not named here does not run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from riotgear_check.lint import (
    rg001_unreadable,
    rg002_syntax,
    rg003_empty,
    rg004_aliases,
    rg005_too_large,
    rg101_duplicate_key,
    rg102_unknown_key,
    rg103_missing_key,
    rg104_wrong_type,
    rg105_unknown_value,
    rg106_yaml_trap,
    rg111_not_nfc,
    rg112_invisible,
    rg113_mixed_scripts,
    rg114_trailing_space,
    rg201_unknown_names,
    rg202_broken_term,
    rg203_entry_ids,
    rg204_language_code,
    rg205_duplicate_id,
    rg301_examples,
    rg302_lookalike_kills_example,
    rg303_term_shadowed,
    rg304_duplicate_word,
    rg305_same_after_normalising,
    rg306_term_of_two_kinds,
    rg307_one_cjk_character,
    rg308_generic_term,
    rg309_empty_word,
    rg310_trade_name_twice,
    rg401_core_language,
    rg402_kind_uncovered,
    rg403_entry_covers_nothing,
    rg501_edition_dates,
    rg502_number_order,
    rg503_number_of_entries,
    rg504_source_incomplete,
    rg505_verification,
    rg506_customs_code,
    rg507_cas_number,
    rg508_trade_name_source,
    rg509_unsorted,
    rg510_placeholder,
    rg511_ended,
)

if TYPE_CHECKING:
    from riotgear_check.faults import Fault
    from riotgear_check.lint.context import Edit, LintContext


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `check` is None where the reader finds the faults, `fix` where only a person can mend them; `on_text` where the rule looks
    at lines, not at lists.
    """

    code: str
    name: str
    severity: str
    manual: str
    check: Callable[[LintContext], Iterable[Fault]] | None
    fix: Callable[[LintContext], Iterable[Edit]] | None
    on_text: bool

    @property
    def title(self) -> str:
        """The first line of the manual."""
        return self.manual.splitlines()[0]


def _rule(module: ModuleType) -> Rule:
    """A module as a rule: `rg101_duplicate_key` is RG101, "duplicate key"; its docstring is the manual."""
    code, _, name = module.__name__.rpartition(".")[2].partition("_")
    return Rule(
        code=code.upper(),
        name=name.replace("_", " "),
        severity=module.SEVERITY,
        manual=inspect.getdoc(module) or "",
        check=getattr(module, "check", None),
        fix=getattr(module, "fix", None),
        on_text=getattr(module, "ON_TEXT", False),
    )


MODULES = (
    rg001_unreadable,
    rg002_syntax,
    rg003_empty,
    rg004_aliases,
    rg005_too_large,
    rg101_duplicate_key,
    rg102_unknown_key,
    rg103_missing_key,
    rg104_wrong_type,
    rg105_unknown_value,
    rg106_yaml_trap,
    rg111_not_nfc,
    rg112_invisible,
    rg113_mixed_scripts,
    rg114_trailing_space,
    rg201_unknown_names,
    rg202_broken_term,
    rg203_entry_ids,
    rg204_language_code,
    rg205_duplicate_id,
    rg301_examples,
    rg302_lookalike_kills_example,
    rg303_term_shadowed,
    rg304_duplicate_word,
    rg305_same_after_normalising,
    rg306_term_of_two_kinds,
    rg307_one_cjk_character,
    rg308_generic_term,
    rg309_empty_word,
    rg310_trade_name_twice,
    rg401_core_language,
    rg402_kind_uncovered,
    rg403_entry_covers_nothing,
    rg501_edition_dates,
    rg502_number_order,
    rg503_number_of_entries,
    rg504_source_incomplete,
    rg505_verification,
    rg506_customs_code,
    rg507_cas_number,
    rg508_trade_name_source,
    rg509_unsorted,
    rg510_placeholder,
    rg511_ended,
)
RULES: dict[str, Rule] = {rule.code: rule for rule in map(_rule, MODULES)}


def page(rule: Rule) -> str:
    """The manual of a rule as shown on a terminal."""
    mended = ", mended by --fix" if rule.fix else ""
    return f"{rule.code} {rule.name} ({rule.severity}{mended})\n\n{rule.manual}\n"
