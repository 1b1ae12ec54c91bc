"""What editors write, as types: one frozen dataclass for each thing under ``content/``.

``load`` validates files against these types with pydantic; nothing here imports it. An ``id`` is never
typed inside a file of its own: it is the file's name, or the key of the registry's entry.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar, dataclass_transform

from generator.model.fields import (
    Address,
    AddressPath,
    Authority,
    Count,
    Day,
    Domain,
    Flag,
    Hash,
    Id,
    Language,
    Line,
    MeasureId,
    Name,
    Number,
    OpenWhen,
    Paragraph,
    Quote,
    Sentence,
    SiteAddress,
    StatedWhen,
    UnitId,
    Whole,
)
from generator.model.when import When

_Type = TypeVar("_Type")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record_type(cls: type[_Type]) -> type[_Type]:
    """Make a class a frozen dataclass that pydantic validates with nothing extra (``load`` runs it)."""
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = {"extra": "forbid", "alias_generator": yaml_name}  # type: ignore[attr-defined]
    return made


def yaml_name(field: str) -> str:
    """A field's name as editors type it: ``class`` for ``class_``, which Python cannot spell."""
    return field.removesuffix("_")


FactKind = Literal["figure", "event", "policy", "target", "profile"]
PlaceKind = Literal["world", "region", "country", "province", "city", "district", "cluster"]
OrganisationKind = Literal["company", "research institute", "public body", "publication"]
PublisherClass = Literal[
    "government",
    "state media",
    "news agency",
    "news media",
    "trade press",
    "research",
    "company",
    "conference",
    "aggregator",
]
# A stock is there at a moment, a flow comes in a time, a rate is a share, a growth or a rank, and an event is the
# amount of one thing by itself, such as a deal, which makes no series.
MeasureKind = Literal["stock", "flow", "rate", "event"]
SpeakerKind = Literal["person", "public body", "company", "research body", "association", "newsroom", "study"]
# What a source's page is: the text as its author published it, a copy of it elsewhere, in another language, another's
# summary of it, or a text that a machine wrote.
PageKind = Literal["original", "reprint", "translation", "digest", "machine-written"]
# What an amount is for, where it is no total.
Per = Literal["second", "hour", "day", "week", "month", "quarter", "year", "person", "company"]
# The rules that a fact may name in ``allow``.
# ``beyond-quote``: what its text adds stands in the source outside the quote.
Exempt = Literal["conversion-off", "beyond-quote"]
# The rules on the sentence around a number that a passage may name in ``allow``.
SentenceRule = Literal[
    "number", "subject", "name", "date", "speaker", "plan", "outcome", "direction", "movement", "exchanged", "negation",
    "per", "total", "moving-time", "superlative", "comparison", "noun", "hedge", "emphasis", "collection", "side",
]  # fmt: skip
# What a machine saw that read a source again.
Verdict = Literal["same", "moved", "words changed", "gone", "blocked"]
# Why it saw no text of the source.
Blocked = Literal[
    "missing once",  # one look says that nothing is there; a second one some days later makes it gone
    "robots",  # the host asks not to be read
    "refused",
    "server error",
    "no answer",
    "too slow",
    "too large",
    "redirects",  # in a circle, too many, or to nowhere
    "private address",
    "not text",  # a PDF, a picture, an encoding that we did not ask for
    "challenge",  # a machine has to prove that it is none
    "consent",
    "login",
    "script",  # it says that it needs JavaScript
    "hardly any text",  # an empty shell, or a notice in words that nobody listed
    "not found page",  # of status 200
    "home page",
    "unlike the source",
]
# The source's own hedge, kept as its word.
Qualifier = Literal[
    "more than",
    "over",
    "at least",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "up to",
    "under",
    "less than",
]


@record_type
class Source:
    """The document that a record's facts come from. No ``published`` means that it states no date."""

    title: Line
    publisher: Id
    url: Address
    retrieved: Day
    language: Language
    author: Name | None = None
    published: StatedWhen | None = None
    archived: Address | None = None
    derived_from: Id | None = None
    title_is_description: Flag = False
    page: PageKind = "original"


