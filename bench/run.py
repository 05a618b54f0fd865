"""One command, one table: the matcher beside its peers, how it grows, and how fast it starts. See README.md here."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import names as corpus
import peers

from riotgear_check.matching import Matcher, build_index, indexfile
from riotgear_check.model import Language, Lists
from riotgear_check.store import Store

TYPER_PROGRAM = "import typer\napp = typer.Typer()\n@app.command()\ndef main(): print('hi')\napp()\n"


def seconds(work: Callable[[], object], least: float = 0.3) -> float:
    """The best of as many runs as fit into some time, three at least."""
    best, spent, runs = float("inf"), 0.0, 0
    while runs < 1 or (spent < 10 and (runs < 3 or spent < least)):
        start = time.perf_counter()
        work()
        took = time.perf_counter() - start
        best, spent, runs = min(best, took), spent + took, runs + 1
    return best


def at_best_threshold(score: peers.Scorer, listed: Sequence[str], ordinary: Sequence[str]) -> tuple[float, float]:
    """Recall and false alarms at the threshold where recall less false alarms is greatest."""
    good, bad = score(listed), score(ordinary)
    best = (0.0, 0.0)
    for threshold in sorted({*good, *bad}):
        recall = sum(s >= threshold for s in good) / len(good)
        alarms = sum(s >= threshold for s in bad) / len(bad)
        if threshold > 0 and recall - alarms > best[0] - best[1]:
            best = (recall, alarms)
    return best


def peers_table(lists: Lists, matcher: Matcher, index_path: Path, short: bool) -> list[list[str]]:
    listed_kinds = {c.equipment for cl in lists.control_lists for e in cl.editions[-1].entries for c in e.covers}
    terms = peers.written_out(lists, listed_kinds)
    rows = corpus.labelled()
    listed = [row["name"] for row in rows if corpus.is_listed(row)]
    ordinary = [row["name"] for row in rows if row["slice"] == "clean"]
    many = corpus.mixed(2_000 if short else 20_000)
    few = many[: 20 if short else 100]
    step = 200 if short else 25

    def fresh_ours(batch: Sequence[str]) -> list[float]:
        return peers.ours(Matcher(indexfile.load(index_path)), listed_kinds)(batch)

    warm = peers.ours(matcher, listed_kinds)
    warm(many)
    candidates: list[tuple[str, peers.Scorer, Sequence[str], int]] = [
        ("normalisation alone (the limit)", peers.normaliser(matcher), many, 0),
        ("Aho-Corasick over the terms (the floor)", peers.automaton(terms, matcher), many, 1),
        ("riotgear-check", warm, many, 1),
        ("riotgear-check, first sight of every word", fresh_ours, many, 0),
        ("char 2-3-gram TF-IDF, best cosine", peers.tfidf(terms, matcher), many[:256], 5 if not short else step),
        ("RapidFuzz extractOne token_set_ratio", peers.rapidfuzz(terms, "token_set_ratio", matcher), few, step),
        ("RapidFuzz extractOne WRatio", peers.rapidfuzz(terms, "WRatio", matcher), few, step),
    ]
    print(
        f"{len(terms):,} terms written out; {len(listed):,} listed and {len(ordinary):,} ordinary names; {len(many):,} names for speed\n"
    )
    speeds: dict[str, float] = {}
    table = []
    for title, score, batch, every in candidates:
        speeds[title] = len(batch) / seconds(lambda score=score, batch=batch: score(batch), 0.0 if len(batch) < 1000 else 0.3)
        quality = at_best_threshold(score, listed[::every], ordinary[::every]) if every else None
        table.append([title, quality])
    mine = speeds["riotgear-check"]
    return [
        [title, f"{speeds[title]:,.0f}", f"{mine / speeds[title]:.2f}", *([f"{q[0]:.3f}", f"{q[1]:.4f}"] if q else ["", ""])]
        for title, q in table
    ]


def growth_table(lists: Lists, index_path: Path, short: bool) -> list[list[str]]:
    def rate(matcher: Matcher, batch: Sequence[str]) -> float:
        start = time.perf_counter()
        for name in batch:
            matcher.match(name)
        return len(batch) / (time.perf_counter() - start)

    def fresh() -> Matcher:
        return Matcher(indexfile.load(index_path))

    table = []
    for count in (10_000, 100_000) if short else (10_000, 100_000, 1_000_000):
        table.append([f"rows {count:,}", f"{rate(fresh(), corpus.mixed(count)):,.0f}"])
    for vocabulary in (1_000, 10_000, 100_000):
        batch = corpus.mixed(20_000 if short else 100_000, vocabulary)
        table.append([f"distinct words {vocabulary:,}", f"{rate(fresh(), batch):,.0f}"])
    batch = corpus.mixed(20_000 if short else 100_000)
    once, tenfold = fresh(), Matcher(build_index(with_more_terms(lists, 9)))
    rates = []
    for matcher in (once, tenfold):
        rate(matcher, batch)  # the words of the batch are read; what is measured is matching
        rates.append(max(rate(matcher, batch) for _ in range(3)))
    table.append(["terms as they are", f"{rates[0]:,.0f}"])
    table.append(["ten times the terms", f"{rates[1]:,.0f}  (slower by {rates[0] / rates[1]:.2f})"])
    return table


def with_more_terms(lists: Lists, times: int) -> Lists:
    """The lists with that many times as many words and terms more, made of the real ones by changing letters."""

    def more(words: tuple[str, ...]) -> tuple[str, ...]:
        extra = [f"{word[::-1]}{chr(97 + n)}q" for n in range(times) for word in words if word.isascii()]
        return (*words, *extra)

    def grow(language: Language) -> Language:
        return dataclasses.replace(
            language,
            words={name: more(words) for name, words in language.words.items()},
            terms={name: more(words) for name, words in language.terms.items()},
        )

    return dataclasses.replace(lists, languages=tuple(map(grow, lists.languages)))


def start_table() -> list[list[str]]:
    code = (
        "import time; from riotgear_check.store import Store; from riotgear_check.matching import Matcher; s = Store(); s._paths;"
        "t = time.perf_counter(); m = Matcher(s.index); a = time.perf_counter(); m.match('Police Thumb Cuffs Nickel Plated');"
        "print((a - t) * 1000, (time.perf_counter() - t) * 1000)"
    )
    opened = [
        [float(x) for x in subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()]
        for _ in range(7)
    ]
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "hello.py"
        program.write_text(TYPER_PROGRAM, "utf-8")

        def process(*args: str) -> float:
            start = time.perf_counter()
            subprocess.run([sys.executable, *args], capture_output=True, check=True)
            return time.perf_counter() - start

        lookup = ["-m", "riotgear_check", "lookup", "Police Thumb Cuffs Nickel Plated"]
        process(*lookup)
        pairs = [(process(str(program)), process(*lookup)) for _ in range(11)]
    typer, ours = (min(column) * 1000 for column in zip(*pairs, strict=True))
    return [
        ["opening the index, cold", f"{min(o[0] for o in opened):.1f} ms"],
        ["opening it and matching a first name", f"{min(o[1] for o in opened):.1f} ms"],
        ["one-line typer program, whole process", f"{typer:.0f} ms"],
        ["riotgear-check lookup, whole process", f"{ours:.0f} ms  ({ours / typer:.2f} times the typer program)"],
    ]


COMPOSE = (
    "import gc, sys, yaml; from pathlib import Path; gc.disable();"
    "[yaml.compose(p.read_bytes(), Loader=yaml.CSafeLoader) for p in Path(sys.argv[1]).rglob('*.yaml')]"
)


def lint_table(folder: Path, times: int) -> list[list[str]]:
    """Whole processes, in processor time, which other work on the machine blurs least; the best of some runs in turn."""
    with tempfile.TemporaryDirectory() as cache:

        def used(args: Sequence[str], fresh: bool = False) -> float:
            environment = {**os.environ, "XDG_CACHE_HOME": f"{cache}/{time.perf_counter_ns()}" if fresh else cache}
            before = os.times()
            subprocess.run([sys.executable, *args], capture_output=True, check=True, env=environment)
            after = os.times()
            return after.children_user + after.children_system - before.children_user - before.children_system

        compose, lint = ["-c", COMPOSE, str(folder)], ["-m", "riotgear_check", "lint", str(folder)]
        used(lint)
        rows = [(used(compose), used(lint), used(lint, fresh=True)) for _ in range(times)]
    base, kept, cold = map(min, zip(*rows, strict=True))
    return [
        ["composing the YAML with the C loader, nothing else", f"{base * 1000:.0f} ms"],
        ["riotgear-check lint, the same lists again", f"{kept * 1000:.0f} ms  ({kept / base:.2f} times that)"],
        ["riotgear-check lint, nothing kept", f"{cold * 1000:.0f} ms  ({cold / base:.2f} times that)"],
    ]


def show(title: str, header: list[str], rows: list[list[str]]) -> None:
    print(f"## {title}\n")
    widths = [max(len(row[i]) for row in [header, *rows] if i < len(row)) for i in range(len(header))]
    for row in [header, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a tenth of the names")
    short = parser.parse_args().short
    store = Store()
    lists, matcher = store.full_lists, Matcher(store.index)
    index_path = store._paths["index.data"]
    print(f"Python {platform.python_version()}, {platform.machine()}, lists {lists.version} ({lists.hash})\n")
    header = ["", "names a second", "ours is so many times faster", "recall", "false alarms"]
    show("Peers", header, peers_table(lists, matcher, index_path, short))
    show("Growth", ["", "names a second"], growth_table(lists, index_path, short))
    show("Start", ["", "time"], start_table())
    show("Lint of the shipped lists", ["", "processor time"], lint_table(store.folder, 3 if short else 9))
    print(json.dumps({"lists": lists.hash}))


if __name__ == "__main__":
    main()
