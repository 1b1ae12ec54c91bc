"""Where sources give different figures about the same thing, measure and time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.agreement import Group
from generator.model.over_time import Mismatch
from generator.model.words import counted, when_in_words
from generator.pages.long_lists import ListPage, first_of
from generator.pages.notes import Notes
from generator.pages.page import Link, view
from generator.pages.parts import Catalogue, Claim, SourceView, Words


@view
class Dispute:
    """Figures that differ or, each of its own time or place, do not add up, and what an editor says of them."""

    id: str
    # The page of disagreements that it is told on.
    path: str
    about: Link
    measure: str
    definition: str
    when: str
    # Whether its figures are of different times, places or measures.
    is_mixed: bool
    spread: str
    claims: tuple[Claim, ...]
    leads: Claim
    why: Words


@view
class DisputeList:
    """Open disagreements, and where there are more a link that says how many; ``count`` is of all."""

    disputes: tuple[Dispute, ...]
    more: Link | None
    count: str


# So many disagreements stand on the page of a thing.
DISPUTES = 12


@view
class DisagreementsPage(ListPage):
    """The open disagreements between sources, and those sources."""

    disputes: tuple[Dispute, ...]
    sources: tuple[SourceView, ...]


def disputes(catalogue: Catalogue, notes: Notes, about: str) -> DisputeList:
    """The open disagreements about a place or an organisation; of many the first. Raises ``ValueError`` of one on
    which no editor has said anything; a check asks for that."""
    groups = catalogue.differences_about.get(about, ())
    shown, more = first_of(groups, "disagreements.md", "disagreement", DISPUTES)
    made = tuple(_dispute(catalogue, group, notes) for group in shown)
    return DisputeList(disputes=made, more=more, count=counted(len(groups), "case"))


def _dispute(catalogue: Catalogue, group: Group | Mismatch, notes: Notes) -> Dispute:
    said, measure = catalogue.statements.verdict(group), group.measure
    if said is None:
        raise ValueError(f"nobody has said which of {group.key} leads; a check asks for it")
    leads = next((fact for fact in group.facts if fact.id == said.leads), catalogue.content.facts[said.leads])
    return Dispute(
        id=said.id,
        path=catalogue.disagreements_path(group),
        about=catalogue.subject_link(group.key.about),
        measure=measure.name,
        definition=measure.definition,
        when=when_in_words(group.when),
        is_mixed=isinstance(group, Mismatch),
        spread=group.words if isinstance(group, Mismatch) else _spread(group),
        claims=notes.claims(group.facts),
        leads=notes.claim(leads),
        why=catalogue.words(said.why, group.facts),
    )


def _spread(group: Group) -> str:
    large, small = ("largest", "smallest") if len(group.latest) > 2 else ("larger", "smaller")
    return f"The {large} is {round(group.spread * 100)} percent above the {small}"


def disagreements_pages(catalogue: Catalogue) -> Iterator[DisagreementsPage]:
    """All open disagreements."""
    for one in catalogue.disagreements:
        notes = Notes(catalogue)
        yield DisagreementsPage(
            path=one.path,
            template="disagreements",
            has_contents=True,
            title=one.title,
            description="Where sources give different figures for the same thing, measure and time, or do not add up.",
            above=one.above,
            parts=one.parts,
            disputes=tuple(_dispute(catalogue, group, notes) for group in one.rows),
            sources=notes.sources(),
        )
