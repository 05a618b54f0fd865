"""Where the lists come from, and their compiled form: the model as JSON and the index file, named by a hash of the YAML.

The YAML stays the one truth. A wheel carries the compiled form; for a checkout or an own folder it is kept in the
user's cache folder, named by the hash of every byte of the source, written whole or not at all, and done without where
the folder cannot be written.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import tempfile
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from riotgear_check import __version__
from riotgear_check.codec import decode, encode
from riotgear_check.faults import UsageError
from riotgear_check.matching import indexfile
from riotgear_check.matching.index import Index, build_index
from riotgear_check.model import Equipment, Examples, Language, Lists

COMPILED_FILES = ("law.json", "labels.json", "words.json", "index.data")
_KEPT = 8
_PACKAGE = Path(__file__).parent


def shipped_folder() -> Path:
    """The folder of the lists that come with the tool: inside the package, or of the checkout that it runs from."""
    inside = _PACKAGE / "lists"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "lists"


def open_store(paths: Iterable[Path] = ()) -> Store:
    """The lists at some paths: a whole reference (default the shipped one) and what adds to it.

    Raises UsageError for paths that do not exist, and ListsError for additions with faults.
    """
    paths = tuple(paths)
    if not paths:
        return Store()
    from riotgear_check.additions import split_paths  # late: brings the YAML parser and the rules of lint

    reference, additions = split_paths(paths)
    store = Store(reference)
    return ExtendedStore(store, additions) if additions else store


class Store:
    """The lists of one folder, each part loaded when first asked for. Raises ListsError where the files are invalid."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or shipped_folder()
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder}: no such folder of lists: name one with --lists")
        self.paths: tuple[Path, ...] = (self.folder,)  # by which another process opens the same lists

    @cached_property
    def lists(self) -> Lists:
        """The lists without words, terms, trade names and examples, which only the index and the reference need."""
        return decode(Lists, json.loads(self._part("law.json")))  # type: ignore[no-any-return]

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """What the kinds are called: code of a language → id of a kind → label. English labels are those of the lists."""
        return json.loads(self._part("labels.json"))  # type: ignore[no-any-return]

    @cached_property
    def full_lists(self) -> Lists:
        """The lists with all languages."""
        data = json.loads(self._part("words.json"))
        languages = decode(tuple[Language, ...], data["languages"])
        return dataclasses.replace(self.lists, languages=languages, equipment=decode(tuple[Equipment, ...], data["equipment"]))

    @cached_property
    def index(self) -> Index:
        """The index of the matcher."""
        found = self.kept_index()
        if found is None:
            self._keep()
            found = self.kept_index()
        return found or build_index(self._source)

    def kept_index(self) -> Index | None:
        """The index of the matcher where it is there for these very files, with the wheel or in the cache."""
        with contextlib.suppress(OSError, ValueError, KeyError):
            return indexfile.load(self._paths["index.data"])
        return None

    @cached_property
    def _source(self) -> Lists:
        from riotgear_check.lists import load_folder  # late: only this needs the YAML parser

        return load_folder(self.folder)

    @cached_property
    def _compiled(self) -> dict[str, bytes]:
        return compile_lists(self._source)

    @cached_property
    def _paths(self) -> dict[str, Path]:
        beside = _PACKAGE / "compiled"
        if self.folder == _PACKAGE / "lists" and beside.is_dir():
            return {name: beside / name for name in COMPILED_FILES}
        from riotgear_check.files import content_hash  # late: an installed wheel needs no hash

        key = _cache_key(content_hash(self.folder))
        return {name: _cache_folder() / f"{key}.{name}" for name in COMPILED_FILES}

    def compiled_files(self) -> list[Path]:
        """Where the compiled parts are, or would be if their folder could be written."""
        return list(self._paths.values())

    def _part(self, name: str) -> bytes:
        """One compiled part: from its file, else compiled anew and kept for the next time."""
        if "_compiled" not in self.__dict__:
            with contextlib.suppress(OSError):
                return self._paths[name].read_bytes()
            self._keep()
        return self._compiled[name]

    def _keep(self) -> None:
        """Compile, and write the parts where the next start finds them."""
        for name, data in self._compiled.items():
            _write_whole(self._paths[name], data)
        _prune(_cache_folder())


