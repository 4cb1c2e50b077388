"""S208: a formal document lacks its recipient, signature or date."""

import re
from collections.abc import Iterator

from analyzer.document import Part, Report, Severity, Span
from analyzer.rules.base import Hit, rule
from analyzer.rules.context import Context
from analyzer.text.vocabulary import ISSUERS

# Of the fifteen statutory kinds those that always bear a recipient and a date; 汇报 and 总结 are none of them.
_FORMAL_TITLE = re.compile(r"关于[^\n]{2,60}的(?:报告|请示|批复|函|通知|通报|意见)$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号")
_RECIPIENT = re.compile(r"[\u4e00-\u9fff、,()“”]{2,60}:$")
_SIGNED = re.compile(rf"[\u4e00-\u9fff]{{2,30}}{ISSUERS}(?: *\(.{{1,6}}\))?$")
_DATED = re.compile(
    r"(?:\d{4}|[二〇○零一]{2}[〇○零一二三四五六七八九]{2})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日$"
)
_AFTER_DATE = re.compile(r"附[件表] ?[\d一二三四五六七八九十]{0,2}$|抄送 ?:|.{0,40}印发$")
_BLANK_DATED = re.compile(r"年[^。,]{0,6}月[^。,]{0,6}日$")


@rule(
    "S208",
    "missing-element",
    "公文要素缺失",
    Severity.WARNING,
    bad=[
        "江平市教育局文件\n江教发〔2025〕12号\n关于报送防汛工作情况的报告\n市人民政府：\n现将有关情况报告如下。今年以来，我局认真落实防汛责任。\n特此报告。\n江平市教育局⟦⟧",
        "江教发〔2025〕12号\n关于防汛工作情况的报告⟦⟧\n现将有关情况报告如下。今年以来，我局认真落实防汛责任。\n江平市教育局\n2025年7月5日",
    ],
    good=[
        "江平市水利局关于防汛工作的报告\n市政府：\n印发防汛方案，落实责任，现将有关情况报告如下。\n今年以来，全市汛情平稳。\n江平市水利局\n2025年7月5日\n（联系人：王青山）",
        "江教发〔2025〕12号\n关于防汛工作情况的报告\n市人民政府：\n现将有关情况报告如下。\n江平市教育局\n2025年7月5日",
        "江教发〔2025〕12号\n关于防汛情况的报告\n市政府：\n现将情况报告如下。\n附件：隐患清单\n江平市教育局  江平市水利局\n2025年7月5日\n附件\n隐患清单",
        "市教育局防汛工作进展情况汇报\n今年以来，我局认真落实防汛责任。",
        "关于防汛工作情况的报告\n今年以来，我局认真落实防汛责任。",
    ],
)
def missing_element(report: Report, context: Context) -> Iterator[Hit]:
    """正式公文缺主送机关、发文机关署名或成文日期。

    只看法定文种（报告、请示、批复、函、通知、通报、意见），并且要素已有两项以上、确是按公文格式制发的；
    汇报、总结、情况说明不是法定文种，不报。

    依据：《党政机关公文处理工作条例》第九条；GB/T 9704—2012 第 7.3.2、7.3.5 条。
    """
    if report.title is None or not _FORMAL_TITLE.search(
        context.folded[report.title.start : report.title.end].strip(" ")
    ):
        return
    body = [p.span for p in report.paragraphs if p.part is Part.BODY]
    lines = [context.folded[s.start : s.end].strip(" ") for s in body]
    after_title = next((i for i, s in enumerate(body) if s.start >= report.title.end), len(body))
    numbered = any(_NUMBER.fullmatch(line) for line in lines[:after_title])
    addressed = any(_RECIPIENT.match(line) for line in lines[after_title : after_title + 2])
    # The attachments begin on a page of their own, 附件1; the list of them (附件：…) stands above the signature.
    last = next(
        (i for i, line in enumerate(lines) if i > after_title + 1 and _AFTER_DATE.match(line)), len(lines)
    )
    tail = range(max(after_title, last - 6), last)
    dated = next((i for i in tail if _DATED.match(lines[i]) or _BLANK_DATED.search(lines[i])), None)
    # Whatever short line without a mark stands right above the date is the signature.
    above = lines[dated - 1] if dated else ""
    closing = dated is not None and len(above) <= 30 and re.search("[。,:;]", above) is None
    signed = closing or any(all(map(_SIGNED.fullmatch, lines[i].split())) for i in tail if lines[i])
    if sum((numbered, addressed, dated is not None, signed)) < 2:
        return
    if not addressed:
        end = report.title.end
        yield Hit(Span(end, end), "标题下面没有主送机关", "在标题下一行顶格写主送机关，后面用冒号")
    end = body[last - 1].end if last else 0
    if dated is None:
        yield Hit(Span(end, end), "没有成文日期", "在署名下一行写年、月、日")
    elif not signed:
        place = body[dated].start
        yield Hit(Span(place, place), "成文日期上面没有发文机关署名", "写发文机关全称或规范化简称")
