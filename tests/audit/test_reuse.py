"""Reuse between the reports of different bodies, as a store holds them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from random import Random

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.audit import minhash, reuse
from analyzer.audit.masking import mask, own_names
from analyzer.audit.reuse import ALIKE, DRIFT, FORMULA_BODIES, FORMULA_MOST, SHORTEST, find_reuse
from analyzer.audit.reuse_findings import reused_passages
from analyzer.document import Severity

CORPUS = Path(__file__).parents[2] / "corpora" / "reports"
LONG = "针对施工围挡不规范的问题，组织执法人员逐个工地上门指导，对整改不到位的3家单位下发告知书，并在月底前完成回头看，防止问题反弹。"
OTHER = "馆内新增无障碍坡道和盲文标识，安排志愿者为视障读者朗读报刊，读者可以通过电话预约上门送书服务，全年共送书上门若干次。"
THIRD = "水库大坝安全鉴定由省级专家评审，鉴定结论为二类坝的，先行降低汛限水位运行，并把除险加固列入下一年度投资计划优先安排。"
BLANK = {"VARCHAR": "", "INTEGER": 0, "BOOLEAN": False, "VARCHAR[]": []}

Report = tuple[str, str, date | None, Sequence[str]]  # path, body, end of its period, passages


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, object]]) -> None:
    columns = connection.execute(f"DESCRIBE {table}").fetchall()
    values = [[row.get(name, BLANK.get(kind)) for name, kind, *_ in columns] for row in rows]
    if values:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", values)


def _store(reports: Iterable[Report], chance: Random | None = None) -> duckdb.DuckDBPyConnection:
    """A store with these reports; the rows in any order if ``chance`` is given."""
    connection = duckdb.connect()
    connection.execute(files("analyzer.audit").joinpath("schema.sql").read_text("utf-8"))
    heads, passages = [], []
    for path, body, end, texts in reports:
        heads.append(
            {
                "path": path,
                "title": f"标题{path}",
                "body": body,
                "kind": "工作总结",
                "period": f"{end.year}年" if end else "",
            }
            | {"period_end": end}
        )
        at = 0
        for n, text in enumerate(texts):
            place = {"path": path, "n": n, "start": at, "stop": at + len(text), "place": f"第{n + 1}段"}
            passages.append(place | {"text": text.removeprefix("§"), "standing": text.startswith("§")})
            at += len(text) + 1
    if chance:
        chance.shuffle(heads)
        chance.shuffle(passages)
    _insert(connection, "reports", heads)
    _insert(connection, "passages", passages)
    return connection


def _tables(connection: duckdb.DuckDBPyConnection) -> list[list[tuple[object, ...]]]:
    return [
        connection.execute(f"FROM reuse_{t} ORDER BY ALL").fetchall()
        for t in ("clusters", "passages", "reports")
    ]


def _found(*reports: Report) -> list[list[tuple[object, ...]]]:
    connection = _store(reports)
    count = find_reuse(connection)
    tables = _tables(connection)
    assert count == len(tables[0])
    return tables


def _in(year: int) -> date:
    return date(year, 12, 31)


def test_the_older_report_is_the_origin() -> None:
    copied = LONG.replace("3家", "12家")
    clusters, passages, reports = _found(
        ("a", "青山市城管局", _in(2024), [OTHER, copied]), ("b", "白河县住建局", _in(2023), [THIRD, LONG])
    )
    assert clusters == [(1, 2, 2, "b", LONG)]
    assert passages == [(1, "a", 1, 1.0), (1, "b", 1, 1.0)]
    assert reports == [("a", "b", len(copied), pytest.approx(len(copied) / len(OTHER + copied)))]


@pytest.mark.parametrize("end", [_in(2024), None], ids=["same date", "no date"])
def test_without_an_order_the_first_path_is_the_origin(end: date | None) -> None:
    reports = [("b", "青山市城管局", end, [LONG]), ("a", "白河县住建局", end, [LONG])]
    clusters, _, pairs = _found(*reports)
    assert clusters[0][3] == "a"
    assert [p[:2] for p in pairs] == [("b", "a")]
    connection = _store(reports)
    find_reuse(connection)
    (finding,) = reused_passages(connection)
    assert finding.severity is Severity.INFO
    assert "孰先孰后不能确定" in finding.message


def test_a_known_date_goes_before_an_unknown_one() -> None:
    clusters, _, _ = _found(("a", "青山市城管局", None, [LONG]), ("b", "白河县住建局", _in(2023), [LONG]))
    assert clusters[0][3] == "b"


NO_REUSE = {
    "empty": [],
    "one body": [("a", "白河县住建局", _in(2023), [LONG]), ("b", "白河县住建局", _in(2024), [LONG])],
    "its party committee": [
        ("a", "白河县住建局", _in(2023), [LONG]),
        ("b", "中共白河县住建局党组", _in(2024), [LONG]),
    ],
    "standing": [
        ("a", "白河县住建局", _in(2023), ["§" + LONG]),
        ("b", "青山市城管局", _in(2024), ["§" + LONG]),
    ],
    "standing in one": [
        ("a", "白河县住建局", _in(2023), ["§" + LONG]),
        ("b", "青山市城管局", _in(2024), [LONG]),
    ],
    "short": [("a", "白河县住建局", _in(2023), [LONG[:18]]), ("b", "青山市城管局", _in(2024), [LONG[:18]])],
    "short when masked": [
        ("a", "白河县住建局", _in(2023), ["投入1280000元、2360000元、3360000元。"]),
        ("b", "青山市城管局", _in(2024), ["投入1280000元、2360000元、3360000元。"]),
    ],
    "other words": [("a", "白河县住建局", _in(2023), [LONG]), ("b", "青山市城管局", _in(2024), [OTHER])],
    "half": [
        ("a", "白河县住建局", _in(2023), [LONG]),
        ("b", "青山市城管局", _in(2024), [LONG[:32] + OTHER[:28]]),
    ],
}


@pytest.mark.parametrize("reports", NO_REUSE.values(), ids=NO_REUSE)
def test_no_reuse(reports: list[Report]) -> None:
    assert _found(*reports) == [[], [], []]


def test_reports_without_a_body_are_bodies_of_their_own() -> None:
    clusters, *_ = _found(("a", "", _in(2023), [LONG]), ("b", "", _in(2024), [LONG]))
    assert clusters[0][:4] == (1, 2, 2, "a")


def test_an_own_later_report_is_of_the_cluster_but_no_finding() -> None:
    connection = _store(
        [
            ("a23", "白河县住建局", _in(2023), [LONG]),
            ("a24", "白河县住建局", _in(2024), [LONG]),
            ("b24", "青山市城管局", _in(2024), [LONG]),
        ]
    )
    find_reuse(connection)
    clusters, passages, reports = _tables(connection)
    assert clusters == [(1, 3, 2, "a23", LONG)]
    assert len(passages) == 3
    assert [(path, origin) for path, origin, *_ in reports] == [("b24", "a23")]
    assert [f.passage.path for f in reused_passages(connection)] == ["b24"]


def _many(bodies: int, with_it: int) -> list[Report]:
    names = [f"{a}{b}县水利局" for a in "白青云石鹤虹汐汀" for b in "河湾岭川溪泉"][:bodies]
    return [
        (f"{i:02}", name, _in(2024), [LONG] if i < with_it else [f"{name}的报告"])
        for i, name in enumerate(names)
    ]


@pytest.mark.parametrize(
    ("bodies", "with_it", "reused"),
    [
        (10, FORMULA_BODIES, True),
        (10, FORMULA_BODIES + 1, False),
        (47, 9, True),
        (47, 10, False),
        (48, 48, False),
    ],
)
def test_what_many_bodies_write_is_a_formula(bodies: int, with_it: int, reused: bool) -> None:
    assert FORMULA_MOST > 9
    assert bool(_found(*_many(bodies, with_it))[0]) is reused


def test_variants_of_a_formula_are_formulas() -> None:
    variant = LONG.replace("并在", "在")
    reports = _many(12, 10)
    reports += [(f"x{i}", f"东坡{u}镇人民政府", _in(2025), [variant]) for i, u in enumerate("甲乙")]
    assert _found(*reports)[0] == []


# Each version is near the one before, the last ones are far from the first.
STEPS = [OTHER[: 5 * i] + (LONG + THIRD)[5 * i :] for i in range(8)]


@pytest.mark.parametrize(("versions", "sizes"), [(6, [6]), (7, [6]), (8, [6, 2])])
def test_what_drifts_from_the_origin_leaves_its_cluster(versions: int, sizes: list[int]) -> None:
    reports = [
        (f"{i}", f"{'甲乙丙丁戊己庚辛'[i]}县水利局", _in(2010 + i), [STEPS[i]]) for i in range(versions)
    ]
    clusters, passages, _ = _found(*reports)
    assert [c[1] for c in clusters] == sizes
    assert len(passages) == sum(sizes)
    assert DRIFT <= min(likeness for *_, likeness in passages) < ALIKE


def test_what_drifts_from_a_formula_is_one() -> None:
    reports = [
        (f"{i}{n}", f"{'甲乙丙丁戊己庚辛壬癸'[n]}县水利局", _in(2010 + i), [text])
        for i, text in enumerate(STEPS)
        for n in range(2)
    ]
    assert _found(*reports)[0] != []
    reports += [(f"x{n}", f"{'子丑寅卯辰巳午未'[n]}县水利局", _in(2010), [STEPS[0]]) for n in range(8)]
    assert _found(*reports)[0] == []


def test_the_tables_are_replaced() -> None:
    connection = _store([("a", "白河县住建局", _in(2023), [LONG]), ("b", "青山市城管局", _in(2024), [LONG])])
    assert find_reuse(connection) == find_reuse(connection) == 1
    connection.execute("DELETE FROM passages WHERE path = 'b'")
    assert find_reuse(connection) == 0
    assert _tables(connection) == [[], [], []]
    assert connection.execute("SELECT count(*) FROM duckdb_tables() WHERE temporary").fetchone() == (0,)


def test_a_failure_leaves_the_tables_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = _store([("a", "白河县住建局", _in(2023), [LONG]), ("b", "青山市城管局", _in(2024), [LONG])])
    find_reuse(connection)
    before = _tables(connection)
    for module, name, error in ((minhash, "jaccard", ZeroDivisionError), (reuse, "mask", duckdb.Error)):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, lambda *_: 1 / 0)
            with pytest.raises(error):
                find_reuse(connection)
        assert _tables(connection) == before
    assert find_reuse(connection) == 1


def test_what_a_finding_says() -> None:
    long = LONG.removesuffix("。") + "，" + OTHER
    connection = _store(
        [
            ("a", "白河县水利局", _in(2023), ["无关的开头。", long, THIRD[:34]]),
            (
                "b",
                "青山市水务局",
                _in(2024),
                [THIRD[:34], long.replace("3家", "四家").replace("朗读", "诵读")],
            ),
        ]
    )
    find_reuse(connection)
    short, copied = reused_passages(connection)
    assert (copied.passage.path, copied.origin.path, copied.origin.text) == ("b", "a", long)
    assert copied.message == "与白河县水利局2023年工作总结第2段91%相同（数字、日期和名称不计）。"
    assert copied.severity is Severity.WARNING
    assert (copied.passage.start, copied.passage.stop) == (35, 35 + len(long))
    assert 0.91 <= copied.likeness < 0.92
    assert short.severity is Severity.INFO
    assert "100%相同" in short.message


def _edited(text: str, chance: Random) -> str:
    """Other figures, and a few other characters."""
    text = re.sub(r"\d+", lambda _: str(chance.randrange(2000)), text)
    for _ in range(chance.choice((0, 1, 2, 4))):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice("抓促推实严细") + text[at + chance.randrange(2) :]
    return text


def _sentences() -> list[str]:
    found = (
        s
        for f in sorted(CORPUS.glob("*/*.txt"))
        for s in re.split(r"(?<=。)|\n", f.read_text(encoding="utf-8"))
    )
    return sorted({s for s in found if 40 <= len(s) <= 160})


SENTENCES = _sentences()
BODIES = ("白河县水利局", "青山市水务局", "东坡市民政局", "石桥镇人民政府", "云岭县人民医院", "")


def _copies(chance: Random, count: int) -> list[Report]:
    """Reports of six bodies whose passages are sentences of the corpora, many of them in several versions."""
    texts = chance.sample(SENTENCES, count)
    reports = []
    for i, body in enumerate(BODIES):
        for year in (2023, 2024):
            own = [_edited(t, chance) for t in texts if chance.random() < 0.4]
            reports.append((f"{i}{year}", body, _in(year), own))
    return reports


def _against_brute_force(reports: Sequence[Report]) -> tuple[int, int]:
    """How many pairs of passages there are with a likeness of ``ALIKE``, and how many of them share a cluster.

    Every member of a cluster must be as alike to the origin as said, and to another member by ``ALIKE``.
    """
    connection = _store(reports)
    find_reuse(connection)
    sets, owners = {}, {}
    for path, body, _, texts in reports:
        for n, text in enumerate(texts):
            masked = mask(text, own_names(body))
            owners[path, n] = body or path
            if len(masked) >= SHORTEST:
                sets[path, n] = {
                    masked[i : i + minhash.WIDTH] for i in range(len(masked) - minhash.WIDTH + 1)
                }
    clusters, passages, _ = _tables(connection)
    cluster_of = {(path, n): (cluster, likeness) for cluster, path, n, likeness in passages}
    near, there, together = set(), 0, 0
    keys = sorted(sets)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            if owners[a] != owners[b] and len(sets[a] & sets[b]) >= ALIKE * len(sets[a] | sets[b]):
                there += 1
                together += a in cluster_of and b in cluster_of and cluster_of[a][0] == cluster_of[b][0]
                near |= {a, b}
    assert set(cluster_of) <= near
    for cluster, _, bodies, origin, _ in clusters:
        members = {key: likeness for key, (c, likeness) in cluster_of.items() if c == cluster}
        first = sets[min(key for key in members if key[0] == origin)]
        assert bodies == len({owners[key] for key in members}) > 1
        for key, likeness in members.items():
            assert likeness == pytest.approx(len(sets[key] & first) / len(sets[key] | first))
    return there, together


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 12))
def test_what_is_said_is_so(seed: int, count: int) -> None:
    there, together = _against_brute_force(_copies(Random(seed), count))
    assert together <= there


def test_recall_over_many_small_folders() -> None:
    # A share of chance: in one folder a single passage missed may be a fifth of all pairs, over many it evens out.
    counts = [_against_brute_force(_copies(Random(seed), 10)) for seed in range(30)]
    there, together = map(sum, zip(*counts, strict=True))
    assert there > 300
    assert together >= 0.97 * there


def test_recall_on_the_corpora() -> None:
    there, together = _against_brute_force(_copies(Random(1), 120))
    assert there > 200
    assert together >= 0.97 * there


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_order_of_rows_changes_nothing(seed: int, other: int) -> None:
    reports = _copies(Random(seed), 8)
    one, two = _store(reports), _store(reports, Random(other))
    assert find_reuse(one) == find_reuse(two)
    assert _tables(one) == _tables(two)
