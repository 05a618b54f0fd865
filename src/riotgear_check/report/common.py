"""What several formats share: the run that a report belongs to, plain dicts of results, and safe text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from riotgear_check.model import Finding, Level, Lists, Measure, Result, Verdict

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

FORMAT_VERSION = 1
# The measures that are counted, the strictest first.
COUNTED = (Measure.PROHIBITED, Measure.CONTROLLED)


@dataclass(frozen=True, slots=True)
class Run:
    """What a report must state so that it can be repeated: tool and lists versions, editions, date, input."""

    version: str
    as_of: str
    lists_version: str
    lists_hash: str
    editions: dict[str, str | None]
    input: dict[str, Any] = field(default_factory=dict)

    def header(self) -> dict[str, Any]:
        """The header record of the contract."""
        return {**self.evidence(), "input": self.input}

    def evidence(self) -> dict[str, Any]:
        """The header of a report that has no input."""
        return {
            "riotgear_check": self.version,
            "format_version": FORMAT_VERSION,
            "as_of": self.as_of,
            "lists": {"version": self.lists_version, "hash": self.lists_hash, **self.editions},
        }

    def cells(self) -> dict[str, str]:
        """The same as columns, for a format that has only rows."""
        return {
            "as_of": self.as_of,
            "lists": self.lists_hash,
            "lists_version": self.lists_version,
            "editions": " ".join(f"{name.partition('@')[0]}@{edition}" for name, edition in self.editions.items() if edition),
            "tool": f"riotgear-check {self.version}",
        }

    def line(self) -> str:
        """The same in one line for people."""
        editions = ", ".join(f"{name} edition {edition or 'none in force'}" for name, edition in self.editions.items())
        return f"riotgear-check {self.version} · lists {self.lists_version} ({self.lists_hash}) · as of {self.as_of}: {editions}"


def run_of(version: str, lists: Lists, as_of: str, editions: dict[str, str | None], source: dict[str, Any]) -> Run:
    """The run of a report on these lists."""
    return Run(version, as_of, lists.version, lists.hash, editions, source)


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as in the contract."""
    return {
        "measure": verdict.measure.value,
        "entries": list(verdict.entries),
        "conditional": verdict.conditional,
    }


def finding_dict(finding: Finding, result: Result, number: int) -> dict[str, Any]:
    """A finding as in the contract; `number` is its place among the findings of the result."""
    return {
        "equipment": finding.equipment,
        "level": finding.level.value,
        "score": finding.score,
        "term": finding.term,
        "lang": finding.lang,
        "spans": [list(span) for span in finding.spans],
        "words": [
            {
                "text": word.text,
                "span": [word.start, word.end],
                "how": word.how,
                "word": word.word,
                "class": word.word_class,
                "lang": word.lang,
            }
            for word in finding.words
        ],
        "entries": list(result.entries[number]),
        "conditions": [{"list": c.list, "entry": c.entry, "text": c.text, "state": c.state} for c in result.conditions[number]],
        "reasons": list(finding.reasons),
    }


def result_dict(result: Result) -> dict[str, Any]:
    """A result as in the contract, without its row."""
    return {
        "name": result.name,
        "level": result.level.value,
        "lists": {name: verdict_dict(verdict) for name, verdict in result.verdicts.items()},
        "findings": [finding_dict(finding, result, i) for i, finding in enumerate(result.match.findings)],
        "set_aside": [
            {"equipment": a.equipment, "term": a.term, "text": a.text, "reason": a.reason} for a in result.match.set_aside
        ],
    }


def record_dict(record: Record, screening: Screening) -> dict[str, Any]:
    """A screening record as in the contract, with the cells of its row beside it where the input is a table."""
    out: dict[str, Any] = {"row": record.row.number, **result_dict(record.result)}
    if screening.header:
        out["column"] = record.column
        out["cells"] = cells_by_title(screening.titles, screening.cells(record.row))
    return out


