"""What a figure counts, by the words about it: ``发现问题`` in 发现问题41个 and in 共发现41个问题."""

import re

_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是|第?[一二三四五六七八九十]+、|其中|同时|目前|现已|现有|现(?!场|役|存|行|金)|已经|已|自[^,]{2,24}以来|及|和|截至[^,]{1,20}?(?=已|共|累计|$)|"
    r"全年|本年度|年初以来|先后|分别|累计|总共|共计|共|各|还|并|尚|对|的|为|在(?![校编职册岗建用院])|与(?!会)|由|将|从|其余|另有|另|开展了?(?=[\u4e00-\u9fff]{4}))+"
)
_CLOSING = re.compile(
    r"(?:的?(?:总?人数|数量|件数|次数|总数|总量|总额))?(?:累计|共计|合计|总计|共|总数)?"
    r"(?:已?达到?了?|(?<!行)为|有|是|约|近|超过?|不足|由|(?<!处)分|至|到|占|计|的|等|下降|提高|增长|第|仅|再)*$"
)
_NOUN = re.compile(r"[\u4e00-\u9fff]{1,8}?(?=[,;:。、!?()（）“”\"\n—]|中[,;。]|的|逐一|进行|均|由|$)")
_VERB = re.compile(
    "逐一|进行|均|全部|已|由|开展|实施|正在|得到|受到|完成|参加|未|尚|被|当场|集中|统一|按期|及时"
)
_VAGUE_STARTS = frozenset("左以的")
_VAGUE = re.compile(r"^(?:左右|以上|以下|以内)?的?")
# After these a noun may stand that says what is counted (41个问题); after 人次, 万元 or % none does.
_BEFORE_NOUNS = frozenset((*"个项条件类种家所处起篇本名户台支门份座张块部", "方面"))
_CLOSERS = frozenset("数量额计共达到了为有是约近超过足由分至占的等降高长第仅再")  # what _CLOSING can end with


def counted(left: str, right: str, unit: str) -> tuple[str, str]:
    """The nouns before and after a figure that say what it counts; either may be empty.

    ``left`` and ``right`` are the words of its clause on either side, the measure word ``unit`` left out.

    >>> counted("共组织专题学习", "", "次"), counted("共发现", "问题", "个"), counted("发现问题", ",", "个")
    (('组织专题学习', ''), ('发现', '问题'), ('发现问题', ''))
    """
    head = bare_tail(bare_head(left))
    if head and unit not in _BEFORE_NOUNS:
        return head, ""
    right = bare_noun(right)
    if not "\u4e00" <= right[:1] <= "\u9fff":
        return head, ""
    noun = None if _VERB.match(right) else _NOUN.match(right)
    return head, noun[0] if noun else ""


def bare_head(words: str) -> str:
    """``words`` without what merely opens a clause: 共, 其中, 截至目前."""
    opening = _OPENING.match(words)
    return words[opening.end() :] if opening else words


def bare_tail(words: str) -> str:
    """``words`` without what merely leads to a figure: 达到, 的人数为."""
    return _CLOSING.sub("", words) if words[-1:] in _CLOSERS else words


def bare_noun(words: str) -> str:
    """``words`` after a figure without 左右, 以上, 的."""
    if words[:1] not in _VAGUE_STARTS:
        return words
    vague = _VAGUE.match(words)
    return words[vague.end() :] if vague else words
