"""What looks like an error and is none: the same said otherwise, names with digits, a second origin, a correction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from random import Random

from generator.model.agreement import Statements
from generator.model.records import Before, Correction, DatedNote, DeclaredName, Fact, Figure, Withdrawal
from generator.model.when import When
from tests.planted.dates import _DATE
from tests.planted.figures import _HEDGED, _texts
from tests.planted.origins import copied, lone_figures
from tests.planted.past import faults
from tests.planted.world import (
    MONTHS,
    TODAY,
    Case,
    Prose,
    content,
    figures,
    prose,
    put,
    reader,
    reported_anywhere,
    with_fact,
    with_figure,
    with_text,
    with_things,
)

LOOKALIKE = "look-alikes"
_AMOUNT = re.compile(r"(?<![\d.,$])(\d+(?:\.\d+)?) billion yuan")
_SAME_HEDGE = (
    ("more than", "over", "at least", "in excess of", "upwards of", "no fewer than"),
    ("about", "around", "roughly", "approximately", "some", "an estimated"),
    ("nearly", "almost", "close to", "just short of"),
    ("up to", "at most", "as many as", "no more than"),
)
_HANZI = "零一二三四五六七八九"
_NAMES = (
    "GPT-4", "5G", "the A100", "H800 chips", "the 14th Five-Year Plan", "Level 4", "COVID-19", "Llama 3",
    "Industry 4.0", "3D printing", "B2B sales", "L4 taxis", "the Fortune 500", "Web3",
    "the 15th Five-Year Plan", "Qwen2.5", "ISO 27001", "DeepSeek-V3", "Made in China 2025", "4G and 5G", "MP3",
    "F1", "the G20", "Phase 2", "Windows 11", "ChatGPT-3.5", "the RTX 4090", "Version 2.0", "the 863 Program",
    "H20 chips", "十四五规划", "the RISC-V chip C910", "Boeing 737", "PM2.5", "CO2", "Area 51A",
)  # fmt: skip
_PHRASES = (
    "the first of its kind", "one of the earliest", "in the second phase", "a third phase to follow",
    "for the first time", "as no one had before", "one after another", "at first hand",
    "the world's second-largest", "as one would expect", "among others", "once again", "first and foremost",
    "a one-stop service", "the 2nd of its kind", "ranked No. 1", "day one", "the one that leads",
    "in the 21st century", "one way or another", "in the third row", "round the clock, 24/7", "a first step",
    "on the other hand", "a secondary matter", "as a whole", "a second-hand report", "in the fourth place",
)  # fmt: skip


def lookalikes(rng: Random) -> Iterator[Case]:
    """Every correct change, by kind."""
    yield from _rewordings(rng)
    yield from _sources_words(rng)
    yield from _harmless_words(rng)
    yield from _dates_of_ours()
    yield from _origins(rng)
    yield from _changes()


def _passing(kind: str, detail: str, *things: object) -> Case:
    return Case(LOOKALIKE, kind, detail, lambda: reported_anywhere(*things))


def _retold(kind: str, of: Fact | Prose, text: str, *more: object) -> Case:
    if isinstance(of, Fact):
        return _passing(kind, f"{of.id}: {text}", with_fact(of, text=text), *more)
    return _passing(kind, f"{of.where}: {text}", with_text(of, text), *more)


def _plain(number: Fraction) -> str:
    return f"{float(number):,.10f}".rstrip("0").rstrip(".")


def _rewordings(rng: Random) -> Iterator[Case]:
    """The same figure, otherwise said, in our words."""
    for _, text, of in _texts():
        for found in _AMOUNT.finditer(text):
            number = Fraction(found[1])
            for kind, words in (
                ("trillions", f"{_plain(number / 1000)} trillion yuan"),
                ("millions", f"{_plain(number * 1000)} million yuan"),
                ("CNY before", f"CNY{found[1]} billion"),
                ("RMB, bn", f"RMB {found[1]}bn"),
                ("renminbi", f"{found[1]} billion renminbi"),
                ("RMB after", f"{found[1]} billion RMB"),
                ("all digits", f"{_plain(number * 10**9)} yuan"),
                ("with a hyphen", f"{found[1]}-billion-yuan"),
                ("Chinese", f"{_plain(number * 10).replace(',', '')}亿元"),
            ):
                yield _retold(f"amount: {kind}", of, put(text, found, words))
        for found in _HEDGED.finditer(text):
            hedge = found[1] and found[1].lower()
            same = next((group for group in _SAME_HEDGE if hedge in group), None)
            if same:
                yield _retold(
                    "another hedge of the sense",
                    of,
                    put(text, found, rng.choice([w for w in same if w != hedge]) + " "),
                )
        for found in re.finditer(r"(?<=\d) percent", text):
            for words in (" per cent", "%", "％", " per-cent"):
                yield _retold(f"percent as {words.strip()}", of, put(text, found, words))
        for found in re.finditer(r"\b(?:A|One) third\b|\b[Oo]ne-third\b", text):
            for words in ("a third", "one third", "one-third", "1/3", "⅓"):
                yield _retold(
                    "a third", of, put(text, found, words[0].upper() + words[1:] if found.start() == 0 else words)
                )
        for word, digit in (
            ("four AI clusters", "4 AI clusters"),
            ("five years", "5 years"),
            ("a million square", "1 million square"),
        ):
            if word in text:
                yield _retold("digits for words", of, text.replace(word, digit))
        for one, other in (
            ("square metres", "square meters"),
            ("square metres", "m²"),
            ("square kilometres", "sq km"),
            ("square kilometres", "km2"),
            ("companies", "firms"),
            ("companies", "enterprises"),
            ("enterprises", "businesses"),
            ("AI firms", "AI start-ups"),
            ("PFLOPS", "petaflops"),
            ("exhibitors", "companies"),
            ("enterprises", "AI developers"),
        ):
            for found in re.finditer(rf"(?<=[a-z\d]) {one}", text):
                if re.search(r"\d[\w,.-]*(?: [a-zA-Z-]+){0,3}$", text[: found.start()]) and not re.search(
                    r"20\d\d[^,]*$", text[: found.start()]
                ):
                    yield _retold(f"{other} for {one}", of, put(text, found, f" {other}"))


def _chinese(number: int) -> str:
    """A whole number below ten thousand in Chinese numerals."""
    out, zero = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += ("零" if zero and out else "") + _HANZI[digit] + word
        zero = not digit
    return out


def _sources_words(rng: Random) -> Iterator[Case]:
    """The same figure in other forms of a source, in ``as_stated``."""
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    hedge = {
        "more than": "超过",
        "over": "逾",
        "about": "约",
        "around": "大约",
        "nearly": "近",
        "almost": "接近",
        "up to": "最多",
        "some": "约",
    }
    for fact, figure in figures():
        before = hedge.get(figure.qualifier or "", "")
        if figure.unit == "CNY":
            units = figure.value / 10**8
            yield _stated("Chinese money", fact, figure, f"{before}{_plain(units).replace(',', '')}亿元")
            yield _stated(
                "full-width money", fact, figure, f"{before}{_plain(units).replace(',', '').translate(wide)}亿元"
            )
            if units.denominator == 1 and units < 10_000:
                yield _stated("Chinese numerals", fact, figure, f"{before}{_chinese(int(units))}亿元")
            yield _stated("万亿", fact, figure, f"{before}{_plain(units / 10_000)}万亿元")
        elif figure.unit == "companies" and figure.value.denominator == 1 and figure.value < 10_000:
            yield _stated("Chinese numerals", fact, figure, f"{before}{_chinese(int(figure.value))}家企业")
            yield _stated("full-width count", fact, figure, f"{before}{str(figure.value).translate(wide)}家")
        elif figure.unit == "%":
            yield _stated("百分之", fact, figure, f"百分之{_plain(figure.value)}")
            yield _stated("full-width percent", fact, figure, f"{_plain(figure.value).translate(wide)}％")
        elif figure.unit == "m2":
            yield _stated("万平方米", fact, figure, f"{before}{_plain(figure.value / 10_000)}万平方米")
        elif figure.value == Fraction(1, 3):
            for words in ("三分之一", "one third of the country's", "⅓", "1/3", "a third of"):
                yield _stated("a third", fact, figure, words)


def _stated(kind: str, fact: Fact, figure: Figure, words: str) -> Case:
    return _passing(
        f"as_stated: {kind}",
        f"{fact.id} as_stated: {words} (was {figure.as_stated})",
        with_figure(fact, as_stated=words),
    )


def _harmless_words(rng: Random) -> Iterator[Case]:
    """A name with digits, an ordinal or a fixed phrase with a number word in it."""
    spots: list[Fact | Prose] = [*content().facts.values(), *prose()]
    for kind, phrases, joined in (("a name", _NAMES, ", with {} in mind"), ("a phrase", _PHRASES, ", {}")):
        for phrase in phrases:
            for of in rng.sample(spots, 2):
                text = of.text if isinstance(of, Fact) else of.passage.text
                told = f"{text.rstrip('.')}{joined.format(phrase)}."
                yield _retold(f"{kind}: {phrase}", of, told, *(_declared(phrase) if phrase in _NAMES else ()))


def _declared(phrase: str) -> Iterator[DeclaredName]:
    """The entry in names.yml that an editor writes with a name whose number no shape tells from an amount: "Llama 3"
    needs one, "GPT-4" does not."""
    if any(quantity.kind != "name" for quantity in reader().read(phrase)):
        yield DeclaredName(id="declared-here", name=phrase.removeprefix("the "))


def _dates_of_ours() -> Iterator[Case]:
    """A date less exact than it might be, or written another way."""
    for _, text, of in _texts():
        for found in _DATE.finditer(text):
            day, last, month, year = found["d"], found["d2"], found["m"], found["y"]
            if month and not day:
                number = MONTHS.index(month) + 1
                if not re.search(r"early |late |end of | to $|began", text[: found.start()]):
                    yield _retold("a coarser date", of, put(text, found, year))
                    yield _retold("a date in Chinese", of, put(text, found, f"{year}年{number}月"))
                    yield _retold("a date in short", of, put(text, found, f"{month[:3]} {year}"))
            elif day and not last:
                before = re.sub(r"\bon $", "in ", text[: found.start()])
                yield _retold("a coarser date", of, f"{before}{month} {year}{text[found.end() :]}")
                yield _retold("a coarser date", of, f"{before}{year}{text[found.end() :]}")
                yield _retold("month first", of, put(text, found, f"{month} {day}, {year}"))
                yield _retold("an ISO date", of, put(text, found, f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"))
    for fact, figure in figures():
        of_december = figure.when.text.endswith("-12")
        if of_december and "end of" not in fact.text:
            year = figure.when.text[:4]
            yield _retold(
                "the end of a year", fact, re.sub(rf"(?:late )?December {year}", f"the end of {year}", fact.text)
            )


def _origins(rng: Random) -> Iterator[Case]:
    """Sources that agree, and a second origin that is one."""
    for fact, record in lone_figures():
        assert fact.figure
        # Who repeats a figure that names nobody may have it from the same speaker.
        if fact.said_by is None:
            continue
        measure = content().measures[fact.figure.measure]
        publisher = rng.choice(
            [
                p
                for p in content().publishers
                if "-via-" not in p and not record.source.publisher.startswith(p.split("-")[0])
            ]
        )
        second = copied(fact, record, 1, later=2, publisher=publisher)
        second = replace(second, facts=(replace(second.facts[0], said_by="Zhao Min, researcher of another house"),))
        yield Case(LOOKALIKE, "a second origin", fact.id, partial(_unconfirmed, fact.id, second))
        yield _passing("a second origin, checked", fact.id, second)
        near = fact.figure.value * (1 + Fraction(measure.tolerance) / 200)
        if fact.figure.unit == "CNY" and not fact.figure.qualifier and near.denominator == 1:
            billions = f"{_plain(near / 10**9)} billion yuan"
            figure = replace(fact.figure, value=near, as_stated=billions)
            text = _AMOUNT.sub(billions, fact.text) + " So says another."
            third = replace(second, facts=(replace(second.facts[0], figures=(figure,), text=text),))
            yield _passing("agreement within tolerance", f"{fact.id}: {billions}", third)
            yield Case(LOOKALIKE, "agreement within tolerance confirms", fact.id, partial(_unconfirmed, fact.id, third))


def _unconfirmed(id: str, *records: object) -> tuple[str, ...]:
    changed = with_things(content(), *records)
    status = Statements(changed).status(changed.facts[id]).status
    return () if status == "Confirmed" else (f"status {status}",)


def _faults_of(thing: object) -> tuple[str, ...]:
    """What the comparison with what was published reports of a changed thing."""
    return faults(content(), with_things(content(), thing))


def _changes() -> Iterator[Case]:
    """What an editor may do to what is published."""

    def correction(fact: Fact) -> Correction:
        return Correction(on=TODAY, was=Before(text=fact.text), reason="We had misread the source.")

    withdrawal = Withdrawal(on=TODAY, reason="The source took it back.")
    for fact, figure in figures():
        if figure.unit == "companies" and figure.qualifier is None and _plain(figure.value) in fact.text:
            more = figure.value + 10
            fixed = with_fact(
                fact,
                text=fact.text.replace(_plain(figure.value), _plain(more)),
                corrections=(correction(fact),),
                figures=(replace(figure, value=more, as_stated=f"{_plain(more)} companies"),),
            )
            yield Case(
                LOOKALIKE,
                "a correction with an entry",
                fact.id,
                partial(_faults_of, fixed),
            )
    for fact in list(content().facts.values())[::9]:
        gone = with_fact(fact, withdrawn=withdrawal)
        yield Case(LOOKALIKE, "a withdrawal", fact.id, partial(_faults_of, gone))
        if fact.id not in Statements(content()).group_of:
            yield _passing("a withdrawal, checked", fact.id, gone)
        yield _passing(
            "a correction, checked",
            fact.id,
            with_fact(fact, text=f"{fact.text} So it is.", corrections=(correction(fact),)),
        )
        yield _passing("read again", fact.id, with_fact(fact, checked=(TODAY,)))
    for fact, figure in figures():
        if fact.kind == "target" and not re.search(r"20\d\d.*20\d\d", fact.text):
            ahead = re.sub(rf"\b{figure.when}\b", "2040", fact.text)
            record = with_fact(fact, text=ahead, figures=(replace(figure, when=When.parse("2040")),))
            # Prose that gives the year of the target is out of date with it, which the check says.
            if not any(fact.id in spot.passage.facts and str(figure.when) in spot.passage.text for spot in prose()):
                yield _passing("a target ahead", f"{fact.id}: {ahead}", record)
    for briefing in content().briefings.values():
        noted = replace(
            briefing, headline="Another headline", notes=(DatedNote(on=TODAY, text="The headline was fixed."),)
        )
        yield Case(
            LOOKALIKE,
            "a briefing fixed with a note",
            briefing.id,
            partial(_faults_of, noted),
        )
        only = replace(briefing, notes=(DatedNote(on=TODAY, text="A later report says no more."),))
        yield Case(LOOKALIKE, "a later note", briefing.id, partial(_faults_of, only))
