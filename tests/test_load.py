"""Loading and checking never raise, whatever one of the files holds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.model.problems import CannotGoOn, Problem
from generator.read.load import Memory, load
from tests.test_problems import FOLDER, TODAY, rules_in_the_sources

BASE = FOLDER / "base"
FILES = sorted(path.relative_to(BASE) for path in BASE.rglob("*.*") if path.is_file())
TREES = {path: yaml.safe_load((BASE / path).read_text("utf-8")) for path in FILES if path.suffix == ".yml"}
# A file that few sites need, and the base of the cases does without.
NAMES = Path("names.yml")
TREES[NAMES] = {"town": {"name": "Two of Us", "names": ["Who we are"], "about": "lingang"}}
RULES = frozenset(rules_in_the_sources())

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=5)
    | st.sampled_from(
        ["2023-02", "1/3", "lingang", "companies", "https://example.org/", "figure", "lingang-plan-2023", "one", "{x}"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3),
    max_leaves=5,
)
FOLDERS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(BASE, tmp_path / "content"))
    (folder / NAMES).write_text(yaml.safe_dump(TREES[NAMES]), "utf-8")
    return folder


@contextmanager
def instead(file: Path, new: bytes) -> Iterator[None]:
    old = file.read_bytes()
    file.write_bytes(new)
    try:
        yield
    finally:
        file.write_bytes(old)


# Of the files of a folder only those that another example changed are read again.
MEMORY = Memory()


def checked(content: Path) -> tuple[Problem, ...]:
    problems, _ = check(load(content, MEMORY), TODAY)
    for problem in problems:
        assert problem.rule in RULES
        assert str(problem)
    return problems


def paths_into(tree: Any) -> list[tuple[Any, ...]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [(), *((key, *path) for key, inner in items for path in paths_into(inner))]


def with_value(tree: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = tree.copy()
    copy[path[0]] = with_value(tree[path[0]], path[1:], value)
    return copy


def dumped(tree: Any) -> bytes:
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, encoding="utf-8")


PLACES = [(file, path) for file, tree in TREES.items() for path in paths_into(tree)]


def test_the_base_of_all_cases_has_no_problem(content: Path) -> None:
    assert checked(content) == ()


def test_a_folder_that_is_not_there_ends_everything(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="--content"):
        load(tmp_path / "none")


def test_an_empty_folder_lacks_every_file_and_has_nothing_to_check(tmp_path: Path) -> None:
    assert {problem.rule for problem in checked(tmp_path)} == {"missing-file", "nothing-checked"}


@FOLDERS
@given(st.sampled_from(FILES), st.text())
def test_any_text_in_any_file_is_checked(content: Path, file: Path, text: str) -> None:
    with instead(content / file, text.encode("utf-8", "surrogatepass")):
        checked(content)


# One of each type, and others of the same.
OF_EACH_TYPE: list[Any] = [None, True, 5, "", ["x"], {"x": "y"}, [[]]]
OTHERS: list[Any] = [1.5, "x", [], [5], {}, [{}]]


@pytest.mark.slow
@pytest.mark.parametrize("values", [OF_EACH_TYPE, pytest.param(OTHERS, marks=pytest.mark.long)], ids=["each", "others"])
def test_a_value_of_any_other_type_at_any_place_is_checked(content: Path, values: list[Any]) -> None:
    for file, path in PLACES:
        for value in values:
            with instead(content / file, dumped(with_value(TREES[file], path, value))):
                try:
                    checked(content)
                except Exception as error:
                    error.add_note(f"{file}: {path} is {value!r}")
                    raise


@settings(FOLDERS, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(PLACES), anything), min_size=1, max_size=3))
def test_any_values_at_some_places_of_some_files_are_checked(content: Path, swaps: list[Any]) -> None:
    trees = dict(TREES)
    for (file, path), value in swaps:
        if path in paths_into(trees[file]):
            trees[file] = with_value(trees[file], path, value)
    with ExitStack() as until_checked:
        for file in {file: None for (file, _), _ in swaps}:
            until_checked.enter_context(instead(content / file, dumped(trees[file])))
        checked(content)


@FOLDERS
@given(st.sampled_from(PLACES), st.sampled_from(["*x", "&x y", "!x y", "? {a: b}", "[", "a: b"]))
def test_a_slip_of_yaml_at_any_place_is_checked(content: Path, place: Any, slip: str) -> None:
    file, path = place
    text = dumped(with_value(TREES[file], path, "SLIP"))
    with instead(content / file, text.replace(b"SLIP", slip.encode())):
        assert checked(content)
