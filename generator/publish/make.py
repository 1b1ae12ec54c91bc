"""Pages made their whole way, one by one: Markdown and copy, HTML, links.

A page knows nothing of other pages, so that several processes can make them; what needs them all comes after.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import sleep

from generator.model.problems import CannotGoOn
from generator.pages.page import Page
from generator.publish.engine import Engine
from generator.publish.files import SiteFiles
from generator.publish.links import links_of
from generator.publish.state import PageState
from generator.publish.write import Writer

# Fewer pages than this are made sooner than another process is started.
_WORTH_A_PROCESS, _BATCH = 80, 32
# So often, in seconds, a process looks whether the one that began it is there.
_LOOK = 0.2
# Fewer than this are rendered by the theme sooner than their frames are learned.
_WORTH_FRAMES = 24


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of some pages."""

    pages: dict[str, PageState]
    # The files of the site that differ from before.
    changed: tuple[str, ...]
    # Pages that were made both ways and differ, and what MkDocs warned of.
    differing: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class PageMaker:
    """Makes the pages of a site and writes their files."""

    files: SiteFiles
    keys: dict[str, str]
    engine: Engine
    docs: Path
    copies: Path
    site: Path
    work: Path
    site_url: str

    def made(self, pages: Sequence[Page], processes: int, *, plainly: bool = False) -> Iterator[Made]:
        """Make pages, in several processes where there are many; ``plainly`` as ``mkdocs build`` makes them."""
        if not pages:
            return
        self.engine.has_frames = len(pages) >= _WORTH_FRAMES
        if processes < 2 or len(pages) < _WORTH_A_PROCESS:
            yield self._made(pages, plainly)
            return
        # Long pages are spread over the batches, as those of one kind lie together.
        count = max(processes, len(pages) // _BATCH)
        batches = [(pages[start::count], plainly) for start in range(count)]
        # Forked, the processes have the engine already, and the lock of the output folder.
        pool = ProcessPoolExecutor(
            processes, mp_context=get_context("fork"), initializer=_start, initargs=(self, os.getpid())
        )
        try:
            yield from pool.map(_in_process, batches)
        except BrokenProcessPool as error:
            raise CannotGoOn("a process ended before its work was done; is there too little memory?") from error
        finally:
            pool.shutdown(cancel_futures=True)

    def _made(self, pages: Iterable[Page], plainly: bool) -> Made:
        docs, copies, site = (Writer(folder, self.work) for folder in (self.docs, self.copies, self.site))
        found = {}
        before = len(self.engine.differing)
        for page in pages:
            docs.put(page.path, self.files.page(page).data)
            copy = self.files.copy(page).data
            copies.put(page.path, copy)
            site.put(page.path, copy)
            made = self.engine.plain_page(page.path) if plainly else self.engine.page(page.path)
            destination = self.engine.destination(page.path)
            site.put(destination, made)
            links = links_of(destination, made, self.site_url)
            found[page.path] = PageState(self.keys[page.path], destination, links)
        return Made(found, tuple(site.changed), tuple(self.engine.differing[before:]), self.engine.warnings())


# What a process of a pool works with.
_here: list[PageMaker] = []


def _start(maker: PageMaker, parent: int) -> None:
    _here.append(maker)
    begin_process(parent)


def begin_process(parent: int) -> None:
    """What a process of a pool does first: it ends with the one that began it, and leaves Ctrl-C to that."""
    end_with(parent)
    # The process that waits for this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def end_with(parent: int) -> None:
    """End this process soon after the one that began it: it would wait for work, and hold the output folder, for ever
    where that was killed."""
    threading.Thread(target=_wait_for_end, args=(parent,), daemon=True).start()


def _wait_for_end(parent: int) -> None:
    while os.getppid() == parent:
        sleep(_LOOK)
    os._exit(1)


def _in_process(batch: tuple[Sequence[Page], bool]) -> Made:
    return _here[0]._made(*batch)
