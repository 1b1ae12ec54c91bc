"""A content folder as plain dicts, and the edits that plant an error in it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

Keys = tuple[str | int, ...]
SECTIONS = ("bullets", "analysis", "items", "gaps", "summary")


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: `on`, `off`, `yes` and `no` stay words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class Passage:
    """A text, where it stands, and the facts that it cites."""

    path: str
    keys: Keys
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Edit:
    """A value set at keys of a document; the next index of a list appends, a new path with keys () adds a document."""

    path: str
    keys: Keys
    value: Any


@dataclass(frozen=True)
class Case:
    """One planted error."""

    class_: str
    group: str
    tier: str
    detail: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Fact:
    """A fact, the record that it stands in, and its index there."""

    id: str
    path: str
    index: int
    data: dict[str, Any]
    source: dict[str, Any]

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The figures of the fact."""
        return list(self.data.get("figures", ()))

    @property
    def about(self) -> str:
        """What the fact is about."""
        return str(self.data["about"])

    def passage(self, field: str = "text") -> Passage:
        """The fact's own text, or another of its fields, as a passage."""
        return Passage(self.path, ("facts", self.index, field), self.data[field], (self.id,))


REGISTRIES = ("topics", "measures", "units", "publishers", "speakers", "organisations", "glossary", "names")


def in_one_file_each(root: Path) -> None:
    """Write each registry of a content folder into one file, as a small site has it: a case names an entry by its
    key."""
    for name in REGISTRIES:
        entries = {path.stem: yaml.load(path.read_text("utf-8"), _Loader) for path in sorted((root / name).glob("*"))}
        if entries:
            (root / f"{name}.yml").write_text(yaml.safe_dump(entries, allow_unicode=True, width=10**6), "utf-8")
            shutil.rmtree(root / name)


class World:
    """All documents of a content folder."""

    def __init__(self, root: Path) -> None:
        """Read all documents and pages of a folder."""
        self.docs: dict[str, Any] = {}
        for path in sorted(root.rglob("*.yml")):
            self.docs[path.relative_to(root).as_posix()] = yaml.load(path.read_text("utf-8"), _Loader)
        for path in sorted(root.rglob("*.md")):
            self.docs[path.relative_to(root).as_posix()] = path.read_text("utf-8")

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """All facts by id."""
        return {
            fact["id"]: Fact(fact["id"], path, index, fact, doc["source"])
            for path, doc in self.docs.items()
            if path.startswith("records/")
            for index, fact in enumerate(doc["facts"])
        }

    @cached_property
    def places(self) -> dict[str, dict[str, Any]]:
        """All places by id."""
        return {Path(path).stem: doc for path, doc in self.docs.items() if path.startswith("places/")}

    @cached_property
    def organisations(self) -> dict[str, dict[str, Any]]:
        """All organisations by id."""
        return dict(self.docs["organisations.yml"])

    @cached_property
    def publishers(self) -> dict[str, dict[str, Any]]:
        """All publishers by id."""
        return dict(self.docs["publishers.yml"])

    @cached_property
    def measures(self) -> dict[str, dict[str, Any]]:
        """All measures by id."""
        return dict(self.docs["measures.yml"])

    def names(self, subject: str) -> list[str]:
        """What prose calls a place or an organisation, the longest name first."""
        entry = self.places.get(subject) or self.organisations.get(subject) or {}
        names = {entry.get("name", subject), *entry.get("aliases", [])}
        names |= {name.removesuffix(" New Area").removesuffix(" District") for name in names}
        if subject == "united-states":
            names |= {"US"}
        return sorted(names, key=len, reverse=True)

    def line(self, place: str) -> list[str]:
        """A place and what it lies in, step by step."""
        line = []
        while place in self.places and place not in line:
            line.append(place)
            place = self.places[place].get("parent", "")
        return line

    def akin(self, one: str, other: str) -> bool:
        """Whether one place lies in the other, or they are the same."""
        return one in self.line(other) or other in self.line(one)

    def passages(self) -> Iterator[Passage]:
        """All passages of briefings and places."""
        for path, doc in self.docs.items():
            if not path.startswith(("briefings/", "places/")):
                continue
            for section in SECTIONS:
                for index, entry in enumerate(doc.get(section) or []):
                    yield Passage(path, (section, index, "text"), entry["text"], tuple(entry.get("facts", ())))

    def fact_texts(self) -> Iterator[Passage]:
        """The texts of all facts."""
        for fact in self.facts.values():
            yield fact.passage()

    def texts(self) -> Iterator[Passage]:
        """All passages, then the texts of all facts."""
        yield from self.passages()
        yield from self.fact_texts()

    def get(self, path: str, keys: Keys) -> Any:
        """The value at keys of a document, or None."""
        value: Any = self.docs.get(path)
        for key in keys:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def edited(self, edits: tuple[Edit, ...]) -> dict[str, Any]:
        """The documents that the edits touch, as they are afterwards."""
        docs: dict[str, Any] = {edit.path: deepcopy(self.docs.get(edit.path)) for edit in edits}
        for edit in edits:
            if not edit.keys:
                docs[edit.path] = deepcopy(edit.value)
                continue
            place: Any = docs[edit.path]
            for key in edit.keys[:-1]:
                place = place[key]
            last = edit.keys[-1]
            if isinstance(place, list) and last == len(place):
                place.append(edit.value)
            else:
                place[last] = edit.value
        return docs
