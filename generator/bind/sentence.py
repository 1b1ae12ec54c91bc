"""Whether the sentence around a bound number fits its fact: subject, date, speaker, plan, direction, and what is added.

The rules ask for words rather than forbid them: a target's clause has a word of plan, a change has a word of its
direction, a date next to a number is one of its fact's. A word that changes what a number says (a negation, a rank, "so
far") may stand where the fact says it too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from generator.bind import claims, words
from generator.bind.amounts import is_dated
from generator.bind.mentions import Mention
from generator.bind.passage import Binder, Binding, Bound, Fault
from generator.model.records import Fact, Figure, Place, Unit
from generator.model.series import is_comparable
from generator.model.when import When
from generator.quantities import Quantity, is_counted, same_kind
from generator.quantities.numerals import words_of

# What parts one statement from the next, and how much: the cost of going from a number to a word beyond it.
_BOUNDARIES = (
    (re.compile(r"[.!?][\"”’)]?(?= |$)(?<!\b[A-Z]\.)"), 4.0),
    (re.compile(r"[;:]| [–—-] |—"), 2.0),
    (re.compile(r"[,()]"), 1.0),
    (re.compile(r"\b(?:while|whereas|but|although|though|against|versus|compared with|than|before|after)\b"), 1.0),
    (re.compile(r"\b(?:and|or|which|who|that|where|when|as|with)\b"), 0.5),
)
_SENTENCE = 4.0
_REPORT = re.compile(
    r"\b(?:report\w*|sa(?:id|y|ys)|wr(?:ote|itten|ites)|publish\w*|announc\w*|g[ai]ve(?:s|n)?|article|account|page|"
    r"speech|post|blog|stud(?:y|ies)|statement|according|count(?:ed|s)?|estimat\w*|read|print\w*|note[ds]?|told|paper|"
    r"source|news|survey|list\w*|put|document|interview|record\w*|nam(?:ed|es)|quot\w*|call\w*|spoke|mention\w*|"
    r"plan|roadmap|blueprint|guideline\w*|set|adopted|released|issued)\b",
    re.IGNORECASE,
)
# What we say of ourselves: "we would quote" plans nothing and ranks nobody.
_OURS = re.compile(
    r"\bha(?:s|ve) no figure\b|"
    r"\b(?:we|us|our) (?:would|do|have|know|read|keep|found|doubt|corrected|withdrew)\b|"
    r"\b(?:no source|none of the \w+|whether|which is|which of|a \w+ that says)\b|"
    r"\b(?:in what we|on file|recorded here|known here|we found (?:no|none|nothing))\b|"
    r"\b(?:is|are) not (?:published|stated)\b|"
    # What we advise a reader to do: a sentence that begins with it.
    r"^\s*(?:do not )?(?:call|compare|keep|quote|rank|read|take|use)\b",
    re.I,
)
# The world is named by a word of every day.
_WORLD = re.compile(r"\b(?:world(?:wide)?|global(?:ly)?)\b", re.IGNORECASE)
# How many letters two forms of a noun share.
_STEM = 5
_NAME = re.compile(r"\b[A-Z][\w&’'.-]*[\w]\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text stands in: the places and organisations that its page is about."""

    about: frozenset[str] = frozenset()


class _Known:
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


class Sentences:
    """Checks the sentences of texts of a content."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self.content = binder.content
        self._known: dict[tuple[str, bool], _Known] = {}

    def known(self, fact: Fact, *, is_own: bool = False) -> _Known:
        """What licenses a fact's numbers in a passage or, ``is_own``, in its own text."""
        found = self._known.get((fact.id, is_own))
        if found is None or found.fact is not fact:
            found = self._known[fact.id, is_own] = _Known(fact, self._binder, is_own=is_own)
        return found

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
    def _figures(self) -> Mapping[tuple[str, str], list[tuple[Fact, Figure]]]:
        found: dict[tuple[str, str], list[tuple[Fact, Figure]]] = defaultdict(list)
        for fact in self.content.facts.values():
            if is_comparable(fact):
                for figure in fact.figures:
                    found[fact.about, figure.measure].append((fact, figure))
        return found

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

    def faults(
        self, binding: Binding, cited: Sequence[Fact], around: Surroundings, *, is_own: bool = False
    ) -> Iterator[Fault]:
        """What does not fit in a text that cites some facts; ``is_own`` says that it is a fact's own text."""
        known = [self.known(fact, is_own=is_own) for fact in cited]
        text = _Text(binding, list(self._binder.names.mentions(binding.text)), known, self)
        found = [fault for rule in (_OWN_RULES if is_own else _RULES) for fault in rule(text, around)]
        yield from found
        yield from claims.claimed(text, around, {fault.rule for fault in found})


