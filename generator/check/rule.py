"""What a rule is: a function whose name is the fault and whose docstring is the rule.

It is handed one thing and what it may look at, and yields each fault as a ``Finding``; it neither prints
nor raises. A rule that comes to a value that could not be read ends there: that is a problem already.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeGuard, TypeVar

from generator.bind.passage import Binder, Fault
from generator.bind.sentence import Sentences
from generator.bind.vocabulary import claims, used_names, vocabulary
from generator.check.kept import KeptFaults, TextKeys
from generator.check.measures import MeasureWords
from generator.check.naming import Naming
from generator.model.agreement import Statements
from generator.model.charts import Shown, shown
from generator.model.content import Content
from generator.model.index import Index
from generator.model.over_time import Mismatch, mismatches
from generator.model.problems import nearest
from generator.model.records import (
    Briefing,
    Chart,
    DeclaredName,
    Disagreement,
    Fact,
    Figure,
    Item,
    Measure,
    Organisation,
    Passage,
    Place,
    Prose,
    Publisher,
    Record,
    Speaker,
    Term,
    Topic,
    Unit,
)
from generator.model.web_addresses import same_page
from generator.model.when import When
from generator.quantities import Reader
from generator.read.load import Entry, Loaded
from generator.read.partial import INVALID, InvalidValue

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
Keys = tuple[str | int, ...]
Findings = Iterator["Finding"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong and what to write instead, and the keys to it within the thing that was checked."""

    message: str
    keys: Keys = ()
    # The YAML that should certainly stand there, which `check --fix` writes.
    instead: str | None = None
    # The part of the value for which alone it should stand.
    part: str | None = None
    # Nothing is lost where what stands at ``keys`` goes, which `check --fix` does.
    is_needless: bool = False
    # The facts, or other things of ``causes.py``, whose own problems this may follow from; None for the fact it is of.
    of: Collection[str] | None = None


