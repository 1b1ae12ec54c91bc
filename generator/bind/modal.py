"""How far along and how certain something is: done, to come, possible, forecast. A sentence keeps what its record says.

What happened is not told as to come, what is planned not as done, what is certain not as possible, and what somebody
aims for is nobody's forecast. Each rule compares the sentence with the record's verbs; a fact's own text is compared
with its quote, where that is in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bind import words
from generator.bind.around import Claim, Known, Rule, Surroundings, Text, says
from generator.bind.passage import Fault
from generator.bind.turned import DONE_VERB, lemma, verbs_done
from generator.bind.words import pattern_of


def _quoted(text: Text) -> Known | None:
    """The fact whose own text this is, where its quote can be compared with it."""
    one = text.known[0] if len(text.known) == 1 else None
    return one if one and one.is_own and one.is_english and one.fact.quote else None


# What somebody will, may or means to do.
_TO_COME = re.compile(
    r"\b(?:will|would|shall|(?-i:may)|might|could|"
    r"(?:is|are|was|were) (?:about |due |set |soon |expected |planned )?to(?= [a-z]+\b)|"
    r"plan(?:s|ned)? to|intend(?:s|ed)? to|aim(?:s|ed)? (?:to|for)|hope[sd]? to|want(?:s|ed)? to|expect(?:s|ed)? to|"
    r"prepar(?:es|ed) to|going to)\b",
    re.IGNORECASE,
)
# What else is open: a word of plan, offer, condition or possibility, in whatever form.
_OPEN = pattern_of(
    r"to_\w+ will would can could (?-i:may) might should shall plan\w* propos\w* aim\w* target\w* goal\w* expect\w* "
    r"intend\w* if hop\w* want\w* due draft\w* commit\w* pledg\w* promis\w* potential\w* possib\w* design\w* "
    r"allow\w* ready set invit\w* support\w* vision\w* ambition\w* seek\w* schedul\w* prepar\w* soon upcoming next"
)


def event_told_as_open(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What happened, by its quote, is not told as still to come."""
    one = _quoted(text)
    if one is None or one.fact.kind != "event" or _OPEN.search(one.claim):
        return
    for found in _TO_COME.finditer(text.text):
        if not text.is_within(found.start()):
            message = f"{found[0]!r} says that it was to come, and the quote says that it was done; say so"
            yield Fault("outcome", message, found.start())
            return


# What a quote says is still to be done, by whoever does it.
_WILL = re.compile(
    r"\b(?:will|would|plans? to|planned to|(?:is|are) (?:set |due |expected |going )?to (?:be )?[a-z]+|"
    r"aims? (?:to|for)|intends? to|expects? to|is planning|are planning|proposes|to be [a-z]+ed|intended|planned)\b",
    re.IGNORECASE,
)
# What a text says of it that leaves it open, too: what was signed or announced is not there yet.
_LEFT_OPEN = pattern_of(
    r"""
    announc\w* sign\w* agree\w* approv\w* unveil\w* launch\w* commit\w* pledg\w* promis\w* set_aside sets_aside
    set_for earmark\w* allocat\w* nam(?:ed|es) adopt\w* releas\w* issu\w* publish\w* offer\w* open_to calls_for
    called_for intent\w* intend\w* prepar\w* begin\w* began beg[au]n start\w* ask\w* requir\w* order\w* decid\w*
    to_\w+ vot\w* pass(?:ed|es) reach\w* propos\w* draft\w* budget\w* cap limit\w* allow\w* rule\w* law\w* wants?
    hop\w* aim\w* goal\w* target\w* sees includ\w* contain\w* tr(?:y|ies)
    """
)


