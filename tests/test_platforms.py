"""The comparison of two built sites, on small ones: what it finds, and what it lets pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.platforms import differences, page_of, pages_of, told, unlike_the_note, zensical_configuration
from tests.sites import PROJECT

PAGE = (
    "<!doctype html><html><head><title>{title}</title></head><body><nav>{frame}</nav><article>"
    '<p class="on-paper" hidden>Ours</p><h1 id="top">One<a class="headerlink" href="#top">¶</a></h1><p>{words}</p>'
    '<h2 id="{anchor}">Two</h2><script>x</script></article></body></html>'
)
SAME = {"title": "A title", "frame": "ours", "words": "Some words.", "anchor": "two"}


def site(folder: Path, pages: dict[str, dict[str, str]]) -> Path:
    for path, how in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(PAGE.format(**{**SAME, **how}), encoding="utf-8")
    return folder


def counts(tmp_path: Path, ours: dict[str, dict[str, str]], theirs: dict[str, dict[str, str]]) -> dict[str, int]:
    found = differences(site(tmp_path / "ours", ours), site(tmp_path / "theirs", theirs)).counts()
    return {kind: count for kind, count in found.items() if count}


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ({}, {}),
        ({"frame": "another theme"}, {}),
        ({"words": "Some\n   words."}, {}),
        ({"title": "Another"}, {"titles": 1}),
        ({"words": "Other words."}, {"words": 1}),
        ({"words": "Some words<a class='headerlink'>¶</a>."}, {}),
        ({"anchor": "zwei"}, {"anchors": 1}),
    ],
)
def test_what_differs_of_a_page_is_found_and_its_frame_is_not_looked_at(
    tmp_path: Path, other: dict[str, str], found: dict[str, int]
) -> None:
    ours: dict[str, dict[str, str]] = {"index.html": {}, "facts/a/index.html": {}}
    assert counts(tmp_path, ours, {"index.html": {}, "facts/a/index.html": other}) == found


def test_pages_that_are_missing_or_more_are_named(tmp_path: Path) -> None:
    ours: dict[str, dict[str, str]] = {"index.html": {}, "a/index.html": {}, "b.html": {}}
    theirs: dict[str, dict[str, str]] = {"index.html": {}, "c/index.html": {}}
    found = differences(site(tmp_path / "ours", ours), site(tmp_path / "theirs", theirs))
    assert found.missing == ("a/", "b.html")
    assert found.added == ("c/",)
    assert list(told("X", 3, found)) == [
        "X: 3 pages of ours; missing 2, added 1, titles 0, anchors 0, words 0",
        "  missing: a/, b.html",
        "  added: c/",
    ]
    assert list(pages_of(tmp_path / "ours")) == ["a/", "b.html", ""]


def test_an_anchor_more_does_no_harm(tmp_path: Path) -> None:
    assert counts(tmp_path, {"index.html": {}}, {"index.html": {"words": '<span id="more">Some words.</span>'}}) == {}


def test_a_page_without_an_article_is_compared_as_a_whole() -> None:
    page = page_of(b"<title> A \n b</title><body><p id=x>Words <b>here</b></p>")
    assert (page.title, page.anchors, page.words) == ("A b", frozenset({"x"}), "Words here")
    assert page_of(b"<title>x</title>").words == ""


NOTE = "| | missing | added | titles | anchors | words |\n| ProperDocs 1.6.7 | none | none | 3 | none | 1, such |\n"


@pytest.mark.parametrize(
    ("counted", "wrong"),
    [
        ((0, 0, 3, 0, 1), ""),
        ((0, 0, 5, 0, 2), ""),  # a new page is no reason to write the note anew
        ((1, 0, 3, 0, 1), "missing 1 where it says 'none'"),
        ((0, 0, 0, 0, 1), "titles 0 where it says '3'"),
        ((0, 0, 3, 2, 0), "anchors 2 where it says 'none', words 0 where it says '1, such'"),
    ],
)
def test_a_note_that_is_not_right_any_more_is_said(counted: tuple[int, ...], wrong: str) -> None:
    kinds = dict(zip(("missing", "added", "titles", "anchors", "words"), counted, strict=True))
    said = unlike_the_note("ProperDocs", kinds, NOTE)
    assert said == (wrong and f"docs/platforms.md is not right about ProperDocs any more: {wrong}")
    assert unlike_the_note("Zensical", kinds, NOTE) == "docs/platforms.md has no line about Zensical"


def test_the_note_has_a_line_for_each_platform() -> None:
    note = (PROJECT / "docs/platforms.md").read_text("utf-8")
    kinds = dict.fromkeys(("missing", "added", "titles", "anchors", "words"), 0)
    assert unlike_the_note("ProperDocs", kinds, note) == ""
    assert "titles 0 where it says" in unlike_the_note("Zensical", kinds, note)


def test_zensical_gets_the_configuration_without_hooks_and_templates(tmp_path: Path) -> None:
    own = {
        "INHERIT": str(PROJECT / "mkdocs.yml"),
        "site_name": "X",
        "hooks": ["x.py"],
        "theme": {"custom_dir": "y"},
        "extra": {"feed": "f"},
    }
    (tmp_path / "mkdocs.yml").write_text(json.dumps(own), encoding="utf-8")
    found = json.loads(zensical_configuration(tmp_path))
    assert found["site_name"] == "X"
    assert found["extra"]["feed"] == "f"
    assert found["extra"]["tabs"]
    assert "hooks" not in found
    assert "INHERIT" not in found
    assert "custom_dir" not in found["theme"]
    assert found["markdown_extensions"]


def test_material_s_notice_is_hidden_where_the_note_says_so_alone() -> None:
    hiding = {
        path.relative_to(PROJECT).as_posix()
        for folder in ("generator", "bench", "templates", ".ci", ".github")
        for path in (PROJECT / folder).rglob("*")
        if path.is_file()
        and path.suffix in (".py", ".yml", ".html", "")
        and b"NO_MKDOCS_2_WARNING" in path.read_bytes()
    }
    hiding |= {name for name in ("Makefile", "mkdocs.yml") if "NO_MKDOCS" in (PROJECT / name).read_text("utf-8")}
    assert hiding == {"generator/publish/engine.py"}
    assert "docs/platforms.md" in (PROJECT / "generator/publish/engine.py").read_text("utf-8")
