"""Nothing that an editor writes takes the program long: budgets of pages, and expressions that stay within bounds."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]
from time import process_time
from typing import Any

import pytest

import generator
from generator.read.budgets import LONGEST_PARAGRAPH, MOST_OPENINGS, MOST_SIGNS, over_budget
from generator.text.prose import clean_html, split_by_headings

# How an expression is used: by these alone only one beginning is tried.
ANCHORED = {"match", "fullmatch"}
USES = ANCHORED | {"search", "sub", "subn", "split", "findall", "finditer"}
# The commands have none, and what MkDocs runs is imported by it.
LEFT_OUT = {"generator.__main__"}


def modules() -> Iterator[Any]:
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if module.name not in LEFT_OUT:
            yield importlib.import_module(module.name)


def within(thing: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The expressions in a module's value, those in collections and classes too."""
    if isinstance(thing, re.Pattern):
        if isinstance(thing.pattern, str):
            yield thing
    elif depth < 4 and isinstance(thing, dict):
        for key, value in thing.items():
            yield from within(key, depth + 1)
            yield from within(value, depth + 1)
    elif depth < 4 and isinstance(thing, (list, tuple, set, frozenset)):
        for item in thing:
            yield from within(item, depth + 1)
    elif depth < 2 and isinstance(thing, type) and thing.__module__.startswith("generator"):
        yield from within(dict(vars(thing)), depth + 1)


def expressions() -> dict[re.Pattern[str], tuple[str, set[str]]]:
    """Every expression of ours, where it is, and how it is used: those that modules hold, and those that are written
    where they are used."""
    found: dict[re.Pattern[str], tuple[str, set[str]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for one in within(value):
                found.setdefault(one, (f"{module.__name__}.{name}", set()))
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("re"), use), [written, *_]) if use in USES:
                    # One that is made of what a function is given cannot be known here.
                    try:
                        pattern = eval(compile(ast.Expression(written), "", "eval"), dict(vars(module)))
                    except (NameError, TypeError):
                        continue
                    one = pattern if isinstance(pattern, re.Pattern) else re.compile(pattern)
                    found.setdefault(one, (f"{module.__name__}:{node.lineno}", set()))[1].add(use)
                case ast.Call(ast.Attribute(ast.Name(name), use)) if use in USES:
                    if isinstance(one := vars(module).get(name), re.Pattern) and one in found:
                        found[one][1].add(use)
    return found


def signs(tree: Any) -> Iterator[str]:
    """A sign for each part of a parsed expression."""
    for operation, value in tree:
        match str(operation):
            case "LITERAL":
                yield chr(value)
            case "NOT_LITERAL" | "ANY":
                yield "x"
            case "RANGE":
                yield chr(value[0])
            case "CATEGORY":
                yield {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}.get(str(value), "-")
            case "NEGATE":
                yield "x"
            case "IN" | "ATOMIC_GROUP":
                yield from signs(value)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                yield from signs(value[2])
            case "SUBPATTERN":
                yield from signs(value[3])
            case "ASSERT" | "ASSERT_NOT":
                yield from signs(value[1])
            case "BRANCH":
                for branch in value[1]:
                    yield from signs(branch)


def hostile(pattern: re.Pattern[str]) -> list[str]:
    """What is repeated to make an expression try all that it can: its own signs, alone and in pairs."""
    own = list(dict.fromkeys((*signs(parser.parse(pattern.pattern, pattern.flags)), " ", "a", "1")))[:16]
    return [*own, *(one + other for one in own[:5] for other in own[:5] if one != other)]


