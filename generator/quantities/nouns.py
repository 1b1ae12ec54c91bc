"""What a number counts: the noun that follows it, and the nouns of a vocabulary."""

from __future__ import annotations

import re

from generator.quantities.numerals import ORDINALS, WORDS, any_of, words_of
from generator.quantities.units import Counted, is_measure
from generator.quantities.vocabulary import LETTER, Forms, Vocabulary, form_key

# Words that end the search for a counted noun: it stands before them or nowhere.
_STOP = frozenset(
    words_of(
        "in of at on by for to from with without within or nor but as than then that which who whose when while "
        "where whereas if because since until till per via into onto over under above below between among about "
        "around after before during against across through up down out off is are was were be been being has "
        "have had do does did can could may might must shall should will would not no most least each every an a "
        "the this these those it its their his her our your they he she we you i there here ago later earlier "
        "also only just both all so yet said says including total percent worth respectively apiece another "
        "ranked"
    )
)
_PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women", "staff": "staff", "axis": "axes"}
_PLURALS |= {"personnel": "personnel", "series": "series", "aircraft": "aircraft", "persons": "people"}
_ARE_PLURAL = frozenset(_PLURALS.values())
_SINGULAR_ENDINGS = ("ss", "us", "is", "ics", "'s")
_OF = re.compile(r" of (?:the |its |their |these |those |them\b)?")
_NEXT_WORD = re.compile(r" ([A-Za-z]+)")
_NOUN_WORD = re.compile(r" ?(?:\"|')?([A-Za-z][A-Za-z'&./-]{0,40})")
_ADJECTIVES = frozenset(
    words_of(
        "new old big large small major main key leading national global local foreign domestic chinese public "
        "private ai core other such further additional single registered approved generative artificial "
        "intelligence high low"
    )
)
_HANZI_NOUNS = {"企业": "companies", "企業": "companies", "公司": "companies", "模型": "models", "项目": "projects"}
_HANZI_NOUNS |= {"机器人": "robots", "城市": "cities", "国家": "countries", "集群": "clusters", "服务": "services"}
_HANZI_MEASURES = {"家": "companies", "社": "companies", "人次": "visits"} | dict.fromkeys("人名位", "people")
_HANZI_MEASURES |= dict.fromkeys("个個款种種件项項台套座场次所条大只支张颗辆架期届批块片栋", "")
_HANZI_COUNTED = re.compile(rf" ?({any_of(_HANZI_MEASURES)})(?:類|类)?([一-鿿]{{0,8}})")

# Nouns that can stand for each other, and nouns that stand for nothing else that is counted here.
_KINDS = {
    **dict.fromkeys(words_of(
        "companies firms enterprises businesses start-ups startups corporations unicorns exhibitors tenants vendors "
        "suppliers manufacturers"
    ), "companies"),
    **dict.fromkeys(words_of(
        "people persons employees staff personnel workers experts specialists talents professionals engineers "
        "researchers scientists students graduates users visitors visits residents attendees jobs"
    ), "people"),
    **{noun: noun for noun in words_of(
        "models clusters products patents projects robots laboratories institutes universities schools courses "
        "vehicles papers chips gpus servers exhibits buildings cities countries"
    )},
    "labs": "laboratories",
}  # fmt: skip


def same_kind(one: str, two: str) -> bool:
    """Whether two counted nouns, in lower case and plural, may count the same: "firms" are companies, "patents" are
    not, and of a noun that is not known nobody can say that it does not."""
    first, second = _KINDS.get(one), _KINDS.get(two)
    return first is None or second is None or first == second


def is_counted(noun: str) -> bool:
    """Whether a noun, in lower case and plural, is one that figures count."""
    return noun in _KINDS


def plural(noun: str) -> str:
    """A noun in lower case and in the plural, which stands for both."""
    is_plural, noun = _is_plural(noun), noun.lower()
    if is_plural or noun in _PLURALS:
        return _PLURALS.get(noun, noun)
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return re.sub("([^aeiou])y$", r"\1ie", noun) + "s"


