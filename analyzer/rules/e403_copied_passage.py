"""E403: a paragraph that should be new is word for word that of the last report."""

import re
from collections.abc import Iterator
from functools import cached_property

from analyzer.document import Evidence, Part, Report, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.folding import fold
from analyzer.text.sentences import sentences

_LONG = 60  # characters; a shorter paragraph may be a standing phrase
_SHORT = 40  # where it speaks of this period, or of problems
_NOW = re.compile(r"本(?:月|季度|期|半年)[^。]*\d")
_SEVERAL = 2  # sentences
_CLAUSE = 12  # characters; a shorter sentence is a heading run in
_MANY = 3  # figures
_YEARLY = re.compile("[本全今]年|年度|年初|目前|现有|规划|设计|总投资|概算|批复|[拟将要]")
_STOCK = re.compile(
    "[下所]?辖|(?:总|土地|国土|耕地|占地|建筑)面积|人口|在编|编制|表示(?:诚挚|衷心|崇高)|以下|如下|下列"
)  # what a body is and has stays what it is
_THANKS = re.compile("表示(?:诚挚|衷心|崇高)")  # is said in the same words every year
_HEAD = re.compile(r" *(?:\d+[.．、]|\(?[一二三四五六七八九十]+[)、是])[^\d。]*[。:]?$")
_FIGURE = re.compile(r"(?<![\d.])\d{2,}(?!\d*[年月日号])")
_DUE = re.compile(r"\d{1,2}月|\d{2,}")
_BRIEF = 24  # characters of a plan
_SHORTEST, _SINGLE = 28, 34  # characters of one problem, and of one thing done
_OF_ITS_TIME = re.compile(
    "(?:发现|查出|纠正|查处|处理|组织|开展|举办|培训|检查|核查|巡[查田河])[^,;。]{0,24}\\d+(?!年|月|日|[岁号])"
)
_GOES_ON = re.compile("累计|以来|共有|细化|分为|目标|反馈|目前|规划|每|[一二三四五六七八九十]年|成果")
_ITEM = re.compile(
    r"(?:(?:[^;。\n]{0,30}:)?(?:第?[一二三四五六七八九十](?:是|[、,])|其[一二三四五],|\(?\d+[.、)]))?(?P<words>[^;。\n]+)"
)
_SHORTCOMINGS = re.compile("存在|不足|短板|困难|原因|发现的")  # not 着力解决能力不强的问题
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
        ),
        Example(
            "关于供水的汇报（2024年12月）\n一、存在的问题\n1.管护不到位。管护人员更换3人。⟦高处的5个村早晚用水高峰水压偏低，用水不便。本月来电中有31件反映这一问题，群众意见比较大。⟧",
            earlier="关于供水的汇报（2024年11月）\n一、存在的问题\n1.水压不稳。高处的5个村早晚用水高峰水压偏低，用水不便。本月来电中有31件反映这一问题，群众意见比较大。",
        ),
        Example(
            "丁局2025年下半年总结\n一、工作情况\n办理业务12600件。\n二、下一步打算\n⟦优化窗口布局，新增自助服务终端12台，6月底前完成综合窗口改造。⟧",
            earlier="丁局2025年上半年总结\n一、工作情况\n办理业务11800件。\n二、下一步打算\n优化窗口布局，新增自助服务终端12台，6月底前完成综合窗口改造。",
        ),
        Example(
            "关于公开的汇报（2024年）\n一、存在的主要问题\n一是⟦数据的利用率不高，许可、处罚数据以逐条展示为主，不便于群众下载分析和企业查询⟧；二是培训不足。",
            earlier="关于公开的汇报（2023年）\n一、存在的主要问题\n一是数据的利用率不高，许可、处罚数据以逐条展示为主，不便于群众下载分析和企业查询；二是人手较少。",
        ),
    ],
    good=[
        Example(
            f"关于安全生产的汇报（2024年第四季度）\n{_NEW}",
            earlier=f"关于安全生产的汇报（2024年第三季度）\n{_BODY}",
        ),
        Example(
            "关于整改的汇报（2024年下半年）\n一、着力解决服务能力不强的问题\n1.关于薄弱基层社改造滞后问题。列入改造计划的薄弱基层社26家，采取村社共建等方式分批改造，逐户明确改造时限。"
            "截至12月底，改造23家。\n二、概况\n全镇共辖16个行政村，划分网格118个。依据变更调查成果，全镇耕地38642亩，其中基本农田33180亩，占85.9%。检查12次。",
            earlier="关于整改的汇报（2024年上半年）\n一、着力解决服务能力不强的问题\n1.关于薄弱基层社改造滞后问题。列入改造计划的薄弱基层社26家，采取村社共建等方式分批改造，逐户明确改造时限。"
            "截至6月底，改造12家。\n二、概况\n全镇共辖16个行政村，划分网格118个。依据变更调查成果，全镇耕地38642亩，其中基本农田33180亩，占85.9%。检查9次。",
        ),
        Example(
            "关于工作的报告（2024年）\n成绩是大家共同努力的结果。我代表乡政府，向全乡群众，向各位离退休老同志和社会各界人士，向所有关心支持本乡发展的朋友们，表示诚挚的感谢和崇高的敬意！",
            earlier="关于工作的报告（2023年）\n成绩是大家共同努力的结果。我代表乡政府，向全乡群众，向各位离退休老同志和社会各界人士，向所有关心支持本乡发展的朋友们，表示诚挚的感谢和崇高的敬意！",
        ),
        Example(
            f"关于安全生产的汇报（2024年第四季度）\n现将有关情况报告如下。\n{_NEW}",
            earlier=f"关于安全生产的汇报（2024年第三季度）\n现将有关情况报告如下。\n{_BODY}",
        ),
    ],
    needs="earlier",
)
def copied_passage(report: Report, context: Context) -> Iterator[Hit]:
    """整段与往期报告一字不差，或者一段里连着几句原样照搬了往期的情况、数字、问题。期期相同的固定用语不算：更早的报告里也有的、模板里的、
    没有数字的句子和短段落都不报。

    依据：审核实务（情况、问题、打算应当是本期的）。
    """
    standing = {_bare(e.folded, p.span) for e in context.earlier[1:] for p in e.report.paragraphs}
    if context.template is not None:
        form = fold(context.template.report.text)
        standing |= {_bare(form, p.span) for p in context.template.report.paragraphs}
    earlier = context.earlier[0]
    old = {_bare(earlier.folded, p.span): p.span for p in earlier.report.paragraphs if p.part is Part.BODY}
    passages = _Passages(earlier, "\n".join(standing))
    for paragraph in report.paragraphs:
        if paragraph.part is not Part.BODY:
            continue
        words = _bare(context.folded, paragraph.span)
        least = _SHORT if _of_problems(report, paragraph.span) else _LONG
        if len(words) >= least and words in old and words not in standing and not _THANKS.search(words):
            yield _hit(earlier, paragraph.span, old[words], "这一段")
            continue
        ahead = _stands_in(report, paragraph.span, ("NEXT",))
        if ahead and len(words) >= _SHORT and words in old and words not in standing:
            yield _hint(earlier, paragraph.span, old[words])
            continue
        found = False
        known = passages.has_any_of(context.folded, paragraph.span)
        for span in passages.copied(report, context.folded, paragraph.span) if known else ():
            place = passages.place(_bare(context.folded, span))
            if place is not None:
                found = True
                yield _hit(earlier, span, place, "这几句")
        if not found:
            yield from _briefly(report, context, paragraph.span, passages, known)


