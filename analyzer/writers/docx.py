"""The reviewed report as a Word file, with each finding as a comment at its characters."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from lxml import etree

from analyzer.document import PART_NAMES, Finding, InputError, Paragraph, Report, Review
from analyzer.document.baseline import Changes, State
from analyzer.writers.anchors import Anchors
from analyzer.writers.fresh import fresh
from analyzer.writers.package import STRICT, Package
from analyzer.writers.runs import Element, Marker, attribute, local, tags
from analyzer.writers.saving import refuse_overwriting, save

AUTHOR = "报告审阅"
INITIALS = "审"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NUMBERED = tags("comment", "commentRangeStart", "commentRangeEnd", "commentReference")
_MOST = 32767  # Word opens no file with more comments (MS-OI29500 2.1.315)
_QUOTED = 200  # characters of a quotation that still help in a margin
_FORBIDDEN = re.compile(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]+")


def write_docx(review: Review, source: bytes | None, target: Path, changes: Changes | None = None) -> None:
    """Write the report with comments to ``target``, which may exist and is then replaced as a whole.

    ``source`` holds the bytes of the .docx that was reviewed: everything in it is kept, comments are added.
    Macros alone do not live on in a target called .docx. Without ``source`` (a draft in another form) a fresh
    document is made from the report's text. With ``changes`` since an earlier check new findings are marked.

    Raises:
        InputError: ``target`` is the reviewed file itself or cannot be written, or ``source`` is broken.
            Nothing is written then.
    """
    refuse_overwriting(review.report.source, target)
    if source is None:
        source, report = fresh(review.report)
        review = replace(review, report=report)
    package = Package(source)
    if target.suffix.lower() == ".docx":
        package.make_plain()
    if review.findings:
        states = changes.states if changes is not None else {}
        _comment(package, review, {key for key, state in states.items() if state is State.NEW})
    save(target, package.save)


def _comment(package: Package, review: Review, new_ones: set[str]) -> None:
    main = package.parse(package.main)
    namespace = etree.QName(main).namespace or ""
    if next(main.iter(*tags("p")), None) is None:
        body = next(main.iter(*tags("body")), None)
        if body is None:
            raise InputError("Word 文件里没有正文，无法写入批注；请用 Word 重新另存后再试。")
        body.insert(0, body.makeelement(f"{{{namespace}}}p"))  # a body without any has no place for a comment
    name = package.related(package.main, "comments")
    new = name is None
    if name is None:
        name = _free_name(package)
    if name in package:
        comments = package.parse(name)
        if local(comments) != "comments":
            raise InputError("Word 文件里的批注已损坏，无法写入新批注；请用 Word 重新另存后再试。")
    else:
        comments = etree.Element(f"{{{namespace}}}comments", nsmap={"w": namespace})
    used = {value for root in (main, comments) for value in _comment_ids(root)}
    if len(used) + len(review.findings) > _MOST:
        raise InputError(f"批注多于 {_MOST} 条，Word 打不开这样的文件；请改用其他输出格式。")
    numbers = (number for number in count() if number not in used)

    anchors = Anchors(package, main, review.report)
    # Longer ranges first: see Marker.mark.
    findings = sorted(review.findings, key=lambda f: (f.span.start, -f.span.end))
    marks = []
    for number, finding in zip(numbers, findings, strict=False):
        mark, away = anchors.find(number, finding.span)
        marks.append(mark)
        comments.append(
            _new_comment(comments, number, _lines(review.report, finding, away, finding.key in new_ones))
        )
    Marker(namespace).mark(marks)
    package.put(package.main, main)
    package.put(name, comments)
    package.declare(name, _COMMENTS_TYPE)
    if new:
        package.relate(package.main, "comments", name, strict=namespace.startswith(STRICT))


def _free_name(package: Package) -> str:
    folder = posixpath.dirname(package.main)
    names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in count())
    return next(name for name in names if name not in package)


def _comment_ids(root: Element) -> Iterator[int]:
    """Numbers of comments in the comments part, and of ranges and references in the text, also stray ones."""
    for element in root.iter(*_NUMBERED):
        if (value := attribute(element, "id").strip()).isdecimal():
            yield int(value)


def _lines(report: Report, finding: Finding, away: Paragraph | None, new: bool) -> Iterator[str]:
    """The paragraphs of a comment. ``away``: the paragraph it is about, if the comment cannot stand there."""
    yield f"【{finding.severity.title}{'·新' if new else ''}】{finding.code} {finding.message}"
    if away is not None:
        quoted = report[finding.span] if finding.span.width else report[away.span]
        yield f"{PART_NAMES[away.part]}：“{_short(quoted)}”"
    if finding.suggestion:
        yield f"建议：{finding.suggestion}"
    for evidence in finding.evidence:
        source = evidence.source or f"本文{report.place(evidence.span)}"
        yield f"依据：“{_short(evidence.text)}”（{source}）"


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"


def _new_comment(comments: Element, number: int, lines: Iterator[str]) -> Element:
    w = f"{{{etree.QName(comments).namespace}}}"

    def add(parent: Element, name: str, **values: str) -> Element:
        child = etree.SubElement(parent, w + name)
        for key, value in values.items():
            child.set(w + key, value)
        return child

    comment = comments.makeelement(f"{w}comment")
    comment.set(f"{w}id", str(number))
    comment.set(f"{w}author", AUTHOR)
    # Word writes and reads local time here, in spite of the letter.
    comment.set(f"{w}date", datetime.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    comment.set(f"{w}initials", INITIALS)
    for order, line in enumerate(lines):
        paragraph = add(comment, "p")
        # Format set here and not by style: the file's own styles may be missing, or meant for the page.
        properties = add(paragraph, "pPr")
        add(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
        add(properties, "ind", firstLine="0", firstLineChars="0")
        add(properties, "jc", val="both")
        if order == 0:
            add(add(paragraph, "r"), "annotationRef")
        run = add(paragraph, "r")
        add(add(run, "rPr"), "sz", val="20")
        text = add(run, "t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = _FORBIDDEN.sub(" ", line)
    return comment
