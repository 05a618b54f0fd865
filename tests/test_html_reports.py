"""`screen --format html` and `diff --format html`: one file that needs nothing but itself, on a screen and on paper."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest

from riotgear_check.api import Checker
from riotgear_check.report.common import run_of
from riotgear_check.report.html import screening as module
from riotgear_check.report.html.parts import LONGEST_TEXT, anchor, marked_text, safe, short, web_address
from riotgear_check.report.html.screening import screen_html
from riotgear_check.report.screening import Screening
from riotgear_check.screen import Record, Summary, counted
from riotgear_check.tables import Row
from tests.browser import DARK, PHONE, axe_faults, opened
from tests.conftest import ROOT, run

GOLDEN = Path(__file__).parent / "golden"
DATE = ("--as-of", "2026-11-24")
ENV = {"SOURCE_DATE_EPOCH": "1795478400"}
EXAMPLE = "examples/exhibitors.csv"
HEADER = ["exhibitor", "stand", "country", "product"]

HOSTILE = [
    "<script>document.title='broken'</script> thumb cuffs",
    '"><img src=x onerror=document.title="broken"> thumb cuffs',
    "<svg onload=document.title='broken'> thumb cuffs",
    "</script></style><script>document.title='broken'</script> thumb cuffs",
    "javascript:document.title='broken' thumb cuffs",
    "thumb cuffs \u202egnp.exe",
    "\x1b[31mthumb cuffs\x1b]0;title\x07",
    "thumb cuffs \ud800 unpaired",
    "thumb cuffs\x00NUL",
    "{{ 7 * 7 }} {% raw %} thumb cuffs",
    "<!-- thumb cuffs --><plaintext>",
]


def screened(*args: str, stdin: str = "") -> str:
    done = run("screen", *args, "--format", "html", *DATE, stdin=stdin, env=ENV, cwd=ROOT)
    assert done.exit_code == 0, done.err
    return done.out


def page_of(now: Checker, rows: list[list[str]], header: list[str] = HEADER, **changes: Any) -> str:
    """The page of some rows, of which the last cell is the product name, made without a process of its own."""
    from riotgear_check.columns import named_columns
    from riotgear_check.store import Store

    place = len(header) - 1
    summary = Summary(rows=len(rows))
    records = (Record(Row(i, i + 1, row), header[place], row[place], now.check(row[place])) for i, row in enumerate(rows, 1))
    run_info = run_of("1.0", now.lists, now.as_of, now.law.editions_used(), {"name": "made.csv"})
    columns = named_columns(header, Store().full_lists.languages, {place})
    screening = Screening(run_info, now.lists, header, ",", "utf-8", [place], summary, range(len(header)), columns=columns)
    for name, value in changes.items():
        object.__setattr__(screening, name, value)
    return "".join(screen_html(screening, counted(records, summary)))


def settled(page: str) -> str:
    """A page without its style, script, hashes and versions, which change with every edit."""
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", page, flags=re.DOTALL)
    page = re.sub(r"sha256-[\w+/=]+", "sha256-…", page)
    page = re.sub(r"[0-9a-f]{16}", "HASH", page)
    page = re.sub(r"lists \d{4}\.\d\d\.\d\d(\.\d+)?", "lists LISTS", page)
    return re.sub(r"riotgear-check \d[\w.]*", "riotgear-check VERSION", page)


def elements(page: str) -> Iterator[Any]:
    return html5lib.parse(page, namespaceHTMLElements=False).iter()


# --- what stands on the page --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("file", "args"), [("screen.html", ("screen", EXAMPLE)), ("diff.html", ("diff", "un", "eu@2023-11-14"))])
def test_golden(file: str, args: tuple[str, ...]) -> None:
    done = run(*args, "--format", "html", *DATE, env=ENV, cwd=ROOT)
    assert done.exit_code == 0, done.err
    path = GOLDEN / file
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(settled(done.out), "utf-8")
    assert settled(done.out) == path.read_text("utf-8")


@pytest.fixture(scope="module")
def example() -> str:
    return screened(EXAMPLE)


@pytest.mark.parametrize("page", ["example", "comparison"])
def test_nothing_on_the_page_runs_or_loads_what_is_not_its_own(page: str, request: pytest.FixtureRequest) -> None:
    for element in elements(request.getfixturevalue(page)):
        names = {str(name).lower() for name in element.attrib}
        assert not any(name.startswith("on") or name in ("style", "src", "srcset", "action") for name in names), element.attrib
        link = element.attrib.get("href", "")
        assert not link or link.startswith(("#", "https://", "http://")), link
        assert element.tag not in ("link", "iframe", "object", "embed", "img", "base")


@pytest.fixture(scope="module")
def comparison() -> str:
    done = run("diff", "--format", "html", *DATE, env=ENV)
    return done.out


def test_every_address_inside_the_page_leads_somewhere(example: str) -> None:
    ids = [element.attrib["id"] for element in elements(example) if "id" in element.attrib]
    links = {e.attrib["href"][1:] for e in elements(example) if e.attrib.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids)


def test_a_reason_says_all_that_lookup_says_of_a_fair_and_how_sure_the_data_is(example: str) -> None:
    for text in (
        "<mark>gants</mark> à <mark>impulsions</mark> <mark>électriques</mark>",
        "Article 8",
        "Annex III, item 2.1",
        "not an individual device accompanying its user for self-protection",
        "Data secondary: the text itself was not read, only reports about it.",
        "Data primary: the text of the act itself was read.",
        'href="https://',
    ):
        assert text in example, text


def test_the_page_says_what_was_screened_and_how_to_repeat_it(example: str) -> None:
    for text in (
        "examples/exhibitors.csv",
        "2026-11-24",
        "Edition 2025",
        "Edition 2023",
        "Screened</dt><dd>2026-11-24 00:00+00:00",
    ):
        assert text in example, text
    assert "riotgear-check screen examples/exhibitors.csv --column product --as-of 2026-11-24 --format html" in example


def test_the_same_input_gives_the_same_bytes(example: str) -> None:
    assert screened(EXAMPLE) == example


def test_every_exhibitor_with_a_finding_has_one_sheet(example: str) -> None:
    sheets = [e for e in elements(example) if e.tag == "article"]
    found = {record["cells"]["exhibitor"] for record in run("screen", EXAMPLE, "--format", "jsonl", *DATE, cwd=ROOT).records}
    assert len(sheets) == len(found)
    assert all("Inspector’s notes" in "".join(sheet.itertext()) for sheet in sheets)


def test_without_a_column_of_exhibitors_there_are_no_sheets_and_the_page_says_why(now: Checker) -> None:
    page = page_of(now, [["1", "thumb cuffs"]], ["number", "product"])
    assert "No evidence sheets" in page
    assert "<article" not in page


def test_group_by_takes_the_place_of_the_column_of_exhibitors(now: Checker) -> None:
    page = page_of(now, [["A", "1", "FR", "thumb cuffs"], ["B", "1", "FR", "leg irons"]], group_by=2)
    assert page.count("<article") == 1
    assert "<bdi>country</bdi>" in page


def test_with_all_rows_a_sheet_has_the_findings_only(now: Checker) -> None:
    rows = [
        ["A", "1", "FR", "blue pen"],
        ["B", "2", "FR", "thumb cuffs"],
        ["B", "2", "FR", "green pen"],
        ["", "3", "FR", "leg irons"],
    ]
    page = page_of(now, rows)
    sheets = ["".join(e.itertext()) for e in elements(page) if e.tag == "article"]
    assert ["Evidence sheet 1 of 2" in sheets[0], "Evidence sheet 2 of 2" in sheets[1], len(sheets)] == [True, True, 2]
    assert "thumb cuffs" in sheets[0]
    assert "green pen" not in sheets[0]
    assert "(none named)" in sheets[1]
    assert "blue pen" in page


def test_stands_of_one_exhibitor_stand_on_its_sheet_each_once(now: Checker) -> None:
    rows = [["A", stand, "FR", "thumb cuffs"] for stand in ("5B 1", "6C 2", "5B 1")]
    assert "<dt>Stand</dt><dd><bdi>5B 1</bdi>, <bdi>6C 2</bdi></dd>" in page_of(now, rows)


def test_more_findings_than_a_page_holds_are_counted_and_said(now: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FINDINGS", 2)
    page = page_of(now, [["A", "1", "FR", "thumb cuffs"]] * 5)
    assert "This page shows the first 2 findings; 3 more are counted but not shown." in page
    assert "5 names match" in page


def test_a_clue_has_no_measure_and_says_what_to_ask(now: Checker) -> None:
    page = page_of(now, [["A", "1", "FR", "less-lethal weapons"]])
    assert "ask which product it is" in page
    assert 'class="measure prohibited"' not in page.split('<h2 id="findings">')[1]


def test_nothing_found_is_said_with_care() -> None:
    page = screened("-", stdin="blue pen\n")
    assert "No name matches an entry" in page
    assert "A name is not the goods" in page


# --- names that want to break it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_cell_is_text(now: Checker, name: str) -> None:
    page = page_of(now, [[name, name, name, name]], [*HEADER[:3], name])
    page.encode("utf-8")
    tags = [e.tag for e in elements(page)]
    assert tags.count("script") == 1
    assert not {"img", "plaintext"} & set(tags)
    assert [e for e in elements(page) if e.tag == "svg" and "onload" in e.attrib] == []
    shown = "".join(html5lib.parse(page, namespaceHTMLElements=False).find(".//tbody[@data-m]//th").itertext())
    assert shown == safe(name)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)


def test_a_cell_of_ten_megabytes_is_shortened_with_words(now: Checker) -> None:
    page = page_of(now, [["C" * 10_000_000, "1", "FR", "thumb cuffs " + "lorem ipsum " * 1_000]])
    assert len(page) < 200_000
    assert f"… {10_000_000 - LONGEST_TEXT:,} more characters" in page


def test_a_long_name_is_cut_around_the_words_that_counted() -> None:
    text = "a" * 1_000 + " thumb cuffs " + "b" * 1_000
    shown = marked_text(text, [(1_001, 1_006), (1_007, 1_012)])
    assert "<mark>thumb</mark> <mark>cuffs</mark>" in shown
    assert "921 characters before" in shown
    assert f"{len(text) - 921 - LONGEST_TEXT:,} more characters" in shown


def test_words_that_touch_are_one_mark_and_line_breaks_are_spaces() -> None:
    assert marked_text("拇指铐", [(0, 2), (2, 3)]) == "<mark>拇指铐</mark>"
    assert short("two\nlines\tand tabs") == "two lines and tabs"


def test_only_addresses_of_the_web_become_links() -> None:
    assert [web_address(url) for url in ("https://a", "javascript:alert(1)", "data:text/html,x", " https://a")] == [
        "https://a",
        "",
        "",
        "",
    ]


def test_an_anchor_holds_nothing_but_plain_characters() -> None:
    assert anchor("entry", 'eu/2025/II.2.5"><x>') == "entry-eu-2025-II.2.5---x-"


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, example: str, comparison: str) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    out = {"example": folder / "example.html", "comparison": folder / "comparison.html"}
    out["example"].write_text(example, "utf-8")
    out["comparison"].write_text(comparison, "utf-8")
    return out


def told(page: Any, start: str) -> None:
    """Wait until the page says how many findings are left; its policy lets no other wait run in it."""
    from playwright.sync_api import expect

    expect(page.locator(".status")).to_have_text(re.compile("^" + start))


def rows_shown(page: Any) -> list[str]:
    return [text.strip() for text in page.locator(".findings tbody:visible th.name").all_inner_texts()]


@pytest.mark.browser
@pytest.mark.parametrize(
    "settings", [{}, PHONE, DARK, {"java_script_enabled": False}], ids=["screen", "phone", "dark", "no script"]
)
@pytest.mark.parametrize("name", ["example", "comparison"])
def test_the_page_opens_without_a_complaint_a_request_or_a_fault(browser, files, name: str, settings: dict[str, Any]) -> None:
    with opened(browser, files[name], **settings) as watched:
        assert watched.complaints == []
        assert watched.requests == [files[name].as_uri()]
        assert not watched.scrolls_sideways
        assert watched.page.locator(".findings tbody:visible").count() >= 14
        if settings.get("java_script_enabled", True):
            for number in range(2):
                watched.page.locator(".findings summary").nth(number).click()
            assert axe_faults(watched.page) == []


@pytest.mark.browser
def test_search_finds_in_any_case_and_without_accents(browser, files) -> None:
    with opened(browser, files["example"]) as watched:
        page = watched.page
        page.get_by_label("Search").fill("ELECTRIQUES gants")
        told(page, "1 of")
        assert rows_shown(page) == ["gants à impulsions électriques"]
        assert page.locator(".sheet:visible").count() == 1
        page.get_by_role("button", name="Clear").click()
        told(page, "14 of")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"Level": "clue"}, ["attrezzatura antisommossa"]),
        ({"List": "eu", "Measure": "controlled", "Country": "ES"}, ["lanzador multicañón de 12 tubos 40 mm", "cartuchos con postas de goma calibre 12"]),
        ({"List": "un", "Measure": "not-listed", "Level": "match"}, ["biber gazı spreyi 400 ml"]),
        ({"Kind": "thumb-cuffs"}, ["police thumb cuffs, nickel plated"]),
        ({"Exhibitor": "2"}, ["Elektroschocker mit Taschenlampe 500.000 Volt"]),
    ],
)  # fmt: skip
def test_filters_work_together(browser, files, choices: dict[str, str], expected: list[str]) -> None:
    with opened(browser, files["example"]) as watched:
        for label, value in choices.items():
            watched.page.get_by_role("combobox", name=label, exact=True).select_option(value)
        told(watched.page, f"{len(expected)} of")
        assert rows_shown(watched.page) == expected


@pytest.mark.browser
def test_sorting_says_its_order_and_puts_the_strictest_first(browser, files) -> None:
    with opened(browser, files["example"]) as watched:
        page = watched.page
        eu = page.locator(".findings thead th", has_text="EU")
        eu.get_by_role("button").click()
        assert eu.get_attribute("aria-sort") == "descending"
        verdicts = page.locator('.findings tbody td[data-title="EU"]').all_inner_texts()
        measures = [re.sub(r"[^a-z-]", "", text) for text in verdicts]
        assert measures == ["prohibited"] * 6 + ["controlled"] * 7 + ["clue"]
        page.locator(".findings thead th", has_text="Row").get_by_role("button").click()
        assert rows_shown(page)[0] == "matraques à pointes en acier"


@pytest.mark.browser
def test_with_the_keyboard_alone(browser, files) -> None:
    with opened(browser, files["example"]) as watched:
        page = watched.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.get_by_label("Search").focus()
        page.keyboard.type("thumb")
        told(page, "1 of")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "SUMMARY":
                break
        page.keyboard.press("Enter")
        reason = page.locator(".findings tbody:visible details")
        assert reason.get_attribute("open") is not None
        assert reason.get_by_text("Cuffs and screws for thumbs or fingers").is_visible()


@pytest.mark.browser
def test_without_a_script_every_row_is_there_and_opens(browser, files) -> None:
    with opened(browser, files["example"], java_script_enabled=False) as watched:
        page = watched.page
        assert len(rows_shown(page)) == 14
        assert not page.locator("form.filters").is_visible()
        page.locator(".findings summary").first.click()
        assert page.locator(".findings details[open] .entry").first.is_visible()


@pytest.mark.browser
def test_hostile_names_do_nothing_in_a_browser(browser, now: Checker, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(page_of(now, [[name, name, name, name] for name in HOSTILE]), "utf-8")
    with opened(browser, path) as watched:
        assert watched.page.title().startswith("Screening of made.csv")
        assert watched.complaints == []
        assert watched.requests == [path.as_uri()]
        assert len(rows_shown(watched.page)) == len(HOSTILE)


@pytest.mark.browser
def test_names_from_the_right_are_shown_from_the_right(browser, now: Checker, tmp_path: Path) -> None:
    path = tmp_path / "rtl.html"
    path.write_text(
        page_of(now, [["شركة الأمان", "A 1", "AE", "هراوة كهربائية 500 فولت (HC-04)"], ["Acme", "B 1", "FR", "thumb cuffs"]]),
        "utf-8",
    )
    with opened(browser, path) as watched:
        directions = watched.page.evaluate(
            "[...document.querySelectorAll('.findings th.name[dir]')].map((cell) => getComputedStyle(cell).direction)"
        )
        assert directions == ["rtl", "ltr"]


@pytest.mark.browser
def test_thousands_of_rows_are_shown_a_part_at_a_time_and_all_are_printed(browser, now: Checker, tmp_path: Path) -> None:
    path = tmp_path / "many.html"
    count = module.AT_ONCE + 60
    path.write_text(page_of(now, [["A", "1", "FR", f"thumb cuffs no{i:04}"] for i in range(count)]), "utf-8")
    with opened(browser, path) as watched:
        page = watched.page
        assert page.locator(".findings tbody:visible").count() == module.AT_ONCE
        assert f"{count} of {count} findings, the first {module.AT_ONCE} are shown" in page.locator(".status").inner_text()
        page.get_by_label("Search").fill(f"NO{count - 1:04}")
        told(page, "1 of")
        assert rows_shown(page) == [f"thumb cuffs no{count - 1:04}"]
        page.get_by_role("button", name="Clear").click()
        told(page, f"{count} of")
        page.get_by_role("button", name="Show all").click()
        assert page.locator(".findings tbody:visible").count() == count
    with opened(browser, path) as watched:
        text = "".join(paper(watched.page, "A4"))
        # In the table of findings and on the sheet.
        assert all(text.count(f"no{i:04}") == 2 for i in range(count))


# --- on paper -------------------------------------------------------------------------------------------------------


def paper(page: Any, size: str) -> list[str]:
    """The text of each printed page."""
    pypdf = pytest.importorskip("pypdf", reason="needs pypdf: pip install --group browser")
    document = pypdf.PdfReader(io.BytesIO(page.pdf(format=size)))
    return [" ".join(sheet.extract_text().split()) for sheet in document.pages]


@pytest.mark.browser
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_every_exhibitor_starts_a_page_and_the_pages_are_numbered(browser, files, size: str) -> None:
    with opened(browser, files["example"]) as watched:
        pages = paper(watched.page, size)
    assert all(f"Page {number} of {len(pages)}" in text for number, text in enumerate(pages, 1))
    assert all("examples/exhibitors.csv · law of 2026-11-24 · lists" in text for text in pages)
    starts = [number for number, text in enumerate(pages) if "Evidence sheet" in text and "of 9" in text]
    assert len(starts) == 9
    assert all(re.match(r"(.{0,200})?Evidence sheet \d of 9", pages[number]) for number in starts)
    assert 18 <= len(pages) <= 26
    assert "Search" not in pages[1]


@pytest.mark.browser
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_no_row_is_cut_by_the_end_of_a_page(browser, now: Checker, tmp_path: Path, size: str) -> None:
    path = tmp_path / "long.html"
    rows = [["A", "1", "FR", f"begin{i:03} thumb cuffs " + "in a very long description " * 6 + f"end{i:03}"] for i in range(60)]
    path.write_text(page_of(now, rows), "utf-8")
    with opened(browser, path) as watched:
        pages = paper(watched.page, size)
    assert len(pages) > 8
    for i in range(60):
        begins = [number for number, text in enumerate(pages) for _ in re.findall(f"begin{i:03}", text)]
        ends = [number for number, text in enumerate(pages) for _ in re.findall(f"end{i:03}", text)]
        assert len(begins) == 2
        assert begins == ends
    assert all("Product name" in text for text in pages if "begin" in text)


@pytest.mark.browser
def test_the_sheets_alone_or_one_of_them_can_be_printed(browser, files) -> None:
    with opened(browser, files["example"]) as watched:
        page = watched.page
        page.evaluate("window.print = () => {}")
        page.get_by_role("button", name="Print evidence sheets").click()
        pages = paper(page, "A4")
        assert "Evidence sheet 1 of 9" in pages[0]
        assert len([text for text in pages if "Evidence sheet" in text]) == 9
        assert not any("Entries cited" in text for text in pages)
    with opened(browser, files["example"]) as watched:
        page = watched.page
        page.evaluate("window.print = () => {}")
        page.get_by_role("button", name="Print this sheet").nth(2).click()
        pages = paper(page, "A4")
        assert "Example Restraints Ltd" in pages[0]
        assert not any("Muster Schutztechnik" in text for text in pages)
