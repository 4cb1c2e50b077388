"""The grammar of blanks: where a draft was left unfilled, and what should stand there.

A *form* is one way of marking a blank: a pattern that proposes candidates in the folded text, and a judge that
looks at the words around one and says what kind of value is missing, or None for a look-alike. Strong marks
(``XX``, ``20××``, ``____``) are blanks unless something speaks against it; weak ones (one ``X``, ``*``, ``某``)
are blanks only where the next words ask for a value. A weak mark that says nothing by itself is settled by the
rest of the draft: where the same mark stands for a blank elsewhere, it does so here.

The forms: brackets in ``fields`` (``notes`` tells notes to the writer by their words), marks in ``marks``, bare room in ``room``, made-up names in ``names``.
What the words about a mark ask for is in ``wanted``, what only looks like a blank in ``lookalikes``. The rules about
blanks and the templates (whose blanks are slots) both read drafts through ``find``.
"""

from analyzer.text.fields import FIELD_FORMS
from analyzer.text.folding import fold
from analyzer.text.forms import UNSURE, Placeholder
from analyzer.text.lookalikes import Passage
from analyzer.text.marks import MARK_FORMS
from analyzer.text.names import NAME_FORMS, spoken_for
from analyzer.text.room import ROOM_FORMS

FORMS = (*FIELD_FORMS, *MARK_FORMS, *ROOM_FORMS, *NAME_FORMS)
"""All forms. Where two propose overlapping spans the earlier form wins."""

_CUES = tuple(dict.fromkeys(cue for form in FORMS for cue in form.cues))  # several forms share one
_BY_ANY_BLANK = {"letter": "count", "dash": "blank"}
_BY_THE_SAME_MARK = {
    "cross": "name",
    "star": "name",
    "query": "count",
    "geometric": "count",
    "field": "name",
    "ellipsis": "blank",
}
_SHARED = ("year", "figure")
_QUOTED = tuple('“"《三')


def find(text: str) -> tuple[Placeholder, ...]:
    """The blanks of ``text`` in order, none overlapping."""
    return find_folded(fold(text))


def find_folded(folded: str) -> tuple[Placeholder, ...]:
    """The blanks of a text that is folded already."""
    passage = Passage(folded)
    sure: list[Placeholder] = []
    unsure: list[Placeholder] = []
    present = {cue for cue in _CUES if cue in folded}
    for form in FORMS:
        if present.isdisjoint(form.cues):
            continue
        for match in form.pattern.finditer(folded):
            kind = form.judge(passage, match)
            if kind is not None:
                start, end = form.span(match)
                (unsure if kind == UNSURE else sure).append(Placeholder(start, end, kind, form.name))
    return _without_overlaps([*sure, *_settle(passage, sure, unsure)])


def _settle(p: Passage, sure: list[Placeholder], unsure: list[Placeholder]) -> list[Placeholder]:
    """Those of the ``unsure`` that the rest of the draft shows to be blanks."""
    settled = [u._replace(kind="name") for u in spoken_for(p, sure, unsure)]
    for form, kind in _BY_ANY_BLANK.items():
        alike = [u for u in unsure if u.form == form]
        if len(alike) > 1 or sure:
            settled += [u._replace(kind=kind) for u in alike]
    settled += [
        u._replace(kind="date")
        for u in unsure
        if sure and u.form == "query" and p.after(u.end) in ("年", "月", "日")
    ]
    for form, kind in _BY_THE_SAME_MARK.items():
        marks = {p.text[s.start] for s in sure if s.form in (form, *_SHARED)}
        alike = [u for u in unsure if u.form == form and p.text[u.start] in marks]
        settled += [u._replace(kind=kind) for u in alike if p.before(u.start) not in _QUOTED]
    return settled


def _without_overlaps(found: list[Placeholder]) -> tuple[Placeholder, ...]:
    rank: dict[str, int] = {}
    for form in FORMS:
        rank.setdefault(form.name, len(rank))
    kept: list[Placeholder] = []
    for item in sorted(set(found)):
        if kept and item.start < kept[-1].end:
            if rank[item.form] < rank[kept[-1].form]:
                kept[-1] = item
        else:
            kept.append(item)
    return tuple(kept)
