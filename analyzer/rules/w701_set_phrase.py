"""W701: a set phrase with another word, number, verb, order or date than it has."""

from collections.abc import Iterator

from analyzer.document import Evidence, Report, Severity
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.phrase_faults import phrase_faults, unquoted

_SHOWN = 8


@rule(
    "W701",
    "set-phrase",
    "固定提法",
    Severity.WARNING,
    bad=[
        "教育引导各族群众⟦筑牢中华民族共同体意识⟧。",
        "党员干部要⟦坚定“四个意识”⟧、坚定“四个自信”、⟦做到“两个确立”⟧。",
        "增强政治意识、⟦全局意识⟧、核心意识、看齐意识。",
        "一体推进⟦不敢腐、不想腐、不能腐⟧。",
        "增强“四个意识”（⟦政治意识、大局意识、看齐意识⟧）。",
        "深入学习⟦习近平新时代中国特设社会主义思想⟧。",
        "2025年上半年工作总结\n在⟦以习近平同志为总书记⟧的党中央领导下，各项任务顺利推进。",
        "2019年上半年工作总结\n深刻领悟“⟦两个确立⟧”的决定性意义，抓好落实。",
        "落实⟦三会一课⟧制度，每季度讲党课一次。",
    ],
    good=[
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”，铸牢中华民族共同体意识。",
        "完整、准确、全面贯彻新发展理念，推动完整准确全面贯彻新发展理念走深走实。",
        "统筹推进“五位一体”总体布局、协调推进“四个全面”战略布局。",
        "2014年上半年工作总结\n在以习近平同志为总书记的党中央领导下，各项任务顺利推进。",
        "2025年上半年工作总结\n传达学习总书记重要讲话精神，重温“以习近平同志为总书记的党中央”等2013年文件原文。",
        "坚持富强民主文明和谐美丽的目标，增强人民群众获得感幸福感安全感。",
        "开展批评和自我批评，密切联系群众；抓好政治意识、责任意识、纪律意识教育。",
    ],
)
def set_phrase(report: Report, context: Context) -> Iterator[Hit]:
    """固定提法写错了：用字（筑牢中华民族共同体意识）、数字（四种意识）、动词（坚定“四个意识”）、各项的内容和次序、引号。

    两种公开写法都有的（完整准确全面、完整、准确、全面；有顿号、没有顿号）都算对。宜改而不算错的
    （批评与自我批评）、没有加引号的，只作提示，没有加引号的全文合成一条。
    有时间的提法按报告所说的期间判断：2016年10月以后的报告写“以习近平同志为总书记的党中央”是旧提法，以前的不是；
    报告期间早于提法出现的时间，提示核对。书名号、引号里引用的旧文件照原文，不报。

    依据：党的文件和国务院文件的公开表述、党章；每条的来源见词表 set_phrases.tsv、phrase_errors.tsv。
    """
    faults = phrase_faults(context)
    for fault in faults:
        yield Hit(fault.span, fault.message, fault.advice, severity=fault.severity)
    lacking = {
        name: span
        for name, span in unquoted(context).items()
        if not any(fault.span.overlaps(span) for fault in faults)
    }
    if lacking:
        first, *others = sorted(lacking.values())
        evidence = tuple(
            Evidence(report.text[max(0, s.start - 6) : s.end + 6].replace("\n", " "), s)
            for s in others[:_SHOWN]
        )
        names = "、".join(f"“{name}”" for name in lacking)
        yield Hit(first, f"简称一般加引号：{names}", "加上引号", evidence, Severity.INFO)
