"""A template from a report with blanks in it, and from what its user says of it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from analyzer.alignment.slots import instructions_of, slots_of
from analyzer.alignment.units import cut
from analyzer.document import (
    InputError,
    Report,
    RequiredSection,
    Section,
    Slot,
    SlotSpec,
    Span,
    Template,
    TemplateSpec,
)
from analyzer.text import residue
from analyzer.text.folding import fold

_BARE = re.compile(r"[\s，,。；;：:、]")
_QUOTED = re.compile(r"[“\"]([^“”\"]{8,80})[”\"]")
_SENTENCE_END = "。！？!?\n"


def template_of(report: Report, spec: TemplateSpec | None = None) -> Template:
    """``report`` read as a template: every blank is a slot, every section is required; ``spec`` says it better.

    Raises:
        InputError: ``spec`` speaks of something that the template does not have, with file, line and reason.
    """
    folded = fold(report.text)
    spec = spec or TemplateSpec("")
    instructions = instructions_of(report, folded)
    said = tuple(_passage(report, spec, p.text, p.line, whole=False) for p in spec.instructions)
    instructions = _disjoint((*instructions, *said))
    plain = Template(report, slots_of(report, folded, instructions))
    whole = Template(
        report,
        _with_spec(plain, spec),
        _sections(plain, spec, instructions),
        tuple(_passage(report, spec, p.text, p.line, whole=True) for p in spec.locked),
        instructions,
        tuple(Span(*f) for f in residue.furniture(folded)),
        tuple(Span(*c) for c in residue.cuts(folded)),
        spec.title,
        tuple(_passage(report, spec, p.text, p.line, whole=True) for p in spec.free),
        tuple(_alternatives(report, folded, instructions)),
    )
    return replace(whole, units=cut(whole))


def _alternatives(report: Report, folded: str, instructions: tuple[Span, ...]) -> Iterator[tuple[Span, str]]:
    """Words that an instruction lets stand for its paragraph: （未发生的，写“本年度未发生……”）."""
    for span in instructions:
        index = report.paragraph_at(span.start)
        for quoted in _QUOTED.finditer(folded, *span):
            if index is not None and "写" in folded[span.start : quoted.start()]:
                yield report.paragraphs[index].span, quoted[1].rstrip("。")


def _disjoint(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


def _with_spec(template: Template, spec: TemplateSpec) -> tuple[Slot, ...]:
    index = {address: i for i, address in enumerate(template.addresses)}
    changed, placed, said = list(template.slots), set(), set()
    for entry in spec.slots:
        i = index.get((entry.at.replace("\n", " "), entry.nth))
        if i is None:
            where = f"（第{entry.nth}处）" if entry.nth > 1 else ""
            raise _error(
                spec,
                entry.line,
                f"模板里找不到“{entry.at}”{where}这处空白；模板改过的话，请相应修改这一行或重新生成",
            )
        if i in said:
            raise _error(spec, entry.line_of("at"), f"“{entry.at}”这处空白前面已经写过，请合并成一处")
        said.add(i)
        changed[i] = _filled_in(changed[i], entry)
        if entry.part_of and entry.part_of == changed[i].name:
            raise _error(spec, entry.line_of("part_of"), "part_of 不能写它自己的名称")
        if entry.part_of is not None:
            placed.add(i)
    names = [s.name for s in changed]
    for entry in spec.slots:
        if entry.name and names.count(entry.name.strip()) > 1:
            raise _error(spec, entry.line_of("name"), f"名称“{entry.name}”用了不止一次，请换一个")
        if entry.part_of and entry.part_of not in names:
            raise _error(
                spec, entry.line_of("part_of"), f"part_of 写的“{entry.part_of}”不是这个模板里的空白名称"
            )
    now = {old.name: new.name for old, new in zip(template.slots, changed, strict=True)}
    return tuple(
        s if i in placed or not s.part_of else replace(s, part_of=now[s.part_of])
        for i, s in enumerate(changed)
    )


def _filled_in(slot: Slot, entry: SlotSpec) -> Slot:
    return replace(
        slot,
        name=slot.name if entry.name is None else entry.name.strip(),
        kind=slot.kind if entry.kind is None else entry.kind,
        unit=slot.unit if entry.unit is None else entry.unit,
        cumulative=slot.cumulative if entry.cumulative is None else entry.cumulative,
        part_of=slot.part_of if entry.part_of is None else entry.part_of,
        required=slot.required if entry.required is None else entry.required,
    )


def _sections(
    plain: Template, spec: TemplateSpec, instructions: tuple[Span, ...]
) -> tuple[RequiredSection, ...]:
    report = plain.report
    # A heading that is all blank, （三）（此处写明其他问题）, asks for what there may be, not for a section.
    sections = {
        i: RequiredSection(i, not any(x.span.covers(_words(s)) for x in plain.slots))
        for i, s in enumerate(report.sections)
        if not any(x.covers(s.heading) for x in instructions)
    }
    titles = [_BARE.sub("", s.marker + s.title) for s in report.sections]
    bare = [_BARE.sub("", s.title) for s in report.sections]
    said: set[int] = set()
    for entry in spec.sections:
        words = _BARE.sub("", entry.title)
        at = [i for i, t in enumerate(titles) if t == words] or [i for i, t in enumerate(bare) if t == words]
        if len(at) != 1:
            reason = "模板里没有标题" if not at else "模板里不止一处标题是"
            raise _error(spec, entry.line, f"{reason}“{entry.title}”，请照模板写出序号和标题")
        if at[0] in said:
            raise _error(spec, entry.line, f"“{entry.title}”前面已经写过，请合并成一处")
        said.add(at[0])
        sections[at[0]] = RequiredSection(at[0], entry.required, entry.also)
    return tuple(sections.values())


def _words(section: Section) -> Span:
    """A heading without its number."""
    start = section.heading.start + (0 if section.automatic else len(section.marker))
    return Span(start, section.heading.end)


def _passage(report: Report, spec: TemplateSpec, words: str, line: int, *, whole: bool) -> Span:
    """The passage with these words; ``whole``: a beginning stands for its paragraph, other words for their sentences."""
    start = report.text.find(words)
    if start < 0:
        folded = fold(report.text)
        start = folded.find(fold(words))
    if start < 0:
        short = words if len(words) <= 20 else f"{words[:20]}……"
        raise _error(spec, line, f"模板里找不到“{short}”这段文字，请照模板原样抄写")
    end = start + len(words)
    if not whole or report.text[end - 1] in _SENTENCE_END:
        return Span(start, end)
    index = report.paragraph_at(start)
    paragraph = report.paragraphs[index].span if index is not None else Span(start, end)
    if start == paragraph.start + len(report[paragraph]) - len(report[paragraph].lstrip()):
        return Span(start, max(end, paragraph.end))
    before = max(report.text.rfind(c, 0, start) for c in _SENTENCE_END) + 1
    after = min(
        (i for c in _SENTENCE_END if (i := report.text.find(c, end)) >= 0), default=len(report.text) - 1
    )
    return Span(before, after + 1)


def _error(spec: TemplateSpec, line: int, reason: str) -> InputError:
    return InputError(f"“{spec.source}”第{line}行：{reason}。")
