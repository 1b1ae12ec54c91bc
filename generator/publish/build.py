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
from generator.publish.stamp import digest, stamp
from generator.publish.state import FileState, PageState, State, read_state, write_state
from generator.publish.write import Writer, exchange, linked_copy, output_folder, switch, write
from generator.read.load import Memory as ReadMemory
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

    def __str__(self) -> str:
        parts = (
            counted(self.pages, "page"),
            counted(self.feeds, "feed"),
            counted(self.links, "link followed", "links followed"),
        )
        return f"{self.tally}. {', '.join(parts)}"


class Memory:
    """What a process that builds one site again and again keeps in mind."""

    def __init__(self) -> None:
        self.read = ReadMemory()
        self.state: State | None = None
        # MkDocs, set up for a configuration and the paths of all files.
        self.engine: tuple[object, Engine] | None = None


def keep(memory: Memory, out: Path) -> None:
    """Write down what a process has in mind, for the next one."""
    if memory.state:
        write_state(out, memory.state)
        stamp(out, inputs="", said="")


def checked(content_folder: Path, today: date, memory: Memory | None = None) -> Checked:
    """Content as it is on a day, checked, with every problem. Raises ``CannotGoOn`` where there is no such folder."""
    loaded = load(content_folder, memory.read if memory else None)
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
    inputs: str = "",
    plainly: bool = False,
    processes: int = 1,
    memory: Memory | None = None,
    shown: Callable[[], object] = lambda: None,
) -> Built:
    """Check content and, where it has no problem, write its pages and feeds and put the site in its place.

    ``project`` is the folder of ``mkdocs.yml`` and ``templates/``. ``site_url`` takes the place of the
    address in ``site.yml``; ``published`` is a folder of the data that were published last. ``code`` names this
    program and its templates: what the last build of the same code made is not made again; without it, all is.
    ``inputs`` names all that the site is made of, for the next build to know whether it has anything to do.
    ``plainly`` has ``mkdocs build`` make the whole site. With a ``memory`` of the last build, pages are written into
    the site that is there, and ``shown`` is called when they are, before feeds, data and links: for a preview.
    Raises ``CannotGoOn`` where a folder cannot be used, the published data are none, a template is at fault or MkDocs
    fails.
    """
    progress(f"checking {content_folder}")
    found = checked(content_folder, today, memory)
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
        run = _Build(parts, out, work, site.url, progress, memory, shown)
        if plainly:
            problems, links, made, changed = run.plainly()
            differing: tuple[str, ...] = ()
        else:
            key = digest(code, configuration(site, date.min, project), repr(site)) if code else ""
            problems, links, made, changed, differing = run.quickly(key, processes)
        if problems:
            return Built(problems=problems, tally=found.tally)
        built = Built(
            problems=(), tally=found.tally, links=links, made=made, changed=changed, differing=differing, **counts
        )
        if inputs and not differing:
            stamp(out, inputs, str(built))
    return built


class _Build:
    """One build of a site into an output folder."""

    def __init__(
        self,
        parts: SiteParts,
        out: Path,
        work: Path,
        site_url: str,
        progress: Callable[[str], None],
        memory: Memory | None,
        shown: Callable[[], object],
    ) -> None:
        self._parts, self._pages = parts, parts.views.pages
        self._out, self._work, self._made = out, work, work / "site"
        self._site_url, self._progress = site_url, progress
        self._memory, self._shown = memory, shown

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
        state = self._state(key)
        keys = {page.path: digest(repr(page)) for page in self._pages}
        known = {path: page.key for path, page in state.pages.items()}
        todo = [page for page in self._pages if known.get(page.path) != keys[page.path]]
        self._progress("setting MkDocs up")
        engine = self._engine((*keys, *self._parts.other_paths()), state)
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
        self._shown()
        pages = {path: pages[path] for path in keys}
        self._progress("writing feeds and data")
        files, count = self._write_others(engine, pages, state)
        self._progress("following every link")
        links: dict[str, Links] = {made.destination: made.links for made in pages.values()}
        links |= {path: file.links for path, file in files.items()}
        links |= {path: Links(0) for path in keys}
        problems = broken_links(links, lambda path: (self._made / path).read_bytes(), self._site_url)
        if problems:
            return problems, 0, 0, 0, ()
        changed += count + Writer(self._made, self._work).remove_others(links.keys())
        state = State(key, pages, files, engine.cuts)
        if self._memory:
            self._memory.state = state
        else:
            if key and not differing:
                write_state(self._out, state)
            if changed:
                exchange(self._made, self._out / "site", self._work)
        return (), sum(found.followed for found in links.values()), len(todo), changed, tuple(differing)

    def _state(self, key: str) -> State:
        """What was built before, with the site that it speaks of in the place where this one is made."""
        kept = self._memory and self._memory.state
        state = kept if kept and kept.key == key else read_state(self._out, key)
        if self._memory:
            # Nothing else is true of the site until this build is done.
            self._memory.state, self._made = None, self._out / "site"
        else:
            linked_copy(self._out / "site", self._made)
        return state

    def _engine(self, paths: tuple[str, ...], state: State) -> Engine:
        config_file = self._out / CONFIGURATION
        key = config_file.read_bytes(), frozenset(paths)
        kept = self._memory.engine if self._memory else None
        if kept and kept[0] == key:
            return kept[1]
        for folder in (self._out / "docs", self._out / "copies", self._work / "jieba"):
            folder.mkdir(exist_ok=True)
        engine = Engine(config_file, paths, self._work / "jieba", dict(state.cuts))
        if self._memory:
            self._memory.engine = key, engine
        return engine

    def _write_others(
        self, engine: Engine, pages: dict[str, PageState], state: State
    ) -> tuple[dict[str, FileState], int]:
        """Write all that is no page; returns what is known of each file, and how many changed."""
        docs, copies, site = (
            Writer(path, self._work) for path in (self._out / "docs", self._out / "copies", self._made)
        )
        others = {file.path: file.data for file in self._parts.others()}
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
