"""The list files of a folder: which they are, and the hash of all their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path


def list_files(folder: Path) -> list[Path]:
    """The YAML files of a lists folder, in a fixed order."""
    names = [*folder.glob("*.yaml"), *folder.glob("equipment/*.yaml"), *folder.glob("languages/*.yaml")]
    return sorted(path for path in names if path.is_file())


def is_reference(path: Path) -> bool:
    """Whether a folder is a whole reference, which stands in place of the shipped one, rather than an addition."""
    return any((path / name).is_file() for name in ("words.yaml", "un.yaml", "eu.yaml"))


def content_hash(folder: Path, paths: list[Path] | None = None) -> str:
    """SHA-256 over the names and bytes of the list files of a folder (all when none are named), first 16 hex digits."""
    digest = hashlib.sha256()
    for path in list_files(folder) if paths is None else paths:
        data = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    version = folder / "VERSION"
    if version.is_file():
        digest.update(version.read_bytes().strip())
    return digest.hexdigest()[:16]


def file_hash(path: Path) -> str:
    """SHA-256 of the bytes of a file. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
