"""An Excel workbook: the input with our columns, the findings, the entries with their sources, and a summary.

Everything is written as text or number, nothing as a formula; the only links are those to the sources of the lists.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from riotgear_check.faults import UsageError
from riotgear_check.model import Entry, Level
from riotgear_check.report.common import COUNTED, encodable, group_rows, group_titles, how_matched, telling
from riotgear_check.report.csvs import own_cells, own_titles
from riotgear_check.report.texts import CLUE_SYMBOL, SYMBOLS, summary_text

if TYPE_CHECKING:
    from riotgear_check.report.screening import Screening
    from riotgear_check.screen import Record

# The limits of the format.
_MOST_ROWS, _MOST_COLUMNS, _LONGEST = 1_048_576, 16_384, 32_767
_WIDEST, _NARROWEST, _TALLEST = 36, 8, 6
# Rows whose cells decide how wide a column is.
_MEASURED = 200
_COLOURS: dict[str, dict[str, Any]] = {
    "prohibited": {"bg_color": "#F8D7DA", "font_color": "#7A0010", "bold": True},
    "controlled": {"bg_color": "#FFF0C2", "font_color": "#5C4300"},
    "clue": {"bg_color": "#DCEBFA", "font_color": "#123A66"},
}
_SURE = {"primary": "read in the official text", "secondary": "read in another source: compare with the official text"}


def screen_xlsx(screening: Screening, records: Iterator[Record]) -> Iterator[bytes]:
    """The bytes of the workbook. Its rows go to temporary files while they come: memory does not grow with them."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]
    except ImportError:
        raise UsageError("workbooks need an extra: pip install 'riotgear-check[excel]'") from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        with xlsxwriter.Workbook(file.name, options) as book:
            _write(book, screening, records)
        while chunk := file.read(1 << 20):
            yield chunk


def _write(book: Any, screening: Screening, records: Iterator[Record]) -> None:
    formats = {name: book.add_format({**look, "valign": "top"}) for name, look in _COLOURS.items()}
    formats[""] = book.add_format({"valign": "top", "text_wrap": True})
    head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    link = book.add_format({"valign": "top", "text_wrap": True, "font_color": "#0B5394", "underline": 1})
    lists = list(screening.run.editions)
    titles, ours = screening.titles, own_titles(screening.run)
    # What one looks for first: the verdicts. Date and lists stand in the summary.
    shown = [f"rg_{name}" for name in lists] + list(_OWN) + [f"rg_{name}_entries" for name in lists]
    places = [ours.index(title) for title in shown]
    rows = _Sheet(book, "Screening", head, [*(titles or ["name"]), *shown], formats)
    found = _Sheet(book, "Findings", head, ["row", *_FINDING, *titles], formats)
    cited: dict[str, None] = {}
    left_out = 0
    for record in records:
        beside = screening.cells(record.row)[: len(titles)]
        own = own_cells(screening, record)
        written = rows.add([*(beside or [record.name]), *(own[place] for place in places)], own=len(titles) or 1)
        for number, _ in telling(record.result):
            for cells in _finding(screening, record, number):
                written &= found.add([str(record.row.number), *cells, *beside], own=1, others=1 + len(_FINDING))
            cited |= dict.fromkeys(record.result.entries[number])
        left_out += not written
    entries = _Sheet(book, "Entries", head, ["entry", "list", "number", "measure", "title", "source", "how sure"], formats)
    for entry_id in cited:
        control_list, _edition, entry = screening.lists.entry(entry_id)
        sure = _SURE.get(entry.verification, entry.verification)
        measure = f"{SYMBOLS[entry.measure]} {entry.measure.value}"
        entries.add([entry_id, control_list.title, entry.number, measure, entry.title, _url(screening, entry), sure], link)
    _write_summary(book, screening, head, left_out)
    for sheet in (rows, found, entries):
        sheet.finish()


_OWN = ("rg_level", "rg_equipment", "rg_matched", "rg_conditions", "rg_why", "rg_column")
_FINDING = ("name", "level", "kind", "list", "measure", "entry", "title", "to check", "why")


