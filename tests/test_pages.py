"""What a reader finds on the built pages, whatever the browser: figures with all that belongs to them, sources,
gaps, and a head that says what the page is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement

from generator.bind.texts import Texts
from generator.model.agreement import Status
from generator.model.records import Place
from generator.model.words import number_in_words, value_in_words
from generator.pages.page import LONGEST_TITLE, head_title
from generator.text.templates import page_environment
from tests.browser import Site
from tests.made import content, fact, record
from tests.sites import PROJECT, TINY, generated

STATUS = set(Status.__args__)  # type: ignore[attr-defined]
HAN = re.compile(r"[\u3400-\u9fff]")
KANA = re.compile(r"[\u3040-\u30ff]")
MONEY = re.compile(r"about US\$[\d.,]+.* at [\d.,]+ [\w ]+ to the dollar, the ECB's (average|rate) of .*\d{4}")
STRIP = re.compile(r"Checked .* · Newest fact .* · Here \d[\d,]* facts? from \d[\d,]* sources?")


@pytest.fixture(params=["tiny", "real"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


@cache
def _parsed(path: Path) -> HtmlElement:
    return html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def pages(site: Site, pattern: str) -> Iterator[tuple[str, HtmlElement]]:
    """The pages at some paths, each with its path and elements; not those that only lead to where a thing is now, nor
    those for frames elsewhere, which have no frame of ours: ``test_chart_records.py``."""
    moved = {f"{moved}/index.html" for moved in site.content.moved}
    found = {path.relative_to(site.folder).as_posix() for path in site.folder.glob(pattern)} - moved
    found = {path for path in found if not path.endswith("/embed/index.html")}
    assert found, pattern
    yield from ((path, _parsed(site.folder / path)) for path in sorted(found))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- trust ---


def test_each_figure_has_its_value_date_status_and_speaker_in_view(site: Site) -> None:
    cards = [
        card
        for pattern in ("index.html", "*/*/index.html")
        for _, page in pages(site, pattern)
        for card in page.cssselect(".figures li")
    ]
    assert cards
    for card in cards:
        (figure,) = card.cssselect(".figure")
        assert words(figure.cssselect("strong")[0]), words(card)
        # A box says what is not usual; the card behind the figure says the status of each.
        chips = {re.sub("^. ", "", words(chip)) for chip in card.cssselect(".chip")}
        assert STATUS & chips or not chips, words(card)
        assert re.search(r"\d{4}|not stated", words(card)), words(card)
        assert card.cssselect(".meta"), words(card)
        assert figure.cssselect("[data-fact] button"), words(card)


def test_each_number_opens_a_card_with_state_words_speaker_source_and_limits(site: Site) -> None:
    content = Texts(site.content).content
    seen = 0
    for path, page in pages(site, "**/index.html"):
        cards = {card.get("id"): card for card in page.cssselect("aside.card[popover]")}
        for button in page.cssselect(".note button, [data-fact] button"):
            seen += 1
            card = cards[button.get("popovertarget")]
            *ways, about = card.cssselect(".ways a")
            target = urljoin(site.url + path, str(about.get("href"))).removeprefix(site.url)
            id = re.fullmatch("facts/([a-z0-9-]+)/", target)
            assert id, target
            fact = content.facts[id[1]]
            source = content.record_of[fact.id].source
            speaker = fact.said_by or content.publishers[source.publisher].name
            assert words(card.cssselect(".state strong")[0]), path
            who = words(card.cssselect(".who")[0])
            assert " ".join(speaker.split()) in who, path
            assert " ".join(content.publishers[source.publisher].name.split()) in who, path
            assert f"; {' '.join(fact.where.split())}" in who, path
            assert re.search(r"\d{4}|date not stated", who), path
            assert " ".join(speaker.split()) in " ".join(str(button.get("aria-label")).split()), path
            if fact.quote:
                (quote,) = card.cssselect("blockquote")
                assert quote.get("lang") == source.language, path
                assert " ".join(fact.quote.split()) in words(quote), path
                assert ":~:text=" in str(ways[0].get("href")), path
            if fact.note:
                assert " ".join(fact.note.split()) in words(card), path
            if fact.figure:
                assert words(card.cssselect(".head strong")[0]), path
            else:
                # A fact's own words are not said twice; behind others the card has them.
                text = " ".join(fact.text.split())
                near = words(next(button.iterancestors("p", "li", "h1", "h3", "td")))
                assert [words(claim) for claim in card.cssselect(".head")] == [text] or text in near, path
    assert seen > 100


def test_a_fact_page_says_first_whether_the_fact_still_stands(site: Site) -> None:
    states: set[str] = set()
    for path, page in pages(site, "facts/*/index.html"):
        if path.startswith("facts/about/"):
            continue
        (first,) = page.cssselect("h1 + *")
        kind, *state = str(first.get("class")).split()
        assert kind == "state", path
        states.update(state)
        assert words(first.cssselect("strong")[0]), path
        assert "on file" not in words(first), path
    assert states >= {"stands", "newer", "contested", "target"}


def test_the_words_of_a_fact_stand_before_its_number_as_they_were_written(site: Site) -> None:
    texts = {" ".join(fact.text.split()) for fact in site.content.facts.values()}
    seen = 0
    for path, page in pages(site, "*/*/index.html"):
        for row in page.cssselect(".ledger .what:has(> .nb)"):
            before = words(row).partition("\u2060")[0]
            assert before in texts or row.cssselect(".outcome") or not row.cssselect(".meta"), (path, before)
            seen += 1
    assert seen


def test_each_source_entry_says_what_it_is_and_leads_to_the_original_and_to_a_copy(site: Site) -> None:
    for path, page in pages(site, "places/*/index.html"):
        for entry in page.cssselect(".sources li"):
            text = words(entry)
            # A name in brackets says itself what the page is: "a repost of a news report".
            classes = "|".join({publisher.class_ for publisher in site.content.publishers.values()})
            assert re.search(rf"[(,] ?(?:{classes})\b|\(", text), (path, text)
            assert re.search(r"\d{4}|date not stated", text), (path, text)
            assert re.search(r"\. [A-Z][a-z]+\. Original page", text), (path, text)
            assert ("archived copy" in text) == bool(entry.cssselect("a")[2:]), (path, text)


def test_a_figure_keeps_its_hedge_wherever_its_number_stands(site: Site) -> None:
    hedged = {
        f"facts/{fact.id}/": fact.figure
        for fact in site.content.facts.values()
        if fact.figure and fact.figure.qualifier
    }
    assert hedged
    seen = set()
    for path, page in pages(site, "**/index.html"):
        for link in page.cssselect("article td a, article .outcome a, article .aside li > a"):
            target = urljoin(site.url + path, str(link.get("href"))).removeprefix(site.url)
            figure = hedged.get(target)
            # Not 500 in the 1,500 of another figure of the fact.
            if figure and re.search(rf"(?<![\d.,]){number_in_words(figure.value)}(?![\d,])", words(link)):
                assert words(link).startswith(f"{figure.qualifier} "), (path, words(link))
                seen.add(target)
    assert seen


def test_money_in_dollars_names_its_rate_and_comes_second(site: Site) -> None:
    """The amount below the figure; at which rate, on tap."""
    seen = 0
    for path, page in pages(site, "places/*/index.html"):
        for line in page.cssselect(".figures .meta"):
            if "US$" in words(line):
                seen += 1
                assert re.fullmatch(r"about US\$[\d.,]+.*", words(line)), (path, words(line))
                before = line.getprevious()
                assert before is not None
                assert before.get("class") == "figure", path
                (button,) = before.cssselect("button")
                (card,) = page.cssselect(f"#{button.get('popovertarget')}")
                said = [words(one) for one in card.cssselect("p.meta") if words(one).startswith(words(line))]
                assert MONEY.fullmatch(said[0]), (path, said)
    assert seen


def test_analysis_is_called_ours_and_gaps_stand_on_each_briefing_and_profile(site: Site) -> None:
    for path, page in pages(site, "briefings/*/index.html"):
        assert page.cssselect("#analysis .remark")[0].text == "Our analysis", path
        assert page.cssselect("#gaps"), path
    for path, page in pages(site, "places/*/index.html"):
        assert page.cssselect("#gaps"), path
        strip = words(page.cssselect(".strip")[0])
        assert STRIP.match(strip), (
            path,
            strip,
        )


def test_counts_of_facts_agree_on_the_home_page_the_profiles_the_lists_and_the_data(site: Site) -> None:
    content = site.content
    (_, data), *_ = pages(site, "data/index.html")
    assert f"{len(content.facts):,} facts from {len(content.records):,} sources" in words(data)
    (_, home), *_ = pages(site, "index.html")
    totals = f"{len(content.facts):,} facts, {len(content.records):,} sources and {len(content.places):,} places"
    assert totals in words(home)
    for id in content.places:
        about = [fact for fact in content.facts.values() if id in (fact.about, *fact.also_about)]
        strip = words(_parsed(site.folder / f"places/{id}/index.html").cssselect(".strip")[0])
        assert f"Here {len(about):,} fact" in strip
        listed = _parsed(site.folder / f"facts/about/{id}/index.html") if about else None
        if listed is not None:
            carried = listed.cssselect(".ledger a[href*='/briefings/']")
            assert len(listed.cssselect(".ledger li")) - len(carried) == len(about)


# --- finding ---


def test_the_archive_lists_every_briefing_and_each_leads_to_the_next_and_the_one_before(site: Site) -> None:
    (_, archive), *_ = pages(site, "briefings/index.html")
    links = {str(link.get("href")).strip("./") for link in archive.cssselect(".ledger a")}
    assert links == set(site.content.briefings)
    more = [words(page.cssselect("article")[0]) for _, page in pages(site, "briefings/*/index.html")]
    assert sum("Next: " in text for text in more) == sum("Previous: " in text for text in more) == len(links) - 1


def test_each_thing_that_is_followed_has_its_feed_in_its_head_and_on_the_page_of_feeds(site: Site) -> None:
    (_, subscribe), *_ = pages(site, "subscribe/index.html")
    links = (urljoin(f"{site.url}subscribe/", str(link.get("href"))) for link in subscribe.cssselect(".files a"))
    addresses = {link for link in links if link.endswith(".xml")}
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.glob("feeds/**/*.xml")}
    moved = {f"feeds/{moved}.xml" for moved in site.content.moved}
    assert {address.removeprefix(site.url) for address in addresses} | moved == files | moved
    for pattern in ("places/*/index.html", "topics/*/index.html", "organisations/*/index.html"):
        for path, page in pages(site, pattern):
            (own,) = [
                urljoin(site.url + path, str(link.get("href")))
                for link in page.cssselect('head link[type="application/rss+xml"]')
                if not str(link.get("href")).endswith("feeds/all.xml")
            ]
            assert own in addresses, path
            assert page.cssselect(f'.strip a[href$="{own.rpartition("/feeds/")[2]}"]'), path


def test_a_row_of_the_data_is_found_by_its_id_and_says_what_the_page_of_the_fact_says(site: Site) -> None:
    rows = json.loads((site.folder / "data/v1/facts.json").read_bytes())["facts"]
    with (site.folder / "data/v1/facts.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = {row["id"]: row for row in csv.DictReader(file)}
    assert {row["id"] for row in rows} == set(cells) == set(site.content.facts)
    for row in rows:
        page = words(_parsed(site.folder / f"facts/{row['id']}/index.html").cssselect("article")[0])
        assert row["page"] == cells[row["id"]]["page"] == f"{site.url}facts/{row['id']}/"
        shown = [row["status"], row["said_by"], row["publisher_name"], row["qualifier"]]
        if site.content.facts[row["id"]].figure:
            shown.append(value_in_words(Fraction(row["value"]), site.content.units[row["unit"]]))
        for said in filter(None, shown):
            assert " ".join(said.split()) in page, (row["id"], said)


def test_little_on_file_makes_a_tidy_page_that_says_what_is_missing() -> None:
    """One fact of a source without a date, and a measure with one value, on a profile of their own."""
    made = content([record("r", fact("a", about="quay"), on=None)])
    isle = Place(id="isle", name="Isle", kind="district")
    written = generated(replace(made, places={**made.places, isle.id: isle}))
    page = written["places/quay.md"].decode()
    assert "[<span data-count>1 fact from 1 source</span>]" in page
    assert "date not stated" in page
    for missing in (
        '<span id="timeline">dated event</span>, <span id="policy">rule or policy</span>, <span id="plans">stated plan',
        "Nobody has written down yet what is missing here.",
    ):
        assert missing in page
    assert "archived copy" not in page
    # What needs more than one value is left out, without an empty frame.
    assert re.findall(r"^## (.+?) \{|<summary><span [^>]*>(.+?)<", page, re.MULTILINE) == [
        ("More numbers", ""),
        ("What we do not know", ""),
        ("", "Sources"),
        ("", "Cite and check"),
    ]
    assert "We found no other figure." in page
    # What lies in it has a figure; the isle has nothing.
    assert "No sourced figure yet." in written["places/land.md"].decode()
    empty = written["places/isle.md"].decode()
    assert "No sourced figure yet." in empty
    assert "No source yet." in empty


@pytest.mark.parametrize("pattern", ["briefings/*/", "places/*/", "facts/*/", "topics/*/", "organisations/*/"])
def test_a_citation_has_title_version_and_its_day_and_address(site: Site, pattern: str) -> None:
    facts = Texts(site.content).content.facts
    for path, page in pages(site, f"{pattern}index.html"):
        (cite,) = page.cssselect(".cite")
        # The title as its head gives it to others; in the page its Chinese is marked.
        title = " ".join(page.xpath("string(//meta[@property='og:title']/@content)").split())
        if path.startswith("facts/"):
            # What is cited is the sentence, as before pages of facts had shorter titles.
            title = " ".join(facts[path.split("/")[1]].text.split())
        assert f"“{title}”" in words(cite), path
        address = site.url + path.removesuffix("index.html")
        assert re.search(rf", version [0-9a-f]+( of \d+ \w+ \d{{4}})?\. {re.escape(address)}, accessed", words(cite)), (
            path
        )


def test_a_correction_says_what_stood_there_and_why_wherever_its_fact_was_carried(sites: dict[str, Site]) -> None:
    site = sites["tiny"]
    for path in ("corrections/", "facts/harbour-companies-2022/", "briefings/harbour-counts-companies/"):
        text = words(_parsed(site.folder / path / "index.html").cssselect("article")[0])
        for said in ("Harbour City had two companies in 2022.", "We had counted the ferry", "22 November 2026"):
            assert said in text, path


# --- for all ---


def test_chinese_says_that_it_is_chinese_on_every_page(site: Site) -> None:
    for path, page in pages(site, "**/index.html"):
        for element in page.cssselect("article *"):
            runs = [text for text in (element.text, *(child.tail for child in element)) if text and HAN.search(text)]
            # Words with kana, or that say so, are Japanese; what somebody wrote as an address is no run of text.
            if runs and not KANA.search(element.text_content()) and "http" not in runs[0] and element.tag != "script":
                languages = element.xpath("ancestor-or-self::*/@lang")
                assert str(languages[-1]).startswith(("zh", "ja")), (path, runs)


def test_headings_go_down_by_one_and_tables_have_header_cells(site: Site) -> None:
    for path, page in pages(site, "**/*.html"):
        headings = page.cssselect("article :is(h1, h2, h3, h4, h5, h6, [role=heading])")
        levels = [int(heading.get("aria-level") or str(heading.tag)[1]) for heading in headings]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), path
        for table in page.cssselect("article table"):
            assert table.cssselect("thead th"), path


def test_every_heading_but_the_title_has_an_address(site: Site) -> None:
    for path, page in pages(site, "**/index.html"):
        for heading in page.cssselect("article :is(h2, h3)"):
            assert heading.get("id"), (path, words(heading))


# --- for machines ---


def data_type(page: Any) -> object:
    (script,) = page.cssselect('script[type="application/ld+json"]')
    return json.loads(str(script.text))["@type"]


def test_a_title_has_room_in_a_tab_and_a_search_result(site: Site) -> None:
    """It is cut only where it has more than 65 letters by itself, and then begins as the page's own title does."""
    for path, page in pages(site, "**/index.html"):
        title, own = words(page.cssselect("title")[0]), page.xpath("string(//meta[@property='og:title']/@content)")
        own = " ".join(own.split())
        assert len(title) <= LONGEST_TITLE, (path, title)
        assert title.startswith(own) if len(own) <= LONGEST_TITLE else own.startswith(title.removesuffix("…")), path


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Lingang", "Lingang - The Site"),
        ("a" * 54, f"{'a' * 54} - The Site"),
        ("a" * 55, "a" * 55),
        ("a" * 65, "a" * 65),
        ("a" * 66, f"{'a' * 64}…"),
        ("words " * 12 + "end", "words words words words words words words words words words…"),
        (f"{'five ' * 12}and, then more of it", f"{'five ' * 12}and…"),
        ("上海" * 40, f"{'上海' * 32}…"),
        # A mark over a letter stays with its letter.
        (f"{'a' * 63}e\u0301{'a' * 9}", f"{'a' * 63}…"),
    ],
)
def test_a_title_that_is_too_long_is_cut_behind_a_whole_word(title: str, expected: str) -> None:
    assert head_title(title, "The Site") == expected
    assert len(expected) <= LONGEST_TITLE


