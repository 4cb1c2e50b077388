"""``make bench``: how fast and how large, as ratios taken in one run.

Every figure is the median of several takes; takes of two things that are compared alternate, so that a drift of the
machine's speed meets both. Rules and alignment keep one core busy: of them the least processor time of several takes
is given. Absolute times are printed for orientation only.
"""

import io
import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import docx as python_docx

ROOT = Path(__file__).parents[1]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CLAUSES = (
    "全市各级各部门认真贯彻落实上级部署要求",
    "组织开展专题学习{}次，参加学习的干部职工达{}人次",
    "检查生产经营单位{}家，发现隐患{}处，整改到位{}处",
    "坚持问题导向，压实主体责任，健全长效机制",
    "投入资金{}万元，同比增长{}.{}%",
    "建成村级服务站点{}个，惠及群众{}余人",
    "印发《关于进一步加强作风建设的通知》（江办发〔2025〕{}号）",
)


def sentences(characters: int, seed: int) -> list[str]:
    """Paragraphs of sound official prose, different for every seed."""
    state, made, paragraphs = seed * 7919 + 17, 0, []
    while made < characters:
        words = []
        for _ in range(6):
            state = (state * 1103515245 + 12345) % 2**31
            clause = CLAUSES[(state >> 8) % len(CLAUSES)]
            words.append(clause.replace("{}", str((state >> 5) % 97 + 3)))
        paragraphs.append("，".join(words) + "。")
        made += len(paragraphs[-1])
    return paragraphs


def write_docx(path: Path, characters: int, seed: int = 1) -> None:
    """A Word file as Word writes them: several runs a paragraph, each with its format."""
    body = []
    for i, text in enumerate(sentences(characters, seed)):
        cuts = [0, len(text) // 4, len(text) // 2, 3 * len(text) // 4, len(text)]
        runs = "".join(
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr>'
            f'<w:t xml:space="preserve">{text[a:b]}</w:t></w:r>'
            for a, b in pairwise(cuts)
        )
        heading = (
            f"<w:p><w:r><w:t>（{'一二三四五六七八九'[i // 8 % 9]}）加强组织领导</w:t></w:r></w:p>"
            if i % 8 == 0
            else ""
        )
        body.append(f'{heading}<w:p><w:pPr><w:ind w:firstLine="640"/></w:pPr>{runs}</w:p>')
    document = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    blank = io.BytesIO()
    python_docx.Document().save(blank)  # styles, numbering, theme and settings, as any real file has them
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))


def median(
    take: Callable[[], object], takes: int = 9, clock: Callable[[], float] = time.perf_counter
) -> float:
    times = []
    for _ in range(takes):
        start = clock()
        take()
        times.append(clock() - start)
    return statistics.median(times)


def quickest(take: Callable[[], object], takes: int = 9) -> float:
    """The least processor time of several takes: of what keeps one core busy, whatever else the machine does."""
    times = []
    for _ in range(takes):
        start = time.process_time()
        take()
        times.append(time.process_time() - start)
    return min(times)


def process(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, cwd=tempfile.gettempdir()
    )
    return time.perf_counter() - start


def peak_memory(code: str) -> float:
    """Peak resident memory, in MB, of a fresh process that runs ``code``."""
    tail = "\nimport resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1]) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def row(what: str, measured: str, target: str) -> None:
    print(f"| {what} | {measured} | {target} |")


def cold(folder: Path) -> None:
    file = folder / "short.docx"
    write_docx(file, 2700)
    script = str(Path(sys.executable).with_name("report-analyzer"))
    pairs = [
        (process(script, "check", str(file)), process(sys.executable, "-c", "import docx, rich"))
        for _ in range(12)
    ][2:]
    ratio = statistics.median(a / b for a, b in pairs)
    ours, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    row(
        "cold `check` of a 2,700-character .docx ÷ `python -c 'import docx, rich'`",
        f"{ratio:.2f} ({ours * 1000:.0f} ms ÷ {bare * 1000:.0f} ms)",
        "≤ 3",
    )

    spacy = [
        (process(script, "check", str(file)), process(sys.executable, "-c", "import spacy, docx"))
        for _ in range(8)
    ][1:]
    ratio = statistics.median(a / b for a, b in spacy)
    row("the same ÷ `python -c 'import spacy, docx'`", f"{ratio:.2f}", "≤ 1.6")


