"""Where sources give different figures about the same thing, measure and time."""

from __future__ import annotations

from generator.model.agreement import Group
from generator.model.words import when_in_words
from generator.pages.notes import Notes
from generator.pages.page import Link, Page, view
from generator.pages.parts import Catalogue, Claim, SourceView


@view
class Dispute:
    """Figures that differ, and what an editor says of them."""

    id: str
    about: Link
    measure: str
    definition: str
    when: str
    spread: str
    claims: tuple[Claim, ...]
    leads: Claim
    why: str


@view
class DisagreementsPage(Page):
    """The open disagreements between sources, and those sources."""

    disputes: tuple[Dispute, ...]
    sources: tuple[SourceView, ...]


def disputes(catalogue: Catalogue, notes: Notes, about: str | None = None) -> tuple[Dispute, ...]:
    """The open disagreements, about the place or organisation of that id or about all. Raises ``ValueError`` of one on
    which no editor has said anything; a check asks for that."""
    statements = catalogue.statements
    groups = statements.groups if about is None else statements.groups_about.get(about, ())
    return tuple(_dispute(catalogue, group, notes) for group in groups if group.disagrees)


def _dispute(catalogue: Catalogue, group: Group, notes: Notes) -> Dispute:
    said, measure = catalogue.statements.verdict(group), group.measure
    if said is None:
        raise ValueError(f"nobody has said which of {group.key} leads; a check asks for it")
    large, small = ("largest", "smallest") if len(group.latest) > 2 else ("larger", "smaller")
    return Dispute(
        id=said.id,
        about=catalogue.subject_link(group.key.about),
        measure=measure.name,
        definition=measure.definition,
        when=when_in_words(group.when),
        spread=f"The {large} is {round(group.spread * 100)} percent above the {small}",
        claims=notes.claims(group.facts),
        leads=notes.claim(catalogue.content.facts[said.leads]),
        why=said.why,
    )


def disagreements_page(catalogue: Catalogue) -> DisagreementsPage:
    """The page of all open disagreements. Raises ``ValueError`` like ``disputes``."""
    notes = Notes(catalogue)
    return DisagreementsPage(
        path="disagreements.md",
        template="disagreements",
        has_contents=True,
        title="Disagreements",
        description="Where sources give different figures about the same thing, measure and time.",
        disputes=disputes(catalogue, notes),
        sources=notes.sources(),
    )
