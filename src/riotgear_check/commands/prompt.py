"""`lookup` without a name, on a terminal: one name a line, the answer at once."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from riotgear_check.api import Checker, checker, read_date
from riotgear_check.commands.lookup import LookupOptions, answer, run_line
from riotgear_check.faults import RiotgearError, UsageError, did_you_mean
from riotgear_check.language import lists_in
from riotgear_check.model import Lists
from riotgear_check.report.texts import DISCLAIMER
from riotgear_check.store import Store
from riotgear_check.terminal import as_typed, say, write_lines

_LINES_KEPT = 500


@dataclass(frozen=True, slots=True)
class Session:
    """What holds from one line to the next; `shown` are the lists in the language of the reader."""

    store: Store
    check: Checker
    shown: Lists
    lang: str | None
    explain: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A line that is no name: what comes after its word, what it does, and how."""

    argument: str
    help: str
    do: Callable[[Session, str], Session]


def run(options: LookupOptions, store: Store) -> int:
    """Ask for names until Ctrl-D."""
    gc.enable()
    session = Session(store, checker(store, options.as_of), lists_in(store, options.lang), options.lang, options.explain)
    say(run_line(session.check, 0).line())
    say(DISCLAIMER)
    say("One product name a line. :help shows more, Ctrl-D ends.")
    sys.stdin.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
    with _line_editing(session):
        while not session.ended:
            session = _turn(session)
    return 0


def _turn(session: Session) -> Session:
    """Read one line and answer it. Ctrl-C drops the line, or the answer; a fault is told and nothing ends."""
    try:
        return _answered(session, as_typed(input(_question(session))).strip())
    except EOFError:
        sys.stdout.write("\n")
        return replace(session, ended=True)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
    except RiotgearError as error:
        say(str(error))
    return session


def _question(session: Session) -> str:
    """What stands before the cursor: the date, where it is not today, decides what holds."""
    return "name> " if session.check.as_of == read_date(None) else f"name, {session.check.as_of}> "


def _answered(session: Session, line: str) -> Session:
    if line.startswith(":"):
        word, _, rest = line.partition(" ")
        command = COMMANDS.get(word)
        if command is None:
            raise UsageError(f"no command '{word}': {did_you_mean(word, COMMANDS)}")
        return command.do(session, rest.strip())
    if line:
        write_lines(answer(session.check, [session.check.check(line)], session.shown, session.explain), sys.stdout)
    return session


# --- commands ---------------------------------------------------------------------------------------------------


def _help(session: Session, _: str) -> Session:
    left = [f"{word} {command.argument}".strip() for word, command in COMMANDS.items()]
    wide = max(map(len, left))
    write_lines((f"{a.ljust(wide)}  {c.help}" for a, c in zip(left, COMMANDS.values(), strict=True)), sys.stdout)
    write_lines(["Tab completes kinds and commands, the arrows go back to earlier lines, Ctrl-C drops a line."], sys.stdout)
    return session


def _as_of(session: Session, day: str) -> Session:
    changed = replace(session, check=checker(session.store, day or None))
    say(run_line(changed.check, 0).line())
    return changed


def _explain(session: Session, _: str) -> Session:
    say("near misses and what was set aside: " + ("not shown" if session.explain else "shown"))
    return replace(session, explain=not session.explain)


def _show(session: Session, wanted: str) -> Session:
    from riotgear_check.commands import show

    show.run(wanted or None, session.check.as_of, "table", session.lang, session.store)
    return session


def _quit(session: Session, _: str) -> Session:
    return replace(session, ended=True)


COMMANDS = {
    ":as-of": Command("[DATE]", "take the law of that day; of today without a date", _as_of),
    ":explain": Command("", "show near misses and what was set aside, or stop showing them", _explain),
    ":help": Command("", "show this", _help),
    ":quit": Command("", "end; so does Ctrl-D", _quit),
    ":show": Command("[ID]", "show a kind or an entry, such as thumb-cuffs or eu/2025/II.2.2", _show),
}


# --- editing, history, completion -------------------------------------------------------------------------------


@contextlib.contextmanager
def _line_editing(session: Session) -> Iterator[None]:
    """Arrow keys, history and completion where Python has readline; a plain prompt elsewhere."""
    try:
        import readline
    except ImportError:
        yield
        return
    offers: list[str] = []

    def complete(line: str, state: int) -> str | None:
        if state == 0:
            offers[:] = completions(session.shown, line)
        return offers[state] if state < len(offers) else None

    readline.set_completer_delims("")
    readline.set_completer(complete)
    edits_by_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if edits_by_libedit else "tab: complete")
    readline.set_history_length(_LINES_KEPT)
    path = history_file()
    with contextlib.suppress(OSError):
        if path:
            readline.read_history_file(path)
    try:
        yield
    finally:
        # A history that cannot be kept is no reason to complain.
        with contextlib.suppress(OSError):
            if path:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
                readline.write_history_file(path)


def completions(lists: Lists, line: str) -> list[str]:
    """The lines that a line may become: commands, ids after `:show`, else labels of kinds."""
    if line.startswith(":show "):
        ids = [kind.id for kind in lists.equipment]
        ids += [entry.id for cl in lists.control_lists for edition in cl.editions for entry in edition.entries]
        return [offer for offer in (f":show {id_}" for id_ in ids) if offer.startswith(line)]
    if line.startswith(":"):
        return [word for word in COMMANDS if word.startswith(line)]
    typed = line.casefold()
    return [kind.label for kind in lists.equipment if kind.label.casefold().startswith(typed)]


def history_file() -> Path | None:
    """Where the lines are kept: the user's state folder, or nowhere without a home."""
    base = os.environ.get("XDG_STATE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".local" / "state") / "riotgear-check" / "history"
    except RuntimeError:
        return None
