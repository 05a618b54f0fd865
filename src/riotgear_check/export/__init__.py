"""The reference in formats that other programs read: one module a format, each a function (run, lists) → chunks of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from riotgear_check.faults import UsageError

if TYPE_CHECKING:
    from riotgear_check.model import Lists
    from riotgear_check.report.common import Run

Writer = Callable[["Run", "Lists"], Iterator[str]]


def writer(name: str) -> Writer:
    """The function that writes a format. Raises UsageError for an unknown one."""
    match name:
        case "json":
            from riotgear_check.export.jsons import export_json

            return export_json
        case "jsonl":
            from riotgear_check.export.jsons import export_jsonl

            return export_jsonl
        case "csv":
            from riotgear_check.export.csvs import export_csv

            return export_csv
        case "skos":
            from riotgear_check.export.skos import export_skos

            return export_skos
        case "sssom":
            from riotgear_check.export.sssom import export_sssom

            return export_sssom
        case _:
            raise UsageError(f"unknown format '{name}' of export: see 'riotgear-check export --help'")
