"""Writes what a correction says stood there before, from the state that was published.

An editor changes a file; this adds the entry that goes with it. Lines are put in, and none is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

from generator.compare import Comparison, FactComparison, things
from generator.model.content import Content
from generator.model.fields import LONGEST_ID
from generator.model.problems import CannotGoOn, did_you_mean
from generator.model.promises import in_words
from generator.model.records import TODO, Briefing, Changed, Record
from generator.model.words import number_exactly
from generator.read.load import Entry, Loaded
from generator.read.strict_yaml import Keys
from generator.text.as_yaml import Raw, block

# In this order a correction names what stood there.
_OF_LEADING = ("measure", "value", "to", "unit", "qualifier", "per", "figure_when", "as_stated")
_OF_FURTHER = ("measure", "value", "to", "unit", "qualifier", "per", "when", "as_stated")
_REQUIRED = frozenset(("measure", "value", "unit", "when", "figure_when", "as_stated"))


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is to be, by its path: below the content folder or, of one that was read, as it was read."""

    path: str
    text: str
    is_new: bool = False


def entries_for(
    id: str, old: Content, loaded: Loaded, *, today: date, reason: str = TODO, anew: bool = False
) -> list[Written]:
    """The files with the entry that a change of something published needs.

    ``id`` is a fact's, or names another thing as measures/ai_companies. ``anew`` says that a briefing, or the words of
    a place, were written anew for ``reason``: what stood there is kept, and nobody is told. Raises ``CannotGoOn`` where
    nothing needs an entry, or nothing has that id.
    """
    new = loaded.content
    kind, name = _named(id, old, new)
    if kind == "facts" and not anew:
        return _for_fact(name, old, loaded, today, reason)
    if kind == "briefings":
        return [_for_briefing(name, old, loaded, today, reason, anew)]
    if anew and kind != "places":
        raise CannotGoOn(f"only a briefing or a place is written anew, not {id!r}; run this without --anew")
    return [_for_thing(name if kind == "site" else f"{kind}/{name}", old, new, today, reason, is_anew=anew)]


def _named(id: str, old: Content, new: Content) -> tuple[str, str]:
    """The kind of a thing and its id there, from how an editor names it."""
    known = {*(f"facts/{id}" for id in new.facts), *(f"briefings/{id}" for id in new.briefings), *things(new)}
    known |= {address for address in things(old) if address not in old.addresses}
    if id in known:
        kind, _, name = id.rpartition("/") if id != "site" else ("site", "", id)
        return kind, name
    if f"facts/{id}" in known:
        return "facts", id
    found = sorted(address for address in known if address.partition("/")[2] == id)
    if len(found) == 1:
        kind, _, name = found[0].partition("/")
        return kind, name
    if found:
        raise CannotGoOn(f"{id!r} is the id of several things; write one of: {', '.join(found)}")
    ids = {*known, *(address.partition("/")[2] for address in known)}
    raise CannotGoOn(f"nothing has the id {id!r}{did_you_mean(id, ids)}")


# --- a fact


def _for_fact(id: str, old: Content, loaded: Loaded, today: date, reason: str) -> list[Written]:
    new = loaded.content
    comparison = Comparison(old, new)
    before = comparison.earlier(old.facts, f"facts/{id}")
    if before is None:
        raise CannotGoOn(f"{id!r} is not published yet; it needs no correction")
    fact = new.facts[id]
    found = FactComparison(comparison, before, fact)
    if before.withdrawn and found.differing:
        raise CannotGoOn(f"{id!r} is withdrawn; put {', '.join(found.differing)} back, and write a new fact instead")
    written = []
    if found.unexplained:
        if found.added:
            names = ", ".join(found.unexplained)
            raise CannotGoOn(f"{id!r} has an entry of {found.added[-1].on} already; name {names} under its was: too")
        entry = {"on": Raw(today.isoformat()), "was": _was(found), "reason": reason}
        keys = ("facts", new.record_of[id].facts.index(fact))
        written.append(_with_entry(_entry_of(loaded, Record, fact), keys, "corrections", entry))
    source = f"sources/{new.record_of[id].id}"
    try:
        written.append(_for_thing(source, old, new, today, reason))
    except CannotGoOn:
        if not written and found.added:
            raise CannotGoOn(f"{id!r} has the entry already, of {found.added[-1].on}") from None
        if not written:
            raise CannotGoOn(f"nothing of {id!r} changed that needs a correction") from None
    return written


