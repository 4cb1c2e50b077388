"""What a rule is: a value made of a code, a check and marked examples."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from analyzer.document import Configuration, Evidence, Layout, Report, Severity, Span
from analyzer.rules.context import Context


class Hit(NamedTuple):
    """What a check says of one place; ``severity`` is the rule's own unless the check knows better."""

    span: Span
    message: str
    suggestion: str = ""
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None


Check = Callable[[Report, Context], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Example:
    """Marked text: each ``⟦…⟧`` is a span that the rule must find, ``⟦⟧`` a place where something is missing.

    Text without marks must give nothing. ``markup`` names the working marks (``comment``, ``highlight``) that
    the file carries: kind, and the words that it lies on. ``template`` is the text that the draft is compared
    with, and ``locked`` the beginnings of its locked passages; ``earlier`` is the text of the body's report before.
    ``table``: the lines with bars are the rows of a table. ``layout`` is the Word file's; ``configuration`` is what the user laid down.
    """

    marked: str
    markup: tuple[tuple[str, str], ...] = ()
    template: str = ""
    locked: tuple[str, ...] = ()
    earlier: str = ""
    table: bool = False
    layout: Layout | None = None
    configuration: Configuration = Configuration()

    @property
    def text(self) -> str:
        """The text without marks."""
        return self.marked.replace("⟦", "").replace("⟧", "")

    @property
    def laid_out(self) -> str:
        """The layout in words, empty where the example has none."""
        if self.layout is None:
            return ""
        pages = (
            f"纸张{p.width:g}mm×{p.height:g}mm，上白边{p.top:g}mm，左白边{p.left:g}mm"
            for p in self.layout.pages
        )
        letters = (
            f"{x.font or '没有写明字体'}{f' {x.size:g}磅' if x.size else ''}，首行缩进{x.indent:g}字"
            for x in self.layout.lettering
        )
        return "；".join((*pages, *letters))

    @property
    def spans(self) -> list[Span]:
        """The marked places, in order."""
        spans, start, offset = [], 0, 0
        for char in self.marked:
            if char == "⟦":
                start = offset
            elif char == "⟧":
                spans.append(Span(start, offset))
            else:
                offset += 1
        return spans


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault that reports have. The docstring of ``check`` is its page: what, why, source.

    ``needs`` is ``template``, ``earlier`` or ``layout``. ``asked``: it looks only where the user's configuration turns it on.
    """

    code: str
    name: str
    title: str
    severity: Severity
    check: Check = field(repr=False)
    bad: tuple[Example, ...] = field(repr=False)
    good: tuple[Example, ...] = field(repr=False)
    needs: str = ""
    asked: bool = False

    def __post_init__(self) -> None:
        if not (self.bad and self.good and self.check.__doc__):
            raise ValueError(f"{self.code}: a rule has a page, bad examples and good ones")

    @property
    def page(self) -> str:
        """The rule's page as its author wrote it."""
        lines = (self.check.__doc__ or "").strip().split("\n")
        return "\n".join(line.strip() for line in lines)


def rule(
    code: str,
    name: str,
    title: str,
    severity: Severity,
    *,
    bad: Iterable[str | Example],
    good: Iterable[str | Example],
    needs: str = "",
    asked: bool = False,
) -> Callable[[Check], Rule]:
    """Make a ``Rule`` of a check function; nothing is registered as a side effect."""

    def examples(given: Iterable[str | Example]) -> tuple[Example, ...]:
        return tuple(e if isinstance(e, Example) else Example(e) for e in given)

    return lambda check: Rule(code, name, title, severity, check, examples(bad), examples(good), needs, asked)
