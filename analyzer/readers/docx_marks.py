"""Working marks of a Word document (comments, tracked changes, hidden text …), gathered while walking it."""

import re

from analyzer.document import Markup, Span

# What Word shows in place of a field whose target is gone, in its Chinese and English versions.
_BROKEN_REFERENCE = re.compile(
    r"错误[!！] ?(?:未找到引用源|未定义书签|未指定书签|未找到图形项目表|未找到目录项|书签自引用"
    r"|文档变量未定义"
    r"|超链接引用无效|文档中没有指定样式的文字|不能通过编辑域代码创建对象|未知的?文档属性名称?|链接无效"
    r"|使用“开始”选项卡[^\n。]*)。?"
    r"|Error! (?:Reference source not found|Bookmark not defined|No bookmark name given|Not a valid link"
    r"|No text of specified style in document|No table of (?:contents|figures) entries found"
    r"|Hyperlink reference not valid|Unknown document property name|Objects cannot be created from editing"
    r" field codes)\.?"
)


class Marks:
    """Grows with the text; positions are offsets in it."""

    def __init__(self) -> None:
        self._spans: dict[str, list[list[int]]] = {}
        self._deletions: list[tuple[int, list[str]]] = []
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._anchors: dict[str, int] = {}
        self._waiting: list[str] = []

    def cover(self, kind: str, start: int, end: int) -> None:
        """Marks ``start`` to ``end``; what follows a mark of the same kind at once becomes one with it."""
        spans = self._spans.setdefault(kind, [])
        if spans and spans[-1][1] == start:
            spans[-1][1] = end
        else:
            spans.append([start, end])

    def delete(self, place: int, text: str) -> None:
        """Text that tracked changes took out at ``place``."""
        if self._deletions and self._deletions[-1][0] == place:
            self._deletions[-1][1].append(text)
        else:
            self._deletions.append((place, [text]))

    def open_comment(self, identity: str, place: int | None) -> None:
        """A comment's range begins: at ``place``, or with the next line where that is None."""
        if place is None:
            self._waiting.append(identity)
        else:
            self._starts.setdefault(identity, place)

    def line(self, place: int) -> None:
        """A line begins at ``place``."""
        for identity in self._waiting:
            self._starts.setdefault(identity, place)
        self._waiting.clear()

    def close_comment(self, identity: str, place: int) -> None:
        """A comment's range ends."""
        self._ends.setdefault(identity, place)

    def anchor_comment(self, identity: str, place: int) -> None:
        """The sign of a comment stands here; it is its place where it has no range."""
        self._anchors.setdefault(identity, place)

    def cut(self, place: int) -> None:
        """All text after ``place`` is taken back; what was deleted or commented there stays, at ``place``."""
        for spans in self._spans.values():
            while spans and spans[-1][1] > place:
                spans.pop()
        self._deletions = [(min(at, place), text) for at, text in self._deletions]
        for places in (self._starts, self._ends, self._anchors):
            places.update((identity, place) for identity, at in places.items() if at > place)

    @property
    def commented(self) -> bool:
        """Whether any comment was met."""
        return bool(self._anchors or self._starts)

    def finish(self, text: str, comments: dict[str, str]) -> tuple[Markup, ...]:
        """All marks in the order of the text. ``comments`` holds the text of each comment by its id."""
        found = [
            Markup(kind, Span(start, end)) for kind, spans in self._spans.items() for start, end in spans
        ]
        found += [Markup("deletion", Span(at, at), "".join(parts)) for at, parts in self._deletions]
        for identity, comment in comments.items():
            anchor = self._anchors.get(identity)
            start = self._starts.get(identity, anchor)
            if start is None:
                continue  # a comment that nothing refers to any more: Word does not show it
            end = self._ends.get(identity, start if anchor is None else anchor)
            found.append(Markup("comment", Span(start, max(start, end)), comment))
        for match in _BROKEN_REFERENCE.finditer(text):
            found.append(Markup("broken-reference", Span(*match.span())))
        return tuple(sorted(found, key=lambda mark: mark.span))
