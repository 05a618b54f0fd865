"""The configuration of a project: `.riotgear-check.toml`, or `[tool.riotgear-check]` in pyproject.toml.

The nearest file counts, from the working folder upwards; there is none for a user or a machine, so that the same folder
gives the same result everywhere. Keys are the long options of the commands without their dashes: at the top they count
for every command that has the option, in a table named after a command for that command alone. The command line wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riotgear_check.faults import UsageError, did_you_mean

OWN_FILE = ".riotgear-check.toml"
SHARED_FILE = "pyproject.toml"
TABLE = "riotgear-check"
_LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Option:
    """An option that a configuration file may set: the name of its parameter, and what it takes.

    `kind` is text, number, truth or path; `several` where it may be given more than once.
    """

    parameter: str
    kind: str = "text"
    several: bool = False


Options = Mapping[str, Mapping[str, Option]]
Defaults = dict[str, dict[str, Any]]


def find_config(start: Path) -> Path | None:
    """The configuration file that counts in a folder, or None."""
    for folder in (start, *start.parents):
        own, shared = folder / OWN_FILE, folder / SHARED_FILE
        if own.is_file():
            return own
        if shared.is_file() and _has_table(shared):
            return shared
    return None


def _has_table(path: Path) -> bool:
    data = _bytes(path)
    # The parser is loaded only where the table may be there.
    return TABLE.encode() in data and TABLE in _parsed(path, data).get("tool", {})


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}: mend it, or use --no-config") from None
    if len(data) > _LARGEST:
        raise UsageError(f"{path}: larger than {_LARGEST:,} bytes: no configuration is; mend it, or use --no-config")
    return data


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise UsageError(f"{path}: not UTF-8: save it as UTF-8, or use --no-config") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}: mend it, or use --no-config") from None


def read_config(path: Path, options: Options) -> Defaults:
    """Command → parameter → value, as the file sets them. `options` are those that there are: command → key → option.

    Paths are taken from the folder of the file. Raises UsageError for what is not readable, an unknown key or a wrong type.
    """
    content = _parsed(path, _bytes(path))
    table = content.get("tool", {}).get(TABLE, {}) if path.name == SHARED_FILE else content
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [tool.{TABLE}] is no table: write keys below it")
    defaults: Defaults = {command: {} for command in options}
    everywhere = {key: option for command in options.values() for key, option in command.items()}
    for key, value in table.items():
        if key in options and isinstance(value, dict):
            continue
        option = _option(path, key, {**everywhere, **dict.fromkeys(options, Option(""))})
        for command, own in options.items():
            if key in own:
                defaults[command][option.parameter] = _value(path, key, value, own[key])
    for command in options.keys() & table.keys():
        if not isinstance(table[command], dict):
            raise UsageError(f"{path}: '{command}' is a command: write a table [{command}] of its options")
        for key, value in table[command].items():
            option = _option(path, key, options[command])
            defaults[command][option.parameter] = _value(path, key, value, option)
    return defaults


def _option(path: Path, key: str, known: Mapping[str, Option]) -> Option:
    if key not in known:
        hint = did_you_mean(key, known) or "docs/commands.md has the options"
        raise UsageError(f"{path}: unknown key '{key}': {hint}")
    return known[key]


_TYPES = {"text": str, "path": str, "number": (int, float), "truth": bool}
_WANTED = {"text": "text in quotes", "path": "a path in quotes", "number": "a number", "truth": "true or false"}


def _value(path: Path, key: str, value: Any, option: Option) -> Any:
    values = value if option.several and isinstance(value, list) else [value]
    for item in values:
        right = isinstance(item, _TYPES[option.kind]) and (option.kind == "truth" or not isinstance(item, bool))  # type: ignore[arg-type]
        if not right:
            raise UsageError(f"{path}: '{key}' is to be {_WANTED[option.kind]}" + (", or a list of such" if option.several else ""))
    if option.kind == "path":
        values = [item if item == "-" else str(path.parent / Path(item).expanduser()) for item in values]
    return values if option.several else values[0]


def option_kinds(commands: Iterable[tuple[str, Iterable[Any]]]) -> Options:
    """The options of some commands of the command line, as a configuration file may set them."""
    return {name: dict(_described(parameters)) for name, parameters in commands}


def _described(parameters: Iterable[Any]) -> Iterable[tuple[str, Option]]:
    for parameter in parameters:
        long = next((name[2:] for name in parameter.opts if name.startswith("--")), "")
        if not long or parameter.is_eager:
            continue
        yield long, Option(parameter.name, _kind(parameter), parameter.multiple)


def _kind(parameter: Any) -> str:
    if parameter.is_flag:
        return "truth"
    return {"path": "path", "file": "path", "integer": "number", "float": "number"}.get(parameter.type.name, "text")
