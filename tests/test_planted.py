"""The published miss rate holds: what it says is what the check does today, and that is good enough."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import yaml

from generator.pages.prose import LOOKALIKES
from tests.planted import tally
from tests.planted.lookalikes import LOOKALIKE
from tests.planted.world import Case, untouched

MISSED_AT_MOST, ALARMS_AT_MOST = 0.02, 0.01
KEPT: dict[str, Any] = yaml.safe_load(tally.FILE.read_text("utf-8"))
WRITE = "run python -m tests.planted --write"


@cache
def every_case() -> tuple[Case, ...]:
    """All that is planted, not yet tried."""
    return tuple(tally.cases())


def test_nothing_is_reported_of_what_nobody_changed() -> None:
    assert not untouched()


def test_enough_is_planted_and_every_case_is_another() -> None:
    cases = every_case()
    planted = [case for case in cases if case.class_ != LOOKALIKE]
    assert len(planted) >= 300
    assert len(cases) - len(planted) >= 150
    assert len({(case.class_, case.detail) for case in cases}) == len(cases)


def test_the_file_has_every_class_in_its_order() -> None:
    classes = dict.fromkeys(case.class_ for case in every_case())
    assert list(KEPT) == [LOOKALIKES if class_ == LOOKALIKE else tally.entry_of(class_) for class_ in classes]
    assert tally.written(KEPT) == tally.FILE.read_text("utf-8"), WRITE


@pytest.mark.slow
@pytest.mark.parametrize("maker", tally.MAKERS, ids=lambda maker: maker.__name__)
def test_errors_are_caught_what_is_right_passes_and_the_file_says_how_many(maker: tally.Maker) -> None:
    results = tally.tried(tally.cases(makers=[maker]))
    assert results
    for class_ in dict.fromkeys(one.case.class_ for one in results):
        of = [one for one in results if one.case.class_ == class_]
        wrong = list(tally.wrong(of))
        at_most = ALARMS_AT_MOST if class_ == LOOKALIKE else MISSED_AT_MOST
        assert len(wrong) <= at_most * len(of), tally.listed(wrong)
    counts = tally.entries(tally.counted(results))
    assert counts == {name: KEPT.get(name) for name in counts}, f"{WRITE}\n{tally.listed(results)}"
