"""Which characters a reader cannot see, or which hide or reorder what he sees: by Unicode's data, in any text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Default_Ignorable_Code_Point (Unicode 16.0, DerivedCoreProperties.txt): a program that knows no better shows nothing.
_IGNORABLE = tuple(
    range(first, last + 1)
    for first, last in (
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
        (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
        (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    )
)  # fmt: skip
# Signs without ink that are no spaces: a Braille pattern without dots, what stands for an object, a note without head.
_BLANK = frozenset("\u2800\ufffc\U0001d159")
# The scripts in which letters join, and a joiner or its opposite changes how they do, as their characters' names begin.
_JOINING = ("ARABIC", "SYRIAC", "MANDAIC", "MONGOLIAN", "NKO", "PHAGS-PA")
_TEXT_STYLE, _EMOJI_STYLE, _KEYCAP = "\ufe0e", "\ufe0f", "\u20e3"
_JOINER, _NON_JOINER = "\u200d", "\u200c"
_VIRAMA = 9
# What becomes a picture by a selector and is no symbol (category So): arrows, and a few marks.
_ALSO_PICTURES = frozenset("\u203c\u2049\u3030\u2194")
# So many marks may stand on one letter: Vietnamese has two, Hebrew with its points and accents four. More of them cover
# what stands above and below.
MOST_MARKS = 4


def invisible_characters(text: str) -> Iterator[tuple[int, str]]:
    """Column (from 1) and name of each character that a reader cannot see, or that hides or reorders what he sees.

    Control, bidi, zero-width, private-use and unassigned characters and separators; what Unicode says may be ignored;
    blank signs; marks without number on one letter. The joiners that some scripts and emoji need, and the selectors of
    emoji, are let through where their neighbours take them.
    """
    if text.isascii() and text.isprintable():
        return
    marks = 0
    for index, char in enumerate(text):
        category = unicodedata.category(char)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        what = f"U+{ord(char):04X} ({unicodedata.name(char, 'a control or unnamed character').lower()})"
        if marks > MOST_MARKS and not _is_ignorable(char):
            yield index + 1, f"{what} as mark {marks} on one letter"
        elif char in _BLANK or _is_ignorable(char):
            if not _is_taken(text, index):
                yield index + 1, what
        elif char != "\t" and not char.isprintable() and category != "Zs":
            yield index + 1, what  # no-break and ideographic spaces take room on the page


def _is_ignorable(char: str) -> bool:
    return not char.isascii() and any(ord(char) in some for some in _IGNORABLE)


def _is_taken(text: str, at: int) -> bool:
    """Whether the neighbours of a joiner or selector take it."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char in (_TEXT_STYLE, _EMOJI_STYLE):
        is_key = char == _EMOJI_STYLE and before in frozenset("0123456789#*") and after == _KEYCAP
        return bool(before) and (is_key or _is_picture(before))
    if char not in (_JOINER, _NON_JOINER) or not before or not after:
        return False
    if _VIRAMA in (unicodedata.combining(before), unicodedata.combining(after)):
        return True
    if char == _JOINER and _is_picture(after) and (_is_picture(before) or before == _EMOJI_STYLE or _is_tone(before)):
        return True
    return all(unicodedata.name(one, "").startswith(_JOINING) for one in (before, after))


def _is_picture(char: str) -> bool:
    return char not in _BLANK and (unicodedata.category(char) == "So" or char in _ALSO_PICTURES)


def _is_tone(char: str) -> bool:
    return "\U0001f3fb" <= char <= "\U0001f3ff"


def shown(text: str) -> str:
    """A text in which all that cannot be seen is written as an escape, so that it moves no cursor, starts no line and
    turns no order."""
    if text.isprintable() and text.isascii():
        return text
    hidden = {column - 1 for column, _ in invisible_characters(text)}
    return "".join(
        f"\\u{ord(char):04x}" if index in hidden or not char.isprintable() else char for index, char in enumerate(text)
    )
