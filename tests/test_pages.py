"""What all pages share: escaping, and a policy that lets a page run its own script and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from riotgear_check.report.html.page import POLICY_OF_FILES, direction, environment, inlined
from tests.browser import opened


def test_all_that_a_template_shows_is_escaped() -> None:
    template = environment().from_string("<p title='{{ name }}'>{{ name }}")
    assert template.render(name="<script>'") == "<p title='&lt;script&gt;&#39;'>&lt;script&gt;&#39;"


def test_a_measure_has_a_symbol_and_a_word() -> None:
    template = environment().from_string('{% from "base_macros.html.j2" import measure %}{{ measure("prohibited") }}')
    assert template.render() == '<span class="measure prohibited"><span aria-hidden="true">✖</span> prohibited</span>'


def test_arabic_persian_and_hebrew_run_from_the_right() -> None:
    assert [direction(lang) for lang in ("ar", "fa", "he", "zh", "en")] == ["rtl", "rtl", "rtl", "ltr", "ltr"]


@pytest.mark.browser
def test_the_policy_of_an_inlined_page_lets_its_style_run_and_a_strangers_script_not(tmp_path: Path, browser) -> None:
    own = inlined(["base.css"])
    page = tmp_path / "page.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{own.policy}">'
        f"<title>t</title><style>{own.style}</style><p class='measure prohibited'>x</p><script>document.title = 'ran'</script>",
        "utf-8",
    )
    with opened(browser, page) as watched:
        assert watched.page.evaluate("getComputedStyle(document.querySelector('p')).fontWeight") == "600"
        assert watched.page.title() == "t"
        assert any("Content Security Policy" in line for line in watched.complaints)


@pytest.mark.browser
def test_files_beside_a_page_are_its_own_also_on_disk(tmp_path: Path, browser) -> None:
    (tmp_path / "a.js").write_text("document.title = 'ran'")
    page = tmp_path / "page.html"
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY_OF_FILES}">'
        "<title>t</title><script src='a.js'></script>"
    )
    with opened(browser, page) as watched:
        assert watched.page.title() == "ran"
        assert watched.complaints == []
        assert watched.stays_in(tmp_path)
