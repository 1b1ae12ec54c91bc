"""A Hugo site over the same Markdown and files, in page chrome of the same weight.

``python -m bench.hugo BUILD FOLDER`` writes it. BUILD is a folder that the generator built. The chrome is that of one
of its pages of facts, without what is that page's own. Hugo resolves links between pages and writes a search index, as
MkDocs does; it is spared what comes before: reading and checking records, arranging and writing the Markdown.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

_CONFIG = """\
baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
home = ["html", "search"]
section = ["html"]
[outputFormats.search]
mediaType = "application/json"
baseName = "search_index"
isPlainText = true
[markup.goldmark.parser.attribute]
title = true
block = true
[markup.goldmark.renderer]
unsafe = true
"""
_LINK = """\
{{- $url := urls.Parse .Destination -}}
{{- $address := .Destination -}}
{{- if and (not $url.IsAbs) (strings.HasSuffix $url.Path ".md") -}}
{{- with .Page.GetPage $url.Path -}}{{- $address = .RelPermalink -}}{{- end -}}
{{- with $url.Fragment -}}{{- $address = print $address "#" . -}}{{- end -}}
{{- end -}}
<a href="{{ $address | safeURL }}">{{ .Text | safeHTML }}</a>
{{- /**/ -}}
"""
_SEARCH = """\
{{- $docs := slice -}}
{{- range site.RegularPages -}}
{{- if not (.Params.search.exclude) -}}
{{- $docs = $docs | append (dict "location" .RelPermalink "title" .Title "text" .Plain) -}}
{{- end -}}
{{- end -}}
{{- dict "docs" $docs | jsonify -}}
"""
_MAIN = '{{ define "main" }}{{ .Content }}{{ end }}'

# What differs from page to page, and what stands for it. What a page says of itself stands in several places.
_OWN = (
    (re.compile(r"<title>(.*) - [^<]*</title>"), "{{ .Title | safeHTML }}"),
    (re.compile(r'name="description" content="(.*?)"'), "{{ .Params.description | safeHTML }}"),
    (re.compile(r'rel="canonical" href="(.*?)"'), "{{ .Permalink }}"),
    (re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL), "{{ .Params.structured | safeJS }}"),
    (re.compile(r"<article[^>]*>(.*)</article>", re.DOTALL), '{{ block "main" . }}{{ end }}'),
)


def write(folder: Path, build: Path) -> None:
    """Write a site for ``hugo --source FOLDER``."""
    docs = build / "docs"
    for path in (path for path in docs.rglob("*") if path.is_file()):
        place = path.relative_to(docs)
        if path.suffix != ".md":
            target = folder / "static" / place
        else:
            target = folder / "content" / (place.with_name("_index.md") if place.name == "index.md" else place)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    layouts = {
        "baseof.html": _chrome(build),
        **dict.fromkeys(("single.html", "list.html", "home.html"), _MAIN),
        "home.search.json": _SEARCH,
        "_markup/render-link.html": _LINK,
    }
    for name, text in layouts.items():
        (folder / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / name).write_text(text, encoding="utf-8")
    (folder / "hugo.toml").write_text(_CONFIG, encoding="utf-8")


def _chrome(build: Path) -> str:
    """The template of all pages: a built page of a fact without what is its own."""
    fact = min(path.stem for path in (build / "docs/facts").glob("*.md") if path.stem != "index")
    page = build / f"site/facts/{fact}/index.html"
    text = page.read_text("utf-8")
    # The largest first: the title stands in the article, too.
    for own, template in reversed(_OWN):
        found = own.search(text)
        if not found:
            raise SystemExit(f"{page} has no {own.pattern}; the benchmark must follow the theme")
        text = text.replace(found[1], template)
    return text.replace("../../", "/")


if __name__ == "__main__":
    write(Path(sys.argv[2]), Path(sys.argv[1]))
