"""True amounts, places, years and speakers, each at the wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from random import Random

from .mentions import (
    ARTICLED,
    Mention,
    mentions,
    place_name,
    place_spans,
    sentence_of,
    speaker_names,
    speakers_in,
    years_of,
)
from .registry import Draft, capital, operator, register, retext, shuffled
from tests.measured.world import Edit, Fact, Passage, World

Kind = Callable[[Mention, Mention], bool]
LOWER = ('more than', 'over', 'at least')


def _swapped(text: str, one: tuple[int, int], other: tuple[int, int], first: str, second: str) -> str:
    """The text with `first` at one span and `second` at the other, later one."""
    return text[: one[0]] + first + text[one[1] : other[0]] + second + text[other[1] :]


def _when(mention: Mention) -> str:
    return str(mention.figure.get('when', ''))


def _about(mention: Mention) -> str:
    return mention.fact.about


def _measure(mention: Mention) -> str:
    return str(mention.figure['measure'])


def _plan(mention: Mention) -> bool:
    return bool(mention.fact.data['kind'] == 'target')


def _amounts(name: str, kind: Kind) -> None:
    """Register an exchange of two amounts of a passage."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        for passage in shuffled(world.passages(), rng):
            found = [mention for mention in mentions(world, passage) if len(mention.owners) == 1]
            for one, other in shuffled(combinations(found, 2), rng):
                alike = one.figure['unit'] == other.figure['unit'] and one.tail == other.tail
                differ = one.figure['value'] != other.figure['value'] and one.fact.id != other.fact.id
                listed = re.fullmatch(r',? (?:and|or|to) ?(?:hardly )?', passage.text[one.end : other.start])
                further = {'another', 'further'} & set(passage.text.split())
                if alike and differ and kind(one, other) and not listed and not further:
                    first, second = other.full, one.full
                    if one.hedge[:1].isupper() or (not one.hedge and one.start == 0):
                        first, second = capital(first), second[:1].lower() + second[1:]
                    text = _swapped(passage.text, (one.start, one.end), (other.start, other.end), first, second)
                    yield retext(passage, text, f'{one.full} ↔ {other.full}')
                    break

    register(name, 'exchanged', 'claimed', function)


_amounts('amounts-of-two-subjects', lambda one, other: _about(one) != _about(other))
_amounts('amounts-of-two-times',
         lambda one, other: (_about(one), _measure(one)) == (_about(other), _measure(other))
         and _when(one)[:4] != _when(other)[:4])  # fmt: skip
_amounts(
    'amounts-of-two-measures', lambda one, other: _about(one) == _about(other) and _measure(one) != _measure(other)
)
_amounts('amounts-of-plan-and-outcome', lambda one, other: _plan(one) != _plan(other))
_amounts('amounts-of-two-sources',
         lambda one, other: (_about(one), _measure(one), _when(one)[:4]) == (_about(other), _measure(other),
                                                                             _when(other)[:4])
         and one.fact.path != other.fact.path)  # fmt: skip


@operator('amounts-three-turned', 'exchanged')
def amounts_turned(world: World, rng: Random) -> Iterator[Draft]:
    """Three amounts of one unit, each moved one on."""
    for passage in shuffled(world.passages(), rng):
        found = [mention for mention in mentions(world, passage) if len(mention.owners) == 1]
        for three in shuffled(combinations(found, 3), rng):
            subjects = {(_about(m), _when(m), _measure(m)) for m in three}
            if len({m.figure['unit'] for m in three}) == 1 and len({m.figure['value'] for m in three}) == 3 == len(
                subjects
            ):
                a, b, c = three
                text = passage.text[: a.start] + c.full + passage.text[a.end : b.start] + a.full
                text += passage.text[b.end : c.start] + b.full + passage.text[c.end :]
                yield retext(passage, text, f'{a.full} → {b.full} → {c.full}')
                break


def _strangers(world: World, passage: Passage, fact: Fact, mention: Mention | None) -> list[str]:
    """Places that have nothing to do with the facts of a passage."""
    cited = [world.facts[one] for one in passage.facts]
    known = {about for one in cited for about in (one.about, *one.data.get('also_about', ()))}
    known |= {passage.path.removeprefix('places/').removesuffix('.yml')}
    words = passage.text + ' '.join(one.data['text'] + one.data.get('note', '') for one in cited)
    result = []
    for place in world.places:
        same = mention and any(
            figure['value'] == mention.figure['value'] and figure['unit'] == mention.figure['unit']
            for other in world.facts.values() if other.about == place for figure in other.figures
        )  # fmt: skip
        if place == 'world' or same or any(world.akin(place, one) for one in known if one in world.places):
            continue
        if not any(re.search(rf'\b{re.escape(name)}\b', words) for name in world.names(place)):
            result.append(place)
    return result


