"""W705: a word that the user's house does not write."""

from collections.abc import Iterator

from analyzer.document import Configuration, HouseTerm, Report, Severity
from analyzer.rules.base import Example, Hit, rule
from analyzer.rules.context import Context
from analyzer.rules.lexicon import Kind

_HOUSE = Configuration(
    house_terms=(
        HouseTerm("行政服务中心", "政务服务中心", "2023年更名"),
        HouseTerm("一网通", "一网通办"),
        HouseTerm("老干局", ""),
    )
)


@rule(
    "W705",
    "house-term",
    "本单位用语",
    Severity.WARNING,
    bad=[
        Example("市⟦行政服务中心⟧受理办件12万件。", configuration=_HOUSE),
        Example("推进⟦一网通⟧平台建设，走访⟦老干局⟧。", configuration=_HOUSE),
    ],
    good=[
        Example("市政务服务中心受理办件12万件，推进一网通办平台建设。", configuration=_HOUSE),
        Example(
            "印发《市行政服务中心管理办法》。",
            configuration=Configuration(
                house_terms=_HOUSE.house_terms, protected=("市行政服务中心管理办法",)
            ),
        ),
        "市行政服务中心受理办件12万件。",
    ],
)
def house_term(report: Report, context: Context) -> Iterator[Hit]:
    """用了本单位规定不用的说法。

    对照配置文件里自己写的“错—对”表（名称变更、内部统一用语）；没有写就不查。对的说法里含有错的说法时
    （“一网通”改“一网通办”），已经写对的不报。

    依据：本单位的用语规定（配置文件 report-analyzer.toml）。
    """
    end = -1
    for span, entry in context.words[Kind.HOUSE]:
        assert isinstance(entry, HouseTerm)
        if span.start < end or _is_part_of(entry, context.folded, *span):
            continue
        end = span.end
        why = f"（{entry.why}）" if entry.why else ""
        says = f"应为“{entry.right}”" if entry.right else "不应出现"
        yield Hit(
            span,
            f"按本单位规定，“{report[span]}”{says}{why}",
            f"改为“{entry.right}”" if entry.right else "换一个说法",
        )


def _is_part_of(term: HouseTerm, folded: str, start: int, end: int) -> bool:
    """Whether the wrong word is there because the right one, which holds it, is."""
    offset = term.right.find(term.wrong)
    while offset >= 0:
        if folded.startswith(term.right, max(0, start - offset)):
            return True
        offset = term.right.find(term.wrong, offset + 1)
    return False
