"""What the search reads: compact rows of everything, in blocks where they are many."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.pages.parts import Catalogue
from generator.pages.search import FIND_AS
from generator.publish.files import site_views
from generator.read.load import load
from generator.search import files
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
