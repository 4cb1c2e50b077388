"""Planters of F301 to F305: figures and dates inside one report."""

import re
from collections.abc import Iterator
from random import Random

from .case import Case, Edit, Plant

UNITS = "次|个|家|户|项|件|条|处|份|人|场|期|批|所|名|辆|台|座|万元|亿元|万人|万户|万千瓦|亿千瓦|万公里|公里|万套|万亩|亿亩|万吨"
NUMBER = rf"(?P<n>(?<![\d.])\d{{2,6}}(?:\.\d+)?)(?P<u>{UNITS})"


def f301(case: Case, chance: Random) -> Iterator[Plant]:
    """A changed total: of sums that stand in the report, and of a total that is given parts."""
    sums = rf"{NUMBER}[，:：（][^。；]*?(?:其中|分别)"
    for _, m in case.sentences(sums):
        end = min(x for c in "。；" if (x := case.plain.find(c, m.end())) >= 0)
        parts = [
            float(p)
            for p in re.findall(
                rf"(?<![\d.])(\d+(?:\.\d+)?)(?={m['u']}[、，。；）和])", case.plain[m.end() : end + 1]
            )
        ]
        if len(parts) > 1 and abs(sum(parts) - float(m["n"])) < 1e-6:
            yield Plant("F301", (_number(m, _moved(m["n"], chance)),))
    for m in chance.sample(found := _alone(case), min(2, len(found))):
        whole = float(m["n"])
        digits = len(m["n"].partition(".")[2])
        first, second = round(whole * 0.41, digits), round(whole * 0.33, digits)
        third = round(whole - first - second, digits)
        if min(first, second, third) <= 0:
            continue
        words = "，其中" + "、".join(
            f"{r}地区{v:.{digits}f}{m['u']}" for r, v in zip("东中西", (first, second, third), strict=True)
        )
        wrong = _moved(m["n"], chance)
        new = f"{wrong}{m['u']}{words}"
        sound = Edit(m.start(), m.end(), f"{m[0]}{words}", (0, 0))
        yield Plant("F301", (Edit(m.start(), m.end(), new, (0, len(wrong))),), sound=(sound,))


def f302(case: Case, chance: Random) -> Iterator[Plant]:
    """A part larger than its whole: after 其中, and in the clauses that relate two counts."""
    inside = rf"{NUMBER}，其中[^，。；、\d]{{2,16}}(?P<p>\d+(?:\.\d+)?)(?P=u)(?=[，。；])"
    for _, m in case.sentences(inside):
        if float(m["p"]) < float(m["n"]):
            new = _moved(m["n"], chance, up=True)
            yield Plant("F302", (Edit(m.start("p"), m.end("p"), new, (0, len(new))),), ("F301",))
    mended = rf"发现[^，。；\d]{{0,10}}{NUMBER}[^。\d]{{0,24}}?整改[^，。；\d]{{0,8}}(?P<p>\d{{1,4}})(?P=u)"
    for _, m in case.sentences(mended):
        if float(m["p"]) <= float(m["n"]):
            new = _moved(m["n"], chance, up=True)
            yield Plant("F302", (Edit(m.start("p"), m.end("p"), new, (0, len(new))),), ("F301", "F303"))
    for m in chance.sample(found := _alone(case), min(1, len(found))):
        more, fewer = _moved(m["n"], chance, up=True), _moved(m["n"], chance, up=False)
        shape = "{n}{u}，其中农村地区{p}{u}"
        yield _framed("F302", m.start(), m.end(), shape, {"n": m["n"], "u": m["u"]}, more, fewer)
    frames = (
        "共检查单位{a}家，发现问题{n}个，已整改{p}个。", "受理群众来信{n}件，办结{p}件。", "征求意见建议{n}条，采纳{p}条。",
        "清理规范性文件{n}件，修订{p}件。", "抽检食品{n}批次，合格{p}批次。", "发放调查问卷{n}份，回收{p}份。",
        "应参加培训{n}人，实际参加{p}人。", "立案查处违法案件{n}件，结案{p}件。",
    )  # fmt: skip
    for _start, end in chance.sample(case.told, min(2, len(case.told))):
        n = chance.randrange(120, 900)
        shape = chance.choice(frames).replace("{a}", str(chance.randrange(20, 90)))
        yield _framed("F302", end, end, shape, {"n": str(n)}, str(n + chance.randrange(3, 60)), str(n - 21))


def f303(case: Case, chance: Random) -> Iterator[Plant]:
    """A wrong rate: 由…提高到…, growth between two figures, a share, a rate of two counts."""
    points = r"[由从](?P<a>\d+(?:\.\d+)?)%[^，。；\d]{1,6}[到至为](?P<b>\d+(?:\.\d+)?)%，[^，。；\d]{2,6}(?P<n>\d+(?:\.\d+)?)个百分点"
    for _, m in case.sentences(points):
        if abs(abs(float(m["a"]) - float(m["b"])) - float(m["n"])) < 0.06:
            yield Plant("F303", (_number(m, _moved(m["n"], chance)),))
    grown = rf"[由从](?P<a>\d+(?:\.\d+)?)(?P<x>{UNITS}|万亿元)(?:增加|增长|提高|扩大|上升)到(?P<b>\d+(?:\.\d+)?)(?P=x)，(?:增长|增加|提高)(?P<n>\d+(?:\.\d+)?)%"
    for _, m in case.sentences(grown):
        if abs(float(m["b"]) / float(m["a"]) * 100 - 100 - float(m["n"])) < 1:
            yield Plant("F303", (_number(m, _moved(m["n"], chance)),))
    for _start, end in chance.sample(case.told, min(4, len(case.told))):
        n, p = chance.randrange(120, 900), chance.randrange(40, 110)
        right = f"{p * 100 / n:.1f}"
        frames = (
            f"抽检产品{n}批次，不合格{p}批次，不合格率{{p}}%。", f"共受理投诉{n}件，办结{p}件，办结率{{p}}%。",
            f"新建农村学校{n}所，其中寄宿制学校{p}所，占{{p}}%。", f"办理议案建议{n}件，比上年的{n - p}件增加{{p}}%。",
        )  # fmt: skip
        shape = chance.choice(frames)
        if "议案" in shape:
            right = f"{p * 100 / (n - p):.1f}"
        yield _framed("F303", end, end, shape, {}, _moved(right, chance), right)


