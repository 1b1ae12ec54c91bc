"""Errors in figures: a digit, the sign, the unit, the currency, the scale, the hedge, and figures of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import get_args

from generator.model.records import Fact, Figure, Qualifier
from generator.quantities import Quantity
from tests.planted.world import (
    Case,
    Prose,
    cited,
    content,
    figures,
    numbers,
    prose,
    put,
    reader,
    reporting,
    with_fact,
    with_figure,
    with_text,
)

# What a text is in: the fact's own words, or the source's.
_Spots = Iterator[tuple[str, str, "Fact | Prose"]]
_WORDS = {"four": "five", "five": "six", "third": "quarter", "One-third": "Two-thirds", "one-third": "two-thirds"}


def digits(rng: Random) -> Iterator[Case]:
    """One digit of a value, of a number in a text or in ``as_stated``, or a number word, is another."""
    for fact, figure in figures():
        written = str(figure.value)
        at = rng.choice([i for i, sign in enumerate(written) if sign.isdigit()])
        other = _other_digit(written, at, rng)
        if not other.endswith("/0"):
            yield _of_fact("digit", "value", fact, figure, value=Fraction(other))
        for found in numbers(figure.as_stated)[:1]:
            stated = put(figure.as_stated, found, _other_number(found[0], rng))
            yield _of_fact("digit", "as_stated", fact, figure, as_stated=stated)
        for found in numbers(figure.as_stated)[1:]:
            # The leading digit: a conversion that moves by less than the tolerance is none that a rate can refute.
            leading = str(int(found[0][0]) % 9 + 1) + found[0][1:]
            yield _of_fact("digit", "conversion", fact, figure, as_stated=put(figure.as_stated, found, leading))
    for kind, text, of in _texts():
        for found in numbers(text):
            wrong = _other_number(found[0], rng)
            if wrong not in _known(of):
                yield _in_text("digit", kind, of, put(text, found, wrong))
        for found in re.finditer(rf"\b(?:{'|'.join(_WORDS)})\b", text):
            if not text[found.end() :].startswith((" layers", " phase")):
                yield _in_text("digit", f"{kind}, in words", of, put(text, found, _WORDS[found[0]]))


def signs(rng: Random) -> Iterator[Case]:
    """A gain is a loss: a minus before the value, before the number, or a verb that says so."""
    falls = {"grew": "fell", "increased": "decreased", "rose": "dropped", "growth of": "a decline of"}
    falls |= {"percent more than": "percent less than", "up ": "down "}
    for fact, figure in figures():
        yield _of_fact("sign", "value", fact, figure, value=-figure.value)
        for found in numbers(figure.as_stated)[:1]:
            yield _of_fact("sign", "as_stated", fact, figure, as_stated=put(figure.as_stated, found, f"-{found[0]}"))
    for kind, text, of in _texts():
        for found in numbers(text):
            minus = rng.choice(("-", "−", "minus "))
            yield _in_text("sign", kind, of, put(text, found, minus + found[0]))
        for gain, loss in falls.items():
            for found in re.finditer(rf"\b{gain}", text):
                if "percent" in text[found.start() : found.start() + 40]:
                    yield _in_text("sign", f"{kind}, the verb", of, put(text, found, loss))


_UNITS = {
    "square metres": ("square kilometres", "hectares", "mu", "metres"),
    "square meters": ("square kilometers", "hectares", "square feet", "meters"),
    "square kilometres": ("square metres", "kilometres", "hectares", "mu"),
    "square kilometers": ("square meters", "kilometers", "hectares", "mu"),
    "-square-meter": ("-square-kilometer", "-square-foot"),
    "square km": ("square m", "km"),
    "million kilometres": ("million metres", "million square kilometres"),
    "million kilometers": ("million meters", "million miles"),
    "percent": ("percentage points", "times", "companies", "basis points"),
    "petaflops": ("exaflops", "teraflops", "gigawatts"),
    "PFLOPS": ("EFLOPS", "TFLOPS", "petabytes"),
    "EFLOPS": ("PFLOPS", "ZFLOPS", "gigawatts"),
    "companies": ("people", "robots", "projects", "patents", "jobs", "products"),
    "enterprises": ("employees", "research institutes", "products", "models"),
    "firms": ("engineers", "universities", "patents"),
    "exhibitors": ("visitors", "products", "exhibits"),
    "specialists": ("companies", "robots", "courses"),
    "talents": ("companies", "patents"),
    "experts": ("companies", "laboratories"),
    "large language models": ("companies", "users"),
    "AI clusters": ("AI companies", "AI laboratories"),
    "five years": ("five months", "five days"),
    "家": ("人", "个项目"),
}


def units(rng: Random) -> Iterator[Case]:
    """The number stays, what it counts is another thing."""
    known = sorted(content().units)
    for fact, figure in figures():
        for unit in rng.sample([unit for unit in known if unit != figure.unit], 2):
            yield _of_fact("unit", "unit", fact, figure, unit=unit)
        for kind, stated in _reworded(figure.as_stated, _UNITS, rng, numbered=True):
            yield _of_fact("unit", f"as_stated: {kind}", fact, figure, as_stated=stated)
    for where, text, of in _texts():
        for kind, wrong in _reworded(text, _UNITS, rng, numbered=True):
            yield _in_text("unit", f"{where}: {kind}", of, wrong)


def currencies(rng: Random) -> Iterator[Case]:
    """The amount stays, the currency is another."""
    named = {
        "yuan": ("dollars", "U.S. dollars", "euros", "yen", "Hong Kong dollars", "won", "pounds"),
        "元": ("美元", "日元", "港元"),
    }
    converted = {
        "(US$": ("(€", "(HK$", "(S$", "(£", "(¥"),
        "($": ("(€", "(S$"),
        "billion U.S. dollars": ("billion euros",),
    }
    for fact, figure in figures():
        if figure.unit == "CNY":
            for unit in ("USD", "EUR", "HKD", "JPY"):
                yield _of_fact("currency", "unit", fact, figure, unit=unit)
        for _, stated in _reworded(figure.as_stated, named, rng):
            yield _of_fact("currency", "as_stated", fact, figure, as_stated=stated)
        # In 2022 a euro was a dollar, as near as a rate can tell.
        at_par = str(content().record_of[fact.id].source.published).startswith("2022")
        apart = {word: tuple(w for w in wrong if not at_par or w != "(€") for word, wrong in converted.items()}
        for _, stated in _reworded(figure.as_stated, apart, rng):
            yield _of_fact("currency", "conversion", fact, figure, as_stated=stated)
    for kind, text, of in _texts():
        for _, wrong in _reworded(text, named, rng):
            yield _in_text("currency", kind, of, wrong)
        for found in numbers(text):
            if re.match(r" [mb]illion yuan", text[found.end() :]):
                sign = rng.choice(("$", "€", "HK$", "£"))
                bare = re.sub(r"(?<=illion) yuan", "", put(text, found, sign + found[0]), count=1)
                yield _in_text("currency", f"{kind}, a sign", of, bare)


_SCALES = {
    "billion": ("million", "trillion"),
    "million": ("billion", "thousand"),
    "亿": ("万", "万亿"),
    "trillion": ("billion",),
}


def scales(rng: Random) -> Iterator[Case]:
    """Millions for billions, 万 for 亿, three zeros more or less."""
    for fact, figure in figures():
        factor = rng.choice((Fraction(1000), Fraction(1, 1000), Fraction(10), Fraction(1, 10), Fraction(10_000)))
        yield _of_fact("scale word", "value", fact, figure, value=figure.value * factor)
        for _, stated in _reworded(figure.as_stated, _SCALES, rng):
            yield _of_fact("scale word", "as_stated", fact, figure, as_stated=stated)
        head, paren, tail = figure.as_stated.partition("(")
        for _, wrong in _reworded(tail, _SCALES, rng):
            yield _of_fact("scale word", "conversion", fact, figure, as_stated=head + paren + wrong)
    for kind, text, of in _texts():
        for _, wrong in _reworded(text, _SCALES, rng):
            yield _in_text("scale word", kind, of, wrong)


_HEDGED = re.compile(
    r"\b(more than|over|at least|about|around|some|nearly|almost|up to|under|less than|exceeding) (?=\d)|超(?=\d)", re.I
)
_LOWER = ("more than", "over", "at least", "no fewer than", "upwards of", "well over", "in excess of")
_UPPER = ("less than", "up to", "at most", "under", "no more than", "fewer than", "below", "a maximum of")
_NEAR = ("about", "around", "roughly", "some", "approximately", "an estimated", "circa", "in the region of")
_BELOW = ("nearly", "almost", "close to", "just short of", "not quite", "just under", "barely")
_ALL = (_LOWER, _UPPER, _NEAR, _BELOW)


def hedges(rng: Random) -> Iterator[Case]:
    """A hedge is dropped, added, or turned into another that says something else."""
    for fact, figure in figures():
        if figure.qualifier:
            yield _of_fact("hedge", "qualifier dropped", fact, figure, qualifier=None)
            turned = rng.choice([hedge for hedge in _turns(figure.qualifier) if hedge in get_args(Qualifier)])
            yield _of_fact("hedge", "qualifier turned", fact, figure, qualifier=turned)
        else:
            yield _of_fact("hedge", "qualifier added", fact, figure, qualifier=rng.choice(("over", "about", "nearly")))
        for kind, stated in _rehedged(figure.as_stated.partition(" (")[0], rng):
            rest = "".join(figure.as_stated.partition(" (")[1:])
            yield _of_fact("hedge", f"as_stated {kind}", fact, figure, as_stated=stated + rest)
    for where, text, of in _texts():
        for kind, wrong in _rehedged(text, rng):
            yield _in_text("hedge", f"{where} {kind}", of, wrong)


def _turns(hedge: str) -> list[str]:
    """Hedges that say something else than one does."""
    mine = next((group for group in _ALL if hedge.lower() in group), _LOWER)
    return [word for group in _ALL if group is not mine for word in group]


def _rehedged(text: str, rng: Random) -> Iterator[tuple[str, str]]:
    for found in _HEDGED.finditer(text):
        yield "dropped", put(text, found, "")
        if found[0] != "超":
            yield "turned", put(text, found, rng.choice(_turns(found[0].strip())) + " ")
    for found in numbers(text):
        if not any(hedge.end() == found.start() for hedge in _HEDGED.finditer(text)):
            before = text[: found.start()]
            # Where a word such as "a" or "of the" stands before it, a hedge would be no English.
            if not re.search(r"(?:\b(?:a|an|the|its|January|Phase)|-|\$) $|[-$]$", before):
                yield "added", before + rng.choice([w for group in _ALL for w in group]) + " " + text[found.start() :]
                after = re.match(r"[\d,.]+\d(?: [mb]illion)?(?: yuan)?", text[found.start() :])
                if after and not re.match(r"[-家亿]", text[found.start() + after.end() :]):
                    end = found.start() + after.end()
                    behind = rng.choice((" or more", " or so", " at most", " or fewer"))
                    yield "added behind", text[:end] + behind + text[end:]


def speakers(rng: Random) -> Iterator[Case]:
    """A text or a passage gives the number that another speaker said, which another fact holds."""
    everything = [(fact, figure) for fact, figure in figures() if len(figure.as_stated) < 40]
    for fact, figure in figures():
        others = [pair for pair in everything if _differs(pair, figure) and _voice(pair[0]) != _voice(fact)]
        nearest = sorted(
            others, key=lambda pair: (pair[1].measure != figure.measure, abs(pair[1].value - figure.value))
        )
        for _, theirs in nearest[:1] + ([rng.choice(others)] if others else []):
            for quantity in _saying(fact.text, figure):
                words = _short(theirs.as_stated, figure.unit)
                wrong = fact.text[: quantity.start] + words + fact.text[quantity.end :]
                kind = "text, of the same measure" if theirs.measure == figure.measure else "text, of another measure"
                yield _in_text("speaker's figure swapped", kind, fact, wrong)
    for spot in prose():
        mine = [fact for fact in cited(spot) if fact.figure]
        for fact in mine:
            assert fact.figure
            values = {(f.figure.value, f.figure.qualifier) for f in mine if f.figure}
            others = [
                p
                for p in everything
                if _differs(p, fact.figure)
                and _voice(p[0]) != _voice(fact)
                and all(value != p[1].value for value, _ in values)
            ]
            for quantity in _saying(spot.passage.text, fact.figure) if others else []:
                _, theirs = rng.choice(others)
                words = _short(theirs.as_stated, fact.figure.unit)
                text = spot.passage.text[: quantity.start] + words + spot.passage.text[quantity.end :]
                yield _in_text("speaker's figure swapped", spot.name, spot, text)


def swaps(rng: Random) -> Iterator[Case]:
    """Two facts have each other's figure, value, words or text; or a passage cites the one for the other."""
    pairs = list(figures())
    for fact, figure in pairs:
        near = [
            (f, g)
            for f, g in pairs
            if f.id != fact.id and g.unit == figure.unit and (g.value, g.qualifier) != (figure.value, figure.qualifier)
        ]
        if not near:
            continue
        other, theirs = rng.choice(near)
        yield _swapped("figures", fact, other, figures=(replace(theirs, when=figure.when, measure=figure.measure),))
        if theirs.value != figure.value:
            yield _swapped("values", fact, other, figures=(replace(figure, value=theirs.value),))
        yield _swapped("as_stated", fact, other, figures=(replace(figure, as_stated=theirs.as_stated),))
        yield _swapped("texts", fact, other, text=other.text)
    for spot in prose():
        for fact in (fact for fact in cited(spot) if fact.figure):
            assert fact.figure
            rest = [f for f in cited(spot) if f.id != fact.id and f.figure and f.figure.value == fact.figure.value]
            if rest or not _saying(spot.passage.text, fact.figure):
                continue
            near = [
                (f, g)
                for f, g in pairs
                if g.unit == fact.figure.unit and g.value != fact.figure.value and f.id not in spot.passage.facts
            ]
            if near:
                other, _ = rng.choice(near)
                ids = tuple(other.id if id == fact.id else id for id in spot.passage.facts)
                detail = f"{spot.where} cites {other.id} for {fact.id}: {spot.passage.text}"
                yield reporting(
                    "two facts swapped",
                    f"{spot.name} cites the other",
                    detail,
                    with_text(spot, spot.passage.text, facts=ids),
                )