def _spoken(world: World, rng: Random, passages: Iterator[Passage]) -> Iterator[tuple[Passage, Fact, tuple[int, int]]]:
    """The name of a fact's place in the sentence of its amount."""
    for passage in shuffled(passages, rng):
        for mention in shuffled(mentions(world, passage), rng):
            fact = mention.fact
            if (
                fact.about not in world.places
                or fact.about == 'world'
                or len(mention.owners) > 1
                or passage.keys[0] == 'gaps'
            ):
                continue
            start, end = sentence_of(passage.text, mention.start)
            spans = [span for span in place_spans(world, fact.about, passage.text) if start <= span[0] < mention.start]
            others = [p for p in world.places if p != fact.about and place_spans(world, p, passage.text[start:end])]
            if spans and not others:
                yield passage, fact, spans[-1]
                break


def _named(world: World, place: str, old: str) -> str:
    """A name that fits where another stood."""
    name = place_name(world, place)
    return capital(name) if old[0].isupper() and old.startswith(('The ', 'A ')) else name


def _places(name: str, texts: Callable[[World], Iterator[Passage]]) -> None:
    def function(world: World, rng: Random) -> Iterator[Draft]:
        for passage, fact, (start, end) in _spoken(world, rng, texts(world)):
            mention = next(m for m in mentions(world, passage) if m.fact.id == fact.id)
            if strangers := _strangers(world, passage, fact, mention):
                old = passage.text[start:end]
                new = _named(world, rng.choice(strangers), old)
                new = capital(new) if start == 0 else new
                yield retext(passage, passage.text[:start] + new + passage.text[end:], f'{old} → {new}')

    register(name, 'exchanged', 'claimed', function)


_places('place-in-passage', World.passages)
_places('place-in-fact-text', World.fact_texts)


@operator('place-by-organisation', 'exchanged')
def place_by_organisation(world: World, rng: Random) -> Iterator[Draft]:
    """An organisation in the place of a place."""
    for passage, _, (start, end) in _spoken(world, rng, world.texts()):
        free = [entry['name'] for entry in world.organisations.values() if entry['name'] not in passage.text]
        new = rng.choice(free)
        yield retext(passage, passage.text[:start] + new + passage.text[end:], f'{passage.text[start:end]} → {new}')


@operator('place-unknown', 'exchanged')
def place_unknown(world: World, rng: Random) -> Iterator[Draft]:
    """A place that the collection does not know."""
    free = ('Ningbo', 'Qingdao', 'Zurich', 'Berlin', 'Xiamen', 'Taipei', 'Osaka', 'Dublin', 'Nanjing', 'Jing’an')
    for passage, _, (start, end) in _spoken(world, rng, world.texts()):
        new = rng.choice(free)
        if new not in passage.text:
            yield retext(passage, passage.text[:start] + new + passage.text[end:], f'{passage.text[start:end]} → {new}')


@operator('place-by-its-parent', 'exchanged', 'hard')
def place_by_parent(world: World, rng: Random) -> Iterator[Draft]:
    """What a source counts for a part, given to the whole."""
    for passage, fact, (start, end) in _spoken(world, rng, world.texts()):
        line = world.line(fact.about)
        bound = any(figure.get('qualifier') in LOWER for figure in fact.figures)
        if len(line) > 1 and not bound and not place_spans(world, line[1], passage.text):
            old, new = passage.text[start:end], place_name(world, rng.choice(line[1:]))
            yield retext(passage, passage.text[:start] + new + passage.text[end:], f'{old} → {new}')


@operator('place-narrowed', 'exchanged', 'hard')
def place_narrowed(world: World, rng: Random) -> Iterator[Draft]:
    """What a source counts for the whole, given to a part."""
    for passage, fact, (start, end) in _spoken(world, rng, world.texts()):
        parts = [p for p in world.places if fact.about in world.line(p)[1:] and world.names(p)[-1] not in passage.text]
        if parts:
            old, new = passage.text[start:end], place_name(world, rng.choice(parts))
            yield retext(passage, passage.text[:start] + new + passage.text[end:], f'{old} → {new}')


