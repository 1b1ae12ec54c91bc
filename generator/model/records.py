"""What editors write, as types: one frozen dataclass for each thing under ``content/``.

``load`` validates files against these types with pydantic; nothing here imports it. An ``id`` is never
typed inside a file of its own: it is the file's name, or the key of the registry's entry.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal, TypeVar, dataclass_transform

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
    ThingPath,
    UnitId,
    Whole,
    WikidataId,
    Words,
)
from generator.model.when import When

_Type = TypeVar("_Type")
_Value = TypeVar("_Value")
# What a reader who quoted a field may rely on; ``compare`` goes by it, and every field says one of the four.
Promise = Literal["quotable", "open", "editorial", "lasting"]
# It changes with a word about it alone: a correction, a note, or an entry in ``changes/``.
Quotable = Annotated[_Value, "quotable"]
# Quotable, and what comes to it says nothing else about what stands there.
Open = Annotated[_Value, "open"]
# Nobody quotes it: it may change.
Editorial = Annotated[_Value, "editorial"]
# It stays as it was published; what is a list grows at its end.
Lasting = Annotated[_Value, "lasting"]
_PROMISES = tuple(f"{name}[" for name in ("Quotable", "Open", "Editorial", "Lasting"))


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record_type(cls: type[_Type]) -> type[_Type]:
    """Make a class a frozen dataclass that pydantic validates with nothing extra (``load`` runs it).

    Raises ``TypeError`` where a field does not say what a reader may rely on."""
    for name, written in cls.__annotations__.items():
        if not str(written).startswith(_PROMISES):
            raise TypeError(f"{cls.__name__}.{name} is {written}; write Quotable, Open, Editorial or Lasting around it")
    made = dataclass(frozen=True, slots=True, kw_only=True)(cls)
    made.__pydantic_config__ = {"extra": "forbid", "alias_generator": yaml_name}  # type: ignore[attr-defined]
    return made


def yaml_name(field: str) -> str:
    """A field's name as editors type it: ``class`` for ``class_``, which Python cannot spell."""
    return field.removesuffix("_")


FactKind = Literal["figure", "event", "policy", "target", "profile"]
PlaceKind = Literal["world", "region", "country", "province", "city", "district", "cluster"]
OrganisationKind = Literal["company", "research institute", "public body", "publication"]
# Figures over time by who counts, targets against what came of them, figures that differ, and one measure of several
# subjects, each in a drawing of its own.
ChartKind = Literal["series", "targets", "ranges", "multiples"]
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
# What of a fact may stand empty, for a correction that filled it.
Absent = Literal["said_by", "when", "figure", "to", "qualifier", "per", "quote", "left_out", "note", "odd"]
# The rules that a fact may name in ``allow``.
Exempt = Literal["conversion-off"]
# Whether the checks claim to catch an error, may catch it, or cannot; of a correct sentence, that it is one.
Tier = Literal["claimed", "hard", "out", "honest"]
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

    title: Quotable[Line]
    publisher: Quotable[Id]
    url: Quotable[Address]
    retrieved: Quotable[Day]
    language: Quotable[Language]
    author: Open[Name | None] = None
    published: Open[StatedWhen | None] = None
    archived: Open[Address | None] = None
    derived_from: Quotable[Id | None] = None
    title_is_description: Quotable[Flag] = False
    page: Open[PageKind] = "original"


@record_type
class Figure:
    """A quantity that a fact states. ``as_stated`` holds the few words of the source that carry the number.

    ``to`` is the other end of a range that begins at ``value``. ``name`` tells a fact's further figures apart; its
    first, which leads, needs none. ``per`` is the time or thing that an amount is for: a year, a person.
    """

    measure: Quotable[MeasureId]
    value: Quotable[Number]
    unit: Quotable[UnitId]
    when: Quotable[OpenWhen]
    as_stated: Quotable[Name]
    to: Quotable[Number | None] = None
    qualifier: Quotable[Qualifier | None] = None
    per: Quotable[Per | None] = None
    name: Editorial[Id | None] = None

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

    number: Quotable[Name]
    why: Quotable[Sentence]


@record_type
class Odd:
    """A figure that does not fit the others of its series, and why: it leads nowhere and is compared with nothing."""

    why: Quotable[Sentence]


