"""Run the fuzzing targets for a number of inputs each; a fault ends with the input that caused it."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["riotgear_check"]):
    from targets import TARGETS


def main() -> int:
    """Each target in a process of its own, since libFuzzer ends the process that it runs in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"which of {', '.join(TARGETS)}; all when left out")
    parser.add_argument("--runs", type=int, default=2000, help="inputs a target")
    parser.add_argument("--keep", type=Path, help="folder that keeps what was found")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"unknown target {', '.join(sorted(unknown))}")
    if options.one:
        fuzz(options.one, options.runs, options.keep)
    code = 0
    for name in options.targets or TARGETS:
        with tempfile.TemporaryDirectory() as scratch:
            keep = options.keep or Path(scratch)
            keep.mkdir(parents=True, exist_ok=True)
            command = [sys.executable, __file__, "--one", name, "--runs", str(options.runs), "--keep", str(keep)]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
            lines = done.stderr.splitlines()
            ran = next((line for line in lines if line.startswith("Done ")), "did not reach the end")
            good = done.returncode == 0 and ran.startswith("Done ")
            print(f"{name}: {ran}, {'no fault' if good else 'a FAULT:'}")
            if not good:
                print("\n".join(lines[-40:]))
                code = 1
    return code


def fuzz(name: str, runs: int, keep: Path) -> None:
    """Fuzz one target. Does not return."""
    target = TARGETS[name]()
    seeds = keep / f"{name}-seeds"
    seeds.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(seed)
    arguments = [
        sys.argv[0],
        f"-runs={runs}",
        "-max_len=4096",
        "-timeout=20",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={keep}/{name}-",
    ]
    atheris.Setup([*arguments, str(seeds)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
