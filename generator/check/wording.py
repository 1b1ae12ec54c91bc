"""Rules on how our own texts are written: sentences in plain English, without markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal

from generator.check.rule import Context, Finding, Findings, Keys, is_read, passages, rule
from generator.model.records import (
    Briefing,
    Chart,
    Disagreement,
    Fact,
    Measure,
    Organisation,
    Place,
    Publisher,
    Speaker,
    Term,
    Topic,
)

# One sentence, some sentences, or a name or headline, which ends in no full stop.
_Form = Literal["sentence", "prose", "name"]
_FIELDS: dict[type, tuple[tuple[str, _Form], ...]] = {
    Fact: (("text", "sentence"), ("note", "prose"), ("said_by", "name")),
    Briefing: (("headline", "name"),),
    Chart: (("title", "name"), ("note", "prose")),
    Disagreement: (("why", "prose"),),
    Measure: (("name", "name"), ("definition", "prose"), ("excludes", "prose")),
    Topic: (("name", "name"), ("definition", "prose")),
    Term: (("name", "name"), ("meaning", "prose")),
    Place: (("name", "name"),),
    Organisation: (("name", "name"),),
    Publisher: (("name", "name"),),
    Speaker: (("name", "name"),),
}
_OURS = tuple(_FIELDS)

_FEWEST_WORDS: dict[_Form, int] = {"sentence": 4, "prose": 1, "name": 0}
# Where a sentence ends and another begins, and what ends in a full stop and ends no sentence.
_NEXT_SENTENCE = re.compile(r"[.!?][\"”’')\]]*+ ++[\"“‘'(\[]*+[A-Z0-9]")
_ABBREVIATION = re.compile(
    r"(?:^|[(\"“'])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Inc|Ltd|Co|Corp|Bros|Jr|Sr|No|Nos|vs|ca|approx"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Gen|Gov|Sen|Rep|Rs|Fig|Art|Vol|Univ|Dept|Mt|Ph\.D)$"
)
_LONGEST_WITHOUT_VERB = 7
# A verb, as far as its form shows one: an auxiliary, a past in -ed, one of the irregular verbs of reports, or a word in
# -s before what only an object, a number or a clause begins with.
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|cannot|"
    r"[A-Za-z]{2,}ed|[a-z]+n't|"
    r"says?|said|told|wrote|writes?|gave|gives?|rose|rises?|fell|falls?|grew|grows?|began|begins?|made|makes?|took|takes?"
    r"|put|puts|set|sets|led|leads?|held|holds?|drew|draws?|won|wins?|lost|loses?|met|meets?|ran|runs?|went|goes|came|"
    r"comes?|got|gets?|saw|sees?|kept|keeps?|built|builds?|bought|buys?|sold|sells?|paid|pays?|spent|spends?|sent|sends?|"
    r"stood|stands?|brought|brings?|thought|thinks?|found|finds?|left|leaves?|meant|means?|lets?|hits?|cuts?|chose|became|"
    r"becomes?|knew|knows?|shows?|spoke|speaks?|sought|seeks?|bore|fed|felt|fought|forbade|forbids?|gathers?|lies|lay|"
    r"sank|sat|sits?|slid|split|spread|struck|swept|taught|threw|understood|wore|broke|dealt|shot|cost|costs|beat|beats|bid|hurt|shed|quit|lent|leapt|leap|dug|crept|strove|overtook|overtakes?|underwent|undertook|withdrew|withheld|foresaw|foresees?|upheld|outgrew|rebuilt|misled|fled|fits?|plays?|works?|runs?|shrank|sprang|swung|"
    r"reads?|covers?|spans?|plans?|aims?|wants?|hosts?|serves?|expects?|includes?|counts?|ranks?|requires?|allows?|"
    r"appl(?:y|ies)|needs?|contains?|remains?|receives?|uses?|names?|accounts?|totals?|exceeds?|amounts?|reach(?:es)?|"
    r"comprises?|consists?|supports?|offers?|employs?|produces?|employ|own|owns|rests?|depends?|belongs?|appears?|"
    r"hopes?|seeks?|intends?|pledges?)\b|"
    r"\b[a-z]{3,}s [a-z]{3,} (?:a|an|the|in|at|on|to|from|by|for|about|over|more|up|[0-9])\b|"
    r"\b[a-z]{3,}s (?:a|an|the|its|their|his|her|to|that|all|no|every|each|more|most|over|about|nearly|some|up|"
    r"[0-9$€£]|[A-Z][a-z])"
)

_MARKUP = (
    (re.compile(r"https?:|ftp:|\bwww\.|\b[\w-]+\.(?:com|org|net|cn|io|gov|edu)/|\b[\w.+-]+@[\w-]+\.\w"), "an address"),
    (re.compile(r"</?[A-Za-z!][^<>]*>|<[A-Za-z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]+\d*);"), "HTML"),
    (re.compile(r"!?\[[^\[\]]*\] ?[(\[]|\[\[|\[\^"), "a link of Markdown"),
    (re.compile(r"\*\*|__|~~|`|(?<![\w*])\*(?=\S)[^*]*\S\*|(?<![\w_])_(?=\S)[^_]+_(?!\w)"), "an emphasis of Markdown"),
    (re.compile(r"^ ?(?:#{1,6}(?:\s|\w)|[-*+>•·–—] ?|\d{1,2}[.)] )|(?:^|\s)#\w|\|.*\|"), "Markdown for a line"),
)  # fmt: skip
# No text without one of these holds any of it, and few texts have one.
_MAY_BE_MARKUP = re.compile(r"[][*_`~#<>&|@/+•·]|:/|www\.|^ ?[-–—]|^ ?\d{1,2}[.)] ")
# What the site puts in: {a vs b}, {CNY | core-2025}.
_SLOT = re.compile(r"\{[^{}]*\}")
# Signs of meaning that are no letters, digits or punctuation.
_GOOD_SIGNS = frozenset("°©®™+<=>|~±×÷≈≤≥−^`¨´¯\ufffd")
_BRACKETED = re.compile(r" ?\([^()]*\)")
_WIDE_SIGNS = re.compile(r"[\u3000-\u303f\uff01-\uff60\uffe0-\uffee]")


_ODD_SPACE = re.compile(
    r"  +\S?|\t|[\u00a0\u2007\u202f]| [,.;:!?](?=\s|$)|[,;:](?=[A-Za-z])|[a-z][.!?](?=[A-Z][a-z])|\( | \)"
)


@rule(*_OURS)
def not_a_sentence(thing: Any, context: Context) -> Findings:
    """A fact's text is one sentence with a verb, other texts of ours are some: a capital first, a full stop last."""
    for keys, text, form in _texts(thing):
        if form != "name" and (fault := _fault_of_sentence(text, form, context)):
            yield Finding(fault, keys)


