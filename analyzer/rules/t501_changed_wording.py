"""T501: the template's own words were changed."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Rewording, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

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
    for change in context.comparison.rewordings if context.comparison else ():
        if not change.right:
            continue
        span = _span(change)
        yield Hit(
            span,
            f"{'锁定的措辞' if change.locked else '模板的措辞'}有改动：{shown(change)}",
            "恢复模板原文" if change.locked else "核对改动是否改变了原意",
            (Evidence(_original(context, change), change.left, _source(context)),),
            severity(change),
        )


def severity(change: Rewording) -> Severity:
    """How grave a change of the template's words is."""
    if change.locked:
        return Severity.ERROR
    return Severity.WARNING if change.polar or change.share >= _STRONG else Severity.INFO


def shown(change: Rewording) -> str:
    """The words that are gone and those that came: ``“必须”“严肃”改为“可以”“酌情”``."""
    lost, new = ("".join(f"“{w}”" for w in words[:4]) for words in (change.lost, change.new))
    if lost and new:
        return f"{lost}改为{new}"
    return f"少了{lost}" if lost else f"多了{new}" if new else "语句有增删"


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
