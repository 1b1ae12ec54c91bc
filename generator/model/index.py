"""Content as it stands on a day, indexed: facts by subject, topic and time, briefings by fact, places as a tree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from generator.model.agreement import Group, Statements
from generator.model.content import Content
from generator.model.money import Rate, conversion
from generator.model.over_time import Mismatch, mismatches, open_differences
from generator.model.promises import words_and_ids
from generator.model.records import Briefing, Fact, Organisation, Place, PlaceKind
from generator.model.series import is_comparable
from generator.model.versions import Versions
from generator.model.when import When


class Index:
    """Content with the lookups that outputs ask for. ``today`` is the day that the site is built for."""

    def __init__(self, content: Content, today: date) -> None:
        self.content = content
        self.today = today
        self.statements = Statements(content)

    @cached_property
    def differences(self) -> tuple[Group | Mismatch, ...]:
        """Figures that differ and figures that do not add up, by what they are about, measure and time."""
        return open_differences(self.statements, mismatches(self.statements))

    @cached_property
    def differences_about(self) -> Mapping[str, tuple[Group | Mismatch, ...]]:
        """The same of each place and organisation."""
        found: dict[str, list[Group | Mismatch]] = defaultdict(list)
        for one in self.differences:
            found[one.key.about].append(one)
        return {about: tuple(several) for about, several in found.items()}

    @cached_property
    def versions(self) -> Versions:
        """The hashes of the present versions of all that can be cited."""
        return Versions(self.content, self.by_subject, self.by_topic)

    @cached_property
    def newest_first(self) -> tuple[Fact, ...]:
        """Every fact by what it is of, newest first; facts of one time in the order of their ids."""
        facts = sorted(self.content.facts.values(), key=lambda fact: fact.id)
        return tuple(sorted(facts, key=self.recency, reverse=True))

    def recency(self, fact: Fact) -> tuple[date, date]:
        """The last and the first day of what a fact is of, to sort by; of one without a date the first day of all."""
        when = self.content.when(fact)
        return (when.last, when.first) if when else (date.min, date.min)

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts about a place or organisation, those also about it included, newest first."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.newest_first:
            for subject in (fact.about, *fact.also_about):
                found[subject].append(fact)
        return {subject: tuple(facts) for subject, facts in found.items()}

    @cached_property
    def within_subject(self) -> Mapping[str, frozenset[str]]:
        """The ids of the facts about a place or organisation, or about any place that lies in it, by its id."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.newest_first:
            for subject in (fact.about, *fact.also_about):
                for above in (subject, *self.content.ancestors(subject)):
                    found[above].add(fact.id)
        return {subject: frozenset(ids) for subject, ids in found.items()}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of a topic, newest first."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.newest_first:
            for topic in fact.topics:
                found[topic].append(fact)
        return {topic: tuple(facts) for topic, facts in found.items()}

    @cached_property
    def by_measure(self) -> Mapping[str, Mapping[str, tuple[Fact, ...]]]:
        """The facts with a figure of each measure, led by it, by what they are about, newest first; no target and
        nothing withdrawn."""
        found: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
        for fact in self.figures_newest_first:
            if fact.figure and is_comparable(fact):
                found[fact.figure.measure][fact.about].append(fact)
        return {
            measure: {subject: tuple(facts) for subject, facts in subjects.items()}
            for measure, subjects in found.items()
        }

    @cached_property
    def figures_newest_first(self) -> tuple[Fact, ...]:
        """Every fact once for each of its figures, led by it, by the time of that, newest first."""
        return self.by_each_figure(self.newest_first)

    def by_each_figure(self, facts: Iterable[Fact]) -> tuple[Fact, ...]:
        """Facts, which are newest first, once for each of their figures, led by it, newest first; none without."""
        led = [one for fact in facts for one in self.content.statements.get(fact.id, ())]
        return tuple(sorted(led, key=self.recency, reverse=True))

    @cached_property
    def figures_by_measure(self) -> Counter[str]:
        """How many figures there are of each measure."""
        return Counter(figure.measure for fact in self.content.facts.values() for figure in fact.figures)

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Every organisation, by name."""
        return self.organisations_by_name(self.content.organisations)

    def organisations_by_name(self, ids: Iterable[str]) -> tuple[Organisation, ...]:
        """The organisations among some ids, by name."""
        found = (self.content.organisations[id] for id in ids if id in self.content.organisations)
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    @cached_property
    def briefings(self) -> tuple[Briefing, ...]:
        """Every briefing, newest first."""
        return self._newest_briefings(self.content.briefings)

    def _newest_briefings(self, ids: Iterable[str]) -> tuple[Briefing, ...]:
        found = (self.content.briefings[id] for id in ids)
        return tuple(sorted(found, key=lambda one: (one.published, one.issue), reverse=True))

    @cached_property
    def cited_in(self) -> Mapping[str, tuple[Briefing, ...]]:
        """The briefings that carry each fact, newest first."""
        found: dict[str, list[Briefing]] = defaultdict(list)
        for briefing in self.briefings:
            for fact in sorted(briefing.cited):
                found[fact].append(briefing)
        return {fact: tuple(briefings) for fact, briefings in found.items()}

    @cached_property
    def carried_by(self) -> Mapping[str, frozenset[str]]:
        """The ids of the facts that each briefing carries, or carried before it was put into other words: whoever read
        it then knows them from there."""
        found = {}
        for briefing in self.briefings:
            before = (was for entry in briefing.reworded for one in entry.changed for was in one.was)
            named = {id for was in before for id in (was, *words_and_ids(was)[1])}
            ids = {self.content.present_address(f"facts/{id}").partition("/")[2] for id in named}
            found[briefing.id] = briefing.cited | (ids & self.content.facts.keys())
        return found

    def briefings_citing(self, facts: Iterable[Fact]) -> tuple[Briefing, ...]:
        """The briefings that carry any of these facts, newest first."""
        return self._newest_briefings({briefing.id for fact in facts for briefing in self.cited_in.get(fact.id, ())})

    @cached_property
    def places_of_kind(self) -> Mapping[PlaceKind, tuple[Place, ...]]:
        """The places of each kind."""
        found: dict[PlaceKind, list[Place]] = defaultdict(list)
        for place in self.content.places.values():
            found[place.kind].append(place)
        return {kind: tuple(places) for kind, places in found.items()}

    @cached_property
    def places_in(self) -> Mapping[str | None, tuple[Place, ...]]:
        """The places that lie directly in each place or, under ``None``, in none, by name."""
        found: dict[str | None, list[Place]] = defaultdict(list)
        for place in sorted(self.content.places.values(), key=lambda place: place.name):
            found[place.parent].append(place)
        return {parent: tuple(places) for parent, places in found.items()}

    def place_tree(self, parent: str | None = None) -> Iterator[Place]:
        """The places that lie in one, or those that lie in none, by name, each followed by what lies in it."""
        for place in self.places_in.get(parent, ()):
            yield place
            yield from self.place_tree(place.id)

    def news_of(self, facts: Iterable[Fact]) -> Fact | None:
        """The first of facts that is news: a plan for 2035 is no news of 2035, and background is no news at all."""
        return next((fact for fact in facts if fact.kind not in ("target", "profile")), None)

    @cached_property
    def newer(self) -> Mapping[str, str]:
        """The id of the newest fact of the same series, by the id of each that is older,
        or the id of the one that replaced it."""
        found: dict[str, str] = {}
        for series in self.statements.series.values():
            latest = [fact for fact in series.figures if not self._is_replaced(fact)]
            fitting = [fact for fact in latest if not fact.odd] or latest
            # Of several the original before its reprints; where sources differ the one that an editor would quote.
            newest = max(fitting, key=lambda fact: (*self.recency(fact), not self._is_reprint(fact)), default=None)
            if newest and self.statements.is_disputed(newest):
                newest = self.statements.leading(newest)
            for fact in series.figures:
                # Of several figures the first, by which the fact is listed.
                if fact.figure is not self.content.facts[fact.id].figure:
                    continue
                group = self.statements.group(fact)
                if newest and self.recency(fact)[0] < self.recency(newest)[0]:
                    found[fact.id] = newest.id
                elif group and (later := self.statements.replaced_by(fact, group.facts)):
                    found[fact.id] = later.id
        return found

    def _is_replaced(self, fact: Fact) -> bool:
        group = self.statements.group(fact)
        return group is not None and self.statements.replaced_by(fact, group.facts) is not None

    def _is_reprint(self, fact: Fact) -> bool:
        return self.content.record_of[fact.id].source.derived_from is not None

    def dollar_rate(self, fact: Fact) -> Rate | None:
        """The reference rate of an amount's time or, where that has none yet, of its source's; None of dollars."""
        figure = fact.figure
        return None if figure is None or figure.unit == "USD" else self.statements.dollar_rate(fact)

    def worth(self, fact: Fact, currency: str) -> tuple[Fraction, Rate] | None:
        """How many units of another currency one unit of an amount's own was worth at its time or, where that has no
        rate yet, at its source's, with the rate to the dollar that gives the day. None where there is no rate."""
        figure = fact.figure
        if figure is None or not self.content.currency(figure):
            return None
        for when in (figure.when, self.content.record_of[fact.id].source.published):
            own, other = (conversion(unit, when) if when else None for unit in (figure.unit, currency))
            if own and other:
                return other.per_dollar / own.per_dollar, other if currency != "USD" else own
        return None

    def review_is_due(self, fact: Fact) -> bool:
        """Whether a figure is older than its measure's review horizon."""
        due = self.statements.review_due(fact)
        return due is not None and self.today > due


def calendar_time(fact: Fact) -> When | None:
    """The time at which a fact stands in calendars: its own, of an event, policy or target; the day of its source is
    none. A policy stands there only where its day is known."""
    when = fact.own_when if fact.kind in ("event", "policy", "target") else None
    return None if when is None or (fact.kind == "policy" and when.precision != "day") else when
