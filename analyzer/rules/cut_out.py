"""Figures of the last report whose sentence or clause is gone while what stood about it stays; a part of E405.

In reports of no fixed form most of what is no longer said was replaced by something else. Where the sentence before and the one
after follow one another now, nothing came in its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analyzer.document import Quantity, Scope, Span
from analyzer.rules.across import SMALL
from analyzer.rules.context import Context

_SOME, _TELLING = (
    2,
    4,
)  # characters of what a figure counts: at least, and those at its end that tell it from others
_NAMED = 6  # and beside a sentence that stays
_SEVERAL = 3  # sentences that may be gone together
_WORDS = 6  # characters of a sentence that may have come in another's place
# Told once, or each time anew.
_ONCE = re.compile(
    "\\d月(?:\\d|[,、]|[上中下]旬|[底初])|首[次个批届]|启动|揭牌|挂牌|成立|印发|出台|荣?获|评为|授予|竣工|投入使用|专题会议|党组会|推迟|事件|天气|台风|春节|国庆|中秋|五一|[上去]年|结转"
)
_COMPARED = re.compile("[比较增减]|相比|其中|其余|剩余|尚|未|力争|将|拟|计划|目标|加上|连同|含|正在")
_FIGURE = re.compile(r"\d[\d.]*")
_CLAUSE = re.compile("[^,;:。]+")
_NO_NAME = re.compile("^[月应以把由因对让每]|^抓住|[了每]|至$")  # what is no name of an indicator
_TIME = frozenset(
    (
        "小时",
        "周",
        "天",
        "日",
        "分",
        "分钟",
        "秒",
        "个月",
        "年",
        "年度",
        "周年",
        "岁",
        "方面",
        "块",
        "级",
        "届",
        "度",
        "点",
        "时",
    )
)


class _Sentence(NamedTuple):
    """A sentence of the last report, and where it stands now; None where it is gone."""

    span: Span
    now: Span | None


def cut_out(
    context: Context, pairs: Sequence[tuple[Quantity, Quantity]], in_passing: Sequence[Span]
) -> Iterator[tuple[list[Quantity], int, bool]]:
    """The figures of one sentence that are gone, the place where they should stand, and whether they surely are missing.

    ``pairs`` are the figures of the last report that this one has, ``in_passing`` its sections that are new every time.
    """
    earlier = context.earlier[0]
    now = {old.span: new for old, new in pairs}
    figures = {about[0].sentence: about for about in earlier.figures_by_sentence}
    standing: set[Span] | None = None if earlier.earlier else set()
    by_sentence = {figures[0].sentence.start: figures for figures in context.figures_by_sentence}
    old, new = _sentences(context)
    for i, sentence in enumerate(old):
        told = figures.get(sentence.span, ())
        if not told or any(s.covers(sentence.span) for s in in_passing):
            continue
        if sentence.now is not None:
            yield from _clauses(context, told, sentence.now, now, by_sentence)
            continue
        lost = [q for q in told if _is_indicator(earlier, q) and _is_gone(context, q)]
        if not lost or any(q.span in now for q in told):
            continue
        before, after = _beside(old, i)
        place = _closed(context, before, after, new)
        if place is None:
            continue
        if _ONCE.search(earlier.folded, *sentence.span) is None and after is not None:
            if standing is None:
                standing = {q.span for _, q in earlier.followed()}
            yield lost, place, any(q.span in standing for q in lost)


def _sentences(context: Context) -> tuple[list[_Sentence], list[Span]]:
    """The sentences of the last report in order, and those of this one that stand for none of them."""
    pairs = context.beside_earlier[0].pairs
    old = [
        _Sentence(span, Span(pair.right[0].start, pair.right[-1].end) if pair.right else None)
        for pair in pairs
        for span in pair.left
    ]
    new = [span for pair in pairs if not pair.left for span in pair.right]
    return sorted(old, key=lambda s: s.span), sorted(new)


def _beside(old: Sequence[_Sentence], i: int) -> tuple[Span | None, Span | None]:
    """Where the sentences before and after the ``i``-th stand now, one or two others that are gone left out."""
    before = next((s.now for s in reversed(old[max(0, i - _SEVERAL) : i]) if s.now), None)
    after = next((s.now for s in old[i + 1 : i + 1 + _SEVERAL] if s.now), None)
    return before, after


def _closed(context: Context, before: Span | None, after: Span | None, new: Sequence[Span]) -> int | None:
    """Where the one ends and the other begins if nothing came between them."""
    if before is None:
        return None
    end = after.start if after is not None else len(context.folded)
    between = [s for s in new if before.end <= s.start < end and s.width >= _WORDS]
    return None if end < before.end or between else before.end


def _clauses(
    context: Context,
    told: Sequence[Quantity],
    place: Span,
    now: Mapping[Span, Quantity],
    by_sentence: Mapping[int, Sequence[Quantity]],
) -> Iterator[tuple[list[Quantity], int, bool]]:
    """Clauses with a figure that a sentence lost, if it has no other of the unit in their place.

    ``now`` are the figures of this report by where they stood.
    """
    earlier, text = context.earlier[0], context.folded
    taken = _taken_out(context, told, place)
    if taken is not None:
        yield *taken, False
        return
    gone = [q for q in told if q.span not in now and _is_indicator(earlier, q)]
    lost = [q for q in gone if q.what[-_NAMED:] not in text]
    known = {q.span for q in now.values()}
    fresh = [q for q in by_sentence.get(place.start, ()) if q.span not in known]
    lost = [q for q in lost if not any(n.unit == q.unit and _in_place(n, q) for n in fresh)]
    if not lost or _ONCE.search(earlier.folded, lost[0].clause.start, lost[-1].clause.end):
        return
    stays = [q for q in told if q.span in now]
    said = said_before(earlier, told[0].sentence.start, lost[0], text[place.start : place.end])
    if not stays and (said is None or len(lost[0].what) < _TELLING):
        return
    before = [q for q in stays if q.span < lost[0].span]
    after = next((q for q in stays if q.span > lost[-1].span), None)
    end = max(now[before[-1].span].clause.end if before else place.start, place.start + (said or 0))
    if after is not None and said is None and after.clause.start <= lost[-1].clause.end + 1:
        # What it stood behind is gone too, what stood behind it is not.
        yield lost, now[after.span].clause.start, False
        return
    yield lost, end + 1 if end < len(text) and text[end] in ",;。" else end, False


def _taken_out(context: Context, told: Sequence[Quantity], place: Span) -> tuple[list[Quantity], int] | None:
    """The figures of a clause that a sentence lost while those beside it follow one another now, and where it stood.

    ``told`` are the figures of the sentence, ``place`` what stands for it now. That a like figure stands in their place
    (累计完成改造小区116个 for 完成改造小区21个) does not count: it has a clause of its own.
    """
    earlier, sentence = context.earlier[0], told[0].sentence
    old = [m for m in _CLAUSE.finditer(earlier.folded, *sentence) if m[0].strip()]
    new = [m for m in _CLAUSE.finditer(context.folded, *place) if m[0].strip()]
    if len(old) < _SOME:
        return None
    left, right = ([_FIGURE.sub("#", m[0].strip()) for m in clauses] for clauses in (old, new))
    stay = {pair: k for k, pair in enumerate(zip((None, *right), (*right, None), strict=True))}
    for k, pair in enumerate(zip((None, *left[:-1]), (*left[1:], None), strict=True)):
        if pair not in stay or left[k] in right or _ONCE.search(earlier.folded, *old[k].span()):
            continue
        inside = Span(*old[k].span())
        lost = [q for q in told if inside.covers(q.span) and _is_indicator(earlier, q, least=1)]
        if lost and not any(n.what == q.what and n.unit == q.unit for n in context.quantities for q in lost):
            at = stay[pair]
            return lost, new[at].start() if at < len(new) else place.end
    return None


def _in_place(new: Quantity, lost: Quantity) -> bool:
    """Whether a new figure of the unit may count the lost thing by another name."""
    return not _named(lost) or not _named(new) or not set(new.what).isdisjoint(lost.what)


def _named(q: Quantity) -> bool:
    return len(q.what) >= _NAMED


def said_before(earlier: Context, start: int, lost: Quantity, words: str) -> int | None:
    """Where in ``words`` the clause right before a lost one ends, if the sentence still has it to the letter."""
    before = _CLAUSE.findall(earlier.folded, start, lost.clause.start)
    if not before or len(before[-1]) < _TELLING:
        return None
    at = words.find(before[-1])
    return None if at < 0 else at + len(before[-1])


def _is_indicator(earlier: Context, q: Quantity, *, least: int = SMALL) -> bool:
    """Whether a figure is one of its own that the next report may be expected to give again."""
    words = earlier.folded[q.clause.start : q.span.start]
    return (
        q.number >= least
        and (q.unit not in _TIME or q.what.endswith(("时间", "时长")))
        and len(q.what) >= _SOME
        and earlier.folded[q.span.start].isdigit()
        and q.scope is not Scope.EARLIER
        and not (q.change or q.approximate)
        and _NO_NAME.search(q.what) is None
        and _COMPARED.search(words) is None
    )


def _is_gone(context: Context, q: Quantity) -> bool:
    """Whether this report does not speak of what is counted, or counts nothing by that name."""
    end = q.what[-_TELLING:]
    return end not in context.folded or not any(
        n.unit == q.unit and end in context.folded[n.clause.start : n.clause.end] for n in context.quantities
    )