def reading(folder: Path) -> None:
    import analyzer

    for characters, target, unit in ((2_700, None, ""), (10_000, 4, "≤ 4 ms"), (250_000, 150, "≤ 150 ms")):
        file = folder / f"{characters}.docx"
        write_docx(file, characters)
        name, takes = str(file), 15 if characters < 100_000 else 5
        analyzer.read(name)
        ours, theirs = (
            median(lambda name=name: analyzer.read(name), takes),
            median(lambda name=name: python_docx.Document(name), takes),
        )
        row(
            f"`analyzer.read` of {characters:,} characters, structure included ÷ python-docx `Document()`, text not read",
            f"{ours / theirs:.2f} ({ours * 1000:.1f} ms ÷ {theirs * 1000:.1f} ms)",
            unit if target else "",
        )
    large = str(folder / "250000.docx")
    row(
        "peak memory, 250,000 characters (300 pages) read and reviewed",
        f"{peak_memory(f'import analyzer; analyzer.review(analyzer.read({large!r}))'):.0f} MB",
        "≤ 200 MB",
    )


def rules() -> None:
    import analyzer
    from analyzer.rules import RULES

    sound = [analyzer.parse("\n".join(sentences(20_000, seed))) for seed in range(20)]
    blocks = [
        re.sub(r"[⟦⟨⟪▲]|[⟧⟩⟫]\w+\^", "", f.read_text(encoding="utf-8"))
        for f in sorted((ROOT / "corpora/placeholders").glob("*.txt"))
    ]
    dense = [analyzer.parse(block) for block in blocks]
    short = [analyzer.read(str(f)) for f in sorted((ROOT / "corpora/reports").glob("*/*.txt"))]
    wording = [rule for rule in RULES if rule.code[0] in "WL"]
    for what, reports in (
        ("sound prose", sound),
        (
            f"sound reports of {sum(len(r.text) for r in short) // len(short):,} characters, thick with figures",
            short,
        ),
        ("labelled passages, thick with blanks and look-alikes", dense),
    ):
        characters = sum(len(r.text) for r in reports)
        spent = quickest(lambda reports=reports: [analyzer.review(r) for r in reports], 5)
        row(
            f"all {len(RULES)} rules on {what}",
            f"{characters / spent / 1e6:.2f} M characters/s",
            "≥ 0.6 M" if reports is sound else "",
        )
        spent = quickest(lambda reports=reports: [analyzer.review(r, rules=wording) for r in reports], 5)
        row(
            f"the {len(wording)} rules of wording and style on {what}",
            f"{characters / spent / 1e6:.2f} M characters/s",
            "",
        )
        parsed = quickest(lambda reports=reports: [analyzer.parse(r.text) for r in reports], 5)
        row(f"structure of {what}", f"{characters / parsed / 1e6:.2f} M characters/s", "")


def disturbed(characters: int, seed: int = 3) -> tuple[str, str]:
    """A text and what ordinary editing makes of it: words changed, clauses reordered, figures moved on, lines gone."""
    chance = Random(seed)
    before, after = [], []
    for number, paragraph in enumerate(sentences(characters, seed)):
        if number % 6 == 0:
            before.append(f"（{'一二三四五六七八九十'[number // 6 % 10]}）抓好第{number}项重点工作")
        before.append(f"第{number}批任务中，{paragraph}")
    for paragraph in before:
        fate, words = chance.random(), paragraph
        if fate < 0.05:
            continue
        if fate < 0.3:
            words = words.replace("贯彻落实", "学习落实").replace("健全", "完善")
        if fate < 0.15:
            words = "，".join(reversed(words.rstrip("。").split("，"))) + "。"
        after.append(re.sub(r"\d+", lambda m: str(int(m[0]) + chance.randrange(3)), words))
        if chance.random() < 0.05:
            after.append(f"同时，结合实际新增工作{chance.randrange(1000)}项。")
    return "\n".join(before), "\n".join(after)


