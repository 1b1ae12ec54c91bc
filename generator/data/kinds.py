"""The kinds of columns: what the getter of each returns, and what such a value is in CSV and JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from generator.data.columns import Kind
from generator.model.fields import ID_PATTERN
from generator.model.when import When
from generator.model.words import as_number, number_exactly
from generator.text.csv import guarded

ADDRESS = rf"^(facts|places|organisations|topics|sources|briefings|charts)/{ID_PATTERN.pattern}$"
SHA256 = r"^[0-9a-f]{64}$"
_TIME = r"\d{4}(-H[12]|-Q[1-4]|-\d\d(-\d\d)?)?"
# Between the entries of a list in a cell of CSV; no id holds it.
DELIMITER = ";"

text = Kind[str]("string", guarded)
# What has a form of its own is never a formula.
slug = Kind[str]("string", str, pattern=rf"^{ID_PATTERN.pattern}$")
address = Kind[str]("string", str, pattern=ADDRESS)
sha256 = Kind[str]("string", str, pattern=SHA256)
# As the record has it: an address may hold signs beyond ASCII (an IRI, RFC 3987).
web = Kind[str]("string", str, pattern=r"^https?://\S+$")
# A time as exactly as its source states it.
time = Kind[When]("string", str, str, rf"^{_TIME}(/{_TIME})?$")
day = Kind[date]("date", str, date.isoformat)
# A number as exact text, and as one that JSON can reckon with. In a cell a fraction without an end is a decimal of as
# many digits as are certain, so that programs read the column as numbers.
exact = Kind[Fraction](
    "string",
    lambda value: f"{Decimal(str(as_number(Fraction(value)))):f}" if "/" in value else value,
    number_exactly,
    r"^(-?\d+(\.\d+)?|-?\d+/\d+)$",
)
number = Kind[Fraction]("number", lambda value: f"{Decimal(str(value)):f}", as_number)
# The same with a point in every cell, for programs that judge a column by its first rows.
decimal = Kind[Fraction](
    "number", lambda value: f"{Decimal(str(value)):f}" if isinstance(value, float) else f"{value}.0", as_number
)
integer = Kind[int]("integer", str)
flag = Kind[bool]("boolean", lambda value: "true" if value else "false")
ids = Kind[tuple[str, ...]]("list", DELIMITER.join, list)
# Texts that may hold any sign, so that a cell has them as JSON and not with delimiters.
texts = Kind[tuple[str, ...]]("array", lambda value: json.dumps(value, ensure_ascii=False) if value else "", list)
