"""R901 on labelled texts: all of them in one store, as an audit would have them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from analyzer.audit.reuse import find_reuse
from analyzer.audit.reuse_findings import NAME, reused_passages
from analyzer.audit.rows import passage_rows, report_row
from analyzer.audit.store import REUSE, Store
from analyzer.document import Evidence, Finding, Report, Span


def reuse_findings(
    reports: Sequence[tuple[str, Report]], drafts: Sequence[tuple[str, Report]]
) -> dict[str, list[Finding]]:
    """The findings of R901 among sound ``reports`` and ``drafts``, by name; the drafts count as the youngest."""
    found: dict[str, list[Finding]] = defaultdict(list)
    with TemporaryDirectory() as folder, Store(Path(folder) / "texts.duckdb", Path(folder)) as store:
        for name, report in chain(reports, drafts):
            store.add("reports", [report_row(name, report)])
            store.add("passages", list(passage_rows(name, report)))
        youngest = [[name] for name, _ in drafts]
        store.connection.executemany("UPDATE reports SET period_end = '9999-12-31' WHERE path = ?", youngest)
        find_reuse(store.connection)
        for one in reused_passages(store.connection):
            here, origin = one.passage, one.origin
            evidence = Evidence(origin.text, Span(origin.start, origin.stop), origin.path)
            found[here.path].append(
                Finding(
                    Span(here.start, here.stop), REUSE, NAME, one.severity, one.message, evidence=(evidence,)
                )
            )
    return found
