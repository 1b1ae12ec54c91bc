"""The editors' format: described whole, and the same for the reader, the schemas, the words and the page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from generator.check import check
from generator.check.rule import RULES, rule_name
from generator.describe.explain import explain, rules
from generator.describe.reference import reference
from generator.describe.schema import editor_settings, example_of, kinds_of_files, plain, schema_files, things_named
from generator.model import records
from generator.model.descriptions import (
    DESCRIPTIONS,
    NAMED,
    form_of,
    how_to_write,
    inner_type,
    meaning_of,
    needed_fields,
    typed_fields,
)
from generator.model.problems import CannotGoOn, did_you_mean, near_words
from generator.model.records import Fact, Figure, Place, Prose, Source
from generator.read.load import FOLDERS, Entry, Loaded, load
from generator.read.partial import type_at, validator
from generator.read.strict_yaml import Keys, read_yaml
from tests.sites import PROJECT, TINY
from tests.test_problems import CASES, FOLDER, TODAY, TOGETHER

FIELDS = [(type_, name) for type_ in DESCRIPTIONS for name in typed_fields(type_)]
FIELD_IDS = [f"{type_.__name__}.{name}" for type_, name in FIELDS]


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load(PROJECT / "content")


@pytest.fixture(scope="module")
def schemas(real: Loaded) -> Mapping[str, Draft202012Validator]:
    found = {}
    for name, text in schema_files(real).items():
        schema = json.loads(text)
        Draft202012Validator.check_schema(schema)
        for definition in schema["$defs"].values():
            if "oneOf" in definition and all("const" in one for one in definition["oneOf"]):
                # One of several constants is a word of a list, which is looked for much faster.
                definition["enum"] = [one["const"] for one in definition.pop("oneOf")]
        found[name.removesuffix(".json")] = Draft202012Validator(schema)
    return found


# The description


def test_every_type_and_field_that_an_editor_writes_is_described_and_nothing_else() -> None:
    types = {type_ for type_ in vars(records).values() if hasattr(type_, "__pydantic_config__")} - {Prose}
    assert DESCRIPTIONS.keys() == types
    for type_, described in DESCRIPTIONS.items():
        assert list(described.fields) == list(typed_fields(type_)) or described.fields.keys() == {*typed_fields(type_)}


@pytest.mark.parametrize("type_", DESCRIPTIONS, ids=lambda type_: type_.__name__)
def test_what_is_said_is_one_sentence(type_: type) -> None:
    said = [DESCRIPTIONS[type_].sentence, *(one.sentence for one in DESCRIPTIONS[type_].fields.values())]
    for sentence in said:
        assert sentence[0].isupper() or sentence[0] == "`"
        assert sentence.endswith(".")
        assert ". " not in sentence
        assert len(sentence) <= 120


@pytest.mark.parametrize(("type_", "name"), FIELDS, ids=FIELD_IDS)
def test_the_example_of_a_field_is_accepted_by_its_reader(type_: type, name: str) -> None:
    described = DESCRIPTIONS[type_].fields[name]
    assert bool(described.example) != bool(inner_type(type_, name))
    value = read_yaml("", f"- {described.example}\n".encode()).data[0] if described.example else None
    validator(_hint(type_, name)).validate_python(value if described.example else _as_read(example_of(type_, name)))


@pytest.mark.parametrize(("type_", "name"), FIELDS, ids=FIELD_IDS)
def test_a_missing_field_is_said_with_its_form(type_: type, name: str) -> None:
    said = how_to_write(type_, name)
    assert f"{name}:" in said
    assert DESCRIPTIONS[type_].fields[name].sentence[1:].removesuffix(".") in said


def _hint(type_: type, name: str) -> Any:
    return type_at(type_, (name,)) if get_origin(type_at(type_, (name,))) is Literal else _whole_hint(type_, name)


def _whole_hint(type_: type, name: str) -> Any:
    from generator.model.descriptions import hint_of

    return hint_of(type_, name)


def _as_read(value: Any) -> Any:
    """Plain values with tuples for lists and decimals for numbers, as the reader of YAML gives them."""
    return read_yaml("", json.dumps([value], ensure_ascii=False).encode()).data[0]


# Schemas


def _files(name: str) -> Iterator[Path]:
    _, _, glob = kinds_of_files()[name]
    yield from sorted((PROJECT / "content").glob(glob))


@pytest.mark.parametrize("name", kinds_of_files())
def test_every_file_of_the_content_is_valid(name: str, schemas: Mapping[str, Draft202012Validator]) -> None:
    for path in _files(name):
        data = plain(read_yaml(str(path), path.read_bytes()).data)
        assert not [f"{path}: {error.json_path}: {error.message[:200]}" for error in schemas[name].iter_errors(data)]


def test_there_is_a_schema_for_each_kind_of_file_with_all_its_ids(real: Loaded) -> None:
    files = schema_files(real)
    assert {type_ for type_, _, _ in kinds_of_files().values()} >= {
        *(type_ for type_, _ in FOLDERS.values()),
        records.Site,
        records.Moved,
    }
    assert files.keys() == {f"{name}.json" for name in kinds_of_files()}
    definitions = json.loads(files["record.json"])["$defs"]
    for kind in ("publishers", "topics", "measures", "units", "records"):
        offered = {one["const"]: one for one in definitions[kind]["oneOf"]}
        assert offered.keys() == things_named(real.content, kind).keys()
        for id, thing in things_named(real.content, kind).items():
            name, meaning = meaning_of(thing)
            assert offered[id]["title"] == name
            assert meaning in offered[id]["description"]


def test_a_schema_is_the_same_for_the_same_content(real: Loaded) -> None:
    assert schema_files(real) == schema_files(load(PROJECT / "content"))


def test_an_unknown_id_field_word_and_form_are_refused(schemas: Mapping[str, Draft202012Validator]) -> None:
    path = next(_files("record"))
    whole = plain(read_yaml(str(path), path.read_bytes()).data)
    wrong: list[tuple[tuple[str | int, ...], Any]] = [
        (("source", "publisher"), "no-such-publisher"),
        (("source", "language"), "English"),
        (("source", "colour"), "red"),
        (("source", "url"), "example.org"),
        (("facts", 0, "about"), "atlantis"),
        (("facts", 0, "topics"), ["no-such-topic"]),
        (("facts", 0, "kind"), "rumour"),
        (("facts", 0, "added"), "1 March 2026"),
        (("facts", 0, "text"), " "),
        (("facts", 0, "text"), "x" * 501),
        (("facts", 0, "text"), None),
    ]
    assert schemas["record"].is_valid(whole)
    for keys, value in wrong:
        data = json.loads(json.dumps(whole))
        place = data
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value
        assert not schemas["record"].is_valid(data), (keys, value)


def test_what_a_registry_that_could_not_be_read_may_hold_is_let_through(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "content")
    record = tmp_path / "content" / "records" / "2023" / "one.yml"
    record.write_text(record.read_text("utf-8").replace("id: lingang-plan-2023", "id: Not An Id"), "utf-8")
    definitions = json.loads(schema_files(load(tmp_path / "content"))["briefing.json"])["$defs"]
    assert Draft202012Validator(definitions["facts"]).is_valid("some-other-fact")
    assert not Draft202012Validator(definitions["facts"]).is_valid("Not An Id")


NUMBERS = st.one_of(
    st.integers(-(10**18) - 2, 10**18 + 2),
    st.integers(1, 10**9).map(lambda number: f"{number:_}"),
    st.tuples(st.integers(1, 99), st.integers(1, 99)).map(lambda parts: f"{parts[0]}/{parts[1]}"),
    st.floats(-1e6, 1e6, width=32),
    st.dates(date(1890, 1, 1), date(2210, 1, 1)).map(str),
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3000, 3000),
    st.floats(allow_nan=False, allow_infinity=False, width=16),
    st.text(max_size=90),
    st.sampled_from(["2023", "2023-Q1", "2023-02-30", "1_000", "1/3", "en", "a-b", "a_b", "https://example.org/", "%"]),
    st.lists(st.text(max_size=5), max_size=2),
    st.dictionaries(st.sampled_from(["text", "why", "x"]), st.text(max_size=5), max_size=2),
)


# One field of each form: what may stand in others of the form is read by the same function.
BY_FORM = {form_of(type_, name): (type_, name) for type_, name in FIELDS if not DESCRIPTIONS[type_].fields[name].names}
# What holds fields holds ids too, which the reader of one file knows nothing of.
SIMPLE = [form for form, (type_, name) in BY_FORM.items() if not inner_type(type_, name)]


# So many of each of a hundred forms.
FORM_EXAMPLES = settings(max_examples=50)


@pytest.mark.parametrize("form", SIMPLE)
@FORM_EXAMPLES
@given(data=st.data())
def test_whatever_the_reader_accepts_the_schema_accepts(form: str, data: st.DataObject) -> None:
    type_, name = BY_FORM[form]
    value = data.draw(st.one_of(PLAIN, NUMBERS, st.just(example_of(type_, name))))
    if is_accepted(type_, name, value):
        assert FORMS[type_].evolve(schema=_property(type_, name)).is_valid(value)


@pytest.mark.parametrize("form", BY_FORM)
@FORM_EXAMPLES
@given(value=PLAIN)
def test_a_wrong_type_is_refused_by_both(form: str, value: Any) -> None:
    type_, name = BY_FORM[form]
    schema = _property(type_, name)
    kinds = {"array": list, "object": dict, "string": str, "boolean": bool}
    wanted = {kinds[kind] for kind in _types(type_, schema) if kind in kinds}
    if wanted and value is not None and not isinstance(value, (*wanted, int, float)):
        assert not is_accepted(type_, name, value)
        assert not FORMS[type_].evolve(schema=schema).is_valid(value)


def is_accepted(type_: type, name: str, value: Any) -> bool:
    if type_ is records.Correction and name == "was" and isinstance(value, str):
        name, type_ = "text", records.Before  # an old text alone
    try:
        validator(_whole_hint(type_, name)).validate_python(_as_read(value))
    except ValidationError:
        return False
    return True


def _load_forms() -> Mapping[type, Draft202012Validator]:
    files = schema_files(load(FOLDER / "base"))
    found: dict[type, Draft202012Validator] = {}
    for text in files.values():
        schema = json.loads(text)
        definitions = {**schema["$defs"], "": schema}
        for type_ in DESCRIPTIONS:
            own = definitions.get(type_.__name__) or (schema if schema["title"] == _title(type_) else None)
            if own and "properties" in own:
                found.setdefault(type_, Draft202012Validator({**schema, "properties": own["properties"]}))
    return found


def _title(type_: type) -> str:
    from generator.model.descriptions import type_name

    return type_name(type_)


FORMS = _load_forms()


def _property(type_: type, name: str) -> dict[str, Any]:
    schema = FORMS[type_].schema
    return {"$schema": schema["$schema"], "$defs": schema["$defs"], **schema["properties"][name]}


def _types(type_: type, schema: Mapping[str, Any]) -> set[str]:
    """The types that a schema names; none where it says so in another way."""
    named = schema.get("type", [])
    return {named} if isinstance(named, str) else set(named)


def test_every_type_has_its_form_in_a_schema() -> None:
    assert FORMS.keys() == DESCRIPTIONS.keys()


def test_vs_code_is_told_which_schema_is_of_which_files() -> None:
    assert (PROJECT / ".vscode" / "settings.json").read_text("utf-8") == editor_settings()


def test_the_first_line_that_names_a_schema_is_a_comment_to_the_reader(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "content")
    for path in (tmp_path / "content").rglob("*.yml"):
        path.write_text("# yaml-language-server: $schema=../schema/x.json\n" + path.read_text("utf-8"), "utf-8")
    # What the schema command writes is no content, whatever it is.
    (tmp_path / "content" / "schema").mkdir()
    (tmp_path / "content" / "schema" / "record.json").write_text("{}", "utf-8")
    assert not check(load(tmp_path / "content"), TODAY)[0]


# Near words


def test_the_ids_of_the_real_registries_are_never_taken_for_each_other(real: Loaded) -> None:
    for kind in NAMED:
        if kind != "families":
            ids = set(things_named(real.content, kind))
            assert [(id, near) for id in sorted(ids) if (near := near_words(id, ids - {id}))] == []


def test_fields_are_never_taken_for_each_other() -> None:
    for type_ in DESCRIPTIONS:
        # `name` is the singular of `names`, and `publisher` is one letter from `published`: who knows both writes one.
        names = set(typed_fields(type_)) - {"name", "publisher"}
        assert [(name, near) for name in sorted(names) if (near := near_words(name, names - {name}))] == []


@given(st.data())
def test_one_slip_behind_the_first_letter_of_a_word_is_found(data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(["shanghai", "retrieved", "publisher", "harbour"]))
    index = data.draw(st.integers(1, len(word) - 2))
    slips = [
        word[:index] + word[index + 1 :],
        word[:index] + word[index] + word[index:],
        word[:index] + "q" + word[index + 1 :],
        word[:index] + word[index + 1] + word[index] + word[index + 2 :],
    ]
    wrong = data.draw(st.sampled_from([slip for slip in slips if slip != word]))
    assert near_words(f"ai_{wrong}", ["ai_figures", f"ai_{word}", "ai_models"]) == (f"ai_{word}",)


@pytest.mark.parametrize(
    ("wrong", "known"),
    [
        ("support_cap_per_firm", "support_cap_yearly"),
        ("lingang-companies-2024", "lingang-companies-2023"),
        ("EFLOPS", "PFLOPS"),
        ("title", "items"),
        ("places/atlantis", "places/lingang"),
        ("guangzhou", "hangzhou"),
        ("!!", "%"),
        ("ai_investment_signed", "waic_investment_signed"),
    ],
)
def test_another_thing_is_no_misspelling(wrong: str, known: str) -> None:
    assert did_you_mean(wrong, [known]) == ""


@pytest.mark.parametrize(
    ("wrong", "known"),
    [
        ("lin-gang", "lingang"),
        ("Shanghai", "shanghai"),
        ("ai-companies", "ai_companies"),
        ("ai_company", "ai_companies"),
        ("ai_companeis", "ai_companies"),
        ("retreived", "retrieved"),
        ("figure", "figures"),
    ],
)
def test_a_misspelling_is_found_and_said_with_its_meaning(wrong: str, known: str) -> None:
    said = did_you_mean(wrong, ["other", known], {known: "What it is"}.get)  # type: ignore[arg-type]
    assert said == f"; did you mean {known!r} (What it is)?"


def test_two_words_that_are_as_near_are_both_named() -> None:
    assert did_you_mean("cart", ["card", "care"]) == "; did you mean 'card' or 'care'?"


# Rules


def test_every_rule_is_explained_in_one_place() -> None:
    assert rules().keys() == CASES.keys() - TOGETHER
    of_check = {rule_name(rule) for rule in RULES}
    written = yaml.safe_load((PROJECT / "generator" / "describe" / "rules.yml").read_text("utf-8"))
    for name, said in rules().items():
        assert ("is" in written[name]) == (name not in of_check), name
        assert all(said[key].strip().endswith(".") for key in ("is", "why", "fix")) or "`" in said["fix"], name
        assert said["wrong"] != said["right"] or "untried" in said, name


TRIED = [name for name, said in rules().items() if "untried" not in said]


def test_most_examples_of_rules_are_tried() -> None:
    assert len(TRIED) >= 80


@pytest.mark.parametrize("name", TRIED)
def test_the_wrong_example_of_a_rule_breaks_it_and_the_right_one_does_not(name: str, tmp_path: Path) -> None:
    said = rules()[name]
    broken = {}
    for word in ("wrong", "right"):
        content = tmp_path / word / "content"
        shutil.copytree(FOLDER / "base", content)
        _put(content / said.get("in", "records/2023/one.yml"), said.get("instead", said["right"]), said[word])
        problems, _ = check(load(content), TODAY)
        broken[word] = {problem.rule for problem in problems}
    assert name in broken["wrong"]
    assert name not in broken["right"]


def _put(path: Path, instead: str, text: str) -> None:
    """Put a text for another, indented as that is; into a new file where there is none."""
    if not path.exists():
        if text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        return
    whole = path.read_text("utf-8")
    first, *rest = instead.split("\n")
    start = whole.index(first)
    column = start - (whole.rfind("\n", 0, start) + 1)
    indented = "\n".join([first, *(" " * column + line if line else "" for line in rest)])
    start = whole.index(indented)
    new = "\n".join(line and (" " * column + line) for line in text.split("\n"))[column:]
    path.write_text(whole[:start] + new + whole[start + len(indented) :], "utf-8")


# Explanations


def test_a_rule_a_field_a_kind_of_file_and_an_id_are_explained(real: Loaded) -> None:
    def said(word: str) -> str:
        return "\n".join(explain(word, real.content))

    assert "Why: A fact is listed under its topics." in said("unknown-topic")
    assert "topics: [polcy]" in said("unknown-topic")
    assert DESCRIPTIONS[Figure].fields["as_stated"].sentence in said("as_stated")
    assert DESCRIPTIONS[Fact].fields["text"].sentence in said("fact.text")
    assert DESCRIPTIONS[Source].fields["url"].sentence in said("record") or "facts (needed)" in said("record")
    assert real.content.measures["ai_companies"].definition in said("ai_companies")
    assert "place.parent" in said("shanghai")
    assert all(f"  {name}" in said("places") for name in needed_fields(Place))
    assert "Needed: yes" in said("record.facts")
    assert "content/records/*/*.yml" in said("record")


def test_every_word_of_the_format_can_be_explained(real: Loaded) -> None:
    words = [*rules(), *(f"{_title(type_)}.{name}" for type_, name in FIELDS), *map(_title, DESCRIPTIONS)]
    for word in words:
        assert explain(word, real.content)


def test_an_unknown_word_gets_near_ones(real: Loaded) -> None:
    with pytest.raises(CannotGoOn, match="did you mean 'ai_companies'"):
        explain("ai_companeis", real.content)
    with pytest.raises(CannotGoOn, match="name a rule as"):
        explain("nothing like it", real.content)


def test_the_reference_is_current(request: pytest.FixtureRequest) -> None:
    path = PROJECT / "docs" / "format.md"
    if request.config.getoption("--update-expected"):
        path.write_text(reference(), "utf-8")
    assert path.read_text("utf-8") == reference()


# What names what


def _naming(entry: Entry, item: Any, keys: Keys = ()) -> Iterator[tuple[str, Entry, Keys]]:
    """Each field that names things by id and is filled in, and the keys that lead to its first id."""
    if isinstance(item, tuple):
        for index, inner in enumerate(item):
            yield from _naming(entry, inner, (*keys, index))
    elif type(item) in DESCRIPTIONS:
        for name, described in DESCRIPTIONS[type(item)].fields.items():
            value = getattr(item, "class_" if name == "class" else name)
            if described.names and value:
                first = (*keys, name, 0) if isinstance(value, tuple) else (*keys, name)
                yield f"{type(item).__name__}.{name}", entry, (*entry.keys, *first)
            else:
                yield from _naming(entry, value, (*keys, name))


def test_an_unknown_id_in_a_field_that_names_things_is_a_problem(tmp_path: Path) -> None:
    content = Path(shutil.copytree(TINY, tmp_path / "content"))
    first: dict[str, tuple[Entry, Keys]] = {}
    for entry in load(content).entries:
        for name, of, keys in _naming(entry, entry.item):
            first.setdefault(name, (of, keys))
    all_fields = {
        f"{type_.__name__}.{name}"
        for type_, of_type in DESCRIPTIONS.items()
        for name, described in of_type.fields.items()
        if described.names
    }
    # The small site has none of these; tests/problems does.
    assert all_fields - first.keys() <= {"Change.follows", "DatedNote.follows", "Measure.growth_of", "Place.lead"}
    for name, (entry, keys) in first.items():
        path = Path(entry.document.path)
        line, column = entry.document.values[keys]
        text = path.read_text("utf-8")
        lines = text.split("\n")
        lines[line - 1] = lines[line - 1][: column - 1] + re.sub(r"^[\w%/-]+", "nobody", lines[line - 1][column - 1 :])
        path.write_text("\n".join(lines), "utf-8")
        loaded = load(content)
        assert not loaded.problems
        problems, _ = check(loaded, date(2026, 11, 30), frozenset((entry.document.path,)))
        assert any(one.spot.line == line and "nobody" in one.message for one in problems), (name, lines[line - 1])
        path.write_text(text, "utf-8")
