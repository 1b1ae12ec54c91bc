"""What happened on which day, told from the dates of the records alone."""

from __future__ import annotations

from collections.abc import Iterator

from generator.data.rows import ChangeRow
from generator.model.content import Content


def things_that_happened(content: Content) -> list[ChangeRow]:
    """Everything added, checked, corrected, withdrawn, moved, published and noted: by day, oldest first."""
    return sorted(set(_happened(content)), key=lambda row: (row.on, row.address, row.what, row.detail))


def _happened(content: Content) -> Iterator[ChangeRow]:
    for fact in content.facts.values():
        at = f"facts/{fact.id}"
        yield ChangeRow(on=fact.added, address=at, what="added", detail=fact.text)
        for day in fact.checked:
            yield ChangeRow(on=day, address=at, what="checked", detail=fact.text)
        for correction in fact.corrections:
            yield ChangeRow(on=correction.on, address=at, what="corrected", detail=correction.reason)
        if fact.withdrawn:
            yield ChangeRow(on=fact.withdrawn.on, address=at, what="withdrawn", detail=fact.withdrawn.reason)
    for moved in content.moved.values():
        yield ChangeRow(on=moved.on, address=moved.id, what="moved", detail=content.present_address(moved.id))
    for briefing in content.briefings.values():
        at = f"briefings/{briefing.id}"
        yield ChangeRow(on=briefing.published, address=at, what="published", detail=briefing.headline)
        for note in briefing.notes:
            yield ChangeRow(on=note.on, address=at, what="noted", detail=note.text)
