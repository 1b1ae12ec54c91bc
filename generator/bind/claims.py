"""What a sentence claims beside its numbers: a cause, a scope, a kind of amount, that it was counted, a movement.

Each rule asks for words of the record: a claim of a kind may stand where a fact cited makes one of that kind. The words
of a kind are whole classes (all conjunctions of cause, all nouns for a flow of money), and none is forbidden as such.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial

from generator.bind import added, modal, turned, words
from generator.bind.around import SUPPOSED, VERB, Claim, Known, Rule, Surroundings, Text, facts_of, own_words, says
from generator.bind.named import (
    ROLE_ADDED,
    STEM,
    asserter_missing,
    claimant_missing,
    code_of_no_fact,
    declared_of_no_fact,
    kind_of_another,
    place_above,
)
from generator.bind.passage import Bound, Fault
from generator.bind.timed import (
    DONE_ADDED,
    NOW_ADDED,
    VERDICT_ADDED,
    day_of_another,
    outcome_by_verb,
    plan_of_event,
    verb_of_another,
)
from generator.bind.words import pattern_of
from generator.model.records import Figure
from generator.quantities.numerals import words_of

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
    # Who is counted, and what of a building.
    "students": (
        r"students? undergraduates? graduates? pupils? schoolchildren",
        r"student\w* graduat\w* universit\w* school\w* educat\w* enrol\w* degree\w*",
    ),
    "teachers": (r"teachers? lecturers?", r"teach\w* lectur\w* facult\w* professor\w* school\w*"),
    "staff": (
        r"employees staff workers workforce",
        r"employ\w* staff work\w* job\w* people hir\w* person\w* talent\w*",
    ),
    "visitors": (
        r"visitors? attendees? spectators? tourists?",
        r"visit\w* attend\w* spectat\w* audien\w* guest\w* participa\w* people person\w* online site",
    ),
    "subscribers": (
        r"subscribers? subscriptions? (?<!bank_)accounts(?!_for)",
        r"subscri\w* account\w* regist\w* user\w*",
    ),
    "patients": (r"patients? doctors? hospitals?", r"patient\w* doctor\w* hospital\w* medic\w* clinic\w*"),
    "owners": (r"owners? landlords? proprietors? shareholders?", r"own\w* landlord\w* sharehold\w* stake\w* hold\w*"),
    "tenants": (
        r"tenants? occupants? lessees?",
        r"tenant\w* occup\w* leas\w* rent\w* settle\w* hous\w* incubat\w* resident\w*",
    ),
    "buyers": (r"buyers? purchasers?", r"buy\w* bought purchas\w* procur\w* order\w*"),
    "sellers": (r"sellers? vendors? suppliers?", r"sell\w* sale\w* sold vendor\w* suppl\w*"),
    "offices": (r"office_(?:space|area|floors?|blocks?|buildings?|towers?)", r"offices?(?=_\w) building\w* tower\w*"),
    "halls": (r"conference_halls? exhibition_halls?", r"halls? exhibit\w* venue\w*"),
    "homes": (r"flats apartments dwellings homes", r"flats apartment\w* dwelling\w* homes? hous\w* residen\w*"),
    "supercomputing": (r"super-?comput\w*", r"super-?comput\w* exaflop\w*"),
    "public money": (
        r"(?:government|state)_(?:\w+_)?(?:spending|investment|funding|money|funds?)",
        r"government\w* state public budget\w* ministr\w* cit(?:y|ies) province administration council national",
    ),
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
    (?<!almost_)(?<!nearly_)all_(?:its|their|his|her|of_(?:the|its|their|them)|the)
    the_(?:city|country|province|district|state|zone)_as_a_whole
    entire(?:ty|ly)? everywhere without_exception across_the_board of_(?:all|every)_(?:kinds?|sorts?|types?)
    """
)


_WHOLE = pattern_of(r"all whole entire\w* every overall total\w* general across")


