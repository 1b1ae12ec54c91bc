"""A round: which sources are looked at, in which order, and the files that come of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from generator.model.content import Content
from generator.model.records import Record, Watched, WatchedFact
from generator.watch.answer import Answer, Fetch
from generator.watch.judge import judge, known_of, wants_copy

_FIRST_LINE = "# `python -m generator watch` writes this: what a machine saw when it read the source again.\n"


@dataclass(frozen=True, slots=True)
class Look:
    """What was known of a record's source before, None at first, and what is known now."""

    before: Watched | None
    now: Watched

    @property
    def is_news(self) -> bool:
        """Whether the verdict is another than before, or other words are missing."""
        return self.before is None or _said(self.before) != _said(self.now)

    def __str__(self) -> str:
        was = f", was {_said(self.before)}" if self.before else ""
        return f"{self.now.id}: {_said(self.now)}{was}"


def round_of(
    content: Content, fetch: Fetch, today: date, *, only: Collection[str] = (), most: int | None = None
) -> tuple[Look, ...]:
    """Look at the sources of ``only`` these records, or of all; at ``most`` so many, those first that were not looked
    at for longest. Nothing comes of a round in which no server answers: that is the fault of our own network."""
    records = [record for id, record in content.records.items() if not only or id in only]
    records.sort(key=lambda record: (_looked(content, record), record.id))
    asked = [(record, *_answers(content, record, fetch)) for record in records[:most]]
    if not any(answer.status for _, *answers in asked for answer in answers if answer):
        return ()
    return tuple(
        Look(before := content.watched.get(record.id), judge(before, record, answer, today, archived))
        for record, answer, archived in asked
    )


def _looked(content: Content, record: Record) -> date:
    watched = content.watched.get(record.id)
    return watched.looked if watched else date.min


def _answers(content: Content, record: Record, fetch: Fetch) -> tuple[Answer, Answer | None]:
    """The answer for a source's address and, where that has no text of it, for its archived copy."""
    answer = fetch(record.source.url, known_of(content.watched.get(record.id), record))
    archived = record.source.archived
    return answer, fetch(archived, None) if archived and wants_copy(record, answer) else None


def _said(watched: Watched) -> str:
    if watched.why:
        return f"{watched.verdict} ({watched.why})"
    missing = ", ".join(fact.id for fact in watched.facts if fact.last_seen or not fact.first_seen)
    of = f" ({missing})" if watched.verdict == "words changed" else ""
    return f"{watched.verdict}{of}" + (f", at {watched.final}" if watched.final else "")


def path_of(watched: Watched) -> str:
    """The file of an observation, in the content folder."""
    return f"watched/{watched.id}.yml"


def file_of(watched: Watched) -> str:
    """An observation as its file: its fields by their names, a line each, so that a difference shows what changed."""
    lines = [f"{name}: {value}\n" for name, value in _fields(watched, without=("id", "facts"))]
    facts = [f"  - {{{', '.join(f'{name}: {value}' for name, value in _fields(fact))}}}\n" for fact in watched.facts]
    if facts:
        lines.append("facts:\n" + "".join(facts))
    return _FIRST_LINE + "".join(sorted(lines))


def _fields(thing: Watched | WatchedFact, without: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """The names of what stands in a thing, sorted, each with its value in YAML."""
    for name in sorted(field.name for field in fields(thing)):
        value: Any = getattr(thing, name)
        if value is not None and name not in without:
            # What could be read as another type, or as YAML's signs, is quoted: an id may be 1e5.
            plain = isinstance(value, (date, int)) or name in ("verdict", "why")
            yield name, str(value) if plain else json.dumps(value, ensure_ascii=False)
