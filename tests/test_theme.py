"""The theme's files that ours stand in for are those that we know: an upgrade that changes one is noticed."""

from __future__ import annotations

import importlib.util
from hashlib import sha256
from pathlib import Path

import pytest

from tests.sites import TEMPLATES

THEME = TEMPLATES / "theme"
# Files of ours with the name of one of the theme's, and what the theme's was when ours was last compared with it.
# After an upgrade: read what changed in the theme's file, bring ours up to date, and put the new hash here.
KNOWN = {
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "main.html": "9948b55a7bc979c35825df99baba9e6971fca4eb298dea3cdde61e990a2de5e0",
    "partials/copyright.html": "bc86bca3bf75070fe5d72e2a3463bdddf87c10f4d6459c945fe81c5d384e35ea",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/logo.html": "e0925ef6c190174a5162ed1ecc55295016dd8a7beec3018db3e04aac283a2dd9",
    "partials/toc.html": "fde48f583563364b0e0e6865a5ab1e7060ec1826161f69f5cbee653e621b0f84",
}


def _material() -> Path:
    """Where Material's templates are installed; it is not imported, for it wants to be run by MkDocs."""
    found = importlib.util.find_spec("material")
    assert found
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "templates"


def _overridden() -> list[str]:
    """The paths that stand both in our theme folder and in the theme."""
    material = _material()
    ours = (path.relative_to(THEME).as_posix() for path in sorted(THEME.rglob("*")) if path.is_file())
    return [path for path in ours if (material / path).is_file()]


def test_every_file_that_stands_in_for_one_of_the_theme_is_known() -> None:
    assert _overridden() == sorted(KNOWN)


@pytest.mark.parametrize("path", sorted(KNOWN))
def test_the_theme_s_file_is_the_one_that_ours_was_made_from(path: str) -> None:
    assert sha256((_material() / path).read_bytes()).hexdigest() == KNOWN[path]


@pytest.mark.parametrize("path", sorted(KNOWN))
def test_each_override_says_why_it_is_there(path: str) -> None:
    assert (THEME / path).read_text("utf-8").startswith("{#- Why:")


@pytest.mark.parametrize("block", ["htmltitle", "extrahead", "tabs", "content", "scripts"])
def test_the_blocks_that_ours_fill_are_in_the_theme(block: str) -> None:
    assert f"{{% block {block} %}}" in (_material() / "base.html").read_text("utf-8")


def test_the_font_is_small_and_its_licence_stands_beside_it() -> None:
    (font,) = (THEME / "fonts").glob("*.woff2")
    assert font.stat().st_size <= 25 * 1024
    assert "SIL Open Font License" in (THEME / "fonts/source-serif-4-LICENSE.txt").read_text("utf-8")
