"""The page of the search: what its script fills in, and without script everything that has a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.pages.charts import ChartPage
from generator.pages.glossary import glossary_links
from generator.pages.page import DATA_PAGE, Link, Page, view
from generator.pages.parts import Catalogue

# What readers also call the pages that stand for no one thing. What is not named here is not found by a name.
FIND_AS: Mapping[str, tuple[str, ...]] = {
    "briefings/index.md": ("latest news", "newest briefing", "all briefings", "issues", "archive", "简报"),
    "charts/index.md": ("all charts", "graphs", "diagrams", "图表"),
    "weeks/index.md": ("what is new", "this week", "since last week", "每周"),
    "changes.md": ("what changed", "recent changes", "changes this month", "since a day", "变化"),
    "places/index.md": ("all places", "hubs", "cities", "countries", "clusters", "map", "地点"),
    "topics/index.md": ("all topics", "themes", "主题"),
    "compare/index.md": ("compare places", "hubs compared", "comparison", "versus", "比较", "对比"),
    "disagreements.md": ("where sources disagree", "contested figures", "disputed", "分歧"),
    "targets.md": ("plans", "goals", "deadlines", "which targets were met", "outcomes", "目标"),
    "data/index.md": (
        "download the data",
        "csv",
        "json",
        "spreadsheet",
        "excel",
        "api",
        "dataset",
        "licence",
        "数据",
        "下载",
    ),
    "subscribe.md": ("follow", "rss", "atom feed", "feeds", "newsletter", "email", "calendar", "ics", "订阅"),
    "organisations/index.md": ("all organisations", "companies", "institutes", "public bodies", "机构"),
    "facts/index.md": ("all facts", "all figures", "table of figures", "filter facts", "数字"),
    "sources/index.md": ("all sources", "publishers", "government sources", "references", "来源"),
    "glossary.md": ("terms", "definitions", "meaning of words", "术语"),
    "corrections.md": ("errors", "what was wrong", "report an error", "mistakes", "更正"),
    "about.md": ("who is behind this site", "who we are", "contact", "licence", "关于"),
    "methodology.md": ("how facts are checked", "how we work", "how sure", "方法"),
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
    """The pages that the search finds by a name, with what readers also call them: also the headings of editors' prose,
    the licence, and of the sources who publishes them."""
    content = catalogue.content
    for page in pages:
        names, prose = list(FIND_AS.get(page.path, ())), content.pages.get(page.path.removesuffix(".md"))
        if prose:
            names += [line.lstrip("# ") for line in prose.markdown.splitlines() if line.startswith("## ")]
        if isinstance(page, ChartPage):
            names += ["chart", *dict.fromkeys(row.about.name for row in page.chart.rows)]
        if page.path == DATA_PAGE:
            names.append(content.site.licence)
        if page.path == "sources/index.md":
            # SHINE (Shanghai Daily) is looked for by either name, Xinhua (via China Daily) as both houses.
            publishers = (re.split(r" \((?:via )?|\)| / ", one.name) for one in content.publishers.values())
            names += sorted({name for parts in publishers for name in parts if name})
        if names:
            yield page, tuple(names)