def test_a_dot_between_two_parts_goes_with_a_part_that_says_nothing() -> None:
    forms = page_environment(PROJECT / "templates" / "pages").globals
    meta, old = (cast(Callable[..., str], forms[name]) for name in ("meta", "old"))
    assert [meta("a", "·", "b"), meta("a", "·", ""), meta("", "·", "b"), meta("a", "·", None, "·", "b"), meta("·")] == [
        *(f'<span class="meta">{words}</span>' for words in ("a · b", "a", "b", "a · b")),
        "",
    ]
    assert meta("a", "·", "", old("b")) == '<span class="meta">a <span class="old">· b</span></span>'


def test_only_exceptions_have_a_box(site: Site) -> None:
    for path, page in pages(site, "**/index.html"):
        for box in page.cssselect(".chip"):
            assert set(box.classes) & {"confirmed", "corrected", "disputed", "replaced", "withdrawn"}, path


def test_the_head_says_what_a_page_is(site: Site) -> None:
    kinds = {"briefings": "NewsArticle", "places": "Dataset", "organisations": "Dataset", "facts": "Claim"}
    for path, page in pages(site, "**/index.html"):
        address = site.url + path.removesuffix("index.html")
        assert page.xpath("string(//link[@rel='canonical']/@href)") == address
        assert page.xpath("string(//meta[@name='description']/@content)"), path
        tags = {str(tag.get("property")): tag.get("content") for tag in page.cssselect("meta[property]")}
        assert tags["og:url"] == address
        assert tags["og:title"], path
        picture = str(tags["og:image"]).removeprefix(site.url)
        assert page.xpath("string(//meta[@name='twitter:image']/@content)") == tags["og:image"]
        assert tags["og:image:alt"], path
        folder, *inner = path.split("/")
        # Each fact, briefing and chart has a picture of its own, of which the file keeps its name.
        is_one = (folder == "briefings" and data_type(page) == "NewsArticle") or data_type(page) == "Claim"
        is_one |= folder == "charts" and len(inner) == 2
        named, _, version = picture.partition("?v=")
        assert named == (f"previews/{folder}/{inner[0]}.png" if is_one else "images/card.png")
        assert bool(version) == is_one, path
        assert (site.folder / named).read_bytes().startswith(b"\x89PNG"), path
        (script,) = page.cssselect('script[type="application/ld+json"]')
        data: dict[str, Any] = json.loads(str(script.text))
        assert data["url"] == address
        folder, _, rest = path.partition("/")
        if rest.count("/") == 1:
            assert data["@type"] == kinds.get(folder, "WebPage"), path


