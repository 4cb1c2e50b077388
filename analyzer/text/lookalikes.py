"""What looks like a blank and is none: masked names, multiplication, genes, Roman numerals, markup, forms.

Each test reads the folded text around one candidate. What has to be known of the whole passage (is it a police
bulletin? an exam? are Roman numerals about?) is asked of the words near it, never of the whole text.
"""

import re
from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from analyzer.text.patterns import Lazy
from analyzer.text.vocabulary import (
    BODIES,
    COUNTED,
    DATED,
    DOUBTFUL_SURNAMES,
    FUNCTION_WORDS,
    POSTS,
    SURNAMES,
)

HAN = "\u3400-\u9fff\uf900-\ufaff"
# A folded text has only ASCII commas, colons and round brackets.
BOUNDARY = frozenset(" \n,.;:!?。、()“”\"'‘’《》【】[]〔〕—…|/")

_CASE = Lazy(
    "嫌疑|涉嫌|抓[获捕]|民警|警方|公安|派出所|被告|原告|判决|法院|检察|案[发件情]|受害|被害|当事人|证人|患者|死者|伤者|逃犯|"
    "身份证|中[签奖]|中籤|公示期|立案|开除党籍|开除公职|违纪|受贿|行贿|贪污|诈骗|詐騙|犯罪|服刑|吸毒|离婚|结婚|婚[前后]|"
    "遗产|继承|就诊|确诊|病例|嫌犯|刑[事拘]|拘留|处分决定|通报批评|党内警告|记过|酒驾|举报|信访人|投诉人|检举|化名|律师|庭审|"
    "[(]匿名[)]|昵称|用户名|尾号|流水号|储蓄卡|银行卡|入院|入室|报警|报案|家属|獲刑|判處|拟录用|拟聘用|考生|准考证|摇号|中标候选|业主姓名|\\d{3,}[*×]{3,}"
)
_PERSON = Lazy(
    "(?:居民|村民|男子|女子|疑人|民警|职工|员工|同学|学生|司机|业主|患者|告人|原告|被告|群众|网民|商户|店主|老人|律师|证人)$"
)
_LINE = 160
_REACH = 160  # a paragraph
_FORM_LINE = 80
_CASE_REACH = 300  # a paragraph or two: one case in a long report does not make a bulletin of it
_AGED = Lazy(r"[(,]? ?(?:男|女)[,)、]|[(,] ?\d{1,2}岁|[(,](?:化名|另案处理|已判刑|在逃)")
_GENES = Lazy("染色体|染色體|核型|基因|性别决定|卵细胞|精子|配子|伴性|连锁")
_BRAND = Lazy(r"(?<![A-Za-z])[A-WYZa-wyz][a-z]+ ?X(?![A-Za-z])|推特")
_LOST = Lazy("缺字|漫漶|脱字|抄本|拓片|碑文|简牍|字迹不清")
_VOLUME = Lazy(r"[A-Z][a-z]+\. ?$")
_GLOSSED = Lazy(rf"[{HAN}]{{0,8}}[(,]即第?[二三]?十")
_ROMAN = Lazy(r"(?<![A-Za-z])(?=[IVXLC]*[IVLC])[IVXLC]{2,6}(?![A-Za-z])|罗马数字")
_EXAM = Lazy(
    r"(?m)选择题|判断题|填空题|单选|多选|答案 ?[:A-D]|^ *[A-D][、.．:]|选项 ?[A-D]|下列(?:各项|选项|说法|表述|哪)|正确的是"
)
_NOT_X = Lazy(
    r" ?(?:片(?!区)|光(?!明|荣|山|伏|谷|泽)|射|线(?!索|路|上|下)|染色|轴|型|形|战警|档案|连锁|刀|透|衍射|荧光|晶|坐标|方向|世代|特工|教授|单抗|基因|"
    r"值|变量|因子|级|波段|荷载|架构|系列|元素|[a-z]|-[A-Za-z0-9])"
)
_RULE_LINE = Lazy(r" *(?:\*[ *]{2,}|_[ _]{2,}|-[ -]{2,}) *$")
_STARS = Lazy(r"\*+")
_STARRY_LINE = Lazy(r"[^\n*]*\*[^\n]*")
_FRAMED = Lazy(r" *\*{3,}[^*]+\*{3,} *")
_PHRASE = Lazy(rf"(?=[{HAN}A-Za-z0-9“《(【])[^\n]*[{HAN}A-Za-z0-9”》)】%:.!?。]")
_NEEDS_VALUE = Lazy(rf" *(?:{COUNTED}|{DATED}|{BODIES}|{POSTS})")
_FOOTNOTE = Lazy(
    rf"(?m)^ *(\*{{1,3}}) ?(?!{COUNTED}|{DATED}|{BODIES}|{POSTS})(?:注|说明|[{HAN}]{{2,}}[^\n*]*(?:系|为|指|按|不含|包括)[^\n*]*$)"
)
_ALGEBRA = Lazy(
    r"解得|方程|数列|函数|[设令][^。,\n]{0,14}[为=] ?[xynXYN](?![xX])|(?<![A-Za-z])[xyn] ?[=<>≤≥]|[=+] ?\d*[xyn](?![A-Za-zx])|[nN]次方"
)
_SIGNED_BY_HAND = Lazy(
    "签[字名章收]|盖章|公章|签发|签署|手印|捺印|[(]章[)]|经办人|审核人|填表人|复核人|制表|承办人|监督人|验收人|交接人|接收人|见证人|本表一式"
)
_LABELLED = Lazy("(?:负责人|法定代表人|代理人|收件人|记录人)[^,。;\\n]{0,8}[:(] *$")
_HANDLE = Lazy(rf"(?:网民|网友|网名|昵称|账号|微博|博主|主播|用户)[“\"‘'][{HAN}]{{1,6}}$")
_NUMBER_LABEL = Lazy("(?:尾号|卡号|账号|证号|院号|案号|手机|电话|号码)[为:]?$")
_DISCIPLINE = Lazy("处分|违纪|违规|警告|立案|查处|撤职|诫勉|问责")
_MASKED_PERSON = Lazy(rf"[{HAN}]×{{1,2}}(?![×{HAN}]?[省市县区镇乡村局])")
_MASKED_REACH = 60
_VALUE = Lazy(rf" *(?:{COUNTED}|{DATED})")
_MENTION = Lazy(r" (?:表示|代表|换成|替换)|代表(?:无限|未知|任意)|[*、 ]*(?:分别)?表示")
_NICKNAME = Lazy(rf"(?:^|[\s“\"'(,、:])[{HAN}]{{1,2}}$")
_CODE_SPAN = Lazy(r"`[^`\n]*`")
_IDENTIFIER = Lazy(r"[A-Za-z0-9_$#\\]")


