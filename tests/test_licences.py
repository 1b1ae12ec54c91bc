"""The licence of every package that the locks name, against the list of those allowed: ``licences.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any

import pytest
import yaml

from tests.sites import PROJECT

# What `make code` installs. What others need has a lock of its own and is in the list of parts that a publication has.
LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-test.lock")
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==[^ ;\\]+(?: ; ([^\\]*))?", re.MULTILINE)


@cache
def rules() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROJECT / "tests/licences.yml").read_text("utf-8"))
    return found


def packages() -> Iterator[tuple[str, bool]]:
    """The packages of the locks, and whether each is for other systems than this one too."""
    found = {}
    for lock in LOCKS:
        for name, marker in _PINNED.findall((PROJECT / lock).read_text("utf-8")):
            found[name.lower()] = bool(marker)
    yield from sorted(found.items())


def said_by(expression: str | None, classifiers: list[str], licence: str | None) -> tuple[str, ...]:
    """The licences that a package says it has, as its metadata say it best; none where they do not."""
    if expression:
        return (expression,)
    named = [name for line in classifiers if line.startswith("License ::") and (name := line.split(" :: ")[-1])]
    named = [name for name in named if name != "OSI Approved"]
    if named:
        return tuple(named)
    # Some put the whole text there.
    return (licence,) if licence and licence != "UNKNOWN" and len(licence) < 60 else ()


def is_allowed(licence: str, allowed: frozenset[str], names: dict[str, str]) -> bool:
    """Whether a licence, or what an SPDX expression without brackets says, is on the list."""
    choices = names.get(licence, licence).split(" OR ")
    return any(all(part in allowed for part in choice.split(" AND ")) for choice in choices)


def fault(name: str, said: tuple[str, ...]) -> str:
    """What is wrong with what a package says of its licence, or nothing."""
    known = rules()["read"].get(name)
    said = (known["licence"],) if known else said
    allowed = frozenset(rules()["allowed"])
    if not said:
        return f"{name} does not say its licence; read it, and name it under `read` in tests/licences.yml"
    wrong = [licence for licence in said if not is_allowed(licence, allowed, rules()["names"])]
    return f"{name}: {' and '.join(wrong)} is not among the licences allowed in tests/licences.yml" if wrong else ""


def test_every_package_has_a_licence_that_is_allowed() -> None:
    faults, looked_at = [], 0
    for name, is_for_some in packages():
        try:
            found: Any = metadata(name)
        except PackageNotFoundError:
            assert is_for_some, f"{name} is in a lock and not installed"
            continue
        looked_at += 1
        said = said_by(found.get("License-Expression"), found.get_all("Classifier") or [], found.get("License"))
        faults.append(fault(name, said))
    assert [one for one in faults if one] == []
    assert looked_at > 60


@pytest.mark.parametrize(
    ("licence", "is_good"),
    [
        ("MIT", True),
        ("MIT License", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only OR MIT AND PSF-2.0", True),
        ("GPL-3.0-only OR MIT AND AGPL-3.0-only", False),
        # Brackets are for somebody to read.
        ("MIT OR (GPL-3.0-only AND MIT)", True),
        ("(MIT OR GPL-3.0-only) AND MIT", False),
        ("Proprietary", False),
    ],
)
def test_of_a_choice_one_has_to_be_allowed_and_of_a_sum_each(licence: str, is_good: bool) -> None:
    assert is_allowed(licence, frozenset(rules()["allowed"]), rules()["names"]) == is_good


@pytest.mark.parametrize(
    ("said", "licences"),
    [
        (("MIT", ["License :: OSI Approved :: BSD License"], "x"), ("MIT",)),
        (
            (None, ["License :: OSI Approved :: MIT License", "License :: OSI Approved :: GPL"], ""),
            ("MIT License", "GPL"),
        ),
        ((None, ["Topic :: Software", "License :: OSI Approved"], "MIT"), ("MIT",)),
        ((None, [], "UNKNOWN"), ()),
        ((None, [], "Permission is hereby granted, free of charge, to any person obtaining a copy"), ()),
    ],
)
def test_what_a_package_says_is_read_where_it_says_it_best(said: Any, licences: tuple[str, ...]) -> None:
    assert said_by(*said) == licences


def test_a_package_that_says_nothing_or_what_is_not_allowed_is_a_fault() -> None:
    assert "does not say its licence" in fault("new-package", ())
    assert "GPL is not among" in fault("new-package", ("MIT License", "GPL"))


def test_what_somebody_read_is_of_packages_that_are_there() -> None:
    assert rules()["read"].keys() <= dict(packages()).keys()
