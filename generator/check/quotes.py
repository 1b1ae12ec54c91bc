"""Rules on a source's own words: each number of a quote is kept or named as left out, with the hedge that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from generator.check.exactness import in_unit_of, says_hedge, says_unit, says_value, signed
from generator.check.rule import Context, Finding, Findings, Keys, is_read, read_figures, rule
from generator.model.quotes import folded, places_of
from generator.model.records import Fact, Figure, Record
from generator.quantities import Quantity
from generator.read.partial import InvalidValue

# What stands between an amount and the same in another currency: 6 billion yuan (US$938 million).
_OPENS = re.compile(r" ?[(（\[] ?| [-–—] ")
# 一个 is no more than "a".
_ARTICLE = re.compile("一[个個款种家项名位座]")


@rule(Record)
def number_of_quote_lost(record: Record, context: Context) -> Findings:
    """Every number in a fact's `quote` is a figure of the record, a date, a part of a name, or under `left_out`."""
    with suppress(InvalidValue):  # what cannot be read may be the figure that has it
        figures = [figure for fact in record.facts for figure in fact.figures]
        for index, fact in enumerate(record.facts):
            yield from _lost(fact, figures, ("facts", index), context)


def _lost(fact: Fact, figures: Iterable[Figure], keys: Keys, context: Context) -> Findings:
    quote = folded(fact.quote or "")
    amounts = [
        quantity
        for quantity in signed(quote, context.reader)
        if quantity.kind == "amount" and quantity.value is not None and not _ARTICLE.fullmatch(quantity.text)
    ]
    kept = _kept(quote, amounts, list(figures), context)
    places = [list(places_of(left.number, quote)) for left in fact.left_out]
    for amount in amounts:
        named = any(_meets(amount, *place) for found in places for place in found)
        if amount not in kept and not named:
            number = quote[amount.start : amount.end].strip()
            message = (
                f"{number!r} of the quote is no figure of this record; add a figure for it and say it in `text`, or "
                f"name it under left_out: [{{number: {number}, why: …}}]"
            )
            yield Finding(message, (*keys, "quote"))
    for number, (left, found) in enumerate(zip(fact.left_out, places, strict=True)):
        at = (*keys, "left_out", number, "number")
        met = [amount for amount in amounts for place in found if _meets(amount, *place)]
        if not found:
            yield Finding(f"{left.number!r} does not stand in the quote; write the number as it stands there", at)
        elif not met:
            yield Finding(f"{left.number!r} is no amount: a date or a name need not be listed; delete it", at)
        elif all(amount in kept for amount in met):
            yield Finding(f"{left.number!r} is a figure of this record, so it is not left out; delete it", at)


def _kept(quote: str, amounts: list[Quantity], figures: list[Figure], context: Context) -> list[Quantity]:
    """The amounts of a quote that are figures, and conversions of such an amount next to it."""
    kept = [amount for amount in amounts if any(_is_figure(amount, figure, context) for figure in figures)]
    currencies = context.reader.currencies
    for one, two in zip(amounts, amounts[1:], strict=False):
        if one.unit in currencies and two.unit in currencies and one.unit != two.unit:
            if (one in kept) != (two in kept) and _OPENS.fullmatch(quote[one.end : two.start]):
                kept += [one, two]
    return kept


def _is_figure(amount: Quantity, figure: Figure, context: Context) -> bool:
    amount = in_unit_of(amount, figure, context)
    return says_value(amount, figure, context) and says_unit(amount, figure, context)


def _meets(quantity: Quantity, start: int, end: int) -> bool:
    return quantity.start < end and start < quantity.end


@rule(Fact)
def hedge_cut_off(fact: Fact, context: Context) -> Findings:
    """Where a figure's `as_stated` stands in the quote, its number has no hedge around it but the figure's."""
    if not is_read(fact.quote):
        return
    quote = folded(fact.quote)
    for index, figure in read_figures(fact):
        with suppress(InvalidValue):
            said = list(_said_in(quote, figure, context))
            if said and not any(says_hedge(amount, figure, context) for amount in said):
                words, hedge = said[0].text.strip(), said[0].qualifier
                message = (
                    f"the quote says {words!r}, {hedge!r} is cut off here; widen as_stated to it and write "
                    f"qualifier: {hedge}"
                )
                yield Finding(message, ("figures", index, "as_stated"))


def _said_in(quote: str, figure: Figure, context: Context) -> Iterator[Quantity]:
    """The amounts of a quote that are a figure's and stand in its `as_stated`."""
    places = list(places_of(figure.as_stated, quote))
    for quantity in signed(quote, context.reader):
        if any(_meets(quantity, *place) for place in places) and _is_figure(quantity, figure, context):
            yield quantity
