"""Own lists: a file or a folder that adds to the reference, such as a national list or the house rules of a fair.

An addition may hold control lists, kinds of equipment, sources, trade names and languages, in the same form as the
reference. A language that is there gets further words. Nothing that is there is changed: to do so, copy the whole
reference and name that folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from riotgear_check.faults import Fault, ListsError, UsageError
from riotgear_check.files import is_reference, list_files
from riotgear_check.lint import check_context
from riotgear_check.lint.context import LintContext
from riotgear_check.lists import LoadedLists, read_files
from riotgear_check.model import Language, Lists

# Without these an addition would say something else than it seems to, and nobody would notice.
_CHECKED = ("RG201", "RG202", "RG203", "RG205", "RG501")


def split_paths(paths: tuple[Path, ...]) -> tuple[Path | None, tuple[Path, ...]]:
    """The whole reference among the paths, if any, and the additions. Raises UsageError for a missing path or two references."""
    for path in paths:
        if not _is_there(path):
            raise UsageError(f"{path}: no such file or folder of lists: check the path given with --lists")
    references = [path for path in paths if is_reference(path)]
    if len(references) > 1:
        names = ", ".join(map(str, references))
        raise UsageError(f"two whole references: {names}: name one of them; further lists go in files or folders of their own")
    return (references[0] if references else None), tuple(path for path in paths if path not in references)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file() or path.is_dir()
    except OSError:  # a name longer than the system has
        return False


def read_addition(path: Path, shown_as: str = "") -> LoadedLists:
    """Read a list file, or a folder of them. Faults are in the result. Raises UsageError for units, which are not to be added."""
    folder, files = (path.parent, [path]) if path.is_file() else (path, list_files(path))
    if folder / "units.yaml" in files:
        raise UsageError(f"{folder / 'units.yaml'}: units cannot be added: copy the whole reference and name that folder")
    return read_files(folder, files, path.stem, shown_as)


def extend(base: Lists, additions: tuple[LoadedLists, ...]) -> Lists:
    """The reference with the additions. Raises ListsError with all faults of the additions."""
    faults: list[Fault] = []
    for addition in additions:
        context = context_of(base, addition)
        faults += check_context(context, _CHECKED)
        base = context.lists
    if faults:
        raise ListsError(faults)
    return base


def context_of(base: Lists, addition: LoadedLists, shown_as: str = "") -> LintContext:
    """What the rules of lint look at in an addition: its files, and the reference that they refer to."""
    return LintContext(replace(addition, lists=_merged(base, addition)), shown_as, base)


def adds_words(addition: LoadedLists) -> bool:
    """Whether an addition changes what is matched, and not only what the lists say of it."""
    lists = addition.lists
    return bool(lists.equipment or lists.languages or "models.yaml" in addition.files)


def _merged(base: Lists, addition: LoadedLists) -> Lists:
    added = addition.lists
    loaded = addition.files.get("models.yaml")
    models = loaded.value or {} if loaded else {}
    digest = hashlib.sha256(f"{base.hash} {added.hash}".encode()).hexdigest()[:16]
    return replace(
        base,
        version=f"{base.version}+{added.version}",
        hash=digest,
        control_lists=(*base.control_lists, *added.control_lists),
        equipment=(*(replace(k, models=(*k.models, *models.get(k.id, ()))) for k in base.equipment), *added.equipment),
        families={**base.families, **added.families},
        languages=_joined_languages(base.languages, added.languages),
        sources=(*base.sources, *added.sources),
        ended=(*base.ended, *added.ended),
    )


def _joined_languages(base: tuple[Language, ...], added: tuple[Language, ...]) -> tuple[Language, ...]:
    out = {language.code: language for language in base}
    for language in added:
        out[language.code] = _joined(out[language.code], language) if language.code in out else language
    return tuple(out.values())


def _joined(base: Language, added: Language) -> Language:
    """A language with further words: lists and tables grow, single values stay as they are."""
    grown: dict[str, Any] = {}
    for field in fields(Language):
        old, new = getattr(base, field.name), getattr(added, field.name)
        if isinstance(old, tuple):
            grown[field.name] = (*old, *new)
        elif isinstance(old, dict):
            more = {key: (*old[key], *value) for key, value in new.items() if key in old and isinstance(value, tuple)}
            grown[field.name] = {**new, **old, **more}
    return replace(base, **grown)
