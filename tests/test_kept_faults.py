"""What was found in a text before is found again: a check that keeps it says what one that looks at all says."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.bind.passage import Fault
from generator.bind.sentence import Sentences
from generator.check import check
from generator.check.kept import KeptFaults
from generator.model.problems import Problem
from generator.model.records import Fact
from generator.quantities.numerals import words_of
from generator.read.load import Memory, load

CONTENT = Path(__file__).parent / "site" / "content"
TODAY = date(2026, 11, 23)
_WORD = re.compile(r"[^\W_]+")
# What may stand in the place of a word: amounts, hedges, dates, names, plans, words that our texts write small.
_OTHERS = words_of(
    "7 12 over nearly 2024 2030 May will reached billion Beijing Northport minister first only not the River"
)


class Edited:
    """A copy of the content, checked with what was found before and without."""

    def __init__(self, folder: Path) -> None:
        self.content = Path(shutil.copytree(CONTENT, folder / "content"))
        self._memory, self.kept = Memory(), KeptFaults()

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, after a look whether both ways say the same."""
        loaded = load(self.content, self._memory)
        found, tally = check(loaded, TODAY, kept=self.kept)
        assert (found, tally) == check(loaded, TODAY)
        return found

    def replace(self, path: str, old: str, new: str) -> None:
        """Write other words in the place of some that stand in a file once or more."""
        text = (self.content / path).read_text("utf-8")
        assert old in text
        (self.content / path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    return Edited(tmp_path)


def _edits(edited: Edited, count: int, chance: random.Random) -> Iterator[tuple[Path, str]]:
    """Files with another text each: a word replaced, a line left out or doubled."""
    paths = sorted(path for path in edited.content.rglob("*.yml") if path.name != "site.yml")
    for _ in range(count):
        path = chance.choice(paths)
        lines = path.read_text("utf-8").splitlines(keepends=True)
        at = chance.randrange(len(lines))
        words = list(_WORD.finditer(lines[at].partition(": ")[2] or lines[at]))
        if chance.random() < 0.1 or not words:
            lines[at] = chance.choice(("", lines[at] * 2))
        else:
            word = chance.choice(words)[0]
            other = chance.choice((*_OTHERS, word.capitalize(), word.lower(), word + "s", word[:-1]))
            key, colon, said = lines[at].partition(": ")
            said, key = (said, key) if colon else (key, "")
            lines[at] = key + colon + re.sub(rf"\b{re.escape(word)}\b", other, said, count=1)
        yield path, "".join(lines)


@pytest.mark.slow
@pytest.mark.parametrize("count", [60, pytest.param(400, marks=pytest.mark.long)])
def test_after_any_edits_the_same_is_found(edited: Edited, count: int) -> None:
    chance, rules = random.Random(5), set[str]()
    assert edited.problems() == ()
    for path, text in _edits(edited, count, chance):
        before = path.read_text("utf-8")
        path.write_text(text, "utf-8")
        found = edited.problems()
        rules |= {problem.rule for problem in found}
        if found and chance.random() < 0.8:  # what is wrong mostly is put right, else soon nothing can be read
            path.write_text(before, "utf-8")
    assert {"number-not-in-cited-facts", "number-without-figure"} <= rules


def test_what_had_no_fault_is_not_looked_at_again(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    edited.problems()
    keys = edited.kept.faultless
    assert len(keys) > 50
    # Those of another process: what had a fault, which is allowed here, is not among them.
    kept, loaded, looked_at = KeptFaults(keys), load(edited.content), list[Fact]()
    faults = Sentences.faults

    def look(*of: Any, **how: Any) -> Iterator[Fault]:
        looked_at.extend(of[2])
        return faults(*of, **how)

    monkeypatch.setattr(Sentences, "faults", look)
    assert check(loaded, TODAY, kept=kept)[0] == ()
    assert all(fact.beyond_quote for fact in looked_at)
    looked_at.clear()
    assert check(loaded, TODAY, kept=kept)[0] == ()
    assert not looked_at
    assert kept.faultless == keys


def test_what_no_text_says_any_more_is_forgotten(edited: Edited) -> None:
    edited.problems()
    before = edited.kept.faultless
    path = "briefings/first-hall-opens.yml"
    edited.replace(path, "hall", "Hall")
    edited.problems()
    assert edited.kept.faultless != before
    edited.replace(path, "Hall", "hall")
    edited.problems()
    assert edited.kept.faultless == before
