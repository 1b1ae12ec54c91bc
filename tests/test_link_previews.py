"""Link previews: what they say, that nothing leaves the frame and no sign is a box, and that only what changed is
drawn."""

from __future__ import annotations

import dataclasses
import io
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generator.draw import link_previews as drawing
from generator.draw.link_previews import (
    BOTTOM,
    COLOURS,
    HEIGHT,
    LEFT,
    LONGEST_ALT,
    RIGHT,
    WIDTH,
    LinkPreview,
    Typeface,
    png,
)
from generator.model.problems import CannotGoOn
from generator.publish import link_previews as keeping
from generator.publish.files import site_files, site_views
from generator.publish.link_previews import CACHE, FONT, LinkPreviews
from tests.sites import TEMPLATES, TINY, TODAY, read

FACE = Typeface((TEMPLATES / FONT).read_bytes())
PLAIN = LinkPreview(
    site="AI Briefing",
    label="AI industry output, Harbour City, 2024",
    hedge="more than",
    number="450 billion",
    unit="yuan",
    text="The output of Harbour City was more than 450 billion yuan.",
    quote="“surpassed 450 billion yuan”",
    source="4 March 2025: Harbour Daily",
    states=(("Disputed", "disputed"), ("May be out of date", "old")),
    reason="For the same time another source gives 80 billion yuan, Northland News, 3 May 2025.",
)
# Overhang of a letter, in pixels.
_LOOSE, WHITE = 6, (255, 255, 255)


def written(preview: LinkPreview, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of a picture, in the order in which they are drawn."""
    return picture(preview, monkeypatch)[1]


def picture(preview: LinkPreview, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, list[str]]:
    """A picture, and the texts in it, in the order in which they are drawn."""
    found: list[str] = []
    draw = drawing._Picture._text

    def spied(self: Any, x: float, base: int, text: str, *how: Any) -> float:
        found.append(text)
        return draw(self, x, base, text, *how)

    with monkeypatch.context() as patch:
        patch.setattr(drawing._Picture, "_text", spied)
        return png(preview, FACE), found


def outside(data: bytes) -> list[tuple[str, object]]:
    """What of a picture is not white where nothing may stand."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    parts = {
        "left": (0, 12, LEFT - _LOOSE, HEIGHT),
        "right": (RIGHT + _LOOSE, 12, WIDTH, HEIGHT),
        "bottom": (0, BOTTOM + _LOOSE, WIDTH, HEIGHT),
    }
    colours = {name: image.crop(part).getcolors() for name, part in parts.items()}
    return [(name, found) for name, found in colours.items() if [colour for _, colour in found or ()] != [WHITE]]


# --- any text ---

# Longer than any line of a picture; the longest that a record may have stands in the one example that is spelt out.
texts = st.text(max_size=120) | st.text("abc WMij,.'“”-/中文ū\u202e\n\t\0", max_size=160) | st.just("W" * 80)
long = st.from_regex(r"[1-9][0-9,]{0,60}( to [1-9][0-9,]{0,60})?( billion)?", fullmatch=True)
states = st.tuples(texts, st.sampled_from([tone for tone in COLOURS if tone != "hairline"]))
previews = st.builds(
    LinkPreview,
    site=texts,
    label=texts,
    hedge=texts,
    number=texts | long,
    unit=texts,
    text=texts,
    quote=texts,
    source=texts,
    states=st.lists(states, max_size=4).map(tuple),
    reason=texts,
    is_struck=st.booleans(),
)


@example(preview=dataclasses.replace(PLAIN, number="", text="W" * 500, source="many words " * 30))
@given(preview=previews)
@settings(max_examples=60, deadline=None)
def test_any_text_stays_in_the_frame_and_no_sign_is_a_box(preview: LinkPreview) -> None:
    with pytest.MonkeyPatch.context() as patch:
        drawn, said = picture(preview, patch)
    assert all(map(FACE.has_glyphs_for, said)), said
    assert outside(drawn) == []
    assert len(preview.alt) <= LONGEST_ALT


