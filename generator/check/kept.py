"""What was found in each text, so that the next check of the same words beside the same facts need not look again.

A text is known by a key: a hash of all that the rules on numbers and sentences read of it. That is the text, the facts
that it cites with their sources, the figures that theirs are compared with, and the registries. Nothing is kept while
anything cannot be read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from hashlib import blake2b
from typing import Any

from generator.model.content import Content
from generator.model.records import Fact, Record

# What these slots say hangs on all facts, cited or not.
_OF_ALL = re.compile(r"\{ *(?:last|no) ")
_WORD = re.compile(r"[a-z]+")
# What of a place no rule reads for another thing's text.
_OWN_TEXTS = ("summary", "gaps")


class KeptFaults:
    """What was found in texts, by their keys, from one check to the next."""

    def __init__(self, faultless: Iterable[str] = ()) -> None:
        """``faultless`` are the keys of texts in which an earlier program found nothing."""
        self._before: dict[str, tuple[Any, ...]] = dict.fromkeys(faultless, ())
        self._now: dict[str, tuple[Any, ...]] = {}
        # Hashes of records and registry entries by the objects that they are of, which they keep alive.
        self._hashes: dict[int, tuple[object, str]] = {}
        self._used: set[int] = set()

    @property
    def faultless(self) -> list[str]:
        """The keys of the texts in which the last check found nothing, in order."""
        return sorted(key for key, found in self._before.items() if not found)

    def get(self, key: str) -> tuple[Any, ...] | None:
        """What was found in the text of a key; None where nobody looked."""
        found = self._now.get(key)
        if found is None and (found := self._before.get(key)) is not None:
            self._now[key] = found
        return found

    def put(self, key: str, found: tuple[Any, ...]) -> None:
        """Keep what was found in the text of a key."""
        self._now[key] = found

    def end(self) -> None:
        """A check is done: what it did not come across is forgotten."""
        self._before, self._now = self._now, {}
        self._hashes = {key: known for key, known in self._hashes.items() if key in self._used}
        self._used = set()

    def name_of(self, thing: Any, without: Collection[str] = ()) -> str:
        """A hash of a frozen thing, but for some of its fields."""
        self._used.add(id(thing))
        known = self._hashes.get(id(thing))
        if known is None:
            said = [getattr(thing, field.name) for field in fields(thing) if field.name not in without]
            known = self._hashes[id(thing)] = thing, _hashed(repr(said))
        return known[1]


class TextKeys:
    """The keys of the texts of one content, which could be read whole."""

    def __init__(self, content: Content, kept: KeptFaults, common: frozenset[str]) -> None:
        """``common`` are the words that the content writes in small letters."""
        self._content, self._kept, self._common = content, kept, common

    def key(self, what: str, text: str, facts: Sequence[Fact], *more: object) -> str:
        """The key of a text that cites some facts. ``what`` names the rules that are asked, ``more`` is what else they
        are told. Raises ``KeyError`` for a fact without a record."""
        names = (self._kept.name_of(self._content.record_of[fact.id]) for fact in facts)
        beside = (self._beside.get((fact.about, figure.measure), "") for fact in facts for figure in fact.figures)
        ids = (fact.id for fact in facts)
        said = (what, text, repr(more), self._of_words(text), self._all_facts if _OF_ALL.search(text) else "")
        return _hashed(self._registries, *said, *ids, "·", *names, "·", *beside)

    def _of_words(self, text: str) -> str:
        """Which words of a text, or what they are several of, are written small somewhere."""
        words = {form for word in _WORD.findall(text.lower()) for form in (word, word.removesuffix("s"))}
        return " ".join(sorted(self._common & words))

    @cached_property
    def _registries(self) -> str:
        """All that rules read beside facts."""
        content, name = self._content, self._kept.name_of
        registries: tuple[Mapping[str, Any], ...] = (
            content.organisations,
            content.topics,
            content.glossary,
            content.names,
            content.measures,
            content.units,
            content.publishers,
            content.speakers,
        )
        names = [name(thing) for registry in registries for thing in registry.values()]
        return _hashed(*names, *(name(place, _OWN_TEXTS) for place in content.places.values()))

    @cached_property
    def _all_facts(self) -> str:
        return _hashed(*map(self._kept.name_of, self._content.records.values()))

    @cached_property
    def _beside(self) -> Mapping[tuple[str, str], str]:
        """The facts that say something of one measure about one thing, as hashes."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        record: Record
        for record in self._content.records.values():
            name = self._kept.name_of(record)
            for fact in record.facts:
                for figure in fact.figures:
                    found[fact.about, figure.measure].append(name)
        return {key: _hashed(*names) for key, names in found.items()}


def _hashed(*parts: str) -> str:
    found = blake2b(digest_size=12)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(b"%d:" % len(data) + data)
    return found.hexdigest()
