"""One input form a file; all end in one ``Report``."""

import hashlib
import os

from analyzer.document import InputError, Report
from analyzer.readers.content import Content, plain
from analyzer.readers.frontmatter import issuer_of, period_of, title_of
from analyzer.readers.outline import outline
from analyzer.readers.sniff import kind, load
from analyzer.text.folding import fold

__all__ = ["parse", "read", "read_bytes"]


def read(path: str | os.PathLike[str]) -> Report:
    """Read a .docx, .txt, .md or .pdf file, or through LibreOffice a .doc, .wps, .rtf or .odt file.

    Raises:
        InputError: the file cannot be used; its text says in Chinese what is wrong and what to do.
    """
    return read_bytes(load(path), os.fspath(path))


def read_bytes(data: bytes, source: str) -> Report:
    """Read the bytes of a file; ``source`` is its path, which messages and the report bear."""
    name = os.path.basename(source)
    form = kind(name, data)
    # Each reader is imported when its form is met: a check of one text file pays for no PDF library.
    if form == "text":
        from analyzer.readers.encoding import read_text

        content = read_text(data, name)
    elif form == "pdf":
        from analyzer.readers.pdf import read_pdf

        content = read_pdf(data, name)
    else:
        from analyzer.readers.docx import read_docx

        if form == "office":
            from analyzer.readers.office import convert

            content = read_docx(convert(data, name), name)
        else:
            content = read_docx(data, name)
    if not content.paragraphs and not content.unread:
        raise InputError(f"“{name}”里没有文字，请确认交来的是写好的稿件。")
    return _structured(content, source, hashlib.sha256(data).hexdigest())


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
        sha256=sha256,
    )
