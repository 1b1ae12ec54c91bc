"""What came of asking for an address: all that is judged of a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from generator.model.records import Blocked

# "no host": no such name is known, or it has no address.
Failure = Blocked | Literal["no host"]


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of the page that was read last (RFC 9110, 13.1), which is at ``address``."""

    address: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer on the way that redirects led. ``status`` 0 and ``failed`` say that there is none, ``failed``
    with a status that there is one which was not read. ``moved``: all redirects were for good, and there was one."""

    address: str
    status: int = 0
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    body: bytes = b""
    moved: bool = False
    failed: Failure | None = None


# Asks for an address; with what is known of it the answer may be 304. It never raises.
Fetch = Callable[[str, Known | None], Answer]
