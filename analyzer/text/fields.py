"""Blanks in brackets: named fields (``[单位名称]``, ``{{date}}``), empty pairs, and notes to the writer.

Brackets have other uses in a finished text: headings (``【通知】``), references (``[1]``), document numbers
(``[2019]3号``), glosses. A field is told by what it holds and by standing inside a sentence.
"""

import re

from analyzer.text.forms import UNSURE, Form
from analyzer.text.lookalikes import HAN, Passage
from analyzer.text.notes import is_note
from analyzer.text.patterns import Lazy

# What fields are called. The words close the content of a bracket: “单位名称”, “起止年月/至今”.
_FIELD_NOUN = (
    "名称|姓名|名字|全称|简称|单位|部门|机构|日期|时间|年月日?|年份|月份|年度|季度|期数|届次|编号|文号|字号|案号|学号|工号|证号|号码|"
    "职务|职称|岗位|职位|地址|地点|地名|住址|电话|联系方式|联系人|邮箱|金额|数量|数字|数值|数据|比例|百分比|次数|人数|户数|件数|张数|"
    "条数|项数|个数|场次|内容|情况|事项|事由|原因|意见|标题|主题|题目|项目|项目名|对象|范围|措施|原话|签名|公司|学校|学院|专业|"
    "地区|县区|区县|市县|街道|社区|结果|结论|理由|依据|说明|描述|简述|概述|身份|性别|年龄|民族|门槛|额度|单价|总价|型号|规格|"
    "性质|面积|用途|负责人|责任人|主持人|名单|账号|账户|卡号|户名|代码|院系|序号|条款|天数|护照号|房号|楼栋号|大写|主办方|承办方|甲方|乙方|活动名|会议名|文件名|来源|目标|要求|建议|进度|链接|网址|附件名|某某|待定"
)
_FIELD = Lazy(
    rf"(?:[{HAN}A-Za-z0-9/、,.\- “”]{{0,16}})(?:{_FIELD_NOUN})(?: ?[A-Za-z0-9一二三四五]{{1,2}})?(?:/[{HAN}]{{1,6}})?$"
)


def _content(m: re.Match[str]) -> str:
    return m["in"].strip()


def _inline(p: Passage, m: re.Match[str]) -> bool:
    """Inside a sentence: words or an opening mark right before, words, a unit or a closing mark right after."""
    left, right = p.left_word(m.start()), p.after(m.end())
    return bool(re.match(rf"[{HAN}:,、“\"'(《…\]】]", left)) and bool(
        re.match(rf"[{HAN},.;:、。”\"')(《》%\n… ×X*_〔]|$", right)
    )


def _double(p: Passage, m: re.Match[str]) -> str | None:
    near = p.before(m.start(), 2) + m.group() + p.after(m.end(), 2)
    if m.group()[0] in "$#" and not re.search(rf"[{HAN}“”《》、。<]", near):
        return None  # a variable of a shell or a template string
    return "instruction"


def _merge_field(p: Passage, m: re.Match[str]) -> str | None:
    return "name"


def _angle(p: Passage, m: re.Match[str]) -> str | None:
    content = _content(m)
    if _FIELD.match(content) or is_note(content):
        return _kind_of_field(content)
    return UNSURE if re.fullmatch(rf"[{HAN}/]{{2,8}}", content) else None


def _square(p: Passage, m: re.Match[str]) -> str | None:
    content = _content(m)
    if p.after(m.end()) == "(" and not re.match(rf"\([{HAN}]", p.after(m.end(), 2)):
        return None  # a Markdown link
    if is_note(content):
        return "instruction"
    if re.fullmatch(r"(?:图|表|注|见|附|参|原文|编者|来源|责任编辑|\d).*", content):
        return None
    if re.fullmatch(rf"[{HAN}]{{2,6}}/[{HAN}]{{2,6}}", content) and _inline(p, m):
        return "name"
    # At the beginning of a line a heading would stand alone or before a space; a field runs on into words.
    salutation = p.before(m.start()) in ("", "\n") and re.match(rf"[{HAN}:]", p.after(m.end())) is not None
    if _FIELD.match(content) and (_inline(p, m) or salutation):
        return _kind_of_field(content)
    return UNSURE if re.fullmatch(rf"[{HAN}A-Z、/]{{2,16}}", content) else None


def _lenticular(p: Passage, m: re.Match[str]) -> str | None:
    content = _content(m)
    if is_note(content):
        return "instruction"
    left, right = p.left_word(m.start()), p.after(m.end())
    if left in ("", "\n", ".", "。", "!", "?", ";") or (right in ("", "\n") and left != ":"):
        return None  # a heading
    listed = re.match(rf"[{HAN}]", left) is not None and p.line(m.start()).lstrip(" ").startswith("【")
    if not _FIELD.match(content) or listed:
        return None  # a line that begins with 【主讲】 goes on with 【内容】
    return _kind_of_field(content) if _inline(p, m) else UNSURE


