"""PDF files with a text layer, through PDFium."""

from collections.abc import Sequence

from analyzer.document import InputError, Unread
from analyzer.readers.content import Content
from analyzer.readers.pdf_flow import Page, assemble
from analyzer.readers.pdfium import load
from analyzer.readers.sniff import quoted

MAX_PAGES = 3000
MAX_CHARACTERS = 5_000_000


def read_pdf(data: bytes, name: str) -> Content:
    """Content of a PDF: paragraphs put together again across lines and pages, tables where they are ruled.

    Headers and footers that repeat stand once at the end, page numbers are dropped. Raises InputError for a
    file that is locked, damaged, too long, or has no text layer.
    """
    pypdfium2 = load()  # costs time, and most runs see no PDF
    raw = pypdfium2.raw
    from analyzer.readers.pdf_page import extract

    shown = quoted(name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium keeps the code of an earlier failure, so it takes the file's own word as well.
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
            raise InputError(f"{shown}已加密，请去掉密码后重试。") from error
        raise _damaged(shown) from error
    pages, held, characters = list[Page](), dict[str, list[int]](), 0
    with document:
        if len(document) > MAX_PAGES:
            raise InputError(f"{shown}有 {len(document)} 页，超过 {MAX_PAGES} 页，请拆分后重试。")
        for number in range(1, len(document) + 1):
            try:
                page, besides = extract(document, number)
            except pypdfium2.PdfiumError:
                held.setdefault("无法打开的页", []).append(number)
                continue
            pages.append(page)
            for what, count in besides.items():
                held.setdefault(what, []).extend([number] * count)
            characters += len(page.glyphs)
            if characters > MAX_CHARACTERS:
                raise InputError(f"{shown}的文字超过 {MAX_CHARACTERS // 10000} 万字，请拆分后重试。")
    if not pages:
        raise _damaged(shown)
    content = assemble(pages, tuple(Unread(what, len(on), _where(on)) for what, on in held.items()))
    if content.paragraphs:
        return content
    if "扫描页" in held or "乱码页" in held:
        raise InputError(
            f"{shown}是扫描件或没有可用的文字层，请先做文字识别（OCR），或提供 Word 文件后重试。"
        )
    raise InputError(f"{shown}里没有文字，请确认是否选错了文件。")


def _damaged(shown: str) -> InputError:
    return InputError(f"{shown}已损坏或没有下载完整，请重新获取该文件后重试。")


def _where(pages: Sequence[int]) -> str:
    """``第2、5–9页``."""
    runs = list[list[int]]()
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "第" + "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs) + "页"
