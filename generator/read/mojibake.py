"""Text in UTF-8 that a program read as Latin-1 or Windows-1252 and saved again: MontrÃ©al, â€œ, ä¸­.

The way back is certain where the bytes decode as UTF-8 to letters or signs in use, and no text has these signs beside
each other by itself: a word in capitals may end in Ã before a closing quote, so that alone says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def _byte_of() -> dict[str, int]:
    """The byte that each sign was: of Windows-1252, and of Latin-1, whose signs from 0x80 on are control characters."""
    found = {chr(byte): byte for byte in range(0x80, 0x100)}
    for byte in range(0x80, 0xA0):
        try:
            found[bytes((byte,)).decode("cp1252")] = byte
        except UnicodeDecodeError:
            continue
    return found


_BYTE = _byte_of()
_FOLLOWING = "".join(re.escape(sign) for sign, byte in _BYTE.items() if byte < 0xC0)
_SEQUENCE = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}]|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}|[\u00f0-\u00f4][{_FOLLOWING}]{{3}}"
)
_MAY_BE = re.compile(f"[\u00c2-\u00f4][{_FOLLOWING}]|\ufffd")
# What may follow a letter in a text that is right.
_IN_USE = frozenset("’‘“”„‚»«›‹…–—·°\u00a0®©™²³¹ºª½¼¾¡¿šŠžŽœŒŸƒ´¨")
# The letters of living scripts, punctuation, currencies, and the signs of nothing that a program may begin a file with.
_WRITTEN = re.compile(
    "[\u00a0-\u024f\u0370-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1e00-\u1fff\u2010-\u205e\u20a0-\u20bf\u2100-\u22ff\u3000-\u9fff"
    "\uac00-\ud7a3\uff00-\uffef\ufeff\u200b\U0001f300-\U0001faff]+"
)


def mojibake(line: str) -> Iterator[tuple[int, str, str | None]]:
    """Each run of a line that was read in the wrong encoding: its column from 1, the run, and what it was, or None
    where a sign is lost."""
    if line.isascii() or not _MAY_BE.search(line):
        return
    at = 0
    while found := _MAY_BE.search(line, at):
        start = at = found.start()
        if line[at] == "\ufffd":
            yield start + 1, "\ufffd", None
            at += 1
            continue
        right, count, is_certain = "", 0, False
        while sequence := _SEQUENCE.match(line, at):
            one = _decoded(sequence[0])
            if one is None:
                break
            is_certain |= _is_never_written(line, sequence)
            right, count, at = right + one, count + 1, sequence.end()
        if is_certain or count > 1:
            wrong = line[start:at]
            again = [deeper for _, whole, deeper in mojibake(right) if whole == right and deeper is not None]
            yield start + 1, wrong, (again[0] if again else right).strip("\ufeff\u200b")
        elif line.startswith("â€", start):
            # The third sign is one that Windows-1252 has not, and was lost.
            yield start + 1, "â€", None
            at = start + 2
        at = max(at, start + 1)


def _decoded(written: str) -> str | None:
    try:
        decoded = bytes(_BYTE[sign] for sign in written).decode()
    except UnicodeDecodeError:
        return None
    return decoded if _WRITTEN.fullmatch(decoded) else None


def _is_never_written(line: str, sequence: re.Match[str]) -> bool:
    """Whether no text has these signs beside each other by itself."""
    lead, following = sequence[0][0], sequence[0][1:]
    if lead in "ÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß":
        return False
    if not _IN_USE.issuperset(following):
        return True
    before, behind = line[: sequence.start()][-1:], line[sequence.end() :][:1]
    return lead in "ÂÃÄÅ" and (behind.isalpha() or (before.isalnum() and not before.isupper()))
