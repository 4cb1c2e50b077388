"""W703: a word, a sentence or a paragraph that stands twice."""

import re
from collections.abc import Iterator

from analyzer.document import Evidence, Part, Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.text.sentences import sentences
from analyzer.text.words import edges

# A word of two to eight characters straight after itself.
# The lookaheads only say quickly where nothing can come again.
_TWICE = re.compile(r"(?=(.).{1,7}\1)(?=(..).{0,6}\2)([\u4e00-\u9fff]{2,8}?)\3+")
_PARTICLE = re.compile(
    r"(?=[的了])(?:(?<![目标有的])的的(?!确|士|卢)|(?<=[\u4e00-\u9fff])(?<![为除明罢])了了(?![解事结断却然若]))"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MEASURE = re.compile(r"[一每逐两三半几][\u4e00-\u9fff]{1,3}")
_FAR = 26  # Han characters of a sentence that nobody writes twice in one report
_BESIDE = (
    9  # Han characters of a sentence that is not a repetition for emphasis when it stands twice in a row
)
_PARAGRAPH = 40
# Verbs and adverbs that Chinese doubles, and words that begin as the word before them ends.
_DOUBLED = (
    "研究 讨论 商量 考虑 学习 休息 锻炼 活动 打听 打扫 收拾 整理 调整 介绍 了解 认识 体验 尝试 检查 教育 "
    "非常 特别 很多 好多 许多 多多 常常 往往 处处 时时 年年 人人 家家 户户 事事 层层 步步 代代 点点 天天 条条 件件 "
    "意思 考察 宣传 交流 总结 反思 琢磨 放松 改善 提高 关心 支持 帮助 欢喜 热闹 高兴 明白 清楚 哈哈 呵呵 加油 谢谢 "
    "是不 要不 能不 会不 对不"
)
_DOUBLED_WORDS = frozenset(_DOUBLED.split())


@rule(
    "W703",
    "repeated",
    "重复",
    Severity.WARNING,
    bad=[
        "已⟦按要求按要求⟧完成平整。",
        "建议的⟦针对性针对性⟧不强，问题⟦的的⟧表述不清。",
        "各村开展环境整治行动，清理垃圾20吨。⟦各村开展环境整治行动，清理垃圾20吨。⟧随后组织验收。",
        "一、工作开展情况\n全镇上下把防汛备汛作为头等大事来抓，逐村落实避险路线和转移责任人，补充编织袋、救生衣等物资，全面排查水库山塘。\n"
        "二、下一步打算\n⟦全镇上下把防汛备汛作为头等大事来抓，逐村落实避险路线和转移责任人，补充编织袋、救生衣等物资，全面排查水库山塘。⟧",
    ],
    good=[
        "问题一个一个梳理，措施一项一项落实，一步一步推进。",
        "支持发展中国家发展，发展发展中国家之间的合作。",
        "真正做到学习学习再学习，实实在在办实事，方方面面都满意。",
        "以营利为目的的活动一律停止，了了群众一桩心愿，为了了解情况走访三次。",
        "责任单位：城建科。\n完成时限：6月底。\n责任单位：城建科。\n完成时限：6月底。",
    ],
)
def repeated(report: Report, context: Context) -> Iterator[Hit]:
    """同一个词连写两遍，同一句话、同一段话写了两遍，多半是修改、粘贴时留下的。

    叠用（一个一个、学习学习）、前词尾与后词头相同（发展发展中国家）不算；短句隔开重复（各节都写的
    “责任单位：城建科”）、表格里的重复不算。隔开的长句和整段算。

    依据：公文校对实务（衍文、重文）。
    """
    yield from _words(report, context)
    yield from _sentences(report, context)


def _words(report: Report, context: Context) -> Iterator[Hit]:
    text = context.folded
    for match in _TWICE.finditer(text):
        word = match[3]
        if _is_sound(word, text, match) or context.is_furniture(Span(*match.span())):
            continue
        yield Hit(Span(*match.span()), f"“{word}”重复", "删去多余的一个")
    for match in _PARTICLE.finditer(text):
        yield Hit(Span(*match.span()), f"“{match[0][0]}”重复", "删去多余的一个")


def _is_sound(word: str, text: str, match: re.Match[str]) -> bool:
    """Whether the word may stand twice: doubled for emphasis, counted one by one, or two words that meet."""
    start, end = match.span()
    if len(set(word)) == 1 or word in _DOUBLED_WORDS or _MEASURE.fullmatch(word):
        return True
    if text.startswith(("再", "又"), end) or end - start > 2 * len(word):
        return True
    # 产业创业创新 holds 业创 twice, but not as words; 人民政府政府采购 has two words that meet.
    bounds = edges(text, start, end)
    whole = {start + len(word), end} <= bounds and (start in bounds or not _HAN.match(text, end))
    return not whole


def _sentences(report: Report, context: Context) -> Iterator[Hit]:
    text = context.folded
    seen: dict[str, Span] = {}
    last, end = "", -1
    for paragraph in report.paragraphs:
        if paragraph.part is not Part.BODY:
            continue
        for start, stop in sentences(text, *paragraph.span):
            sentence = text[start:stop]
            if stop - start < _BESIDE or start < end:
                last = sentence
                continue
            span = Span(start, stop)
            before = seen.setdefault(sentence, span)
            twice = before is not span and _is_long(sentence, _BESIDE if sentence == last else _FAR)
            last = sentence
            if twice and not context.is_furniture(span):
                whole = _run(text, before, span, paragraph.span.end)
                end = whole.end
                what = "这段话" if whole.width > _PARAGRAPH and whole != span else "这句话"
                place = report.place(before)
                yield Hit(
                    whole,
                    f"{what}与{place}的重复",
                    "删去一处，或者改写",
                    (Evidence(report[Span(before.start, min(before.end, before.start + 60))], before),),
                )


def _is_long(words: str, least: int) -> bool:
    return len(_HAN.findall(words)) >= least


def _run(text: str, before: Span, span: Span, limit: int) -> Span:
    """The repetition as far as the two go on alike, up to the end of the paragraph."""
    width = span.width
    while (
        span.start + width < limit
        and before.start + width < span.start
        and text[before.start + width] == text[span.start + width]
    ):
        width += 1
    while width > span.width and text[span.start + width - 1] not in "。!?”\n":
        width -= 1
    return Span(span.start, span.start + width)
