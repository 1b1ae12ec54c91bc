"""The file that the page reads which looks citations up.

It is a script of one statement, not plain JSON, because a browser that opens the site from a folder loads scripts
from there but refuses to fetch data.
"""

from __future__ import annotations

import json

from generator.arrange.lookup import Known, Lookup
from generator.render import File

PATH = "cite/lookup.js"


def lookup_file(lookup: Lookup) -> File:
    """Every thing with its version, the days of its correction and withdrawal, and the newer fact of its series."""
    value = {
        "things": {known.address: _entry(known) for known in lookup.things},
        "moved": dict(lookup.moved),
        "past": dict(lookup.past),
    }
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return File(PATH, f"const known={text};\n".encode())


def _entry(known: Known) -> list[str]:
    days = (day.isoformat() if day else "" for day in (known.corrected, known.withdrawn))
    entry = [known.version, *days, known.newer or ""]
    while not entry[-1]:
        entry.pop()
    return entry