# What chat programs put behind a sentence for its source, and an escape of a line break that nobody read.
_MARK_OF_A_CHAT = re.compile(
    r" ?(?::contentReference\[oaicite:\d+\](?:\{index=\d+\})?|\[oaicite:\d+\]|【\d+(?::\d+)?†[^】]*】|"
    r"[\ue200-\ue203]?(?:cite)?[\ue200-\ue203]?turn\d+(?:search|news|view|fetch|academia)\d+[\ue200-\ue203]?)"
)
_ESCAPED_END = re.compile(r"(?<!\\[nrt])(?:\\[nrt])++$")


@rule(*_OURS)
def not_plain_text(thing: Any, context: Context) -> Findings:
    """A text of ours holds no Markdown, no HTML, no address and no picture signs: the site sets its type."""
    for keys, written, _ in _texts(thing):
        if mark := _MARK_OF_A_CHAT.search(written) or _ESCAPED_END.search(written):
            message = f"{mark[0].strip()[:40]!r} is a mark that a program left; delete it"
            yield Finding(message, keys, "", part=mark[0])
            continue
        text = _SLOT.sub("", written)
        for pattern, what in _MARKUP if _MAY_BE_MARKUP.search(text) else ():
            if match := pattern.search(text):
                yield Finding(f"{match[0].strip()[:40]!r} is {what}; write the words alone", keys)
                break
        if not text.isascii() and (sign := next(filter(_is_picture, text), None)):
            yield Finding(f"{sign!r} ({unicodedata.name(sign, 'a sign').lower()}) is no text; say it in words", keys)


