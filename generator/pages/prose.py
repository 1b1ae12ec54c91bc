"""Pages that editors write in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.content import Content
from generator.pages.page import Page, view
from generator.pages.parts import Catalogue


@view
class PlantedRow:
    """A class of planted errors: how many there were, how many checks caught, and that in percent."""

    name: str
    planted: int
    caught: int
    rate: str
    is_lookalike: bool


@view
class ProsePage(Page):
    """Editors' prose. ``planted`` is the miss rate, a row a class, on the page that tells how we work."""

    markdown: str
    planted: tuple[PlantedRow, ...] = ()


# The entry of miss-rate.yml that holds what is no error.
LOOKALIKES = "look-alikes"


def prose_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The pages that editors write in Markdown."""
    content = catalogue.content
    for prose in content.pages.values():
        yield ProsePage(
            path=f"{prose.id}.md",
            template="prose",
            record=f"content/pages/{prose.id}.md",
            has_contents=True,
            title=prose.title,
            description=f"{prose.title}: {content.site.name}.",
            markdown=prose.markdown,
            planted=_planted(content) if prose.id == "methodology" else (),
        )


def _planted(content: Content) -> tuple[PlantedRow, ...]:
    return tuple(
        PlantedRow(
            name=found.name,
            planted=found.planted,
            caught=found.caught,
            rate=f"{100 * found.caught / found.planted:.1f} %",
            is_lookalike=found.id == LOOKALIKES,
        )
        for found in content.miss_rate.values()
    )
