"""What is said to be still open (尚有57项隐患没有完成整改) and is not what the figures leave; a part of F304."""

import re
from collections.abc import Iterator

from analyzer.document import Quantity, Scope
from analyzer.rules.context import Context

_REST = re.compile("(?:其余|剩余|余下|剩下)的?$")
_OPEN = re.compile("(?:[尚仍还]有|尚余|仍余)$")
_OPEN_ENDS = frozenset("有余")
_NOT_DONE = re.compile(
    "^的?(?P<what>[\u4e00-\u9fff]{2,6}?)(?:[还仍]?没有|尚未|仍未|未)(?:完成|得到|落实)?(?P<deed>整改|办结|化解|销号|消除)"
)
_SLIP, _FEW = 2, 3  # times, and more: figures farther apart are about two things


def left_over(context: Context) -> Iterator[tuple[Quantity, Quantity]]:
    """A figure of what is left after what was found and done, and one further on that says otherwise.

    Two kinds of things may each leave something: what agrees with one of them, or with all together, is right.
    """
    folded = context.folded
    rests: list[tuple[Quantity, str, str]] | None = None
    for q in context.quantities:
        if folded[q.span.start - 1] not in _OPEN_ENDS or q.scope is Scope.EARLIER:
            continue
        said = _NOT_DONE.match(folded[q.span.end : q.span.end + 18])
        if said is None or not _OPEN.search(folded[q.clause.start : q.span.start]):
            continue
        if rests is None:
            rests = list(_rests(context))
        of = [
            r
            for r, whole, deed in rests
            if r.unit == q.unit and whole.endswith(said["what"]) and said["deed"] in deed
        ]
        numbers = {r.number for r in of}
        near = [r for r in of if max(r.number, q.number) <= _SLIP * min(r.number, q.number) + _FEW]
        if len(near) == 1 and q.number not in numbers | {sum(numbers)} and near[0].sentence != q.sentence:
            yield near[0], q


def _rests(context: Context) -> Iterator[tuple[Quantity, str, str]]:
    """What is left of something (查出隐患1215项，已整改1168项，其余47项): the figure, the thing, and the words of the sentence."""
    folded = context.folded
    for said in context.figures_by_sentence:
        figures = [q for q in said if not (q.change or q.is_rate or q.approximate)]
        for i, rest in enumerate(figures):
            if not _REST.search(folded[rest.clause.start : rest.span.start]):
                continue
            same = [q for q in figures[:i] if q.unit == rest.unit]
            whole = next(
                (a for a in same if any(a.number - b.number == rest.number for b in same if b.span > a.span)),
                None,
            )
            if whole is not None:
                yield rest, whole.what, folded[rest.sentence.start : rest.sentence.end]
