"""P101: a blank of the template was left unfilled."""

from collections.abc import Iterator

from analyzer.document import Report, Severity, Span, Status
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_WANTED = {
    "count": ("数字未填", "填写实际数字，没有的写“0”或删去此句"),
    "date": ("日期未填", "填写实际日期"),
    "name": ("名称未填", "填写实际名称"),
    "number": ("编号未填", "填写实际编号"),
    "blank": ("空白未填", "填写内容，或删去此处"),
    "instruction": ("字段未填", "填写内容，或删去此处"),
}


@rule(
    "P101",
    "unfilled-placeholder",
    "占位未填",
    Severity.ERROR,
    bad=[
        "累计走访群众⟦XX⟧户，办结诉求⟦ＸＸ⟧件。",
        "现将⟦20XX⟧年⟦X⟧月以来工作汇报如下：",
        "截至⟦20××⟧年⟦×⟧月⟦×⟧日，完成投资⟦X.XX⟧亿元，同比增长⟦XX⟧%。",
        "全镇发放资料⟦***⟧份，整改隐患⟦**⟧处。",
        "⟦〇〇〇〇⟧年⟦〇〇⟧月，⟦○○⟧镇召开推进会。",
        "共检查⟦____⟧家次，下达整改通知书⟦（   ）⟧份。",
        "根据《关于做好防汛工作的通知》（江府办⟦〔  〕⟧⟦  ⟧号）要求，",
        "兹证明⟦[学生姓名]⟧同学在⟦{{department}}⟧实习。",
        "请⟦×××⟧同志发言，会议由王⟦××⟧主持。",
        "参加培训⟦2xxxx⟧人，投入经费⟦ХХ⟧万元。",
        "致：⟦«收件单位»⟧",
        "联系人：⟦单击或点击此处输入文字。⟧",
        "全年开展督查⟦N⟧次，约谈⟦N⟧人。",
        "走访群众⟦ ⟧户，发放物资⟦ ⟧件。全年支出⟦#REF!⟧万元。",
        "对剩余⟦××⟧项重大事故隐患倒排工期，严肃查处违规行为。",
        "启动III级应急响应，转移群众⟦XX⟧人；持IC卡办理⟦XX⟧人次。",
        "抓住关键变量，⟦X⟧月⟦X⟧日召开推进会，走访⟦x⟧户。",
        "年度考核综合得分92.5分，补齐残缺档案36卷，办结信访⟦（   ）⟧件，走访⟦□□⟧镇。",
        "近三年累计分红⟦……⟧万元，惠及社员213户。",
    ],
    good=[
        "全年收治患者16,000人次，支出补助资金1,000,000元。",
        "完成X射线机检定12台，复查X光片36张。",
        "人类女性核型写作XX，每个体细胞有两条X染色体。",
        "食堂实行3×8小时轮班，餐台规格6×4米。",
        "全市现有5A级景区1家、AAA级景区16家。",
        "民警抓获嫌疑人张某某、李××，缴获手机138****0021。",
        "**重点任务**：一是抓培训，二是抓考核。",
        "《关于印发实施方案的通知》【2012】33号已经废止。",
        "科技特派员、网格员、志愿者……一个个身影忙碌在一线。",
        "二〇二五年，一〇三医院收治病人1200人。",
        "推行“1+N”模式，配备N95口罩。",
        "签收人：________　日期：2025年6月30日\n经办人签字：____    日期：____\n承诺人（签名）：______　2025年__月__日",
        "1.××县××镇原党委书记张××违规收受礼金，受到党内严重警告处分。",
        "经办人签字：____ 　审核人签字：____",
    ],
)
def unfilled_placeholder(report: Report, context: Context) -> Iterator[Hit]:
    """模板里留给填写人的空白没有填上。

    常见的写法有 XX、××、**、〇〇、____、（   ）、【】、20XX、X.XX、N、……、[单位名称]、{{字段}} 以及 Word 自带的
    “单击此处输入文字”。全角、半角和西里尔字母的 Х 同样对待。X光、染色体、型号、乘号、A级、案情通报中的隐名、
    签字栏等不算。

    依据：《党政机关公文处理工作条例》第二十条（人名、地名、时间、数字应当准确）。
    """
    names = _slot_names(context)
    for blank in context.placeholders:
        if blank.is_note or blank.is_stand_in:
            continue  # P102, P103
        what, advice = _WANTED[blank.kind]
        quote = report.text[blank.start : blank.end]
        shown = f"“{quote}”" if quote.strip() else "此处"
        name = next((n for span, n in names if span.start < blank.end and blank.start < span.end), "")
        asked = f"，应填“{name}”" if name else ""
        yield Hit(Span(blank.start, blank.end), f"{what}：{shown}还是模板的空白{asked}", advice)


def _slot_names(context: Context) -> list[tuple[Span, str]]:
    """The places of the template's slots that are still blank, and what should stand there."""
    values = context.comparison.values if context.comparison else ()
    return [(v.span, v.slot.name) for v in values if v.status is Status.UNFILLED and v.span is not None]
