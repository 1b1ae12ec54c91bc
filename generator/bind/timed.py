"""When a sentence says that something was or is to be: dates, and what was planned or was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.bind import words
from generator.bind.amounts import in_list, is_dated
from generator.bind.around import (
    OURS,
    SENTENCE,
    SUPPOSED,
    VERB,
    Claim,
    Known,
    Surroundings,
    Text,
    facts_of,
    in_chinese,
    own_whens,
)
from generator.bind.passage import Bound, Fault
from generator.bind.words import pattern_of
from generator.model.when import When
from generator.quantities import Quantity

_REPORT = re.compile(
    r"\b(?:report\w*|sa(?:id|y|ys)|wr(?:ote|itten|ites)|publish\w*|announc\w*|g[ai]ve(?:s|n)?|article|account|page|"
    r"speech|post|blog|stud(?:y|ies)|statement|according|count(?:ed|s)?|estimat\w*|read|print\w*|note[ds]?|told|paper|"
    r"source|news|survey|list\w*|put|document|interview|record\w*|nam(?:ed|es)|quot\w*|call\w*|spoke|mention\w*|"
    r"plan|roadmap|blueprint|guideline\w*|set|adopted|released|issued)\b",
    re.IGNORECASE,
)


def date_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """The date next to a number is of its fact."""
    for date in text.dates:
        costs = text.nearest(date, text.bound)
        # Beyond a comma it may be of something else that the text cites.
        if _in_order(text, date):
            continue
        if date.start in text.faulty or date.when is None or not costs:
            continue
        if alone := _set_off(text, date) or _paired(text, date):
            near = [alone]
        elif costs[0][0] >= 1:
            continue
        else:
            near = [bound for cost, bound in costs if cost <= costs[0][0] + 0.75]
        if any(_is_of(date, text.by_id[bound.fact.id], bound, text) for bound in near):
            continue
        # What follows an "and" may be an event that the text cites too.
        events = [known for known in text.known if not known.fact.figures]
        if costs[0][0] >= 0.5 and any(is_dated(date.when, own_whens(known)) for known in events):
            continue
        fact = near[0].fact
        own = ", ".join(dict.fromkeys(str(when) for when in (near[0].figure.when, fact.when) if when))
        yield Fault(
            "date",
            f"{text.shown(date)} stands next to {text.shown(near[0])}, which is of {own} ({fact.id}); write its own "
            "date there",
            date.start,
        )


def _set_off(text: Text, date: Quantity) -> Bound | None:
    """The number before a date between commas, "183, of May 2025, and": a date so set off is of what precedes it."""
    if not text.text[: date.start].endswith(", of ") or not text.text[date.end :].startswith((",", ".", ";")):
        return None
    start, _ = text.sentence(date.start)
    return max((one for one in text.bound if start <= one.start < date.start), key=lambda one: one.start, default=None)


def _paired(text: Text, date: Quantity) -> Bound | None:
    """The number with which a date goes in a list where each has its own, on the same side of it: "30 in 2020, 15 in
    2022 and 40 in 2024"."""
    start, end = text.sentence(date.start)
    run: list[Bound | Quantity] = []
    parts: list[Bound | Quantity] = [*text.bound, *text.dates]
    for part in sorted(parts, key=lambda one: one.start):
        if not start <= part.start < end:
            continue
        if run and not in_list(text.text[run[-1].end : part.start]):
            if date in run:
                break
            run = []
        run.append(part)
    between = list(pairwise(run))
    if date not in run or any(isinstance(one, Bound) == isinstance(two, Bound) for one, two in between):
        return None
    # What goes together has no comma or "and" between it, and between one pair and the next there is one.
    parted = [bool(_PARTS_PAIR.search(text.text[one.end : two.start])) for one, two in between]
    if len(parted) < 3 or any(one == two for one, two in pairwise(parted)):
        return None
    pairs = (pair for pair, is_parted in zip(between, parted, strict=True) if not is_parted)
    return next((part for pair in pairs if date in pair for part in pair if isinstance(part, Bound)), None)


_PARTS_PAIR = re.compile(r"[,;]|\b(?:and|or|to|then)\b")


def _in_order(text: Text, date: Quantity) -> bool:
    """Whether a date is in a row that "respectively" puts next to a row of numbers, at the place of its own."""
    start, end = text.sentence(date.start)
    if "respectively" not in text.text[start:end]:
        return False
    dates = [one for one in text.dates if start <= one.start < end]
    numbers = [one for one in text.bound if start <= one.start < end]
    if len(dates) != len(numbers):
        return False
    bound = numbers[dates.index(date)]
    return _is_of(date, text.by_id[bound.fact.id], bound, text)


