"""Says how varied the sound reports are: distinct 5-grams, likeness between bodies and from period to period.

Figures are masked first. Likeness is the share of 5-grams that two texts have in common (Jaccard).
"""

import re
import statistics
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import analyzer
from analyzer.evaluation.score import body_text

REPORTS = Path(__file__).parents[1] / "corpora" / "reports"


def grams(text: str) -> set[str]:
    bare = re.sub(r"[\d.%]+", "0", re.sub(r"[\s，。；：、“”（）,;:()]", "", text))
    return {bare[i : i + 5] for i in range(len(bare) - 4)}


def likeness(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b)


def main() -> None:
    series: dict[str, list[set[str]]] = {}
    every, characters, reports = [], 0, 0
    for truth in sorted(REPORTS.glob("*/truth.toml")):
        periods = tomllib.loads(truth.read_text(encoding="utf-8"))["period"]
        texts = [body_text(analyzer.read(truth.parent / p["file"].replace(".src", ".docx"))) for p in periods]
        series[truth.parent.name] = [grams(t) for t in texts]
        characters += sum(map(len, texts))
        reports += len(texts)
    for sets in series.values():
        every += sets
    within = [likeness(a, b) for sets in series.values() for a, b in pairwise(sets)]
    between = [likeness(a[0], b[0]) for a, b in combinations(series.values(), 2)]
    distinct = set().union(*every)
    print(
        f"{reports} reports of {len(series)} series, {characters:,} characters, {len(distinct):,} distinct 5-grams"
    )
    print(
        f"likeness from period to period: median {statistics.median(within):.2f}, {min(within):.2f} to {max(within):.2f}"
    )
    print(f"likeness between bodies: median {statistics.median(between):.3f}, at most {max(between):.3f}")


if __name__ == "__main__":
    main()