def _alone(case: Case) -> list[re.Match[str]]:
    """Figures that no part or whole stands beside in their sentence."""
    found = []
    for at, m in case.sentences(rf"{NUMBER}(?=[，。；])"):
        end = re.compile("[。；]").search(case.plain, m.end())
        if case.plain.startswith("，占", m.end()):
            continue
        rest = case.plain[m.end() : end.start() if end else m.end()]
        before = case.plain[at : m.start()]
        if not re.search(rf"其中|包括|分别|\d{m['u']}", rest + before) and not re.search(
            r"比|增|减|其余|余", before[-12:]
        ):
            found.append(m)
    return found


def f304(case: Case, chance: Random) -> Iterator[Plant]:
    """A figure said again further on, in its own words or fewer, and not the same."""
    stated = rf"(?<=[，。；])(?P<what>[\u4e00-\u9fff]{{5,16}}){NUMBER}(?=[，。；])"
    found = [
        m for _, m in case.sentences(stated)
        if case.plain.count(m["what"]) == 1
        and not re.search(r"增|减|提高|下降|比|达|其中|到|占|年|为|的有$|截至", m["what"])
        and len(re.sub("[已共]|完成|累计|开工以来|按序时|兑现", "", m["what"])) > 4
    ]  # fmt: skip
    for m in chance.sample(found, min(3, len(found))):
        later = [e for s, e in case.told if s > m.end()]
        if not later:
            continue
        end = chance.choice(later)
        wrong = _moved(m["n"], chance)
        opening = chance.choice(("", "可以说，", "值得一提的是，"))
        new = f"{opening}{m['what']}{wrong}{m['u']}，成绩来之不易。"
        at = len(opening) + len(m["what"])
        right = new.replace(wrong, m["n"], 1)
        yield Plant(
            "F304",
            (Edit(end, end, new, (at, at + len(wrong) + len(m["u"]))),),
            sound=(Edit(end, end, right, (0, 0)),),
        )


def f305(case: Case, chance: Random) -> Iterator[Plant]:
    """A day that no calendar has, a wrong weekday, an end before its start, a share of more than all."""
    from datetime import date

    days = list(re.finditer(r"(?<!\d)(?P<y>\d{4}年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日", case.plain))
    for m in chance.sample(days, min(2, len(days))):
        wrong = chance.choice(("2月30日", "6月31日", "9月31日", "11月31日", "13月5日"))
        new = f"{m['y'] or ''}{wrong}"
        yield Plant("F305", (Edit(m.start(), m.end(), new, (0, len(new))),), ("E404",))
    for _start, end in chance.sample(case.told, min(3, len(case.told))):
        month, day = chance.randrange(1, 13), chance.randrange(1, 29)
        right = date(case.year - 1, month, day).weekday()
        wrong = (right + chance.randrange(1, 7)) % 7
        kind = chance.randrange(3)
        if kind == 0:
            shape = f"{case.year - 1}年{month}月{day}日（星期{{p}}），召开全体会议部署这项工作。"
            yield _framed("F305", end, end, shape, {}, "一二三四五六日"[wrong], "一二三四五六日"[right])
        elif kind == 1:
            shape = f"{case.year - 1}年8月至{{p}}月集中开展整治。"
            yield _framed("F305", end, end, shape, {}, "5", "11")
        else:
            yield _framed("F305", end, end, "经检验，饮用水水质合格率{p}%。", {}, "109.6", "99.6")


def _framed(
    code: str, start: int, end: int, shape: str, known: dict[str, str], wrong: str, right: str
) -> Plant:
    """An inserted sentence with a fault, and the same without."""
    bad, good = shape.format(p=wrong, **known), shape.format(p=right, **known)
    at = shape.format(p="\0", **known).index("\0")
    return Plant(
        code,
        (Edit(start, end, bad, (max(0, at - 2), at + len(wrong) + 2)),),
        sound=(Edit(start, end, good, (0, 0)),),
    )


def _number(m: re.Match[str], new: str) -> Edit:
    return Edit(m.start("n"), m.end("n"), new, (0, len(new)))


def _moved(number: str, chance: Random, up: bool | None = None) -> str:
    """Another number of the same form, 4 to 18 per cent away."""
    digits = len(number.partition(".")[2])
    by = max(float(number) * chance.uniform(0.04, 0.18), 2 * 10.0**-digits)
    down = chance.random() < 0.5 if up is None else not up
    new = f"{float(number) + (-by if down else by):.{digits}f}"
    return new if float(new) > 0 and new != number else f"{float(number) + by + 10.0**-digits:.{digits}f}"
