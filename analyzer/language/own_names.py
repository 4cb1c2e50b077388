"""Which of the names that a user laid down for the own body a report stands under."""

from collections.abc import Iterator, Sequence

from analyzer.document import Part, Report, Span
from analyzer.document.own_body import Own, bare, kind_of, nearly, reworded_body
from analyzer.text.folding import fold

_LAST = 4  # paragraphs in which a report is signed
_ENDS = tuple("。！？；：")


def name_given(found: Own | None, names: Sequence[str], report: Report, folded: str) -> str:
    """The name of the own body by what the user laid down; empty where the report is another body's.

    ``found`` is what the report itself says: if that is one of the ``names`` it stands, and if it is almost one, that one is
    meant. Else the first name counts with which the title, a header or the signature begins, and where the report names no
    body at all, the first that it speaks of. That a report only mentions the user's body does not make it the user's.
    """
    known = [fold(name) for name in names]
    if found is not None:
        if any(name == found.name or bare(name) == bare(found.name) for name in known):
            return found.name
        for name in known:
            alike = nearly(found.name, name) or nearly(name, found.name) or reworded_body(found.name, name)
            if alike and kind_of(name) == kind_of(found.name):
                return name
    lines = [folded[s.start : s.end].replace("\n", "").strip(" #") for s in _places(report)]
    for name in known:
        if any(line.startswith(name) for line in lines):
            return name
    return "" if found is not None else next((name for name in known if name in folded), "")


def _places(report: Report) -> Iterator[Span]:
    """Title, headers, and the last lines, of which one that is no sentence may be the signature."""
    if report.title is not None:
        yield report.title
    yield from (p.span for p in report.paragraphs if p.part in (Part.HEADER, Part.FOOTER))
    body = [p.span for p in report.paragraphs if p.part is Part.BODY]
    yield from (s for s in body[-_LAST:] if not report[s].rstrip().endswith(_ENDS))
