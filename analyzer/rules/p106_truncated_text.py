"""P106: part of the text was cut out or lost."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Part, Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.heading_gaps import HeadingGap, missing_numbers, spans_cut

_WHOLE = 800  # characters; less may be an excerpt
_LONG, _SIGNATURE, _PROPER = 40, 30, 0.8
_ENDS = ("。", "!", "?", ";", ":", "”", ")", "…")
_BROKEN = re.compile(r"。[^。]{0,60}[\u4e00-\u9fff,、(“《]$")  # whole sentences, then the beginning of one
_ENDING = re.compile(r" *(?:抄送|主题词|联系人|联系电话|附件|附表|印发|注:)")
_SENTENCE = "今年以来，全局上下认真落实防汛责任，扎实开展隐患排查，各项工作平稳有序推进。"
_PAGE = "\n".join([_SENTENCE * 4] * 3)  # for the examples: a draft long enough to be judged
_CLOSED = re.compile(
    r"(?:局|委|办|厅|部|院|校|公司|政府|中心|组|会|处|所|站|队|人|日|月|年|报告|汇报|说明|摄|讯|电|谢谢|评议|审议|指正|附件.*|[)】》])$"
)


@rule(
    "P106",
    "truncated-text",
    "正文被截断",
    Severity.ERROR,
    bad=[
        "一、组织学习\n抓好学习，取得实效。\n⟦---此处隐藏2751字,下载后查看---⟧\n三、完善机制\n建立健全制度。",
        "加强组织领导，层层压实责任。\n⟦点击查看全文⟧",
        f"一、做法\n{_PAGE}\n{_SENTENCE}同时，加强巡堤查险，并积极向上争取⟦⟧\n二、问题\n{_PAGE}",
    ],
    good=[
        "隐藏在深山里的3所教学点全部通了网络，学生可以登录平台学习。",
        f"一、做法\n{_PAGE}\n二、问题\n{_PAGE}\n江平市水利局\n2025年7月5日",
        "数据可以登录后查询，办结后即可下载证照。",
        "一、组织学习\n抓好学习，取得实效。\n二、完善机制\n建立健全制度。",
    ],
)
def truncated_text(report: Report, context: Context) -> Iterator[Hit]:
    """正文中有“此处隐藏××字，下载后查看”之类的截断标记，或者段落在半句话处中断。

    截断标记两边的标题序号不连续时，在同一条里说明缺了哪几部分。段落中断只对成篇的、各段都好好收尾的报告判断，作为警告。

    依据：《党政机关公文处理工作条例》第二十条（内容完整）。
    """
    for cut in context.cuts:
        lost = [g for g in context.heading_gaps if spans_cut(g, cut)]
        tail = "".join(
            f"，标题从“{_before(g)}”跳到“{g.after.marker}”，缺少“{missing_numbers(g)}”部分" for g in lost
        )
        titles = [f"“{x.section.marker}{x.section.title}”" for x in context.lost_sections if x.cut == cut]
        tail += f"，模板中的{'、'.join(titles)}不见了" if titles else ""
        evidence = tuple(
            Evidence(report[s.heading], s.heading) for g in lost for s in (g.before, g.after) if s is not None
        )
        yield Hit(cut, f"正文在此处被截断{tail}", "找到完整原稿，补上缺失的内容", evidence)
    if not context.cuts and context.body_end >= _WHOLE and len(report.sections) >= 2:
        for end in _broken_off(report, context.folded):
            advice = "核对原稿，补上缺的文字"
            yield Hit(
                Span(end, end), "这一段在半句话处中断，后面的内容可能丢失", advice, severity=Severity.WARNING
            )


def _broken_off(report: Report, folded: str) -> Iterator[int]:
    """Ends of long paragraphs that stop in the middle of a sentence before a heading, the signature or the end.

    Only where the draft ends its paragraphs properly: in a text wrapped at every line an end says nothing.
    """
    body = [p.span for p in report.paragraphs if p.part is Part.BODY]
    lines = [folded[s.start : s.end].rstrip(" ") for s in body]
    long = [line for line in lines if len(line) > _LONG]
    if sum(line.endswith(_ENDS) for line in long) < _PROPER * len(long):
        return
    numbered = {s.heading.start for s in report.sections if s.marker}
    for i, (span, line) in enumerate(zip(body, lines, strict=True)):
        if len(line) <= _LONG or not _BROKEN.search(line) or _CLOSED.search(line):
            continue
        left = len(lines) - i - 1
        signed = left <= 2 and all(len(rest) <= _SIGNATURE for rest in lines[i + 1 :])
        stops = signed or body[i + 1].start in numbered
        if stops and not any(map(_ENDING.match, lines[max(0, i - 3) : i + 1])):
            yield span.end


def _before(gap: HeadingGap) -> str:
    return gap.before.marker if gap.before else "文首"
