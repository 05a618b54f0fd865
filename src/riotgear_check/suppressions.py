"""What an expert has cleared: findings that are set aside, with the reason, by whom and until when. Never without a word.

A clearance is for one kind of equipment in one product name (compared as the matcher reads names: without case, accents
and punctuation), and for one exhibitor where it names one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from riotgear_check.faults import Fault, UsageError, did_you_mean
from riotgear_check.model import Finding, NameMatch, Result, SetAside
from riotgear_check.reader import INVALID, Reader
from riotgear_check.screen import Record, Summary

DECISIONS = ("cleared", "confirmed")
_LARGEST = 50_000_000


@dataclass(frozen=True)
class Suppression:
    """One decision of a reviewer on one kind in one name: cleared, or confirmed (which suppresses nothing).

    `until` is the last day on which it counts, as an ISO date; `decided` the day of the decision.
    """

    equipment: str
    name: str
    reason: str
    by: str
    until: str
    exhibitor: str = ""
    decision: str = "cleared"
    decided: str = ""


@dataclass(frozen=True, slots=True)
class SuppressionFile:
    """A file of decisions with the place of each, for messages: "suppressions.yaml:12"."""

    path: Path
    items: tuple[Suppression, ...]
    places: tuple[str, ...]


def read_suppressions(path: Path, kinds: Iterable[str]) -> SuppressionFile:
    """Read a file of decisions. Raises UsageError where it cannot be read or has faults."""
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path}: larger than {_LARGEST:,} bytes: split the file")
        text = path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}: name a file of suppressions") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8: save it as UTF-8") from None
    reader = Reader(str(path))
    node = reader.compose(text) if text.strip() else None
    value = reader.read(node, tuple[Suppression, ...]) if node is not None else ()
    items: tuple[Suppression, ...] = () if value is INVALID else value
    faults = [*reader.faults]
    marks: list[tuple[int, int]] = []
    if node is not None and not faults:
        # Without faults every node of the list became an item.
        marks = [(child.start_mark.line + 1, child.start_mark.column + 1) for child in node.value]
        known = list(kinds)
        for item, mark in zip(items, marks, strict=True):
            faults += (Fault(str(path), *mark, *fault) for fault in _faults(item, known))
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise UsageError(f"{min(faults)}{more}: mend the file of suppressions")
    return SuppressionFile(path, items, tuple(f"{path}:{line}" for line, _ in marks))


def _faults(item: Suppression, kinds: Sequence[str]) -> Iterable[tuple[str, str, str]]:
    if item.equipment not in kinds:
        yield "RG201", f"unknown equipment '{item.equipment}'", did_you_mean(item.equipment, kinds)
    if item.decision not in DECISIONS:
        yield "RG105", f"unknown decision '{item.decision}'", did_you_mean(item.decision, DECISIONS)
    for key in ("reason", "by", "name"):
        if not getattr(item, key).strip():
            yield "RG103", f"'{key}' is empty", "say why and who"
    if not _is_day(item.until):
        yield "RG104", f"'{item.until}' is no date", "write YYYY-MM-DD in quotes"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class Clearing:
    """Takes what is cleared on a day out of records, and counts it. `key` makes two writings of one name the same."""

    def __init__(self, file: SuppressionFile, day: str, key: Callable[[str], str], judge: Callable[[NameMatch], Result]) -> None:
        self.file = file
        self._judge, self._key = judge, key
        self._by_name: dict[tuple[str, str], list[int]] = {}
        self.used: Counter[int] = Counter()
        self.expired = [i for i, item in enumerate(file.items) if item.decision == "cleared" and item.until < day]
        for i, item in enumerate(file.items):
            if item.decision == "cleared" and item.until >= day:
                self._by_name.setdefault((item.equipment, key(item.name)), []).append(i)

    def apply(self, record: Record, exhibitor: str = "") -> Record:
        """The record without the findings that are cleared for that exhibitor; they are told as set aside."""
        match = record.result.match
        if not match.findings:
            return record
        name, company = self._key(record.name), self._key(exhibitor)
        left, aside = [], []
        for finding in match.findings:
            number = self._clearing(finding.equipment, name, company)
            if number is None:
                left.append(finding)
            else:
                self.used[number] += 1
                aside.append(_set_aside(finding, self.file.items[number], record.name))
        if not aside:
            return record
        rest = replace(match, findings=tuple(left), set_aside=(*match.set_aside, *aside))
        return replace(record, result=self._judge(rest))

    def _clearing(self, equipment: str, name: str, company: str) -> int | None:
        numbers = self._by_name.get((equipment, name), ())
        return next((i for i in numbers if self._key(self.file.items[i].exhibitor) in ("", company)), None)

    @property
    def cleared(self) -> int:
        """How many findings were taken out so far."""
        return self.used.total()

    def cleared_records(
        self, records: Iterable[Record], exhibitor_of: Callable[[Record], str], summary: Summary
    ) -> Iterator[Record]:
        """The records without what is cleared. `summary` is told how much that was when the last one is through."""
        for record in records:
            yield self.apply(record, exhibitor_of(record))
        summary.cleared = self.cleared
        summary.remarks += self.report()

    def unused(self) -> list[int]:
        """The clearances in force that took nothing out, by their number in the file."""
        return sorted(i for numbers in self._by_name.values() for i in numbers if i not in self.used)

    def report(self) -> list[str]:
        """What a person is told at the end: how much was cleared, and what is expired or unused."""
        out = [f"{self.cleared:,} {'finding' if self.cleared == 1 else 'findings'} cleared by {self.file.path}"]
        for title, numbers in (("expired, not applied", self.expired), ("unused", self.unused())):
            out += [f"{self.file.places[i]}: {title}: {self._told(i)}" for i in numbers[:_TOLD]]
            if len(numbers) > _TOLD:
                out.append(f"{self.file.path}: and {len(numbers) - _TOLD:,} more {title}")
        return out

    def _told(self, number: int) -> str:
        item = self.file.items[number]
        company = f" of {item.exhibitor}" if item.exhibitor else ""
        return f"{item.equipment} in '{item.name}'{company}, until {item.until}"


_TOLD = 10


def _set_aside(finding: Finding, item: Suppression, name: str) -> SetAside:
    reason = f"cleared by {item.by} until {item.until}: {item.reason}"
    return SetAside(finding.equipment, finding.term, " ".join(name[start:end] for start, end in finding.spans), reason)
