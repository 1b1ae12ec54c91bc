"""What a sentence turns round: the opposite of the record's word, another office, a plan told as done, a part of a
time told as the whole, and one end of a span told for all of it.

Each rule compares the sentence with the words or dates of the facts cited. A fact's own text is compared with its
quote, where that is in English.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from generator.bind import words
from generator.bind.around import Known, Surroundings, Text, own_whens
from generator.bind.passage import Bound, Fault
from generator.bind.words import pattern_of
from generator.model.when import When
from generator.quantities import Quantity


def _asked(text: Text) -> list[Known]:
    """The facts whose words can be compared with a text; none, where one of them has none in English."""
    can = all(not one.is_own or (one.is_english and one.fact.quote) for one in text.known)
    return text.known if can else []


def _content(words: str) -> frozenset[str]:
    return frozenset(word.lower()[:5] for word in re.findall(r"[A-Za-z]{4,}", words))


# Two sides of which a record says one: the text may not say the other in its place.
_OPPOSITES = tuple(
    (pattern_of(one), pattern_of(other))
    for one, other in (
        (r"opened inaugurat\w*", r"(?:was|were|been|had|has)_closed closed_(?:down|its|in|on) shut(?:s|ting)?"),
        (
            r"t(?:oo|a)k(?:e|es|en|ing)?_effect (?:came|come|comes|entered|enters?)_into_(?:force|effect) in_force",
            r"expir\w* laps(?:e|es|ed) "
            r"(?:was|were|been|be)_(?:suspended|repealed|revoked|rescinded|annulled|withdrawn)",
        ),
        (
            r"adopt(?:s|ed|ing|ion)? enact\w* approv(?:es|ed|al)",
            r"repeal\w* reject\w* veto\w* rescind\w* revok\w* scrapp\w* annul\w*",
        ),
        (
            r"stop(?:s|ped|ping)? halt\w* suspend\w* paus(?:e|es|ed|ing) ceas\w*",
            r"resum(?:e|es|ed|ing|ption) restart\w* reopen\w*",
        ),
        (
            r"launch\w* founded establish(?:ed|es) introduc(?:ed|es) inaugurat\w* began unveil\w*",
            r"ended dissolv\w* abolish\w* disband\w* wound_up discontinu\w* dismantl\w* shut_down closed_down",
        ),
        (
            r"allow(?:s|ed|ing)? permit(?:s|ted|ting)? authori[sz]e[sd]? lift(?:s|ed|ing)",
            r"forb[ai]d\w* bann(?:ed|ing) bans prohibit\w* impos(?:es|ed|ing) outlaw\w*",
        ),
        (r"join(?:s|ed|ing)?", r"left(?!_(?:to|over|out)) quit withdr[ae]w\w*"),
        (r"hir(?:es|ed|ing) recruit\w*", r"laid_off dismiss\w* sacked fired lay_offs? layoffs?"),
        (r"earliest oldest", r"latest newest youngest"),
        (r"largest biggest highest", r"smallest lowest"),
        (r"strengthen\w* tighten\w*", r"weaken\w* loosen\w* relax(?:es|ed|ing)?"),
        (r"won wins", r"lost loses"),
        # Two kinds of one thing.
        (r"revenues? sales turnover", r"profits? earnings"),
        (r"exports? exported exporting", r"imports? imported importing"),
        (r"public(?!ly) state-owned government-funded", r"private(?!_(?:equity|placement)) privately"),
        (r"domestic\w* home-grown", r"foreign overseas"),
        (r"accept(?:s|ed)", r"refus(?:es|ed) reject(?:s|ed) declin(?:es|ed)_to"),
    )
)


def _meet(one: When, other: When) -> bool:
    return one.first <= other.last and other.first <= one.last


_TURNED_BACK = re.compile(
    r"\b(?:not|never|no|n't|nor|without|before|until|yet to|if|whether|un\w+)(?: [\w'’-]+){0,3} $", re.I
)
# How many words of a fact a sentence has that is about the same.
_SAME_THING = 3


def opposite_of_record(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Where a record says one of two opposites, its sentence does not say the other instead."""
    known = _asked(text)
    record = " ".join((one.all_words if one.is_own else f"{one.words} {one.fact.quote or ''}") for one in known)
    for sides in _OPPOSITES:
        for wrong, right in (sides, sides[::-1]):
            if not words.may_have(wrong, text.beginnings) or not wrong.search(text.text):
                continue
            if right.search(text.text) or wrong.search(record) or not right.search(record):
                continue
            for found in text.found(wrong):
                if text.is_within(found.start()) or text.is_ours(found.start()):
                    continue
                start, end = text.sentence(found.start())
                if _TURNED_BACK.search(text.text[start : found.start()]):
                    continue
                sentence = _content(text.text[start:end])
                for one in known:
                    said = right.search(
                        one.fact.quote or "" if one.is_own else f"{one.fact.text} {one.fact.quote or ''}"
                    )
                    shared = len(sentence & _content(one.all_words))
                    is_dated_so = any(
                        date.when and start <= date.start < end and one.fact.when and _meet(date.when, one.fact.when)
                        for date in text.dates
                    )
                    if said and shared + is_dated_so >= _SAME_THING:
                        message = f"{found[0]!r} is the opposite of {said[0]!r}, which {one.fact.id} says; use its word"
                        yield Fault("negation", message, found.start())
                        return


