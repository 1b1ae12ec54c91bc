"""The whole way from a content folder to a site in its place: what changed is made, what did not stays."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from generator.check import Tally, check
from generator.check.kept import KeptFaults
from generator.data.published import Published, read_published, renumbered, vanished
from generator.model.content import Content
from generator.model.problems import CannotGoOn, Problem
from generator.model.words import counted
from generator.pages.page import MANIFEST, Page
from generator.publish.early import begun_early
from generator.publish.edited import edited_pages
from generator.publish.engine import Engine, build_plainly, configuration
from generator.publish.files import SiteFiles
from generator.publish.link_previews import LinkPreviews
from generator.publish.links import Links, broken_links, check_links, links_of
from generator.publish.make import Made, PageMaker
from generator.publish.manifest import manifest_of
from generator.publish.stamp import digest, folder_key, stamp
from generator.publish.state import (
    FileState,
    PageState,
    State,
    read_faultless,
    read_state,
    write_faultless,
    write_state,
)
from generator.publish.write import Writer, copied, exchange, make_folder, output_folder, remove, switch, write
from generator.read.load import Loaded, load
from generator.read.load import Memory as ReadMemory
from generator.text.files import File

CONFIGURATION = "mkdocs.yml"
# The site of before the last build, which shares its files with that.
SPARE = ".spare"


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


class Overtaken(Exception):
    """A build ended early, with what it made in mind: somebody waits for the next, which does the rest."""


class Memory:
    """What a process that builds one site again and again keeps in mind."""

    def __init__(self) -> None:
        self.read = ReadMemory()
        # What the site is of that is there.
        self.loaded: Loaded | None = None
        # What was found in texts; none before the first build.
        self.faults: KeptFaults | None = None
        self.state: State | None = None
        # MkDocs, set up for a program and configuration, and for the paths of all files.
        self.engine: tuple[tuple[str, bytes], frozenset[str], Engine] | None = None


def keep(memory: Memory, out: Path) -> None:
    """Write down what a process has in mind, for the next one."""
    if memory.state:
        stamp(out, inputs="", said="", state=write_state(out, memory.state))


def checked(
    content_folder: Path,
    today: date,
    memory: Memory | None = None,
    published: Collection[str] = (),
) -> Checked:
    """Content as it is on a day, checked, with every problem; ``published`` names the files that are published already.
    Raises ``CannotGoOn`` where there is no such folder."""
    loaded = load(content_folder, memory.read if memory else None)
    problems, tally = check(loaded, today, published=published)
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
    admin: Path | None = None,
    code: str = "",
    inputs: str = "",
    plainly: bool = False,
    processes: int = 1,
    memory: Memory | None = None,
    shown: Callable[[bool], object] = lambda is_whole: None,
    is_awaited: Callable[[], bool] = lambda: False,
) -> Built:
    """Check content and, where it has no problem, write its pages and feeds and put the site in its place.

    ``project`` is the folder of ``mkdocs.yml`` and ``templates/``. ``site_url`` takes the place of the
    address in ``site.yml``; ``published`` is a folder of the data that were published last, ``admin`` one in which the
    form for editors is installed, which the site has then. ``code`` names this
    program and its templates: what the last build of the same code made is not made again; without it, all is.
    ``inputs`` names all that the site is made of, for the next build to know whether it has anything to do.
    ``plainly`` has ``mkdocs build`` make the whole site. With a ``memory`` of the last build, pages are written into
    the site that is there, those of what was edited first, and ``shown`` is called when they are, before feeds, data
    and links, and with True before link previews are drawn, when all else is there: for a preview.
    Raises ``CannotGoOn`` where a folder cannot be used, the published data are none, a template is at fault or MkDocs
    fails, and ``Overtaken`` where the next build ``is_awaited`` before the pages of this one are all made.
    """
    progress(f"checking {content_folder}")
    loaded = load(content_folder, memory.read if memory else None)
    before = read_published(published) if published else None

    @cache
    def prepared() -> SiteFiles:
        site = dataclasses.replace(loaded.content.site, url=site_url or loaded.content.site.url)
        return SiteFiles(dataclasses.replace(loaded.content, site=site), today, before, project / "templates", admin)

    def begun(files: SiteFiles, work: Path) -> _Build:
        site = files.content.site
        key = digest(code, configuration(site, date.min, project), repr(site)) if code else ""
        return _Build(files, key, project / "templates", out, work, progress, memory, shown, processes, is_awaited)

    kept = (memory and memory.faults) or KeptFaults(read_faultless(out, code))
    shown_first = 0, 0
    if memory:
        memory.faults = kept
        if pages := edited_pages(loaded, memory.loaded, today, kept, prepared):
            with output_folder(out) as work:
                shown_first = begun(prepared(), work).only(pages)
            if is_awaited():
                raise Overtaken

    def made(found: _Found) -> Built:
        return _made(prepared(), before, found, begun, out, project, code, inputs, plainly=plainly)

    def begin() -> Callable[[_Found], Built]:
        # What stands on each page is arranged while it is checked whether any may be written.
        _ = prepared().views
        return made

    def find() -> _Found:
        return _Found(*check(loaded, today, kept=kept), kept.faultless)

    if memory is None and processes > 1:
        found, built = begun_early(begin, find, lambda found: not found.problems)
    else:
        found = find()
        built = None if found.problems else made(found)
    if built is None:
        return Built(problems=found.problems, tally=found.tally)
    if memory and not built.problems:
        memory.loaded = loaded
    return dataclasses.replace(built, made=built.made + shown_first[0], changed=built.changed + shown_first[1])


class _Found(NamedTuple):
    """What a check found, and the texts that it found nothing in, by their keys."""

    problems: tuple[Problem, ...]
    tally: Tally
    faultless: list[str]


def _made(
    files: SiteFiles,
    before: Published | None,
    found: _Found,
    begun: Callable[[SiteFiles, Path], _Build],
    out: Path,
    project: Path,
    code: str,
    inputs: str,
    *,
    plainly: bool,
) -> Built:
    """What ``build`` does with content that has no problem: the site put in its place."""
    site, tally = files.content.site, found.tally
    if before and (gone := (*vanished(files.content, before), *renumbered(files.catalogue.content, before))):
        return Built(problems=gone, tally=tally)
    with output_folder(out) as work:
        config = configuration(site, max(fact.added for fact in files.content.facts.values()), project)
        Writer(out, work).put(CONFIGURATION, config.encode())
        if code:
            write_faultless(out, code, found.faultless)
        run = begun(files, work)
        if plainly:
            problems, links, made, changed = run.plainly()
            differing: tuple[str, ...] = ()
        else:
            problems, links, made, changed, differing = run.quickly()
        if problems:
            return Built(problems=problems, tally=tally)
        built = Built(
            problems=(),
            tally=tally,
            pages=len(files.views.pages),
            feeds=len(files.views.feeds),
            links=links,
            made=made,
            changed=changed,
            differing=differing,
        )
        if inputs and not differing:
            stamp(out, inputs, str(built), run.state)
    return built


class _Build:
    """One build of a site into an output folder."""

    def __init__(
        self,
        files: SiteFiles,
        key: str,
        templates: Path,
        out: Path,
        work: Path,
        progress: Callable[[str], None],
        memory: Memory | None,
        shown: Callable[[bool], object],
        processes: int,
        is_awaited: Callable[[], bool],
    ) -> None:
        self._files, self._key, self._templates = files, key, templates
        self._out, self._work, self._made = out, work, work / "site"
        self._site_url, self._progress = files.content.site.url, progress
        self._memory, self._shown, self._processes = memory, shown, processes
        self._is_awaited = is_awaited
        self._keys: dict[str, str] = {}
        self._pages: dict[str, PageState] = {}
        self._count = self._count_shown = 0
        self._changed: list[str] = []
        self._differing: list[str] = []
        # Whether the site that is there is what the last build left.
        self._is_known = False
        # What names the state that was kept, if one was.
        self.state = ""

    @cached_property
    def _previews(self) -> LinkPreviews:
        return LinkPreviews(self._files.pictures, self._templates, self._out, self._work)

    def only(self, pages: Sequence[Page]) -> tuple[int, int]:
        """Make some pages of a site that is in mind, and show them: how many there were, and files that changed."""
        state = self._state(self._key)
        self._pages = dict(state.pages)
        _, engine = self._kept_engine(self._key)
        if self._memory and engine and {page.path for page in pages} <= engine.paths():
            self._make(engine, pages)
            self._show()
        self._keep(state)
        return self._count, len(self._changed)

    def _keep(self, state: State) -> None:
        """Keep in mind the pages that were made so far; all else is as it was."""
        if self._memory and not self._differing:
            state.pages = self._pages
            self._memory.state = state

    def _leave_if_awaited(self, state: State) -> None:
        if self._memory and self._is_awaited():
            self._keep(state)
            raise Overtaken

    def plainly(self) -> tuple[tuple[Problem, ...], int, int, int]:
        """Everything anew, by ``mkdocs build``: problems, links followed, pages made, files changed."""
        pages = self._files.views.pages
        self._progress(f"writing {counted(len(pages), 'page')}")
        drawn = (File(path, data) for path, data in self._previews.drawn(tuple(self._previews.keys), self._processes))
        write((*map(self._files.page, pages), *self._files.others(), *drawn), self._out / "docs", self._work)
        write((*map(self._files.copy, pages), *self._files.beside_copies()), self._out / "copies", self._work)
        self._progress("building the site")
        build_plainly(self._out / CONFIGURATION, self._made)
        Writer(self._made, self._work).put(MANIFEST, manifest_of(self._made, self._site_url).written())
        self._progress("following every link")
        problems, links = check_links(self._made, self._site_url)
        return problems, links, len(pages), 0 if problems else switch(self._made, self._out / "site", self._work)

    def quickly(self) -> tuple[tuple[Problem, ...], int, int, int, tuple[str, ...]]:
        """What changed, by MkDocs' functions in this process: as ``plainly``, and the pages that came out otherwise."""
        self._progress("looking at what was built before")
        state = self._state(self._key)
        self._pages = dict(state.pages)
        _, kept = self._kept_engine(self._key)
        first = {page.path for page in self._files.first_pages}
        if kept and first <= kept.paths():
            # Where no page came or went, these need nothing that is not there.
            self._make(kept, self._files.first_pages)
            self._show()
        self._leave_if_awaited(state)
        self._progress("arranging what stands on each page")
        views = self._files.views
        self._progress("setting MkDocs up")
        engine = self._engine((*(page.path for page in views.pages), *self._files.other_paths()), state)
        self._make(engine, views.pages)
        self._show()
        self._leave_if_awaited(state)
        pages = {page.path: self._pages[page.path] for page in views.pages}
        self._progress("writing feeds and data")
        files_before = state.files
        state = self._write_others(engine, pages, state)
        self._progress("following every link")
        links: dict[str, Links] = {made.destination: made.links for made in pages.values()}
        links |= {path: file.links for path, file in state.files.items()}
        links |= {path: Links(0) for path in (*pages, *self._previews.keys, MANIFEST)}
        problems = broken_links(links, lambda path: (self._made / path).read_bytes(), self._site_url)
        if problems:
            return problems, 0, 0, 0, ()
        writer = Writer(self._made, self._work)
        # A preview, whose files change one by one, has no manifest.
        writer.remove_others(links.keys() - ({MANIFEST} if self._memory else set()))
        self._changed += writer.changed
        self._draw_previews(files_before, state)
        if not self._memory:
            self._write_manifest()
        state.changed = self._changed
        if self._memory:
            self._memory.state = None if self._differing else state
        else:
            self._put_in_place(state)
        followed = sum(found.followed for found in links.values())
        return (), followed, self._count, len(self._changed), tuple(self._differing)

    def _draw_previews(self, before: Mapping[str, FileState], state: State) -> None:
        """Draw the link previews that are not as they were: last, as nothing waits for them."""
        # What a picture is made of names it: one that stays is not read.
        wanted = {path: FileState(key, Links(0)) for path, key in self._previews.keys.items()}
        todo = tuple(path for path, file in wanted.items() if before.get(path) != file)
        state.files |= {path: file for path, file in wanted.items() if before.get(path) == file}
        if not todo:
            return
        self._progress(f"drawing {counted(len(todo), 'link preview')} of {len(wanted)}")
        self._shown(True)
        docs, site = (Writer(folder, self._work) for folder in (self._out / "docs", self._made))
        for path, data in self._previews.drawn(todo, self._processes):
            docs.put(path, data)
            site.put(path, data)
            state.files[path] = wanted[path]
            if self._memory and self._is_awaited():
                break  # somebody waits for another build, which draws the rest
        self._changed += site.changed

    def _write_manifest(self) -> None:
        """Write what says of every other file what it is; of a site that nobody touched, what did not change stays."""
        found = manifest_of(self._made, self._site_url, self._changed if self._is_known else None)
        writer = Writer(self._made, self._work)
        writer.put(MANIFEST, found.written())
        self._changed += writer.changed

    def _put_in_place(self, state: State) -> None:
        """Put the site in its place, and keep the one before for the next to be made of."""
        # What nobody knows may hold links, which are no part of the copy.
        is_same = self._is_known and not self._changed
        before = self._made if is_same else exchange(self._made, self._out / "site", self._work)
        if state.key and not self._differing:
            if before:
                before.rename(self._out / SPARE)
                state.spare = folder_key(self._out / SPARE)
            self.state = write_state(self._out, state)

    def _make(self, engine: Engine, pages: Sequence[Page]) -> None:
        """Make those of the pages that are not what they were."""
        self._keys |= {page.path: digest(repr(page)) for page in pages if page.path not in self._keys}
        known = {path: page.key for path, page in self._pages.items()}
        todo = [page for page in pages if known.get(page.path) != self._keys[page.path]]
        self._progress(f"making {counted(len(todo), 'page')} of {len(pages)}")
        maker = PageMaker(
            files=self._files,
            keys=self._keys,
            engine=engine,
            docs=self._out / "docs",
            copies=self._out / "copies",
            site=self._made,
            work=self._work,
            site_url=self._site_url,
        )
        self._take(maker.made(todo, self._processes))
        if self._differing:
            # Whatever else is wrong with the quick way: no page of it is published.
            self._progress(f"making every page plainly, as {self._differing[0]} differs from what MkDocs makes")
            self._take(maker.made(pages, self._processes, plainly=True))

    def _take(self, made: Iterable[Made]) -> None:
        for some in made:
            if some.warnings:
                said = "\n".join(dict.fromkeys(some.warnings))
                raise CannotGoOn(f"MkDocs could not build the site:\n{said}")
            self._pages |= {path: page._replace(links=page.links.shared()) for path, page in some.pages.items()}
            self._count += len(some.pages)
            self._changed += some.changed
            self._differing += some.differing

    def _show(self) -> None:
        """Show pages that were made since pages were shown."""
        if self._count > self._count_shown:
            self._count_shown = self._count
            self._shown(False)

    def _state(self, key: str) -> State:
        """What was built before, with the site that it speaks of in the place where this one is made."""
        kept = self._memory and self._memory.state
        state = kept if kept and kept.key == key else read_state(self._out, key)
        self._is_known = bool(state.pages)
        if self._memory:
            # Nothing else is true of the site until this build is done.
            self._memory.state, self._made = None, self._out / "site"
        else:
            spare = self._out / SPARE
            is_kept = bool(state.spare) and folder_key(spare) == state.spare
            self._made = copied(self._out / "site", self._work, spare if is_kept else None, state.changed)
            remove(spare)
        return state

    def _engine(self, paths: tuple[str, ...], state: State) -> Engine:
        config_file = self._out / CONFIGURATION
        known, kept = self._kept_engine(state.key)
        if kept and known == frozenset(paths) and (kept.has_theme or state.theme):
            return kept
        for folder in (self._out / "docs", self._out / "copies"):
            make_folder(folder)
        engine = Engine(config_file, paths, has_theme=not state.theme)
        if self._memory:
            self._memory.engine = (state.key, config_file.read_bytes()), frozenset(paths), engine
        return engine

    def _kept_engine(self, key: str) -> tuple[frozenset[str], Engine | None]:
        """The engine in mind, if it is of the same program and configuration, and the paths that it knows."""
        if self._memory and self._memory.engine:
            of, paths, engine = self._memory.engine
            # What MkDocs warned of would end every further build.
            if of == (key, (self._out / CONFIGURATION).read_bytes()) and not engine.warnings():
                return paths, engine
        return frozenset(), None

    def _write_others(self, engine: Engine, pages: dict[str, PageState], state: State) -> State:
        """Write all that is no page and no link preview, and note what is known of each file."""
        folders = self._out / "docs", self._out / "copies", self._made
        docs, copies, site = (Writer(folder, self._work) for folder in folders)
        known = {path: state.files[path] for path in state.theme}

        def put(path: str, data: bytes) -> None:
            site.put(path, data)
            name, before = digest(data), state.files.get(path)
            is_same = before and before.key == name
            known[path] = before if before and is_same else FileState(name, links_of(path, data, self._site_url))

        # One after the other, as together they are larger than all else.
        others = set()
        for file in self._files.others():
            others.add(file.path)
            docs.put(file.path, file.data)
            put(file.path, file.data)
        docs.remove_others({*pages, *others, *self._previews.keys})
        beside = self._files.beside_copies()
        for file in beside:
            copies.put(file.path, file.data)
            put(file.path, file.data)
        copies.remove_others({*pages, *(file.path for file in beside)})
        theme = [] if state.theme else list(engine.theme_files())
        for path, source in theme:
            put(path, source.read_bytes())
        for path, data in engine.static_pages():
            put(path, data)
        self._changed += site.changed
        names = state.theme or [path for path, _ in theme]
        return State(state.key, pages, known, names, self._changed)
