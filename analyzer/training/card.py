"""Cards: what a model was trained on, how it was measured, and what it is no good for. Chinese for the reader, JSON for machines."""

import json
import re
from collections.abc import Mapping
from typing import Any

_BLOCK = re.compile(r"```json\n(.*?)\n```", re.DOTALL)
_WHO = {"keyword": "标题用词（基线）", "model": "模型（只在有把握时）", "together": "两者合用"}
_SOURCES = {"reports": "报告", "templates": "模板", "outlines": "短报告，多为少见标题"}


def figures_in(card: str) -> dict[str, Any]:
    """The figures that a card states. Raises ``ValueError`` if it has none."""
    found = _BLOCK.search(card)
    if found is None:
        raise ValueError("the card has no figures")
    figures: dict[str, Any] = json.loads(found[1])
    return figures


def block(figures: Mapping[str, Any]) -> str:
    """The figures as the block at the end of a card."""
    return f"```json\n{json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True)}\n```\n"


def score_lines(figures: Mapping[str, Any]) -> list[str]:
    """The scores of the section model as a table, which ``train`` prints and the card shows."""
    lines = ["| 文本 | 做法 | 给对角色 | 给出时的准确率 | 给出的占比 |", "|---|---|---|---|---|"]
    for source, name in _SOURCES.items():
        for who, title in _WHO.items():
            s = figures["scores"][source][who]
            lines.append(
                f"| {name}（{figures['samples'][source]}节） | {title} | {s['right']:.3f} | {s['precision']:.3f} | {s['given']:.3f} |"
            )
    gain = figures["gain"]
    lines += [
        "",
        f"报告和模板上，两者合用比基线多给对 {gain['mean']:.3f}（{gain['kinds']} 类报告重新抽样，95% 区间 {gain['low']:.3f} 至 {gain['high']:.3f}）。",
    ]
    return lines


def hint_lines(by_kind: Mapping[str, Any]) -> list[str]:
    """The figures of all kinds together as a table of the card."""
    counts = {
        source: {
            case: {
                who: sum(c.get(source, {}).get(case, {}).get(who, 0) for c in by_kind.values())
                for who in ("texts", "keyword", "together")
            }
            for case in ("whole", "cut")
        }
        for source in ("reports", "outlines")
    }
    names = {"reports": "报告", "outlines": "短报告，多为少见标题（正文重复四遍以够篇幅）"}
    cases = {"whole": "有这一部分，误提示", "cut": "去掉这一部分，应提示而提示"}
    return [
        "| 文本 | 情形 | 份数 | 只凭标题用词 | 加上模型 |",
        "|---|---|---|---|---|",
        *(
            f"| {names[source]} | {title} | {counts[source][case]['texts']} | {counts[source][case]['keyword']} "
            f"| {counts[source][case]['together']} |"
            for source in names
            for case, title in cases.items()
        ),
    ]


def section_card(figures: Mapping[str, Any]) -> str:
    """The card of the model that tells what a section is for."""
    roles = [
        f"| {role} | {a['keyword']['sections']} | {a['keyword']['precision']:.2f} / {a['keyword']['recall']:.2f} "
        f"| {a['together']['precision']:.2f} / {a['together']['recall']:.2f} |"
        for role, a in figures["roles"].items()
    ]
    within = figures["subsections_by_section"]
    return "\n".join(
        [
            "# section_role：这一节是做什么的",
            "",
            "由标题和开头 80 个字判断一节的作用（`PROBLEMS` 存在问题、`NEXT` 下一步打算……），没有把握时不说。",
            "",
            "- 用处：没有模板时 S201 的提示（先由标题用词判断，标题用词认不出、将要提示时才问模型）；审计库 `sections` 表的 `role`。"
            "用于模板比较中改了标题的部分（`corpora/filled`），章节 F1 与只凭标题用词完全相同，所以没有用在那里。",
            "- 数据：`corpora/sections`。"
            f"报告和模板不是为训练而写的，短报告是专写的；共 {figures['bodies']} 个单位、{figures['kinds']} 类报告；"
            f"另有 {figures['subsections']} 个小节以 0.3 的权重参与训练。全部标注由一人按 `corpora/sections/README.md` 作出，没有第二人独立标注。",
            f"- 划分：按报告类型逐类留出，留出的单位也不参与训练；把握的界限由其余类型定，要求其上 95% 正确；"
            f"随包的模型和 S201 一表用全部类型定的 {figures['threshold']:.2f}。",
            "- 模型：scikit-learn 的逻辑回归，每个角色对其余；特征是标题的一、二、三字和正文的二字组合，有或没有。"
            "特征和正则强度在这些划分上比较过约十五种，分数因此略偏乐观。",
            f"- 大小：{figures['bytes']} 字节；SHA-256：`{figures['sha256']}`（`SHA256SUMS` 中同）。",
            "- 存储：numpy 数组，权重取整到 1/1024，不含 pickle；预测只用 numpy。",
            "",
            "## 与基线比较",
            "",
            "基线是 `analyzer/readers/roles.py` 按 `corpora/lexicons/section_roles.tsv` 的判断，细的角色并入粗的再比。短报告的标题多是有意避开",
            "常见用词写的，基线在那里的低分不说明它在一般报告上如何，看前两行。",
            "",
            *score_lines(figures),
            "",
            "| 角色 | 节数 | 基线 准确/召回 | 合用 准确/召回 |",
            "|---|---|---|---|",
            *roles,
            "",
            f"小节：按自己标题的用词给对 {within['own keyword']['right']:.3f}；随所在一节的标题用词 {within['keyword of the section']['right']:.3f}；"
            f"随所在一节、两者合用 {within['together, of the section']['right']:.3f}。",
            "",
            "S201 没有模板时的提示，模型没有见过这一类报告和这些单位：",
            "",
            *hint_lines(figures["hints"]),
            "",
            "逐类留出时每一类的情况（模型不论有无把握，都取最可能的角色）：",
            "",
            "| 留出的类型 | 节数 | 基线给对 | 模型给对 |",
            "|---|---|---|---|",
            *(
                f"| {kind} | {n['sections']} | {n['keyword']} | {n['likeliest']} |"
                for kind, n in figures["by_kind"].items()
            ),
            "",
            "## 不能做什么",
            "",
            "- `MEASURES` 和 `RESULTS` 之间、`NEXT` 和 `SUGGEST` 之间的界限不可靠；`EXPERIENCE`、`CAUSES`、`SUGGEST` 样本太少，基本靠标题用词。",
            "- 语料是为本项目写的，真实报告的标题更杂；界限定得偏严，宁可不说。",
            "- 不看所在位置：缺了“下一步打算”的稿件，最后一节不会因为在最后而被当成打算。",
            "",
            block(figures),
        ]
    )


