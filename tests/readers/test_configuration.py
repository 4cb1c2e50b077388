"""``report-analyzer.toml``: what it may say, and that every complaint names file, line and reason."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analyzer
from analyzer.configuration import read_configuration
from analyzer.document import Configuration, InputError, Severity
from analyzer.writers.configuration_text import EXAMPLE


def said(folder, text):
    path = folder / "report-analyzer.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_configuration(path)


def test_all_that_it_may_say_is_read(tmp_path):
    (tmp_path / "原文").mkdir()
    (tmp_path / "原文" / "讲话.txt").write_text("要坚持问题导向。\n", encoding="utf-8")
    (tmp_path / "用语.tsv").write_text("# 本单位\nright\twrong\n河长制办公室\t河长办\n", encoding="utf-8")
    found = said(
        tmp_path,
        'off = ["l802",\n  "E4"]\non = ["S2"]\nprotected = ["河湖长制"]\nown_names = ["平乐县水利局"]\n'
        'canonical = ["原文"]\n[severity]\nS206 = "提示"\n[lexicons]\nhouse_terms = "用语.tsv"\n'
        '[[house_term]]\nwrong = "截止目前"\nright = "截至目前"\nwhy = "手册"\n'
        '[[suppress]]\nreason = "表头"\ncode = "p101"\nwords = "XX类"\nuntil = 2026-12-31\n',
    )
    assert (found.off, found.on) == ({"L802", "E4"}, {"S2"})
    assert (found.protected, found.own_names) == (("河湖长制",), ("平乐县水利局",))
    assert found.severities == {"S206": Severity.INFO}
    assert [(t.wrong, t.right, t.why) for t in found.house_terms] == [
        ("截止目前", "截至目前", "手册"),
        ("河长办", "河长制办公室", ""),
    ]
    assert [(c.source, c.text) for c in found.canonical] == [("讲话.txt", "要坚持问题导向。\n")]
    (suppression,) = found.suppressions
    assert (suppression.code, suppression.words, suppression.until) == ("P101", "XX类", date(2026, 12, 31))
    lines = {(s.what, s.name): s.line for s in found.said}
    assert lines["off", "E4"] == 2
    assert lines["severity", "S206"] == 8
    assert lines["suppress", "P101，XX类"] == 15


def test_an_empty_file_says_nothing(tmp_path):
    found = said(tmp_path, "")
    assert found == Configuration(sources=found.sources)


def test_the_example_says_nothing_and_each_of_its_lines_could(tmp_path):
    assert said(tmp_path, EXAMPLE).said == ()
    (tmp_path / "文件原文").mkdir()
    (tmp_path / "文件原文" / "甲.txt").write_text("原文。", encoding="utf-8")
    (tmp_path / "本单位用语.tsv").write_text("wrong\tright\twhy\n甲乙\t乙甲\t规定\n", encoding="utf-8")
    bare = re.sub(r"(?m)^# (?=\w+ = |\[)", "", EXAMPLE)
    found = said(tmp_path, bare)
    assert {s.what for s in found.said} == {
        "off", "on", "severity", "protected", "own_names", "house_term", "lexicons", "canonical", "suppress",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("off = P101\n", 1, "TOML"),
        ('\noff = ["P999"]\n', 2, "没有规则“P999”"),
        ('off = ["P1"]\non = ["P1"]\n', 1, "同时写在 on 和 off"),
        ('off = "P101"\n', 1, "列表"),
        ('offf = ["P101"]\n', 1, "是不是想写 off"),
        ("off = [1]\n", 1, "加引号"),
        ('protected = ["甲", ""]\n', 1, "不能是空的"),
        ('[severity]\nP101 = "fatal"\n', 2, "error（错误）"),
        ("[severity]\nP101 = 3\n", 2, "error（错误）"),
        ('[severity]\nP999 = "error"\n', 2, "没有规则"),
        ('[severity]\nP101 = "error"\np101 = "info"\n', 3, "不止一次"),
        ('[[suppress]]\ncode = "P101"\n', 1, "reason"),
        ('[[suppress]]\nreason = " "\ncode = "P101"\n', 1, "reason"),
        ('[[suppress]]\nreason = "旧账"\n', 1, "至少写一项"),
        ('[[suppress]]\nreason = "旧账"\ncode = "P999"\n', 3, "没有规则"),
        ('[[suppress]]\nreason = "旧账"\ncode = "P101"\nuntil = "年底"\n', 4, "不是日期"),
        ('[[suppress]]\nreason = "旧账"\ncode = "P101"\nuntil = 12\n', 4, "日期"),
        ('[[suppress]]\nreason = "旧账"\nwho = "我"\n', 3, "没有“who”"),
        ('[[house_term]]\nwrong = "甲"\n', 1, "right"),
        ('[[house_term]]\nwrong = "甲"\nright = "甲"\n', 1, "一样"),
        ('[lexicons]\nwords = "x.tsv"\n', 2, "没有“words”这种词表"),
        ('[lexicons]\nhouse_terms = "没有.tsv"\n', 2, "找不到“没有.tsv”"),
        ("[lexicons]\nhouse_terms = 3\n", 2, "文件名"),
        ('canonical = ["没有.docx"]\n', 1, "找不到“没有.docx”"),
        ('canonical = ["空"]\n', 1, "没有可以读的文件"),
        ('canonical = ["a\\u0000b"]\n', 1, "文件名"),
        ("house_term = [1]\n", 1, "[[house_term]]"),
    ],
)
def test_complaints_name_file_line_and_reason(tmp_path, text, line, words):
    (tmp_path / "空").mkdir()
    with pytest.raises(InputError) as raised:
        said(tmp_path, text)
    assert str(raised.value).startswith(f"“report-analyzer.toml”第{line}行")
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("", None, "只有空白|没有内容|空"),
        ("wrong\tright\n\n甲\n", 3, "有1列，第一行写了2列"),
        ("wrong\n甲\n", 1, "缺少 right"),
        ("wrong\tright\tcolour\n", 1, "没有“colour”这一列"),
        ("wrong\tright\twrong\n", 1, "同名"),
        ("wrong\tright\n甲\t\n", 2, "right 不能是空的"),
    ],
)
def test_complaints_about_house_terms_name_their_line_too(tmp_path, table, line, words):
    (tmp_path / "用语.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        said(tmp_path, '[lexicons]\nhouse_terms = "用语.tsv"\n')
    assert str(raised.value).startswith("“report-analyzer.toml”第2行：“用语.tsv”")
    assert re.search(words, str(raised.value))
    assert line is None or f"“用语.tsv”第{line}行" in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"off = [\xff]", "UTF-8"),
        (b"#" * (2 * 1024 * 1024 + 1), "超过 2 MB，不像配置文件"),
        (b"off = " + b"[" * 5000, "嵌套太深"),
        (b"until = " + b"1" * 5000, "过长的数字"),
    ],
)
def test_a_file_that_is_no_configuration_is_refused_in_one_sentence(tmp_path, text, words):
    with pytest.raises(InputError, match=words):
        said(tmp_path, text)


KEYS = st.sampled_from(
    [
        "off",
        "on",
        "severity",
        "protected",
        "canonical",
        "lexicons",
        "suppress",
        "reason",
        "code",
        "until",
        "P101",
        "x",
    ]
)
VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["P101", "error", "2026-01-01", "\\u0000", "..", "\n", "'"]),
)


@st.composite
def tomlish(draw):
    """Lines that are nearly what a configuration says."""
    lines = []
    for _ in range(draw(st.integers(0, 6))):
        key, value = draw(KEYS), draw(VALUES)
        form = draw(
            st.sampled_from(
                ['{k} = "{v}"', '{k} = ["{v}"]', "[{k}]", "[[{k}]]", "{k} = {v}", '{k}.{k} = "{v}"', "{v}"]
            )
        )
        lines.append(form.format(k=key, v=value))
    return "\n".join(lines)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(tomlish(), st.text(), st.binary()))
def test_any_text_gives_a_configuration_or_an_input_error(tmp_path_factory, text):
    folder = tmp_path_factory.mktemp("配置")
    try:
        assert isinstance(said(folder, text), Configuration)
    except InputError as error:
        assert str(error).endswith("。")
        assert "\n" not in str(error)


@settings(max_examples=200, deadline=None)
@given(table=st.one_of(st.text(alphabet="wrongih\twhy甲乙\n\r#", max_size=60), st.binary(max_size=60)))
def test_any_table_gives_rows_or_an_input_error(tmp_path_factory, table):
    folder = tmp_path_factory.mktemp("词表")
    (folder / "用语.tsv").write_bytes(table if isinstance(table, bytes) else table.encode())
    try:
        found = said(folder, '[lexicons]\nhouse_terms = "用语.tsv"\n')
        assert all(t.wrong and t.right for t in found.house_terms)
    except InputError as error:
        assert str(error).endswith("。")


def test_canonical_texts_are_read_as_drafts_are(tmp_path):
    (tmp_path / "原文").mkdir()
    (tmp_path / "原文" / "~$锁.docx").write_bytes(b"x")
    (tmp_path / "原文" / "说明.html").write_text("<p>")
    (tmp_path / "原文" / "二.md").write_text("# 二\n内容。\n", encoding="utf-8")
    (tmp_path / "一.txt").write_text("内容一。\n", encoding="gb18030")
    found = said(tmp_path, 'canonical = ["原文", "一.txt", "./一.txt"]\n')
    assert [(c.source, c.text) for c in found.canonical] == [
        ("二.md", analyzer.read(tmp_path / "原文" / "二.md").text),
        ("一.txt", "内容一。\n"),
    ]


@pytest.mark.parametrize(
    ("name", "table", "line", "words"),
    [
        ("confusables", "wrong\tright\n布暑\t部署\n甲乙\t\n", 3, "right 不能是空的"),
        ("confusables", "wrong\tright\tlevel\n布暑\t部署\tsure\n", 2, "level 只能是"),
        ("confusables", "wrong\tright\tsince\n布暑\t部署\t去年\n", 2, "2016-10"),
        ("confusables", "wrong\tright\tafter\n布暑\t部署\t(工+)+\n", 2, "after 只能是词"),
        ("phrase_errors", "right\n部署\n", 1, "缺少 wrong"),
        ("set_phrases", "name\tquotes\n五个必须\tmaybe\n", 2, "quotes 只能是"),
        ("set_phrases", "name\tmember\n五个必须\t甲\n", 1, "没有“member”这一列"),
    ],
)
def test_complaints_about_tables_of_wording_name_their_line(tmp_path, name, table, line, words):
    (tmp_path / "词.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        said(tmp_path, f'[lexicons]\n{name} = "词.tsv"\n')
    assert str(raised.value).startswith(f"“report-analyzer.toml”第2行：“词.tsv”第{line}行：")
    assert words in str(raised.value)


def test_tables_of_wording_are_looked_for_in_drafts(tmp_path):
    (tmp_path / "词.tsv").write_text("right\twrong\tafter\n河湖长制\t河湖长治\t工作|责任\n", encoding="utf-8")
    configuration = said(tmp_path, '[lexicons]\nconfusables = "词.tsv"\n')
    report = analyzer.parse("全面落实河湖长治责任。河湖长治久安。")
    review = analyzer.review(report, configuration=configuration)
    assert [(f.code, f.span.start) for f in review.findings if f.code == "W702"] == [("W702", 4)]
    assert not [f for f in analyzer.review(report).findings if f.code == "W702"]


@pytest.mark.parametrize("name", ["numerals", "punctuation", "regions", "section_roles"])
def test_tables_that_hold_no_words_are_not_added_to(tmp_path, name):
    with pytest.raises(InputError, match=f"没有“{name}”这种词表，可用的有 house_terms、confusables"):
        said(tmp_path, f'[lexicons]\n{name} = "词.tsv"\n')
