"""S207: the text promises a number of points and gives another."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Report, Section, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.text.enumerations import Item
from analyzer.text.numerals import value

_PROMISE = re.compile(
    r"(?:主要有|现就|就|讲|谈|提出?|集中在|体现在|表现在|概括为|归纳为|从|以下|如下|下列|下面|抓好|做好|开展|落实|存在|分为?|突出|围绕|采取|做到|实施)(?:以下|如下|下列)?"
    r"(?P<n>[两二三四五六七八九十]|\d)(?:个|大|项|条|点|方面)(?:方面|问题|环节|层面|维度|阶段|举措|措施|工作|任务|重点|抓手|行动|步骤|意见|要求|建议)?"
    r"(?:的?(?:工作|问题|情况|措施|内容))?(?P<tail>[^。;\n]{0,24})[。:](?= *(?:\n|$|一[是要]|第一|首先|其一))"
)


@rule(
    "S207",
    "promised-count",
    "说好的几点与实际不符",
    Severity.WARNING,
    bad=[
        "一、主要做法\n我们⟦从三个方面⟧抓好落实。\n（一）抓学习。认真组织学习。\n（二）抓检查。深入开展检查。\n二、问题\n能力不足。",
        "工作中⟦存在三个问题⟧：一是能力不足；二是经费不足。",
    ],
    good=[
        "一、主要做法\n我们从三个方面抓好落实。\n（一）抓学习。认真学习。\n（二）抓检查。认真检查。\n（三）抓整改。认真整改。",
        "工作中存在两个问题：一是能力不足；二是经费不足。",
        "组织三个工作组深入一线，检查单位36家。",
    ],
)
def promised_count(report: Report, context: Context) -> Iterator[Hit]:
    """前面说“从三个方面”“存在三个问题”，后面只列了两个。

    只在这句话后面紧跟着下一级标题或“一是、二是”时比对；后面没有列举的不报。

    依据：审核实务（前后照应）。
    """
    for match in _PROMISE.finditer(context.folded):
        promised = 2 if match["n"] in "两二" else value(match["n"])
        end = match.end()
        listed = _headings(report, end) or _items(context, end)
        if promised and len(listed) > 1 and len(listed) != promised:
            span = Span(match.start(), match.start("tail"))
            evidence = tuple(Evidence(report[s], s) for s in listed)
            yield Hit(
                span, f"前面说“{report[span]}”，后面列了{len(listed)}个", "补上缺的内容，或改正数字", evidence
            )


def _headings(report: Report, offset: int) -> list[Span]:
    """The headings of one level that begin right after ``offset``."""
    first = next((i for i, s in enumerate(report.sections) if s.heading.start >= offset), None)
    if first is None or report.text[offset : report.sections[first].heading.start].strip():
        return []
    head: Section = report.sections[first]
    if head.number != 1:
        return []
    found: list[Span] = []
    for section in report.sections[first:]:
        if section.parent == head.parent and section.scheme == head.scheme:
            if found and section.number == 1:
                break
            found.append(section.heading)
        elif section.level <= head.level:
            break
    return found


def _items(context: Context, offset: int) -> list[Span]:
    """The items of the count that begins right after ``offset``."""

    def begins_here(run: tuple[Item, ...]) -> bool:
        return run[0].number == 1 and 0 <= run[0].start - offset <= 2

    for run in context.counts:
        if begins_here(run):
            return [Span(i.start, i.end) for i in run]
    return []
