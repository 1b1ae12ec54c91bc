"""Values that are to be expected: of which series, from which day, and by what rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cached_property

from generator.model.expected import Expected, expected
from generator.model.records import Fact
from generator.model.series import Series
from generator.model.words import counted, day_in_words
from generator.pages.notes import Notes
from generator.pages.page import RELEASES_CALENDAR, RELEASES_PAGE, Link, Page, view
from generator.pages.parts import Catalogue, Claim, SourceView

# What is expected within so long.
AHEAD = timedelta(days=366)
# So many of each kind stand on the page.
MOST_RELEASES = 60


@view
class Release:
    """A value that is to be expected: of what, of which time, from which day on, why, and the newest one there is."""

    about: Link
    measure: str
    time: str
    since: str
    # How many more values should be out by now, in words; nothing of one.
    more: str
    why: str
    newest: Claim


@view
class ReleasesPage(Page):
    """What is expected, late first, and the sources of the newest values."""

    summary: str
    late: tuple[Release, ...]
    ahead: tuple[Release, ...]
    # How many more there are than stand here, in words; nothing where all do.
    rest: str
    calendar: Link
    sources: tuple[SourceView, ...]


class Releases:
    """Every value of a series that is to be expected, with the series and its newest figure, by its day."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @cached_property
    def found(self) -> tuple[tuple[Series, Fact, Expected], ...]:
        """The series, the fact to show first of its newest time, and what is expected of it."""
        statements = self._catalogue.statements
        found = []
        for series in statements.series.values():
            if series.figures and series.measure.kind != "event":
                if value := expected(statements, series, self._catalogue.today, AHEAD):
                    newest_first = sorted(series.figures, key=self._catalogue.recency, reverse=True)
                    found.append((series, statements.lead(newest_first), value))
        return tuple(sorted(found, key=lambda one: (one[2].since, one[1].id)))


def releases_pages(catalogue: Catalogue) -> Iterator[ReleasesPage]:
    """The page of what is expected; none where nothing is, as its calendar would have no event."""
    found = Releases(catalogue).found
    if not found:
        return
    notes = Notes(catalogue)
    late = [one for one in found if one[2].since < catalogue.today]
    ahead = [one for one in found if one[2].since >= catalogue.today]
    shown = late[-MOST_RELEASES:], ahead[:MOST_RELEASES]
    rest = len(found) - sum(map(len, shown))
    yield ReleasesPage(
        path=RELEASES_PAGE,
        template="releases",
        title="Values to come",
        description="Which figures should be out and were not found, and which are to come, by the rhythm of the past.",
        summary=(
            f"By the rhythm of past values, {counted(len(late), 'value')} should be out that we did not find, and "
            f"{counted(len(ahead), 'value')} should come within a year."
        ),
        late=tuple(_releases(catalogue, reversed(shown[0]), notes)),
        ahead=tuple(_releases(catalogue, shown[1], notes)),
        rest=f"{counted(rest, 'more value')} in the calendar" if rest else "",
        calendar=Link(path=RELEASES_CALENDAR, name="calendar"),
        sources=notes.sources(),
    )


def _releases(catalogue: Catalogue, found: Iterable[tuple[Series, Fact, Expected]], notes: Notes) -> Iterator[Release]:
    for series, newest, value in found:
        yield Release(
            about=catalogue.subject_link(newest.about),
            measure=series.measure.name,
            time=value.time,
            since=day_in_words(value.since),
            more=f"{counted(value.more, 'more value')} since" if value.more else "",
            why=value.why,
            newest=notes.claim(newest),
        )