def _is_of(date: Quantity, one: Known, bound: Bound, text: Text) -> bool:
    whens = [when for when in (bound.figure.when, one.fact.when) if when]
    if is_dated(date.when, whens):
        # The first half is no less exact word for the first quarter.
        is_part = date.when is not None and date.when.precision in ("half", "quarter")
        return not is_part or any(
            _same_time(date.when, when) or (when.precision in ("day", "month") and not when.is_span) for when in whens
        )
    # The day of an event within the month of the figure.
    if (
        date.when
        and not date.when.is_span
        and any(when.first <= date.when.first and date.when.last <= when.last for when in whens)
    ):
        return True
    others = [when for when in (one.published, *one.text_dates) if when]
    if not is_dated(date.when, others):
        return False
    if is_dated(date.when, one.text_dates):
        return True
    # What is told for a time is of that time; when it was told has a word of telling beside it.
    if date.when and (date.when.precision in ("half", "quarter") or text.text[: date.start].endswith(" for ")):
        return False
    start, end = text.clause_span(date, SENTENCE)
    # "Counted 148 in October" dates the count, not the report; "aims for 148 in October" dates the plan.
    return any(
        one.fact.kind == "target"
        or not any(min(found.start(), date.start) < other.start < max(found.end(), date.start) for other in text.bound)
        for found in _REPORT.finditer(text.text, start, end)
    )


def _same_time(one: When | None, other: When) -> bool:
    return one is not None and (one.first, one.last) == (other.first, other.last)


# Words for one side of a date.
_SAME_SIDE = {
    "by": frozenset(("by", "until", "till", "up to", "as of", "through", "before")),
    "until": frozenset(("until", "till", "up to", "through", "by")),
    "till": frozenset(("until", "till", "up to", "through", "by")),
    "up to": frozenset(("until", "till", "up to", "through", "by")),
    "through": frozenset(("until", "till", "up to", "through", "by")),
    "since": frozenset(("since", "from", "after")),
    "from": frozenset(("since", "from", "after")),
    "after": frozenset(("since", "from", "after")),
}


def bounds_of_time(text: Text, around: Surroundings) -> Iterator[Fault]:
    """By, since, until, before and after stand before a date only where the fact says it so."""
    for date in text.dates:
        before = words.BOUNDED.search(text.text[: date.start])
        if before is None or date.when is None:
            continue
        costs = text.nearest(date, text.bound)
        if not costs or costs[0][0] >= 1.5:
            continue
        word = before[1].lower()
        one = text.by_id[costs[0][1].fact.id]
        if any(word in known.bounds or known.bounds & _SAME_SIDE.get(word, frozenset()) for known in text.known):
            continue
        if word == "by" and text.is_stock(costs[0][1]):
            continue
        if word in ("by", "until", "till", "before") and one.fact.kind == "target":
            continue
        if word in ("from", "through", "until", "since") and costs[0][1].figure.when.is_span:
            continue
        # "From January to June" names all of that time, and claims no beginning.
        if word == "from" and date.when.is_span:
            continue
        started = any(
            known.fact.kind in ("event", "policy") and is_dated(date.when, own_whens(known)) for known in text.known
        )
        if word == "as of" or (word in ("since", "from", "after") and started):
            continue
        yield Fault(
            "side",
            f"{before[1]!r} before {text.shown(date)} is not said by {one.fact.id}; write when it was",
            date.start,
        )