@record_type
class BeforeFigure:
    """What stood in the fields of a further figure, which ``name`` tells. ``without: [figure]``: it was not there."""

    name: Lasting[Id]
    measure: Lasting[MeasureId | None] = None
    value: Lasting[Number | None] = None
    to: Lasting[Number | None] = None
    unit: Lasting[UnitId | None] = None
    qualifier: Lasting[Qualifier | None] = None
    per: Lasting[Per | None] = None
    when: Lasting[OpenWhen | None] = None
    as_stated: Lasting[Name | None] = None
    without: Lasting[tuple[Literal["to", "qualifier", "per", "figure"], ...]] = ()


@record_type
class Before:
    """What stood in the fields that a correction changed; a field that is not named did not change.

    ``measure`` to ``as_stated`` are the leading figure's, ``figure_when`` its own ``when``; ``figures`` are further
    ones. ``source`` is the record that the fact stood in. ``without`` names fields that stood empty. A text alone, as
    editors may type it, is ``text``.
    """

    text: Lasting[Sentence | None] = None
    about: Lasting[Id | None] = None
    kind: Lasting[FactKind | None] = None
    said_by: Lasting[Line | None] = None
    when: Lasting[OpenWhen | None] = None
    measure: Lasting[MeasureId | None] = None
    value: Lasting[Number | None] = None
    to: Lasting[Number | None] = None
    unit: Lasting[UnitId | None] = None
    qualifier: Lasting[Qualifier | None] = None
    per: Lasting[Per | None] = None
    figure_when: Lasting[OpenWhen | None] = None
    as_stated: Lasting[Name | None] = None
    figures: Lasting[tuple[BeforeFigure, ...]] = ()
    quote: Lasting[Quote | None] = None
    left_out: Lasting[tuple[LeftOut, ...]] = ()
    where: Lasting[Name | None] = None
    note: Lasting[Sentence | None] = None
    odd: Lasting[Odd | None] = None
    source: Lasting[Id | None] = None
    without: Lasting[tuple[Absent, ...]] = ()


@record_type
class Correction:
    """We were wrong: what stood there before, and why it changed."""

    on: Lasting[Day]
    was: Lasting[Before]
    reason: Lasting[Sentence]


@record_type
class Withdrawal:
    """The fact no longer stands; its page stays and says why."""

    on: Lasting[Day]
    reason: Lasting[Sentence]


@record_type
class Sought:
    """Where the result of a target was looked for on a day, and none was found."""

    on: Lasting[Day]
    where: Lasting[Name]


@record_type
class Fact:
    """One statement that one source makes, in our own words. It is ``about`` a place or an organisation, and is
    listed under further ones that ``also_about`` names."""

    id: Lasting[Id]
    added: Lasting[Day]
    kind: Quotable[FactKind]
    about: Quotable[Id]
    topics: Editorial[tuple[Id, ...]]
    text: Quotable[Sentence]
    where: Quotable[Name]
    also_about: Editorial[tuple[Id, ...]] = ()
    said_by: Quotable[Line | None] = None
    when: Quotable[OpenWhen | None] = None
    # The source's own words for it, in its language, letter for letter: each ``as_stated`` stands in them.
    quote: Open[Quote | None] = None
    # The first leads: it is what the fact is listed, compared and drawn by.
    figures: Open[tuple[Figure, ...]] = ()
    left_out: Open[tuple[LeftOut, ...]] = ()
    note: Open[Sentence | None] = None
    odd: Quotable[Odd | None] = None
    # The days on which somebody read the source again and found the fact in it.
    checked: Lasting[tuple[Day, ...]] = ()
    # Of a target that is due: where its result was looked for, and when.
    sought: Lasting[tuple[Sought, ...]] = ()
    # Words of the text that stand in the source outside of the quote.
    beyond_quote: Editorial[tuple[Line, ...]] = ()
    # Rules that this fact may break, each for a reason that its note gives.
    allow: Editorial[tuple[Exempt, ...]] = ()
    corrections: Lasting[tuple[Correction, ...]] = ()
    withdrawn: Lasting[Withdrawal | None] = None

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

    id: Lasting[Id]
    source: Quotable[Source]
    facts: Lasting[tuple[Fact, ...]]

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

    rule: Editorial[SentenceRule]
    why: Editorial[Sentence]


@record_type
class Passage:
    """Words of ours and the facts that they stand on."""

    text: Quotable[Paragraph]
    facts: Quotable[tuple[Id, ...]] = ()
    allow: Editorial[tuple[Allowance, ...]] = ()


@record_type
class Item:
    """One numbered part of a briefing's details."""

    heading: Quotable[Name]
    text: Quotable[Paragraph]
    facts: Quotable[tuple[Id, ...]]
    allow: Editorial[tuple[Allowance, ...]] = ()


# What a reason says until somebody has written it.
TODO = "TODO"


