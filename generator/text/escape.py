"""Text from records into Markdown, HTML and XML: as data, never as markup."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import markdown
import nh3

# What Python-Markdown and the extensions of mkdocs.yml take for markup anywhere in a line …
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~^&=$!\"]")
# … and only at its beginning: lists, quotes, headings underlined, definitions, tables.
_AT_START = re.compile(r"^(?:[-+:.)]|\d+(?=[.)]))")


class Markdown(str):
    """Text that is Markdown already and is printed as it is."""

    __slots__ = ()


def markdown_text(value: object) -> Markdown:
    """One line of text that reads the same in any place of a Markdown page.

    Signs that could be markup become numeric character references (HTML, 13.5); white space is folded.
    """
    if isinstance(value, Markdown):
        return value
    text = " ".join(str(value).split())
    text = _ANYWHERE.sub(lambda match: f"&#{ord(match[0])};", text)
    return Markdown(_AT_START.sub(_at_start, text))


def _at_start(match: re.Match[str]) -> str:
    sign = match[0]
    return f"&#{ord(sign[0])};{sign[1:]}"


def front_matter(**fields: Any) -> Markdown:
    """A page's front matter (YAML, written as JSON). Texts are escaped as HTML here, because MkDocs and
    Material print a page's title and description unescaped, on every page of the site; what is ``Markdown`` is
    printed as it is."""
    lines = [f"{name}: {json.dumps(_escaped(value), ensure_ascii=False)}" for name, value in fields.items()]
    return Markdown("\n".join(["---", *lines, "---"]))


def _escaped(value: Any) -> Any:
    if isinstance(value, Markdown):
        return str(value)
    if isinstance(value, str):
        return html.escape(value, quote=True)
    if isinstance(value, dict):
        return {key: _escaped(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_escaped(inner) for inner in value]
    return value


def script_json(value: Any) -> str:
    """A value as JSON that can stand in a script element: nothing in it ends the element or a line of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def web_address(url: str) -> str:
    """An http(s) address as ASCII (RFC 3986), without the signs that end a link in Markdown or HTML."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    if parts.port:
        host = f"{host}:{parts.port}"
    # A % that begins no code of two digits is a % of the address itself.
    path, query, fragment = (
        quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", part), safe="/%:@$&+,;=~?")
        for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme.lower(), host, path, query, fragment))


def feed_title(text: str) -> str:
    """A title that reads the same in feed readers that take it for plain text and in those that take it for HTML:
    what these would swallow as a tag or an entity is written with signs that look like it."""
    if re.search(r"<[A-Za-z/!?]", text):
        text = text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        text = text.replace(">", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
    return re.sub(r"&(?=#?\w+;)", "\N{FULLWIDTH AMPERSAND}", text)


_TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}


def clean_html(text: str) -> str:
    """Markdown that an editor wrote, as HTML without anything that could run, load or restyle."""
    made = markdown.markdown(text, extensions=["tables", "sane_lists"], output_format="html")
    return nh3.clean(made, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)
