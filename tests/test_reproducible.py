"""The same content gives the same bytes, wherever, whenever and however often it is built."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.sites import PROJECT, TINY, build_command, command, finished, stamps, tree

# Two machines that differ in all that a machine can differ in: day, language, hash seed, folder.
EAST = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": "/nowhere"}
WEST = {"TZ": "America/Los_Angeles", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "424242"}


@pytest.fixture(scope="module")
def built_twice(tmp_path_factory) -> tuple[Path, Path]:
    """Output folders of the tiny site, built on both machines."""
    east = tmp_path_factory.mktemp("east") / "a" / "deep" / "folder with spaces"
    west = tmp_path_factory.mktemp("west")
    content = Path(os.path.relpath(TINY, west))
    processes = [
        command("build", "--today", "2026-11-23", "--content", TINY, "--out", east, environment=EAST),
        command("build", "--today", "2026-11-23", "--content", content, "--out", "o", cwd=west, environment=WEST),
    ]
    for process in processes:
        finished(process)
    return east, west / "o"


def test_two_machines_build_the_same_bytes(built_twice: tuple[Path, Path]) -> None:
    east, west = map(tree, built_twice)
    assert {"site/index.html", "site/feeds/all.xml", "site/sitemap.xml.gz", "docs/index.md"} <= east.keys()
    assert east.keys() == west.keys()
    assert [path for path in east if east[path] != west[path]] == []


def test_the_day_that_the_sitemap_names_is_that_of_the_newest_fact(built_twice: tuple[Path, Path]) -> None:
    sitemap = (built_twice[0] / "site" / "sitemap.xml").read_text("utf-8")
    assert set(re.findall("<lastmod>(.*)</lastmod>", sitemap)) == {"2026-11-23"}


def test_a_second_build_touches_no_file(built_twice: tuple[Path, Path]) -> None:
    before = stamps(built_twice[0])
    assert ", 0 files changed in " in finished(build_command(TINY, built_twice[0]))
    assert stamps(built_twice[0]) == before


def test_nothing_published_names_the_machine_that_built_it(built_twice: tuple[Path, Path]) -> None:
    for out in built_twice:
        for path, data in tree(out).items():
            assert str(out).encode() not in data, path
            assert str(PROJECT).encode() not in data, path
