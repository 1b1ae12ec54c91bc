"""The pages of what an editor just saved, found before all else is looked at: what a preview shows first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from generator.check import check
from generator.check.kept import KeptFaults
from generator.model.records import Briefing, Fact, Organisation, Place, Record
from generator.pages.everything import pages_of
from generator.pages.page import Page
from generator.publish.files import SiteFiles
from generator.read.load import Entry, Loaded

# Of what pages are made that show it without being about it: another of these may change any page.
_OF_OWN_PAGES = (Record, Fact, Briefing, Place, Organisation)


def edited_pages(
    loaded: Loaded, before: Loaded | None, today: date, kept: KeptFaults, files: Callable[[], SiteFiles]
) -> tuple[Page, ...]:
    """The pages about what was edited since ``before``, as views; none where that is more than some of their texts and
    fields, or where a check of the edited files by themselves finds a problem. ``files`` gives the site as it is now.
    """
    entries = _edited(loaded, before)
    if not entries or check(loaded, today, frozenset(entry.document.path for entry in entries), kept=kept)[0]:
        return ()
    try:
        return tuple(pages_of(files().catalogue, (entry.item for entry in entries)))
    except Exception:
        # No page can be made of what only a check of all refuses, which comes next and says so. If that finds nothing,
        # the whole site is made of the same, and a fault of this program is raised there.
        return ()


def _edited(loaded: Loaded, before: Loaded | None) -> tuple[Entry, ...]:
    """The entries that were edited since, where nothing came or went and each has pages of its own; else none."""
    if before is None or loaded.problems or _ids(loaded) != _ids(before):
        return ()
    known = {id(entry.document) for entry in before.entries}
    edited = tuple(entry for entry in loaded.entries if id(entry.document) not in known)
    return edited if all(isinstance(entry.item, _OF_OWN_PAGES) for entry in edited) else ()


def _ids(loaded: Loaded) -> set[tuple[str, str]]:
    content = loaded.content
    return {
        *(("fact", id) for id in content.facts),
        *(("record", id) for id in content.records),
        *(("briefing", id) for id in content.briefings),
        *(("place", id) for id in content.places),
        *(("organisation", id) for id in content.organisations),
    }
