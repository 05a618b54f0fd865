"""Build hook: put the lists and their compiled form into the wheel, so that no YAML is parsed at each start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLists(BuildHookInterface):  # type: ignore[type-arg]
    """Compile `lists/` and include the result beside the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed. An editable install keeps them in the user's cache instead."""
        if version == "editable":
            return
        root = Path(self.root)
        build_data["force_include"][str(root / "lists")] = "riotgear_check/lists"
        sys.path.insert(0, str(root / "src"))
        from riotgear_check.lists import load_folder
        from riotgear_check.store import compile_lists

        folder = root / "build" / "compiled"
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in compile_lists(load_folder(root / "lists")).items():
            path = folder / name
            path.write_bytes(data)
            build_data["force_include"][str(path)] = f"riotgear_check/compiled/{name}"
