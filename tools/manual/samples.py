"""The files that a page of the manual begins with, made from the corpora."""

import shutil
from collections.abc import Callable
from pathlib import Path

from analyzer.audit.run import Settings, audit
from analyzer.configuration import read_configuration
from analyzer.document import CONFIGURATION_FILE
from tools.manual.blocks import STORE

ROOT = Path(__file__).parents[2]
CORPORA = ROOT / "corpora"


def put(names: list[str], folder: Path) -> None:
    """Write the named samples into `folder`."""
    for name in names:
        SAMPLES[name](folder)


def _draft(folder: Path) -> None:
    shutil.copy(CORPORA / "samples" / "faulty_draft.docx", folder / "稿件.docx")


def _oddities(folder: Path) -> None:
    """Files that cannot be read."""
    import pypdfium2

    (folder / "通知.xyz").write_text("文字\n", encoding="utf-8")
    (folder / "改了扩展名.docx").write_text("这其实是一段纯文本。\n", encoding="utf-8")
    (folder / "空的.docx").write_bytes(b"")
    whole = (CORPORA / "samples" / "faulty_draft.docx").read_bytes()
    (folder / "没有下完.docx").write_bytes(whole[: len(whole) // 2])
    scanned = pypdfium2.PdfDocument.new()
    page = scanned.new_page(595, 842)
    picture = pypdfium2.PdfImage.new(scanned)
    picture.set_bitmap(pypdfium2.PdfBitmap.new_native(40, 60, pypdfium2.raw.FPDFBitmap_BGR))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(500, 750))
    page.insert_obj(picture)
    page.gen_content()
    scanned.save(folder / "扫描件.pdf")


def _quarters(folder: Path) -> None:
    _reports(folder / "安全生产报告", "safety_q_hetang_emergency")


def _reports(folder: Path, series: str) -> None:
    folder.mkdir(parents=True)
    for path in sorted((CORPORA / "reports" / series).iterdir()):
        if path.suffix in (".docx", ".txt"):
            shutil.copy(path, folder / path.name)


def _years(folder: Path) -> None:
    """Reports of four bodies: one leaves a blank, one says a smaller total than before, one copies another's, and one quarter is missing."""
    years = folder / "历年报告"
    _reports(years / "禾塘", "safety_q_hetang_emergency")
    _reports(years / "红湾", "safety_q_hongwan_park")
    (years / "红湾" / "2024Q4.docx").unlink()
    _reports(years / "浔川", "water_h_xunchuan")
    last = years / "禾塘" / "2025Q2.txt"
    copied = (
        last.read_text(encoding="utf-8").replace("禾塘", "青石").replace("2025年第二季度", "2025年第三季度")
    )
    (years / "青石").mkdir()
    (years / "青石" / "2025Q3.txt").write_text(copied.replace("2025年7月", "2025年10月"), encoding="utf-8")
    _change(last, "培训企业负责人和安全管理人员806人", "培训企业负责人和安全管理人员XX人")
    _change(last, "累计排查重大事故隐患83项", "累计排查重大事故隐患68项")
    # Few rules, so that what the pages show is short and does not change with every new one.
    (years / CONFIGURATION_FILE).write_text(
        'off = ["S2", "F304", "E402", "E403", "E404", "E405", "T5", "N6", "W7", "L8"]\n', encoding="utf-8"
    )


def _change(path: Path, words: str, others: str) -> None:
    text = path.read_text(encoding="utf-8")
    if words not in text:
        raise ValueError(f"{path.name} no longer says {words}")
    path.write_text(text.replace(words, others), encoding="utf-8")


def _store(folder: Path) -> None:
    """The audit of those reports, run twice: the blank was filled in between."""
    _years(folder)
    years = folder / "历年报告"
    settings = Settings(configuration=read_configuration(str(years / CONFIGURATION_FILE)))
    audit(years, folder / STORE, settings)
    _change(years / "禾塘" / "2025Q2.txt", "XX", "806")
    audit(years, folder / STORE, settings)


SAMPLES: dict[str, Callable[[Path], None]] = {
    "draft": _draft,
    "oddities": _oddities,
    "quarters": _quarters,
    "years": _years,
    "store": _store,
}
