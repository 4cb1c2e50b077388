"""The findings of one or many drafts as one HTML page that needs nothing else: no network, no fonts, no script."""

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from analyzer.document import FAMILIES, Severity
from analyzer.document.baseline import State
from analyzer.writers.reviewed import Reviewed, findings_of, quotation, source_of

_NO_HTML = re.compile(r"[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_NEEDS = {"template": "模板", "earlier": "往期报告"}


def check_page(drafts: Sequence[Reviewed]) -> str:
    """The page; whatever a draft holds is text on it, never markup."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def finalize(value: object) -> object:
        return value if isinstance(value, Markup) else _NO_HTML.sub("", str(value))

    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    loader = PackageLoader("analyzer.writers", "pages")
    pages = Environment(loader=loader, autoescape=True, finalize=finalize, **options)
    pages.filters["hash"] = lambda source: b64encode(sha256(str(source).encode()).digest()).decode()
    return pages.get_template("check.html").render(
        drafts=drafts,
        severities=list(reversed(Severity)),
        families=FAMILIES,
        findings_of=findings_of,
        quotation=quotation,
        source_of=source_of,
        skipped=_skipped,
        new=State.NEW,
        old=State.OLD,
    )


def _skipped(draft: Reviewed) -> list[str]:
    """What was not looked for, and for want of what."""
    review = draft.review
    found = []
    for needs, name in _NEEDS.items():
        codes = [s.code for s in review.skipped if s.needs == needs] if review is not None else []
        if codes:
            found.append(f"没有给{name}，没有查：{'、'.join(codes)}")
    return found
