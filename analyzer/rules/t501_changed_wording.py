"""T501: the template's own words were changed."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Rewording, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_SHOWN = 24
_MANY = 5  # slight changes in one part, beyond which they are told together
_STRONG = 0.4  # part of the meaning-bearing words that are gone
_TEMPLATE = (
    "一、纪律要求\n对违反规定的单位，必须严肃追究有关人员的责任，并在全市范围内通报批评。共组织专题学习XX次，撰写心得XX篇。\n"
    "二、承诺\n我单位承诺：本报告内容真实、完整，没有隐瞒和虚报。各项数据均来自业务系统。"
)
_REST = "共组织专题学习32次，撰写心得15篇。\n"
_PROMISE = "二、承诺\n我单位承诺：本报告内容真实、完整，没有隐瞒和虚报。各项数据均来自业务系统。"


@rule(
    "T501",
    "changed-wording",
    "改动模板措辞",
    Severity.INFO,
    bad=[
        Example(
            f"一、纪律要求\n⟦对违反规定的单位，可以酌情追究有关人员的责任，并在全市范围内通报批评。⟧{_REST}{_PROMISE}",
            template=_TEMPLATE,
        ),
        Example(
            f"一、纪律要求\n对违反规定的单位，必须严肃追究有关人员的责任，并在全市范围内通报批评。{_REST}"
            "二、承诺\n⟦我单位承诺：本报告内容基本真实、完整，没有隐瞒和虚报。⟧各项数据均来自业务系统。",
            template=_TEMPLATE,
            locked=("我单位承诺",),
        ),
    ],
    good=[
        Example(
            f"一、纪律要求\n对违反规定的单位，必须严肃追究有关人员的责任，并在全市范围内通报批评。{_REST}{_PROMISE}",
            template=_TEMPLATE,
        ),
        Example(
            "一、纪律要求\n对违反规定的单位，必须严肃追究有关人员的责任，并在全市范围内通报批评。"
            "截至6月底，共组织专题学习三十二次，撰写心得１５篇，编印简报4期。\n"
            "二、承诺\n我单位承诺,本报告内容真实、完整,没有隐瞒和虚报。各项数据均来自业务系统。",
            template=_TEMPLATE,
            locked=("我单位承诺",),
        ),
    ],
    needs="template",
)
def changed_wording(report: Report, context: Context) -> Iterator[Hit]:
    """稿件改动了模板自己的措辞。填空不算改动，增加内容、调整语序、拆分或合并句子也不算。

    锁定的段落必须逐字照写，改动是错误；其余按有实义的词改动了多少分级：换掉较多，或者动了“不”“必须”“全部”一类决定
    意思的词，是警告；个别词语不同是提示。

    依据：所用模板。
    """
    slight: dict[int | None, list[Rewording]] = {}
    for change in context.comparison.rewordings if context.comparison else ():
        if change.right and severity(change) is Severity.INFO:
            slight.setdefault(_part(report, change), []).append(change)
        elif change.right:
            yield _hit(context, change)
    for changes in slight.values():
        if len(changes) <= _MANY:
            yield from (_hit(context, change) for change in changes)
        else:
            yield Hit(
                _span(changes[0]),
                f"这一部分有{len(changes)}句的个别措辞与模板不同，如：{shown(context, changes[0])}；{shown(context, changes[1])}",
                "核对改动是否改变了原意",
                tuple(Evidence(_original(context, c), c.left, _source(context)) for c in changes),
                Severity.INFO,
            )


def _hit(context: Context, change: Rewording) -> Hit:
    return Hit(
        _span(change),
        f"{'锁定的措辞' if change.locked else '模板的措辞'}有改动：{shown(context, change)}",
        "恢复模板原文" if change.locked else "核对改动是否改变了原意",
        (Evidence(_original(context, change), change.left, _source(context)),),
        severity(change),
    )


def _part(report: Report, change: Rewording) -> int | None:
    """The part of the first level that holds the changed sentence."""
    index = report.section_at(change.right[0].start)
    while index is not None and (above := report.sections[index].parent) is not None:
        index = above
    return index


def severity(change: Rewording) -> Severity:
    """How grave a change of the template's words is."""
    if change.locked:
        return Severity.ERROR
    return Severity.WARNING if change.polar or change.share >= _STRONG else Severity.INFO


def shown(context: Context, change: Rewording) -> str:
    """What was changed: ``“须在三个工作日内”改为“可在十个工作日内”``."""
    said: list[str] = []
    gone: list[str] = []
    for old, new in context.phrases(change):
        before, after = (f"“{w if len(w) <= _SHOWN else w[: _SHOWN - 1] + '…'}”" for w in (old, new))
        if old and not new:
            gone.append(before)
        else:
            said.append(f"{before}改为{after}" if old else f"多了{after}")
    if gone:
        said.append(f"少了{''.join(gone)}")
    if said:
        return "，".join(said)
    lost, new_words = ("".join(f"“{w}”" for w in words[:4]) for words in (change.lost, change.new))
    return f"少了{lost}" if lost else f"多了{new_words}" if new_words else "语句有增删"


def _span(change: Rewording) -> Span:
    return Span(
        change.right[0].start, max(change.right[0].end, *(s.end for s in change.right if _near(change, s)))
    )


def _near(change: Rewording, span: Span) -> bool:
    return span.start - change.right[0].end < 200


def _original(context: Context, change: Rewording) -> str:
    assert context.template is not None
    return context.template.report[change.left]


def _source(context: Context) -> str:
    assert context.template is not None
    return context.template.report.source
