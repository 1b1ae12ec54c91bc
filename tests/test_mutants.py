"""The changes by which ``mutants`` breaks a module: all of them are programs, and none leaves it as it was."""

from __future__ import annotations

import ast

from tests.mutants import GROUPS, mutants
from tests.sites import PROJECT

SOURCE = '''
def of(a: int = 1, *, b: bool = True) -> int | None:
    """Not "changed" 1."""
    if a < 1 and not b:
        raise ValueError(f"{a + 1}")
    é = [2, a + 1]
    return é[0] if a in é else None
'''


def test_each_kind_of_change_is_tried_once_in_its_place() -> None:
    found = mutants("a.py", SOURCE.encode())
    changes = {(one.line, one.old, one.new) for one in found}
    assert len(found) == len(changes)
    assert {
        (2, "1", "(2)"),
        (2, "True", "(False)"),
        (4, "a < 1", "(a <= 1)"),
        (4, "a < 1 and not b", "(a < 1 or not b)"),
        (4, "a < 1 and not b", "(a < 1)"),
        (4, "not b", "(b)"),
        (5, 'raise ValueError(f"{a + 1}")', "pass"),
        (6, "a + 1", "(a - 1)"),
        (7, "a in é", "(a not in é)"),
        (7, "return é[0] if a in é else None", "return None"),
    } <= changes
    assert not [one for one in found if "int" in one.old.split() or "changed" in one.old]


def test_every_change_of_every_group_is_another_program() -> None:
    for name, group in GROUPS.items():
        tried = 0
        for pattern in group.modules:
            for path in (PROJECT / "generator").glob(pattern):
                source = path.read_bytes()
                before, found = ast.dump(ast.parse(source)), mutants(path.name, source)
                tried += len(found)
                for one in found[::80]:
                    assert ast.dump(ast.parse(one.of(source))) != before, str(one)
        assert tried > 100, name
        assert all((PROJECT / f"tests/test_{test}.py").is_file() for test in group.tests)
