"""What all pages share: the templates, with escaping on, and the policy that lets a page run only what is its own.

Two kinds of page: one that holds its style and script (`inlined`), for a report that travels as one file, and one that
loads them from files beside it (`POLICY_OF_FILES`), for a folder of pages. Neither may ask the network for anything.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from riotgear_check.model import Measure
from riotgear_check.report.texts import CLUE_SYMBOL, SYMBOLS

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_FOLDER = Path(__file__).parent
_NOTHING_ELSE = "base-uri 'none'; form-action 'none'"

# Chromium and Firefox count the files beside a page opened from disk as 'self' too; a test holds Chromium to that.
POLICY_OF_FILES = f"default-src 'none'; script-src 'self'; style-src 'self'; {_NOTHING_ELSE}"


def asset(name: str) -> str:
    """The text of a style sheet or script of this package, such as "base.css"."""
    return (_FOLDER / "assets" / name).read_text("utf-8")


@dataclass(frozen=True)
class Inlined:
    """Style and script to stand inside a page, and the policy under which just these two run, named by their hashes."""

    style: Markup
    script: Markup
    policy: str


def inlined(styles: Iterable[str], scripts: Iterable[str] = (), own_style: str = "") -> Inlined:
    """The assets with these names, in this order, joined to one style and one script; `own_style` ends the style.

    Templates must put them into the page as they are: `<style>{{ style }}</style>`, or the hash is another's. Raises
    ValueError where a text would end its own element.
    """
    from markupsafe import Markup

    style = "\n".join([*map(asset, styles), own_style])
    script = "\n".join(map(asset, scripts))
    if "</style" in style.lower() or "</script" in script.lower() or "<!--" in script:
        raise ValueError("a style or script holds the end of its own element: write it otherwise")
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; {_NOTHING_ELSE}"
    return Inlined(Markup(style), Markup(script), policy)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else "'none'"


@cache
def environment() -> Environment:
    """The templates of this package. All that they show is escaped; a name that they do not know is an error."""
    import jinja2  # late: only pages need it

    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals["SYMBOLS"] = {**{measure.value: SYMBOLS[measure] for measure in Measure}, "clue": CLUE_SYMBOL}
    return env


def render(template: str, **values: object) -> str:
    """A page from a template and its values."""
    return environment().get_template(template).render(**values)


RTL_SCRIPTS = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "ckb"})


def direction(lang: str) -> str:
    """The `dir` of a language code: "rtl" or "ltr"."""
    return "rtl" if lang.partition("-")[0] in RTL_SCRIPTS else "ltr"