@rule(*_OURS)
def not_in_english(thing: Any, context: Context) -> Findings:
    """A text of ours is in English; other letters stand in names that a registry declares, and in `quote`."""
    for keys, text, _ in _texts(thing):
        if text.isascii() or keys == ("said_by",):  # a person may have no name in English
            continue
        if foreign := _foreign(_BRACKETED.sub("", text) if keys == ("name",) else text, context):
            message = f"{foreign[:30]!r} is not English; write it in English, and the source's own words in quote"
            yield Finding(message, keys)


@rule(*_OURS)
def odd_spacing(thing: Any, context: Context) -> Findings:
    """One space stands between two words, none before a comma or stop, and one behind it."""
    for keys, text, _ in _texts(thing):
        if found := _ODD_SPACE.search(text):
            yield Finding(f"{found[0]!r} is spaced oddly; write one space between words, none before a stop", keys)


def _texts(thing: Any) -> Iterator[tuple[Keys, str, _Form]]:
    """The texts of ours that a thing holds and that could be read, with the keys to each."""
    for name, form in _FIELDS[type(thing)]:
        if is_read(text := getattr(thing, name)):
            yield (name,), text, form
    if isinstance(thing, Fact):
        for name, part in (("odd", "why"), ("withdrawn", "reason")):
            if is_read(whole := getattr(thing, name)) and is_read(text := getattr(whole, part)):
                yield (name, part), text, "prose"
        for name, part in (("left_out", "why"), ("corrections", "reason")):
            for index, one in enumerate(getattr(thing, name)):
                if is_read(one) and is_read(text := getattr(one, part)):
                    yield (name, index, part), text, "prose"
    elif isinstance(thing, (Place, Briefing)):
        for keys, passage in passages(thing):
            if is_read(passage.text):
                yield (*keys, "text"), passage.text, "prose"
            if keys[0] == "items" and is_read(heading := passage.heading):  # type: ignore[union-attr]
                yield (*keys, "heading"), heading, "name"
        for index, note in enumerate(thing.notes if isinstance(thing, Briefing) else ()):
            if is_read(note) and is_read(note.text):
                yield ("notes", index, "text"), note.text, "prose"


def _fault_of_sentence(text: str, form: _Form, context: Context) -> str | None:
    text = text.strip("*_`#> ")  # Markdown is told by another rule
    begin = text.lstrip("\"“‘'(€$£¥[")
    if not (begin[:1].isupper() or begin[:1].isdigit()) and not _begins_with_name(begin, context):
        return "this begins with no capital letter or digit; write a whole sentence"
    if not re.search(r"(?<![.…])\.[\"”’')]?$", text):
        return "this ends in no full stop; write a whole sentence"
    if any(map(str.isalpha, text)) and text.upper() == text and len(text) > 12:
        return "this is all in capitals; write it as in a sentence"
    if len(text.split()) < _FEWEST_WORDS[form]:
        return "this is too short for a sentence; say of whom what is true, and when"
    if form != "sentence":
        return None
    # A long text without one is rare, and our list of verbs is not whole.
    if len(text.split()) <= _LONGEST_WITHOUT_VERB and not _VERB.search(text):
        return "this has no verb that we know; write a whole sentence, such as: Shenzhen had 2,200 AI companies."
    for match in _NEXT_SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[max(0, match.start() - 60) : match.start()].split(" ")[-1]):
            return "a fact's text is one sentence; join them, or put the second into note"
    return None


def _begins_with_name(text: str, context: Context) -> bool:
    """Whether a text begins with a name that has no capital first: iFlytek, cnrobopedia."""
    if re.match(r"[a-z]{1,2}[A-Z]", text):
        return True
    return text.startswith(context.small_names)


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) in ("So", "Sm", "Sk", "Me", "Co", "Cn") and sign not in _GOOD_SIGNS


def _foreign(text: str, context: Context) -> str:
    """The first letters of another script in a text, or signs as Chinese has them; names of registries aside."""
    if any(map(_is_foreign, text)):
        for name in context.foreign_names:
            text = text.replace(name, "")
    found = re.search(_FOREIGN_RUN, "".join(one if _is_foreign(one) else "\0" for one in text))
    return found[0] if found else ""


_FOREIGN_RUN = re.compile("[^\0]+")


def _is_foreign(letter: str) -> bool:
    if letter.isascii():
        return False
    if letter.isalpha():
        return not unicodedata.name(letter, "").startswith(("LATIN", "MICRO", "MODIFIER", "FEMININE", "MASCULINE"))
    return _WIDE_SIGNS.match(letter) is not None
