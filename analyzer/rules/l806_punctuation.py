"""L806: marks that the standard does not put together or not put there."""

from collections.abc import Iterator

from analyzer.document import Report, Severity
from analyzer.rules import pattern_rows
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context


@rule(
    "L806",
    "punctuation",
    "标点用法",
    Severity.WARNING,
    bad=[
        "任务已落实到人⟦，。⟧",
        "采取会议、培训⟦、等⟧形式开展宣传。",
        "他表示：“马上就办⟦。”。⟧",
        "检查食堂、仓库⟦……等⟧场所。",
    ],
    good=[
        "任务已落实到人。采取会议、培训等形式开展宣传。",
        "他表示：“马上就办。”检查食堂、仓库……都已查过。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
    ],
)
def punctuation(report: Report, context: Context) -> Iterator[Hit]:
    """标点连用、重复，或者用在不该用的地方。

    点号连用（，。）、引号内外都有句号、“等”前面用顿号、省略号与“等”并用，是差错；“以及”前面的顿号、
    破折号与“即”重复、节日名称里的间隔号，只作提示。
    并列的书名号、引号之间的顿号，标准只说“通常不用”，公开文件两种都有，不报。

    依据：GB/T 15834—2011 第4.5.3.5、4.14.3.5条，附录A.3、A.9.2，附录B.1.2、B.2.1。
    """
    yield from pattern_rows.find("punctuation", report, context)