_OFFICE = (
    r"(?:mayor|minister|head|director|president|chairman|chairwoman|chair|governor|secretary|premier|chief|"
    r"commissioner|administrator|dean|manager)"
)
_DEPUTY = r"(?:vice|deputy|assistant|associate|acting|former|executive vice|first vice)"
_HOLDER = re.compile(rf"\b(?:({_DEPUTY})[ -](?:[a-z]+ )?)?({_OFFICE})\b(?! (?:office|country|agency))", re.IGNORECASE)
_SPEAKS = re.compile(r"(?:sa(?:id|ys|ying)|told|announced|reported|gave|put|visit|as saying|according)", re.IGNORECASE)


def office_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A vice mayor is no mayor, and a mayor no vice mayor: an office is told as the record tells it."""
    known = _asked(text)
    ranks: dict[str, set[str]] = {}
    for one in known:
        for found in _HOLDER.finditer(one.all_words):
            ranks.setdefault(found[2].lower(), set()).add((found[1] or "").lower())
    for found in _HOLDER.finditer(text.text):
        office, rank = found[2].lower(), (found[1] or "").lower()
        if text.is_within(found.start()) or text.is_ours(found.start()):
            continue
        if office not in ranks:
            held = re.match(r" (?:[A-Z][a-z]+ ?)+", text.text[found.end() :])
            named = " ".join(one.all_words for one in known)
            if rank in ("vice", "deputy") and known and not re.search(r"\b(?:vice|deput\w+)\b", named, re.IGNORECASE):
                yield Fault(
                    "speaker", f"{found[0]!r} is not what a fact cited here says; write its office", found.start()
                )
            elif held and ranks and held[0].strip() in named and found[2][0].isupper():
                other = sorted(ranks)[0]
                message = f"{found[0]!r} is no office that a fact cited here gives ({other!r} is); write its office"
                yield Fault("speaker", message, found.start())
            continue
        is_deputy = bool(rank)
        if all(bool(other) != is_deputy for other in ranks[office]):
            other = f"{sorted(ranks[office])[0]} {office}".strip()
            message = f"{found[0]!r} is {other!r} in the fact cited; write the office that it names"
            yield Fault("speaker", message, found.start())
            return


_IRREGULAR = {
    "sold": "sell", "let": "let", "built": "build", "bought": "buy", "made": "make", "put": "put", "begun": "begin",
    "began": "begin", "spent": "spend", "sent": "send", "gone": "go", "went": "go", "taken": "take", "took": "take",
    "given": "give", "gave": "give", "led": "lead", "won": "win", "held": "hold", "become": "become", "cut": "cut",
    "became": "become", "brought": "bring", "found": "find", "left": "leave", "met": "meet", "paid": "pay",
    "run": "run", "ran": "run", "set": "set", "grown": "grow", "grew": "grow", "risen": "rise", "rose": "rise",
    "drawn": "draw",
    "written": "write", "lent": "lend", "kept": "keep", "got": "get", "had": "have", "done": "do", "seen": "see",
}  # fmt: skip


def lemma(verb: str) -> str:
    """A verb without its ending, so that its forms are one: "resumed" and "resume" are "resum"."""
    verb = verb.lower()
    verb = _IRREGULAR.get(verb, verb)
    for ending in ("ing", "ed", "es", "e", "s"):
        if verb.endswith(ending) and len(verb) - len(ending) >= 3:
            verb = verb[: -len(ending)]
            break
    return verb[:-1] if len(verb) > 3 and verb[-1] == verb[-2] else verb


_OPEN_VERB = re.compile(
    r"\b(?:could|would|will|may|might|can|should|shall|to|(?:is|are|was|were) (?:being )?(?=[a-z]+ing\b))"
    r"(?: (?:soon|then|also|again|only|not))? ?(?:be )?([a-z]{3,})\b"
)
DONE_VERB = re.compile(
    rf"\b(?:had|has|have) (?:already |since |now |also )?(?:been )?([a-z]{{2,}}ed|{'|'.join(_IRREGULAR)})\b"
)
_PAST = re.compile(rf"(?<!be )\b([a-z]{{3,}}ed|{'|'.join(_IRREGULAR)})\b")
_OPEN = re.compile(
    r"\b(?:could|would|will|may|might|can|should|if|whether|not|never|n't|no|none|plan\w*|expect\w*|yet|until)\b"
)


def _verbs(pattern: re.Pattern[str], said: str) -> frozenset[str]:
    return frozenset(lemma(found[1]) for found in pattern.finditer(said))


def verbs_done(said: str) -> frozenset[str]:
    """The verbs of which some words say that it was done."""
    return _verbs(_PAST, said)


def verbs_open(said: str) -> frozenset[str]:
    """The verbs of which some words say that it may or will be done."""
    return _verbs(_OPEN_VERB, said)


def open_told_as_done(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What may or will be done by the record is not told as having been done."""
    known = _asked(text)
    said = " ".join(one.all_words for one in known)
    still_open, done = verbs_open(said), verbs_done(said)
    for found in DONE_VERB.finditer(text.text):
        start, _ = text.sentence(found.start())
        if text.is_ours(found.start()) or _OPEN.search(text.text[start : found.start()]):
            continue
        verb = lemma(found[1])
        if verb in still_open and verb not in done:
            message = f"{found[0]!r} says that it was done, and no fact cited here does; say it as the fact does"
            yield Fault("plan", message, found.start())


