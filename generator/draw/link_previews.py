"""Link previews: the picture that a network or a messenger shows next to a link to a page of ours.

Drawn by Pillow with the site's own font, without a browser. The same words, font and version of Pillow make the same
bytes: text is laid out glyph by glyph (no shaping library, which a machine may have or not), colours are few and fixed,
and Pillow brings its own FreeType and zlib along.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

from generator.model.problems import CannotGoOn

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
# Nothing but the bar at the top stands outside of these, in pixels.
LEFT, RIGHT, BOTTOM = 64, WIDTH - 64, HEIGHT - 26
# How long the words for those who do not see a picture may be; X takes no more.
LONGEST_ALT = 420

Tone = Literal["ink", "second", "hairline", "confirmed", "single", "official", "disputed", "old"]
# The light colours of templates/theme/stylesheets/page.css.
COLOURS: dict[Tone, tuple[int, int, int]] = {
    "hairline": (0xCF, 0xD7, 0xDD),
    "ink": (0x16, 0x21, 0x2B),
    "second": (0x49, 0x56, 0x62),
    "confirmed": (0x1A, 0x64, 0x46),
    "single": (0x34, 0x52, 0x6D),
    "official": (0x6F, 0x4A, 0x00),
    "disputed": (0xA3, 0x27, 0x1B),
    "old": (0x5B, 0x4A, 0x63),
}
# Each colour is there half too, for the edges of letters. More would make a picture half as large again, for an edge
# that nobody sees. No letter has the hairline's.
_HALF: dict[Tone, int] = {tone: number * 2 for number, tone in enumerate(COLOURS) if number}
# How much of a pixel a letter covers, of 255, in halves: none, half, all. What colour that is, and whether it is any.
_HALVES = [(cover * 2 + 127) // 255 for cover in range(256)]
_INKS: dict[Tone, list[int]] = {tone: [max(0, half + halves - 1) for halves in _HALVES] for tone, half in _HALF.items()}
_IS_INK = [255 if halves else 0 for halves in _HALVES]
# What is written with another sign where the font lacks one and Unicode knows no simpler form.
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—"})
# What a word that the font lacks leaves of itself: brackets, of which the other may stand at another word, and commas.
_OPENING, _CLOSING, _STOPS = "([“‘", ")]”’", (",", ".", ";", ":")
_EMPTY, _AFTER_START, _BEFORE_END = (
    re.compile(r"\(\)|\[\]|“”|‘’"),
    re.compile(r"(?<=[(\[“‘]) +"),
    re.compile(r"(?<! ) ++(?=[)\],;:])"),
)
_SPACES = re.compile(r" {2,}")
_WORDS = re.compile(r"\s+|\S+")
# So many drawn words are kept, some 10 MB.
_WORDS_KEPT = 2048


def _without_word(word: str) -> str:
    rest = word.lstrip(_OPENING)
    kept = (rest[:-1] if rest.endswith(_STOPS) else rest).rstrip(_CLOSING)
    return word[: len(word) - len(rest)] + rest[len(kept) :]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPreview:
    """What a link preview says.

    The figure is shown large and whole; where there is none, or none that fits, ``text`` is. ``quote`` is shown below a
    figure in place of ``text`` if the font has all of its signs.
    """

    site: str
    label: str
    hedge: str = ""
    number: str = ""
    unit: str = ""
    text: str
    quote: str = ""
    source: str
    # How things stand, in words: the first says most. Below them, why.
    states: tuple[tuple[str, Tone], ...]
    reason: str
    # Whether the figure or text is struck out, as it was withdrawn.
    is_struck: bool = False

    @property
    def version(self) -> str:
        """Names what is said: a part of the picture's address, so that a cache that has another asks again."""
        return blake2b(repr(self).encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()

    @property
    def alt(self) -> str:
        """The same in words, for those who do not see the picture."""
        figure = " ".join(filter(None, (self.hedge, self.number, self.unit)))
        said = (f"{self.label}: {figure or self.text}", self.source, *(state for state, _ in self.states), self.reason)
        return _cut(" ".join(f"{one.rstrip('.')}." for one in said if one), LONGEST_ALT)


def _cut(text: str, most: int) -> str:
    """A text of so many signs at most, cut at the end of a word."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(" ,;:") + "…"


class Typeface:
    """The one font of all pictures, in every size that is asked for."""

    def __init__(self, data: bytes) -> None:
        """``data`` is a font file. Raises ``CannotGoOn`` where Pillow cannot read it."""
        self._data = data
        self._sizes: dict[int, FreeTypeFont] = {}
        self._has: dict[str, bool] = {}
        # By size and sign. Texts are measured word by word and again, and asking Pillow costs as much as drawing.
        self._widths: dict[int, dict[str, float]] = {}
        self._words = lru_cache(maxsize=_WORDS_KEPT)(self._draw_word)
        self._missing = self._shape("\uffff")

    def at(self, size: int) -> FreeTypeFont:
        """The font in a size, in pixels."""
        from PIL import ImageFont

        found = self._sizes.get(size)
        if found is None:
            try:
                found = ImageFont.truetype(io.BytesIO(self._data), size, layout_engine=ImageFont.Layout.BASIC)
            except OSError as error:
                raise CannotGoOn(
                    f"Pillow cannot read the font of the link previews ({error}); install it from requirements.lock"
                ) from error
            self._sizes[size] = found
        return found

    def has(self, sign: str) -> bool:
        """Whether the font has a sign: what it lacks comes out as the same box that a code without a sign does."""
        if sign not in self._has:
            # Control signs have no shape, and signs that combine have one only with another.
            is_shown = unicodedata.category(sign)[0] not in "CM"
            self._has[sign] = sign == " " or (is_shown and self._shape(sign) != self._missing)
        return self._has[sign]

    def has_glyphs_for(self, text: str) -> bool:
        """Whether the font has every sign of a text as it stands."""
        return all(map(self.has, text))

    def readable(self, text: str) -> str:
        """A text without what the font lacks: simpler signs where there are any, and no word that has none."""
        said = "".join(" " if sign.isspace() else sign for sign in unicodedata.normalize("NFC", text))
        said = "".join(sign for sign in said if unicodedata.category(sign)[0] not in "CM" or sign == " ")
        words = ("".join(map(self._simple, word)) for word in said.split())
        left = " ".join(word if self.has_glyphs_for(word) else _without_word(word) for word in words)
        # What stood around a word that is gone closes up.
        return _SPACES.sub(" ", _BEFORE_END.sub("", _AFTER_START.sub("", _EMPTY.sub("", left)))).strip()

    def width(self, text: str, size: int) -> float:
        """How wide a text is, in pixels: as wide as its signs, for letters are not moved together (no kerning)."""
        widths = self._widths.setdefault(size, {})
        total = 0.0
        for sign in text:
            width = widths.get(sign)
            if width is None:
                width = widths[sign] = self.at(size).getlength(sign)
            total += width
        return total

    def word(self, word: str, size: int, tone: Tone) -> tuple[Image, Image, tuple[int, int]]:
        """A word in a tone: its colours by number, where any of them is, and where its corner lies from its start on
        the line. Words come again and again, and this font gives each sign a whole number of pixels, so that a line of
        words is the same as one drawn at once."""
        return self._words(word, size, tone)

    def _draw_word(self, word: str, size: int, tone: Tone) -> tuple[Image, Image, tuple[int, int]]:
        from PIL import Image, ImageDraw

        font = self.at(size)
        left, top, right, bottom = map(round, font.getbbox(word, anchor="ls"))
        cover = Image.new("L", (max(1, right - left), max(1, bottom - top)))
        ImageDraw.Draw(cover).text((-left, -top), word, fill=255, font=font, anchor="ls")
        return cover.point(_INKS[tone]).convert("P"), cover.point(_IS_INK), (left, top)

    def _shape(self, sign: str) -> tuple[tuple[int, int], bytes]:
        mask = self.at(24).getmask(sign)
        return mask.size, bytes(mask)

    def _simple(self, sign: str) -> str:
        """A sign that the font has in the place of one that it lacks: 5 for ５, u for ū; else the sign itself."""
        if self.has(sign):
            return sign
        plain = unicodedata.normalize("NFKD", sign.translate(_ALIKE))
        plain = "".join(part for part in plain if unicodedata.category(part) != "Mn").translate(_ALIKE)
        return plain if plain and plain.isprintable() and self.has_glyphs_for(plain) else sign

    # --- text that fits ---

    def cut(self, text: str, size: int, width: float) -> str:
        """A text that is no wider than asked, cut at the end of a word; a word alone is cut within."""
        if self.width(text, size) <= width:
            return text
        words = text.split()
        while len(words) > 1:
            words.pop()
            if self.width(kept := f"{' '.join(words).rstrip(',;:–—')}…", size) <= width:
                return kept
        kept = words[0] if words else ""
        while kept and self.width(f"{kept}…", size) > width:
            kept = kept[:-1]
        return f"{kept}…"

    def lines(self, text: str, size: int, width: float, most: int) -> list[str]:
        """A text in so many lines at most, broken between words; what is left over is cut off."""
        found: list[str] = []
        words = text.split()
        while words and len(found) < most - 1:
            count = 1
            while count < len(words) and self.width(" ".join(words[: count + 1]), size) <= width:
                count += 1
            found.append(self.cut(" ".join(words[:count]), size, width))
            words = words[count:]
        return [*found, self.cut(" ".join(words), size, width)] if words else found

    def largest(self, text: str, sizes: Sequence[tuple[int, int]], width: float) -> tuple[int, list[str]]:
        """A text in the first of these sizes, each with its most lines, in which nothing is cut off; else the last."""
        for size, most in sizes:
            lines = self.lines(text, size, width, most)
            if " ".join(lines) == text:
                return size, lines
        return size, lines


def png(preview: LinkPreview, face: Typeface) -> bytes:
    """The picture of a preview, 1200 × 630 pixels."""
    return _Picture(preview, face).png()


class _Picture:
    def __init__(self, preview: LinkPreview, face: Typeface) -> None:
        from PIL import Image

        self._preview, self._face = preview, face
        self._image = Image.new("P", (WIDTH, HEIGHT))
        self._image.putpalette(_palette())

    def png(self) -> bytes:
        """Draw all of it."""
        self._head()
        self._middle()
        self._foot()
        out = io.BytesIO()
        # All that Pillow would choose by itself is said, so that nothing depends on its defaults. Runs of one colour
        # are all that is looked for (3 is zlib's Z_RLE): to look for more takes three times as long, for a picture
        # that is a seventh smaller.
        self._image.save(out, "PNG", optimize=False, bits=4, compress_level=1, compress_type=3)
        return out.getvalue()

    # --- parts, from the top ---

    def _head(self) -> None:
        self._box(0, 0, WIDTH, 12, "ink")
        name = self._face.cut(self._said("site"), 30, RIGHT - LEFT - 14)
        end = self._text(LEFT, 80, name, 30, "ink")
        self._box(end + 4, 54, end + 12, 62, "disputed")
        self._box(LEFT, 112, RIGHT, 114, "hairline")

    def _middle(self) -> None:
        face, preview, width = self._face, self._preview, RIGHT - LEFT
        label = face.lines(self._said("label"), 34, width, 2)
        y = self._lines(label, 34, 166, 42, "second")
        sized = self._figure_sizes()
        if sized is None:
            room = 3 if len(label) > 1 else 4
            size, lines = face.largest(self._said("text"), ((60, 3), (54, 3), (48, room), (42, room)), width)
            # What is short stands lower, so that the middle is no hole.
            y += size + 24 + max(0, (3 - len(lines)) * size // 3)
            self._lines(lines, size, y, round(size * 1.2), "second" if preview.is_struck else "ink", preview.is_struck)
        else:
            y = self._figure(y, sized)
            quote = preview.quote if face.has_glyphs_for(preview.quote) else ""
            room = 2 if y < 340 else 1
            lines = face.lines(quote or self._said("text"), 29, width - 22, room)
            if quote and lines and not lines[-1].endswith(quote[-1]):
                lines[-1] = face.cut(lines[-1], 29, width - 72).rstrip("…") + "…" + quote[-1]
            if lines:
                y += 52
                self._box(LEFT, y - 24, LEFT + 4, y + 8 + 38 * (len(lines) - 1), "ink" if quote else "hairline")
                self._lines(lines, 29, y, 38, "ink", left=LEFT + 22)
        self._lines(face.lines(self._said("source"), 25, width, 1), 25, 456, 34, "second")

    def _foot(self) -> None:
        face, width = self._face, RIGHT - LEFT - 28
        self._box(LEFT, 482, RIGHT, 484, "hairline")
        states = [(said, tone) for state, tone in self._preview.states if (said := face.readable(state))]
        reason = face.lines(self._said("reason"), 25, width, 2)
        if states:
            self._box(LEFT, 504, LEFT + 8, 546 + 32 * len(reason), states[0][1])
        together = "  ·  ".join(said for said, _ in states)
        size = next((size for size in (33, 31, 29, 27, 25) if face.width(together, size) <= width), 25)
        x: float = LEFT + 28
        for number, (said, tone) in enumerate(states):
            if number:
                x = self._text(x, 536, "  ·  ", size, "second")
            # The last that has room is cut, and nothing follows it.
            shown = face.cut(said, size, RIGHT - x)
            x = self._text(x, 536, shown, size, tone)
            if shown != said or RIGHT - x < 80:
                break
        self._lines(reason, 25, 574, 32, "second", left=LEFT + 28)

    # --- the figure ---

    @cached_property
    def _figure_parts(self) -> tuple[str, str, str]:
        preview = self._preview
        return preview.hedge, preview.number, preview.unit

    def _figure_sizes(self) -> tuple[int, int, bool] | None:
        """How large the number is, how large hedge and unit, and whether the unit stands in a line of its own; None
        where there is no figure, or none that can be shown whole."""
        hedge, number, unit = self._figure_parts
        if not number or not all(self._face.has_glyphs_for(part) for part in (hedge, number, unit)):
            return None
        for is_stacked in (False, True):
            for size in range(126 if not is_stacked else 102, 54, -6):
                small = max(36, round(size * 0.31))
                first = [(f"{hedge} " if hedge else "", small), (number, size)]
                second = [(unit, small)] if is_stacked else []
                first += [] if is_stacked or not unit else [(f" {unit}", small)]
                widths = [sum(self._face.width(*part) for part in line) for line in (first, second)]
                if max(widths) <= RIGHT - LEFT:
                    return size, small, is_stacked
        return None

    def _figure(self, y: int, sized: tuple[int, int, bool]) -> int:
        """Draw the figure below a height; returns its lowest line."""
        size, small, is_stacked = sized
        hedge, number, unit = self._figure_parts
        tone: Tone = "second" if self._preview.is_struck else "ink"
        base = y + round(size * 0.67) + (28 if is_stacked else 48)
        start = x = self._text(LEFT, base, f"{hedge} ", small, tone) if hedge else LEFT
        x = self._text(x, base, number, size, tone)
        if self._preview.is_struck:
            middle = base - round(size * 0.3)
            self._box(start - 6, middle - 3, x + 6, middle + 4, "disputed")
        if is_stacked:
            base += small + 12
            self._text(LEFT, base, unit, small, tone)
        elif unit:
            self._text(x, base, f" {unit}", small, tone)
        return base

    # --- marks ---

    def _said(self, name: str) -> str:
        return self._face.readable(getattr(self._preview, name))

    def _box(self, left: float, top: float, right: float, bottom: float, tone: Tone) -> None:
        """Fill a box; its right and lower edges are outside."""
        self._image.paste(
            _HALF[tone] + 1 if tone in _HALF else 1, (round(left), round(top), round(right), round(bottom))
        )

    def _text(self, x: float, base: int, text: str, size: int, tone: Tone) -> float:
        """Write a text on a line; returns where it ends."""
        for word in _WORDS.findall(text):
            if not word.isspace():
                ink, mask, (left, top) = self._face.word(word, size, tone)
                self._image.paste(ink, (round(x) + left, base + top), mask)
            x += self._face.width(word, size)
        return x

    def _lines(
        self,
        lines: Sequence[str],
        size: int,
        base: int,
        height: int,
        tone: Tone,
        is_struck: bool = False,
        left: int = LEFT,
    ) -> int:
        """Write lines below each other; returns the height of the last."""
        for number, line in enumerate(lines):
            end = self._text(left, base + number * height, line, size, tone)
            if is_struck:
                middle = base + number * height - round(size * 0.27)
                self._box(left, middle - 1, end, middle + 3, "disputed")
        return base + max(0, len(lines) - 1) * height


def _palette() -> list[int]:
    """White and the hairline's, then each colour of letters, half and full."""
    found = [255, 255, 255, *COLOURS["hairline"]]
    for tone in _HALF:
        found += [(255 + part) // 2 for part in COLOURS[tone]] + list(COLOURS[tone])
    return found
