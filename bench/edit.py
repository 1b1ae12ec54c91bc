"""What an editor does: saves a fact with another text."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

# How a fact's id and text stand in a record.
_FACT_ID = re.compile(r"^ *- id: (\S+)$", re.MULTILINE)
_FACT_TEXT = re.compile(r"^( +)text: ([A-Za-z].*(?:\n\1 +.*)*)$", re.MULTILINE)


class Edit:
    """A fact of a content folder, whose text begins with another word after each save."""

    def __init__(self, content: Path) -> None:
        # One from the middle, which is neither the oldest nor the newest, where each fact has one text.
        paths = sorted((content / "records").rglob("*.yml"))
        for self._path in paths[len(paths) // 2 :]:
            self._text = self._path.read_text("utf-8")
            ids = _FACT_ID.findall(self._text)
            if ids and len(ids) == len(_FACT_TEXT.findall(self._text)):
                break
        self.fact = ids[0]
        self._words = ("Ze" + "".join(letters) for letters in product("bdfglmnr", "aeiou", "bdfglmnr"))

    def save(self) -> str:
        """Save the record with another text; returns the word that no text had before."""
        word = next(self._words)
        edited = _FACT_TEXT.sub(lambda found: f"{found[1]}text: {_quoted(f'{word}: {found[2]}')}", self._text, count=1)
        self._path.write_text(edited, encoding="utf-8")
        return word


def _quoted(text: str) -> str:
    """A text of one line or several, as YAML has it in quotation marks."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
