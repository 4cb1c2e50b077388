"""F301: parts that do not add up to their total."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzer.document import Evidence, Quantity, Report, Severity, Span, Table
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.figures import as_written, last_digit, number_of
from analyzer.rules.totals import totals
from analyzer.text.forms import Placeholder

_OF_WHICH = re.compile("(?=[其包含])(?:其中|包括|(?<![包涵])含)")
_LIST = re.compile("(?=[其包含分:(])(?:其中|包括|(?<![包涵])含|分[为成]|[:(])")
_SPLIT = re.compile(
    "^[^,;。:(]{0,4}:[^,;。:()]{1,12}$|^,?分(?:为|成)[^,;。]*$"
)  # 检查场所216家：商场46家、……; 网格118个，分为……
_OPENED = re.compile("^\\([^,;。()]{0,8}$")  # 工作人员42人（在编28人、聘用14人）
_ALMOST = Decimal("0.9")  # of the total, where it is not said that what follows are its parts
_SOME = re.compile(
    "党员|女|男|少数民族|硕士|博士|研究生|本科|大专|高级|中级|周岁|岁以[上下]|残疾"
)  # what people are, besides
# What no longer belongs to a list of parts: another count, a comparison, what was done with them.
_ELSE = re.compile(
    "已|完成|整改到位|办结|累计|共|同比|环比|相比|较|增长|下降|新增|其余|剩余|尚有|占|平均|目前|总|均|有(?=$)|(?<![自事理])由|从(?![严业事属])"
)
_AND_MORE = re.compile(" *等(?!级|级|次|待)")
_IN_BOTH = re.compile("合办|联办|合开|重复|交叉|兼[有任作具]|同时(?:列入|属于|参加|计入)|既.{1,12}又")
_REST = re.compile("其[他它余]")
_ALSO = re.compile("其中|含|包括")
_NEARLY = Decimal("0.7")  # of the total: parts that come to less were not meant to be all
_AND = ("和", "及", "以及", "与")
_TOTAL = re.compile("^(?:合 *计|总 *计|小 *计|共 *计)$")
_AFTER_ALL = re.compile(
    "(?=[共合总其剩余尚还中])(?:共|合计|总|其余|剩|余下|尚|还|中,)"
)  # what totals look at
_AGES = ("岁", "周岁")
_FEWEST = 3  # figures of a sum
_NO_SUM = re.compile("率|比|均|价|占|名次|排名|序号|幅|%|‰")


@rule(
    "F301",
    "sum",
    "分项与合计不符",
    Severity.ERROR,
    bad=[
        "共处分⟦12人⟧，其中党纪处分8人、政务处分5人。",
        "登记电子秤1280台，其中集贸市场560台、超市470台、水产经营户250台。查处⟦67件⟧，其中现场31件、移送35件。",
        "反馈问题共⟦36个⟧，其中理论学习方面11个、全面从严治党方面9个、基层建设方面8个。",
        "累计铺设⟦245.2公里⟧，占设计总长612.0公里的42.6%，其中干管累计79.2公里、支管累计181.5公里。",
        "主动公开信息1048条，投入⟦1200万元⟧，其中财政800万元、自筹500万元。",
        Example("各校情况如下：\n学校|隐患\n一中|3\n二中|4\n三中|5\n合计|⟦11⟧", table=True),
        "全年公开信息⟦836条⟧，比上年增加31条。其中，网站发布534条，微信发布185条，公开栏、电子屏等渠道发布144条。",
        "全年举办阅读活动⟦53场⟧，参加4120人次。其中，讲座14场、展览10场、少儿活动30场。",
        "列入督查的⟦74项⟧任务中，已完成21项，按序时推进48项，进度滞后4项。",
        "检查场所⟦216家⟧：商场超市46家、学校38家、医院22家、餐饮场所118家。",
        "划分网格⟦118个⟧，分为居民网格86个、商贸网格20个、专属网格14个。",
        "现有党员⟦86名⟧，其中35岁以下18名、36至59岁42名、60岁以上28名。",
        "现有工作人员⟦42人⟧（在编28人、聘用16人）。",
        "办理案件⟦64件⟧，其中：处罚案件41件；强制案件15件；其他案件9件。",
        "本季度受理信访事项67件，上季度结转8件，共计⟦78件⟧。",
        "应整改48个，已整改42个，剩余⟦8个⟧。",
        "共有隐患⟦96处⟧，一般隐患92处，重大隐患5处。",
    ],
    good=[
        "共处分12人，其中党纪处分8人、政务处分4人。",
        "主动公开信息1048条，比上年增加85条，其中网站521条、公众号348条、公开栏179条。",
        "检查企业120家，其中重点企业35家、高风险企业等40家。",
        "全县现有农民合作社612家，其中国家级示范社3家、省级示范社22家；家庭农场1284家。",
        "总投资0.12亿元，其中财政800万元、自筹400万元。",
        "受理17件，其中信访9件、督查5件、转办3件，已办结15件。",
        "下降12.5%，其中甲类下降8.2%、乙类下降4.6%。",
        Example("各校情况如下：\n学校|隐患|整改率\n一中|3|100%\n二中|4|75%\n合计|7|85.7%", table=True),
        "列入督查的73项任务中，已完成21项，按序时推进48项，进度滞后4项。46个问题中，已完成41个，其中提前完成3个，正在推进5个。",
        "参训人员126人，其中党员68人，女性62人。培训干部862人，其中科级126人，年轻干部312人，女干部286人。",
        "全年办理行政复议5件（含上年末未审结的2件），4件维持原答复，1件终止。",
        "举办开放日活动9场，其中校园专场5场、社区专场5场，有1场由学校与社区合办。",
        "举办阅读活动36场，参加4120人次。其中，讲座14场、展览22场。其余活动另行安排。",
        "办理议案9件、提案12件，共21件；应整改48个，已整改42个，正在整改4个，剩余2个。",
        "检查场所216家：商场超市46家、学校38家等。现有人员42人（在编28人、聘用14人）。",
    ],
)
def parts_and_total(report: Report, context: Context) -> Iterator[Hit]:
    """“其中”后面各项相加与总数不符；表格“合计”一行与各行之和不符。

    以“等”结尾的列举不相加；比率、均值不相加；分项之和大于总数是错误，略小于总数时分项可能没有列全，是警告，小得多的
    （只举了几项）不报。

    依据：《党政机关公文处理工作条例》第二十条（数字准确）；数据审核实务。
    """
    above: tuple[Quantity, ...] = ()
    for figures in context.figures_by_sentence:
        sentence = figures[0].sentence
        # 举办活动75场，参加8613人次。其中，讲座14场……
        begins = above and context.folded.startswith("其中", sentence.start)
        if begins and report.paragraph_at(above[0].span.start) == report.paragraph_at(sentence.start):
            # A sentence of its own may name some of them only.
            whole = _REST.search(context.folded, *sentence) is not None
            yield from (
                hit
                for hit in _of_sentence(report, context.folded, (*above, *figures), context.placeholders)
                if whole or hit.severity is Severity.ERROR
            )
        elif len(figures) >= _FEWEST:
            if _LIST.search(context.folded, *sentence):
                counts = [q for q in figures if q.unit not in _AGES]
                yield from _of_sentence(report, context.folded, counts, context.placeholders)
            if _AFTER_ALL.search(context.folded, *sentence):
                yield from totals(report, context.folded, figures)
        above = figures
    by_cell = {q.sentence: q for q in context.quantities if q.row}
    for table in report.tables:
        yield from _of_table(report, table, by_cell)


def _of_sentence(
    report: Report, folded: str, quantities: Sequence[Quantity], blanks: Sequence[Placeholder]
) -> Iterator[Hit]:
    for i, first in enumerate(quantities[1:], 1):
        before = quantities[i - 1]
        if not _LIST.search(folded, before.span.end, first.span.start):
            continue
        between = folded[before.span.end : first.span.start]
        said = _OF_WHICH.search(between) is not None
        opened = not said and _OPENED.search(between) is not None
        if first.is_rate or first.change or not (said or opened or _SPLIT.search(between)):
            continue
        counts = [q for q in quantities[:i] if not (q.change or _is_base(folded, q))]
        whole = next((q for q in reversed(counts) if q.unit == first.unit), None)
        # A clause or two may stand between the total and its parts (比上年增加85条), not another total.
        if whole is None or whole.approximate:
            continue
        end = first.sentence.end
        if any(whole.span.end <= b.start < end for b in blanks):
            continue  # a part is still blank
        if not said and whole is not before:
            continue
        parts = list(_parts(folded, quantities[i:], whole.unit, ":" in between, opened))
        if (
            len(parts) < 2
            or _of_several_kinds(parts)
            or any(p.approximate for p in parts)
            or _AND_MORE.match(folded, parts[-1].span.end)
            or _IN_BOTH.search(folded, parts[-1].span.end, quantities[-1].sentence.end)
        ):
            continue
        total = sum((p.number for p in parts), Decimal())
        tolerance = sum((last_digit(report, p) for p in (*parts, whole)), Decimal()) / 2
        if abs(total - whole.number) <= tolerance or total < whole.number * (_NEARLY if said else _ALMOST):
            continue  # far too little: some are named, 合作社612家，其中国家级示范社3家、省级示范社22家
        shown = "＋".join(number_of(report, p) for p in parts)
        sign = "大于" if total > whole.number else "小于"
        yield Hit(
            whole.span,
            f"分项相加与总数不符：{shown}＝{as_written(total, whole, report)}，{sign}{report[whole.span]}",
            "核对总数和各分项" if total > whole.number else "核对总数和各分项；分项没有列全的，注明“等”",
            tuple(Evidence(report[p.clause], p.clause) for p in parts),
            Severity.ERROR if total > whole.number else Severity.WARNING,
        )


def _is_base(folded: str, q: Quantity) -> bool:
    """Whether a figure is only what a share is of: 占设计总长612公里的42.6%."""
    return folded.startswith("的", q.span.end) and "占" in folded[q.clause.start : q.span.start]


def _of_several_kinds(parts: Sequence[Quantity]) -> bool:
    """Whether parts may be the same people twice: 其中党员68人、女性62人."""
    told = ["".join(found) for p in parts if (found := _SOME.findall(p.what))]
    if not told or sorted(told) == ["女", "男"]:
        return False
    return len(set(told)) > 1 or (len(told) < len(parts) and told != ["党员"])


def _parts(
    folded: str, quantities: Sequence[Quantity], unit: str, apart: bool = False, inside: bool = False
) -> Iterator[Quantity]:
    """The items of a list of parts: of one unit, one mark between two of them, nothing else said.

    ``apart``: a colon went before, so that they may be parted by semicolons; ``inside``: they end with the bracket.
    """
    last: Quantity | None = None
    depth, mark = 0, ""
    first = quantities[0]
    all_told = (
        "累计" in folded[first.clause.start : first.span.start]
    )  # 其中干管累计79.2公里、支管累计181.5公里
    for q in quantities:
        between = folded[last.span.end : q.span.start] if last else ""
        if inside and ")" in between:
            return
        depth += between.count("(") - between.count(")")
        if depth < 0:
            return  # 3件（含上年的1件），2件维持、1件终止: what was said in brackets ends with them
        if depth > 0 or (q.is_rate and q.unit != unit):
            continue  # 重点企业35家（危化20家）、占30%
        if q.unit != unit or q.change:
            return
        bare = re.sub(r"\([^()]*\)|占[^,、;]*", "", between)
        bare = bare.replace("累计", "") if all_told else bare
        if bare.endswith("等") or (last and (_ELSE.search(bare) or _ALSO.search(bare))):
            return  # 高风险企业等40家: a list that names some
        if last:
            # One list has one mark: 甲3家、乙4家，丙5家 ends before 丙.
            marks = "".join(c for c in bare if c in ",、;")
            if mark == "," and marks[:1] == mark and set(marks[1:]) <= {"、"}:
                marks = mark  # 网站934条，微信485条，公开栏、电子屏等渠道144条
            joined = marks == "" and bare.startswith(_AND)
            if not joined and (len(marks) != 1 or (marks == ";" and not apart) or (mark and marks != mark)):
                return
            mark = mark or marks
        yield q
        last = q


def _of_table(report: Report, table: Table, by_cell: dict[Span, Quantity]) -> Iterator[Hit]:
    rows = [row for row in table.rows if row]
    body: list[tuple[Span, ...]] = []
    for row in rows[1:]:
        if not _TOTAL.match(report[row[0]].strip()):
            body.append(row)
            continue
        for column in range(1, len(row)):
            total = by_cell.get(row[column])
            parts = [by_cell.get(r[column]) for r in body if column < len(r)]
            known = [p for p in parts if p is not None]
            if (
                total is None
                or total.is_rate
                or _NO_SUM.search(total.column)
                or len(known) < 2
                or len(known) != len(body)
            ):
                continue
            found = sum((p.number for p in known), Decimal())
            if (
                abs(found - total.number)
                > sum((last_digit(report, p) for p in known), last_digit(report, total)) / 2
            ):
                shown = "＋".join(report[p.span] for p in known[:8]) + ("＋…" if len(known) > 8 else "")
                yield Hit(
                    total.span,
                    f"“{total.column}”各行相加与合计不符：{shown}＝{as_written(found, total, report)}，合计写作{report[total.span]}",
                    "核对合计和各行",
                )
        body = []
