"""W702: one word written for another that sounds or looks like it."""

from collections.abc import Iterator

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.lexicon import Correction, Kind, Mistaken
from analyzer.rules.phrase_faults import phrase_faults
from analyzer.text.words import edges


@rule(
    "W702",
    "confusable",
    "错别字",
    Severity.WARNING,
    bad=[
        "三季度，我局按照统一⟦布署⟧开展检查。",
        "⟦截止⟧6月底，任务完成过半。",
        "大家表示要⟦再接再励⟧，做好后续工作。",
        "居民⟦反应⟧的问题逐件办结，三人⟦收到⟧党纪处分。",
        "清理⟦其它⟧往来款项。",
        "全面⟦贯撤⟧上级要求，⟦督捉⟧各村⟦讯速⟧整改。",
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

    常用词里有一个字写成了同音字、形近字（贯撤、督捉），也能认出来：前后两个词碰巧拼成的不算，同一写法
    出现两次的当作本单位的用词；全文没有写对的同一个词作对照时，只作提示。
    词表里的每个词都写明前后是什么字才算错，“学习贯彻”里的“习贯”、“团结和”里的“结和”不会被当成错字；
    两种写法都对的（渡过难关、查缺补漏、烦琐）不报；词典收作异形词的（其它、报导）只作提示。
    书名号里的名称照原文写，只作提示。自己的词可以写进配置文件的词表，不想报的写进保护词。

    依据：《第一批异形词整理表》（GF 1001—2001）；《264组异形词整理表（草案）》；《现代汉语词典》；
    各词的来源见词表 confusables.tsv。
    """
    end = -1
    for hit in sorted((*_listed(report, context), *_mistaken(report, context)), key=_in_order):
        if hit.span.start < end or context.is_furniture(hit.span):
            continue
        if any(fault.span.overlaps(hit.span) for fault in phrase_faults(context)):
            continue  # W701 says it, with the whole phrase
        end = hit.span.end
        yield hit


def _in_order(hit: Hit) -> tuple[int, int]:
    return (hit.span.start, -hit.span.end)


def _listed(report: Report, context: Context) -> Iterator[Hit]:
    """Words of the table whose conditions hold."""
    for span, entry in context.words[Kind.CONFUSABLE]:
        assert isinstance(entry, Correction)
        if not entry.guard.admits(context.folded, *span):
            continue
        if entry.is_dated and context.period is not None and not entry.applies(context.period):
            continue
        severity = Severity.INFO if context.in_title(span) else entry.severity
        doubt = "宜写作" if entry.severity is Severity.INFO else "应为"
        note = f"（{entry.note}）" if entry.note else ""
        yield Hit(
            span,
            f"“{report[span]}”{doubt}“{entry.right}”{note}",
            f"改为“{entry.right}”",
            severity=severity,
        )


def _mistaken(report: Report, context: Context) -> Iterator[Hit]:
    """Words with a character that sounds or looks like theirs, where no other words meet to make that.

    A form that comes again is this writer's word (巡河, 罐区), and only where the report has the right word too is there
    little doubt.
    """
    text = context.folded
    known: dict[Span, list[Mistaken]] = {}
    for span, entry in context.words[Kind.HOMOPHONE]:
        assert isinstance(entry, Mistaken)
        if not context.lexicon.meets(text, *span):
            known.setdefault(span, []).append(entry)
    for span, entries in known.items():
        if text.count(text[span.start : span.end]) > 1 or not {span.start, span.end} <= edges(text, *span):
            continue
        here = [entry for entry in entries if entry.right in text]
        if not here and not any(entry.sounds for entry in entries):
            continue
        sure = any(entry.sounds for entry in here) and not context.in_title(span)
        right = "或".join(f"“{entry.right}”" for entry in (here or entries)[:3])
        yield Hit(
            span,
            f"“{report[span]}”疑为{right}之误",
            f"改为{right}",
            severity=Severity.WARNING if sure else Severity.INFO,
        )
