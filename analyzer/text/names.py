"""Names that stand in for the real one: AAA, ABC, 某某, 某市."""

import re

from analyzer.text.forms import UNSURE, Form, Placeholder
from analyzer.text.lookalikes import HAN, Passage
from analyzer.text.patterns import Lazy
from analyzer.text.vocabulary import BODIES, POSTS
from analyzer.text.wanted import is_named

# The last character is a surname elsewhere; here it belongs to the word before.
_WORDS_LIKE_SURNAMES = frozenset(
    [
        "主任",
        "关于",
        "由于",
        "位于",
        "对于",
        "至于",
        "等于",
        "属于",
        "连同",
        "会同",
        "历任",
        "时任",
        "现任",
        "其余",
        "工程",
        "流程",
        "过程",
        "回顾",
        "照顾",
    ]
)
_GRADED = Lazy("级|类|信用|认证|资质|评级|景区|电池|型")
_ORGANISATION = (
    f"(?:公众号|微信|职业|{BODIES}|[{HAN}]{{0,8}}"
    "(?:公司|控股|股份|集团|学院|大学|学校|中学|小学|幼儿园|医院|银行|合作社|协会|中心|馆|室|事务所))"
)
_LETTERS = (
    rf"(?<![A-Za-z0-9])(?:([A-D])\1{{2,3}}|(?:ABC|XYZ|abc|xyz)[Dd]?)(?={_ORGANISATION})"
    r"|(?<![A-Za-z0-9])([A-D])\2(?=[省市县区镇乡村局])"
)
_OWN_VOICE = Lazy(rf"(?:我|代表|代表中共|全|本|请|由|我们|同志们[,:].{{0,20}}|今天.{{0,12}}|{POSTS})$")


def _mou(p: Passage, m: re.Match[str]) -> str | None:
    start, end = m.span()
    surname = p.is_surname(start) and p.before(start, 2) not in _WORDS_LIKE_SURNAMES
    if surname or p.before(start) in ("某", "老", "小"):
        return None
    if end - start == 1:
        return UNSURE
    return None if p.is_case(start) and not is_named(p, end, far=True) else "name"


def _stand_in(p: Passage, m: re.Match[str]) -> str | None:
    told = _GRADED.match(p.text, m.end()) or "(化名)" in p.after(m.end(), 12)
    return None if told else "name"


def spoken_for(p: Passage, sure: list[Placeholder], unsure: list[Placeholder]) -> list[Placeholder]:
    """Those single 某 that are blanks.

    In the writer's own voice (我代表某市市委, 请某同志介绍) it is one, and then it is one elsewhere in the draft too;
    in a story about others (某县曾发生…) it is a way of not naming them, unless 某某 stands for a blank beside it.
    """
    places = [u for u in unsure if u.form == "mou" and is_named(p, u.end)]
    own = any(_OWN_VOICE.search(p.text[max(0, u.start - 24) : u.start]) for u in places)
    return places if own or any(s.form == "mou" for s in sure) else []


NAME_FORMS: tuple[Form, ...] = (
    Form("stand-in", _LETTERS, _stand_in, ("AA", "BB", "CC", "DD", "ABC", "XYZ", "abc", "xyz")),
    Form("mou", r"某{1,3}(?![些种个一地天日次时]|称号|东西|说法|事情)", _mou, ("某",)),
)
