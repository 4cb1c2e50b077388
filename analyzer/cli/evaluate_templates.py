"""The part of ``evaluate`` that fills templates: slot values, sections and wording of drafts whose truth is known."""

from collections.abc import Iterator
from pathlib import Path

from analyzer.document import InputError, Template
from analyzer.engine import review
from analyzer.evaluation.filled import FilledScores, filled_drafts
from analyzer.readers import read
from analyzer.templates import align, read_template

_LEVELS = {"sound": "只填写", "light": "轻度改写", "heavy": "重度改写"}


def score_templates(corpora: Path, part: str) -> FilledScores:
    """All filled drafts of one part, beside their templates."""
    scores = FilledScores()
    templates: dict[str, Template] = {}
    for draft in filled_drafts(corpora / "filled"):
        if draft.part != part:
            continue
        if draft.template not in templates:
            templates[draft.template] = read_template(_file(corpora / "templates", draft.template))
        template, report = templates[draft.template], read(draft.text)
        result = review(report, template=template)
        for failure in result.failures:
            raise InputError(f"规则 {failure.step} 在 {draft.name} 上出错：{failure.error}。")
        scores.add(draft, align(report, template), result.findings)
    return scores


def _file(folder: Path, name: str) -> Path:
    return next(f for suffix in (".docx", ".txt") if (f := folder / f"{name}{suffix}").is_file())


def template_figures(scores: FilledScores) -> dict[str, float]:
    """The scores by name, as they are kept."""
    figures = {"false-missing": scores.false_missing / scores.sound if scores.sound else 0.0}
    for level in scores.drafts:
        figures[f"slots-{level}"] = scores.slots[level].recall
        figures[f"sections-{level}"] = scores.sections[level].f1
        figures[f"wording-precision-{level}"] = scores.wording[level].precision
        figures[f"wording-recall-{level}"] = scores.wording[level].recall
    return {name: round(value, 4) for name, value in figures.items()}


def template_table(scores: FilledScores, known: dict[str, float]) -> Iterator[str]:
    """The scores for people, with what changed since they were last kept."""
    yield "模板比较（按模板填写并改写的稿件，改写由另一套程序生成）"
    yield f"  {'程度':<8}{'稿件':>3}{'空白':>6}{'取值正确':>7}{'章节F1':>8}{'措辞准确率':>7}{'措辞召回率':>7}"
    for level, name in _LEVELS.items():
        if not scores.drafts[level]:
            continue
        slots, sections, wording = scores.slots[level], scores.sections[level], scores.wording[level]
        yield (
            f"  {name:<8}{scores.drafts[level]:>4}{slots.right + slots.missed:>8}{slots.recall:>11.4f}"
            f"{sections.f1:>10.3f}{wording.precision:>12.3f}{wording.recall:>12.3f}"
        )
    yield f"  没有缺少部分的稿件{scores.sound}份，误报缺少{scores.false_missing}份"
    changed = [
        f"{name} {now - known[name]:+.4f}"
        for name, now in template_figures(scores).items()
        if name in known and abs(now - known[name]) >= 0.0005
    ]
    if changed:
        yield f"  与上次相比：{'，'.join(changed)}"


def template_details(scores: FilledScores) -> Iterator[str]:
    """Every place where an answer was wrong or missing."""
    for title, tallies in (("空白", scores.slots), ("章节", scores.sections), ("措辞", scores.wording)):
        notes = [note for tally in tallies.values() for note in tally.notes]
        yield f"\n{title}（{len(notes)}）："
        yield from (f"  {note}" for note in notes)
