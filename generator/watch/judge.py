"""What an answer says of a record's source: the observation before and the answer in, the observation after out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from generator.model.fields import BadValue, read_address
from generator.model.observations import hash_of_words, words_sought
from generator.model.quotes import folded, holds
from generator.model.records import Blocked, Record, Verdict, Watched, WatchedFact
from generator.model.web_addresses import same_page
from generator.watch import walls
from generator.watch.answer import Answer, Known
from generator.watch.text import Page, page_of, visible

# A source is gone when two looks in a row miss it that are at least so far apart.
SECOND_LOOK = timedelta(days=5)
_READ = ("same", "moved", "words changed")
# A page of fewer characters may be a wall that shows an article's title.
_TEASER = 2_000
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"[^\W_]+")


def known_of(before: Watched | None, record: Record) -> Known | None:
    """What to ask with, so that a page that did not change need not be sent again. None where its text is needed:
    where it was not read before, or other words are sought in it now."""
    if before is None or before.verdict not in _READ or before.address != record.source.url:
        return None
    if {fact.id: fact.words for fact in before.facts} != {id: hash_of_words(words) for id, words in _sought(record)}:
        return None
    if not (before.etag or before.last_modified):
        return None
    return Known(before.final or before.address, before.etag, before.last_modified)


def judge(
    before: Watched | None, record: Record, answer: Answer, today: date, archived: Answer | None = None
) -> Watched:
    """What is known of a record's source after an answer. ``archived`` is the answer for its archived copy, which is
    read for the facts' words where the source itself is not."""
    if before and before.address != record.source.url:
        before = None
    if answer.status == 304 and not answer.failed and before and known_of(before, record):
        return replace(before, looked=today)
    found = _found(record, answer)
    if not isinstance(found, _Text):
        return _without_text(found, before, record, answer, today, archived)
    facts = _facts(before, record, found.text, today)
    final = _final(answer, record)
    changed = any(fact.last_seen or not fact.first_seen for fact in facts)
    verdict: Verdict = "words changed" if changed else "moved" if final else "same"
    # An address that is not kept is not asked for again: what its server said of it would be sent to another.
    stays = bool(final) or answer.address == record.source.url.partition("#")[0]
    return Watched(
        id=record.id,
        address=record.source.url,
        verdict=verdict,
        looked=today,
        since=before.since if before and before.verdict == verdict else today,
        status=answer.status,
        final=final,
        hash=found.hash,
        etag=_header(answer.etag) if stays else None,
        last_modified=_header(answer.last_modified) if stays else None,
        facts=facts,
    )


def wants_copy(record: Record, answer: Answer) -> bool:
    """Whether the words of a record's facts are to be sought in its archived copy."""
    return bool(record.source.archived) and answer.status != 304 and not isinstance(_found(record, answer), _Text)


@dataclass(frozen=True, slots=True)
class _Text:
    text: str

    @property
    def hash(self) -> str:
        return sha256(folded(self.text).encode("utf-8", "replace")).hexdigest()


def _without_text(
    why: Blocked, before: Watched | None, record: Record, answer: Answer, today: date, archived: Answer | None
) -> Watched:
    """The observation of a source whose text is not there: what was seen before stays as it was."""
    verdict: Verdict = "blocked"
    since = before.since if before and (before.verdict, before.why) == ("blocked", why) else today
    if why == "missing once" and before and (before.verdict == "gone" or before.why == "missing once"):
        since = before.since
        if before.verdict == "gone" or today - since >= SECOND_LOOK:
            verdict = "gone"
    copy = _found(record, archived) if archived else None
    read: date | None
    hash: str | None
    if isinstance(copy, _Text):
        read, copied, hash = today, record.source.archived, copy.hash
        facts = _facts(before, record, copy.text, today)
    else:
        read, copied, hash = (before.text_read, before.copy, before.hash) if before else (None, None, None)
        ids = {fact.id for fact in record.facts}
        facts = tuple(fact for fact in before.facts if fact.id in ids) if before else ()
    return Watched(
        id=record.id,
        address=record.source.url,
        verdict=verdict,
        looked=today,
        since=since,
        why=why if verdict == "blocked" else None,
        status=answer.status or None,
        read=read,
        copy=copied,
        hash=hash,
        facts=facts,
    )