def _kind_of_field(content: str) -> str:
    if re.search("日期|时间|年月|年份|月份|年度|季度", content):
        return "date"
    if re.search("编号|文号|号$|号码|电话", content):
        return "number"
    if re.search("金额|数量|数字|数据|数$|比例|百分比|门槛|额度", content):
        return "count"
    return "name"


def _round(p: Passage, m: re.Match[str]) -> str | None:
    content = _content(m)
    left, right = p.before(m.start(), 2), p.after(m.end())
    alone = (
        left[-1:] in ("", "\n") and right in (":", "", "\n") and not re.search("[0-9一二三四上下前]", content)
    )
    if _FIELD.match(content) and (alone or (left in ("关于", "现就", "现将") and right == "的")):
        return _kind_of_field(content)  # （单位名称）： in the place of the recipient
    if alone and re.match(r"(?:单位|机关)名称.{0,6}[盖加]", content):
        return "name"
    return "instruction" if is_note(content) else None


def _empty(p: Passage, m: re.Match[str]) -> str | None:
    pair, left, right = m.group(), p.before(m.start()), p.after(m.end())
    if pair[0] in "([{":
        if re.match(r"[A-Za-z0-9_$\])]", left) or (
            pair[0] == "["
            and re.match(r"[-*+] ?$|[(:]", p.text[max(0, m.start() - 2) : m.start()][-1:] + right)
        ):
            return None  # a call, an index, a task box
        if pair[0] == "(" and p.is_exam(m.start()):
            return None
        if pair[0] == "[" and (p.line(m.start()).lstrip().startswith(("- [", "* [", "+ [")) or right == "("):
            return None
        if len(pair) == 2 and not re.match(rf"[{HAN}〕]", left):
            return None
    if p.is_signature(m.start()) or (re.search("[置用加以入于]$", left) and re.match("[内中里]", right)):
        return None  # to be signed by hand; or “置于〔 〕内”, the brackets themselves are meant
    return "blank"


def _prompt(p: Passage, m: re.Match[str]) -> str | None:
    return "blank"


def _bare(p: Passage, m: re.Match[str]) -> str | None:
    return "instruction"


# As a mark it ends a line or a clause, or opens a line with a colon; in a sentence it is a word like others.
_TO_DO_WORD = (
    r"(?<![A-Za-z0-9_-])(?:TBD|(?:TODO|FIXME)(?= *(?:\n|$|[:),;。、\]<])))(?![A-Za-z0-9_])|(?<=: )(?:TODO|FIXME)(?= )|(?<=<!-- )TODO"
    r"|(?<=[:\n])待(?:补充|填|填写|完善|核实|定)(?=[。.;\n]|$)"
)

FIELD_FORMS: tuple[Form, ...] = (
    Form(
        "template-field",
        r"\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,40}\}|\{%[^{}\n]{1,60}%\}|#\{[^{}\n]{1,40}\}",
        _double,
        ("{",),
    ),
    Form("merge-field", r"«[^«»\n]{1,40}»", _merge_field, ("«",)),
    Form("field", rf"<(?P<in>[{HAN}A-Za-z0-9/、]{{2,16}})>", _angle, ("<",)),
    Form("empty", r"\( *\)|\[ *\]|【 *】|〔 *〕|《 *》|\{ +\}|“ {1,}”", _empty, tuple("([【〔《{“")),
    Form("field", r"(?<![A-Za-z\])])\[(?P<in>[^\[\]\n]{2,40})\]", _square, ("[",)),
    Form("field", r"【(?P<in>[^【】\n]{2,40})】", _lenticular, ("【",)),
    Form("field", r"\{(?P<in>[\u4e00-\u9fff/、]{2,16})\}", _angle, ("{",)),
    Form("note", r"\((?P<in>[^()\n]{2,60})\)", _round, ("(",)),
    Form("field", r"\[(?P<in>年月日|日期|姓名|单位名称)(?=\n|$)", _merge_field, ("[",)),
    Form(
        "prompt",
        (
            r"(?:单击|点击|轻触|点按|双击)(?:或(?:点击|轻触|点按))?(?:此处|这里)(?:可|以)?(?:输入|添加|键入|插入|选择|编辑)[^。.,;\n]{0,12}[。.]?"
            r"|在此处?(?:键入|输入)[^。.,;\n]{1,12}[。.]?|[Cc]lick (?:or tap )?(?:here )?to (?:enter|add) (?:text|a date|title)\.?|[Cc]hoose an item\.?"
            r"|(?:单击|点击|请)(?:输入|选择)(?:姓名|文字|日期|标题|内容|名称|单位|数字|职务)|(?<=:)选择日期|(?m:(?:^|(?<=:))选择一项。?$)"
        ),
        _prompt,
        (
            "此处",
            "这里",
            "在此",
            "击输入",
            "击选择",
            "请输入",
            "请选择",
            ":选择",
            "选择一项",
            "lick ",
            "hoose ",
        ),
    ),
    Form("to-do", _TO_DO_WORD, _bare, ("TODO", "TBD", "FIXME", ":待", "\n待")),
)
