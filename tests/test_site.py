"""The tiny sites of ``tests/site``: everything that the generator writes for them, byte for byte.

After a change that is meant, ``pytest --update-expected`` rewrites what is expected; the difference is
then reviewed like any other.
"""

from __future__ import annotations

import difflib
import shutil
import sys
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

import pytest

from tests.sites import BARE, SITES, TEMPLATES, TINY, copies, generated, read, tree

# What is made of which content, by the folder that holds what is expected.
WRITTEN = {
    "expected": (generated, TINY),
    "expected-copies": (copies, TINY),
    "bare-expected": (generated, BARE),
    "bare-expected-copies": (copies, BARE),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_files_are_those_expected(name: str, request: pytest.FixtureRequest) -> None:
    make, content = WRITTEN[name]
    written = make(read(content))
    folder = SITES / name
    if request.config.getoption("update_expected"):
        shutil.rmtree(folder, ignore_errors=True)
        for path, data in written.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
    expected = tree(folder)
    assert sorted(written) == sorted(expected)
    differing = [path for path in sorted(written) if written[path] != expected[path]]
    if differing:
        shown = "\n".join(_difference(path, expected[path], written[path]) for path in differing[:5])
        pytest.fail(
            f"{len(differing)} files differ; if that is meant: pytest --update-expected\n{shown}", pytrace=False
        )


def _difference(path: str, expected: bytes, written: bytes) -> str:
    old, new = (data.decode().splitlines() for data in (expected, written))
    return "\n".join(difflib.unified_diff(old, new, f"expected/{path}", f"written/{path}", n=1, lineterm=""))


def test_the_tiny_sites_take_every_branch_of_every_template() -> None:
    taken = _Taken()
    before = sys.gettrace()
    sys.settrace(taken.call)
    try:
        generated(read(TINY))
        generated(read(BARE))
    finally:
        sys.settrace(before)
    templates = {str(path) for path in TEMPLATES.glob("*/**/*.j2")}
    assert set(taken.modules) == templates, "a template that no page uses"
    assert not taken.missed()


class _Taken:
    """The lines that ran of the Python that Jinja makes of each template: one line or more for each branch."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()
        # Each template's code as a whole, and its table of lines: 3=12 for line 3, made line 12.
        self.modules: dict[str, tuple[CodeType, dict[str, Any]]] = {}

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
