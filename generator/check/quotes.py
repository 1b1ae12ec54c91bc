"""Rules on a source's own words: each number of a quote is kept or named as left out, with the hedge that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise

from generator.bind.amounts import says_hedge, signed
from generator.check.rule import Context, Finding, Findings, Keys, is_read, read_figures, rule
from generator.model.quotes import folded, places_of
from generator.model.records import Fact, Figure, Record
from generator.quantities import Quantity
from generator.read.partial import InvalidValue

# What stands between an amount and the same in another currency: 6 billion yuan (US$938 million).
_CONVERTS = re.compile(r" ?[(（\[] ?| [-–—] ")
# 一个 is no more than "a".
_ARTICLE = re.compile("一[个個款种家项名位座]")


_LATIN = re.compile("[A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ENGLISH, _FEWEST_ENGLISH = re.compile(r"\b(?:the|of|and|with|has|have|was|were|by|from|its|that)\b"), 2
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@rule(Record)
def number_of_quote_lost(record: Record, context: Context) -> Findings:
    """Every number in a fact's `quote` is a figure of the record, a date, a part of a name, or under `left_out`."""
    with suppress(InvalidValue):  # what cannot be read may be the figure that has it
        for index, fact in enumerate(record.facts):
            yield from _lost(fact, record.facts, ("facts", index), context)


def _may_have(fact: Fact, amount: Quantity, context: Context) -> bool:
    """Whether an amount may be that of a figure of a fact whose value or unit is wrong, or of one that it lacks, or a
    conversion of it."""
    number, stated = amount.text.strip(), [str(figure.as_stated) for figure in fact.figures]
    measures = (context.content.measures.get(figure.measure) for figure in fact.figures)
    if amount.unit in context.reader.currencies and any(one and one.unit == "money" for one in measures):
        return True
    return not stated or any(number in words or words in number for words in stated)


def _lost(fact: Fact, facts: Sequence[Fact], keys: Keys, context: Context) -> Findings:
    quote = folded(fact.quote or "")
    amounts = list(_amounts(quote, context))
    kept = _kept(quote, amounts, [figure for one in facts for figure in one.figures], context)
    places = [tuple(places_of(left.number, quote)) for left in fact.left_out]
    for amount in amounts:
        if amount not in kept and not any(_meets(amount, found) for found in places):
            number = amount.text.strip()
            message = (
                f"{number!r} of the quote is no figure of this record; add a figure for it and say it in `text`, or "
                f"write left_out: [{{number: {number}, why: …}}]"
            )
            of = tuple(one.id for one in facts if _may_have(one, amount, context))
            yield Finding(message, (*keys, "quote"), of=of)
    for index, (left, found) in enumerate(zip(fact.left_out, places, strict=True)):
        at = (*keys, "left_out", index, "number")
        met = [amount for amount in amounts if _meets(amount, found)]
        if not found:
            yield Finding(f"{left.number!r} does not stand in the quote; write the number as it stands there", at)
        elif not met:
            yield Finding(f"{left.number!r} is no amount: a date or a name need not be listed; delete it", at)
        elif all(amount in kept for amount in met):
            yield Finding(f"{left.number!r} is a figure of this record, so that it is not left out; delete it", at)


def _amounts(quote: str, context: Context) -> Iterator[Quantity]:
    """The amounts that a quote names: "hundreds" names none."""
    for quantity in signed(quote, context.reader):
        if quantity.kind == "amount" and quantity.value is not None and not _ARTICLE.fullmatch(quantity.text):
            yield quantity


def _kept(quote: str, amounts: Sequence[Quantity], figures: Sequence[Figure], context: Context) -> frozenset[Quantity]:
    """The amounts of a quote that are figures, and the conversions of such amounts that stand behind or before them."""
    kept = {amount for amount in amounts if any(_is_figure(amount, figure, context) for figure in figures)}
    currencies = context.reader.currencies
    converted = {
        other
        for one, two in pairwise(amounts)
        if one.unit != two.unit and {one.unit, two.unit} <= currencies
        if _CONVERTS.fullmatch(quote[one.end : two.start])
        for own, other in ((one, two), (two, one))
        if own in kept
    }
    return frozenset(kept | converted)


def _is_figure(amount: Quantity, figure: Figure, context: Context) -> bool:
    amounts = context.binder.amounts
    amount = amounts.in_unit_of(amount, figure)
    return amounts.says_value(amount, figure) and amounts.says_unit(amount, figure)


def _meets(amount: Quantity, places: Sequence[tuple[int, int]]) -> bool:
    return any(amount.start < end and start < amount.end for start, end in places)


@rule(Record)
def quote_in_another_language(record: Record, context: Context) -> Findings:
    """A quote is in the language that the source is said to be in, as far as its letters tell."""
    if not is_read(record.source) or not is_read(record.source.language):
        return
    language = record.source.language.split("-")[0]
    for index, fact in enumerate(record.facts):
        if is_read(fact) and is_read(fact.quote) and not _may_be_in(language, fact.quote):
            message = f"the quote is not in {record.source.language}, the source's language; fix one of them"
            yield Finding(message, ("facts", index, "quote"))


def _may_be_in(language: str, quote: str) -> bool:
    latin = len(_LATIN.findall(quote))
    for letters, languages in ((_HAN, ("zh", "ja")), (_CYRILLIC, ("ru", "uk", "bg", "sr"))):
        found = len(letters.findall(quote))
        # A page in English may give a name in Chinese next to it.
        if found == 0 if language in languages else found > latin:
            return False
    # Words that nearly every English sentence has, and no other language.
    return language in ("en", "zh", "ja") or len(_ENGLISH.findall(quote)) < _FEWEST_ENGLISH


@rule(Fact)
def hedge_cut_off(fact: Fact, context: Context) -> Findings:
    """Where a figure's `as_stated` stands in the quote, its number has no other hedge around it than the figure."""
    if not is_read(fact.quote):
        return
    quote = folded(fact.quote)
    amounts = list(_amounts(quote, context))
    for index, figure in read_figures(fact):
        with suppress(InvalidValue):
            places = tuple(places_of(figure.as_stated, quote))
            said = [amount for amount in amounts if _meets(amount, places) and _is_figure(amount, figure, context)]
            if said and not any(says_hedge(amount, figure) for amount in said):
                words, hedge = said[0].text.strip(), said[0].qualifier
                instead = f"write qualifier: {hedge}, and as_stated up to it" if hedge else "leave out the qualifier"
                yield Finding(f"the quote says {words!r}; {instead}", ("figures", index, "as_stated"))
