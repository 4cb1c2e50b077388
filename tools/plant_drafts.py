"""Plants faults into the sound reports of ``corpora/reports``; seeded, so every run writes the same drafts.

Each later report becomes two drafts with about six faults of different rules. Which rules come next
follows a fixed round over all of them, so that every rule is planted about equally often wherever it fits.
"""

import json
import re
import shutil
import tomllib
from itertools import cycle, pairwise
from pathlib import Path
from random import Random

from faults import FAULTS, Series, mark
from wording_faults import CANONICAL, HOUSE, WORDING

import analyzer
from analyzer.document import Part

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpora" / "reports"
TARGET = ROOT / "corpora" / "drafts" / "generated"
CANONICAL_FILE, WORDING_A_DRAFT = "canonical.txt", 12
SEED, FAULTS_A_DRAFT, DRAFTS_A_REPORT = 20260101, 6, 2
# These change the whole report; they come alone with one or two small ones.
LARGE = {"E402", "S203", "S201"}


def texts(folder: Path, truth: dict) -> dict[str, list[str]]:
    """The lines of each report by period; of a Word report its main text, automatic numbers written out."""
    return {p["id"]: lines_of(folder / on_disk(p["file"])) for p in truth["period"]}


def on_disk(file: str) -> str:
    """The report that a period's ``file`` names: ``.src`` is the source of a ``.docx``."""
    return file.replace(".src", ".docx")


def lines_of(file: Path) -> list[str]:
    if file.suffix == ".txt":
        return file.read_text(encoding="utf-8").split("\n")
    report = analyzer.read(file)
    return [p.label + report[p.span] for p in report.paragraphs if p.part is Part.BODY]


_WEAKENED = {"必须": "可以", "严格": "适当", "坚决": "尽量", "全面": "部分", "持续": "酌情", "认真": "简单"}


def from_templates() -> None:
    """Filled templates with a clause weakened, a sentence dropped and a figure that is none."""
    for file in sorted((ROOT / "corpora" / "templates").glob("*.txt")):
        chance = Random(f"{SEED} {file.name}")
        sound = ROOT / "corpora" / "filled" / f"{file.stem}.sound.1"
        text = sound.with_suffix(".1.txt").read_text(encoding="utf-8")
        truth = json.loads(sound.with_suffix(".1.json").read_text(encoding="utf-8"))
        counts = [slot["span"] for slot in truth["slots"] if slot["kind"] == "integer"]
        edits = []
        start, end = chance.choice(counts)
        edits.append((start, end, mark("若干", "T503", "应当是数字")))
        words = [m for w in _WEAKENED for m in re.finditer(w, text) if not start - 40 < m.start() < end + 40]
        if words:
            m = chance.choice(words)
            edits.append((m.start(), m.end(), mark(_WEAKENED[m.group()], "T501", "模板的要求被改弱")))
        taken = [e[:2] for e in edits]
        sentences = [
            m
            for m in re.finditer(r"(?<=。)[^。\n]{12,60}。", text)
            if not any(a < m.end() and m.start() < b for a, b in taken)
        ]
        if sentences:
            m = chance.choice(sentences)
            edits.append((m.start(), m.end(), mark("", "T502", "模板的这一句没有了")))
        for a, b, planted in sorted(edits, reverse=True):
            text = text[:a] + planted + text[b:]
        codes = sorted(re.findall(r"⟧([A-Z]\d{3})\|", text))
        head = [
            f"#! template: ../../templates/{file.name}",
            "#! series: templates",
            f"#! planted: {' '.join(codes)}",
        ]
        (TARGET / f"template-{file.stem}.marked").write_text(
            "\n".join([*head, "", text.rstrip("\n")]) + "\n", encoding="utf-8"
        )


def main() -> None:
    from_reports()
    from_templates()
    with_wording()


def with_wording() -> None:
    """Drafts of the later reports with faults of wording and style only, and sound sentences of the same kinds."""
    (TARGET / CANONICAL_FILE).write_text(CANONICAL, encoding="utf-8")
    wheel = cycle(sorted(WORDING))
    for file in sorted(REPORTS.glob("*/truth.toml")):
        truth = tomllib.loads(file.read_text(encoding="utf-8"))
        name, reports = file.parent.name, texts(file.parent, truth)
        periods = [p for p in truth["period"] if p["id"] in reports]
        for before, now in pairwise(periods):
            chance = Random(f"{SEED} wording {name} {now['id']}")
            known = Series(
                truth["body"], truth["figure"], now["id"], before["id"], now["to"], before["to"], reports[before["id"]], []
            )  # fmt: skip
            lines, planted = list(reports[now["id"]]), []
            for _ in range(WORDING_A_DRAFT):
                code = next(wheel)
                if WORDING[code](lines, chance, known):
                    planted.append(code)
            head = [
                f"#! kind: {truth['kind']}",
                f"#! body: {truth['body']}",
                f"#! series: {name}",
                f"#! canonical: {CANONICAL_FILE}",
                f"#! house: {' '.join(f'{wrong}={right}' for wrong, right in HOUSE)}",
                f"#! planted: {' '.join(sorted(set(planted)))}",
                *(f"#! accepted: {code}" for code in truth.get("accepted", ())),
            ]
            text = "\n".join([*head, "", *lines]).rstrip("\n") + "\n"
            (TARGET / f"wording-{name}-{now['id']}.marked").write_text(text, encoding="utf-8")


def from_reports() -> None:
    """Drafts made of the later reports of each text series."""
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
        others = [n for n in series if n != name]
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
                    f"#! earlier: ../../reports/{name}/{on_disk(before['file'])}",
                    f"#! planted: {' '.join(sorted(planted))}",
                    *(f"#! accepted: {code}" for code in truth.get("accepted", ())),
                ]
                text = "\n".join([*head, "", *lines]).rstrip("\n") + "\n"
                assert len(re.findall("⟦", text)) == len(re.findall(r"⟧[A-Z]\d{3}\|[^^]*\^", text))
                (TARGET / f"{name}-{now['id']}-{number}.marked").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
