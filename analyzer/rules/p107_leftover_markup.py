"""P107: working marks are still in the file."""

from collections.abc import Iterator
from itertools import groupby

from analyzer.document import Evidence, Report, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context

_NAMES = {
    "comment": ("批注", "处理后删除批注"),
    "insertion": ("未接受的修订（插入）", "接受或拒绝修订"),
    "deletion": ("未接受的修订（删除）", "接受或拒绝修订"),
    "move": ("未接受的修订（移动）", "接受或拒绝修订"),
    "hidden": ("隐藏文字", "删去，或取消隐藏"),
    "highlight": ("突出显示的文字", "核实后取消突出显示"),
    "broken-reference": ("失效的引用", "更新域，或改成普通文字"),
}
_ERRORS = frozenset(("broken-reference",))


@rule(
    "P107",
    "leftover-markup",
    "编辑痕迹未清",
    Severity.WARNING,
    bad=[
        Example("累计走访⟦128⟧户，办结诉求96件。", (("highlight", "128"),)),
        Example("整改率达到⟦98%⟧，⟦下一步⟧继续推进。", (("comment", "98%"), ("insertion", "下一步"))),
        Example("详见⟦错误!未找到引用源。⟧所列清单。", (("broken-reference", "错误!未找到引用源。"),)),
    ],
    good=["累计走访128户，办结诉求96件。", "对批注和修订制度作了完善，突出显示重点内容。"],
)
def leftover_markup(report: Report, context: Context) -> Iterator[Hit]:
    """Word 文件里还有批注、未接受的修订、隐藏文字、突出显示或失效的引用。

    同一种痕迹合并成一条，报在第一处，其余各处列在依据里；失效的引用会印在纸上，算错误，逐处报告。

    依据：审核实务。上报文件不应带有编辑痕迹。
    """
    marks = sorted(report.markup, key=lambda m: (m.kind, m.span))
    for kind, group in groupby(marks, key=lambda m: m.kind):
        found = list(group)
        name, advice = _NAMES[kind]
        if kind in _ERRORS:
            for mark in found:
                yield Hit(mark.span, f"“{report[mark.span]}”是{name}", advice, severity=Severity.ERROR)
            continue
        evidence = tuple(Evidence(mark.text or report[mark.span], mark.span) for mark in found)
        count = f"，共{len(found)}处" if len(found) > 1 else ""
        gone = f"：删去了“{found[0].text[:20]}”" if kind == "deletion" and found[0].text.strip() else ""
        yield Hit(Span(*found[0].span), f"文件里还有{name}{count}{gone}", advice, evidence)
