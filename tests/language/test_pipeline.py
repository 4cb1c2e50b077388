"""The spaCy pipeline: jieba's words, exact spans, a review as a Doc."""

import jieba
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import analyzer
from analyzer.language.pipeline import COMPONENTS, chinese
from analyzer.pipes import to_doc
from analyzer.resources import folder
from analyzer.text.words import words

DRAFT = (
    "江平市水利局关于2025年上半年防汛工作情况的汇报\n一、主要做法\n截至2025年6月30日，我局共检查水库36座，整改隐患XX处，整改率92.7%，"
    "投入资金1,280万元。\n三、下一步打算\n会同市应急管理局开展联合演练。"
)


@pytest.fixture(scope="module")
def doc():
    return to_doc(analyzer.review(analyzer.parse(DRAFT)))


def test_words_joined_are_the_text(doc):
    assert "".join(t.text_with_ws for t in doc) == DRAFT
    assert {t.tag_ for t in doc} >= {"n", "v", "m"}


def test_spans_keep_their_exact_characters(doc):
    for name in (*COMPONENTS, "sections"):
        for span in doc.spans[name]:
            place = span._.found.span if name != "sections" else span._.found.heading
            assert span.text == DRAFT[place.start : place.end]
    assert "36座" in [e.text for e in doc.ents] and "1,280万元" in [e.text for e in doc.ents]


def test_findings_and_sections_are_span_groups(doc):
    assert [(s.label_, s._.found.code) for s in doc.spans["findings"]] == [("P101", "P101"), ("S202", "S202")]
    assert [s.label_ for s in doc.spans["sections"]] == ["MEASURES", "NEXT"]


def test_displacy_and_docbin_take_it(doc):
    assert "<mark" in displacy.render(doc, style="ent", page=False)
    assert "P101" in displacy.render(doc, style="span", page=False, options={"spans_key": "findings"})
    kept = DocBin(docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(kept).get_docs(doc.vocab)
    assert again.text == DRAFT and len(again.spans["findings"]) == 2
    assert again.spans["findings"][0]._.found is None


def test_what_was_found_is_kept_as_plain_values(doc):
    kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin(store_user_data=True).from_bytes(kept).get_docs(doc.vocab)
    for one in (again, Doc(doc.vocab).from_bytes(doc.to_bytes())):
        assert [s._.found["message"] for s in one.spans["findings"]] == [
            s._.found.message for s in doc.spans["findings"]
        ]
        numbers = [s._.found["number"] for s in one.spans["report_quantities"]]
        assert numbers == [str(s._.found.number) for s in doc.spans["report_quantities"]]
        assert "12800000" in numbers
        (cutoff,) = [s._.found for s in one.spans["report_periods"] if s._.found["role"] == "cutoff"]
        assert cutoff["period"]["end"] == "2025-06-30"


def test_other_objects_are_kept_from_files_as_before():
    doc = chinese()("共检查企业36家。")
    doc.user_data["own"] = object()
    with pytest.raises(TypeError):
        doc.to_bytes()


def test_a_component_of_the_user_sees_findings_and_sections():
    seen = {}

    @Language.component("looks_at_groups")
    def looks(doc):
        seen.update({name: len(doc.spans.get(name, ())) for name in ("findings", "sections", *COMPONENTS)})
        return doc

    nlp = chinese()
    nlp.add_pipe("looks_at_groups")
    to_doc(analyzer.review(analyzer.parse(DRAFT)), nlp)
    assert seen["findings"] == 2 and seen["sections"] == 2 and all(seen.values())


def test_a_component_may_have_another_name_and_run_twice():
    nlp = chinese(components=())
    nlp.add_pipe("report_quantities", name="figures")
    nlp.add_pipe("report_quantities", name="figures again")
    doc = nlp("共检查企业1,280家。")
    assert [s.text for s in doc.spans["report_quantities"]] == ["1,280家"]


def test_components_work_in_another_pipeline():
    nlp = spacy.blank("zh")
    nlp.add_pipe("report_quantities")
    doc = nlp("共检查企业1,280家，整改隐患36处。")
    assert [s._.found.number for s in doc.spans["report_quantities"]] == [1280, 36]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="共检查企业家整改率2025年月日，。%１三 \n\u3000abX", max_size=60))
def test_any_text_survives(text):
    assert "".join(t.text_with_ws for t in chinese()(text)) == text


def test_words_are_jieba_s_words():
    """Borders of words agree with jieba's own on the sound reports; the two differ in how they cut Latin and digits."""
    jieba.setLogLevel(60)
    same = ours_only = theirs_only = 0
    for file in sorted((folder("corpora") / "templates").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        ours, theirs = _borders(words(text)), _borders(list(jieba.cut(text)))
        same += len(ours & theirs)
        ours_only += len(ours - theirs)
        theirs_only += len(theirs - ours)
    assert same / (same + ours_only) >= 0.98
    assert same / (same + theirs_only) >= 0.98


def _borders(pieces):
    found, at = set(), 0
    for piece in pieces:
        at += len(piece)
        found.add(at)
    return found