def day_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Of events on several days each has its own: no day stands twice while that of another is not named."""
    days = [date for date in text.dates if date.when and date.when.precision == "day" and not date.when.is_span]
    for date in days:
        if sum(other.when == date.when for other in days) < 2:
            continue
        for one in text.known:
            when = one.fact.when
            if when is None or when.precision != "day" or when.is_span or one.fact.figures or one.fact.kind == "figure":
                continue
            if not any(other.when and other.when.first <= when.first <= other.when.last for other in text.dates):
                yield Fault(
                    "date",
                    f"{text.shown(date)} stands here twice, and {when} of {one.fact.id} does not; write it",
                    date.start,
                )
                return


_NOW = pattern_of(r"currently now nowadays presently at_present meanwhile today at_the_moment")


def _has_date_beside(text: Text, found: re.Match[str]) -> bool:
    start, end = text.sentence(found.start())
    inside = [one for one in text.bound if start <= one.start < end]
    if not inside:
        return True
    near = min(inside, key=lambda one: abs(one.start - found.start()))
    return any(text.between(near, date) < 1 for date in text.dates if start <= date.start < end)


NOW_ADDED = Claim(
    "now_without_date", "moving-time", _NOW, "moves with the day of reading; write the date", _has_date_beside
)


def of_ours(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What a text says of our own collection holds: the last figure is the last, and what has no outcome has none."""
    for found in words.OF_OURS.finditer(text.text):
        if text.is_within(found.start()):
            continue
        start, end = text.sentence(found.start())
        near = [bound for bound in text.bound if start <= bound.start < end]
        word = Quantity(found.start(), found.end(), "label", found[0])
        is_none = found[0].lower().startswith("no")
        facts = [bound.fact for bound in near]
        if near and not is_none:
            facts = [min(near, key=lambda bound: text.between(word, bound)).fact]
        elif not near and is_none:
            dates = [date.when for date in text.dates if start <= date.start < end]
            facts = [one.fact for one in text.known if one.fact.figures]
            if dates or len(facts) > 1:
                facts = [fact for fact in facts if any(is_dated(when, [fact.figures[0].when]) for when in dates)]
        of_outcome = any(part in found[0].lower() for part in ("outcome", "result", "answer"))
        for fact in facts:
            newer = text.newer(fact, outcome=of_outcome)
            if newer is not None:
                yield Fault(
                    "collection",
                    f"{found[0]!r} is not so: {newer.id} says more; cite it and say what it says",
                    found.start(),
                )
                break


