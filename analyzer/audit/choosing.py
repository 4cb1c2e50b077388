"""Which template a report was written from, among few or many, without aligning it with each of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analyzer.audit.mapping import SHIPPED
from analyzer.document import Report, Template
from analyzer.rules.context import Tools
from analyzer.templates import Choice, read_template
from analyzer.text.folding import fold
from analyzer.tools import TOOLS

_GRAM = 5  # characters
_WORDS = re.compile(r"[^\u4e00-\u9fff]+")
_SHARE = 0.04  # of a template's grams in a report, below which it is not aligned at all
_TRIED = 2  # templates aligned with a report
_ENOUGH, _KEPT = 0.4, 0.2  # of the score and of the wording, as in `templates.choose_template`
_KEPT_OF_SHIPPED = (
    0.4  # nobody said that it was one of these; drafts written from them keep 0.6, strangers 0.25
)


@dataclass(frozen=True)
class Shelf:
    """Templates, and for each gram of their wording which of them have it."""

    templates: tuple[tuple[Path, Template], ...]
    grams: dict[str, tuple[int, ...]]
    sizes: tuple[int, ...]


@lru_cache(maxsize=8)
def shelf_of(paths: tuple[str, ...]) -> Shelf:
    """The templates at ``paths``; a worker process reads them once. Raises ``InputError``."""
    templates = tuple((Path(p), read_template(p)) for p in paths)
    who = defaultdict(list)
    sizes = []
    for n, (_, template) in enumerate(templates):
        grams = _grams(template.report)
        sizes.append(len(grams))
        for gram in grams:
            who[gram].append(n)
    return Shelf(templates, {gram: tuple(ns) for gram, ns in who.items()}, tuple(sizes))


def _grams(report: Report) -> set[str]:
    words = _WORDS.sub("", fold(report.text))
    return {words[i : i + _GRAM] for i in range(len(words) - _GRAM + 1)}


def choose(
    report: Report, paths: Sequence[str], origin: str, tools: Tools = TOOLS
) -> tuple[Template | None, str, str]:
    """The template among ``paths`` that ``report`` was written from, its file's name, and why, in Chinese.

    ``origin`` says where ``paths`` come from (指定, 映射文件, 自带). A single template is taken if it fits at all, the best of
    several if it keeps enough of the wording and sections.
    """
    if not paths:
        return None, "", "没有使用模板"
    shelf = shelf_of(tuple(paths))
    if len(paths) == 1 and origin != SHIPPED:
        path, template = shelf.templates[0]
        if tools.align(template, report).fits:
            return template, path.name, f"{origin}的模板"
        return None, "", f"与{origin}的模板“{path.name}”几乎没有相同之处"
    best = max(
        (_weighed(report, *shelf.templates[n], tools) for n in _near(report, shelf)), key=_score, default=None
    )
    kept = _KEPT_OF_SHIPPED if origin == SHIPPED else _KEPT
    if best is None or best.score < _ENOUGH or best.wording < kept:
        return None, "", f"{origin}的模板里没有相近的"
    sections = f"，{best.of}个部分中有{best.sections}个" if best.of else ""
    return (
        best.template,
        best.path.name,
        f"{origin}的模板中最相近：保留了它的措辞{best.wording:.0%}{sections}",
    )


def _near(report: Report, shelf: Shelf) -> list[int]:
    """The few templates that share most of their grams with the report."""
    hits = Counter(n for gram in _grams(report) for n in shelf.grams.get(gram, ()))
    shares = sorted(((hits[n] / max(1, shelf.sizes[n]), -n) for n in hits), reverse=True)
    return [-n for share, n in shares[:_TRIED] if share >= _SHARE]


def _weighed(report: Report, path: Path, template: Template, tools: Tools) -> Choice:
    comparison = tools.align(template, report)
    top = [m for m in comparison.sections if template.report.sections[m.left].level == 1]
    return Choice(template, path, comparison.likeness, sum(m.right is not None for m in top), len(top))


def _score(choice: Choice) -> float:
    return choice.score