def _briefly(
    report: Report, context: Context, paragraph: Span, passages: "_Passages", known: bool
) -> Iterator[Hit]:
    """Hints at a few sentences, or one of a plan, that are too short to be surely copied but tell what is of one period only."""
    ahead = _stands_in(report, paragraph, ("NEXT",))
    copied = passages.copied(report, context.folded, paragraph, hint=True, ahead=ahead) if known else ()
    for span in copied:
        place = passages.place(_bare(context.folded, span))
        if place is not None:
            yield _hint(context.earlier[0], span, place)
    problems = _under_problems(report, paragraph)
    for span, words in _items(context.folded, paragraph) if not ahead else ():
        if words not in passages.bare:
            continue
        telling = problems or (
            len(words) >= _SINGLE and _OF_ITS_TIME.search(words) and not _GOES_ON.search(words)
        )
        if telling and words in passages.items and words not in passages.standing:
            yield _hint(context.earlier[0], span, passages.items[words])


def _hint(earlier: Context, span: Span, place: Span) -> Hit:
    return _hit(earlier, span, place, "这里")._replace(severity=Severity.INFO)


def _items(folded: str, paragraph: Span) -> Iterator[tuple[Span, str]]:
    """What stands between full stops and semicolons and is too long to be the same by chance, its number left out."""
    for m in _ITEM.finditer(folded, *paragraph):
        words = _SPACE.sub("", m["words"])
        if len(words) >= _SHORTEST and not _STOCK.search(words):
            yield Span(*m.span("words")), words


def _hit(earlier: Context, span: Span, place: Span, what: str) -> Hit:
    text = earlier.report
    return Hit(
        span,
        f"{what}与往期报告（{text.place(place)}）一字不差",
        "核对是不是忘了更新，按本期情况改写",
        (Evidence(text[place], place, text.source),),
    )


