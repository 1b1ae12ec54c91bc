"""Words: whether some say the same as others or hold them, and the address that lands on a source's in its page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

# How many words at each end of a long quote its address names; what lies between is left to the page.
_ENDS = 5
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»「」『』", '"'))
_FULL_WIDTH_DIGITS = str.maketrans({chr(0xFF10 + digit): str(digit) for digit in range(10)})
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LETTER = re.compile("[A-Za-z]")
# Chinese has no spaces: where a clause ends, a word does.
_CLAUSE = re.compile(r"[，。；：、！？,;]")

# A number with its sign and what joins it to the next, a Chinese character, a word, or any other sign.
_PART = re.compile(
    r"(?:(?<!\w)[-−–+])?\d+(?:[.,:/–−-]\d+)*|[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]|_"
)
# What may come, go or differ between two ways of writing the same. Signs that count (+ % $ < ~) and ? say something.
_PUNCTUATION = frozenset(".,;:'\"()[]{}…·-–—−‑_*`、。，；：（）〈〉《》【】〔〕！!¿¡")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# What is as short as a unit may be one: MW is not mW.
_SHORT_UNIT = 4


def folded(text: str) -> str:
    """A text without what differs between two copies of the same words: white space, the form of quotation marks and
    of full-width digits. Case, signs, points and currencies stay."""
    # str() of what could not be read ends the rule that asked; C functions know nothing of that.
    plain = unicodedata.normalize("NFC", str(text)).translate(_QUOTATION_MARKS).translate(_FULL_WIDTH_DIGITS)
    return " ".join(plain.split())


def holds(quote: str, words: str) -> bool:
    """Whether a quote holds some words letter for letter, but for what ``folded`` leaves out. Between Chinese
    characters and digits white space says nothing."""
    whole, part = folded(quote), folded(words)
    return part in whole or (bool(_HAN.search(whole)) and part.replace(" ", "") in whole.replace(" ", ""))


def places_of(words: str, whole: str) -> Iterator[tuple[int, int]]:
    """Where some words begin and end in a folded quote, each time that they stand there by themselves: 5 is not in 15
    or in 5.3. White space is as in ``holds``."""
    gap, part = (" ?", folded(words).replace(" ", "")) if _HAN.search(whole) else ("", folded(words))
    if not part:
        return
    if not gap:
        # Most quotes are of spaced words: a pattern of its own for each would cost more than the rest.
        at = whole.find(part)
        while at >= 0:
            if _stands_alone(whole, at, at + len(part)):
                yield at, at + len(part)
            at = whole.find(part, at + 1)
        return
    before = r"(?<!\d)(?<!\d[.,])" if part[0].isdigit() else "(?<![A-Za-z])" if _LETTER.match(part[0]) else ""
    after = r"(?!\d|[.,]\d)" if part[-1].isdigit() else "(?![A-Za-z])" if _LETTER.match(part[-1]) else ""
    for found in re.finditer(before + gap.join(map(re.escape, part)) + after, whole):
        yield found.span()


def _stands_alone(whole: str, start: int, end: int) -> bool:
    """Whether what stands between two places is no part of a longer number or word."""
    first, last = whole[start], whole[end - 1]
    before, after = whole[max(0, start - 2) : start], whole[end : end + 2]
    if first.isdigit() and (before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit())):
        return False
    if last.isdigit() and (after[:1].isdigit() or (after[:1] in (".", ",") and after[1:2].isdigit())):
        return False
    starts_in_word = bool(_LETTER.match(first) and _LETTER.match(before[-1:]))
    return not (starts_in_word or (_LETTER.match(last) and _LETTER.match(after[:1])))


def parts(text: str) -> list[str]:
    """The words, numbers and signs of a text, without what is only a way of writing it: white space, punctuation,
    quotation marks and capitals, those of a short word after a number aside."""
    found: list[str] = []
    after_number = False
    for part in _PART.findall(folded(text)):
        if part in _PUNCTUATION:
            continue
        is_number = part[-1].isdigit()
        if is_number:
            number = re.sub("[–−]", "-", part)
            found.append(number.replace(",", "") if _THOUSANDS.fullmatch(number) else number)
        else:
            found.append(part if after_number and len(part) <= _SHORT_UNIT else part.casefold())
        after_number = is_number
    return found


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, and differ in white space, punctuation, quotation marks or capitals alone."""
    return one == other or parts(one) == parts(other)


def has_words_of(text: str, words: str) -> bool:
    """Whether a text has all of some words, in their order, and maybe others among them."""
    rest = iter(part.casefold() for part in parts(text))
    return all(part.casefold() in rest for part in parts(words))


def address_of_words(url: str, quote: str) -> str:
    """A page's address that a browser scrolls to the words of a quote: with a text fragment.

    Source: WICG Scroll to Text Fragment, ``#:~:text=start,end``. A browser that knows none opens the page at its top.
    """
    start, end = _ends(" ".join(quote.split()))
    fragment = _encoded(start) + (f",{_encoded(end)}" if end else "")
    page, hash_, part = url.partition("#")
    # A page that scrolls by a fragment of its own keeps it.
    part = part.partition(":~:")[0]
    return f"{page}#{part if hash_ else ''}:~:text={fragment}"


def _ends(quote: str) -> tuple[str, str]:
    """The words at the two ends of a quote, or all of a short one."""
    if _HAN.search(quote):
        clauses = [clause for clause in _CLAUSE.split(quote) if clause.strip()]
        first, last = clauses[0].strip(), clauses[-1].strip()
        # Few characters stand in many places of a page.
        is_long = len(clauses) > 2 and min(len(first), len(last)) >= 2 * _ENDS
        return (first, last) if is_long and quote.startswith(first) and quote.endswith(last) else (quote, "")
    words = quote.split(" ")
    return (" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])) if len(words) > 3 * _ENDS else (quote, "")


def _encoded(text: str) -> str:
    # A hyphen parts a prefix from the text, and percent_encoded leaves it.
    return percent_encoded(text, safe="").replace("-", "%2D")
