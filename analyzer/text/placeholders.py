"""The grammar of blanks: where a draft was left unfilled, and what should stand there.

A *form* is one way of marking a blank: a pattern that proposes candidates in the folded text, and a judge that
looks at the words around one and says what kind of value is missing, or None for a look-alike. Strong marks
(``XX``, ``20××``, ``____``) are blanks unless something speaks against it; weak ones (one ``X``, ``*``, ``某``)
are blanks only where the next words ask for a value. A weak mark that says nothing by itself is settled by the
rest of the draft: where the same mark stands for a blank elsewhere, it does so here.

Brackets and notes are in ``fields``, marks in ``marks``, what only looks like a blank in ``lookalikes``. The rules
about blanks and the templates (whose blanks are slots) both read drafts through ``find``.
"""

from analyzer.text.fields import FIELD_FORMS
from analyzer.text.forms import UNSURE, Placeholder
from analyzer.text.lookalikes import Passage
from analyzer.text.marks import MARK_FORMS, settle
from analyzer.text.folding import fold

FORMS = (*FIELD_FORMS, *MARK_FORMS)
"""All forms. Where two propose overlapping spans the earlier form wins."""


def find(text: str) -> tuple[Placeholder, ...]:
    """The blanks of ``text`` in order, none overlapping."""
    return find_folded(fold(text))


def find_folded(folded: str) -> tuple[Placeholder, ...]:
    """The blanks of a text that is folded already."""
    passage = Passage(folded)
    taken: list[Placeholder] = []
    unsure: list[Placeholder] = []
    for form in FORMS:
        if not any(cue in folded for cue in form.cues):
            continue
        for match in form.pattern.finditer(folded):
            kind = form.judge(passage, match)
            if kind is None:
                continue
            start, end = form.span(match)
            (unsure if kind == UNSURE else taken).append(Placeholder(start, end, kind, form.name))
    return _without_overlaps([*taken, *settle(passage, taken, unsure)])


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