@record_type
class Figure:
    """A quantity that a fact states. ``as_stated`` holds the few words of the source that carry the number.

    ``to`` is the other end of a range that begins at ``value``. ``name`` tells a fact's further figures apart; its
    first, which leads, needs none. ``per`` is the time or thing that an amount is for: a year, a person.
    """

    measure: MeasureId
    value: Number
    unit: UnitId
    when: OpenWhen
    as_stated: Name
    to: Number | None = None
    qualifier: Qualifier | None = None
    per: Per | None = None
    name: Id | None = None

    @property
    def low(self) -> Fraction:
        """The value or, of a range, its lower end."""
        return self.value if self.to is None else min(self.value, self.to)

    @property
    def high(self) -> Fraction:
        """The value or, of a range, its upper end."""
        return self.value if self.to is None else max(self.value, self.to)


@record_type
class LeftOut:
    """A number of a fact's quote that no figure holds, as the source writes it, and why."""

    number: Name
    why: Sentence


@record_type
class Before:
    """What stood in the fields that a correction changed; a field that is not named did not change.

    ``figure_when`` is the figure's own ``when``. ``without`` names fields that stood empty. A text alone, as editors
    may type it, is ``text``.
    """

    text: Sentence | None = None
    about: Id | None = None
    kind: FactKind | None = None
    said_by: Line | None = None
    when: OpenWhen | None = None
    measure: MeasureId | None = None
    value: Number | None = None
    to: Number | None = None
    unit: UnitId | None = None
    qualifier: Qualifier | None = None
    figure_when: OpenWhen | None = None
    without: tuple[Literal["said_by", "when", "to", "qualifier", "figure"], ...] = ()


@record_type
class Correction:
    """We were wrong: what stood there before, and why it changed."""

    on: Day
    was: Before
    reason: Sentence


@record_type
class Withdrawal:
    """The fact no longer stands; its page stays and says why."""

    on: Day
    reason: Sentence


@record_type
class Odd:
    """A figure that does not fit the others of its series, and why: it leads nowhere and is compared with nothing."""

    why: Sentence


