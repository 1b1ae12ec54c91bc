"""How long an editor waits for the preview: until it is there, and after each save until the page shows it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, sleep
from typing import TypeVar

from bench.edit import Edit
from bench.results import Preview, Save

SAVES = 5
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_SEEN = re.compile(r"data-seen=\"(\d+)\"")
# Rarely enough that asking takes no time from what builds.
_BETWEEN_LOOKS = 0.01
_PAUSE = 1
_ENDED = ": no problem"
_LONGEST_SECONDS = 3600
_Found = TypeVar("_Found")


def measure(project: Path, content: Path, edit: Edit, out: Path, day: str) -> Preview:
    """Start a preview of a content folder, save a fact in it several times, and stop it."""
    said = out.with_name(f"{out.name}.log")
    arguments = ("--port", "0", "--content", str(content), "--out", str(out), "--today", day)
    with said.open("w") as log:
        start = perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", *arguments], cwd=project, stdout=log, stderr=log
        )
    try:

        def wait(look: Callable[[], _Found | None]) -> tuple[_Found, float]:
            """What a look finds at last, and the time at which it did."""
            while not (found := look()):
                if process.poll() is not None or perf_counter() - start > _LONGEST_SECONDS:
                    raise SystemExit(f"the preview does not go on: {said.read_text('utf-8')}")
                sleep(_BETWEEN_LOOKS)
            return found, perf_counter()

        def is_built(builds: int) -> bool:
            """Whether so many builds have ended: each ends with a line that says so."""
            return said.read_text("utf-8").count(_ENDED) >= builds

        address, told = wait(lambda: _ADDRESS.search(said.read_text("utf-8")))
        port = int(address[1])
        page = f"/facts/{edit.fact}/"
        _, answered = wait(lambda: get(port, page))
        _, built = wait(partial(is_built, 1))
        saves = []
        for _ in range(SAVES):
            # An editor reads before the next save; what the last build still had to do is done.
            sleep(_PAUSE)
            seen = _SEEN.search(get(port, page))
            assert seen, "the page has no script that reloads it"
            builds = said.read_text("utf-8").count(_ENDED)
            with ThreadPoolExecutor(1) as pool:
                word = edit.save()
                saved = perf_counter()
                told_of = pool.submit(wait, partial(_is_newer, port, seen[1]))
                _, showed = wait(partial(_is_shown, port, page, word))
                _, done = wait(partial(is_built, builds + 1))
                saves.append(Save(page=showed - saved, changes=told_of.result()[1] - saved, done=done - saved))
        return Preview(address=told - start, first_page=answered - start, built=built - start, saves=saves)
    finally:
        process.terminate()
        process.wait()


def get(port: int, path: str) -> str:
    """What stands at an address of the preview; nothing where it has no such page, or does not answer yet."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_LONGEST_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode()
        return text if answer.status == 200 else ""
    except ConnectionError:
        return ""
    finally:
        connection.close()


def _is_newer(port: int, seen: str) -> bool:
    """Whether there is a build after the one that was seen."""
    return get(port, f"/-/changes?seen={seen}") not in ("", seen)


def _is_shown(port: int, path: str, word: str) -> bool:
    page = get(port, path)
    if 'role="alert"' in page:
        raise SystemExit("the preview shows problems: a text of the benchmark does not pass the check")
    return word in page