def _is_plural(word: str) -> bool:
    if word.endswith("s") and word[:-1].isupper() and len(word) > 2:
        return True  # GPUs
    word = word.lower()
    return word in _ARE_PLURAL or (len(word) > 2 and word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS))


def _ends_phrase(text: str, at: int) -> bool:
    """Whether a word that ends here can only be the noun: what follows is no noun of its own."""
    word = _NEXT_WORD.match(text, at)
    return word is None or word[1].lower() in _STOP


class Nouns:
    """The counted nouns of a vocabulary, and those that the words themselves show."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        nouns = Forms((form, unit.id) for unit in vocabulary.units if not is_measure(unit) for form in unit.words)
        self._unit_of = {plural(form): unit for form, unit in nouns.unit_of.items() if form.isascii()} | nouns.unit_of
        self._any = re.compile(rf"({nouns.spaced})(?!{LETTER})", re.IGNORECASE)
        self._hanzi = re.compile(f" ?({nouns.unspaced})")
        self._hanzi_nouns = _HANZI_NOUNS | {form: unit for form, unit in nouns.unit_of.items() if unit}

    def hanzi_counted_at(self, text: str, at: int) -> Counted | None:
        """The Chinese or Japanese measure word or noun at a place, and what is counted as far as it or the next words
        say."""
        if text[at : at + 2].isascii():
            return None
        measure, noun = _HANZI_COUNTED.match(text, at), self._hanzi.match(text, at)
        if noun and (measure is None or noun.end() >= measure.end(1)):
            return Counted(self._unit_of[form_key(noun[1])], noun.end())
        if measure is None:
            return None
        named = [unit for form, unit in self._hanzi_nouns.items() if form in measure[2].replace("国家级", "")]
        return Counted(named[0] if named else _HANZI_MEASURES[measure[1]] or None, measure.end(1))

    def noun_at(self, text: str, at: int, *, one: bool) -> Counted | None:
        """The noun that a number ending at ``at`` counts: the first plural or declared noun of the words after it.

        After one it is a lower-case word that no other noun follows: "one company", but not "one trade report".
        """
        joined, of = text[at : at + 1] == "-", _OF.match(text, at)
        if joined:
            at += 1
        elif of:
            at = of.end() - 1
        elif text[at : at + 1] != " ":
            return None
        for place in range(7):
            word = _NOUN_WORD.match(text, at)
            lower = word[1].lower().rstrip("./-'") if word else ""
            if word is None or lower in _STOP or lower in WORDS or lower in ORDINALS or (place == 0 and lower == "and"):
                return None
            if declared := self._declared(text, word.start(1), joined=joined, of=bool(of)):
                return declared
            end = word.start(1) + len(lower)
            if joined:
                # "five-year": the noun ends at the next hyphen.
                lower = lower.partition("-")[0]
                return self._counted(lower, word.start(1) + len(lower)) if len(lower) > 1 else None
            if _is_plural(word[1].rstrip("./-'")):
                return self._counted(word[1].rstrip("./-'"), end)
            if one and lower not in _ADJECTIVES and word[1][0].islower():
                return self._counted(lower, end) if _ends_phrase(text, end) else None
            at = word.end() + (text[word.end() : word.end() + 1] == '"')
            if text[at - 1] in "./-" or text[at : at + 1] != " ":
                return None
        return None

    def _counted(self, noun: str, end: int) -> Counted:
        noun = plural(noun)
        return Counted(self._unit_of.get(noun, noun), end)

    def _declared(self, text: str, at: int, *, joined: bool, of: bool) -> Counted | None:
        """The noun of the vocabulary that begins at a word: "data centres", but neither the one that describes what
        follows it in "20 data centre projects" nor the whole of "20 of the account"."""
        match = self._any.match(text, at)
        unit = self._unit_of.get(form_key(match[1])) if match else None
        is_described = match and not joined and text.startswith("-", match.end())  # "24 city-level projects"
        if match is None or unit is None or is_described:
            return None
        last = match[1].rpartition(" ")[2]
        is_noun = joined or _is_plural(last) or (not of and _ends_phrase(text, match.end()))
        return Counted(unit, match.end()) if is_noun else None
