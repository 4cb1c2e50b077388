"""S201: a section that belongs there is missing."""

import re
from collections.abc import Iterator

from analyzer.document import Comparison, Evidence, Fate, Part, Report, Section, SectionMatch, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.folding import fold

_TEMPLATE = (
    "一、主要做法\n组织专题学习XX次，开展执法检查XX次。\n二、存在问题\n基层力量不足，少数单位整改不够及时。\n"
    "三、下一步打算\n继续加大执法检查力度，推动问题整改到位。"
)
_DONE = "一、主要做法\n组织专题学习12次，开展执法检查36次。\n"
_TROUBLE = "基层力量不足，少数单位整改不够及时。\n"
_PLANS = "继续加大执法检查力度，推动问题整改到位。"
_LONG = "今年以来，全局上下认真落实上级部署，扎实推进各项重点工作，取得了明显成效。" * 12
# Sections that reports of these kinds have by custom; the words tell where a report says it without a heading.
_USUAL = (
    ("PROBLEMS", "存在的问题", re.compile(r"(?:虽然|尽管)[^。]{2,60}(?:但|仍|还)|(?:仍|还|也)(?:然|还)?(?:存在|有)[^。]{0,20}(?:不足|差距|问题|短板|薄弱)")),
    ("NEXT", "下一步打算", re.compile(r"下一步|下步|下一阶段|我们将|我局将|今后|将以此次")),
)  # fmt: skip
_RELATED = {
    "PROBLEMS": ("PROBLEMS", "CAUSES", "UNDONE"),
    "NEXT": ("NEXT", "RECTIFY_PLAN", "SUGGEST", "TASKS", "TARGETS"),
}
_KINDS = re.compile(
    r"(?:工作|整治|进展|落实|开展|自查|自纠|整改|述职|述廉)[^。]{0,8}(?:汇报|报告|总结)$|工作总结|情况汇报"
)
_OTHER_KINDS = re.compile(r"政府工作报告|公开|说明|月报|快报|简报|计划|方案|要点|年度报告")
_PARTICLES = re.compile(r"[的和与及、,，\s\d.]")
_WHOLE = 400  # characters of main text; less is an excerpt


def _unusual(problems: str, plans: str) -> str:
    """A report whose headings have none of the usual words."""
    return (
        f"江平市水利局关于防汛工作进展情况的汇报\n一、组织领导\n{_LONG}\n二、主要做法\n{_LONG}\n"
        f"{problems}\n少数泵站设备老化，夜间值守不严，预警信息到户不够及时，山区广播覆盖率偏低。\n"
        f"{plans}\n年底前更换老旧泵站设备12台，明年汛前开展两轮夜间拉练，逐村补齐广播，把责任落实到人。"
    )


@rule(
    "S201",
    "missing-section",
    "缺少部分",
    Severity.ERROR,
    bad=[
        Example(f"{_DONE}⟦⟧\n二、下一步打算\n{_PLANS}".replace("\n⟦⟧", "⟦⟧"), template=_TEMPLATE),
        Example(f"{_DONE}⟦二、工作中的短板⟧\n{_TROUBLE}三、下一步打算\n{_PLANS}", template=_TEMPLATE),
        Example(f"{_DONE}⟦二、问题和打算⟧\n{_TROUBLE}{_PLANS}", template=_TEMPLATE),
        f"江平市水利局关于防汛工作进展情况的汇报\n一、组织领导\n{_LONG}\n二、主要做法\n{_LONG}⟦⟧\n三、下一步打算\n抓好收尾。",
    ],
    good=[
        Example(f"{_DONE}二、存在问题\n{_TROUBLE}三、下一步打算\n{_PLANS}", template=_TEMPLATE),
        Example(f"{_DONE}二、存在的问题\n{_TROUBLE}三、下一步的打算\n{_PLANS}", template=_TEMPLATE),
        Example(f"{_DONE}---此处隐藏2751字,下载后查看---\n三、下一步打算\n{_PLANS}", template=_TEMPLATE),
        Example(
            "第一章 总则\n为规范内部审计，制定本办法。\n第二章 附则\n本办法自印发之日起施行。",
            template=_TEMPLATE,
        ),
        f"江平市水利局关于防汛工作进展情况的汇报\n一、主要做法\n{_LONG}\n二、存在问题\n{_LONG}\n三、下一步打算\n抓好收尾。",
        _unusual("三、回过头看", "四、往后怎么干"),
        f"防汛物资采购方案\n一、采购内容\n{_LONG}\n二、采购方式\n{_LONG}",
    ],
)
def missing_section(report: Report, context: Context) -> Iterator[Hit]:
    """稿件缺少模板要求的部分。

    改了标题的、并入别的部分的，只作提示，并说明现在在哪里；被截断标记带走的由 P106 一并说明；标题还在而内容没有的由
    S204 报。没有模板时，按报告的类型看有没有“存在的问题”“下一步打算”，没有单独成节的至多作提示；标题不用这些词的，由标题和开头的内容判断。

    依据：所用模板；《党政机关公文处理工作条例》第二十条（内容完整）；公文写作惯例。
    """
    if context.template is None:
        yield from _by_custom(report, context)
        return
    comparison = context.comparison
    if comparison is None:
        return
    theirs = comparison.reference.sections
    if context.template.cut:
        yield Hit(
            Span(0, 0),
            f"模板本身在“{_quoted(comparison.reference, context.template.cut[0])}”处被截断，那里丢失的部分没有核对",
            "换用完整的模板后再查一遍",
            severity=Severity.INFO,
        )
    for lost in context.lost_sections:
        if lost.cut is None:
            yield Hit(
                Span(lost.place, lost.place),
                f"缺少模板中的“{lost.section.marker}{lost.section.title}”部分",
                "补写这一部分；确实不需要的，请说明",
                (
                    Evidence(
                        comparison.reference[lost.section.heading],
                        lost.section.heading,
                        comparison.reference.source,
                    ),
                ),
            )
    for right, matches in sorted(_by_heading(comparison).items()):
        now = report.sections[right]
        titles = "".join(f"“{theirs[m.left].marker}{theirs[m.left].title}”" for m in matches)
        renamed = matches[0].fate is Fate.RENAMED
        change = "合并成了" if len(matches) > 1 else "改题为" if renamed else "并入了"
        yield Hit(
            now.heading,
            f"模板中的{titles}在稿件中{change}“{now.marker}{now.title}”",
            "如有意为之，不必处理",
            tuple(
                Evidence(comparison.reference[h], h, comparison.reference.source)
                for h in (theirs[m.left].heading for m in matches)
            ),
            Severity.INFO,
        )


