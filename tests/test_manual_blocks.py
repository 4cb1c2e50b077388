"""What runs the manual can tell a page that is right from one that is not."""

import pytest

from tools.manual.blocks import blocks, renewed, run_page
from tools.manual.hook import joined
from tools.manual.lexicons import tables

PAGE = """\
# 页

<!-- file: 甲/字.txt -->
```text
一
二
```

```console
$ cat 甲/字.txt
一
二
$ (exit 3)
$ echo $?
3
```

```python
n = 20
print(n)
```

```output
20
```

```python
print(n + 1, n + 2)
```

```output
[…] 22
```

<!-- not run: it would go wrong -->
```console
$ false
```
"""


def wrong(page, folder):
    return [s for s in run_page(page, folder) if not s.same]


def test_a_right_page_is_right(tmp_path):
    assert wrong(PAGE, tmp_path) == []
    assert renewed(PAGE, run_page(PAGE, tmp_path)) == PAGE


@pytest.mark.parametrize(
    "old, new",
    [
        ("一\n二\n$", "一\n$"),
        ("一\n二\n$", "一\n二\n三\n$"),
        ("$ (exit 3)\n", "$ (exit 3); echo 好\n"),
        ("$?\n3", "$?\n0"),
        ("```output\n20\n```\n", ""),
        ("print(n)", "print(n / 0)"),
        ("[…] 22", "[…] 23"),
        ("<!-- not run: it would go wrong -->\n```console\n$ false", "```console\n$ false || echo 错"),
    ],
)
def test_a_page_that_shows_something_else_is_wrong_until_it_is_renewed(old, new, tmp_path):
    page = PAGE.replace(old, new)
    assert page != PAGE
    assert wrong(page, tmp_path)
    if "/ 0" not in page and "output\n20" in page:
        again = renewed(page, run_page(page, tmp_path))
        assert wrong(again, tmp_path) == []


def test_rows_of_the_store_stand_in_a_table(tmp_path):
    import duckdb

    duckdb.connect(str(tmp_path / "审计.duckdb")).close()
    page = "```sql\nSELECT 1 AS 甲, NULL AS 乙, 2.50 AS 丙, 'a|b' AS 丁\n```\n\n"
    again = renewed(page, run_page(page, tmp_path))
    assert again.endswith("| 甲 | 乙 | 丙 | 丁 |\n| --- | --- | --- | --- |\n| 1 |  | 2.50 | a\\|b |\n")
    assert wrong(again, tmp_path) == []
    with pytest.raises(ValueError, match="no place"):
        run_page("```sql\nSELECT 1\n```\nwords\n", tmp_path)


def test_notes_belong_to_the_block_below_them():
    found = blocks("<!-- file: a -->\n```text\n1\n```\n\n<!-- not run: why -->\n```console\n$ x\n```\n")
    assert [(b.text, b.notes) for b in found] == [("1\n", {"file": "a"}), ("$ x\n", {"not run": "why"})]


def test_chinese_lines_are_joined_and_code_and_other_lines_are_not():
    page = "第一行，\n第二行\nend\n中\n\n```text\n一\n二\n```\n\n| 甲 |\n| 乙 |\n"
    assert joined(page) == page.replace("，\n第", "，第")


def test_every_table_that_a_user_may_add_to_is_named():
    assert "`wrong`、`right`、`why`" in tables()
