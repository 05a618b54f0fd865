"""Whatever ends a run: no half-written output in place of an old one, no hang, one clear line, and a way to go on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial as bound
from pathlib import Path

import pytest

from riotgear_check import parallel, partial
from riotgear_check.api import load
from riotgear_check.commands.screen import ScreenOptions
from riotgear_check.commands.screen import run as screen_command
from riotgear_check.faults import InputError, Interrupted, UsageError
from riotgear_check.matching import Matcher, build_index, indexfile
from riotgear_check.model import Result
from riotgear_check.store import Store
from tests.conftest import TODAY, disk, remount

OLD = "an older report\n"
KINDS = ["thumb cuffs", "office chair", "riding whip", "garden hose", "Elektroschocker", "desk lamp", "water bottle", "paper"]
# States as often as the disk allows, and workers early, so that a short run is like a long one.
HURRIED = (
    "import riotgear_check.partial as a, riotgear_check.parallel as b; a.SECONDS = 0.02; b.ALONE = 200;"
    "from riotgear_check.cli import main; main()"
)


def names_csv(folder: Path, rows: int) -> Path:
    source = folder / "names.csv"
    source.write_text("id,product\n" + "".join(f"{i},{KINDS[i % 8]} K{i}\n" for i in range(rows)), "utf-8")
    return source


def long_csv(folder: Path, rows: int) -> Path:
    """Mostly ordinary names, as in a real listing."""
    source = folder / "names.csv"
    kinds = [KINDS[i % 8] if i % 10 == 0 else "office chair" for i in range(rows)]
    source.write_text("id,product\n" + "".join(f"{i},{kind} K{i}\n" for i, kind in enumerate(kinds)), "utf-8")
    return source


def start(*args: object, **more: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", HURRIED, "screen", *map(str, args), "--as-of", TODAY]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **more)  # type: ignore[call-overload,no-any-return]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.005)


def last_line(process: subprocess.Popen[bytes]) -> str:
    """What a run that ended said last; it must not have said anything twice, nor shown a traceback."""
    _, err = process.communicate(timeout=60)
    text = err.decode()
    assert "Traceback" not in text
    assert "Exception" not in text
    assert text.count("riotgear-check: ") == 1
    return text.splitlines()[-1]


@pytest.fixture
def long_input(tmp_path: Path) -> Path:
    return long_csv(tmp_path, 40_000)


# --- killed at every moment ------------------------------------------------------------------------------------


@pytest.fixture
def each_time(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, bytes]]:
    """A state after every name; and what lies on the disk at every moment, which is all that a killed run leaves."""
    monkeypatch.setattr(partial, "SECONDS", 0)
    moments: list[dict[str, bytes]] = []
    for step in ("write", "keep", "_to_disk"):
        original = getattr(partial.Partial, step)

        def watched(self: partial.Partial, *args: object, original: Callable[..., None] = original) -> None:
            original(self, *args)
            left = {path.name: path.read_bytes() for path in self.path.parent.iterdir() if ".partial" in path.name}
            if not moments or moments[-1] != left:
                moments.append(left)

        monkeypatch.setattr(partial.Partial, step, watched)
    return moments


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
@pytest.mark.parametrize("everything", [False, True])
def test_killed_at_any_moment_and_gone_on_with_the_output_is_the_same(
    tmp_path: Path, each_time: list[dict[str, bytes]], capsys: pytest.CaptureFixture[str], format_: str, everything: bool
) -> None:
    source, out = names_csv(tmp_path, 10), tmp_path / f"out.{format_}"
    options = ScreenOptions(str(source), format=format_, everything=everything, as_of=TODAY, output=str(out), jobs=1)
    store = Store()
    screen_command(options, store)
    whole, said = out.read_bytes(), capsys.readouterr().err.splitlines()[2:]
    assert not (tmp_path / f"{out.name}.partial").exists()
    moments = list(each_time)
    assert len(moments) > 10
    for moment in moments:
        out.write_text(OLD)
        for name, data in moment.items():
            (tmp_path / name).write_bytes(data)
        screen_command(ScreenOptions(**{**as_dict(options), "resume": True}), store)
        assert out.read_bytes() == whole
        assert [line for line in capsys.readouterr().err.splitlines() if "goes on after" not in line][2:] == said
        assert {path.name for path in tmp_path.iterdir()} == {"names.csv", out.name}


def as_dict(options: ScreenOptions) -> dict[str, object]:
    return {name: getattr(options, name) for name in ScreenOptions.__slots__}  # type: ignore[attr-defined]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_again_and_again_it_still_ends_with_the_same_bytes(tmp_path: Path, jobs: str) -> None:
    source, whole, out = long_csv(tmp_path, 6_000), tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    state = Path(f"{out}.partial.json")
    assert start(source, "--format", "jsonl", "-o", whole, "--jobs", "1").wait(120) == 0
    done = 0
    for _ in range(3):
        out.write_text(OLD)
        process = start(source, "--format", "jsonl", "-o", out, "--jobs", jobs, "--resume")
        wait_for(lambda: process.poll() is not None or (state.exists() and names_in(state) > done))  # noqa: B023
        process.kill()
        process.communicate()
        assert out.read_text() == OLD
        assert names_in(state) > done
        done = names_in(state)
    assert start(source, "--format", "jsonl", "-o", out, "--jobs", jobs, "--resume").wait(120) == 0
    assert out.read_bytes() == whole.read_bytes()


def names_in(state: Path) -> int:
    return int(json.loads(state.read_text())["names"])


# --- what may be gone on with ----------------------------------------------------------------------------------


@pytest.fixture
def left_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScreenOptions:
    """A run that was interrupted after ten names, and its options."""
    monkeypatch.setattr(partial, "SECONDS", 0)
    source = names_csv(tmp_path, 40)
    options = ScreenOptions(str(source), format="jsonl", as_of=TODAY, output=str(tmp_path / "out.jsonl"), jobs=1)
    with monkeypatch.context() as patch:
        original = partial.Partial.keep

        def keep_ten(self: partial.Partial, names: int, counts: dict[str, object]) -> None:
            original(self, names, counts)
            if names == 10:
                raise KeyboardInterrupt

        patch.setattr(partial.Partial, "keep", keep_ten)
        with pytest.raises(
            Interrupted, match=r"^interrupted: .*out\.jsonl\.partial holds the first 10 names: go on with --resume$"
        ):
            screen_command(options, Store())
    return options


def again(options: ScreenOptions, **changed: object) -> int:
    return screen_command(ScreenOptions(**{**as_dict(options), **changed}), Store())  # type: ignore[arg-type]


def test_what_is_left_over_is_named_and_kept_until_somebody_decides(left_over: ScreenOptions) -> None:
    with pytest.raises(UsageError, match="left by a run that did not end: --resume goes on with it, --no-resume starts over"):
        again(left_over)
    assert names_in(Path(f"{left_over.output}.partial.json")) == 10
    again(left_over, resume=False)
    assert Path(str(left_over.output)).read_text().count("\n") > 10


def test_starting_over_forgets_how_far_the_earlier_run_was(left_over: ScreenOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial, "SECONDS", 60)

    def no_room(self: partial.Partial, text: str) -> None:
        raise UsageError("no room")

    monkeypatch.setattr(partial.Partial, "write", no_room)
    with pytest.raises(UsageError, match=r"^no room: nothing was written$"):
        again(left_over, resume=False)
    assert {path.name for path in Path(left_over.source).parent.iterdir()} == {"names.csv"}


def test_another_input_is_not_gone_on_with(left_over: ScreenOptions) -> None:
    with Path(left_over.source).open("a") as stream:
        stream.write("41,one more\n")
    with pytest.raises(UsageError, match=r"cannot go on: the input \(SHA-256\) was \w+, now \w+"):
        again(left_over, resume=True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"as_of": "2024-01-01"}, r"the date \(--as-of\) was 2026-11-24, now 2024-01-01"),
        ({"everything": True}, "option everything was False, now True"),
        ({"columns": ("id",)}, "option columns was"),
    ],
)
def test_other_options_are_not_gone_on_with(left_over: ScreenOptions, change: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        again(left_over, resume=True, **change)


def test_other_lists_are_not_gone_on_with(left_over: ScreenOptions) -> None:
    state = Path(f"{left_over.output}.partial.json")
    made = json.loads(state.read_text())
    made["made_from"]["the lists"] = "0123456789abcdef"
    state.write_text(json.dumps(made))
    with pytest.raises(UsageError, match="the lists was 0123456789abcdef"):
        again(left_over, resume=True)


@pytest.mark.parametrize("damage", [lambda data: data[:-30], lambda data: b"x" + data[1:], lambda data: data.replace(b"K0", b"K9")])
def test_a_partial_output_that_was_changed_is_not_gone_on_with(left_over: ScreenOptions, damage: Callable[[bytes], bytes]) -> None:
    path = Path(f"{left_over.output}.partial")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(UsageError, match="it was changed since: start over with --no-resume"):
        again(left_over, resume=True)


def test_a_damaged_state_is_told(left_over: ScreenOptions) -> None:
    Path(f"{left_over.output}.partial.json").write_text('{"made_from": ')
    with pytest.raises(UsageError, match="not readable: start over with --no-resume"):
        again(left_over, resume=True)


def test_two_runs_do_not_write_the_same_output(left_over: ScreenOptions) -> None:
    fcntl = pytest.importorskip("fcntl")
    with Path(f"{left_over.output}.partial").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="another run is writing it"):
            again(left_over, resume=True)


def test_resume_with_nothing_to_go_on_with_starts_at_the_beginning(tmp_path: Path) -> None:
    options = ScreenOptions(str(names_csv(tmp_path, 10)), format="csv", as_of=TODAY, output=str(tmp_path / "o.csv"), resume=True)
    assert screen_command(options, Store()) == 0
    assert (tmp_path / "o.csv").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"format": "json"}, {"output": None}, {"source": "-"}, {"baseline": Path("earlier.jsonl")}, {"group_by": "product"},
        {"output": "o.csv.gz"},
    ],
)  # fmt: skip
def test_what_cannot_go_on_says_so(tmp_path: Path, change: dict[str, object]) -> None:
    options = ScreenOptions(str(names_csv(tmp_path, 10)), format="csv", output=str(tmp_path / "o.csv"), resume=True)
    with pytest.raises(UsageError, match=r"--resume needs an input file, --output"):
        again(options, **change)


def test_an_input_that_must_be_mended_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partial, "SECONDS", 0)
    source = names_csv(tmp_path, 10)
    with source.open("a") as stream:
        stream.write('11,"a quote that is never closed\n')
    out = tmp_path / "out.csv"
    out.write_text(OLD)
    with pytest.raises(InputError):
        screen_command(ScreenOptions(str(source), format="csv", as_of=TODAY, output=str(out)), Store())
    assert {path.name: path.read_text() for path in tmp_path.iterdir() if path != source} == {"out.csv": OLD}


# --- signals, pipes, disks, workers ----------------------------------------------------------------------------


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_and_sigterm_say_what_is_left(long_input: Path, ended_by: signal.Signals, jobs: str) -> None:
    out = long_input.with_name("out.jsonl")
    out.write_text(OLD)
    process = start(long_input, "--format", "jsonl", "-o", out, "--jobs", jobs)
    wait_for(Path(f"{out}.partial.json").exists)
    # A terminal sends Ctrl-C to the workers too; SIGTERM comes to the one that was started.
    os.killpg(process.pid, ended_by) if ended_by is signal.SIGINT else process.send_signal(ended_by)
    said = last_line(process)
    assert process.returncode == 130
    assert said.startswith("riotgear-check: interrupted: ")
    assert said.endswith(" names: go on with --resume")
    assert out.read_text() == OLD


@pytest.mark.parametrize("format_", ["json", "table"])
def test_ctrl_c_leaves_nothing_of_a_format_that_cannot_go_on(long_input: Path, format_: str) -> None:
    out = long_input.with_name("out.txt")
    out.write_text(OLD)
    process = start(long_input, "--format", format_, "-o", out, "--jobs", "1")
    wait_for(lambda: any(path.suffix == ".part" for path in out.parent.iterdir()))
    time.sleep(0.2)  # in the midst of the rows
    process.send_signal(signal.SIGINT)
    assert last_line(process) == "riotgear-check: interrupted"
    assert process.returncode == 130
    assert {path.name for path in out.parent.iterdir()} == {"names.csv", "out.txt"}
    assert out.read_text() == OLD


def test_ctrl_c_while_it_waits_for_input(tmp_path: Path) -> None:
    process = start("-", "--format", "jsonl", "--column", "product", "--encoding", "utf-8", stdin=subprocess.PIPE)
    assert process.stdin
    assert process.stderr
    process.stdin.write(b"product\nthumb cuffs\n" + b"\n" * 1000)
    process.stdin.flush()
    assert b"standard input: encoding utf-8" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    assert process.stderr.read().splitlines()[-1] == b"riotgear-check: interrupted"
    process.stdin.close()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_away_ends_the_run_quietly(long_input: Path, jobs: str) -> None:
    process = start(long_input, "--format", "jsonl", "--all", "--jobs", jobs)
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr
    said = process.stderr.read().decode()
    assert process.wait(60) == 0
    assert "Traceback" not in said
    assert "riotgear-check: " not in said


def test_the_first_results_come_while_the_input_is_read(tmp_path: Path) -> None:
    process = start("-", "--format", "jsonl", "--column", "product", "--encoding", "utf-8", stdin=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"product\n" + b"thumb cuffs\n" * 500)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["format_version"] == 1
    assert json.loads(process.stdout.readline())["row"] == 1
    process.communicate()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_standard_output_on_a_full_disk(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-c", HURRIED, "screen", str(names_csv(tmp_path, 500)), "--format", "jsonl", "--all"]
        process = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert process.returncode == 2
    assert process.stderr.splitlines()[-1] == "riotgear-check: standard output: cannot be written: No space left on device"
    assert "Traceback" not in process.stderr


def limited() -> None:
    resource = __import__("resource")
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.parametrize("format_", ["csv", "jsonl", "json"])
def test_an_output_that_cannot_be_written_to_its_end(tmp_path: Path, format_: str) -> None:
    pytest.importorskip("resource")
    out = tmp_path / "out"
    out.write_text(OLD)
    process = start(names_csv(tmp_path, 1_200), "--format", format_, "--all", "-o", out, "--jobs", "1", preexec_fn=limited)
    assert f"{out}: cannot be written: File too large" in last_line(process)
    assert process.returncode == 2
    assert out.read_text() == OLD
    assert not list(tmp_path.glob(".*.part"))


def test_a_full_disk_is_told_and_when_there_is_room_again_the_run_goes_on(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "256k") as folder:
        source, out = names_csv(tmp_path, 1_200), folder / "out.jsonl"
        arguments = (source, "--format", "jsonl", "--all", "--jobs", "1", "-o")
        process = start(*arguments, out)
        assert f"{out}: cannot be written: No space left on device" in last_line(process)
        assert process.returncode == 2
        assert not out.exists()
        remount(folder, "size=64m")
        assert start(*arguments, out, "--resume").wait(60) == 0
        assert start(*arguments, tmp_path / "whole.jsonl").wait(60) == 0
        assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_a_cache_that_is_emptied_meanwhile_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "index.data"
    path.write_bytes(indexfile.dump(build_index(Store().full_lists)))
    matcher = Matcher(indexfile.load(path))
    path.unlink()
    assert matcher.match("thumb cuffs").findings


class Fatal:
    """A checker whose process is killed at the first name, as by a system that is out of memory."""

    def fresh(self, name: str) -> Result:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


def test_a_worker_that_is_killed_ends_the_run_with_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "ALONE", 1)
    names: Iterator[str] = iter(f"name {i}" for i in range(10_000))
    with pytest.raises(Interrupted, match="a worker process was ended from outside, often for want of memory") as told:
        list(parallel.check_all(names, load(TODAY), bound(Fatal), 2))
    assert told.value.exit_code == 130


def workers_of(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


@pytest.mark.skipif(not Path(f"/proc/{os.getpid()}/task").exists(), reason="needs /proc")
def test_the_workers_of_a_killed_run_end(long_input: Path) -> None:
    process = start(long_input, "--format", "jsonl", "-o", long_input.with_name("out.jsonl"), "--jobs", "2")
    wait_for(lambda: len(workers_of(process.pid)) == 2)
    wait_for(Path(f"{long_input.with_name('out.jsonl')}.partial.json").exists)
    workers = workers_of(process.pid)
    process.kill()
    process.communicate()
    wait_for(lambda: not any(is_running(worker) for worker in workers), 20)


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
