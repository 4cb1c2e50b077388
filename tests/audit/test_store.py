"""The store: opening, refusing, writing whole batches."""

import io
import subprocess
import sys
from decimal import Decimal

import pytest

from analyzer.audit import query
from analyzer.audit.store import Store, connect
from analyzer.document import InputError

FINDING = ("P101", "unfilled", "error", 1, 3, "第1段", "XX", "共XX次", 1, "没有填", "填上", "[]")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "a.duckdb", tmp_path) as opened:
        yield opened


def finding(path, key):
    return (path, key, *FINDING)


def live(store):
    return sorted(store.rows("SELECT path, key, since, gone FROM findings"))


def test_findings_are_new_still_there_gone_and_back(store):
    store.add_findings(["a", "b"], [finding("a", "k1"), finding("a", "k2"), finding("b", "k1")], 1)
    store.add_findings(["a"], [finding("a", "k2"), finding("a", "k3")], 2)
    assert live(store) == [
        ("a", "k1", 1, 2),
        ("a", "k2", 1, None),
        ("a", "k3", 2, None),
        ("b", "k1", 1, None),
    ]
    store.add_findings(["a"], [finding("a", "k1")], 3)
    assert live(store) == [("a", "k1", 3, None), ("a", "k2", 1, 3), ("a", "k3", 2, 3), ("b", "k1", 1, None)]


def test_a_batch_is_kept_whole_or_not_at_all(store):
    with pytest.raises(ZeroDivisionError), store.whole():
        store.add("earlier", [("a", 0, "b")])
        raise ZeroDivisionError
    assert store.rows("SELECT * FROM earlier") == []


def test_what_no_file_can_hold_is_stored_all_the_same(store):
    rows = [
        ("a\ud800", 0, "x\0y", "", "", "filled", "=1+1", Decimal("1E+20"), 1, 2),
        ("b", 1, "", "", "", "filled", "", Decimal("0.5"), None, None),
        ("c", 2, "", "", "", "filled", "", None, None, None),
    ]
    store.add("slot_values", rows)
    found = store.rows("SELECT path, slot, number FROM slot_values ORDER BY n")
    assert found == [("a?", "x\0y", Decimal(10**20)), ("b", "", Decimal("0.5")), ("c", "", None)]


def test_a_store_of_another_folder_is_refused(tmp_path):
    Store(tmp_path / "a.duckdb", tmp_path / "one").connection.close()
    with pytest.raises(InputError, match="审计结果"):
        Store(tmp_path / "a.duckdb", tmp_path / "other")


def test_what_is_no_store_is_refused(tmp_path):
    import duckdb

    (tmp_path / "text.duckdb").write_text("hello")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with connect(tmp_path / "old.duckdb") as old:
        old.execute("UPDATE meta SET value = '0' WHERE name = 'schema'")
    for name, words in (
        ("text", "不是审计结果库"),
        ("other", "不是审计结果库"),
        ("old", "第 0 版"),
        ("no/where", "打不开"),
    ):
        with pytest.raises(InputError, match=words):
            connect(tmp_path / f"{name}.duckdb")
    with pytest.raises(InputError, match="没有"):
        connect(tmp_path / "none.duckdb", read_only=True)


def test_a_store_in_use_is_told(tmp_path):
    code = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    path = tmp_path / "a.duckdb"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(InputError, match="正被另一个程序使用"):
            connect(path)
    finally:
        other.communicate()


@pytest.mark.parametrize(
    "condition",
    [
        "path IN (SELECT content FROM read_text('/etc/hostname'))",
        "true) ; COPY findings TO 'x.csv'; --",
        "nonsense = 1",
        "code = 'P101'; DROP TABLE findings",
        "1 / ",
        "path IN (SELECT * FROM read_csv('x'))",
    ],
    ids=["read", "close", "column", "two", "syntax", "csv"],
)
def test_a_condition_can_do_nothing_else(store, condition, tmp_path):
    store.add_findings(["a"], [finding("a", "k1")], 1)
    store.connection.close()
    with pytest.raises(InputError, match="--where"):
        query.findings(tmp_path / "a.duckdb", condition)
    assert len(query.findings(tmp_path / "a.duckdb", "code = 'P101' -- mine")) == 1
    assert not list(tmp_path.glob("*.csv"))


def test_no_cell_is_a_formula():
    text = query.to_csv(("a", "b"), [("=HYPERLINK(1)", ["+1", "x"]), ("@x", -1)])
    assert text == "a,b\r\n'=HYPERLINK(1),'+1；x\r\n'@x,-1\r\n"


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_a_table_is_exported_whole(store, tmp_path, form):
    store.add("earlier", [("a", n, "b") for n in range(5000)])
    store.connection.close()
    target = tmp_path / "out"
    with target.open("wb") as file:
        assert query.export(tmp_path / "a.duckdb", "earlier", form, file, tmp_path / "scratch") == 5000
    if form == "parquet":
        import duckdb

        assert duckdb.execute(f"SELECT count(*) FROM read_parquet('{target}')").fetchall() == [(5000,)]
    else:
        assert len(target.read_text("utf-8").splitlines()) == 5000 + (form == "csv")
    assert not (tmp_path / "scratch").exists()


def test_only_tables_of_the_store_are_exported(store, tmp_path):
    store.connection.close()
    with pytest.raises(InputError, match="没有"):
        query.export(tmp_path / "a.duckdb", 'earlier" --', "csv", io.BytesIO(), tmp_path / "s")


def test_a_connection_is_free_for_any_use(tmp_path):
    connect(tmp_path / "store.duckdb").close()
    with connect(tmp_path / "store.duckdb", read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM reports").fetchall() == [(0,)]
