"""What all tests share: how examples are made up, and the option that accepts a changed output."""

from __future__ import annotations

import pytest
from hypothesis import settings

# The same examples on every machine and day: a change breaks these tests, never chance.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-expected", action="store_true", help="Accept what the generator writes as what it should write."
    )
