"""Where sources give different figures about the same thing, measure and time."""

from __future__ import annotations

from generator.arrange.catalogue import Catalogue
from generator.arrange.notes import Notes
from generator.pages import DisagreementsPage
from generator.views import Dispute
from generator.wording import when_in_words


def disputes(catalogue: Catalogue, notes: Notes, about: str | None = None) -> tuple[Dispute, ...]:
    """The open disagreements, about one place or organisation or about all."""
    found = []
    content = catalogue.content
    for group in catalogue.statements.groups:
        if group.disagrees and about in (None, group.about):
            said = catalogue.verdict(group)
            measure = content.measures[group.measure]
            found.append(
                Dispute(
                    id=said.id,
                    about=catalogue.subject_link(group.about),
                    measure=measure.name,
                    definition=measure.definition,
                    when=when_in_words(group.when),
                    spread=f"{round(group.spread * 100)} percent",
                    claims=notes.claims(group.facts),
                    leads=notes.claim(content.facts[said.leads]),
                    why=said.why,
                )
            )
    return tuple(found)


def disagreements_page(catalogue: Catalogue) -> DisagreementsPage:
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
