"""Plants an error or puts an honest sentence into a copy of the content, and says what the check reports of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator.check import check
from generator.read.load import Memory, load
from tests.measured.outside.operators import cases
from tests.measured.world import Edit, Keys, World, in_one_file_each

# What a set of errors is: of a world, for a seed, at most so many of a class.
Cases = Callable[[Any, int, int], Iterable[Any]]
CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 12, 1)
SEED = 1
# What these report follows from how an error is planted, not from the error.
_INCIDENTAL = frozenset(("unused-entry", "needless-exception"))
# An honest sentence stands in a briefing of another day, which may be older than a fact that it cites.
_OF_ANOTHER_DAY = "briefing-dates-out-of-order"


# Classes of the third set that no word of a record decides, or only sometimes: a part that is left out, who asserts it.
OUT_OF_REACH = frozenset(
    (
        "announced-as-done", "asserter-dropped", "cause-added", "comparison-changed", "cumulative-and-yearly",
        "gap-as-verdict", "growth-added", "list-or-set-changed", "measure-changed", "measured-and-estimated",
        "negation-added", "part-as-whole", "scope-widened", "speaker-kind", "stock-and-flow",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case and what was reported of it: of an honest sentence that is a false alarm."""

    name: str
    group: str
    tier: str
    detail: str
    reports: tuple[str, ...]


class Bench:
    """A copy of a content in a folder of its own, in which one thing is changed at a time."""

    def __init__(self, folder: Path, content: Path = CONTENT) -> None:
        self._folder = folder / "content"
        shutil.copytree(content, self._folder, ignore=shutil.ignore_patterns("schema"))
        in_one_file_each(self._folder)
        self.world = World(self._folder)
        self._memory = Memory()
        problems, _ = check(load(self._folder, self._memory), TODAY)
        assert not problems, problems

    def reports(self, edits: Iterable[Edit], *, everywhere: bool) -> tuple[str, ...]:
        """What is reported when these edits are made: of the files that they touch and, where nothing is and
        ``everywhere`` asks for it, of all."""
        edits = tuple(edits)
        with self._written(self.world.edited(edits)) as paths:
            loaded = load(self._folder, self._memory)
            found = self._problems(check(loaded, TODAY, paths)[0])
            return found or (self._problems(check(loaded, TODAY)[0]) if everywhere else ())

    @staticmethod
    def _problems(problems: Iterable[Any]) -> tuple[str, ...]:
        # An allowance that is no longer needed tells nothing of the error either.
        return tuple(
            f"{problem.rule}: {problem.message}"
            for problem in problems
            if problem.rule not in _INCIDENTAL and not problem.message.endswith("is not broken here; delete it")
        )

    @contextmanager
    def _written(self, documents: Mapping[str, Any]) -> Iterator[frozenset[str]]:
        before: dict[Path, bytes | None] = {}
        try:
            for name, document in documents.items():
                path = self._folder / name
                before[path] = path.read_bytes() if path.exists() else None
                path.parent.mkdir(parents=True, exist_ok=True)
                text = (
                    document if isinstance(document, str) else yaml.safe_dump(document, allow_unicode=True, width=10**6)
                )
                path.write_text(text, "utf-8")
            yield frozenset(map(str, before))
        finally:
            for path, data in before.items():
                path.unlink() if data is None else path.write_bytes(data)


def planted(bench: Bench, most: int, *, everywhere: bool = True, of: Cases = cases) -> Iterator[Outcome]:
    """The outcome of at most so many errors of each class of a set; ``everywhere`` says that what is wrong with a
    record may be reported of another file."""
    for case in of(bench.world, SEED, most):
        yield _outcome(case, bench.reports(case.edits, everywhere=everywhere and case.group == "record"))


def _outcome(case: Any, reports: tuple[str, ...]) -> Outcome:
    return Outcome(case.class_, case.group, case.tier, case.detail, reports)


