"""Whether a text of ours says the same in other words.

Of two texts, the same words must stand in the same order, but for those that claim nothing (an article, a comma) and
our own turns of phrase, of which some mean the same. So must all numbers with their hedges, the figures that they are
bound to, dates with their side (by 2030), names of what the registries hold, whatever they are called, and quoted
words. What is not the same by this rule may still be: then an editor says so, as of any other change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.bind.amounts import signed
from generator.bind.passage import Binder
from generator.bind.words import BOUNDED, PLAN
from generator.model.quotes import folded, parts
from generator.model.records import Fact

# Words that claim nothing: a text says the same with and without them.
_FREE = frozenset(
    (
        *("a", "an", "the", "of", "in", "at", "on", "for", "and", "also", "that", "which", "who", "whose", "it"),
        *(
            "they",
            "them",
            "this",
            "these",
            "those",
            "there",
            "here",
            "is",
            "are",
            "be",
            "has",
            "have",
            "do",
            "does",
            "being",
        ),
    )
)
_PAST = frozenset(("was", "were", "had", "did", "been"))
_SAYS = frozenset(("say", "says", "said", "states", "stated"))
# That a text tells of what we found is said once in each, wherever; what follows is a part of no word.
_FOUND = "\N{WHITE SQUARE}"
_ACCORDING = "\N{BLACK SQUARE}"
_DENIAL = r"\b(?:not|no|none|neither|nobody|nothing|nor|cannot)\b"
_ADVICE = "call|compare|describe|draw|keep|quote|rank|read|report|set|take|tell|use|work"
# What each turn of phrase of ours is read as.
_PHRASES: Sequence[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern, re.IGNORECASE), read_as)
    for pattern, read_as in (
        (r"\b(?:do|does)(?: not\b|n['’]t\b)", "not"),
        (r"n['’]t\b", " not"),
        (r",? by the (\w+)['’]s word\b", r" the \1 says"),
        (rf"(?<!\bso )\bthat we would ({_ADVICE})\b", r"to \1"),
        (rf"\bwe would (?=(?:not )?(?:{_ADVICE})\b)", ""),
        (r"\b(?:is|are) not in what we read\b", "is not stated"),
        (r",? ?\bwe (?:did|have) not f(?:i|ou)nd\b", f" not {_FOUND} "),
        # How we check says once that a source was denied nothing but on the pages that we read.
        (rf"({_DENIAL}[^.;:]*?),? in what we read\b,?", r"\1"),
        (r"\b(?:(?:that|which) )?we (?:found|have on file|have found)\b|\bin what we read\b", f" {_FOUND} "),
        (r"\baccording to\b", f" {_ACCORDING} "),
        (r"\b(belongs?) into\b", r"\1"),
        (r"\btime has come\b", "due"),
        (r"\bstill ahead\b", "upcoming"),
        (r"\boutcome(s?)\b", r"result\1"),
        (r"\bper cent\b", "percent"),
    )
]
_ON_FILE = re.compile(r"\bon file\b", re.IGNORECASE)
# A plan for a year is not one of that year.
_OF_DATE = re.compile(r"\b(for|of)(?: the)? $", re.IGNORECASE)
# A gap stands below the words that say that it is not known.
_GAP = re.compile(
    r",? (?:is|are) not (?:in what we read|on file|known|stated)(?=[.;]?$|; nor (?:is|are)\b)|; nor (?:is|are)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile('"([^"]*)"')


class _Part(NamedTuple):
    """A word, number, date or name of a text: what it is by, and how the text has it."""

    key: object
    text: str


class Rewordings:
    """Tells texts that say the same in other words, with the registries of a content."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder

    def difference(self, was: str, now: str, facts: Sequence[Fact], *, is_gap: bool = False) -> str | None:
        """What of two texts that cite the same facts may say something else, for an editor; None where they say the
        same. ``is_gap`` says that they stand among what is not known. Slots are read as they are printed."""
        bound = [[(one.fact.id, one.index) for one in self._binder.bind(text, facts, ()).bound] for text in (was, now)]
        if bound[0] != bound[1]:
            return "its numbers are other figures, or in another order"
        filled = [self._binder.bind(text, facts, ()).text for text in (was, now)]
        quoted = [_QUOTED.findall(folded(text)) for text in filled]
        if quoted[0] != quoted[1]:
            return "the words that it quotes are others"
        is_theirs = any(_ON_FILE.search(text) for fact in facts for text in (fact.text, fact.quote) if text)
        old, new = (self._read(text, is_gap, is_theirs) for text in filled)
        if old.found != new.found:
            return "one of them alone says that it tells of what we found"
        if old.date_alone != new.date_alone:
            return "its date is another, or on its other side"
        steps = SequenceMatcher(None, [one.key for one in old.parts], [one.key for one in new.parts], autojunk=False)
        for what, i1, i2, j1, j2 in steps.get_opcodes():
            went, came = (" ".join(one.text for one in some) for some in (old.parts[i1:i2], new.parts[j1:j2]))
            match what:
                case "equal":
                    continue
                case "delete":
                    return f"{went!r} went"
                case "insert":
                    return f"{came!r} came"
                case _:
                    return f"{went!r} became {came!r}"
        return None

    def _read(self, text: str, is_gap: bool, is_theirs: bool) -> _Read:
        if is_gap:
            text = _GAP.sub("", text)
        if not is_theirs:
            text = re.sub(r"\b(?:that we have )?on file\b", f" {_FOUND} ", text, flags=re.IGNORECASE)
        for pattern, read_as in _PHRASES:
            text = pattern.sub(read_as, text)
        found = list(_in_order(self._parts(text)))
        many = sum(one.key == _FOUND for one in found)
        found = [one for one in found if one.key != _FOUND]
        dates = [one for one in found if isinstance(one.key, tuple) and one.key[0] == "date"]
        amounts = [one for one in found if isinstance(one.key, tuple) and one.key[0] == "amount"]
        # A date may stand first or last where it can be of one thing alone.
        if len(dates) == 1 and len(amounts) <= 1 and not PLAN.search(text) and not any(o.key == "say" for o in found):
            return _Read([one for one in found if one not in dates], many, dates[0].key)
        return _Read(found, many, None)

    def _parts(self, text: str) -> Iterator[_Part]:
        """The parts of a text in their order, without the words that claim nothing."""
        spans: dict[int, tuple[int, object]] = {}
        for mention in self._binder.names.mentions(text):
            if mention.subjects or mention.speakers or mention.related:
                named = ("name", mention.subjects, mention.speakers, mention.related)
                spans[mention.start] = (mention.end, named)
        for quantity in signed(text, self._binder.reader):
            if any(start < quantity.end and quantity.start < end for start, (end, _) in spans.items()):
                continue
            start, side = quantity.start, ""
            if quantity.kind == "date":
                written = str(quantity.when) if quantity.when else " ".join(parts(quantity.text))
                if before := BOUNDED.search(text[:start]) or _OF_DATE.search(text[:start]):
                    start, side = before.start(), " ".join(parts(before[0]))
                spans[start] = (quantity.end, ("date", written, side))
            else:
                said = (quantity.value, quantity.upper, quantity.unit, quantity.qualifier, quantity.per)
                own = () if quantity.value is not None else tuple(parts(quantity.text))
                spans[start] = (quantity.end, ("amount", *said, own))
        at = 0
        for start in sorted(spans):
            end, key = spans[start]
            if start < at:
                continue
            yield from _words(text[at:start])
            yield _Part(key, " ".join(text[start:end].split()))
            at = end
        yield from _words(text[at:])


class _Read(NamedTuple):
    """A text as it is compared; ``found`` counts how often it tells of what we found, and ``date_alone`` is a date
    that may stand anywhere."""

    parts: list[_Part]
    found: int
    date_alone: object


def _words(text: str) -> Iterator[_Part]:
    for word in parts(text):
        if word in (_FOUND, _ACCORDING):
            yield _Part(word, word)
        elif word in _SAYS:
            yield _Part("say", word)
        elif word in _PAST:
            yield _Part("was", word)
        elif word not in _FREE:
            yield _Part(_PLURALS.get(word, word), word)


# Forms of a verb that differ with what it is of: "none has", "they have".
_PLURALS: Mapping[str, str] = {"gives": "give", "counts": "count", "belongs": "belong", "answers": "answer"}


def _in_order(found: Iterator[_Part]) -> Iterator[_Part]:
    """Parts with "according to the office" as "the office says"."""
    is_open = False
    for one in found:
        if one.key == _ACCORDING:
            is_open = True
            continue
        yield one
        if is_open:
            is_open = False
            yield _Part("say", "according to")
    if is_open:
        yield _Part("say", "according to")
