"""Pages that editors write in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import sqrt

from generator.model.content import Content
from generator.model.records import Tier
from generator.pages.page import Page, view
from generator.pages.parts import Catalogue


@view
class PlantedRow:
    """A group of planted errors: how many there were, how many checks caught, and that in percent, with the ends of
    the interval in which the rate of all such errors lies nineteen times in twenty."""

    name: str
    tier: str
    planted: int
    caught: int
    rate: str
    interval: str
    is_lookalike: bool


@view
class ProsePage(Page):
    """Editors' prose. ``planted`` is the miss rate, a row a class, on the page that tells how we work."""

    markdown: str
    planted: tuple[PlantedRow, ...] = ()


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


_TIERS: Mapping[Tier, str] = {
    "claimed": "claimed",
    "hard": "may be found",
    "out": "cannot be found",
    "honest": "correct",
}
# The quantile of the normal distribution that leaves one in forty on each side.
_Z = 1.96


def _interval(caught: int, planted: int) -> str:
    """Wilson's interval for a rate, in percent. Source: E. B. Wilson, 1927, the score interval."""
    rate, z2 = caught / planted, _Z**2
    middle = (rate + z2 / (2 * planted)) / (1 + z2 / planted)
    half = _Z / (1 + z2 / planted) * sqrt(rate * (1 - rate) / planted + z2 / (4 * planted**2))
    return f"{100 * max(0, middle - half):.1f} to {100 * min(1, middle + half):.1f} %"


def _planted(content: Content) -> tuple[PlantedRow, ...]:
    return tuple(
        PlantedRow(
            name=found.name,
            tier=_TIERS[found.tier],
            planted=found.planted,
            caught=found.caught,
            rate=f"{100 * found.caught / found.planted:.1f} %",
            interval=_interval(found.caught, found.planted),
            is_lookalike=found.tier == "honest",
        )
        for found in content.miss_rate.values()
    )
