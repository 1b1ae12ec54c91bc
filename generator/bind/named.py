"""Who and what a sentence names: the subject of its numbers, the places and organisations, and who speaks.

A name belongs to a fact that the text cites; the one nearest to a number is its fact's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bind import words
from generator.bind.around import OURS, SENTENCE, VERB, Claim, Known, Surroundings, Text, facts_of
from generator.bind.mentions import Mention
from generator.bind.passage import Bound, Fault
from generator.bind.words import pattern_of
from generator.quantities.numerals import words_of

# The world is named by a word of every day.
_WORLD = re.compile(r"\b(?:world(?:wide)?|global(?:ly)?)\b", re.IGNORECASE)


# What a name behind a number is farther from it than one before it.
BEHIND = 0.4
# How many letters two forms of a noun share.
STEM = 5


_NAME = re.compile(r"\b[A-Z][\w&’'.-]*[\w]\b")


def subject_not_named(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A passage names what its numbers are about, unless its page is about that."""
    named = text.named | around.about
    for id in dict.fromkeys(bound.fact.id for bound in text.bound):
        one = text.by_id[id]
        if one.is_known and not named & one.subject and not named & (one.subjects - one.above):
            yield Fault("subject", f"the text has a figure of {one.fact.about} ({id}) and does not name it; name it")


def name_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """The name nearest to a number is of its fact."""
    for bound in text.bound:
        one = text.by_id[bound.fact.id]
        costs = text.nearest(bound, text.places, BEHIND)
        if not costs or (not one.is_known and _WORLD.search(text.clause(bound))):
            continue
        # A name behind the number and a comma begins what comes next.
        inside = [pair for pair in costs if pair[0] < (SENTENCE if pair[1].start < bound.start else 1.4)]
        if subject := _subject_behind(text, bound):
            inside = [(0.0, subject)]
        if not inside:
            # No name in its sentence: it goes on about what was named before, or about what the page is about.
            before = [mention for mention in text.places if mention.start < bound.start]
            if around.about & one.subject or not before or any(_is_of_fact(mention, one) for mention in before):
                continue
            inside = [(0.0, before[-1])]
        near = [mention for cost, mention in inside if cost <= inside[0][0] + 0.6]
        # An organisation in a passage of the subject's own page takes the number from nobody.
        if around.about & one.subject and not any(text.is_place(mention) for mention in near):
            continue
        near += [mention for mention in text.places if any(text.joins(mention, one) for one in near)]
        if any(_is_of_fact(mention, one) for mention in near):
            continue
        yield Fault(
            "name",
            f"{text.shown(bound)} is a figure of {one.fact.about} ({one.fact.id}), and the name nearest to it is "
            f"{text.shown(near[0])}; name what it is of next to it",
            bound.start,
        )


# A phrase before the subject of its sentence begins with a preposition or a participle, and the subject follows on it.
_BEGINS = re.compile(
    r"\s*(?:with|at|from|after|before|besides?|despite|in|by|under|of|on|for|for all|[a-z]+ing|given)\b", re.IGNORECASE
)
_SUBJECT = re.compile(r", (?:the )?(?:[a-z]+ of )?")


def _subject_behind(text: Text, bound: Bound) -> Mention | None:
    """The subject of a number's sentence that follows on the phrase in which the number is: "With 25 in June, Port
    aimed for more"."""
    start, end = text.sentence(bound.start)
    comma = text.text.find(", ", bound.end, end)
    if comma < 0 or not _BEGINS.match(text.text, start) or VERB.search(text.text, start, comma):
        return None
    if any(start <= mention.start < comma for mention in text.mentions):
        return None
    found = _SUBJECT.match(text.text, comma)
    return next((one for one in text.places if found and one.start == found.end()), None)


def _is_of_fact(mention: Mention, one: Known) -> bool:
    return bool((mention.subjects | mention.governed) & one.subjects or mention.speakers & one.speakers)


