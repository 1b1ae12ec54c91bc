"""Content of any size: the real records several times over, each time under other ids and names.

``python -m bench.copies FOLDER COPIES [CONTENT]`` writes it. What is written must pass the check: a copy is as real as
the original, with its places, organisations, records, briefings and disagreements. Vocabulary (topics, measures, units,
glossary) and who publishes and speaks stay the same for all copies, as they would where a site grows.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from generator.check.naming import Naming
from generator.read.load import load

# What is said before the names and texts of a copy.
WORDS = [one + two for one in ("Al", "Bel", "Cor", "Dun", "El", "Far", "Gol") for two in ("dra", "fen", "mar", "tor")]
MOST_COPIES = len(WORDS)

_FOLDERS = ("records", "places", "briefings", "disagreements")
_REGISTRIES = ("organisations.yml", "names.yml")
# The fields that hold ids of what is copied.
_IDS = {"id", "about", "also_about", "parent", "leads", "derived_from", "facts", "figures"}
_TEXTS = {"text", "title", "headline", "why"}
# The fields that hold names of what is copied; where a text has one, it has the copy's.
_NAMES = {"name", "name_zh", "aliases", "adjectives", "names"}
# What a fact says in numbers stays as it is.
_OF_A_FACT = {"figures", "left_out"}
# Of which place a slot asks the time of the newest figure.
_LAST = re.compile(r"(\{last \S+ )([a-z0-9-]+)")
# Briefings are numbered; a copy's numbers come after the original's.
_NUMBERS_APART = 1000


def write(folder: Path, copies: int, content: Path) -> None:
    """Write a content folder that holds ``content`` so many times."""
    if not 1 <= copies <= MOST_COPIES:
        raise SystemExit(f"{copies} copies: from 1 to {MOST_COPIES} can be made")
    shutil.copytree(content, folder)
    files = sorted(path for name in _FOLDERS for path in (content / name).rglob("*.yml"))
    registries = [content / name for name in _REGISTRIES if (content / name).exists()]
    original = load(content).content
    naming = Naming(original)
    # Who publishes stays the same for all copies.
    same = {"", *(id for id, one in original.organisations.items() if one.kind == "publication")}

    places = sorted((name for place in original.places.values() for name in (place.name, *place.aliases)), key=len)

    def name_of_copy(name: str, word: str) -> str:
        # Shanghai Lingang Group is one of Lingang: its copy of Lingang's copy.
        inner = next((place for place in places if f" {place} " in name), None)
        return f"{word} {name.replace(inner, f'{word} {inner}') if inner else name}"

    def text_of_copy(text: str, word: str) -> str:
        for one in reversed(naming.in_text(text)):
            if one.subject not in same:
                name = name_of_copy(text[one.start : one.end], word)
                text = f"{text[: one.start]}{name}{text[one.end :]}"
        text = _LAST.sub(lambda found: found[1] + _id(found[2], word), text)
        return f"{word} - {text}"

    def of_copy(field: str, value: str, word: str) -> str:
        if field in _IDS:
            return value if value in same else _id(value, word)
        return name_of_copy(value, word) if field in _NAMES else text_of_copy(value, word)

    for path in (*files, *registries):
        text = path.read_text("utf-8")
        for number, word in enumerate(WORDS[: copies - 1], 1):
            tree = yaml.compose(text, Loader=yaml.CSafeLoader)
            assert isinstance(tree, yaml.MappingNode)
            _rename(tree, "", number, word, of_copy)
            target = folder / path.relative_to(content)
            if path.name == "names.yml":  # a name of nothing that is copied stays one
                tree.value = [
                    (key, entry) for key, entry in tree.value if "about" in (of.value for of, _ in entry.value)
                ]
                if not tree.value:
                    continue
            if path in registries:
                tree.value = [(key, entry) for key, entry in tree.value if key.value not in same]
                for key, _ in tree.value:
                    key.value = _id(key.value, word)
            else:
                target = target.with_stem(_id(path.stem, word))
            with target.open("a", encoding="utf-8") as file:
                yaml.serialize(tree, file, Dumper=yaml.CSafeDumper, allow_unicode=True, width=100)


def _id(id: str, word: str) -> str:
    return f"{id}-{word.lower()}"


def _rename(node: yaml.Node, field: str, number: int, word: str, of_copy: Callable[[str, str, str], str]) -> None:
    """Give what stands in a field, and in all below it, the ids and names of a copy."""
    if isinstance(node, yaml.MappingNode) and field in _OF_A_FACT:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _rename(value, key.value, number, word, of_copy)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _rename(value, field, number, word, of_copy)
    elif isinstance(node, yaml.ScalarNode):
        if field in _IDS | _NAMES | _TEXTS:
            node.value = of_copy(field, node.value, word)
        elif field in ("url", "archived"):
            address = urlsplit(node.value)
            node.value = address._replace(query=f"{address.query}&copy={word.lower()}".lstrip("&")).geturl()
        elif field == "number":
            node.value = str(int(node.value) + number * _NUMBERS_APART)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3] if len(sys.argv) > 3 else "content"))