class Context:
    """What a rule may look at next to its own thing. Only readable values are in its indexes."""

    def __init__(
        self, loaded: Loaded, today: date, published: Collection[str] = (), kept: KeptFaults | None = None
    ) -> None:
        """``kept`` is what was found in texts before."""
        self._kept = kept
        self.content: Content = loaded.content
        # The files that are published already: of two things of which only one can be, it is not they that change.
        self.published = frozenset(published)
        self.today = today
        self.unread = loaded.unread
        # What two rules ask for, of each fact by its id.
        self.own_faults: dict[str, tuple[Fact, tuple[Fault, ...]]] = {}
        self._complete = not loaded.problems
        self.entries = (*loaded.entries, *_fact_entries(loaded.entries))

    def of(self, type_: type[Any]) -> Sequence[Entry]:
        """The entries whose item is of a type, in the order of their files."""
        return self._by_type.get(type_, ())

    @cached_property
    def _by_type(self) -> Mapping[type[Any], Sequence[Entry]]:
        found: dict[type[Any], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[type(entry.item)].append(entry)
        return found

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The facts whose id could be read, by id."""
        return {fact.id: entry.item for entry in self.of(Fact) if (fact := entry.item).id is not INVALID}

    @cached_property
    def statements(self) -> Statements | None:
        """Facts compared with each other; None where some could not be read, for what is missing may be what agrees."""
        return Statements(self.content) if self._complete else None

    def shown(self, chart: Chart) -> Shown | None:
        """What a chart shows; None where something could not be read, for what is missing may be what it shows."""
        if self._index is None:
            return None
        if chart.id not in self._shown:
            self._shown[chart.id] = shown(self._index, chart)
        return self._shown[chart.id]

    @cached_property
    def _index(self) -> Index | None:
        return Index(self.content, self.today) if self._complete else None

    @cached_property
    def _shown(self) -> dict[str, Shown]:
        return {}

    @cached_property
    def mismatches(self) -> Mapping[str, Sequence[Mismatch]]:
        """What does not add up, by the fact that is asked about; none where some facts could not be read."""
        found: dict[str, list[Mismatch]] = defaultdict(list)
        for one in mismatches(self.statements) if self.statements else ():
            found[one.facts[0].id].append(one)
        return found

    @cached_property
    def binder(self) -> Binder:
        """What binds numbers to facts; what of units and names could not be read it does not know."""
        return Binder(self.content, self.published_of)

    @cached_property
    def sentences(self) -> Sentences | None:
        """What looks at the sentences around numbers; None where some of the content could not be read."""
        return Sentences(self.binder) if self._complete else None

    @cached_property
    def _text_keys(self) -> TextKeys | None:
        if self._kept is None or self.sentences is None:
            return None
        return TextKeys(self.content, self._kept, self.sentences.common)

    def faults_of(
        self, what: str, text: str, facts: Sequence[Fact], find: Callable[[], Iterable[_Value]], *more: object
    ) -> Sequence[_Value]:
        """What ``find`` finds in a text that cites some facts, or what was found when it was asked the same before.
        ``what`` names the rules, ``more`` is all else that they are told."""
        if self._kept is None or self._text_keys is None:
            return tuple(find())
        key = self._text_keys.key(what, text, facts, *more)
        found = self._kept.get(key)
        if found is None:
            found = tuple(find())
            self._kept.put(key, found)
        return found

    @property
    def reader(self) -> Reader:
        """The reader of quantities, with the units and names of this content."""
        return self.binder.reader

    @cached_property
    def published_of(self) -> Mapping[str, When]:
        """The date of the source of each fact, by the fact's id, where it has one."""
        return {
            fact.id: record.source.published
            for record in (entry.item for entry in self.of(Record))
            if is_read(record.source) and is_read(record.facts) and is_read(record.source.published)
            for fact in record.facts
            if is_read(fact) and is_read(fact.id)
        }

    @cached_property
    def first_with_id(self) -> Mapping[tuple[type, str], Entry]:
        """The first entry with each type and id: any later one repeats it."""
        return _first(self._by_age(self.entries), lambda item: (type(item), item.id))

    @cached_property
    def first_with_text(self) -> Mapping[str, Entry]:
        """The first fact with each text, by its letters alone."""
        return _first(self._by_age(self.of(Fact)), lambda fact: letters(fact.text))

    @cached_property
    def first_with_address(self) -> Mapping[str, Entry]:
        """The first record with each address of a source."""
        return _first(self._by_age(self.of(Record)), lambda record: same_page(record.source.url))

    def _by_age(self, entries: Iterable[Entry]) -> Sequence[Entry]:
        """Entries in the order in which they came: what is published first, then by the day on which a fact was added
        or a source read."""
        return sorted(entries, key=lambda entry: (entry.document.path not in self.published, _came(entry.item)))

    @cached_property
    def first_with_speaker_name(self) -> Mapping[str, Entry]:
        """The first speaker with each name, by its letters alone."""
        found: dict[str, Entry] = {}
        for entry in self.of(Speaker):
            with suppress(InvalidValue):
                for name in (entry.item.name, *entry.item.names):
                    found.setdefault(letters(name), entry)
        return found

    @cached_property
    def first_with_passage(self) -> Mapping[str, tuple[Entry, Keys]]:
        """The first briefing with each headline or passage, by its letters alone, and the keys to it."""
        found: dict[str, tuple[Entry, Keys]] = {}
        for entry in self._briefings_by_day:
            for keys, text in briefing_texts(entry.item):
                found.setdefault(letters(text), (entry, keys))
        return found

    @cached_property
    def first_with_run(self) -> Mapping[str, Entry]:
        """The first briefing with each run of words."""
        found: dict[str, Entry] = {}
        for entry in self._briefings_by_day:
            for _, text in briefing_texts(entry.item):
                for run in word_runs(text):
                    found.setdefault(run, entry)
        return found

    @cached_property
    def _briefings_by_day(self) -> Sequence[Entry]:
        readable = [
            entry for entry in self.of(Briefing) if is_read(entry.item.published) and is_read(entry.item.number)
        ]

        # One without a number comes after those of its day that have one.
        def order(entry: Entry) -> tuple[date, bool, int, str]:
            one = entry.item
            return one.published, one.number is None, one.number or 0, one.id

        return sorted(readable, key=order)

    def ancestors(self, place: str) -> tuple[str, ...]:
        """The places that a place lies in, nearest first; a parent that is unknown, or named before, ends the chain."""
        found: list[str] = []
        one = self.content.places.get(place)
        while one and is_read(one.parent) and one.parent not in (place, *found):
            found.append(one.parent)
            one = self.content.places.get(one.parent)
        return tuple(found)

    @property
    def is_whole(self) -> bool:
        """Whether everything could be read and every place lies where it says: what is not found is not there."""
        return self._complete and self._has_whole_tree

    @cached_property
    def _has_whole_tree(self) -> bool:
        places = self.content.places
        ends = ((self.ancestors(id) or (id,))[-1] for id in places)
        return all(end in places and places[end].parent is None for end in ends)

    @cached_property
    def naming(self) -> Naming:
        """What texts name, by all names of the registries that could be read."""
        return Naming(self.content)

    @cached_property
    def measure_words(self) -> MeasureWords:
        """By which words a text tells each measure."""
        return MeasureWords(self.content)

    @cached_property
    def units_and_publishers(self) -> frozenset[str]:
        """The words and signs of units and the names of publishers that could be read."""
        found: set[str] = set()
        for entry in self.of(Unit):
            with suppress(InvalidValue):
                found |= {entry.item.id, entry.item.one, entry.item.many, *entry.item.words, *entry.item.before}
        return frozenset(found | {entry.item.name for entry in self.of(Publisher) if is_read(entry.item.name)})

    @cached_property
    def small_names(self) -> tuple[str, ...]:
        """The names of the registries that begin with a small letter."""
        return tuple(name for name in self._names if name[:1].islower())

    @cached_property
    def foreign_names(self) -> tuple[str, ...]:
        """The names of the registries that are not in ASCII alone, the longest first."""
        return tuple(sorted((name for name in self._names if not name.isascii()), key=len, reverse=True))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(vocabulary(self.content).names)

    @cached_property
    def first_with_subject_name(self) -> Mapping[str, Entry]:
        """The first place or organisation with each name or alias, by its letters alone."""
        found: dict[str, Entry] = {}
        # A file that has no id for a name is no other's original.
        entries = sorted(self._by_age((*self.of(Place), *self.of(Organisation))), key=lambda one: " " in one.item.id)
        for entry in entries:
            for name in (
                entry.item.name,
                entry.item.name_zh,
                *(() if entry.item.aliases is INVALID else entry.item.aliases),
            ):
                if is_read(name):
                    found.setdefault(letters(name), entry)
        return found

    @cached_property
    def first_with_number(self) -> Mapping[int, Entry]:
        """The first briefing with each number."""
        numbered = [entry for entry in self.of(Briefing) if entry.item.number is not None]
        return _first(numbered, lambda briefing: briefing.number)

    @cached_property
    def first_with_form(self) -> Mapping[tuple[str, str], Entry]:
        """The unit that claims each form first."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in self.of(Unit):
            for _, form in claims(entry.item):
                found.setdefault(form, entry)
        return found

    @cached_property
    def unused(self) -> frozenset[tuple[type, str]]:
        """The registry entries that nothing refers to; none of a type of which a reference could not be read."""
        if Record in self.unread:  # what a file that was not read refers to is not known
            return frozenset()
        used, uncertain = set(), set(self.unread)
        for type_, reference in self._references():
            if reference is INVALID:
                uncertain.add(type_)
            else:
                used.add((type_, reference))
        content = self.content
        known: dict[type, Mapping[str, Any]] = {
            Place: content.places,
            Organisation: content.organisations,
            Topic: content.topics,
            Measure: content.measures,
            Unit: content.units,
            Publisher: content.publishers,
            DeclaredName: content.names,
            Chart: content.charts,
        }
        # A misspelt reference is a problem of its own, and no reason to call what it meant unused. What a fact is about
        # is asked for among places and organisations alike, and is misspelt only if it is neither.
        subjects = {*content.places, *content.organisations}
        wrong = [(type_, id) for type_, id in used if id not in (subjects if type_ in _SUBJECTS else known[type_])]
        used |= {(type_, meant) for type_, id in wrong if (meant := nearest(id, known[type_]))}
        return frozenset((type_, id) for type_, ids in known.items() if type_ not in uncertain for id in ids) - used

    def _references(self) -> Iterator[tuple[type, Any]]:
        """What refers to a registry: the type of its entries, and the id or ``INVALID``."""
        for record in (entry.item for entry in self.of(Record)):
            yield Publisher, INVALID if record.source is INVALID else record.source.publisher
            for fact in (INVALID,) if record.facts is INVALID else record.facts:
                if fact is INVALID:
                    yield from ((type_, INVALID) for type_ in (Place, Organisation, Topic, Measure, Unit))
                    continue
                also = (INVALID,) if fact.also_about is INVALID else fact.also_about
                yield from ((type_, id) for id in (fact.about, *also) for type_ in (Place, Organisation))
                yield from ((Topic, id) for id in ((INVALID,) if fact.topics is INVALID else fact.topics))
                for figure in (INVALID,) if fact.figures is INVALID else fact.figures:
                    yield Measure, INVALID if figure is INVALID else figure.measure
                    yield Unit, INVALID if figure is INVALID else figure.unit
        yield from ((Place, place.parent) for place in self.content.places.values() if place.parent is not None)
        for type_ in (Place, Organisation, Topic, Briefing):
            yield from ((Chart, entry.item.chart) for entry in self.of(type_) if entry.item.chart is not None)
        things = [entry.item for type_ in _NAMING for entry in self.of(type_)]
        # Of what could not be read nobody can say which names stand in it.
        yield from ((DeclaredName, id) for id in (used_names(things, self.content) if self._complete else (INVALID,)))


# What may have a declared name in a text or a name.
_NAMING = (Record, Briefing, Place, Term, Prose, Disagreement, Chart, Organisation, Publisher, Speaker)
# What a fact can be about.
_SUBJECTS = (Place, Organisation)


def _came(item: Any) -> date:
    days: list[date] = []
    with suppress(InvalidValue, AttributeError):
        if isinstance(item, Fact):
            days = [item.added]
        elif isinstance(item, Record):
            days = [item.source.retrieved, *(fact.added for fact in item.facts if is_read(fact))]
    return min((day for day in days if is_read(day)), default=date.max)


def _first(entries: Iterable[Entry], key: Callable[[Any], _Key]) -> dict[_Key, Entry]:
    found: dict[_Key, Entry] = {}
    for entry in entries:
        try:
            found.setdefault(key(entry.item), entry)
        except (InvalidValue, AttributeError):  # not readable, or a thing without an id
            continue
    return found


def _fact_entries(entries: Iterable[Entry]) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry.item, Record) and entry.item.facts is not INVALID:
            for index, fact in enumerate(entry.item.facts):
                if fact is not INVALID:
                    yield Entry(fact, entry.document, ("facts", index))


Rule = Callable[[Any, Context], Findings]
RULES: dict[Rule, tuple[type, ...]] = {}


def rule(*types: type) -> Callable[[Rule], Rule]:
    """Register a rule for things of these types."""

    def register(function: Rule) -> Rule:
        RULES[function] = types
        return function

    return register


def rule_name(rule: Rule) -> str:
    """The name of a rule as problems show it: its function's name with hyphens."""
    return rule.__name__.replace("_", "-")


def is_read(value: Any) -> TypeGuard[Any]:
    """Whether a value is there and could be read."""
    return value is not None and value is not INVALID


def read_figures(fact: Fact) -> Iterator[tuple[int, Figure]]:
    """The figures of a fact that could be read, each with its place in the list."""
    return ((index, figure) for index, figure in enumerate(fact.figures) if figure is not INVALID)


def numbered(key: str, references: Iterable[_Value]) -> list[tuple[Keys, _Value]]:
    """References in a list, each with the keys that lead to it: (key, its place in the list)."""
    return [((key, index), reference) for index, reference in enumerate(references)]


def passages(thing: Place | Briefing) -> Iterator[tuple[Keys, Passage | Item]]:
    """The passages of a place or briefing that could be read, each with the keys that lead to it."""
    names = ("summary", "gaps") if isinstance(thing, Place) else ("bullets", "analysis", "gaps", "items")
    if isinstance(thing, Briefing) and thing.verdict and is_read(thing.verdict):
        yield ("verdict",), thing.verdict
    for name in names:
        passages = getattr(thing, name)
        if passages is not INVALID:
            for index, passage in enumerate(passages):
                if passage is not INVALID:
                    yield (name, index), passage


def briefing_texts(briefing: Briefing) -> Iterator[tuple[Keys, str]]:
    """The headline and the passages of a briefing that could be read, each with the keys that lead to it."""
    if is_read(briefing.headline):
        yield ("headline",), briefing.headline
    for keys, passage in passages(briefing):
        if is_read(passage.text):
            yield (*keys, "text"), passage.text


# So many words in a row, numbers aside, are seldom written twice.
_RUN = 5


def word_runs(text: str) -> tuple[str, ...]:
    """Each run of five words of a text, without numbers and signs; of a shorter text, all of it."""
    words = re.findall(r"[^\W\d_]+", str(text).casefold())
    return tuple(" ".join(words[start : start + _RUN]) for start in range(max(1, len(words) - _RUN + 1)))


# str() makes a value that could not be read say so; a function written in C would not.


def letters(text: str) -> str:
    """A text without what may differ in two ways of writing the same."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", str(text)).casefold()))
