"""Whether the sentence around a bound number fits its fact: subject, date, speaker, plan, direction, and what is added.

The rules ask for words rather than forbid them: a target's clause has a word of plan, a change has a word of its
direction, a date next to a number is one of its fact's. A word that changes what a number says (a negation, a rank, "so
far") may stand where the fact says it too. Those on names are in ``named.py``, on dates and plans in ``timed.py``, on
what else a sentence claims in ``claims.py``, what it turns round or adds in ``turned.py`` and ``added.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from generator.bind import claims, words
from generator.bind.amounts import is_dated
from generator.bind.around import (
    OURS,
    Knowledge,
    Rule,
    Surroundings,
    Text,
    in_chinese,
    is_change,
    went,
)
from generator.bind.named import (
    BEHIND,
    STEM,
    name_first,
    name_of_another,
    name_of_no_fact,
    role_unknown,
    speaker_of_another,
    speaker_unknown,
    subject_not_named,
    unknown_name,
)
from generator.bind.passage import Binding, Bound, Fault
from generator.bind.timed import bounds_of_time, date_of_another, met_or_missed, of_ours, plan_or_outcome
from generator.model.records import Fact
from generator.quantities import Quantity, is_counted, same_kind


class Sentences(Knowledge):
    """Checks the sentences of texts of a content."""

    def faults(
        self, binding: Binding, cited: Sequence[Fact], around: Surroundings, *, is_own: bool = False
    ) -> Iterator[Fault]:
        """What does not fit in a text that cites some facts; ``is_own`` says that it is a fact's own text."""
        known = [self.known(fact, is_own=is_own) for fact in cited]
        text = Text(binding, list(self._binder.names.mentions(binding.text)), known, self)
        found = [fault for rule in (_OWN_RULES if is_own else _RULES) for fault in rule(text, around)]
        yield from found
        yield from claims.claimed(text, around, {fault.rule for fault in found})


