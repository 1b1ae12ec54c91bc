"""MkDocs over the generated Markdown, two ways that make the same bytes. Only ``engine``, ``frame``
and ``theme_hooks`` know MkDocs.

``build_plainly`` runs ``mkdocs build`` and is the reference. ``Engine`` calls MkDocs' own functions in this process,
for the pages that are asked for: their Markdown goes through ``skeleton``, their frame through ``frame``. In each build
some pages are made both ways; see docs/engine.md.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Set
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from generator.model.problems import CannotGoOn
from generator.model.records import Site
from generator.pages.page import SITE_FEED, json_feed
from generator.text.templates import Compiled

# Of pages that share a frame, so many are made both ways, and of all pages every so-manieth.
_FIRST_OF_FRAME, _EVERY = 2, 97
# Front matter whose meaning for a page is known here.
_KNOWN = {"title", "description", "hide", "feed", "link_preview", "script", "structured", "record", "head_title"}
_KNOWN |= {"data", "schema"}


def configuration(site: Site, updated: date, project: Path) -> str:
    """MkDocs' configuration of a site: what ``mkdocs.yml`` says, what content decides, and where the folders are.

    It belongs next to the folders ``docs`` and ``copies``. ``updated`` is the day of the newest record, ``project``
    the folder of ``mkdocs.yml`` and ``templates/``.
    """
    project = project.resolve()
    return json.dumps(
        {
            "INHERIT": str(project / "mkdocs.yml"),
            "site_name": html.escape(site.name),
            "site_url": site.url,
            "site_description": html.escape(site.description),
            "docs_dir": "docs",
            "site_dir": "site",
            "hooks": [str(project / "generator/publish/theme_hooks.py")],
            "theme": {"custom_dir": str(project / "templates/theme")},
            "extra": {
                "updated": updated.isoformat(),
                "feed": SITE_FEED,
                "json_feed": json_feed(SITE_FEED),
                "licence": html.escape(site.licence),
                "licence_url": html.escape(site.licence_url),
            },
        },
        indent=1,
    )


def build_plainly(config_file: Path, made: Path) -> None:
    """Build a site into a folder by ``mkdocs build``, in a process and with an environment of its own.

    Raises ``CannotGoOn`` with what MkDocs said where it fails or, being strict, warns.
    """
    # Nothing of the machine's time, language or settings gets in.
    environment = {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-f", str(config_file.resolve())]
    command += ["-d", str(made.resolve())]
    run = subprocess.run(  # noqa: S603
        command,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        close_fds=False,  # it inherits the lock of the output folder, see write.output_folder
    )
    if run.returncode:
        said = (run.stderr or run.stdout).strip()
        raise CannotGoOn(f"MkDocs could not build the site:\n{said}")


def _unhidden(folders: Iterable[str]) -> list[str]:
    """The paths of all files below some folders but for hidden ones and what is in these, sorted."""
    found = set()
    for top in folders:
        for folder, inner, names in os.walk(top):
            inner[:] = [name for name in inner if not name.startswith(".")]
            found |= {Path(folder, name).relative_to(top).as_posix() for name in names if not name.startswith(".")}
    return sorted(found)


class Engine:
    """MkDocs over a folder of Markdown, in this process."""

    def __init__(self, config_file: Path, paths: Iterable[str], *, has_theme: bool = True) -> None:
        """``paths`` are those of all files of the folder of Markdown, written or not. Without ``has_theme``, the
        theme's files are not looked for, of which there are many thousands.
        """
        # The theme's notice about another product, printed where it is imported.
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        from mkdocs.config import load_config
        from mkdocs.structure.files import File, Files, set_exclusions
        from mkdocs.structure.nav import get_navigation
        from mkdocs.structure.pages import Page

        from generator.publish.frame import Frames
        from generator.publish.skeleton import Skeletons

        self.differing: list[str] = []
        # Whether frames are learned, which pays for many pages.
        self.has_frames = True
        self.has_theme = has_theme
        self._warnings = _Warnings()
        logger = logging.getLogger("mkdocs")
        logger.handlers, logger.propagate = [self._warnings], False
        config = load_config(str(config_file))
        config.plugins.on_startup(command="build", dirty=False)
        self._config = config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        docs = [
            File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
            for path in sorted(paths, key=_as_mkdocs_finds_them)
        ]
        files: Any = Files(docs)
        self._environment = config.theme.get_env()
        self._environment.bytecode_cache = Compiled(" ".join(map(version, ("mkdocs", "mkdocs-material"))))
        if has_theme:
            # Of the theme's files nine in ten are icons in a hidden folder, of which MkDocs takes none.
            theme: Any = self._environment.loader
            theme.list_templates = partial(_unhidden, theme.searchpath)
            files.add_files_from_theme(self._environment, config)
        self._files = files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        self._nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        self._docs = list(files.documentation_pages())
        for file in self._docs:
            if file.page is None:
                Page(None, file, config)
            file.page = config.plugins.on_pre_page(file.page, config=config, files=files)
        self._pages: dict[str, Any] = {file.src_uri: file.page for file in self._docs}
        self._in_nav = {page.file.src_uri for page in self._nav.pages}
        self._environment = config.plugins.on_env(self._environment, config=config, files=files)
        constants = frozenset(value for value in config.extra.values() if isinstance(value, str))
        self._frames = Frames(self._rendered, constants)
        self._markdown = _OneMarkdown(config, files)
        self._skeletons = Skeletons(self._markdown.converted, self._markdown.resolved)
        self._compared: dict[Any, int] = {}
        self._count = 0

    def paths(self) -> Set[str]:
        """The paths of all pages."""
        return self._pages.keys()

    def warnings(self) -> tuple[str, ...]:
        """What MkDocs warned of so far."""
        return tuple(self._warnings.said)

    def destination(self, path: str) -> str:
        """Where the page of a path stands in the site."""
        return str(self._pages[path].file.dest_uri)

    def page(self, path: str) -> bytes:
        """The HTML of a page whose Markdown lies in the folder. One made both ways that differs is ``differing``."""
        from mkdocs.structure.toc import get_toc

        page = self._pages[path]
        page.read_source(self._config)
        self._count += 1
        # Without a title of its own, MkDocs finds one while it renders.
        if page.meta.keys() - _KNOWN or "title" not in page.meta:
            return self.plain_page(path)
        toc: Any
        content, toc = self._skeletons.converted(path, page.markdown)
        page.content, page.toc = content, get_toc(toc)
        # Of a page of the navigation, every frame is another.
        filled = self._frames.filled(page) if self.has_frames and path not in self._in_nav else None
        text, frame = filled or (self._rendered(page), "rendered")
        made = text.encode("utf-8", errors="xmlcharrefreplace")
        page.content = page.markdown = None
        if self._compared.get(frame, 0) < _FIRST_OF_FRAME or self._count % _EVERY == 0:
            self._compared[frame] = self._compared.get(frame, 0) + 1
            plain = self.plain_page(path)
            if plain != made:
                self.differing.append(path)
            return plain
        return made

    def plain_page(self, path: str) -> bytes:
        """A page as ``mkdocs build`` makes it, step by step."""
        config, page = self._config, self._pages[path]
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown, page=page, config=config, files=self._files)
        page.render(config, self._files)
        page.content = config.plugins.on_page_content(page.content, page=page, config=config, files=self._files)
        text = self._rendered(page)
        page.content = page.markdown = page.links_to_anchors = page.present_anchor_ids = None
        return text.encode("utf-8", errors="xmlcharrefreplace")

    def _rendered(self, page: Any) -> str:
        """A page with content in the theme's frame, by the theme."""
        from mkdocs.commands.build import get_context

        page.active = True
        context = get_context(self._nav, self._docs, self._config, page)
        text = self._environment.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        return str(self._config.plugins.on_post_page(text, page=page, config=self._config))

    def theme_files(self) -> Iterator[tuple[str, Path]]:
        """Where each file of the theme stands in the site, and where it lies."""
        docs = Path(self._config.docs_dir)
        file: Any
        for file in self._files:
            source = Path(str(file.abs_src_path))
            if not file.is_documentation_page() and file.inclusion.is_included() and not source.is_relative_to(docs):
                yield file.dest_uri, source

    def static_pages(self) -> Iterator[tuple[str, bytes]]:
        """The theme's pages that stand for no Markdown: that for missing pages, and the sitemap, packed too."""
        from mkdocs.commands.build import _build_template
        from mkdocs.utils import get_build_timestamp

        for name in sorted(self._config.theme.static_templates):
            template = self._environment.get_template(name)
            text = _build_template(name, template, self._files, self._config, self._nav)
            if not text.strip():
                continue
            yield name, text.encode()
            if name == "sitemap.xml":
                packed = io.BytesIO()
                timestamp = get_build_timestamp(pages=list(self._pages.values()))
                with gzip.GzipFile(fileobj=packed, filename=f"{name}.gz", mode="wb", mtime=timestamp) as file:
                    file.write(text.encode())
                yield f"{name}.gz", packed.getvalue()


