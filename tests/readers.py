"""Lets real feed readers read the feeds of a built site: ``python -m tests.readers [build/site]``.

Debian packages: newsboat, sfeed, rss2email (and feedparser, which is in the lock). One that is not installed is
named as not run. The site is served on this machine alone, because readers want an address.
"""

from __future__ import annotations

import email
import email.policy
import functools
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from configparser import ConfigParser
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import feedparser

# How long a reader may take over all feeds, in seconds.
LOCK_TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Served:
    """A site on this machine: its address, its folder, and what each feed carries by its path: guid and title."""

    url: str
    folder: Path
    feeds: Mapping[str, Mapping[str, str]]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The site in a folder at an address of this machine, for a while."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        # What the feeds carry is told by their JSON, which the readers do not read.
        feeds = {
            path.relative_to(folder).with_suffix(".xml").as_posix(): {
                item["id"]: item["title"] for item in json.loads(path.read_bytes())["items"]
            }
            for path in sorted((folder / "feeds").rglob("*.json"))
        }
        yield Served(f"http://127.0.0.1:{server.server_port}/", folder, feeds)
    finally:
        server.shutdown()
        server.server_close()


def _run(*command: object, folder: Path, stdin: bytes = b"") -> str:
    run = subprocess.run(
        list(map(str, command)), input=stdin, cwd=folder, capture_output=True, timeout=LOCK_TIMEOUT_SECONDS, check=False
    )
    said = (run.stdout + run.stderr).decode(errors="replace")
    assert run.returncode == 0, f"{command[0]} failed: {said[-2000:]}"
    return run.stdout.decode()


def _same(found: object, carried: object, path: str) -> None:
    assert found == carried, f"not what {path} carries: {str(found)[:500]}"


def read_by_feedparser(site: Served, work: Path) -> str:
    """Reads each feed without complaint, and each item whole."""
    for path, items in site.feeds.items():
        parsed = feedparser.parse(site.url + path)
        assert not parsed.bozo, f"{path}: {parsed.get('bozo_exception')}"
        _same({entry.id: entry.title for entry in parsed.entries}, items, path)
        for entry in parsed.entries:
            assert entry.content[0].value, path
            assert entry.published_parsed, path
            assert entry.link.startswith("http"), path
    return f"{len(site.feeds)} feeds"


def read_by_newsboat(site: Served, work: Path) -> str:
    """Takes over the list of feeds, and keeps each item once over all of them."""
    (work / "config").write_text("")
    (work / "urls").write_text("")
    files = ("-u", work / "urls", "-C", work / "config", "-c", work / "cache.db")
    # The list names the feeds where they will stand; here they stand elsewhere.
    _run("newsboat", *files, "-i", site.folder / "feeds.opml", folder=work)
    taken = [line for line in (work / "urls").read_text("utf-8").splitlines() if line.strip()]
    assert len(taken) == (site.folder / "feeds.opml").read_text("utf-8").count("xmlUrl=")
    (work / "urls").write_text("".join(f"{site.url}{path}\n" for path in site.feeds))
    _run("newsboat", *files, "-x", "reload", folder=work)
    with sqlite3.connect(work / "cache.db") as cache:
        found = dict(cache.execute("select guid, title from rss_item").fetchall())
        empty = cache.execute("select count(*) from rss_item where content = '' or url = '' or pubDate = 0")
        assert empty.fetchone() == (0,)
        feeds = cache.execute("select count(*) from rss_feed").fetchone()
    assert feeds == (len(site.feeds),)
    _same(found, {guid: title for items in site.feeds.values() for guid, title in items.items()}, "all feeds")
    return f"{len(site.feeds)} feeds, {len(found)} items once each; OPML with {len(taken)} feeds"


def read_by_sfeed(site: Served, work: Path) -> str:
    """Reads each feed into one line an item: time, title, link, content, its kind, id, author."""
    for path, items in site.feeds.items():
        lines = _run("sfeed", folder=work, stdin=(site.folder / path).read_bytes()).splitlines()
        rows = [line.split("\t") for line in lines]
        # It writes titles in one line, white space folded.
        _same({row[5]: row[1] for row in rows}, {guid: " ".join(title.split()) for guid, title in items.items()}, path)
        for row in rows:
            assert int(row[0]) > 1_700_000_000
            assert row[2].startswith("http")
            assert (row[3] != "", row[4], row[6] != "") == (True, "html", True)
    return f"{len(site.feeds)} feeds"


def read_by_rss2email(site: Served, work: Path) -> str:
    """Writes a message for each item of one feed, and none the second time."""
    inbox = work / "mail" / "INBOX"
    for name in ("cur", "new", "tmp"):
        (inbox / name).mkdir(parents=True)
    r2e = ("r2e", "-c", work / "r2e.cfg", "-d", work / "r2e.json")
    _run(*r2e, "new", "b@example.org", folder=work)
    settings = ConfigParser(interpolation=None)
    settings.read(work / "r2e.cfg")
    maildir = {"email-protocol": "maildir", "maildir-path": str(work / "mail"), "maildir-mailbox": "INBOX"}
    settings["DEFAULT"].update(maildir)
    with (work / "r2e.cfg").open("w") as file:
        settings.write(file)
    path = min((path for path, items in site.feeds.items() if items), key=lambda path: len(site.feeds[path]))
    _run(*r2e, "add", "site", site.url + path, folder=work)
    for _ in range(2):
        _run(*r2e, "run", folder=work)
        messages = [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in (inbox / "new").iterdir()
        ]
        subjects = sorted(" ".join(str(message["Subject"]).split()) for message in messages)
        _same(subjects, sorted(" ".join(title.split()) for title in site.feeds[path].values()), path)
    return f"{len(messages)} messages from {path}"


READERS: Mapping[str, tuple[str | None, Callable[[Served, Path], str]]] = {
    "feedparser": (None, read_by_feedparser),
    "newsboat": ("newsboat", read_by_newsboat),
    "sfeed": ("sfeed", read_by_sfeed),
    "rss2email": ("r2e", read_by_rss2email),
}


def missing(name: str) -> str | None:
    """Why a reader is not run, in words, or None."""
    program, _ = READERS[name]
    if program is None or shutil.which(program):
        return None
    return f"{name} is not on this machine, so it has NOT read the feeds; Debian: apt-get install {name}"


def main(folder: str = "build/site") -> int:
    # Readers run in folders of their own.
    with served(Path(folder).resolve()) as site:
        for name, (_, read) in READERS.items():
            if reason := missing(name):
                print(f"{name}: {reason}")
                continue
            with TemporaryDirectory() as work:
                print(f"{name}: {read(site, Path(work))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
