"""The own name with half of it wrong: another end under the report, a short form with other words; a part of N602."""

import re
from collections.abc import Iterator

from analyzer.document import Span
from analyzer.document.own_body import Own, bare, core_of, kind_of, nearly, regions_of
from analyzer.rules.context import Context

_ENDS = ("管理委员会", "委员会", "管理局", "指挥部", "办公室", "项目部", "中心", "局", "馆", "站")


def other_end(odd: str, name: str) -> bool:
    """Whether a signature is of another body of the place than the title: 审计中心 for 审计局, 水利局 for 水务局."""
    a, b = bare(odd), bare(name)
    if a.startswith(b) or b.startswith(a) or regions_of(a)[-1:] != regions_of(b)[-1:]:
        return False
    first, second = (core_of(n).removeprefix("人民政府") for n in (a, b))
    if regions_of(a) and (
        first[:3] == second[:3] != "" or kind_of(a) == kind_of(b) in ("bureau", "town", "centre")
    ):
        return True
    mine, theirs = (
        next(((n[: -len(e)], e) for e in _ENDS if n.endswith(e)), ("", "")) for n in (core_of(a), core_of(b))
    )
    return len(mine[0]) >= 2 and mine[0] == theirs[0] and mine[1] != theirs[1]


def half_right(own: Own, context: Context) -> Iterator[tuple[Span, str, str, int]]:
    """Places where the own name stands half, once, and never in earlier reports."""
    folded = context.folded
    for span, right in (
        *((s, own.name) for s in _half(own, folded)),
        *_declared(own, folded),
        *_department(own, folded),
    ):
        odd = folded[span.start : span.end]
        if folded.count(odd) == 1 and not any(odd in e.folded for e in context.earlier):
            yield span, right, odd, folded.count(right)


def _half(own: Own, folded: str) -> Iterator[Span]:
    """Places where the own name stands half: 平乐县住建管理局 for 平乐县住房和城乡建设局, 县审计中心 for 县审计局 as who acts."""
    core, region = core_of(own.name), own.regions[-1] if own.regions else ""
    if not region or core[-1:] not in ("局", "委", "厅"):
        return
    at = folded.find(region)
    while at >= 0:
        begin = at + len(region)
        end = folded.find(core[-1], begin, begin + 12) + 1
        odd = folded[begin:end]
        if (
            len(odd) > 4
            and odd not in core
            and not nearly(odd, core)
            and re.fullmatch(r"[\u4e00-\u9fff]+", odd)
        ):
            same = next((i for i, (a, b) in enumerate(zip(odd, core, strict=False)) if a != b), 0)
            # 住建局 is a right short form; what has more words after it is none.
            if (odd[0] == core[0] and odd[1] in core[2:-1]) or same > len(odd) / 2:
                yield Span(at, end)
        at = folded.find(region, begin)
    stem = core[:-1]
    at = folded.find(stem + "中心") if len(stem) > 2 else -1
    while at >= 0:
        begin = at - len(region) if folded.startswith(region, at - len(region)) else at - 1
        if (
            begin >= 0
            and folded[begin:at] in (region, region[-1])
            and folded[begin - 1 : begin] in ("", *",。;:\n")
        ):
            yield Span(begin, at + len(stem) + 2)
        at = folded.find(stem, at + 1)
        at = folded.find(stem + "中心", at) if at >= 0 else -1


def _declared(own: Own, folded: str) -> Iterator[tuple[Span, str]]:
    """市联社 where the report has said 以下简称“市社”: the short form with more of the long one."""
    for short in own.shorts:
        if len(short) == 2 and f"称“{short}" in folded:
            for m in re.finditer(f"{short[0]}([\u4e00-\u9fff]{{1,2}}){short[1]}", folded):
                if m[1] in own.name and not own.is_me(m[0]):
                    yield Span(*m.span()), short


def _department(own: Own, folded: str) -> Iterator[tuple[Span, str]]:
    """纪检监察部 where the reporting department is the 纪检监督部: its own name without the body's."""
    name = own.name[-5:]
    if kind_of(own.name) != "company" or folded.count(name) < 2 or not name.endswith("部"):
        return
    for m in re.finditer(f"{name[:2]}[\u4e00-\u9fff]{{2}}部", folded):
        if sum(a != b for a, b in zip(m[0], name, strict=True)) == 1:
            yield Span(*m.span()), name