def plan_or_outcome(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A plan is told as a plan: its sentence has a word of plan. What was found has none just before it."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        start, end = text.sentence(bound.start)
        sentence = text.text[start:end]
        if bound.fact.kind == "target":
            if not text.words_near(words.PLAN, bound, _PLAN_REACH) and not _is_announced(text, bound, one):
                yield Fault(
                    "plan",
                    f"{text.shown(bound)} is a plan ({one.fact.id}), and its sentence has no word that says so; write "
                    "that somebody aims for it, expects it or plans it",
                    bound.start,
                )
        else:
            found = [] if OURS.search(sentence) else text.words_near(words.PLAN, bound)
            if not found and (governed := _INFINITIVE.search(text.text[: bound.start])):
                found = [governed]
            if found and any(words.stem(found[0][0]) in known.plans for known in text.known):
                continue
            if found and not one.plans and not _has_plan(text, bound) and not in_chinese("plan", one):
                yield Fault(
                    "outcome",
                    f"{text.shown(bound)} was found, not planned ({one.fact.id}), and {found[0][0]!r} stands next to "
                    "it; say it as it is",
                    bound.start,
                )


_PLAN_REACH = 1.5


# "To reach 40": what is still to be done, but for what something can do, "has room to train 40".
_INFINITIVE = re.compile(
    r"(?<!able )(?<!room )(?<!space )(?<!power )(?<!enough )(?<!capacity )(?<!possible )"
    r"\bto (?!(?:have|be|the|a|an|its|their|that|this|it|them|which|some|what|both)\b)[a-z]+(?: [a-z]+){0,2} $"
)


def _is_announced(text: Text, bound: Bound, one: Known) -> bool:
    """Whether a plan is told by the word with which its fact tells that it was announced, signed or approved."""
    said = words.said(_ANNOUNCED, one.claim)
    return any(words.stem(found[0]) in said for found in text.words_near(_ANNOUNCED, bound, _PLAN_REACH))


def _has_plan(text: Text, bound: Bound) -> bool:
    """Whether a plan is told in the same sentence, so that a word of plan may be its own."""
    start, end = text.sentence(bound.start)
    inside = [other for other in text.bound if start <= other.start < end and other.fact.kind == "target"]
    return bool(inside) or any(one.fact.kind in ("target", "policy") for one in text.known)


def met_or_missed(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That a target was met or missed is said next to the outcome."""
    for bound in text.bound:
        if bound.fact.kind != "target":
            continue
        clause = text.clause(bound, reach=SENTENCE)
        found = words.MET.search(clause)
        if found is None or OURS.search(clause) or words.MET.search(text.by_id[bound.fact.id].all_words):
            continue
        has_outcome = any(
            other.fact.kind != "target" and other.figure.unit == bound.figure.unit for other in text.bound
        )
        # "Was to have reached" is a plan still.
        planned = re.search(rf"\b(?:to|have|had|be|been|would|will|could|not) (?:have )?{re.escape(found[0])}", clause)
        if not has_outcome and not planned:
            yield Fault(
                "plan",
                f"{text.shown(bound)} is a plan ({bound.fact.id}), and {found[0]!r} says what came of it; cite the "
                "outcome, or leave it out",
                bound.start,
            )


_REPORTING = pattern_of(
    r"said|says told tells reported|reports wrote|writes gave|gives put|puts named|names called|calls "
    r"noted|notes stated|states "
    r"printed|prints published announced|announces adopted released issued set|sets "
)


# "Wants to have", "domestically built".
_NO_VERB = re.compile(r"(?:\bto|ly|with|of|for|-) ?$")


def verb_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """The verb that governs a plan's number is one of plan."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        start, _ = text.sentence(bound.start)
        start = max([start, *(other.end for other in text.bound if other.end <= bound.start)])
        before = text.text[start : bound.start]
        start += before.rfind(";") + 1
        before = text.text[start : bound.start]
        verbs = [
            found
            for found in VERB.finditer(before)
            if not text.is_within(start + found.start()) and not _NO_VERB.search(before[: found.start()])
        ]
        if not verbs or bound.fact.kind != "target" or (one.is_own and not one.is_english):
            continue
        last = verbs[-1][0]
        rest = before[verbs[-1].start() :]
        behind = " ".join(text.text[bound.end :].split()[:6])
        # "Had 40 in view", "expected to have", "wants to reach".
        if any(words.PLAN.search(near) for near in (behind, rest)) or re.search(r"\bto (?:be )?[a-z]+\b", rest):
            continue
        # "Were to be installed": an infinitive tells nothing as done.
        if _STILL_TO_BE.search(before[: verbs[-1].start()]):
            continue
        # "The goal was 40", "the plan has 40": what it is is said before.
        if (last in ("is", "are", "was", "were") or last.endswith("s")) and words.PLAN.search(before):
            continue
        if _REPORTING.match(rest) or _SIGHTS.match(rest) or text.is_ours(bound.start):
            continue
        governs = re.search(r"\b(?:by|with|of)\b", rest) or len(rest.split()) <= 8
        # "Gathered" is not said by a plan to gather.
        said = last.lower() in one.claim.lower() if last.endswith("ed") else words.stem(last) in one.claim.lower()
        if not said and governs:
            yield Fault(
                "plan",
                f"{text.shown(bound)} is a plan ({bound.fact.id}), and {last!r} tells it as done; use the plan's verb",
                bound.start,
            )


_STILL_TO_BE = re.compile(r"\b(?:is|are|was|were) to (?:have )?be(?:en)? (?:[a-z]+ly )?$")
_SIGHTS = re.compile(r"ha(?:d|s|ve) (?:its|their) (?:eyes?|sights)\b")


_TO_COME = re.compile(r"\b(?:is|are|was|were) to (?:have |be )?[a-z]+(?: in| up| out)? (?:about |over )?$")


def outcome_by_verb(text: Text, around: Surroundings) -> Iterator[Fault]:
    """The verb before an outcome's number is no verb of plan, whatever else the sentence plans."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        if bound.fact.kind not in ("figure", "event") or one.plans or text.is_ours(bound.start):
            continue
        if one.is_own and not one.is_english:
            continue
        before = text.text[text.sentence(bound.start)[0] : bound.start]
        last = " ".join(before.split()[-3:]) + " "
        found = _TO_COME.search(before) or _PLANS_IT.search(last)
        if found and not words.PLAN.search(one.words):
            yield Fault(
                "outcome",
                f"{text.shown(bound)} was found, not planned ({bound.fact.id}), and {found[0].strip()!r} stands before "
                "it; say it as it is",
                bound.start,
            )


_PLANS_IT = re.compile(
    r"\b(?:promis|pledg|plann|target|goal|objective|ambition|aim|intend|hop|expect|envisag|envision|project(?=ed|ing)|forecast|predict|"
    r"propos|vow|sought|seek|"
    r"want|schedul)(?:e?[sd]|ing|ed)?(?: for| to [a-z]+| on| at| of| with)? $"
)


_DUE = pattern_of(
    r"(?:is|are|was|were|be|been)_(?:to|due|scheduled|supposed|slated|set(?!_up)|expected|meant|planned|"
    r"about|going) will would "
    r"plan(?:s|ned)?_to hop(?:es|ed)_to aim(?:s|ed)_to intend(?:s|ed)_to expect(?:s|ed)_to should might may"
)


def plan_of_event(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What happened on a day is not told as still to come."""
    for date in text.dates:
        events = [one for one in text.known if one.fact.kind == "event" and one.fact.when == date.when]
        if not events or text.is_ours(date.start):
            continue
        if any(one.fact.kind in ("target", "policy") for one in text.known):
            continue
        for found in text.words_near(_DUE, date):
            if found.end() <= date.start and not any(words.PLAN.search(one.all_words) for one in events):
                yield Fault(
                    "outcome",
                    f"{found[0]!r} says that what happened ({events[0].fact.id}) was to come; say it as it is",
                    found.start(),
                )


_OPENED = pattern_of(
    r"open\w* inaugurat\w* launch\w* start\w* beg[au]n\w* went_online operat\w* in_operation runs running "
    r"complet\w* online"
)


# "And not money spent".
_DENIES = re.compile(r"\b(?:not|no|never|nor|neither|without)\b(?: [a-z]+){0,2} $")


# That something is only announced.
_ANNOUNCED = pattern_of(
    r"""
    announc\w* plan\w* pledg\w* commit\w* promis\w* set_aside intend\w* intent\w* propos\w* sign\w* agreed? agreement\w*
    could may approv\w* budget\w* earmark\w* allot\w* allocat\w* offer\w* will would design\w* billed is_to are_to
    was_to
    were_to
    """
)


# That something is there or was done, not announced.
DONE = pattern_of(
    r"""
    (?<!ly_)(?<!what_was_)(?<!were_)built(?!_(?:AI|up)) completed finished disburs\w* (?<!been_)spent paid(?!-up)
    switched_on commissioned installed opened went_online
    operat(?:es|ed|ing)(?!_(?:income|area)) in_operation up_and_running running runs went_live gone_live invested
    deployed shipped sold bought purchased actual(?:ly)? generated earned delivers? delivered turned_out constructed
    erected inaugurated took_delivery has_received have_received received granted handed_over acquired obtained
    materiali[sz]ed realised realized implemented executed carried_out concluded
    """
)


def _is_done(text: Text, found: re.Match[str]) -> bool:
    start, end = text.sentence(found.start())
    facts = facts_of(text, found.start())
    if not facts or any(not one.is_english and one.is_own for one in facts):
        return True
    if any(words.stem(found[0]) in words.said(DONE, one.all_words) for one in text.known):
        return True
    if SUPPOSED.search(text.text[start:end]) or "how much" in text.text[start:end].lower():
        return True
    if _DENIES.search(text.text[: found.start()]) or text.words_near(
        words.PLAN, Quantity(*found.span(), "label", found[0]), 1.5
    ):
        return True
    if _OPENED.search(found[0]) and any(_OPENED.search(one.all_words) for one in text.known):
        return True
    return not any(
        one.fact.kind == "target" or (words.PLAN if one.is_own else _ANNOUNCED).search(one.claim) for one in facts
    )


DONE_ADDED = Claim(
    "done_instead_of_announced",
    "plan",
    DONE,
    "says that something was done, and what is cited here was announced; say it as the fact does",
    _is_done,
)


_VERDICT = re.compile(
    r"\b(?:was|were|is|are|been|be|it|they|had|has|have|all|none|not|never)\b[^.;,]{0,30}?"
    r"\b(?:met|missed|reached|achieved|attained|fulfilled|exceeded|surpassed|abandoned|kept|"
    r"honou?red|delivered)\b"
    r"|\b(?:fell|fallen|falls) short\b|\bmissed the \w+|\bkept to it\b|\bhalf of (?:that|it)\b|\b(?:came|comes) true\b|"
    r"\blived up\b|\bit reached\b|\bbehind schedule\b|\bon (?:time|schedule|target)\b"
)


def _is_answered(text: Text, found: re.Match[str]) -> bool:
    if not any(one.fact.kind in ("target", "policy") for one in text.known) or any(one.is_own for one in text.known):
        return True
    start, end = text.sentence(found.start())
    outcome = any(bound.fact.kind != "target" for bound in text.bound if start <= bound.start < end)
    if outcome or any(words.MET.search(one.all_words) and one.fact.kind != "target" for one in text.known):
        return True
    clause = text.text[max(start, found.start() - 60) : found.end()]
    return bool(re.search(r"\b(?:whether|if|to be|to have|will|would|can|could|should|yet)\b", clause, re.IGNORECASE))


VERDICT_ADDED = Claim(
    "verdict_added",
    "plan",
    _VERDICT,
    "says what came of a plan, and no outcome is cited; cite it, or leave it out",
    _is_answered,
)
