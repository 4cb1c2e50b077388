"""Faults as people leave them, one function a rule code; ``plant_drafts`` puts them into sound reports.

A function gets the lines of a report, a source of chance and what it may need to know, and either changes lines in
place, with the fault marked ``⟦words⟧CODE|why^``, and says True, or finds no natural place and says False. A line
that bears a mark is left alone by later faults, so that no fault disturbs another.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from random import Random

UNITS = "次个家户项件条处份人场期批所名辆台篇座"
_FIGURE = re.compile(rf"(?<![\d.第年月—～-])\d{{1,4}}(?=[{UNITS}])")
_HEADING = re.compile(
    r"^(?:#+ )?(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、])"
)
_FIRST = re.compile(r"^(?:#+ )?([一二三四五六七八九十]+)、")
_HAN = "零一二三四五六七八九十"
PHRASES = {
    "铸牢中华民族共同体意识": "筑牢中华民族共同体意识",
    "增强“四个意识”": "增强“四种意识”",
    "做到“两个维护”": "做到“二个维护”",
    "以人民为中心": "以人民为核心",
    "不敢腐、不能腐、不想腐": "不敢腐、不想腐、不能腐",
}
TYPOS = {
    "部署": "布署",
    "截至": "截止",
    "松懈": "松解",
    "贯彻": "贯撤",
    "再接再厉": "再接再励",
    "督促": "督捉",
    "严峻": "严竣",
    "建议": "建意",
    "履行": "屡行",
    "安装": "按装",
    "既要": "即要",
}
HIDDEN = ("---此处隐藏{}字,下载后查看---", "……（此处隐藏{}字）", "【剩余内容登录后可查看】")
FURNITURE = (
    "更新时间:2025-08 来源:网友投稿",
    "最新推荐",
    "上一篇：工作总结范文",
    "责任编辑：小编 浏览次数：128",
)
BLANKS = ("XX", "××", "____", "（   ）", "**", "○○", "ＸＸ", "【】")
NOTES = ("（待核实）", "（数据待补）", "【待更新】", "（请业务科补充）", "（此处填写最新数据）")


@dataclass
class Series:
    """What faults may know of the report: its series' truth, the report before it, and strangers."""

    body: str
    figures: list[dict]
    period: str
    before: str
    until: date
    until_before: date
    earlier: list[str]
    strangers: list[str]
    paragraphs_of_strangers: list[str] = field(default_factory=list)


Fault = Callable[[list[str], Random, Series], bool]


def mark(words: str, code: str, why: str) -> str:
    """The notation of a planted fault."""
    return f"⟦{words}⟧{code}|{why}^"


def _prose(lines: list[str]) -> list[int]:
    """Lines that are paragraphs and bear no mark yet."""
    return [i for i, line in enumerate(lines) if len(line) > 40 and "⟦" not in line and "|" not in line]


def _replace(lines: list[str], chance: Random, pattern: str, make: Callable[[re.Match[str]], str]) -> bool:
    """Replace one match of ``pattern``, anywhere in the prose, by what ``make`` says."""
    found = [(i, m) for i in _prose(lines) for m in re.finditer(pattern, lines[i])]
    if not found:
        return False
    i, m = chance.choice(found)
    lines[i] = lines[i][: m.start()] + make(m) + lines[i][m.end() :]
    return True


def p101(lines: list[str], chance: Random, s: Series) -> bool:
    return _replace(
        lines, chance, _FIGURE.pattern, lambda m: mark(chance.choice(BLANKS), "P101", "数字没有填")
    )


