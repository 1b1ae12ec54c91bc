"""Content of any size: the real records several times over, each time under other ids and names.

``python -m bench.copies FOLDER COPIES [CONTENT]`` writes it. What is written must pass the check: a copy is as real as
the original, with its places, organisations, records, briefings and disagreements. Vocabulary (topics, measures, units,
glossary) and who publishes and speaks stay the same for all copies, as they would where a site grows.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import yaml

# What is said before the names and texts of a copy.
WORDS = [one + two for one in ("Al", "Bel", "Cor", "Dun", "El", "Far", "Gol") for two in ("dra", "fen", "mar", "tor")]
MOST_COPIES = len(WORDS)

_FOLDERS = ("records", "places", "briefings", "disagreements")
# The fields that hold ids of what is copied.
_IDS = {"id", "about", "also_about", "parent", "leads", "derived_from", "facts", "figures"}
_TEXTS = {"text", "title", "headline", "name", "why"}
# Briefings are numbered; a copy's numbers come after the original's.
_NUMBERS_APART = 1000


def write(folder: Path, copies: int, content: Path) -> None:
    """Write a content folder that holds ``content`` so many times."""
    if not 1 <= copies <= MOST_COPIES:
        raise SystemExit(f"{copies} copies: from 1 to {MOST_COPIES} can be made")
    shutil.copytree(content, folder)
    files = sorted(path for name in _FOLDERS for path in (content / name).rglob("*.yml"))
    organisations = content / "organisations.yml"
    for path in (*files, organisations):
        text = path.read_text("utf-8")
        for number, word in enumerate(WORDS[: copies - 1], 1):
            tree = yaml.compose(text, Loader=yaml.CSafeLoader)
            assert isinstance(tree, yaml.MappingNode)
            _rename(tree, "", number, word)
            target = folder / path.relative_to(content)
            if path == organisations:
                for key, _ in tree.value:
                    key.value = _id(key.value, word)
            else:
                target = target.with_stem(_id(path.stem, word))
            with target.open("a", encoding="utf-8") as file:
                yaml.serialize(tree, file, Dumper=yaml.CSafeDumper, allow_unicode=True, width=100)


def _id(id: str, word: str) -> str:
    return f"{id}-{word.lower()}"


def _rename(node: yaml.Node, field: str, number: int, word: str) -> None:
    """Give what stands in a field, and in all below it, the ids and names of a copy."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _rename(value, key.value, number, word)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _rename(value, field, number, word)
    elif isinstance(node, yaml.ScalarNode):
        if field in _IDS:
            node.value = _id(node.value, word)
        elif field in _TEXTS:
            node.value = f"{word} - {node.value}"
        elif field == "url":
            address = urlsplit(node.value)
            node.value = address._replace(query=f"{address.query}&copy={word.lower()}".lstrip("&")).geturl()
        elif field == "number":
            node.value = str(int(node.value) + number * _NUMBERS_APART)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3] if len(sys.argv) > 3 else "content"))
