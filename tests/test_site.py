"""The tiny sites of ``tests/site``: everything that the generator writes for them, byte for byte.

What follows from other bytes (hashes, sizes, the number of the data's format) is left out of what is expected and
looked at by itself, so that a change shows where it was made. After a change that is meant,
``pytest tests/test_site.py --update-expected`` rewrites what is expected; the difference is then reviewed like any
other.
"""

from __future__ import annotations

import difflib
import json
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from generator.data.schemas import FORMAT
from generator.feeds import digests
from generator.feeds import items as feed_items
from generator.feeds.files import feed_files
from generator.model import expected
from generator.model.content import Content
from generator.model.records import Before, Correction
from generator.model.when import When
from generator.pages import home, long_lists, place, releases, series, weeks
from generator.publish.charts import chart_files
from generator.publish.files import site_files
from tests.packages import faults
from tests.sites import BARE, SITES, TEMPLATES, TINY, TODAY, changed, copies, generated, put, read, tree, withdrawn

EXPECTED = {TINY: SITES / "expected", BARE: SITES / "bare-expected"}
# Two weeks later.
LATER = date(2026, 12, 8)
UPDATE = "if that is meant: pytest tests/test_site.py --update-expected"
MOST_SHOWN = 10
DATA = "data/v1"

HASH = re.compile(r"\b[0-9a-f]{64}\b")
# So much of a hash stands where people read it.
SHORT = re.compile(r"\b[0-9a-f]{12}\b")
ROW = re.compile(r'^\ufeff?(?:\{"id":")?([\w-]+)[",].*')
SIZE = re.compile(r'(?<="bytes": )\d+|\b[\d.,]+ (?=[kM]?B</span>)')
FORMAT_OF = re.compile(r'(?<=^ "format": ")[\d.]+|(?<=^ "version": ")[\d.]+', re.MULTILINE)

CITED = re.compile(r"version ([0-9a-f]{12}) of [^.]+?\. (https?://[^\s,]+/), accessed")

contents = pytest.mark.parametrize("content", [TINY, BARE], ids=["tiny", "bare"])


NO_TEXT = (".parquet", ".sqlite", ".xlsx")


@cache
def written(content: Path) -> Mapping[str, bytes]:
    """What is made of a content: what MkDocs gets and, in a folder of their own, the plain copies."""
    files = read(content)
    return {**generated(files), **{f"copies/{path}": data for path, data in copies(files).items()}}


def without_what_follows(files: Mapping[str, bytes]) -> dict[str, str]:
    """The texts of files, with a word in the place of each value that follows from bytes elsewhere. What is no text is
    not there: its rows are those of texts, which test_forms.py compares."""
    texts = {path: data.decode() for path, data in files.items() if not path.endswith(NO_TEXT)}
    short = {found[:12] for text in texts.values() for found in HASH.findall(text)}
    for path, text in texts.items():
        # Twelve digits may also be a figure.
        named = SHORT.sub(lambda found: "VERSION" if found[0] in short else found[0], HASH.sub("HASH", text))
        texts[path] = SIZE.sub("SIZE ", named) if path == "data/index.md" else named
        if path.startswith(f"{DATA}/") and path.endswith(".json"):
            texts[path] = FORMAT_OF.sub("FORMAT", SIZE.sub("0", texts[path]))
    for path, text in texts.items():
        # The facts of one place or organisation are rows of the table of all.
        if re.fullmatch(rf"{DATA}/\w+/[\w-]+/facts\.\w+", path):
            rows = {line.rstrip(",") for line in texts[f"{DATA}/{Path(path).name}"].split("\n")}
            lines = (ROW.sub(r"\1, as there", line) if line.rstrip(",") in rows else line for line in text.split("\n"))
            texts[path] = "\n".join(lines)
    return texts


@contents
def test_the_paths_of_what_is_no_page_are_known_before_it_is_made(content: Path) -> None:
    files = site_files(read(content), TODAY, None, TEMPLATES)
    others = [file.path for file in files.others()]
    assert sorted(files.other_paths()) == sorted([*others, *files.pictures])


@contents
def test_the_pages_and_feeds_are_those_expected(content: Path, request: pytest.FixtureRequest) -> None:
    now, folder = without_what_follows(written(content)), EXPECTED[content]
    if request.config.getoption("update_expected"):
        shutil.rmtree(folder, ignore_errors=True)
        put({path: text.encode() for path, text in now.items()}, folder)
    expected = {path: data.decode() for path, data in tree(folder).items()}
    if now != expected:
        pytest.fail(difference(expected, now), pytrace=False)


