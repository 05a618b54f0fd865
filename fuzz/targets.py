"""What is fuzzed: a target takes bytes, and may only return or raise an error of ours."""

from __future__ import annotations

import contextlib
import itertools
import json
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from riotgear_check.api import Checker, load
from riotgear_check.faults import RiotgearError
from riotgear_check.lists import file_type
from riotgear_check.matching.matcher import LONGEST_NAME
from riotgear_check.reader import Reader
from riotgear_check.report.common import printable, result_dict
from riotgear_check.report.jsons import dumps
from riotgear_check.store import Store
from riotgear_check.tables import guess_column, open_table

ROOT = Path(__file__).parent.parent
SUFFIXES = (".csv", ".txt", ".tsv", ".json", ".jsonl", ".csv.gz", ".xlsx", "")
LIST_FILES = ("un.yaml", "sources.yaml", "words.yaml", "models.yaml", "units.yaml", "equipment/a.yaml", "languages/en.yaml")
_ROWS = 500


class TableTarget:
    """The first byte chooses the suffix of the file name, the rest is the file."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="riotgear-fuzz-"))
        self._titles = [title for language in Store().full_lists.languages for title in language.columns.product]

    def __call__(self, data: bytes) -> None:
        """Open the file, guess the column, read the rows."""
        path = self._folder / f"table{SUFFIXES[data[0] % len(SUFFIXES)] if data else ''}"
        path.write_bytes(data[1:])
        with contextlib.suppress(RiotgearError):
            table = open_table(str(path), columns=bool(data and data[0] & 128), headers=self._titles)
            if table.header:
                guess_column(table, self._titles)
            for number, row in enumerate(itertools.islice(table.rows, _ROWS), 1):
                assert row.number == number
                assert all(isinstance(cell, str) for cell in row.cells)

    def seeds(self) -> Iterator[bytes]:
        """Files of the tests and the example."""
        for path in [ROOT / "examples" / "exhibitors.csv", *sorted((ROOT / "tests" / "data").rglob("*.*"))]:
            suffix = "".join(path.suffixes)
            place = SUFFIXES.index(suffix) if suffix in SUFFIXES else len(SUFFIXES) - 1
            yield bytes([place]) + path.read_bytes()[:4000]


class ListTarget:
    """The first byte chooses what the file is to hold, the rest is the YAML."""

    def __call__(self, data: bytes) -> None:
        """Read the YAML as that; faults are collected and each stands in one line."""
        name = LIST_FILES[data[0] % len(LIST_FILES)] if data else LIST_FILES[0]
        text = data[1:].decode("utf-8", "replace")
        reader = Reader(name)
        node = reader.compose(text)
        if node is not None:
            reader.read(node, file_type(name))
        assert all(len(printable(str(fault)).splitlines()) == 1 for fault in reader.faults)

    def seeds(self) -> Iterator[bytes]:
        """The beginnings of the list files."""
        for place, name in enumerate(LIST_FILES):
            path = ROOT / "lists" / name
            real = path if path.is_file() else next(path.parent.glob("*.yaml"))
            yield bytes([place]) + real.read_bytes()[:3000]


class NameTarget:
    """The bytes are a product name."""

    def __init__(self) -> None:
        self._checker: Checker = load("2026-11-24")

    def __call__(self, data: bytes) -> None:
        """Check it twice: the same result, ranges inside the name, and a report that is JSON and steers no terminal."""
        # Bytes that are no UTF-8 become lone surrogates, as in an argument of the command line.
        name = data.decode("utf-8", "surrogateescape")
        result = self._checker.law.judge(self._checker.matcher.match(name))
        assert result == self._checker.law.judge(self._checker.matcher.match(name))
        for finding in result.match.findings:
            assert 1 <= finding.score <= 100
            assert finding.spans
            assert all(0 <= start < end <= min(len(name), LONGEST_NAME) for start, end in finding.spans)
        assert json.loads(dumps(result_dict(result)))["level"] == result.level.value
        assert not {unicodedata.category(char) for char in printable(name)} & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}

    def seeds(self) -> Iterator[bytes]:
        """Names of our own corpus."""
        for path in sorted((ROOT / "tests" / "corpus").glob("*.csv")):
            for line in itertools.islice(path.read_text("utf-8").splitlines(), 1, 25):
                yield line.split(",")[0].encode()


TARGETS: dict[str, Callable[[], TableTarget | ListTarget | NameTarget]] = {
    "tables": TableTarget,
    "lists": ListTarget,
    "names": NameTarget,
}
