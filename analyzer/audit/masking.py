"""The wording of a passage without what a copyist replaces: figures, dates, names, punctuation."""

import re
from collections.abc import Iterable

from analyzer.document.own_body import bare, core_of, regions_of, stem_of
from analyzer.text.folding import fold

FIGURE, NAME = "ℕ", "ℚ"
"""Letters that stand for a figure or date and for a name."""

_HAN = "\u4e00-\u9fff"
_NUMERAL = "[\\d一二三四五六七八九十百千万亿零〇○两]+"
_RUN = rf"{_NUMERAL}(?:[.,:/~～—–-]+{_NUMERAL})*"
# Words that no name of a place holds; a name begins after them.
_NO_NAME = "的了是在将对从向由被把给让使及等并也又还均都已就到赴会同与和至往去来自按为各全我本该其每多某此或以于不未无有个名家处农乡城"
_SURNAME = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦"
)
_POST = "同志|书记|主任|局长|县长|市长|区长|镇长|乡长|校长|院长|处长|科长|组长|队长|站长|厂长"
_MASKED = re.compile(
    rf"(?P<figure>(?:百分之|第|大?约|将?近|超过?|逾)?{_RUN}(?:[年月日号%‰]{_RUN})*(?:年度|[年月日%‰]|季度)?(?:多|余|左右)?|[上下]半年)"
    rf"|(?P<name>[我本全](?:公司|集团|中心|街道|社区|[省市县区镇乡村州局委厅校院园馆站厂队办社])(?![{_HAN}]?长)"
    rf"|[{_SURNAME}][{_HAN}]{{1,2}}(?={_POST})|(?<={_POST})[{_SURNAME}][{_HAN}]{{1,2}}"
    rf"|(?![{_NO_NAME}])[{_HAN}](?![{_NO_NAME}])[{_HAN}]"
    rf"(?:[省市县镇乡村](?![场民容域区级政长庄])|(?<![地小山园社灾辖景库片校厂院病新特市老户发])区(?![别域分间划块位])|街道|社区|园区|水库|水厂|有限公司|公司|集团|[中小]学(?!习)|学校|医院)"
    rf"|{NAME}+)"
    r"|[\W_]+"
)
_REPEATED = re.compile(f"([{FIGURE}{NAME}])\\1+")


def own_names(body: str) -> tuple[str, ...]:
    """The forms under which a body speaks of itself, the longest first: its name, without its region, the region.

    >>> own_names("白河县水利局")
    ('白河县水利局', '水利局', '白河县', '白河')
    """
    body = fold(body)
    regions = regions_of(bare(body))
    forms = {body, bare(body), core_of(body), core_of(bare(body)), *regions, *map(stem_of, regions)}
    return tuple(sorted((f for f in forms if len(f) > 1), key=lambda f: (-len(f), f)))


def mask(text: str, own: Iterable[str] = ()) -> str:
    """``text`` without punctuation, one letter for each figure, date and name. ``own``: names to mask, longest first.

    >>> mask("6月30日前，石桥镇新建堤防3.2公里。") == mask("2024年9月30日前，东坡乡新建堤防十二公里；")
    True
    >>> mask("白河县水利局排查隐患32处", own_names("白河县水利局"))
    'ℚ排查隐患ℕ处'
    """
    folded = fold(text)
    for name in own:
        if name in folded:
            folded = folded.replace(name, NAME)
    return _REPEATED.sub(r"\1", _MASKED.sub(_letter, folded))


def _letter(match: re.Match[str]) -> str:
    kind = match.lastgroup
    return "" if kind is None else FIGURE if kind == "figure" else NAME
