"""The theme's search index, made of the entries of each page, so that a page is read once.

The theme's own parser decides what an entry is; only the reading of HTML in front of it, and of Chinese, is quicker.
"""

from __future__ import annotations

import html
import json
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SEARCH_ATTRIBUTE = re.compile(r"\s?data-search-\w+=\"[^\"]+\"")


def without_search_attributes(content: str) -> str:
    """Content as the search leaves it when it has read it."""
    return _SEARCH_ATTRIBUTE.sub("", content)


_HTML = re.compile(r'([^<]+)|</([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([a-zA-Z:-]+)(?:(=)"([^"]*)")?')


def search_index(config: Any, temporary: Path, cuts: dict[str, str]) -> Any:
    """The theme's search index, which reads HTML in a quicker way and asks once how a run of Chinese is cut."""
    import jieba
    from backrefs import bre
    from material.plugins.search.plugin import Parser, SearchIndex

    jieba.setLogLevel(logging.WARNING)
    # Else jieba's own cache lies where others may write to.
    jieba.dt.tmp_dir = str(temporary)
    chinese = bre.compile(r"(\p{script: Han}+)", bre.UNICODE)

    # The theme has no types, and a class of no type cannot be a base for mypy.
    class Index(SearchIndex):  # type: ignore[misc]
        def entries_of(self, page: Any, *, quickly: bool = True) -> str:
            """The entries of a page with content, as JSON with commas between them."""
            self.entries: list[dict[str, Any]] = []
            if quickly:
                self._read_quickly(page)
            else:
                self.add_entry_from_context(page)
            return ",".join(json.dumps(entry, separators=(",", ":"), default=str) for entry in self.entries)

        def _read_quickly(self, page: Any) -> None:
            if (page.meta.get("search") or {}).get("exclude"):
                return
            text, end, parser = page.content, 0, Parser()
            for found in _HTML.finditer(text):
                if found.start() != end:
                    break
                end = found.end()
                if found[1] is not None:
                    parser.handle_data(html.unescape(found[1]) if "&" in found[1] else found[1])
                elif found[2]:
                    parser.handle_endtag(found[2])
                else:
                    pairs = _ATTRIBUTE.findall(found[4]) if found[4] else ()
                    begin = parser.handle_startendtag if found[5] else parser.handle_starttag
                    begin(
                        found[3], [(name.lower(), html.unescape(value) if has else None) for name, has, value in pairs]
                    )
            if end != len(text) or "<script" in text or "<style" in text:
                # HTML of a form that the expressions do not know.
                self.add_entry_from_context(page)
                return
            for section in parser.data:
                if not section.is_excluded():
                    self.create_entry_for_section(section, page.toc, page.url, page)

        def _segment_chinese(self, data: str) -> str:
            return str(chinese.sub(self._cut, data)).strip("\u200b")

        def _cut(self, found: re.Match[str]) -> str:
            run = found[0]
            if run not in cuts:
                cuts[run] = "\u200b" + "\u200b".join(jieba.cut(run.encode("utf-8"))) + "\u200b"
            return cuts[run]

        def index(self, entries: Iterable[str]) -> bytes:
            """The whole index of the entries of pages."""
            about = {key: self.config[key] for key in ("lang", "separator", "pipeline", "fields")}
            head = json.dumps(about, separators=(",", ":"), default=str)
            return f'{{"config":{head},"docs":[{",".join(entries)}]}}'.encode()

    return Index(**config.plugins["material/search"].config)
