"""A small store of an audit, filled as the audit fills it: three bodies, two kinds, up to eight periods, two runs."""

import json
from datetime import date, datetime
from pathlib import Path

import duckdb

SCHEMA = (Path(__file__).parents[2] / "analyzer" / "audit" / "schema.sql").read_text("utf-8")
BODIES = ("清溪区应急管理局", "云岭县住房和城乡建设局", "南屏市市场监督管理局")
SAFETY, YEARLY = "安全生产工作情况的报告", "法治建设年度工作报告"
QUARTERS = [(year, quarter) for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
HOSTILE = '=HYPERLINK("http://evil.example")<script>alert(1)</script>\'"&{{7*7}}]]>'
ODD_FILE = '归档/=1+1 "100%"#稿<b>&.docx'
SCAN = "扫描件/第一季度.pdf"
COPIED = "坚持把防范化解重大风险摆在突出位置，建立领导带队、专家会诊、部门联动的检查机制，做到问题清单、责任清单、整改清单三单合一。"
# since, gone, severity, code, name, body, quarter (0 the oldest), text, sentence, message, suggestion, why suppressed
FINDINGS = [
    (2, None, "error", "P101", "unfilled-placeholder", 0, 7, "XX", "全区共出动检查人员XX人次，检查企业486家次。",
     "空白没有填写：XX", "填写数字或者删去这句话", None),
    (2, None, "error", "E401", "cumulative-fall", 0, 7, "累计培训1,120人次", "今年以来累计培训1,120人次，覆盖12个镇街。",
     "累计数比上期少：上期1,340人次", "核对两期的统计口径", None),
    (1, None, "error", "F302", "part-and-whole", 0, 6, "整改隐患702处", "共查出隐患693处，整改隐患702处。",
     "整改数大于发现数", "核对两个数字", None),
    (1, None, "info", "L802", "half-width", 0, 5, ",", "各镇街认真落实,稳步推进。",
     "中文句子里用了半角标点", "", None),
    (1, 2, "error", "P101", "unfilled-placeholder", 0, 4, "××", "约谈企业××家。",
     "空白没有填写：××", "填写数字", None),
    (2, None, "warning", "E402", "unchanged-figures", 1, 7, "148家次", "本季度检查工地148家次，发出整改通知书36份。",
     "与上期能对上的9个数字中，有7个与上期完全相同", "逐个核对是不是没有更新", None),
    (1, None, "warning", "S201", "missing-section", 1, 3, "", "",
     "模板要求的“存在的问题”没有写", "补写这一部分", None),
    (1, None, "error", "N601", "other-organisation", 1, 2, "北桥县住房和城乡建设局", "北桥县住房和城乡建设局将继续抓好整改落实。",
     "文中自称的单位与报告单位不同", "核对单位名称", "引用兄弟单位来文，属正常表述"),
    (2, None, "warning", "E404", "stale-period", 2, 7, "2024年第四季度", "2024年第四季度，我局聚焦重点领域开展排查。",
     "写的是去年同期", "改为本期", None),
    (1, 2, "info", "L801", "unpaired-marks", 2, 1, "“", "开展“护航行动，成效明显。",
     "引号不成对", "补上另一半", None),
    (2, None, "error", "P103", "stand-in-name", 2, 7, HOSTILE, f"请{HOSTILE}于月底前报送。",
     f"代用名没有替换：{HOSTILE}", HOSTILE, None),
]  # fmt: skip


def store(*, runs: int = 2) -> "duckdb.DuckDBPyConnection":
    """The store in memory; after one run (``runs`` = 1) nothing can be new or gone."""
    db = duckdb.connect(":memory:")
    db.execute(SCHEMA)
    db.execute("INSERT INTO meta VALUES ('schema', '1'), ('folder', '/资料/历年报告')")
    for n in range(1, runs + 1):
        when = datetime(2026, n, 9, 9, 30)
        reviewed, unchanged = (29, 0) if n == 1 else (5, 24)
        insert(db, "runs", run=n, started=when, finished=when.replace(minute=42), tool="report-analyzer 0.1.0", settings="{}",
               files=26, reviewed=reviewed, unchanged=unchanged, removed=0, failed=2)  # fmt: skip
    for b, body in enumerate(BODIES):
        for n, (year, quarter) in enumerate(QUARTERS):
            if (b, n) != (2, 2):
                _report(db, quarterly(b, n), body, SAFETY, year, quarter, n)
        for n, year in enumerate((2024, 2025)):
            _report(db, yearly(b, year), body, YEARLY, year, 0, n)
    _file(db, "副本/安全生产.docx", same_as=quarterly(0, 7))
    _file(db, SCAN)
    _report(db, ODD_FILE, "", HOSTILE, None, 0, 0)
    for number, finding in enumerate(FINDINGS):
        _finding(db, number, runs, *finding)
    _follow(db)
    _reuse(db)
    insert(db, "failures", path=SCAN, step="read", cause="unreadable", error="文件里只有图片，没有文字。")
    insert(db, "failures", path=quarterly(1, 7), step="F301", cause="time", error=HOSTILE)
    return db


def empty_store() -> "duckdb.DuckDBPyConnection":
    """A store of two runs that found no file."""
    db = store()
    for (table,) in db.execute("SELECT table_name FROM information_schema.tables").fetchall():
        if table not in ("meta", "runs"):
            db.execute(f"DELETE FROM {table}")
    return db


def insert(db: "duckdb.DuckDBPyConnection", table: str, **row: object) -> None:
    """One row; columns that are left out stay null."""
    db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()]
    )