def plan_told_as_done(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What is to be done, by its quote, is not told as done."""
    one = _quoted(text)
    quote = one.fact.quote or "" if one else ""
    said = _WILL.search(quote)
    if one is None or said is None or one.fact.kind in ("figure", "profile"):
        return
    if any(quote.find(figure.as_stated) < said.start() for figure in one.fact.figures):
        return  # what will be is something else than what has the number
    for found in DONE_VERB.finditer(text.text):
        is_perfect = found[0].lower().startswith("ha") and not found[0].lower().startswith("had")
        if is_perfect and lemma(found[1]) not in verbs_done(one.claim):
            yield Fault("plan", f"{found[0]!r} says that it was done, and the quote does not; say it as that does", 0)
            return
    if words.PLAN.search(text.text) or _LEFT_OPEN.search(text.text) or _TO_COME.search(text.text):
        return
    if any(text.is_ours(bound.start) for bound in text.bound):
        return
    yield Fault("plan", f"the quote says {said[0]!r}, and no word of the text says that it is still open; write one", 0)


# Who reckons with something aims for nothing.
_FORECAST = pattern_of(
    r"predict(?:s|ed|ing|ion|ions) forecast\w* outlooks? prognos\w* extrapolat\w* calculat\w* prophes\w* projections?"
)
_FORECAST_SAID = pattern_of(
    r"predict\w* forecast\w* outlook\w* prognos\w* extrapolat\w* calculat\w* expect\w* estimat\w* anticipat\w*"
)


def _is_forecast(text: Text, found: re.Match[str]) -> bool:
    plans = [one for one in text.known if one.fact.kind == "target"]
    return not plans or says(text, _FORECAST_SAID, text.known)


FORECAST_ADDED = Claim(
    "forecast_added", "plan", _FORECAST, "makes a forecast of what somebody aims for; say who aims", _is_forecast
)

_SINCE = re.compile(r"\bsince (?:the )?(?:end of |start of |beginning of )?$", re.IGNORECASE)


def since_a_day_to_come(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Nothing has been so since a day that lies after all sources cited."""
    ends = [one.published.last for one in text.known if one.published]
    if not ends or len(ends) < len(text.known):
        return
    for date in text.dates:
        if date.when and date.when.first > max(ends) and _SINCE.search(text.text[: date.start]):
            message = f"{text.shown(date)} is after all sources cited here, so nothing has been so since then"
            yield Fault("plan", f"{message}; say that it is to come", date.start)


_SIDE = re.compile(r"\b(after|before|until|till) (?:the )?$", re.IGNORECASE)


def event_off_its_day(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What happened on a day is not told as before or after it, or as lasting until it."""
    for date in text.dates:
        side = _SIDE.search(text.text[: date.start])
        if side is None or text.is_ours(date.start):
            continue
        of_day = [one for one in text.known if one.fact.kind == "event" and one.fact.when == date.when]
        word = side[1].lower()
        if not of_day or any(re.search(rf"\b{word}\b", one.all_words, re.IGNORECASE) for one in text.known):
            continue
        message = f"{side[1]!r} before {text.shown(date)} is not said by {of_day[0].fact.id}; write when it was"
        yield Fault("side", message, side.start())


_DENIED = re.compile(r"\b(?:not|no|never|none|nothing|nor|neither|whether|if)\b", re.IGNORECASE)


def plan_has_been_done(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A text that cites plans alone has none of them done."""
    if not text.known or any(one.fact.kind != "target" or one.is_own for one in text.known):
        return
    said = frozenset().union(*(verbs_done(one.all_words) for one in text.known))
    for found in DONE_VERB.finditer(text.text):
        start, end = text.sentence(found.start())
        if text.is_ours(found.start()) or _DENIED.search(text.text[start:end]) or found[0].lower().startswith("had"):
            continue
        if lemma(found[1]) not in said:
            message = f"{found[0]!r} says that a plan was carried out, and only plans are cited here"
            yield Fault("plan", f"{message}; cite what came of it, or leave it out", found.start())


_POSSIBLY = re.compile(r"\b(?:might|may|could) (?:also |then |still )?(?:be )?(?!have\b)([a-z]{3,})\b")


def certain_told_as_possible(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What somebody did or will do, by the record, is not told as what they might do."""
    known = [one for one in text.known if one.is_english or not one.is_own]
    if not known or len(known) < len(text.known):
        return
    said = " ".join(one.claim if one.is_own else one.all_words for one in known)
    sure = verbs_done(said) | _verbs_certain(said)
    possible = frozenset(lemma(found[1]) for found in _POSSIBLY.finditer(said))
    for found in _POSSIBLY.finditer(text.text):
        verb = lemma(found[1])
        if verb in sure and verb not in possible and not text.is_ours(found.start()):
            message = f"{found[0]!r} says that it is only possible, and the record says that it is so or will be"
            yield Fault("hedge", f"{message}; say so", found.start())


_CERTAIN = re.compile(r"\b(?:will|would|(?:is|are|was|were) to) (?:be )?([a-z]{3,})\b")


def _verbs_certain(said: str) -> frozenset[str]:
    return frozenset(lemma(found[1]) for found in _CERTAIN.finditer(said))


RULES: tuple[Rule, ...] = (
    event_told_as_open,
    plan_told_as_done,
    FORECAST_ADDED,
    since_a_day_to_come,
    event_off_its_day,
    plan_has_been_done,
    certain_told_as_possible,
)
