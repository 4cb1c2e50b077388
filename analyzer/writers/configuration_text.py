"""What is in force for a draft and where each thing was laid down; and an example to begin with."""

from collections.abc import Iterator, Mapping
from datetime import date

from analyzer.document import Configuration, Said, Suppression

_KEYS = {
    "off": "不查的规则",
    "on": "另外要查的规则",
    "severity": "改了级别的规则",
    "protected": "不当作差错的词",
    "own_names": "本单位的名称和简称",
    "house_term": "本单位用语",
    "lexicons": "自备词表",
    "canonical": "核对引文的文件",
    "suppress": "豁免",
}
EXAMPLE = """\
# report-analyzer 的配置，放在稿件所在的文件夹或它上面的任何一层，最近的一个起作用。
# 各项都可以不写；去掉行首的“# ”就生效。改后用 report-analyzer config show 核对。

# 不查的规则：代码或类别。on 是平时不查、这里要查的。规则见 report-analyzer rules。
# off = ["L802", "E4"]
# on = ["S2"]

# 不当作差错的词。
# protected = ["河湖长制"]

# 本单位的全称和简称，不会当成别的单位，也不算前后不一。
# own_names = ["平乐县水利局", "县水利局"]

# 引文与这些文件的原文核对：文件或文件夹，相对于本文件所在的文件夹。
# canonical = ["文件原文"]

# 规则查出的问题算哪一级：error 错误、warning 警告、info 提示。
# [severity]
# S206 = "info"

# 自备的词表：以制表符隔开的文本，第一行是列名。house_terms 的列是 wrong、right、why。
# [lexicons]
# house_terms = "本单位用语.tsv"

# 本单位用语：错的、对的、为什么。可以写多节。
# [[house_term]]
# wrong = "河长办"
# right = "河长制办公室"
# why = "首次出现用全称"

# 豁免：已经知道、接受的问题。必须写理由；code、key、words、file 至少写一项，都写了就要都符合。
# until 是最后一天，过后不再有效。可以写多节。
# [[suppress]]
# reason = "上级统一下发的表头，不能改"
# code = "P101"
# words = "XX类"
# file = "季报*.docx"
# until = 2026-12-31
"""


def configuration_text(configuration: Configuration, titles: Mapping[str, str], today: date) -> str:
    """All that ``configuration`` says, each with file and line; ``titles`` of rules and families by their codes."""
    if not configuration.sources:
        return "没有配置文件，一切照默认。用 report-analyzer config init 可以生成一份样例。"
    return "\n".join(_lines(configuration, titles, today))


def _lines(configuration: Configuration, titles: Mapping[str, str], today: date) -> Iterator[str]:
    yield "配置文件（写在前面的优先）："
    for n, source in enumerate(configuration.sources, 1):
        yield f"  [{n}] {_shown(source)}"
    numbers = {source: n for n, source in enumerate(configuration.sources, 1)}
    suppressions = iter(configuration.suppressions)
    for key, name in _KEYS.items():
        said = [s for s in configuration.said if s.what == key]
        if said:
            yield f"{name}（{key}）："
        for one in said:
            words = _suppression(one, next(suppressions), today) if key == "suppress" else _words(one, titles)
            yield f"  {_shown(words)}    ← [{numbers[one.source]}] 第{one.line}行"
    if not configuration.said:
        yield "里面没有写任何一项，一切照默认。"


def _words(said: Said, titles: Mapping[str, str]) -> str:
    match said.what:
        case "off" | "on":
            return f"{said.name} {titles.get(said.name, '')}".rstrip()
        case "severity":
            return f"{said.name} {titles.get(said.name, '')}".rstrip() + f"：{said.value}"
        case "house_term":
            return f"{said.name} → {said.value}"
        case _:
            return f"{said.name}：{said.value}" if said.value else said.name


def _suppression(said: Said, suppression: Suppression, today: date) -> str:
    until = "" if suppression.until is None else f"，到 {suppression.until}"
    if not suppression.holds(today):
        until += "，已到期，不再有效"
    return f"{said.name}：{said.value}{until}"


def _shown(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)
