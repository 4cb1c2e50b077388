"""What kind of value the words about a mark ask for."""

from analyzer.text.lookalikes import HAN, Passage
from analyzer.text.patterns import Lazy
from analyzer.text.vocabulary import BODIES, COUNTED, DATED, POSTS

MARK = "Xx×*_○〇□?"
"""The characters that blanks are made of, in folded text."""

_COUNTED = Lazy(rf" *{COUNTED}")
_DATED = Lazy(rf" *(?:[-—~～至到] *[{MARK}]{{1,2}} *)?{DATED}")
_NUMBERED = Lazy(rf" *号(?!召|称|码|楼|线)|-[X×]{{4,}}|[{HAN}]{{1,8}}(?:字(?: ?第|[\[〔(])|〔)")
_NUMBER_LABEL = Lazy("(?:电话|手机|传真|号码|编号|账号|代码|证号|附[件表]|[图表见])[为:]?$")
_NAMED = Lazy(rf" *{BODIES}|{POSTS}")
_NAMED_FAR = Lazy(rf"[{HAN}]{{1,6}}(?:{BODIES})")


def kind_of(p: Passage, start: int, end: int) -> str | None:
    """The kind of value missing at ``start:end``; None where the words about it say nothing."""
    if p.before(start) in tuple("([【") and p.after(end) in tuple(")]】"):
        end += 1
    if _DATED.match(p.text, end):
        return "date"
    if p.before(start) == "〕" or _NUMBER_LABEL.search(p.before(start, 6)) or _NUMBERED.match(p.text, end):
        return "number"
    if _COUNTED.match(p.text, end):
        return "count"
    return "name" if _NAMED.match(p.text, end) else None


def is_counted(p: Passage, end: int) -> bool:
    """Whether a measure word follows."""
    return _COUNTED.match(p.text, end) is not None


def is_dated(p: Passage, end: int) -> bool:
    """Whether 年, 月, 日 or another part of a date follows."""
    return _DATED.match(p.text, end) is not None


def is_named(p: Passage, end: int, *, far: bool = False) -> bool:
    """Whether the noun of a body, a place or a post follows, ``far``: after up to six more characters."""
    return _NAMED.match(p.text, end) is not None or (far and _NAMED_FAR.match(p.text, end) is not None)