# What tells a kind of company or model from all of them: where the measure's name or the fact's number has it, the
# sentence has it too.
_RESTRICTING = pattern_of(r"core robot(?:s|ics)? humanoid intended registered private listed")


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
    in_the_(?:year|month|quarter|week|months|years)_to(?!_come) during in_the_course_of alone newly_\w+ new_to
    (?:registered|founded|created|added|opened|established)_in_the_\w+ per_edition each_year per_year added(?!_to_the)
    """
)


_BEFORE = pattern_of(
    r"(?:more|less|fewer|higher|lower|larger|smaller)_than_(?:before|ever|earlier|previously|until_then)"
)


def _is_cause_said(text: Text, found: re.Match[str]) -> bool:
    return says(text, CAUSE, text.known) or _tells_apart(text, found)


# What is denied of what we compare, and what tells two kinds of amount apart: both in the present.
_DENIES_NOW = re.compile(r"\b(?:is|are|do|does|can|should|must|may)(?: not\b|n['’]t\b| no\b)|\bcannot\b", re.IGNORECASE)
_APART = re.compile(r"\b(?:is|are)(?: not\b|n['’]t\b| no\b)|\bdiffers?\b|\b(?:an)?other\b|\bdifferent\b", re.IGNORECASE)
_NOW_AND_THEN = re.compile(r"\b(?:is|are|do|does|can|should|must|may|has|have)\b")
_OF_AMOUNTS = frozenset(
    words_of(
        """
        count counts measure measures amount amounts figure figures number numbers unit units kind kinds year years
        both each other another differ differs different same that this these those they what with from than does cannot
        """
    )
)


def _tells_apart(text: Text, found: re.Match[str]) -> bool:
    """Whether a reason is only that what the numbers cited count is not the same: "is no growth rate, because visits
    are not people". It has no name, number or date, and no word but theirs, and what it is the reason for is denied."""
    if found[0].lower() != "because":
        return False
    start, end = text.sentence(found.start())
    comma = text.text.find(",", found.end(), end)
    is_first = not text.text[start : found.start()].strip()
    close = comma if is_first and comma >= 0 else end
    reason, main = text.text[found.end() : close], text.text[start : found.start()] + text.text[close:end]
    if any(found.end() <= part.start < close for part in text.parts):
        return False
    if not _APART.search(reason) or not _DENIES_NOW.search(main):
        return False
    figures = [figure for one in text.known for figure in one.fact.figures]
    counted = [f"{figure.unit} {text.name_of_measure(figure.measure)}" for figure in figures]
    counted += [f"{unit.one} {unit.many}" for figure in figures if (unit := text.units.get(figure.unit))]
    known = {word[:STEM] for word in re.findall(r"[a-z]+", " ".join(counted).lower())}
    verbs = (
        verb for part in (reason, main) for verb in VERB.finditer(part) if not part[: verb.start()].endswith("be ")
    )
    if any(not _NOW_AND_THEN.match(verb[0]) and verb[0][:STEM] not in known for verb in verbs):
        return False
    own = [word for word in re.findall(r"[a-z]{4,}", reason.lower()) if word not in _OF_AMOUNTS]
    return bool(own) and all(word[:STEM] in known for word in own)


def _is_scope_said(text: Text, found: re.Match[str]) -> bool:
    return not text.has_number(found.start()) or says(text, _WHOLE, facts_of(text, found.start()))


