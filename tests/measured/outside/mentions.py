"""Where a text prints the figures of the facts that it cites, and whom and where it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.measured.world import Fact, Passage, World

HEDGES = ('more than', 'over', 'about', 'nearly', 'around', 'some', 'up to', 'at least')
_SIGNS = {'USD': 'US$', 'SGD': 'S$', 'EUR': '€', 'CAD': 'C$', 'HKD': 'HK$'}
_TAILS = {
    'CNY': ' yuan', 'INR': ' rupees', 'JPY': ' yen', 'KRW': ' won', '%': ' percent', 'm2': ' square metres',
    'km2': ' square kilometres', 'km': ' kilometres', 'm': ' metres', 'MW': ' megawatts',
    'PFLOPS': '(?: PFLOPS| petaflops)', 'EFLOPS': '(?: EFLOPS| exaflops)',
}  # fmt: skip
_SCALES = ((1, ''), (10**6, ' million'), (10**9, ' billion'), (10**12, ' trillion'))
MONTHS = (
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
    'December',
)  # fmt: skip
_NO_PLACE = (
    'Daily', 'Morning', 'Town', 'Speech', 'Sound', 'Robot', 'AI ', 'AIsland', 'Industrial', 'Business', 'Academy',
    'Research', 'Foundation', 'Fund', 'Commission', 'University', 'Telecom', 'Supercomputing', 'Techno', 'Special',
    'Municipal', 'Cyberspace', 'Government', 'Xuhui', 'Group', 'High', 'Science', 'Institute', 'Integrated',
    'Internet', 'News', 'Report', 'Development', 'Post', 'Art', 'Bay', 'Park', 'Safety', 'Artificial', 'State',
    'Robotics', 'Standard', 'Media', 'Services', 'Plus', 'Information',
)  # fmt: skip
ARTICLED = {'united-states', 'united-kingdom', 'european-union', 'united-arab-emirates', 'yangtze-river-delta',
            'san-francisco-bay-area'}  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """An amount in a text: its number, what stands around it, and the figures that it is."""

    start: int
    end: int
    hedge: str
    sign: str
    number: str
    scale: str
    tail: str
    owners: tuple[tuple[Fact, dict[str, Any]], ...]

    @property
    def amount(self) -> str:
        """The amount without its hedge."""
        return self.sign + self.number + self.scale + self.tail

    @property
    def full(self) -> str:
        """The amount with its hedge."""
        return f'{self.hedge} {self.amount}' if self.hedge else self.amount

    @property
    def fact(self) -> Fact:
        """The first fact that it is a figure of."""
        return self.owners[0][0]

    @property
    def figure(self) -> dict[str, Any]:
        """The first figure that it is."""
        return self.owners[0][1]

    @property
    def whole(self) -> bool:
        """Whether it is a plain count."""
        return not (self.scale or self.sign or self.tail) and '.' not in self.number


def write(value: float, scale: str = '') -> str:
    """A number as house style prints it."""
    factor = dict((word, factor) for factor, word in _SCALES)[scale]
    number = value / factor
    return f'{number:,.0f}' if number == int(number) else f'{number:,.6g}' if number < 1000 else f'{number:,}'


def _spellings(figure: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The number, the scale and the unit's word in each spelling of a figure."""
    value, unit = figure['value'], figure['unit']
    if not isinstance(value, (int, float)):
        return
    for factor, word in _SCALES:
        if (factor == 1 and value >= 10**6) or (factor > 1 and value < factor):
            continue
        yield write(value, word), word, _TAILS.get(unit, '')
    if unit == 'PFLOPS' and value % 1000 == 0:
        yield write(value / 1000), '', _TAILS['EFLOPS']


def mentions(world: World, passage: Passage) -> list[Mention]:
    """All amounts of a passage that are figures of its facts, in their order."""
    found: dict[tuple[int, int], Mention] = {}
    hedges, months = '|'.join(HEDGES), '|'.join(MONTHS)
    for fact_id in passage.facts:
        fact = world.facts.get(fact_id)
        if fact is None:
            continue
        for figure in fact.figures:
            for number, scale, tail in _spellings(figure):
                sign = re.escape(_SIGNS.get(figure['unit'], ''))
                small = rf'(?= (?!{months})[A-Za-z])' if not (scale or tail or sign) and len(number) < 3 else ''
                pattern = (
                    rf'(?:\b(?P<hedge>(?i:{hedges})) (?:another )?)?(?<![\w.,$€-])(?P<sign>{sign})'
                    rf'(?P<number>{re.escape(number)})(?P<scale>{scale})(?P<tail>{tail})(?![\d%-]|[.,]\d|\w){small}'
                )
                for match in re.finditer(pattern, passage.text):
                    after = passage.text[match.end() :]
                    if not (scale or tail or sign) and re.match(
                        rf' (?:million|billion|trillion|percent|(?:{months}) \d)', after
                    ):
                        continue
                    before = found.get(match.span())
                    owners = (before.owners if before else ()) + ((fact, figure),)
                    found[match.span()] = Mention(
                        match.start(), match.end(), match['hedge'] or '', match['sign'], match['number'],
                        match['scale'], match['tail'], owners,
                    )  # fmt: skip
    spans = sorted(found)
    return [found[span] for span in spans if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in spans)]