@record_type
class Changed:
    """What stood in a field, and what stands there now: of a list the parts that went and those that came."""

    field: Lasting[Name]
    was: Lasting[tuple[Words, ...]] = ()
    now: Lasting[tuple[Words, ...]] = ()


@record_type
class Change:
    """What changed of something published that has no corrections of its own: a measure, a source, a place, a page.
    ``of`` names it, as measures/ai_companies; ``python -m generator correct`` writes all but the reason. ``follows`` is
    the fact whose correction asked for it, which tells subscribers already. With ``anew`` the words of a place were
    written anew, and what its facts say did not change: nobody is told."""

    id: Lasting[Id]
    of: Lasting[ThingPath]
    on: Lasting[Day]
    changed: Lasting[tuple[Changed, ...]]
    reason: Lasting[Sentence]
    follows: Lasting[Id | None] = None
    anew: Lasting[Flag] = False


@record_type
class DatedNote:
    """What was added to a briefing after it was published, and what of its words changed with it. ``follows`` is the
    fact whose correction asked for it, which tells subscribers already."""

    on: Lasting[Day]
    text: Lasting[Paragraph]
    changed: Lasting[tuple[Changed, ...]] = ()
    follows: Lasting[Id | None] = None


@record_type
class Reworded:
    """What was put into other words in a briefing after it was published: nobody is told of it, and its page keeps the
    words that were published first. Each text says the same by rule or, with ``why``, the briefing was written anew
    for a reason that its page gives; what its facts say did not change, for numbers are theirs."""

    on: Lasting[Day]
    changed: Lasting[tuple[Changed, ...]]
    why: Lasting[Sentence | None] = None


@record_type
class Briefing:
    """A dated, numbered issue. Without a ``number`` it gets the next when it is first published; see ``numbered``.

    ``verdict`` is what to take from it, in a line; ``figures`` are shown large, and ``table`` holds the facts that its
    sentences leave to a table.
    """

    id: Lasting[Id]
    published: Quotable[Day]
    events: Quotable[StatedWhen]
    headline: Quotable[Line]
    # The places and organisations that it is about, which its sentences need not name again.
    about: Editorial[tuple[Id, ...]] = ()
    bullets: Quotable[tuple[Passage, ...]]
    analysis: Quotable[tuple[Passage, ...]]
    gaps: Quotable[tuple[Passage, ...]]
    verdict: Quotable[Passage | None] = None
    number: Quotable[Count | None] = None
    figures: Quotable[tuple[Id, ...]] = ()
    items: Quotable[tuple[Item, ...]] = ()
    table: Quotable[tuple[Id, ...]] = ()
    chart: Editorial[Id | None] = None
    notes: Lasting[tuple[DatedNote, ...]] = ()
    reworded: Lasting[tuple[Reworded, ...]] = ()

    @property
    def issue(self) -> int:
        """Its number. Raises ``ValueError`` where it was given none."""
        if self.number is None:
            raise ValueError(f"{self.id} has no number")
        return self.number

    @property
    def passages(self) -> tuple[Passage | Item, ...]:
        """All its passages, in the order of its page."""
        verdict = (self.verdict,) if self.verdict else ()
        return *self.bullets, *verdict, *self.analysis, *self.items, *self.gaps

    @property
    def cited(self) -> frozenset[str]:
        """The ids of the facts that it carries."""
        return frozenset((*self.figures, *self.table, *(fact for passage in self.passages for fact in passage.facts)))


@record_type
class Position:
    """Where a place lies, to about a kilometre: good for a sketch, not for a claim."""

    lat: Editorial[Number]
    lon: Editorial[Number]


@record_type
class Place:
    """A country, city, district or cluster, or another kind of place; ``parent`` makes a tree of them. ``adjectives``
    are words by which a text names it otherwise: Chinese, worldwide."""

    id: Lasting[Id]
    name: Quotable[Name]
    kind: Quotable[PlaceKind]
    parent: Quotable[Id | None] = None
    name_zh: Open[Name | None] = None
    # A page that prints its Chinese name.
    name_zh_at: Open[Address | None] = None
    aliases: Open[tuple[Name, ...]] = ()
    adjectives: Editorial[tuple[Name, ...]] = ()
    summary: Open[tuple[Passage, ...]] = ()
    gaps: Open[tuple[Passage, ...]] = ()
    position: Editorial[Position | None] = None
    # The item of Wikidata that is the same place.
    wikidata: Open[WikidataId | None] = None
    # The measure whose figure tells first how large its industry is.
    lead: Editorial[MeasureId | None] = None
    chart: Editorial[Id | None] = None