def restriction_dropped(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What a measure counts of a kind is told as of that kind: core companies, robotics companies."""
    if not text.known:
        return
    said = text.text.lower()
    for bound in text.bound:
        name = text.name_of_measure(bound.figure.measure)
        for found in _RESTRICTING.finditer(name):
            if " or " in name:
                continue  # each of the two may be said
            head = name.split()[-1].lower()[:6] if "industry" not in name else "industr"
            if found[0].lower()[:5] not in said and head in text.text[slice(*text.sentence(bound.start))].lower():
                message = f"{text.shown(bound)} is of {name!r}, and nothing says {found[0].lower()!r}; say it"
                yield Fault("scope", message, bound.start)


def _is_measured(licensed: re.Pattern[str], text: Text, found: re.Match[str]) -> bool:
    facts = [*facts_of(text, found.start()), *(one for one in text.known if not one.fact.figures)]
    return not text.has_number(found.start()) or says(text, licensed, facts)


def basis_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What was counted is not estimated, and what was estimated is not counted, unless a fact says both."""
    for pattern, other, what in ((COUNTED, ESTIMATED, "estimated"), (ESTIMATED, COUNTED, "counted")):
        for bound in text.bound:
            one = text.by_id[bound.fact.id]
            said = one.claim if one.is_own else f"{one.fact.text} {one.fact.note or ''}"
            if pattern.search(said) or not (
                other.search(said) or (what == "estimated" and bound.fact.kind == "target")
            ):
                continue
            for found in own_words(text, pattern, bound, 1.5):
                yield Fault(
                    "basis",
                    f"{text.shown(bound)} is {what} by {bound.fact.id}, and {found[0]!r} says not so; use its word",
                    found.start(),
                )


def period_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """An amount is for the length of time that its figure is for."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        said = one.all_words
        per = bound.quantity.per or next(
            (name for name, pattern in words.PERIODS.items() if _follows(text, bound, pattern)), None
        )
        if per and bound.figure.per != per and per in words.PERIODS and not words.PERIODS[per].search(said):
            yield Fault(
                "rate",
                f"{text.shown(bound)} is told as for a {per}, and its fact does not say so; leave it out",
                bound.start,
            )
        if bound.figure.per and not per:
            clause = text.clause(bound, reach=1.5)
            own = words.PERIODS.get(bound.figure.per)
            if own and not own.search(clause):
                yield Fault(
                    "rate", f"{text.shown(bound)} is for a {bound.figure.per} ({bound.fact.id}); say so", bound.start
                )
        if one.is_own and not one.is_english:
            continue
        for found in text.words_near(_ONCE, bound):
            if not _ONCE.search(said) and not words.TOTAL.search(said) and not _is_total(found[0], said):
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


def _is_total(word: str, said: str) -> bool:
    """Whether "a total of" is said of a total by its noun or adjective."""
    return "total" in word.lower() and bool(re.search(r"\btotal\b", said, re.IGNORECASE))


def _follows(text: Text, bound: Bound, pattern: re.Pattern[str]) -> bool:
    after = text.text[bound.end : text.clause_span(bound, 1.5)[1]]
    found = pattern.search(after)
    between = after[: found.start()] if found else ""
    return found is not None and len(between.split()) <= 6 and not re.search(r"\d|[,;]", between)


def _plain(words: str) -> str:
    """Words without what one and several differ in, and without the signs between them."""
    return " ".join(re.findall(r"[\w'-]+", re.sub(r"s\b", "", words.lower())))


_QUOTED = re.compile(r"[\"“]([^\"“”]{3,}?)[,.]?[\"”]")


def quote_altered(text: Text, around: Surroundings) -> Iterator[Fault]:
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


def _is_more_than_before(text: Text, found: re.Match[str]) -> bool:
    return says(text, _BEFORE, text.known) or any("growth" in one.figure.measure for one in text.bound)


def _is_moved(sign: int, text: Text, found: re.Match[str]) -> bool:
    facts = text.known
    # What has no number says nothing of how one moves: mills grind what grows.
    if (
        not facts
        or not text.bound
        or says(text, found.re, facts)
        or any(_grows(figure, sign) for one in facts for figure in one.fact.figures)
    ):
        return True
    start, end = text.sentence(found.start())
    before = text.text[start : found.start()]
    # What is planned may be to grow; "no fall" is none.
    of_plan = any(one.fact.kind == "target" for one in facts) and words.PLAN.search(before)
    return bool(of_plan) or before.endswith("no ") or text.went(sign) or bool(SUPPOSED.search(text.text[start:end]))


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


_NOT = re.compile(r"(?: not|n't)$")
_HALTED = pattern_of(r"halt\w* stopp\w* stops? ceas\w* suspend\w* block\w* paus\w* forb[ai]d\w* bann?\w*")


def _is_denied(text: Text, found: re.Match[str]) -> bool:
    if not text.known or any(not one.is_english for one in text.known):
        return True
    if any(words.stem(found[0]) in words.said(_DENIED, one.all_words) for one in text.known):
        return True
    # "Did not open it" and "it was not opened" are one denial.
    if _NOT.search(found[0]) and any(
        _NOT.search(said[0]) for one in text.known for said in _DENIED.finditer(one.all_words)
    ):
        return True
    return bool(_HALTED.match(found[0])) and any(_HALTED.search(one.all_words) for one in text.known)


ORDINAL = pattern_of(r"first second third fourth fifth sixth seventh eighth ninth tenth")
# What a source says for an order, in its language.
_SAME_ORDER = {
    "first": re.compile(
        r"\b(?:initial\w*|original\w*|earliest|inaugural|maiden|pioneer\w*|1st)\b|首|第一|第1|初", re.I
    ),
    "second": re.compile(r"第二|第2|二期|亚军"),
    "third": re.compile(r"第三|第3|三期|季军"),
}
_IN_ORDER = re.compile(r"\d(?:nd|rd|th)\b|\bafter\b|\bbehind\b|\bfollow|\bII|\btrail")


def _is_place_said(text: Text, found: re.Match[str]) -> bool:
    if text.text[found.end() :].startswith((" half", " quarter", " phase", "-")):
        return True
    order = found[0].lower()
    own = [one for one in text.known if one.is_own and one.fact.quote]
    return all(order in one.all_words.lower() or _is_order_said(order, one) for one in own)


def _is_order_said(order: str, one: Known) -> bool:
    """Whether a source says an order in other words, or in a language of which we know none for it."""
    alike = _SAME_ORDER.get(order)
    if alike and alike.search(one.all_words):
        return True
    if one.is_english:
        return order != "first" and bool(_IN_ORDER.search(one.all_words))
    return alike is None


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


def stock_or_flow(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What was there is not told as what was added, and the other way round."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        kind = text.kind_of_measure(bound.figure.measure)
        told = _BEGUN if kind == "stock" else _THERE if kind == "flow" else None
        if told is None or (one.is_own and not one.is_english):
            continue
        if _KIN_OF_COUNT[told].search(one.all_words):
            continue
        for found in own_words(text, told, bound):
            yield Fault(
                "measure",
                f"{found[0]!r} is not what {bound.fact.id} counts; say whether it was there or added",
                found.start(),
            )


_PARTITIVE = re.compile(
    r"\b(?:of(?! [0-9])|including|include[sd]?|among|part|parts|alone|thereof|"
    r"within|accounted|whole|rest|for|from)\b",
    re.IGNORECASE,
)


def part_told_as_whole(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What is a part of an amount, or of several together, is told as that."""
    for bound in text.bound:
        sentence = text.text[slice(*text.sentence(bound.start))]
        if bound.figure.measure == "part_of_amount" and not _PARTITIVE.search(sentence):
            yield Fault(
                "scope", f"{text.shown(bound)} is a part of an amount ({bound.fact.id}); say of what", bound.start
            )


def claimed(text: Text, around: Surroundings, known: Collection[str]) -> Iterator[Fault]:
    """What these rules find beside faults of some kinds that are known: of one mistake one line."""
    told = {other for kind in known for other in (kind, *_SAME_MISTAKE.get(kind, ()))}
    for rule in (*RULES, *turned.RULES, *modal.RULES, *added.RULES):
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


_NOT_SAID = "is not said by a fact cited here; leave it out"
RULES: tuple[Rule, ...] = (
    verb_of_another,
    outcome_by_verb,
    day_of_another,
    plan_of_event,
    Claim("ordinal_of_another", "superlative", ORDINAL, _NOT_SAID, _is_place_said),
    stock_or_flow,
    NOW_ADDED,
    part_told_as_whole,
    Claim("cause_added", "cause", CAUSE, "gives a cause that no fact cited here gives; leave it out", _is_cause_said),
    Claim("scope_added", "scope", SCOPE, _NOT_SAID, _is_scope_said),
    restriction_dropped,
    *(
        Claim(
            "amount_of_another",
            "measure",
            told,
            "is not what a fact cited here measures; name what it measures",
            partial(_is_measured, licensed),
        )
        for told, licensed in _AMOUNT_WORDS.values()
    ),
    basis_of_another,
    ROLE_ADDED,
    DONE_ADDED,
    period_of_another,
    asserter_missing,
    claimant_missing,
    quote_altered,
    VERDICT_ADDED,
    Claim("before_added", "movement", _BEFORE, _NOT_SAID, _is_more_than_before),
    *(
        Claim(
            "movement_added",
            "movement",
            way,
            "is not said by a fact cited here; say how much it was",
            partial(_is_moved, sign),
        )
        for way, sign in ((words.ROSE, 1), (words.FELL, -1))
    ),
    Claim("denial_added", "negation", _DENIED, _NOT_SAID, _is_denied),
    place_above,
    code_of_no_fact,
    declared_of_no_fact,
    kind_of_another,
)
