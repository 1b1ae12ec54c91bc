"""The pages of places: what is known of one, in a fixed order."""

from __future__ import annotations

from generator.arrange.catalogue import Catalogue
from generator.arrange.cite import cite
from generator.arrange.days import changed_on, history
from generator.arrange.disputes import disputes
from generator.arrange.figures import cards, leading, newest_by_measure
from generator.arrange.glossary import terms_in
from generator.arrange.lists import facts_path
from generator.arrange.locations import locator
from generator.arrange.notes import Notes
from generator.arrange.peers import comparisons
from generator.arrange.plans import plan_list
from generator.arrange.series import series
from generator.pages import PlacePage
from generator.records import Fact, Place
from generator.views import Link
from generator.wording import age_in_words, counted, day_in_words

# A page opens with the figures that most is said about; others stand in a table below them.
CARDS, ROWS = 6, 6
# Who searches for a place by name wants its profile before all that mentions it.
NAMED = 10
# So many measures are drawn there, the ones that most is said about; all are on the page of all facts.
SERIES = 1


def place_page(catalogue: Catalogue, place: Place, feed: Link, calendar: Link | None) -> PlacePage:
    content = catalogue.content
    notes = Notes(catalogue)
    facts = catalogue.by_subject.get(place.id, ())
    row = catalogue.place_row(place)
    above = tuple(content.places[id] for id in content.ancestors(place.id))
    summary = notes.passages(place.summary)

    def of_kind(*kinds: str) -> tuple[Fact, ...]:
        return tuple(fact for fact in facts if fact.kind in kinds)

    told = {id for passage in place.summary for id in passage.facts}
    groups = newest_by_measure(catalogue, of_kind("figure", "profile"), subject=place.id, told=told)
    newest = catalogue.newest_of(facts)
    when = catalogue.when(newest) if newest else None
    dates = map(catalogue.when, of_kind("figure", "event", "policy", "profile"))
    years = sorted({date.last.year for date in dates if date})
    all_facts = facts_path(place.id)
    # The figures' notes are numbered before those of the series.
    own = [group for group in groups if group[0].about == place.id]
    carded = (own or groups)[:CARDS]
    rest = [leading(catalogue, group[0]) for group in groups if group not in carded]
    figures = cards(catalogue, carded, notes, subject=place.id)
    all_series = series(catalogue, place.id, facts, Notes(catalogue))
    drawn = {claim.id for one in all_series[:SERIES] for _, claim in one.rows}
    shown = series(catalogue, place.id, [fact for fact in facts if fact.id in drawn], notes)
    more = len(all_series) - len(shown)
    return PlacePage(
        path=row.link.path,
        template="place",
        boost=NAMED,
        has_contents=True,
        title=place.name,
        description=place.summary[0].text if place.summary else f"{row.kind}: {place.name}.",
        feed=feed,
        calendar=calendar,
        name=place.name,
        name_zh=place.name_zh,
        aliases=place.aliases,
        kind=row.kind,
        parents=tuple(catalogue.subject_link(one.id) for one in reversed(above)),
        summary=summary,
        terms=terms_in(content, (passage.text for passage in place.summary)),
        checked=day_in_words(max(map(catalogue.statements.last_checked, facts))) if facts else "not yet",
        newest=row.newest,
        newest_age=age_in_words(when, catalogue.today) if when else None,
        cards=figures,
        more_figures=tuple(map(catalogue.claim, rest[:ROWS])),
        all_facts=Link(path=all_facts, name=f"All {counted(len(facts), 'fact')} about {place.name}") if facts else None,
        series=shown,
        more_series=Link(path=all_facts, name=f"{counted(more, 'more measure')} over time") if more else None,
        csv=tuple(one.table for one in all_series),
        locator=locator(catalogue, place),
        disputes=disputes(catalogue, notes, place.id),
        organisations=catalogue.organisations_among(facts),
        children=tuple(map(catalogue.place_row, catalogue.place_tree(place.id))),
        around=tuple(map(catalogue.place_row, above)),
        events=notes.ledger(of_kind("event"), all_facts),
        background=notes.ledger([fact for fact in of_kind("profile") if not fact.figure], all_facts),
        policies=notes.ledger(of_kind("policy"), all_facts),
        plans=plan_list(catalogue, of_kind("target"), notes, all_facts),
        comparisons=comparisons(catalogue, place, groups),
        gaps=notes.passages(place.gaps),
        briefings=catalogue.briefing_list(facts, all_facts),
        sources=notes.sources(),
        size=catalogue.size(facts),
        cite=cite(catalogue, place.name, row.link.path, facts),
        changed_on=changed_on(facts),
        history=history(facts),
        measures=tuple(dict.fromkeys(content.measures[fact.figure.measure].name for fact in facts if fact.figure)),
        coverage="/".join(str(year) for year in dict.fromkeys((years[0], years[-1]))) if years else "",
    )
