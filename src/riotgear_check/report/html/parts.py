"""What a page shows of an entry and of a name: safe text, marked words, measures with their rules, sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from riotgear_check.model import ControlList, Edition, Entry, Lists
from riotgear_check.report.common import Run, printable
from riotgear_check.report.texts import OCCASIONS

if TYPE_CHECKING:
    from markupsafe import Markup

# A cell longer than this is shortened on the page, in words; the input has it whole.
LONGEST_TEXT = 300
_BEFORE_MARK = 80
_SPACES = str.maketrans("\t\n\r\v\f", "     ")

VERIFICATION = {
    "primary": "primary: the text of the act itself was read",
    "secondary": "secondary: the text itself was not read, only reports about it",
}


@dataclass(frozen=True, slots=True)
class RuleView:
    """What one article says on one occasion ("At a fair", "8", ...); `article` is empty for a list that has no articles."""

    occasion: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as a page shows it.

    `anchor` is its id as the address inside the page, `group` what its rules hold for ("EU, Annex II"), `place` its number
    as printed; `url` is empty or starts with http.
    """

    id: str
    anchor: str
    list: str
    edition: str
    measure: str
    group: str
    place: str
    title: str
    scope: str
    rules: tuple[RuleView, ...]
    notes: tuple[str, ...]
    thresholds: tuple[str, ...]
    customs_codes: tuple[str, ...]
    source: str
    source_at: str
    url: str
    verification: str
    sure: str


_OCCASION_NAMES = {"fair": "At a fair", "advertising": "Advertising", "export": "Export"}


def entry_view(lists: Lists, entry_id: str) -> EntryView:
    """The view of the entry with that id. Raises KeyError."""
    control_list, edition, entry = lists.entry(entry_id)
    source = lists.source(entry.source.id)
    return EntryView(
        id=entry.id,
        anchor=anchor("entry", entry.id),
        list=control_list.id.upper(),
        edition=edition.id,
        measure=entry.measure.value,
        group=control_list.id.upper() + (f", Annex {entry.annex}" if entry.annex and entry.printed_number else ""),
        place=_place(entry),
        title=entry.title,
        scope=entry.scope,
        rules=_rules(control_list, entry),
        notes=entry.notes,
        thresholds=tuple(threshold.text or threshold.quantity for threshold in entry.thresholds),
        customs_codes=entry.customs_codes,
        source=source.title if source else entry.source.id,
        source_at=entry.source.at,
        url=web_address(source.url) if source else "",
        verification=entry.verification,
        sure=VERIFICATION.get(entry.verification, entry.verification),
    )


def _place(entry: Entry) -> str:
    if entry.printed_number is None:
        return "Number as printed not known"
    return f"Annex {entry.annex}, item {entry.printed_number}" if entry.annex else f"Item {entry.printed_number}"


def _rules(control_list: ControlList, entry: Entry) -> tuple[RuleView, ...]:
    rules = control_list.rules_for(entry)
    if rules is None:
        return ()
    shown = tuple(RuleView(_OCCASION_NAMES[rule.at], rule.article, rule.text) for rule in rules.on(OCCASIONS))
    return shown or (RuleView("Meaning", "", rules.summary),)


@dataclass(frozen=True, slots=True)
class ListView:
    """A control list in one edition: what it is, since when, and how sure its data is. `id` is its key as people read it."""

    key: str
    id: str
    title: str
    edition: str
    edition_title: str
    start: str
    end: str
    entries: int
    verification: str
    missing: tuple[str, ...]


def list_view(control_list: ControlList, edition: Edition | None) -> ListView:
    """The view of a list in an edition, or where none is in force."""
    entries = edition.entries if edition else ()
    verified = Counter(entry.verification for entry in entries)
    counts = [f"{count} of {len(entries)} entries {VERIFICATION.get(kind, kind)}" for kind, count in sorted(verified.items())]
    return ListView(
        key=control_list.id,
        id=control_list.id.upper(),
        title=control_list.title,
        edition=edition.id if edition else "",
        edition_title=edition.title if edition else "",
        start=edition.start if edition else "",
        end=edition.end if edition else "",
        entries=len(entries),
        verification=", ".join(counts),
        missing=tuple(gap.what for gap in control_list.missing),
    )


def anchor(kind: str, text: str) -> str:
    """An address inside a page, such as "entry-eu-2025-II.2.5"; letters, digits, dots, hyphens and underscores only."""
    return f"{kind}-" + "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "-" for char in text)


def web_address(text: str) -> str:
    """The address where it is one of the web, else nothing: a page links to no other scheme."""
    return text if text.startswith(("https://", "http://")) else ""


def safe(text: str) -> str:
    """A text on one line in which nothing is invisible: line breaks and tabs are spaces, other controls are escapes."""
    return printable(text.translate(_SPACES))


def short(text: str) -> Markup:
    """A cell as safe text, shortened with words where it is too long for a page."""
    return marked_text(text, ())


def marked_text(text: str, spans: Sequence[tuple[int, int]]) -> Markup:
    """A text with `<mark>` around the spans (offsets, half-open). A long one is cut around the first span, and says so."""
    from markupsafe import Markup, escape

    start, end = _window(len(text), spans)
    out = [Markup("<i class=cut>{:,} characters before …</i> ").format(start)] if start else []
    position = start
    for first, last in _joined(spans):
        if first < position or last > end:
            continue
        out += [escape(safe(text[position:first])), Markup("<mark>{}</mark>").format(safe(text[first:last]))]
        position = last
    out.append(escape(safe(text[position:end])))
    if end < len(text):
        out.append(Markup(" <i class=cut>… {:,} more characters</i>").format(len(text) - end))
    return Markup("").join(out)


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one: the parts of a compound are one mark."""
    out: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1]:
            out[-1] = out[-1][0], max(last, out[-1][1])
        else:
            out.append((first, last))
    return out


def _window(length: int, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if length <= LONGEST_TEXT:
        return 0, length
    first = spans[0][0] if spans else 0
    start = max(0, first - _BEFORE_MARK) if first + _BEFORE_MARK > LONGEST_TEXT else 0
    return start, min(length, start + LONGEST_TEXT)


def foot_of_pages(run: Run, name: str) -> str:
    """The style that writes at the foot of every printed page what it belongs to: a sheet may be taken out of its pile."""
    text = f"{name} · law of {run.as_of} · lists {run.lists_version} ({run.lists_hash}) · riotgear-check {run.version}"
    return f'@page {{ @bottom-left {{ content: "{_css_text(text)}"; }} }}'


def _css_text(text: str) -> str:
    """A text inside a string of a style sheet: all but letters, digits and the plainest marks as escapes."""
    return "".join(char if char.isalnum() or char in " .-()" else f"\\{ord(char):x} " for char in text[:160])
