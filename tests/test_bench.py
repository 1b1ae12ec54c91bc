"""The content that the benchmark makes is content without a problem, so that it measures whole builds."""

from __future__ import annotations

from pathlib import Path

from bench.copies import write
from bench.edit import Edit
from tests.sites import TINY, read


def test_copies_and_edits_pass_the_check(tmp_path: Path) -> None:
    write(tmp_path / "content", 3, TINY)
    edit = Edit(tmp_path / "content")
    words = [edit.save(), edit.save()]
    one, three = read(TINY), read(tmp_path / "content")
    assert len(three.facts) == 3 * len(one.facts)
    assert len(three.briefings) == 3 * len(one.briefings)
    assert [word in three.facts[edit.fact].text for word in words] == [False, True]
