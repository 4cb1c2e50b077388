"""The JSON lines that ``check --format json`` printed, read back."""

import json
from pathlib import Path
from typing import Any, NoReturn

from analyzer.document import InputError, Severity
from analyzer.document.baseline import Baseline, KnownFinding, KnownReview
from analyzer.readers.encoding import decode
from analyzer.readers.sniff import load, quoted

MAX_BYTES = 200 * 1024 * 1024
SCHEMA = 1

_SEVERITIES = {s.label: s for s in Severity}
_WORDS = ("key", "code", "name", "text", "place", "message")


def read_baseline(path: Path) -> Baseline:
    """The earlier check in the file at ``path``. A draft that could not be read then has no findings to compare with.

    Raises:
        InputError: it cannot be read or is not what ``check --format json`` prints, with the line.
    """
    name = quoted(str(path))
    data = load(path, MAX_BYTES, "不像检查结果，请检查后重试")
    text = decode(data, path.name) if data.strip() else ""
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise InputError(f"{name}是空的，请给出以前用 check --format json 存下的结果。")
    reviews = (_review(name, n, line) for n, line in lines)
    return Baseline(str(path), tuple(r for r in reviews if r is not None))


def _review(name: str, n: int, line: str) -> KnownReview | None:
    def fail(why: str) -> NoReturn:
        raise InputError(f"{name}第{n}行{why}，请给出以前用 check --format json 存下的结果（一行一份稿件）。")

    try:
        whole = json.loads(line)
    except (ValueError, RecursionError):
        fail("不是 JSON")
    if not isinstance(whole, dict) or not isinstance(whole.get("schema"), int) or "report" not in whole:
        fail("不是检查结果")
    if whole["schema"] != SCHEMA:
        fail(f"是第 {whole['schema']} 版的检查结果，本程序用第 {SCHEMA} 版")
    report, findings, failures = (whole.get(key) for key in ("report", "findings", "failures"))
    if not isinstance(report, dict) or not isinstance(findings, list) or not isinstance(failures, list):
        fail("不是检查结果")
    source, sha256 = report.get("source"), report.get("sha256")
    if not isinstance(source, str) or not isinstance(sha256, str):
        fail("不是检查结果")
    if any(isinstance(f, dict) and f.get("step") == "read" for f in failures):
        return None
    found = [_finding(f) for f in findings]
    known = [f for f in found if f is not None]
    if len(known) < len(found):
        fail("里有一处问题缺少内容")
    return KnownReview(source, sha256, tuple(known))


def _finding(entry: Any) -> KnownFinding | None:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in _WORDS):
        return None
    severity = entry.get("severity")
    if not isinstance(severity, str) or severity not in _SEVERITIES:
        return None
    return KnownFinding(severity=_SEVERITIES[severity], **{key: entry[key] for key in _WORDS})
