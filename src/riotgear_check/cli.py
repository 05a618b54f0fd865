"""The command line: arguments in, exit code out, nothing else."""

from __future__ import annotations

import copy
import gc
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Optional

import typer
from typer._click.exceptions import ClickException

from riotgear_check import completion
from riotgear_check.faults import ListsError, RiotgearError
from riotgear_check.terminal import prepare_streams

app = typer.Typer(
    name="riotgear-check",
    help="Check product names against the UN and EU lists of torture equipment. Triage, not a legal verdict.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

AsOf = Annotated[
    Optional[str],
    typer.Option(
        "--as-of", metavar="DATE", help="The date whose law counts, YYYY-MM-DD; default today.", autocompletion=completion.days
    ),
]
OwnLists = Annotated[
    Optional[list[Path]],
    typer.Option(
        "--lists",
        metavar="PATH",
        help="A list file, or a folder of them, to use beside those shipped; repeatable. A folder with a whole reference replaces them.",
        envvar="RIOTGEAR_CHECK_LISTS",
    ),
]
ExpectLists = Annotated[
    Optional[str],
    typer.Option("--expect-lists", metavar="HASH", help="Fail unless the lists have this hash; its first 8 digits are enough."),
]
Output = Annotated[Optional[str], typer.Option("--output", "-o", metavar="FILE", help="Write to this file, whole or not at all.")]
Lang = Annotated[
    Optional[str],
    typer.Option(
        "--lang",
        metavar="CODE",
        help="Language of labels and titles, such as fr; default that of the locale.",
        autocompletion=completion.languages,
    ),
]


class LookupFormat(StrEnum):
    """Formats of lookup."""

    TABLE = "table"
    JSON = "json"


class ScreenFormat(StrEnum):
    """Formats of screen."""

    TABLE = "table"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    HTML = "html"
    XLSX = "xlsx"
    PARQUET = "parquet"
    ARROW = "arrow"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


class DiffFormat(StrEnum):
    """Formats of diff."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    HTML = "html"


class LintFormat(StrEnum):
    """Formats of lint."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"


class ExportFormat(StrEnum):
    """Formats of export."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    SKOS = "skos"
    SSSOM = "sssom"


class Shell(StrEnum):
    """Shells that complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


class FailOn(StrEnum):
    """What makes screen end with exit code 1."""

    PROHIBITED = "prohibited"
    CONTROLLED = "controlled"
    CLUE = "clue"
    NEVER = "never"


def _version(wanted: bool) -> None:
    if wanted:
        from riotgear_check.commands.version import text

        typer.echo(text())
        raise typer.Exit()


@app.callback()
def _main(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show versions of the tool and of the lists."),
    ] = False,
    no_config: Annotated[bool, typer.Option("--no-config", help="Read no configuration file.")] = False,
) -> None:
    # The doctor reads it by itself, to report a fault in it beside all else.
    if not no_config and context.invoked_subcommand != "doctor":
        context.default_map = _defaults()[1]


def _defaults() -> tuple[Path | None, dict[str, dict[str, Any]]]:
    """The configuration file of the working folder, if there is one, and what it sets."""
    from riotgear_check.config import find_config, option_kinds, read_config

    path = find_config(Path.cwd())
    if path is None:
        return None, {}
    commands = [(name, command.params) for name, command in typer.main.get_command(app).commands.items()]  # type: ignore[attr-defined]
    return path, read_config(path, option_kinds(commands))


def _store(paths: list[Path] | None, expected: str | None = None):  # type: ignore[no-untyped-def]
    from riotgear_check.store import open_store

    store = open_store(paths or ())
    if expected is not None:
        from riotgear_check.evidence import expect_lists

        expect_lists(store.lists, expected)
    return store