def _swapped(kind: str, fact: Fact, other: Fact, **changes: object) -> Case:
    detail = f"{fact.id} has the {kind} of {other.id}: {next(iter(changes.values()))}"
    return reporting("two facts swapped", kind, detail, with_fact(fact, **changes))


def _texts() -> _Spots:
    """Every text of ours with figures in it: of facts, briefings and places."""
    for fact in content().facts.values():
        yield "text", fact.text, fact
    for spot in prose():
        yield spot.name, spot.passage.text, spot


def _in_text(class_: str, kind: str, of: Fact | Prose, text: str) -> Case:
    if isinstance(of, Fact):
        return reporting(class_, kind, f"{of.id}: {text}", with_fact(of, text=text))
    return reporting(class_, kind, f"{of.where}: {text}", with_text(of, text))


def _of_fact(class_: str, kind: str, fact: Fact, figure: Figure, **change: object) -> Case:
    ((name, new),) = change.items()
    detail = f"{fact.id} {name}: {new} (was {getattr(figure, name)}; as_stated {figure.as_stated})"
    return reporting(class_, kind, detail, with_figure(fact, **change))


def _known(of: Fact | Prose) -> set[str]:
    """The numbers that are true of a text: those of all that it cites."""
    facts = [of] if isinstance(of, Fact) else cited(of)
    return {
        found[0] for fact in facts for found in numbers(f"{fact.text} {fact.figure.as_stated if fact.figure else ''}")
    }


