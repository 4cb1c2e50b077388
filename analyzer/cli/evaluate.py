"""``evaluate``: all rules on all labelled texts, against the figures that were committed last."""

import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click

from analyzer import resources
from analyzer.audit.store import REUSE
from analyzer.cli.chinese import Command
from analyzer.cli.evaluate_reuse import reuse_findings
from analyzer.cli.evaluate_templates import (
    score_templates,
    template_details,
    template_figures,
    template_table,
)
from analyzer.document import (
    FAMILIES,
    CanonicalText,
    Configuration,
    Finding,
    HouseTerm,
    InputError,
    Report,
    Template,
)
from analyzer.engine import review
from analyzer.evaluation.marked import Marked, parse_marked
from analyzer.evaluation.passages import passages, score_passages
from analyzer.evaluation.score import Scores, score
from analyzer.readers import parse, read
from analyzer.rules import RULES
from analyzer.templates import read_template
from analyzer.writers.saving import save

_SHOWN = 40
_CODES = (*(rule.code for rule in RULES), REUSE)


@click.command(cls=Command)
@click.option("--family", metavar="代码", default="", help="只看这一类或这条规则，如 P1、S202")
@click.option("--held-back", is_flag=True, help="用保留的那一半（只在定稿时用）")
@click.option("--details", is_flag=True, help="列出没有找到的和误报的")
@click.option("--write", is_flag=True, help="把结果记为新的基准（corpora/scores.json）")
def evaluate(family: str, held_back: bool, details: bool, write: bool) -> None:
    """在带标注的语料上运行全部规则，给出准确率、召回率、误报率，并与上次记录的结果比较。"""
    corpora = _corpora()
    part = "held-back" if held_back else "development"
    scores = Scores()
    texts = list(_texts(corpora, part))
    others = {f.as_posix().rsplit("/reports/", 1)[1]: f for f in sorted((corpora / "reports").glob("*/*"))}
    sound = {name: report for name, report, marked, *_ in texts if marked is None}
    sound |= {n: read(f) for n, f in others.items() if n not in sound and f.suffix in (".txt", ".docx")}
    drafts = [(name, report) for name, report, marked, *_ in texts if marked is not None]
    reused = reuse_findings(list(sound.items()), drafts)
    for name, report, marked, accepted, beside in texts:
        found = [*_findings(report, beside), *reused.get(name, ())]
        score(scores, name, report, marked, found, accepted)
    known = _known(corpora)
    click.echo("\n".join(_table(scores, family.upper(), known.get(part, {}))))
    if not held_back and "P1".startswith(family.upper()[:2]):
        click.echo(_passages(corpora))
    filled = None
    if not family or family.upper()[:2] in ("T5", "S2"):
        filled = score_templates(corpora, part)
        click.echo("\n".join(template_table(filled, known.get(f"templates-{part}", {}))))
    if details:
        for title, rows in (("没有找到", scores.missed), ("误报", scores.false)):
            chosen = [row for row in rows if f" {family.upper()}" in row and _has_rule(row)]
            click.echo(f"\n{title}（{len(chosen)}）：")
            click.echo("\n".join(f"  {row}" for row in chosen[:_SHOWN]))
        if filled is not None:
            click.echo("\n".join(template_details(filled)))
    if write:
        known[part] = _figures(scores)
        if filled is not None:
            known[f"templates-{part}"] = template_figures(filled)
        target = corpora / "scores.json"
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        save(target, lambda file: file.write(text.encode("utf-8")))


def _corpora() -> Path:
    folder = resources.folder("corpora")
    if not (folder / "split.toml").is_file():
        raise InputError("没有找到带标注的语料；evaluate 要在项目的源代码目录中运行。")
    return folder


class _Beside(NamedTuple):
    """What a text is compared with."""

    template: Template | None = None
    earlier: tuple[Report, ...] = ()
    configuration: Configuration = Configuration()


