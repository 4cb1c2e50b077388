"""``make bench-audit``: how fast a folder of reports is audited, beside what reading it costs at least.

The folder is made once from the sound reports of ``corpora/reports``: 30 bodies, several kinds of report, quarter after
quarter, half of them with faults. (a) the floor reads, unzips and parses the XML of the same files in as many processes;
(b) is the script that one would write: python-docx and jieba over the same files, in one process as one writes it and in
as many processes.
"""

import argparse
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpora" / "reports"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODIES, CHARACTERS = 30, 3000
COUNT = re.compile(r"(?<![\d.年月第])\d+(?=[余多]?(?:人次|家次|[次个家户项件条处份人名起批场套]))")
HEADS = "（一二三四五六七八九十1234567890"
PLACES = ("江平", "云溪", "汐州", "栖澜", "珀江", "砚溪", "岱垣", "瑾川", "峦汀", "渔泉")
BUREAUS = ("水利局", "教育局", "民政局", "司法局", "交通运输局", "农业农村局", "卫生健康局", "应急管理局")


def sources() -> list[tuple[str, str, list[tuple[int, int, str]]]]:
    """Of each quarterly series: its body, its kind, and in order year, quarter and text of each of its four reports."""
    import analyzer

    found = []
    for file in sorted(REPORTS.glob("*_q_*/truth.toml")):
        truth = tomllib.loads(file.read_text(encoding="utf-8"))
        texts = []
        for period in truth["period"]:
            year, quarter = int(period["id"][:4]), int(period["id"][-1])
            source = file.parent / period["file"].replace(".src", ".docx")
            report = analyzer.read(source)
            lines = [p.label + report[p.span] for p in report.paragraphs]
            texts.append((year, quarter, "\n".join(lines)))
        if len({quarter for _, quarter, _ in texts}) == 4:
            found.append((truth["body"], truth["kind"], texts))
    return found


def bodies() -> list[str]:
    chance = Random(1)
    return chance.sample([f"{place}市{bureau}" for place in PLACES for bureau in BUREAUS], BODIES)


