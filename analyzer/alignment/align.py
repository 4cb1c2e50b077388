"""Puts two reports side by side: their sentences, their sections, and the values of a template's slots."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from analyzer.alignment.differences import edits
from analyzer.alignment.matching import link
from analyzer.alignment.pairs import pairs_of
from analyzer.alignment.sections import match_sections
from analyzer.alignment.slots import blanks_of
from analyzer.alignment.tables import match_tables
from analyzer.alignment.units import Amounts, Units, cut, letter_of, units
from analyzer.alignment.values import values
from analyzer.alignment.wording import rewordings
from analyzer.document import Change, Comparison, Report, Span, Template
from analyzer.text.folding import fold


def prepare(report: Report, amounts: Amounts | None = None) -> Units:
    """``report`` cut into units, its blanks recognised: the part of a comparison that is the same whatever stands beside it.

    ``amounts`` as for ``units``.
    """
    return units(report, _blanks(report), amounts=amounts) if amounts else units(report, _blanks(report))


def compare(
    reference: Report,
    report: Report,
    *,
    words: bool = True,
    prepared: Callable[[Report], Units] = prepare,
) -> Comparison:
    """``report`` beside an older version of itself or a report of the same kind; ``words``: with the words that differ.

    ``prepared`` gives the units of a report; who compares one report with several may keep them.
    """
    left, right = prepared(reference), prepared(report)
    links = link(left, right)
    pairs, likeness = pairs_of(left, right, links)
    shown = (
        pairs
        if not words
        else tuple(
            replace(p, edits=edits(left, right, p.left, p.right))
            if p.left and p.right and p.change is not Change.SAME
            else p
            for p in pairs
        )
    )
    sections = match_sections(left, right, pairs, {})
    return Comparison(reference, report, shown, sections, likeness, tables=match_tables(reference, report))


def align(template: Template, report: Report, *, prepared: Callable[[Report], Units] = prepare) -> Comparison:
    """``report`` beside the template it was written from: the values of its slots, and what became of its wording."""
    left = template.units if isinstance(template.units, Units) else cut(template)
    right = prepared(report)
    links = link(left, right)
    pairs, likeness = pairs_of(left, right, links)
    sections = match_sections(left, right, pairs, {s.index: s.also for s in template.sections})
    excused = [span for span, words in template.alternatives if words in right.folded]
    skip = [*([template.report.title] if template.report.title else []), *template.free, *excused]
    return Comparison(
        template.report, report, pairs, sections, likeness,
        values(template, left, right, links, excused), rewordings(left, right, links, template.locked, skip),
    )  # fmt: skip


def _blanks(report: Report) -> Iterable[tuple[Span, str]]:
    for blank in blanks_of(report, fold(report.text), ()):
        yield blank.span, letter_of(blank.kind)