def test_a_briefing_tells_machines_its_sources_and_corrections_and_a_fact_its_source(sites: dict[str, Site]) -> None:
    folder = sites["tiny"].folder

    def data(path: str) -> dict[str, Any]:
        (script,) = _parsed(folder / path / "index.html").cssselect('script[type="application/ld+json"]')
        return cast("dict[str, Any]", json.loads(str(script.text)))

    briefing = data("briefings/harbour-counts-companies")
    assert briefing["datePublished"] == "2026-11-22"
    assert any("We had counted the ferry" in correction for correction in briefing["correction"])
    assert {source["@type"] for source in briefing["citation"]} == {"CreativeWork"}
    fact = data("facts/harbour-companies-2024")
    assert fact["citation"]["name"].startswith("《海港城")
    assert fact["creditText"].startswith("the harbour master")
    assert "海港城" in data("places/harbour-city")["spatialCoverage"]["alternateName"]


def test_the_head_of_each_page_names_its_copy_in_markdown(site: Site) -> None:
    for path, page in pages(site, "**/index.html"):
        copy = urljoin(site.url + path, page.xpath("string(//link[@type='text/markdown']/@href)"))
        text = (site.folder / copy.removeprefix(site.url)).read_text("utf-8")
        title = words(page.cssselect("article h1")[0]).removesuffix("¶").strip()
        # The copy marks signs that could be markup.
        plain = unescape(text.replace("\\", ""))
        assert [line for line in plain.split("\n") if line.startswith("# ") and title in line], copy


