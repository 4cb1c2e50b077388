"""What the model does to the hints of S201: on whole reports, and on the same with their problems or plans cut out."""

from collections.abc import Callable, Sequence

from analyzer.document import Report, Section
from analyzer.engine import review
from analyzer.learned.roles import section_features
from analyzer.learned.store import Linear
from analyzer.readers import parse
from analyzer.rules.s201_missing_section import missing_section
from analyzer.tools import TOOLS
from analyzer.training.roles import fit_roles
from analyzer.training.sections import Sample

_WANTED = {"PROBLEMS": "存在的问题", "NEXT": "下一步打算"}
_SAME_USE = {"PROBLEMS": ("PROBLEMS", "CAUSES"), "NEXT": ("NEXT", "SUGGEST")}
_TIMES = 4  # an outline says each text so often, to be as long as a report


Counts = dict[str, dict[str, dict[str, int]]]


def figures(samples: Sequence[Sample], at: float, kinds: Sequence[str] | None = None) -> dict[str, Counts]:
    """Hints about problems and plans by the headings' words alone and with a model that has not seen kind or body.

    By kind, source and case. ``whole``: reports that have the section, where a hint is false; ``cut``: the same without
    it, where one is due. ``at`` is the model's threshold; ``kinds`` restricts to some.
    """
    return {
        kind: counts
        for kind in (kinds if kinds is not None else sorted({s.kind for s in samples}))
        if (counts := _of_kind(samples, at, kind))
    }


def _of_kind(samples: Sequence[Sample], at: float, kind: str) -> Counts:
    counts: Counts = {}
    bodies = {s.body for s in samples if s.kind == kind}
    rest = [s for s in samples if s.kind != kind and s.body not in bodies]
    model = fit_roles(rest).stored(at)
    for source, sections in _texts([s for s in samples if s.kind == kind]):
        for wanted, same in _SAME_USE.items():
            if not any(s.role == wanted for s in sections):
                continue
            kept = [s for s in sections if s.role not in same]
            for case, text in (("whole", _text(sections)), ("cut", _text(kept))):
                count = counts.setdefault(source, {}).setdefault(
                    case, {"texts": 0, "keyword": 0, "together": 0}
                )
                count["texts"] += 1
                count["keyword"] += _hint(text, wanted, lambda report, section: "")
                count["together"] += _hint(text, wanted, _told_by(model))
    return counts


def _texts(samples: Sequence[Sample]) -> list[tuple[str, list[Sample]]]:
    """Source and first-level sections of each report whose sections are all among the samples."""
    texts: dict[tuple[str, str], list[Sample]] = {}
    for sample in samples:
        if sample.top and sample.source != "templates":
            texts.setdefault((sample.source, sample.report.source), []).append(sample)
    return [
        (source, sections)
        for (source, _), sections in texts.items()
        if len(sections) == sum(s.parent is None for s in sections[0].report.sections)
    ]


def _text(sections: Sequence[Sample]) -> str:
    report = sections[0].report
    parts = [report.text[: report.sections[0].heading.start]]
    for sample in sections:
        section = report.sections[sample.index]
        body = report.text[section.body.start : section.body.end]
        parts.append(
            f"{report[section.heading]}{body * (_TIMES if sample.source == 'outlines' else 1)}".rstrip("\n")
            + "\n"
        )
    return "".join(parts)


def _hint(text: str, wanted: str, role: Callable[[Report, Section], str]) -> bool:
    found = review(parse(text), rules=[missing_section], tools=TOOLS._replace(section_role=role))
    if found.failures:
        raise ValueError(found.failures[0].error)
    return any(f"“{_WANTED[wanted]}”" in f.message for f in found.findings)


def _told_by(model: Linear) -> Callable[[Report, Section], str]:
    return lambda report, section: model.says(section_features(report, section))
