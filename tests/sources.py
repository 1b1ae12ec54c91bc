"""A server that behaves as sources do, well and badly, for tests of what reads them."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from generator.watch.fetch import Fetcher, Limits

Act = Callable[["Visit"], None]


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Visit(BaseHTTPRequestHandler):
    """One request. A page that the server does not have is a 404."""

    server: Any

    def do_GET(self) -> None:
        source: Source = self.server.source
        source.asked.append((self.path, dict(self.headers)))
        with suppress(OSError):
            source.pages.get(self.path, answer("Not here.", status=404))(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Source:
    """The server: its address, what it does for each path, and the requests that came, with their headers."""

    url: str
    pages: dict[str, Act] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    # What holds an answer back waits for this.
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def running() -> Iterator[Source]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Visit) as server:
        server.daemon_threads = True
        source = Source(f"http://127.0.0.1:{server.server_port}")
        server.source = source  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield source
        finally:
            source.over.set()
            server.shutdown()
            thread.join()


def fetcher(time: Clock | None = None, **more: Any) -> Fetcher:
    """What asks as `watch` does, but may reach this machine, and waits for nobody."""
    time = time or Clock()
    options = {"clock": time, "sleep": time.sleep, "may_reach": lambda address: True, **more}
    return Fetcher("AI Industry Briefing", "https://example.org/", **options)


SMALL = Limits(bytes=100_000)


def answer(text: str | bytes, status: int = 200, kind: str | None = "text/html; charset=utf-8", **headers: str) -> Act:
    body = text.encode() if isinstance(text, str) else text
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if kind is not None:
        given["Content-Type"] = kind
    given.setdefault("Content-Length", str(len(body)))
    return lambda visit: visit.send(status, given, body)


def redirect(to: str, status: int = 301) -> Act:
    return answer("", status, Location=to)


def packed(text: bytes, cut: int | None = None) -> Act:
    return answer(gzip.compress(text)[:cut], Content_Encoding="gzip")


def dated(text: str, etag: str) -> Act:
    """A page with a validator: one that is known already is not sent again."""

    def act(visit: Visit) -> None:
        known = visit.headers.get("If-None-Match") == etag
        (answer("", 304, None, ETag=etag) if known else answer(text, ETag=etag))(visit)

    return act


def silent(visit: Visit) -> None:
    """Take the request and say nothing."""
    visit.server.source.over.wait(20)


def dripping(visit: Visit) -> None:
    """Say a letter now and then: each read succeeds, and the answer never ends."""
    visit.send(200, {"Content-Type": "text/html"}, b"")
    while not visit.server.source.over.wait(0.02):
        visit.wfile.write(b"x")


def endless_head(visit: Visit) -> None:
    visit.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not visit.server.source.over.wait(0.02):
        visit.wfile.write(b"x")


def endless(visit: Visit) -> None:
    visit.send(200, {"Content-Type": "text/html"}, b"")
    while not visit.server.source.over.is_set():
        visit.wfile.write(b"x" * 60_000)


def endless_behind(visit: Visit) -> None:
    """A packed page, and behind its end more that unpacks to nothing."""
    visit.send(200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"<p>Words"))
    while not visit.server.source.over.is_set():
        visit.wfile.write(b"x" * 60_000)


def reset(visit: Visit) -> None:
    visit.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit.connection.close()


def cut_short(visit: Visit) -> None:
    visit.send(200, {"Content-Type": "text/html", "Content-Length": "5000"}, b"<p>The beginning")


def nonsense(visit: Visit) -> None:
    visit.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")
