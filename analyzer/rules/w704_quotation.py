"""W704: a quotation that is not what the quoted text says."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from analyzer.document import CanonicalText, Configuration, Evidence, Report, Severity, Span
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.text.dictionary import Dictionary
from analyzer.text.folding import fold

_LEAST = 8  # characters: a shorter passage in marks is a term rather than a quotation
_MOST = 600
_SEED = 4  # characters that quotation and text must share somewhere
_SEEDS = 0.3  # share of the quotation's seeds that lie in one passage of the text
_ALIKE = 0.75  # share of the quotation's characters that the passage has in the same order
_MARKS = frozenset(" ,。、;:!?“”‘’\"'()《》〈〉—…·")
_SHOWN = 4  # differences that the message lists
_TEXTS = Configuration(
    canonical=(
        CanonicalText(
            "信访工作办法.txt",
            "各单位要把办理群众来信作为经常性工作，件件有登记、事事有回音。对暂时不具备解决条件的事项，要说明原因。",
        ),
    )
)


class _Quotation(NamedTuple):
    span: Span
    words: str


@rule(
    "W704",
    "quotation",
    "引文",
    Severity.WARNING,
    bad=[
        Example("办法提出“⟦各单位要把办理群众来信作为日常性工作，件件有登记⟧”。", configuration=_TEXTS),
        Example("要做到“⟦对暂时不具备解决的事项，要说明原因⟧”。", configuration=_TEXTS),
        Example(
            "重申“⟦件件有登记、事事有回音，对暂时不具备解决条件的事项，要说明原因⟧”。", configuration=_TEXTS
        ),
    ],
    good=[
        Example(
            "办法提出“各单位要把办理群众来信作为经常性工作，件件有登记、事事有回音。”", configuration=_TEXTS
        ),
        Example(
            "要求“各单位要把办理群众来信作为经常性工作……对暂时不具备解决条件的事项，要说明原因”。",
            configuration=_TEXTS,
        ),
        Example("开展“我为群众办实事、件件有着落”主题活动。", configuration=_TEXTS),
        "办法提出“各单位要把办理群众来信作为日常性工作，件件有登记”。",
    ],
)
def quotation(report: Report, context: Context) -> Iterator[Hit]:
    """引号里的话和所引文件的原文不一致：多了、少了、换了字词。

    对照配置文件里给出的原文（canonical）；没有给出就不查，原文里找不到相近的话也不报（可能引的是别的文件）。
    引号里用省略号略去的，前后分开对照；只节引一部分不算错。只差标点的是提示。逐处列出差别和原文。

    依据：《党政机关公文处理工作条例》第十九条、第二十条（引文准确）。
    """
    texts = context.configuration.canonical
    if not texts:
        return
    folded = _folded(texts)
    doubtful = [q for q in _quotations(context) if not any(q.words in text for text in folded)]
    for found, text, passage in _nearest(doubtful, folded):
        if hit := _compared(report, found, texts[text], folded[text], passage):
            yield hit


@lru_cache(maxsize=2)
def _folded(texts: tuple[CanonicalText, ...]) -> tuple[str, ...]:
    return tuple(fold(text.text) for text in texts)


def _quotations(context: Context) -> Iterator[_Quotation]:
    """The passages in quotation marks, cut where the writer left something out."""
    for outer in context.quotations:
        start = outer.start + 1
        for part in context.folded[start : outer.end - 1].split("……"):
            words = part.strip(" ").rstrip(",。;")
            at = start + part.index(words) if words else start
            if _LEAST <= len(words) <= _MOST:
                yield _Quotation(Span(at, at + len(words)), words)
            start += len(part) + 2


def _nearest(doubtful: list[_Quotation], texts: tuple[str, ...]) -> Iterator[tuple[_Quotation, int, Span]]:
    """Each quotation with the text and the passage that share most of its seeds, where they share enough."""
    seeds = [
        (number, at, quoted.words[at : at + _SEED])
        for number, quoted in enumerate(doubtful)
        for at in range(len(quoted.words) - _SEED + 1)
    ]
    dictionary = Dictionary(words for _, _, words in seeds)
    votes: dict[int, Counter[tuple[int, int]]] = {}
    for t, text in enumerate(texts):
        for seed, start, _ in dictionary.find(text):
            number, at, _ = seeds[seed]
            votes.setdefault(number, Counter())[t, (start - at) // _LEAST] += 1
    for number, counted in sorted(votes.items()):
        quoted = doubtful[number]
        (t, place), _ = max(
            counted.items(), key=lambda item: (item[1] + counted[item[0][0], item[0][1] + 1], -item[0][0])
        )
        shared = sum(counted[t, place + n] for n in (-1, 0, 1, 2))
        if shared >= _SEEDS * (len(quoted.words) - _SEED + 1):
            slack = _LEAST + len(quoted.words) // 4
            start = max(0, place * _LEAST - slack)
            yield (
                quoted,
                t,
                Span(start, min(len(texts[t]), place * _LEAST + len(quoted.words) + _LEAST + slack)),
            )


def _compared(
    report: Report, quoted: _Quotation, source: CanonicalText, text: str, about: Span
) -> Hit | None:
    window = text[about.start : about.end]
    matcher = SequenceMatcher(None, quoted.words, window, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    if not blocks or sum(b.size for b in blocks) < _ALIKE * len(quoted.words):
        return None
    first, last = blocks[0], blocks[-1]
    start = max(0, first.b - first.a)  # what is wrong at the ends has its counterpart there too
    end = min(len(window), last.b + len(quoted.words) - last.a)
    passage = Span(about.start + start, about.start + end)
    here, there = report[quoted.span], source.text[passage.start : passage.end]
    steps = SequenceMatcher(None, quoted.words, window[start:end], autojunk=False).get_opcodes()
    differences = [(here[a:b], there[c:d]) for kind, a, b, c, d in steps if kind != "equal"]
    worded = [pair for pair in differences if not set(fold("".join(pair))) <= _MARKS]
    if not differences:
        return None
    said = "；".join(_said(*pair) for pair in (worded or differences)[:_SHOWN])
    return Hit(
        quoted.span,
        f"引文与“{source.source}”的原文不一致：{said}",
        f"原文是“{there}”",
        (Evidence(there, passage, source.source),),
        Severity.WARNING if worded else Severity.INFO,
    )


def _said(there: str, original: str) -> str:
    if not there:
        return f"少了“{original}”"
    return f"“{there}”原文是“{original}”" if original else f"多了“{there}”"