def seconds(look: Callable[[str], object], unit: str, length: int) -> float:
    # The last sign fits nothing, so that what was found must be given back.
    text = unit * (length // len(unit)) + "\0"
    started = process_time()
    look(text)
    return process_time() - started


def looking(pattern: re.Pattern[str], uses: set[str]) -> Callable[[str], object]:
    if uses and uses <= ANCHORED:
        return pattern.fullmatch if uses == {"fullmatch"} else pattern.match
    return lambda text: sum(1 for _ in pattern.finditer(text))


def excess(pattern: re.Pattern[str], uses: set[str]) -> str | None:
    """What makes an expression take time that grows faster than the square of a text's length; None where nothing
    does. Lengths grow in small steps, so that one that doubles with each sign is noticed before it hangs."""
    look, units = looking(pattern, uses), hostile(pattern)
    for shorter, longer in ((16, 26), (80, 240), (300, 900)):
        # Three times the square, for a busy machine.
        most = 3 * (longer / shorter) ** 2
        timed = sorted(((seconds(look, unit, longer), unit) for unit in units), reverse=True)
        for took, unit in timed[:4]:
            if took > 0.003 and took > most * min(seconds(look, unit, shorter) for _ in range(3)):
                if min(seconds(look, unit, longer) for _ in range(2)) > most * seconds(look, unit, shorter):
                    return unit
    return None


@pytest.mark.slow
def test_no_expression_takes_more_than_the_square_of_what_it_reads() -> None:
    """The longest text that a field may hold has 5,000 signs, and the longest line of a file 6,000."""
    found = expressions()
    assert len(found) > 500
    bad = {where: unit for one, (where, uses) in found.items() if (unit := excess(one, uses)) is not None}
    assert bad == {}


def grows(pattern: re.Pattern[str], uses: set[str], length: int) -> str | None:
    """What makes an expression take time that grows faster than a text does; None where nothing does."""
    look = looking(pattern, uses)
    for unit in hostile(pattern):
        # What takes a moment at most is as good as linear; a machine that is busy is asked again.
        if seconds(look, unit, length) > length / 400_000:
            short = min(seconds(look, unit, length // 4) for _ in range(2))
            if min(seconds(look, unit, length) for _ in range(2)) > 8 * short:
                return unit
    return None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("every", "length"), [(4, 20_000), pytest.param(1, 100_000, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_every_expression_takes_as_long_as_what_it_reads(every: int, length: int) -> None:
    bad = {
        where: unit for one, (where, uses) in [*expressions().items()][::every] if (unit := grows(one, uses, length))
    }
    assert bad == {}


@pytest.mark.parametrize(("pattern", "is_bad"), [(r" +!", True), (r"(?<! ) ++!", False)])
def test_an_expression_that_grows_faster_than_its_text_is_noticed(pattern: str, is_bad: bool) -> None:
    assert (grows(re.compile(pattern), {"search"}, 20_000) is not None) == is_bad


@pytest.mark.parametrize(("pattern", "is_bad"), [(r"(?:[A-Z]\w+ ?)+!", True), (r"(?:[A-Z]\w++ ?)+!", False)])
def test_an_expression_that_would_hang_is_noticed(pattern: str, is_bad: bool) -> None:
    assert (excess(re.compile(pattern), {"search"}) is not None) == is_bad


HOSTILE_PAGES = {
    "brackets": "[" * 30_000,
    "brackets in lines": ("[" * 60 + "\n") * 300,
    "pictures": "![" * 3000,
    "blanks": "## a" + " " * 200_000 + "b",
    "quotes": "> " * 5000 + "a",
    "lists": "1. " * 900 + "a",
    "indents": " " * 1900 + "a",
    "tags": "<a " * 3000,
    "code": "`" * 3000 + " a",
    "lines": "a\n" * 100_000,
    "paragraph": ("a b " * 400 + "\n") * 3,
}


@pytest.mark.parametrize("text", HOSTILE_PAGES.values(), ids=HOSTILE_PAGES.keys())
def test_a_page_that_would_take_long_is_refused_with_its_name(text: str) -> None:
    problems = list(over_budget("content/pages/about.md", f"# About\n\n{text}\n"))
    assert problems
    assert {(problem.spot.path, problem.rule) for problem in problems} == {("content/pages/about.md", "page-too-large")}
    assert len(problems) < 200


WORST = ("[", "![", "[a](", "<a ", "<", "`", "*a", "**a*", "&", "\\\\", "a ", "[[]", "_a ", "[a]: b\n")


@pytest.mark.parametrize("unit", WORST)
def test_the_worst_page_within_the_budget_is_made_paragraph_by_paragraph(unit: str) -> None:
    """What all paragraphs take together is what one takes, so many times: bounded, as each is."""
    openings = sum(map(unit.count, "[<`"))
    count = min(
        (MOST_OPENINGS - 1) // openings if openings else LONGEST_PARAGRAPH, (LONGEST_PARAGRAPH - 9) // len(unit)
    )
    block = re.sub("(.{1500})", r"\1\n", unit * count)
    text = "\n\n".join([block] * max(1, min(8, MOST_SIGNS // (len(block) + 2))))
    assert not list(over_budget("about.md", f"# About\n\n{text}"))
    started = process_time()
    clean_html(text)
    # A generous bound: the page of thirty thousand brackets took many minutes.
    assert process_time() - started < 20


def test_headings_are_found_as_before() -> None:
    text = "first\n## A\nx\n##  B b ##\ny\n### C\n## D#\n## "
    assert split_by_headings(text) == (
        ("", "first\n"), ("A", "\nx\n"), ("B b", "\ny\n### C\n"), ("D", "\n## "),
    )  # fmt: skip
