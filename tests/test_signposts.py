"""What leads programs to the data: JSON-LD read by a processor of it, links of heads, Croissant, a link set."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import urljoin

import duckdb
import pandas
import polars
import pytest
import yaml
from pyld import jsonld

from generator.data.page import Line, lines
from generator.data.signposts import citation_file
from generator.data.tables import TABLES
from generator.model.fields import BadValue, read_wikidata_id
from generator.read.load import load
from tests.browser import Site
from tests.sites import PROJECT
from tests.test_pages import pages

# What schema.org's context says of the terms that hold addresses; all else is a text. A test asks no network.
_ADDRESSES = ("url", "license", "contentUrl", "sameAs")
_CONTEXT: dict[str, Any] = {"@vocab": "https://schema.org/"}
_CONTEXT |= {name: {"@id": f"https://schema.org/{name}", "@type": "@id"} for name in _ADDRESSES}


@pytest.fixture(params=["tiny", "real"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


def data_of(page: Any) -> dict[str, Any]:
    (script,) = page.cssselect('script[type="application/ld+json"]')
    data: dict[str, Any] = json.loads(str(script.text))
    return data


def quads(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements of a page's JSON-LD, by PyLD (JSON-LD 1.1)."""
    assert data["@context"] == "https://schema.org"
    found = jsonld.to_rdf({**data, "@context": _CONTEXT})
    return list(found["@default"])


