"""What stands around a bound number: names, dates, words, how far they are from it, and what its fact licenses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.bind import words
from generator.bind.mentions import Mention
from generator.bind.passage import Binder, Binding, Bound, Fault
from generator.bind.vocabulary import read
from generator.model.records import Fact, Figure, Place, Unit
from generator.model.series import is_comparable
from generator.model.when import When
from generator.quantities import Quantity

# What parts one statement from the next, and how much: the cost of going from a number to a word beyond it.
_BOUNDARIES = (
    (re.compile(r"[.!?][\"”’)]?(?= |$)(?<!\b[A-Z]\.)"), 4.0),
    (re.compile(r";| [–—-] |—"), 2.0),
    (re.compile(r":"), 1.25),
    (re.compile(r"[,()]"), 1.0),
    (re.compile(r"\b(?:while|whereas|but|although|though|against|versus|compared with|than|before|after)\b"), 1.0),
    (re.compile(r"\b(?:and|or|which|who|that|where|when|as|with)\b"), 0.5),
)


SENTENCE = 4.0


# What we say of ourselves: "we would quote" plans nothing and ranks nobody.
OURS = re.compile(
    r"\bha(?:s|ve) no figure\b|"
    r"\b(?:we|us|our) (?:would|do|have|know|read|keep|found|doubt|corrected|withdrew)\b|"
    r"\b(?:no source|none of the \w+|whether|which is|which of|a \w+ that says)\b|"
    r"\b(?:in what we|on file|recorded here|known here|we found (?:no|none|nothing))\b|"
    r"\b(?:is|are) not (?:published|stated)\b|"
    # What we advise a reader to do: a sentence, or what follows a colon, that begins with it.
    r"(?:^\s*|: )(?:do not )?(?:call|compare|keep|quote|rank|read|take|use)\b",
    re.I,
)


# A verb, as far as its form shows one: a past, an auxiliary, or a word in -s before what only an object begins with.
VERB = re.compile(
    r"\b(?:[a-z]{2,}ed|is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|"
    r"gave|rose|fell|grew|began|made|took|put|set|led|held|drew|won|lost|met|ran|went|came|got|saw|kept|built|bought|"
    r"sold|paid|spent|sent|stood|brought|found|left|hit|became|sought|fed|spread|cost|leapt|shed|drove|"
    r"flew|wrote|chose|"
    r"[a-z]{3,}s(?= (?:a|an|the|its|their|another|about|nearly|some|up|over|more|around|at "
    r"least|almost|roughly|[0-9])\b))\b"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text stands in: the places and organisations that its page is about."""

    about: frozenset[str] = frozenset()


