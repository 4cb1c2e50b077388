"""A review taken back to the author: her own Word file with each finding as a comment at its characters."""

import hashlib
import os
from pathlib import Path

from analyzer.document import InputError, Review


def write_comments(review: Review, target: str | os.PathLike[str]) -> None:
    """Write the reviewed Word file with the findings as comments to ``target``; the file itself stays as it is.

    The file is the one that ``review.report`` was read from; of a report in another form a fresh Word file is made.

    Raises:
        InputError: the file is gone or has changed since, or ``target`` is that file or cannot be written.
    """
    from analyzer.writers.docx import write_docx

    write_docx(review, _package(review), Path(target))


def _package(review: Review) -> bytes | None:
    from analyzer.readers import open_source

    report = review.report
    if not any(p.origin for p in report.paragraphs):
        return None
    source = open_source(report.source)
    if hashlib.sha256(source.data).hexdigest() != report.sha256:
        raise InputError(f"“{Path(report.source).name}”在审阅之后改动过，请重新读取、审阅后再写批注。")
    return source.package
