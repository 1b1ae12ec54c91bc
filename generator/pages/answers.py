"""The first answer of a profile: how large it is, which way that went, who says it, and how sure it is."""

from __future__ import annotations

from generator.model.agreement import Status
from generator.model.records import Fact
from generator.model.weeks import earlier
from generator.model.words import when_in_words
from generator.pages.figures import newest_by_series
from generator.pages.notes import Notes
from generator.pages.page import Link, view
from generator.pages.parts import Catalogue, Claim, Piece, Words


@view
class LeadAnswer:
    """The leading figure of a place or an organisation, how that moved, who says it, and how sure it is."""

    about: Link
    claim: Claim
    # The figure before it of the same speaker, and which way it went from there; or the one that it replaces.
    before: Words | None
    before_when: str
    way: str
    # Without one: the growth of the same time that the same speaker states, and what that is called.
    growth: Words | None
    growth_name: str
    sure: str
    is_exception: bool
    # What others give for the same time, where they do not agree.
    rival: Claim | None


# A page about no more facts than these has nothing folded away.
FEW = 12
# How sure a figure is, in a sentence; what is not said so has a box, for it is an exception.
SURE: dict[Status, str] = {
    "Single source": "One source; we found no second.",
    "Official claim": "Said by its own office; nobody independent confirms it.",
}


def leading(catalogue: Catalogue, subject: str, lead: str | None = None) -> Fact | None:
    """The figure that tells first how large a place or an organisation is: the newest of the measure ``lead`` or,
    without that, of the series with most figures; no target, and none that does not fit the others. None where no
    figure is about it."""
    facts = [fact for fact in catalogue.by_subject.get(subject, ()) if fact.kind in ("figure", "profile")]
    for group in newest_by_series(catalogue, facts, subject=subject, lead=lead):
        found = catalogue.statements.lead(group)
        if found.about == subject and found.figure and not found.odd:
            return found
    return None


def answer(catalogue: Catalogue, fact: Fact, notes: Notes) -> LeadAnswer:
    """A leading figure with what it is compared with: the one before it, if the same speaker gave one that is
    comparable, and what others give for the same time."""
    statements = catalogue.statements
    before = earlier(catalogue, fact)
    grown = None if before else growth(catalogue, fact)
    status = statements.status(fact)
    group = statements.group(fact)
    rivals = (one for one in group.latest if one.id != fact.id) if group and group.disagrees else iter(())
    rival = next(rivals, None)
    return LeadAnswer(
        about=catalogue.subject_link(fact.about),
        claim=notes.claim(fact),
        before=_figure(catalogue, before) if before else None,
        before_when=when_in_words(before.figure.when) if before and before.figure else "",
        way=_way(catalogue, before, fact) if before else "",
        growth=_figure(catalogue, grown) if grown else None,
        growth_name=catalogue.content.measures[grown.figure.measure].name if grown and grown.figure else "",
        sure=SURE.get(status.status, "" if rival else status.reason),
        is_exception=status.status not in SURE,
        rival=notes.claim(rival) if rival else None,
    )


def _figure(catalogue: Catalogue, fact: Fact) -> Words | None:
    """A fact's figure, which leads to its page."""
    if fact.figure is None:
        return None
    figure = catalogue.figure(fact.figure)
    piece = Piece(text=figure.words, fact=fact.id, figure=figure.name, is_target=fact.kind == "target")
    return Words(pieces=(piece,))


def growth(catalogue: Catalogue, fact: Fact) -> Fact | None:
    """The growth of a figure against the time before, as its own speaker states it."""
    statements, figure = catalogue.statements, fact.figure
    if figure is None:
        return None
    voice = statements.speakers.voice(fact)
    for series in statements.series_about.get(fact.about, ()):
        if series.measure.growth_of != figure.measure:
            continue
        for one in series.figures:
            is_same = one.figure and one.figure.when == figure.when and statements.speakers.voice(one).is_same_as(voice)
            if is_same and not one.odd:
                return one
    return None


def _way(catalogue: Catalogue, before: Fact, now: Fact) -> str:
    """Which way a figure went, as far as the hedges of both tell. One of the same time is a correction, no change."""
    if before.figure and now.figure and before.figure.when == now.figure.when:
        return "in place of"
    low, high = catalogue.statements.reach(now)
    least, most = catalogue.statements.reach(before)
    return "up from" if low > most else "down from" if high < least else "from"