def test_what_the_frame_is_tested_with_sees_what_leaves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Typeface, "cut", lambda self, text, size, width: text)
    assert [name for name, _ in outside(png(dataclasses.replace(PLAIN, source="W" * 90), FACE))] == ["right"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zhangjiang (张江科学城), Pudong", "Zhangjiang, Pudong"),
        ("Robots, 张江 (Zhangjiang 张江), 2024", "Robots, (Zhangjiang), 2024"),
        ("海港城", ""),
        ("Montréal, Córdoba", "Montréal, Córdoba"),
        ("Kyūshū：５０％", "Kyushu:50%"),
        ("non\u2011breaking\u00a0space\nand\tlines", "non-breaking space and lines"),
        ("\u202ereversed\u202c, हिन्दी", "reversed,"),
        ("the (five) “signs”, one; two", "the (five) “signs”, one; two"),
    ],
)
def test_a_text_has_only_signs_that_the_font_has(text: str, shown: str) -> None:
    assert FACE.readable(text) == shown
    assert not FACE.has("海")


def test_a_quote_or_figure_is_shown_as_it_stands_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PLAIN.quote in written(PLAIN, monkeypatch)
    chinese = written(dataclasses.replace(PLAIN, quote="「突破4500亿元」"), monkeypatch)
    assert PLAIN.text in chinese
    assert not any("4500" in text for text in chinese)
    for change in ({"number": "450,000,000,000,000 to 999,000,000,000,000,000,000,000"}, {"unit": "元"}):
        shown = written(dataclasses.replace(PLAIN, quote="", **change), monkeypatch)  # type: ignore[arg-type]
        assert not any("000" in text for text in shown)
        # The sentence is what stands large instead.
        assert " ".join(shown).count("The output of Harbour City") == 1
    cut = written(dataclasses.replace(PLAIN, quote=f"“{'many words ' * 40}”"), monkeypatch)
    assert any(text.endswith("…”") for text in cut)


def test_a_long_figure_is_whole_with_its_unit_below(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = {"number": "1,234,567 to 2,345,678", "unit": "square metres of offices per thousand inhabitants"}
    said = written(dataclasses.replace(PLAIN, **figure), monkeypatch)  # type: ignore[arg-type]
    assert set(figure.values()) <= set(said)


def test_the_same_words_make_the_same_bytes_on_every_machine() -> None:
    """Where this fails, a new Pillow draws or compresses otherwise: look at a picture, then write the new name."""
    assert png(PLAIN, FACE) == png(PLAIN, Typeface((TEMPLATES / FONT).read_bytes()))
    image = Image.open(io.BytesIO(png(PLAIN, FACE)))
    assert image.mode == "P"
    assert sha256(png(PLAIN, FACE)).hexdigest()[:16] == "75fb928d7d2681f4"


@given(text=st.text("Shanghai fjord, (€4.5) WAVE – “12%”", min_size=1, max_size=60), size=st.integers(25, 126))
def test_a_line_drawn_word_by_word_is_the_line_drawn_at_once(text: str, size: int) -> None:
    there = Image.new("L", (size * 64, size * 3))
    ImageDraw.Draw(there).text((size, size * 2), text, fill=255, font=FACE.at(size), anchor="ls")
    image = drawing._Picture(PLAIN, FACE)
    image._image = Image.new("P", there.size)
    assert image._text(size, size * 2, text, size, "ink") == size + FACE.at(size).getlength(text)
    at_once = Image.new("P", there.size)
    at_once.paste(there.point(drawing._INKS["ink"]).convert("P"), (0, 0), there.point(drawing._IS_INK))
    assert image._image.tobytes() == at_once.tobytes()


def test_a_font_that_cannot_be_read_is_said() -> None:
    with pytest.raises(CannotGoOn, match=r"requirements\.lock"):
        Typeface(b"no font")


# --- what the pages' pictures say ---


def test_each_fact_says_figure_place_date_source_and_whether_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {page.path: page for page in site_views(read(TINY), TODAY).pages}
    with_one = {path for path, page in pages.items() if page.link_preview}
    assert with_one == {path for path, page in pages.items() if page.template in ("fact", "briefing", "chart")}
    seen: set[str] = set()
    for path in with_one:
        page: Any = pages[path]
        preview = page.link_preview
        said = " ".join(written(preview, monkeypatch))
        if page.template == "briefing":
            assert page.headline.words.text.split()[0] in said
            continue
        if page.template == "chart":
            assert page.title.split()[0] in said
            continue
        claim = page.claim
        seen.add(claim.status)
        assert (claim.changed if claim.status in ("Withdrawn", "Corrected") else claim.status) in said, path
        if claim.old and claim.status not in ("Withdrawn", "Replaced"):
            seen.add("old")
            assert claim.old in said, path
        if claim.figure:
            assert preview.number == claim.figure.number
            assert preview.hedge == claim.figure.qualifier
            assert claim.figure.number in said, path
            assert claim.figure.words in preview.alt
        assert claim.about.name in preview.label
        assert claim.when in preview.label
        assert claim.source.publisher in preview.source
        assert preview.is_struck == (claim.status == "Withdrawn")
    assert {"Withdrawn", "Disputed", "Corrected", "old"} <= seen


def test_a_disputed_figure_names_what_another_source_gives() -> None:
    pages: list[Any] = [page for page in site_views(read(TINY), TODAY).pages if page.template == "fact"]
    disputed = [page for page in pages if page.claim.status == "Disputed" and page.others]
    assert disputed
    for page in disputed:
        amounts = [other.figure.words for other in page.others]
        assert any(f"another source gives {amount}" in page.link_preview.reason for amount in amounts), page.path


# --- only what changed is drawn ---

anew = pytest.mark.usefixtures("anew")


def drawn(out: Path, monkeypatch: pytest.MonkeyPatch, processes: int = 1, **changed: LinkPreview) -> tuple[Any, int]:
    """The pictures of a few previews, and how many were drawn anew."""
    wanted = {f"previews/{name}.png": dataclasses.replace(PLAIN, label=name) for name in ("a", "b", "c")}
    wanted |= {f"previews/{name}.png": preview for name, preview in changed.items()}
    count = 0

    def counting(preview: LinkPreview, face: Typeface) -> bytes:
        nonlocal count
        count += 1
        return png(preview, face)

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "png", counting)
        work = out / "work"
        work.mkdir(parents=True, exist_ok=True)
        found = LinkPreviews(wanted, TEMPLATES, out, work)
        return dict(found.drawn(tuple(wanted), processes)), count


