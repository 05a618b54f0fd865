"""Take the pictures of the docs anew: `python docs/pictures.py` (pip install --group docs --group browser; chromium and poppler-utils)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import executable, opened  # noqa: E402
from tests.ptys import on_terminal  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
DAY = ("--as-of", "2026-11-24")
COLOURS = 96
TERMINAL = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: #fff }}
pre {{ display: inline-block; margin: 0; padding: 16px; background: #fbfbf8; color: #1b1b1b; font: 14px/1.35 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace }}
</style><pre>{code}</pre>"""


def main() -> None:
    """All pictures, each of what a command really shows."""
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as scratch:
        browser = driver.chromium.launch(executable_path=executable())
        desk = Path(scratch)
        terminal(browser, desk / "terminal.html", ["lookup", "gants à impulsions électriques", *DAY])
        report(browser, desk / "findings.html")
        site(browser, desk / "reference")
        browser.close()
    for path in sorted(PICTURES.glob("*.png")):
        print(f"{path.relative_to(ROOT)} {path.stat().st_size:,} bytes")


def command(*args: str) -> None:
    """Run the command for what it writes."""
    subprocess.run(
        [sys.executable, "-m", "riotgear_check", *args],
        cwd=ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795514400"},
        capture_output=True,
        check=True,
    )


def terminal(browser: Any, page: Path, args: list[str]) -> None:
    """What `lookup` shows on a terminal of 100 columns."""
    from rich.console import Console
    from rich.text import Text

    _, shown = on_terminal(args, columns=100, cwd=ROOT)
    console = Console(record=True, width=110, file=io.StringIO(), color_system="standard")
    console.print(Text("$ riotgear-check " + " ".join(f'"{arg}"' if " " in arg else arg for arg in args), style="bold"))
    console.print(Text.from_ansi(shown.strip()))
    page.write_text(console.export_html(inline_styles=True, code_format=TERMINAL), "utf-8")
    with opened(browser, page) as watched:
        save(watched.page.locator("pre").screenshot(), "lookup")


def report(browser: Any, path: Path) -> None:
    """The findings of the HTML report with a reason open, and an evidence sheet as it leaves the printer."""
    command("screen", "examples/exhibitors.csv", *DAY, "--format", "html", "--output", str(path))
    with opened(browser, path, viewport={"width": 1100, "height": 1150}) as watched:
        watched.page.locator(".why summary").first.click()
        watched.page.locator("section.table").evaluate("section => section.scrollIntoView()")
        save(watched.page.screenshot(), "report")
        watched.page.pdf(path=path.with_suffix(".pdf"), format="A4", prefer_css_page_size=True)
    save(printed(path.with_suffix(".pdf")), "sheet")


def printed(path: Path) -> bytes:
    """The first page of a PDF that holds a whole evidence sheet, notes and all."""
    from pypdf import PdfReader

    texts = [page.extract_text() for page in PdfReader(path).pages]
    number = next(i for i, text in enumerate(texts, 1) if "Evidence sheet" in text and "Photographs" in text)
    page = ["-f", str(number), "-l", str(number)]
    return subprocess.run(["pdftoppm", *page, "-r", "90", "-png", str(path)], capture_output=True, check=True).stdout


def site(browser: Any, folder: Path) -> None:
    """The search box of the reference with an answer."""
    command("site", str(folder), *DAY)
    with opened(browser, folder / "index.html", viewport={"width": 1000, "height": 620}) as watched:
        watched.page.click("input[type=search]")
        watched.page.keyboard.type("拇指铐")
        watched.page.wait_for_timeout(500)
        save(watched.page.screenshot(), "site")


def save(shot: bytes, name: str) -> None:
    """Keep a picture in few colours: text on a plain ground needs no more."""
    from PIL import Image

    image = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    image.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
