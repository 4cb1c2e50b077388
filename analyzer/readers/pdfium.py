"""PDFium with the Chinese fonts that come along, so that what it reads does not depend on this machine's fonts.

A PDF may name a font without holding it. PDFium then takes one of the machine's own, and drops every character that this
one lacks: on a server without Chinese fonts, whole pages.
"""

import ctypes
import sys
from functools import cache
from typing import Any


def load() -> Any:
    """The module ``pypdfium2``, ready to read.

    On Linux its library is begun anew with the fonts of ``pylopdf-fonts-zh-cn``, unless the program around us has
    imported it before and may have documents open; Windows and macOS have Chinese fonts of their own.
    """
    fresh = "pypdfium2" not in sys.modules
    import pypdfium2

    if fresh and sys.platform.startswith("linux"):
        _take_fonts(pypdfium2.raw)
    return pypdfium2


def _take_fonts(raw: Any) -> None:
    kind = dict(raw.FPDF_LIBRARY_CONFIG._fields_)["m_pUserFontPaths"]
    config = raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(_folders(), kind))
    raw.FPDF_DestroyLibrary()
    raw.FPDF_InitLibraryWithConfig(config)


@cache
def _folders() -> Any:
    """The folders of fonts, ended by a null; PDFium may look at them as long as it lives."""
    from pylopdf_fonts_zh_cn import sans_path

    return (ctypes.c_char_p * 2)(str(sans_path().parent).encode(), None)
