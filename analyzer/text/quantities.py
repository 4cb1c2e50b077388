"""Figures and dates as official reports write them: ``1,280``, ``三十二``, ``3.2万``, ``百分之八十``, ``2025年6月``.

An amount is found with the measure word after it; a magnitude (万, 亿) counts as part of the numeral, so that
``350万元`` and ``0.035亿元`` are the same number of 元.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from analyzer.text.vocabulary import MEASURE

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_D = "零〇一二三四五六七八九两"
_HAN = rf"(?:[{_D}十][{_D}十百千万亿]*(?:点[{_D}]+)?)"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_D}○]{{3}}) ?年"
_PART = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = (
    rf"(?<=〔)(?:19|20)\d\d(?=〕)|{_YEAR}(?: ?{_PART} ?月(?: ?{_PART} ?日)?)?|(?<!\d){_PART} ?月 ?{_PART} ?日"
    rf"|(?<![\d第]){_PART}月(?=份|底|初|末|中旬|上旬|下旬|起|至|以来|前|后)"
)
# 3.2万千瓦: the magnitude stops where a unit begins.
_UNIT = rf"(?:{MEASURE}|组(?![合织长成建件])|[%‰]|季度|学期|学年)"
_SIZE = rf" ?(?:[十百千万亿]{{0,3}}(?=[多余来]?{_UNIT})|[十百千万亿]{{0,3}})"
# 1亿2000万, 3万5千: parts of one number, the larger first.
_HIGH = r"(?:\d+亿(?=\d{1,4}(?:\.\d+)?(?:千?万|千)))?(?:\d+万(?=\d{4}(?![\d.])|\d[千百]))?"
_AMOUNT = re.compile(
    r"(?=[\d百一二三四五六七八九十两])(?:"  # first of all: nearly every character is none of them
    rf"(?P<date>{_DATE})"
    rf"|百分之(?P<share>{_HAN}|百|{_ARABIC})"
    rf"|(?P<tenths>[一二两三四五六七八九]成[一二三四五六七八九]?)(?![立功员本熟果效为绩长就型套批片不])"
    rf"|(?P<high>{_HIGH})(?P<arabic>{_ARABIC})(?P<size>{_SIZE})[多余来几]?(?P<unit> ?{_UNIT})?"
    rf"|(?P<han>{_HAN})(?P<about>[多余来几])?(?P<measure>{_UNIT}))"
)
# 十分重要, 一批 and 一条心 count nothing, nor does 数十 or 上百; 第三 is an ordinal unless a period follows.
_NO_COUNT = re.compile(
    r"十分(?!钟)|一(?:[批点面种类级部块线节度本年日天时成把个方片支页版些道层身路](?!月)|(.)\1)|(?:五一|十一|七一|八一)节"
    r"|一次(?=通过|性|验收|合格|成活|交验|办好)|八项规定|[两四]个(?:维护|确立|意识|自信)"  # names
)
_VAGUE = frozenset("数几上每同另某唯统逐进之第专任")
_SIZED = re.compile(r"[万亿]+|千(?=元)")  # 千瓦, 千克 and 千米 are units of their own
_HIGH_PART = re.compile(r"\d+\D")
# 壹贰叁: capitals as financial documents write them.
_CAPITALS = str.maketrans("壹贰貳叁肆伍陆陸柒捌玖拾佰仟萬圆", "一二二三四五六六七八九十百千万元")
_HAS_CAPITAL = re.compile("[壹贰貳叁肆伍陆陸柒捌玖拾佰仟]")
_METRES, _SQUARE_METRES, _KILOGRAMS = (
    {"米": Decimal(1), "千米": Decimal(1000), "公里": Decimal(1000)},
    {
        "平方米": Decimal(1),
        "亩": Decimal(2000) / 3,
        "公顷": Decimal(10_000),
        "平方公里": Decimal(10**6),
        "平方千米": Decimal(10**6),
    },
    {"斤": Decimal("0.5"), "公斤": Decimal(1), "千克": Decimal(1), "吨": Decimal(1000)},
)
_DIMENSIONS = (_METRES, _SQUARE_METRES, _KILOGRAMS)
# A figure in one of these is not one in another: 1.5倍 is no percentage, 12万元 no number of people.
_FIRM = ("%", "‰", "个百分点", "倍", "元", *_METRES, *_SQUARE_METRES, *_KILOGRAMS)


class Amount(NamedTuple):
    """One figure or date. ``number`` is in single ``unit`` (元, not 万元), None for a date.

    ``start:end`` is the numeral with its magnitude, a whole date, or a whole ``百分之…``; ``unit_end`` the end of
    the measure word after it.
    """

    start: int
    end: int
    number: Decimal | None
    unit: str
    unit_end: int

    @property
    def is_date(self) -> bool:
        """Whether it is a date or a part of one."""
        return self.number is None


def find(folded: str) -> list[Amount]:
    """The amounts of a folded text in order, none overlapping. Numbers in a file's number or a list are left out."""
    if _HAS_CAPITAL.search(folded):
        folded = folded.translate(_CAPITALS)
    found, at = [], 0
    while match := _AMOUNT.search(folded, at):
        amount = _amount(folded, match)
        if amount is None:
            # Past the whole numeral, or its tail would be read as another one.
            at = max(match.start() + 1, match.end("arabic"), match.end("han"))
            continue
        found.append(amount)
        at = amount.unit_end
    return found