def direction_missing(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A change has a word of its direction next to it, and none of the other nearer."""
    for bound in text.bound:
        if not is_change(bound):
            continue
        clause = text.clause(bound, reach=1.5)
        right, wrong = (words.UP, words.DOWN) if bound.figure.value >= 0 else (words.DOWN, words.UP)
        if not right.search(clause) or (wrong.search(clause) and not wrong.search(text.by_id[bound.fact.id].words)):
            way = "rose" if bound.figure.value >= 0 else "fell"
            yield Fault(
                "direction",
                f"{text.shown(bound)} says how much something {way} ({bound.fact.id}), and its clause has no word that "
                "says so, or one that says the opposite; write which way it went",
                bound.start,
            )


def direction_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That a level rose or fell is said by its fact, or by two figures of one measure in the text."""
    for bound in text.bound:
        if is_change(bound):
            continue
        clause = text.clause(bound)
        one = text.by_id[bound.fact.id]
        changes = [other for other in text.bound if is_change(other)]
        for pattern, sign in ((words.FELL, -1), (words.ROSE, 1)):
            found = pattern.search(clause)
            # A change next to it says so, and a plan may be to grow.
            if any(other.figure.value * sign > 0 for other in changes) or (sign > 0 and bound.fact.kind == "target"):
                continue
            if found is None or pattern.search(one.all_words) or went(text, bound, sign):
                continue
            # The word goes with the number that it is nearest to.
            spot = text.text.find(found[0], max(0, bound.start - len(clause)))
            if any(abs(other.start - spot) < abs(bound.start - spot) for other in text.bound):
                continue
            if in_chinese("direction", one):
                continue
            yield Fault(
                "movement",
                f"{found[0]!r} next to {text.shown(bound)} is not said by {bound.fact.id}; cite both figures, or say "
                "how much it was",
                bound.start,
            )


def hedge_unread(text: Text, around: Surroundings) -> Iterator[Fault]:
    """No hedge stands next to a number that the reader of numbers does not read into it."""
    for found in text.found(words.HEDGE):
        # "And more than 40": the end belongs to the next number.
        if text.is_within(found.start()) or text.is_within(found.end() - 1) or text.is_within(found.end() + 1):
            continue
        for bound in text.bound:
            before = bound.start - found.end()
            after = text.text[bound.end : found.start()] if found.start() >= bound.end else None
            if 0 <= before <= 2 or (
                after is not None
                and len(after.split()) <= 3
                and not re.search(r"[.;:]|, (?:which|who|that|and|but|as|while)\b", after)
            ):
                yield Fault(
                    "hedge",
                    f"{found[0]!r} hedges {text.shown(bound)} in a way that we do not read; write the source's own "
                    "hedge before the number: more than, about, nearly, up to …",
                    found.start(),
                )
                break


def emphasis_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Nothing makes much or little of a number that its fact does not."""
    for found in text.found(words.EMPHASIS):
        near = [bound for bound in text.bound if 0 <= bound.start - found.end() <= 2]
        if not near or text.is_within(found.start()):
            continue
        known = text.by_id[near[0].fact.id].all_words.lower()
        if found[0].lower() in known:
            continue
        yield Fault(
            "emphasis",
            f"{found[0]!r} before {text.shown(near[0])} is not said by its fact; leave it out",
            found.start(),
        )


def noun_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What a number counts is what its figure counts: a word of its unit, its measure or its fact."""
    for bound in text.bound:
        noun = bound.quantity.unit
        if noun in (None, "ones", bound.figure.unit) or noun in text.units:
            continue
        if same_kind(noun, bound.figure.unit) and is_counted(noun):
            continue
        said = f"{text.by_id[bound.fact.id].all_words} {text.of_measure(bound)}".lower()
        if noun[:STEM] in {word[:STEM] for word in re.findall(r"[a-z]+", said)}:
            continue
        yield Fault(
            "noun",
            f"{text.shown(bound)} counts {bound.figure.unit} ({bound.fact.id}), not {noun}; name what its fact counts",
            bound.start,
        )


def comparison_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That one place has more than another, or as much, holds by the figures cited, or a fact says so."""
    for pattern, sign in ((words.MORE, 1), (words.LESS, -1), (words.EQUAL, 0)):
        for found in text.found(pattern):
            if text.is_within(found.start()):
                continue
            start, end = text.sentence(found.start())
            comma = text.text.find(",", found.end())
            reach = min(end, found.end() + 40, comma if comma >= 0 else end)
            after = [one for one in text.places if found.end() <= one.start < reach]
            before = [one for one in text.places if start <= one.start < found.start()]
            # "More than 40 in Beijing": what follows is a number of its own.
            if not after or any(found.end() <= bound.start < after[0].start for bound in text.bound):
                continue
            between = text.text[found.end() : after[0].start]
            if "rest" in between or "of" in between.split()[:-1]:
                continue
            ours = before[-1].subjects if before else around.about
            held = _held(text, ours, after[0].subjects)
            if held is not None:
                is_so = held == sign
            else:
                is_so = any(
                    after[0].subjects & one.subjects
                    and (pattern if one.is_own and one.is_english else words.COMPARISON).search(one.all_words)
                    for one in text.known
                )
            if not is_so:
                yield Fault(
                    "comparison",
                    f"{found[0]!r} {text.shown(after[0])} is not so by the figures cited, or no fact says it; write "
                    "what they say",
                    found.start(),
                )


def _held(text: Text, one: frozenset[str], two: frozenset[str]) -> int | None:
    """Which of two subjects has the larger figure of one measure and unit among the facts cited; None if none can be
    compared."""
    figures = [(known.fact.about, figure) for known in text.known for figure in known.fact.figures]
    for about, figure in figures:
        for other_about, other in figures:
            same = (figure.measure, figure.unit) == (other.measure, other.unit)
            if about in one and other_about in two and same and about != other_about:
                return (figure.value > other.value) - (figure.value < other.value)
    return None


def exchanged(text: Text, around: Surroundings) -> Iterator[Fault]:
    """No two numbers of one unit would fit each other's sentence better than their own."""
    if len(text.bound) < 2 or "respectively" in text.text:
        return
    fit = {
        (place, fact.fact.id, fact.index): _fit(text, text.bound[place], fact)
        for place in range(len(text.bound))
        for fact in text.bound
    }
    for (i, one), (j, two) in combinations(enumerate(text.bound), 2):
        if one.fact.id == two.fact.id or one.figure.unit != two.figure.unit:
            continue
        own = fit[i, one.fact.id, one.index] + fit[j, two.fact.id, two.index]
        other = fit[i, two.fact.id, two.index] + fit[j, one.fact.id, one.index]
        if other < own - 0.9:
            yield Fault(
                "exchanged",
                f"the words around {text.shown(one)} fit {two.fact.id} better, and those around {text.shown(two)} fit "
                f"{one.fact.id}; look whether they are exchanged, or put each next to its own name and date",
                one.start,
            )


def _fit(text: Text, place: Bound, figure: Bound) -> float:
    """How badly the words around a number fit a figure: how far its names, dates, speakers and words are away."""
    one = text.by_id[figure.fact.id]
    whens = [when for when in (figure.figure.when, one.fact.when) if when]
    missing = 2.5
    dates = [text.between(place, date) for date in text.dates if is_dated(date.when, whens)]
    names = [text.between(place, mention, BEHIND) for mention in text.mentions if mention.subjects & one.subject]
    speakers = [
        text.between(place, mention)
        for mention in text.mentions
        if mention.speakers & one.speakers and mention.speakers
    ]
    score = min([*dates, missing]) + min([*names, missing]) + 0.6 * min([*speakers, missing])
    clause = _content_words(text.clause(place, reach=2))
    overlap = len(clause & _content_words(one.words))
    score -= 0.35 * min(overlap, 6)
    plan = bool(words.PLAN.search(text.clause(place, reach=1.5)))
    return score + (0.0 if plan == (one.fact.kind == "target") else 1.2)


_CONTENT = re.compile(r"[A-Za-z]{4,}")


_COMMON = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "were",
        "been",
        "more",
        "than",
        "over",
        "about",
        "some",
        "which",
        "their",
        "they",
        "there",
        "said",
        "report",
        "reported",
        "percent",
        "billion",
        "million",
        "trillion",
        "yuan",
        "dollars",
        "year",
        "years",
        "according",
        "gave",
        "counted",
        "nearly",
        "around",
        "least",
        "other",
        "also",
        "into",
    ]
)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(word.lower()[:6] for word in _CONTENT.findall(text)) - _COMMON


