"""W702: one word written for another that sounds or looks like it."""

from collections.abc import Iterator

from analyzer.document import Report, Severity
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.lexicon import Correction, Kind
from analyzer.rules.phrase_faults import phrase_faults


@rule(
    "W702",
    "confusable",
    "错别字",
    Severity.WARNING,
    bad=[
        "三季度，我局按照统一⟦布署⟧开展检查。",
        "⟦截止⟧6月底，任务完成过半。",
        "大家表示要⟦再接再励⟧，做好后续工作。",
        "群众⟦反应⟧的问题逐件办结，三人⟦收到⟧党纪处分。",
        "清理⟦其它⟧往来款项。",
    ],
    good=[
        "全体党员学习贯彻会议精神，推动民族团结和社会进步。",
        "坚持以经济建设为中心，做好预防犯罪宣传。",
        "报名于6月底截止，启动应急反应机制，落实法制审核制度。",
        "共同渡过难关，简化烦琐手续，党员按月交纳党费，开展查缺补漏。",
    ],
)
def confusable(report: Report, context: Context) -> Iterator[Hit]:
    """错别字和用混的词：布署（部署）、截止6月底（截至）、群众反应的问题（反映）。

    词表里的每个词都写明前后是什么字才算错，“学习贯彻”里的“习贯”、“团结和”里的“结和”不会被当成错字；
    两种写法都对的（渡过难关、查缺补漏、烦琐）不报；词典收作异形词的（其它、报导）只作提示。
    书名号里的名称照原文写，只作提示。自己的词可以写进配置文件的词表，不想报的写进保护词。

    依据：《第一批异形词整理表》（GF 1001—2001）；《264组异形词整理表（草案）》；《现代汉语词典》；
    各词的来源见词表 confusables.tsv。
    """
    end = -1
    for span, entry in context.words[Kind.CONFUSABLE]:
        assert isinstance(entry, Correction)
        if span.start < end or not entry.guard.admits(context.folded, *span):
            continue
        if entry.is_dated and context.period is not None and not entry.applies(context.period):
            continue
        if context.is_furniture(span) or any(fault.span.overlaps(span) for fault in phrase_faults(context)):
            continue
        end = span.end
        severity = Severity.INFO if context.in_title(span) else entry.severity
        doubt = "宜写作" if entry.severity is Severity.INFO else "应为"
        yield Hit(
            span,
            f"“{report[span]}”{doubt}“{entry.right}”" + (f"（{entry.note}）" if entry.note else ""),
            f"改为“{entry.right}”",
            severity=severity,
        )
