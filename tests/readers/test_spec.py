"""The .toml beside a template: what it may say, and that every complaint names the line."""

import pytest

import analyzer
from analyzer.document import InputError, SlotKind
from analyzer.readers.spec import read_spec
from analyzer.writers.spec import spec_to_toml

TEMPLATE = "一、学习\n共组织专题学习XX次，参加XX人次。\n二、承诺\n我单位承诺：内容真实。没有虚报。\n填报人：[姓名]\n填报人：[姓名]\n"


@pytest.fixture
def template(tmp_path):
    path = tmp_path / "模板.txt"
    path.write_text(TEMPLATE, encoding="utf-8")
    return path


def said(template, text):
    template.with_suffix(".toml").write_text(text, encoding="utf-8")
    return analyzer.read_template(template)


def test_what_it_says_holds(template):
    found = said(
        template,
        'title = "学习汇报"\nlocked = ["我单位承诺"]\n'
        '[[section]]\ntitle = "一、学习"\nrequired = false\nalso = ["学习情况"]\n'
        '[[slot]]\nat = "共组织专题学习⟦XX⟧次"\nname = "学习"\nkind = "decimal"\ncumulative = false\nrequired = false\n'
        '[[slot]]\nat = "参加⟦XX⟧人次"\npart_of = "学习"\n'
        '[[slot]]\nat = "⟦[姓名]⟧"\nnth = 2\nname = "审核人"\n',
    )
    assert found.name == "学习汇报"
    assert [s.name for s in found.slots][:2] == ["学习", "参加·人次"]
    assert found.slots[-1].name == "审核人"
    assert (found.slots[0].kind, found.slots[0].required, found.slots[1].part_of) == (
        SlotKind.DECIMAL,
        False,
        "学习",
    )
    assert (found.sections[0].required, found.sections[0].also) == (False, ("学习情况",))
    # A beginning locks its paragraph.
    assert [found.report[x] for x in found.locked] == ["我单位承诺：内容真实。没有虚报。"]


def test_other_titles_count_as_the_section_s_own(template):
    found = said(template, '[[section]]\ntitle = "一、学习"\nalso = ["专题研讨"]\n')
    draft = analyzer.parse(TEMPLATE.replace("一、学习", "一、专题研讨").replace("XX", "12"))
    codes = [f.code for f in analyzer.review(draft, template=found).findings]
    assert "S201" not in codes


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title = 学习\n", 1, "TOML"),
        ('[[slot]]\nat = "共组织专题学习⟦XX⟧次"\nkinds = "integer"\n', 3, "是不是想写 kind"),
        ('[[slot]]\nat = "共组织专题学习⟦XX⟧次"\nkind = "number"\n', 3, "没有“number”这种类别"),
        ('[[slot]]\nname = "学习"\n', 1, "⟦ ⟧"),
        ('[[slot]]\nat = "共组织专题学习XX次"\n', 2, "⟦ ⟧"),
        ('\n\n[[slot]]\nat = "走访⟦XX⟧户"\n', 3, "找不到"),
        ('[[slot]]\nat = "⟦[姓名]⟧"\nnth = 3\n', 1, "第3处"),
        ('[[slot]]\nat = "⟦[姓名]⟧"\nnth = 0\n', 3, "从 1 数起"),
        ('[[slot]]\nat = "⟦[姓名]⟧"\nname = "参加·人次"\n', 3, "不止一次"),
        ('[[slot]]\nat = "参加⟦XX⟧人次"\npart_of = "没有的"\n', 3, "part_of"),
        ('[[slot]]\nat = "参加⟦XX⟧人次"\nrequired = "yes"\n', 3, "true 或 false"),
        ('[[slot]]\nat = "参加⟦XX⟧人次"\npart_of = "参加·人次"\n', 3, "它自己"),
        ('[[slot]]\nat = "参加⟦XX⟧人次"\n[[slot]]\nat = "参加⟦XX⟧人次"\n', 4, "已经写过"),
        ('[[section]]\ntitle = "三、打算"\n', 1, "没有标题"),
        ("[[section]]\nrequired = true\n", 1, "title"),
        ('[[section]]\ntitle = "一、学习"\nalso = [1]\n', 3, "加引号"),
        ('\nlocked = ["没有这句话"]\n', 2, "找不到"),
        ('locked = "我单位承诺"\n', 1, "列表"),
        ("slots = 3\n", 1, "是不是想写 slot"),
        ("slot = [1]\n", 1, "[[slot]]"),
    ],
)
def test_complaints_name_file_line_and_reason(template, text, line, words):
    with pytest.raises(InputError) as raised:
        said(template, text)
    assert str(raised.value).startswith(f"“模板.toml”第{line}行：") or f"第{line}行" in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", b"a=[" * 3000])
def test_what_is_no_toml_is_refused(tmp_path, data):
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.toml"):
        read_spec(path)


def test_what_is_written_out_is_what_is_read(template):
    plain = analyzer.read_template(template)
    again = said(template, spec_to_toml(plain))
    assert (again.slots, again.sections, again.locked) == (plain.slots, plain.sections, plain.locked)
    first = said(template, 'locked = ["我单位承诺"]\n[[slot]]\nat = "参加⟦XX⟧人次"\nname = "参加\\"人次"\n')
    second = said(template, spec_to_toml(first))
    assert (second.slots, second.locked) == (first.slots, first.locked)


@pytest.mark.parametrize("name", [f"{n:02}" for n in range(1, 11)])
def test_shipped_templates_survive_being_written_out(name, tmp_path):
    from analyzer.templates import shipped_templates

    file = next(f for f in shipped_templates() if f.name.startswith(name))
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    plain = analyzer.read_template(copy)
    copy.with_suffix(".toml").write_text(spec_to_toml(plain), encoding="utf-8")
    assert analyzer.read_template(copy).slots == plain.slots
    names = [s.name for s in plain.slots]
    assert len(set(names)) == len(names) >= 40
    assert all(plain.report[s.span] for s in plain.slots)
