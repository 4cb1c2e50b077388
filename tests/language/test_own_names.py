"""The names that a user lays down for the own body: what they change, and what they leave alone."""

import pytest

import analyzer
from analyzer.document import Configuration
from analyzer.engine import body_of
from analyzer.tools import shared_tools

SIGNED = "{own}2025年防汛工作总结\n\n县人民政府：\n{text}\n\n{sign}\n2025年12月30日"


def looked(text, *names):
    report = analyzer.parse(text)
    configuration = Configuration(own_names=names)
    review = analyzer.review(report, configuration=configuration)
    assert review.failures == ()
    found = [(f.code, report[f.span]) for f in review.findings if f.code.startswith("N6")]
    return body_of(report, configuration=configuration), found


def test_an_alias_is_no_other_body():
    text = SIGNED.format(
        own="平乐县水利局",
        sign="平乐县水利局",
        text="今年汛期，安化县水利局认真落实责任。我局共巡查水库36座。",
    )
    assert looked(text) == ("平乐县水利局", [("N601", "安化县水利局")])
    assert looked(text, "平乐县水利局", "安化县水利局") == ("平乐县水利局", [])


def test_two_forms_that_are_both_right_are_not_inconsistent():
    text = SIGNED.format(
        own="平乐县住房和城乡建设局",
        sign="平乐县住房与城乡建设局",
        text="平乐县住房和城乡建设局改造小区6个。",
    )
    assert looked(text)[1] == [("N602", "平乐县住房与城乡建设局")]
    assert looked(text, "平乐县住房和城乡建设局", "平乐县住房与城乡建设局")[1] == []


def test_a_name_written_wrong_throughout_is_held_against_the_right_one():
    text = SIGNED.format(
        own="平乐县住房与城乡建设局", sign="平乐县住房与城乡建设局", text="我局改造小区6个。"
    )
    assert looked(text)[1] == []
    name, found = looked(text, "平乐县住房和城乡建设局")
    assert name == "平乐县住房和城乡建设局"
    assert found == [("N602", "平乐县住房与城乡建设局")] * 2


def test_a_report_that_names_no_body_is_the_user_s_if_it_speaks_of_it():
    text = (
        "2025年防汛工作总结\n\n县人民政府：\n平乐县水利局巡查水库36座。今年汛期，安化县水利局认真落实责任。\n"
    )
    assert looked(text) == ("", [])
    assert looked(text, "平乐县水利局") == ("平乐县水利局", [("N601", "安化县水利局")])


@pytest.mark.parametrize("names", [(), ("平乐县水利局",), ("平乐县水利局", "县水利局")])
def test_another_body_s_report_stays_its_own(names):
    text = "江平市水利局2025年防汛工作总结\n\n市人民政府：\n我局指导平乐县水利局改造堤防6处。平乐县水利局认真落实责任。\n\n江平市水利局\n2025年12月30日"
    assert looked(text, *names) == ("江平市水利局", [])


def test_full_width_marks_in_a_name_make_no_difference():
    text = SIGNED.format(own="平乐县水利（水务）局", sign="平乐县水利(水务)局", text="我局共巡查水库36座。")
    assert looked(text, "平乐县水利（水务）局")[1] == []


def test_shared_tools_tell_names_apart():
    report = analyzer.parse("2025年防汛工作总结\n\n平乐县水利局巡查水库36座。\n")
    tools = shared_tools()
    assert body_of(report, tools) == ""
    assert body_of(report, tools, Configuration(own_names=("平乐县水利局",))) == "平乐县水利局"
