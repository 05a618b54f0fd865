"""Names to measure with: ordinary titles made of everyday words, and the project's own corpus; the same for every run."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"

# Everyday words of product titles in several languages; a listing of a marketplace or a fair is mostly made of such.
ORDINARY = """
adapter air aluminium amplifier analyser antenna apparel armchair audio automatic backpack bag battery bearing bicycle black blanket blue
board boots bottle box bracket brake brass brush bucket cabinet cable camera canvas carbon carpet case ceramic charger chisel cleaner clock
coat coffee compact computer connector container controller copper cotton cover cup cushion cutter desk detergent digital dish display door
drill dryer dual electronic engine envelope epoxy fabric fan filter flange flask floor folding frame freezer fridge furniture gasket gear
glass grease green handle hanger headset heater hinge hook hose indoor inverter jacket kettle keyboard kit knife lace ladder lamp laptop
leather lens lid lock machine magnet manual marker mattress metal meter microphone mirror monitor motor mount mouse nylon office oil organic
outdoor oven pack pad paint pallet panel paper pen pillow pipe plastic plate plug polyester portable powder premium printer pump rack radio
red relay repair replacement ribbon roller rope rubber saw scale screen sealant sensor server set shelf shirt shoe silicone silver socket sofa
software solar speaker spring stainless stand steel storage strap switch table tablet tape textile thermal timer tool towel tray trolley tube
universal valve vehicle wallet washer watch water wheel white window wireless wood wool wrench yellow zipper
appareil bouteille câble chaise clavier coussin écran fenêtre lampe machine papier pompe porte sac table tissu vanne verre vis
Batterie Bohrer Decke Drucker Fenster Gehäuse Kabel Lampe Maschine Papier Pumpe Rahmen Regal Schrank Schraube Tasche Ventil Werkzeug
armario bomba botella cable cajón cortina herramienta impresora lámpara mesa papel silla tela tornillo ventana válvula zapato
armadio bottiglia cavo finestra lampada macchina pompa scaffale sedia tavolo tessuto valvola vite
бумага дверь кабель клапан лампа насос окно провод стол ткань шкаф 办公桌 打印机 电缆 阀门 水泵 窗帘 玻璃 螺丝 衬衫 椅子 灯具 轴承
""".split()


def labelled() -> list[dict[str, str]]:
    """All labelled names."""
    return [row for path in sorted(CORPUS.glob("*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]


def is_listed(row: dict[str, str]) -> bool:
    return row["slice"] == "described" and (row["un"].split("|")[0] != "none" or row["eu"].split("|")[0] != "none")


def mixed(count: int, vocabulary: int | None = None, seed: int = 1) -> list[str]:
    """Names of a listing; see `stream`."""
    return list(stream(count, vocabulary, seed))


def stream(count: int, vocabulary: int | None = None, seed: int = 1) -> Iterator[str]:
    """Names of which one in a hundred is a listed thing, two are look-alikes, and the others ordinary titles.

    An ordinary title has three to eight everyday words and a model number. `vocabulary` adds that many different words more,
    made by numbering the everyday ones, as brand names and typos do in a real listing.
    """
    rng = random.Random(seed)
    rows = labelled()
    listed = [row["name"] for row in rows if is_listed(row)]
    lookalikes = [row["name"] for row in rows if row["slice"] == "clean"]
    words = list(ORDINARY)
    if vocabulary:
        words = [ORDINARY[i % len(ORDINARY)] + _suffix(i // len(ORDINARY)) for i in range(vocabulary)]
    return (_name(i % 100, rng, listed, lookalikes, words) for i in range(count))


def _name(place: int, rng: random.Random, listed: list[str], lookalikes: list[str], words: list[str]) -> str:
    number = f"{rng.choice('ABCDEFGHKLMNPRSTVX')}{rng.randrange(100, 99999)}"
    if place < 1:
        return f"{rng.choice(listed)} {number}"
    if place < 3:
        return f"{rng.choice(lookalikes)} {number}"
    return " ".join([*rng.choices(words, k=rng.randint(3, 8)), number])


def _suffix(number: int) -> str:
    out = ""
    while number:
        number, letter = divmod(number, 26)
        out += "abcdefghijklmnopqrstuvwxyz"[letter]
    return out