def cells_by_title(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Title → cell. A title without a name, or given before, gets the number of its column."""
    out: dict[str, str] = {}
    for place, cell in enumerate(cells):
        title = header[place] if place < len(header) else ""
        if not title or title in out:
            title = f"{title or 'column'} {place + 1}"
        out[title] = cell
    return out


def printable(text: str) -> str:
    """A text that cannot steer a terminal: control, format and unpaired characters are shown as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") or (category == "Cf" and char not in "\u200c\u200d"):
        return f"\\u{ord(char):04x}" if ord(char) > 0xFF else f"\\x{ord(char):02x}"
    return char


def count_text(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 row, 2,000 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def styled(style: str, text: str) -> str:
    """A text in a style (see report.layout), between marks that no printable text can hold."""
    return f"\x02{style}\x03{text}\x02/\x03"


def group_titles(screening: Screening) -> list[str]:
    """The titles of the counts by group: names that are matches or clues, then what they are."""
    by = screening.header[screening.group_by] if screening.group_by is not None else ""
    counts = [f"{name.upper()} {measure.value}" for name in screening.run.editions for measure in COUNTED]
    return [by, "names", *counts, "clues"]


def group_rows(screening: Screening) -> Iterator[tuple[str, list[int]]]:
    """The counts by group, the strictest findings first: the name of the group, and what `group_titles` says after it."""
    groups = screening.summary.groups.items()
    rows = [(name, g.names, [g.measures[x, m] for x in screening.run.editions for m in COUNTED], g.clues) for name, g in groups]
    for name, found, counts, clues in sorted(rows, key=lambda row: (-max(row[2][::2]), -max(row[2][1::2]), -row[3], row[0])):
        yield name, [found, *counts, clues]


def guarded(text: str) -> str:
    """A cell that we create: one that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def encodable(text: str) -> str:
    """A text that UTF-8 can hold: half a surrogate pair, which JSON may bring, as its escape."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def marked(name: str, spans: Iterable[tuple[int, int]]) -> str:
    """The name with the words that count, given as ranges in it, in «marks»."""
    out, position = [], 0
    for start, end in spans:
        if start < position:
            continue
        out.append(printable(name[position:start]))
        out.append(f"«{printable(name[start:end])}»")
        position = end
    out.append(printable(name[position:]))
    return "".join(out)


def telling(result: Result) -> list[tuple[int, Finding]]:
    """The findings of a match or clue that made it one, each with its number: on a list on that date, or too weak for it."""
    if result.level is Level.NONE:
        return []
    numbered = list(enumerate(result.match.findings))
    return [(i, f) for i, f in numbered if result.entries[i] or f.level is Level.CLUE] or numbered[:1]


def severity(screening: Screening, result: Result, number: int) -> str:
    """How grave a finding is for those who know only that: error for prohibited, warning for controlled, notice for a clue."""
    if result.match.findings[number].level is not Level.MATCH:
        return "notice"
    measures = {screening.lists.entry(entry)[2].measure for entry in result.entries[number]}
    return "error" if Measure.PROHIBITED in measures else "warning" if Measure.CONTROLLED in measures else "notice"


def spoken(screening: Screening, result: Result, number: int) -> str:
    """A finding as a sentence: the name, the kind, what every list says of it, and what is to be checked."""
    finding = result.match.findings[number]
    label, shown = screening.lists.kind(finding.equipment).label, marked(result.name, finding.spans)
    if finding.level is not Level.MATCH:
        return f"{shown}: clue to {label}: too broad or too weak for a verdict; ask which product it is"
    said = []
    for entry_id in result.entries[number]:
        control_list, _edition, entry = screening.lists.entry(entry_id)
        said.append(f"{control_list.id.upper()} {entry.measure.value} ({entry_id})")
    open_ = dict.fromkeys(c.text for c in result.conditions[number] if c.state == "open")
    check = f"; to check: {'; '.join(open_)}" if open_ else ""
    return f"{shown}: {label}: {', '.join(said) or 'on no list on that date'}{check}"


def how_matched(finding: Finding) -> str:
    """Every word that count_text, with the listed word, its language and the kind of match."""
    parts = []
    for word in finding.words:
        listed = f"{printable(word.text)} = {word.word}" if word.how != "exact" else printable(word.text)
        parts.append(f"{listed} ({', '.join(x for x in (word.lang, word.how) if x)})")
    return "; ".join(parts)
