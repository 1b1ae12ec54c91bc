"""What a robots.txt allows (RFC 9309)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

# More of a file than a crawler has to read (RFC 9309, 2.5).
LARGEST = 512 * 1024
_LINE = re.compile(r"([a-z-]+)[ \t]*:[ \t]*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for one crawler: patterns, each with whether it allows; and the delay that is asked for, in
    seconds."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0

    def allows(self, path: str) -> bool:
        """Whether a path, with its query, may be read: the longest pattern decides, of two the one that allows."""
        path = _encoded(path)
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching, default=(0, True))[1]


NOTHING = Robots(rules=(("/", False),))


def read_robots(text: str, product: str) -> Robots:
    """The rules of a robots.txt for the crawler ``product``: of all groups that name it or else of those for ``*``."""
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    names: list[str] = []
    in_names = False
    for raw in text.removeprefix("\ufeff").splitlines():
        line = _LINE.fullmatch(raw.partition("#")[0].strip())
        if line is None:
            continue
        key, value = line[1].lower(), line[2].strip()
        if key == "user-agent":
            names = [*(names if in_names else ()), value.partition("/")[0].strip().lower()]
            for name in names:
                groups.setdefault(name, ([], []))
            in_names = True
        elif key in ("allow", "disallow", "crawl-delay"):
            in_names = False
            for name in names:
                if key == "crawl-delay":
                    groups[name][1].append(_seconds(value))
                elif value:
                    groups[name][0].append((_encoded(value), key == "allow"))
    rules, delays = groups.get(product.lower(), groups.get("*", ([], [])))
    return Robots(tuple(rules), max(delays, default=0))


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        return 0
    return seconds if math.isfinite(seconds) and seconds > 0 else 0


def _encoded(path: str) -> str:
    """A path or pattern in one form: what may stand as it is does, all else is percent-encoded."""
    parts = re.split(r"(%[0-9A-Fa-f]{2})", path)
    # An encoded delimiter is not the delimiter itself: of what is encoded, only letters and the like are decoded.
    return "".join(
        quote(unquote_to_bytes(part), safe="") if index % 2 else quote(part, safe="/?#[]@!$&'()*+,;=:~")
        for index, part in enumerate(parts)
    )


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says: ``*`` is any text, ``$`` at its end the end of the path."""
    to_end = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not to_end or path == first
    at = len(first)
    # The first place that fits leaves most room for the parts behind it.
    for part in rest[:-1] if to_end else rest:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not to_end or (len(path) - at >= len(rest[-1]) and path.endswith(rest[-1]))