def _as_mkdocs_finds_them(path: str) -> tuple[Any, ...]:
    """A key that sorts paths as MkDocs finds them: in each folder the index, the other files, then the folders."""
    *folders, name = path.split("/")
    is_index = Path(name).stem in ("index", "README")
    return (*((1, folder) for folder in folders), (0, "" if is_index else f"1{name}"))


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of; in a strict build each ends it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        self.said.append(record.getMessage())


class _OneMarkdown:
    """MkDocs' conversion of Markdown, by one object for all pages; MkDocs makes one for each.

    What MkDocs finds out about anchors meanwhile is left out: ``links`` looks at the finished pages.
    """

    def __init__(self, config: Any, files: Any) -> None:
        import markdown
        from mkdocs.structure.pages import _RelativePathTreeprocessor

        self._files = files
        # Of no page yet: each conversion says of which it is.
        self._links: Any = _RelativePathTreeprocessor(cast("Any", None), files, config)
        self._markdown: Any = markdown.Markdown(
            extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"] or {}
        )
        self._links._register(self._markdown)

    def converted(self, path: str, text: str) -> tuple[str, list[dict[str, Any]]]:
        """The HTML and the table of contents of a page."""
        self._from(path)
        self._markdown.reset()
        return self._markdown.convert(text), self._markdown.toc_tokens

    def resolved(self, path: str, link: str) -> str:
        """Where a link of a page leads from its address."""
        self._from(path)
        return str(self._links.path_to_url(link))

    def _from(self, path: str) -> None:
        self._links.file, self._links.links_to_anchors = self._files.get_file_from_path(path), {}