@anew
def test_only_what_changed_is_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, count = drawn(tmp_path, monkeypatch)
    assert count == 3
    assert drawn(tmp_path, monkeypatch) == (first, 0)
    other, count = drawn(tmp_path, monkeypatch, b=dataclasses.replace(PLAIN, label="another"))
    assert count == 1
    assert [path for path in first if first[path] != other[path]] == ["previews/b.png"]
    # What nothing needs any more is not kept.
    assert len(list((tmp_path / CACHE).iterdir())) == 3


@anew
@pytest.mark.parametrize("harm", ["gone", "cut", "changed", "swapped", "a folder", "a file in the place of the folder"])
def test_a_harmed_cache_changes_no_byte(harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = drawn(tmp_path, monkeypatch)
    one, two, _ = sorted((tmp_path / CACHE).iterdir())
    data = one.read_bytes()
    if harm == "cut":
        one.write_bytes(data[:-9])
    elif harm == "changed":
        one.write_bytes(data[:-40] + bytes(40))
    elif harm == "swapped":
        one.write_bytes(two.read_bytes())
    else:
        one.unlink()
    if harm == "a folder":
        (one / "inner").mkdir(parents=True)
    if harm == "a file in the place of the folder":
        for path in (tmp_path / CACHE).iterdir():
            path.unlink()
        (tmp_path / CACHE).rmdir()
        (tmp_path / CACHE).write_bytes(b"a file")
    again, count = drawn(tmp_path, monkeypatch)
    assert again == first
    assert count == (3 if harm.startswith("a file") else 1)
    assert drawn(tmp_path, monkeypatch) == (first, 0)


@anew
def test_several_processes_draw_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(keeping, "_BATCH", 2)
    alone, _ = drawn(tmp_path / "one", monkeypatch)
    assert drawn(tmp_path / "two", monkeypatch, processes=2)[0] == alone


def test_the_version_in_the_address_follows_what_is_said() -> None:
    assert PLAIN.version == dataclasses.replace(PLAIN).version
    assert PLAIN.version != dataclasses.replace(PLAIN, reason="Another reason.").version
    files = site_files(read(TINY), TODAY, None, TEMPLATES)
    page = next(page for page in files.views.pages if page.link_preview)
    assert page.link_preview
    assert f"?v={page.link_preview.version}".encode() in files.page(page).data


def test_colours_are_the_light_ones_of_the_pages() -> None:
    css = (TEMPLATES / "theme/stylesheets/page.css").read_text("utf-8")
    for tone, colour in COLOURS.items():
        name = {"second": "ink-second"}.get(tone, tone)
        assert f"--{name}: light-dark(#{bytes(colour).hex()}," in css or f"--{name}:" not in css
