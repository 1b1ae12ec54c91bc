"""Breaks the code on purpose, one small change at a time, and counts how many of these a test notices.

``make mutants`` runs it each week on a random sample; it is no part of ``make test``. A change that no test notices is
shown with its line: it is a test that is missing, or one that makes no difference.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Queue

PROJECT = Path(__file__).resolve().parent.parent
# A change that makes a test run for ever is noticed too; in seconds.
_LONGEST = 300
# And one that takes memory without end, of which one took 20 GB; in bytes for each process.
_MOST_MEMORY = 4 << 30
_NOT_COPIED = (".git", ".venv*", "build*", ".mypy_cache", ".pytest_cache", ".ruff_cache", "__pycache__", "node_modules")


@dataclass(frozen=True, slots=True)
class Group:
    """Some modules, the tests that matter for them, the likeliest first, and how many percent must be noticed."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]
    least: int


GROUPS = {
    "quantities": Group(("quantities/*.py",), ("quantities", "bind", "statements"), 90),
    "check": Group(("check/*.py",), ("problems", "exactness", "wording", "quotes", "commands"), 90),
    "slots": Group(("bind/slots.py",), ("bind", "problems", "statements"), 90),
    "compare": Group(("compare.py",), ("history", "edits", "rewordings"), 90),
    "feeds": Group(("feeds/*.py",), ("feeds", "feed_digests", "feed_history", "feed_rules", "site"), 85),
    "write": Group(("publish/write.py",), ("write", "faults"), 85),
    "strict_yaml": Group(("read/strict_yaml.py",), ("strict_yaml", "problems", "load"), 85),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of a module: what stands between two positions of its text is another."""

    module: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def of(self, source: bytes) -> bytes:
        """The module with the change."""
        return source[: self.start] + self.new.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {' '.join(self.old.split())[:70]!r} -> {' '.join(self.new.split())[:70]!r}"


_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare(ops=[op], left=left, comparators=right) if type(op) in _COMPARISONS:
            yield ast.Compare(left, [_COMPARISONS[type(op)]()], right)
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            yield ast.BoolOp(op, values[:-1]) if len(values) > 2 else values[0]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATIONS:
            yield ast.BinOp(left, _OPERATIONS[type(op)](), right)
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield ast.Return(ast.Constant(None))
        case (
            ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Raise() | ast.Continue()
        ):
            yield ast.Pass()


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def mutants(module: str, source: bytes) -> list[Mutant]:
    """Every change of a module that is tried. Annotations and what only type checkers read are left as they are."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found: list[Mutant] = []

    def look(node: ast.AST, is_string: bool) -> None:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            return
        # What stands in an f-string has no position of its own before Python 3.12.
        is_string = is_string or isinstance(node, ast.JoinedStr)
        if isinstance(node, ast.expr | ast.stmt) and not is_string:
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or 1) - 1] + (node.end_col_offset or 0)
            old = source[start:end].decode()
            for other in _others(node):
                new = ast.unparse(ast.fix_missing_locations(other))
                new = f"({new})" if isinstance(node, ast.expr) else new
                found.append(Mutant(module, node.lineno, start, end, old, new))
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "type_params", "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    look(child, is_string)

    look(ast.parse(source), False)
    return found


def _is_noticed(copy: Path, tests: tuple[str, ...]) -> bool:
    files = [f"tests/test_{name}.py" for name in tests]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", "not browser and not long"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_DATABASE": "none"}
    run = subprocess.Popen(
        [*command, *files],
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        # Inherited by all that the tests start.
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY)),  # noqa: PLW1509 (no other way sets it before the tests begin, and it does nothing else)
    )
    try:
        return run.wait(_LONGEST) != 0
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, 9)
        run.wait()
        return True


def survivors(group: Group, sample: int, seed: int, processes: int) -> tuple[int, list[Mutant]]:
    """How many changes of a group's modules were tried, of a random sample, and those that no test noticed. Raises
    ``SystemExit`` where the tests fail without any change."""
    sources = {
        path.relative_to(PROJECT).as_posix(): path.read_bytes()
        for pattern in group.modules
        for path in sorted((PROJECT / "generator").glob(pattern))
    }
    every = [one for module, source in sources.items() for one in mutants(module, source)]
    tried = random.Random(seed).sample(every, min(sample, len(every)))
    copies: Queue[Path] = Queue()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(processes) as pool:
        for number in range(processes):
            copy = Path(folder, str(number))
            shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns(*_NOT_COPIED), symlinks=True)
            copies.put(copy)
        if _is_noticed(Path(folder, "0"), group.tests):
            sys.exit(f"the tests fail before anything is changed: {', '.join(group.tests)}")

        def survives(mutant: Mutant) -> bool:
            copy = copies.get()
            path, source = copy / mutant.module, sources[mutant.module]
            try:
                path.write_bytes(mutant.of(source))
                is_left = not _is_noticed(copy, group.tests)
                if is_left:
                    print(f"  not noticed: {mutant}", flush=True)
                return is_left
            finally:
                path.write_bytes(source)
                copies.put(copy)

        # What is left is told as it is found: a run takes hours.
        return len(tried), [one for one, is_left in zip(tried, pool.map(survives, tried), strict=True) if is_left]


def main() -> None:
    """Try a sample of each group, say what no test noticed, and end with 1 where too many were not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", default=list(GROUPS), help=f"of {', '.join(GROUPS)}; all by default")
    parser.add_argument("--sample", type=int, default=40, help="so many changes of each group")
    parser.add_argument("--seed", type=int, default=0, help="another number is another sample")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    too_few = []
    for name in asked.groups:
        group = GROUPS[name]
        tried, left = survivors(group, asked.sample, asked.seed, asked.processes)
        share = 100 * (tried - len(left)) / tried
        print(f"{name}: {tried - len(left)} of {tried} noticed, {share:.0f} % (at least {group.least} %)", flush=True)
        if share < group.least:
            too_few.append(name)
    if too_few:
        sys.exit(f"too few were noticed: {', '.join(too_few)}")


if __name__ == "__main__":
    main()
