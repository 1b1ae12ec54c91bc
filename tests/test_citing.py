"""Citations: for people and programs, and whether what was cited still stands, looked up without a server."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.model.content import Content
from generator.model.records import DatedNote, Moved
from generator.pages.cite import cite
from generator.pages.page import Citation
from generator.pages.parts import Catalogue
from tests.browser import Browser
from tests.made import briefing, content, corrected, fact, figure, record, withdrawn
from tests.sites import TEMPLATES, TODAY, generated, put

CITED = re.compile(r"version ([0-9a-f]{12})")


def one(*facts: Any, **more: Any) -> Content:
    return content([record("paper-2025", *facts)], **more)


def citation(made: Content, at: str) -> Citation:
    catalogue = Catalogue(made, TODAY)
    link, facts = catalogue.link(at), made.facts.values()
    found = [fact for fact in facts if at == f"facts/{fact.id}" or not at.startswith("facts/")]
    return cite(catalogue, link.name, link.path, found)


def cited(made: Content, id: str = "a") -> str:
    return citation(made, f"facts/{id}").text


def test_a_citation_names_the_fact_its_source_the_version_and_the_address_and_leaves_the_visit_open() -> None:
    said = cited(one(fact("a", corrections=(corrected("2026-01-10"),))))
    version = CITED.findall(said)[0]
    assert said == (
        "Port Watch, “What a says.”, after Title of paper-2025, Paper A, 1 March 2025, "
        f"version {version} of 10 January 2026. https://example.org/facts/a/, accessed [day]."
    )


def test_briefings_and_places_are_cited_with_their_own_versions() -> None:
    notes = (DatedNote(on=date(2026, 1, 20), text="Added."),)
    made = one(fact("a", about="quay"), briefings={"b": briefing("b", 1, "a", notes=notes)})
    said = citation(made, "briefings/b").text
    assert re.fullmatch(
        r"Port Watch, “Headline 1”, version \w{12} of 20 January 2026\. https://example\.org/briefings/b/, accessed .*",
        said,
    )
    assert "“Quay”, version" in citation(made, "places/quay").text
    other = one(fact("a", about="quay", text="Other."))
    assert citation(other, "places/quay").version != citation(made, "places/quay").version
    assert citation(other, "places/port").version == citation(made, "places/port").version


def test_bibtex_is_one_entry_whose_braces_match_and_whose_signs_are_text() -> None:
    made = one(fact("a", text=r"50% of {A & B} costs $1 #1 a_b ~^\x."))
    lines = citation(made, "facts/a").bibtex
    text = "\n".join(lines)
    assert lines[0] == "@misc{a,"
    assert "title = {{50\\% of \\{A \\& B\\} costs \\$1 \\#1 a\\_b \\textasciitilde{}\\textasciicircum{}" in text
    bare = re.sub(r"\\[{}]", "", text)
    assert bare.count("{") == bare.count("}")
    assert "url = {https://example.org/facts/a/}," in text


def test_csl_json_is_json_with_what_a_reference_manager_asks_for() -> None:
    made = one(fact("a", text='Says "so" \\ 人工智能.'))
    found = citation(made, "facts/a")
    (item,) = json.loads("\n".join(found.csl))
    assert item["title"] == 'Says "so" \\ 人工智能.'
    assert item["issued"] == {"date-parts": [[2026, 1, 5]]}
    assert item["version"] == found.version
    assert item["note"] == "after Title of paper-2025, Paper A, 1 March 2025"
    assert {"id", "type", "author", "URL", "container-title"} <= item.keys()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    made = browser.new_page()
    yield made
    made.close()


def opened(page: Page, made: Content, folder: Path, published: Path | None = None) -> Page:
    """The page that looks citations up, opened from a folder: its form, its scripts and the lookup, without theme."""
    files = generated(made, published)
    put(files, folder)
    form = re.search(r"<form.*</script>", files["cite.md"].decode(), re.DOTALL)
    assert form
    script = (TEMPLATES / "theme/javascripts/cite.js").read_bytes()
    put({"javascripts/cite.js": script, "cite/index.html": f"<!doctype html>{form[0]}".encode()}, folder)
    page.goto((folder / "cite/index.html").as_uri())
    return page


def verdict(page: Page, text: str) -> str:
    page.fill("#cited", text)
    page.click("button")
    return page.inner_text("#cited-verdict")


@pytest.mark.browser
def test_a_pasted_citation_is_current_updated_changed_corrected_or_withdrawn(page: Page, tmp_path: Path) -> None:
    moved = {"facts/was-m": Moved(id="facts/was-m", to="facts/m", on=date(2026, 2, 1))}
    before = one(
        fact("plain", figure(measure="area")),
        fact("late", figure(when="2024")),
        fact("worded", figure(measure="loose")),
        fact("wrong", figure(measure="output")),
        fact("gone", figure("1/3", measure="part")),
        fact("was-m", figure(measure="area"), about="land"),
    )
    after = one(
        fact("plain", figure(measure="area")),
        fact("late", figure(when="2024")),
        fact("later", figure(50, when="2025")),
        fact("worded", figure(measure="loose"), text="In other words."),
        fact("wrong", figure(41, measure="output"), text="Fixed.", corrections=(corrected("2026-01-10"),)),
        fact("gone", figure("1/3", measure="part"), withdrawn=withdrawn("2026-01-12")),
        fact("m", figure(measure="area"), about="land", text="What was-m says."),
        moved=moved,
    )
    opened(page, after, tmp_path)
    assert verdict(page, cited(before, "plain")).startswith("Current. What you cite stands there now, word for word.")
    assert verdict(page, cited(before, "late")).startswith("Updated.")
    assert page.get_attribute("#cited-verdict a", "href") == "../facts/later/index.html"
    assert verdict(page, cited(before, "worded")).startswith("Changed.")
    assert verdict(page, cited(before, "wrong")).startswith("Corrected. What you cite was changed")
    assert verdict(page, cited(after, "wrong")).startswith("Current.")
    assert verdict(page, cited(before, "gone")).startswith("Withdrawn. Since 2026-01-12")
    assert verdict(page, cited(before, "was-m")).startswith("Current.")
    assert page.get_attribute("#cited-verdict a", "href") == "../facts/m/index.html"
    # An address alone, or a version alone, is enough where it is known.
    assert verdict(page, "https://example.org/facts/wrong/").startswith("Corrected. If your citation is from before")
    assert verdict(page, CITED.findall(cited(after, "plain"))[0]).startswith("Current.")
    # What facts are listed under is another version with each of them.
    places = (citation(made, "places/port").text for made in (before, after))
    said = "Changed. Words, notes or facts were added or changed since. The last"
    assert verdict(page, next(places)).startswith(said)
    assert verdict(page, next(places)).startswith("Current.")
    assert verdict(page, "0123456789ab").startswith("Not known.")
    assert verdict(page, "constructor facts/constructor __proto__").startswith("Not known.")
    assert verdict(page, "").startswith("Not known. Paste a citation")


@pytest.mark.browser
def test_a_past_version_alone_is_known_from_what_was_published(page: Page, tmp_path: Path) -> None:
    before = one(fact("a"))
    after = one(fact("a", text="Fixed.", corrections=(corrected("2026-01-10"),)))
    version = CITED.findall(cited(before))[0]
    put(generated(before), tmp_path / "before")
    opened(page, after, tmp_path / "without")
    assert verdict(page, version).startswith("Not known.")
    opened(page, after, tmp_path / "with", tmp_path / "before/data/v1")
    assert verdict(page, version).startswith(
        "Corrected. What you cite was changed; the last correction is of 2026-01-10"
    )


@pytest.mark.browser
def test_bibtex_and_csl_can_be_pasted_too(page: Page, tmp_path: Path) -> None:
    made = one(fact("a"))
    opened(page, made, tmp_path)
    found = citation(made, "facts/a")
    for lines in (found.bibtex, found.csl):
        assert verdict(page, "\n".join(lines)).startswith("Current. What you cite stands there now")


def test_the_script_is_small_and_asks_nobody() -> None:
    script = (TEMPLATES / "theme/javascripts/cite.js").read_bytes()
    assert len(gzip.compress(script, mtime=0)) <= 2048
    for word in (b"fetch", b"XMLHttpRequest", b"import", b"innerHTML", b"eval", b"http"):
        assert word not in script
