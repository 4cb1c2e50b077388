"""Sections with the role that a reader gave them: of reports, of templates, and of outlines with uncommon headings."""

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analyzer.document import Report
from analyzer.learned.roles import BROAD, section_features
from analyzer.readers import parse, read

_OUTLINE = re.compile(r"(?m)^## (?=o\d+ \|)")
_LABEL = re.compile(r"(?m)^@(\w+) ")
_NO_LABEL = "-"
# Kinds that differ in name only, or whose reports have much the same sections: never on both sides of a split.
_SAME_KIND = {
    "违规吃喝暨行业作风专项整治季度进展情况报告": "违规吃喝专项整治进展情况汇报",
    "审计整改报告": "巡察整改进展报告",
    "补贴绩效自评": "自查自纠报告",
    "专项检查总结": "督查情况报告",
}


@dataclass(frozen=True)
class Sample:
    """A section: where it is from (``reports``, ``templates``, ``outlines``), its body and kind, the reader's role.

    ``keyword`` is the role by the words of the heading, as broad as the reader's; ``top``: not within another section,
    ``above`` is the keyword role of the first-level section over it and ``over`` that section's title.
    ``index`` is its place in ``report.sections``.
    """

    source: str
    body: str
    kind: str
    title: str
    role: str
    keyword: str
    above: str
    over: str
    top: bool
    features: tuple[str, ...]
    report: Report
    index: int


def same_kind(kind: str) -> str:
    """The name under which a kind is split: that of the kind it is much the same as."""
    return _SAME_KIND.get(kind, kind)


def sections(corpora: Path) -> list[Sample]:
    """All labelled sections, one for each heading of a series. Raises ``ValueError`` for a label without section."""
    return [*_of_reports(corpora), *_of_templates(corpora), *_of_outlines(corpora)]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _of_reports(corpora: Path) -> Iterator[Sample]:
    labels = {
        (r["series"], r["under"], r["heading"]): r["role"] for r in _rows(corpora / "sections/reports.tsv")
    }
    seen: set[tuple[str, str, str]] = set()
    for truth in sorted((corpora / "reports").glob("*/truth.toml")):
        about = tomllib.loads(truth.read_text(encoding="utf-8"))
        for file in sorted(f for f in truth.parent.iterdir() if f.suffix in (".txt", ".docx")):
            report = read(file)
            for n, section in enumerate(report.sections):
                under = "" if section.parent is None else report.sections[section.parent].title
                key = (truth.parent.name, under, section.title)
                if key in seen:
                    continue
                seen.add(key)
                if key not in labels:
                    raise ValueError(f"no label in corpora/sections/reports.tsv for {key}")
                if labels[key] != _NO_LABEL:
                    yield _sample("reports", truth.parent.name, about["kind"], report, n, labels[key])
    if idle := set(labels) - seen:
        raise ValueError(f"labels in corpora/sections/reports.tsv without a section: {sorted(idle)[:3]}")


def _of_templates(corpora: Path) -> Iterator[Sample]:
    rows = _rows(corpora / "sections/templates.tsv")
    for name in sorted({r["template"] for r in rows}):
        text = corpora / "templates" / f"{name}.txt"
        report = read(text if text.is_file() else text.with_suffix(".docx"))
        place = {s.title: n for n, s in enumerate(report.sections) if s.parent is None}
        for row in rows:
            if row["template"] != name:
                continue
            if row["heading"] not in place:
                raise ValueError(f"no section {row['heading']} in template {name}")
            if row["role"] != _NO_LABEL:
                yield _sample("templates", name, row["kind"], report, place[row["heading"]], row["role"])


def _of_outlines(corpora: Path) -> Iterator[Sample]:
    for file in sorted((corpora / "sections").glob("outlines_*.txt")):
        for block in _OUTLINE.split(file.read_text(encoding="utf-8"))[1:]:
            head, _, text = block.partition("\n")
            name, body, kind = (part.strip() for part in head.split("|"))
            roles = _LABEL.findall(text)
            report = parse(_LABEL.sub("", text), name)
            if len(roles) != len(report.sections):
                raise ValueError(
                    f"outline {name} has {len(roles)} labels and {len(report.sections)} sections"
                )
            for n, role in enumerate(roles):
                yield _sample("outlines", body, kind, report, n, role)


def _sample(source: str, body: str, kind: str, report: Report, n: int, role: str) -> Sample:
    section = top = report.sections[n]
    while top.parent is not None:
        top = report.sections[top.parent]
    return Sample(
        source,
        body,
        same_kind(kind),
        section.title,
        role,
        BROAD.get(section.role, section.role),
        BROAD.get(top.role, top.role),
        top.title,
        section.parent is None,
        tuple(section_features(report, section)),
        report,
        n,
    )
