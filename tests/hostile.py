"""Content whose every text tries to become markup, script or a link: what the check lets through, as editors
could paste it from anywhere. A payload that runs sets ``window.PWNED``."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.read.strict_yaml import read_yaml

PAYLOADS = (
    "<script>window.PWNED=true</script>",
    "<img src=x onerror=window.PWNED=true>",
    '"><svg onload=window.PWNED=true>',
    "'><img src=x onerror='window.PWNED=true'>",
    "</title><script>window.PWNED=true</script>",
    "</span></div></li><script>window.PWNED=true</script>",
    "--><script>window.PWNED=true</script><!--",
    "]]><script>window.PWNED=true</script>",
    "&lt;img src=x onerror=window.PWNED=true&gt;",
    "&#60;img src=x onerror=window.PWNED=true&#62;",
    "\\u003cimg src=x onerror=window.PWNED=true\\u003e",
    "%3Cimg src=x onerror=window.PWNED=true%3E",
    "[x](javascript:window.PWNED=true)",
    '[x](https://example.org "x" onfocus=window.PWNED=true)',
    "![x](x){ onerror=window.PWNED=true }",
    "<javascript:window.PWNED=true>",
    "<a href=javascript:window.PWNED=true>x</a>",
    "{: onclick=window.PWNED=true }",
    "{ #x .y onmouseover='window.PWNED=true' }",
    "<div markdown onclick=window.PWNED=true>",
    "' autofocus onfocus='window.PWNED=true' x='",
    '" onmouseover="window.PWNED=true" x="',
    "<iframe srcdoc='<script>parent.PWNED=true</script>'>",
    "<base href=https://evil.example/><style>*{color:red}</style>",
    "<!-- `window.PWNED=true` -- *a* __b__ ~~c~~ $d$ | e | {{ 7*7 }} {% x %}",
    "# a",
    "1. a",
    "- a",
    "> a",
    "[TOC]",
    "[x]: javascript:window.PWNED=true",
    '--- title: "x"',
)
# Ends whatever it may stand in, and runs: a part of every text.
BREAKOUT = "'\"></title><img src=x onerror=PWNED=true>"
# A number in these would be refused as one that no fact carries, so they get the payloads without.
COUNTED = ("text", "note", "headline", "heading")
NUMBERLESS = tuple(payload for payload in PAYLOADS if not re.search(r"\d", payload))
# How long each text may be (generator/records.py); whatever has another name is no free text.
LONGEST = {
    **dict.fromkeys(("name", "name_zh", "author", "where", "as_stated", "heading", "one", "many", "licence"), 80),
    **dict.fromkeys(("title", "headline", "description", "said_by"), 300),
    **dict.fromkeys(("text", "note", "was", "now", "reason", "definition", "excludes"), 500),
}


def spoil(content: Path, into: Path) -> Path:
    """Write a content folder again with payloads in the place of every free text."""
    payloads = itertools.cycle(PAYLOADS)
    words = ("".join(letters) for letters in itertools.product("bdfgkmp", repeat=4))
    for path in sorted(content.rglob("*")):
        target = into / path.relative_to(content)
        if path.suffix == ".yml":
            target.parent.mkdir(parents=True, exist_ok=True)
            plain = read_yaml(str(path), path.read_bytes()).data
            data = _spoilt(plain, payloads, words)
            if path.parent.name == "speakers":
                data["names"] = [*plain.get("names", ()), plain["name"]]
            if path.parent.name == "charts":
                # A title there is shorter than other titles.
                data["title"] = data["title"][:80].strip()
            if path.parent.name == "units":
                # Texts must still be able to say what they count in.
                data["words"] = [*plain.get("words", ()), *dict.fromkeys((plain["one"], plain["many"]))]
            # JSON is YAML.
            target.write_text(json.dumps(data, default=_number, ensure_ascii=False, indent=1), encoding="utf-8")
        elif path.suffix == ".md":
            target.parent.mkdir(parents=True, exist_ok=True)
            parts = [f"# {NUMBERLESS[0]} {NUMBERLESS[1]}", *NUMBERLESS]
            parts += [f"## {payload}\n\n{payload}\n\n- {payload}\n- {payload}" for payload in NUMBERLESS]
            target.write_text("\n\n".join(parts), encoding="utf-8")
    return into


def _spoilt(thing: Any, payloads: Iterator[str], words: Iterator[str], name: str = "") -> Any:
    if isinstance(thing, dict):
        # A figure's name is an id.
        ids = {"name"} if name == "figures" else set()
        return {k: value if k in ids else _spoilt(value, payloads, words, k) for k, value in thing.items()}
    if isinstance(thing, tuple):
        # The names of a list's things are that of the list: aliases are names.
        return tuple(_spoilt(item, payloads, words, "name" if name == "aliases" else name) for item in thing)
    if name not in LONGEST or not isinstance(thing, str):
        return thing
    if name in ("as_stated", "quote"):
        # They must still say the figure.
        return f"{thing} {BREAKOUT}"
    if name in COUNTED:
        payloads = (payload for payload in payloads if payload in NUMBERLESS)
    # Each text is another; one payload stands at its very beginning, as many as there is room for behind it.
    text = f"{next(words)} {BREAKOUT}"
    first = next(payload for payload in payloads if len(payload) + len(text) < LONGEST[name])
    # A speaker's name comes first, so that it stays the same speaker.
    text = f"{thing} {text}" if name == "said_by" else f"{first} {text}"
    while len(longer := f"{text} {next(payloads)}") <= LONGEST[name]:
        text = longer
    return text


def _number(value: Any) -> float:
    assert isinstance(value, Decimal)
    return float(value)
