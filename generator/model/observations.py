"""What machines saw in the sources: whether a fact's words were there, and how a source's page is.

Each of these is None where no machine looked, or where what it looked for is another now: then nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from generator.model.content import Content
from generator.model.quotes import folded
from generator.model.records import Fact, Record, Watched, WatchedFact

# So many digits of a hash tell the words of a fact from those that it had before.
_DIGITS = 12


def words_sought(fact: Fact) -> tuple[str, ...]:
    """The words of a fact that must stand in its source: its quote or, without one, what each figure ``as_stated``."""
    return (fact.quote,) if fact.quote else tuple(figure.as_stated for figure in fact.figures)


def hash_of_words(words: Iterable[str]) -> str:
    """A short hash that tells some words from others."""
    return sha256("\n".join(map(folded, words)).encode()).hexdigest()[:_DIGITS]


def source_state(content: Content, record: Record) -> Watched | None:
    """What a machine saw of a record's source; None where none looked at the address that the record has now."""
    watched = content.watched.get(record.id)
    return watched if watched and watched.address == record.source.url else None


def seen_on(content: Content, fact: Fact) -> date | None:
    """The last day on which a machine found a fact's words in its source. None where it never did, or where they were
    not there when it read the source last."""
    watched = source_state(content, content.record_of[fact.id])
    found = _of_fact(watched, fact)
    return watched.text_read if watched and found and found.first_seen and not found.last_seen else None


def missing_on(content: Content, fact: Fact) -> date | None:
    """The last day on which a machine read a fact's source and did not find its words there; None where it found them
    or could not look."""
    watched = source_state(content, content.record_of[fact.id])
    found = _of_fact(watched, fact)
    return watched.text_read if watched and found and (found.last_seen or not found.first_seen) else None


def _of_fact(watched: Watched | None, fact: Fact) -> WatchedFact | None:
    """What was seen of the words that a fact has now."""
    words = hash_of_words(words_sought(fact))
    found = (one for one in watched.facts if one.id == fact.id and one.words == words) if watched else ()
    return next(iter(found), None)