@app.command()
def lookup(
    names: Annotated[
        Optional[list[str]],
        typer.Argument(
            metavar="[NAME]...",
            help="Product names; '-' reads one name a line from standard input; without any, a prompt on a terminal.",
        ),
    ] = None,
    as_of: AsOf = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also show what was set aside and the nearest misses.")] = False,
    format_: Annotated[LookupFormat, typer.Option("--format", help="How to show it.")] = LookupFormat.TABLE,
    lang: Lang = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Say what each list says of a product name, and why."""
    from riotgear_check.commands import lookup as command

    options = command.LookupOptions(tuple(names or ()), as_of, explain, format_.value, lang)
    return command.run(options, _store(lists, expect_lists))


@app.command()
def screen(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="CSV, Excel, JSON or plain text with one name a line; '-' is standard input.")
    ],
    column: Annotated[
        Optional[list[str]],
        typer.Option("--column", "-c", metavar="NAME", help="Column with product names; repeatable; guessed when left out."),
    ] = None,
    format_: Annotated[ScreenFormat, typer.Option("--format", help="How to show it.")] = ScreenFormat.TABLE,
    everything: Annotated[bool, typer.Option("--all", help="Report every row, not only matches and clues.")] = False,
    as_of: AsOf = None,
    output: Output = None,
    encoding: Annotated[Optional[str], typer.Option("--encoding", help="Encoding of the input; found out when left out.")] = None,
    delimiter: Annotated[Optional[str], typer.Option("--delimiter", help="Delimiter of the input, one character or 'tab'.")] = None,
    sheet: Annotated[
        Optional[str], typer.Option("--sheet", metavar="NAME|NUMBER", help="Sheet of a workbook; the first when left out.")
    ] = None,
    keep: Annotated[
        Optional[list[str]],
        typer.Option("--keep", metavar="COL,...", help="Columns to show beside the names; all when left out."),
    ] = None,
    group_by: Annotated[
        Optional[str], typer.Option("--group-by", metavar="COL", help="Also count by this column, such as the exhibitor.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 when something at or above this is found.")
    ] = FailOn.NEVER,
    suppressions: Annotated[
        Optional[Path], typer.Option("--suppressions", metavar="FILE", help="Set aside what this file says is cleared.")
    ] = None,
    baseline: Annotated[
        Optional[Path],
        typer.Option(
            "--baseline", metavar="EARLIER.jsonl", help="Report only what is new since this screening, and what went away."
        ),
    ] = None,
    lang: Lang = None,
    jobs: Annotated[
        Optional[int], typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes that match; default one a core.")
    ] = None,
    resume: Annotated[
        Optional[bool],
        typer.Option("--resume/--no-resume", help="Go on with the partial output of a run that was interrupted, or start over."),
    ] = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Screen a table or a list of product names."""
    from riotgear_check.commands import screen as command

    options = command.ScreenOptions(
        source=file,
        columns=tuple(column or ()),
        format=format_.value,
        everything=everything,
        as_of=as_of,
        output=output,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        keep=tuple(title.strip() for part in keep or () for title in part.split(",") if title.strip()),
        group_by=group_by,
        fail_on=fail_on.value,
        suppressions=suppressions,
        baseline=baseline,
        lang=lang,
        jobs=jobs,
        resume=resume,
    )
    return command.run(options, _store(lists, expect_lists))


@app.command()
def review(
    findings: Annotated[Path, typer.Argument(metavar="FINDINGS.jsonl", help="What screen --format jsonl wrote.")],
    suppressions: Annotated[
        Path, typer.Option("--suppressions", metavar="FILE", help="The file of decisions: read if it is there, and written.")
    ] = Path("suppressions.yaml"),
    by: Annotated[Optional[str], typer.Option("--by", metavar="NAME", help="Who decides; asked for when left out.")] = None,
    until: Annotated[
        Optional[str], typer.Option("--until", metavar="DATE", help="Last day of what is cleared; default a year from today.")
    ] = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Step through findings: confirm, clear with a reason, or leave."""
    from riotgear_check.commands import review as command

    return command.run(findings, suppressions, by, until, _store(lists, expect_lists))


@app.command()
def diff(
    a: Annotated[
        str,
        typer.Argument(
            metavar="[A]",
            help="A list: un, eu, eu@2019 (edition) or eu@2023-11-14 (date).",
            autocompletion=completion.sides,
        ),
    ] = "un",
    b: Annotated[str, typer.Argument(metavar="[B]", help="The list to compare it with.", autocompletion=completion.sides)] = "eu",
    as_of: AsOf = None,
    format_: Annotated[DiffFormat, typer.Option("--format", help="How to show it.")] = DiffFormat.TABLE,
    lang: Lang = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Show where two lists, editions or dates differ."""
    from riotgear_check.commands import diff as command

    return command.run(a, b, as_of, format_.value, lang, _store(lists, expect_lists))


@app.command()
def show(
    id_: Annotated[
        Optional[str],
        typer.Argument(
            metavar="[ID]",
            help="A kind, an entry, a list, an edition, 'languages' or 'sources'; all kinds when left out.",
            autocompletion=completion.references,
        ),
    ] = None,
    as_of: AsOf = None,
    format_: Annotated[LookupFormat, typer.Option("--format", help="How to show it.")] = LookupFormat.TABLE,
    lang: Lang = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Show the reference: kinds, entries, lists, editions, languages, sources."""
    from riotgear_check.commands import show as command

    return command.run(id_, as_of, format_.value, lang, _store(lists, expect_lists))


@app.command()
def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder, or one that this command made before.")],
    as_of: AsOf = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Write the reference as static pages with a search box, to open from disk or to put on any web server."""
    from riotgear_check.commands import site as command

    return command.run(folder, as_of, _store(lists, expect_lists))


@app.command()
def lint(
    paths: Annotated[
        Optional[list[Path]],
        typer.Argument(metavar="[PATH]...", help="Folders of list files, or files in one; those shipped when left out."),
    ] = None,
    format_: Annotated[LintFormat, typer.Option("--format", help="How to show it.")] = LintFormat.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    base: Annotated[
        Optional[str],
        typer.Option(
            "--base", metavar="REF", help="Warn only about lines that changed since this git revision; errors always count."
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="First mend what is mechanical, and say what changed.")] = False,
    explain: Annotated[
        Optional[str],
        typer.Option(
            "--explain",
            metavar="CODE",
            help="Print the manual of a rule, such as RG101, and end.",
            autocompletion=completion.rules,
        ),
    ] = None,
) -> int:
    """Check the list files and report every fault."""
    from riotgear_check.commands import lint as command

    return command.explain(explain) if explain else command.run(paths or [], format_.value, strict, fix, base)


@app.command()
def evaluate(
    corpora: Annotated[
        list[Path], typer.Argument(metavar="CORPUS.csv...", help="Labelled names: name, lang, un, eu, slice, and more.")
    ],
    as_of: AsOf = None,
    format_: Annotated[LookupFormat, typer.Option("--format", help="How to show it.")] = LookupFormat.TABLE,
    fail_under: Annotated[
        float, typer.Option("--fail-under", help="Exit with 1 where recall or verdicts fall below this, 0 to 1.")
    ] = 0.0,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Measure the matcher on labelled names: recall, verdicts, false alarms, by language, kind and slice."""
    from riotgear_check.commands import evaluate as command

    return command.run(corpora, as_of, format_.value, fail_under, _store(lists, expect_lists))


@app.command()
def export(
    format_: Annotated[
        ExportFormat,
        typer.Option("--format", help="json and jsonl hold all editions; csv, skos and sssom the law of the date."),
    ] = ExportFormat.JSON,
    output: Output = None,
    as_of: AsOf = None,
    lists: OwnLists = None,
    expect_lists: ExpectLists = None,
) -> int:
    """Write the reference for other programs."""
    from riotgear_check.commands import export as command

    return command.run(as_of, format_.value, output, _store(lists, expect_lists))


@app.command()
def doctor(
    format_: Annotated[LookupFormat, typer.Option("--format", help="How to show it.")] = LookupFormat.TABLE,
    lists: OwnLists = None,
) -> int:
    """Say whether the tool is fit for use here: versions, lists, extras, encoding, terminal, browser."""
    from riotgear_check.commands import doctor as command

    return command.run(format_.value, lambda: _store(lists, None), lambda: _defaults()[0])


@app.command("completion")
def completion_(shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh or fish.")]) -> int:
    """Print the script that lets a shell complete commands, options, kinds and entries."""
    sys.stdout.write(completion.script(shell.value))
    return 0


@app.command("new-list")
def new_list(
    id_: Annotated[str, typer.Argument(metavar="ID", help="What to call the list, such as fair-2027: it heads a column.")],
    output: Output = None,
) -> int:
    """Write a control list of your own to fill in, with comments."""
    from riotgear_check.commands import new_list as command

    return command.run(id_, output)


def main() -> None:
    """Run the command line. The one place where the program ends."""
    # Reading the lists makes many objects that all live to the end: collecting garbage meanwhile takes a quarter of the
    # time of a lookup. The commands that run long turn it on again.
    gc.disable()
    prepare_streams()
    # Asked to end, the program ends as on Ctrl-C: nothing half-written stays, and one line says so.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if completion.VARIABLE in os.environ:
        completion.prepare()
    code = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        # The reader has gone or the disk is full: Python must not try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError) and code == 0:
            code = _fail(f"standard output: cannot be written: {error.strerror}", 2)
    sys.exit(code)


def _named(arguments: list[str]) -> typer.Typer:
    """The command line with only the commands that are named, or whole where none is: to set up all takes a tenth of a lookup."""
    named = [info for info in app.registered_commands if (info.name or getattr(info.callback, "__name__", "")) in arguments]
    if not named or completion.VARIABLE in os.environ:
        return app
    part = copy.copy(app)
    part.registered_commands = named
    return part


def _run() -> int:
    try:
        code = int(_named(sys.argv[1:])(standalone_mode=False) or 0)
        # To Ctrl-C typer answers with the code alone.
        return _fail("interrupted", code) if code == 130 else code
    except ClickException as error:
        return _fail(f"{error.format_message()}: see 'riotgear-check --help'".replace(".: ", ": "), 2)
    except ListsError as error:
        return _fail(str(error), error.exit_code)
    except RiotgearError as error:
        return _fail(str(error), error.exit_code)
    except SystemExit as error:
        # typer ends by itself where the reader of standard output has gone; that the reader has enough is no fault.
        if not isinstance(error.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _fail("interrupted", 130)
    except MemoryError:
        return _fail("interrupted: not enough memory: split the input, or allow fewer processes with --jobs", 130)


def _fail(message: str, code: int) -> int:
    from riotgear_check.report.common import printable

    sys.stderr.write(f"riotgear-check: {printable(message)}\n")
    return code


if __name__ == "__main__":
    main()