def _of_problems(report: Report, span: Span) -> bool:
    """Whether ``span`` stands in a section of problems or their causes, which should be those of this period."""
    return _stands_in(report, span, ("PROBLEMS", "CAUSES"))


def _under_problems(report: Report, span: Span) -> bool:
    """Whether ``span`` stands in a chapter of problems or causes; one under 整改情况 tells what is done about them."""
    index = report.section_at(span.start)
    while index is not None and (parent := report.sections[index].parent) is not None:
        index = parent
    return (
        index is not None
        and report.sections[index].role in ("PROBLEMS", "CAUSES")
        and _SHORTCOMINGS.search(report.sections[index].title) is not None
    )


def _stands_in(report: Report, span: Span, roles: tuple[str, ...]) -> bool:
    index = report.section_at(span.start)
    while index is not None:
        if report.sections[index].role in roles:
            return True
        index = report.sections[index].parent
    return False


class _Passages:
    """The sentences of the last report, to find runs of them inside paragraphs of this one."""

    def __init__(self, earlier: Context, standing: str) -> None:
        self.spans = [
            Span(*s)
            for p in earlier.report.paragraphs
            if p.part is Part.BODY
            for s in sentences(earlier.folded, *p.span)
        ]
        self.at: dict[str, list[int]] = {}
        for i, span in enumerate(self.spans):
            self.at.setdefault(_bare(earlier.folded, span), []).append(i)
        self.standing = standing
        self.bare = _SPACE.sub("", earlier.folded)
        self.earlier = earlier

    @cached_property
    def items(self) -> dict[str, Span]:
        """What stands between full stops and semicolons, and where."""
        return {
            words: span
            for p in self.earlier.report.paragraphs
            if p.part is Part.BODY
            for span, words in _items(self.earlier.folded, p.span)
        }

    def has_any_of(self, folded: str, paragraph: Span) -> bool:
        """Whether any sentence of a paragraph stands in the last report."""
        return any(_bare(folded, Span(*s)) in self.at for s in sentences(folded, *paragraph))

    def copied(
        self, report: Report, folded: str, paragraph: Span, hint: bool = False, ahead: bool = False
    ) -> Iterator[Span]:
        """Runs of sentences that stand in the last report one after the other and that tell something of its time.

        ``hint``: also shorter ones; ``ahead``: of plans.
        """
        run: list[Span] = []
        last: list[int] = []
        for start, end in (*sentences(folded, *paragraph), (paragraph.end, paragraph.end)):
            words = _bare(folded, Span(start, end))
            here = self.at.get(words, []) if words and words not in self.standing else []
            following = [i for i in here if i - 1 in last]
            if run and not following:
                if self._hints(folded, run, ahead) if hint else self._tells(report, folded, run):
                    yield Span(run[0].start, run[-1].end)
                run = []
            if here:
                run.append(Span(start, end))
            last = following or here

    def _hints(self, folded: str, run: list[Span], ahead: bool) -> bool:
        whole = Span(run[0].start, run[-1].end)
        if _STOCK.search(folded, *whole):
            return False
        said = [x for x in run if x.width >= _CLAUSE and not _HEAD.match(folded, *x)]
        if ahead:
            return any(x.width >= _BRIEF and _DUE.search(folded, *x) for x in said)
        long = len(said) >= _SEVERAL and len(_bare(folded, whole)) >= _SHORT
        return long and _FIGURE.search(folded, *whole) is not None and not _YEARLY.search(folded, *whole)

    def _tells(self, report: Report, folded: str, run: list[Span]) -> bool:
        whole = Span(run[0].start, run[-1].end)
        if _STOCK.search(folded, *whole):
            return False
        said = [s for s in run if s.width >= _CLAUSE and not _HEAD.match(folded, *s)]
        if len(said) < _SEVERAL:
            # One sentence may be the same by chance, not with all its figures; those of the year stay what they are.
            figures = len(_FIGURE.findall(folded, *whole))
            return figures >= _MANY and _YEARLY.search(folded, *whole) is None
        new = _NOW.search(folded, *whole) is not None or _of_problems(report, whole)
        least = _SHORT if new else _LONG
        return len(_bare(folded, whole)) >= least and (new or _FIGURE.search(folded, *whole) is not None)

    def place(self, words: str) -> Span | None:
        """Where the run of sentences ``words`` stands in the last report."""
        first = next((i for w, at in self.at.items() if words.startswith(w) for i in at), None)
        return self.spans[first] if first is not None else None


def _bare(folded: str, span: Span) -> str:
    return _SPACE.sub("", folded[span.start : span.end])
