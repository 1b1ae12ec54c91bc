"""The register of all operators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from tests.measured.world import Case, Edit, Passage, World

Draft = tuple[str, tuple[Edit, ...]]
Function = Callable[[World, Random], Iterator[Draft]]
T = TypeVar('T')


@dataclass(frozen=True)
class Operator:
    """A class of planted errors."""

    name: str
    group: str
    tier: str
    function: Function

    def __call__(self, world: World, rng: Random) -> Iterator[Case]:
        """All cases of the class, in the order of chance."""
        for detail, edits in self.function(world, rng):
            yield Case(self.name, self.group, self.tier, detail, edits)


OPERATORS: dict[str, Operator] = {}


def register(name: str, group: str, tier: str, function: Function) -> None:
    """Add an operator to the register."""
    if name in OPERATORS:
        raise ValueError(f'{name} is registered already')
    OPERATORS[name] = Operator(name, group, tier, function)


def operator(name: str, group: str, tier: str = 'claimed') -> Callable[[Function], Function]:
    """Mark a function as an operator."""

    def mark(function: Function) -> Function:
        register(name, group, tier, function)
        return function

    return mark


def shuffled(things: Iterable[T], rng: Random) -> list[T]:
    """The things in the order of chance."""
    result = list(things)
    rng.shuffle(result)
    return result


def retext(passage: Passage, text: str, detail: str) -> Draft:
    """The draft of a case that writes a passage otherwise."""
    return detail, (Edit(passage.path, passage.keys, text),)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text with its first letter small, if it is the word The."""
    return 'the ' + text[4:] if text.startswith('The ') else text