class Known:
    """What licenses the sentences around a fact's numbers: for a passage all that the fact says, for the fact's own
    text what its source says (``is_own``)."""

    def __init__(self, fact: Fact, binder: Binder, *, is_own: bool) -> None:
        content = binder.content
        record = content.record_of[fact.id]
        publisher = content.publishers[record.source.publisher]
        self.fact = fact
        self._said: dict[str, frozenset[str]] = {}
        self.is_english = record.source.language == "en"
        own = () if is_own else (fact.text,)
        own = (*own, fact.note or "", fact.odd.why if fact.odd else "")
        stated = (fact.quote or "", *(figure.as_stated for figure in fact.figures), record.source.title)
        spoken = (fact.said_by or "", record.source.author or "", publisher.name)
        self.is_own = is_own
        self.spoken = " ".join(spoken)
        # What decides whether it is a plan: of a passage the fact's text, of that the source's words.
        self.claim = " ".join((fact.quote or "", *(figure.as_stated for figure in fact.figures)) if is_own else own)
        self.words = " ".join(own)
        self.all_words = " ".join((*own, *stated, *spoken))
        # "Worldwide" is no name.
        self.is_known = fact.about in content.subjects and content.subjects[fact.about].kind != "world"
        self.subject = frozenset((fact.about, *fact.also_about))
        self.above = frozenset(up for subject in self.subject for up in content.ancestors(subject)) - self.subject
        subjects, speakers = set(self.subject), {publisher.id, publisher.house or publisher.id}
        for mention in binder.names.mentions(self.all_words):
            subjects |= mention.subjects | mention.related
            speakers |= mention.speakers
        chain = set(speakers)
        for id in speakers:
            up = content.speakers.get(id)
            while up is not None and up.part_of and up.part_of not in chain:
                chain.add(up.part_of)
                up = content.speakers.get(up.part_of)
        self.speakers = frozenset(chain)
        self.subjects = frozenset(subjects) | self.above
        self.governed = frozenset(
            governs for id in chain if id in content.speakers and (governs := content.speakers[id].governs)
        )
        self.published = record.source.published
        self._content = content
        self._reader = binder.reader
        self._dated = tuple(filter(None, (*own, *stated)))
        # A date of the fact's own text is what is asked about.
        self._own_dated = " ".join(filter(None, (None if is_own else fact.text, fact.note)))

    @cached_property
    def below(self) -> frozenset[str]:
        """What lies in its subject, and stands for it: a park of the city."""
        content = self._content
        return frozenset(id for id in content.places if not self.subject.isdisjoint(content.ancestors(id)))

    @cached_property
    def bounds(self) -> frozenset[str]:
        """The words that say on which side of a date something lies: by 2025, since May."""
        return frozenset(
            before[1].lower()
            for said in self._dated
            for date in self._reader.read(said)
            if date.kind == "date" and (before := words.BOUNDED.search(said[: date.start]))
        )

    @cached_property
    def text_dates(self) -> list[When]:
        return [quantity.when for quantity in self._reader.read(self._own_dated) if quantity.when]

    def said(self, kind: str, pattern: re.Pattern[str]) -> frozenset[str]:
        """The words of a kind that license a sentence."""
        found = self._said.get(kind)
        if found is None:
            found = self._said[kind] = words.said(pattern, self.all_words)
        return found

    @cached_property
    def plans(self) -> frozenset[str]:
        return words.said(words.PLAN, self.claim)


class Knowledge:
    """What the facts of a content license in sentences, and what its texts have in common."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self.content = binder.content
        self._known: dict[tuple[str, bool], Known] = {}

    def known(self, fact: Fact, *, is_own: bool = False) -> Known:
        """What licenses a fact's numbers in a passage or, ``is_own``, in its own text."""
        found = self._known.get((fact.id, is_own))
        if found is None or found.fact is not fact:
            found = self._known[fact.id, is_own] = Known(fact, self._binder, is_own=is_own)
        return found

    def names_in(self, words: str) -> list[Mention]:
        """What some words name."""
        return list(self._binder.names.mentions(words))

    @cached_property
    def common(self) -> frozenset[str]:
        """The words that the content writes in small letters somewhere."""
        content = self.content
        texts = [fact.text for fact in content.facts.values()]
        for thing in (*content.briefings.values(), *content.places.values()):
            parts = ("summary", "gaps") if isinstance(thing, Place) else ("bullets", "analysis", "items", "gaps")
            texts += [passage.text for name in parts for passage in getattr(thing, name)]
        texts += [measure.name.lower() for measure in content.measures.values()]
        texts += [f"{measure.definition} {measure.excludes or ''}" for measure in content.measures.values()]
        return frozenset(re.findall(r"\b[a-z]+\b", " ".join(texts)))

    @cached_property
    def declared(self) -> Mapping[str, tuple[str, ...]]:
        """All names of what ``content/names/`` declares, by each of them."""
        entries = [(*read((one.name,)), *read(one.names)) for one in self.content.names.values()]
        return {name: names for names in entries for name in names}

    @cached_property
    def _figures(self) -> Mapping[tuple[str, str], list[tuple[Fact, Figure]]]:
        found: dict[tuple[str, str], list[tuple[Fact, Figure]]] = defaultdict(list)
        for fact in self.content.facts.values():
            if is_comparable(fact):
                for figure in fact.figures:
                    found[fact.about, figure.measure].append((fact, figure))
        return found

    @cached_property
    def field(self) -> str:
        """The names and definitions of all measures."""
        return " ".join(f"{measure.name} {measure.definition}" for measure in self.content.measures.values())

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """The words of places' adjectives, in small letters."""
        adjectives = " ".join(one for place in self.content.places.values() for one in place.adjectives)
        return frozenset(re.findall(r"[a-z]+", adjectives.lower()))

    def newer(self, fact: Fact, known: frozenset[str], *, outcome: bool) -> Fact | None:
        """A fact with a later figure of what a fact's first one measures or, of a target, with its outcome; ``known``
        are the ids of those that may be."""
        if not fact.figures or (fact.kind == "target" and not outcome):
            return None
        own = fact.figures[0]
        for other, figure in self._figures.get((fact.about, own.measure), ()):
            due = own.when.last
            is_it = figure.when.first <= due <= figure.when.last if fact.kind == "target" else figure.when.last > due
            if other.id not in known and not other.odd and is_it:
                return other
        return None