@record_type
class Organisation:
    """A company, institute or public body that facts are about, or also about. Where it is, is for facts to say."""

    id: Lasting[Id]
    name: Quotable[Name]
    kind: Quotable[OrganisationKind]
    name_zh: Open[Name | None] = None
    # A page that prints its Chinese name.
    name_zh_at: Open[Address | None] = None
    aliases: Open[tuple[Name, ...]] = ()
    # The item of Wikidata that is the same organisation.
    wikidata: Open[WikidataId | None] = None
    chart: Editorial[Id | None] = None


@record_type
class Term:
    """An entry of the glossary."""

    id: Lasting[Id]
    name: Quotable[Name]
    meaning: Quotable[Sentence]
    name_zh: Open[Name | None] = None


@record_type
class DeclaredName:
    """A name that holds a number (Executive Order 14110), which then says no amount. ``about`` is the place or
    organisation whose name it is."""

    id: Editorial[Id]
    name: Editorial[Name]
    names: Editorial[tuple[Name, ...]] = ()
    about: Editorial[Id | None] = None


@record_type
class Topic:
    """A theme that facts are on, and what belongs to it."""

    id: Lasting[Id]
    name: Quotable[Name]
    definition: Quotable[Sentence]
    chart: Editorial[Id | None] = None


@record_type
class Chart:
    """Figures of facts as a drawing with a page of its own; pages show it by its id. Nothing in it is a number: every
    mark is a fact's.

    It names its facts, or with ``about`` and ``measure`` all of a measure about places and organisations, so that a new
    fact is in it by itself. Both may stand: then of the named facts the figures of the measure are drawn too.
    """

    id: Lasting[Id]
    kind: Editorial[ChartKind]
    # What it shows, without what it finds, for the figures may change.
    title: Editorial[Name]
    about: Editorial[tuple[Id, ...]] = ()
    measure: Editorial[MeasureId | None] = None
    facts: Editorial[tuple[Id, ...]] = ()
    note: Editorial[Sentence | None] = None


@record_type
class Measure:
    """What is counted. ``unit`` names a family of ``units/``; ``review_after`` is in months.

    ``growth_of`` is the measure whose change on the year before this one states. What is ``cumulative`` counts all so
    far and never falls.
    One of ``words`` stands in a fact that the measure is of: a phrase, or several joined by " & "; a word that ends in
    * may go on. Without any they are the words of its name.
    """

    id: Lasting[MeasureId]
    name: Quotable[Name]
    definition: Quotable[Sentence]
    unit: Quotable[Id]
    review_after: Editorial[Count]
    words: Editorial[tuple[Name, ...]] = ()
    kind: Quotable[MeasureKind] = "stock"
    excludes: Quotable[Sentence | None] = None
    # Numbers that say what is counted ("a billion dollars or more"), as they stand in its name, definition or excludes.
    bounds: Editorial[tuple[Name, ...]] = ()
    growth_of: Open[MeasureId | None] = None
    cumulative: Open[Flag] = False
    # Whether it says something of whatever a fact counts first, such as its growth, so that two facts need not mean
    # the same: it makes no series and is compared with nothing.
    of_first: Open[Flag] = False
    # In percent: how far two exact figures may lie apart and still agree.
    tolerance: Quotable[Number] = Fraction(1)


@record_type
class Unit:
    """How a unit is said, and the family of units that it can be compared with. ``factor`` says how many of
    the family's smallest unit it is: 1,000,000 for km2 next to m2.

    In texts ``one``, ``many``, ``words`` and, of money, the id come after a number; ``before`` and, of money, the id
    come before one. ``not_words`` begin like a word and are none (元宇宙); below ``least`` a word is none ("five won
    prizes"). ``at_home`` are another unit's signs that texts of its own country write for it: "$" for C$.
    """

    id: Lasting[UnitId]
    family: Quotable[Id]
    one: Quotable[Name]
    many: Quotable[Name]
    factor: Quotable[Number] = Fraction(1)
    words: Open[tuple[Name, ...]] = ()
    before: Open[tuple[Name, ...]] = ()
    not_words: Editorial[tuple[Name, ...]] = ()
    at_home: Editorial[tuple[Name, ...]] = ()
    least: Editorial[Number | None] = None


@record_type
class Disagreement:
    """What an editor says where sources give different figures about the same thing, for a measure and time.

    ``leads`` is the fact whose figure we would quote first, and ``why`` says why, for a reader.
    """

    id: Editorial[Id]
    about: Quotable[Id]
    measure: Quotable[MeasureId]
    when: Quotable[StatedWhen]
    leads: Quotable[Id]
    why: Quotable[Paragraph]


