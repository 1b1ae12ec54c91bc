"""What a sentence adds of its own: a clause of which no fact cited says a word, a purpose, a consequence, that
somebody is the only one, and a name joined to the subject.

A clause is asked for one word of the record: of the facts' texts, quotes and notes, of what they measure, or of what we
write of any record (a count, a source, a measure).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.bind.around import Surroundings, Text, is_change
from generator.bind.passage import Fault
from generator.bind.words import pattern_of
from generator.quantities.numerals import words_of

_OPENS = re.compile(
    r"(?:, )(?:and |but |with )?(?P<clause>"
    r"(?:so that|so as to|in order to|in a bid to|thereby|which|who|as (?:the|a|an)\b|to (?!the\b|a\b|an\b)(?=[a-z])|"
    r"though|although|while|[a-z]{3,}ing\b|among them|an? (?=[a-z])|the (?=[a-z]))"
    r"[^,.;:()“”\"]*)"
)
_WORD = re.compile(r"[A-Za-z]{4,}")
# Words of sentences about what was read, counted and compared, which we write of any record.
_OF_RECORDS = pattern_of(
    r"""
    counts? counted counting count sources? reports? reported reporting reports measures? measured figures? numbers?
    amounts? definition defin\w* kinds? known found records? recorded recording stat(?:e|ed|es|ing) sa(?:id|ys|ying)
    according newspaper pages? accounts? articles? writ\w* wrote plans? planned aim\w* targets? goals? results?
    outcome\w* compar\w* difference\w* differ\w* same other others another dates? years? months? earlier later
    estimat\w* unit units exclud\w* includ\w* contain\w* cover\w* lists? listed total parts? share shares wider
    narrower larger smaller less more most published announc\w* put gave given gives names? named means? meant
    heard told tells? read reads reader\w* quot\w* cited cites
    """
)
_PLAIN = frozenset(
    words_of(
        "that this these those with from into over have been were will would could which their they them there then "
        "than when what where while although though also only some many much more such very just here both each about "
        "still even once thereby order again"
    )
)


# A clause of fewer words may only lead on: ", to whom".
_WORDS_OF_A_CLAUSE = 2


# What can or may be done with a figure is our advice.
_ADVISES = re.compile(r"\b(?:can|cannot|may|might|could|should|must|need|would)\b")


def _stems(said: str) -> frozenset[str]:
    return frozenset(word.lower()[:5] for word in _WORD.findall(said)) - {one[:5] for one in _PLAIN}


def clause_of_no_record(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A clause that follows a comma has a word of a fact cited, of its measure, or of what we say of records."""
    known = text.known
    if not known or any(one.is_own and not (one.is_english and one.fact.quote) for one in known):
        return
    measures = " ".join(text.words_of_measure(figure.measure) for one in known for figure in one.fact.figures)
    said = _stems(" ".join((measures, *(one.all_words for one in known))))
    field = _stems(text.field)
    for found in _OPENS.finditer(text.text):
        start, end = found.span("clause")
        clause = found["clause"]
        stems = _stems(clause)
        if stems & said or text.is_ours(start):
            continue
        if clause.startswith(("a ", "an ", "the ")):  # what explains a thing has words of the field
            stems -= field
            if len(stems) <= _WORDS_OF_A_CLAUSE:
                continue
        if len(stems) < _WORDS_OF_A_CLAUSE:
            continue
        if _OF_RECORDS.search(clause) or _ADVISES.search(clause):
            continue
        if any(part.start < end and start < part.end for part in text.parts):
            continue
        yield Fault("cause", f"no fact cited here says a word of {clause.strip()!r}; leave it out, or cite one", start)


_ALONE = re.compile(
    r"\bOnly (?=[A-Z])|\b(?:named?s?|chose|picked|covers?|in|for|to|by) only (?=[A-Z])|\band nothing else\b|"
    r"\b(?:and )?only there\b|\band (?:in )?no ?where else\b|\bsolely in\b|\bonly in (?=[A-Z])"
)
_ALONE_SAID = pattern_of(r"only sole(?:ly)? alone exclusiv\w* just unique\w* single nowhere no_other none")
_ALONE_ZH = re.compile("唯一|仅|僅|只|独|獨")


def only_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That somebody is the only one is said by a fact cited."""
    for found in _ALONE.finditer(text.text):
        if text.is_within(found.start()) or text.is_ours(found.start()) or not text.known:
            continue
        if any(_ALONE_SAID.search(one.all_words) or _ALONE_ZH.search(one.all_words) for one in text.known):
            continue
        yield Fault(
            "superlative", f"{found[0].strip()!r} is not said by a fact cited here; leave it out", found.start()
        )


_FOLLOWS = pattern_of(
    r"so_that in_turn thereby as_a_consequence so_as_to in_order_to in_a_bid_to in_an_effort_to with_a_view_to "
    r"for_the_sake_of"
)
_FOLLOWS_SAID = pattern_of(
    r"so_that in_turn thereby consequen\w* so_as_to in_order_to to_\w+ bid effort view sake aim\w* purpose caus\w* "
    r"because leading led result\w* therefore thus hence for_\w+ing allow\w* help\w* mak(?:e|es|ing) so"
)
_FOLLOWS_ZH = re.compile("因|由于|由於|致|使|令|从而|從而|以|为|為|推动|推動|促|带动|帶動|旨")


def consequence_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That something follows from a fact, or was done for an end, is said by a fact cited."""
    for found in text.found(_FOLLOWS):
        if text.is_within(found.start()) or text.is_ours(found.start()) or not text.known:
            continue
        end = text.sentence(found.start())[1]
        is_reasoned = found[0].lower() == "so that"
        if is_reasoned and any(found.end() <= bound.start < end for bound in text.bound):
            continue  # "so that the average was 4.7 percent": a number is asked for by itself
        if _ADVISES.search(text.text[found.end() : end]):
            continue
        if any(_FOLLOWS_SAID.search(one.all_words) or _FOLLOWS_ZH.search(one.all_words) for one in text.known):
            continue
        yield Fault(
            "cause",
            f"{found[0]!r} gives a consequence or purpose that no fact cited gives; leave it out",
            found.start(),
        )