def _finding(screening: Screening, record: Record, number: int) -> Iterator[list[str]]:
    """The rows of a finding: one an entry that applies, one for a clue."""
    result = record.result
    finding = result.match.findings[number]
    kind = screening.lists.kind(finding.equipment).label
    why = "; ".join([how_matched(finding), *finding.reasons])
    if finding.level is not Level.MATCH:
        yield [record.name, f"{CLUE_SYMBOL} clue", kind, "", "", "", "", "which product it is", why]
        return
    for entry_id in result.entries[number]:
        control_list, _edition, entry = screening.lists.entry(entry_id)
        check = "; ".join(c.text for c in result.conditions[number] if c.entry == entry_id and c.state == "open")
        measure = f"{SYMBOLS[entry.measure]} {entry.measure.value}"
        yield [record.name, "match", kind, control_list.id.upper(), measure, entry_id, entry.title, check, why]


def _url(screening: Screening, entry: Entry) -> str:
    return next((source.url for source in screening.lists.sources if source.id == entry.source.id), "")


def _write_summary(book: Any, screening: Screening, head: Any, left_out: int) -> None:
    sheet = book.add_worksheet("Summary")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 8, 14)
    _landscape(sheet)
    for line, (cells, look) in enumerate(_summary(screening, left_out)):
        for place, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, place, cell)
            else:
                sheet.write_string(line, place, _clean(cell), head if look else None)


def _summary(screening: Screening, left_out: int) -> Iterator[tuple[Sequence[str | int], bool]]:
    """The rows of the summary, and whether each is a heading."""
    summary = screening.summary
    yield [f"Screening of {screening.run.input['name']}"], True
    for line in [*summary_text(summary, screening.run), screening.run.line()]:
        yield [line.strip()], False
    if left_out:
        yield [f"{left_out:,} records left out: a sheet has {_MOST_ROWS:,} rows; --format csv has all"], False
    yield [], False
    yield ["list", *(measure.value for measure in COUNTED)], True
    for name in screening.run.editions:
        yield [name.upper(), *(summary.measures[name, measure] for measure in COUNTED)], False
    if summary.groups:
        yield [], False
        yield group_titles(screening), True
        for group, numbers in group_rows(screening):
            yield [group, *numbers], False


class _Sheet:
    """A sheet of text cells under a header, with filters, a header that stays, and columns as wide as what is in them."""

    def __init__(self, book: Any, name: str, head: Any, titles: Sequence[str], formats: dict[str, Any]) -> None:
        self._sheet = book.add_worksheet(name)
        self._formats = formats
        self._titles = [_clean(title) for title in titles[:_MOST_COLUMNS]]
        self._widths = [len(title) for title in self._titles]
        self._line = 0
        for place, title in enumerate(self._titles):
            self._sheet.write_string(0, place, title, head)

    def add(self, cells: Sequence[str], link: Any = None, own: int = 0, others: int | None = None) -> bool:
        """Write a row; False where the sheet is full. With `link`, addresses become links.

        The cells from `own` up to `others` are ours: they are coloured by what they say.
        """
        if self._line + 1 >= _MOST_ROWS:
            return False
        self._line += 1
        texts = [_clean(cell) for cell in cells[: len(self._titles)]]
        lines = min(_TALLEST, max(-(-len(text) // _WIDEST) for text in texts))
        if lines > 1:
            self._sheet.set_row(self._line, 15 * lines)
        for place, text in enumerate(texts):
            if self._line <= _MEASURED:
                self._widths[place] = max(self._widths[place], len(text))
            if link and text.startswith("https://"):
                self._sheet.write_url(self._line, place, text, link)
            else:
                ours = own <= place and (others is None or place < others)
                look = self._formats.get(text.rpartition(" ")[2] if ours else "", self._formats[""])
                self._sheet.write_string(self._line, place, text, look)
        return True

    def finish(self) -> None:
        """Set what needs to know the whole sheet."""
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(_WIDEST, max(_NARROWEST, width + 2)))
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, self._line, len(self._titles) - 1)
        _landscape(self._sheet)
        self._sheet.repeat_rows(0)


def _landscape(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _clean(text: str) -> str:
    """A text that the format can hold: no unpaired surrogates, no longer than a cell."""
    text = encodable(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
