"""S204: a heading with nothing under it."""

import re
from collections import Counter
from collections.abc import Iterator

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_SCHEMES = frozenset(("chapter", "part", "section", "han", "paren-han", "arabic", "style"))
_LONGEST = 40
_SOME_TEXT = 30
_OTHERS = 3


@rule(
    "S204",
    "empty-section",
    "标题下无内容",
    Severity.WARNING,
    bad=[
        "一、主要做法\n今年以来，我局认真抓好各项工作落实，全年共开展专项检查12次，整改隐患36处。\n二、存在问题⟦⟧\n三、下一步打算\n今后我们将继续加大力度，推动各项工作再上新台阶，确保全年目标任务圆满完成。",
    ],
    good=[
        "一、主要做法\n今年以来，我局认真抓好各项工作落实，全年共开展专项检查12次，整改隐患36处。\n二、存在问题\n主要是能力不足。",
        "一、主要做法\n（一）抓学习\n认真组织集中学习和个人自学，全年共开展专题学习12次，撰写心得36篇。\n（二）抓检查\n检查36家。",
        "一、任务\n1.抓好学习教育\n2.抓好检查督导\n3.抓好问题整改\n二、要求\n各单位要认真组织实施，层层压实责任，确保各项任务按期完成，不留死角。",
        "目录\n一、主要做法\n二、存在问题\n三、下一步打算",
    ],
)
def empty_section(report: Report, context: Context) -> Iterator[Hit]:
    """标题下面没有任何文字，紧接着就是同级或更高一级的标题。

    目录、提纲式的材料（同级标题下多数没有文字）不报；一句话就是一条的条目不报。

    依据：《党政机关公文处理工作条例》第二十条（内容完整）。
    """
    listed = {
        i for i, s in enumerate(report.sections) if s.scheme == "annex"
    }  # attachments are named, no more
    headed = [s for s in report.sections if s.scheme in _SCHEMES and s.parent not in listed]
    empty, filled = Counter[tuple[str, int | None]](), Counter[tuple[str, int | None]]()
    for section in headed:
        body = report[section.body].strip()
        empty[section.scheme, section.parent] += body in ("", "。")
        filled[section.scheme, section.parent] += len(body) >= _SOME_TEXT
    seen: set[int] = set()
    for section in headed:
        siblings = section.scheme, section.parent
        body = report[section.body].strip()
        title = report[section.heading]
        # “2.关于队伍老化问题。” and no more, where every other item goes on, is a heading; else it may be all there is to say.
        only_title = (
            body == "。"
            and filled[siblings] >= _OTHERS
            and empty[siblings] == 1
            and not re.search(r"\d{2}", title)
        )
        if (body and not only_title) or empty[siblings] > filled[siblings]:
            continue
        if len(title) > _LONGEST or title.rstrip()[-1:] in "。；;！!":
            continue
        end = section.heading.end + (body == "。")
        seen.add(section.heading.start)
        yield Hit(
            Span(end, end), f"“{section.marker}{section.title}”下面没有内容", "补写这一部分，或删去标题"
        )
    for match in context.emptied_sections:
        assert match.right is not None
        section = report.sections[match.right]
        if section.heading.start not in seen:
            end = section.heading.end
            yield Hit(
                Span(end, end), f"“{section.marker}{section.title}”下面没有了模板要求的内容", "补写这一部分"
            )