class _Text:
    """A text with what stands in it, and the costs between its parts."""

    def __init__(self, binding: Binding, mentions: list[Mention], known: list[_Known], sentences: Sentences) -> None:
        self._sentences = sentences
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
        measure = self._sentences.content.measures.get(bound.figure.measure)
        return measure is not None and measure.kind == "stock"

    def is_common(self, word: str) -> bool:
        """Whether a word, in small letters, is one that our texts write small."""
        return word in self._sentences.common or word.removesuffix("s") in self._sentences.common

    @property
    def units(self) -> Mapping[str, Unit]:
        return self._sentences.content.units

    @property
    def adjectives(self) -> frozenset[str]:
        """The words of places' adjectives, in small letters: Korean media are no speaker's name."""
        return self._sentences.adjectives

    def of_measure(self, bound: Bound) -> str:
        """The words of what a figure measures."""
        measure = self._sentences.content.measures.get(bound.figure.measure)
        return f"{measure.name} {measure.definition}" if measure else ""

    def words_of_measure(self, id: str) -> str:
        """The name, definition and words of a measure."""
        measure = self._sentences.content.measures.get(id)
        return f"{measure.name} {measure.definition} {' '.join(measure.words)}" if measure else ""

    def name_of_measure(self, id: str) -> str:
        measure = self._sentences.content.measures.get(id)
        return measure.name if measure else ""

    def above(self, id: str) -> frozenset[str]:
        """The places in which a place lies."""
        return frozenset(self._sentences.content.ancestors(id))

    def kind_of_measure(self, id: str) -> str | None:
        measure = self._sentences.content.measures.get(id)
        return measure.kind if measure else None

    def is_ours(self, at: int) -> bool:
        """Whether a sentence is about what we read or hold."""
        return bool(_OURS.search(self.text[slice(*self.sentence(at))]))

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
        return any(_went(self, bound, sign) for bound in self.bound)

    def newer(self, fact: Fact, *, outcome: bool) -> Fact | None:
        """A fact with a later figure of the same, or an outcome of a target, that the text does not cite."""
        return self._sentences.newer(fact, frozenset(self.by_id), outcome=outcome)

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
    def parts(self) -> list[_Span]:
        """Names, bound numbers and dates: a word within one says nothing by itself."""
        return [*self.mentions, *self.bound, *self.dates]

    def in_order(self, date: Quantity) -> bool:
        """Whether a date is in a row that "respectively" puts next to a row of numbers, at the place of its own."""
        start, end = self.sentence(date.start)
        if "respectively" not in self.text[start:end]:
            return False
        dates = [one for one in self.dates if start <= one.start < end]
        numbers = [one for one in self.bound if start <= one.start < end]
        if len(dates) != len(numbers):
            return False
        bound = numbers[dates.index(date)]
        return _is_of(date, self.by_id[bound.fact.id], bound, self)

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

    def between(self, one: _Span, two: _Span) -> float:
        """How far two parts are apart."""
        return self.cost(one.end, two.start) if one.start < two.start else self.cost(two.end, one.start)

    def is_organisation(self, id: str) -> bool:
        return id in self._sentences.content.organisations

    def is_place(self, mention: Mention) -> bool:
        return any(id in self._sentences.content.places for id in (*mention.subjects, *mention.governed))

    def joins(self, one: _Span, two: _Span) -> bool:
        """Whether two names are one phrase: DeepSeek of Hangzhou, Shanghai's Xuhui."""
        first, second = (one, two) if one.start < two.start else (two, one)
        return self.text[first.end : second.start] in (" of ", " in ", "'s ", "’s ", " (")

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        ends = [place for place, weight in self.boundaries if weight >= _SENTENCE]
        start = max((end + 1 for end in ends if end < at), default=0)
        return start, min((end for end in ends if end >= at), default=len(self.text))

    def found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The words of a kind, if any word of the text begins like one of them."""
        return pattern.finditer(self.text) if words.may_have(pattern, self.beginnings) else iter(())

    def words_near(self, pattern: re.Pattern[str], part: _Span, reach: float = 1.0) -> list[re.Match[str]]:
        """The words of a kind in a part's clause, but for those within names, numbers and dates."""
        if not words.may_have(pattern, self.beginnings):
            return []
        start, end = self.clause_span(part, reach)
        return [found for found in pattern.finditer(self.text, start, end) if not self.is_within(found.start())]

    def clause(self, part: _Span, reach: float = 1.0) -> str:
        """The words around a part that no strong boundary parts from it."""
        start, end = self.clause_span(part, reach)
        return self.text[start:end]

    def clause_span(self, part: _Span, reach: float) -> tuple[int, int]:
        start, end = self.sentence(part.start)
        for at, weight in self.boundaries:
            if weight >= reach and start <= at < part.start:
                start = at + 1
            elif weight >= reach and part.end <= at < end:
                end = at
        return start, end

    def shown(self, part: _Span) -> str:
        return repr(self.text[part.start : part.end].strip())


_Span = Bound | Mention | Quantity
_Rule = Callable[[_Text, Surroundings], Iterator[Fault]]


