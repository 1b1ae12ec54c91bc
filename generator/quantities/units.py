"""What a number measures: the physical measures, which are known here, and the currencies of a vocabulary."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from generator.quantities.numerals import any_of, plain
from generator.quantities.vocabulary import LETTER, Forms, UnitWords, Vocabulary, form_key


def _square(*forms: str) -> str:
    return "|".join(rf"{square}\.?[ -]?{form}" for square in ("square", "sq") for form in forms)


# Each measure: its name, its Latin forms (case counts only in ``(?-i:...)``) and its Chinese, Japanese and Devanagari
# forms, which need no boundary. Each form is a pattern that begins with a character of its own.
_MEASURES = [
    ("points", r"percentage[ -]points?|pp|%-points?", "个百分点|個百分點|百分点"),
    ("%", r"per[ -]?cent|pct|процент\w*", "%"),
    ("m2", rf"{_square('meters?', 'metres?', 'm')}|sqm|m²|m2", "平方米|平米|平方メートル|㎡"),
    ("km2", rf"{_square('kilometers?', 'kilometres?', 'km')}|km²|km2", "平方公里|平方千米|平方キロ(?:メートル)?|㎢"),
    ("sqft", _square("feet", "foot", "ft"), "平方英尺"),
    ("ha", r"hectares?|(?-i:ha)", "公顷|公頃"),
    ("mu", r"mu", "亩|畝"),
    ("km", r"kilometers?|kilometres?|km", "公里|千米"),
    ("m", r"meters?|metres?|(?-i:m)", "米(?![兰其哈])"),
    ("nm", r"nanometers?|nanometres?|(?-i:nm)", "纳米"),
    *((f"{letter}FLOPS", rf"{letter}-?flops?(?:/s)?|{name}[ -]?-?flops?(?:/s)?", "") for letter, name in
      (("P", "peta"), ("E", "exa"), ("T", "tera"), ("G", "giga"), ("Z", "zetta"))),
    ("FLOPS", r"flops?(?:/s)?", "次(?<=亿亿次)/秒|次(?<=亿亿次)每秒|次(?<=亿亿次)"),
    *((f"{letter}Wh", rf"(?-i:{letter}Wh)|{name}watt[ -]?hours?", hanzi) for letter, name, hanzi in
      (("k", "kilo", "千瓦时|度电"), ("M", "mega", "兆瓦时"), ("G", "giga", "吉瓦时"), ("T", "tera", ""))),
    *((f"{letter}W", rf"(?-i:{letter}W)|{name}watts?", hanzi) for letter, name, hanzi in
      (("k", "kilo", "千瓦"), ("M", "mega", "兆瓦"), ("G", "giga", "吉瓦"), ("T", "tera", ""), ("", "", ""))),
    *((f"{letter}B", rf"(?-i:{letter}B)|{name}bytes?", "") for letter, name in
      (("M", "mega"), ("G", "giga"), ("T", "tera"), ("P", "peta"))),
    ("times", r"times|fold|-fold", "倍"),
    ("years", r"years?", "年"), ("months", r"months?", "个月|個月|か月"), ("weeks", r"weeks?", "周(?!年)"),
    ("days", r"days?", "天|日間"), ("hours", r"hours?", "个小时|小时"), ("minutes", r"minutes?", "分钟"),
    ("seconds", r"seconds?", "秒"),
    ("kg", r"kg|kilograms?", "公斤|千克"),
    ("basis points", r"basis points?|bps", ""),
]  # fmt: skip
# Letters that stand for a unit only where they touch the number: "14,000P", "10x".
_ATTACHED = [("PFLOPS", "(?-i:P)"), ("times", "x"), ("times", "×")]


def _measures_by_character() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    """One pattern for all measures that begin with a character, and the measure of each of its groups.

    A single pattern of all would try some hundred forms at nearly every number, for most count a noun.
    """
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def add(name: str, forms: str, pattern: str) -> None:
        for form in forms.split("|") if forms else ():
            found[form.removeprefix("(?-i:")[0].lower()].append((name, pattern.format(form)))

    for name, latin, other in _MEASURES:
        add(name, latin, r"[ -]?({})(?![A-Za-z0-9]|/[hs]\b)")
        add(name, other, " ?({})")
    for name, form in _ATTACHED:
        add(name, form, "({})(?![A-Za-z0-9])")
    return {
        character: (
            re.compile("|".join(form for _, form in forms), re.ASCII | re.IGNORECASE),
            tuple(n for n, _ in forms),
        )
        for character, forms in found.items()
    }


_BY_CHARACTER = _measures_by_character()
_KNOWN = frozenset(name for name, _, _ in _MEASURES)
# A currency whose sign no unit of the vocabulary has (ISO 4217 has no code for it; Unicode calls ¤ the currency sign).
UNKNOWN_CURRENCY = "¤"
_SIGNS = "$¢£¤¥฿" + "".join(map(chr, range(0x20A0, 0x20C1)))
_ANY_SIGN = f"[A-Za-z]{{0,3}}[{_SIGNS}]"


class Counted(NamedTuple):
    """A unit or a counted noun, and where it ends."""

    unit: str | None
    end: int


def is_measure(unit: UnitWords) -> bool:
    """Whether a unit measures: any other is a counted noun."""
    return unit.is_currency or unit.id in _KNOWN


class Units:
    """The units of a vocabulary, with the measures that are known without one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        units = vocabulary.units
        self.currencies = frozenset(unit.id for unit in units if unit.is_currency)
        # What is measured, whatever is counted: any other unit is a noun.
        self.measured = _KNOWN | self.currencies | {"share", UNKNOWN_CURRENCY}
        self.least = {unit.id: unit.least for unit in units if unit.least is not None}
        self._unit_before = {plain(sign): unit.id for unit in reversed(units) for sign in unit.before}
        declared = any_of(self._unit_before)
        self.sign = f"(?:{declared}|{_ANY_SIGN})" if declared else _ANY_SIGN
        self.longest_sign = max(map(len, (*self._unit_before, "HKD$"))) + 1
        self._sign_ends = frozenset((*_SIGNS, *(sign[-1] for sign in self._unit_before)))
        self._sign_before = re.compile(rf"(?<![A-Za-z])({self.sign}) ?$")
        measures = [unit for unit in units if is_measure(unit)]
        forms = Forms(
            [(form, unit.id) for unit in measures for form in unit.words]
            + [(form, None) for unit in measures for form in unit.not_words]
        )
        self._declared = forms.unit_of
        declared_first = {form[0].lower() for form in forms.unit_of}
        self._by_character = {
            character: (*_BY_CHARACTER.get(character, (None, ())), character in declared_first)
            for character in _BY_CHARACTER.keys() | declared_first
        }
        self._any_declared = re.compile(
            rf"[ -]?({forms.spaced})(?!{LETTER}|/[hs]\b)| ?({forms.unspaced})", re.IGNORECASE
        )

    def unit_at(self, text: str, at: int) -> Counted | None:
        """The unit of measure or currency that begins at a place, next to its number: of two the longer one."""
        begins = at + text.startswith((" ", "-"), at)
        forms = self._by_character.get(text[begins : begins + 1].lower())
        if forms is None:
            return None
        pattern, names, is_declared = forms
        match = pattern.match(text, at) if pattern else None
        known = Counted(names[match.lastindex - 1], match.end()) if match and match.lastindex else None
        declared = self._any_declared.match(text, at) if is_declared else None
        form = form_key(declared[declared.lastindex or 0]) if declared else ""
        if declared is None or form not in self._declared or (known and known.end > declared.end()):
            return known
        unit = self._declared[form]
        return Counted(unit, declared.end()) if unit else None

    def currency_before(self, text: str, floor: int, at: int) -> tuple[str, int] | None:
        """The currency that ends where a number begins, and where it begins itself."""
        if at == 0 or text[at - 1 - text.startswith(" ", at - 1)] not in self._sign_ends:
            return None  # as before most numbers
        match = self._sign_before.search(text, max(floor, at - self.longest_sign), at)
        return (self._unit_before.get(match[1], UNKNOWN_CURRENCY), match.start()) if match else None
