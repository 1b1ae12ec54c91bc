"""The plain Markdown copies of the pages, and llms.txt: as CommonMark reads them, in a viewer that lets HTML through
(which is the worst that can happen to them), and as Python-Markdown does."""

from __future__ import annotations

import csv
import io
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import markdown
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model.content import Content
from generator.model.records import Prose
from generator.read.load import load
from generator.text.escape import plain_code, plain_code_block, plain_text
from generator.text.prose import clean_markdown
from tests.hostile import spoil
from tests.made import content, fact, record
from tests.sites import BARE, TINY, copies, generated, read
from tests.test_escape import EXTENSIONS, HOSTILE, SIGNS, TEXTS, folded, with_tricks

VIEWER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# A note's number on a page, and the link that takes its place in a copy.
NOTE = re.compile(r'<sup class="note"[^>]*><button popovertarget="n(\w+)"')
NUMBER = re.compile(r'<span data-fact="([^"]+)"[^>]*>(.*?)</span>')
CITED = re.compile(r"\[(\d+[a-z]*)\]\((?:\.\./)*(?:facts/)?[a-z0-9-]+\.md\)")
NOT_PLAIN = {"html_block", "html_inline", "image"}


@dataclass(frozen=True)
class Made:
    content: Content
    files: dict[str, bytes]
    copies: dict[str, bytes]

    def pages(self) -> Iterator[tuple[str, str, str]]:
        """Each page's path, its Markdown, and its copy."""
        for path, data in self.files.items():
            if path.endswith(".md"):
                yield path, data.decode(), self.copies[path].decode()


@pytest.fixture(scope="module", params=["tiny", "bare", pytest.param("hostile", marks=pytest.mark.slow)])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    if request.param == "hostile":
        of = load(spoil(TINY, tmp_path_factory.mktemp("hostile") / "content")).content
    else:
        of = read(TINY if request.param == "tiny" else BARE)
    return Made(of, generated(of), copies(of))


def tokens(text: str) -> Iterator[Token]:
    for block in VIEWER.parse(text):
        yield block
        yield from block.children or ()


def links(text: str) -> list[str]:
    return [str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"]


def words(made: Iterable[Token]) -> str:
    return folded("".join(token.content if token.type in ("text", "code_inline") else " " for token in made))


def test_a_copy_is_markdown_with_one_title_and_nothing_for_browsers(made: Made) -> None:
    for path, data in made.copies.items():
        found = list(tokens(data.decode()))
        assert [token.tag for token in found if token.type == "heading_open"].count("h1") == 1, path
        assert not {token.type for token in found} & NOT_PLAIN, path
        # No attribute lists and no character references; what only looks like one has a backslash.
        source = "\n".join(token.content for token in found if token.type == "inline")
        assert not re.search(r"(?<!\\)(?:\{|&(?!lt;)#?\w+;)", source), path


def test_links_lead_from_copy_to_copy_and_to_files_that_exist(made: Made) -> None:
    pictures = {f"charts/{id}/{id}.png" for id in made.content.charts}
    files = {*made.copies, *pictures, *(path for path in made.files if not path.endswith(".md"))}
    for path, _, copy in made.pages():
        for link in links(copy):
            if not re.match("(?:https?|webcal)://", link):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), link)) in files, (path, link)


def test_each_number_of_a_page_is_a_link_to_the_fact_in_its_copy(made: Made) -> None:
    for path, page, copy in made.pages():
        # A number may be of digits alone, as the small ones are.
        assert Counter(NOTE.findall(page)) <= Counter(CITED.findall(copy)), path
        shown = {fact for fact, rest in NUMBER.findall(page) if "<button" in rest}
        assert shown <= {posixpath.basename(link).removesuffix(".md") for link in links(copy)}, path
    assert any(NUMBER.search(page) for _, page, _ in made.pages())


def test_the_tables_of_a_page_are_tables_of_its_copy(made: Made) -> None:
    for path, page, copy in made.pages():
        rows = [line for line in page.split("\n") if line.startswith("| ")]
        found = [token.type for token in tokens(copy)]
        # A table has a line of its own between head and body. An editor's table is HTML on the page already.
        assert found.count("tr_open") + found.count("table_open") >= len(rows), path


def test_llms_txt_lists_what_is_on_file_and_leads_to_copies(made: Made) -> None:
    text, site = made.copies["llms.txt"].decode(), made.content.site
    assert words(tokens(text.partition("\n")[0])) == folded(site.name)
    listed = {link.removeprefix(site.url) for link in links(text)}
    assert listed <= made.copies.keys()
    for kind in ("briefings", "places", "topics"):
        assert {f"{kind}/{id}.md" for id in getattr(made.content, kind)} <= listed


def test_llms_txt_says_how_to_cite_and_how_to_see_whether_a_version_stands(made: Made) -> None:
    text, files = made.copies["llms.txt"].decode(), made.files
    for name, columns in (("facts", ("citation", "version", "status")), ("history", ("since", "until"))):
        assert f"`{made.content.site.url}data/v1/{name}.csv`" in text
        head = files[f"data/v1/{name}.csv"].decode("utf-8-sig").partition("\n")[0].strip().split(",")
        assert {f"`{column}`" for column in columns} <= set(re.findall(r"`[^`]*`", text))
        assert set(columns) <= set(head)


