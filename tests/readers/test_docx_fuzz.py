import gc
import random
import weakref
from cProfile import Profile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readers.docx_files import (
    EVERYTHING,
    docx,
    found_again,
    lines,
    p,
    pack,
    r,
    tbl,
    within,
)

from analyzer.document import InputError
from analyzer.readers import docx as reader
from analyzer.readers.docx import read_docx


def test_everything():
    data = pack(EVERYTHING)
    content = read_docx(data, "t.docx")
    assert content.text == "标题\n走访XX户1\n增\t\n☑\n\n框\n甲\n乙\n丙\n丁\n注\n眉"
    assert content.paragraphs[0].label == "一、"
    assert [m.kind for m in content.markup] == ["highlight", "insertion", "comment", "deletion"]
    check(content)
    assert found_again(content, data) == content.text.replace("\n", "")


def check(content):
    """What holds for every content."""
    at = 0
    for paragraph in content.paragraphs:
        start, end = paragraph.span
        assert at <= start < end <= len(content.text)
        assert start == 0 or content.text[start - 1] == "\n"
        assert end == len(content.text) or content.text[end] == "\n"
        line = content.text[start:end]
        assert "\n" not in line
        assert not line.isspace()
        at = end
    for line in content.text.split("\n"):
        assert (
            line == ""
            or line.isspace()
            or any(content.text[slice(*q.span)] == line for q in content.paragraphs)
        )
    for mark in content.markup:
        assert 0 <= mark.span.start <= mark.span.end <= len(content.text)
    for table in content.tables:
        for row in table.rows:
            for cell in row:
                assert table.span.covers(cell)


def outcome(data):
    """Reads bytes that may be anything; whatever happens, it happens in the right way."""
    try:
        content = read_docx(data, "t.docx")
    except InputError as error:
        assert str(error).startswith("“t.docx”")
        return None
    check(content)
    return content


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_fuzzed_zip(data):
    base = bytearray(pack(EVERYTHING))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(base) - 20))
        change = data.draw(st.sampled_from(["flip", "insert", "delete"]))
        if change == "flip":
            base[at] ^= 1 << data.draw(st.integers(0, 7))
        elif change == "insert":
            base[at:at] = data.draw(st.binary(min_size=1, max_size=8))
        else:
            del base[at : at + data.draw(st.integers(1, 8))]
    outcome(bytes(base))


def test_fuzzed_headers_of_the_zip():
    # The random fuzz seldom hits the few bytes of the directory; here each of them is hit.
    base = pack(EVERYTHING)
    directory = base.index(b"PK\x01\x02")
    for at in [*range(30), *range(directory, len(base))]:
        for value in (0, 1, 0x7F, 0xFF, base[at] ^ 0x20):
            outcome(base[:at] + bytes([value]) + base[at + 1 :])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(EVERYTHING)), st.data())
def test_fuzzed_xml(name, data):
    xml = bytearray(EVERYTHING[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml) - 1))
        if data.draw(st.booleans()):
            xml[at : at + data.draw(st.integers(1, 12))] = data.draw(st.binary(max_size=4))
        else:
            xml[at] = data.draw(st.integers(0, 255))
    outcome(pack({**EVERYTHING, name: bytes(xml)}))


def test_fuzzed_tags():
    # Well-formed but senseless: tags are renamed, attributes get other values, elements move about.
    rng = random.Random(20240601)
    read_well = 0
    for _ in range(300):
        changed = dict(EVERYTHING)
        name = rng.choice([n for n in EVERYTHING if n.startswith("word/") and "rels" not in n])
        xml = changed[name]
        tags = [
            "w:p",
            "w:r",
            "w:t",
            "w:tbl",
            "w:tr",
            "w:tc",
            "w:ins",
            "w:del",
            "w:sdt",
            "mc:Choice",
            "w:txbxContent",
        ]
        for _ in range(rng.randint(1, 3)):
            old, new = rng.sample(tags, 2)
            if rng.random() < 0.5:
                xml = xml.replace(f"<{old}>", f"<{new}>").replace(f"</{old}>", f"</{new}>")
            else:
                numbers = ["-1", "0", "99999999999999999999", "x", "", "separate", "end", "begin", "restart"]
                pieces = xml.split('w:val="')
                at = rng.randrange(len(pieces))
                if at:
                    pieces[at] = rng.choice(numbers) + pieces[at][pieces[at].index('"') :]
                xml = 'w:val="'.join(pieces)
        changed[name] = xml
        read_well += outcome(pack(changed)) is not None
    assert read_well > 100


