"""The words that a measure is known by, in English and Chinese, and which measure of a family fits a text best."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from generator.bind import words as words_of_kinds
from generator.model.content import Content
from generator.read.partial import INVALID

# Words of a measure's name that tell it from no other.
_COMMON = frozenset((
    "a", "ai", "all", "an", "and", "artificial", "at", "by", "cities", "city", "country", "date", "each", "for",
    "from", "growth", "in", "initial", "intelligence", "its", "most", "named", "new", "of", "on", "or", "per",
    "place", "planned", "share", "size", "that", "the", "to", "total", "under", "up", "where", "which", "with",
    "world", "year", "yearly",
))  # fmt: skip
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+\*?")


class Phrases(NamedTuple):
    """What must stand in a text, all of it: phrases, and the words that they are made of."""

    phrases: tuple[str, ...]
    words: frozenset[str]

    def stand_in(self, text: str, *, or_alike: bool = False) -> bool:
        """Whether all of the phrases stand in a text, ``or_alike`` one that plans or is for the same time."""
        return all(
            _pattern(phrase).search(text) or (or_alike and any(alike.search(text) for alike in _alike(phrase)))
            for phrase in self.phrases
        )


# So many words of a measure stand in a message.
_FEW = 4


class MeasureWords:
    """Knows by which words a text tells each measure; a measure that could not be read it does not know.

    Of a measure without ``words`` they are those of its name. A name with no word of its own is that of the general
    measure of a family: "AI companies" are told by their unit alone.
    """

    def __init__(self, content: Content) -> None:
        self.of: dict[str, tuple[Phrases, ...]] = {}
        self._said: dict[str, tuple[str, ...]] = {}
        self._unit_of: dict[str, str] = {}
        self._names: dict[str, tuple[Phrases, ...]] = {}
        # The phrases of the measures of each family, by how they begin: quick to look for in a text.
        self._beginning: dict[str, dict[str, list[tuple[str, Phrases]]]] = defaultdict(lambda: defaultdict(list))
        nouns: dict[str, set[str]] = defaultdict(set)
        for unit in content.units.values():
            if unit.family is not INVALID:
                names = (name for name in (unit.one, unit.many) if name is not INVALID)
                nouns[unit.family].update(_stem(word) for name in names for word in _words(name))
        for id, measure in content.measures.items():
            if any(value is INVALID for value in (measure.unit, measure.name, measure.words, *_read(measure.words))):
                continue
            if measure.words == ("*",):
                continue  # of whatever the text names: no word tells it
            of_name = _words_of_name(measure.name, nouns[measure.unit])
            own = measure.words or of_name
            self._said[id] = own
            self._unit_of[id] = measure.unit
            self.of[id] = tuple(map(_phrases, own))
            # Whoever says its name says it, though other measures may be told by the same words.
            self._names[id] = tuple(map(_phrases, of_name))
            for phrases in self.of[id]:
                self._beginning[measure.unit][_beginning(phrases.phrases[0])].append((id, phrases))

    def said(self, measure: str) -> str:
        """Some words of a measure, those first that can be written as they stand here."""
        own = self._said[measure]
        plain = [word for word in own if word.replace(" ", "").replace("-", "").isalpha() and word.isascii()]
        return ", ".join((plain or own)[:_FEW])

    def found(self, measure: str, text: str, *, or_alike: bool = False) -> list[Phrases]:
        """Which words of a measure stand in a text; ``or_alike`` those of its name, or of the same plan or time."""
        own = self.of[measure]
        names = self._names[measure] if own and or_alike else ()
        return [phrases for phrases in (*own, *names) if phrases.stand_in(text, or_alike=or_alike)]

    def better(self, measure: str, text: str, but: Collection[str]) -> list[str]:
        """The measures of the same family, but for some, whose words in a text say more than all of this one's do."""
        own = [phrases.words for phrases in self.found(measure, text, or_alike=True)]
        # What another figure of the same fact is told by says nothing of this one.
        others = [phrases.words for one in but if one in self.of for phrases in self.found(one, text, or_alike=True)]
        small = text.lower()
        better = [
            other
            for begin, some in self._beginning[self._unit_of[measure]].items()
            if begin in small
            for other, phrases in some
            if other not in but
            and not any(phrases.words <= words for words in others)
            and all(words < phrases.words for words in own)
            and phrases.stand_in(text)
        ]
        return list(dict.fromkeys(better))


def _words_of_name(name: str, nouns: Collection[str]) -> tuple[str, ...]:
    """The words of a measure's name that tell it from others, joined; none of a name that has no other words."""
    telling = [word for word in _words(name) if word not in _COMMON and _stem(word) not in nouns]
    return (" & ".join(f"{_stem(word)}*" for word in telling),) if telling else ()


def _phrases(said: str) -> Phrases:
    parts = [part.strip() for part in said.split("&")]
    words = {_stem(word) for part in parts for word in _words(part)}
    # Chinese has no spaces: a phrase is a word.
    return Phrases(tuple(parts), frozenset(words - _COMMON) or frozenset(words))


def _beginning(phrase: str) -> str:
    return phrase if _HAN.search(phrase) else phrase.split(maxsplit=1)[0].removesuffix("*").lower()


@cache
def _alike(phrase: str) -> tuple[re.Pattern[str], ...]:
    """The kinds of words to which a phrase belongs: "is to have" plans like "plans", "each week" is "weekly". Whose
    something is may also stand behind it: "the world's computing" is "the computing power of the world"."""
    kinds = (words_of_kinds.PLAN, *words_of_kinds.PERIODS.values())
    alike = tuple(kind for kind in kinds if kind.fullmatch(phrase.removesuffix("*")))
    owner, genitive, owned = phrase.partition("'s ")
    if not genitive:
        return alike
    first, second = (_pattern(part).pattern for part in (owned, owner))
    return (*alike, re.compile(rf"{first}(?: [a-z]+)? of (?:the )?{second}", re.IGNORECASE))


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    if _HAN.search(phrase):
        return re.compile(re.escape(phrase))
    words = (re.escape(word.removesuffix("*")) + (r"[^\W_]*" if word.endswith("*") else "") for word in phrase.split())
    return re.compile(rf"(?<![^\W_])(?:{'[ -]'.join(words)})(?![^\W_])", re.IGNORECASE)


def _words(text: str) -> list[str]:
    return [word.removesuffix("*") for word in _WORD.findall(text.lower().replace("'s", ""))]


def _stem(word: str) -> str:
    """A word without its ending: company and companies have one."""
    return re.sub(r"(?:ies|y|es|s|e)$", "", word) if len(word) > 3 else word


def _read(texts: Sequence[str]) -> Sequence[str]:
    return () if texts is INVALID else texts