@operator('two-places', 'exchanged')
def two_places(world: World, rng: Random) -> Iterator[Draft]:
    """Two places of a passage, each with the other's amount."""
    for passage in shuffled(world.passages(), rng):
        found = [mention for mention in mentions(world, passage) if len(mention.owners) == 1]
        for one, other in shuffled(combinations(found, 2), rng):
            a, b = one.fact.about, other.fact.about
            if not {a, b} <= set(world.places) or a == b or world.akin(a, b) or 'world' in (a, b):
                continue
            if one.figure['value'] == other.figure['value']:
                continue
            spans = [(s, b) for s in place_spans(world, a, passage.text)]
            spans += [(s, a) for s in place_spans(world, b, passage.text)]
            if {a, b} == {name for _, name in spans} and {a, b}.isdisjoint(ARTICLED):
                text = passage.text
                for (start, end), name in sorted(spans, reverse=True):
                    text = text[:start] + place_name(world, name) + text[end:]
                yield retext(passage, text, f'{a} ↔ {b}')
                break


def _year_spans(text: str, year: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(rf'(?<![\d,.$€-]){year}(?![\d,.-]?\d)', text)]


@operator('year-of-another-cited-fact', 'exchanged')
def year_of_other(world: World, rng: Random) -> Iterator[Draft]:
    """The year of another cited fact beside an amount."""
    for passage in shuffled(world.passages(), rng):
        for mention in shuffled(mentions(world, passage), rng):
            when = _when(mention)[:4]
            start, end = sentence_of(passage.text, mention.start)
            spans = [span for span in _year_spans(passage.text, when) if start <= span[0] < end] if when else []
            alone = [m for m in mentions(world, passage) if start <= m.start < end] == [mention]
            near = spans if alone else []
            own = set[int]().union(*(years_of(fact) for fact, _ in mention.owners))
            others = set[int]().union(*(years_of(world.facts[fact]) for fact in passage.facts)) - own
            if len(near) == 1 and others:
                new = str(rng.choice(sorted(others)))
                text = passage.text[: near[0][0]] + new + passage.text[near[0][1] :]
                yield retext(passage, text, f'{mention.full}: {when} → {new}')
                break


@operator('two-years', 'exchanged')
def two_years(world: World, rng: Random) -> Iterator[Draft]:
    """The years of two amounts exchanged."""
    for passage in shuffled(world.passages(), rng):
        found = [mention for mention in mentions(world, passage) if len(mention.owners) == 1]
        for one, other in shuffled(combinations(found, 2), rng):
            first, second = _when(one)[:4], _when(other)[:4]
            one_spans, other_spans = _year_spans(passage.text, first), _year_spans(passage.text, second)
            unlike = first != second and one.figure['value'] != other.figure['value']
            if unlike and len(one_spans) == 1 == len(other_spans):
                (a, first), (b, second) = sorted(((one_spans[0], first), (other_spans[0], second)))
                yield retext(passage, _swapped(passage.text, a, b, second, first), f'{first} ↔ {second}')
                break


OFFICES = (
    'Huawei', 'the World Bank', 'Bloomberg', 'Deloitte', 'McKinsey', 'the mayor of Beijing', 'the Financial Times',
    'CAICT', 'Xinhua', 'Nvidia', 'the European Commission', 'Caixin', 'Gartner', 'the finance ministry',
    'Goldman Sachs',
    'Nikkei', 'the statistics bureau', 'CNNIC', 'Stanford', 'China Daily', 'Global Times', 'the United Nations', 'IDC',
)  # fmt: skip


def _foreign(world: World, passage: Passage, name: str) -> bool:
    """Whether a speaker has no part in the facts of a passage."""
    short = name.removeprefix('the ')
    for fact_id in passage.facts:
        fact = world.facts[fact_id]
        words = f'{fact.data} {world.publishers[fact.source["publisher"]]["name"]} {fact.source}'
        if short in words or any(short in other for other in speaker_names(world, fact)):
            return False
    return short not in passage.text


