"""A spaCy pipeline for Chinese reports: jieba's words with its part-of-speech tags, and components that find things.

``chinese()`` makes a pipeline; the components are registered as factories, so that they can be added to any other:
``report_quantities``, ``report_periods``, ``report_organisations``. Each writes a span group of that name and the
entities that do not overlap earlier ones; the object that was found is ``span._.found``. Words are cut where something
found begins or ends, so that every span keeps its exact characters. ``Doc.to_bytes`` and a ``DocBin`` with user data keep
what was found as plain values: ``span._.found`` is a dictionary of the object's fields then.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import rjieba
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry
from spacy.vocab import Vocab
from srsly import msgpack_encoders

from analyzer.document import Paragraph, Report
from analyzer.document import Span as Place
from analyzer.language.organisations import organisations
from analyzer.language.periods import mentions
from analyzer.language.quantities import quantities
from analyzer.text.folding import fold

COMPONENTS = ("report_quantities", "report_periods", "report_organisations")
_LABELS = {"report_quantities": "QUANTITY", "report_periods": "DATE", "report_organisations": "ORG"}
_FINDERS: dict[str, Callable[[Report, str], Iterable[Any]]] = {
    "report_quantities": quantities,
    "report_periods": mentions,
    "report_organisations": organisations,
}
_KEPT = "report_analyzer"

if not Span.has_extension("found"):
    Span.set_extension("found", default=None)


@msgpack_encoders.register("report_analyzer")  # type: ignore[untyped-decorator]
def _encode(thing: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What was found as plain values, when spaCy writes a document; anything else is left to the other encoders."""
    if type(thing).__module__.startswith("analyzer.document") and is_dataclass(thing):
        return _plain(thing)
    return thing if chain is None else chain(thing)


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(v) for v in value]
        case _ if is_dataclass(value):
            return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value


class Tokenizer:
    """Cuts text into jieba's words; the tokens joined are the text. ``cut_at`` may give more places to cut at."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """``text`` as words with tags, cut at the borders of all that the components find."""
        return self.tokens(plain_report(text))

    def tokens(self, report: Report, cut_at: Iterable[Place] = ()) -> Doc:
        """The text of ``report`` as words, cut at the borders of what is found and of ``cut_at``."""
        folded = fold(report.text)
        found = {name: list(find(report, folded)) for name, find in _FINDERS.items()}
        cuts = {offset for things in found.values() for thing in things for offset in thing.span}
        cuts |= {offset for place in cut_at for offset in place}
        words, tags = _words(report.text, sorted(cuts))
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags)
        doc.user_data[_KEPT] = found
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing is trained, nothing is kept."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> "Tokenizer":
        """Nothing is trained, nothing is kept."""
        return self

    def to_disk(self, *_: Any, **__: Any) -> None:
        """Nothing is trained, nothing is kept."""

    def from_disk(self, *_: Any, **__: Any) -> "Tokenizer":
        """Nothing is trained, nothing is kept."""
        return self


def _words(text: str, cuts: list[int]) -> tuple[list[str], list[str]]:
    words: list[str] = []
    tags: list[str] = []
    at, n, last = 0, 0, len(cuts)
    for word, tag in rjieba.tag(text):
        end = at + len(word)
        while n < last and cuts[n] <= at:
            n += 1
        while n < last and cuts[n] < end:
            words.append(text[at : cuts[n]])
            tags.append(tag)
            at = cuts[n]
            n += 1
        words.append(text[at:end])
        tags.append(tag)
        at = end
    return words, tags


def plain_report(text: str) -> Report:
    """A report of nothing but its lines, for text that comes without structure."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(Place(start, start + len(line))))
        start += len(line) + 1
    return Report("", text, tuple(paragraphs))


@registry.tokenizers("report_analyzer.Tokenizer.v1")  # type: ignore[untyped-decorator]
def _tokenizer() -> Callable[[Language], Tokenizer]:
    return lambda nlp: Tokenizer(nlp.vocab)


class Finder:
    """One component: writes what was found in a document as a span group and as entities."""

    def __init__(self, what: str) -> None:
        self._what = what  # spaCy sets ``name`` to what the component was added as

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with the spans; found anew where another tokenizer made the document."""
        things = doc.user_data.get(_KEPT, {}).pop(self._what, None)
        if things is None:
            report = plain_report(doc.text)
            things = list(_FINDERS[self._what](report, fold(doc.text)))
        spans = []
        for thing in things:
            start, end = thing.span
            span = doc.char_span(start, end, label=_LABELS[self._what], alignment_mode="expand")
            if span is not None:
                span._.found = thing
                spans.append(span)
        doc.spans[self._what] = spans
        if spans:
            doc.set_ents(filter_spans([*doc.ents, *spans]))
        return doc


def _factory(component: str) -> None:
    @Language.factory(component)
    def make(nlp: Language, name: str) -> Finder:
        return Finder(component)  # by whatever name it was added


for _name in COMPONENTS:
    _factory(_name)


def chinese(components: Iterable[str] = COMPONENTS) -> Language:
    """A blank Chinese pipeline over jieba's words with the given components."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    for name in components:
        nlp.add_pipe(name)
    return nlp
