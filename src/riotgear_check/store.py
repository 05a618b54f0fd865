"""Where the lists come from, and their compiled form: JSON of the model and of the index beside a hash of the YAML.

The YAML stays the one truth. A wheel carries the compiled form; for a checkout or an own folder it is kept in the
user's cache folder, named by the hash of every byte of the source, written whole or not at all, and done without where
the folder cannot be written.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import os
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from riotgear_check import __version__
from riotgear_check.codec import decode, encode
from riotgear_check.faults import UsageError
from riotgear_check.lists import content_hash, load_folder
from riotgear_check.matching.index import Index, build_index
from riotgear_check.model import Language, Lists

COMPILED_NAMES = ("law", "languages", "index")
_PACKAGE = Path(__file__).parent


def shipped_folder() -> Path:
    """The folder of the lists that come with the tool: inside the package, or of the checkout that it runs from."""
    inside = _PACKAGE / "lists"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "lists"


class Store:
    """The lists of one folder, each part loaded when first asked for. Raises ListsError where the files are invalid."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or shipped_folder()
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder}: no such folder of lists: name one with --lists")

    @cached_property
    def lists(self) -> Lists:
        """The lists without the words of the languages, which only the index and the reference need."""
        return decode(Lists, self._part("law"))  # type: ignore[no-any-return]

    @cached_property
    def full_lists(self) -> Lists:
        """The lists with all languages."""
        languages = decode(tuple[Language, ...], self._part("languages"))
        return dataclasses.replace(self.lists, languages=languages)

    @cached_property
    def index(self) -> Index:
        """The index of the matcher."""
        return Index.from_plain(self._part("index"))

    @cached_property
    def _compiled(self) -> dict[str, Any]:
        return compile_lists(load_folder(self.folder))

    @cached_property
    def _paths(self) -> dict[str, Path]:
        beside = _PACKAGE / "compiled"
        if self.folder == _PACKAGE / "lists" and beside.is_dir():
            return {name: beside / f"{name}.json" for name in COMPILED_NAMES}
        key = hashlib.sha256(f"{content_hash(self.folder)} {_code_stamp()}".encode()).hexdigest()[:24]
        return {name: _cache_folder() / f"{key}.{name}.json" for name in COMPILED_NAMES}

    def _part(self, name: str) -> Any:
        """One compiled part: from its file, else compiled anew and kept for the next time."""
        if "_compiled" not in self.__dict__:
            try:
                return json.loads(self._paths[name].read_bytes())
            except (OSError, ValueError):
                pass
            for part, data in self._compiled.items():
                _write_whole(self._paths[part], json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        return self._compiled[name]


def compile_lists(lists: Lists) -> dict[str, Any]:
    """The compiled parts of the lists, as JSON types."""
    law = dataclasses.replace(lists, languages=())
    return {"law": encode(law), "languages": encode(lists.languages), "index": build_index(lists).to_plain()}


def _code_stamp() -> str:
    """What the compiled form depends on beside the lists: the version, and in a checkout the code that compiles."""
    parts = [__version__]
    for name in ("matching/index.py", "model.py", "text.py", "codec.py"):
        with contextlib.suppress(OSError):
            status = (_PACKAGE / name).stat()
            parts.append(f"{status.st_mtime_ns}:{status.st_size}")
    return " ".join(parts)


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "riotgear-check"
    except RuntimeError:  # no home directory
        return Path(tempfile.gettempdir()) / f"riotgear-check-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that another process sees all of it or nothing; a folder that cannot be written is no fault."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
