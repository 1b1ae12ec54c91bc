"""The whole way from a content folder to a site in its place: what changed is made, what did not stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.check import Tally, check
from generator.data.published import read_published, vanished
from generator.model.content import Content
from generator.model.problems import CannotGoOn, Problem
from generator.model.words import counted
from generator.publish.engine import Engine, build_plainly, configuration
from generator.publish.files import SiteParts, site_parts
from generator.publish.links import Links, broken_links, check_links, links_of
from generator.publish.make import PageMaker
from generator.publish.stamp import digest
from generator.publish.state import FileState, PageState, State, read_state, write_state
from generator.publish.write import Writer, exchange, linked_copy, output_folder, switch, write
from generator.read.load import load

CONFIGURATION = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Checked:
    """Content and what is wrong with it."""

    content: Content
    problems: tuple[Problem, ...]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. With problems, nothing that was published before has changed."""

    problems: tuple[Problem, ...]
    tally: Tally
    pages: int = 0
    feeds: int = 0
    links: int = 0
    # How many pages were made, and how many files of the site differ from before.
    made: int = 0
    changed: int = 0
    # Pages that were made otherwise than ``mkdocs build`` makes them, until that was noticed: a fault of this program.
    differing: tuple[str, ...] = ()


def checked(content_folder: Path, today: date) -> Checked:
    """Read a content folder and check it as of a day. Raises ``CannotGoOn`` where there is no such folder."""
    loaded = load(content_folder)
    problems, tally = check(loaded, today)
    return Checked(loaded.content, problems, tally)


def build(
    content_folder: Path,
    today: date,
    *,
    out: Path,
    project: Path,
    site_url: str | None,
    progress: Callable[[str], None],
    published: Path | None = None,
    code: str = "",
    plainly: bool = False,
    processes: int = 1,
) -> Built:
    """Check content and, where it has no problem, write its pages and feeds and put the site in its place.

    ``project`` is the folder of ``mkdocs.yml`` and ``templates/``. ``site_url`` takes the place of the
    address in ``site.yml``; ``published`` is a folder of the data that were published last. ``code`` names this
    program and its templates: what the last build of the same code made is not made again; without it, all is.
    ``plainly`` has ``mkdocs build`` make the whole site.
    Raises ``CannotGoOn`` where a folder cannot be used, the published data are none, a template is at fault or MkDocs
    fails.
    """
    progress(f"checking {content_folder}")
    found = checked(content_folder, today)
    if found.problems:
        return Built(problems=found.problems, tally=found.tally)
    site = dataclasses.replace(found.content.site, url=site_url or found.content.site.url)
    content = dataclasses.replace(found.content, site=site)
    before = read_published(published) if published else None
    if before and (gone := vanished(content, before)):
        return Built(problems=gone, tally=found.tally)
    progress("arranging what stands on each page")
    parts = site_parts(content, today, before, project / "templates")
    with output_folder(out) as work:
        config = configuration(site, max(fact.added for fact in content.facts.values()), project)
        Writer(out, work).put(CONFIGURATION, config.encode())
        counts = {"pages": len(parts.views.pages), "feeds": len(parts.views.feeds)}
        run = _Build(parts, out, work, site.url, progress)
        if plainly:
            problems, links, made, changed = run.plainly()
            differing: tuple[str, ...] = ()
        else:
            key = digest(code, configuration(site, date.min, project), repr(site)) if code else ""
            problems, links, made, changed, differing = run.quickly(key, processes)
    if problems:
        return Built(problems=problems, tally=found.tally)
    return Built(problems=(), tally=found.tally, links=links, made=made, changed=changed, differing=differing, **counts)


