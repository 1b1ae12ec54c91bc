"""Text from records into Markdown, HTML and XML: as data, never as markup."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

# What Python-Markdown and the extensions of mkdocs.yml take for markup anywhere in a line …
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#|~^&=$!\"]")
# … and only at its beginning: lists, quotes, headings underlined, definitions, tables.
_AT_START = re.compile(r"^(?:[-+:.)]|\d+(?=[.)]))")

# Chinese characters and the punctuation and digits between them, but no Japanese kana next to them; what stands in
# brackets behind them belongs to them if it is Chinese as well, as in the name 徐汇滨江 (西岸).
_RUN = r"[\u3400-\u9fff\uf900-\ufaff][\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]*"
HAN = re.compile(rf"{_RUN}(?: ?\({_RUN}\))*")
_KANA = re.compile(r"[\u3040-\u30ff]")

# What CommonMark and its usual extensions (tables, strikethrough, attributes) take for markup anywhere in a line; an
# ampersand only where it could begin a character reference …
_ANYWHERE_IN_COPY = re.compile(r"[\\`*_{}\[\]<>#|~]|&(?=#?\w*(?:;|$))")
# … and only at the beginning of one: lists, headings underlined, rules, definitions.
_AT_START_OF_COPY = re.compile(r"^(?:[-+](?=\s|$)|-(?=-)|[=:]|(\d{1,9})(?=[.)](?:\s|$)))")

# Whole letters of other scripts, in UTF-8, percent-encoded.
_OTHER_SCRIPTS = re.compile(
    r"(?:%[CD][0-9A-F]%[89AB][0-9A-F]|%E[0-9A-F](?:%[89AB][0-9A-F]){2}|%F[0-7](?:%[89AB][0-9A-F]){3})+"
)

# So many texts are kept as they were escaped.
_TEXTS = 2**16


class Markdown(str):
    """Text that is Markdown already and is printed as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        # A view is known by its ``repr``: this must not be taken for the text of the same letters.
        return f"Markdown({super().__repr__()})"


def markdown_text(value: object) -> Markdown:
    """One line of text that reads the same in any place of a Markdown page.

    Signs that could be markup become numeric character references (HTML, 13.5); white space is folded.
    """
    if isinstance(value, Markdown):
        return value
    return Markdown(_AT_START.sub(_at_start, _without_signs(str(value))))


def _without_signs(text: str) -> str:
    return _ANYWHERE.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))


def _at_start(match: re.Match[str]) -> str:
    sign = match[0]
    return f"&#{ord(sign[0])};{sign[1:]}"


def mark_chinese(value: object) -> Markdown:
    """A value as text of a page whose Chinese runs say that they are Chinese, for fonts and screen readers."""
    return value if isinstance(value, Markdown) else _mark_chinese(str(value))


# Most texts are printed on several pages.
@lru_cache(maxsize=_TEXTS)
def _mark_chinese(text: str) -> Markdown:
    return _with_han_marked(markdown_text(text))


def _with_han_marked(escaped: str) -> Markdown:
    if _KANA.search(escaped):
        return Markdown(escaped)
    return Markdown(HAN.sub(lambda run: f'<span lang="zh-Hans">{run[0]}</span>', escaped))


@lru_cache(maxsize=_TEXTS)
def mark_chinese_within(text: str) -> Markdown:
    """A part of a text within a line of a page, as ``mark_chinese`` has it, with the spaces around it."""
    return Markdown(spaced(_with_han_marked(_without_signs(text)), text))


def spaced(escaped: str, text: str) -> str:
    """A part of a text, escaped, with the spaces that it has around it."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{escaped}{' ' * text[-1].isspace()}"


def attribute(text: str) -> str:
    """A text as the value of an attribute of HTML, in double quotation marks."""
    return html.escape(" ".join(text.split()), quote=True)


def plain_text(value: object) -> Markdown:
    """One line of text that reads the same in any place of a Markdown file without HTML.

    Signs that could be markup get a backslash (CommonMark, 2.4), for people and programs that read the file as it is; a
    tag's first is a character reference; white space is folded.
    """
    return value if isinstance(value, Markdown) else _plain_text(str(value))


@lru_cache(maxsize=_TEXTS)
def _plain_text(text: str) -> Markdown:
    return plain_start(plain_words(text))


def plain_words(text: str) -> str:
    """Words as they stand within a line of a Markdown file without HTML."""
    return _ANYWHERE_IN_COPY.sub(_plain_sign, " ".join(text.split()))


def _plain_sign(match: re.Match[str]) -> str:
    # Not every viewer that lets HTML run knows a backslash before it.
    return "&lt;" if match[0] == "<" else f"\\{match[0]}"


def plain_within(text: str) -> str:
    """The same with the spaces around them."""
    return spaced(plain_words(text), text)


def plain_start(text: str) -> Markdown:
    """A line of such words that is neither a list nor a rule nor the line under a heading."""
    return Markdown(_AT_START_OF_COPY.sub(lambda found: f"{found[1]}\\" if found[1] else f"\\{found[0]}", text))


def plain_code(value: object) -> Markdown:
    """One line of text as code, or as other text where a sign in it could end the code or the cell of a table."""
    text = " ".join(str(value).split())
    return plain_text(text) if {"`", "|", "<"} & set(text) else Markdown(f"`{text}`")


def plain_code_block(lines: Iterable[str]) -> Markdown:
    """Lines as a block of code, as they are; the fence is longer than any that they could hold (CommonMark, 4.5)."""
    text = "\n".join(" ".join(line.splitlines()) for line in lines)
    fence = max(("```", *(f"{run}`" for run in re.findall("`{3,}", text))), key=len)
    return Markdown(f"{fence}\n{text}\n{fence}")


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


def readable(address: str) -> str:
    """An address with what is in other scripts as one reads it (RFC 3987); a browser encodes it again."""
    return _OTHER_SCRIPTS.sub(lambda found: unquote(found[0], errors="strict"), address)


def feed_title(text: str) -> str:
    """A title that reads the same in feed readers that take it for plain text and in those that take it for HTML:
    what these would swallow as a tag or an entity is written with signs that look like it."""
    if re.search(r"<[A-Za-z/!?]", text):
        text = text.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}")
        text = text.replace(">", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")
    return re.sub(r"&(?=#?\w+;)", "\N{FULLWIDTH AMPERSAND}", text)
