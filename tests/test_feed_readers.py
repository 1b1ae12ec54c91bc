"""Real feed readers read the feeds; one that is not installed is named in the summary as not run."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.feeds.files import feed_files
from generator.feeds.items import feeds
from generator.pages.parts import Catalogue
from tests.readers import READERS, Served, missing, served
from tests.sites import TEMPLATES, TINY, TODAY, read


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The feeds of the tiny site, which has a title that looks like markup and one in Chinese."""
    folder = tmp_path_factory.mktemp("site")
    content = read(TINY)
    for file in feed_files(feeds(Catalogue(content, TODAY)), content.site, TEMPLATES):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.data)
    with served(folder) as made:
        yield made


@pytest.mark.parametrize("name", READERS)
def test_a_real_reader_reads_every_item(name: str, site: Served, tmp_path: Path) -> None:
    if reason := missing(name):
        pytest.skip(reason)
    READERS[name][1](site, tmp_path)


@pytest.mark.parametrize("name", READERS)
def test_a_reader_notices_an_item_that_is_not_as_it_should_be(name: str, site: Served, tmp_path: Path) -> None:
    if reason := missing(name):
        pytest.skip(reason)
    wrong = {path: {guid: f"{title}?" for guid, title in items.items()} for path, items in site.feeds.items()}
    with pytest.raises(AssertionError, match="not what"):
        READERS[name][1](dataclasses.replace(site, feeds=wrong), tmp_path)
