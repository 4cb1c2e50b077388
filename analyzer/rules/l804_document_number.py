"""L804: the number of a document is not written as the standard has it."""

import re
from collections.abc import Iterator

from analyzer.document import Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context

_NUMBER = re.compile(
    r"(?P<open>[〔\[(【{])(?<=[\u4e00-\u9fff\]〕 ].)(?P<year>\d{4}|\d{2})年?(?P<close>[〕\])】}])[ ]?(?P<rank>第?)(?P<number>\d{1,5})"
    r"(?:(?P<mark>号)(?![线楼院路门井机桩房厅馆库泵炉船轮车])|(?=[)、,。;》\n]|$))"
)
_YEARS = range(1949, 2100)
_NOTICES = re.compile(r"(?:公告|通告|令|公报)[ ]?$")


@rule(
    "L804",
    "document-number",
    "发文字号",
    Severity.WARNING,
    bad=[
        "根据《关于开展自查的通知》（澄教发⟦[2025]12号⟧）要求，逐项落实。",
        "印发《实施方案》（澄教发⟦（2025）12号⟧）。",
        "按照澄安委⟦〔2025〕第6号⟧文件安排推进。",
        "依据澄卫办⟦〔2025〕009号⟧开展检查。",
        "转发澄府办⟦〔25〕8号⟧文件。",
        "《工作要点》（澄办⟦〔2025〕7⟧）已经印发。",
    ],
    good=[
        "根据《关于开展自查的通知》（澄教发〔2025〕12号）要求，逐项落实。",
        "案号为（2024）澄民初字第35号，判决已生效。",
        "执行国务院令第722号和市场监管总局公告〔2024〕第3号。",
        "沿线(2024)3号线站点完成整治；见附表[2024]12页。",
    ],
)
def document_number(report: Report, context: Context) -> Iterator[Hit]:
    """发文字号写法有误：年份不用六角括号〔〕，年份不全，序号前加“第”、补0，漏“号”。

    公告、通告、令的编号另有习惯，加“第”的不报；法院案号用圆括号，不是发文字号。

    依据：GB/T 9704—2012 第7.2.5条（年份标全称，用六角括号〔〕括入；发文顺序号不加“第”字，不编虚位，后加“号”字）。
    """
    text = context.folded
    for match in _NUMBER.finditer(text):
        year, number, unlike = match["year"], match["number"], match["open"] + match["close"] != "〔〕"
        whole_year = len(year) == 4 and int(year) in _YEARS
        if unlike and not (match["mark"] and whole_year):
            continue  # nothing but a pair of hexagonal brackets or 号 says that it is a document's number
        faults = []
        if unlike:
            faults.append("年份应用六角括号〔〕")
        if not whole_year:
            if len(year) == 4:
                continue
            faults.append("年份要写全四位")
        if match["rank"] and not _NOTICES.search(text, max(0, match.start() - 4), match.start()):
            faults.append("序号前不加“第”")
        if number.startswith("0"):
            faults.append("序号前不补0")
        if not match["mark"]:
            faults.append("序号后面要有“号”")
        if faults:
            span = Span(match.start("open"), match.end())
            full = year if len(year) == 4 else f"20{year}"
            yield Hit(
                span,
                f"发文字号“{report[span]}”写法有误：{'，'.join(faults)}",
                f"改为“〔{full}〕{int(number)}号”",
            )