def _amount(folded: str, m: re.Match[str]) -> Amount | None:
    start = m.start()
    arabic, date, share, tenths, han = m.group("arabic", "date", "share", "tenths", "han")
    if arabic:
        return None if start and folded[start - 1] in "〔[." else _arabic(m, arabic)
    if date:
        return Amount(start, m.end(), None, "", m.end())
    if share:
        number = Decimal(100) if share == "百" else numeral(share)
        return None if number is None else Amount(start, m.end(), number, "%", m.end())
    if tenths:
        digits = [_DIGITS[c] for c in tenths if c != "成"]
        number = Decimal(digits[0] * 10 + (digits[1] if len(digits) > 1 else 0))
        return Amount(start, m.end(), number, "%", m.end())
    before, measure = folded[start - 1 : start], m["measure"]
    ordinal = before == "第" and measure in ("季度", "学期")
    vague = before in _VAGUE and (han[0] in "十百千万" or han == "一" or before == "第")
    if (vague and not ordinal) or m["about"] == "几" or _NO_COUNT.match(folded, start):
        return None
    number = numeral(han)
    if number is None:
        return None
    return Amount(start, m.end("han"), number, measure, m.end())


def _arabic(m: re.Match[str], arabic: str) -> Amount:
    high, size, unit = m.group("high", "size", "unit")
    size = size.strip(" ")
    number = Decimal(arabic.replace(",", ""))
    if size:
        number *= _magnitude(size)
    if high:
        for part in _HIGH_PART.findall(high):
            number += int(part[:-1]) * _LARGE[part[-1]]
    end = m.end("size") if size else m.end("arabic")
    return Amount(m.start(), end, number, unit.strip(" ") if unit else "", m.end("unit") if unit else end)


def _magnitude(words: str) -> int:
    size = 1
    for c in words:
        size *= _SMALL.get(c) or _LARGE[c]
    return size


def scale_of(unit: str) -> tuple[int, str]:
    """How many single units one ``unit`` is, and the single unit: ``万元`` is 10,000 元.

    >>> scale_of("万人次"), scale_of("项"), scale_of("亿元")
    ((10000, '人次'), (1, '项'), (100000000, '元'))
    """
    size = _SIZED.match(unit)
    return (_magnitude(size[0]), unit[size.end() :]) if size else (1, unit)


def converted(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """``number`` of single ``unit`` in single ``wanted``; None where the one cannot be said in the other.

    >>> converted(Decimal(18600), "米", "千米"), converted(Decimal(3), "倍", "%"), converted(Decimal(3), "场", "次")
    (Decimal('18.6'), None, Decimal('3'))
    """
    if unit == wanted or not unit or not wanted:
        return number
    for sizes in _DIMENSIONS:
        if unit in sizes and wanted in sizes:
            return number * sizes[unit] / sizes[wanted]
    return None if unit in _FIRM or wanted in _FIRM else number


def numeral(text: str) -> Decimal | None:
    """The value of a numeral in Arabic or Han digits, None if it is none.

    >>> [str(numeral(t)) for t in ("1,280", "三十二", "两百零五", "十二点五", "三亿二千万", "一万亿", "二〇二五", "三四")]
    ['1280', '32', '205', '12.5', '320000000', '1000000000000', '2025', 'None']
    """
    text = text.translate(_CAPITALS)
    if text[:1].isdecimal() and text[:1].isascii():
        plain = text.replace(",", "")
        return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None or not all(c in _DIGITS for c in fraction):
        return None
    return Decimal(value) + (Decimal("0." + "".join(str(_DIGITS[c]) for c in fraction)) if fraction else 0)


def _whole(text: str) -> int | None:
    if not text:
        return None
    if all(c in _DIGITS for c in text):
        if len(text) > 2 or len(text) == 1:
            return int("".join(str(_DIGITS[c]) for c in text))
        return None  # 三四 is an estimate
    total = section = 0
    digit: int | None = None
    last = 10
    for c in text:
        if c in _DIGITS:
            if digit:
                return None  # 二三十: an estimate
            digit = _DIGITS[c]
        elif c in _SMALL:
            if digit is None and (c != "十" or section):
                return None
            section += (1 if digit is None else digit) * _SMALL[c]
            digit, last = None, _SMALL[c]
        elif c not in _LARGE:
            return None
        else:
            section += digit or 0
            # 三亿二千万: 万 counts the part after 亿 only; in 一万亿 亿 counts all before it.
            large = _LARGE[c]
            total = total + section * large if total >= large * 10**4 else (total + section) * large
            section, digit, last = 0, None, _LARGE[c]
    # 三百二, 一万五: the last digit is of the next lower size.
    if digit and last >= 100 and text[-2] not in "零〇":
        digit *= last // 10
    return total + section + (digit or 0)
