"""`doctor`: whether the tool is fit for use here, and what to do where it is not."""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from riotgear_check import __version__
from riotgear_check.faults import ListsError, RiotgearError
from riotgear_check.language import OWN, locale_language
from riotgear_check.report.common import printable, styled
from riotgear_check.store import Store
from riotgear_check.terminal import charset_of, colour_wanted, write_lines

_OLDEST_PYTHON = (3, 11)
_REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^]]*\])?\s*([^;]*?)\s*(?:;.*extra == ['\"]([\w-]+)['\"].*)?")


class State(StrEnum):
    """How a check came out: a note limits something, a fault keeps the tool from working."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "firefox")
_LOOKS = {State.OK: ("green", "✔"), State.NOTE: ("yellow", "!"), State.FAULT: ("bold red", "✖")}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `hint` says what to do, where something is to be done."""

    name: str
    state: State
    text: str
    hint: str = ""


def run(format_: str, open_store: Callable[[], Store], read_config: Callable[[], Path | None]) -> int:
    """Look at everything and report it. Returns 4 where the lists are invalid, 1 for another fault, else 0.

    The lists are opened, and the configuration file is read and named, only here, so that a fault in them is reported too.
    """
    checks = [
        _python(),
        *_packages(),
        *_lists(open_store),
        _configuration(read_config),
        _state_folder(),
        _locale(open_store),
        _output(),
        _terminal(),
        _browser(),
    ]
    faults = [check.name for check in checks if check.state is State.FAULT]
    if format_ == "json":
        from riotgear_check.report.jsons import dumps

        found = {"riotgear_check": __version__, "fit": not faults, "checks": [asdict(check) for check in checks]}
        sys.stdout.write(dumps(found, indent=2) + "\n")
    else:
        write_lines(_lines(checks, faults), sys.stdout)
    return 4 if "lists" in faults else int(bool(faults))


def _lines(checks: Iterable[Check], faults: list[str]) -> Iterator[str]:
    for check in checks:
        style, symbol = _LOOKS[check.state]
        yield f"{styled(style, symbol)} {styled('bold', check.name)}: {printable(check.text)}"
        if check.hint:
            yield f"    {printable(check.hint)}"
    yield ""
    yield f"not fit for use: see {', '.join(faults)}" if faults else "fit for use"


# --- what the tool is made of -----------------------------------------------------------------------------------


def _python() -> Check:
    text = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info >= _OLDEST_PYTHON:
        return Check("Python", State.OK, text)
    return Check("Python", State.FAULT, text, f"install Python {'.'.join(map(str, _OLDEST_PYTHON))} or newer")


def _packages() -> Iterator[Check]:
    """The tool, what it needs, and what it can use: as its installation declares them."""
    place = str(Path(__file__).parent.parent)
    try:
        installed = metadata.version("riotgear-check")
        requirements = [found for line in metadata.requires("riotgear-check") or () if (found := _REQUIREMENT.fullmatch(line))]
    except metadata.PackageNotFoundError:
        yield Check("riotgear-check", State.NOTE, f"{__version__} at {place}, not installed", "run 'pip install .' in the checkout")
        return
    if installed == __version__:
        yield Check("riotgear-check", State.OK, f"{__version__} at {place}")
    else:
        yield Check(
            "riotgear-check", State.NOTE, f"{__version__} at {place}, but {installed} is installed", "run 'pip install .' again"
        )
    extras: dict[str, list[str]] = {}
    for name, wanted, extra in (found.groups() for found in requirements):
        if extra:
            extras.setdefault(extra, []).append(name)
            continue
        version = _version(name)
        if version:
            yield Check(name, State.OK, f"{version} (needs {wanted or 'any'})")
        else:
            yield Check(name, State.FAULT, "missing", f"pip install '{name}{wanted}'")
    for extra, names in extras.items():
        missing = [name for name in names if not _version(name)]
        if missing:
            hint = f"pip install 'riotgear-check[{extra}]'"
            yield Check(f"extra {extra}", State.NOTE, f"missing {', '.join(missing)}", hint)
        else:
            yield Check(f"extra {extra}", State.OK, ", ".join(f"{name} {_version(name)}" for name in names))


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _lists(open_store: Callable[[], Store]) -> Iterator[Check]:
    try:
        store = open_store()
        lists, folder = store.lists, store.folder
        _ = store.index
    except ListsError as error:
        yield Check("lists", State.FAULT, str(error), "mend them, or leave out --lists to use those shipped")
        return
    except RiotgearError as error:
        yield Check("lists", State.FAULT, str(error))
        return
    today = datetime.date.today().isoformat()
    editions = ((cl.id, cl.edition_on(today)) for cl in lists.control_lists)
    in_force = ", ".join(f"{name} {edition.id if edition else 'none'}" for name, edition in editions)
    yield Check("lists", State.OK, f"{lists.version} ({lists.hash}) in {folder}; editions in force: {in_force}")
    places = store.compiled_files()
    if all(path.is_file() for path in places):
        yield Check("compiled lists", State.OK, f"in {places[0].parent}")
    else:
        hint = "make it writable, or name another in XDG_CACHE_HOME; until then every start takes seconds"
        yield Check("compiled lists", State.NOTE, f"not kept: {places[0].parent} cannot be written", hint)


# --- where it runs ----------------------------------------------------------------------------------------------


def _configuration(read_config: Callable[[], Path | None]) -> Check:
    try:
        path = read_config()
    except RiotgearError as error:
        return Check("configuration", State.FAULT, str(error), "mend it, or pass --no-config")
    return Check("configuration", State.OK, str(path) if path else "none in this folder or above it")


def _state_folder() -> Check:
    from riotgear_check.commands.prompt import history_file

    path = history_file()
    if path and os.access(_nearest_folder(path), os.W_OK):
        return Check("history of the prompt", State.OK, str(path))
    hint = "name a folder that you may write in XDG_STATE_HOME"
    return Check("history of the prompt", State.NOTE, f"not kept: {path or 'no home folder'}", hint)


def _nearest_folder(path: Path) -> Path:
    return next(parent for parent in path.parents if parent.exists())


def _locale(open_store: Callable[[], Store]) -> Check:
    code = locale_language(os.environ)
    try:
        known = code == OWN or code in open_store().labels
    except RiotgearError:
        known = False
    if known:
        return Check("language", State.OK, code)
    return Check("language", State.NOTE, f"{code} is not in the lists: labels are English", "choose another with --lang")


def _output() -> Check:
    charset = charset_of(sys.stdout)
    text = f"{charset}, {'a terminal' if sys.stdout.isatty() else 'a pipe or a file'}"
    if charset.lower().replace("-", "").startswith("utf"):
        return Check("output", State.OK, text)
    hint = "set LANG to a UTF-8 locale, such as C.UTF-8, where the terminal shows it"
    return Check("output", State.NOTE, f"{text}: names in other scripts are shown as escapes", hint)


def _terminal() -> Check:
    size = shutil.get_terminal_size()
    colour = "colour" if colour_wanted(sys.stdout) else "no colour"
    why = [f"{name}={os.environ[name]}" for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM") if os.environ.get(name)]
    return Check("terminal", State.OK, f"{size.columns} columns, {colour}" + (f" ({', '.join(why)})" if why else ""))


def _browser() -> Check:
    import webbrowser

    with contextlib.suppress(webbrowser.Error):
        return Check("browser", State.OK, webbrowser.get().name)
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    text = f"{path}, but no display" if path else "none found"
    return Check("browser", State.NOTE, text, "reports in HTML are files: open them on a machine that shows them")