_PLANNED_VERB = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|prepar(?:es|ed|ing)|intend(?:s|ed)?|aim(?:s|ed)?|hop(?:es|ed)|expect(?:s|ed)|want(?:s|ed)|"
    r"due|set|about|going|scheduled|supposed|meant|will|would|is|are|was|were) to (?:be )?([a-z]{3,})\b"
)
_MEANT = re.compile(
    r"\b(?:will|would|plan\w*|intend\w*|aim\w*|hop(?:es|ed|ing)|expect\w*|want\w*|due|scheduled|prepar\w*|may|might|could|"
    r"propos\w*|draft\w*|target\w*|goal\w*|(?:is|are|was|were) to|to be)\b",
    re.IGNORECASE,
)


def done_told_as_open(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What was done by the record is not told as still to be done."""
    known = _asked(text)
    if any(one.fact.kind == "target" for one in known):
        return
    said = " ".join(one.all_words for one in known)
    done, still_open = verbs_done(said), verbs_open(said)
    for found in _PLANNED_VERB.finditer(text.text):
        verb = lemma(found[1])
        if text.is_ours(found.start()) or verb not in done or verb in still_open:
            continue
        sentence = text.text[slice(*text.sentence(found.start()))]
        facts = [one for one in known if verb in _verbs(_PAST, one.all_words)]
        if any(_MEANT.search(one.claim) for one in facts) or re.search(r"\b(?:not|whether|if)\b", sentence):
            continue
        message = f"{found[0]!r} says that it was to come, and {facts[0].fact.id} says that it was done; say so"
        yield Fault("outcome", message, found.start())


_WHOLE_OF = re.compile(
    r"\b(?:throughout|the (?:full|whole|entire)(?: of)?(?: the)?(?: year)?(?: of)?|full[- ]year|all of|"
    r"(?:in|over|during|for) the year(?: of)?|all through|the course of) $",
    re.IGNORECASE,
)


def part_told_as_year(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A figure of a day, month or part of a year is not told for all of that year."""
    for date in text.dates:
        when = date.when
        whole = _WHOLE_OF.search(text.text[: date.start])
        if when is None or when.precision != "year" or when.is_span or whole is None:
            continue
        costs = text.nearest(date, text.bound)
        if not costs or costs[0][0] >= 1.5:
            continue
        bound = costs[0][1]
        own = bound.figure.when
        is_part = when.first <= own.first and own.last <= when.last and own.precision != "year"
        said = text.by_id[bound.fact.id].all_words.lower()
        if is_part and (own.last - own.first).days < 300 and whole[0].strip().lower() not in said:
            message = (
                f"{text.shown(bound)} is of {own} ({bound.fact.id}), not of {whole[0].strip()} "
                f"{date.text.strip()}; write its own date"
            )
            yield Fault("date", message, date.start)


_AT = re.compile(r"\b(?:in|for|during|of|on) $", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"\b(?:quarters?|half|halves|months?|H[12]|Q[1-4]|to date|so far|part|(?:Jan|Febr)uary|March|April|May|June|July|"
    r"August|(?:Sept|Nov|Dec)ember|October|weeks?|early|late)\b"
)


def _of_years(text: Text) -> Iterator[tuple[Quantity, When, Bound]]:
    """The single years of a text, "in 2024", each with its time and the nearest figure of its clause."""
    for date in text.dates:
        when = date.when
        if when is None or when.precision != "year" or when.is_span or not _AT.search(text.text[: date.start]):
            continue
        costs = text.nearest(date, text.bound)
        if costs and costs[0][0] < 1:
            yield date, when, costs[0][1]


def flow_of_part_told_as_year(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What came in a part of a year is not told of the year without a word of that part."""
    for date, when, bound in _of_years(text):
        own = bound.figure.when
        is_part = when.first <= own.first and own.last <= when.last and own.precision in ("quarter", "half")
        sentence = text.text[slice(*text.sentence(date.start))]
        if not is_part or text.kind_of_measure(bound.figure.measure) == "stock" or _PART_OF_YEAR.search(sentence):
            continue
        message = f"{text.shown(bound)} is of {own} ({bound.fact.id}), a part of {date.text.strip()}; write that part"
        yield Fault("date", message, date.start)


_THAN_BEFORE = re.compile(
    r"\b(more|higher|larger|greater|less|fewer|lower|smaller) than (?:(?:in )?(?:a|the) (?:year|month|quarter)s? "
    r"(?:before|earlier|ago)|(?:in )?the (?:previous|prior|preceding|last) (?:year|month|quarter)|a year ago)",
    re.IGNORECASE,
)


def way_turned(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That something is more or less than before is not the opposite of what a fact cited says."""
    known = [one for one in text.known if one.is_english or not one.is_own]
    if len(known) < len(text.known) or not known:
        return
    for found in _THAN_BEFORE.finditer(text.text):
        is_more = found[1].lower() in ("more", "higher", "larger", "greater")
        right, wrong = (words.ROSE, words.FELL) if is_more else (words.FELL, words.ROSE)
        said = " ".join(one.all_words for one in known)
        changes = [figure.value for one in known for figure in one.fact.figures if "growth" in figure.measure]
        if any((value >= 0) == is_more for value in changes) or right.search(said):
            continue
        turned = _THAN_BEFORE.search(said)
        if wrong.search(said) or changes or (turned and turned[1].lower() != found[1].lower()):
            message = f"{found[0]!r} is the opposite of what {known[0].fact.id} says; look which way it went"
            yield Fault("movement", message, found.start())


def end_told_as_span(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A figure of several years is not told for one of them."""
    for date, when, bound in _of_years(text):
        own, one = bound.figure.when, text.by_id[bound.fact.id]
        # What compares two years names both or one: "twice the area of 2019".
        if bound.figure.unit in ("times", "percent", "%", "rank", "share"):
            continue
        if not own.is_span or (when.first <= own.first and own.last <= when.last):
            continue
        start, end = text.sentence(date.start)
        others = [other for other in text.dates if other is not date and start <= other.start < end]
        if any(other.when and own.first <= other.when.last and other.when.first <= own.last for other in others):
            continue
        if when.first < own.first or when.last > own.last or any(when == other for other in one.text_dates):
            continue
        message = (
            f"{text.shown(bound)} is of {own} ({bound.fact.id}), not of {date.text.strip()} alone; write all of it"
        )
        yield Fault("date", message, date.start)


_EDGE = re.compile(
    r"\b(?:beg[aiu]n\w*|open\w*|start\w*|first|ended|ends|clos\w*|last|second|third|until|since|from|by|before|after)\b",
    re.IGNORECASE,
)


def day_told_as_days(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What lasted some days is not told of one of them, but for its beginning and end."""
    for date in text.dates:
        when = date.when
        if when is None or when.precision != "day" or when.is_span or not _AT.search(text.text[: date.start]):
            continue
        sentence = text.text[slice(*text.sentence(date.start))]
        own = [one for one in text.known for of in own_whens(one) if of.precision == "day" and _meet(of, when)]
        spans = [one for one in own if one.fact.when and one.fact.when.is_span and one.fact.when.precision == "day"]
        if not own or len(spans) < len(own) or _EDGE.search(sentence) or any(when == day for day in own[0].text_dates):
            continue
        if spans[0].published and _meet(spans[0].published, when):
            continue
        message = f"{text.shown(date)} is one day of {spans[0].fact.when} ({spans[0].fact.id}); write all of it"
        yield Fault("date", message, date.start)


_SHARE_OF = re.compile(r" (?:[\w-]+ ){0,2}?of (?:all )?the (country|nation|world)(?:['’]s|\b)")
_WIDE = {
    "country": re.compile(r"countr|nation|全国|全國|我国|国内|中国", re.IGNORECASE),
    "world": re.compile(r"\bworld|global|international|全球|世界", re.IGNORECASE),
}
_OTHER_WHOLE = re.compile(
    r"\bof (?:the|its) (?:city|province|district|state)|\b(?:city|province|district|state)['’]s|全市|全省|全区|本市",
    re.IGNORECASE,
)


def share_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A share is of the country or the world where a fact says so."""
    for bound in text.bound:
        found = _SHARE_OF.match(text.text, bound.end) if bound.figure.unit in ("share", "percent", "%") else None
        if found is None:
            continue
        kind = "world" if found[1] == "world" else "country"
        one = text.by_id[bound.fact.id]
        says = f"{one.all_words} {text.words_of_measure(bound.figure.measure)}"
        if _WIDE[kind].search(says) or (kind == "country" and text.names_a_country(one)):
            continue
        quote = one.fact.quote or ""
        other = _WIDE["country" if kind == "world" else "world"]
        # A quote may begin behind the whole.
        if one.is_own and not _OTHER_WHOLE.search(quote) and not other.search(quote):
            continue
        message = f"{found[0].strip()!r} is not what {bound.fact.id} gives {text.shown(bound)} of; name that"
        yield Fault("scope", message, found.start())


def share_in_the_whole(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A share is of the whole: no place has a share of what lies in it, and no part has one in the whole."""
    for bound in text.bound:
        if bound.figure.unit not in ("share", "percent", "%"):
            continue
        start, end = text.sentence(bound.start)
        here = [one for one in text.mentions if start <= one.start < end and one.subjects]
        for one in here:
            if one.start < bound.end or not re.fullmatch(r" of (?:all )?(?:the )?", text.text[bound.end : one.start]):
                continue
            for other in here:
                is_holder = other.start < bound.start and re.match(
                    r" (?:had|has|have|held|hosted|holds|hosts|accounted|took|drew|made|got)\b", text.text[other.end :]
                )
                is_where = other.start > one.end and text.text[: other.start].endswith(" in ")
                above = frozenset(up for id in one.subjects for up in text.above(id))
                if (is_holder or is_where) and other.subjects & above and not other.subjects & one.subjects:
                    message = (
                        f"{text.shown(one)} lies in {text.shown(other)}, and {text.shown(bound)} of it is no share of "
                        "that; look whether they are exchanged"
                    )
                    yield Fault("name", message, one.start)
                    return


_FROM = re.compile(r"\bfrom (?:[a-z]+ ){0,3}$")
_TO = re.compile(r"\b(?:to|reach(?:ed)?) (?:[a-z]+ ){0,3}$")


def from_later_to_earlier(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What goes from one amount to another goes from the earlier to the later, and from what is to what is planned."""
    for one in text.bound:
        if not _FROM.search(text.text[: one.start]):
            continue
        start, end = text.sentence(one.start)
        for other in text.bound:
            if other is one or not start <= other.start < end or not _TO.search(text.text[: other.start]):
                continue
            if (one.figure.measure, one.figure.unit) != (other.figure.measure, other.figure.unit):
                continue
            is_of_plan = one.fact.kind == "target" and other.fact.kind == "figure"
            is_later = is_of_plan or one.figure.when.first > other.figure.when.last
            if one.fact.about != other.fact.about or not is_later:
                continue
            message = (
                f"{text.shown(one)} is of {one.figure.when} ({one.fact.id}), later than {text.shown(other)} "
                f"({other.figure.when}); look whether they are exchanged"
            )
            yield Fault("exchanged", message, one.start)


_TOLD = re.compile(
    r"\b(?:reported|said|wrote|announced|told|published|found|noted|stated)(?: (?:it|so|this))?(?: in| on)? $"
)


def told_after_source(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Nobody reports on a day after that of the sources."""
    ends = [one.published.last if one.published else None for one in text.known]
    days = [day for day in ends if day]
    if not days or len(days) < len(ends):
        return
    for date in text.dates:
        told = _TOLD.search(text.text[: date.start])
        if date.when and told and date.when.first > max(days) and not text.is_ours(date.start):
            message = (
                f"{text.shown(date)} is after all sources cited here, the last of {max(days)}; write when it was told"
            )
            yield Fault("date", message, date.start)


def parts_exchanged(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Two figures of one fact stand before the words before which its quote has them."""
    for first, second in itertools.combinations(text.bound, 2):
        one = text.by_id[first.fact.id]
        if first.fact.id != second.fact.id or first.figure.unit != second.figure.unit or not one.is_english:
            continue
        quote = one.fact.quote or ""
        at = [quote.find(bound.figure.as_stated) for bound in (first, second)]
        if min(at) < 0 or at[0] == at[1] or first.figure.value == second.figure.value:
            continue
        ours = [_behind(text.text, bound.end) for bound in (first, second)]
        theirs = [
            _behind(quote, place + len(bound.figure.as_stated))
            for place, bound in zip(at, (first, second), strict=True)
        ]
        own = [len(ours[0] & theirs[0] - theirs[1]), len(ours[1] & theirs[1] - theirs[0])]
        other = [len(ours[0] & theirs[1] - theirs[0]), len(ours[1] & theirs[0] - theirs[1])]
        if sum(other) > 0 and sum(own) == 0:
            message = (
                f"the quote of {first.fact.id} has {text.shown(first)} and {text.shown(second)} before each other's "
                "words; look whether they are exchanged"
            )
            yield Fault("exchanged", message, first.start)


def _behind(said: str, at: int) -> frozenset[str]:
    """The words behind a number as far as a sign or the next number."""
    end = re.search(r"[,.;:]|\d|\band\b", said[at:])
    return _content(said[at : at + end.start()] if end else said[at:])


RULES = (
    from_later_to_earlier,
    told_after_source,
    parts_exchanged,
    opposite_of_record,
    office_of_another,
    open_told_as_done,
    done_told_as_open,
    part_told_as_year,
    end_told_as_span,
    day_told_as_days,
    flow_of_part_told_as_year,
    way_turned,
    share_of_another,
    share_in_the_whole,
)
