"""All planted errors: `cases` makes them from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from . import claimed, exchanges, fields, forms, records, sentences, tenses  # noqa: F401
from .registry import OPERATORS
from tests.measured.world import Case, World


def cases(world: World, seed: int, most_per_class: int = 50) -> Iterator[Case]:
    """The planted errors of every class, none twice and none without a change."""
    seen: set[str] = set()
    for name, operator in OPERATORS.items():
        count = 0
        for case in operator(world, Random(f'{seed}:{name}')):
            key = repr(case.edits)
            if key in seen or all(world.get(edit.path, edit.keys) == edit.value for edit in case.edits):
                continue
            seen.add(key)
            yield case
            count += 1
            if count == most_per_class:
                break