def _found(record: Record, answer: Answer) -> _Text | Blocked:
    """The text of the source, or why an answer has none."""
    if answer.failed:
        return "missing once" if answer.failed == "no host" else answer.failed
    page = page_of(answer.body, answer.content_type)
    if not 200 <= answer.status < 300:
        if page and walls.is_challenge(page):
            return "challenge"
        return _REFUSALS.get(answer.status) or _CLASSES.get(answer.status // 100, "server error")
    return _text(record, answer, page) if page else "not text"


_REFUSALS: dict[int, Blocked] = {404: "missing once", 410: "missing once", 401: "login", 402: "login"}
_CLASSES: dict[int, Blocked] = {3: "redirects", 4: "refused"}


def _text(record: Record, answer: Answer, page: Page) -> _Text | Blocked:
    """A page's text where it shows that the page is the source: by words of it, or by its title; else why not.

    That the source's words are not there says that they changed only of a page that is known to be the source.
    """
    asked = record.source.url
    sought = dict(_sought(record))
    there = {id: _stand(words, page.text) for id, words in sought.items()}
    if there and all(there.values()) and any(map(_tell, sought.values())):
        return _Text(page.text)
    if walls.is_home(answer.address, asked):
        return "home page"
    if any(there[id] and _tell(words) for id, words in sought.items()):
        return _Text(page.text)
    if any(_is_like(one, page.text) for words in sought.values() for one in words):
        return _Text(page.text)
    title = record.source.title
    is_titled = not record.source.title_is_description and (
        _is_like(title, page.text) or holds(page.text.casefold(), title.casefold())
    )
    sign = walls.sign(page, answer.address, asked)
    if sign and (not is_titled or len(page.text) < _TEASER):
        return sign
    if is_titled or (there and all(there.values())):
        return _Text(page.text)
    return "hardly any text" if walls.is_shell(page) else "unlike the source"


def _sought(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The words of each fact that has any, by its id."""
    return ((fact.id, words) for fact in record.facts if (words := words_sought(fact)))


def _stand(words: tuple[str, ...], text: str) -> bool:
    return all(holds(text, visible(one)) for one in words)


def _tell(words: tuple[str, ...]) -> bool:
    """Whether words are long enough to tell a page: "40" stands on many."""
    return any(len(one) + 2 * len(_HAN.findall(one)) >= 18 for one in map(folded, words))


def _is_like(words: str, text: str) -> bool:
    """Whether a text has a good part of some words in their order, as one has in which a number was corrected."""
    wide = len(_HAN.findall(words)) >= 8
    parts = _runs(words, wide)
    if len(parts) < (8 if wide else 4):
        return False
    inside = _joined(text, wide)
    found = sum(part in inside for part in parts)
    # Tried on the records: of 424 quotes with one digit changed 8 are not recognised, and of 10,000 pages that have the
    # words of another record one is taken for the source.
    return found >= 3 and found >= 0.4 * len(parts)


def _runs(words: str, wide: bool) -> list[str]:
    """Each run of four characters, of Chinese, or of three words."""
    plain = _joined(words, wide)
    if wide:
        return [plain[at : at + 4] for at in range(len(plain) - 3)]
    each = plain.split()
    return [f" {' '.join(each[at : at + 3])} " for at in range(len(each) - 2)]


def _joined(text: str, wide: bool) -> str:
    plain = folded(visible(text)).casefold()
    return plain.replace(" ", "") if wide else f" {' '.join(_WORD.findall(plain))} "


def _facts(before: Watched | None, record: Record, text: str, today: date) -> tuple[WatchedFact, ...]:
    """When the words of each fact were seen, after a text was read."""
    earlier = {(fact.id, fact.words): fact for fact in before.facts} if before else {}
    found = []
    for id, words in sorted(_sought(record)):
        hash = hash_of_words(words)
        old = earlier.get((id, hash)) or WatchedFact(id=id, words=hash)
        if _stand(words, text):
            found.append(replace(old, first_seen=old.first_seen or today, last_seen=None))
        elif old.first_seen and before:
            found.append(replace(old, last_seen=old.last_seen or before.text_read))
        else:
            found.append(old)
    return tuple(found)


def _final(answer: Answer, record: Record) -> str | None:
    """The address that a source moved to for good; an address written in another way is none."""
    if not answer.moved or same_page(answer.address) == same_page(record.source.url):
        return None
    try:
        return read_address(answer.address)
    except BadValue:
        return None


def _header(value: str) -> str | None:
    """A header's value that can be kept and sent again."""
    return value if value and value.isascii() and value.isprintable() and len(value) <= 300 else None