def _texts(corpora: Path, part: str) -> Iterator[tuple[str, Report, Marked | None, list[str], _Beside]]:
    """Name, report, truth (None: sound), accepted codes and what to compare with, of each text of one part."""
    split = tomllib.loads((corpora / "split.toml").read_text(encoding="utf-8"))
    chosen = set(split[part]["series"])
    for truth in sorted((corpora / "reports").glob("*/truth.toml")):
        if truth.parent.name in chosen:
            accepted = tomllib.loads(truth.read_text(encoding="utf-8")).get("accepted", [])
            before: tuple[Report, ...] = ()
            for file in sorted(f for f in truth.parent.iterdir() if f.suffix in (".txt", ".docx")):
                report = read(file)
                yield f"{truth.parent.name}/{file.name}", report, None, accepted, _Beside(earlier=before[-2:])
                before = (*before, report)
    for file in sorted((corpora / "drafts").glob("*/*.marked")):
        marked = parse_marked(file.read_text(encoding="utf-8"))
        if marked.head.get("series") in chosen or file.stem in split[part]["drafts"]:
            beside = _Beside(
                read_template(file.parent / marked.head["template"]) if "template" in marked.head else None,
                (read(file.parent / marked.head["earlier"]),) if "earlier" in marked.head else (),
                _laid_down(file.parent, marked.head),
            )
            accepted = marked.head.get("accepted", "").split()
            laid_out = marked.head.get("file")  # a Word file of the same text
            report = read(file.parent / laid_out, layout=True) if laid_out else parse(marked.text, file.name)
            yield file.stem, report, marked, accepted, beside


def _laid_down(folder: Path, head: dict[str, str]) -> Configuration:
    """The configuration that a draft's head names: words of the house, texts that it quotes."""
    terms = (pair.split("=") for pair in head.get("house", "").split())
    texts = (
        CanonicalText(name, (folder / name).read_text(encoding="utf-8"))
        for name in head.get("canonical", "").split()
    )
    return Configuration(
        on=frozenset({"L805"} if "file" in head else ()),
        house_terms=tuple(HouseTerm(wrong, right) for wrong, right in terms),
        canonical=tuple(texts),
    )


def _passages(corpora: Path) -> str:
    """One line on the labelled passages about blanks."""
    sample = [p for file in sorted((corpora / "placeholders").glob("*.txt")) for p in passages(file)]

    def blanks(text: str) -> list[tuple[int, int]]:
        return [(f.span.start, f.span.end) for f in review(parse(text)).findings if f.code.startswith("P1")]

    result = score_passages(sample, blanks)
    rate = 10_000 * result.alarms / result.characters
    return (
        f"占位标注段落{len(sample)}段：准确率{result.precision:.3f}，召回率{result.recall:.3f}，"
        f"形似段落误报{rate:.2f}处/万字"
    )


def _findings(report: Report, beside: _Beside) -> Iterable[Finding]:
    result = review(
        report, template=beside.template, earlier=beside.earlier, configuration=beside.configuration
    )
    for failure in result.failures:
        raise InputError(f"规则 {failure.step} 在 {report.source} 上出错：{failure.error}。")
    return result.findings


def _has_rule(row: str) -> bool:
    return any(f" {code} " in row for code in _CODES)


def _known(corpora: Path) -> dict[str, Any]:
    file = corpora / "scores.json"
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return known


def _figures(scores: Scores) -> dict[str, dict[str, float]]:
    figures = {}
    for code in _CODES:
        rows = {
            "precision": scores.precision(code),
            "recall": scores.recall(code),
            "alarms": scores.alarm_rate(code),
        }
        figures[code] = {k: round(v, 4) for k, v in rows.items() if v is not None}
    return figures


def _table(scores: Scores, family: str, known: dict[str, dict[str, float]]) -> Iterator[str]:
    yield f"{'规则':<6}{'植入':>5}{'找到':>5}{'准确率':>8}{'召回率':>8}{'误报/万字':>9}   与上次相比"
    covered = set(_CODES)
    every = sorted({*covered, *scores.planted}, key=lambda c: (list(FAMILIES).index(c[:2]), c))
    last = ""
    for code in every:
        if not code.startswith(family):
            continue
        if code[:2] != last:
            last = code[:2]
            yield f"{last} {FAMILIES[last]}"
        planted = scores.planted[code]
        if code not in covered:
            yield f"  {code:<6}{planted:>5}   还没有这条规则"
            continue
        precision, recall, alarms = scores.precision(code), scores.recall(code), scores.alarm_rate(code)
        cells = f"{_share(precision):>10}{_share(recall):>11}{alarms:>12.2f}"
        yield f"  {code:<6}{planted:>5}{scores.found[code]:>7}{cells}   {_change(code, precision, recall, alarms, known)}"
    yield f"没有问题的报告：{scores.characters}字，警告以上误报{sum(scores.alarms.values())}处"


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _change(
    code: str,
    precision: float | None,
    recall: float | None,
    alarms: float,
    known: dict[str, dict[str, float]],
) -> str:
    if code not in known:
        return "（首次）"
    before = known[code]
    changes = []
    for name, now, key in (
        ("准确率", precision, "precision"),
        ("召回率", recall, "recall"),
        ("误报", alarms, "alarms"),
    ):
        if now is not None and abs(now - before.get(key, now)) >= 0.0005:
            changes.append(f"{name}{now - before[key]:+.3f}")
    return "，".join(changes)
