"""Plants faults into the sound reports of ``corpora/reports``; seeded, so every run writes the same drafts.

Each later report of a text series becomes one draft with about six faults of different rules. Which rules come next
follows a fixed round over all of them, so that every rule is planted about equally often wherever it fits.
"""

import re
import shutil
import tomllib
from itertools import cycle, pairwise
from pathlib import Path
from random import Random

from faults import FAULTS, Series

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpora" / "reports"
TARGET = ROOT / "corpora" / "drafts" / "generated"
SEED, FAULTS_A_DRAFT, DRAFTS_A_REPORT = 20260101, 6, 2
# These change the whole report; they come alone with one or two small ones.
LARGE = {"E402", "S203", "S201"}


def texts(folder: Path, truth: dict) -> dict[str, list[str]]:
    return {
        p["id"]: (folder / p["file"]).read_text(encoding="utf-8").split("\n")
        for p in truth["period"]
        if p["file"].endswith(".txt")
    }


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    series = {
        f.parent.name: tomllib.loads(f.read_text(encoding="utf-8"))
        for f in sorted(REPORTS.glob("*/truth.toml"))
    }
    bodies = {name: truth["body"] for name, truth in series.items()}
    wheel = cycle(sorted(FAULTS))
    for name, truth in series.items():
        reports = texts(REPORTS / name, truth)
        periods = [p for p in truth["period"] if p["id"] in reports]
        others = [n for n in series if n != name and series[n]["period"][0]["file"].endswith(".txt")]
        for before, now in pairwise(periods):
            for number in range(1, DRAFTS_A_REPORT + 1):
                chance = Random(f"{SEED} {name} {now['id']} {number}")
                stranger = chance.choice(others)
                copied = [
                    line
                    for line in texts(REPORTS / stranger, series[stranger])[
                        series[stranger]["period"][0]["id"]
                    ]
                    if len(line) > 80
                ]
                known = Series(
                    truth["body"], truth["figure"], now["id"], before["id"], now["to"], before["to"], reports[before["id"]],
                    [b for n, b in bodies.items() if n != name], copied,
                )  # fmt: skip
                lines, planted, tried = list(reports[now["id"]]), [], 0
                while len(planted) < FAULTS_A_DRAFT and tried < len(FAULTS):
                    tried += 1
                    code = next(wheel)
                    if LARGE & set(planted) and code in LARGE:
                        continue
                    if FAULTS[code](lines, chance, known):
                        planted.append(code)
                head = [
                    f"#! kind: {truth['kind']}",
                    f"#! body: {truth['body']}",
                    f"#! series: {name}",
                    f"#! earlier: ../../reports/{name}/{before['file']}",
                    f"#! planted: {' '.join(sorted(planted))}",
                ]
                text = "\n".join([*head, "", *lines]).rstrip("\n") + "\n"
                assert len(re.findall("⟦", text)) == len(re.findall(r"⟧[A-Z]\d{3}\|[^^]*\^", text))
                (TARGET / f"{name}-{now['id']}-{number}.marked").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
