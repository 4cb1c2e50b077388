"""More of them than there are (党员86名。党员中有92名参加); a part of F302."""

import re
from collections.abc import Iterator, Sequence

from analyzer.document import Quantity, Scope
from analyzer.rules.context import Context
from analyzer.rules.figures import counted_as

_OF_THEM = re.compile("(?P<noun>[\u4e00-\u9fff]{2,8})(?:当中|之中|中)(?:[,有][^,;。、\\d]{0,10})?$")
_THOSE = re.compile("^[\u4e00-\u9fff]{1,8}?(?:当中|之中|中)(?:[,有][^,;。\\d]{0,8})?$")  # 18个行政村中，
_HAVE = re.compile("(?P<noun>[\u4e00-\u9fff]{1,8})有$")  # 53个村有56个村配了管水员
_OF_WHICH = re.compile("^其中[,:]?[^,;。\\d]{0,16}$")
_ALL = re.compile("(?:^|[对为给向与和])$")
_REVERSED = re.compile(
    "(?=[,;:对为给向与和有])"
    "(?:[,;](?:已|女|男|青年|老|预备|流动|退休|困难|农村|在职)|[,;:对为给向与和]\\d+[\u4e00-\u9fff]{4}|(?<![共现还])有\\d)"
)  # 对146名群众代表
_NAMED = re.compile("的?[\u4e00-\u9fff]{2,8}")
_OTHERS = re.compile("其余|另|新增|比|较|上[年月季]|结转|累计|近|约|超|增|减|达到|扩|均")
_NEXT_CLAUSE = re.compile("^[一-鿿]{0,10},$")
_NEEDED = re.compile("(?:需|应|须)(?:要)?(?P<deed>[一-鿿]{2})")
_ALL_OF_PLACE = re.compile("^[,;]?全[省市县区镇乡村街校院][^,;。]{0,4}$|共有$|辖$")
_SOME_HAVE = re.compile("[已均现]?(?:经)?有")
_HAVE_DONE = re.compile("(?:已|全部|基本|率先)?(?:完成|实现|通过|开展|建立|建成|达到|开工|竣工|获评|创建)")
_ONLY_DONE = re.compile("已(?:经|全部|累计)?(?:完成)?[一-鿿]{2}")
_NEW = re.compile("新|本[月季期周]|当[月季]|今年|全年|平均")
_KIND = re.compile("^(?:女|男|青年|老|预备|流动|退休|困难|大学生|退役|少数民族|农村|在职)")
_FAR = 3  # times: what is said to be more than that is of something else
_NOUN = 3  # characters of a noun that stands beside both figures


def among(context: Context) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures of all, and larger ones of some of them: in one sentence, or in two of one paragraph."""
    report, folded = context.report, context.folded
    above: Sequence[Quantity] = ()
    for figures in context.figures_by_sentence:
        words = folded[figures[0].sentence.start : figures[0].sentence.end]
        if "中" not in words and not _REVERSED.search(words):
            above = figures
            continue
        start = figures[0].span.start
        near = (
            above if above and report.paragraph_at(above[0].span.start) == report.paragraph_at(start) else ()
        )
        for i, part in enumerate(figures):
            smaller = [
                q
                for q in (*near, *figures[:i])
                if q.number < part.number <= _FAR * q.number
                and counted_as(q.unit) == counted_as(part.unit)
                and _counts(q)
            ]
            if smaller and _counts(part):
                whole = _whole(folded, smaller, part)
                if whole is not None:
                    yield whole, part
        above = figures


def _whole(folded: str, smaller: Sequence[Quantity], part: Quantity) -> Quantity | None:
    """The figure of all those that ``part`` is of, if it is among the ``smaller`` ones."""
    before = folded[part.sentence.start : part.span.start]
    clause = folded[part.clause.start : part.span.start]
    if _OTHERS.search(clause):
        return None
    last = smaller[-1]
    here = last.sentence == part.sentence
    if here and _done_of(folded, last, part, clause):
        return last
    if not here and _OF_WHICH.search(before):
        return last if sum(q.sentence == last.sentence for q in smaller) == 1 else None
    if here and _THOSE.search(folded[last.span.end : part.span.start]):
        return last
    have = _HAVE.match(folded[last.span.end : part.span.start]) if here else None
    if have is not None and folded.startswith(have["noun"], part.span.end):
        return last
    if (them := _OF_THEM.search(before)) is not None:
        noun = them["noun"]
        return next((q for q in reversed(smaller) if _names(q.what, noun)), None)
    named = _NAMED.match(folded, part.span.end) if here and _ALL.search(clause) else None
    if named is None:
        return None
    right = named[0].removeprefix("的")
    return next(
        (q for q in reversed(smaller) if q.sentence == part.sentence and _begins(right, q.what)), None
    )


def _done_of(folded: str, whole: Quantity, part: Quantity, clause: str) -> bool:
    """Whether a clause says of those before it only what was done: 列入计划的12个项目，已完工14个; 女党员326名 after 党员312名."""
    between = folded[whole.span.end : part.clause.start]
    if not _NEXT_CLAUSE.match(between):
        return False
    told = folded[whole.clause.start : whole.span.start]
    needed = _NEEDED.search(told)
    if needed is not None and re.search(f"已(?:经|累计)?(?:完成)?{needed['deed']}", clause):
        return True
    if (
        _SOME_HAVE.fullmatch(clause)
        and _ALL_OF_PLACE.search(folded[whole.clause.start : whole.span.start])
        and _HAVE_DONE.match(folded, part.span.end)
    ):
        return True  # 全县16个乡镇，已有18个完成换届
    kind = _KIND.match(part.what)
    if kind is not None and len(noun := part.what[kind.end() :]) > 1 and whole.what.endswith(noun):
        return True
    return _ONLY_DONE.fullmatch(clause) is not None and _NEW.search(told) is None


def _names(what: str, noun: str) -> bool:
    """Whether ``noun`` is what was counted, or short for it: 新书 for 新增图书."""
    if what.endswith(noun):
        return True
    rest = iter(what)
    return len(noun) < _NOUN and what[-1:] == noun[-1] and all(c in rest for c in noun)


def _begins(right: str, what: str) -> bool:
    return any(right.startswith(what[-n:]) for n in range(_NOUN, min(len(what), len(right)) + 1))


def _counts(q: Quantity) -> bool:
    return not (q.is_rate or q.change or q.approximate or q.scope is Scope.EARLIER)
