"""List files → model. All faults of all files are collected; nothing is loaded from a tag, an anchor or another path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from riotgear_check.faults import Fault, ListsError
from riotgear_check.files import content_hash, list_files
from riotgear_check.model import ControlList, Ended, Equipment, Language, Lists, Source, TradeName, Unit, WordClass
from riotgear_check.reader import INVALID, Reader, node_at, read_text
from riotgear_check.reader import Path as NodePath

MAX_FILE_BYTES = 4_000_000


@dataclass
class LoadedFile:
    """One list file as read: the name that faults show, its text, and its value, None where it cannot be read."""

    name: str
    text: str
    value: Any
    nodes: yaml.Node | None = None

    @cached_property
    def root(self) -> yaml.Node | None:
        """The nodes of the file, None where it is no YAML. Composed when first asked for: only a fault needs places."""
        return self.nodes or Reader(self.name).compose(self.text)

    def node(self, path: NodePath) -> yaml.Node | None:
        """The node at a path, or the nearest one above it."""
        return node_at(self.root, path) if self.root else None


@dataclass(slots=True)
class LoadedLists:
    """The lists with what lint needs: the files as read and the faults found while reading."""

    lists: Lists
    files: dict[str, LoadedFile] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def file_type(name: str) -> Any:
    """What a list file holds, by its place in the folder."""
    if name == "words.yaml":
        return tuple[WordClass, ...]
    if name == "units.yaml":
        return tuple[Unit, ...]
    if name == "models.yaml":
        return dict[str, tuple[TradeName, ...]]
    if name == "sources.yaml":
        return tuple[Source, ...]
    if name == "ended.yaml":
        return tuple[Ended, ...]
    if name.startswith("equipment/"):
        return tuple[Equipment, ...]
    if name.startswith("languages/"):
        return Language
    return ControlList


def read_folder(folder: Path, shown_as: str = "") -> LoadedLists:
    """Read all list files of a folder. Faults are in the result; what could be read is in its `lists`."""
    version_file = folder / "VERSION"
    version = version_file.read_text("utf-8").strip() if version_file.is_file() else "unversioned"
    return read_files(folder, list_files(folder), version, shown_as)


def read_files(folder: Path, paths: list[Path], version: str, shown_as: str = "") -> LoadedLists:
    """Read some list files of a folder. Faults are in the result; what could be read is in its `lists`."""
    faults: list[Fault] = []
    files: dict[str, LoadedFile] = {}
    prefix = shown_as or str(folder)
    if not paths:
        faults.append(Fault(prefix, 1, 1, "RG001", "no list files here", "name a folder with un.yaml, eu.yaml, or a list file"))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        loaded = _read_file(path, f"{prefix}/{name}".removeprefix("./"), file_type(name), faults)
        if loaded:
            files[name] = loaded
    # Without all files there is no hash, and no lists to which it could belong.
    digest = content_hash(folder, paths) if len(files) == len(paths) else ""
    return LoadedLists(_assemble(files, version, digest), files, faults)


def load_folder(folder: Path) -> Lists:
    """Read a folder and return its lists. Raises ListsError with all faults."""
    loaded = read_folder(folder)
    if loaded.faults:
        raise ListsError(loaded.faults)
    return loaded.lists


def _read_file(path: Path, shown_as: str, hint: Any, faults: list[Fault]) -> LoadedFile | None:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            faults.append(Fault(shown_as, 1, 1, "RG005", f"larger than {MAX_FILE_BYTES:,} bytes", "split the file"))
            return None
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        faults.append(Fault(shown_as, 1, 1, "RG001", f"cannot be read: {error.strerror}", "check the path"))
        return None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        faults.append(Fault(shown_as, line, 1, "RG001", "not UTF-8", "save the file as UTF-8"))
        return None
    return _read_text(text, shown_as, hint, faults)


def _read_text(text: str, shown_as: str, hint: Any, faults: list[Fault]) -> LoadedFile:
    value, found, nodes = read_text(text, shown_as, hint)
    faults.extend(found)
    return LoadedFile(shown_as, text, None if value is INVALID else value, nodes)


def with_texts(loaded: LoadedLists, texts: Mapping[str, str]) -> LoadedLists:
    """The lists as they would be read with other texts in some of their files."""
    files = dict(loaded.files)
    faults = [fault for fault in loaded.faults if fault.file not in {files[name].name for name in texts}]
    for name, text in texts.items():
        files[name] = _read_text(text, files[name].name, file_type(name), faults)
    return LoadedLists(_assemble(files, loaded.lists.version, loaded.lists.hash), files, faults)


def _assemble(files: dict[str, LoadedFile], version: str, digest: str) -> Lists:
    control_lists: list[ControlList] = []
    equipment: list[Equipment] = []
    families: dict[str, str] = {}
    classes: Iterable[WordClass] = ()
    languages: list[Language] = []
    sources: Iterable[Source] = ()
    models: dict[str, tuple[TradeName, ...]] = {}
    units: Iterable[Unit] = ()
    ended: Iterable[Ended] = ()
    for name, loaded in files.items():
        if loaded.value is None:
            continue
        if name == "words.yaml":
            classes = loaded.value
        elif name == "models.yaml":
            models = loaded.value
        elif name == "units.yaml":
            units = loaded.value
        elif name == "sources.yaml":
            sources = loaded.value
        elif name == "ended.yaml":
            ended = loaded.value
        elif name.startswith("equipment/"):
            family = name.removeprefix("equipment/").removesuffix(".yaml")
            equipment.extend(loaded.value)
            families.update({kind.id: family for kind in loaded.value})
        elif name.startswith("languages/"):
            languages.append(loaded.value)
        else:
            control_lists.append(loaded.value)
    # The UN and the EU lists come first in every table; a further list follows by name.
    control_lists.sort(key=lambda item: ({"un": 0, "eu": 1}.get(item.id, 2), item.id))
    return Lists(
        version=version,
        hash=digest,
        control_lists=tuple(control_lists),
        equipment=tuple(replace(kind, models=(*kind.models, *models.get(kind.id, ()))) for kind in equipment),
        families=families,
        classes=tuple(classes),
        units=tuple(units),
        languages=tuple(languages),
        sources=(*sources, *(document for item in control_lists for document in item.documents)),
        ended=tuple(ended),
    )
