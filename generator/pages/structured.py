"""What a page tells machines about itself: schema.org, as JSON-LD in its head."""

from __future__ import annotations

from typing import Any

from generator.model.records import Site
from generator.pages.briefing import BriefingPage
from generator.pages.fact import FactPage
from generator.pages.home import HomePage
from generator.pages.page import Page, address
from generator.pages.parts import SourceView
from generator.pages.place import PlacePage
from generator.text.escape import web_address

# Of what a place has been measured by, so many are named in its page's head.
MEASURES = 9


def structured_data(page: Page, site: Site) -> dict[str, Any]:
    """A page as a thing of schema.org: a briefing as a news article, a place as a data set, a fact as a claim."""
    url = site.url + address(page.path)
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "WebPage", "name": page.title}
    data |= {"url": url, "description": page.description, "inLanguage": site.language, "license": site.licence_url}
    match page:
        case HomePage():
            data |= {"@type": "WebSite", "publisher": _publisher(site)}
        case BriefingPage():
            data |= _briefing(page, site)
        case PlacePage():
            data |= _place(page, site)
        case FactPage():
            data |= _fact(page, site)
    return data


def _publisher(site: Site) -> dict[str, Any]:
    return {"@type": "Organization", "name": site.name, "url": site.url}


def _briefing(page: BriefingPage, site: Site) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.headline.words.text,
        "datePublished": page.published_on.isoformat(),
        "dateModified": page.changed_on.isoformat(),
        "author": _publisher(site),
        "publisher": _publisher(site),
        "isAccessibleForFree": True,
        "citation": [_source(source) for source in page.sources],
    }
    corrections = [f"{change.on}: {change.what}: {change.link.name} {change.reason}" for change in page.changes]
    corrections += [f"{note.on}: {note.text.text}" for note in page.notes]
    if corrections:
        data["correction"] = corrections
    return data


def _place(page: PlacePage, site: Site) -> dict[str, Any]:
    names = [name for name in (page.name_zh, *page.aliases) if name]
    data: dict[str, Any] = {
        "@type": "Dataset",
        "name": f"{page.name}: {page.size}",
        "creator": _publisher(site),
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Place", "name": page.name, "alternateName": names},
        "variableMeasured": list(page.measures[:MEASURES]),
    }
    if page.coverage:
        data |= {"temporalCoverage": page.coverage, "dateModified": page.changed_on.isoformat()}
    return data


def _fact(page: FactPage, site: Site) -> dict[str, Any]:
    source, quote = _source(page.claim.source), page.claim.quote
    words = {"text": quote.text, "inLanguage": quote.lang, "url": web_address(quote.url)} if quote else None
    return {
        "@type": "Claim",
        "identifier": page.claim.id,
        "text": page.claim.text,
        # Whether a speaker is a person or an office is not on file.
        "creditText": page.claim.speaker,
        "about": [subject.name for subject in page.subjects],
        "dateModified": page.changed_on.isoformat(),
        "appearance": source,
        "citation": {"@type": "Quotation", **words, "isPartOf": source} if words else source,
        "publisher": _publisher(site),
    }


def _source(source: SourceView) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": source.title,
        "url": web_address(source.url),
        "publisher": {"@type": "Organization", "name": source.publisher},
    }
