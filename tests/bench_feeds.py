"""How much of a processor's time the feeds of many facts take: ``python -m tests.bench_feeds [facts] [--profile]``.

No test: it asserts no time. The facts of ``bench_check`` are taken as they are, all added on one day, which no
feed may cut; and as they come in practice, some every day.
"""

from __future__ import annotations

import cProfile
import dataclasses
import gc
import pstats
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from generator.feeds.files import feed_files
from generator.feeds.items import feeds as site_feeds
from generator.model.content import Content
from generator.pages.parts import Catalogue
from generator.read.load import load
from tests.bench_check import TODAY, write
from tests.sites import TEMPLATES

_Made = TypeVar("_Made")
FACTS_A_DAY = 20


def some_every_day(content: Content) -> Content:
    days = (TODAY - timedelta(days=number // FACTS_A_DAY) for number in range(len(content.facts)))
    records = {
        id: dataclasses.replace(
            record, facts=tuple(dataclasses.replace(fact, added=next(days)) for fact in record.facts)
        )
        for id, record in content.records.items()
    }
    return dataclasses.replace(content, records=records)


def timed(what: str, make: Callable[[], _Made]) -> _Made:
    start = process_time()
    made = make()
    print(f"    {process_time() - start:6.2f} s  {what}")
    return made


def main(*words: str) -> None:
    gc.disable()  # as the command does
    number = int(next((word for word in words if word.isdigit()), 10_000))
    with TemporaryDirectory() as temporary:
        write(Path(temporary), number)
        burst = load(Path(temporary)).content
    profile = cProfile.Profile()
    for name, content in ((f"{FACTS_A_DAY} facts a day", some_every_day(burst)), ("all on one day", burst)):
        print(f"{number} facts, {name}")
        measure(content, profile if "--profile" in words else None)
    if "--profile" in words:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def measure(content: Content, profile: cProfile.Profile | None) -> None:
    catalogue = Catalogue(content, TODAY)
    # The pages ask for these as well.
    timed("what pages share", lambda: [catalogue.claim(fact) for fact in content.facts.values()])
    if profile:
        profile.enable()
    feeds = timed("arranged", lambda: tuple(site_feeds(catalogue)))
    files = timed("written", lambda: feed_files(feeds, content.site, TEMPLATES))
    if profile:
        profile.disable()
    items = sum(len(feed.items) for feed in feeds)
    size = sum(len(file.data) for file in files) / 1e6
    print(f"    {len(feeds)} feeds in {len(files)} files, {items:,} items in each format, {size:.1f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
