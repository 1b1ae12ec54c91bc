"""What an editor completes, shows and marks, by the real yaml-language-server (`make editor` installs it)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.describe.schema import kinds_of_files, schema_files
from generator.model.content import Content
from generator.model.descriptions import DESCRIPTIONS
from generator.model.records import Fact, Figure, Source
from generator.read.load import load
from tests.editor.server import Server, what_is_missing
from tests.sites import PROJECT

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing())]
FACT = "facts:\n  - id: some-fact\n    "
FIGURE = f"{FACT}figures:\n      - "


@pytest.fixture(scope="module")
def content() -> Content:
    return load(PROJECT / "content").content


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with its schemas, as a clone of the repository has it."""
    folder = tmp_path_factory.mktemp("workspace")
    shutil.copytree(PROJECT / "content", folder / "content", ignore=shutil.ignore_patterns("schema"))
    schemas = folder / "content" / "schema"
    schemas.mkdir()
    for name, text in schema_files(load(folder / "content")).items():
        (schemas / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(workspace: Path) -> Iterator[Server]:
    # What the project tells VS Code, which hands the same to the server.
    settings = json.loads((PROJECT / ".vscode" / "settings.json").read_text("utf-8"))
    yaml = {
        "schemas": settings["yaml.schemas"],
        "schemaStore": {"enable": settings["yaml.schemaStore.enable"]},
        "validate": True,
        "hover": True,
        "completion": True,
    }
    with Server(workspace, yaml) as started:
        yield started


@pytest.fixture(scope="module")
def record(workspace: Path) -> Path:
    return workspace / "content" / "records" / "2026" / "new.yml"


@pytest.mark.parametrize(
    ("text", "registry"),
    [
        ("source:\n  publisher: xin|\n", "publishers"),
        ("source:\n  derived_from: xin|\n", "records"),
        (f"{FACT}about: zha|\n", "subjects"),
        (f"{FACT}also_about: [zha|]\n", "subjects"),
        (f"{FACT}topics: [com|]\n", "topics"),
        (f"{FACT}topics:\n      - com|\n", "topics"),
        (f"{FIGURE}measure: ai_|\n", "measures"),
        (f"{FIGURE}unit: com|\n", "units"),
    ],
)
def test_each_id_of_a_registry_is_offered_with_its_meaning(
    server: Server, record: Path, content: Content, text: str, registry: str
) -> None:
    # "%" alone is no value of YAML: it is offered in quotes.
    offered = {label.strip('"'): shown for label, shown in server.completion(record, text).items()}
    things = getattr(content, registry)
    assert offered.keys() - {"null"} == things.keys()
    if registry in ("measures", "topics"):
        assert all(things[id].definition in offered[id] and things[id].name in offered[id] for id in things)
    if registry in ("publishers", "subjects"):
        assert all(things[id].name in offered[id] for id in things)


def test_a_briefing_and_a_place_are_offered_facts_and_measures(
    server: Server, workspace: Path, content: Content
) -> None:
    briefing = workspace / "content" / "briefings" / "new.yml"
    offered = server.completion(briefing, "bullets:\n  - text: New.\n    facts: [sha|]\n")
    assert offered.keys() >= content.facts.keys()
    assert all(fact.text in offered[id] for id, fact in content.facts.items())
    place = workspace / "content" / "places" / "new.yml"
    assert server.completion(place, "lead: ai|\n").keys() >= content.measures.keys()
    assert server.completion(place, "parent: sha|\n").keys() >= content.places.keys()


def test_speakers_are_offered_by_name_and_any_other_text_is_let_through(
    server: Server, record: Path, content: Content
) -> None:
    offered = server.completion(record, f"{FACT}said_by: Ren|\n")
    assert offered.keys() >= {speaker.name for speaker in content.speakers.values()}
    found = server.diagnostics(record, f"{FACT}said_by: Somebody Else, of no office\n")
    assert not [one for one in found if one["range"]["start"]["line"] == 2]


@pytest.mark.parametrize(
    ("text", "type_", "name"),
    [
        ("source:\n  publ|ished: 2023-02\n", Source, "published"),
        ("source:\n  publ|isher: xinhua\n", Source, "publisher"),
        (f"{FACT}qu|ote: Some words.\n", Fact, "quote"),
        (f"{FACT}ab|out: zhangjiang\n", Fact, "about"),
        (f"{FACT}topics: [comp|anies]\n", Fact, "topics"),
        (f"{FIGURE}as_|stated: more than 1,000\n", Figure, "as_stated"),
        (f"{FIGURE}qual|ifier: over\n", Figure, "qualifier"),
        (f"{FIGURE}meas|ure: ai_companies\n", Figure, "measure"),
    ],
)
def test_a_field_shows_its_sentence(server: Server, record: Path, text: str, type_: type, name: str) -> None:
    assert DESCRIPTIONS[type_].fields[name].sentence in server.hover(record, text)


def test_an_id_shows_its_meaning(server: Server, record: Path, content: Content) -> None:
    assert content.measures["ai_companies"].definition in server.hover(record, f"{FIGURE}measure: ai_comp|anies\n")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("source:\n  publisher: xinhuaa\n", 1, "Value must be"),
        (f"{FACT}about: shangai\n", 2, "Value must be"),
        (f"{FACT}topics: [compannies]\n", 2, "Value must be"),
        (f"{FIGURE}measure: ai_compnies\n", 3, "Value must be"),
        (f"{FIGURE}unit: companys\n", 3, "Value must be"),
        (f"{FACT}title: x\n", 2, "title is not allowed"),
        (f"{FACT}added: 3/4/2025\n", 2, "write a day, as 2026-11-23"),
        (f"{FIGURE}value: 4.5 billion\n", 3, "write digits"),
        (f"{FIGURE}qualifier: ca.\n", 3, "Value is not accepted"),
    ],
)
def test_what_cannot_stand_there_is_marked(server: Server, record: Path, text: str, line: int, said: str) -> None:
    found = [one for one in server.diagnostics(record, text) if one["range"]["start"]["line"] == line]
    assert any(said in one["message"] for one in found), found


def test_nothing_is_marked_in_what_is_published(server: Server, workspace: Path) -> None:
    # Of each kind the first; tests/test_format.py looks at all.
    kinds = [sorted((workspace / "content").glob(glob)) for _, _, glob in kinds_of_files().values()]
    files = [paths[0] for paths in kinds if paths]
    assert len(files) >= 13
    marked = {str(path): found for path in files if (found := server.diagnostics(path, path.read_text("utf-8")))}
    assert not marked


def test_the_first_line_of_a_new_file_names_its_schema(server: Server, workspace: Path, content: Content) -> None:
    line = "# yaml-language-server: $schema=../../content/schema/record.json\n"
    elsewhere = workspace / "drafts" / "2026" / "new.yml"
    assert server.completion(elsewhere, f"{line}source:\n  publisher: |\n").keys() >= content.publishers.keys()