def difference(expected: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which files came, went and differ, and how the first of these do."""
    said = [f"a new file: {path}" for path in sorted(now.keys() - expected.keys())]
    said += [f"not written any more: {path}" for path in sorted(expected.keys() - now.keys())]
    differing = [path for path in sorted(now.keys() & expected.keys()) if now[path] != expected[path]]
    said += [f"differs: {path}" for path in differing]
    shown = [line for path in differing[:MOST_SHOWN] for line in _lines(path, expected[path], now[path])]
    more = [f"... and {len(differing) - MOST_SHOWN} more"] if len(differing) > MOST_SHOWN else []
    return "\n".join([f"{len(said)} files are not as expected; {UPDATE}", *said, *shown, *more])


def _lines(path: str, old: str, new: str) -> Iterator[str]:
    """The lines that differ, each with the line before; a long one from shortly before the place where it differs."""
    was, now = old.splitlines(), new.splitlines()
    yield from (f"--- expected/{path}", f"+++ now/{path}")
    for kind, start, end, now_start, now_end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        removed, added = was[start:end], now[now_start:now_end]
        pairs = zip_longest(removed, added, fillvalue="")
        begins = [next((at for at, (a, b) in enumerate(zip(*pair, strict=False)) if a != b), 0) for pair in pairs]
        yield f"@@ line {now_start + 1} @@"
        yield from (f" {_cut(line, 0)}" for line in was[max(0, start - 1) : start])
        yield from (f"-{_cut(line, at)}" for line, at in zip(removed, begins, strict=False))
        yield from (f"+{_cut(line, at)}" for line, at in zip(added, begins, strict=False))


def _cut(line: str, at: int) -> str:
    first = max(0, at - 60)
    return line if len(line) <= 200 else f"{'... ' * bool(first)}{line[first : first + 190]} ..."


@contents
def test_hashes_sizes_and_format_numbers_are_right(content: Path) -> None:
    files = written(content)
    sums = dict(line.split("  ")[::-1] for line in files[f"{DATA}/SHA256SUMS"].decode().splitlines())
    data = {path.removeprefix(f"{DATA}/"): data for path, data in files.items() if path.startswith(f"{DATA}/")}
    # How feeds told each item is for the next build alone.
    data.pop("feed-items.json")
    assert sums == {path: sha256(of).hexdigest() for path, of in data.items() if path != "SHA256SUMS"}
    assert list(faults(files, DATA)) == []  # sizes and hashes in the data package among them
    heads = {path: json.loads(of) for path, of in data.items() if path.endswith(".json") and "schemas/" not in path}
    # A link set (RFC 9264) holds links alone.
    heads.pop("linkset.json")
    assert {head.get("format", head.get("version")) for head in heads.values()} == {FORMAT}
    # Each version that a page says of itself is that of the thing in the data.
    tables = [head[path.removesuffix(".json")] for path, head in heads.items() if path.removesuffix(".json") in head]
    versions = {row["page"]: row["version"] for rows in tables for row in rows if {"page", "version"} <= row.keys()}
    cited = [found for path, of in files.items() if path.endswith(".md") for found in CITED.findall(of.decode())]
    assert cited
    for version, address in cited:
        assert versions[address].startswith(version), address


def test_a_difference_names_what_came_and_went_and_shows_the_place_in_a_long_line() -> None:
    old = {"gone.md": "x", "same.md": "x", "long.csv": "before\n" + "a" * 300 + "old" + "b" * 300}
    new = {"came.md": "x", "same.md": "x", "long.csv": "before\n" + "a" * 300 + "new" + "b" * 300}
    assert difference(old, new).splitlines() == [
        "3 files are not as expected; if that is meant: pytest tests/test_site.py --update-expected",
        "a new file: came.md",
        "not written any more: gone.md",
        "differs: long.csv",
        "--- expected/long.csv",
        "+++ now/long.csv",
        "@@ line 2 @@",
        " before",
        f"-... {'a' * 60}old{'b' * 127} ...",
        f"+... {'a' * 60}new{'b' * 127} ...",
    ]


def test_the_tiny_sites_take_every_branch_of_every_template(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = _Taken()
    taken.by(read(TINY))
    taken.by(read(BARE))
    # Once more, with every list too long for its page.
    monkeypatch.setattr(long_lists, "MOST_ROWS", 0)
    for beside in (0, 1):
        monkeypatch.setattr(long_lists, "MOST_BESIDE", beside)
        taken.by(read(TINY))
    # With a figure that follows an older one this week, and a place about whose size sources disagree.
    monkeypatch.setattr(home, "ENOUGH_FOR_A_CHART", 1)
    content = changed(withdrawn(read(TINY), "harbour-halls-2026", TODAY), "harbour-output-2024-almanac", added=TODAY)
    corrected = (Correction(on=TODAY, was=Before(where="paragraph 1"), reason="It was a test."),)
    content = changed(content, "quay-park-makers-2025", said_by="Ms. Quay", corrections=corrected)
    for target in [fact.id for fact in content.facts.values() if fact.kind == "target"]:
        content = withdrawn(content, target, TODAY)
    city = replace(content.places["harbour-city"], lead="hall_area")
    taken.by(replace(content, places={**content.places, city.id: city}))
    # And with growth that the speaker of a leading figure states, gaps that are folded away, and no chart.
    content = read(TINY)
    city = replace(content.places["harbour-city"], lead="data_sellers")
    growth = replace(content.measures["robot_makers"], growth_of="data_sellers")
    measures = {**content.measures, growth.id: growth}
    with monkeypatch.context() as folded_away:
        folded_away.setattr(place, "GAPS", 1)
        folded_away.setattr(series, "ENOUGH_FOR_A_CHART", 100)
        taken.by(replace(content, places={**content.places, city.id: city}, measures=measures))
    # And with values that are to be expected: late ones and more than stand on the page.
    with monkeypatch.context() as soon:
        soon.setattr(expected, "_FEWEST_VALUES", 2)
        soon.setattr(releases, "MOST_RELEASES", 2)
        taken.by(read(TINY))
    # And when a target has fallen due, with every fold, and with a disagreement that has closed.
    for folded in ("STEPS", "ADDED", "CORRECTIONS", "MOST_FACTS_LISTED"):
        monkeypatch.setattr(weeks, folded, 0)
    monkeypatch.setattr(weeks, "MOST_SUBJECTS_LISTED", 1)
    content = withdrawn(read(TINY), "harbour-halls-area-2023", TODAY)
    for id in ("quay-park-robots-target-2030", "quay-park-robots-2024"):
        (figure,) = content.facts[id].figures
        content = changed(content, id, figures=(replace(figure, when=When.parse("2026-12-01")),))
    taken.by(content, today=LATER)
    monkeypatch.setattr(weeks, "MOST_FACTS_LISTED", 100)
    taken.by(content, today=LATER)
    # Bursts, told as digests whose facts are listed, and then counted.
    monkeypatch.setattr(feed_items, "NEW_FORM_SINCE", date(2026, 1, 1))
    monkeypatch.setattr(digests, "BURST", 2)
    taken.by(content, today=LATER)
    monkeypatch.setattr(feed_items, "MOST_LISTED", 0)
    taken.by(content, today=LATER)
    monkeypatch.setattr(digests, "BURST", 200)
    taken.by(content, today=LATER)
    # A chart of which too little stands.
    content = withdrawn(withdrawn(read(TINY), "quay-park-robots-2024", TODAY), "quay-park-makers-2025", TODAY)
    taken.by(content)
    # A repository whose workflow signs what is published.
    taken.by(replace(content, site=replace(content.site, repository="https://github.com/owner/name")))
    templates = {str(path) for path in TEMPLATES.glob("*/**/*.j2")}
    assert set(taken.modules) == templates, "a template that no page uses"
    missed = taken.missed()
    assert not missed, "\n".join(missed)


class _Taken:
    """The lines that ran of the Python that Jinja makes of each template: one line or more for each branch."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()
        # Each template's code as a whole, and its table of lines: 3=12 for line 3, made line 12.
        self.modules: dict[str, tuple[CodeType, dict[str, Any]]] = {}

    def by(self, content: Content, today: date = TODAY) -> None:
        """Print what has templates of a site: pages, feeds and the pages of charts for frames."""
        files = site_files(content, today, None, TEMPLATES)
        views = files.views
        before = sys.gettrace()
        # What no template has a part in is not followed, which would take ten times as long.
        sys.settrace(self.call)
        try:
            for page in views.pages:
                files.page(page)
            for _ in feed_files(views.feeds, files.content.site, TEMPLATES):
                pass
            for _ in chart_files(views.pages, files.content, TEMPLATES):
                pass
        finally:
            sys.settrace(before)

    def call(self, frame: FrameType, event: str, argument: object) -> Any:
        path = frame.f_code.co_filename
        if not path.endswith(".j2"):
            return None
        if frame.f_code.co_name == "<module>":
            self.modules[path] = frame.f_code, frame.f_globals
        self.lines.add((path, frame.f_lineno))
        return self.line

    def line(self, frame: FrameType, event: str, argument: object) -> Any:
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self.line

    def missed(self) -> list[str]:
        """Where in the templates something was never printed or asked for."""
        found = set()
        for path, (module, made) in self.modules.items():
            table = sorted(
                (int(new), int(old)) for old, new in (row.split("=") for row in made["debug_info"].split("&"))
            )
            for code in _functions(module):
                # Before the first line that the table knows, Jinja looks up names and filters, whatever happens.
                first = min((new for new, _ in table if new > code.co_firstlineno), default=sys.maxsize)
                for line in {line for _, _, line in code.co_lines() if line and line >= first}:
                    if (path, line) not in self.lines:
                        found.add(f"{path}:{max(old for new, old in table if new <= line)}")
        return sorted(found)


def _functions(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _functions(inner)