class Run(NamedTuple):
    """A run of the same mark."""

    start: int
    end: int


class Passage:
    """A folded text, and the questions that judges ask of a place in it."""

    def __init__(self, folded: str) -> None:
        self.text = folded

    def is_case(self, offset: int) -> bool:
        """Whether a bulletin, judgment or list of winners is about: names in it are masked on purpose."""
        places = self._case_words
        near = bisect_left(places, offset - _CASE_REACH)
        return near < len(places) and places[near] <= offset + _CASE_REACH

    @cached_property
    def _case_words(self) -> list[int]:
        return [m.start() for m in _CASE.finditer(self.text)]

    def is_exam(self, offset: int) -> bool:
        """Questions with options stand about: empty brackets are for the answer."""
        return self._is_near(_EXAM, offset)

    def is_algebra(self, offset: int) -> bool:
        """A formula stands about: ``x`` and ``n`` are variables."""
        return self._is_near(_ALGEBRA, offset)

    def is_brand(self, offset: int) -> bool:
        """Names that end in X stand about (SpaceX), so one X may be such a name itself."""
        return self._is_near(_BRAND, offset)

    def is_damaged_text(self, offset: int) -> bool:
        """An old text is quoted, with boxes for characters that cannot be read."""
        return self._is_near(_LOST, offset)

    def _is_near(self, pattern: Lazy, offset: int) -> bool:
        # Never of a whole draft: a word of it must not hide the blanks of another page.
        return pattern.search(self.text[max(0, offset - _REACH) : offset + _REACH]) is not None

    @cached_property
    def footnote_stars(self) -> frozenset[int]:
        """Lengths of the star runs that mark footnotes: a line begins with one and goes on in words."""
        return frozenset(len(m[1]) for m in _FOOTNOTE.finditer(self.text))

    @cached_property
    def bold(self) -> frozenset[int]:
        """Offsets of the stars that open or close emphasis in Markdown, or frame a decorated line.

        Stars of a line are emphasis only if they pair off from left to right and every pair holds a phrase.
        """
        found: set[int] = set()
        for line in _STARRY_LINE.finditer(self.text):
            # A star inside `code` opens nothing.
            bare = _CODE_SPAN.sub(lambda m: " " * len(m.group()), line.group())
            runs = [Run(m.start() + line.start(), m.end() + line.start()) for m in _STARS.finditer(bare)]
            if not runs:
                continue
            if _FRAMED.fullmatch(line.group()):
                found.update(i for run in runs for i in range(run.start, run.end))
                continue
            if runs[0].start == line.start() and self.after(runs[0].end) == " ":
                runs = runs[1:]  # a list item
            pairs = list(zip(runs[::2], runs[1::2], strict=False))
            if len(runs) % 2 == 0 and all(self._emphasises(a, b) for a, b in pairs):
                found.update(i for run in runs for i in range(run.start, run.end))
        return frozenset(found)

    def _emphasises(self, opening: Run, closing: Run) -> bool:
        inside = self.text[opening.end : closing.start]
        if closing.end - closing.start != opening.end - opening.start or not _PHRASE.fullmatch(inside):
            return False
        if (
            any(inside.count(a) != inside.count(b) for a, b in ("《》", "“”", "()", "【】"))
            or inside.count('"') % 2
        ):
            return False
        opens = (
            opening.start == 0
            or self.text[opening.start - 1] in BOUNDARY
            or self.text[opening.start - 1] in "-+>"
        )
        closes = closing.end == len(self.text) or self.text[closing.end] in BOUNDARY
        # “**重点任务**是……”: what is inside reads on its own, and no unit or noun hangs on the closing stars.
        if _NEEDS_VALUE.match(inside):
            return False
        return (opens and closes) or not _NEEDS_VALUE.match(self.text, closing.end)

    def before(self, offset: int, width: int = 1) -> str:
        """Up to ``width`` characters before ``offset``."""
        return self.text[max(0, offset - width) : offset]

    def left_word(self, offset: int) -> str:
        """The nearest character before ``offset`` that is no space (within reach of one blank)."""
        return self.before(offset, 24).rstrip(" ")[-1:]

    def after(self, offset: int, width: int = 1) -> str:
        """Up to ``width`` characters from ``offset`` on."""
        return self.text[offset : offset + width]

    def line(self, offset: int) -> str:
        """The line that holds ``offset``, as far as ``_LINE`` characters to each side."""
        before = self.text[max(0, offset - _LINE) : offset].rpartition("\n")[2]
        return before + self.text[offset : offset + _LINE].partition("\n")[0]

    def is_surname(self, offset: int) -> bool:
        """Whether the character before ``offset`` is a surname there."""
        one = self.before(offset)
        if one in SURNAMES:
            return True
        if one not in DOUBTFUL_SURNAMES or not (
            (self.before(offset - 1) or "\n") in BOUNDARY or _PERSON.search(self.before(offset - 1, 3))
        ):
            return False
        return one not in FUNCTION_WORDS or self.is_case(offset)

    def is_masked_name(self, start: int, end: int) -> bool:
        """``李××``, ``陈*明`` in a bulletin or a list: somebody made unreadable on purpose."""
        asked = _VALUE.match(self.text, end) is not None
        starred = self.text[start] == "*"
        if starred and not asked and _NICKNAME.search(self.before(start, 3)) and self.is_case(start):
            return re.match(rf"[{HAN}]?[,.;:、。()”\"'\s]|$", self.text[end : end + 2]) is not None
        if starred and _HANDLE.search(self.before(start, 10)):
            return True
        if (
            starred
            and _NUMBER_LABEL.search(self.before(start, 5))
            and (end - start > 3 or self.is_case(start))
        ):
            return True
        if not self.is_surname(start):
            return False
        following = self.text[end : end + 8]
        one_more = (
            starred
            and following[:1] not in tuple("说道称讲")
            and re.match(rf"[{HAN}](?:[{HAN}]?[,.;:、。()\s]|$)", following)
        )
        if one_more and self.is_case(start):
            return True
        if asked and not _AGED.match(following):
            return False
        if one_more:
            return True
        return self.is_case(start) or _AGED.match(following) is not None

    def is_masked_place(self, start: int, end: int) -> bool:
        """``××县××镇原书记张××受到警告处分``: where a person is masked for his fault, so is his office."""
        if self.text[start] != "×" or _VALUE.match(self.text, end):
            return False
        near = self.text[max(0, start - _MASKED_REACH) : end + _MASKED_REACH]
        persons = (m.group()[0] for m in _MASKED_PERSON.finditer(near))
        return _DISCIPLINE.search(near) is not None and any(name in SURNAMES for name in persons)

    def is_masked_number(self, start: int, end: int) -> bool:
        """``138****0021``, ``A·***12``: digits or letters run on at one side of the marks."""
        left, right = self.before(start, 2), self.after(end, 2)
        if right[:1].isdigit() and right[:1].isascii():
            return (left[-1:].isascii() and left[-1:].isalnum()) or left[-1:] in "·-*" or end - start >= 3
        return bool(re.search(r"[A-Za-z]·?$|\d\d$", left)) and end - start >= 3

    def is_product(self, start: int, end: int) -> bool:
        """A multiplication sign: ``3×8小时``, ``600*600*35``, ``单价×数量``."""
        left, right = self.left_word(start), self.after(end, 3).lstrip(" ")[:1]
        if end - start > 1 or self.text[start] in "_?":
            return False
        if left.isdigit() and left.isascii() and right.isdigit() and right.isascii():
            return True
        factor = "数价率积长宽高量值额比)"
        if self.text[start] not in "×*" or re.match(
            rf" *(?:{COUNTED}|{DATED})(?![数率])", self.text[end : end + 8]
        ):
            return False
        noun = re.match(rf" ?[{HAN}]{{1,3}}(?:数|率|系数|单价|标准|权重)", self.text[end : end + 8])
        return noun is not None or (left != "" and left in factor)

    def is_sign(self, start: int) -> bool:
        """One ``×`` as a sign of its own: ``“×”``, ``日检×周查×月评``, ``× 未开工``."""
        left, right = self.before(start), self.after(start + 1)
        if left in ("“", '"', "‘", "'") and right in ("”", '"', "’", "'"):
            return True
        paced = re.search(rf"[日周月季年][{HAN}]$", self.before(start, 2))
        return paced is not None and re.match(rf"[日周月季年][{HAN}]", self.after(start + 1, 2)) is not None

    def is_gene(self, start: int, end: int) -> bool:
        """``XX染色体``, ``核型写作XX``."""
        near = self.before(start, 24).rpartition("\n")[2] + "|" + self.after(end, 24).partition("\n")[0]
        return set(self.text[start:end]) <= set("Xx") and _GENES.search(near) is not None

    def is_mentioned(self, start: int, end: int) -> bool:
        """The mark itself is spoken of: ``** 表示幂运算``, ``***、**、*分别表示``, ``末尾的 X 换成``."""
        return _MENTION.match(self.text, end) is not None

    def is_roman(self, start: int, end: int) -> bool:
        """``第XX委员会`` among other Roman numerals, ``凡XX篇，即二十篇``, ``Vol. XXX``."""
        if set(self.text[start:end]) != {"X"} or end - start > 3:
            return False
        if _VOLUME.search(self.before(start, 6)) or _GLOSSED.match(self.text, end):
            return True
        return self.before(start) in ("第", "卷", "录") and self._is_near(_ROMAN, start)

    def is_lettered(self, start: int, end: int) -> bool:
        """Part of a word, a model number or code: ``SpaceX``, ``AG600``, ``-XX:+Use``, ``XX-100``."""
        left, right = self.before(start, 2), self.after(end, 2)
        if re.match(r"[A-Za-z][.@]$", left) or (self.text[start] == "x" and re.match(r"\d\.$", left)):
            return True
        if left[-1:] in ("&", "`") or right[:1] in ("=", "`"):
            return True
        if _IDENTIFIER.match(left[-1:]) or (_IDENTIFIER.match(right[:1]) and right[:1] not in "#@"):
            return True
        if (
            re.match(r"[-:][+-]?(?![Xx]{2,}|[Xx][月日年时])[A-Za-z0-9]", self.after(end, 6))
            and not left[-1:].isdigit()
        ):
            return not re.match(r"-\d{4}(?!\d)", self.after(end, 6)) or end - start < 2
        return (
            len(left) == 2 and end - start == 1 and left[1] == " " and left[0].isascii() and left[0].isalpha()
        )

    def is_in_code(self, start: int, end: int) -> bool:
        """No Chinese near: a variable or a task box, no blank of a Chinese text."""
        if re.search(r"(?:^|\n) *[-*+] \[$", self.text[max(0, start - 8) : start]) and self.after(end) == "]":
            return True
        near = (
            self.text[max(0, start - 6) : start].rpartition("\n")[2]
            + self.text[end : end + 6].partition("\n")[0]
        )
        return (
            near.strip() != ""
            and re.search(rf"[{HAN}]", near) is None
            and re.search("[A-WYZa-wyz=+]", near) is not None
        )

    def is_other_x(self, start: int, end: int) -> bool:
        """One X that is a letter: ``X光``, ``X轴``, ``X型``."""
        return _NOT_X.match(self.text, end) is not None

    def is_signature(self, start: int) -> bool:
        """A line to be signed, sealed or dated by hand on a finished form."""
        line = self.line(start)
        if len(line) <= _FORM_LINE and _SIGNED_BY_HAND.search(line):
            return True
        return _LABELLED.search(self.before(start, 24).rpartition("\n")[2]) is not None

    def is_rule_line(self, start: int) -> bool:
        """A dividing line of stars, bars or hyphens."""
        return _RULE_LINE.match(self.line(start)) is not None
