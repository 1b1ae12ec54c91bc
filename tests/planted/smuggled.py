"""Figures that no fact holds, put into prose: in digits, in words, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from generator.model.records import Briefing, DatedNote
from tests.planted.world import TODAY, Case, content, prose, reporting, with_fact, with_text

IN_DIGITS = (
    "with 2,317 patents behind it", "a rise of 18.4 percent", "after 47 bids", "up 6.2% on the year",
    "for $640 million", "worth RMB 7.9bn", "with 37 staff", "in 17 buildings", "at 88 billion yuan",
    "on 12.5 hectares", "with 9,000+ GPUs", "some 37,000 of them", "a 23-percent gain",
    "3.4x the earlier amount", "3/8 of the whole", "within 19 months", "for 36 hours", "a US$2.7bn deal",
    "with 6500 racks", "1 in 7 of them", "at 130kW a rack", "12 to 15 of them new", "a ratio of 3:1",
    "ranked among 27 cities", "€44m of it public",
    "with 5 labs", "a #3 rank", "at 0.5%", "2x growth", "1:4 odds", "a 10-fold gain", "~300 labs", "≥ 40 labs",
    "for $5m", "for 5bn yuan", "for Rmb40bn", "with 7 000 sites", "99.9 percent uptime", "two of 9 sites", "4/5 built",
    "60 to 70 sites", "a 3-year plan", "15-20% of it", "US$ 3 million", "with 25 PB", "with [44 sites]",
)  # fmt: skip
IN_WORDS = (
    "with twelve patents behind it", "a dozen of them new", "after seven bids", "twice as much as before",
    "half of it private", "two-fifths of it private", "dozens of start-ups", "hundreds of firms among them",
    "tens of thousands of engineers", "having doubled in size", "a threefold rise",
    "one in six of them foreign", "for eleven billion yuan", "nine million dollars of it public",
    "some twenty sites", "fifty-three sites", "a couple of hundred sites", "three quarters of it built",
    "several thousand jobs", "a million jobs", "two hundred and six firms", "a tenth of the country's",
    "quadrupling in size", "nineteen months later", "a pair of new sites", "both by the thousand",
    "scores of start-ups", "in seven buildings", "a trio of projects", "halving the cost",
    "with a score of patents", "eightfold growth", "one fifth of it abroad", "a hundredfold gain",
    "a billionfold gain",
    "at half the price", "with thirty-odd sites", "some dozen labs", "over ten sites", "a couple of deals", "zero debt",
    "in six cities", "with four-fifths built", "sixty per cent of it new", "one company in three", "a baker's dozen",
    "double the earlier sum", "in nineteen weeks", "by two thirds",
)  # fmt: skip
IN_CHINESE = (
    "（三百二十家企业）", "（占两成）", "（五分之一）", "（近千家）", "（数十家企业）", "（一万二千人）",
    "（七亿元）", "（翻番）", "（百分之十八）", "（十七个项目）", "（二十多家）", "（两倍）", "（３７家企业）",
    "（1.3万亿元）", "（增长近四成）", "（上百家）", "（三分之二）", "（九十八亿美元）", "（半数企业）",
    "（十几家公司）",
    "（两家公司）", "（三成以上）", "（数百亿元）", "（百余家）", "（一半以上）", "（十倍）", "（五万平方米）",
    "（6成）",
    "（千亿级）", "（两个中心）", "（过半）", "（1200余人）", "（四个项目）", "（约一千家）", "（双倍）", "（三四家）",
)  # fmt: skip


def smuggled(rng: Random) -> Iterator[Case]:
    """A figure of nobody's in a fact's text or note, a passage, a heading, a headline or a later note."""
    for class_, phrases in (
        ("smuggled in digits", IN_DIGITS),
        ("smuggled in words", IN_WORDS),
        ("smuggled in Chinese numerals", IN_CHINESE),
    ):
        facts = list(content().facts.values())
        spots = list(prose())
        for phrase in phrases:
            more = phrase if phrase.startswith("（") else f", {phrase}"
            fact = rng.choice(facts)
            yield _case(class_, "text", fact.id, fact.text, more, lambda text, f=fact: with_fact(f, text=text))
            fact = rng.choice([fact for fact in facts if fact.note])
            yield _case(class_, "note", fact.id, fact.note or "", more, lambda text, f=fact: with_fact(f, note=text))
            for name in ("bullets", "analysis", "gaps", "summary", "items"):
                spot = rng.choice([spot for spot in spots if spot.name == name])
                yield _case(class_, name, spot.where, spot.passage.text, more, lambda text, s=spot: with_text(s, text))
            briefing = rng.choice(list(content().briefings.values()))
            yield _case(
                class_,
                "headline",
                briefing.id,
                briefing.headline,
                more,
                lambda text, b=briefing: replace(b, headline=text),
            )
            yield _case(
                class_,
                "later note",
                briefing.id,
                "A word that came later",
                more,
                lambda text, b=briefing: _noted(b, text),
            )


def _noted(briefing: Briefing, text: str) -> Briefing:
    return replace(briefing, notes=(DatedNote(on=TODAY, text=text),))


def _case(class_, kind, where, text, more, change) -> Case:
    new = text.rstrip(".") + more + "." * text.endswith(".")
    return reporting(class_, kind, f"{where}: {new}", change(new))
