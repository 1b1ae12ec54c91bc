"""How long data, calendars and lookup take on many facts: ``python -m tests.bench_downloads [facts] [--profile]``.

No test: it asserts no time. The content is that of ``bench_check``, with three facts of ten made events or targets
and one of twenty corrected or withdrawn, as real content has them.
"""

from __future__ import annotations

import cProfile
import gc
import gzip
import pstats
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from generator.calendars.events import calendars
from generator.calendars.ics import ics
from generator.data.downloads import data_files
from generator.data.lookup import lookup_file
from generator.data.published import delta, read_published
from generator.data.tables import parts, tables
from generator.model.content import Content
from generator.model.records import Fact
from generator.model.when import When
from generator.pages.page import DATA_FOLDER
from generator.pages.parts import Catalogue
from generator.publish.links import check_links
from generator.read.load import load
from tests.bench_check import TODAY, write
from tests.made import corrected, withdrawn


def content(facts: int) -> Content:
    with TemporaryDirectory() as temporary:
        write(Path(temporary), facts)
        made = load(Path(temporary)).content
    numbers = {id: number for number, id in enumerate(made.facts)}
    records = {
        id: replace(record, facts=tuple(_varied(fact, numbers[fact.id]) for fact in record.facts))
        for id, record in made.records.items()
    }
    return replace(made, records=records)


def _varied(fact: Fact, number: int) -> Fact:
    if number % 10 in (1, 4, 7):
        when = When.parse(f"{2000 + number % 26}-{number % 12 + 1:02}" + ("-11" if number % 2 else ""))
        fact = replace(fact, kind="target" if number % 10 == 7 else "event", figure=None, when=when)
    if number % 40 == 0:
        fact = replace(fact, corrections=(corrected("2026-11-05"), corrected("2026-11-06")))
    return replace(fact, withdrawn=withdrawn("2026-11-07")) if number % 40 == 20 else fact


@contextmanager
def timed(what: str) -> Iterator[None]:
    wall, cpu = perf_counter(), process_time()
    yield
    print(f"{what:28} {perf_counter() - wall:6.2f} s  ({process_time() - cpu:5.2f} s of one core)")


def main(*words: str) -> None:
    gc.disable()  # as the command does
    made = content(int(next((word for word in words if word.isdigit()), 10_000)))
    catalogue = Catalogue(made, TODAY)
    with timed("what pages need too"):
        # Statuses, rates and lists are there already when a build comes to its data.
        for fact in made.facts.values():
            catalogue.statements.status(fact)
            catalogue.dollar_rate(fact)
        _ = catalogue.by_subject, catalogue.within_subject, catalogue.versions.of_facts, catalogue.newer
    profile = cProfile.Profile()
    if "--profile" in words:
        profile.enable()
    with timed("rows"):
        rows = tables(catalogue, None)
    with timed("data files"):
        data = [one.file for one in data_files(rows, parts(catalogue), delta(made, rows, None), made.site, TODAY)]
    with timed("calendars"):
        dates = ics(calendars(catalogue), made.site)
    with timed("lookup"):
        found = lookup_file(catalogue, None)
    profile.disable()
    with TemporaryDirectory() as temporary:
        for file in data:
            path = Path(temporary) / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        with timed("following its addresses"):
            check_links(Path(temporary), made.site.url)
        with timed("reading what was published"):
            published = read_published(Path(temporary) / DATA_FOLDER)
    with timed("difference"):
        delta(made, rows, published)
    for name, files in (("data", data), ("calendars", dates), ("lookup", (found,))):
        size = sum(len(file.data) for file in files)
        small = sum(len(gzip.compress(file.data, 6, mtime=0)) for file in files)
        print(f"{name:10} {len(files):5} files  {size / 1e6:6.1f} MB, {small / 1e6:5.1f} MB compressed")
    if "--profile" in words:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main(*sys.argv[1:])
