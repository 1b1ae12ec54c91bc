"""``python -m tests.measured``: how much the checks catch, by class; ``--write`` keeps it for the methodology page."""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.measured.run import Bench, Outcome, honest, planted, reworded, said_otherwise
from tests.measured.second.operators import cases as second_cases

FILE = Path(__file__).parents[2] / "content" / "miss-rate.yml"
# Errors of each class that are planted; a class has up to fifty.
MOST = 8
GROUPS: Mapping[str, str] = {
    "claimed": "Wrong amounts, units, hedges and dates",
    "exchanged": "Amounts, places, years, speakers and plans exchanged",
    "forms": "Numbers in unusual forms, and in every field",
    "sentence": "Words that change what a number says",
    "record": "Records that do not fit their text or source",
    "second": "New: all of these kinds again, that the rules' authors had not seen",
    "honest": "Correct sentences, as editors write them",
    "second-honest": "New: correct sentences that the rules' authors had not seen",
    "third": "Our own sentences made wrong; the rules' authors had these before them",
    "third-honest": "Our own sentences in other words; the rules' authors had these before them",
    "fifth": "Newer sentences made wrong; the rules' author had these before them",
    "fifth-honest": "Newer sentences in other words; the rules' author had these before them",
}
# What is measured once, elsewhere, with cases that are kept from the rules' authors, and written by hand.
HELD_OUT = "held-out-"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.measured", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    parser.add_argument("--reworded", action="store_true", help="measure our own sentences alone, and keep the rest")
    parser.add_argument("--most", type=int, default=MOST, help="errors of each class")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        outcomes = [] if options.reworded else [*planted(bench, options.most), *honest(bench)]
        if not options.reworded:
            outcomes += [*planted(bench, 2 * options.most, of=second_cases), *honest(bench, of="second")]
        for of in ("third", "fifth"):
            for name in ("errors.yml", "honest.yml"):
                cases, stale = reworded(bench.world, of, name)
                outcomes += said_otherwise(bench, cases)
                print(f"{of}/{name}: {len(cases)} measured, {len(stale)} stale: {', '.join(stale)}")
    for line in by_class(outcomes):
        print(line)
    before = yaml.safe_load(FILE.read_text("utf-8"))
    kept = {id: one for id, one in before.items() if id.startswith(HELD_OUT) or options.reworded}
    found = {**kept, **entries(outcomes)}
    print(written(found))
    if options.write:
        FILE.write_text(written(found), "utf-8")


def by_class(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """A line for each class of which something was missed."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for outcome in outcomes:
        count = counts[outcome.group, outcome.tier, outcome.name]
        count[0] += 1
        count[1] += bool(outcome.reports)
    for (group, tier, name), (of, caught) in sorted(counts.items()):
        if caught < of or not tier:
            yield f"{group:10} {tier:8} {name:44} {caught:3} of {of}"


def entries(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The counts as the entries of ``miss-rate.yml``: by group and tier, and the honest sentences by set."""
    found: dict[str, Any] = {}
    for outcome in outcomes:
        set_ = "second" if outcome.name.startswith("second_") else outcome.group
        id = f"{set_}-{outcome.tier}" if outcome.tier else outcome.group
        one = found.setdefault(id, {"name": GROUPS[set_], "tier": outcome.tier or "honest", "planted": 0, "caught": 0})
        one["planted"] += 1
        one["caught"] += bool(outcome.reports)
    return found


def written(found: Mapping[str, Any]) -> str:
    """The text of ``miss-rate.yml``."""
    return "# Written by python -m tests.measured --write\n" + yaml.safe_dump(dict(found), sort_keys=False)


if __name__ == "__main__":
    main()