@record_type
class Fact:
    """One statement that one source makes, in our own words. It is ``about`` a place or an organisation, and is
    listed under further ones that ``also_about`` names."""

    id: Id
    added: Day
    kind: FactKind
    about: Id
    topics: tuple[Id, ...]
    text: Sentence
    where: Name
    also_about: tuple[Id, ...] = ()
    said_by: Line | None = None
    when: OpenWhen | None = None
    # The source's own words for it, in its language, letter for letter: each ``as_stated`` stands in them.
    quote: Quote | None = None
    # The first leads: it is what the fact is listed, compared and drawn by.
    figures: tuple[Figure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    note: Sentence | None = None
    odd: Odd | None = None
    # The days on which somebody read the source again and found the fact in it.
    checked: tuple[Day, ...] = ()
    # Rules that this fact may break, each for a reason that its note gives.
    allow: tuple[Exempt, ...] = ()
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None

    @property
    def figure(self) -> Figure | None:
        """The figure that leads."""
        return self.figures[0] if self.figures else None

    def led_by(self, figure: Figure) -> Fact:
        """The same fact with another of its figures first."""
        if figure is self.figure:
            return self
        return replace(self, figures=(figure, *(other for other in self.figures if other is not figure)))

    @property
    def key(self) -> tuple[str, Figure | None]:
        """What tells it from others, and from itself led by another of its figures."""
        return self.id, self.figure

    @property
    def own_when(self) -> When | None:
        """The time that the fact itself states: of a figure or target that of its figure before its own, of all else
        its own first. None where it states none."""
        figure = self.figure.when if self.figure else None
        return (figure or self.when) if self.kind in ("figure", "target") else (self.when or figure)


def _until(fact: Fact, day: date) -> Fact:
    whens = (fact.when, *(figure.when for figure in fact.figures))
    if not any(when and when.is_open for when in whens):
        return fact
    figures = tuple(replace(figure, when=figure.when.until(day)) for figure in fact.figures)
    return replace(fact, when=fact.when.until(day) if fact.when else None, figures=figures)


@record_type
class Record:
    """One file: a source and the facts that it states."""

    id: Id
    source: Source
    facts: tuple[Fact, ...]

    @property
    def year(self) -> int:
        """The year that it is filed under: of its source or, where that shows no date, of the day it was read."""
        return self.source.published.first.year if self.source.published else self.source.retrieved.year

    def with_ends(self) -> Record:
        """The same, with every time of a fact that its source leaves open ended on the source's day."""
        day = self.source.published.last if self.source.published else self.source.retrieved
        return replace(self, facts=tuple(_until(fact, min(day, self.source.retrieved)) for fact in self.facts))

    @property
    def path(self) -> str:
        """Its file, from the root of the repository."""
        return f"content/records/{self.year}/{self.id}.yml"


@record_type
class Allowance:
    """A rule on sentences that a passage may break, and why it is right all the same."""

    rule: SentenceRule
    why: Sentence


@record_type
class Passage:
    """Words of ours and the facts that they stand on."""

    text: Paragraph
    facts: tuple[Id, ...] = ()
    allow: tuple[Allowance, ...] = ()


@record_type
class Item:
    """One numbered part of a briefing's details."""

    heading: Name
    text: Paragraph
    facts: tuple[Id, ...]
    allow: tuple[Allowance, ...] = ()


@record_type
class DatedNote:
    """What was added to a briefing after it was published."""

    on: Day
    text: Paragraph


@record_type
class Briefing:
    """A dated, numbered issue."""

    id: Id
    number: Count
    published: Day
    events: StatedWhen
    headline: Line
    # The places and organisations that it is about, which its sentences need not name again.
    about: tuple[Id, ...] = ()
    bullets: tuple[Passage, ...]
    analysis: tuple[Passage, ...]
    gaps: tuple[Passage, ...]
    figures: tuple[Id, ...] = ()
    items: tuple[Item, ...] = ()
    notes: tuple[DatedNote, ...] = ()

    @property
    def cited(self) -> frozenset[str]:
        """The ids of the facts that it carries."""
        passages: tuple[Passage | Item, ...] = (*self.bullets, *self.analysis, *self.items, *self.gaps)
        return frozenset((*self.figures, *(fact for passage in passages for fact in passage.facts)))


@record_type
class Position:
    """Where a place lies, to about a kilometre: good for a sketch, not for a claim."""

    lat: Number
    lon: Number


@record_type
class Place:
    """A country, city, district or cluster, or another kind of place; ``parent`` makes a tree of them. ``adjectives``
    are words by which a text names it otherwise: Chinese, worldwide."""

    id: Id
    name: Name
    kind: PlaceKind
    parent: Id | None = None
    name_zh: Name | None = None
    aliases: tuple[Name, ...] = ()
    adjectives: tuple[Name, ...] = ()
    summary: tuple[Passage, ...] = ()
    gaps: tuple[Passage, ...] = ()
    position: Position | None = None
    # The measure whose figure tells first how large its industry is.
    lead: MeasureId | None = None


@record_type
class Organisation:
    """A company, institute or public body that facts are about, or also about. Where it is, is for facts to say."""

    id: Id
    name: Name
    kind: OrganisationKind
    name_zh: Name | None = None
    aliases: tuple[Name, ...] = ()


@record_type
class Term:
    """An entry of the glossary."""

    id: Id
    name: Name
    meaning: Sentence
    name_zh: Name | None = None


@record_type
class DeclaredName:
    """A name that holds a number (Executive Order 14110), which then says no amount. ``about`` is the place or
    organisation whose name it is."""

    id: Id
    name: Name
    names: tuple[Name, ...] = ()
    about: Id | None = None


@record_type
class Topic:
    """A theme that facts are on, and what belongs to it."""

    id: Id
    name: Name
    definition: Sentence


@record_type
class Measure:
    """What is counted. ``unit`` names a family of ``units.yml``; ``review_after`` is in months.

    ``growth_of`` is the measure whose change on the year before this one states. What is ``cumulative`` counts all so
    far and never falls.
    One of ``words`` stands in a fact that the measure is of: a phrase, or several joined by " & "; a word that ends in
    * may go on. Without any they are the words of its name.
    """

    id: MeasureId
    name: Name
    definition: Sentence
    unit: Id
    review_after: Count
    words: tuple[Name, ...] = ()
    kind: MeasureKind = "stock"
    excludes: Sentence | None = None
    # Numbers that say what is counted ("a billion dollars or more"), as they stand in its name, definition or excludes.
    bounds: tuple[Name, ...] = ()
    growth_of: MeasureId | None = None
    cumulative: Flag = False
    # Whether it says something of whatever a fact counts first, such as its growth, so that two facts need not mean
    # the same: it makes no series and is compared with nothing.
    of_first: Flag = False
    # In percent: how far two exact figures may lie apart and still agree.
    tolerance: Number = Fraction(1)


@record_type
class Unit:
    """How a unit is said, and the family of units that it can be compared with. ``factor`` says how many of
    the family's smallest unit it is: 1,000,000 for km2 next to m2.

    In texts ``one``, ``many``, ``words`` and, of money, the id come after a number; ``before`` and, of money, the id
    come before one. ``not_words`` begin like a word and are none (元宇宙); below ``least`` a word is none ("five won
    prizes"). ``at_home`` are another unit's signs that texts of its own country write for it: "$" for C$.
    """

    id: UnitId
    family: Id
    one: Name
    many: Name
    factor: Number = Fraction(1)
    words: tuple[Name, ...] = ()
    before: tuple[Name, ...] = ()
    not_words: tuple[Name, ...] = ()
    at_home: tuple[Name, ...] = ()
    least: Number | None = None


@record_type
class Disagreement:
    """What an editor says where sources give different figures about the same thing, for a measure and time.

    ``leads`` is the fact whose figure we would quote first, and ``why`` says why, for a reader.
    """

    id: Id
    about: Id
    measure: MeasureId
    when: StatedWhen
    leads: Id
    why: Paragraph


@record_type
class Planted:
    """How many planted errors of a class the checks caught; ``python -m tests.planted --write`` writes it. Of the
    entry ``look-alikes``, which are no errors, those that were caught are false alarms."""

    id: Id
    name: Name
    planted: Count
    caught: Whole


@record_type
class WatchedFact:
    """When a machine saw a fact's words in its source. ``words`` tells which words it looked for: their hash.

    No ``first_seen`` means never, no ``last_seen`` that they stood in the text when it was last read.
    """

    id: Id
    words: Hash
    first_seen: Day | None = None
    last_seen: Day | None = None


@record_type
class Watched:
    """What a machine saw when it read a record's source again; ``python -m generator watch`` writes it.

    ``looked`` is the day of the last look; ``read`` that of the last one that saw the text, where it is another;
    ``since`` that from which ``verdict`` and ``why`` are what they are, a source that is gone counting from the first
    look that missed it. ``hash`` is the SHA-256 of the text that was read last, ``copy`` the archived copy where that
    is its text, ``final`` the address that the source moved to.
    """

    id: Id
    address: Address
    verdict: Verdict
    looked: Day
    since: Day
    why: Blocked | None = None
    status: Count | None = None
    final: Address | None = None
    read: Day | None = None
    copy: Address | None = None
    hash: Hash | None = None
    etag: Line | None = None
    last_modified: Line | None = None
    facts: tuple[WatchedFact, ...] = ()

    @property
    def text_read(self) -> date | None:
        """The last day on which a machine saw the text."""
        return self.read if self.verdict in ("gone", "blocked") else self.looked


@record_type
class Moved:
    """A published address that another took the place of, such as facts/old-id; the old one stays and leads
    to the new."""

    id: AddressPath
    to: AddressPath
    on: Day


@record_type
class Publisher:
    """Who publishes sources. ``house`` is the speaker whose words it prints, where that is another or prints them in
    several places; ``domains`` are the hosts of its pages."""

    id: Id
    name: Name
    # Typed ``class`` in YAML; that word is Python's own.
    class_: PublisherClass
    house: Id | None = None
    domains: tuple[Domain, ...] = ()


@record_type
class Speaker:
    """Who says what facts state. ``names`` are other ways of writing it, ``part_of`` the speaker that it is part of or
    speaks for, and ``governs`` the place that a public body governs or reports on by office."""

    id: Id
    name: Name
    kind: SpeakerKind
    names: tuple[Name, ...] = ()
    part_of: Id | None = None
    governs: Id | None = None


@record_type
class Site:
    """The site as a whole. ``authority`` is in every feed item's guid and never changes (RFC 4151)."""

    name: Name
    description: Line
    url: SiteAddress
    authority: Authority
    language: Language
    licence: Name
    licence_url: Address
    report_url: Address | None = None
    # Where the records are kept: a repository on GitHub or alike, for links that edit a record or report an error.
    repository: Address | None = None


@record_type
class Prose:
    """A page that editors write in Markdown; its title is the first line's heading."""

    id: Id
    title: Name
    markdown: str