def _was(found: FactComparison) -> dict[str, Any]:
    """What a correction says: each field that differs, with what stood there."""
    was: dict[str, Any] = {}
    absent: list[str] = []
    before = found.was

    def put(name: str, value: Any, into: dict[str, Any], empty: list[str]) -> None:
        if value is None or value == ():
            empty.append(name)
        else:
            into[name] = _plain(value)

    names = [name for name in before if name in found.unexplained] + [
        name for name in found.unexplained if name not in before
    ]
    leading = [name for name in names if name in _OF_LEADING]
    if leading and before["measure"] is None:
        absent.append("figure")
        names = [name for name in names if name not in leading]
    for name in names:
        if "." not in name:
            put(name, before.get(name), was, absent)
    further: list[dict[str, Any]] = []
    for figure in dict.fromkeys(name.rpartition(".")[0] for name in names if "." in name):
        stood: dict[str, Any] = {"name": figure}
        empty: list[str] = []
        for name in _OF_FURTHER:
            if f"{figure}.{name}" in names:
                put(name, before.get(f"{figure}.{name}"), stood, empty)
        if _REQUIRED & set(empty):
            empty = ["figure"]
        further.append(stood | ({"without": empty} if empty else {}))
    return was | ({"figures": further} if further else {}) | ({"without": absent} if absent else {})


def _plain(value: Any) -> Any:
    """A field's value as YAML has it."""
    if isinstance(value, Fraction):
        text = number_exactly(value)
        whole, point, part = text.partition(".")
        return Raw(f"{int(whole):_}{point}{part}" if whole.lstrip("-").isdigit() and abs(value) >= 1000 else text)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__") and not hasattr(value, "precision"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return Raw(in_words(value)) if hasattr(value, "precision") else in_words(value)


# --- a briefing


def _for_briefing(id: str, old: Content, loaded: Loaded, today: date, reason: str, is_anew: bool) -> Written:
    comparison = Comparison(old, loaded.content)
    # As they are printed: a slot says another amount when its fact does.
    before = comparison.earlier(comparison.old.briefings, f"briefings/{id}")
    if before is None:
        raise CannotGoOn(f"briefings/{id} is not published yet; it needs no note")
    now = comparison.new.briefings[id]
    notes = now.notes[len(before.notes) :]
    changed = comparison.unexplained_in_briefing(before, now)
    if not changed:
        has_it = f"briefings/{id} has the note already, of {notes[-1].on}" if notes else ""
        raise CannotGoOn(has_it or f"nothing of briefings/{id} changed that needs a note")
    address, entry = f"briefings/{id}", _entry_of(loaded, Briefing, loaded.content.briefings[id])
    if is_anew:
        written = {"on": Raw(today.isoformat()), "why": reason, "changed": _as_data(changed)}
        return _with_entry(entry, (), "reworded", written)
    rest = list(comparison.without_rewordings(address, changed))
    if same := [one for one in map(_without_rest(rest), changed) if one.was]:
        if not rest:
            reworded = {"on": Raw(today.isoformat()), "changed": _as_data(same)}
            return _with_entry(entry, (), "reworded", reworded)
        raise CannotGoOn(
            f"{address} has passages that say the same in other words, and others that do not; change the former, run "
            "this, and then change the latter"
        )
    note = {"on": Raw(today.isoformat()), "text": reason, "changed": _as_data(changed)}
    if follows := _corrected_since(comparison, changed):
        note["follows"] = follows
    return _with_entry(entry, (), "notes", note)


def _without_rest(rest: Iterable[Changed]) -> Callable[[Changed], Changed]:
    """What gives of a change the passages that say the same in other words."""
    by_field = {one.field: one for one in rest}

    def same(one: Changed) -> Changed:
        other = by_field.get(one.field)
        if other is None:
            return one
        return replace(
            one,
            was=tuple(words for words in one.was if words not in other.was),
            now=tuple(words for words in one.now if words not in other.now),
        )

    return same


