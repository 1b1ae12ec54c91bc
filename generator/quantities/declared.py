"""The names of a vocabulary that hold a number (Executive Order 14110), as they stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.quantities.numerals import numeral_at, plain
from generator.quantities.seeds import SEED, last_seed, small_letters
from generator.quantities.units import Units
from generator.quantities.vocabulary import LETTER

_WEB = re.compile(r"(?:https?://|www\.)\S+")
_LETTER = re.compile(LETTER)
_NUMBER_BEFORE = re.compile(r"\d[.,]$")


class Names:
    """Finds names in plain texts: exactly as written, whole words, the longest first."""

    def __init__(self, names: Iterable[str], units: Units) -> None:
        self._units = units
        # The name and, in it, the last place where a number may begin. What is a number and no more (360) is no name.
        self._last_number = {
            name: last
            for name in map(plain, names)
            if (last := last_seed(name)) is not None and _end_of_number(name, 0) != len(name)
        }
        self._any = _any_name(self._last_number)

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Where the names stand, in order; web addresses with a number in them are names too, and hold no other."""
        names = list(self._declared(line)) if self._any.search(line) else []
        if "//" not in line and "www." not in line:
            return names
        webs = [match.span() for match in _WEB.finditer(line) if SEED.search(small_letters(match[0]))]
        apart = [span for span in names if not any(web[0] < span[1] and span[0] < web[1] for web in webs)]
        return sorted((*apart, *webs))

    def _declared(self, line: str) -> Iterator[tuple[int, int]]:
        at = 0
        while match := self._any.search(line, at):
            start, at = match.span()
            if self._stands_alone(line, start, at):
                yield start, at
            else:
                at = start + 1

    def _stands_alone(self, line: str, start: int, end: int) -> bool:
        """Whether a name is not a part of something longer: a word or, where it begins or ends in a number, an amount,
        as "STAR 50" is in "STAR 50 million"."""
        if _LETTER.match(line, start):
            if start and _LETTER.match(line, start - 1):
                return False
            is_amount = _NUMBER_BEFORE.search(line, max(0, start - 2), start) or self._units.currency_before(
                line, 0, start
            )
            if line[start].isdigit() and is_amount:
                return False
        number_end = _end_of_number(line, start + self._last_number[line[start:end]])
        return number_end < end or (number_end == end and self._units.unit_at(line, end) is None)


def _end_of_number(line: str, at: int) -> int:
    numeral = numeral_at(line, at)
    return numeral.end if numeral else at


def masked(line: str, names: Iterable[tuple[int, int]]) -> str:
    """A line in which each name is one word without a number: what stands around it may not read into it."""
    for start, end in names:
        word = "".join("〓" if character > "ӿ" else "X" for character in line[start:end])
        if line[:start][-1:].isalnum():  # 十Llama 3: letters that touch a number would be one word with it
            word = "〓" + word[1:]
        line = line[:start] + word + line[end:]
    return line


def _any_name(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of names, each as a whole word at its end. All begin with a literal, which makes a search quick."""
    rests: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        rests[name[0]].append(re.escape(name[1:]) + (f"(?!{LETTER})" if _LETTER.match(name[-1]) else ""))
    found = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile("|".join(found) or "(?!)")


def names_in(names: Iterable[str], texts: Iterable[str]) -> frozenset[str]:
    """Those of some names that stand in some texts, as whole words, be it within a longer one."""
    line = "\n".join(map(plain, texts))  # one by one, for texts in ASCII are far quicker
    return frozenset(name for name in names if any(True for _ in _places_of(plain(name), line)))


def _places_of(name: str, line: str) -> Iterator[int]:
    for match in _any_name([name]).finditer(line) if name in line else ():
        start = match.start()
        if not (start and _LETTER.match(name) and _LETTER.match(line, start - 1)):
            yield start
