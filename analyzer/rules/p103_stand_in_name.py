"""P103: a made-up name stands where the real one belongs."""

from collections.abc import Iterator

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context


@rule(
    "P103",
    "stand-in-name",
    "代称未换",
    Severity.ERROR,
    bad=[
        "在⟦AAA⟧公众号开设专栏，会同⟦BBB⟧大学举办宣讲6场。",
        "⟦某某⟧街道⟦某某⟧社区党员干部带头。",
        "我代表⟦某⟧市市委、市政府表示祝贺，⟦某⟧市建市三十周年。",
    ],
    good=[
        "AAA级旅游景区16家，AAA级信用企业8家，推进PPP项目3个。",
        "民警将犯罪嫌疑人王某某抓获，被害人李某报案。",
        "某些单位以文件落实文件，某种程度上增加了基层负担。",
        "某县教育局和财政局2011年举行协调会。",
    ],
)
def stand_in_name(report: Report, context: Context) -> Iterator[Hit]:
    """AAA、某某、某市等代称没有换成真实名称。

    案情通报、举例说理中的隐名（张某某、某单位）不算；“某市”只在以本单位口吻说话时才算。

    依据：《党政机关公文处理工作条例》第二十条（人名、地名准确）；机关名称应当写全称或者规范化简称。
    """
    for blank in context.placeholders:
        if blank.is_stand_in:
            quote = report.text[blank.start : blank.end]
            yield Hit(
                Span(blank.start, blank.end), f"“{quote}”是代称，没有换成真实名称", "换成规范的全称或简称"
            )
