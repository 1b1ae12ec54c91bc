"""Hedges: the words around an amount that make it a bound or a guess, and the time that it is for."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from generator.quantities.numerals import words_of

if TYPE_CHECKING:
    from generator.model.records import Qualifier

Bound = Literal["exact", "lower", "upper", "about", "below_about"]

_BOUNDS: dict[Qualifier | None, Bound] = {
    None: "exact",
    "more than": "lower", "over": "lower", "at least": "lower",
    "up to": "upper", "under": "upper", "less than": "upper",
    "about": "about", "around": "about", "some": "about",
    "nearly": "below_about", "almost": "below_about",
}  # fmt: skip


def bound(qualifier: Qualifier | None) -> Bound:
    """What a hedge says about the value: exact, its lower or upper end, near it, or just below it."""
    return _BOUNDS[qualifier]


# Hedges before a number, each as the qualifier of its meaning. What negates another stands before it.
_HEDGES: list[tuple[Qualifier, str]] = [
    ("up to", r"(?:no|not|n't|never) (?:more than|over|above|exceed(?:ing)?|to exceed)|up to (?:a maximum of)?|"
              r"as (?:many|much|high) as|at most|(?:a )?maximum of|最多|至多|不超过|高达|≤"),
    ("at least", r"at least|(?:no|not) (?:fewer|less) than|(?:a )?minimum of|至少|不少于|不低于|≥"),
    ("more than", r"(?:slightly |a little |much |far )?more than|above|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|"
                  r"topp(?:ed|ing)|tops|beyond|upwards? of|in excess of|greater than|higher than|north of|>|"
                  r"(?:soar|clim|mov|surg|ris|grow|push)\w* past|rose past|grew past|went past|"
                  r"超过|超過|超|逾|突破|多于|高于|大于|上|superior a|más de|mais de|plus de|mehr als|более|свыше"),
    ("over", r"(?:just |well |slightly |a little )?over"),
    ("less than", r"less than|fewer than|below|lower than|short of|<|不到|不足|少于|低于|小于"),
    ("under", r"(?:just |well |slightly |a little )?under"),
    ("nearly", r"nearly|not quite|just (?:short of|below)|"
        r"close to|near(?:s|ed|ing)?|approach(?:es|ed|ing)?|将近|接近|近|quase|presque"),
    ("almost", r"almost"),
    ("around", r"around"),
    ("some", r"some"),
    ("about", r"about|barely|roughly|approximately|approx\.|"
              r"(?:an )?estimated(?: (?:total )?(?:[a-z]+ ){0,2}of)?|circa|ca?\.|~|≈|in the region of|"
              r"约|約|大约|大约|大概|cerca de|environ|rund|etwa|около|लगभग|करीब"),
]  # fmt: skip
_BEFORE = re.compile(
    "|".join(rf"({words})" for _, words in _HEDGES).join((r"(?<![A-Za-z])(?:", r")(?: (?:a total of|the))? ?$")),
    re.IGNORECASE,
)
# "passed 500 billion yuan" is a bound, "passed five laws" is none.
_PASSED = re.compile(r"(?<![a-z])(?:passed|crossed|crossing) ?$", re.IGNORECASE)
_HEDGES_AFTER: list[tuple[Qualifier, str]] = [
    ("at least", r" ?(?:or (?:more|above|higher)|and (?:more|above)|at least)\b(?! than)|以上"),
    ("at least", r"\+(?![A-Za-z0-9])|(?-i:[ -]plus\b(?! )|-plus\b)"),
    ("up to", r" ?(?:(?:or (?:fewer|less)|at most)\b|以下|以内)"),
    ("about", r" or so\b|-odd\b| ?左右| ?上下"),
    ("more than", r" ?(?:多|余|餘|を超|超)| से अधिक| से ज्यादा"),
]
_AFTER = re.compile("|".join(rf"({words})" for _, words in _HEDGES_AFTER), re.IGNORECASE)
_DURATIONS = frozenset(words_of("years months weeks days hours minutes seconds decades quarters"))
# After these "over" hedges a duration; after others it says how long something takes.
_STRETCH = re.compile(r"\b(?:for|of|in|after|by|was|is|lasting|lasted|took|takes|spent|spanning) $", re.I)
_PER = re.compile(
    r"(?:(?: of)? (?!(?:in|within|after|for|over|about|than|half|of|and|or|once|is|was)\b)[A-Za-z-]+){0,3}?"
    r" (?:(?:a|an|per|each|every) (second|minute|hour|day|week|month|quarter|year)\b"
    r"(?! (?:ago|earlier|before|later|after|old|of|from|in|to)\b)|"
    r"(annually|per annum|(?:yearly|monthly|daily|weekly)(?=$|[.,;)]))\b)|(/年|每年)",
    re.A,
)
_PER_WORDS = {"yearly": "year", "monthly": "month", "daily": "day", "weekly": "week"}


def hedge_before(
    line: str, floor: int, start: int, value: Fraction | None, unit: str | None
) -> tuple[Qualifier, int] | None:
    """The hedge that ends where an amount starts, and where it begins; nothing before ``floor`` counts."""
    lowest = max(floor, start - 48)
    left = line[lowest:start]
    match = _BEFORE.search(left)
    if match is None or match.lastindex is None:
        passed = _PASSED.search(left)
        if passed and (value is None or value >= 100 or unit == "%"):
            return "more than", lowest + passed.start()
        return None
    word, outside = match[0].strip().lower(), left[: match.start()]
    if word.endswith("than the"):  # "more than the 10,000 of the plan" compares with a number that is exact
        return None
    if unit in _DURATIONS:
        begins = lowest + match.start() == 0
        # 近三年 are the last three years, and "266 million more than six months earlier" hedges nothing.
        compares = word.endswith(" than") and floor and not outside.strip()
        if word == "近" or compares or (word == "over" and not begins and not _STRETCH.search(outside)):
            return None
    if word == "上" and line[start] not in "百千万亿":
        return None
    return _HEDGES[match.lastindex - 1][0], lowest + match.start()


def hedge_after(line: str, end: int) -> tuple[Qualifier | None, int]:
    """The hedge that begins where an amount ends, and where the amount ends with it."""
    after = _AFTER.match(line, end)
    if after is None or after.lastindex is None:
        return None, end
    return _HEDGES_AFTER[after.lastindex - 1][0], after.end()


def per_at(line: str, at: int) -> tuple[str, int, bool] | None:
    """The time that an amount is for, where that ends, and whether it stands next to the amount."""
    match = _PER.match(line, at)
    if match is None:
        return None
    time = match[1] or _PER_WORDS.get(match[2] or "", "year")
    return time, match.end(), match.start(match.lastindex or 0) <= at + len(" every ")