def p102(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = rf"(?<![\d.])\d+(?:\.\d+)?[{UNITS}](?=[，。；、])"
    return _replace(
        lines, chance, pattern, lambda m: m.group() + mark(chance.choice(NOTES), "P102", "写给填写人的话")
    )


def p103(lines: list[str], chance: Random, s: Series) -> bool:
    if _replace(
        lines, chance, re.escape(s.body), lambda m: mark("某某", "P103", "代称没有换成真名") + s.body[3:]
    ):
        return True
    place = r"(?<=[在到对、，])[\u4e00-\u9fff]{2}(?=(?:镇|乡|街道|社区|学校|公司)[^\u4e00-\u9fff])"
    return _replace(lines, chance, place, lambda m: mark("某某", "P103", "代称没有换成真名"))


def p104(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = (
        r"(共|达|达到|增长|下降|提高|投入|累计|约|占)(\d[\d.]*)(万元|亿元|公里|%|人次|个百分点)(?=[，。；、])"
    )
    return _replace(lines, chance, pattern, lambda m: m[1] + mark(m[3], "P104", "单位前的数字没有了"))


def p105(lines: list[str], chance: Random, s: Series) -> bool:
    words = chance.choice(FURNITURE)
    lines.insert(1 if "时间" in words or "编辑" in words else len(lines), mark(words, "P105", "网页上的内容"))
    return True


def p106(lines: list[str], chance: Random, s: Series) -> bool:
    places = [i for i in _prose(lines)[2:-2] if not _HEADING.match(lines[i])]
    if not places:
        return False
    lines[chance.choice(places)] = mark(
        chance.choice(HIDDEN).format(chance.randrange(300, 3000)), "P106", "正文被截断"
    )
    return True


def _sections(lines: list[str]) -> list[int]:
    return [i for i, line in enumerate(lines) if _FIRST.match(line) and "⟦" not in line]


def _before(lines: list[str], i: int) -> int | None:
    return next((j for j in range(i - 1, -1, -1) if lines[j].strip() and "⟦" not in lines[j]), None)


def s201(lines: list[str], chance: Random, s: Series) -> bool:
    heads = _sections(lines)
    for n, i in enumerate(heads[:-1]):
        if re.search("问题|不足|困难", lines[i]) and not any("⟦" in line for line in lines[i : heads[n + 1]]):
            place = _before(lines, i)
            if place is None:
                return False
            for j in heads[n + 1 :]:
                number = _FIRST.match(lines[j])[1]
                lines[j] = lines[j].replace(number, _HAN[_HAN.index(number) - 1], 1)
            lines[place] += mark("", "S201", "缺少存在问题部分")
            del lines[i : heads[n + 1]]
            return True
    return False


def s202(lines: list[str], chance: Random, s: Series) -> bool:
    heads = _sections(lines)
    places = [
        n for n in range(1, len(heads) - 1) if not any("⟦" in line for line in lines[heads[n] : heads[n + 1]])
    ]
    if not places:
        return False
    n = chance.choice(places)
    lines[heads[n + 1]] = mark("", "S202", "序号不连续") + lines[heads[n + 1]]
    del lines[heads[n] : heads[n + 1]]
    return True


def s203(lines: list[str], chance: Random, s: Series) -> bool:
    heads = [*_sections(lines), len(lines)]
    if len(heads) < 4:
        return False
    a, b, c = heads[-4], heads[-3], heads[-2]
    first, second = lines[a:b], lines[b:c]
    if any("⟦" in line for line in first + second):
        return False
    first[0], second[0] = _retitle(first[0], second[0])
    lines[a:c] = [mark(second[0], "S203", "部分的次序颠倒"), *second[1:], *first]
    return True


def _retitle(first: str, second: str) -> tuple[str, str]:
    one, two = _FIRST.match(first), _FIRST.match(second)
    return second[: two.end()] + first[one.end() :], first[: one.end()] + second[two.end() :]


def s204(lines: list[str], chance: Random, s: Series) -> bool:
    heads = [i for i, line in enumerate(lines) if _HEADING.match(line) and len(line) < 30 and "⟦" not in line]
    for i, j in pairwise(heads):
        body = lines[i + 1 : j]
        if (
            len(_HEADING.match(lines[i]).group()) == len(_HEADING.match(lines[j]).group())
            and body
            and not any("⟦" in b for b in body)
        ):
            lines[i] += mark("", "S204", "标题下没有内容")
            del lines[i + 1 : j]
            return True
    return False


def s205(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = r"(一是[^一二三]*?[；。;])二是[^。；;]*?[；。;](?:(?!三是|一是).)*?三是"
    return _replace(lines, chance, pattern, lambda m: m[1] + mark("三是", "S205", "缺少二是"))


def s206(lines: list[str], chance: Random, s: Series) -> bool:
    heads = [
        i
        for i, line in enumerate(lines)
        if re.match(r"[（(][一二三四五六七八九]+[）)]", line) and "⟦" not in line
    ]
    if len(heads) < 2:
        return False
    for n, i in enumerate(heads):
        number, rest = re.match(r"(.+?[）)])(.*)", lines[i]).groups()
        lines[i] = (mark(f"{number}、", "S206", "括号序号后加了顿号") if n == 0 else f"{number}、") + rest
    return True


def s207(lines: list[str], chance: Random, s: Series) -> bool:
    following = {"两": "三", "二": "三", "三": "四", "四": "五", "五": "六"}
    pattern = (
        r"(从|存在|抓好|做好|有以下|以下)([两二三四五])(个方面|方面|项工作|个问题|件事)(?=[^。]{0,16}[。：:])"
    )
    return _replace(
        lines, chance, pattern, lambda m: mark(f"{m[1]}{following[m[2]]}{m[3]}", "S207", "后面列的不是这个数")
    )


def s208(lines: list[str], chance: Random, s: Series) -> bool:
    dated = [i for i, line in enumerate(lines) if re.fullmatch(r"\s*\d{4}年\d{1,2}月\d{1,2}日", line)]
    if not dated or not any("关于" in line and line.rstrip().endswith("的报告") for line in lines[:4]):
        return False
    place = _before(lines, dated[-1])
    if place is None:
        return False
    lines[place] += mark("", "S208", "没有成文日期")
    del lines[dated[-1]]
    return True


def f301(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = rf"(?<![\d.])(?<!增加)(?<!减少)(\d{{1,4}})([{UNITS}])(?=[，（(,][^。；]{{0,8}}其中[^。；]*?\d\2、[^。；]*?\d\2)"
    return _replace(
        lines,
        chance,
        pattern,
        lambda m: mark(f"{int(m[1]) + chance.randrange(2, 9)}{m[2]}", "F301", "分项相加不等于合计"),
    )


def f302(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = rf"(发现[^，。；\d]{{0,10}})(\d{{1,4}})([{UNITS}])([^。]{{0,24}}?整改[^，。；\d]{{0,8}})(\d{{1,4}})(\3)"
    return _replace(
        lines,
        chance,
        pattern,
        lambda m: (
            f"{m[1]}{m[2]}{m[3]}{m[4]}"
            + mark(f"{int(m[2]) + chance.randrange(3, 12)}{m[6]}", "F302", "整改数多于发现数")
        ),
    )


def f303(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = r"(率[为达]?到?)(\d{1,2}\.\d)%"
    return _replace(
        lines,
        chance,
        pattern,
        lambda m: (
            m[1]
            + mark(
                f"{max(float(m[2]) - chance.randrange(3, 9), 1):.1f}%", "F303", "与前面的数字算出的比率不符"
            )
        ),
    )


def f304(lines: list[str], chance: Random, s: Series) -> bool:
    """A figure said again, in the words about it where they stand alone, in its name elsewhere."""
    known = [f for f in s.figures if s.period in f["values"] and isinstance(f["values"][s.period], int)]
    places = [i for i in _prose(lines)[3:] if lines[i].endswith("。")]
    if not known or not places:
        return False
    figure, i = chance.choice(known), chance.choice(places)
    value = figure["values"][s.period]
    words = figure["name"]
    if place := _stated(lines, figure, value):
        line, start, _ = place
        clause = re.split("[，。；：、,;:（(]", lines[line][:start])[-1]
        words = clause if len(clause) > 3 and not re.search("其中|比|分别|其余|截至|\\d", clause) else words
    if not re.match("本|当|累计|截至", words):
        words = f"本期{words}"
    lines[i] += (
        words
        + mark(f"{value + chance.randrange(2, 7)}{figure['unit']}", "F304", "与前文同一数字不一致")
        + "，为今后工作打下了基础。"
    )
    return True


def f305(lines: list[str], chance: Random, s: Series) -> bool:
    return _replace(
        lines, chance, r"([469]|11)月\d{1,2}日", lambda m: mark(f"{m[1]}月31日", "F305", "没有这一天")
    )


def _stated(lines: list[str], figure: dict, value: int | float) -> tuple[int, int, int] | None:
    for i in _prose(lines):
        at = lines[i].find(figure["sentence"])
        m = (
            re.compile(rf"(?<![\d.]){re.escape(str(value))}(?![\d.])").search(lines[i], at, at + 80)
            if at >= 0
            else None
        )
        if m:
            return i, m.start(), m.end()
    return None


def e401(lines: list[str], chance: Random, s: Series) -> bool:
    rising = [f for f in s.figures if f.get("cumulative") and {s.period, s.before} <= set(f["values"])]
    for figure in chance.sample(rising, len(rising)):
        now, last = figure["values"][s.period], figure["values"][s.before]
        if (place := _stated(lines, figure, now)) and isinstance(last, int) and last > 3:
            i, start, end = place
            lines[i] = (
                lines[i][:start]
                + mark(str(last - chance.randrange(1, 3)), "E401", "累计数比上期少")
                + lines[i][end:]
            )
            return True
    return False


def e402(lines: list[str], chance: Random, s: Series) -> bool:
    changed = 0
    for figure in s.figures:
        now, last = (figure["values"].get(p) for p in (s.period, s.before))
        if now is None or last is None or now == last or not (place := _stated(lines, figure, now)):
            continue
        i, start, end = place
        lines[i] = lines[i][:start] + mark(str(last), "E402", "数字与上期相同") + lines[i][end:]
        changed += 1
    return changed > 0


def e403(lines: list[str], chance: Random, s: Series) -> bool:
    old = [p for p in s.earlier if len(p) > 80 and not _HEADING.match(p) and p not in lines]
    places = [i for i in _prose(lines)[2:] if not _HEADING.match(lines[i])]
    if not old or not places:
        return False
    i = chance.choice(places)
    words = set(lines[i])
    lines[i] = mark(max(old, key=lambda p: len(words & set(p))), "E403", "与上期一字不差，应当是新内容")
    return True


def e404(lines: list[str], chance: Random, s: Series) -> bool:
    now, last = s.until, s.until_before
    forms = {
        f"截至{now.year}年{now.month}月{now.day}日": f"截至{last.year}年{last.month}月{last.day}日",
        f"截至{now.year}年{now.month}月底": f"截至{last.year}年{last.month}月底",
        f"截至{now.month}月底": f"截至{last.month}月底",
        f"截至{now.month}月{now.day}日": f"截至{last.month}月{last.day}日",
    }
    return any(
        _replace(lines, chance, re.escape(a), lambda m, b=b: mark(b, "E404", "还是上期的截止日期"))
        for a, b in forms.items()
    )


def e405(lines: list[str], chance: Random, s: Series) -> bool:
    both = [f for f in s.figures if {s.period, s.before} <= set(f["values"])]
    for figure in chance.sample(both, len(both)):
        if place := _stated(lines, figure, figure["values"][s.period]):
            i, start, end = place
            left = max(lines[i].rfind(c, 0, start) for c in "。；") + 1
            right = min((x for c in "。；" if (x := lines[i].find(c, end)) >= 0), default=-1)
            if left > 0 and right > 0:
                lines[i] = (
                    lines[i][:left]
                    + mark("", "E405", f"往期都有的“{figure['name']}”没有了")
                    + lines[i][right + 1 :]
                )
                return True
    return False


def n601(lines: list[str], chance: Random, s: Series) -> bool:
    other = chance.choice(s.strangers)
    own = rf"{re.escape(s.body)}|(?<=[，。；])[我本][局委镇县院会办中心]{{1,2}}"
    return _replace(lines, chance, own, lambda m: mark(other, "N601", "别的单位的名称"))


def n602(lines: list[str], chance: Random, s: Series) -> bool:
    signed = [i for i, line in enumerate(lines) if line.strip() == s.body]
    if not signed:
        return False
    wrong = s.body.replace("和", "与") if "和" in s.body else s.body[:2] + s.body[3:]
    lines[signed[-1]] = lines[signed[-1]].replace(s.body, mark(wrong, "N602", "署名与标题、正文不一致"))
    return True


def w701(lines: list[str], chance: Random, s: Series) -> bool:
    return any(
        _replace(lines, chance, re.escape(a), lambda m, b=b: mark(b, "W701", "固定提法有误"))
        for a, b in PHRASES.items()
    )


def w702(lines: list[str], chance: Random, s: Series) -> bool:
    typos = chance.sample(sorted(TYPOS.items()), len(TYPOS))
    return any(
        _replace(lines, chance, re.escape(a), lambda m, b=b: mark(b, "W702", "错别字")) for a, b in typos
    )


def w703(lines: list[str], chance: Random, s: Series) -> bool:
    return _replace(
        lines, chance, r"(?<=。)[^。]{15,60}。", lambda m: m.group() + mark(m.group(), "W703", "整句重复")
    )


def l801(lines: list[str], chance: Random, s: Series) -> bool:
    pattern = r"([“《（])([^“”《》（）]{2,20})[”》）]"
    return _replace(lines, chance, pattern, lambda m: mark(m[1], "L801", "缺另一半") + m[2])


def l802(lines: list[str], chance: Random, s: Series) -> bool:
    if sum(line.count(",") for line in lines) > 6:
        return False
    return _replace(
        lines, chance, r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", lambda m: mark(",", "L802", "半角逗号")
    )


def l803(lines: list[str], chance: Random, s: Series) -> bool:
    return _replace(
        lines,
        chance,
        r"(\d{4})年(\d)月(\d{1,2})日",
        lambda m: mark(f"{m[1]}年0{m[2]}月{int(m[3]):02d}日", "L803", "月日不编虚位"),
    )


def l804(lines: list[str], chance: Random, s: Series) -> bool:
    return _replace(
        lines, chance, r"〔(\d{4})〕(?=\d)", lambda m: mark(f"[{m[1]}]", "L804", "年份用六角括号")
    )


def r901(lines: list[str], chance: Random, s: Series) -> bool:
    places = [i for i in _prose(lines)[2:] if not _HEADING.match(lines[i])]
    if not places or not s.paragraphs_of_strangers:
        return False
    lines[chance.choice(places)] = mark(
        chance.choice(s.paragraphs_of_strangers), "R901", "与别的单位的报告雷同"
    )
    return True


FAULTS: dict[str, Fault] = {
    name.upper(): function
    for name, function in list(globals().items())
    if re.fullmatch(r"[a-z]\d{3}", name) and callable(function)
}
