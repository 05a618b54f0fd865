"""The command on a real terminal: a pseudo-terminal of a given width, and keys typed into it."""

from __future__ import annotations

import contextlib
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs pseudo-terminals")
LONGEST = 30.0
CTRL_C = "\x03"


def on_terminal(
    args: Sequence[str],
    columns: int = 80,
    env: dict[str, str] | None = None,
    keys: Sequence[tuple[str, str]] = (),
    program: Sequence[str] = (sys.executable, "-m", "riotgear_check"),
    cwd: Path | None = None,
) -> tuple[int, str]:
    """Run a program on a terminal. `keys` are pairs: wait for this text, then type that. Exit code and all that it showed."""
    import fcntl
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "PYTHONUTF8")}
    process = subprocess.Popen(
        [*program, *args],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**clean, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **(env or {})},
        cwd=cwd,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - Ctrl-C needs a controlling terminal
    )
    os.close(follower)
    shown, seen, waiting = b"", 0, list(keys)
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        while waiting and (place := shown.find(waiting[0][0].encode(), seen)) >= 0:
            wanted, typed = waiting.pop(0)
            seen = place + len(wanted.encode())
            if typed == CTRL_C:
                time.sleep(0.2)  # Python sees Ctrl-C only where it waits for a key, not while it still draws the line
            os.write(leader, typed.encode())
        if not select.select([leader], [], [], 0.1)[0]:
            continue
        data = b""
        with contextlib.suppress(OSError):  # the other side is closed
            data = os.read(leader, 65536)
        if not data:
            break
        shown += data
    os.close(leader)
    try:
        code = process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        raise AssertionError(f"did not end; it showed: {shown.decode('utf-8', 'replace')}") from None
    assert not waiting, f"never saw {waiting[0][0]!r} in: {shown.decode('utf-8', 'replace')}"
    return code, shown.decode("utf-8", "replace").replace("\r\n", "\n")