def _other_digit(written: str, at: int, rng: Random) -> str:
    lowest = 1 if at == 0 or (written[at - 1] == "/") else 0
    new = rng.choice([d for d in range(lowest, 10) if str(d) != written[at]])
    return written[:at] + str(new) + written[at + 1 :]


def _other_number(written: str, rng: Random) -> str:
    at = rng.choice([i for i, sign in enumerate(written) if sign.isdigit()])
    return _other_digit(written, at, rng)


def _reworded(
    text: str, words: dict[str, tuple[str, ...]], rng: Random, *, numbered: bool = False
) -> Iterator[tuple[str, str]]:
    """A text with one of its words replaced by a wrong one; ``numbered`` asks for a number close before it."""
    for word, wrong in words.items():
        for found in re.finditer(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", text):
            before = text[max(0, found.start() - 26) : found.start()]
            if not numbered or (
                re.search(r"(?:\d|four|five)[^,.;:(]*$", before) and not re.search(r"20\d\d[^,.;:]*$", before)
            ):
                new = rng.choice(wrong)
                yield f"{word} > {new}" if not text.isascii() else word, put(text, found, new)


def _saying(text: str, figure: Figure) -> list[Quantity]:
    """Where a text says a figure's value."""
    return [
        q for q in reader().read(text) if q.kind == "amount" and q.value in (figure.value, figure.value / 1_000_000)
    ][:1]


def _differs(pair: tuple[Fact, Figure], figure: Figure) -> bool:
    return pair[1].unit == figure.unit and pair[1].value != figure.value


def _voice(fact: Fact) -> str:
    return (fact.said_by or content().record_of[fact.id].source.publisher).split(",")[0]


def _short(stated: str, unit: str) -> str:
    """The few words of a source without the conversion, in a form that fits an English sentence."""
    head = stated.partition(" (")[0].replace("-", " ")
    return head if unit != "companies" else re.sub(r"(?<=\d) .*|家$", "", head).replace("超", "more than ")
