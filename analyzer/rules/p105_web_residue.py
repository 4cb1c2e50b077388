"""P105: parts of a web page stick to the text."""

import re
from collections.abc import Iterator

from analyzer.document import Part, Report, Severity
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_UNMISTAKABLE = re.compile(
    "网友|发布时间|更新时间|来源[:]|分享到|打印本页|关闭窗口|浏览次数|责任编辑|字号|上一篇|下一篇|当前位置"
)
_LINE = 60


@rule(
    "P105",
    "web-residue",
    "网页残留",
    Severity.ERROR,
    bad=[
        "⟦以下是为您生成的工作总结：⟧\n今年以来，我局认真落实防汛责任，各项工作平稳有序推进，取得明显成效。",
        "关于防汛工作的情况汇报\n⟦更新时间:2025-07 来源:网友投稿⟧\n今年以来，我局认真落实防汛责任，各项工作平稳有序推进，取得明显成效。",
        "我们将继续努力，推动防汛救灾工作再上新的台阶，为全市高质量发展作出更大的贡献。\n⟦最新推荐⟧\n⟦上一篇：抗旱工作总结⟧",
    ],
    good=[
        "公众号发布稿件126篇，阅读量：36.8万；视频号浏览量：12.6万。群众欢迎下载使用手机程序办理业务，满意度不断提升。",
        "数据来源：市统计局。更新时间按月确定，逾期不再受理，请各单位按时报送有关数据。",
        "办好单位公众号，推荐先进典型12个，开展最新推荐评选活动，群众参与踊跃，反响良好。",
    ],
)
def web_residue(report: Report, context: Context) -> Iterator[Hit]:
    """从网上复制文字时带进来的页面内容：更新时间、来源、网友投稿、最新推荐、上一篇、责任编辑等。

    只看挂在正文前后的内容，夹在正文中间的要有两样以上才算；正文里提到这些词不算。对话软件代写时说的套话（“以下是为您生成的……”）也算。

    依据：审核实务。
    """
    prose = [p.span for p in report.paragraphs if p.part is Part.BODY and context.is_prose(p.span)]
    for span in context.furniture if prose else ():
        outside = span.end <= prose[0].start or span.start >= prose[-1].end
        words = set(_UNMISTAKABLE.findall(context.folded, span.start, span.end))
        if outside or "网友" in words or (len(words) > 1 and span.width <= _LINE):
            yield Hit(span, f"“{_short(report[span])}”是网页上的内容，不属于正文", "删去")
    for span in context.chatter:
        yield Hit(span, f"“{_short(report[span])}”是对话软件说的话，不属于正文", "删去")


def _short(quote: str) -> str:
    return quote if len(quote) <= 30 else quote[:28] + "……"
