"""The ``.toml`` beside a template, written out for its user to edit: sections, slots, locked passages."""

import json
from collections.abc import Iterable

from analyzer.document import Template

_HEAD = """\
# 模板“{name}”的说明，与模板放在同一文件夹。改后用 report-analyzer template show 核对。
# 没有写到的照模板原样理解；删去任何一段都可以。

# 必须逐字照写的段落，写出全文，或者段落开头的一句话。
locked = [{locked}]

# 写给填写人的话，稿件中应当删去。括号里的提示和“填写说明”已自动识别，这里只写没有认出来的。
instructions = [{instructions}]
"""
_SECTIONS = """
# 部分：required = false 表示可以没有；also 里写同样算数的其他标题。
"""
_SLOTS = """
# 空白：at 是所在的分句，空白写在 ⟦ ⟧ 里；name 是表格里显示的名称，不能重复。
# kind：integer 整数、decimal 小数、percent 百分数、money 金额、date 日期、name 名称、text 文字。
# cumulative：是否累计数；part_of：不应大于哪一个空白（写它的 name）；required：是否必填。
"""


def spec_to_toml(template: Template, instructions: Iterable[str] = ()) -> str:
    """The specification of ``template`` as TOML, with comments; reading it back gives the same template.

    ``instructions`` are those that its user listed; what is recognised anyway is not written out.
    """
    report = template.report
    locked = ", ".join(_text(report[s]) for s in template.locked)
    listed = ", ".join(map(_text, instructions))
    pieces = [_HEAD.format(name=template.name.replace("\n", " "), locked=locked, instructions=listed)]
    if template.sections:
        pieces.append(_SECTIONS)
    for section in template.sections:
        named = report.sections[section.index]
        pieces.append(
            f"\n[[section]]\ntitle = {_text(named.marker + named.title)}\n"
            f"required = {_flag(section.required)}\nalso = [{', '.join(map(_text, section.also))}]\n"
        )
    if template.slots:
        pieces.append(_SLOTS)
    for slot, (at, nth) in zip(template.slots, template.addresses, strict=True):
        lines = ["", "[[slot]]", f"at = {_text(at)}"]
        if nth > 1:
            lines.append(f"nth = {nth}")
        lines += [f"name = {_text(slot.name)}", f'kind = "{slot.kind}"', f"unit = {_text(slot.unit)}"]
        lines += [f"cumulative = {_flag(slot.cumulative)}", f"part_of = {_text(slot.part_of)}"]
        lines += [f"required = {_flag(slot.required)}", ""]
        pieces.append("\n".join(lines))
    return "".join(pieces)


def _text(words: str) -> str:
    # JSON's strings are TOML's, but for DEL and lone surrogates.
    plain = words.encode("utf-8", "replace").decode("utf-8").replace("\x7f", "")
    return json.dumps(plain, ensure_ascii=False)


def _flag(value: bool) -> str:
    return "true" if value else "false"
