"""How long loading and checking take on many facts, rule by rule: ``python -m tests.bench_check [facts] [--profile]``.

No test: it asserts no time. It writes a folder of records with figures, disagreements and briefings, reads it
once and checks it.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import sys
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from generator.check import agreement, check, dates, exactness, meaning, needs, references, repeats, sources, wording
from generator.check.rule import RULES, Context, rule_name
from generator.model.words import number_in_words
from generator.read.load import Loaded, load

TODAY = date(2026, 11, 23)
FACTS_A_RECORD = 5
FAMILIES = (agreement, dates, exactness, meaning, needs, references, repeats, sources, wording)
GOODS = ("salt", "rope", "tar", "sails", "oars", "masts", "nets", "boats", "fish", "ice")


def _letters(number: int) -> str:
    """A number in letters, which are no Roman numeral: names hold no number."""
    return "q" + "".join(chr(97 + int(digit)) for digit in str(number))


REGISTRIES = {
    "site.yml": "name: Bench\ndescription: Invented.\nurl: https://example.org/\nauthority: example.org,2026\n"
    "language: en\nlicence: CC BY 4.0\nlicence_url: https://example.org/licence\n",
    "topics.yml": "trade: {name: Trade, definition: What is traded.}\n",
    "units.yml": "CNY: {family: money, one: yuan, many: yuan}\ncompanies: {family: companies, one: company, "
    "many: companies}\n",
    "measures.yml": "".join(
        f"output_{n}: {{name: Output of {good}, definition: O., unit: money, review_after: 12}}\n"
        f"companies_{n}: {{name: Companies for {good}, definition: C., unit: companies, review_after: 12}}\n"
        for n, good in enumerate(GOODS)
    ),
    "publishers.yml": "".join(
        f"paper-{n}: {{name: Paper {_letters(n)}, class: trade press, domains: [example.org]}}\n" for n in range(40)
    ),
    "pages/about.md": "# About\n\nWho we are.\n",
    "pages/methodology.md": "# How we work\n\nWe read.\n",
}


def write(folder: Path, facts: int) -> None:
    random = Random(20261123)
    for name, text in REGISTRIES.items():
        _write(folder / name, text)
    places = [f"place-{n}" for n in range(60)]
    for n, place in enumerate(places):
        parent = "" if n == 0 else f"parent: place-{(n - 1) // 4}\n"
        _write(
            folder / f"places/{place}.yml", f"name: Place {_letters(n)}\nkind: {'city' if n else 'country'}\n{parent}"
        )
    for record in range(facts // FACTS_A_RECORD):
        year = 2005 + record % 20
        lines = [
            f"source:\n  title: Record {record}\n  publisher: paper-{random.randrange(40)}\n"
            f"  url: https://example.org/{record}\n  published: {year}-{record % 12 + 1:02}-11\n"
            "  retrieved: 2026-11-01\n  language: en\nfacts:\n"
        ]
        for n in range(FACTS_A_RECORD):
            money = n % 2
            good = random.randrange(len(GOODS))
            measure = f"{'output' if money else 'companies'}_{good}"
            value = Fraction(random.randrange(2, 5000) * (10**8 if money else 1))
            unit = "yuan" if money else "companies"
            words = f"{number_in_words(value)} {unit}"
            dollars = " (in full)" if money else ""
            number = random.randrange(len(places))
            place = places[number]
            of = f"{'in output of' if money else 'for'} {GOODS[good]} in Place {_letters(number)}"
            said = f"officials {_letters(record)} said in {year}"
            text = f"In {year - 1} paper {chr(97 + n)} counted {words} {of}, its {said}."
            lines.append(
                f"  - id: fact-{record}-{n}\n    added: 2026-11-02\n    kind: figure\n    about: {place}\n"
                f"    topics: [trade]\n    text: {text}\n"
                f"    where: paragraph {n}\n    figures: [{{measure: {measure}, value: {value}, "
                f"unit: {'CNY' if money else 'companies'}, when: {year - 1}, as_stated: '{words}{dollars}'}}]\n"
            )
        _write(folder / f"records/{year}/record-{record}.yml", "".join(lines))
    for issue in range(1, facts // 200 + 1):
        bullets = "".join(
            f"  - text: Officials {_letters(record)} counted companies in {2005 + record % 20 - 1}.\n"
            f"    facts: [fact-{record}-0]\n"
            for record in range(issue * 20, issue * 20 + 8)
        )
        _write(
            folder / f"briefings/issue-{issue}.yml",
            f"number: {issue}\npublished: 2026-11-22\nevents: 2005/2025\nheadline: Issue {_letters(issue)}\n"
            f"bullets:\n{bullets}analysis: [{{text: So {_letters(issue)}.}}]\n"
            f"gaps: [{{text: No {_letters(issue)}.}}]\n",
        )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def by_rule(loaded: Loaded) -> dict[str, float]:
    """Seconds of each rule over all entries, in the order in which they run; what they share is in the first."""
    context = Context(loaded, TODAY)
    seconds = {}
    for rule, types in RULES.items():
        start = perf_counter()
        for entry in context.entries:
            if isinstance(entry.item, types):
                list(rule(entry.item, context))
        seconds[rule_name(rule)] = perf_counter() - start
    return seconds


def main(*words: str) -> None:
    facts = int(next((word for word in words if word.isdigit()), 10_000))
    gc.disable()  # as the command does
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder, facts)
        start = perf_counter()
        loaded = load(folder)
        print(f"load   {perf_counter() - start:6.2f} s  {len(loaded.problems)} problems")
    profile = cProfile.Profile()
    if "--profile" in words:
        profile.enable()
    start = perf_counter()
    problems, tally = check(loaded, TODAY)
    seconds = perf_counter() - start
    profile.disable()
    print(f"check  {seconds:6.2f} s  {tally}")
    for rule, count in Counter(problem.rule for problem in problems).most_common():
        print(f"       {count:6} {rule}: {next(str(problem) for problem in problems if problem.rule == rule)}")
    each = by_rule(loaded)
    for family in FAMILIES:
        names = [rule_name(rule) for rule in RULES if rule.__module__ == family.__name__]
        print(f"{sum(each[name] for name in names):6.2f} s  {family.__name__.rpartition('.')[2]}")
        for name in sorted(names, key=lambda name: -each[name]):
            if each[name] >= 0.01:
                print(f"    {each[name]:6.2f} s  {name}")
    if "--profile" in words:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(40)


if __name__ == "__main__":
    main(*sys.argv[1:])
