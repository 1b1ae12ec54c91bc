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
from generator.check.needs import LONGEST_BULLET
from generator.read.load import load

# What an editor writes in braces, and the words in it.
_SLOT, _WORD = re.compile(r"\{[^{}]*\}"), re.compile(r"[\w-]+")
# What is said before the names and texts of a copy.
WORDS = [one + two for one in ("Al", "Bel", "Cor", "Dun", "El", "Far", "Gol") for two in ("dra", "fen", "mar", "tor")]
MOST_COPIES = len(WORDS)

_FOLDERS = ("records", "places", "briefings", "disagreements", "organisations", "names", "speakers")
# What of these is of nothing that is copied stays one; here it says what it is of.
_OF = {"names": "about", "speakers": "governs"}
# The fields that hold ids of what is copied.
_IDS = {"id", "about", "governs", "also_about", "parent", "leads", "derived_from", "facts", "figures"}
_TEXTS = {"text", "title", "why"}
# The fields that hold names of what is copied; where a text has one, it has the copy's.
_NAMES = {"name", "name_zh", "aliases", "adjectives", "names"}
# The fields of sources' words and ours beside them, which name what is copied.
_WORDS_BESIDE = {"heading", "author", "quote", "as_stated", "note", "said_by"}
# What a fact alone knows: the names of its further figures, and numbers of its quote.
_OF_FACTS = {("figures", "name"), ("left_out", "number")}
# Briefings are numbered; a copy's numbers come after the original's.
_NUMBERS_APART = 1000


def write(folder: Path, copies: int, content: Path) -> None:
    """Write a content folder that holds ``content`` so many times."""
    if not 1 <= copies <= MOST_COPIES:
        raise SystemExit(f"{copies} copies: from 1 to {MOST_COPIES} can be made")
    shutil.copytree(content, folder)
    files = sorted(path for name in _FOLDERS for path in (content / name).rglob("*.yml"))
    original = load(content).content
    naming = Naming(original)
    # Who publishes stays the same for all copies.
    same = {"", *(id for id, one in original.organisations.items() if one.kind == "publication")}
    # Who governs a copy is a copy.
    governing = {name for one in original.speakers.values() if one.governs for name in (one.name, *one.names)}

    ids = original.facts.keys() | original.subjects.keys() - same
    places = sorted((name for place in original.places.values() for name in (place.name, *place.aliases)), key=len)

    def name_of_copy(name: str, word: str) -> str:
        # Shanghai Lingang Group is one of Lingang: its copy of Lingang's copy.
        inner = next((place for place in places if f" {place} " in name), None)
        return f"{word} {name.replace(inner, f'{word} {inner}') if inner else name}"

    def named_as_copy(text: str, word: str) -> str:
        for one in reversed(naming.in_text(text)):
            if one.subject not in same or text[one.start : one.end] in governing:
                name = name_of_copy(text[one.start : one.end], word)
                before = text[: one.start]
                if before.endswith("-"):  # of "UAE-US" each half is a name
                    before = f"{before[:-1]} "
                text = f"{before}{name}{text[one.end :]}"
        # {last companies lingang}, {40 | lingang-2024}
        return _SLOT.sub(lambda slot: _WORD.sub(lambda id: _id(id[0], word) if id[0] in ids else id[0], slot[0]), text)

    def of_copy(field: str, value: str, word: str) -> str:
        if field in _IDS:
            return value if value in same else _id(value, word)
        if field in _NAMES:
            return name_of_copy(value, word)
        named = named_as_copy(value, word)
        # What follows a colon may begin with a capital, whatever it is.
        return f"{word}: {named}" if field in _TEXTS else named

    for path in files:
        if path.stem in same:
            continue
        text = path.read_text("utf-8")
        for number, word in enumerate(WORDS[: copies - 1], 1):
            tree = yaml.compose(text, Loader=yaml.CSafeLoader)
            assert isinstance(tree, yaml.MappingNode)
            of_field = _OF.get(path.parent.name)
            if of_field and of_field not in (key.value for key, _ in tree.value):
                continue
            # Charts are of the original.
            tree.value = [(key, value) for key, value in tree.value if key.value != "chart"]
            for key, value in tree.value:
                if key.value == "headline":
                    value.value = _headline(path.stem, word)
            _rename(tree, "", number, word, of_copy)
            _without_long_bullets(tree)
            target = folder / path.relative_to(content)
            with target.with_stem(_id(path.stem, word)).open("w", encoding="utf-8") as file:
                yaml.serialize(tree, file, Dumper=yaml.CSafeDumper, allow_unicode=True, width=100)


def _headline(id: str, word: str) -> str:
    """A headline of a copy: with the names of copies in it, the original's would be too long."""
    return f"{word} {''.join(part[0] for part in id.split('-') if part.isalpha()).capitalize()}"


def _without_long_bullets(briefing: yaml.MappingNode) -> None:
    """Leave out the bullets that a copy's names make too long; where all are, the shortest loses its first word."""
    for name, bullets in briefing.value:
        if name.value == "bullets":
            texts = [next(value for key, value in one.value if key.value == "text") for one in bullets.value]
            shortest = min(texts, key=lambda text: len(text.value.split()))
            if len(shortest.value.split()) > LONGEST_BULLET:
                shortest.value = shortest.value.partition(": ")[2]
            short = [len(text.value.split()) <= LONGEST_BULLET for text in texts]
            bullets.value = [one for one, is_short in zip(bullets.value, short, strict=True) if is_short]


def _id(id: str, word: str) -> str:
    return f"{id}-{word.lower()}"


def _rename(node: yaml.Node, field: str, number: int, word: str, of_copy: Callable[[str, str, str], str]) -> None:
    """Give what stands in a field, and in all below it, the ids and names of a copy."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if (field, key.value) not in _OF_FACTS:
                _rename(value, key.value, number, word, of_copy)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _rename(value, field, number, word, of_copy)
    elif isinstance(node, yaml.ScalarNode):
        if field in _IDS | _NAMES | _TEXTS | _WORDS_BESIDE:
            node.value = of_copy(field, node.value, word)
        elif field in ("url", "archived"):
            address = urlsplit(node.value)
            node.value = address._replace(query=f"{address.query}&copy={word.lower()}".lstrip("&")).geturl()
        elif field == "number":
            node.value = str(int(node.value) + number * _NUMBERS_APART)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3] if len(sys.argv) > 3 else "content"))
