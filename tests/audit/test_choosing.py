"""The template that a report was written from."""

from pathlib import Path

import pytest

from analyzer.audit.choosing import choose
from analyzer.audit.mapping import SHIPPED, mapping_of
from analyzer.document import InputError
from analyzer.readers import parse, read

CORPORA = Path(__file__).parents[2] / "corpora"
ALL = mapping_of((), None).others
FILLED = sorted((CORPORA / "filled").glob("*.heavy.1.txt"))


@pytest.mark.parametrize("file", FILLED, ids=[f.stem[:2] for f in FILLED])
def test_a_heavily_edited_draft_is_known(file):
    template, name, why = choose(read(file), ALL.files, ALL.origin)
    assert template is not None
    assert name.startswith(file.name[:2])
    assert why.startswith("自带的模板中最相近")


@pytest.mark.parametrize("series", ["hr_open_y_daiyuan/2022.docx", "water_m_maochuan"])
def test_a_report_of_its_own_making_has_none(series):
    file = CORPORA / "reports" / series
    report = read(file if file.is_file() else next(f for f in sorted(file.iterdir()) if f.suffix != ".toml"))
    assert choose(report, ALL.files, SHIPPED) == (None, "", "自带的模板里没有相近的")


def test_a_given_template_is_used_where_it_fits():
    (given,) = mapping_of([str(CORPORA / "templates" / "01_special_campaign.txt")], None).others.files
    assert choose(read(FILLED[0]), [given], "指定")[1:] == ("01_special_campaign.txt", "指定的模板")
    stranger = parse("关于放假的通知\n定于十月一日起放假，请相互转告。")
    template, _, why = choose(stranger, [given], "指定")
    assert (template, why) == (None, "与指定的模板“01_special_campaign.txt”几乎没有相同之处")
    assert choose(stranger, [], "指定") == (None, "", "没有使用模板")


def test_a_mapping_says_which_templates_a_path_may_have(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("共XX次。", encoding="utf-8")
    table = tmp_path / "map.toml"
    table.write_text('[templates]\n"甲/*" = "a.txt"\n"*.pdf" = "none"\n', encoding="utf-8")
    mapping = mapping_of([str(tmp_path / "b.txt")], table)
    assert mapping.choices("甲/1.docx").files == (str(tmp_path / "a.txt"),)
    assert mapping.choices("乙/1.pdf").files == ()
    assert mapping.choices("乙/1.docx").files == (str(tmp_path / "b.txt"),)
    before = mapping.known_as
    (tmp_path / "a.toml").write_text('title = "甲"\n', encoding="utf-8")
    assert mapping_of([str(tmp_path / "b.txt")], table).known_as != before


@pytest.mark.parametrize(
    "words", ["[templates", "x = 1", "[templates]\na = 1"], ids=["broken", "other", "number"]
)
def test_a_mapping_that_is_none_is_told(tmp_path, words):
    table = tmp_path / "map.toml"
    table.write_text(words, encoding="utf-8")
    with pytest.raises(InputError, match="映射文件"):
        mapping_of((), table)