_JOINED = re.compile(
    r" and (?P<name>(?:[A-Z][a-z]{2,})(?: [A-Z][a-z]{2,})*)(?= together\b| (?:had|has|have|was|were)\b)"
)


def joined_name_unknown(text: Text, around: Surroundings) -> Iterator[Fault]:
    """A name joined to the subject is one that a registry or a fact cited has."""
    said = " ".join(one.all_words for one in text.known).lower()
    for found in _JOINED.finditer(text.text):
        at = found.start("name")
        before = any(one.end == found.start() for one in text.mentions)
        if text.is_within(at) or not before or found["name"].lower() in said or text.is_common(found["name"].lower()):
            continue
        yield Fault(
            "name", f"{found['name']!r} is named by no fact cited here; leave it out, or declare it in a registry", at
        )


_LOWEST = re.compile(
    r"\b(?:fewer|less|smaller|lower|later)\b(?: [a-z]+)? than (?:[a-z]+ ){0,3}(?:any|every|all)(?: the)? others?\b"
    r"|\b(?:fewest|lowest|smallest|least)\b(?<!at least)",
    re.IGNORECASE,
)
_LOWEST_SAID = pattern_of(r"few\w* less least small\w* low\w* last bottom min\w* behind short\w* late\w*")


def lowest_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That something is less than all others is said by a fact cited."""
    for found in _LOWEST.finditer(text.text):
        if text.is_within(found.start()) or text.is_ours(found.start()) or not text.known:
            continue
        if any((one.is_own and not one.is_english) or _LOWEST_SAID.search(one.all_words) for one in text.known):
            continue
        yield Fault("superlative", f"{found[0]!r} is not said by a fact cited here; leave it out", found.start())


# How much more or less: far above, slightly below.
_DEGREE = pattern_of(
    r"(?:far|much|way|well|slightly|marginally|somewhat|markedly|considerably|substantially|vastly|narrowly|hugely|"
    r"barely|modestly|sharply|significantly)_(?:more|less|fewer|above|below|over|under|ahead|behind|beyond|higher|lower|"
    r"larger|smaller|faster|slower|bigger)"
)


def degree_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """How far something is above or below another is said by a fact cited, or shown by two figures of the text."""
    for found in text.found(_DEGREE):
        if text.is_within(found.start()) or text.is_ours(found.start()) or not text.known:
            continue
        if any(one.is_own and not one.is_english for one in text.known):
            continue
        first = found[0].split()[0].lower()
        said = " ".join(one.all_words for one in text.known).lower()
        if re.search(rf"\b{first}\b", said) or len(text.bound) > 1:
            continue
        yield Fault("emphasis", f"{found[0]!r} is not said by a fact cited here; leave {first!r} out", found.start())


# A verb of saying that makes sure of what somebody only said.
_ASSURED = pattern_of(r"prov(?:ed|es|en) confirm(?:ed|s) verif(?:ied|ies) certif(?:ied|ies) demonstrat(?:ed|es)")


def assurance_added(text: Text, around: Surroundings) -> Iterator[Fault]:
    """That something was proved or confirmed is said by a fact cited."""
    for found in text.found(_ASSURED):
        if text.is_within(found.start()) or text.is_ours(found.start()) or not text.known:
            continue
        if any(_ASSURED.search(one.all_words) or (one.is_own and not one.is_english) for one in text.known):
            continue
        yield Fault("basis", f"{found[0]!r} is not said by a fact cited here; say who said it", found.start())


_ROSE_BY = re.compile(
    r"\b(?:rose|grew|fell|increased|declined|rise|rises|grow|lift|raise|raised|lifted|expanded|jumped|climbed|dropped|"
    r"up|down|shrank|gained|added)\b[^.;,]{0,40}? by (?:about |around |over |nearly |almost |more than |"
    r"up to |at least )?$"
)


def level_told_as_change(text: Text, around: Surroundings) -> Iterator[Fault]:
    """What something amounted to is not told as by how much it changed."""
    for bound in text.bound:
        found = _ROSE_BY.search(text.text[: bound.start])
        if (
            not found
            or is_change(bound)
            or "more" in (bound.figure.name or "")
            or bound.figure.unit in ("%", "percent", "share", "times", "points")
        ):
            continue
        one = text.by_id[bound.fact.id]
        if re.search(r"\b(?:by|further|another|additional|new|more)\b", f"{one.claim} {bound.figure.as_stated}"):
            continue
        if one.is_own and not one.is_english:
            continue
        message = f"{text.shown(bound)} is what it amounted to ({bound.fact.id}), not by how much it changed"
        yield Fault("direction", f"{message}; leave 'by' out", bound.start)


RULES = (
    degree_added,
    assurance_added,
    level_told_as_change,
    lowest_added,
    clause_of_no_record,
    only_added,
    consequence_added,
    joined_name_unknown,
)