@record_type
class Planted:
    """How many planted errors of a group the checks caught; ``python -m tests.measured --write`` writes it. Of the
    tier ``honest``, which holds no errors, those that were caught are false alarms."""

    id: Editorial[Id]
    name: Editorial[Name]
    planted: Editorial[Count]
    caught: Editorial[Whole]
    tier: Editorial[Tier] = "claimed"


@record_type
class WatchedFact:
    """When a machine saw a fact's words in its source. ``words`` tells which words it looked for: their hash.

    No ``first_seen`` means never, no ``last_seen`` that they stood in the text when it was last read.
    """

    id: Editorial[Id]
    words: Editorial[Hash]
    first_seen: Editorial[Day | None] = None
    last_seen: Editorial[Day | None] = None


@record_type
class Watched:
    """What a machine saw when it read a record's source again; ``python -m generator watch`` writes it.

    ``looked`` is the day of the last look; ``read`` that of the last one that saw the text, where it is another;
    ``since`` that from which ``verdict`` and ``why`` are what they are, a source that is gone counting from the first
    look that missed it. ``hash`` is the SHA-256 of the text that was read last, ``copy`` the archived copy where that
    is its text, ``final`` the address that the source moved to.
    """

    id: Editorial[Id]
    address: Editorial[Address]
    verdict: Editorial[Verdict]
    looked: Editorial[Day]
    since: Editorial[Day]
    why: Editorial[Blocked | None] = None
    status: Editorial[Count | None] = None
    final: Editorial[Address | None] = None
    read: Editorial[Day | None] = None
    copy: Editorial[Address | None] = None
    hash: Editorial[Hash | None] = None
    etag: Editorial[Line | None] = None
    last_modified: Editorial[Line | None] = None
    facts: Editorial[tuple[WatchedFact, ...]] = ()

    @property
    def text_read(self) -> date | None:
        """The last day on which a machine saw the text."""
        return self.read if self.verdict in ("gone", "blocked") else self.looked


@record_type
class Moved:
    """A published address that another took the place of, such as facts/old-id; the old one stays and leads
    to the new."""

    id: Lasting[AddressPath]
    to: Lasting[AddressPath]
    on: Lasting[Day]


@record_type
class Refused:
    """A site whose pages are invented or written by machines, by its domain: no record cites one."""

    id: Editorial[Domain]
    why: Editorial[Sentence]


@record_type
class Publisher:
    """Who publishes sources. ``house`` is the speaker whose words it prints, where that is another or prints them in
    several places; ``domains`` are the hosts of its pages, and ``feed`` is the address of its own RSS, Atom or JSON
    Feed, in which ``python -m generator leads`` looks for new articles."""

    id: Lasting[Id]
    name: Quotable[Name]
    # Typed ``class`` in YAML; that word is Python's own.
    class_: Quotable[PublisherClass]
    house: Quotable[Id | None] = None
    domains: Open[tuple[Domain, ...]] = ()
    feed: Editorial[Address | None] = None


@record_type
class Speaker:
    """Who says what facts state. ``names`` are other ways of writing it, ``part_of`` the speaker that it is part of or
    speaks for, and ``governs`` the place that a public body governs or reports on by office."""

    id: Lasting[Id]
    name: Quotable[Name]
    kind: Quotable[SpeakerKind]
    names: Open[tuple[Name, ...]] = ()
    part_of: Quotable[Id | None] = None
    governs: Quotable[Id | None] = None


@record_type
class Site:
    """The site as a whole. ``authority`` is in every feed item's guid and never changes (RFC 4151). ``promise`` is what
    the home page says first, in a few words, and ``explanation`` what it says next; without them it has the name and
    the description. ``words`` are those by which an article shows that it is on the site's field; without any, what its
    name has in capital letters."""

    name: Quotable[Name]
    description: Quotable[Line]
    url: Quotable[SiteAddress]
    authority: Lasting[Authority]
    language: Quotable[Language]
    licence: Quotable[Name]
    licence_url: Quotable[Address]
    promise: Editorial[Line | None] = None
    explanation: Editorial[Line | None] = None
    report_url: Editorial[Address | None] = None
    # Where the records are kept: a repository on GitHub or alike, for links that edit a record or report an error.
    repository: Editorial[Address | None] = None
    words: Editorial[tuple[Name, ...]] = ()


@record_type
class Prose:
    """A page that editors write in Markdown; its title is the first line's heading."""

    id: Lasting[Id]
    title: Quotable[Name]
    markdown: Open[str]
