"""The tables of wording that a user may add to, read from the program."""

from analyzer.readers import lexicon

_TITLES = {
    "house_terms": "本单位用语",
    "confusables": "易错的字词",
    "phrase_errors": "固定提法的错误写法",
    "set_phrases": "固定提法和它的各项",
}


def tables() -> str:
    """Every table with its columns."""
    lines = ["| 表 | 是什么 | 列 |", "|---|---|---|"]
    for name, columns in lexicon.tables().items():
        shown = "、".join(f"`{column}`" for column in columns)
        lines.append(f"| `{name}` | {_TITLES[name]} | {shown} |")
    return "\n".join(lines)
