"""What leads programs to the data: a Croissant file of the tables, a set of links, a file that says how to cite the
site, and one that lets crawlers in."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from generator.data.columns import Field
from generator.data.kinds import DELIMITER
from generator.data.schemas import FORMAT, PACKAGE, Resource
from generator.model.records import Site
from generator.pages.page import DATA_FOLDER, DATA_PAGE, MEDIA_TYPES, address
from generator.text.files import File

CROISSANT, LINKS = "croissant.json", "linkset.json"
# The terms of Croissant 1.0, as its standard has them.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
# A list is the text of its cell.
_TYPES = {"number": "sc:Float", "integer": "sc:Integer", "boolean": "sc:Boolean", "date": "sc:Date"}


def croissant(resources: Sequence[Resource], site: Site, updated: str) -> dict[str, Any]:
    """The whole tables of ``resources`` as a Croissant file (MLCommons, 1.0); ``updated`` is the day of the newest
    fact."""
    whole = [one for one in resources if one.table and one.of is None and one.path.endswith(".csv")]
    at = f"{site.url}{DATA_FOLDER}/"
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "@id": f"{at}{CROISSANT}",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "-".join(re.findall(r"[a-z0-9]+", site.name.lower())),
        "description": site.description,
        "url": site.url + address(DATA_PAGE),
        "license": site.licence_url,
        "creator": {"@type": "sc:Organization", "name": site.name, "url": site.url},
        "datePublished": updated,
        "version": FORMAT,
        "isLiveDataset": True,
        "citeAs": f"{site.name}, “Data”. {site.url}{address(DATA_PAGE)}. {site.licence}.",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": one.path,
                "name": one.path,
                "contentUrl": at + one.path,
                "contentSize": f"{len(one.file.data)} B",
                "encodingFormat": "text/csv",
                "sha256": one.sha256,
            }
            for one in whole
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": one.table.name,
                "name": one.table.name,
                "description": one.table.about,
                "key": [{"@id": f"{one.table.name}/{field.name}"} for field in one.table.fields if field.is_key],
                "field": [_field(one.table.name, one.path, field) for field in one.table.fields],
            }
            for one in whole
            if one.table
        ],
    }


def _field(table: str, path: str, field: Field) -> dict[str, Any]:
    among = f" Several are joined by {DELIMITER}" if field.kind.type == "list" else ""
    made: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table}/{field.name}",
        "name": f"{table}/{field.name}",
        "description": f"{field.meaning}{among}",
        "dataType": _TYPES.get(field.kind.type, "sc:Text"),
        "source": {"fileObject": {"@id": path}, "extract": {"column": field.name}},
    }
    if field.refers_to:
        made["references"] = {"field": {"@id": f"{field.refers_to}/id"}}
    return made


def link_set(resources: Sequence[Resource], site: Site) -> dict[str, Any]:
    """The links of the data (RFC 9264, with the relations of the FAIR Signposting Profile): of the page of all data to
    the whole tables, of the page of a place or organisation to its own, and of each of these files back to its page."""
    at, page = f"{site.url}{DATA_FOLDER}/", site.url + address(DATA_PAGE)
    of: dict[str, list[Resource]] = {}
    for one in resources:
        if one.table:
            of.setdefault(site.url + address(f"{one.of}.md") if one.of else page, []).append(one)
    described = [
        {"href": f"{at}{PACKAGE}", "type": "application/json"},
        {"href": f"{at}{CROISSANT}", "type": "application/ld+json"},
    ]
    found: list[dict[str, Any]] = []
    for anchor, files in of.items():
        found.append(
            {
                "anchor": anchor,
                "cite-as": [{"href": anchor}],
                "type": [{"href": "https://schema.org/Dataset"}],
                "author": [{"href": site.url}],
                "license": [{"href": site.licence_url}],
                "describedby": described,
                "item": [{"href": at + one.path, "type": _media_type(one)} for one in files],
                **({} if anchor == page else {"collection": [{"href": page}]}),
            }
        )
        found += ({"anchor": at + one.path, "collection": [{"href": anchor}]} for one in files)
    return {"linkset": found}


def _media_type(resource: Resource) -> str:
    return MEDIA_TYPES[resource.path.rpartition(".")[2]]


def citation_file(site: Site) -> File:
    """How to cite the site, for programs (Citation File Format 1.2.0). What it says does not change with the day."""
    fields = {
        "cff-version": "1.2.0",
        "message": "Please cite the fact: its page and its row have a citation with its version. For all of it, cite:",
        "type": "dataset",
        "title": site.name,
        "abstract": site.description,
        "authors": [{"name": site.name, "website": site.url}],
        "url": site.url,
        **({"repository-code": site.repository} if site.repository else {}),
        "license-url": site.licence_url,
    }
    # JSON is YAML too, and escapes what a text holds.
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items())
    return File("CITATION.cff", ("\n".join(lines) + "\n").encode())


def robots(site: Site) -> File:
    """What crawlers may read (RFC 9309), and where the pages are listed: it counts at the root of a host alone."""
    return File("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n".encode())
