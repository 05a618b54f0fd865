"""What tests share: the lists, a checker for two dates, and the command as a user runs it."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from riotgear_check.api import Checker, checker
from riotgear_check.model import Lists
from riotgear_check.store import Store

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
MILIPOL_2023 = "2023-11-14"
TODAY = "2026-11-24"


@dataclass(frozen=True)
class Outcome:
    """What a run of the command gave."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records of JSON Lines, without the header."""
        return [json.loads(line) for line in self.out.splitlines()][1:]


def run(*args: str, stdin: str | bytes = "", env: dict[str, str] | None = None, cwd: Path | None = None) -> Outcome:
    """Run the command in a process of its own."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    process = subprocess.run(
        [sys.executable, "-m", "riotgear_check", *args],
        input=data,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", **(env or {})},
        cwd=cwd,
        check=False,
    )
    return Outcome(process.returncode, process.stdout.decode(), process.stderr.decode())


def script(path: str) -> ModuleType:
    """A script of the repository, such as docs/generate.py, as a module."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextlib.contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own, of a size such as 256k, in a new folder; skips where none may be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a `disk`: "ro" makes it read-only, "size=64m" larger."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


@pytest.fixture(scope="session")
def store() -> Store:
    return Store()


@pytest.fixture(scope="session")
def lists(store: Store) -> Lists:
    return store.full_lists


@pytest.fixture(scope="session")
def now(store: Store) -> Checker:
    """The law of the day these tests were written for."""
    return checker(store, TODAY)


@pytest.fixture(scope="session")
def milipol_2023(store: Store) -> Checker:
    """The law on the first day of Milipol 2023."""
    return checker(store, MILIPOL_2023)


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (the developers' data), which is not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium for tests of pages; see tests/browser.py."""
    from tests.browser import executable

    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install --group browser")
    pytest.importorskip("axe_playwright_python", reason="needs axe-core: pip install --group browser")
    path = executable()
    if path is None:
        pytest.skip("needs a Chromium: apt-get install chromium, or name one in RIOTGEAR_CHECK_BROWSER")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path)
        yield chromium
        chromium.close()
