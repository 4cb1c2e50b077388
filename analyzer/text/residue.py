"""What a web page, a document-sharing site or a converter leaves in a copied text.

All searches read folded text and give spans; whether a hit is reported, and how, is the rules' business.
"""

import re
from collections.abc import Iterator

# A line with none of these holds no cut; the full pattern is costly and most lines have none.
_CUE = re.compile("隐藏|查看|阅读|浏览|显示|可见|展开|剩余|余下|还剩|未完待续|省略|从略|略去")
_CUT = re.compile(
    r"[-—=*. …]*(?:此处|以下|中间|后面|下文|其余)?(?:已|部分)?隐藏(?:了)?(?:约)?\d+ ?[字页][^\n]{0,24}"
    r"|(?<![^\n])[^\n。]{0,16}(?:(?:下载|购买|付费|开通会员)[^\n。]{0,4}(?:后|即可|方可|才能|才可)(?:即可|方可|才能|可以|可)?(?:继续)?(?:查看|阅读|浏览|可见|显示)|(?:登录|登陆|注册|关注)[^\n。]{0,4}(?:后|即可|方可|才能|才可)(?:即可|方可|才能|可以|可)?(?:继续)?(?:查看|阅读|浏览|显示)(?:全部|全文|剩余|完整|更多|余下))[^\n。]{0,16}(?=\n|$)"
    r"|[(【\[]?(?:剩余|余下|全部|其余)(?:的)?(?:内容|部分|章节|正文)[^\n。]{0,6}(?:登录|下载|付费|注册|购买|开通)[^\n。]{0,8}(?:查看|阅读|可见|浏览)[^\n。]{0,6}[)】\]]?"
    r"|[(【\[][^()\n]{0,12}(?:余下|剩余)(?:部分|内容)?在下一页[^()\n]{0,16}[)】\]]"
    r"|[(【\[<]? ?(?:点击|单击|展开)[^\n。]{0,6}(?:查看|阅读|展开|显示)(?:更多|全文|剩余|余下|完整)[^\n。]{0,8}(?=\n|$)"
    r"|(?:剩余|余下|还剩)(?:的)?(?:约)?\d+ ?(?:%|页|字)(?:内容)?[^\n。,]{0,8}(?:未读|未显示|需|请|付费|下载)[^\n]{0,10}"
    r"|[(【\[]? ?未完待续 ?[)】\]]?"
    r"|[(【\[] ?(?:以下|此处|下文|中间|后面)?(?:内容)?(?:省略|从略|略去)(?:\d+字)? ?[)】\]]"
)
_LINES = re.compile(
    r"(?m)^[^\n]{0,40}?(?=[网当发更来分【字责浏点阅打关])(?:"
    r"网友(?:投稿|上传|分享|提供)|当前位置[:] ?首页|"
    r"(?:发布|更新)时间[:] ?\d{4}[^\n]{0,24}(?:来源|作者|浏览|点击|字号|阅读)|来源[:][^\n]{0,20}(?:作者|编辑|浏览|阅读|时间)[:]|"
    r"分享到[:][^\n]{0,20}(?:打印|关闭)"
    r"|【?字[号体][:] ?(?:【|\[)? ?大|责任编辑[:]|(?:浏览|点击|阅读)(?:次数|量|数)[:] ?\d|(?:打印本页|关闭窗口|打印此页)"
    r")[^\n]{0,60}$"
)
_TAILS = re.compile(
    r"(?m)^(?=[ \-最相热猜推延精更范上下返回点扫长分收文本转版免])"
    r"[ -]*(?:最新推荐|相关推荐|热门推荐|猜你喜欢|相关文章|相关阅读|推荐阅读|延伸阅读|热门文章|精彩推荐|更多范文|范文大全|相关范文|"
    r"上一篇[:]?[^\n]{0,40}|下一篇[:]?[^\n]{0,40}|返回(?:首页|列表|顶部)|回到顶部|点击下载[^\n]{0,20}|下载(?:本文|文档|全文|原文)[^\n]{0,16}|扫码(?:关注|下载)[^\n]{0,24}|"
    r"扫一扫[^\n]{0,24}|长按(?:识别|关注)[^\n]{0,24}|分享到[:]?[^\n]{0,20}|收藏本文|文章来源[:][^\n]{0,40}|本文(?:来自|来源于?|转载自)[^\n]{0,40}|"
    r"转载请注明[^\n]{0,40}|版权(?:声明|所有)[^\n]{0,60}|免责声明[^\n]{0,60}|更新时间[:] ?\d{4}[^\n]{0,20}) *$"
)
_PASTED = re.compile(
    r"(?=[本文内资范欢])(?:(?:本文|文章|内容|资料|范文)(?:由[^\n。,]{2,16}(?:整理|提供|收集)|来自[^\n。,]{0,10}网)[^\n。]{0,30}|欢迎(?:下载|收藏)[^\n。]{0,12})"
)

_CHAT = re.compile(
    r"(?m)(?=[作好当以希如])(?:作为(?:一个|一名)?(?:AI|人工智能)(?:语言)?(?:模型|助手)[^\n。]{0,40}[。]?|^(?:好的[,!]|当然[,!])?以下是(?:为您|根据您|按照您)[^\n。]{0,40}(?:[:。]|$)"
    r"|希望(?:以上|这份|本)[^\n。]{0,12}对您有(?:所)?帮助[^\n。]{0,10}[!。]?|如(?:果您)?需(?:要)?进一步(?:修改|调整|完善)[^\n。]{0,6}请(?:随时)?告(?:诉|知)我[!。]?)"
)


def cuts(folded: str) -> Iterator[tuple[int, int]]:
    """Where a site cut text out and says so: ``---此处隐藏2751字,下载后查看---``."""
    seen = -1
    for cue in _CUE.finditer(folded):
        if cue.start() < seen:
            continue
        start = folded.rfind("\n", 0, cue.start()) + 1
        end = folded.find("\n", cue.end())
        seen = len(folded) if end < 0 else end
        yield from (_trim(folded, m.start(), m.end()) for m in _CUT.finditer(folded, start, seen))


def furniture(folded: str) -> Iterator[tuple[int, int]]:
    """Lines that belong to a page around the text: ``更新时间:… 来源:网友投稿``, ``最新推荐``."""
    seen = -1
    hits = sorted(m.span() for pattern in (_LINES, _TAILS, _PASTED) for m in pattern.finditer(folded))
    for start, end in hits:
        if start >= seen:
            yield _trim(folded, start, end)
            seen = end


def chatter(folded: str) -> Iterator[tuple[int, int]]:
    """Sentences of a chat program around the text that it wrote."""
    return (_trim(folded, m.start(), m.end()) for m in _CHAT.finditer(folded))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
