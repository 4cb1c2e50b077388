"""E403: a paragraph that should be new is word for word that of the last report."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Part, Report, Severity
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.folding import fold

_LONG = 60  # characters; a shorter paragraph may be a standing phrase
_SPACE = re.compile(r"\s+")
_BODY = (
    "本季度共检查企业148家次，查出隐患513处，完成整改489处，对未完成整改的24处逐一明确责任人和完成时限，由分管领导挂牌督办，"
    "每旬调度一次进展，到期没有完成的在全区通报。"
)
_NEW = "本季度共检查企业161家次，查出隐患498处，完成整改482处，对未完成整改的16处继续挂牌督办，下旬逐一核验，销号一处、登记一处，确保年底清零。"


@rule(
    "E403",
    "copied-passage",
    "照抄往期",
    Severity.WARNING,
    bad=[
        Example(
            f"关于安全生产的汇报（2024年第四季度）\n⟦{_BODY}⟧",
            earlier=f"关于安全生产的汇报（2024年第三季度）\n{_BODY}",
        )
    ],
    good=[
        Example(
            f"关于安全生产的汇报（2024年第四季度）\n{_NEW}",
            earlier=f"关于安全生产的汇报（2024年第三季度）\n{_BODY}",
        ),
        Example(
            f"关于安全生产的汇报（2024年第四季度）\n现将有关情况报告如下。\n{_NEW}",
            earlier=f"关于安全生产的汇报（2024年第三季度）\n现将有关情况报告如下。\n{_BODY}",
        ),
    ],
    needs="earlier",
)
def copied_passage(report: Report, context: Context) -> Iterator[Hit]:
    """整段与往期报告一字不差。期期相同的固定用语不算：更早的报告里也有的段落、模板里的段落、短段落都不报。

    依据：审核实务（情况、问题、打算应当是本期的）。
    """
    standing = {_bare(e.report[p.span]) for e in context.earlier[1:] for p in e.report.paragraphs}
    if context.template is not None:
        form = context.template.report
        standing |= {_bare(form[p.span]) for p in form.paragraphs}
    earlier = context.earlier[0]
    old = {_bare(earlier.report[p.span]): p.span for p in earlier.report.paragraphs if p.part is Part.BODY}
    for paragraph in report.paragraphs:
        words = _bare(report[paragraph.span])
        if paragraph.part is Part.BODY and len(words) >= _LONG and words in old and words not in standing:
            place = old[words]
            yield Hit(
                paragraph.span,
                f"这一段与往期报告（{earlier.report.place(place)}）一字不差",
                "核对是不是忘了更新，按本期情况改写",
                (Evidence(earlier.report[place], place, earlier.report.source),),
            )


def _bare(words: str) -> str:
    return _SPACE.sub("", fold(words))
