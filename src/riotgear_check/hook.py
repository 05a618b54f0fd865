"""What the pre-commit hook calls: `screen` for each of the files that changed.

A screening is of one table: its header, its column, its summary and its output file are that table's. So `screen` takes one
file, and the loop over several, which only pre-commit needs, is here. Each is a process of its own: a file that cannot be
read does not hide what the others hold.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Screen each file among the words with the options among them (`--name=value`, one word). Returns the highest exit code."""
    options = [word for word in words if word.startswith("-")]
    files = [word for word in words if not word.startswith("-")]
    return max((_screen(options, file) for file in files), default=0)


def _screen(options: Sequence[str], file: str) -> int:
    # -P: the repository that is checked may hold a folder called like a module of ours.
    command = [sys.executable, "-P", "-m", "riotgear_check", "screen", *options, "--", file]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