def _speakers(name: str, texts: Callable[[World], Iterator[Passage]]) -> None:
    def function(world: World, rng: Random) -> Iterator[Draft]:
        for passage in shuffled(texts(world), rng):
            spoken = speakers_in(world, passage)
            if spoken:
                old, _ = rng.choice(spoken)
                free = [other for other in OFFICES if _foreign(world, passage, other)]
                if free:
                    new = rng.choice(free)
                    text = re.sub(rf'(?:the )?(?<!\w){re.escape(old)}(?!\w)', new, passage.text)
                    yield retext(passage, capital(text), f'{old} → {new}')

    register(name, 'exchanged', 'claimed', function)


_speakers('speaker-in-passage', World.passages)
_speakers('speaker-in-fact-text', World.fact_texts)


@operator('two-speakers', 'exchanged')
def two_speakers(world: World, rng: Random) -> Iterator[Draft]:
    """Two speakers of a passage, each with what the other said."""
    for passage in shuffled(world.passages(), rng):
        spoken = speakers_in(world, passage)
        for (one, a), (other, b) in shuffled(combinations(spoken, 2), rng):
            same = set(speaker_names(world, world.facts[a])) & set(speaker_names(world, world.facts[b]))
            spans = [
                [m.span() for m in re.finditer(rf'(?<!\w){re.escape(n)}(?!\w)', passage.text)] for n in (one, other)
            ]
            if same or one in other or other in one or len(spans[0]) != 1 or len(spans[1]) != 1:
                continue
            joined = passage.text[min(spans[0][0][1], spans[1][0][1]) : max(spans[0][0][0], spans[1][0][0])]
            if len(joined) > 12:
                (x, first), (y, second) = sorted(((spans[0][0], one), (spans[1][0], other)))
                yield retext(passage, _swapped(passage.text, x, y, second, first), f'{first} ↔ {second}')
                break


@operator('speaker-invented', 'exchanged')
def speaker_invented(world: World, rng: Random) -> Iterator[Draft]:
    """A speaker put to a statement that has another one, or none."""
    frames = ('{text}, {name} said.', '{name} confirmed: {text}.', 'By the account of {name}, {text}.',
              '{text}, as {name} put it.', 'According to {name}, {text}.', '{text}, {name} told reporters.',
              '{text}, by an estimate of {name}.', '{name} reckons that {text}.')  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        told = passage.facts and passage.keys[0] != 'gaps'
        free = [name for name in OFFICES if _foreign(world, passage, name)] if told else []
        if free and len(passage.text) < 260 and ', ' not in passage.text[-40:]:
            body, frame = passage.text[:-1], rng.choice(frames)
            body = (
                body
                if frame.startswith('{text}')
                else re.sub('^(The|A|An|In|By|For|More|Over) ', lambda m: m[0].lower(), body)
            )
            yield retext(passage, capital(frame.format(text=body, name=rng.choice(free))), frame)


@operator('speaker-of-another-cited-fact', 'exchanged')
def speaker_of_other(world: World, rng: Random) -> Iterator[Draft]:
    """What one said, given to one who spoke of something else."""
    for passage in shuffled(world.passages(), rng):
        spoken = speakers_in(world, passage)
        for old, fact_id in shuffled(spoken, rng):
            own = speaker_names(world, world.facts[fact_id])
            names = [name for fact in passage.facts for name in speaker_names(world, world.facts[fact])]
            others = [
                name
                for name in names
                if name not in passage.text
                and not re.search(r'[(/]|[.]$', name)
                and not any(name in one or one in name for one in own)
            ]
            if others:
                new = rng.choice(others)
                yield retext(passage, re.sub(rf'(?<!\w){re.escape(old)}(?!\w)', new, passage.text, count=1),
                             f'{old} → {new}')  # fmt: skip
                break


@operator('citation-of-another-place', 'exchanged')
def citation_of_other(world: World, rng: Random) -> Iterator[Draft]:
    """A passage that cites a fact of the same measure, but of another place."""
    for passage in shuffled(world.passages(), rng):
        for index, fact_id in shuffled(enumerate(passage.facts), rng)[:1]:
            fact = world.facts[fact_id]
            if not fact.figures:
                continue
            measure = fact.figures[0]['measure']
            free = [other.id for other in world.facts.values() if other.id not in passage.facts and other.figures
                    and other.figures[0]['measure'] == measure and not world.akin(other.about, fact.about)]  # fmt: skip
            if free and any(mention.fact.id == fact_id for mention in mentions(world, passage)):
                new = rng.choice(free)
                yield f'{fact_id} → {new}', (Edit(passage.path, (*passage.keys[:-1], 'facts', index), new),)
