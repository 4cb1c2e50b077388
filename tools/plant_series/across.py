"""Planters of E401 to E405 and N601, N602: what is left from earlier reports and from other bodies."""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random

from .case import Case, Edit, Plant, told

_EACH_YEAR = re.compile("今年|全年|去年|一年|上年|当年|本年|年内|[五四三两]年")
PLACES = {
    "省": ("河北省", "四川省", "青海省"), "市": ("荆门市", "宝鸡市", "龙岩市"), "县": ("安化县", "平乐县", "定远县"),
    "区": ("江岸区", "莲湖区", "鼓楼区"), "镇": ("柳林镇", "石桥镇", "沙河镇"), "乡": ("白马乡", "大坪乡", "青山乡"),
}  # fmt: skip
STRANGERS = (
    "河北省人民政府",
    "江苏省人民政府",
    "四川省人民政府",
    "青海省人民政府",
    "浙江省人民政府",
    "辽宁省人民政府",
)


def e401(case: Case, chance: Random) -> Iterator[Plant]:
    """A cumulative figure smaller than the earlier report has it."""
    if not case.before or not case.told:
        return
    total = r"[^。；\n]*?累计[^，。；\d]{2,18}(?P<n>(?<![\d.])\d{2,6}(?:\.\d+)?)(?P<u>[^\d，。；]{1,4})[^。；\n]*[。；]"
    for m in re.finditer(total, case.before):
        words = "累计" + m[0][: m.start("n") - m.start()].rpartition("累计")[2]
        if len(m[0]) > 160 or _EACH_YEAR.search(m[0]) or m["u"].startswith("%") or words in case.plain:
            continue
        end = chance.choice(case.told)[1]
        digits = len(m["n"].partition(".")[2])
        wrong = f"{float(m['n']) * chance.uniform(0.7, 0.96):.{digits}f}"
        at = m.start("n") - m.start()
        new = (m[0][:at] + wrong + m[0][at + len(m["n"]) :]).rstrip("；。") + "。"
        if wrong != m["n"]:
            yield Plant("E401", (Edit(end, end, new, (at, at + len(wrong))),), ("E402",))
    for m in re.finditer(
        r"(?P<w>累计[^，。；\d]{2,18}|(?<=累计)[^，。；\d]{4,18})(?P<n>(?<![\d.])\d{2,6})(?=[^\d.，。；%]{1,3}[，。；])",
        case.plain,
    ):
        then = re.search(re.escape(m["w"]) + r"(\d{2,6})(?![\d.])", case.before)
        words = re.split("[。；\n]", case.plain[: m.start()])[-1] + m["w"]
        if re.search("确保|力争|计划|前$|将", words) or (
            then and re.search("确保|力争|计划|前$", case.before[then.start() - 8 : then.start()])
        ):
            continue
        if then and int(m["n"]) >= int(then[1]) and not _EACH_YEAR.search(words):
            wrong = str(int(then[1]) - chance.randrange(1, max(2, int(then[1]) // 8)))
            yield Plant("E401", (Edit(m.start("n"), m.end("n"), wrong, (0, len(wrong))),), ("F301", "F302"))
    frames = (
        ("截至目前，累计建成乡镇综合服务站{n}个，", "服务群众的能力进一步增强。"),
        ("改革实施以来，累计清理行政审批事项{n}项，", "群众办事更加方便。"),
        ("专项行动开展以来，累计查处违法案件{n}起，", "形成了有力震慑。"),
    )
    for frame, tail in chance.sample(frames, 2):
        old = chance.randrange(300, 4000)
        wrong, right = old - chance.randrange(4, 60), old + chance.randrange(20, 300)
        then, now = chance.choice(told(case.before))[1], chance.choice(case.told)[1]
        before = case.earlier[0][:then] + frame.format(n=old) + tail + case.earlier[0][then:]
        shape = frame.format(n="{p}")
        at = shape.index("{p}")
        bad, good = shape.format(p=wrong) + tail, shape.format(p=right) + tail
        yield Plant(
            "E401", (Edit(now, now, bad, (at, at + len(str(wrong)))),),
            earlier=(before, *case.earlier[1:]), sound=(Edit(now, now, good, (0, 0)),),
        )  # fmt: skip


def e402(case: Case, chance: Random) -> Iterator[Plant]:
    """The figures of the last report: its sentences kept with the year moved on."""
    if not case.before or not case.told:
        return
    kept = []
    for start, end in told(case.before):
        for s in re.finditer(r"[^。]+。", case.before[start:end]):
            if len(re.findall(r"\d+(?:\.\d+)?(?!\d*年)", s[0])) > 1 and len(s[0]) < 140:
                kept.append(s[0].replace(f"{case.year_before}年", f"{case.year}年"))
    if len(kept) >= 8:
        places = sorted(chance.choice(case.told)[1] for _ in kept)
        edits: dict[int, str] = {}
        for at, words in zip(places, kept, strict=True):
            edits[at] = edits.get(at, "") + words
        yield Plant(
            "E402", tuple(Edit(at, at, w, (0, len(w))) for at, w in edits.items()), ("E403",), whole=True
        )


def e403(case: Case, chance: Random) -> Iterator[Plant]:
    """A paragraph of the last report, and a few sentences of it inside a paragraph of this one."""
    if not case.before or not case.told:
        return
    standing = case.earlier[1].translate(str.maketrans("", "", " \u3000")) if len(case.earlier) > 1 else ""
    old = [
        case.before[s:e].strip() for s, e in told(case.before)
        if e - s > 120 and re.search(r"\d", case.before[s:e]) and case.before[s:e].strip() not in case.plain
    ]  # fmt: skip
    old = [p for p in old if p not in standing]
    for words in chance.sample(old, min(2, len(old))):
        start, end = chance.choice(case.told)
        yield Plant("E403", (Edit(start, end, words, (0, len(words))),), ("E402",), replaced=True)
    for words in chance.sample(old, min(1, len(old))):
        run = re.match(r"[^。]{14,}。[^。]{14,}。", words)
        if run and len(run[0]) > 70 and re.search(r"\d", run[0]):
            end = chance.choice(case.told)[1]
            yield Plant("E403", (Edit(end, end, run[0], (0, len(run[0]))),), ("E402",))


def e404(case: Case, chance: Random) -> Iterator[Plant]:
    """Last year's date left in: where the earlier report has the line with its own year, and as a cut-off."""
    old = {_timeless(line): line for line in case.before.split("\n") if len(line) < 60}
    for line in re.finditer(r"[^\n]+", case.plain):
        before = old.get(_timeless(line[0]), line[0])
        if (
            before == line[0]
            or "电" in line[0]
            or not re.search(r"\d{4}年|季度|半年|\d月", line[0])
            or re.search("^ *[\\d（(]|下一?[步季月]|附件|〔", line[0])
        ):
            continue
        if case.text[line.start() : line.end()] == line[0]:
            yield Plant("E404", (Edit(line.start(), line.end(), before, (0, len(before))),))
    if len(case.told) > 2 and case.before:
        _start, end = chance.choice(case.told)
        dates = [f"{d.year}年{d.month}月{d.day}日" for d in (case.until_before, case.until)]
        new, good = (f"截至{d}，各项工作进展顺利。" for d in dates)
        yield Plant("E404", (Edit(end, end, new, (0, 14)),), sound=(Edit(end, end, good, (0, 0)),))


def _timeless(line: str) -> str:
    return re.sub(r"\d+|[上下]半年|[一二三四]季度", "#", line)


def e405(case: Case, chance: Random) -> Iterator[Plant]:
    """A section that all earlier reports have is gone; the ones after it are numbered anew."""
    heads = list(re.finditer(r"(?m)^ *([一二三四五六七八九十]+)、([^\n]{3,40})$", case.plain))
    if len(case.earlier) < 2 or len(heads) < 3:
        return
    for i, head in enumerate(heads[:-1]):
        title = _bare(head[2])
        if not all(
            title in [_bare(t) for t in re.findall(r"(?m)^ *[一二三四五六七八九十]+、([^\n]{3,40})$", e)]
            for e in case.earlier
        ):
            continue
        edits = [Edit(head.start(), heads[i + 1].start(), "", (0, 0))]
        for n, later in enumerate(heads[i + 1 :], i):
            edits.append(Edit(later.start(1), later.end(1), heads[n][1], (0, 0)))
        yield Plant("E405", tuple(edits), ("S201", "S202"), whole=True)


def _bare(title: str) -> str:
    return re.sub(r"[\d０-９年\s]|今年|去年", "", title)


def n601(case: Case, chance: Random) -> Iterator[Plant]:
    """Another body where this one speaks."""
    other = chance.choice(STRANGERS)
    own = list(re.finditer(r"代表国务院|(?<=[，。；\n])国务院(?=[坚决认真大力及先召])", case.plain))
    for m in chance.sample(own, min(1, len(own))):
        new = m[0].replace("国务院", other)
        yield Plant("N601", (Edit(m.start(), m.end(), new, (0, len(new))),))
    nation = list(re.finditer(r"我国", case.plain))
    for m in chance.sample(nation, min(1, len(nation))):
        new = chance.choice(("我省", "我市", "我县"))
        yield Plant("N601", (Edit(m.start(), m.end(), new, (0, 2)),))
    if case.told:
        end = chance.choice(case.told)[1]
        unit = (
            m[0]
            if (m := re.search("(?<=[\u4e00-\u9fff]{2})[省市县区镇乡](?=[\u4e00-\u9fff])", case.body))
            else "省"
        )
        region = chance.choice(PLACES[unit])
        other = region + (re.split("[省市县区镇乡]", case.body, maxsplit=1)[1] if m else "人民政府")
        yield Plant(
            "N601", (Edit(end, end, f"{other}高度重视安全生产，扎实开展隐患排查整治。", (0, len(other))),)
        )
        if case.body != "国务院" and m is None:
            return  # where it lies is not said
        yield Plant("N601", (Edit(end, end, f"{region}各市县、各部门认真抓好落实。", (0, 3)),))


def n602(case: Case, chance: Random) -> Iterator[Plant]:
    """A name that comes up often, once with a character too few, doubled, or 与 for 和."""
    names = Counter(
        m[0] for m in re.finditer(
            r"(?:香港|澳门)特别行政区|全国人民代表大会|人民政治协商会议|中国特色社会主义思想|"
            r"(?:第[一二三四五六七八九十]+届)?全国人民代表大会|“[\u4e00-\u9fff]{6,12}”|中华人民共和国|[\u4e00-\u9fff]{4}(?:委员会|专项行动|领导小组)",
            case.plain,
        )
    )  # fmt: skip
    often = [n for n, c in sorted(names.items()) if c >= 3 and len(n) >= 6]
    for name in chance.sample(often, min(2, len(often))):
        places = [m.start() for m in re.finditer(re.escape(name), case.plain)]
        at, drop = places[-1], chance.randrange(2, len(name) - 2)
        wrong = name.replace("和", "与") if "和" in name else name[:drop] + name[drop + 1 :]
        yield Plant("N602", (Edit(at, at + len(name), wrong, (0, len(wrong))),), ("W701", "W702"))
