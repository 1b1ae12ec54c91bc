"""The page of the search: what its script fills in, and without script everything that has a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.pages.glossary import glossary_links
from generator.pages.page import Link, Page, view
from generator.pages.parts import Catalogue

# What readers also call the pages that stand for no one thing. What is not named here is not found by a name.
FIND_AS: Mapping[str, tuple[str, ...]] = {
    "briefings/index.md": ("latest news", "newest briefing", "all briefings", "issues", "archive", "简报"),
    "places/index.md": ("all places", "hubs", "cities", "countries", "clusters", "map", "地点"),
    "topics/index.md": ("all topics", "themes", "主题"),
    "compare/index.md": ("compare places", "comparison", "versus", "比较", "对比"),
    "disagreements.md": ("where sources disagree", "contested figures", "disputed", "分歧"),
    "targets.md": ("plans", "goals", "deadlines", "which targets were met", "outcomes", "目标"),
    "data/index.md": ("download the data", "csv", "json", "spreadsheet", "excel", "api", "dataset", "数据", "下载"),
    "subscribe.md": ("follow", "rss", "atom feed", "feeds", "newsletter", "email", "calendar", "ics", "订阅"),
    "organisations/index.md": ("all organisations", "companies", "institutes", "public bodies", "机构"),
    "facts/index.md": ("all facts", "all figures", "table of figures", "数字"),
    "sources/index.md": ("all sources", "publishers", "government sources", "references", "来源"),
    "glossary.md": ("terms", "definitions", "meaning of words", "术语"),
    "corrections.md": ("errors", "what was wrong", "report an error", "mistakes", "更正"),
    "cite.md": ("how to cite", "citation", "check a citation", "bibtex", "reference", "引用"),
}


@view
class SearchPage(Page):
    """Everything that has a name, by its kind: a link and its other names."""

    groups: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]


def search_page(catalogue: Catalogue, pages: Iterable[Page]) -> SearchPage:
    """The page of the search; ``pages`` are those that it can find by what ``FIND_AS`` says."""
    groups = (
        ("Places", [(catalogue.subject_link(one.id), one.aliases) for one in catalogue.content.places.values()]),
        ("Organisations", [(catalogue.subject_link(one.id), one.aliases) for one in catalogue.organisations]),
        ("Topics", [(catalogue.topic_link(id), ()) for id in catalogue.content.topics]),
        ("Briefings", [(catalogue.briefing_link(one), ()) for one in catalogue.briefings]),
        ("Terms", [(link, ()) for link in glossary_links(catalogue.content)]),
        ("Pages", [(Link(path=page.path, name=page.title), names) for page, names in found_pages(catalogue, pages)]),
    )
    return SearchPage(
        path="search.md",
        template="search",
        title="Search",
        description="Figures, places, organisations, topics, briefings, terms and pages, by name or by number.",
        groups=tuple((name, tuple((link, ", ".join(names)) for link, names in rows)) for name, rows in groups if rows),
    )


def found_pages(catalogue: Catalogue, pages: Iterable[Page]) -> Iterator[tuple[Page, tuple[str, ...]]]:
    """The pages that the search finds by a name, with what readers also call them: of editors' prose its headings."""
    prose = catalogue.content.pages
    for page in pages:
        id = page.path.removesuffix(".md")
        if id in prose:
            lines = prose[id].markdown.splitlines()
            yield page, tuple(line.lstrip("# ") for line in lines if line.startswith("## "))
        elif page.path in FIND_AS:
            yield page, FIND_AS[page.path]