class _Build:
    """One build of a site into an output folder."""

    def __init__(self, parts: SiteParts, out: Path, work: Path, site_url: str, progress: Callable[[str], None]) -> None:
        self._parts, self._pages = parts, parts.views.pages
        self._out, self._work, self._made = out, work, work / "site"
        self._site_url, self._progress = site_url, progress

    def plainly(self) -> tuple[tuple[Problem, ...], int, int, int]:
        """Everything anew, by ``mkdocs build``: problems, links followed, pages made, files changed."""
        count = len(self._pages)
        self._progress(f"writing {counted(count, 'page')}")
        docs = (*map(self._parts.page, self._pages), *self._parts.others())
        write(docs, self._out / "docs", self._work)
        write((*map(self._parts.copy, self._pages), self._parts.copies_list()), self._out / "copies", self._work)
        self._progress("building the site")
        build_plainly(self._out / CONFIGURATION, self._made, self._work)
        self._progress("following every link")
        problems, links = check_links(self._made, self._site_url)
        return problems, links, count, 0 if problems else switch(self._made, self._out / "site", self._work)

    def quickly(self, key: str, processes: int) -> tuple[tuple[Problem, ...], int, int, int, tuple[str, ...]]:
        """What changed, by MkDocs' functions in this process: as ``plainly``, and the pages that came out otherwise."""
        self._progress("looking at what was built before")
        state = read_state(self._out, key)
        linked_copy(self._out / "site", self._made)
        keys = {page.path: digest(repr(page)) for page in self._pages}
        todo = [
            page
            for page in self._pages
            if page.path not in state.pages or state.pages[page.path].key != keys[page.path]
        ]
        self._progress("writing feeds and data")
        others = {file.path: file.data for file in self._parts.others()}
        for folder in (self._out / "docs", self._out / "copies", self._work / "jieba"):
            folder.mkdir(exist_ok=True)
        engine = Engine(self._out / CONFIGURATION, (*keys, *others), self._work / "jieba", dict(state.cuts))
        maker = PageMaker(
            parts=self._parts,
            keys=keys,
            engine=engine,
            docs=self._out / "docs",
            copies=self._out / "copies",
            site=self._made,
            work=self._work,
            site_url=self._site_url,
        )
        self._progress(f"making {counted(len(todo), 'page')} of {len(keys)}")
        pages, changed = dict(state.pages), 0
        differing: list[str] = []
        for plain in (False, True):
            for made in maker.made(todo, processes, plainly=plain):
                if made.warnings:
                    said = "\n".join(dict.fromkeys(made.warnings))
                    raise CannotGoOn(f"MkDocs could not build the site:\n{said}")
                pages |= made.pages
                engine.cuts |= made.cuts
                changed += made.changed
                differing += made.differing
            if not differing or plain:
                break
            # Whatever else is wrong with the quick way: no page of it is published.
            self._progress(f"making every page plainly, as {differing[0]} differs from what MkDocs makes")
            todo, pages = list(self._pages), {}
        pages = {path: pages[path] for path in keys}
        self._progress("writing what belongs to all pages")
        files, count = self._write_others(engine, others, pages, state)
        self._progress("following every link")
        links: dict[str, Links] = {made.destination: made.links for made in pages.values()}
        links |= {path: file.links for path, file in files.items()}
        links |= {path: Links(0) for path in keys}
        problems = broken_links(links, lambda path: (self._made / path).read_bytes(), self._site_url)
        if problems:
            return problems, 0, 0, 0, ()
        changed += count + Writer(self._made, self._work).remove_others(links.keys())
        if key and not differing:
            write_state(self._out, State(key, pages, files, engine.cuts))
        if changed:
            exchange(self._made, self._out / "site", self._work)
        return (), sum(found.count for found in links.values()), len(todo), changed, tuple(differing)

    def _write_others(
        self, engine: Engine, others: dict[str, bytes], pages: dict[str, PageState], state: State
    ) -> tuple[dict[str, FileState], int]:
        """Write all that is no page; returns what is known of each file, and how many changed."""
        docs, copies, site = (
            Writer(path, self._work) for path in (self._out / "docs", self._out / "copies", self._made)
        )
        for path, data in others.items():
            docs.put(path, data)
        docs.remove_others({*pages, *others})
        listed = self._parts.copies_list()
        copies.put(listed.path, listed.data)
        copies.remove_others({*pages, listed.path})
        written = {
            **{path: source.read_bytes() for path, source in engine.theme_files()},
            **others,
            **dict(engine.static_pages()),
            **dict([engine.search_index((path, page.entries) for path, page in pages.items())]),
            listed.path: listed.data,
        }
        files, changed = {}, 0
        for path, data in written.items():
            changed += site.put(path, data)
            name = digest(data)
            known = state.files.get(path)
            is_known = known and known.key == name
            files[path] = known if known and is_known else FileState(name, links_of(path, data, self._site_url))
        return files, changed