def _corrected_since(comparison: Comparison, changed: Iterable[Changed]) -> str | None:
    """The fact whose new correction asked for a change: a passage that changed cites it."""
    words = " ".join(word for one in changed for word in (*one.was, *one.now))
    for id, fact in comparison.new.facts.items():
        before = comparison.earlier(comparison.old.facts, f"facts/{id}")
        if before and len(fact.corrections) > len(before.corrections):
            if re.search(rf"[\[ ]{re.escape(id)}[\],]", words):
                return id
    return None


# --- all else


def _for_thing(address: str, old: Content, new: Content, today: date, reason: str, *, is_anew: bool = False) -> Written:
    comparison = Comparison(old, new)
    changed = comparison.unexplained_in_thing(address)
    if changed is None:
        raise CannotGoOn(f"{address} is not published yet; it needs no entry")
    if not changed:
        of = [entry for id, entry in new.changes.items() if id not in old.changes and entry.of == address]
        if of:
            raise CannotGoOn(f"{address} has the entry already, content/changes/{of[-1].id}.yml")
        raise CannotGoOn(f"nothing of {address} changed that needs an entry")
    id = _free_id(f"{today.isoformat()}-{re.sub('[^a-z0-9]+', '-', address.lower()).strip('-')}", new)
    entry = {"of": address, "on": Raw(today.isoformat()), "changed": _as_data(changed), "reason": reason}
    if is_anew:
        entry["anew"] = Raw("true")
    elif follows := _corrected_since(comparison, changed):
        entry["follows"] = follows
    return Written(f"changes/{id}.yml", "\n".join(block(entry)) + "\n", is_new=True)


def _free_id(id: str, content: Content) -> str:
    id = id[:LONGEST_ID].rstrip("-")
    number, free = 1, id
    while free in content.changes:
        number += 1
        free = f"{id[: LONGEST_ID - 4].rstrip('-')}-{number}"
    return free


# --- YAML


def _as_data(changed: Iterable[Changed]) -> list[dict[str, Any]]:
    return [
        {"field": one.field} | {name: list(words) for name in ("was", "now") if (words := getattr(one, name))}
        for one in changed
    ]


def _entry_of(loaded: Loaded, type_: type, thing: Any) -> Entry:
    """The file that a fact or a briefing stands in."""
    for entry in loaded.entries:
        if isinstance(entry.item, type_) and (entry.item is thing or thing in getattr(entry.item, "facts", ())):
            return entry
    raise CannotGoOn(f"no file holds {thing.id!r}")


def _with_entry(entry: Entry, keys: Keys, name: str, new: dict[str, Any]) -> Written:
    """A file with one more entry in the list of that name of the thing at ``keys``."""
    document, lines = entry.document, list(block([new]))
    text = list(document.lines)
    own = [mark for path, mark in document.keys.items() if path[:-1] == keys]
    column = min(column for _, column in own) - 1
    if len({line for line, _ in own}) < len(own) or any(column != mark[1] - 1 for mark in own):
        raise CannotGoOn(f"{document.spot(keys)}: write each field in a line of its own, then run this again")
    list_at = (*keys, name)
    if list_at in document.values:
        there = [mark for path, mark in document.values.items() if path[:-1] == list_at]
        line, at = max(there, default=document.values[list_at])
        dash = text[line - 1].rfind("-", 0, at - 1)
        if not there or dash < 0 or text[line - 1][:dash].strip():
            raise CannotGoOn(f"{document.spot(list_at)}: write {name} in lines that begin with -, then run this again")
        end, indent = _end(text, line, dash), dash
        more = [" " * indent + one for one in lines]
    else:
        end = _end(text, max(line for line, _ in own), column)
        more = [" " * column + f"{name}:", *(" " * (column + 2) + one for one in lines)]
        if not keys:
            more = ["", *more]
    text[end:end] = more
    return Written(document.path, "\n".join(text) + ("" if text[-1] == "" else "\n"))


def _end(text: Sequence[str], line: int, column: int) -> int:
    """How many lines there are up to the end of what begins in a line and is indented by so much: all that is indented
    further, without the empty lines and comments behind it."""
    end = line
    for number in range(line, len(text)):
        row = text[number]
        if row.strip() and not row.lstrip().startswith("#"):
            if len(row) - len(row.lstrip()) <= column:
                break
            end = number + 1
    return end
