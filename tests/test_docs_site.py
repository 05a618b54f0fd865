"""The docs as a site: built without a warning, and at work from disk without any network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser import opened
from tests.conftest import ROOT

pytest.importorskip("material", reason="needs mkdocs-material: pip install --group docs")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for tag in re.findall(r"<(?:script|link|img|iframe|source)\b[^>]*>", page.read_text("utf-8")):
            assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", tag), f"{page.name}: {tag}"
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", sheet.read_text("utf-8")), sheet.name


@pytest.mark.browser
def test_it_opens_and_searches_from_disk(browser: Any, site: Path) -> None:
    with opened(browser, site / "index.html") as watched:
        watched.page.click("input[name=query]")
        watched.page.keyboard.type("zalgo")
        result = watched.page.locator(".md-search-result__item a", has_text="Product names").first
        result.wait_for()
        result.click()
        watched.page.wait_for_url("**/reliability.html*")
        assert watched.stays_in(site)
        assert watched.complaints == []


@pytest.mark.browser
def test_pages_fit_a_phone(browser: Any, site: Path) -> None:
    for page in ("index.html", "tutorial.html", "reliability.html"):
        with opened(browser, site / page, viewport={"width": 360, "height": 740}) as watched:
            assert not watched.scrolls_sideways, page