def values(world: World, passage: Passage) -> set[float]:
    """All values that the facts of a passage give, in the scales of print."""
    result: set[float] = set()
    for fact_id in passage.facts:
        for figure in world.facts[fact_id].figures if fact_id in world.facts else ():
            if isinstance(figure['value'], (int, float)):
                result |= {figure['value'] / factor for factor, _ in _SCALES}
                result |= {figure['value'] / 1000, figure['value'] * 1000}
    return result


def replaced(text: str, mention: Mention, new: str) -> str:
    """The text with the whole amount, hedge included, written otherwise."""
    return text[: mention.start] + new + text[mention.end :]


def renumbered(text: str, mention: Mention, number: str) -> str:
    """The text with another number in the place of a mention's."""
    offset = mention.end - len(mention.number + mention.scale + mention.tail)
    return text[:offset] + number + text[offset + len(mention.number) :]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    spans, start = [], 0
    for match in re.finditer(r'(?<=[.!?])(?<!U\.S\.)(?<!\bMr\.) +(?=[A-Z€"“0-9])|$', text):
        if match.start() > start:
            spans.append((start, match.start()))
        start = match.end()
    return spans


def sentence_of(text: str, position: int) -> tuple[int, int]:
    """The sentence that holds a position."""
    return next(((a, b) for a, b in sentences(text) if a <= position < b), (0, len(text)))


def place_spans(world: World, place: str, text: str) -> list[tuple[int, int]]:
    """Where a text names a place itself, and not what is called after it."""
    names = '|'.join(map(re.escape, world.names(place)))
    no = '|'.join(map(re.escape, _NO_PLACE))
    pattern = rf'(?<![\w-])(?<!Asia-)(?<!South )(?<!Beijing, )(?:[Tt]he )?(?:{names})(?!\w|-|\.com| (?:{no}))'
    return [match.span() for match in re.finditer(pattern, text)]


def place_name(world: World, place: str) -> str:
    """A place's name as it stands in a sentence."""
    name = world.places[place]['name'].removesuffix(' New Area')
    return f'the {name}' if place in ARTICLED else name


def years_of(fact: Fact) -> set[int]:
    """All years that a fact speaks of, in its dates, its text, its id, its note and its source."""
    parts = [fact.id, fact.data['text'], fact.data.get('note', ''), str(fact.data.get('when', ''))]
    parts += [str(figure.get('when', '')) + str(figure.get('as_stated', '')) for figure in fact.figures]
    parts += [str(fact.source.get('published', '')), fact.source.get('title', ''), str(fact.data.get('note', ''))]
    years = {int(year) for part in parts for year in re.findall(r'(?<!\d)(?:19|20)\d\d(?!\d)', part)}
    spans = re.findall(r'((?:19|20)\d\d)[\d-]*/((?:19|20)\d\d)', ' '.join(parts))
    return years.union(*(range(int(a), int(b) + 1) for a, b in spans)) if spans else years


def speakers_in(world: World, passage: Passage) -> list[tuple[str, str]]:
    """The speakers that a passage names: what it calls them, and the fact that they speak in."""
    result = []
    for fact_id in passage.facts:
        fact = world.facts.get(fact_id)
        for name in speaker_names(world, fact) if fact else ():
            if re.search(rf'(?<!\w){re.escape(name)}(?!\w)', passage.text):
                result.append((name, fact_id))
                break
    return result


def speaker_names(world: World, fact: Fact) -> list[str]:
    """What a text may call the publisher and the speaker of a fact."""
    publisher = world.publishers[fact.source['publisher']]['name']
    said = str(fact.data.get('said_by', ''))
    names = {publisher, *re.split(r' \((?:via )?|, | / |\)', publisher), *re.split(r'[(),]| for ', said)}
    entries = world.docs['speakers.yml'].values()
    for entry in entries:
        if entry['name'] in said or any(name in said for name in entry.get('names', ())):
            names |= {entry['name'], *entry.get('names', ())}
    strip = {name.strip() for name in names}
    places = {name for place in world.places for name in world.names(place)}
    organisations = {entry['name'] for entry in world.organisations.values()}
    return sorted((n for n in strip if len(n) > 2 and n[0].isupper() and n not in places | organisations),
                  key=len, reverse=True)  # fmt: skip
