"""Texts of records in the Markdown that GitHub shows: in summaries, comments and issues.

``python -m generator.text.summary FILE`` says whether a file is such a text, for the workflow that posts it: that was
written by a pull request's own code. It needs the standard library alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from generator.model.visible import shown

# GitHub takes 65,536 characters of a comment and 1 MiB of a summary; what posts the comment adds a few lines.
MOST_CHARACTERS = 60_000
# Of a text of a record so much is shown, in characters.
_LONGEST = 600
# GitHub takes this for the beginning of a command wherever it stands in a line of a log.
_COMMAND = "##["
# A code span as CommonMark reads it (section 6.1): from a run of backticks to the next run of as many.
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
# All that may stand outside code, and of that what GitHub would make a link of: an address, an issue, a commit.
_WORDS = re.compile(r"[A-Za-z0-9 .,:;'()*#…–-]*")
_LINKED = re.compile(r"(?i)www\.|#\d|\bGH-\d|\b[0-9a-f]{7,}\b")
_FENCE, _END = "  ```diff", "  ```"


def code(text: str) -> str:
    """A text as a code span, on one line: shown as it is, and nothing in it is Markdown or HTML."""
    line = one_line(text)
    longest = max(map(len, re.findall("`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if not line or "`" in (line[0], line[-1]) else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def one_line(text: str) -> str:
    """A text on one line, cut where it is long, with all that cannot be seen made visible."""
    line = shown(" ".join(text.split())).replace(_COMMAND, "## [")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def difference(lines: list[tuple[str, str]], more: str) -> str:
    """Lines with a sign, + or -, as a block that GitHub colours, below an item of a list; ``more`` ends it."""
    block = [f"  {sign} {one_line(line)}" for sign, line in lines]
    return "\n".join(["", _FENCE, *block, *([f"  … {more}"] if more else []), _END])


def is_plain(text: str) -> bool:
    """Whether a Markdown text has nothing but a few plain words outside code, so that it can make no link, picture,
    mention or HTML, and fits into a comment."""
    in_fence = False
    for line in text.split("\n"):
        if shown(line) != line:
            return False
        if in_fence:
            if line == _END:
                in_fence = False
            elif not line.startswith(("  - ", "  + ", "  … ")):
                return False
        elif line == _FENCE:
            in_fence = True
        else:
            words = _SPAN.sub("", line)
            if not _WORDS.fullmatch(words) or _LINKED.search(words):
                return False
    return not in_fence and 0 < len(text) <= MOST_CHARACTERS


if __name__ == "__main__":
    file = Path(sys.argv[1])
    if file.stat().st_size > 4 * MOST_CHARACTERS or not is_plain(file.read_bytes().decode("utf-8")):
        sys.exit("this is no report: it has more than plain words and code, or is too long")
