"""What the search reads: compact rows of everything, in blocks where they are many."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from generator.model.speakers import SpeakerClass
from generator.model.states import Result, StateName
from generator.model.timeline import events
from generator.model.when import When
from generator.model.words import months_in_words
from generator.pages.compare import ComparePage
from generator.pages.fact import RESULTS, SPEAKERS, STATES
from generator.pages.parts import Catalogue
from generator.pages.search import FIND_AS
from generator.publish.files import site_views
from generator.read.load import load
from generator.search import files
from generator.search.compared import compared_rows
from generator.search.words import read as read_words
from tests.sites import PROJECT, TEMPLATES, TINY, TODAY, read

KB = 1024
CASES = yaml.safe_load((PROJECT / "tests/search/words.yml").read_text("utf-8"))


def rows_of(content: Any) -> dict[str, Any]:
    """The files of the search, read as JSON, by path."""
    day = max(TODAY, *(fact.added for fact in content.facts.values()))
    views = site_views(content, day)
    return {file.path: json.loads(file.data) for file in files.search_files(Catalogue(content, day), views.pages)}


@pytest.fixture(scope="module")
def tiny() -> dict[str, Any]:
    """The rows of the tiny site."""
    found: dict[str, Any] = rows_of(read(TINY))["search/rows.json"]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_words_and_amounts_are_read(case: Mapping[str, Any]) -> None:
    assert read_words(case["text"]) == case["words"]


def test_rows_hold_every_fact_and_everything_that_has_a_name(tiny: dict[str, Any]) -> None:
    content = read(TINY)
    assert sorted(tiny["facts"]["id"]) == sorted(content.facts)
    addresses = set(tiny["things"]["address"])
    for folder in ("places", "organisations", "topics", "briefings"):
        assert {f"{folder}/{id}/" for id in getattr(content, folder)} <= addresses
    assert {f"glossary/#{id}" for id in content.glossary} <= addresses
    assert len({len(column) for column in tiny["facts"].values()}) == 1


def test_a_row_holds_the_figure_with_its_unit_date_and_speaker(tiny: dict[str, Any]) -> None:
    content, facts = read(TINY), tiny["facts"]
    catalogue = Catalogue(content, TODAY)
    for number, id in enumerate(facts["id"]):
        claim = catalogue.claim(content.facts[id])
        assert tiny["things"]["name"][facts["about"][number]] == claim.about.name
        assert tiny["speakers"][facts["speaker"][number]] == claim.speaker
        assert tiny["whens"][facts["when"][number]] == claim.when
        assert facts["text"][number] == claim.text
        if claim.figure:
            unit = tiny["units"][facts["unit"][number]][0]
            assert (facts["hedge"][number], facts["number"][number], unit) == (
                claim.figure.qualifier,
                claim.figure.number,
                claim.figure.unit,
            )
            assert tiny["measures"][facts["measure"][number]][0] == claim.figure.measure


def test_the_figure_of_a_place_is_of_its_leading_measure() -> None:
    content = load(PROJECT / "content").content
    rows = rows_of(content)["search/rows.json"]
    for address, number in zip(rows["things"]["address"], rows["things"]["fact"], strict=True):
        place = content.places.get(address.removeprefix("places/").rstrip("/"))
        mine = [fact for fact in content.facts.values() if place and fact.about == place.id and fact.kind == "figure"]
        first = {fact.figure.measure for fact in mine if fact.figure}
        if place and place.lead in first - {one.measure for fact in mine for one in fact.figures[1:]}:
            figure = content.facts[rows["facts"]["id"][number]].figure
            assert figure
            assert figure.measure == place.lead, place.id


def test_rows_and_scripts_are_light() -> None:
    content = load(PROJECT / "content").content
    day = max(fact.added for fact in content.facts.values())
    made = {file.path: file for file in files.search_files(Catalogue(content, day), site_views(content, day).pages)}
    growth = max(1, len(content.facts) / 490)
    assert len(gzip.compress(made[files.ROWS].data)) <= 40 * KB * growth
    # What a page asks for besides, once it is opened.
    assert len(gzip.compress(made[files.TABLE].data)) <= 7 * KB * growth
    assert len(gzip.compress(made[files.COMPARED].data)) <= 15 * KB * growth
    library = (TEMPLATES / "theme/javascripts/minisearch.js").read_bytes()
    script, *others = (file.data for file in files.search_scripts(TEMPLATES))
    assert len(gzip.compress(library)) + len(gzip.compress(script)) <= 12 * KB
    assert all(len(gzip.compress(other)) <= 5 * KB for other in others)


@pytest.fixture(scope="module")
def tiny_files() -> dict[str, Any]:
    """All files of the search of the tiny site."""
    return rows_of(read(TINY))


def test_the_table_says_of_each_fact_what_it_is_filtered_by(tiny_files: dict[str, Any]) -> None:
    content = read(TINY)
    catalogue = Catalogue(content, TODAY)
    rows, table = tiny_files[files.ROWS], tiny_files[files.TABLE]
    assert [len(column) for column in table["facts"].values()] == [len(content.facts)] * len(table["facts"])
    facts, order = table["facts"], [content.facts[id] for id in rows["facts"]["id"]]
    for at, fact in enumerate(order):
        topics = facts["topics"][at]
        assert [table["topics"][one] for one in ([topics] if isinstance(topics, int) else topics)] == list(fact.topics)
        assert table["speakers"][facts["speaker"][at]] == catalogue.statements.speakers.class_of(fact)
        assert table["states"][facts["stands"][at]] == catalogue.claim(fact).state.name
        assert bool(table["results"][facts["result"][at]]) == (fact.kind == "target")
        if fact.figure:
            assert table["measures"][rows["facts"]["measure"][at]] == fact.figure.measure
            assert facts["value"][at] == pytest.approx(
                float(fact.figure.value * content.units[fact.figure.unit].factor), rel=1e-5
            )
        else:
            assert facts["value"][at] is None
    newest = sorted(range(len(order)), key=lambda at: facts["order"][at])
    assert [order[at].id for at in newest] == [fact.id for fact in catalogue.newest_first]
    names = [address.split("/")[1] for address in rows["things"]["address"]]
    for at, above in enumerate(table["within"]):
        place = content.places.get(names[at])
        assert (names[above] if above >= 0 else None) == (place.parent if place else None)


def test_every_choice_of_a_filter_has_words_on_the_page() -> None:
    assert SPEAKERS.keys() == set(get_args(SpeakerClass))
    assert STATES.keys() == set(get_args(StateName))
    assert RESULTS.keys() == set(get_args(Result))


def test_letters_tell_all_kinds_of_facts_apart(tiny: dict[str, Any]) -> None:
    content = read(TINY)
    letters = {
        content.facts[id].kind: letter for id, letter in zip(tiny["facts"]["id"], tiny["facts"]["kind"], strict=True)
    }
    assert letters == {"figure": "f", "event": "e", "policy": "p", "target": "t", "profile": "b"}


def test_what_is_compared_is_what_the_fixed_comparisons_show(tiny_files: dict[str, Any]) -> None:
    content = read(TINY)
    found = tiny_files[files.COMPARED]
    cells = found["cells"]
    shown = {
        (found["subjects"][subject][0], fact, bool(target))
        for subject, fact, target in zip(cells["subject"], cells["fact"], cells["target"], strict=True)
    }
    fixed = {
        (place.path.split("/")[1].removesuffix(".md"), cell.claim.id, table.columns[at].is_target)
        for page in site_views(content, TODAY).pages
        if isinstance(page, ComparePage)
        for comparison in page.comparisons
        for table in comparison.tables
        for place, row in table.rows
        for at, cell in enumerate(row)
        if cell
    }
    assert fixed
    assert fixed <= shown
    assert {subject for subject, _, _ in shown} & content.organisations.keys(), "no organisation"


def test_times_that_are_not_as_long_and_their_distance_are_told() -> None:
    content = read(TINY)
    id = "harbour-output-2024-almanac"
    fact = content.facts[id]
    assert fact.figure
    half = replace(fact.figure, when=When.parse("2022-H1"))
    other = replace(fact, id="other-output", about="quay-park", figures=(half,), corrections=(), withdrawn=None)
    record = content.record_of[id]
    records = {**content.records, record.id: replace(record, facts=(*record.facts, other))}
    found = compared_rows(Catalogue(replace(content, records=records), TODAY))
    cells = found["cells"]
    output = [
        at for at, measure in enumerate(cells["measure"]) if found["measures"][measure][0] == "Output of the halls"
    ]
    first, second = (
        next(at for at in output if found["subjects"][cells["subject"][at]][0] == id)
        for id in ("harbour-city", "quay-park")
    )
    assert sorted((first, second)) in [sorted(pair) for pair in found["unlike"]]
    apart = abs(cells["month"][first] - cells["month"][second])
    assert cells["month"][second] == 2022 * 12 + 5
    assert found["months"][apart] == months_in_words(apart)


def test_what_changed_is_what_the_weeks_tell(tiny_files: dict[str, Any]) -> None:
    content = read(TINY)
    catalogue = Catalogue(content, TODAY)
    found: dict[str, list[Any]] = defaultdict(list)
    for path, value in tiny_files.items():
        if path.startswith("search/changed/"):
            for kind, rows in value.items():
                found[kind] += rows
                assert all(row[0][:4] == Path(path).stem for row in rows)
                assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    told: Counter[str] = Counter(event.what for event in events(content))
    for kind in ("added", "corrected", "withdrawn", "published", "noted"):
        assert len(found[kind]) == told[kind], kind
    weeks = [what for _, what, _ in catalogue.weeks]
    for kind in ("steps", "opened", "closed", "due", "stale"):
        assert len(found[kind]) == sum(len(getattr(what, kind)) for what in weeks), kind
    for week, what, _ in catalogue.weeks:
        days = [row[0] for row in found["opened"] if week.has(date.fromisoformat(row[0]))]
        assert len(days) == len(what.opened)
    ids = tiny_files[files.ROWS]["facts"]["id"]
    assert sorted((row[0], ids[row[1]]) for row in found["added"]) == sorted(
        (fact.added.isoformat(), fact.id) for fact in content.facts.values()
    )


def test_many_facts_come_in_blocks_and_each_word_leads_to_the_facts_that_have_it(
    monkeypatch: pytest.MonkeyPatch, tiny: dict[str, Any]
) -> None:
    monkeypatch.setattr(files, "MOST_FACTS", 3)
    monkeypatch.setattr(files, "BLOCK", 4)
    found = rows_of(read(TINY))
    head = found["search/rows.json"]
    assert "facts" not in head
    blocks = [found[f"search/facts/{number}.json"] for number in range(-(-head["count"] // 4))]
    for name, column in tiny["facts"].items():
        assert [value for block in blocks for value in block[name]] == column
    common = head["count"] / 12
    for number, text in enumerate(tiny["facts"]["text"]):
        for word in read_words(text):
            facts, last = [], 0
            for step in found[f"search/words/{files.part_of(word)}.json"].get(word, []):
                last += step
                facts.append(last)
            having = [text for text in tiny["facts"]["text"] if word in read_words(text)]
            assert number in facts or len(having) > common or not facts


def test_the_library_is_the_one_that_its_data_file_names() -> None:
    folder = TEMPLATES / "theme/javascripts"
    said = json.loads((folder / "minisearch.json").read_text("utf-8"))
    assert said["sha256"] == sha256((folder / said["file"]).read_bytes()).hexdigest()
    assert said["licence"] == "MIT"
    assert "Permission is hereby granted" in said["licence_text"]


def test_every_page_of_the_navigation_is_found_by_what_readers_call_it() -> None:
    # The tag of the hook's file is none that a plain reader knows.
    nav = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))["nav"]
    paths = {path for entry in nav for path in entry.values()}
    assert paths - {"index.md"} <= FIND_AS.keys()


def test_the_script_is_its_modules_without_what_only_people_read(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    for name in {name for modules in files.SCRIPTS.values() for name in modules}:
        (tmp_path / "search" / name).write_text(
            f'// About {name}\nimport {{x}} from "./x.js"\nexport const a = 1\n  // why\n  a()\n'
        )
    made = {file.path: file.data.decode() for file in files.search_scripts(tmp_path)}
    assert made.keys() == files.SCRIPTS.keys()
    for path, script in made.items():
        modules = files.SCRIPTS[path]
        assert script.count("const a = 1\na()\n") == len(modules)
        assert "//" not in script.replace("../", "")
        assert ("./x.js" in script) == (len(modules) == 1)
    assert made["search/many.js"] == 'import {x} from "./x.js"\nexport const a = 1\na()\n'
