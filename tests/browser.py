"""A real Chromium for the tests of pages, and what it noticed: requests, console, faults of accessibility.

The fixture `browser` is in conftest.py; it skips where Playwright or a Chromium is not installed. A test with it carries
`pytestmark = pytest.mark.browser`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DARK = {"color_scheme": "dark"}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The Chromium to use: that of RIOTGEAR_CHECK_BROWSER, else the first one on the path."""
    return os.environ.get("RIOTGEAR_CHECK_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)


@dataclass
class Watched:
    """A page in the browser and what it did: every address it asked for, and every warning, error and exception."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def stays_in(self, folder: Path) -> bool:
        """Whether every request was for a file of the folder."""
        return all(url.startswith((folder.resolve().as_uri() + "/", "data:")) for url in self.requests)

    @property
    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@contextlib.contextmanager
def opened(browser: Any, path: Path, **settings: Any) -> Iterator[Watched]:
    """Open a file in a browser window of its own; `settings` are those of a Playwright context, such as PHONE or DARK."""
    context = browser.new_context(**settings)
    try:
        page = context.new_page()
        watched = Watched(page)
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("console", lambda line: watched.complaints.append(line.text) if line.type in ("error", "warning") else None)
        page.goto(path.resolve().as_uri())
        yield watched
    finally:
        context.close()


def axe_faults(page: Any) -> list[str]:
    """The serious and critical faults that axe-core finds in a page, each as rule, place and reason."""
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    page.evaluate(script)
    # Without preload: it would fetch the style sheets once more, which the policy of our pages forbids.
    found = page.evaluate("axe.run({preload: false})")
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
