"""The pictures of a site, link previews and charts: of each the one that was drawn before or else a new one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from generator.draw import labels, shapes
from generator.draw import link_previews as drawing
from generator.draw.link_previews import LinkPreview, Typeface
from generator.draw.shapes import Scene
from generator.model.problems import CannotGoOn
from generator.publish.make import begin_process
from generator.publish.stamp import digest
from generator.publish.write import Writer

# The one font of the site, from the folder of the templates.
FONT = "theme/fonts/source-serif-4-latin-600.woff2"
# Drawn pictures by their keys. They outlast a build of other code, which keeps nothing else.
CACHE = ".link-previews"
# Fewer than this are drawn sooner than another process is started.
_WORTH_A_PROCESS, _BATCH = 24, 16
_DIGEST_LENGTH = len(digest())
# What a picture shows: a link preview, or a chart.
Picture = LinkPreview | Scene
_CODE = (drawing.__file__, shapes.__file__, labels.__file__)


class LinkPreviews:
    """The pictures of a site, by their paths."""

    def __init__(self, previews: Mapping[str, Picture], templates: Path, out: Path, work: Path) -> None:
        """``templates`` is their folder, ``out`` the output folder that keeps what was drawn, ``work`` a folder for
        drafts."""
        self._previews, self._font = previews, (templates / FONT).read_bytes()
        self._cache = Writer(out / CACHE, work)
        code = digest(*(Path(one).read_bytes() for one in _CODE), self._font, version("pillow"))
        # Names all that a picture is made of.
        self.keys = {path: digest(code, repr(preview)) for path, preview in previews.items()}

    def drawn(self, paths: Sequence[str], processes: int) -> Iterator[tuple[str, bytes]]:
        """The pictures at some paths; raises ``CannotGoOn`` where Pillow cannot read the font."""
        todo = []
        for path in paths:
            data = self._kept(self.keys[path])
            if data is None:
                todo.append(path)
            else:
                yield path, data
        for path, data in self._new(todo, processes):
            key = self.keys[path]
            self._cache.put(key, digest(key, data).encode() + data)
            yield path, data
        if todo:
            self._cache.remove_others(set(self.keys.values()))

    def _kept(self, key: str) -> bytes | None:
        """The picture of a key, if it was drawn before and nobody changed it since."""
        try:
            found = (self._cache.folder / key).read_bytes()
        except OSError:
            return None
        name, data = found[:_DIGEST_LENGTH], found[_DIGEST_LENGTH:]
        return data if name == digest(key, data).encode() else None

    def _new(self, paths: Sequence[str], processes: int) -> Iterator[tuple[str, bytes]]:
        if processes < 2 or len(paths) < _WORTH_A_PROCESS:
            face = Typeface(self._font) if paths else None
            yield from ((path, png(self._previews[path], face)) for path in paths if face)
            return
        batches = [[self._previews[path] for path in paths[at : at + _BATCH]] for at in range(0, len(paths), _BATCH)]
        pool = ProcessPoolExecutor(
            processes, mp_context=get_context("fork"), initializer=_start, initargs=(self._font, os.getpid())
        )
        try:
            pictures = (data for batch in pool.map(_in_process, batches) for data in batch)
            yield from zip(paths, pictures, strict=True)
        except BrokenProcessPool as error:
            raise CannotGoOn("a process ended before its work was done; is there too little memory?") from error
        finally:
            pool.shutdown(cancel_futures=True)


# The font that a process of a pool draws with.
_here: list[Typeface] = []


def _start(font: bytes, parent: int) -> None:
    begin_process(parent)
    _here.append(Typeface(font))


def _in_process(batch: Sequence[Picture]) -> list[bytes]:
    return [png(picture, _here[0]) for picture in batch]


def png(picture: Picture, face: Typeface) -> bytes:
    """The picture of a link preview or a chart."""
    return shapes.png(picture, face) if isinstance(picture, Scene) else drawing.png(picture, face)
