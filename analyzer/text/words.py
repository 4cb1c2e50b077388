"""Words of Chinese text, by jieba's dictionary, and which of them carry meaning."""

import re
from collections.abc import Collection
from functools import lru_cache

_FUNCTION = (
    "的 地 得 了 着 过 在 和 与 及 以及 并 并且 而 而且 也 又 还 就 才 将 把 被 对 对于 于 为 以 从 向 由 自 至 到 等 等等 之 其 该 此 "
    "各 每 某 所 给 让 使 令 则 即 或 或者 但 但是 因 因为 所以 如 若 这 那 有 是 个 中 上 下 内 里 时 后 前 间 已 已经 共 来 去 起 其中 也"
)
_POLAR = (
    "不 未 没 没有 无 非 禁止 不得 严禁 必须 应 应当 可 可以 不能 不准 全部 部分 所有 个别 少数 多数 一律 原则上 以上 以下 以内 "
    "不超过 至少 立即 之前 尚未 均 都 只 仅"
)
# 增长 for 下降, 免费 for 有偿: a word and its opposite.
_OPPOSITES = (
    (
        "增长 上升 提高 增加 扩大 提升 升高 增幅 升幅 回升 上涨",
        "下降 减少 降低 压减 缩短 回落 降幅 下滑 下调 缩小",
    ),
    ("免费 无偿", "收费 有偿"),
    ("公开", "保密"),
    ("允许 准许", "禁止 不准"),
    ("超前", "滞后"),
    ("以上", "以下"),
    ("之前 以前", "之后 以后"),
    ("同意 批准", "否决 驳回"),
    ("合格", "不合格"),
    ("开放", "关闭"),
    ("集体", "个人"),
)
_OPPOSITE = {
    word: frozenset(other.split())
    for pair in _OPPOSITES
    for own, other in (pair, pair[::-1])
    for word in own.split()
}
# One thing in two forms: what the longer or later one says is said by the other as well.
_SAME = tuple(
    (re.compile(form), plain)
    for form, plain in (
        ("规模以上", "规上"),
        ("(?:与|同|比|较)(?:上年|去年)同期(?:相比)?", "同比"),
        ("去年", "上年"),
        ("较(?=[上去年往])", "比"),
        ("只有|仅有|仅仅", "仅"),
        ("以下(?=[一二三四五六七八九十两几\\d各])", ""),  # 抓好以下三项工作
    )
)
_KIN = dict.fromkeys(("严禁", "禁止", "不得", "不准", "不许", "不可"), "不得")
_NEGATIONS = frozenset("不未无非")
_FUNCTION_WORDS = frozenset(_FUNCTION.split())
_POLAR_WORDS = frozenset(_POLAR.split())
_POLAR_LETTERS = re.compile("|".join(sorted(_POLAR.split(), key=len, reverse=True)))
_ABOUT = 8  # characters to either side that are cut along with what is asked about
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_FIGURE = re.compile(r"[\d.,%‰零〇一二三四五六七八九十百千万亿两]+")


def words(text: str) -> list[str]:
    """``text`` cut into words; joined again they are the text."""
    import rjieba  # the same dictionary and algorithm as jieba's, in Rust

    return list(rjieba.cut(text))


def edges(text: str, start: int, end: int) -> set[int]:
    """Where words of the dictionary begin or end in the line about ``text[start:end]``.

    Whether both ends of a find are edges tells what is there (贯撤落实) from what only the meeting of two words makes
    (学习贯彻 holds 习贯).
    """
    import rjieba

    left = max(text.rfind("\n", 0, start) + 1, start - _ABOUT)
    found, at = {left}, left
    for word in rjieba.cut(text[left : end + _ABOUT].partition("\n")[0], False):
        at += len(word)
        found.add(at)
    return found


@lru_cache(maxsize=8192)
def carries_meaning(word: str) -> bool:
    """Whether a change of ``word`` may change what is said: function words, figures and marks do not."""
    if word in _POLAR_WORDS:
        return True
    return word not in _FUNCTION_WORDS and bool(_WORD.search(word)) and not _FIGURE.fullmatch(word)


def is_polar(word: str) -> bool:
    """Whether ``word`` says how far something holds: 不, 必须, 全部, 以上."""
    return word in _POLAR_WORDS


def is_negated(word: str, others: Collection[str]) -> bool:
    """Whether ``word`` is one of ``others`` with a 不 or 未 before it: 不定期, 定期."""
    return word[:1] in _NEGATIONS and word[1:] in others


def are_opposites(one: str, other: str) -> bool:
    """Whether two words turn what is said around: 增长 and 下降, 免费 and 有偿."""
    return other in _OPPOSITE.get(one, ())


def in_one_form(text: str) -> str:
    """``text`` with what may be said in two ways, 同比 or 比上年同期, said in one."""
    for form, plain in _SAME:
        text = form.sub(plain, text)
    return text


def said_otherwise(ours: str, theirs: str) -> str:
    """The passages of ``ours`` that ``theirs`` may say in the other of two forms, one after another."""
    plain = in_one_form(theirs)
    passages = [m.group() for form, said in _SAME if said in plain for m in form.finditer(ours)]
    passages += (said for form, said in _SAME if said in ours and form.search(theirs))
    return "\n".join(passages)


def in_one_word(word: str) -> str:
    """One word for all that forbid alike: 严禁 and 不准 are 不得; other words are themselves."""
    return _KIN.get(word, word)


def polar_letters(text: str) -> list[str]:
    """Where 不, 必须, 全部 and the like may stand in ``text``, without cutting it into words (不断 counts too)."""
    return sorted(_POLAR_LETTERS.findall(text))
