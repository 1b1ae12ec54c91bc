"""Asking for a page, politely and warily: the only step that sees the network.

Of each host its robots.txt is read first, and requests to it keep a distance. A name is resolved once, and what is
connected to is an address that was looked at: no name can lead into a private network. All that a server sends, or
does not send, has a limit in size and time.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator.watch.answer import Answer, Failure, Known
from generator.watch.robots import LARGEST as LARGEST_ROBOTS
from generator.watch.robots import NOTHING, Robots, read_robots

_PERMANENT = (301, 308)
_REDIRECTS = (*_PERMANENT, 302, 303, 307)
_PIECE = 64 * 1024
# What may stand in a request's line as it is; all else is percent-encoded.
_PLAIN = "%/:?#[]@!$&'()*+,;=~"
_NO_HOST = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
_NAT64 = 0x0064_FF9B << 96


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken from a server, in seconds and bytes, and how far apart requests to one host are."""

    connect: float = 10
    total: float = 45
    bytes: int = 3 * 1024 * 1024
    redirects: int = 8
    delay: float = 4
    # A robots.txt that asks for more gets no more: a round ends some time.
    most_delay: float = 30


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is of the public internet, or stands for one that is (RFC 4291, 6052)."""
    if isinstance(address, IPv6Address):
        is_translated = int(address) >> 32 == _NAT64 >> 32
        if inner := IPv4Address(int(address) & 0xFFFF_FFFF) if is_translated else address.ipv4_mapped:
            return is_public(inner)
        if address.sixtofour or address.teredo:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def product(name: str) -> str:
    """The name by which a robots.txt knows us: that of the site, in the letters that such a name may have."""
    return "-".join(re.findall(r"[A-Za-z]+", name)) or "source-watch"


class _Failed(Exception):
    def __init__(self, why: Failure) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Reply:
    answer: Answer
    location: str = ""


class Fetcher:
    """Asks for addresses one after the other; see ``Fetch``.

    ``name``, ``site`` and what it ``does`` are said to each host. ``clock`` and ``sleep`` count
    seconds; ``may_reach`` says of a resolved address whether it may be connected to.
    """

    def __init__(
        self,
        name: str,
        site: str,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], object],
        limits: Limits | None = None,
        may_reach: Callable[[IPv4Address | IPv6Address], bool] = is_public,
        does: str = "reads again the sources that the site cites",
    ) -> None:
        self._product = product(name)
        self._agent = f"{self._product} (+{site}; {does})"
        self._clock, self._sleep, self._may_reach = clock, sleep, may_reach
        self._limits = limits or Limits()
        self._robots: dict[str, Robots | Failure] = {}
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._tls: ssl.SSLContext | None = None

    def __call__(self, address: str, known: Known | None = None) -> Answer:
        """The answer for an address, its redirects followed. Never raises for anything that a network does."""
        here, moved = address, True
        seen: set[str] = set()
        while True:
            here = _without_part(here)
            if here in seen or len(seen) > self._limits.redirects:
                return Answer(here, failed="redirects")
            seen.add(here)
            try:
                self._ask_robots(here)
                is_known = known and _without_part(known.address) == here
                reply = self._request(here, known if is_known else None, self._limits.bytes)
            except _Failed as failed:
                return Answer(here, failed=failed.why)
            if not reply.location:
                return replace(reply.answer, address=here, moved=moved and len(seen) > 1)
            moved = moved and reply.answer.status in _PERMANENT
            here = reply.location

    def _ask_robots(self, address: str) -> None:
        """Raises ``_Failed`` where the host does not want the address to be read, or cannot say whether it does."""
        parts = _split(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        robots = self._robots[origin]
        if not isinstance(robots, Robots):
            raise _Failed(robots)
        if robots.delay:
            asked = min(robots.delay, self._limits.most_delay)
            self._delays[_host(parts)] = max(self._limits.delay, asked)
        if not robots.allows((parts.path or "/") + (f"?{parts.query}" if parts.query else "")):
            raise _Failed("robots")

    def _read_robots(self, origin: str) -> Robots | Failure:
        here = f"{origin}/robots.txt"
        try:
            for _ in range(6):
                reply = self._request(here, None, LARGEST_ROBOTS, cut=True)
                if not reply.location:
                    break
                here = reply.location
            else:
                return Robots()
        except _Failed as failed:
            # A redirect to where nothing is says as little as a file that is not there.
            return failed.why if here.startswith(f"{origin}/") else Robots()
        status = reply.answer.status
        if status == 429 or status >= 500:
            return NOTHING
        is_there = 200 <= status < 300
        return read_robots(reply.answer.body.decode("utf-8", "replace"), self._product) if is_there else Robots()

    def _request(self, address: str, known: Known | None, most: int, *, cut: bool = False) -> _Reply:
        """One request and its answer, of at most ``most`` bytes; ``cut``: what is more is left out. Raises
        ``_Failed``."""
        parts = _split(address)
        host = _host(parts)
        self._wait(host)
        try:
            # The time that a server takes, not that for which we wait.
            ends = self._clock() + self._limits.total
            with self._connected(parts, host) as connection:
                return self._exchange(connection, parts, known, lambda: ends - self._clock(), most, cut)
        except TimeoutError as error:
            raise _Failed("too slow") from error
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            raise _Failed("no answer") from error
        finally:
            self._next[host] = self._clock() + self._delays.get(host, self._limits.delay)

    def _wait(self, host: str) -> None:
        left = self._next.get(host, 0) - self._clock()
        if host in self._next and left > 0:
            self._sleep(left)

    def _connected(self, parts: SplitResult, host: str) -> socket.socket:
        """A connection to an address of a host that may be reached."""
        is_tls = parts.scheme == "https"
        port = parts.port or (443 if is_tls else 80)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            raise _Failed("no host" if error.errno in _NO_HOST else "no answer") from error
        # One private address among others is a trick too.
        if not all(self._may_reach(ip_address(str(sockaddr[0]))) for *_, sockaddr in found):
            raise _Failed("private address")
        failed: OSError = ConnectionError(f"{host} has no address")
        for family, kind, protocol, _, sockaddr in found[:3]:
            plain = socket.socket(family, kind, protocol)
            plain.settimeout(self._limits.connect)
            try:
                plain.connect(sockaddr)
            except OSError as error:
                plain.close()
                failed = error
                continue
            if not is_tls:
                return plain
            self._tls = self._tls or ssl.create_default_context()
            try:
                return self._tls.wrap_socket(plain, server_hostname=host)
            except BaseException:
                plain.close()
                raise
        raise failed

    def _exchange(
        self,
        connection: socket.socket,
        parts: SplitResult,
        known: Known | None,
        left: Callable[[], float],
        most: int,
        cut: bool,
    ) -> _Reply:
        connection.sendall(self._head(parts, known))
        wire: Any = _Wire(connection, left)
        response = http.client.HTTPResponse(wire, method="GET")
        with response:
            response.begin()
            answer = Answer(
                parts.geturl(),
                response.status,
                response.getheader("Content-Type", "") or "",
                response.getheader("ETag", "") or "",
                response.getheader("Last-Modified", "") or "",
            )
            location = response.getheader("Location", "") or ""
            if response.status in _REDIRECTS:
                return _Reply(answer, _resolved(parts.geturl(), location))
            encoding = (response.getheader("Content-Encoding", "") or "").strip().lower()
            if encoding not in ("", "identity", "gzip", "x-gzip"):
                return _Reply(replace(answer, failed="not text"))
            body, is_whole = _body(response, most, "gzip" in encoding)
            if not is_whole and not cut:
                return _Reply(replace(answer, failed="too large"))
        return _Reply(replace(answer, body=body))

    def _head(self, parts: SplitResult, known: Known | None) -> bytes:
        target = quote(parts.path or "/", safe=_PLAIN) + (f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else "")
        lines = [
            f"GET {target} HTTP/1.1",
            f"Host: {parts.netloc}",
            f"User-Agent: {self._agent}",
            "Accept: text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
            "Accept-Encoding: gzip",
            "Connection: close",
        ]
        if known and known.etag:
            lines.append(f"If-None-Match: {known.etag}")
        if known and known.last_modified:
            lines.append(f"If-Modified-Since: {known.last_modified}")
        return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


class _Wire:
    """What http.client takes for a socket: each read of it ends when the time for the whole answer is over."""

    def __init__(self, connection: socket.socket, left: Callable[[], float]) -> None:
        self._raw = _Raw(connection, left)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._raw)


class _Raw(io.RawIOBase):
    def __init__(self, connection: socket.socket, left: Callable[[], float]) -> None:
        super().__init__()
        self._connection, self._left = connection, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if (left := self._left()) <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)


def _body(response: http.client.HTTPResponse, most: int, is_packed: bool) -> tuple[bytes, bool]:
    """A body unpacked, up to ``most`` bytes, and whether that is all of it. Raises ``http.client.HTTPException``
    where it ends too soon: words that were not sent are not missing."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if is_packed else None
    body, taken = bytearray(), 0
    while piece := response.read1(_PIECE):
        # What is packed may unpack to nothing, for ever.
        taken += len(piece)
        # One byte more than fits says that there is more.
        body += unpack.decompress(piece, most + 1 - len(body)) if unpack else piece
        if max(len(body), taken) > most:
            return bytes(body[:most]), False
    if response.length or (unpack and body and not unpack.eof):
        raise http.client.IncompleteRead(bytes(body))
    return bytes(body), True


def _split(address: str) -> SplitResult:
    """The parts of an address that may be asked for. Raises ``_Failed``."""
    with suppress(ValueError):
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme in ("http", "https") and host and parts.username is None and (parts.port or 0) >= 0:
            name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
            return parts._replace(netloc=name + (f":{parts.port}" if parts.port else ""))
    raise _Failed("redirects")


def _without_part(address: str) -> str:
    """An address without what names a part of its page, which no server is told."""
    return address.partition("#")[0]


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").rstrip(".")


def _resolved(base: str, location: str) -> str:
    """Where a redirect leads. Raises ``_Failed`` where it leads nowhere."""
    # http.client reads headers as Latin-1; what servers put there is percent-encoded or UTF-8.
    location = quote(location.strip().encode("latin-1", "replace"), safe=_PLAIN)
    with suppress(ValueError):
        if location:
            return urljoin(base, location)
    raise _Failed("redirects")
