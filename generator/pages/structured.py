"""What a page tells machines about itself: schema.org, as JSON-LD in its head, and what its links are (RFC 8288).

Every thing has an address as its ``@id``, so that what several pages say of it comes together: a source is the page
of the source, the site and its publisher are the home page.
"""

from __future__ import annotations

from typing import Any

from generator.model.records import Site
from generator.pages.briefing import BriefingPage
from generator.pages.fact import FactPage, Observation
from generator.pages.home import HomePage
from generator.pages.organisation import OrganisationPage
from generator.pages.page import DATA_FOLDER, DATA_PAGE, DataFile, Link, Page, address
from generator.pages.parts import SourceView
from generator.pages.place import PlacePage
from generator.text.escape import web_address

# Of what a place has been measured by, so many are named in its page's head.
MEASURES = 9
_WIKIDATA = "http://www.wikidata.org/entity/"


def structured_data(page: Page, site: Site) -> dict[str, Any]:
    """A page as a thing of schema.org: a briefing as a news article, a place or organisation and all data as data sets,
    a fact as a claim with the observations in it."""
    url = site.url + address(page.path)
    data: dict[str, Any] = {"@context": "https://schema.org", "@id": url, "@type": "WebPage", "name": page.title}
    data |= {"url": url, "description": page.description, "inLanguage": site.language, "license": site.licence_url}
    if not isinstance(page, HomePage):
        data["isPartOf"] = {"@id": site.url}
    match page:
        case HomePage():
            data |= {"@type": "WebSite", "publisher": _publisher(site)}
        case BriefingPage():
            data |= _briefing(page, site)
        case PlacePage() | OrganisationPage():
            data |= _subject(page, site)
        case FactPage():
            data |= _fact(page, site)
        case Page(path=path) if path == DATA_PAGE:
            data |= _all_data(page, site)
    return data


def catalogue_id(site: Site) -> str:
    """What names the catalogue of all data sets."""
    return f"{site.url}{address(DATA_PAGE)}#catalogue"


def _publisher(site: Site) -> dict[str, Any]:
    return {"@type": "Organization", "@id": f"{site.url}#publisher", "name": site.name, "url": site.url}


def _briefing(page: BriefingPage, site: Site) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": page.headline.words.text,
        "datePublished": page.published_on.isoformat(),
        "dateModified": page.changed_on.isoformat(),
        "author": _publisher(site),
        "publisher": _publisher(site),
        "isAccessibleForFree": True,
        "citation": [_source(source, site) for source in page.sources],
    }
    corrections = [f"{change.on}: {change.what}: {change.link.name} {change.reason}" for change in page.changes]
    corrections += [f"{note.on}: {note.text.text}" for note in page.notes]
    if corrections:
        data["correction"] = corrections
    return data


def _all_data(page: Page, site: Site) -> dict[str, Any]:
    """The data as a whole, in the catalogue in which the data sets of places and organisations are too."""
    catalogue = {
        "@type": "DataCatalog",
        "@id": catalogue_id(site),
        "name": f"{site.name}: data",
        "url": site.url + address(page.path),
        "publisher": _publisher(site),
    }
    return {
        "@type": "Dataset",
        "name": f"{site.name}: all facts",
        "creator": _publisher(site),
        "isAccessibleForFree": True,
        "includedInDataCatalog": catalogue,
        "distribution": [_distribution(file, site) for file in page.data],
    }


def _distribution(file: DataFile, site: Site) -> dict[str, Any]:
    url = site.url + file.path
    data = {"@type": "DataDownload", "@id": url, "contentUrl": url, "name": file.name}
    return data | {"encodingFormat": file.media_type} | ({"sha256": file.sha256} if file.sha256 else {})


def _subject(page: PlacePage | OrganisationPage, site: Site) -> dict[str, Any]:
    """What is known of a place or organisation as a data set about it."""
    is_place = isinstance(page, PlacePage)
    link = Link(path=page.path, name=page.name)
    thing = _about(link, site) | {"url": site.url + address(page.path)}
    if names := [name for name in (page.name_zh, *page.aliases) if name]:
        thing["alternateName"] = names
    if page.wikidata:
        thing["sameAs"] = _WIKIDATA + page.wikidata
    data: dict[str, Any] = {
        "@type": "Dataset",
        "name": f"{page.name}: {page.size}",
        "creator": _publisher(site),
        "isAccessibleForFree": True,
        "isPartOf": {"@id": site.url + address(DATA_PAGE)},
        "includedInDataCatalog": {"@id": catalogue_id(site)},
        "spatialCoverage" if is_place else "about": thing,
        "distribution": [_distribution(file, site) for file in page.data],
    }
    if isinstance(page, PlacePage):
        data["variableMeasured"] = list(page.measures[:MEASURES])
        if page.coverage:
            data |= {"temporalCoverage": page.coverage, "dateModified": page.changed_on.isoformat()}
    return data


def _about(link: Link, site: Site) -> dict[str, Any]:
    """A place or organisation; its page says more of it under the same ``@id``."""
    kind, name = ("Place", "place") if link.path.startswith("places/") else ("Organization", "organisation")
    return {"@type": kind, "@id": f"{site.url}{address(link.path)}#{name}", "name": link.name}


def _fact(page: FactPage, site: Site) -> dict[str, Any]:
    url = site.url + address(page.path)
    source, quote = _source(page.claim.source, site), page.claim.quote
    words = {"text": quote.text, "inLanguage": quote.lang, "url": web_address(quote.url)} if quote else None
    said = {"@type": "Quotation", "@id": f"{url}#quote", **words, "isPartOf": source} if words else source
    data = {
        "@type": "Claim",
        "identifier": page.claim.id,
        "version": page.cite.version,
        "text": page.claim.text,
        # Whether a speaker is a person or an office is not on file.
        "creditText": page.claim.speaker,
        "creativeWorkStatus": page.claim.status,
        "about": [_about(subject, site) for subject in page.subjects],
        "dateModified": page.changed_on.isoformat(),
        "appearance": source,
        "citation": said,
        "publisher": _publisher(site),
    }
    about = _about(page.subjects[0], site)["@id"]
    observed = [_observation(one, number, about, url, site) for number, one in enumerate(page.observations, 1)]
    return data | ({"hasPart": observed} if observed else {})


def _observation(one: Observation, number: int, about: str, url: str, site: Site) -> dict[str, Any]:
    measure = f"{site.url}{DATA_FOLDER}/measures.json#{one.measure_id}"
    value = {"value": one.low} if one.low == one.high else {"minValue": one.low, "maxValue": one.high}
    data: dict[str, Any] = {
        "@type": "Observation",
        "@id": f"{url}#figure-{number}",
        "observationAbout": {"@id": about},
        "variableMeasured": {"@type": "StatisticalVariable", "@id": measure, "name": one.measure},
        **value,
        "unitText": one.unit,
        "observationDate": one.when,
    }
    if one.qualifier:
        data["description"] = f"{one.qualifier} this value"
    if one.period:
        data["observationPeriod"] = one.period
    return data


def _source(source: SourceView, site: Site) -> dict[str, Any]:
    publisher = f"{site.url}{DATA_FOLDER}/publishers.json#{source.publisher_id}"
    return {
        "@type": "CreativeWork",
        "@id": site.url + address(source.path),
        "name": source.title,
        "url": web_address(source.url),
        "publisher": {"@type": "Organization", "@id": publisher, "name": source.publisher},
    }
