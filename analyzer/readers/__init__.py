"""One input form a file; all end in one ``Report``."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from analyzer.document import InputError, Report
from analyzer.readers.content import Content, plain
from analyzer.readers.frontmatter import issuer_of, period_of, title_of
from analyzer.readers.outline import outline
from analyzer.readers.sniff import kind, load
from analyzer.text.folding import fold

__all__ = ["Source", "open_source", "parse", "read", "read_source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as loaded: its path, its bytes, what they are, and the Word package that stands for it.

    ``package`` holds the .docx bytes that the paragraphs' origins point into: the file itself, or what
    LibreOffice made of it; None for a text or a PDF.
    """

    path: str
    data: bytes
    form: str
    package: bytes | None


def read(path: str | os.PathLike[str], *, layout: bool = False) -> Report:
    """Read a .docx, .txt, .md or .pdf file, or through LibreOffice a .doc, .wps, .rtf or .odt file.

    ``layout``: pages, fonts and sizes too, where the file is a Word file (L805 looks at them).

    Raises:
        InputError: the file cannot be used; its text says in Chinese what is wrong and what to do.
    """
    return read_source(open_source(path), layout=layout)


def open_source(path: str | os.PathLike[str]) -> Source:
    """Load a file, tell what it is by its content, convert an old office format. Raises ``InputError``."""
    data = load(path)
    source = os.fspath(path)
    name = Path(source).name
    form = kind(name, data)
    package = data if form == "docx" else None
    if form == "office":
        from analyzer.readers.office import convert

        package = convert(data, name)
    return Source(source, data, form, package)


def read_source(source: Source, *, layout: bool = False) -> Report:
    """The report in a loaded file, ``layout`` included if wanted and there. Raises ``InputError``."""
    name = Path(source.path).name
    # Each reader is imported when its form is met: a check of one text file pays for no PDF library.
    if source.package is not None:
        from analyzer.readers.docx import read_docx

        content = read_docx(source.package, name, layout=layout)
    elif source.form == "pdf":
        from analyzer.readers.pdf import read_pdf

        content = read_pdf(source.data, name)
    else:
        from analyzer.readers.encoding import read_text

        content = read_text(source.data, name)
    if not content.paragraphs and not content.unread:
        raise InputError(f"“{name}”里没有文字，请确认交来的是写好的稿件。")
    return _structured(content, source.path, hashlib.sha256(source.data).hexdigest())


def parse(text: str, source: str = "<text>") -> Report:
    """A report from a string; line ends must be ``\\n``."""
    return _structured(plain(text), source, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


def _structured(content: Content, source: str, sha256: str) -> Report:
    folded = fold(content.text)
    title = title_of(folded, content.paragraphs)
    return Report(
        source=source,
        text=content.text,
        paragraphs=content.paragraphs,
        sections=outline(content.text, folded, content.paragraphs, title),
        tables=content.tables,
        title=title,
        issuer=issuer_of(folded, content.paragraphs, title),
        period=period_of(folded, title),
        unread=content.unread,
        markup=content.markup,
        layout=content.layout,
        sha256=sha256,
    )
