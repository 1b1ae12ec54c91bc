"""The same content gives the same bytes, wherever, whenever and however often it is built."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.publish.stamp import BUILT
from tests.browser import Site, url_of
from tests.sites import PROJECT, TINY, TODAY, WEST, command, finished, stamps, tree


@pytest.fixture(scope="module")
def built_twice(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Output folders of the tiny site, built on two machines that differ in all that they can differ in."""
    west = tmp_path_factory.mktemp("west")
    content = Path(os.path.relpath(TINY, west))
    where = ("--out", "o", "--site-url", url_of("tiny"))
    finished(command("build", "--today", TODAY, "--content", content, *where, cwd=west, environment=WEST))
    return sites["tiny"].folder.parent, west / "o"


def made(out: Path) -> dict[str, bytes]:
    """What was built, without what a folder says of the machine for the next build there."""
    return {f"{folder}/{path}": data for folder in BUILT for path, data in tree(out / folder).items()}


def test_two_machines_build_the_same_bytes(built_twice: tuple[Path, Path]) -> None:
    east, west = map(made, built_twice)
    assert {"site/index.html", "site/feeds/all.xml", "site/sitemap.xml.gz", "docs/index.md"} <= east.keys()
    assert east.keys() == west.keys()
    assert [path for path in east if east[path] != west[path]] == []


def test_the_day_that_the_sitemap_names_is_that_of_the_newest_fact(built_twice: tuple[Path, Path]) -> None:
    sitemap = (built_twice[0] / "site" / "sitemap.xml").read_text("utf-8")
    assert set(re.findall("<lastmod>(.*)</lastmod>", sitemap)) == {"2026-11-23"}


def test_a_second_build_touches_no_file(built_twice: tuple[Path, Path]) -> None:
    _, out = built_twice
    before = [stamps(out / folder) for folder in BUILT]
    # Another path of the same content: not even its first bytes are the same to the program.
    again = command("build", "--today", TODAY, "--content", TINY, "--out", out, "--site-url", url_of("tiny"))
    assert "; 0 pages made, 0 files changed in " in finished(again)
    assert [stamps(out / folder) for folder in BUILT] == before
    again = command("build", "--today", TODAY, "--content", TINY, "--out", out, "--site-url", url_of("tiny"))
    assert ", nothing changed since, in " in finished(again)


def test_nothing_published_names_the_machine_that_built_it(built_twice: tuple[Path, Path]) -> None:
    for out in built_twice:
        for path, data in made(out).items():
            assert str(out).encode() not in data, path
            assert str(PROJECT).encode() not in data, path
