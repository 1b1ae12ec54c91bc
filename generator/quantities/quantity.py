"""What the reader finds: a quantity."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from generator.model.when import When

if TYPE_CHECKING:
    from generator.model.records import Qualifier

# A name is declared; a label is a number that letters are glued to (GPT-4, 5G) and that nobody declared.
Kind = Literal["amount", "date", "ordinal", "name", "label"]


class Quantity(NamedTuple):
    """One number of a text, ``text[start:end]``.

    ``value`` is exact and scaled; an amount without one is a number that the text does not name ("hundreds").
    ``upper`` is the other end of a range. ``unit`` is a unit of the vocabulary, a measure that the reader knows by
    itself, ``share`` for a part of a whole, ``times``, ¤ for a currency that nobody declared, or the counted noun in
    lower case and plural. ``per`` is the time that an amount is for.
    """

    start: int
    end: int
    kind: Kind
    text: str
    value: Fraction | None = None
    upper: Fraction | None = None
    unit: str | None = None
    qualifier: Qualifier | None = None
    per: str | None = None
    when: When | None = None
