"""That each number which a reader sees in our words leads to the fact that it is of, and that no slot is left over.

A page is read as a browser has it: its text, and for every character what marks it. In that text every passage and
fact text is looked for which the page's view holds. What stands elsewhere is not looked at: the navigation and the
footer say nothing of the field, charts repeat figures of the tables below them, and citations are to be copied whole.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html

from generator.bind.passage import Binder
from generator.bind.signs import signs
from generator.bind.texts import Texts
from generator.check.rule import passages
from generator.model.content import Content
from generator.model.records import Briefing, Fact, Place
from generator.pages.parts import Catalogue, Words
from generator.publish.files import site_views
from tests.browser import Site
from tests.sites import TINY, TODAY, read

# What is not ours to say in words, or is to be taken as it is.
LEFT_OUT = " | ".join(
    (
        *(f".//{tag}" for tag in ("nav", "svg", "pre", "code", "script", "style")),
        *(f".//*[@class='{name}']" for name in ("note", "cite", "headerlink")),
    )
)
# What tells a number or a date apart, and what we said before a correction.
MARKS = ("data-fact", "data-count", "data-when", "datetime", "data-was")
BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "td", "th", "dd", "dt", "aside"))
SLOT = re.compile(r"\{[^{}]*\}")


@dataclasses.dataclass(frozen=True)
class Marked:
    """The text of a page, with the mark of each of its characters: fact the-id, time, or nothing."""

    text: str
    marks: tuple[str, ...]


def marked(page: bytes) -> Marked:
    tree = lxml_html.document_fromstring(page)
    (article,) = tree.xpath("//article")
    for element in article.xpath(LEFT_OUT):
        element.drop_tree()
    text: list[str] = []
    marks: list[str] = []

    def add(words: str | None, mark: str) -> None:
        for sign in words or "":
            # One space stands for any white space, as in the texts; the joiner before a note is none.
            if sign == "\u2060":
                continue
            if sign.isspace() and (not text or text[-1] == " "):
                continue
            text.append(" " if sign.isspace() else sign)
            marks.append(mark)

    def walk(element: Any, mark: str) -> None:
        if not isinstance(element.tag, str):
            return
        own = next((f"{name} {element.get(name)}" for name in MARKS if element.get(name) is not None), mark)
        # A headline in a list leads to the briefing, where its numbers lead to their facts.
        if element.tag == "a" and "briefings/" in element.get("href", ""):
            own = "headline"
        add(element.text, own)
        for child in element:
            walk(child, own)
            add(child.tail, own)
        if element.tag in BLOCKS:
            add(" ", "")

    walk(article, "")
    return Marked("".join(text), tuple(marks))


def words_of(view: object) -> Iterator[Words]:
    """Every text of ours in a view."""
    if isinstance(view, Words):
        yield view
    elif isinstance(view, tuple):
        for inner in view:
            yield from words_of(inner)
    elif dataclasses.is_dataclass(view):
        for field in dataclasses.fields(view):
            yield from words_of(getattr(view, field.name))


def texts_of(content: Content) -> dict[str, list[Fact] | None]:
    """Each text of ours with the facts that it cites; None where an editor gave a reason for its number words."""
    said: dict[str, list[Fact] | None] = {}

    def add(text: str, facts: Iterable[Fact]) -> None:
        said[text] = list(facts)

    for fact in content.facts.values():
        add(fact.text, [fact])
    things: tuple[Briefing | Place, ...] = (*content.briefings.values(), *content.places.values())
    for thing in things:
        everything = [one for _, one in passages(thing)]
        facts = [content.facts[id] for one in everything for id in one.facts]
        for one in everything:
            for text in (one.text, getattr(one, "heading", None)):
                if text:
                    add(text, (content.facts[id] for id in one.facts))
            if any(allowed.rule == "number" for allowed in one.allow):
                said[one.text] = None
        if isinstance(thing, Briefing):
            for text in (thing.headline, *(note.text for note in thing.notes)):
                add(text, facts)
    for disagreement in content.disagreements.values():
        add(disagreement.why, (fact for fact in content.facts.values() if fact.about == disagreement.about))
    return said


# A figure by itself, as a row shows it: 800 million, more than 109.1 billion US dollars.
BARE_FIGURE = re.compile(r"(?:[a-z]+ ){0,2}[^\w\s]?[\d.,]+(?: \w+){0,4}")


def unmarked(site: Site, today: date, every: int) -> tuple[list[str], Counter[str]]:
    """The numbers that stand on a page of a built site without leading anywhere, and how many there are that do; of the
    pages of facts and sources, which are alike, ``every`` so many are looked at."""
    texts = Texts(site.content)
    content = texts.content
    binder, said = Binder(content), texts_of(content)
    found: list[str] = []
    seen: Counter[str] = Counter()
    names: dict[str, list[tuple[int, int]]] = {}
    # What may be a number in a text that nothing is marked in; most texts, and the shortest above all, have none.
    bare: dict[str, bool] = {}
    for number, view in enumerate(site_views(site.content, today).pages):
        if number % every and view.path.startswith(("facts/", "sources/")):
            continue
        place = view.path.removesuffix(".md").removesuffix("index")
        page = marked((site.folder / place / "index.html").read_bytes())
        seen["pages"] += 1
        for text in {words.text for words in words_of(view)}:
            if BARE_FIGURE.fullmatch(text):
                continue  # these digits may stand elsewhere on the page, and say something else there
            if text not in names:
                names[text] = [(mention.start, mention.end) for mention in binder.names.mentions(text)]
                names[text] += [(one.start, one.end) for one in binder.reader.read(text) if one.kind == "name"]
                bare[text] = bool(signs(text, names[text]))
            if not bare[text]:
                seen["texts"] += text in page.text
                continue
            for at in re.finditer(re.escape(text), page.text):
                seen["texts"] += 1
                marks = page.marks[at.start() : at.end()]
                # Two that touch are one; which they are of is told by their own tests.
                seen.update(
                    mark.partition(" ")[0] for mark, before in zip(marks, ("", *marks), strict=False) if mark != before
                )
                taken = [(here, here + 1) for here, mark in enumerate(marks) if mark]
                for sign in signs(text, [*taken, *names[text]]):
                    written, facts = text[sign.start : sign.end], said.get(text)
                    # An order of ours ("first, because …") is no number, if the check lets it stand.
                    faults = texts.binding(text, facts).faults if facts is not None else ()
                    if not written.isalpha() or sign.start in {fault.start for fault in faults}:
                        found.append(f"{view.path}: {written!r} in {text!r}")
    return found, seen


@pytest.mark.parametrize(("name", "every"), [("tiny", 1), ("real", 8), pytest.param("real", 1, marks=pytest.mark.long)])
def test_each_number_of_our_words_leads_to_its_fact(sites: dict[str, Site], name: str, every: int) -> None:
    facts = json.loads((sites[name].folder / "data/v1/facts.json").read_bytes())
    found, seen = unmarked(sites[name], date.fromisoformat(facts["generated_at"]), every)
    assert found == [], f"{len(found)} of {seen}"
    assert min(seen[kind] for kind in ("texts", "data-fact", "datetime")) > 0, seen


def slots_in(thing: object) -> Iterator[str]:
    """Every slot that an editor wrote."""
    if isinstance(thing, str):
        yield from SLOT.findall(thing)
    elif isinstance(thing, tuple):
        for inner in thing:
            yield from slots_in(inner)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from slots_in(getattr(thing, field.name))


def slots_of(content: Content) -> set[str]:
    kinds = (content.records, content.places, content.briefings, content.disagreements)
    return {slot for things in kinds for thing in things.values() for slot in slots_in(thing)}


@pytest.mark.parametrize("name", ["tiny", "real"])
def test_no_slot_reaches_a_reader_or_a_machine(sites: dict[str, Site], name: str) -> None:
    """In no file of the site, written as the file is or as what reads it has it."""
    slots = slots_of(sites[name].content)
    assert slots
    texts = (".html", ".md", ".txt", ".xml", ".json", ".js", ".csv", ".ics", ".opml")
    files = [path for path in sites[name].folder.rglob("*") if path.is_file() and path.suffix in texts]
    assert len(files) > 100
    for path in files:
        # A long line of a calendar goes on after a line break and a space.
        text = path.read_text(encoding="utf-8").replace("\r\n ", "")
        for form in {text, unescape(text), unquote(text), text.replace("\\", "")}:
            assert slots.intersection(SLOT.findall(form)) == set(), path


def test_the_tiny_content_has_slots_of_every_kind(tiny: Content) -> None:
    written = slots_of(tiny)
    for kind in (r"\|", r"^\{[a-z0-9-]+\}$", "/", " vs ", "^{last ", "^{no outcome "):
        assert any(re.search(kind, slot) for slot in written), kind
    assert slots_of(Texts(tiny).content) == set()


def test_a_text_without_its_slots_still_says_which_fact_its_numbers_are_of(tiny: Content) -> None:
    texts = Texts(tiny)
    briefing = texts.content.briefings["quay-park-counts-makers"]
    facts = [texts.content.facts[id] for id in briefing.bullets[1].facts]
    binding = texts.binding(briefing.bullets[1].text, facts)
    assert binding.text == "Quay Park aims for 80 robot makers by 2030, 2.5 times as many as in 2024."
    assert [(bound.fact.id, bound.index) for bound in binding.bound] == [("quay-park-robots-target-2030", 0)]
    ((start, end),) = binding.worked_out
    assert binding.text[start:end] == "2.5 times"
    assert texts.binding(briefing.bullets[1].text, facts) is binding


def test_braces_that_are_no_slot_are_text_like_any_other(tiny: Content) -> None:
    (id, briefing), *_ = tiny.briefings.items()
    spoilt = dataclasses.replace(briefing, headline="A {brace} and {: x }", gaps=())
    texts = Texts(dataclasses.replace(tiny, briefings={id: spoilt}))
    assert texts.content.briefings[id].headline == "A {brace} and {: x }"
    words = Catalogue(dataclasses.replace(tiny, briefings={id: spoilt}), TODAY).words("A {brace} and {: x }", ())
    assert words.text == "A {brace} and {: x }"


@pytest.fixture(scope="module")
def tiny() -> Content:
    return read(TINY)
