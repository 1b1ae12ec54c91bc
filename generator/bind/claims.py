"""What a sentence claims beside its numbers: a cause, a scope, a kind of amount, that it was done, who says it.

Each rule asks for words of the record: a claim of a kind may stand where a fact cited makes one of that kind. The words
of a kind are whole classes (all conjunctions of cause, all nouns for a flow of money), and none is forbidden as such.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from generator.bind import words
from generator.bind.passage import Bound, Fault
from generator.bind.words import pattern_of
from generator.model.records import Figure
from generator.quantities import Quantity

if TYPE_CHECKING:
    from generator.bind.sentence import Surroundings, _Known, _Text

# Which nouns and verbs name one kind of amount; a sentence about another kind is about another amount.
_AMOUNTS = {
    "revenue": (r"revenues? sales turnover takings receipts", r"earn\w* income s[eo]ll?(?:s|ing|d)? sold profit\w*"),
    "profit": (r"profits? earnings earn(?:s|ed)? income surplus dividends?", r"revenues? profit\w* sales"),
    "exports": (r"exports? exported shipments", r"export\w* ship\w*"),
    "imports": (r"imports? imported", r"import\w*"),
    "taxes": (r"tax(?:es|ation)? levies levy tariffs?", r"tax\w* tariff\w*"),
    "value": (
        r"market_(?:value|capitali[sz]ation|cap)s? valuations? valued_at capitali[sz]ation share_price",
        r"worth valu\w* shares? stock",
    ),
    "investment": (
        r"investments? invested spending expenditures? outlays?",
        r"invest\w* fund\w* financ\w* capital rais\w* stake sp[ea]n[dt]\w* commit\w* pledg\w* project\w* money put "
        r"budget\w* cost\w* subsid\w* set_aside programme",
    ),
    "debt": (r"debts? loans? borrow\w* bonds?", r"credit\w* lent lend\w* financ\w*"),
    "wages": (r"wages? salar(?:y|ies) payroll", r"pay paid"),
    "rent": (r"rents? rental", r"leas\w*"),
    "output": (r"output", r"produc\w* industr\w* worth value revenues? sector scale size made makes? generat\w*"),
    "models": (r"released_models? models_released", r"releas\w*"),
}
_AMOUNT_WORDS = {
    kind: (pattern_of(told), pattern_of(f"{told} {licensed}")) for kind, (told, licensed) in _AMOUNTS.items()
}

CAUSE = pattern_of(
    r"""
    because(?!_(?:the|its|their)_(?:page|source|report|count|sample|series))
    due_to(?!_(?:be|open|start|begin|come|go|reach|run|end|apply|finish|make|have|take|become|grow|rise)\b) owing_to
    thanks_to caus(?:e|es|ed|ing) prompt(?:s|ed|ing)? trigger(?:s|ed|ing)? spur(?:s|red|ring)
    driven_by dr[oi]v(?:e|es|ing)_(?:up|down) result(?:s|ed|ing)?_(?:of|from|in) as_a_result consequen\w* led_to
    leads?_to leading_to on_account_of on_the_back_of on_the_strength_of in_response_to in_reaction_to in_the_wake_of
    attribut\w* stem(?:s|med|ming)?_from brought_(?:about|on) by_virtue_of for_want_of for_lack_of courtesy_of
    forc(?:ed|es|ing) spark(?:s|ed|ing)? fuel(?:s|led|ling|ed|ing)? boosted_by helped_by hit_by hurt_by thanks
    contribut\w*_to enabl(?:e|es|ed|ing) explain(?:s|ed|ing)?_(?:the|by|why|its|this|that) explanation
    effect_of impact_of product_of fruits?_of outcome_of(?!_the_plan) reason(?:s)?_(?:for|why|that|of)
    provok\w* engender\w* precipitat\w* induc(?:ed|es|ing) occasioned motivat\w*
    ma(?:de|kes?|king)_(?:[\w,'’-]+_){1,6}?(?:grow|rise|fall|shrink|climb|drop|swell|decline|increase|jump|surge|soar)
    let(?:s|ting)?_(?:[\w,'’-]+_){1,6}?(?:grow|rise|fall|shrink|climb|drop|swell|decline|increase|jump|surge|soar)
    """
)
# What takes in more than a part.
SCOPE = pattern_of(
    r"""
    (?<!almost_)(?<!nearly_)all_(?:its|their|his|her|of_the|the)
    the_(?:city|country|province|district|state|zone)_as_a_whole
    entire(?:ty|ly)? everywhere without_exception across_the_board of_(?:all|every)_(?:kinds?|sorts?|types?)
    """
)
_WHOLE = pattern_of(r"all whole entire\w* every overall total\w* general across")
# What tells a kind of company or model from all of them: where the measure's name or the fact's number has it, the
# sentence has it too.
_RESTRICTING = pattern_of(r"core robot(?:s|ics)? humanoid")

COUNTED = pattern_of(
    r"""
    count(?:s|ed|ing)?(?!r)(?!_(?:on|as)) census tall(?:y|ied|ies) measured? measurements? audit\w*
    record(?:ed|s)(?!_here)
    verif\w* metered weighed registered ascertain\w* established_by enumerat\w* official_statistics turnstile\w* logged
    document(?:ed|s) inventory confirmed
    """
)
ESTIMATED = pattern_of(
    r"""
    estimat\w* guess\w* reckon\w* approximat\w* extrapolat\w* model(?:led|ling)_ project(?:ed|s)_ projections?
    forecast\w* predict\w* expect\w* assum\w* conjectur\w* surmis\w* suppos\w* speculat\w* presum\w* calculat\w*
    imput\w*
    """
)
# Who is called by a trade: of another trade somebody else speaks.
ROLES = pattern_of(
    r"""
    analysts? academics? economists? scholars? professors?
    consultants? consultanc(?:y|ies) forecasters? critics observers insiders? pollsters? auditors? lawyers? institute
    think-tanks? think_tanks? journalists? lobbyists? industry_associations? trade_associations? bankers? brokers?
    traders? executives?
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
# That something is only announced.
_ANNOUNCED = pattern_of(
    r"""
    announc\w* plan\w* pledg\w* commit\w* promis\w* set_aside intend\w* intent\w* propos\w* sign\w* agreed? agreement\w*
    could may approv\w* budget\w* earmark\w* allot\w* allocat\w* offer\w* will would design\w* billed is_to are_to
    was_to
    were_to
    """
)
# The length of time that an amount is for.
_PERIODS = {
    "year": pattern_of(
        r"""
        per_(?:year|annum|edition) a_year(?!_(?:later|earlier|after|before|ago|old|long)) yearly annual(?:ly)?
        (?:each|every)_(?:year|edition) year_after_year annuali[sz]ed
        """
    ),
    "month": pattern_of(
        r"per_month a_month(?!_(?:later|earlier|after|before|ago|old|long)) monthly (?:each|every)_month"
    ),
    "week": pattern_of(r"per_week a_week(?!_(?:later|earlier|after|before|ago|old|long)) weekly (?:each|every)_week"),
    "day": pattern_of(r"per_day a_day(?!_(?:later|earlier|after|before|ago|old|long)) daily (?:each|every)_day"),
    "quarter": pattern_of(
        r"per_quarter a_quarter(?!_(?:later|earlier|after|before|ago|old|long|of)) quarterly (?:each|every)_quarter"
    ),
    "hour": pattern_of(r"per_hour an_hour hourly (?:each|every)_hour"),
}
# That an amount is for all of a time, or was counted up over it.
_ONCE = pattern_of(
    r"""
    (?<!at_)once one-off one-time in_total a_total_of altogether all_told cumulativ\w* in_sum
    (?:over|during|across)_(?:its|the|their)_(?:whole|entire|full)_\w+
    """
)
# A time within which something was added, where the amount is of a moment.
_ADDED_WITHIN = pattern_of(
    r"""
    in_the_(?:year|month|quarter|week|months|years)_to during in_the_course_of alone newly_\w+ new_to
    (?:registered|founded|created|added|opened|established)_in_the_\w+ per_edition each_year per_year added(?!_to_the)
    """
)
_REPORTED = pattern_of(
    r"""
    said says? saying reported reports? wrote writes? announced? announces announcing told tells? noted notes? found
    finds?
    estimat\w* counts? counted counting tall(?:y|ied|ies) gave gives? puts? stated states? according claim\w* declared
    declares? expects? expected promis\w* pledg\w* word account data calls? called cites? cited citing figures
    printed prints? published article survey study studies report white_paper source sources speech named names lists?
    plan planned plans aims? aimed predict\w* forecast\w* listed recorded calculated added explained describ\w* spoke
    speaks? quot\w* index paper set sets by_the by_its site website portal newspaper media outlook blueprint
    announcement
    think\w* mention\w* commit\w* placed quotes inferred agreed see saw told_that ranked ranks? sought seeks? approv\w*
    """
)
_BEFORE = pattern_of(
    r"(?:more|less|fewer|higher|lower|larger|smaller)_than_(?:before|ever|earlier|previously|until_then)"
)


def _facts_of(text: _Text, at: int) -> list[_Known]:
    """The facts with a number in the sentence around a place or, where none has, all that are cited."""
    start, end = text.sentence(at)
    near = [text.by_id[bound.fact.id] for bound in text.bound if start <= bound.start < end]
    return near or text.known


def _says(text: _Text, pattern: re.Pattern[str], facts: list[_Known]) -> bool:
    """Whether facts say a word of a kind, in their own or their source's words or by what they measure."""
    return any(
        (not one.is_english and one.is_own)
        or pattern.search(one.all_words)
        or any(pattern.search(text.words_of_measure(figure.measure)) for figure in one.fact.figures)
        for one in facts
    )


def _loose(text: _Text, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for found in text.found(pattern):
        if not text.is_within(found.start()) and not text.is_ours(found.start()):
            yield found


def cause_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That one thing came of another is said by a fact."""
    for found in _loose(text, CAUSE):
        if not _says(text, CAUSE, text.known):
            yield Fault(
                "cause", f"{found[0]!r} gives a cause that no fact cited here gives; leave it out", found.start()
            )


def scope_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That an amount is of all of something is said by its fact."""
    for found in _loose(text, SCOPE):
        facts = _facts_of(text, found.start())
        start, end = text.sentence(found.start())
        if not any(start <= one.start < end for one in text.bound) or _says(text, _WHOLE, facts):
            continue
        yield Fault("scope", f"{found[0]!r} is not said by a fact cited here; leave it out", found.start())


def restriction_dropped(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What a measure counts of a kind is told as of that kind: core companies, robotics companies."""
    if not text.known:
        return
    said = text.text.lower()
    for bound in text.bound:
        name = text.name_of_measure(bound.figure.measure)
        for found in _RESTRICTING.finditer(name):
            head = name.split()[-1].lower()[:6] if "industry" not in name else "industr"
            if found[0].lower()[:5] not in said and head in text.text[slice(*text.sentence(bound.start))].lower():
                message = f"{text.shown(bound)} is of {name!r}, and nothing says {found[0].lower()!r}; say it"
                yield Fault("scope", message, bound.start)


def amount_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What kind of amount a sentence tells, revenue or profit or investment, is the kind of its facts."""
    for told, licensed in _AMOUNT_WORDS.values():
        for found in _loose(text, told):
            facts = [*_facts_of(text, found.start()), *(one for one in text.known if not one.fact.figures)]
            if text.has_number(found.start()) and not _says(text, licensed, facts):
                yield Fault(
                    "measure",
                    f"{found[0]!r} is not what a fact cited here measures; name what it measures",
                    found.start(),
                )


def basis_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What was counted is not estimated, and what was estimated is not counted, unless a fact says both."""
    for pattern, other, what in ((COUNTED, ESTIMATED, "estimated"), (ESTIMATED, COUNTED, "counted")):
        for bound in text.bound:
            one = text.by_id[bound.fact.id]
            said = one.claim if one.is_own else f"{one.fact.text} {one.fact.note or ''}"
            if pattern.search(said) or not (
                other.search(said) or (what == "estimated" and bound.fact.kind == "target")
            ):
                continue
            for found in text.words_near(pattern, bound, 1.5):
                nearest = min(text.bound, key=lambda each: abs(each.start - found.start()))
                if nearest is bound:
                    yield Fault(
                        "basis",
                        f"{text.shown(bound)} is {what} by {bound.fact.id}, and {found[0]!r} says not so; use its word",
                        found.start(),
                    )


def role_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """Who is called by a trade is called so by a fact."""
    for found in _loose(text, ROLES):
        stem = found[0].lower()[:_STEM]
        if not any((one.is_own and not one.is_english) or stem in one.all_words.lower() for one in text.known):
            yield Fault("speaker", f"{found[0]!r} is named by no fact cited here; name who says it", found.start())


_OPENED = pattern_of(
    r"open\w* inaugurat\w* launch\w* start\w* beg[au]n\w* went_online operat\w* in_operation runs running "
    r"complet\w* online"
)


# "And not money spent".
_DENIES = re.compile(r"\b(?:not|no|never|nor|neither|without)\b(?: [a-z]+){0,2} $")


def done_instead_of_announced(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What was announced or planned is not told as done."""
    for found in _loose(text, DONE):
        stem = words.stem(found[0])
        start, end = text.sentence(found.start())
        near = [text.by_id[bound.fact.id] for bound in text.bound if start <= bound.start < end]
        facts = near or text.known
        if not facts or any(not one.is_english and one.is_own for one in facts):
            continue
        if any(stem in words.said(DONE, one.all_words) for one in text.known):
            continue
        if _SUPPOSED.search(text.text[start:end]) or "how much" in text.text[start:end].lower():
            continue
        if _DENIES.search(text.text[: found.start()]) or text.words_near(
            words.PLAN, Quantity(*found.span(), "label", found[0]), 1.5
        ):
            continue
        if _OPENED.search(found[0]) and any(_OPENED.search(one.all_words) for one in text.known):
            continue
        if not any(
            one.fact.kind == "target" or (words.PLAN if one.is_own else _ANNOUNCED).search(one.claim) for one in facts
        ):
            continue
        yield Fault(
            "plan",
            f"{found[0]!r} says that something was done, and what is cited here was announced; say it as the fact does",
            found.start(),
        )


def period_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """An amount is for the length of time that its figure is for."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        said = one.all_words
        per = bound.quantity.per or next(
            (name for name, pattern in _PERIODS.items() if _follows(text, bound, pattern)), None
        )
        if per and bound.figure.per != per and per in _PERIODS and not _PERIODS[per].search(said):
            yield Fault(
                "rate",
                f"{text.shown(bound)} is told as for a {per}, and its fact does not say so; leave it out",
                bound.start,
            )
        if bound.figure.per and not per:
            clause = text.clause(bound, reach=1.5)
            own = _PERIODS.get(bound.figure.per)
            if own and not own.search(clause):
                yield Fault(
                    "rate", f"{text.shown(bound)} is for a {bound.figure.per} ({bound.fact.id}); say so", bound.start
                )
        if one.is_own and not one.is_english:
            continue
        for found in text.words_near(_ONCE, bound):
            if not _ONCE.search(said) and not words.TOTAL.search(said):
                yield Fault("total", f"{found[0]!r} is not said by {bound.fact.id}; leave it out", found.start())
        if text.is_stock(bound):
            for found in text.words_near(_ADDED_WITHIN, bound):
                if not _ADDED_WITHIN.search(said) and words.stem(found[0]) not in said.lower():
                    yield Fault(
                        "total",
                        f"{found[0]!r} next to {text.shown(bound)}, which counts what was there at one time "
                        f"({bound.fact.id}); say when it was there",
                        found.start(),
                    )


def _follows(text: _Text, bound: Bound, pattern: re.Pattern[str]) -> bool:
    after = text.text[bound.end : text.clause_span(bound, 1.5)[1]]
    found = pattern.search(after)
    between = after[: found.start()] if found else ""
    return found is not None and len(between.split()) <= 6 and not re.search(r"\d|[,;]", between)


_OFFICE = pattern_of(
    r"commissions? regulators? ministr(?:y|ies) offices? governments? bureaus? administrations? authorit(?:y|ies) "
    r"institutes? academ(?:y|ies) officials? associations? mayors? ministers?"
)


def asserter_missing(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """A share or rank that a speaker gives is told as said."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        if not one.fact.said_by or bound.figure.unit not in ("rank", "share", "percent"):
            continue
        is_told = _REPORTED.search(text.text) or _OFFICE.search(text.text)
        if not is_told and not any(mention.speakers for mention in text.mentions):
            yield Fault(
                "speaker",
                f"{text.shown(bound)} is what {one.fact.said_by} says ({one.fact.id}); say who says it",
                bound.start,
            )
            return


def _plain(words: str) -> str:
    """Words without what one and several differ in, and without the signs between them."""
    return " ".join(re.findall(r"[\w'-]+", re.sub(r"s\b", "", words.lower())))


_QUOTED = re.compile(r"[\"“]([^\"“”]{3,}?)[,.]?[\"”]")


def quote_altered(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What stands in quotation marks stands so in a fact or its source."""
    if not _QUOTED.search(text.text) or any(
        one.is_own and not (one.is_english and one.fact.quote) for one in text.known
    ):
        return
    said = _plain(" ".join((*(one.all_words for one in text.known), *text.names)))
    for found in _QUOTED.finditer(text.text):
        if _plain(found[1]) not in said:
            yield Fault(
                "quote",
                f"{found[0]!r} stands in no fact cited here; write its words, or no quotation marks",
                found.start(),
            )


_VERDICT = re.compile(
    r"\b(?:was|were|is|are|been|be|it|they|had|has|have|all|none|not|never)\b[^.;,]{0,30}?"
    r"\b(?:met|missed|reached|achieved|attained|fulfilled|exceeded|surpassed|abandoned|kept|"
    r"honou?red|delivered)\b"
    r"|\b(?:fell|fallen|falls) short\b|\bmissed the \w+|\bkept to it\b|\bhalf of (?:that|it)\b|\b(?:came|comes) true\b|"
    r"\blived up\b|\bit reached\b|\bbehind schedule\b|\bon (?:time|schedule|target)\b"
)


def verdict_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That a plan was kept or missed is said by an outcome that is cited."""
    if not text.known or any(one.is_own for one in text.known):
        return
    if not any(one.fact.kind in ("target", "policy") for one in text.known):
        return
    for found in _VERDICT.finditer(text.text):
        if text.is_within(found.start()) or text.is_ours(found.start()):
            continue
        start, end = text.sentence(found.start())
        outcome = any(bound.fact.kind != "target" for bound in text.bound if start <= bound.start < end)
        if outcome or any(words.MET.search(one.all_words) and one.fact.kind != "target" for one in text.known):
            continue
        clause = text.text[max(start, found.start() - 60) : found.end()]
        if re.search(r"\b(?:whether|if|to be|to have|will|would|can|could|should|yet)\b", clause, re.IGNORECASE):
            continue
        yield Fault(
            "plan",
            f"{found[0]!r} says what came of a plan, and no outcome is cited; cite it, or leave it out",
            found.start(),
        )


def before_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That something is more than before is said by a fact, or by two figures."""
    for found in _loose(text, _BEFORE):
        if not _says(text, _BEFORE, text.known) and not any("growth" in one.figure.measure for one in text.bound):
            yield Fault("movement", f"{found[0]!r} is not said by a fact cited here; leave it out", found.start())


def movement_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That something rises or falls is said by a fact of the text, be it next to no number."""
    for pattern, sign in ((words.ROSE, 1), (words.FELL, -1)):
        for found in _loose(text, pattern):
            facts = text.known
            # What has no number says nothing of how one moves: mills grind what grows.
            if (
                not facts
                or not text.bound
                or _says(text, pattern, facts)
                or any(_grows(figure, sign) for one in facts for figure in one.fact.figures)
            ):
                continue
            start, _ = text.sentence(found.start())
            before = text.text[start : found.start()]
            # What is planned may be to grow; "no fall" is none.
            of_plan = any(one.fact.kind == "target" for one in facts) and words.PLAN.search(before)
            if of_plan or before.endswith("no "):
                continue
            if text.went(sign) or _SUPPOSED.search(text.text[slice(*text.sentence(found.start()))]):
                continue
            yield Fault(
                "movement", f"{found[0]!r} is not said by a fact cited here; say how much it was", found.start()
            )


_SUPPOSED = re.compile(r"\b(?:either|whether|if|may|might|could|would)\b", re.IGNORECASE)


def _grows(figure: Figure, sign: int) -> bool:
    is_change = any(word in f"{figure.measure} {figure.name or ''}" for word in ("growth", "change", "multiple"))
    return is_change and (figure.value >= 0) == (sign > 0)


_DENIED = pattern_of(
    r"""

    (?:did|was|were|had|could|would|will|has|have)(?:_not|n't)(?!_(?:said|named|told|given|recorded|stated|known|clear|in|on)\b)
    fail(?:s|ed|ing|ure)? den(?:y|ies|ied|ial)
    lack(?:s|ed|ing)? refus\w* reject\w* declin(?:ed|es|ing)_to cancel\w* abandon\w* scrapp\w* shelv\w* withdr[ae]w\w*
    abort\w* avert\w* prevent\w* halt\w* stopp\w* ceas\w* block\w* postpon\w* suspend\w*
    """
)


_HALTED = pattern_of(r"halt\w* stopp\w* stops? ceas\w* suspend\w* block\w* paus\w* forb[ai]d\w* bann?\w*")


def denial_added(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """That something is not so is said by a fact, be it next to no number."""
    for found in _loose(text, _DENIED):
        if not text.known or any(not one.is_english for one in text.known):
            continue
        is_said = any(words.stem(found[0]) in words.said(_DENIED, one.all_words) for one in text.known)
        is_halt = _HALTED.match(found[0]) and any(_HALTED.search(one.all_words) for one in text.known)
        if not is_said and not is_halt:
            yield Fault("negation", f"{found[0]!r} is not said by a fact cited here; leave it out", found.start())


def place_above(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What is of a part is not told of the whole: where the place that a number is told of lies above its fact's, the
    sentence names that too."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        above = text.above(bound.fact.about)
        if one.is_own or not one.is_known or not above or bound.figure.unit in ("rank", "share", "percent"):
            continue
        own = (one.subject | one.below) - above
        start, end = text.sentence(bound.start)
        here = [mention for mention in text.mentions if start <= mention.start < end]
        costs = sorted(((text.between(bound, mention), mention) for mention in here if mention.subjects), key=_cost)
        if not costs or not costs[0][1].subjects & above or costs[0][1].subjects & own:
            continue
        nearest = costs[0][1]
        if any((mention.subjects | mention.related | mention.governed) & own for mention in here):
            continue
        # What its page is about goes without saying, but for "in Shanghai" behind it.
        if bound.fact.about in around.about:
            if nearest.start < bound.start and not text.text[: nearest.start].endswith("in "):
                continue
            is_in = text.text[: nearest.start].endswith(" in ")
            if not is_in or text.text[nearest.end : nearest.end + 2] in ("'s", "’s"):
                continue
        yield Fault(
            "name",
            f"{text.shown(bound)} is a figure of {bound.fact.about} ({bound.fact.id}), and the place nearest to it is "
            f"{text.shown(nearest)}, in which that lies; name {bound.fact.about}",
            bound.start,
        )


def _cost(pair: tuple[float, object]) -> float:
    return pair[0]


# A verb, as far as its form shows one: a past, an auxiliary, or a word in -s before what only an object begins with.
_VERB = re.compile(
    r"\b(?:[a-z]{2,}ed|is|are|was|were|has|have|had|will|would|can|could|may|might|shall|should|must|"
    r"gave|rose|fell|grew|began|made|took|put|set|led|held|drew|won|lost|met|ran|went|came|got|saw|kept|built|bought|"
    r"sold|paid|spent|sent|stood|brought|found|left|hit|became|sought|fed|spread|cost|leapt|shed|drove|"
    r"flew|wrote|chose|"
    r"[a-z]{3,}s(?= (?:a|an|the|its|their|another|about|nearly|some|up|over|more|around|at "
    r"least|almost|roughly|[0-9])\b))\b"
)
_REPORTING = pattern_of(
    r"said|says told tells reported|reports wrote|writes gave|gives put|puts named|names called|calls "
    r"noted|notes stated|states "
    r"printed|prints published announced|announces adopted released issued set|sets "
)


# "Wants to have", "domestically built".
_NO_VERB = re.compile(r"(?:\bto|ly|with|of|for|-) ?$")


def verb_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
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
            for found in _VERB.finditer(before)
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
        # "The goal was 40", "the plan has 40": what it is is said before.
        if (last in ("is", "are", "was", "were") or last.endswith("s")) and words.PLAN.search(before):
            continue
        if _REPORTING.match(rest) or _SIGHTS.match(rest) or text.is_ours(bound.start):
            continue
        governs = re.search(r"\b(?:by|with|of)\b", rest) or len(rest.split()) <= 8
        if words.stem(last) not in one.claim.lower() and governs:
            yield Fault(
                "plan",
                f"{text.shown(bound)} is a plan ({bound.fact.id}), and {last!r} tells it as done; use the plan's verb",
                bound.start,
            )


_SIGHTS = re.compile(r"ha(?:d|s|ve) (?:its|their) (?:eyes?|sights)\b")
_TO_COME = re.compile(r"\b(?:is|are|was|were) to (?:have |be )?[a-z]+(?: in| up| out)? (?:about |over )?$")


def outcome_by_verb(text: _Text, around: Surroundings) -> Iterator[Fault]:
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
    r"\b(?:promis|pledg|plann|target|aim|intend|hop|expect|envisag|envision|project|forecast|predict|"
    r"propos|vow|sought|seek|"
    r"want|schedul)(?:e?[sd]|ing|ed)?(?: for| to [a-z]+| on| at)? $"
)


def day_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
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


def plan_of_event(text: _Text, around: Surroundings) -> Iterator[Fault]:
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


_DUE = pattern_of(
    r"(?:is|are|was|were|be|been)_(?:to|due|scheduled|supposed|slated|set(?!_up)|expected|meant|planned|"
    r"about|going) will would "
    r"plan(?:s|ned)?_to hop(?:es|ed)_to aim(?:s|ed)_to intend(?:s|ed)_to expect(?:s|ed)_to should might may"
)
_ORDINAL = pattern_of(r"second third fourth fifth sixth seventh eighth ninth tenth")


def ordinal_of_another(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """A place in a row that a fact's text gives is given by its source."""
    for one in text.known:
        if not one.is_own or not one.is_english or not one.fact.quote:
            continue
        for found in text.found(_ORDINAL):
            rest = text.text[found.end() : found.end() + 9]
            if text.is_within(found.start()) or rest.startswith((" half", " quarter", " phase", "-")):
                continue
            if found[0].lower() not in one.all_words.lower() and not re.search(
                r"\d(?:nd|rd|th)\b|\bafter\b|\bbehind\b|\bfollow|\bII|\btrail", one.all_words
            ):
                yield Fault(
                    "superlative", f"{found[0]!r} is not said by a fact cited here; leave it out", found.start()
                )


_BEGUN = pattern_of(r"founded created established produced newly received set_up launched born attracted drew_in")
_THERE = pattern_of(r"home_to existed exists active employs employed resident based standing")


# What else a fact may say for it.
_KIN_OF_COUNT = {
    _BEGUN: pattern_of(
        r"found\w* creat\w* establish\w* produc\w* new\w* receiv\w* set_up launch\w* attract\w* dr[ae]w\w* "
        r"gather\w* add\w* "
        r"obtain\w* gain\w* grant\w* licen[cs]\w* settle\w* open\w* bring\w* brought raised"
    ),
    _THERE: pattern_of(r"home exist\w* activ\w* employ\w* resident based held has had there host\w*"),
}


def stock_or_flow(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What was there is not told as what was added, and the other way round."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        kind = text.kind_of_measure(bound.figure.measure)
        told = _BEGUN if kind == "stock" else _THERE if kind == "flow" else None
        if told is None or (one.is_own and not one.is_english):
            continue
        for found in text.words_near(told, bound):
            nearest = min(text.bound, key=lambda each: abs(each.start - found.start()))
            if nearest is bound and not _KIN_OF_COUNT[told].search(one.all_words):
                yield Fault(
                    "measure",
                    f"{found[0]!r} is not what {bound.fact.id} counts; say whether it was there or added",
                    found.start(),
                )


_NOW = pattern_of(r"currently now nowadays presently at_present meanwhile today at_the_moment")


def now_without_date(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What is told as of now has a date beside it."""
    for found in _loose(text, _NOW):
        start, end = text.sentence(found.start())
        if not text.has_number(found.start()):
            continue
        inside = [one for one in text.bound if start <= one.start < end]
        near = min(inside, key=lambda one: abs(one.start - found.start()))
        if not any(text.between(near, date) < 1 for date in text.dates if start <= date.start < end):
            yield Fault("moving-time", f"{found[0]!r} moves with the day of reading; write the date", found.start())


_PARTITIVE = re.compile(
    r"\b(?:of(?! [0-9])|including|include[sd]?|among|part|parts|alone|thereof|"
    r"within|accounted|whole|rest|for|from)\b",
    re.IGNORECASE,
)


def part_told_as_whole(text: _Text, around: Surroundings) -> Iterator[Fault]:
    """What is a part of an amount, or of several together, is told as that."""
    for bound in text.bound:
        sentence = text.text[slice(*text.sentence(bound.start))]
        if bound.figure.measure == "part_of_amount" and not _PARTITIVE.search(sentence):
            yield Fault(
                "scope", f"{text.shown(bound)} is a part of an amount ({bound.fact.id}); say of what", bound.start
            )


def claimed(text: _Text, around: Surroundings, known: Collection[str]) -> Iterator[Fault]:
    """What these rules find beside faults of some kinds that are known: of one mistake one line."""
    told = {other for kind in known for other in (kind, *_SAME_MISTAKE.get(kind, ()))}
    for rule in RULES:
        for fault in rule(text, around):
            if fault.rule not in told:
                told |= {fault.rule, *_SAME_MISTAKE.get(fault.rule, ())}
                yield fault


# What also follows from a mistake of a kind.
_SAME_MISTAKE = {
    "per": ("rate", "total"),
    "rate": ("per", "total"),
    "direction": ("movement",),
    "plan": ("outcome", "basis"),
    "outcome": ("plan", "basis"),
    "subject": ("name",),
    "superlative": ("comparison",),
}
# The letters that the forms of a trade's name share.
_STEM = 5
RULES = (
    verb_of_another,
    outcome_by_verb,
    day_of_another,
    plan_of_event,
    ordinal_of_another,
    stock_or_flow,
    now_without_date,
    part_told_as_whole,
    cause_added,
    scope_added,
    restriction_dropped,
    amount_of_another,
    basis_of_another,
    role_of_another,
    done_instead_of_announced,
    period_of_another,
    asserter_missing,
    quote_altered,
    verdict_added,
    before_added,
    movement_added,
    denial_added,
    place_above,
)
