"""What texts name: the places and organisations of the registries, by any name that these give them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from generator.bind.mentions import IN_BRACKETS
from generator.model.content import Content
from generator.read.partial import INVALID

_LETTER = "A-Za-z0-9À-ɏ"
_HAN = re.compile(r"[㐀-鿿]")


class Named(NamedTuple):
    """A place or organisation that a text names, and where. ``subject`` is its id, and "" for who only publishes or
    speaks: "Shanghai Daily" names no Shanghai."""

    subject: str
    start: int
    end: int


class Naming:
    """Finds names in texts: whole words, the longest first, so that no name is found within a longer one."""

    def __init__(self, content: Content) -> None:
        self._subject_of: dict[str, str] = {}
        self._found: dict[str, tuple[Named, ...]] = {}
        for subject in content.subjects.values():
            adjectives = getattr(subject, "adjectives", ())
            self._add(_read((subject.name, subject.name_zh, *_read(subject.aliases), *_read(adjectives))), subject.id)
        for declared in content.names.values():
            if declared.about in content.subjects:
                self._add(_read((declared.name, *_read(declared.names))), declared.about or "")
        for publisher in content.publishers.values():
            self._add((IN_BRACKETS.sub("", name) for name in _read((publisher.name,))), "")
        for speaker in content.speakers.values():
            self._add(_read((speaker.name, *_read(speaker.names))), "")
        for unit in content.units.values():  # US dollars
            self._add((name for name in _read((unit.one, unit.many, *_read(unit.words))) if " " in name), "")
        self._any = re.compile("|".join(_pattern(self._subject_of)) or "(?!)")
        # A small letter for a capital one does not make another name of several words: "a national AI fund".
        self._small = {name.lower(): subject for name, subject in self._subject_of.items()}

    def _add(self, names: Iterable[str], subject: str) -> None:
        for name in names:
            self._subject_of.setdefault(name, subject)

    def in_text(self, text: str) -> tuple[Named, ...]:
        """What a text names, in its order."""
        if text not in self._found:  # several rules ask
            found = []
            for match in self._any.finditer(text):
                subject = self._subject_of.get(match[0])
                found.append(Named(self._small[match[0].lower()] if subject is None else subject, *match.span()))
            self._found[text] = tuple(found)
        return self._found[text]

    def holds_name(self, text: str, subject: str) -> bool:
        """Whether a name of a subject stands in a text, be it within a longer name."""
        return any(of == subject and _alone(name).search(text) for name, of in self._subject_of.items())


def _pattern(names: Iterable[str]) -> Iterable[str]:
    """Patterns of names, the longest first. All begin with a literal, which makes a search quick."""
    rests: dict[str, list[str]] = defaultdict(list)
    chinese = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if _HAN.search(name):
            chinese.append(re.escape(name))
        elif name.count(" ") > 1:
            for first in {name[0].upper(), name[0].lower()}:
                rests[first].append(f"(?i:{re.escape(name[1:])})")
        else:
            rests[name[0]].append(re.escape(name[1:]))
    if rests:
        # US$ is no United States.
        found = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(rests.items()))
        yield f"(?<![{_LETTER}])(?:{'|'.join(found)})(?![{_LETTER}$])"
    yield from chinese


def _alone(name: str) -> re.Pattern[str]:
    return re.compile(re.escape(name) if _HAN.search(name) else f"(?<![{_LETTER}]){re.escape(name)}(?![{_LETTER}$])")


def _read(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Those of some optional texts that are there and could be read."""
    return () if texts is INVALID else tuple(text for text in texts if text is not None and text is not INVALID)