# What our own words count, as they are said of one.
ONE = re.compile(
    r"(?<![\w.,–-])1 (?:more |other )?(?:facts|figures|sources|columns|rows|places|organisations|topics|briefings|"
    r"corrections|targets|plans|articles|statements|files|years|months|days)\b"
)


def test_what_is_counted_once_is_said_in_the_singular(site: Site) -> None:
    for path, page in pages(site, "**/index.html"):
        text = "".join(page.xpath("//body//text()[not(ancestor::pre or ancestor::script or ancestor::style)]"))
        assert not ONE.findall(text), path


def test_each_page_made_of_a_record_names_it_and_leads_to_where_it_is_edited_and_objected_to(
    sites: dict[str, Site],
) -> None:
    site, seen = sites["tiny"], set()
    for path, page in pages(site, "**/index.html"):
        for line in page.cssselect("p.record"):
            (record,), (edit,) = line.cssselect("code"), line.cssselect("a")
            file = TINY.parent / str(record.text)
            assert file.is_dir() if str(record.text).endswith("/") else file.is_file(), path
            how = "tree" if file.is_dir() else "edit"
            assert edit.get("href") == f"https://code.example.org/harbour/briefing/{how}/main/{record.text}"
            seen.add(path.partition("/")[0])
    assert {"briefings", "facts", "glossary", "organisations", "places", "sources", "topics"} <= seen
    fact = _parsed(site.folder / "facts/harbour-output-2024/index.html")
    (report, *_) = fact.xpath("//a[text()='Report an error']/@href")
    asked = parse_qs(urlsplit(report).query)
    version = fact.xpath("string(//*[starts-with(normalize-space(), 'Version')]/code)")
    assert asked["template"] == ["wrong-figure.yml"]
    assert (asked["fact"], asked["version"]) == (["facts/harbour-output-2024"], [version])
    form = yaml.safe_load((PROJECT / ".github/ISSUE_TEMPLATE/wrong-figure.yml").read_text("utf-8"))
    assert {"fact", "version"} <= {part.get("id") for part in form["body"]}, "the form has the fields that a link fills"
    # Where no repository is named, errors are reported as the page on corrections says.
    bare = _parsed(sites["real"].folder / "facts/index.html")
    assert not bare.cssselect("p.record a")
