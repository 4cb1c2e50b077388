"""Where the set phrases of a text are wrong: what W701 reports, and W702 leaves to it."""

from collections.abc import Iterator
from typing import NamedTuple

from analyzer.document import Severity, Span
from analyzer.rules import set_phrases
from analyzer.rules.context import Context
from analyzer.rules.lexicon import Correction, Kind
from analyzer.rules.set_phrases import Half, Listing, Name, SetPhrase

_TELLING = 8
_MARKS = frozenset("“”\"‘’'「」『』")


class PhraseFault(NamedTuple):
    """A wrong place: what to say of it and what to do."""

    span: Span
    message: str
    advice: str
    severity: Severity


def phrase_faults(context: Context) -> list[PhraseFault]:
    """The faults of set phrases, in order; of those that overlap, the one that begins first and reaches farthest."""
    every = sorted(
        (*_literal(context), *_slips(context), *_listings(context), *_untimely(context)),
        key=lambda fault: (fault.span.start, -fault.span.end, -fault.severity),
    )
    chosen: list[PhraseFault] = []
    for fault in every:
        if not chosen or fault.span.start >= chosen[-1].span.end:
            chosen.append(fault)
    return chosen


def unquoted(context: Context) -> dict[str, Span]:
    """The phrases that should have quotation marks and have none, each where it stands first like that."""
    lacking: dict[str, Span] = {}
    for span, entry in context.words[Kind.NAME]:
        assert isinstance(entry, Name)
        required = entry.phrase.quotes == "required"
        if required and not _has_marks(context, span) and not _is_cited(context, span):
            lacking.setdefault(entry.phrase.name, span)
    return lacking


def _literal(context: Context) -> Iterator[PhraseFault]:
    """Wrong forms that the tables list or that follow from number and verb."""
    for span, entry in context.words[Kind.PHRASE]:
        assert isinstance(entry, Correction)
        if not entry.guard.admits(context.folded, *span):
            continue
        if entry.is_dated and (
            context.period is None or not entry.applies(context.period) or _is_cited(context, span)
        ):
            continue
        right = (
            entry.right if entry.right.startswith("“") and entry.right.endswith("”") else f"“{entry.right}”"
        )
        verb = "宜写作" if entry.severity is Severity.INFO else "应为"
        note = f"（{entry.note}）" if entry.note else ""
        words = context.report[span]
        severity = Severity.INFO if context.in_title(span) else entry.severity
        yield PhraseFault(span, f"固定提法“{words}”{verb}{right}{note}", f"改为{right}", severity)


def _slips(context: Context) -> Iterator[PhraseFault]:
    """Long phrases with one character wrong."""
    decided = {
        span for span, _ in context.words[Kind.PHRASE]
    }  # the table knows these and where they are right
    for span, entry in context.words[Kind.HALF]:
        assert isinstance(entry, Half)
        fault = set_phrases.slip(entry, context.folded, span)
        if fault and fault.span not in decided:
            words = context.report[fault.span]
            severity = Severity.INFO if context.in_title(span) else Severity.WARNING
            yield PhraseFault(fault.span, f"“{words}”应为“{fault.right}”", f"改为“{fault.right}”", severity)


def _listings(context: Context) -> Iterator[PhraseFault]:
    """Members in another order than theirs, a strange one among them, one lacking."""
    for span, entry in context.words[Kind.LISTING]:
        assert isinstance(entry, Listing)
        fault = set_phrases.listing_fault(entry.phrase, context.folded, span)
        if fault and _in_force(entry.phrase, context):
            message = fault.message.replace("{}", context.report[fault.span])
            yield PhraseFault(fault.span, message, f"改为“{fault.right}”", Severity.WARNING)


def _untimely(context: Context) -> Iterator[PhraseFault]:
    """Phrases in a report of a time that did not know them yet."""
    for span, entry in context.words[Kind.NAME]:
        assert isinstance(entry, Name)
        phrase = entry.phrase
        if phrase.since is None or context.period is None or context.period.end >= phrase.since:
            continue
        if phrase.quotes == "none" and ("、" in phrase.name or len(phrase.name) < _TELLING):
            continue  # a combination of ordinary words may be older than the phrase
        marked = phrase.quotes == "none" or _has_marks(context, span)
        if marked and not _is_cited(context, span):
            yield PhraseFault(
                span,
                f"{phrase.shown}是{phrase.since.year}年{phrase.since.month}月才有的提法，报告所说的期间在此之前",
                "核对报告的期间，或者换成当时的提法",
                Severity.INFO,
            )


def _in_force(phrase: SetPhrase, context: Context) -> bool:
    """Whether the listing had its order when the report was written; a report that does not say is taken as new."""
    period = context.period
    if period is None:
        return phrase.until is None
    return (phrase.since is None or period.start >= phrase.since) and (
        phrase.until is None or period.end < phrase.until
    )


def _is_cited(context: Context, span: Span) -> bool:
    return context.in_title(span) or context.in_quotation(span)


def _has_marks(context: Context, span: Span) -> bool:
    text = context.folded
    return text[span.start - 1 : span.start] in _MARKS or text[span.end : span.end + 1] in _MARKS