Span = Bound | Mention | Quantity
_Part = TypeVar("_Part", Bound, Mention, Quantity)


class Text:
    """A text with what stands in it, and the costs between its parts."""

    def __init__(self, binding: Binding, mentions: list[Mention], known: list[Known], knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self.text = binding.text
        self.beginnings = words.beginnings(binding.text)
        self.bound = binding.bound
        self.dates = binding.dates
        # Where something is wrong already: what only follows from it is not said.
        self.faulty = frozenset(fault.start for fault in binding.faults)
        # US$ names no country.
        self.mentions = [one for one in mentions if not any(of.start <= one.start < of.end for of in binding.bound)]
        self.known = known
        self.by_id = {one.fact.id: one for one in known}

    def is_stock(self, bound: Bound) -> bool:
        """Whether a number counts what is there at a moment, which was there by that day."""
        measure = self._knowledge.content.measures.get(bound.figure.measure)
        return measure is not None and measure.kind == "stock"

    def is_common(self, word: str) -> bool:
        """Whether a word, in small letters, is one that our texts write small."""
        return word in self._knowledge.common or word.removesuffix("s") in self._knowledge.common

    @property
    def field(self) -> str:
        """The words of the field: what the measures are called and count."""
        return self._knowledge.field

    @property
    def units(self) -> Mapping[str, Unit]:
        return self._knowledge.content.units

    @property
    def adjectives(self) -> frozenset[str]:
        """The words of places' adjectives, in small letters: Korean media are no speaker's name."""
        return self._knowledge.adjectives

    @cached_property
    def adjectives_of_cited(self) -> frozenset[str]:
        """The words of the adjectives of the places that the facts cited are about, in small letters."""
        places = self._knowledge.content.places
        about = frozenset(id for one in self.known for id in (*one.subject, *one.above) if id in places)
        return frozenset(re.findall(r"[a-z]+", " ".join(a for id in about for a in places[id].adjectives).lower()))

    def of_measure(self, bound: Bound) -> str:
        """The words of what a figure measures."""
        measure = self._knowledge.content.measures.get(bound.figure.measure)
        return f"{measure.name} {measure.definition}" if measure else ""

    def words_of_measure(self, id: str) -> str:
        """The name, definition and words of a measure."""
        measure = self._knowledge.content.measures.get(id)
        return f"{measure.name} {measure.definition} {' '.join(measure.words)}" if measure else ""

    def name_of_measure(self, id: str) -> str:
        measure = self._knowledge.content.measures.get(id)
        return measure.name if measure else ""

    def above(self, id: str) -> frozenset[str]:
        """The places in which a place lies."""
        return frozenset(self._knowledge.content.ancestors(id))

    def other_names(self, name: str) -> tuple[str, ...]:
        """All names of what is declared under one of them."""
        return self._knowledge.declared.get(name, (name,))

    def kinds_of(self, one: Known) -> frozenset[str]:
        """What kinds of places a fact is about."""
        places = self._knowledge.content.places
        return frozenset(places[id].kind for id in one.subject if id in places)

    @property
    def names_of_subjects(self) -> Iterator[str]:
        """What the things are called that the facts cited are about."""
        subjects = self._knowledge.content.subjects
        return (subjects[id].name for one in self.known for id in one.subject if id in subjects)

    def names_a_country(self, one: Known) -> bool:
        """Whether the words of a fact name a country, or it is about one."""
        named = {id for name in self._knowledge.names_in(one.all_words) for id in name.subjects}
        places = self._knowledge.content.places
        return any(id in places and places[id].kind == "country" for id in (*one.subject, *named))

    def kind_of_measure(self, id: str) -> str | None:
        measure = self._knowledge.content.measures.get(id)
        return measure.kind if measure else None

    def is_ours(self, at: int) -> bool:
        """Whether a sentence is about what we read or hold."""
        return bool(OURS.search(self.text[slice(*self.sentence(at))]))

    def has_number(self, at: int) -> bool:
        """Whether the sentence around a place has a number that is bound."""
        start, end = self.sentence(at)
        return any(start <= bound.start < end for bound in self.bound)

    @cached_property
    def names(self) -> list[str]:
        """The names that stand in the text."""
        return [self.text[one.start : one.end] for one in self.mentions]

    def went(self, sign: int) -> bool:
        """Whether two numbers of the text show that something went a way."""
        return any(went(self, bound, sign) for bound in self.bound)

    def newer(self, fact: Fact, *, outcome: bool) -> Fact | None:
        """A fact with a later figure of the same, or an outcome of a target, that the text does not cite."""
        return self._knowledge.newer(fact, frozenset(self.by_id), outcome=outcome)

    @cached_property
    def places(self) -> list[Mention]:
        """What it names besides those who only speak: a newspaper is a subject where a fact cited is about it."""
        about = frozenset(id for one in self.known for id in one.subject)
        return [
            one
            for one in self.mentions
            if one.governed or (one.subjects and (not one.speakers or one.subjects & about))
        ]

    @cached_property
    def named(self) -> frozenset[str]:
        return frozenset(
            id for mention in self.mentions for id in (*mention.subjects, *mention.governed, *mention.related)
        )

    @cached_property
    def parts(self) -> list[Span]:
        """Names, bound numbers and dates: a word within one says nothing by itself."""
        return [*self.mentions, *self.bound, *self.dates]

    def is_within(self, at: int) -> bool:
        return any(part.start <= at < part.end for part in self.parts)

    @cached_property
    def boundaries(self) -> list[tuple[int, float]]:
        found: dict[int, float] = {}
        inside = [(one.start, one.end) for one in self.parts]
        for pattern, weight in _BOUNDARIES:
            for match in pattern.finditer(self.text):
                if not any(start <= match.start() < end for start, end in inside):
                    found[match.start()] = max(weight, found.get(match.start(), 0))
        return sorted(found.items())

    def cost(self, one: int, two: int) -> float:
        """How far two places are apart, by what stands between them."""
        low, high = sorted((one, two))
        return sum(weight for at, weight in self.boundaries if low <= at < high) + (high - low) / 200

    def between(self, one: Span, two: Span, behind: float = 0.0) -> float:
        """How far a part is from another; ``behind`` is added where that stands behind it."""
        return self.cost(one.end, two.start) + behind if one.start < two.start else self.cost(two.end, one.start)

    def nearest(self, part: Span, others: Iterable[_Part], behind: float = 0.0) -> list[tuple[float, _Part]]:
        """Other parts with how far each is from one, the nearest first."""
        return sorted(((self.between(part, other, behind), other) for other in others), key=lambda pair: pair[0])

    def is_organisation(self, id: str) -> bool:
        return id in self._knowledge.content.organisations

    def is_place(self, mention: Mention) -> bool:
        return any(id in self._knowledge.content.places for id in (*mention.subjects, *mention.governed))

    def joins(self, one: Span, two: Span) -> bool:
        """Whether two names are one phrase: DeepSeek of Hangzhou, Shanghai's Xuhui."""
        first, second = (one, two) if one.start < two.start else (two, one)
        return self.text[first.end : second.start] in (" of ", " in ", "'s ", "’s ", " (")

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        ends = [place for place, weight in self.boundaries if weight >= SENTENCE]
        start = max((end + 1 for end in ends if end < at), default=0)
        return start, min((end for end in ends if end >= at), default=len(self.text))

    def found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The words of a kind, if any word of the text begins like one of them."""
        return pattern.finditer(self.text) if words.may_have(pattern, self.beginnings) else iter(())

    def words_near(self, pattern: re.Pattern[str], part: Span, reach: float = 1.0) -> list[re.Match[str]]:
        """The words of a kind in a part's clause, but for those within names, numbers and dates."""
        if not words.may_have(pattern, self.beginnings):
            return []
        start, end = self.clause_span(part, reach)
        return [found for found in pattern.finditer(self.text, start, end) if not self.is_within(found.start())]

    def clause(self, part: Span, reach: float = 1.0) -> str:
        """The words around a part that no strong boundary parts from it."""
        start, end = self.clause_span(part, reach)
        return self.text[start:end]

    def clause_span(self, part: Span, reach: float) -> tuple[int, int]:
        start, end = self.sentence(part.start)
        for at, weight in self.boundaries:
            if weight >= reach and start <= at < part.start:
                start = at + 1
            elif weight >= reach and part.end <= at < end:
                end = at
        return start, end

    def shown(self, part: Span) -> str:
        return repr(self.text[part.start : part.end].strip())


Rule = Callable[[Text, Surroundings], Iterator[Fault]]


def is_change(bound: Bound) -> bool:
    is_growth = any(word in f"{bound.figure.measure} {bound.figure.name or ''}" for word in ("growth", "change"))
    return is_growth and bound.figure.unit != "times"


def went(text: Text, bound: Bound, sign: int) -> bool:
    """Whether the text has another figure of the measure from which the number went a way."""
    for other in text.bound:
        if (
            other is not bound
            and other.figure.measure == bound.figure.measure
            and (
                other.fact.about == bound.fact.about
                or text.by_id[other.fact.id].subject & text.by_id[bound.fact.id].subject
            )
        ):
            is_later = other.figure.when.last <= bound.figure.when.last
            if (bound.figure.value - other.figure.value) * sign * (1 if is_later else -1) > 0:
                return True
    return False


def in_chinese(kind: str, one: Known) -> bool:
    """Whether a source in Chinese says a word of a kind."""
    return not one.is_english and bool(words.IN_CHINESE[kind].search(one.all_words))


def own_whens(one: Known) -> list[When]:
    return [when for when in (one.fact.when, *(figure.when for figure in one.fact.figures)) if when]


def facts_of(text: Text, at: int) -> list[Known]:
    """The facts with a number in the sentence around a place or, where none has, all that are cited."""
    start, end = text.sentence(at)
    near = [text.by_id[bound.fact.id] for bound in text.bound if start <= bound.start < end]
    return near or text.known


def says(text: Text, pattern: re.Pattern[str], facts: list[Known]) -> bool:
    """Whether facts say a word of a kind, in their own or their source's words or by what they measure."""
    return any(
        (not one.is_english and one.is_own)
        or pattern.search(one.all_words)
        or any(pattern.search(text.words_of_measure(figure.measure)) for figure in one.fact.figures)
        for one in facts
    )


def loose(text: Text, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The words of a kind that stand within no name, number or date, in a sentence that is not about what we hold."""
    for found in text.found(pattern):
        if not text.is_within(found.start()) and not text.is_ours(found.start()):
            yield found


@dataclass(frozen=True, slots=True)
class Claim:
    """A rule that words of a kind stand only where what is cited says the like, which ``is_said`` tells. ``advice``
    says what such a word says, and what to write instead."""

    name: str
    rule: str
    words: re.Pattern[str]
    advice: str
    is_said: Callable[[Text, re.Match[str]], object]

    def __call__(self, text: Text, around: Surroundings) -> Iterator[Fault]:
        for found in loose(text, self.words):
            if not self.is_said(text, found):
                yield Fault(self.rule, f"{found[0]!r} {self.advice}", found.start())


def own_words(text: Text, pattern: re.Pattern[str], bound: Bound, reach: float = 1.0) -> Iterator[re.Match[str]]:
    """The words of a kind in the clause of a number that are nearer to it than to any other."""
    for found in text.words_near(pattern, bound, reach):
        if min(text.bound, key=lambda each: abs(each.start - found.start())) is bound:
            yield found


# What is left open.
SUPPOSED = re.compile(r"\b(?:either|whether|if|may|might|could|would)\b", re.IGNORECASE)
