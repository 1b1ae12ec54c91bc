"""What a reader is told beyond what it knows by itself: units with their words, and names that hold a number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from generator.quantities.numerals import any_of, plain

# A word does not end before one of these; Chinese and Japanese words need no boundary.
LETTER = "[0-9A-Za-zÀ-ɏͰ-ӿ]"
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit, and how texts in any language write it.

    ``words`` come after a number, ``before`` are signs and words that come before one. ``not_words`` are longer words
    that begin like one of ``words``: 元宇宙 is no yuan. An amount below ``least`` is none of this unit: in "five won
    prizes" won is a verb. A unit that is neither a currency nor one that the reader knows by itself is a counted noun.
    """

    id: str
    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    least: Fraction | None = None
    is_currency: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Units and names. Where two units claim one form, it is the first one's; a name counts exactly as written."""

    units: tuple[UnitWords, ...] = ()
    names: tuple[str, ...] = ()


def form_key(form: str) -> str:
    """What two ways to write one form have in common: case, unless it is of one or two letters, and hyphens."""
    return form if len(form) <= 2 else form.lower().replace("-", " ")


class Forms:
    """The forms of some units of a vocabulary: the unit of each, and patterns of those that end at a boundary of words
    and of those that need none. A unit of ``None`` marks what begins like a form and is none."""

    def __init__(self, forms: Iterable[tuple[str, str | None]]) -> None:
        self.unit_of: dict[str, str | None] = {}
        for form, unit in forms:
            self.unit_of.setdefault(form_key(plain(form)), unit)
        unspaced = [form for form in self.unit_of if _UNSPACED.match(form)]
        self.spaced = any_of(self.unit_of.keys() - set(unspaced)).replace(r"\ ", "[ -]") or "(?!)"
        self.unspaced = any_of(unspaced) or "(?!)"
