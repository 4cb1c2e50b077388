"""The door for spaCy users: a review as a ``Doc`` with entities, findings and sections."""

from functools import lru_cache
from typing import TYPE_CHECKING

from analyzer.document import Review

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FINDINGS, SECTIONS = "findings", "sections"


def to_doc(review: Review, nlp: "Language | None" = None) -> "Doc":
    """The reviewed report as a ``Doc``: ``doc.ents``, ``doc.spans["findings"]``, ``doc.spans["sections"]``.

    Findings are labelled with their code, sections with their role (``SECTION`` where it is unknown); ``span._.found`` is
    the ``Finding`` or the ``Section``. A finding about something missing marks the word at its place.
    """
    from analyzer.language.pipeline import Tokenizer

    pipeline = nlp or _pipeline()
    report = review.report
    tokenizer = pipeline.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError("give a pipeline of analyzer.language.pipeline.chinese()")
    wanted = (
        [f.span for f in review.findings]
        + [s.heading for s in report.sections]
        + [s.body for s in report.sections]
    )
    doc = tokenizer.tokens(report, wanted)
    _group(doc, FINDINGS, ((f.span, f.code, f) for f in review.findings))
    _group(doc, SECTIONS, ((s.heading, s.role or "SECTION", s) for s in report.sections))
    for _, component in pipeline.pipeline:
        doc = component(doc)
    return doc


def _group(doc: "Doc", name: str, things) -> None:  # type: ignore[no-untyped-def]
    spans = []
    for place, label, thing in things:
        start, end = place
        span = doc.char_span(start, max(end, start + 1), label=label, alignment_mode="expand")
        if span is None and start:
            span = doc.char_span(start - 1, start, label=label, alignment_mode="expand")
        if span is not None:
            span._.found = thing
            spans.append(span)
    doc.spans[name] = spans


@lru_cache(maxsize=1)
def _pipeline() -> "Language":
    from analyzer.language.pipeline import chinese

    return chinese()
