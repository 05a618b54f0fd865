"""Labelled names → how well the matcher does: recall, verdicts, false alarms, with the wrong rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from riotgear_check.model import Level, Measure, Result

LISTS = ("un", "eu")
_LABELS = {"none": Measure.NOT_LISTED, "controlled": Measure.CONTROLLED, "prohibited": Measure.PROHIBITED}


class LabelError(ValueError):
    """A row of the corpus has a label that is none of none, controlled, prohibited, or two of them with '|'."""


class Checks(Protocol):
    """Anything that checks a name."""

    def check(self, name: str) -> Result:
        """The result of one name."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name with what each list says of it; several accepted measures where the name does not decide.

    `slice` is described (words say what it is), model (a bare trade name), negative (ordinary goods) or ambiguous (not
    scored). `tier` is must (a wrong result fails CI) or rate (counts in the figures).
    """

    name: str
    lang: str
    labels: dict[str, tuple[Measure, ...]]
    slice: str
    kind: str = ""
    tier: str = "rate"

    @property
    def listed(self) -> bool:
        """Whether a list has it: by the first of the accepted measures, as in the project's scorer."""
        return any(labels[0] is not Measure.NOT_LISTED for labels in self.labels.values())


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled name and what the tool said."""

    row: Labelled
    got: dict[str, Measure]
    level: Level

    @property
    def flagged(self) -> bool:
        """Whether a list was said to have it."""
        return any(measure is not Measure.NOT_LISTED for measure in self.got.values())

    @property
    def right(self) -> bool:
        """Whether every list's measure is one of those accepted."""
        return all(self.got[name] in accepted for name, accepted in self.row.labels.items())

    @property
    def group(self) -> str:
        """Which figure it counts in: described, near miss, model, negative or ambiguous."""
        if self.row.slice in ("described", "model") and not self.row.listed:
            return "near miss" if self.row.slice == "described" else "ambiguous"
        return "negative" if self.row.slice == "clean" else self.row.slice

    @property
    def fault(self) -> str:
        """What is wrong with it, or nothing."""
        if self.group in ("described", "model"):
            return "missed" if not self.flagged else "" if self.right else "wrong verdict"
        if self.group == "near miss":
            return "" if self.right else "near miss wrong"
        return "false alarm" if self.group == "negative" and self.flagged else ""


@dataclass(slots=True)
class Rate:
    """So many of so many."""

    good: int = 0
    of: int = 0

    def add(self, good: bool) -> None:
        """Count one."""
        self.good += good
        self.of += 1

    @property
    def share(self) -> float | None:
        """The share, or None of nothing."""
        return round(self.good / self.of, 4) if self.of else None


@dataclass(slots=True)
class Evaluation:
    """The figures of a corpus and its wrong rows. `broken` holds the wrong rows of tier must."""

    recall: Rate = field(default_factory=Rate)
    verdict: Rate = field(default_factory=Rate)
    near_miss: Rate = field(default_factory=Rate)
    model_recall: Rate = field(default_factory=Rate)
    false_alarms: Rate = field(default_factory=Rate)
    by_language: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    by_kind: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    wrong: list[Outcome] = field(default_factory=list)

    @property
    def broken(self) -> list[Outcome]:
        """Wrong rows that must be right."""
        return [outcome for outcome in self.wrong if outcome.row.tier == "must"]


def read_labels(row: Mapping[str, str]) -> Labelled:
    """A labelled name from a row of a corpus. Raises LabelError or KeyError."""
    labels = {}
    for name in LISTS:
        try:
            labels[name] = tuple(_LABELS[label] for label in row[name].split("|"))
        except KeyError as error:
            raise LabelError(f"{error} is no label of {row.get('name', '')!r}") from None
    return Labelled(
        row["name"],
        row.get("lang", ""),
        labels,
        row.get("slice") or "described",
        row.get("note", ""),
        row.get("tier") or "rate",
    )


def evaluate(rows: Iterable[Labelled], checks: Checks) -> Evaluation:
    """Check every name and count."""
    out = Evaluation()
    for row in rows:
        outcome = _outcome(row, checks.check(row.name))
        group = outcome.group
        if group == "described":
            out.recall.add(outcome.flagged)
            out.verdict.add(outcome.right)
            out.by_language[row.lang].add(outcome.flagged)
            out.by_kind[row.kind].add(outcome.right)
        elif group == "near miss":
            out.near_miss.add(outcome.right)
        elif group == "model":
            out.model_recall.add(outcome.flagged)
        elif group == "negative":
            out.false_alarms.add(outcome.flagged)
        if outcome.fault:
            out.wrong.append(outcome)
    return out


def _outcome(row: Labelled, result: Result) -> Outcome:
    matched = result.level is Level.MATCH
    got = {name: result.verdicts[name].measure if matched else Measure.NOT_LISTED for name in row.labels}
    return Outcome(row, got, result.level)
