"""How many planted errors the check reports and how many look-alikes it does: run, counted, printed and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generator.pages.prose import LOOKALIKES
from tests.planted import dates, figures, origins, past, smuggled
from tests.planted.lookalikes import LOOKALIKE, lookalikes
from tests.planted.world import Case, one_of_each

FILE = Path(__file__).parents[2] / "content" / "miss-rate.yml"
SEED = 20261123
MOST = 50  # errors of a class: every kind of it has its turn
MOST_LOOKALIKES = 300
Maker = Callable[[Random], Iterator[Case]]
MAKERS: tuple[Maker, ...] = (
    figures.digits,
    figures.signs,
    figures.units,
    figures.currencies,
    figures.scales,
    figures.hedges,
    dates.dates,
    dates.precision,
    figures.speakers,
    figures.swaps,
    smuggled.smuggled,
    origins.circles,
    origins.reprints,
    past.silent,
    past.vanished,
    past.rewritten,
    dates.not_yet,
    lookalikes,
)

# What no rule here can tell, so that none of it is planted; the methodology page says so.
UNCATCHABLE: Mapping[str, str] = {
    "a figure that is wrong alike everywhere": "If value, as_stated and text carry the same wrong number, "
    "only somebody who reads the source sees it.",
    "a wrong speaker, place, measure or locator": "Who said it, what it is about and the paragraph are read by the "
    "editor; nothing beside them repeats them.",
    "two figures of one passage exchanged": "A bullet may count with every fact that it cites; which of them a clause "
    "means is not read.",
    "a date of another event of the same facts": "A text may name any date of its facts and of their sources, also for "
    "the wrong one of them.",
    "the date of a fact whose text names none": "Its when stands alone, unless it lies after its source or today.",
    "a when more exact than the source, under a coarser text": "A text may be less exact than when; whether the source "
    "was as exact as when is for a reader of it.",
    "a slip within the tolerance of a conversion": "A source's own conversion is held against a rate to three percent, "
    "so its last digits, and a currency at par with the right one, pass.",
    "a number in a name, or a place in a row": "GPT-4 for GPT-5, the 14th plan for the 15th, the second phase for the "
    "third: names and ordinals carry no figure.",
    "a number in a form that we do not read": "A handful, every third firm, twin towers, 1.2e9 and the formal Chinese "
    "numerals (壹佰, 廿) name a number that the reader does not take for one.",
    "a counted noun that we do not know": "Firms for companies is right and patents for companies is reported; of a "
    "noun outside our list nobody can say.",
    "hedges of one sense": "More than, over and at least are one bound to us, and so are about and around.",
    "a claim without a number": "A verb, a cause, a negation or a name that the source does not have is no quantity.",
    "a copy that does not say so": "A reprint under another publisher without derived_from and without a named "
    "speaker looks like a second origin.",
    "a correction that corrects something else": "An entry in corrections, or a note on a briefing, permits the change "
    "that comes with it; what it says is read by people.",
    "the source's own error": "We report what the source says; where two sources differ, the page shows both.",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """A case and what was reported of it."""

    case: Case
    reports: tuple[str, ...]


def cases(most: int | None = MOST, makers: Iterable[Maker] = MAKERS) -> Iterator[Case]:
    """The cases of the classes that some make, the same in every run; ``None`` gives all that can be made."""
    for maker in makers:
        made: dict[str, list[Case]] = {}
        seen: set[tuple[str, str]] = set()
        for case in maker(Random(f"{SEED} {maker.__name__}")):
            # The same change may come of two kinds; it counts once.
            if (case.class_, case.detail) not in seen:
                seen.add((case.class_, case.detail))
                made.setdefault(case.class_, []).append(case)
        for class_, all_of_it in made.items():
            Random(f"{SEED} {class_}").shuffle(all_of_it)
            limit = MOST_LOOKALIKES if class_ == LOOKALIKE else most
            yield from all_of_it if most is None else one_of_each(all_of_it, limit or 0)


def tried(of: Iterable[Case]) -> tuple[Tried, ...]:
    return tuple(Tried(case, case.reports()) for case in of)


def counted(results: Sequence[Tried]) -> dict[str, Any]:
    """The counts as they stand in ``miss-rate.yml``."""
    classes: dict[str, dict[str, int]] = {}
    lookalikes = {"tried": 0, "alarms": 0}
    for one in results:
        if one.case.class_ == LOOKALIKE:
            lookalikes["tried"] += 1
            lookalikes["alarms"] += bool(one.reports)
        else:
            count = classes.setdefault(one.case.class_, {"planted": 0, "caught": 0})
            count["planted"] += 1
            count["caught"] += bool(one.reports)
    return {"classes": classes, "lookalikes": lookalikes}


def wrong(results: Iterable[Tried]) -> Iterator[Tried]:
    """The misses and the false alarms."""
    return (one for one in results if bool(one.reports) == (one.case.class_ == LOOKALIKE))


def table(counts: Mapping[str, Any]) -> str:
    """The counts as lines of text, a line a class."""
    lines = [f"{'class':34} planted  caught     rate"]
    rows = [(name, one["planted"], one["caught"]) for name, one in counts["classes"].items()]
    rows.append(("all", sum(row[1] for row in rows), sum(row[2] for row in rows)))
    lines += [f"{name:34} {planted:7}  {caught:6}  {caught / planted:6.1%}" for name, planted, caught in rows]
    of, alarms = counts["lookalikes"]["tried"], counts["lookalikes"]["alarms"]
    lines.append(f"{'look-alikes':34} {of:7} tried, {of - alarms} passed, {alarms / of:.1%} false alarms")
    return "\n".join(lines)


def listed(results: Iterable[Tried]) -> str:
    """Every miss and every false alarm with its text, by class and kind."""
    lines = []
    failed = sorted(wrong(results), key=lambda one: (one.case.class_, one.case.kind, one.case.detail))
    for (class_, kind), of in groupby(failed, key=lambda one: (one.case.class_, one.case.kind)):
        found = list(of)
        lines.append(f"{'FALSE ALARM' if class_ == LOOKALIKE else 'MISSED'} {class_}, {kind}: {len(found)}")
        for one in found:
            lines += [f"    {one.case.detail}", *(f"        {report}" for report in one.reports)]
    return "\n".join(lines)


def entry_of(class_: str) -> str:
    """A class as the id of its entry."""
    return class_.lower().replace(" ", "-").replace("'", "")


def entries(counts: Mapping[str, Any]) -> dict[str, Any]:
    """The counts as the entries of ``miss-rate.yml``, without those of which nothing was tried."""
    found = {entry_of(name): {"name": name[0].upper() + name[1:], **one} for name, one in counts["classes"].items()}
    if (of := counts["lookalikes"])["tried"]:
        name = "Correct sentences that look like errors"
        found[LOOKALIKES] = {"name": name, "planted": of["tried"], "caught": of["alarms"]}
    return found


def written(found: Mapping[str, Any]) -> str:
    """The text of ``miss-rate.yml``, which the methodology page shows, of its entries."""
    return "# Written by python -m tests.planted --write\n" + yaml.safe_dump(dict(found), sort_keys=False)
