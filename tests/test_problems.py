"""Every rule by its cases, ``tests/problems/<rule>.yml``.

A case changes the valid content of ``tests/problems/base`` and holds the lines that the check then prints.
A change is a file's whole new text, a list of ``[old, new]`` replacements, nothing (the file goes), or
``bytes`` (as latin-1), ``repeat`` (a text many times), ``link``, ``pipe`` or ``closed`` (nobody may read it).
"""

from __future__ import annotations

import ast
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import generator
from generator.check import causes, check
from generator.check.references import unknown
from generator.check.rule import RULES, rule_name
from generator.model.problems import Problem, Spot
from generator.model.records import Measure
from generator.read.load import Memory, load
from generator.read.strict_yaml import _Loader

FOLDER = Path(__file__).parent / "problems"
TODAY = date(2026, 11, 23)
CASES: dict[str, list[dict[str, Any]]] = {
    path.stem: yaml.load(path.read_text("utf-8"), Loader=_Loader) for path in sorted(FOLDER.glob("*.yml"))
}
TOGETHER = {"wrong-record", "one-mistake"}  # of many rules
# What no case changes is read once.
MEMORY = Memory()


def rules_in_the_sources() -> Iterator[str]:
    """The names of all rules: of check's own, and each that the source hands to a problem as it stands."""
    yield from map(rule_name, RULES)
    package = Path(generator.__file__).parent
    for path in (package / "model/fields.py", *package.glob("read/*.py"), *package.glob("check/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("Problem" | "BadValue") | ast.Attribute(attr="problem" | "_problem"), args=args
                ):
                    texts = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                    yield from texts[:1]
                case ast.Assign(targets=[ast.Name("rule")], value=ast.Constant(str(name))):
                    yield name


def change(file: Path, new: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    match new:
        case str():
            file.write_bytes(new.encode())
        case [*replacements]:
            text = file.read_text("utf-8")
            for old, instead in replacements:
                assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
                text = text.replace(old, instead)
            file.write_bytes(text.encode())
        case {"bytes": text}:
            file.write_bytes(text.encode("latin-1"))
        case {"repeat": text, "times": times}:
            file.write_bytes(text.encode() * times)
        case _:
            file.unlink(missing_ok=True)
    match new:
        case {"link": target}:
            file.symlink_to(target)
        case {"pipe": _}:
            os.mkfifo(file)
        case {"closed": _}:
            file.touch(mode=0)


@pytest.fixture(autouse=True)
def permissions_hold_for_root_too(monkeypatch) -> None:
    open_ = Path.open

    def open_if_permitted(path: Path, *args: Any, **options: Any) -> Any:
        if path.exists() and not path.stat().st_mode & 0o400:
            raise PermissionError(13, "Permission denied")
        return open_(path, *args, **options)

    monkeypatch.setattr(Path, "open", open_if_permitted)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{rule}: {case['title']}") for rule in CASES for case in CASES[rule]]
)
def test_check_prints_exactly_the_problems_of(case: dict[str, Any], tmp_path, monkeypatch) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "content")
    for name, new in case["change"].items():
        change(tmp_path / "content" / name, new)
    monkeypatch.chdir(tmp_path)
    problems, _ = check(load(Path("content"), MEMORY), case.get("today", TODAY))
    assert list(map(str, problems)) == (case["problems"].splitlines() if case["problems"] else [])


def test_every_rule_has_a_case_file_and_every_case_file_a_rule() -> None:
    assert set(rules_in_the_sources()) == CASES.keys() - TOGETHER


@pytest.mark.parametrize("rule", sorted(CASES.keys() - TOGETHER))
def test_a_rule_is_shown_to_be_broken_and_to_be_kept_by_what_looks_alike(rule: str) -> None:
    assert {f": {rule}: " in (case["problems"] or "") for case in CASES[rule]} == {True, False}


def test_the_wrong_record_breaks_many_rules_and_each_line_is_printed_once() -> None:
    (case,) = CASES["wrong-record"]
    lines = case["problems"].splitlines()
    assert len(lines) == len(set(lines)) >= 25
    assert len({line.split(": ")[1] for line in lines}) >= 20


def test_of_one_mistake_one_line_is_said() -> None:
    assert [len(case["problems"].splitlines()) for case in CASES["one-mistake"]] == [1] * len(CASES["one-mistake"])


def test_causes_and_consequences_are_rules_that_there_are() -> None:
    named = {name for step in causes.STEPS for names in step for name in names}
    assert named <= set(rules_in_the_sources())


FOUND = st.builds(
    lambda number, rule, about, of: causes.Found(Problem(Spot("a", number), rule, ""), about, of),
    st.integers(1, 9),
    st.sampled_from(sorted({name for step in causes.STEPS for names in step for name in names} | {"other"})),
    st.frozensets(st.sampled_from("xyz")),
    st.frozensets(st.sampled_from("xyz")),
)


@given(st.lists(FOUND, min_size=1))
def test_a_problem_goes_only_beside_a_cause_about_the_same_thing(found: list[causes.Found]) -> None:
    left = causes.without_consequences(found)
    assert left
    gone = [one for one in found if one.problem not in left]
    for one in gone:
        pairs = [step_causes for step_causes, consequences in causes.STEPS if one.problem.rule in consequences]
        assert any(other.problem.rule in those and other.about & one.of for those in pairs for other in found)
    # What nothing explains stays: once the causes are mended, the rest is said.
    assert {one.problem for one in found if not one.of} <= set(left)


def test_of_many_ids_that_have_a_word_the_shortest_are_told() -> None:
    known = {*(f"{'core_' * number}companies" for number in range(25)), "accompanied", "output"}
    context: Any = SimpleNamespace(unread=frozenset())
    (found,) = unknown(context, Measure, known, "measure", [(("measure",), "company")])
    assert found.message == "no measure 'company'; did you mean 'companies'?"
    (found,) = unknown(context, Measure, known, "measure", [(("measure",), "big_compan")])
    assert found.message == "no measure 'big_compan'; if it is not there yet, `new measure` begins it"
    (found,) = unknown(context, Measure, known, "measure", [(("measure",), "compani")])
    assert "write it: companies, core_companies" in found.message
    assert " and 5 more" in found.message
    assert "accompanied" not in found.message