def test_the_copy_of_what_can_be_cited_ends_in_its_citation_version_and_status(made: Made) -> None:
    rows = list(csv.DictReader(io.StringIO(made.files["data/v1/facts.csv"].decode("utf-8-sig"))))
    assert rows
    for row in rows:
        end = made.copies[f"facts/{row['id']}.md"].decode().rpartition("\n---\n\n")[2].splitlines()
        assert [line.partition(":")[0] for line in end if not line.startswith("- Changed")] == [
            "- Cite as", "- Version", "- Status", "- Last added to, checked or corrected",
            "- Whether this version still stands",
        ]  # fmt: skip
        assert end[1] == f"- Version: `{row['version'][:12]}`"
        assert end[2].startswith(f"- Status: {row['status']}. ")
    for kind in ("places", "topics", "briefings"):
        for id in getattr(made.content, kind):
            assert "\n- Cite as: " in made.copies[f"{kind}/{id}.md"].decode().rpartition("\n---\n")[2]


# --- texts ---

# The places of a copy where templates print text.
CONTEXTS = {
    "paragraph": "before\n\n{}\n\nafter",
    "title": "# {}\n\nafter",
    "list": "- {}\n- b\n",
    "numbered list": "1. [{}](x.md)\n    {}, b (c), 2024. [Original](https://example.org)\n",
    "table": "| a | b |\n| :--- | ---: |\n| {} | [{}](x.md) |\n",
    "link": "[{}](x.md), after",
    "bold": "- **{}:**\n  {} *a* ({})",
    "cited": "{} [1](x.md) [2](x.md)",
}
_LETTERS = "Qqq"


@with_tricks
@settings(max_examples=300)
@given(TEXTS)
def test_any_text_reads_the_same_in_any_place_of_a_copy(text: str) -> None:
    assume(folded(text))
    for name, context in CONTEXTS.items():
        made, empty = (list(tokens(context.replace("{}", put))) for put in (plain_text(text), _LETTERS))
        kinds = [[token.type for token in some if token.type != "text"] for some in (made, empty)]
        assert kinds[0] == kinds[1], name
        assert words(made) == folded(words(empty).replace(_LETTERS, folded(text))), name


@with_tricks
@given(TEXTS)
def test_no_text_becomes_markup_where_a_backslash_undoes_less(text: str) -> None:
    """Python-Markdown shows some of the backslashes."""
    assume(folded(text))
    for name, context in CONTEXTS.items():
        made, empty = (
            lxml_html.fragment_fromstring(
                markdown.markdown(context.replace("{}", put), extensions=EXTENSIONS), create_parent=True
            )
            for put in (plain_text(text), _LETTERS)
        )
        assert [element.tag for element in made.iter()] == [element.tag for element in empty.iter()], name


@with_tricks
@given(TEXTS)
def test_code_is_code_as_it_is(text: str) -> None:
    assume(folded(text))
    assert words(tokens(f"a {plain_code(text)} b")) == folded(f"a {text} b")
    (block,) = VIEWER.parse(plain_code_block([text, "b"]))
    assert (block.type, block.content) == ("fence", f"{' '.join(text.splitlines())}\nb\n")


@with_tricks
@settings(max_examples=10)
@given(TEXTS)
def test_no_text_of_a_record_becomes_markup_in_a_copy(text: str) -> None:
    assume(folded(text))
    spoilt: dict[str, Any] = {"text": text, "said_by": text, "note": text, "where": text}
    # The page of a fact without a figure has its words for a title.
    facts = fact("a", kind="event", figures=(), **spoilt), fact("b", **spoilt)
    made = copies(content([record("r", *facts)], pages={"about": Prose(id="about", title=text, markdown="Words.")}))
    page = list(tokens(made["facts/a.md"].decode()))
    title = next(number for number, token in enumerate(page) if token.tag == "h1")
    assert words(page[title + 1].children or []) == folded(text)
    for path in ("facts/a.md", "facts/b.md", "places/port.md", "topics/trade.md", "about.md", "llms.txt"):
        assert not {token.type for token in tokens(made[path].decode())} & NOT_PLAIN, path


# --- editors' Markdown ---


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), SIGNS, st.just("\n\n"), st.just("\n")), max_size=6).map("".join))
def test_an_editors_markdown_has_no_html_and_no_title_in_a_copy(text: str) -> None:
    found = list(tokens(clean_markdown(text)))
    assert not {token.type for token in found} & NOT_PLAIN
    assert not {token.tag for token in found} & {"h1", "h2"}


def test_what_editors_may_write_is_markdown_again() -> None:
    text = """\
*a* **b** `c` [d](https://example.org/?a=1&b=2)

> e
>
> f

3. g
4. h

    - i
    - j

### k

1986\\. A year

| l | m |
| --- | --- |
| n | o |"""
    again = text.replace("3. g", "1. g").replace("4. h", "2. h").replace("    - ", "   - ")
    assert clean_markdown(text) == again