def subject_not_named(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """A passage names what its numbers are about, unless its page is about that."""
    named = text.named | around.about
    for id in dict.fromkeys(bound.fact.id for bound in text.bound):
        one = text.by_id[id]
        if one.is_known and not named & one.subject and not named & (one.subjects - one.above):
            yield Fault("subject", f"the text has a figure of {one.fact.about} ({id}) and does not name it; name it")


def name_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """The name nearest to a number is of its fact."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        costs = sorted(((_subject_cost(text, bound, mention), mention) for mention in text.places), key=_by_cost)
        if not costs or (not one.is_known and _WORLD.search(text.clause(bound))):
            continue
        # A name behind the number and a comma begins what comes next.
        inside = [pair for pair in costs if pair[0] < (_SENTENCE if pair[1].start < bound.start else 1.4)]
        if not inside:
            # No name in its sentence: it goes on about what was named before, or about what the page is about.
            before = [mention for mention in text.places if mention.start < bound.start]
            if around.about & one.subject or not before or any(_is_of_fact(mention, one) for mention in before):
                continue
            inside = [(0.0, before[-1])]
        near = [mention for cost, mention in inside if cost <= inside[0][0] + 0.6]
        # An organisation in a passage of the subject's own page takes the number from nobody.
        if around.about & one.subject and not any(text.is_place(mention) for mention in near):
            continue
        near += [mention for mention in text.places if any(text.joins(mention, one) for one in near)]
        if any(_is_of_fact(mention, one) for mention in near):
            continue
        yield Fault(
            "name",
            f"{text.shown(bound)} is a figure of {one.fact.about} ({one.fact.id}), and the name nearest to it is "
            f"{text.shown(near[0])}; name what it is of next to it",
            bound.start,
        )


def _by_cost(pair: tuple[float, object]) -> float:
    return pair[0]


def _is_of_fact(mention: Mention, one: _Known) -> bool:
    return bool((mention.subjects | mention.governed) & one.subjects or mention.speakers & one.speakers)


def _subject_cost(text: _Text, bound: Bound, mention: Mention) -> float:
    cost = text.between(bound, mention)
    return cost if mention.start < bound.start else cost + 0.4


def name_of_no_fact(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What a passage names belongs to a fact that it cites; one without a number may name what its page is about."""
    for mention in text.mentions if text.known else ():
        if not text.bound and mention.subjects & around.about:
            continue
        if any(_is_of_fact(mention, one) for one in text.known) or not (mention.subjects or mention.speakers):
            continue
        yield Fault(
            "name",
            f"{text.shown(mention)} is named by no fact cited here; cite one that does, or name another",
            mention.start,
        )


def date_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """The date next to a number is of its fact."""
    for date in text.dates:
        costs = sorted(((text.between(date, bound), bound) for bound in text.bound), key=_by_cost)
        # Beyond a comma it may be of something else that the text cites.
        if text.in_order(date):
            continue
        if date.start in text.faulty or date.when is None or not costs or costs[0][0] >= 1:
            continue
        near = [bound for cost, bound in costs if cost <= costs[0][0] + 0.75]
        if any(_is_of(date, text.by_id[bound.fact.id], bound, text) for bound in near):
            continue
        # What follows an "and" may be an event that the text cites too.
        events = [known for known in text.known if not known.fact.figures]
        if costs[0][0] >= 0.5 and any(is_dated(date.when, _own_whens(known)) for known in events):
            continue
        fact = near[0].fact
        own = ", ".join(dict.fromkeys(str(when) for when in (near[0].figure.when, fact.when) if when))
        yield Fault(
            "date",
            f"{text.shown(date)} stands next to {text.shown(near[0])}, which is of {own} ({fact.id}); write its own "
            "date there",
            date.start,
        )


def _own_whens(one: _Known) -> list[When]:
    return [when for when in (one.fact.when, *(figure.when for figure in one.fact.figures)) if when]


def _is_of(date: Quantity, one: _Known, bound: Bound, text: _Text) -> bool:
    whens = [when for when in (bound.figure.when, one.fact.when) if when]
    if is_dated(date.when, whens):
        # The first half is no less exact word for the first quarter.
        is_part = date.when is not None and date.when.precision in ("half", "quarter")
        return not is_part or any(
            _same_time(date.when, when) or (when.precision in ("day", "month") and not when.is_span) for when in whens
        )
    # The day of an event within the month of the figure.
    if (
        date.when
        and not date.when.is_span
        and any(when.first <= date.when.first and date.when.last <= when.last for when in whens)
    ):
        return True
    others = [when for when in (one.published, *one.text_dates) if when]
    if not is_dated(date.when, others):
        return False
    if is_dated(date.when, one.text_dates):
        return True
    # What is told for a time is of that time; when it was told has a word of telling beside it.
    if date.when and (date.when.precision in ("half", "quarter") or text.text[: date.start].endswith(" for ")):
        return False
    return bool(_REPORT.search(text.clause(date, reach=4)))


def _same_time(one: When | None, other: When) -> bool:
    return one is not None and (one.first, one.last) == (other.first, other.last)


def speaker_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """The speaker named next to a number says its fact."""
    for mention in (mention for mention in text.mentions if mention.speakers and not mention.subjects):
        costs = sorted(((text.between(mention, bound), bound) for bound in text.bound), key=_by_cost)
        costs = [pair for pair in costs if pair[0] < _SENTENCE]
        if not costs:
            continue
        near = [bound for cost, bound in costs if cost <= costs[0][0] + 0.6]
        if any(mention.speakers & text.by_id[bound.fact.id].speakers for bound in near):
            continue
        if costs[0][0] >= 1 and any(mention.speakers & text.by_id[bound.fact.id].speakers for _, bound in costs):
            continue
        yield Fault(
            "speaker",
            f"{text.shown(mention)} stands next to {text.shown(near[0])}, which others say ({near[0].fact.id}); name "
            "its own speaker",
            mention.start,
        )


def plan_or_outcome(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """A plan is told as a plan: its sentence has a word of plan. What was found has none just before it."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        start, end = text.sentence(bound.start)
        sentence = text.text[start:end]
        if bound.fact.kind == "target":
            if not text.words_near(words.PLAN, bound, _PLAN_REACH):
                yield Fault(
                    "plan",
                    f"{text.shown(bound)} is a plan ({one.fact.id}), and its sentence has no word that says so; write "
                    "that somebody aims for it, expects it or plans it",
                    bound.start,
                )
        else:
            found = [] if _OURS.search(sentence) else text.words_near(words.PLAN, bound)
            if not found and (governed := _INFINITIVE.search(text.text[: bound.start])):
                found = [governed]
            if found and any(words.stem(found[0][0]) in known.plans for known in text.known):
                continue
            if found and not one.plans and not _has_plan(text, bound) and not _in_chinese("plan", one):
                yield Fault(
                    "outcome",
                    f"{text.shown(bound)} was found, not planned ({one.fact.id}), and {found[0][0]!r} stands next to "
                    "it; say it as it is",
                    bound.start,
                )


_PLAN_REACH = 1.5
# "To reach 40": what is still to be done.
_INFINITIVE = re.compile(
    r"\bto (?!(?:have|be|the|a|an|its|their|that|this|it|them|which|some|what|both)\b)[a-z]+(?: [a-z]+){0,2} $"
)


def _has_plan(text: _Text, bound: Bound) -> bool:
    """Whether a plan is told in the same sentence, so that a word of plan may be its own."""
    start, end = text.sentence(bound.start)
    inside = [other for other in text.bound if start <= other.start < end and other.fact.kind == "target"]
    return bool(inside) or any(one.fact.kind in ("target", "policy") for one in text.known)


def direction_missing(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """A change has a word of its direction next to it, and none of the other nearer."""
    for bound in text.bound:
        if not _is_change(bound):
            continue
        clause = text.clause(bound, reach=1.5)
        right, wrong = (words.UP, words.DOWN) if bound.figure.value >= 0 else (words.DOWN, words.UP)
        if not right.search(clause) or (wrong.search(clause) and not wrong.search(text.by_id[bound.fact.id].words)):
            way = "rose" if bound.figure.value >= 0 else "fell"
            yield Fault(
                "direction",
                f"{text.shown(bound)} says how much something {way} ({bound.fact.id}), and its clause has no word that "
                "says so, or one that says the opposite; write which way it went",
                bound.start,
            )


def _added(kind: str, pattern: re.Pattern[str], reach: float, advice: str, *, near_numbers: bool) -> _Rule:
    """A rule that words of a kind stand only where a fact cited says them too."""

    def rule(text: _Text, around: Surroundings) -> Iterator[Fault]:
        for found in text.found(pattern):
            if text.is_within(found.start()):
                continue
            word = Quantity(found.start(), found.end(), "label", found[0])
            if (not near_numbers or kind == "negation") and _OURS.search(
                text.text[slice(*text.sentence(found.start()))]
            ):
                continue
            near = [bound for bound in text.bound if text.between(word, bound) < reach]
            if near_numbers and not near:
                continue
            facts = [text.by_id[bound.fact.id] for bound in near] if near_numbers else text.known
            if kind == "per" and any(bound.figure.per for bound in near or text.bound):
                continue
            said = frozenset().union(*(one.said(kind, pattern) for one in facts)) if facts else frozenset()
            if words.stem(found[0]) in said or (said and near_numbers):
                continue
            if any(_in_chinese(kind, one) for one in facts):
                continue
            yield Fault(kind, f"{found[0]!r} is not said by a fact cited here; {advice}", found.start())

    rule.__name__ = f"{kind}_added"
    return rule


def hedge_unread(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """No hedge stands next to a number that the reader of numbers does not read into it."""
    for found in text.found(words.HEDGE):
        # "And more than 40": the end belongs to the next number.
        if text.is_within(found.start()) or text.is_within(found.end() - 1) or text.is_within(found.end() + 1):
            continue
        for bound in text.bound:
            before = bound.start - found.end()
            after = text.text[bound.end : found.start()] if found.start() >= bound.end else None
            if 0 <= before <= 2 or (after is not None and len(after.split()) <= 3 and not re.search(r"[.;:]", after)):
                yield Fault(
                    "hedge",
                    f"{found[0]!r} hedges {text.shown(bound)} in a way that we do not read; write the source's own "
                    "hedge before the number: more than, about, nearly, up to …",
                    found.start(),
                )
                break


def met_or_missed(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That a target was met or missed is said next to the outcome."""
    for bound in text.bound:
        if bound.fact.kind != "target":
            continue
        clause = text.clause(bound, reach=_SENTENCE)
        found = words.MET.search(clause)
        if found is None or _OURS.search(clause) or words.MET.search(text.by_id[bound.fact.id].all_words):
            continue
        has_outcome = any(
            other.fact.kind != "target" and other.figure.unit == bound.figure.unit for other in text.bound
        )
        # "Was to have reached" is a plan still.
        planned = re.search(rf"\b(?:to|have|had|be|been|would|will|could|not) (?:have )?{re.escape(found[0])}", clause)
        if not has_outcome and not planned:
            yield Fault(
                "plan",
                f"{text.shown(bound)} is a plan ({bound.fact.id}), and {found[0]!r} says what came of it; cite the "
                "outcome, or leave it out",
                bound.start,
            )


def noun_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What a number counts is what its figure counts: a word of its unit, its measure or its fact."""
    for bound in text.bound:
        noun = bound.quantity.unit
        if noun in (None, "ones", bound.figure.unit) or noun in text.units:
            continue
        if same_kind(noun, bound.figure.unit) and is_counted(noun):
            continue
        said = f"{text.by_id[bound.fact.id].all_words} {text.of_measure(bound)}".lower()
        if noun[:_STEM] in {word[:_STEM] for word in re.findall(r"[a-z]+", said)}:
            continue
        yield Fault(
            "noun",
            f"{text.shown(bound)} counts {bound.figure.unit} ({bound.fact.id}), not {noun}; name what its fact counts",
            bound.start,
        )


def direction_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That a level rose or fell is said by its fact, or by two figures of one measure in the text."""
    for bound in text.bound:
        if _is_change(bound):
            continue
        clause = text.clause(bound)
        one = text.by_id[bound.fact.id]
        changes = [other for other in text.bound if _is_change(other)]
        for pattern, sign in ((words.FELL, -1), (words.ROSE, 1)):
            found = pattern.search(clause)
            # A change next to it says so, and a plan may be to grow.
            if any(other.figure.value * sign > 0 for other in changes) or (sign > 0 and bound.fact.kind == "target"):
                continue
            if found is None or pattern.search(one.all_words) or _went(text, bound, sign):
                continue
            # The word goes with the number that it is nearest to.
            spot = text.text.find(found[0], max(0, bound.start - len(clause)))
            if any(abs(other.start - spot) < abs(bound.start - spot) for other in text.bound):
                continue
            if _in_chinese("direction", one):
                continue
            yield Fault(
                "movement",
                f"{found[0]!r} next to {text.shown(bound)} is not said by {bound.fact.id}; cite both figures, or say "
                "how much it was",
                bound.start,
            )


def _is_change(bound: Bound) -> bool:
    is_growth = any(word in f"{bound.figure.measure} {bound.figure.name or ''}" for word in ("growth", "change"))
    return is_growth and bound.figure.unit != "times"


def _went(text: _Text, bound: Bound, sign: int) -> bool:
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


def of_ours(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What a text says of our own collection holds: the last figure is the last, and what has no outcome has none."""
    for found in words.OF_OURS.finditer(text.text):
        if text.is_within(found.start()):
            continue
        start, end = text.sentence(found.start())
        near = [bound for bound in text.bound if start <= bound.start < end]
        word = Quantity(found.start(), found.end(), "label", found[0])
        is_none = found[0].lower().startswith("no")
        facts = [bound.fact for bound in near]
        if near and not is_none:
            facts = [min(near, key=lambda bound: text.between(word, bound)).fact]
        elif not near and is_none:
            dates = [date.when for date in text.dates if start <= date.start < end]
            facts = [one.fact for one in text.known if one.fact.figures]
            if dates or len(facts) > 1:
                facts = [fact for fact in facts if any(is_dated(when, [fact.figures[0].when]) for when in dates)]
        of_outcome = any(part in found[0].lower() for part in ("outcome", "result", "answer"))
        for fact in facts:
            newer = text.newer(fact, outcome=of_outcome)
            if newer is not None:
                yield Fault(
                    "collection",
                    f"{found[0]!r} is not so: {newer.id} says more; cite it and say what it says",
                    found.start(),
                )
                break


def emphasis_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """Nothing makes much or little of a number that its fact does not."""
    for found in text.found(words.EMPHASIS):
        near = [bound for bound in text.bound if 0 <= bound.start - found.end() <= 2]
        if not near or text.is_within(found.start()):
            continue
        known = text.by_id[near[0].fact.id].all_words.lower()
        if found[0].lower() in known:
            continue
        yield Fault(
            "emphasis",
            f"{found[0]!r} before {text.shown(near[0])} is not said by its fact; leave it out",
            found.start(),
        )


def comparison_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That one place has more than another, or as much, holds by the figures cited, or a fact says so."""
    for pattern, sign in ((words.MORE, 1), (words.LESS, -1), (words.EQUAL, 0)):
        for found in text.found(pattern):
            if text.is_within(found.start()):
                continue
            start, end = text.sentence(found.start())
            comma = text.text.find(",", found.end())
            reach = min(end, found.end() + 40, comma if comma >= 0 else end)
            after = [one for one in text.places if found.end() <= one.start < reach]
            before = [one for one in text.places if start <= one.start < found.start()]
            # "More than 40 in Beijing": what follows is a number of its own.
            if not after or any(found.end() <= bound.start < after[0].start for bound in text.bound):
                continue
            between = text.text[found.end() : after[0].start]
            if "rest" in between or "of" in between.split()[:-1]:
                continue
            ours = before[-1].subjects if before else around.about
            held = _held(text, ours, after[0].subjects)
            if held is not None:
                is_so = held == sign
            else:
                is_so = any(
                    after[0].subjects & one.subjects
                    and (pattern if one.is_own and one.is_english else words.COMPARISON).search(one.all_words)
                    for one in text.known
                )
            if not is_so:
                yield Fault(
                    "comparison",
                    f"{found[0]!r} {text.shown(after[0])} is not so by the figures cited, or no fact says it; write "
                    "what they say",
                    found.start(),
                )


def _held(text: _Text, one: frozenset[str], two: frozenset[str]) -> int | None:
    """Which of two subjects has the larger figure of one measure and unit among the facts cited; None if none can be
    compared."""
    figures = [(known.fact.about, figure) for known in text.known for figure in known.fact.figures]
    for about, figure in figures:
        for other_about, other in figures:
            same = (figure.measure, figure.unit) == (other.measure, other.unit)
            if about in one and other_about in two and same and about != other_about:
                return (figure.value > other.value) - (figure.value < other.value)
    return None


_SAYS = (
    r"(?:said|says|reported|reports|wrote|writes|announced|noted|notes|found|finds|estimated|estimates|counted|counts|"
    r"claimed|claims|told|stated|states|put|puts|gave|gives|declared|revealed|disclosed|argued|insisted|added|explained|"
    r"observed|remarked|asserted|confirmed|predicted|warned|recalled|maintained|calculated|reckoned|published|quoted)"
)
_SPEAKS = re.compile(
    rf"(?<!\w)((?:[A-Z][\w&’'.-]++ ?)+)(?:, [^,.]{{3,60}},)? {_SAYS}\b|"
    r"\b(?:according to|in the words of|as told by|told|by the count of|by the data of|citing|quoting|per) "
    r"((?:[A-Z][\w&’'.-]++ ?)+)"
)


def speaker_unknown(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """Who is said to say something is one who says a fact that the text cites."""
    if not text.known:
        return
    spoken = " ".join(
        f"{one.spoken} {one.fact.text if not one.is_own else ''} {one.fact.note or ''}" for one in text.known
    ).lower()
    known = frozenset(re.findall(r"[a-z]+", spoken)) | _WELL_KNOWN | text.adjectives
    for found in _SPEAKS.finditer(text.text):
        name, at = (found[1], found.start(1)) if found[1] else (found[2], found.start(2))
        parts = re.findall(r"[A-Za-z]+", name)
        if text.is_within(at) or text.is_within(at + len(name.rstrip()) - 1) or not parts:
            continue
        if len(parts) == 1 and text.text[:at].rstrip()[-1:] in ("", ".", "!", "?", ":", "“"):
            continue  # a word at the beginning of a sentence has a capital anyway
        unknown = [
            part for part in parts if len(part) > 2 and part.lower() not in known and part.lower() not in _STARTS
        ]
        if unknown:
            message = "is named as a speaker by no fact cited here; cite one that does, or name who says it"
            yield Fault("speaker", f"{name.strip()!r} {message}", at)


_ROLES = (
    r"(?:ministry|minister|bureau|office|commission|committee|institute|association|mayor|governor|spokes\w+|analysts?|"
    r"officials?|secretary|council|agency|administration|academy|university|newspaper|paper|broadcaster|government|"
    r"regulator|bank|department|authority|survey|study|researchers?|economists?|experts?|insiders?|executives?|director|"
    r"president|chairman|chairwoman|chief|premier|professor|scientists?|lawyers?|investors?|organisers|developers?|"
    r"company|firm|start-up|union|federation|chamber|foundation|think-tank|embassy|parliament|court|police)"
)
_ROLE_SPEAKS = re.compile(
    rf"\b((?:[a-z'’-]+ ){{0,3}}){_ROLES}(?: (?:of|for|in) [A-Z][\w'’ -]{{2,30}}?)? {_SAYS}\b|"
    rf"\b(?:according to|told|by (?:an?|the) (?:account|estimate|count|data|figures|reckoning|tally|word|report) of) "
    rf"((?:[a-z'’-]+ ){{0,3}}){_ROLES}\b",
    re.IGNORECASE,
)
_ROLE = re.compile(rf"\b{_ROLES}\b", re.IGNORECASE)


def role_unknown(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """An office or trade that is said to say something is that of a speaker of a fact cited."""
    if not text.known or any(not one.is_english for one in text.known if one.is_own):
        return
    said = " ".join(f"{one.all_words} {one.fact.text if not one.is_own else ''}" for one in text.known).lower()
    known = frozenset(word[:_STEM] for word in re.findall(r"[a-z]+", said))
    if any(text.is_organisation(one) for known_fact in text.known for one in known_fact.subject):
        known |= {"compa", "firm", "start"}
    for found in _ROLE_SPEAKS.finditer(text.text):
        if _OURS.search(found[0]):
            continue
        role = _ROLE.search(found[0])
        if role is None or text.is_within(found.start() + role.start()):
            continue
        if role[0].lower()[:_STEM] not in known and not any(
            content in known for content in _ROLES_ALIKE.get(role[0].lower(), ())
        ):
            yield Fault(
                "speaker", f"no fact cited here is said by a {role[0].lower()}; name who says it", found.start()
            )


# Other words for an office: a ministry speaks through its minister.
_ROLES_ALIKE = {
    "ministry": ("minis", "miit", "ministry"),
    "minister": ("minis", "miit"),
    "government": ("gover", "gov", "city", "distr", "munic", "offic", "admin"),
    "official": ("offic", "direc", "minis", "deput", "mayor", "chief", "secre", "commi"),
    "officials": ("offic", "direc", "minis", "deput", "mayor", "chief", "secre", "commi"),
    "commission": ("commi", "ndrc"),
    "administration": ("admin",),
    "newspaper": ("news", "daily", "times", "post", "paper"),
    "paper": ("paper", "white", "daily", "news"),
    "organisers": ("organ", "waic"),
    "researchers": ("resea", "insti", "unive"),
    "company": ("compa", "corpo", "inc"),
    "association": ("assoc", "szaic"),
    "institute": ("insti", "acade"),
    "academy": ("acade", "insti", "caict"),
    "survey": ("surve", "study", "index"),
    "study": ("study", "surve", "repor", "index"),
}


def name_first(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """A sentence whose subject is a name begins with one that a fact cited or a registry has."""
    said = " ".join(one.all_words for one in text.known).lower()
    for found in _FIRST.finditer(text.text):
        word = found[1]
        if text.is_within(found.start(1)) or any(not one.is_english for one in text.known if one.is_own):
            continue
        if word.lower() in said or text.is_common(word.lower()) or word.lower() in _WELL_KNOWN:
            continue
        yield Fault(
            "name",
            f"{word!r} is named by no fact cited here; cite one that does, or declare the name in a registry",
            found.start(1),
        )


_FIRST = re.compile(
    r"(?:^|[.!?:] )([A-Z][a-zA-Z]{2,})(?:['’]s|(?= (?:had|has|was|were|is|are|will|would|[a-z]+ed|[a-z]+s)\b))"
)
_STARTS = frozenset(words_of("the a an in of on at for its his her their this that when while though and but as by"))


def _in_chinese(kind: str, one: _Known) -> bool:
    """Whether a source in Chinese says a word of a kind."""
    return not one.is_english and bool(words.IN_CHINESE[kind].search(one.all_words))


def exchanged(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """No two numbers of one unit would fit each other's sentence better than their own."""
    if len(text.bound) < 2 or "respectively" in text.text:
        return
    fit = {
        (place, fact.fact.id, fact.index): _fit(text, text.bound[place], fact)
        for place in range(len(text.bound))
        for fact in text.bound
    }
    for (i, one), (j, two) in combinations(enumerate(text.bound), 2):
        if one.fact.id == two.fact.id or one.figure.unit != two.figure.unit:
            continue
        own = fit[i, one.fact.id, one.index] + fit[j, two.fact.id, two.index]
        other = fit[i, two.fact.id, two.index] + fit[j, one.fact.id, one.index]
        if other < own - 0.9:
            yield Fault(
                "exchanged",
                f"the words around {text.shown(one)} fit {two.fact.id} better, and those around {text.shown(two)} fit "
                f"{one.fact.id}; look whether they are exchanged, or put each next to its own name and date",
                one.start,
            )


def _fit(text: _Text, place: Bound, figure: Bound) -> float:
    """How badly the words around a number fit a figure: how far its names, dates, speakers and words are away."""
    one = text.by_id[figure.fact.id]
    whens = [when for when in (figure.figure.when, one.fact.when) if when]
    missing = 2.5
    dates = [text.between(place, date) for date in text.dates if is_dated(date.when, whens)]
    names = [_subject_cost(text, place, mention) for mention in text.mentions if mention.subjects & one.subject]
    speakers = [
        text.between(place, mention)
        for mention in text.mentions
        if mention.speakers & one.speakers and mention.speakers
    ]
    score = min([*dates, missing]) + min([*names, missing]) + 0.6 * min([*speakers, missing])
    clause = _content_words(text.clause(place, reach=2))
    overlap = len(clause & _content_words(one.words))
    score -= 0.35 * min(overlap, 6)
    plan = bool(words.PLAN.search(text.clause(place, reach=1.5)))
    return score + (0.0 if plan == (one.fact.kind == "target") else 1.2)


_CONTENT = re.compile(r"[A-Za-z]{4,}")
_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "were",
        "been",
        "more",
        "than",
        "over",
        "about",
        "some",
        "which",
        "their",
        "they",
        "there",
        "said",
        "report",
        "reported",
        "percent",
        "billion",
        "million",
        "trillion",
        "yuan",
        "dollars",
        "year",
        "years",
        "according",
        "gave",
        "counted",
        "nearly",
        "around",
        "least",
        "other",
        "also",
        "into",
    ]
)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:6] for word in _CONTENT.findall(text)) - _COMMON


def unknown_name(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """Proper names in a passage stand in the facts that it cites, or in a registry."""
    if not text.known:
        return
    said = " ".join(one.all_words for one in text.known)
    known = frozenset(re.findall(r"[A-Za-z]+", said.lower()))
    for found in _NAME.finditer(text.text):
        at = found.start()
        if text.is_within(at) or any(at <= place < found.end() for place in text.faulty):
            continue
        before = text.text[:at].rstrip()
        if not before or before[-1] in '.!?:“"(':
            continue
        parts = [part for part in re.findall(r"[A-Za-z]+", found[0]) if len(part) > 1]
        if any(not one.is_english for one in text.known) or all(
            part.lower() in known or part.lower() in _WELL_KNOWN for part in parts
        ):
            continue
        yield Fault(
            "name",
            f"{found[0]!r} is named by no fact cited here; cite one that does, or declare the name in a registry",
            at,
        )


_WELL_KNOWN = frozenset(
    words_of(
        """
        ai i we us it ok ceo gdp gpu gpus iot monday tuesday wednesday thursday friday saturday sunday january february
        march april may june july august september october november december english chinese european american asian
        whether whoever whatever whichever however older newer earlier later such each both neither either some many
        most few
        several other others another none nothing nobody much more less fewer here there where when while whereas since
        because although though if whether unless until after before during besides beside between among within without
        despite according under over above below across along near next last first what which who whose why how
        these those
        this that its their they he she his her our one ones only even still yet also too so thus hence therefore then
        now not no yes perhaps maybe almost nearly about around exactly elsewhere otherwise meanwhile moreover instead
        together alone apart in on at by for of to from with as and or but nor the a an all any every half
        """
    )
)


# Words for one side of a date.
_SAME_SIDE = {
    "by": frozenset(("by", "until", "till", "up to", "as of", "through", "before")),
    "until": frozenset(("until", "till", "up to", "through", "by")),
    "till": frozenset(("until", "till", "up to", "through", "by")),
    "up to": frozenset(("until", "till", "up to", "through", "by")),
    "through": frozenset(("until", "till", "up to", "through", "by")),
    "since": frozenset(("since", "from", "after")),
    "from": frozenset(("since", "from", "after")),
    "after": frozenset(("since", "from", "after")),
}


def bounds_of_time(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """By, since, until, before and after stand before a date only where the fact says it so."""
    for date in text.dates:
        before = words.BOUNDED.search(text.text[: date.start])
        if before is None or date.when is None:
            continue
        costs = sorted(((text.between(date, bound), bound) for bound in text.bound), key=lambda pair: pair[0])
        if not costs or costs[0][0] >= 1.5:
            continue
        word = before[1].lower()
        one = text.by_id[costs[0][1].fact.id]
        if any(word in known.bounds or known.bounds & _SAME_SIDE.get(word, frozenset()) for known in text.known):
            continue
        if word == "by" and text.is_stock(costs[0][1]):
            continue
        if word in ("by", "until", "till", "before") and one.fact.kind == "target":
            continue
        if word in ("from", "through", "until", "since") and costs[0][1].figure.when.is_span:
            continue
        started = any(
            known.fact.kind in ("event", "policy") and is_dated(date.when, _own_whens(known)) for known in text.known
        )
        if word == "as of" or (word in ("since", "from", "after") and started):
            continue
        yield Fault(
            "side",
            f"{before[1]!r} before {text.shown(date)} is not said by {one.fact.id}; write when it was",
            date.start,
        )


_ADVICE = {
    "negation": "leave it out, or cite the fact that denies it",
    "per": "a total is not for a time or a head; leave it out",
    "total": "leave it out",
    "moving-time": "write the date",
    "superlative": "cite the fact that says so, or leave it out",
}
_OF_TEXT = tuple(
    _added(kind, pattern, 1.5, _ADVICE[kind], near_numbers=False)
    for kind, pattern in (("moving-time", words.MOVING), ("superlative", words.SUPERLATIVE))
)
_NEAR = (("negation", words.NEGATION), ("per", words.PER), ("total", words.TOTAL))
_RULES: tuple[_Rule, ...] = (
    subject_not_named,
    name_of_another,
    name_of_no_fact,
    date_of_another,
    speaker_of_another,
    plan_or_outcome,
    met_or_missed,
    direction_missing,
    direction_added,
    exchanged,
    unknown_name,
    bounds_of_time,
    hedge_unread,
    emphasis_added,
    comparison_added,
    speaker_unknown,
    role_unknown,
    name_first,
    noun_of_another,
    of_ours,
    *(_added(kind, pattern, 1.2, _ADVICE[kind], near_numbers=True) for kind, pattern in _NEAR),
    *_OF_TEXT,
)
# Of a fact's own text, whose words its source has.
_OWN_RULES: tuple[_Rule, ...] = (
    name_of_no_fact,
    date_of_another,
    plan_or_outcome,
    met_or_missed,
    direction_missing,
    direction_added,
    unknown_name,
    hedge_unread,
    emphasis_added,
    comparison_added,
    bounds_of_time,
    speaker_unknown,
    role_unknown,
    name_first,
    noun_of_another,
    *(_added(kind, pattern, 1.0, _ADVICE[kind], near_numbers=False) for kind, pattern in _NEAR),
    *_OF_TEXT,
)