def name_of_no_fact(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What a passage names belongs to a fact that it cites; one without a number may name what its page is about."""
    for mention in text.mentions if text.known else ():
        if not text.bound and mention.subjects & around.about:
            continue
        if any(_is_of_fact(mention, one) for one in text.known) or not (mention.subjects or mention.speakers):
            continue
        yield Fault(
            "name",
            f"{text.shown(mention)} is named by no fact cited here; cite one that does, or name another",
            mention.start,
        )


# "The city's AI output was": what an amount is of, by the kind of place alone.
_OF_A_KIND = re.compile(
    r"\bthe (city|district|province|country|state|cluster|zone)['’]s (?:[\w-]+ ){1,5}?"
    r"(?:at|was|were|is|came|comes|reached|exceeded|stood|stands|grew|rose|fell|amounted)\b",
    re.IGNORECASE,
)
# A city may be a province and a district a new area; what a part is called is its own choice.
_ALIKE = {"city": ("city", "province"), "province": ("province", "city"), "state": ("province", "country")}
_PARTS = ("district", "cluster", "zone")


def kind_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What is told of "the city" is of a city, and of "the district" of a part of one."""
    for found in _OF_A_KIND.finditer(text.text):
        _, end = text.sentence(found.start())
        behind = [bound for bound in text.bound if found.end() <= bound.start < end]
        if not behind or text.is_within(found.start(1)):
            continue
        bound = behind[0]
        kind = found[1].lower()
        wanted = _PARTS if kind in _PARTS else _ALIKE.get(kind, (kind,))
        kinds = text.kinds_of(text.by_id[bound.fact.id])
        if kinds and kinds.isdisjoint(wanted):
            message = f"is a figure of {bound.fact.about} ({bound.fact.id}), which is no {kind}; name it"
            yield Fault("name", f"{text.shown(bound)} {message}", found.start())


# H200, GPT-4, R1: what is named by letters and digits is one thing and no other.
_CODE = re.compile(r"(?<![\w.-])(?=[A-Za-z.-]*\d)(?=[\d.-]*[A-Za-z])[A-Za-z\d]+(?:[.-][A-Za-z\d]+)*(?![\w-])")
_NO_CODE = re.compile(
    r"(?:\d+(?:st|nd|rd|th|s|k|m|bn|tn|km2?|mw|gw|kw|pct|x|g)|[hqHQ][1-4]|FY\d+|\d+-[a-z][a-z-]+|[a-z]+-\d+|[A-Z]\$\d.*)",
    re.ASCII,
)


# GPT 4 and "GPT-4o mini" name what GPT-4 does.
_SPACED_CODE = re.compile(r"(?<![\w.-])[A-Za-z]+[ -]\d+(?:\.\d+)*[a-z]?(?![\w-])")


def code_of_no_fact(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What is named by letters and digits, a product or a rule, is named so by a fact cited."""
    if not text.known or any(one.is_own and not one.fact.quote for one in text.known):
        return
    record = " ".join(one.all_words for one in text.known)
    codes = [found[0] for pattern in (_CODE, _SPACED_CODE) for found in pattern.finditer(record)]
    # DeepSeek-R1 is R1.
    said = {_together(part) for code in codes for part in (code, *code.split("-"))}
    for found in _CODE.finditer(text.text):
        if any(one.start <= found.start() < one.end for of in (text.bound, text.dates) for one in of):
            continue
        if _NO_CODE.fullmatch(found[0]) or _together(found[0]) in said:
            continue
        message = "is named by no fact cited here; name what the source names"
        yield Fault("name", f"{found[0]!r} {message}", found.start())


def _together(words: str) -> str:
    """Words in small letters without the signs between them: GPT-4 and GPT 4 are one."""
    return re.sub(r"[\W_]+", "", words.lower())


def declared_of_no_fact(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A declared name that a passage has stands in a fact that it cites, be it by another of its names."""
    if not text.known or any(one.is_own for one in text.known):
        return
    said = " ".join((*(one.all_words for one in text.known), *text.names_of_subjects)).lower()
    for mention in text.mentions:
        if mention.subjects or mention.speakers or text.is_ours(mention.start):
            continue
        if not text.text[mention.start].isascii():
            continue  # where nothing parts words, it may be a part of another name
        names = text.other_names(text.text[mention.start : mention.end])
        if not any(name.lower() in said for name in names):
            message = "is named by no fact cited here; cite one that does, or leave it out"
            yield Fault("name", f"{text.shown(mention)} {message}", mention.start)


def place_above(text: Text, around: Surroundings) -> Iterator[Fault]:
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
        costs = text.nearest(bound, (mention for mention in here if mention.subjects))
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


def speaker_of_another(text: Text, around: Surroundings) -> Iterator[Fault]:
    """The speaker named next to a number says its fact."""
    for mention in (mention for mention in text.mentions if mention.speakers and not mention.subjects):
        costs = [pair for pair in text.nearest(mention, text.bound) if pair[0] < SENTENCE]
        if not costs:
            continue
        before = [bound for _, bound in costs if bound.end <= mention.start]
        if before and text.text[: mention.start].endswith(", ") and _CLOSES.match(text.text, mention.end):
            # "40 companies, Paper A found;" is of what stands before it.
            near = said = [max(before, key=lambda bound: bound.start)]
        else:
            near = [bound for cost, bound in costs if cost <= costs[0][0] + 0.6]
            said = [bound for _, bound in costs] if costs[0][0] >= 1 else near
        if any(mention.speakers & text.by_id[bound.fact.id].speakers for bound in said):
            continue
        yield Fault(
            "speaker",
            f"{text.shown(mention)} stands next to {text.shown(near[0])}, which others say ({near[0].fact.id}); name "
            "its own speaker",
            mention.start,
        )


_SAYS = (
    r"(?:said|says|reported|reports|wrote|writes|announced|noted|notes|found|finds|estimated|estimates|counted|counts|"
    r"claimed|claims|told|stated|states|put|puts|gave|gives|declared|revealed|disclosed|argued|insisted|added|explained|"
    r"observed|remarked|asserted|confirmed|predicted|warned|recalled|maintained|calculated|reckoned|published|quoted|"
    r"placed|ranked|listed|rated|measured|recorded|assessed|valued|cited|expected)"
)
# A verb of saying with which a clause ends.
_CLOSES = re.compile(rf" {_SAYS}[.;]")


_SPEAKS = re.compile(
    rf"(?<!\w)(?<!\w['’&.-])((?:[A-Z][\w&’'.-]++ ?){{1,12}})(?:, [^,.]{{3,60}},)? {_SAYS}\b|"
    r"\b(?:according to|in the words of|as told by|told|by the count of|by the data of|citing|quoting|per) "
    r"((?:[A-Z][\w&’'.-]++ ?){1,12})"
)


def speaker_unknown(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Who is said to say something is one who says a fact that the text cites."""
    if not text.known:
        return
    spoken = {
        one.fact.id: frozenset(
            re.findall(r"[a-z]+", f"{one.spoken} {'' if one.is_own else one.fact.text} {one.fact.note or ''}".lower())
        )
        for one in text.known
    }
    for found in _SPEAKS.finditer(text.text):
        name, at = (found[1], found.start(1)) if found[1] else (found[2], found.start(2))
        parts = re.findall(r"[A-Za-z]+", name)
        # Who speaks in a sentence says a number of it, or what has none.
        here = (*facts_of(text, at), *(one for one in text.known if not one.fact.figures))
        known = _WELL_KNOWN.union(text.adjectives, *(spoken[one.fact.id] for one in here))
        if text.is_within(at) or text.is_within(at + len(name.rstrip()) - 1) or not parts:
            continue
        is_first = text.text[:at].rstrip()[-1:] in ("", ".", "!", "?", ":", "“")
        if len(parts) == 1 and is_first and text.is_common(parts[0].lower()):
            continue  # a word at the beginning of a sentence has a capital anyway
        unknown = [
            part for part in parts if len(part) > 2 and part.lower() not in known and part.lower() not in _STARTS
        ]
        if unknown:
            message = "is named as a speaker by no fact cited here; cite one that does, or name who says it"
            yield Fault("speaker", f"{name.strip()!r} {message}", at)


_ROLES = (
    r"(?:ministry|minister|bureau|office|commission|committee|institute|association|mayor|governor|spokes\w+|analysts?|"
    r"officials?|secretary|council|agency|administration|academy|university|newspaper|paper|broadcaster|government|"
    r"regulator|bank|department|authority|survey|study|researchers?|economists?|experts?|insiders?|executives?|director|"
    r"president|chairman|chairwoman|chief|premier|professor|scientists?|lawyers?|investors?|organisers|developers?|"
    r"company|firm|start-up|union|federation|chamber|foundation|think-tank|embassy|parliament|court|police)"
)


_ROLE_SPEAKS = re.compile(
    rf"\b((?:[a-z'’-]{{1,30}} ){{0,4}}){_ROLES}(?: (?:of|for|in) [A-Z][\w'’ -]{{2,30}}?)? {_SAYS}\b|"
    rf"\b(?:according to|told|by (?:an?|the) (?:account|estimate|count|data|figures|reckoning|tally|word|report) of) "
    rf"((?:[a-z'’-]{{1,30}} ){{0,3}}){_ROLES}\b",
    re.IGNORECASE,
)


_FOR = re.compile(r"\b(?:for|from|to|with)\b")
_ROLE = re.compile(rf"\b{_ROLES}\b", re.IGNORECASE)


def role_unknown(text: Text, around: Surroundings) -> Iterator[Fault]:
    """An office or trade that is said to say something is that of a speaker of a fact cited."""
    if not text.known or any(not one.is_english for one in text.known if one.is_own):
        return
    said = " ".join(f"{one.all_words} {one.fact.text if not one.is_own else ''}" for one in text.known).lower()
    known = frozenset(word[:STEM] for word in re.findall(r"[a-z]+", said))
    if any(text.is_organisation(one) for known_fact in text.known for one in known_fact.subject):
        known |= {"compa", "firm", "start"}
    for found in _ROLE_SPEAKS.finditer(text.text):
        if OURS.search(found[0]):
            continue
        role = _ROLE.search(found[0])
        if role is None or text.is_within(found.start() + role.start()):
            continue
        if _FOR.search(found[1] or ""):  # "a study for the government found"
            continue
        if role[0].lower()[:STEM] not in known and not any(
            content in known for content in _ROLES_ALIKE.get(role[0].lower(), ())
        ):
            yield Fault(
                "speaker", f"no fact cited here is said by a {role[0].lower()}; name who says it", found.start()
            )


# Other words for an office: a ministry speaks through its minister.
_ROLES_ALIKE = {
    "ministry": ("minis", "miit", "ministry"),
    "minister": ("minis", "miit"),
    "government": ("gover", "gov", "city", "distr", "munic", "offic", "admin"),
    "official": ("offic", "direc", "minis", "deput", "mayor", "chief", "secre", "commi"),
    "officials": ("offic", "direc", "minis", "deput", "mayor", "chief", "secre", "commi"),
    "commission": ("commi", "ndrc"),
    "administration": ("admin",),
    "newspaper": ("news", "daily", "times", "post", "paper"),
    "paper": ("paper", "white", "daily", "news"),
    "organisers": ("organ", "waic"),
    "researchers": ("resea", "insti", "unive"),
    "company": ("compa", "corpo", "inc"),
    "association": ("assoc", "szaic"),
    "institute": ("insti", "acade"),
    "academy": ("acade", "insti", "caict"),
    "survey": ("surve", "study", "index"),
    "study": ("study", "surve", "repor", "index"),
}


# Who is called by a trade: of another trade somebody else speaks.
ROLES = pattern_of(
    r"""
    analysts? academics? economists? scholars? professors?
    consultants? consultanc(?:y|ies) forecasters? critics observers insiders? pollsters? auditors? lawyers? institute
    think-tanks? think_tanks? journalists? lobbyists? industry_associations? trade_associations? bankers? brokers?
    traders? executives?
    """
)


def _is_role_of_a_fact(text: Text, found: re.Match[str]) -> bool:
    stem = found[0].lower()[:STEM]
    return any((one.is_own and not one.is_english) or stem in one.all_words.lower() for one in text.known)


ROLE_ADDED = Claim(
    "role_of_another", "speaker", ROLES, "is named by no fact cited here; name who says it", _is_role_of_a_fact
)


_OFFICE = pattern_of(
    r"commissions? regulators? ministr(?:y|ies) offices? governments? bureaus? administrations? authorit(?:y|ies) "
    r"institutes? academ(?:y|ies) officials? associations? mayors? ministers?"
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


def asserter_missing(text: Text, around: Surroundings) -> Iterator[Fault]:
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


_OWN_FIRST = re.compile(r"['’]s first\b(?! (?:half|quarter|phase|time|year|months?|yearly|annual|edition|\d))")


def claimant_missing(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That something is the first or largest, which somebody claims of it, is told as what they say."""
    if any(mention.speakers for mention in text.mentions):
        return
    if _REPORTED.search(text.text) or _OFFICE.search(text.text):
        return
    ranks = [*_OWN_FIRST.finditer(text.text), *text.found(words.SUPERLATIVE)]
    for found in sorted(ranks, key=lambda one: one.start()):
        if found[0][0].isupper() or text.is_within(found.start()) or text.is_ours(found.start()):
            continue
        stem = words.stem(found[0].lstrip("'’s "))
        facts = [one for one in text.known if one.is_own or stem in one.all_words.lower()]
        if facts and all(one.fact.said_by for one in facts):
            message = f"{found[0].strip()!r} is what {facts[0].fact.said_by} says ({facts[0].fact.id}); say who says it"
            yield Fault("speaker", message, found.start())
            return


def name_first(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A sentence whose subject is a name begins with one that a fact cited or a registry has."""
    said = " ".join(one.all_words for one in text.known).lower()
    for found in _FIRST.finditer(text.text):
        word = found[1]
        if text.is_within(found.start(1)) or any(not one.is_english for one in text.known if one.is_own):
            continue
        if word.lower() in said or text.is_common(word.lower()) or word.lower() in _WELL_KNOWN:
            continue
        yield Fault(
            "name",
            f"{word!r} is named by no fact cited here; cite one that does, or declare the name in a registry",
            found.start(1),
        )


_FIRST = re.compile(
    r"(?:^|[.!?:] )([A-Z][a-zA-Z]{2,})(?:['’]s|(?= (?:had|has|was|were|is|are|will|would|[a-z]+ed|[a-z]+s)\b))"
)


_STARTS = frozenset(words_of("the a an in of on at for its his her their this that when while though and but as by"))


def unknown_name(text: Text, around: Surroundings) -> Iterator[Fault]:
    """Proper names in a passage stand in the facts that it cites, or in a registry."""
    if not text.known:
        return
    said = " ".join(one.all_words for one in text.known)
    known = frozenset(re.findall(r"[A-Za-z]+", said.lower())) | text.adjectives_of_cited
    for found in _NAME.finditer(text.text):
        at = found.start()
        if text.is_within(at) or any(at <= place < found.end() for place in text.faulty):
            continue
        before = text.text[:at].rstrip()
        if not before or before[-1] in '.!?:“"(':
            continue
        parts = [part for part in re.findall(r"[A-Za-z]+", found[0]) if len(part) > 1]
        # What we write of a source in another language names it in a fact's own text.
        if any(one.is_own and not one.is_english for one in text.known) or all(
            part.lower() in known or part.lower() in _WELL_KNOWN for part in parts
        ):
            continue
        yield Fault(
            "name",
            f"{found[0]!r} is named by no fact cited here; cite one that does, or declare the name in a registry",
            at,
        )


_WELL_KNOWN = frozenset(
    words_of(
        """
        ai i we us it ok ceo gdp gpu gpus iot monday tuesday wednesday thursday friday saturday sunday january february
        march april may june july august september october november december english chinese european american asian
        whether whoever whatever whichever however older newer earlier later such each both neither either some many
        most few
        several other others another none nothing nobody much more less fewer here there where when while whereas since
        because although though if whether unless until after before during besides beside between among within without
        despite according under over above below across along near next last first what which who whose why how
        these those
        this that its their they he she his her our one ones only even still yet also too so thus hence therefore then
        now not no yes perhaps maybe almost nearly about around exactly elsewhere otherwise meanwhile moreover instead
        together alone apart in on at by for of to from with as and or but nor the a an all any every half
        """
    )
)