def statements(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, page in pages(site, "**/index.html"):
        for quad in quads(data_of(page)):
            yield path, quad


def test_no_statement_of_a_page_is_of_or_leads_to_a_thing_without_a_name(site: Site) -> None:
    count = 0
    for path, quad in statements(site):
        assert quad["subject"]["type"] == "IRI", (path, quad)
        assert quad["object"]["type"] != "blank node", (path, quad)
        assert quad["subject"]["value"].startswith("http"), (path, quad)
        count += 1
    assert count > 100


def test_a_thing_without_a_name_is_seen() -> None:
    made = quads({"@context": "https://schema.org", "@id": "https://a.example/", "publisher": {"name": "A"}})
    assert {quad["subject"]["type"] for quad in made} == {"IRI", "blank node"}


def test_what_pages_say_of_a_thing_agrees(site: Site) -> None:
    """Each thing has one type and one name, on whichever page it is named."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    own = {site.url + path.removesuffix("index.html") for path, _ in pages(site, "**/index.html")}
    for _, quad in statements(site):
        subject, says = quad["subject"]["value"], quad["predicate"]["value"]
        if says.endswith(("#type", "/contentUrl")) and subject not in own:
            names[subject, says].add(quad["object"]["value"])
    assert names
    assert [one for one, said in names.items() if len(said) > 1] == []


def test_a_data_set_has_files_that_are_there_and_a_catalogue(site: Site) -> None:
    kinds = set()
    for path, page in pages(site, "**/index.html"):
        data = data_of(page)
        assert (data["@type"] == "Dataset") == ("distribution" in data), path
        if data["@type"] != "Dataset":
            continue
        kinds.add(path.partition("/")[0])
        assert data["includedInDataCatalog"]["@id"] == f"{site.url}data/#catalogue"
        assert len(data["distribution"]) == (3 * len(TABLES) if path == "data/index.html" else 2)
        for file in data["distribution"]:
            held = (site.folder / file["contentUrl"].removeprefix(site.url)).read_bytes()
            assert file.get("sha256", sha256(held).hexdigest()) == sha256(held).hexdigest()
    assert {"data", "places"} <= kinds


def test_an_observation_says_what_the_table_of_figures_says(sites: dict[str, Site]) -> None:
    site = sites["tiny"]
    rows = json.loads((site.folder / "data/v1/figures.json").read_text("utf-8"))["figures"]
    observed = {
        one["@id"].removeprefix(site.url): one
        for _, page in pages(site, "facts/*/index.html")
        for one in data_of(page).get("hasPart", ())
    }
    assert len(observed) == len(rows)
    for row in rows:
        one = observed[f"facts/{row['fact']}/#figure-{row['number']}"]
        low, high = (one["value"],) * 2 if "value" in one else (one["minValue"], one["maxValue"])
        assert (low, high) == (row["value_number"], row["value_to_number"] or row["value_number"])
        assert one["observationDate"] == row["when"]
        assert one["variableMeasured"]["@id"].endswith(f"#{row['measure']}")
        period = one.get("observationPeriod", "/".join((row["when_start"], row["when_end"])))
        assert period == f"{row['when_start']}/{row['when_end']}"


def test_a_place_with_an_item_of_wikidata_is_the_same(sites: dict[str, Site]) -> None:
    site = sites["tiny"]
    same = {}
    for kind, part in (("places", "spatialCoverage"), ("organisations", "about")):
        for path, page in pages(site, f"{kind}/*/index.html"):
            if found := data_of(page).get(part, {}).get("sameAs"):
                same[path] = found
    assert same == {
        "places/harbour-city/index.html": "http://www.wikidata.org/entity/Q1234567890",
        "organisations/hall-works/index.html": "http://www.wikidata.org/entity/Q1234567891",
    }
    assert "wikidata" in (site.folder / "data/v1/places.csv").read_text("utf-8").splitlines()[0]


@pytest.mark.parametrize("text", ["8686", "q", "Q0", "Q08686", "Q8686x", "P31", "Q８６８６", "Q" + "1" * 13, ""])
def test_what_is_no_item_of_wikidata_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="Wikidata"):
        read_wikidata_id(text)


@pytest.mark.parametrize("text", ["q8686", "https://www.wikidata.org/wiki/Q8686", "wd:Q8686"])
def test_an_item_written_otherwise_is_told(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_wikidata_id(text)
    assert caught.value.instead == "Q8686"


def test_the_head_of_each_page_has_signposts(site: Site) -> None:
    for path, page in pages(site, "**/index.html"):
        links: dict[str, list[str]] = defaultdict(list)
        for link in page.cssselect("head link"):
            links[str(link.get("rel"))].append(urljoin(site.url + path, str(link.get("href"))))
        data = data_of(page)
        assert links["cite-as"] == [data["url"]]
        assert links["license"] == [data["license"]]
        assert links["type"] == [f"https://schema.org/{data['@type']}"]
        files = [file["contentUrl"] for file in data.get("distribution", ())]
        assert links["item"] == ([] if path == "data/index.html" else files), path
        assert bool(links["linkset"]) == (path == "data/index.html")
        for at in (*links["item"], *links["linkset"], *links["describedby"]):
            assert (site.folder / at.removeprefix(site.url)).is_file(), at


def test_the_link_set_names_every_table_once_and_leads_back(site: Site) -> None:
    found = json.loads((site.folder / "data/v1/linkset.json").read_text("utf-8"))["linkset"]
    by_anchor = {one["anchor"]: one for one in found}
    assert len(by_anchor) == len(found)
    tables = {
        f"{site.url}data/v1/{path.relative_to(site.folder / 'data/v1')}"
        for path in site.folder.glob("data/v1/**/*.csv")
    }
    named = [item["href"] for one in found for item in one.get("item", ()) if item["type"] == "text/csv"]
    assert sorted(named) == sorted(tables)
    for one in found:
        for item in one.get("item", ()):
            assert by_anchor[item["href"]]["collection"] == [{"href": one["anchor"]}]
            assert (site.folder / item["href"].removeprefix(site.url)).is_file()


def test_the_croissant_file_has_every_column_of_every_table(site: Site) -> None:
    made = json.loads((site.folder / "data/v1/croissant.json").read_text("utf-8"))
    files = {file["@id"]: file for file in made["distribution"]}
    for file in files.values():
        assert (
            sha256((site.folder / file["contentUrl"].removeprefix(site.url)).read_bytes()).hexdigest() == file["sha256"]
        )
    assert {one["@id"] for one in made["recordSet"]} == {table.name for table in TABLES}
    fields = {field["@id"] for one in made["recordSet"] for field in one["field"]}
    for one in made["recordSet"]:
        (at,) = {field["source"]["fileObject"]["@id"] for field in one["field"]}
        head = (site.folder / "data/v1" / at).read_text("utf-8-sig").splitlines()[0]
        assert head == ",".join(field["source"]["extract"]["column"] for field in one["field"])
        assert {field["references"]["field"]["@id"] for field in one["field"] if "references" in field} <= fields
        assert {key["@id"] for key in one["key"]} <= fields


def test_crawlers_are_let_in_and_the_site_says_how_to_cite_it(site: Site) -> None:
    assert (site.folder / "robots.txt").read_text("utf-8").splitlines()[-1] == f"Sitemap: {site.url}sitemap.xml"
    cited = yaml.safe_load((site.folder / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["url"] == site.url
    assert {"message", "title", "authors"} <= cited.keys()


def test_the_repository_says_what_the_site_says_of_citing_it() -> None:
    site = load(PROJECT / "content").content.site
    assert (PROJECT / "CITATION.cff").read_bytes() == citation_file(site).data


# --- lines to copy ---


def copied(site: Site) -> list[Line]:
    """The lines of the Data page, for the files that were built."""
    days = json.loads((site.folder / "data/v1/facts.json").read_text("utf-8"))["facts"]
    on_page = lines(f"{site.url}data/v1/", min(date.fromisoformat(row["added"]) for row in days))
    text = (site.folder / "data/index.md").read_text("utf-8")
    assert all(one.line in unescape(text) for one in on_page)
    return [replace(one, line=one.line.replace(site.url, f"{site.folder}/")) for one in on_page]


def test_each_line_of_the_data_page_gives_all_rows_in_its_program(site: Site) -> None:
    rows = json.loads((site.folder / "data/v1/facts.json").read_text("utf-8"))["facts"]
    history = json.loads((site.folder / "data/v1/history.json").read_text("utf-8"))["history"]
    plans = json.loads((site.folder / "data/v1/targets.json").read_text("utf-8"))["targets"]
    first = min(row["added"] for row in rows)
    expected = {
        "Every fact": {row["id"] for row in rows},
        "What each fact said on a day": {row["id"] for row in rows if row["added"] == first},
        "What came of each plan": {row["fact"] for row in plans},
        "What was written after a day": {row["fact"] for row in history if row["since"] > first},
    }
    done = []
    for one in copied(site):
        if one.program == "DuckDB":
            found = {row[0] for row in duckdb.execute(one.line).fetchall()}
        elif one.program in ("pandas", "polars"):
            within: dict[str, Any] = {"pandas": pandas, "polars": polars}
            exec(one.line, within)
            found = set(within["facts"]["id"])
            assert str(within["facts"]["value_number"].dtype).lower().startswith(("float", "int"))
        elif one.program in ("jq", "sqlite3") and shutil.which(one.program):
            # Of a file that was downloaded.
            at = site.folder / "data/v1"
            said = subprocess.run(shlex.split(one.line), cwd=at, capture_output=True, text=True, check=True).stdout
            found = {row.partition("|")[0] for row in said.splitlines()}
        elif one.program == "R" and shutil.which("Rscript"):
            said = subprocess.run(
                ["Rscript", "-e", f"{one.line}; cat(facts$id, sep='\\n')"], capture_output=True, text=True, check=True
            ).stdout
            found = set(said.splitlines())
        else:
            continue
        assert found == expected[one.about], one
        done.append(one.program)
    # jq, sqlite3 and R are run where they are installed.
    assert [name for name in done if name not in ("jq", "sqlite3", "R")] == [
        "DuckDB", "pandas", "polars", "DuckDB", "DuckDB",
    ]  # fmt: skip