def _added(kind: str, pattern: re.Pattern[str], reach: float, advice: str, *, near_numbers: bool) -> Rule:
    """A rule that words of a kind stand only where a fact cited says them too."""

    def rule(text: Text, around: Surroundings) -> Iterator[Fault]:
        for found in text.found(pattern):
            if text.is_within(found.start()):
                continue
            word = Quantity(found.start(), found.end(), "label", found[0])
            if (not near_numbers or kind == "negation") and OURS.search(
                text.text[slice(*text.sentence(found.start()))]
            ):
                continue
            near = [bound for bound in text.bound if text.between(word, bound) < reach]
            if near_numbers and not near:
                continue
            if kind == "superlative" and _is_no_rank(text, found):
                continue
            facts = [text.by_id[bound.fact.id] for bound in near] if near_numbers else text.known
            if kind == "per" and any(bound.figure.per for bound in near or text.bound):
                continue
            said = frozenset().union(*(one.said(kind, pattern) for one in facts)) if facts else frozenset()
            if kind == "per" and any(pattern.search(text.words_of_measure(bound.figure.measure)) for bound in near):
                continue
            if not words.forms(found[0]).isdisjoint(said) or (said and near_numbers):
                continue
            if any(in_chinese(kind, one) for one in facts):
                continue
            yield Fault(kind, f"{found[0]!r} is not said by a fact cited here; {advice}", found.start())

    rule.__name__ = f"{kind}_added"
    return rule


# "Should not be ranked", "is no ranking": who says so ranks nothing.
_RANKS_NOT = re.compile(
    r"\b(?:(?:should|must|need|ought)(?: not|n['’]t|n['’]t to| not to)|can(?:not| not|['’]t))(?: be)?(?: [a-z]+ly)? $|"
    r"\b(?:no|not an?|not as an?) (?:[a-z]+ )?$",
    re.IGNORECASE,
)


def _is_no_rank(text: Text, found: re.Match[str]) -> bool:
    """Whether a word of ranking is denied as our own comparison, by advice or by a noun."""
    return found[0].lower().startswith("rank") and bool(_RANKS_NOT.search(text.text[: found.start()]))


_ADVICE = {
    "negation": "leave it out, or cite the fact that denies it",
    "per": "a total is not for a time or a head; leave it out",
    "total": "leave it out",
    "moving-time": "write the date",
    "superlative": "cite the fact that says so, or leave it out",
}


_OF_TEXT = tuple(
    _added(kind, pattern, 1.5, _ADVICE[kind], near_numbers=False)
    for kind, pattern in (("moving-time", words.MOVING), ("superlative", words.SUPERLATIVE))
)


_NEAR = (("negation", words.NEGATION), ("per", words.PER), ("total", words.TOTAL))


_RULES: tuple[Rule, ...] = (
    subject_not_named,
    name_of_another,
    name_of_no_fact,
    date_of_another,
    speaker_of_another,
    plan_or_outcome,
    met_or_missed,
    direction_missing,
    direction_added,
    exchanged,
    unknown_name,
    bounds_of_time,
    hedge_unread,
    emphasis_added,
    comparison_added,
    speaker_unknown,
    role_unknown,
    name_first,
    noun_of_another,
    of_ours,
    *(_added(kind, pattern, 1.2, _ADVICE[kind], near_numbers=True) for kind, pattern in _NEAR),
    *_OF_TEXT,
)


# Of a fact's own text, whose words its source has.
_OWN_RULES: tuple[Rule, ...] = (
    name_of_no_fact,
    date_of_another,
    plan_or_outcome,
    met_or_missed,
    direction_missing,
    direction_added,
    unknown_name,
    hedge_unread,
    emphasis_added,
    comparison_added,
    bounds_of_time,
    speaker_unknown,
    role_unknown,
    name_first,
    noun_of_another,
    *(_added(kind, pattern, 1.0, _ADVICE[kind], near_numbers=False) for kind, pattern in _NEAR),
    *_OF_TEXT,
)