def honest(bench: Bench, every: int = 1, of: str = "outside") -> Iterator[Outcome]:
    """The outcome of each honest sentence of a set, or of every so many."""
    entries = yaml.safe_load((Path(__file__).parent / of / "honest.yml").read_text("utf-8"))
    for entry in entries[::every]:
        edits = [*_names(bench, entry.get("names") or {}), *_placed(bench, entry)]
        detail = entry.get("text") or entry["fact"]["text"]
        reports = (
            report for report in bench.reports(edits, everywhere=False) if not report.startswith(_OF_ANOTHER_DAY)
        )
        group = "honest" if of == "outside" else f"{of}-honest"
        yield Outcome("honest", group, "", detail, tuple(reports))


@dataclass(frozen=True, slots=True)
class Reworded:
    """A text of the content said otherwise: wrong, of a class, or still true; ``of`` names the set."""

    name: str
    path: str
    keys: Keys
    new: str
    tier: str = ""
    of: str = "third"


def reworded(world: World, of: str, name: str) -> tuple[list[Reworded], list[str]]:
    """The entries of a set's file that stand for a text of the content, and the ids of those whose text has changed
    since they were written."""
    found: list[Reworded] = []
    stale: list[str] = []
    for entry in yaml.safe_load((Path(__file__).parent / of / name).read_text("utf-8")):
        keys = _keys_of(world, entry)
        if keys is None or _at(world.docs[entry["path"]], keys) != entry["old"]:
            stale.append(entry["id"])
        else:
            of_class = "honest" if name == "honest.yml" else entry["class"]
            tier = "" if of_class == "honest" else entry.get("tier") or _tier(of_class)
            found.append(Reworded(of_class, entry["path"], keys, entry["new"], tier, of))
    return found, stale


def _tier(of_class: str) -> str:
    return "hard" if of_class in OUT_OF_REACH else "claimed"


def _keys_of(world: World, entry: Mapping[str, str]) -> Keys | None:
    document = world.docs.get(entry["path"])
    if entry["where"] in ("headline", "verdict.text"):
        return tuple(entry["where"].split("."))
    passage = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", entry["where"])
    if document is None:
        return None
    if passage:
        return passage[1], int(passage[2]), passage[3]
    ids = [fact["id"] for fact in document.get("facts", ())]
    return ("facts", ids.index(entry["where"]), "text") if entry["where"] in ids else None


def _at(document: Any, keys: Keys) -> Any:
    for key in keys:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def said_otherwise(bench: Bench, cases: Iterable[Reworded], *, everywhere: bool = True) -> Iterator[Outcome]:
    """The outcome of each."""
    for case in cases:
        reports = bench.reports([Edit(case.path, case.keys, case.new)], everywhere=everywhere)
        group = f"{case.of}-honest" if case.name == "honest" else case.of
        yield Outcome(case.name, group, case.tier, case.new, reports)


def _names(bench: Bench, names: Mapping[str, Any]) -> Iterator[Edit]:
    known = {
        name for entry in bench.world.docs["names.yml"].values() for name in (entry["name"], *entry.get("names", ()))
    }
    for id, entry in names.items():
        if entry["name"] not in known:
            yield Edit("names.yml", (f"declared-{id}",), entry)


def _placed(bench: Bench, entry: Mapping[str, Any]) -> Iterator[Edit]:
    if "record" in entry:
        facts = bench.world.docs[entry["record"]]["facts"]
        ids = [fact["id"] for fact in facts]
        fact = entry["fact"]
        at = ids.index(fact["id"]) if fact["id"] in ids else len(ids)
        # A published fact said in other words keeps its quote.
        # A published fact said in other words keeps all else that it has.
        yield Edit(entry["record"], ("facts", at), {**facts[at], "text": fact["text"]} if at < len(ids) else fact)
        return
    in_place = entry["path"].startswith("places/")
    name = ("summary" if entry["facts"] else "gaps") if in_place else "analysis"
    if not entry["text"].rstrip("”").endswith("."):
        # A headline, which ends in no full stop.
        yield Edit(entry["path"], ("headline",), entry["text"])
        return
    at = len(bench.world.docs[entry["path"]].get(name) or ())
    passage = {"text": entry["text"], "facts": entry["facts"]}
    yield Edit(entry["path"], (name, at), passage)