class ExtendedStore(Store):
    """A reference with additions. Control lists are put beside those of the reference; only further words need a new index."""

    def __init__(self, base: Store, paths: tuple[Path, ...]) -> None:
        from riotgear_check.additions import adds_words, read_addition

        super().__init__(base.folder)
        self.paths = (base.folder, *paths)
        self._base = base
        self._additions = tuple(map(read_addition, paths))
        self._same_words = not any(map(adds_words, self._additions))

    @cached_property
    def lists(self) -> Lists:
        """The lists of the reference with those of the additions."""
        return self._extended(self._base.lists if self._same_words else self._base.full_lists)

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The labels of the reference with those of the additions."""
        return _labels(self.full_lists)

    @cached_property
    def full_lists(self) -> Lists:
        """The same with all languages."""
        return self._extended(self._base.full_lists)

    @cached_property
    def index(self) -> Index:
        """The index of the reference, or one that knows the further words."""
        if self._same_words:
            return self._base.index
        key = _cache_key(self.full_lists.hash)
        path = _cache_folder() / f"{key}.index.data"
        with contextlib.suppress(OSError, ValueError, KeyError):
            return indexfile.load(path)
        index = build_index(self.full_lists)
        _write_whole(path, indexfile.dump(index))
        return index

    def _extended(self, lists: Lists) -> Lists:
        from riotgear_check.additions import extend

        return extend(lists, self._additions)


def compile_lists(lists: Lists) -> dict[str, bytes]:
    """The compiled parts of the lists: file name → bytes."""
    bare = tuple(dataclasses.replace(k, terms=(), models=(), lookalikes=(), examples=Examples()) for k in lists.equipment)
    law = dataclasses.replace(lists, languages=(), equipment=bare)
    return {
        "law.json": _json(encode(law)),
        "labels.json": _json(_labels(lists)),
        "words.json": _json({"languages": encode(lists.languages), "equipment": encode(lists.equipment)}),
        "index.data": indexfile.dump(build_index(lists)),
    }


def _labels(lists: Lists) -> dict[str, dict[str, str]]:
    return {language.code: language.labels for language in lists.languages}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _cache_key(lists_hash: str) -> str:
    """The name under which the compiled form of lists with that hash is kept."""
    import hashlib

    return hashlib.sha256(f"{lists_hash} {_code_stamp()}".encode()).hexdigest()[:24]


def _code_stamp() -> str:
    """What the compiled form depends on beside the lists: the version, and in a checkout the code that compiles."""
    parts = [__version__]
    for name in ("reader.py", "lists.py", "matching/index.py", "matching/indexfile.py", "model.py", "text.py", "codec.py"):
        with contextlib.suppress(OSError):
            status = (_PACKAGE / name).stat()
            parts.append(f"{status.st_mtime_ns}:{status.st_size}")
    return " ".join(parts)


def cached_file(name: str) -> Path:
    """Where a file of that name is kept between runs, whether it is there or not."""
    return _cache_folder() / name


def keep_file(path: Path, data: bytes) -> None:
    """Keep a file of the cache; what was kept longest ago makes room. Nothing happens where the folder cannot be written."""
    _write_whole(path, data)
    _prune(path.parent)


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "riotgear-check"
    except RuntimeError:  # no home directory
        return Path(tempfile.gettempdir()) / f"riotgear-check-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


def _prune(folder: Path) -> None:
    """Delete what was compiled longest ago, but for the last few: lists that are being edited leave a form at every save."""
    with contextlib.suppress(OSError):
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in files[_KEPT * len(COMPILED_FILES) :]:
            path.unlink()


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file so that another process sees all of it or nothing; a folder that cannot be written is no fault."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.replace(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
