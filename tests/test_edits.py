"""Edits of what is published, as data: what each is called, and which are refused. The tables are in tests/edits."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.compare import compare
from generator.read.load import Loaded, Memory, load
from generator.read.strict_yaml import _Loader
from tests.test_problems import change

FOLDER = Path(__file__).parent / "edits"
SMALL, REAL = FOLDER / "content", FOLDER / "real"
TABLE: list[tuple[str, Path, dict[str, Any]]] = [
    (f"{name}: {case['title']}", base, case)
    for name, base in (("small", SMALL), ("real", REAL))
    for case in yaml.load((FOLDER / f"{name}.yml").read_text("utf-8"), Loader=_Loader)
]


@cache
def published(base: Path) -> Loaded:
    return load(base)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, tuple[Path, Memory]]:
    """A copy of each content to edit, of which only what was edited is read again."""
    folder = tmp_path_factory.mktemp("edits")
    return {base: (Path(shutil.copytree(base, folder / base.name)), Memory()) for base in (SMALL, REAL)}


@pytest.mark.parametrize(("base", "case"), [pytest.param(base, case, id=title) for title, base, case in TABLE])
def test_an_edit_is_called_what_it_is_or_refused(
    base: Path, case: dict[str, Any], copies: dict[Path, tuple[Path, Memory]]
) -> None:
    copy, memory = copies[base]
    try:
        for name, new in case["change"].items():
            change(copy / name, new)
        now = load(copy, memory)
    finally:
        for name in case["change"]:
            (copy / name).unlink(missing_ok=True)
            if (base / name).exists():
                shutil.copy(base / name, copy / name)
    assert not now.problems, now.problems
    changes, problems = compare(published(base).content, now.content, where="content")
    said = sorted(f"{one.what} {one.address}" for one in changes)
    broken = sorted(problem.rule for problem in problems)
    assert (said, broken) == (sorted(case["says"]), sorted(case["broken"])), [*changes, *problems]


def test_the_tables_have_enough_of_each() -> None:
    cases = [case for _, _, case in TABLE]
    assert len(cases) >= 100
    assert sum(not case["broken"] for case in cases) >= 30