NOISE = st.sampled_from(
    [
        "",
        "<w:proofErr w:type='spellStart'/>",
        "<w:bookmarkStart w:id='1' w:name='a'/>",
        "<!-- n -->",
        "<?n?>",
        "<w:r><w:rPr><w:b/></w:rPr></w:r>",
        "<w:r><w:t/></w:r>",
        "<w:hyperlink><w:bookmarkEnd w:id='1'/></w:hyperlink>",
    ]
)
PROPERTIES = st.sampled_from(["", "<w:b/>", "<w:rFonts w:eastAsia='仿宋'/><w:sz w:val='32'/>", "<w:lang/>"])
WRAPPERS = st.sampled_from(
    [within(tags, "{}") for tags in ("", "w:hyperlink", "w:smartTag w:smartTag", "w:sdt w:sdtContent")]
)
TEXT = st.text(st.sampled_from("累计走访群众X户，。 　1２\t𠮷"), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), st.data())
def test_runs_do_not_matter(texts, data):
    body = ""
    for text in texts:
        inside, rest = data.draw(NOISE), text
        while rest:
            cut = data.draw(st.integers(1, len(rest)))
            run = r(rest[:cut].replace("\t", "</w:t><w:tab/><w:t>"), data.draw(PROPERTIES))
            inside += data.draw(WRAPPERS).format(run) + data.draw(NOISE)
            rest = rest[cut:]
        body += f"<w:p>{inside}</w:p>"
    split = docx(body)
    content = read_docx(split, "t.docx")
    unsplit = "".join(p(r(text.replace("\t", "</w:t><w:tab/><w:t>"))) for text in texts)
    whole = read_docx(docx(unsplit), "t.docx")
    assert content.text == whole.text == "\n".join(texts)
    assert [q.span for q in content.paragraphs] == [q.span for q in whole.paragraphs]
    assert found_again(content, split) == "".join(lines(content))
    check(content)


# Depth and size


def test_deep_nesting():
    for depth in (10, 40, 70, 200):
        body = "甲"
        body = p(body)
        for _ in range(depth):
            body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
        content = outcome(docx(body))
        if depth <= 70:
            assert content is not None
            assert content.text == "甲"
            assert len(content.tables) == depth
        else:
            assert content is None
    inside = r("甲")
    for _ in range(230):
        inside = f"<w:ins>{inside}</w:ins>"
    content = outcome(docx(p(inside)))
    assert content is not None
    assert content.text == "甲"


def test_work_grows_with_the_length_only():
    def steps(count):
        """The calls that reading so many paragraphs and tables takes."""
        data = docx((p(r("累计走访") * 4) + tbl(["甲", "乙"])) * count)
        profile = Profile()
        assert len(profile.runcall(read_docx, data, "t.docx").paragraphs) == 3 * count
        return sum(entry.callcount for entry in profile.getstats())

    steps(10)  # what is made once
    assert steps(800) < 4.4 * steps(200)


def test_reading_leaves_nothing_behind():
    seen = []

    class Watched(reader.Walk):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            seen.append(weakref.ref(self))

    gc.disable()
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "Walk", Watched)
            read_docx(pack(EVERYTHING), "t.docx")
        assert [reference() for reference in seen] == [None]
    finally:
        gc.enable()
