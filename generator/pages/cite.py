"""How a page is cited, as text and for programs, and the page that looks citations up.

A citation names the page and, by the first digits of its hash, the version that was read; the day of the visit is
the reader's to add. The address says which thing it is and the hash whether it still says the same, so that even
a build that knows no earlier version can tell that a cited one is not the present one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from generator.model.records import Fact, Site
from generator.model.timeline import What, events_of_fact, said_since
from generator.model.versions import SHORT
from generator.model.words import counted, day_in_words, when_in_words
from generator.pages.page import DATA_FOLDER, Citation, Page, address, view
from generator.pages.parts import NO_DATE, Catalogue


@view
class CitePage(Page):
    """The page that looks citations up; ``script`` and ``lookup`` are what it runs and reads."""

    script: str
    lookup: str
    folder: str


# A history tells so many days by themselves.
DAYS = 30
_JSON = json.JSONEncoder(ensure_ascii=False).encode
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What happened to facts, in the order in which a day tells it.
_HAPPENED: tuple[tuple[What, str], ...] = (
    ("withdrawn", "withdrawn"),
    ("corrected", "corrected"),
    ("checked", "checked again"),
    ("added", "added"),
)
# What LaTeX takes for its own, as it must be written to be read as text.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


def edit_link(site: Site, record: str) -> str | None:
    """Where a file or folder of the records is edited, if the site names the repository that keeps them."""
    how = "tree" if record.endswith("/") else "edit"
    return f"{site.repository.rstrip('/')}/{how}/main/{record}" if site.repository else None


def github_name(site: Site) -> str:
    """OWNER/NAME of the repository that a site names, if it is on GitHub; nothing otherwise."""
    before, is_there, name = (site.repository or "").rstrip("/").partition("https://github.com/")
    return name if is_there and not before else ""


def reports_link(site: Site) -> str | None:
    """Where errors are reported, if the site says so: its own address for that, or its repository's forms."""
    if site.report_url or not site.repository:
        return site.report_url
    return f"{site.repository.rstrip('/')}/issues/new/choose"


def report_link(site: Site, at: str, version: str) -> str | None:
    """Where an error in the thing at an address is reported, with its address and version filled in."""
    if not site.repository:
        return None
    fields = {"template": "wrong-figure.yml", "fact": at, "version": version}
    return f"{site.repository.rstrip('/')}/issues/new?{urlencode(fields)}"


def cite(catalogue: Catalogue, title: str, path: str, facts: Sequence[Fact]) -> Citation:
    """How a page is cited: of a fact after its source, of all with the version and the day since which it stands."""
    site = catalogue.content.site
    at, url = path.removesuffix(".md"), site.url + address(path)
    after, version, since = _cited(catalogue, at, facts)
    return Citation(
        text=f"{citation(catalogue, title, path, facts)}, accessed [day].",
        version=version,
        bibtex=_bibtex(at, title, site.name, version, since, after, url),
        csl=_csl(at, title, site.name, version, since, after, url, site.language),
        report=report_link(site, at, version),
    )


def citation(catalogue: Catalogue, title: str, path: str, facts: Sequence[Fact]) -> str:
    """The same in a line, up to the day on which a reader saw it."""
    site = catalogue.content.site
    after, version, since = _cited(catalogue, path.removesuffix(".md"), facts)
    of = f" of {day_in_words(since)}" if since else ""
    parts = [f"{site.name}, “{title}”", *([after] if after else []), f"version {version}{of}"]
    return f"{', '.join(parts)}. {site.url}{address(path)}"


def _cited(catalogue: Catalogue, at: str, facts: Sequence[Fact]) -> tuple[str | None, str, date | None]:
    after = f"after {_source(catalogue, facts[0])}" if at.startswith("facts/") else None
    since = max((*_days(catalogue, at), *map(said_since, facts)), default=None)
    return after, catalogue.versions.of(at)[:SHORT], since


def changed_on(catalogue: Catalogue, facts: Sequence[Fact]) -> date:
    """The day on which a fact of these was last added, checked again, corrected or withdrawn."""
    return max((event.day for fact in facts for event in events_of_fact(catalogue.content, fact)), default=date.min)


def history(catalogue: Catalogue, facts: Sequence[Fact]) -> tuple[tuple[str, str], ...]:
    """What happened to these facts, newest first: 12 facts added, 1 corrected; on each of the last days, and before
    that in each year."""
    events = [event for fact in facts for event in events_of_fact(catalogue.content, fact)]
    days = sorted({event.day for event in events}, reverse=True)
    name_of = {day: day_in_words(day) if number < DAYS else f"Before, in {day.year}" for number, day in enumerate(days)}
    counts = Counter((name_of[event.day], event.what) for event in events)
    found = []
    for name in dict.fromkeys(name_of.values()):
        parts = [f"{counted(counts[name, what], 'fact')} {said}" for what, said in _HAPPENED if counts[name, what]]
        found.append((name, ", ".join(parts)))
    return tuple(found)


def _source(catalogue: Catalogue, fact: Fact) -> str:
    source = catalogue.content.record_of[fact.id].source
    publisher = catalogue.content.publishers[source.publisher].name
    published = when_in_words(source.published) if source.published else NO_DATE
    said = ", ".join((*([source.author] if source.author else []), source.title, publisher, published))
    quote = catalogue.quoted(fact)
    return f"{said}: {quote.shown}" if quote else said


def _days(catalogue: Catalogue, at: str) -> tuple[date, ...]:
    """The days on which a briefing was published and added to."""
    briefing = catalogue.content.briefings.get(at.removeprefix("briefings/"))
    return (briefing.published, *(note.on for note in briefing.notes)) if briefing else ()


def _bibtex(
    at: str, title: str, site: str, version: str, since: date | None, after: str | None, url: str
) -> tuple[str, ...]:
    fields = {"author": f"{{{site.translate(_LATEX)}}}", "title": f"{{{title.translate(_LATEX)}}}"}
    lines = [f"{name} = {{{value}}}," for name, value in fields.items()]
    if since:
        lines += [f"year = {{{since.year}}},", f"month = {_MONTHS[since.month - 1]},"]
    note = f"version {version}" + (f", {after}" if after else "")
    lines += [f"note = {{{note.translate(_LATEX)}}},", f"url = {{{url}}},"]
    return (f"@misc{{{at.partition('/')[2]},", *lines, "}")


def _csl(
    at: str, title: str, site: str, version: str, since: date | None, after: str | None, url: str, language: str
) -> tuple[str, ...]:
    item: dict[str, Any] = {"id": at, "type": "webpage", "title": title, "author": [{"literal": site}]}
    item |= {"container-title": site, "language": language}
    if since:
        item["issued"] = {"date-parts": [[since.year, since.month, since.day]]}
    if after:
        item["note"] = after
    item |= {"version": version, "URL": url}
    lines = [f"{_JSON(name)}: {_JSON(value)}" for name, value in item.items()]
    return ("[{", *(f"{line}," for line in lines[:-1]), lines[-1], "}]")


def cite_page(catalogue: Catalogue) -> CitePage:
    """The page that says whether a citation still stands."""
    return CitePage(
        path="cite.md",
        template="cite",
        title="Look a citation up",
        description="Whether what you cited still stands: current, updated, corrected or withdrawn.",
        script="javascripts/cite.js",
        lookup="cite/lookup.js",
        folder=DATA_FOLDER,
    )