def aligning() -> None:
    """Alignment of a template and a draft: one of the shipped pairs, and made ones that grow."""
    import analyzer
    from analyzer.alignment import align

    template = analyzer.read_template(ROOT / "corpora/templates/01_special_campaign.txt")
    drafts = [analyzer.read(f) for f in sorted((ROOT / "corpora/filled").glob("01_*.txt"))]
    align(template, drafts[0])
    mean = sum(len(d.text) for d in drafts) // len(drafts)
    spent = quickest(lambda: [align(template, d) for d in drafts]) / len(drafts)
    row(
        f"alignment with slots, sections and wording, {len(drafts)} drafts of {mean:,} characters, each",
        f"{spent * 1000:.1f} ms",
        "≤ 8 ms for 2,700",
    )
    times = {}
    for characters in (2_700, 12_500, 25_000, 50_000, 100_000):
        old, new = disturbed(characters)
        blank = analyzer.parse_template(re.sub(r"\d{2}(?=[次人家处万个])", "XX", old))
        draft = analyzer.parse(new)
        times[characters] = quickest(lambda t=blank, d=draft: align(t, d), 9 if characters < 50_000 else 5)
        row(
            f"alignment of a {characters:,}-character pair, {len(blank.slots):,} slots",
            f"{times[characters] * 1000:.1f} ms",
            {2_700: "≤ 8 ms", 100_000: "≤ 1,500 ms"}.get(characters, ""),
        )
    grown, bound = times[100_000] / times[12_500], 8 * math.log(100_000) / math.log(12_500)
    row("the same, 100,000 ÷ 12,500 characters", f"{grown:.1f}", f"≤ {bound:.1f} (n·log n)")
    code = (
        "import re, sys; sys.path.insert(0, {!r}); import analyzer; from bench import disturbed; o, n = disturbed(100_000); "
        "analyzer.align(analyzer.parse(n), analyzer.parse_template(re.sub(r'[0-9]{{2}}(?=[次人家处万个])', 'XX', o)))"
    ).format(str(ROOT / "tools"))
    row("peak memory, a 100,000-character pair aligned", f"{peak_memory(code):.0f} MB", "")


def language() -> None:
    """The spaCy pipeline on real prose, and a review beside two earlier reports."""
    import analyzer
    from analyzer.language.pipeline import chinese

    text = "\n".join(sentences(20_000, 7))
    nlp = chinese()
    nlp(text)
    spent = median(lambda: nlp(text), 9, time.process_time)  # a core's time, whatever else the machine does
    row(
        "spaCy pipeline with figures, periods and organisations, per core",
        f"{len(text) / spent / 1e6:.2f} M characters/s",
        "≥ 0.4 M",
    )
    reports = [analyzer.parse(disturbed(20_000, seed)[1]) for seed in (3, 3, 3)]
    old, older = (analyzer.parse(disturbed(20_000, seed)[0]) for seed in (3, 4))
    spent = median(lambda: analyzer.review(reports[0], earlier=[old, older]), 5)
    row("review beside two earlier reports of 20,000 characters each", f"{spent * 1000:.0f} ms", "≤ 500 ms")


def main() -> None:
    os.environ["PYTHONHASHSEED"] = "0"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    print(json.dumps({"python": sys.version.split()[0], "platform": sys.platform, "cores": os.cpu_count()}))
    print("\n| what | measured | target |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder))
        reading(Path(folder))
    rules()
    aligning()
    language()


if __name__ == "__main__":
    main()