def quarterly(body: int, n: int) -> str:
    """The path of a quarterly report."""
    year, quarter = QUARTERS[n]
    return f"{BODIES[body]}/{year}年/第{quarter}季度 安全生产.docx"


def yearly(body: int, year: int) -> str:
    """The path of a yearly report."""
    return f"{BODIES[body]}/{year}年/年度法治.docx"


def _file(db, path, same_as=None):
    insert(
        db,
        "files",
        path=path,
        size=20480,
        modified=1767225600000000000,
        sha256="a",
        same_as=same_as,
        reviewed_as="b",
    )


def _report(db, path, body, kind, year, quarter, position):
    _file(db, path)
    row = {"period": "", "period_kind": ""}
    if year:
        first, last = ((quarter - 1) * 3 + 1, quarter * 3) if quarter else (1, 12)
        row = {
            "period": f"{year}年第{'一二三四'[quarter - 1]}季度" if quarter else f"{year}年",
            "period_kind": "quarter" if quarter else "year",
            "period_start": date(year, first, 1),
            "period_end": date(year, last, 31 if last in (3, 12) else 30),
        }
    insert(db, "reports", path=path, title=f"{body}关于{row['period']}{kind}", body=body, kind=kind, **row,
           series=f"{body}|{kind}", position=position, characters=3650, template="季报模板.docx", template_why="标题相符",
           unread=["图片3处"] if quarter == 2 else [])  # fmt: skip


def _finding(
    db, number, runs, since, gone, severity, code, name, b, n, text, sentence, message, advice, reason
):
    if runs == 1:
        since, gone = 1, None
    evidence = [
        {"source": quarterly(b, max(0, n - 1)), "start": 3, "end": 9, "text": f"上期的写法：{sentence}"}
    ]
    insert(db, "findings", path=quarterly(b, n), key=f"{code}-{number:04}", code=code, name=name, severity=severity,
           start=100 + number, stop=100 + number + len(text), place="二、（一）第2段", text=text, sentence=sentence, begins=max(0, sentence.find(text)),
           message=message, suggestion=advice, evidence=json.dumps(evidence, ensure_ascii=False), since=since, gone=gone,
           suppressed=reason)  # fmt: skip


VALUES = {
    "检查企业": ("家次", "一、工作开展情况", False, (402, 431, 455, 468, 468, 471, 480, 486)),
    "累计培训": ("人次", "二、宣传培训", True, (310, 655, 980, 1340, 420, 860, 1340, 1120)),
    "投入资金": (
        "元",
        "三、保障",
        False,
        (1200000, 1350000, None, 1350000, 1350000, 1480000, 1500000, 1520000),
    ),
}


def _follow(db):
    """Indicators of the quarterly reports with their points; each point is a figure of its report as well."""
    for b, body in enumerate(BODIES):
        series = f"{body}|{SAFETY}"
        for n, (name, (unit, section, total, values)) in enumerate(VALUES.items()):
            insert(
                db, "indicators", series=series, n=n, name=name, unit=unit, section=section, cumulative=total
            )
            before = None
            for at, value in enumerate(values):
                if value is None or (b, at) == (2, 2):
                    continue
                value += 37 * b * at if unit == "家次" else 0
                text = f"{value / 10000:g}万元" if unit == "元" else f"{value:,}{unit}"
                fall = total and before is not None and value < before and at % 4 != 0
                place = {
                    "path": quarterly(b, at),
                    "n": n,
                    "start": 500 + 40 * n,
                    "stop": 500 + 40 * n + len(text),
                }
                insert(
                    db,
                    "points",
                    series=series,
                    **place,
                    number=value,
                    text=text,
                    fall=fall,
                    same=value == before,
                )
                insert(db, "figures", **place, place="一、第1段", text=text, number=value, unit=unit, counted=name,
                       scope="cumulative" if total else "period", approximate=False,
                       sentence=f"坚持严格执法，{name}{text}，各项工作有序推进。")  # fmt: skip
                before = value


def _reuse(db):
    """One cluster of all three bodies, the second body the first to have it, and what the reports share."""
    holders = [(1, 3, 1.0), (0, 4, 0.96), (2, 6, 0.83), (0, 7, 0.91)]
    first = quarterly(1, 3)
    insert(db, "reuse_clusters", cluster=1, passages=4, bodies=3, origin=first, text=COPIED)
    for b, at, likeness in holders:
        path = quarterly(b, at)
        insert(
            db,
            "passages",
            path=path,
            n=3,
            start=800,
            stop=800 + len(COPIED),
            place="三、第2段",
            text=COPIED,
            standing=False,
        )
        insert(db, "reuse_passages", cluster=1, path=path, n=3, likeness=likeness)
    for share, b, at in ((0.42, 0, 4), (0.18, 2, 6), (0.31, 0, 7)):
        insert(
            db, "reuse_reports", path=quarterly(b, at), origin=first, shared=round(3000 * share), share=share
        )
