"""Finding the reports of a folder."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.audit.discover import digests, discover, same_content


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.docx",
        "a/2024.txt",
        "a/草稿/x.md",
        "a/~$b.docx",
        ".git/c.txt",
        "a/.hidden.txt",
        "c.xlsx",
        "d.PDF",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def paths(folder, *args, **kwargs):
    return [f.path for f in discover(folder, *args, **kwargs)[0]]


def test_readable_files_in_the_order_of_their_paths(folder):
    assert paths(folder) == ["a/2024.txt", "a/草稿/x.md", "b.docx", "d.PDF"]


def test_patterns_are_held_against_path_and_name(folder):
    assert paths(folder, ["*.txt"]) == ["a/2024.txt"]
    assert paths(folder, ["a/*"]) == ["a/2024.txt", "a/草稿/x.md"]
    assert paths(folder, (), ["草稿"]) == ["a/2024.txt", "b.docx", "d.PDF"]
    assert paths(folder, ["*.docx"], ["b*"]) == []


def test_a_template_in_the_folder_is_no_report(folder):
    assert "b.docx" not in paths(folder, spare=[folder / "b.docx"])


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_are_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("x")
    (folder / "out").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    assert paths(folder) == ["a/2024.txt", "a/草稿/x.md", "b.docx", "d.PDF"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may open everything")
def test_a_closed_folder_is_told(folder):
    (folder / "a").chmod(0)
    try:
        assert discover(folder)[1] == ["a/"]
    finally:
        (folder / "a").chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_no_utf8_can_be_stored(tmp_path):
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("工作总结", encoding="utf-8")
    (found,) = discover(tmp_path)[0]
    found.path.encode()
    assert digests([found], 1) != [""]


def test_what_cannot_be_read_has_no_digest(folder):
    found = discover(folder)[0]
    (folder / "b.docx").unlink()
    assert [bool(d) for d in digests(found, 2)] == [True, True, False, True]


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=4), st.sampled_from(["", "x", "y", "z"])))
def test_one_of_each_content_is_reviewed(contents):
    copies = same_content(contents.items())
    alone = [path for path in contents if path not in copies]
    seen = [contents[p] for p in alone if contents[p]]
    assert len(seen) == len(set(seen)) == len({d for d in contents.values() if d})
    assert all(contents[p] == contents[of] != "" and of < p and of not in copies for p, of in copies.items())