def reports(count: int) -> Iterator[tuple[str, list[str]]]:
    """Path and lines of each report."""
    series = sources()
    names = bodies()
    kinds = min(4, len(series), max(1, count // (BODIES * 4)))
    quarters = -(-count // (BODIES * kinds))
    made = 0
    for k in range(kinds):
        for b, body in enumerate(names):
            original, kind, texts = series[(b + k) % len(series)]
            for n in range(quarters):
                if made == count:
                    return
                made += 1
                # In the order in which they were written, or totals would fall; then over again, some years on.
                then, quarter, text = texts[n % 4]
                year = then + n // 4
                text = text.replace(original, body)
                text = re.sub(r"20[12]\d(?=年)", lambda m, d=year - then: str(int(m[0]) + d), text)
                chance = Random(f"{body} {kind} {n}")
                # All counts of a year grow alike, so that sums and shares still hold.
                text = COUNT.sub(lambda m, times=3 ** (n // 4): str(int(m[0]) * times), text)
                lines = text.split("\n")
                # Passages of another kind of report: what they count is not counted here.
                other = series[(b + k + 2) % len(series)][2][n % 4][2].split("\n")
                filler = [x for x in other if 60 < len(x) < 400 and x[0] not in HEADS]
                while sum(map(len, lines)) < CHARACTERS and filler:
                    lines.insert(-2, filler.pop(0))
                if chance.random() < 0.5:
                    spoil(lines, chance)
                yield f"{body}/{k + 1}{kind[:12]}{year}年第{quarter}季度.docx", lines


def spoil(lines: list[str], chance: Random) -> None:
    """Faults as people leave them: blanks, notes to the writer, a cut, a lost sentence, half-width marks."""
    for pattern, words in (
        (r"(?<![\d.])\d{1,4}(?=[次个家户项件])", "XX"),
        (r"(?<=\d[次个家户项件])(?=[，。])", "（待核实）"),
        (r"，", ","),
        (r"(?<=。)[^。]{15,60}。", ""),
    ):
        places = [i for i, line in enumerate(lines) if len(line) > 40 and re.search(pattern, line)]
        if places and chance.random() < 0.6:
            i = chance.choice(places)
            lines[i] = re.sub(pattern, words, lines[i], count=1)


def write_docx(path: Path, lines: list[str], parts: dict[str, bytes]) -> None:
    body = []
    for line in lines:
        cuts = sorted({0, len(line) // 3, 2 * len(line) // 3, len(line)})
        runs = "".join(
            '<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(line[a:b])}</w:t></w:r>'
            for a, b in pairwise(cuts)
        )
        body.append(f'<w:p><w:pPr><w:ind w:firstLine="640"/></w:pPr>{runs}</w:p>')
    document = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, document if name == "word/document.xml" else content)


def folder_of(count: int) -> Path:
    """The folder with ``count`` reports, made if it is not there yet."""
    folder = Path(tempfile.gettempdir()) / f"report-analyzer-bench-audit-{count}-7"
    done = folder / ".done"
    if not done.exists():
        import docx

        blank = io.BytesIO()
        docx.Document().save(blank)
        with zipfile.ZipFile(blank) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        for path, lines in reports(count):
            write_docx(folder / path, lines, parts)
        done.touch()
    return folder


def floor(files: list[str]) -> int:
    from lxml import etree

    for file in files:
        data = Path(file).read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                part = archive.read(name)
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(part)
    return len(files)


def script(files: list[str]) -> int:
    import docx
    import jieba

    for file in files:
        for paragraph in docx.Document(file).paragraphs:
            jieba.lcut(paragraph.text)
    return len(files)


def in_processes(work: Callable[[list[str]], int], files: list[str], jobs: int) -> float:
    """Seconds that ``work`` takes on ``files``, processes that are already there."""
    from joblib import Parallel, delayed

    batches = [files[i : i + 20] for i in range(0, len(files), 20)]
    with Parallel(n_jobs=jobs, backend="loky") as pool:
        pool(delayed(work)(files[:2]) for _ in range(2 * jobs))
        start = time.perf_counter()
        pool(delayed(work)(batch) for batch in batches)
        return time.perf_counter() - start


AUDIT = """
import json, resource, sys, time
from pathlib import Path
start = time.perf_counter()
from analyzer.audit.run import Settings, audit
if __name__ == "__main__":
    outcome = audit(Path(sys.argv[1]), Path(sys.argv[2]), Settings(jobs=int(sys.argv[3])))
    seconds = time.perf_counter() - start
    peak = [resource.getrusage(w).ru_maxrss / 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps([seconds, *peak, outcome.reviewed, outcome.failed, sum(outcome.findings.values())]))
"""


def audited(folder: Path, store: Path, jobs: int) -> tuple[float, list[float]]:
    """Seconds of the whole process, and what it says of itself."""
    program = store.parent / "audit_once.py"
    program.write_text(AUDIT, encoding="utf-8")
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(program), str(folder), str(store), str(jobs)],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return time.perf_counter() - start, json.loads(done.stdout)


def shares(files: list[str]) -> dict[str, float]:
    """Milliseconds a report that each step takes, in one process."""
    from analyzer import engine, tools
    from analyzer.audit import choosing, rows
    from analyzer.audit.mapping import mapping_of
    from analyzer.audit.series import follow, gather
    from analyzer.readers import read

    spent: dict[str, float] = defaultdict(float)
    recurring = tools.Recurring()

    def taken(what: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        spent[what] += (time.perf_counter() - start) * 1000 / len(files)
        return result

    choices = mapping_of((), None).others
    choosing.shelf_of(choices.files)
    read_ = [taken("read", lambda f=f: read(f)) for f in files]
    for r in read_:
        taken("recognise", lambda r=r: rows.report_row("", r))
    for series in gather(read_):
        shared = tools.shared_tools(recurring)
        for i, r in enumerate(series.reports):
            template, *_ = taken(
                "choose a template",
                lambda r=r, t=shared: choosing.choose(r, choices.files, choices.origin, t),
            )
            taken("review by itself (not part of the run)", lambda r=r: engine.review(r))
            before = series.reports[max(0, i - 2) : i]
            review = taken(
                "review beside template and two earlier reports",
                lambda r=r, b=before, m=template, t=shared: engine.review(r, template=m, earlier=b, tools=t),
            )
            taken("rows", lambda v=review, m=template, t=shared: rows.rows_of("", v, m, t))
        taken("follow the figures", lambda s=series, t=shared: follow(s, tools=t))
    return spent


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-scaling", action="store_true", help="leave out the run on one process")
    options = parser.parse_args()
    folder = folder_of(options.files)
    files = sorted(map(str, folder.rglob("*.docx")))
    jobs = options.jobs
    print(
        json.dumps(
            {"files": len(files), "jobs": jobs, "cores": os.cpu_count(), "python": sys.version.split()[0]}
        )
    )
    leasts = [in_processes(floor, files, jobs)]
    usual = in_processes(script, files, jobs)
    alone = in_processes(script, files[: len(files) // 4], 1) * len(files) / len(files[: len(files) // 4])
    print("\n| what | measured | target |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "audit.duckdb"
        first, said = audited(folder, store, jobs)
        leasts.append(in_processes(floor, files, jobs))  # again: the machine's speed may have drifted
        least = sum(leasts) / len(leasts)
        row("floor: read, unzip, parse the XML", f"{len(files) / least:,.0f} files/s", "")
        row(
            f"python-docx and jieba, {jobs} processes",
            f"{len(files) / usual:,.0f} files/s ({usual / least:.1f} x floor)",
            "",
        )
        row(
            "python-docx and jieba, a script",
            f"{len(files) / alone:,.0f} files/s ({alone / least:.1f} x floor)",
            "",
        )
        row("first run", f"{len(files) / first:,.1f} reports/s ({first:.1f} s)", "")
        row("first run ÷ floor", f"{first / least:.1f}", "≤ 30")
        row(f"time of the first run ÷ python-docx and jieba, {jobs} processes", f"{first / usual:.2f}", "")
        row("time of the first run ÷ python-docx and jieba, a script", f"{first / alone:.2f}", "≤ 0.33")
        row("peak memory, the writer and the largest worker", f"{said[1]:.0f} MB, {said[2]:.0f} MB", "flat")
        row("findings, failures", f"{said[5]:,.0f}, {said[4]:.0f}", "")
        row("size of the store", f"{store.stat().st_size / 2**20:.1f} MB", "")
        again, said = audited(folder, store, jobs)
        row(
            "unchanged second run, the whole process",
            f"{len(files) / again:,.0f} files/s ({again:.2f} s)",
            "≥ 2,000",
        )
        row("the same without starting Python", f"{len(files) / said[0]:,.0f} files/s", "")
        if not options.no_scaling:
            single, said = audited(folder, Path(place) / "one.duckdb", 1)
            row("one process ÷ two", f"{single / first:.2f} ({single:.1f} s)", "≥ 1.7")
    for what, spent in shares(files[:120]).items():
        row(f"{what}, a report", f"{spent:.2f} ms", "")


def row(what: str, measured: str, target: str) -> None:
    print(f"| {what} | {measured} | {target} |", flush=True)


if __name__ == "__main__":
    main()