_BLANK_WHO = {
    "grammar": "空白语法（基线）",
    "model, other hands": "模型，留出写的人",
    "model, other genres": "模型，留出文体",
}


def blank_card(figures: Mapping[str, Any]) -> str:
    """The card of the model about blanks, which is not shipped."""
    rows = [
        f"| {name} | {figures['blank or not'][who]['all']:.4f} | {figures['blank or not'][who]['unsure']:.4f} "
        f"| {figures['kind of those that are blanks'][who]:.4f} |"
        for who, name in _BLANK_WHO.items()
    ]
    return "\n".join(
        [
            "# placeholder：是不是空白、该填什么（未采用）",
            "",
            "想让模型在空白语法拿不准的地方说话。它不如语法，所以没有这个模型，程序只用语法。",
            "",
            f"- 数据：`corpora/placeholders` 的全部标注段落，各种写法提出的 {figures['candidates']} 处，"
            f"其中 {figures['unsure']} 处语法只看当处拿不准（由全文定）。语法就是看着这些段落改进的，它的分数因此偏高；"
            "差距之大不是这一点能解释的，但也没有另外的段落可比。",
            "- 划分：五个人写的段落逐人留出；文体分五份逐份留出。",
            "- 模型：逻辑回归，特征是写法、符号本身和前后各八个字。",
            "",
            "| 做法 | 是不是空白，全部 | 是不是空白，拿不准的 | 该填什么 |",
            "|---|---|---|---|",
            *rows,
            "",
            "数字是答对的占比；“该填什么”只算确是空白、语法也找到的。",
            "",
            block(figures),
        ]
    )


_RANKED = {
    "common runs of five": "与别的单位报告共有的五字串占比",
    "no figure, the shorter the likelier": "没有数字的，越短越像",
    "model": "模型",
}
_SHARED = {
    "the same share everywhere": "各处都取平均占比",
    "sentences without a figure": "没有数字的句子的占比，按比例折算",
    "common runs of five": "共有五字串的占比，按比例折算",
    "model": "模型",
}

NAMES = {**_RANKED, **_BLANK_WHO, **_SHARED}
"""The ways that were measured, in words for the user."""


def wording_card(figures: Mapping[str, Any]) -> str:
    """The card of the model about formulaic wording, which is not shipped."""
    return "\n".join(
        [
            "# formulaic：套话占多少（未采用）",
            "",
            "想在审计时给出一段话中套话的占比。模型排得比基线好，要的占比却不如“没有数字的句子占多少”估得准，所以没有采用；",
            "审计也没有给出这个数。",
            "",
            f"- 数据：`corpora/wording/sentences.tsv`，{figures['sentences']} 句中 {figures['formulaic']} 句是套话，一人标注；约一半是分条的小标题。",
            f"- 划分：{figures['kinds']} 类报告逐类留出，留出的单位也不参与训练；折算比例同样由其余类型定。",
            "- 模型：逻辑回归，特征是单字、二字组合和长短。",
            "",
            "| 把套话排在前面 | 平均准确率 |",
            "|---|---|",
            *(f"| {name} | {figures['average precision'][who]:.3f} |" for who, name in _RANKED.items()),
            "",
            "| 一个单位的套话占比 | 平均偏差 |",
            "|---|---|",
            *(f"| {name} | {figures['share, mean error'][who]:.3f} |" for who, name in _SHARED.items()),
            "",
            f"以一半为界，模型说是套话的有 {figures['at even odds']['precision']:.3f} 确是，找到其中 {figures['at even odds']['recall']:.3f}："
            "逐句指出来，三句错一句，也不能用。",
            "",
            "换用更多人的标注和更杂的报告，结论可能不同；这批语料写得实，套话少。",
            "",
            block(figures),
        ]
    )
