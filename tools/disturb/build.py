"""Writes the drafts and their truths."""

from pathlib import Path
from random import Random

from .chance import Chance
from .fill import draft_of
from .levels import LEVELS
from .render import dump, write
from .sheet import STEMS
from .template import Template
from .words import words_of

TARGET = Path(__file__).parents[2] / "corpora" / "filled"
COUNTS = {"sound": 2, "light": 6, "heavy": 8}
SEED = 20261122


def build() -> None:
    TARGET.mkdir(exist_ok=True)
    for old in (*TARGET.glob("*.txt"), *TARGET.glob("*.json")):
        old.unlink()
    for number in STEMS:
        template = Template(number)
        words = words_of(template)
        for level, count in COUNTS.items():
            for n in range(1, count + 1):
                seed = SEED * 1000 + int(number) * 40 + list(COUNTS).index(level) * 12 + n
                draft = draft_of(template, level, Chance(Random(seed)))
                LEVELS[level](draft, words, n)
                text, truth = write(draft)
                name = f"{template.stem}.{level}.{n}"
                (TARGET / f"{name}.txt").write_text(text, encoding="utf-8")
                (TARGET / f"{name}.json").write_text(dump(draft, seed, truth), encoding="utf-8")