def _by_heading(comparison: Comparison) -> dict[int, list[SectionMatch]]:
    """The renamed and merged sections of the template by the section of the draft that now holds them.

    What stands under a merged section goes with it.
    """
    found: dict[int, list[SectionMatch]] = {}
    for match in comparison.sections:
        section = comparison.reference.sections[match.left]
        told = (match.fate is Fate.RENAMED and not _only_particles(comparison, match)) or (
            match.fate is Fate.MERGED and section.parent is None
        )
        if match.right is not None and told and not section.is_item:
            found.setdefault(match.right, []).append(match)
    return found


def _only_particles(comparison: Comparison, match: SectionMatch) -> bool:
    """Whether a title differs in nothing but particles: 存在的问题, 存在问题."""
    assert match.right is not None
    ours, theirs = comparison.reference.sections[match.left], comparison.report.sections[match.right]
    return _PARTICLES.sub("", fold(ours.title)) == _PARTICLES.sub("", fold(theirs.title))


def _quoted(report: Report, span: Span) -> str:
    return report[span].strip().strip("-")[:24]


def _by_custom(report: Report, context: Context) -> Iterator[Hit]:
    title = report[report.title].replace("\n", "") if report.title else ""
    top = [s for s in report.sections if s.level == 1]
    if not _KINDS.search(title) or _OTHER_KINDS.search(title) or len(top) < 2 or context.body_end < _WHOLE:
        return
    if context.cuts or any(g.missing for g in context.heading_gaps):
        return  # what is lost is said there
    for role, name, words in _USUAL:
        if any(
            s.role in _RELATED[role] or words.search(s.title) or name[-2:] in s.title for s in report.sections
        ):
            continue
        if any(context.learned_role(s) in _RELATED[role] for s in top):
            continue  # its heading does not say so, but the model is sure
        place = _place(report, top, role)
        told = _told(report, context, words)
        if told is not None:
            yield Hit(
                Span(place, place),
                f"没有单独写“{name}”部分，只在正文中提到",
                "如有要求，请单独成节",
                (Evidence(report[told], told),),
                Severity.INFO,
            )
        else:
            yield Hit(
                Span(place, place),
                f"没有找到这类报告通常有的“{name}”部分",
                "请核对是否漏写",
                severity=Severity.INFO,
            )


def _place(report: Report, top: list[Section], role: str) -> int:
    """Where the section should stand: problems before the plans, plans at the end."""
    before = next((s for s in top if role == "PROBLEMS" and s.role in _RELATED["NEXT"]), None)
    end = before.heading.start if before else top[-1].body.end
    ends = [p.span.end for p in report.paragraphs if p.part is Part.BODY and p.span.end <= end]
    return ends[-1] if ends else end


def _told(report: Report, context: Context, words: re.Pattern[str]) -> Span | None:
    """The sentence of the later half that says it without a heading."""
    for match in words.finditer(context.folded, context.body_end // 2, context.body_end):
        start = max(context.folded.rfind(c, 0, match.start()) for c in "。\n") + 1
        end = context.folded.find("。", match.end())
        return Span(start, context.body_end if end < 0 else end + 1)
    return None
