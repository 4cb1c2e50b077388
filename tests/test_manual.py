"""The manual: what it shows is what the program says, its pages are whole, and they need no network."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from analyzer.cli.main import COMMANDS
from analyzer.rules import RULES
from tools.manual.blocks import LANGUAGES, blocks, run_page, samples_of
from tools.manual.rules import entries
from tools.manual.samples import put
from tools.manual.store import schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {str(p.relative_to(DOCS)): p.read_text(encoding="utf-8") for p in sorted(DOCS.rglob("*.md"))}
BY_HAND = {name: page for name, page in PAGES.items() if name != "architecture.md"}


@pytest.mark.parametrize("name", [n for n, page in BY_HAND.items() if any(b.runs for b in blocks(page))])
def test_what_a_page_shows_is_what_its_commands_print(name, tmp_path):
    put(samples_of(BY_HAND[name]), tmp_path)
    for shown in run_page(BY_HAND[name], tmp_path):
        assert shown.same, f"{name} shows\n{shown.shown}\nbut there is\n{shown.real}\n(make manual renews it)"


@pytest.mark.parametrize("name", BY_HAND)
def test_no_block_escapes_the_test(name):
    page, found = BY_HAND[name], blocks(BY_HAND[name])
    assert len(re.findall(r"^\s*(?:```|~~~)", page, re.M)) == 2 * len(found)
    for block in found:
        assert block.language in LANGUAGES
        assert set(block.notes) <= {"file", "not run"}
        assert block.notes.get("not run") != ""
        if block.language == "console":
            assert block.text.startswith("$ ")
        elif block.language == "toml":
            tomllib.loads(block.text)
        elif block.language == "json":
            json.loads(block.text)


def test_only_what_needs_a_network_or_a_new_environment_is_not_run():
    unrun = [b.text for page in BY_HAND.values() for b in blocks(page) if "not run" in b.notes]
    assert [text for text in unrun if "pip" not in text and "审稿/bin" not in text] == []


def test_sql_examples_are_enough_and_every_table_is_described():
    assert sum(b.language == "sql" for b in blocks(PAGES["store.md"])) >= 8
    prose = PAGES["store.md"].split("<!-- the columns -->")[0]
    assert [table for table, _ in schema() if f"`{table}`" not in prose] == []


def test_every_command_has_its_place():
    words = "\n".join(BY_HAND.values())
    for_developers = {"evaluate", "train"}
    assert [c for c in COMMANDS if f"report-analyzer {c}" not in words] == [
        c for c in COMMANDS if c in for_developers
    ]
    named = set(re.findall(r"report-analyzer ([a-z]+)", words))
    assert named <= {*COMMANDS, "chec"}


class Page(HTMLParser):
    """What a built page links to, loads, and can be linked to by."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        if of.get("id"):
            self.anchors.add(of["id"])
        if tag == "a" and of.get("href"):
            self.links.append(of["href"])
        elif tag == "link" and of.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(of["href"])
        elif of.get("src"):
            self.loads.append(of["src"])


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def built(site):
    return {path: Page(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}


def test_every_link_and_anchor_leads_somewhere_and_nothing_is_loaded_from_a_network(site, built):
    dead = []
    for path, page in built.items():
        for link in page.loads:
            target = (path.parent / unquote(link.partition("?")[0])).resolve()
            if not target.is_file():
                dead.append((path.name, link))
        for link in page.links:
            if link.startswith(("https:", "http:")) or link == "javascript:void(0)":
                continue  # for those who have a network; the theme's button that copies an address
            file, _, anchor = link.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            if target not in built or (anchor and unquote(anchor) not in built[target].anchors):
                dead.append((path.name, link))
    assert dead == []
    assert len(built) >= len(BY_HAND) + len(RULES)


def test_styles_and_scripts_load_nothing_from_a_network(site):
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", path.read_text(encoding="utf-8")), path
    for path in site.rglob("*.svg"):
        assert "@font-face" not in path.read_text(encoding="utf-8"), path


def test_every_rule_has_its_page_with_its_words_and_examples(site):
    index = (site / "rules" / "index.html").read_text(encoding="utf-8")
    for entry in entries():
        page = (site / "rules" / f"{entry.code}.html").read_text(encoding="utf-8")
        assert f"{entry.code} {entry.title}" in page
        assert f'href="{entry.code}.html"' in index
    for rule in RULES:
        words = plain((site / "rules" / f"{rule.code}.html").read_text(encoding="utf-8"))
        for line in re.sub(r"依据[：:]", "", rule.page).split("\n"):
            assert plain(line) in words, (rule.code, line)
        for example in (*rule.bad, *rule.good):
            if len(example.text) < 200:
                assert plain(example.text) in words, (rule.code, example.text)


def plain(html: str, keep: str = "") -> str:
    """The words of a page without tags, entities, blanks and the marks between words, but for those to ``keep``."""
    words = unescape(re.sub(r"</?[a-z][^>]*>", "", html))
    return "".join(c for c in words if c in keep or not (c.isspace() or c in "⟦⟧\u200b"))


@pytest.fixture(scope="module")
def search_index(site):
    return json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))


def test_the_index_of_the_search_holds_chinese_words(site, search_index):
    separator = search_index["config"]["separator"]
    words = {w for d in search_index["docs"] for w in re.split(separator, plain(d["title"], keep="\u200b"))}
    assert {"填写", "说明", "豁免", "安装", "比较"} <= words
    # What is opened as a file cannot fetch; it loads the same index as a script.
    script = (site / "search" / "search_index.js").read_text(encoding="utf-8")
    assert json.loads(script.removeprefix("var __index = ")) == search_index


@pytest.mark.parametrize("words, title", [("填写说明", "P102 填写说明未删"), ("豁免", "豁免")])
def test_the_search_finds_chinese_words_in_pages_opened_as_files(site, words, title):
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no browser to search in")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom",
         f"{(site / 'index.html').as_uri()}?q={quote(words)}"],
        capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    results = re.findall(r'<li class="md-search-result__item">.*?</li>', done.stdout, re.S)
    assert results
    assert plain(title) in plain(results[0])
