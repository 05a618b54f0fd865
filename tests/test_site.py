"""The reference as pages: complete, well-formed, linked, escaped, the same each time; its search box agrees with the command."""

from __future__ import annotations

import csv
import dataclasses
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag

import html5lib
import pytest

from riotgear_check.api import Checker
from riotgear_check.model import ControlList, Lists
from riotgear_check.reference import Reference
from riotgear_check.report.common import run_of
from riotgear_check.report.html.site import AGREEMENT, cited, entry_page, kind_page, pages
from riotgear_check.store import Store
from tests.browser import DARK, PHONE, axe_faults, opened
from tests.conftest import MILIPOL_2023, ROOT, SHARED, TODAY, run

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as the command writes it."""
    folder = tmp_path_factory.mktemp("site") / "reference"
    done = run("site", str(folder), "--as-of", TODAY)
    assert done.exit_code == 0, done.err
    assert done.out == ""
    return folder


@pytest.fixture(scope="session")
def trees(site: Path) -> dict[str, object]:
    """Every page, parsed by the rules of HTML; a page with a fault in it does not parse."""
    parser = html5lib.HTMLParser(strict=True)
    out = {}
    for path in sorted(site.rglob("*.html")):
        try:
            out[path.relative_to(site).as_posix()] = parser.parse(path.read_text("utf-8"))
        except html5lib.html5parser.ParseError as error:
            raise AssertionError(f"{path}: {error}") from None
    return out


def text(tree, css_class: str) -> list[str]:
    return ["".join(e.itertext()) for e in tree.iter() if css_class in e.get("class", "").split()]


def files_on(store: Store, lists: Lists, day: str) -> dict[str, bytes]:
    return dict(pages(lists, store.index, run_of("0", lists, day, {}, {})))


# --- what stands where -------------------------------------------------------------------------------------------


def test_every_kind_entry_edition_and_source_has_its_place(trees, lists: Lists) -> None:
    for kind in lists.equipment:
        assert kind_page(kind.id) in trees
    for control_list in lists.control_lists:
        assert f"lists/{control_list.id}.html" in trees
        for edition in control_list.editions:
            assert f"lists/{control_list.id}-{edition.id}.html" in trees
            for entry in edition.entries:
                assert entry_page(entry.id) in trees
    ids = {e.get("id") for e in trees["sources.html"].iter()}
    assert ids >= {source.id for source in lists.sources}


def test_addresses_are_stable(trees) -> None:
    assert {"index.html", "kinds/thumb-cuffs.html", "entries/eu-2025-II.2.5.html", "entries/un-lathis.html", "diff.html"} <= set(
        trees
    )


def test_every_link_inside_leads_somewhere(site: Path, trees) -> None:
    ids = {page: {e.get("id") for e in tree.iter() if e.get("id")} for page, tree in trees.items()}
    for page, tree in trees.items():
        for e in tree.iter():
            target = e.get("href") or e.get("src")
            if target is None or target.startswith(("http://", "https://")):
                continue
            path, fragment = urldefrag(target)
            file = (site / page).parent / unquote(path) if path else site / page
            assert file.is_file(), f"{page}: {target}"
            if fragment and not fragment.startswith("q="):
                assert fragment in ids[file.resolve().relative_to(site.resolve()).as_posix()], f"{page}: {target}"


def test_ids_on_a_page_are_unique(trees) -> None:
    for page, tree in trees.items():
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), page


def test_pages_hold_no_style_no_script_and_no_handler_and_load_only_their_own_files(trees) -> None:
    for page, tree in trees.items():
        assert not list(tree.iter(f"{XHTML}style")), page
        assert not [e for e in tree.iter(f"{XHTML}script") if not e.get("src") or "".join(e.itertext())], page
        assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on") or name == "style"], page
        loaded = [e.get("src") or e.get("href") for tag in ("script", "link", "img") for e in tree.iter(XHTML + tag)]
        assert all(not re.match("[a-z]+:|//", address) for address in loaded), page
        (policy,) = [e.get("content") for e in tree.iter(f"{XHTML}meta") if e.get("http-equiv") == "Content-Security-Policy"]
        assert policy.startswith("default-src 'none';"), page


def test_a_kind_page_says_what_both_lists_say_in_every_edition(trees) -> None:
    tree = trees["kinds/leg-irons.html"]
    assert [" ".join(side.split())[:20] for side in text(tree, "side")] == ["UN · not-listed Repo", "EU ✖ prohibited* Reg"]
    (rows,) = [e for e in tree.iter(f"{XHTML}table") if e.get("class") == "timeline"]
    editions = [" ".join("".join(row.itertext()).split()) for row in rows.iter(f"{XHTML}tr")]
    assert editions[1:] == [
        "since 2023-10-13UN 2023· not-listed",
        "2019-02-20 – 2025-08-19EU 2019▲ controlled*III.1.1",
        "since 2025-08-20EU 2025✖ prohibited*II.2.5",
    ]


def test_names_carry_their_language_and_direction(trees) -> None:
    cells = {(e.get("lang"), e.get("dir"), "".join(e.itertext())) for e in trees["kinds/thumb-cuffs.html"].iter(f"{XHTML}td")}
    assert ("fr", "ltr", "Poucettes") in cells
    assert ("ar", "rtl", "أصفاد الإبهام") in cells


def test_near_misses_and_trade_names_stand_with_their_source(trees) -> None:
    (examples,) = text(trees["kinds/thumb-cuffs.html"], "examples")
    assert "USB thumb drive 64 GB" in examples
    (models,) = text(trees["kinds/execution-drugs.html"], "models")
    assert "Nembutal source" in models
    assert "no source yet" in models


def test_the_diff_page_agrees_with_the_diff_command(trees) -> None:
    rows = run("diff", "un", "eu", "--as-of", TODAY, "--format", "json").json["rows"]
    differing = sum(row["relation"] not in ("same", "neither") for row in rows)
    heads = ["".join(e.itertext()) for e in trees["diff.html"].iter(f"{XHTML}h2")]
    assert f"The lists differ ({differing})" in heads
    assert any("What changed from eu@2019 to eu@2025" in head for head in heads)


def test_every_page_says_of_which_day_and_lists_it_is(trees, lists: Lists) -> None:
    for page, tree in trees.items():
        assert f"lists {lists.version} ({lists.hash}) · as of {TODAY}" in "".join(tree.itertext()), page


def test_an_earlier_day_has_its_own_law(store: Store, lists: Lists) -> None:
    page = files_on(store, lists, MILIPOL_2023)["kinds/leg-irons.html"].decode()
    assert '<span aria-hidden="true">▲</span> controlled' in page.partition('id="editions"')[0]


def test_a_list_before_its_first_edition_says_nothing(store: Store, lists: Lists) -> None:
    page = files_on(store, lists, "2021-01-01")["kinds/thumb-cuffs.html"].decode()
    assert "No edition was in force on that date." in page


def test_a_third_list_stands_beside_the_others(store: Store, lists: Lists) -> None:
    third = dataclasses.replace(lists.control_list("eu"), id="uk", title="United Kingdom", editions=())
    files = files_on(store, dataclasses.replace(lists, control_lists=(*lists.control_lists, third)), TODAY)
    assert "lists/uk.html" in files
    assert b'<section class="side" aria-labelledby="list-uk">' in files["kinds/thumb-cuffs.html"]


def test_what_the_lists_say_is_text_never_markup(store: Store, lists: Lists) -> None:
    evil = "<script>alert('x')</script>&\"[omega-thumb-cuffs]"

    def spoil(item: ControlList) -> ControlList:
        editions = [
            dataclasses.replace(
                edition,
                title=evil,
                note=evil,
                entries=tuple(dataclasses.replace(e, title=evil, scope=evil, notes=(evil, evil)) for e in edition.entries),
            )
            for edition in item.editions
        ]
        return dataclasses.replace(item, title=evil, issuer=evil, about=evil, editions=tuple(editions))

    spoiled = dataclasses.replace(
        lists,
        version=evil,
        equipment=tuple(dataclasses.replace(k, label=evil, definition=evil, note=evil) for k in lists.equipment),
        control_lists=tuple(map(spoil, lists.control_lists)),
        languages=tuple(
            dataclasses.replace(la, name=evil, endonym=evil, labels=dict.fromkeys(la.labels, evil)) for la in lists.languages
        ),
        sources=tuple(dataclasses.replace(s, title=evil, note=evil, url="javascript:alert(1)//" + evil) for s in lists.sources),
    )
    seen = 0
    for path, data in files_on(store, spoiled, TODAY).items():
        if path.endswith(".html"):
            seen += data.count(b"&lt;script&gt;")
            assert b"<script>" not in data, path
            assert b'href="javascript:' not in data, path
    assert seen > 1000


def test_sources_and_addresses_in_a_text_are_links(lists: Lists) -> None:
    reference = Reference(lists, TODAY)
    assert cited(reference, "../", "by Omega [omega-thumb-cuffs, afp-en-2023] & co") == (
        'by Omega [<a href="../sources.html#omega-thumb-cuffs">omega-thumb-cuffs</a>, '
        '<a href="../sources.html#afp-en-2023">afp-en-2023</a>] &amp; co'
    )
    assert cited(reference, "", "[nobody-2020] says <b>") == "[nobody-2020] says &lt;b&gt;"
    address = "http://data.europa.eu/eli/reg/2019/125/oj"
    assert cited(reference, "", f"({address}.)") == f'(<a class="address" href="{address}" rel="noreferrer">{address}</a>.)'
    assert cited(reference, "", 'https://e.org/" onclick="x') == (
        '<a class="address" href="https://e.org/" rel="noreferrer">https://e.org/</a>&#34; onclick=&#34;x'
    )


def test_ids_cannot_lead_out_of_the_folder() -> None:
    assert kind_page("../../etc/passwd") == "kinds/..-..-etc-passwd.html"


def test_the_same_lists_and_day_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert run("site", str(again), "--as-of", TODAY, env={"PYTHONHASHSEED": "7"}).exit_code == 0
    files = sorted(p.relative_to(site) for p in site.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(again) for p in again.rglob("*") if p.is_file())
    assert [f for f in files if (site / f).read_bytes() != (again / f).read_bytes()] == []


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    done = run("site", str(tmp_path), "--as-of", TODAY)
    assert done.exit_code == 2
    assert done.err == f"riotgear-check: {tmp_path}: holds mine.txt, which was not made here: name a new or empty folder\n"
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


# --- the search box against the command ------------------------------------------------------------------------------

IN_NODE = """
const folder = process.argv[1];
require(folder + "/search-data.js");
require(folder + "/site-matcher.js");
const { riotgearData: data } = globalThis, match = globalThis.riotgearMatcher(data);
const names = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(names.map((name) => {
  const result = match(name), first = result.findings[0];
  return { level: result.level, kind: first ? data.kinds[first.kind].id : "", words: first ? first.spans.map((s) => result.name.slice(s.start, s.end)) : [],
    verdicts: Object.fromEntries(result.verdicts.map((v) => [v.list, [v.measure, v.entries.map((e) => data.entries[e][0])]])) };
})));
"""


def in_node(site: Path, names: list[str]) -> list[dict[str, object]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js to run the script of the search box")
    done = subprocess.run(
        [node, "-e", IN_NODE, str(site / "assets")], input=json.dumps(names), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def labelled() -> Iterator[str]:
    files = [*sorted((ROOT / "tests" / "corpus").glob("*.csv")), *sorted((SHARED / "corpus").glob("*.csv"))]
    for path in files:
        with path.open(encoding="utf-8", newline="") as stream:
            yield from (row["name"] for row in csv.DictReader(stream))


def test_the_search_box_agrees_with_the_command(site: Path, now: Checker) -> None:
    names = list(labelled())
    agreed = found = agreed_of_found = 0
    for name, answer in zip(names, in_node(site, names), strict=True):
        result = now.check(name)
        kind = result.match.findings[0].equipment if result.match.findings else ""
        same = (result.level.value, kind) == (answer["level"], answer["kind"])
        agreed += same
        found += bool(kind)
        agreed_of_found += same and bool(kind)
    assert 100 * agreed / len(names) >= AGREEMENT["all"]
    assert 100 * agreed_of_found / found >= AGREEMENT["found"]


@pytest.mark.parametrize(
    ("name", "kind", "un", "eu", "words"),
    [
        ("Matraque à pointes en acier", "spiked-batons", "prohibited", "prohibited", ["Matraque", "pointes"]),
        ("Elektroschockstab 500 kV", "shock-batons", "prohibited", "controlled", ["Elektroschockstab"]),
        ("防暴电击手套", "shock-gloves", "prohibited", "controlled", ["电击手套"]),
        ("عصا كهربائية", "shock-batons", "prohibited", "controlled", ["عصا", "كهربائية"]),
        ("TASER X26", "projectile-shock-weapons", "not-listed", "controlled", ["TASER"]),
        ("handcuff key", "handcuffs", "not-listed", "not-listed", ["handcuff"]),
        ("pepper mill", "", "not-listed", "not-listed", []),
    ],
)
def test_what_the_search_box_says(site: Path, name: str, kind: str, un: str, eu: str, words: list[str]) -> None:
    (answer,) = in_node(site, [name])
    assert (answer["kind"], answer["words"]) == (kind, words)
    assert {k: v[0] for k, v in answer["verdicts"].items()} == {"un": un, "eu": eu}


# --- in a real browser -------------------------------------------------------------------------------------------------


@pytest.mark.browser
class TestInChromium:
    def test_a_search_leads_to_a_kind(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html") as watched:
            page = watched.page
            page.fill("#q", "matraque à pointes")
            page.wait_for_selector("#answer .measure")
            assert page.inner_text("#answer h3") == "Spiked batons"
            assert page.locator("#answer mark").all_inner_texts() == ["matraque", "pointes"]
            assert "UN prohibited, EU prohibited" in page.inner_text("#status")
            page.click("#answer h3 a")
            assert page.title() == "Spiked batons"
            assert page.url.endswith("/kinds/spiked-batons.html")
            page.go_back()
            assert page.input_value("#q") == "matraque à pointes"
            assert page.inner_text("#answer h3") == "Spiked batons"
            assert watched.complaints == []
            assert watched.stays_in(site)

    def test_it_works_with_the_keyboard_alone(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html") as watched:
            page = watched.page
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.id") == "q"
            page.keyboard.type("police thumb cuffs")
            page.keyboard.press("Enter")
            page.wait_for_selector("#answer h3")
            assert page.inner_text("#answer h3") == "Thumb-cuffs"

    def test_a_name_with_markup_in_it_is_text(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html") as watched:
            watched.page.fill("#q", "<img src=x onerror=alert(1)> thumb cuffs")
            watched.page.wait_for_selector("#answer h3")
            assert watched.page.locator("#answer img").count() == 0
            assert watched.complaints == []

    def test_an_arabic_name_runs_from_the_right(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html") as watched:
            watched.page.fill("#q", "عصا كهربائية")
            watched.page.wait_for_selector("#answer h3")
            assert watched.page.inner_text("#answer h3") == "Electric shock batons"
            assert watched.page.evaluate("getComputedStyle(document.getElementById('q')).direction") == "rtl"

    @pytest.mark.parametrize(
        ("page", "settings"),
        [
            ("index.html", {}),
            ("kinds/leg-cuffs.html", {}),
            ("kinds/leg-cuffs.html", DARK),
            ("entries/eu-2025-III.1.2.html", {}),
            ("lists/un.html", {}),
            ("diff.html", DARK),
            ("languages.html", {}),
        ],
    )
    def test_axe_finds_no_serious_fault(self, site: Path, browser, page: str, settings: dict[str, str]) -> None:
        with opened(browser, site / page, **settings) as watched:
            assert axe_faults(watched.page) == []
            assert watched.complaints == []

    def test_axe_finds_none_in_an_answer_either(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html", **DARK) as watched:
            watched.page.fill("#q", "handcuff pouch; Elektroschocker mit Taschenlampe; riot control equipment")
            watched.page.wait_for_selector("#answer h3")
            assert axe_faults(watched.page) == []

    def test_dark_is_dark(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html", **DARK) as watched:
            assert watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"

    @pytest.mark.parametrize(
        "page",
        [
            "index.html",
            "kinds/leg-cuffs.html",
            "kinds/irritant-sprays.html",
            "entries/eu-2025-III.1.2.html",
            "lists/eu-2025.html",
            "lists/un.html",
            "diff.html",
            "languages.html",
            "sources.html",
            "about.html",
        ],
    )
    def test_a_phone_scrolls_one_way_only(self, site: Path, browser, page: str) -> None:
        with opened(browser, site / page, **PHONE) as watched:
            assert not watched.scrolls_sideways

    def test_without_script_all_but_the_search_is_there(self, site: Path, browser) -> None:
        with opened(browser, site / "index.html", java_script_enabled=False) as watched:
            assert not watched.page.is_visible("#search")
            assert watched.page.is_visible("text=The search box needs JavaScript")
            assert watched.page.locator("table.kinds tbody tr").count() == 69

    def test_a_kind_page_prints(self, site: Path, browser) -> None:
        with opened(browser, site / "kinds/thumb-cuffs.html") as watched:
            pdf = watched.page.pdf(format="A4")
            assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6
