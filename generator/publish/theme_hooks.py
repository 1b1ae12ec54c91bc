"""What MkDocs runs while it builds; ``engine.py`` names this file to it."""

from __future__ import annotations

import re
from typing import Any

# What the theme's templates leave between tags. A line break stays, so that words stay apart.
_BETWEEN_TAGS = re.compile(r"\s*\n\s*(?=<)")


def on_post_page(output: str, **_: Any) -> str:
    """A page without indentation and empty lines, which are a fiftieth of what it weighs compressed."""
    return _BETWEEN_TAGS.sub("\n", output)
