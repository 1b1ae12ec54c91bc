"""Who and what a text names: places, organisations, speakers and publishers, by all their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.bind.vocabulary import read
from generator.model.content import Content
from generator.quantities.numerals import any_of
from generator.quantities.vocabulary import LETTER

# "Xinhua (via SHINE)": what stands in brackets tells a publisher's pages apart, and no text says it.
IN_BRACKETS = re.compile(r" ?\([^()]*\)$")
_GOES_ON = re.compile(r" [A-Z][a-z]")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names something. ``subjects`` are the ids of places and organisations that the name may mean,
    ``speakers`` those of speakers and publishers, ``governed`` the places that these govern, ``related`` what a
    declared name is of, such as the city of a conference."""

    start: int
    end: int
    subjects: frozenset[str]
    speakers: frozenset[str]
    governed: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()


class Names:
    """Finds the names of a content in texts: as written, whole words, the longest first."""

    def __init__(self, content: Content) -> None:
        subjects: dict[str, set[str]] = defaultdict(set)
        speakers: dict[str, set[str]] = defaultdict(set)
        related: dict[str, set[str]] = defaultdict(set)
        governed: dict[str, set[str]] = defaultdict(set)
        # What could not be read is no name, and a problem of its own.
        for id, subject in content.subjects.items():
            if subject.kind == "world":
                continue  # a word of every day
            for name in (*read((subject.name, subject.name_zh)), *read(subject.aliases)):
                subjects[name].add(id)
        for declared in content.names.values():
            for name in (*read((declared.name,)), *read(declared.names)):
                related[name] |= set(read((declared.about,)))
        for id, speaker in content.speakers.items():
            for name in (*read((speaker.name,)), *read(speaker.names)):
                speakers[name].add(id)
                # Lingang's administration names Lingang.
                if speaker.kind == "public body":
                    governed[name] |= set(read((speaker.governs,)))
        for id, publisher in content.publishers.items():
            for name in read((publisher.name,)):
                for form in {name, IN_BRACKETS.sub("", name)}:
                    speakers[form] |= {id, *read((publisher.house,))}
        # "Computing" is a publisher and a word of every measure of it.
        common = {
            word for measure in content.measures.values() for name in read((measure.name,)) for word in name.split()
        }
        for word in {word.capitalize() for word in common} & speakers.keys():
            del speakers[word]
        self._subjects, self._speakers, self._governed = subjects, speakers, governed
        self._related = related
        names = subjects.keys() | speakers.keys() | related.keys()
        spaced = [name for name in names if not _HAN.match(name)]
        unspaced = [name for name in names if _HAN.match(name)]
        before, after = f"(?<!{LETTER})(?<!{LETTER}-)", f"(?!{LETTER})(?!-{LETTER}|[$])"
        self._any = re.compile(f"{before}(?:{any_of(spaced) or '(?!)'}){after}|{any_of(unspaced) or '(?!)'}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._subjects.keys() | self._speakers.keys() | self._related.keys())

    def mentions(self, text: str) -> Iterator[Mention]:
        """What a text names, in order; no name within another."""
        none: Iterable[str] = ()
        for found in self._any.finditer(text):
            name = found[0]
            subjects, speakers = self._subjects.get(name, none), self._speakers.get(name, none)
            # "The National Data Administration" is not the newspaper.
            if not subjects and _GOES_ON.match(text, found.end()):
                continue
            yield Mention(
                *found.span(),
                frozenset(subjects),
                frozenset(speakers),
                frozenset(self._governed.get(name, none)),
                frozenset(self._related.get(name, none)),
            )
