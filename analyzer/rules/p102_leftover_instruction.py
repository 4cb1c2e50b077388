"""P102: a note to the writer was left in the text."""

import re
from collections.abc import Iterator

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.folding import fold

_FORM = re.compile("报名|应聘|简历|回执|投稿|发送至|登记表")
_NEAR = 40
_WORDS = 6  # characters below which an instruction of the template may stand in a draft by chance
_REQUEST = re.compile(r"[（(【\[] ?请")


@rule(
    "P102",
    "leftover-instruction",
    "填写说明未删",
    Severity.ERROR,
    bad=[
        "全年新建口袋公园⟦（数字待补）⟧，改造背街小巷27条。",
        "领导小组组成见下图。⟦（此处插入组织架构图）⟧",
        "满意率⟦【待核实】⟧，在全市排名⟦[待确认]⟧。",
        "其他小组简报\n\n⟦TODO⟧",
        "请求事项：⟦（写明具体诉求）⟧",
        "专项经费支出⟦（请财务科补充）⟧已经到位。",
        Example(
            "全年未发生安全事故。⟦（如有发生，另附专题报告）⟧",
            template="全年未发生安全事故。（如有发生，另附专题报告）检查企业XX家。",
        ),
    ],
    good=[
        "会议时间另行通知（地点待定稿后告知）。",
        "在同等待遇条件下优先录用（待遇面议）。",
        "加载公共模块（此处填写的别名需要对应）",
        "关于开展培训的通知\n各单位：\n请填写报名表（请填写真实姓名），于5月1日前报送（请注明单位全称）。",
        "特此报告（待审议），在建项目3个（待验收）。",
        "安全生产工作报告\n（2024年第三季度）\n（上半年）",
        "《工作方案》（试行）（见附件）（略）",
    ],
)
def leftover_instruction(report: Report, context: Context) -> Iterator[Hit]:
    """写给填写人看的话还留在稿子里，例如（待补充）、【待核实】、（此处插入图表）、TODO。

    依据：《党政机关公文处理工作条例》第二十条（内容完整、表述准确）；审核实务。
    """
    title = report[report.title] if report.title else ""
    to_readers = re.search("(?:通知|公告|通告|启事|邀请函|须知)$", title.strip()) is not None
    seen: list[Span] = []
    for blank in context.placeholders:
        if blank.is_note:
            quote = report.text[blank.start : blank.end]
            about = context.folded[max(0, blank.start - _NEAR) : blank.end + _NEAR]
            if _REQUEST.match(quote) and (to_readers or _FORM.search(about)):
                continue  # a notice asks its readers to fill in a form
            seen.append(Span(blank.start, blank.end))
            yield Hit(seen[-1], f"“{quote}”是写给填写人的话", "补上内容后删去这句话")
    if context.template is None:
        return
    for instruction in context.template.instructions:
        words = fold(context.template.report[instruction]).strip()
        start = context.folded.find(words) if len(words) >= _WORDS else -1
        span = Span(start, start + len(words))
        if start >= 0 and not any(span.overlaps(s) for s in seen):
            quote = report[span] if span.width <= 60 else f"{report.text[start : start + 40]}……"
            yield Hit(span, f"“{quote}”是模板里写给填写人的话", "按它的要求核对后删去")
