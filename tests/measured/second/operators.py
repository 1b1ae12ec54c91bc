"""Planted errors of the second measuring set, each in words of its own; see README.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from random import Random
from typing import Any

from .registry import OPERATORS, Draft, capital, operator, retext, shuffled
from tests.measured.world import Case, Edit, Fact, Passage, World

# ---------------------------------------------------------------- reading the texts

HEDGES = 'more than|fewer than|less than|over|about|nearly|around|up to|at least|some|almost|an estimated|roughly|under'
AMOUNT = re.compile(
    rf'(?P<hedge>(?:{HEDGES})\s)?(?P<cur>US\$|HK\$|C\$|S\$|€|£)?(?P<num>\d[\d,]*(?:\.\d+)?)(?![\w-])'
    r'(?:\s(?P<scale>thousand|million|billion|trillion))?'
    r'(?:\s(?P<unit>yuan|won|yen|rupees|percent|EFLOPS|exaflops|PFLOPS|petaflops|square metres|square kilometres|'
    r'square feet|kilometres|metres|megawatts|gigawatts|gigawatt-hours|times))?'
)
SCALES = {None: 1, 'thousand': 10**3, 'million': 10**6, 'billion': 10**9, 'trillion': 10**12}
MONEY = {'CNY', 'USD', 'EUR', 'CAD', 'SGD', 'HKD', 'GBP', 'JPY', 'KRW', 'INR'}
CURRENCIES = {'US$': 'USD', 'HK$': 'HKD', 'C$': 'CAD', 'S$': 'SGD', '€': 'EUR', '£': 'GBP'}
UNITS = {
    'yuan': 'CNY', 'won': 'KRW', 'yen': 'JPY', 'rupees': 'INR', 'percent': '%', 'EFLOPS': 'EFLOPS', 'exaflops': 'EFLOPS',
    'PFLOPS': 'PFLOPS', 'petaflops': 'PFLOPS', 'square metres': 'm2', 'square kilometres': 'km2', 'square feet': 'sqft',
    'kilometres': 'km', 'metres': 'm', 'megawatts': 'MW', 'gigawatts': 'GW', 'gigawatt-hours': 'GWh', 'times': 'times',
}
MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
YEAR = re.compile(r'(?<![\d,.$€£-])(20[0-3]\d)(?![\d,]\d|-\d|[a-z%])')
SAID = 'reported|said|found|counted|estimated|noted|wrote|stated|calculated|reports|says|gives|gave|show|shows|was told'
DOUBT = re.compile(r"\b(not|no|never|whether|seldom|none|nor|would|could|might|may|cannot|n't|open)\b", re.I)


@dataclass(frozen=True)
class Mention:
    """An amount in a text that is the figure of one cited fact."""

    start: int
    end: int
    text: str
    hedge: str
    bare: str
    noun: str
    fact: Fact
    figure: dict[str, Any]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    start = 0
    for gap in re.finditer(r'(?<=[a-z\d)"%S])[.!?]"?\s+(?=[A-Z"\d])', text):
        yield start, gap.start() + 1
        start = gap.end()
    yield start, len(text)


def around(text: str, at: int) -> tuple[int, int]:
    """The sentence that a place in a text lies in."""
    for start, end in sentences(text):
        if start <= at < end:
            return start, end
    return 0, len(text)


def clean(world: World, passage: Passage) -> bool:
    """Whether a text has neither a slot nor an exemption of any rule."""
    entry = world.get(passage.path, passage.keys[:-1])
    return '{' not in passage.text and not entry.get('allow') and passage.keys[0] != 'gaps'


def bases(world: World, rng: Random) -> list[Passage]:
    """All texts that errors are planted in, in the order of chance."""
    texts = shuffled((p for p in world.texts() if p.facts and clean(world, p)), rng)
    sides = [[p for p in texts if p.path.startswith('records/') is side] for side in (False, True)]
    mixed = [p for pair in zip(*sides) for p in pair]
    return mixed + sides[0][len(sides[1]):] + sides[1][len(sides[0]):]


def value_of(figure: dict[str, Any]) -> float | None:
    """The value of a figure as a number."""
    value = figure['value']
    if isinstance(value, str):
        if '/' in value:
            return None
        value = value.replace('_', '')
    return float(value)


def mentions(world: World, passage: Passage) -> list[Mention]:
    """The amounts of a text that belong to just one cited fact."""
    found = []
    for match in AMOUNT.finditer(passage.text):
        num, scale, unit, cur = match['num'], match['scale'], match['unit'], match['cur']
        before, after = passage.text[: match.start()], passage.text[match.end():]
        if re.search(r'[\w.\-]$', before) or num.endswith(','):
            continue
        plain = not (scale or unit or cur)
        if plain and (re.fullmatch(r'(19|20)\d\d', num) or re.match(rf'\s?(?:{MONTHS})\b', after)):
            continue
        value = float(num.replace(',', '')) * SCALES[scale]
        kind = CURRENCIES.get(cur or '') or UNITS.get(unit or '')
        owners = []
        for name in passage.facts:
            fact = world.facts[name]
            for figure in fact.figures:
                own, own_kind = value_of(figure), str(figure['unit'])
                if own is None:
                    continue
                if own_kind == 'PFLOPS' and kind == 'EFLOPS':
                    own, own_kind = own / 1000, 'EFLOPS'
                if abs(own - value) > 1e-9 * max(1.0, value):
                    continue
                if kind and kind != own_kind or not kind and own_kind in (MONEY | set(UNITS.values())):
                    continue
                owners.append((fact, figure))
        if len({fact.id for fact, _ in owners}) == 1:
            hedge = (match['hedge'] or '').strip()
            noun = re.match(r'\s((?:[a-zA-Z-]+\s){0,3}?)([a-z]+s|people)\b', after) if plain or scale else None
            found.append(
                Mention(
                    match.start(), match.end(), match[0], hedge, match[0][len(match['hedge'] or ''):],
                    noun[2] if noun else '', *owners[0],
                )
            )
    return found


def cut(text: str, start: int, end: int, new: str) -> str:
    """The text with a piece written otherwise."""
    return text[:start] + new + text[end:]


def years_of(fact: Fact) -> set[str]:
    """All years that a fact names anywhere."""
    parts = [fact.data.get('when', ''), fact.source.get('published', ''), fact.data['text'], fact.data.get('note', '')]
    parts += [figure['when'] for figure in fact.figures]
    years: set[str] = set()
    for part in parts:
        years |= set(re.findall(r'20\d\d', str(part)))
        years |= {f'20{two}' for two in re.findall(r'20\d\d-(\d\d)(?!-|\d)', str(part)) if int(two) > 12}
    return years


def time_of(fact: Fact, figure: dict[str, Any]) -> str:
    """The year of a figure, if it has one only."""
    years = set(re.findall(r'20\d\d', str(figure['when'])))
    return years.pop() if len(years) == 1 else ''


def tail_at(sentence: str) -> int:
    """Where a sentence's closing attribution begins, or its full stop."""
    match = re.search(
        rf',? (?:according to [^,;]+|by the (?:data|estimate|count) of [^,;]+|(?:the |a |an )?[^,;]{{2,70}} (?:{SAID})'
        rf'(?: (?:on|in|for|from) [^,;]+)?)\.$',
        sentence,
    )
    if match and match.start() > 20 and (sentence[match.start()] == ',' or 'according' in match[0] or ' by the ' in match[0]):
        return match.start()
    return len(sentence) - 1 if sentence.endswith('.') else len(sentence)


def with_tail(text: str, at: int, tail: str) -> str:
    """The text with words before the end of the sentence at a place."""
    start, end = around(text, at)
    sentence = text[start:end]
    spot = tail_at(sentence)
    comma = ',' if spot < len(sentence) and sentence[spot] == ' ' else ''
    return text[: start + spot] + ', ' + tail + comma + text[start + spot:]


def turns(things: Iterable[Any], ways: list[Any], rng: Random, rounds: int) -> Iterator[tuple[Any, Any]]:
    """Each thing with some ways, so that all ways come up before one comes up again."""
    things = list(things)
    order: list[Any] = []
    for _ in range(rounds):
        for thing in things:
            if not order:
                order = shuffled(ways, rng)
            yield thing, order.pop()


def once(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts without those that were there before."""
    seen = set()
    for detail, edits in drafts:
        key = repr(edits)
        if key not in seen:
            seen.add(key)
            yield detail, edits


# ---------------------------------------------------------------- passages that are written anew

def pages(world: World) -> dict[str, list[str]]:
    """The ids of the facts that each page cites."""
    result: dict[str, list[str]] = {}
    for passage in world.passages():
        ids = result.setdefault(passage.path, [])
        ids += [name for name in passage.facts if name not in ids]
    return result


def agree(text: str, start: int, way: str) -> str:
    """A verb phrase in the number of the noun before it."""
    word = re.search(r"([\w']+) $", text[:start])
    if word and re.search(r"[^s'u]s$|people$", word[1]) and not re.search(r"'s$|\b(?:Genesis|Paris)$", word[1]):
        for one, many in (('was ', 'were '), ('is ', 'are '), ('has ', 'have ')):
            if way.startswith(one):
                return many + way[len(one):]
    return way


def written(world: World, path: str, right: str, wrong: str, facts: list[str]) -> Draft:
    """The draft of a case that adds a passage to a page; the detail has the honest twin behind an arrow."""
    section = 'analysis' if path.startswith('briefings/') else 'summary'
    keys = (section, len(world.get(path, (section,)) or []))
    return f'written anew: {wrong} <- {right}', (Edit(path, keys, {'text': wrong, 'facts': facts}),)


def pairs(world: World, same_place: bool) -> list[tuple[str, Fact, Fact, Mention, Mention]]:
    """Two facts of one page with the same measure, and their main amounts in their texts."""
    result = []
    own: dict[str, list[Mention]] = {}
    for path, ids in pages(world).items():
        for one, other in combinations(ids, 2):
            a, b = world.facts[one], world.facts[other]
            if a.data.get('allow') or b.data.get('allow') or '{' in a.data['text'] + b.data['text']:
                continue
            for fact in (a, b):
                if fact.id not in own:
                    own[fact.id] = [m for m in mentions(world, fact.passage()) if m.figure is fact.figures[0]]
            if not own[one] or not own[other]:
                continue
            x, y = own[one][0], own[other][0]
            if x.figure['measure'] != y.figure['measure'] or x.figure['unit'] != y.figure['unit'] or x.bare == y.bare:
                continue
            if same_place:
                if a.about == b.about and time_of(a, x.figure) != time_of(b, y.figure) and time_of(a, x.figure):
                    result.append((path, a, b, x, y))
            elif a.about in world.places and b.about in world.places and not world.akin(a.about, b.about):
                result.append((path, a, b, x, y))
    return result


def swapped(text: str, one: Mention, other: Mention) -> str:
    """The text with two amounts exchanged."""
    first, second = sorted((one, other), key=lambda m: m.start)
    return text[: first.start] + second.text + text[first.end: second.start] + first.text + text[second.end:]


# ---------------------------------------------------------------- amounts

@operator('second_amounts_of_two_places', 'amount')
def amounts_of_two_places(world: World, rng: Random) -> Iterator[Draft]:
    """Two places trade their amounts."""
    yield from exchange(world, rng, same_place=False)


@operator('second_amounts_of_two_years', 'amount')
def amounts_of_two_years(world: World, rng: Random) -> Iterator[Draft]:
    """Two years trade their amounts."""
    yield from exchange(world, rng, same_place=True)


def exchange(world: World, rng: Random, same_place: bool) -> Iterator[Draft]:
    """Amounts of two cited facts of the same measure are exchanged."""
    for passage in bases(world, rng):
        for one, other in combinations(mentions(world, passage), 2):
            if one.figure['measure'] != other.figure['measure'] or one.bare == other.bare:
                continue
            if one.figure['unit'] != other.figure['unit']:
                continue
            times = time_of(one.fact, one.figure), time_of(other.fact, other.figure)
            if same_place:
                right = one.fact.about == other.fact.about and times[0] != times[1] and all(times)
                right = right and all(t in passage.text for t in times)
            else:
                places = [fact.about for fact in (one.fact, other.fact)]
                right = all(p in world.places for p in places) and not world.akin(*places)
                right = right and all(any(n in passage.text for n in world.names(p)) for p in places)
            if right:
                yield retext(passage, swapped(passage.text, one, other), f'{one.text} <> {other.text}')
    for path, a, b, x, y in shuffled(pairs(world, same_place), rng):
        if same_place and not (time_of(a, x.figure) in a.data['text'] and time_of(b, y.figure) in b.data['text']):
            continue
        wrong = [cut(a.data['text'], x.start, x.end, y.text), cut(b.data['text'], y.start, y.end, x.text)]
        yield written(world, path, f"{a.data['text']} {b.data['text']}", ' '.join(wrong), [a.id, b.id])


# ---------------------------------------------------------------- places

def place_spots(world: World, passage: Passage) -> Iterator[tuple[Mention, str, int, int]]:
    """Where a sentence with an amount names the place that the amount is of."""
    for mention in mentions(world, passage):
        about = mention.fact.about
        if about not in world.places or about == 'world':
            continue
        start, end = around(passage.text, mention.start)
        for name in world.names(about):
            pattern = (
                rf"(?<![\w-])(?<!Zhangjiang )(?<!Shanghai )(?<!AI )(?:the )?{re.escape(name)}(?!\w)(?! (?:Daily|AI|Foundation|Municipal|Government|government|Lingang|Lab|"
                rf"Science|Robot|High|Digital|Group|Techno|Area|Index|New|District|Special|Town|Supercomp|Academy|zone|park|Stock|plan|"
                rf"Cyber|Institute|Bay|Island|AIsland|innovation|Park|First|Development|Provinc|National|Integr|Telecom))"
            )
            spots = [m for m in re.finditer(pattern, passage.text[start:end])]
            inside = [m for m in spots if len(name) > 2 or not re.match(' [a-zA-Z]', passage.text[start + m.end():])]
            if len(inside) == 1:
                yield mention, name, start + inside[0].start(), start + inside[0].end()
                break
            if inside:
                break


COUNTRY = {'country', 'countries', 'state', 'union'}


def swap_place(passage: Passage, start: int, end: int, new: str) -> str:
    """The text with a place's name written otherwise."""
    new = new if new not in {'United States', 'United Kingdom', 'European Union', 'United Arab Emirates'} else f'the {new}'
    at_start = start == 0 or passage.text[start - 2: start] == '. '
    text = cut(passage.text, start, end, capital(new) if at_start else new)
    return text.replace("United Arab Emirates's", "United Arab Emirates'").replace("United States's", "United States'")


@operator('second_place_of_the_site', 'place')
def place_of_the_site(world: World, rng: Random) -> Iterator[Draft]:
    """The amount is given to another place that the site has a page on."""
    places = [p for p in world.places if p != 'world']
    for _ in range(2):
        for passage in bases(world, rng):
            cited = {world.facts[name].about for name in passage.facts}
            cited |= {also for name in passage.facts for also in world.facts[name].data.get('also_about', ())}
            spots = list(place_spots(world, passage))
            if not spots:
                continue
            mention, name, start, end = rng.choice(spots)
            kind = world.places[mention.fact.about]['kind']
            others = [p for p in places if world.places[p]['kind'] == kind and p != mention.fact.about]
            others = [p for p in others if not any(world.akin(p, c) for c in cited if c in world.places)]
            others = [p for p in others if not any(n in passage.text for n in world.names(p))]
            if not others:
                others = [p for p in places if not any(world.akin(p, c) for c in cited if c in world.places)
                          and not any(n in passage.text for n in world.names(p))]
            if others:
                new = world.places[rng.choice(others)]['name']
                yield retext(passage, swap_place(passage, start, end, new), f'{name} > {new}')


UNKNOWN = {
    'country': ['Brazil', 'Norway', 'Vietnam', 'Poland', 'Mexico', 'Chile', 'Kenya', 'Portugal', 'Indonesia', 'Greece',
                'Denmark', 'Nigeria', 'Austria', 'Thailand', 'Argentina', 'Estonia'],
    'city': ['Ningbo', 'Xiamen', 'Qingdao', 'Dalian', 'Kunming', 'Harbin', 'Osaka', 'Nagoya', 'Lyon', 'Porto', 'Leipzig',
             'Kraków', 'Busan', 'Haifa', 'Antwerp', 'Valencia', 'Jinan', 'Changsha', 'Zhengzhou', 'Fukuoka', 'Tallinn'],
    'cluster': ['Jiading', 'Yangpu', 'Hongkou', 'Putuo', 'Qingpu', 'Fengxian', 'Tongzhou', 'Daxing', 'Longgang', 'Nansha'],
}


@operator('second_place_unknown_to_the_site', 'place')
def place_unknown_to_the_site(world: World, rng: Random) -> Iterator[Draft]:
    """The amount is given to a real place that no document names."""
    everything = repr(world.docs)
    unknown = {kind: [n for n in names if n not in everything] for kind, names in UNKNOWN.items()}
    for _ in range(2):
        for passage in bases(world, rng):
            spots = list(place_spots(world, passage))
            if spots:
                mention, name, start, end = rng.choice(spots)
                kind = world.places[mention.fact.about]['kind']
                kind = 'country' if kind == 'country' else 'cluster' if kind in {'cluster', 'district'} else 'city'
                new = rng.choice(unknown[kind])
                yield retext(passage, swap_place(passage, start, end, new), f'{name} > {new}')


# ---------------------------------------------------------------- years

def year_spots(world: World, passage: Passage) -> Iterator[tuple[Mention, int, int]]:
    """Where a sentence names the year of its amount, and no other year."""
    for mention in mentions(world, passage):
        start, end = around(passage.text, mention.start)
        found = list(YEAR.finditer(passage.text, start, end))
        year = time_of(mention.fact, mention.figure)
        if year and {m[1] for m in found} == {year} and len(found) == 1:
            yield mention, found[0].start(1), found[0].end(1)


def same_elsewhere(world: World, mention: Mention, year: str) -> bool:
    """Whether any fact gives the place the same amount for another year as well."""
    return any(
        fact.about == mention.fact.about and value_of(figure) == value_of(mention.figure) and year in str(figure['when'])
        for fact in world.facts.values()
        for figure in fact.figures
    )


@operator('second_year_of_another_cited_fact', 'time')
def year_of_another_cited_fact(world: World, rng: Random) -> Iterator[Draft]:
    """A number gets the year of another fact that the passage cites."""
    for passage in bases(world, rng):
        for mention, start, end in year_spots(world, passage):
            years = {time_of(world.facts[n], f) for n in passage.facts for f in world.facts[n].figures} - {''}
            years = {y for y in years - years_of(mention.fact) if not same_elsewhere(world, mention, y)}
            if years:
                year = rng.choice(sorted(years))
                yield retext(passage, cut(passage.text, start, end, year), f'{passage.text[start:end]} > {year}')
    for path, a, b, x, y in shuffled(pairs(world, True), rng):
        for one, mention, other, theirs in ((a, x, b, y), (b, y, a, x)):
            year = time_of(other, theirs.figure)
            if year in years_of(one) or same_elsewhere(world, mention, year) or not year:
                continue
            for spot, start, end in year_spots(world, one.passage()):
                if spot.figure is mention.figure:
                    wrong = cut(one.data['text'], start, end, year)
                    yield written(world, path, one.data['text'], wrong, [one.id, other.id])


@operator('second_year_off_by_some', 'time')
def year_off_by_some(world: World, rng: Random) -> Iterator[Draft]:
    """A year is one to three too early or too late."""
    for _ in range(2):
        for passage in bases(world, rng):
            cited = set().union(*(years_of(world.facts[n]) for n in passage.facts))
            spots = [m for m in YEAR.finditer(passage.text) if m[1] in cited]
            if not spots:
                continue
            spot = rng.choice(spots)
            news = [str(int(spot[1]) + step) for step in (-3, -2, -1, 1, 2, 3)]
            news = [n for n in news if n not in cited and n not in passage.text and (int(n) <= 2026 or int(spot[1]) > 2026)]
            if news:
                new = rng.choice(news)
                yield retext(passage, cut(passage.text, spot.start(1), spot.end(1), new), f'{spot[1]} > {new}')


# ---------------------------------------------------------------- speakers

ROLES = (
    "an official of the industry ministry|a vice minister of industry|the industry minister|the industry ministry|"
    "China's planning commission|the planning commission|the research academy CAICT|the city's economy commission|"
    "a vice mayor of the city|a vice mayor of the district|its vice mayor|the district government|the city government|"
    "the Pudong government|its administration|the administration of Lingang|an association of the industry|"
    "an association of the high-tech industry|an industry association in Shenzhen|a white paper of the city|"
    "the city's cyberspace office|the city's visitor site|the account of Xuhui district|the account of Minhang district|"
    "the digital ministry|an official of the city's science commission|the city government's site|state television|"
    "a city talent portal|its organisers|the company|a political adviser of the city|a deputy head of the district|"
    "Stanford's AI Index|the World Intellectual Property Organization|Stanford|LinkedIn data|officials of the city|"
    "the internet regulator|China's internet regulator|the National Data Administration|the capital company of the city"
)
PAPERS = (
    'China Daily|Anhui News|Pandaily|CGTN|Synced|Yicai Global|Yicai|Global Times|Recode China AI|cnrobopedia|Crunchbase|'
    'Geo News|Reuters|Economic Daily|BW CIO|Research Money|Xinhuanet|Gasgoo|DIGITIMES|The Decoder|Mitrade|NewsBytes|'
    'Business Plus|ARY News|C114|Asia Times|AFP|Techopedia|Techgoondu|The Straits Times|Business Standard|KNN India|'
    'Chengdu Business Daily|TechScoop360|China.com.cn|China.org.cn|STAR Market Daily|Times Face magazine|BTW Media|'
    'TechFlow|The Japan News|Exame|The Daily Star|Sixth Tone|Stuff South Africa|tech360.tv|Le Café du Geek|The National'
)
NOT_SPEAKERS = {'sanae-takaichi', 'emmanuel-macron', 'bhagwant-mann', 'qi-dongfeng'}


def called(entry: dict[str, Any]) -> str:
    """What prose calls a speaker."""
    name = str(entry['name'])
    if entry['kind'] in {'public body', 'association', 'study'} or 'Ministry' in name or 'Institute' in name:
        return name if name in {'DSIT', 'RISE Israel and Google'} else f'the {name}'
    return name


def speaker_spots(world: World, passage: Passage) -> list[tuple[int, int, str]]:
    """Where a text says who said something."""
    names = {entry['name'] for entry in world.docs['speakers.yml'].values()}
    names |= {n for entry in world.docs['speakers.yml'].values() for n in entry.get('names', ())}
    every = '|'.join(sorted((re.escape(n) for n in names), key=len, reverse=True))
    who = rf"(?P<who>{ROLES}|(?:the )?(?:{every})|{PAPERS}|Startup Nation Central|CAICT|CNNIC|NDRC)"
    found = []
    for pattern in (rf'(?<=, ){who}(?= (?:{SAID})\b)', rf'(?<=according to ){who}(?=[,.])', rf'(?<=by the data of ){who}(?=[,.])',
                    rf'(?<=\. ){who}(?= (?:{SAID})\b)', rf'^{who}(?= (?:{SAID})\b)'):
        for match in re.finditer(pattern, passage.text):
            found.append((match.start(), match.end(), match['who']))
    return found


@operator('second_speaker_of_the_register', 'speaker')
def speaker_of_the_register(world: World, rng: Random) -> Iterator[Draft]:
    """What one said is given to another speaker of the register."""
    register = {k: v for k, v in world.docs['speakers.yml'].items() if k not in NOT_SPEAKERS}

    def line(key: str) -> list[str]:
        result = []
        while key:
            result.append(key)
            key = world.docs['speakers.yml'].get(key, {}).get('part_of', '')
        return result

    for _ in range(2):
        for passage in bases(world, rng):
            spots = speaker_spots(world, passage)
            if not spots:
                continue
            start, end, old = rng.choice(spots)
            heard = ' '.join(
                f"{f.data.get('said_by', '')} {f.data['text']} {f.data.get('note', '')} {f.source.get('publisher', '')} {f.source.get('title', '')}"
                for f in (world.facts[n] for n in passage.facts)
            ).lower().replace('-', ' ') + ' ' + passage.text.lower()
            true = {k for k, v in register.items() if any(str(n).lower().replace('-', ' ') in heard for n in [v['name'], *v.get('names', [])])}
            near = {part for k in true for part in line(k)}
            others = [k for k in register if not near & set(line(k)) and not any(k in line(t) for t in true)]
            new = called(register[rng.choice(others)])
            new = capital(new) if start == 0 or passage.text[start - 2: start] == '. ' else new
            yield retext(passage, cut(passage.text, start, end, new), f'{old} > {new}')


FIRST = ['Helena', 'Tobias', 'Marguerite', 'Zhao Lanying', 'Priyanka', 'Osman', 'Ingrid', 'Callum', 'Noriko', 'Desmond']
LAST = ['Vorstadt', 'Achterberg', 'Pemberley', 'Quillon', 'Rasmuthi', 'Ferncastle', 'Oduvane', 'Lindqvarn', 'Tsukamori', 'Brackwell']
BODIES = ['the Kestrel Institute', 'Brightwater & Lowe', 'Pemberton Analytics', 'the Harrowgate Observatory', 'Lotus Gate Research',
          'the Eastmere Council on Technology', 'Qingyu Data', 'the Delta Barometer', 'Novapoint', 'the Silver Quay Foundation',
          'Corvane Partners', 'the Jade Pavilion Review', 'Meridian Post', 'Ostmark Intelligence', 'the Baltic Lanes Survey']
TITLES = ['the analyst', 'the economist', 'the consultant', 'the researcher', 'the investor', 'the former official']


def invented(rng: Random) -> str:
    """Somebody who does not exist."""
    if rng.random() < 0.5:
        return rng.choice(BODIES)
    name = rng.choice(FIRST)
    person = name if ' ' in name else f'{name} {rng.choice(LAST)}'
    return f'{rng.choice(TITLES)} {person}' if rng.random() < 0.6 else person


END_WAYS = [', {} said', ', {} calculated', ', in the words of {}', ', as {} told reporters', ', by the reckoning of {}', ', {} let it be known',
            ', {} confirmed', ', going by {}', ', {} has maintained', ', if one follows {}', ', {} is on record as saying', ', we learned from {}']
MIDDLE_WAYS = [', says {},', ', in the view of {},', ', {} wrote,', ', according to {},', ', {} contends,', ', as {} put it,', ' — {} vouches for it —',
               ' (the source is {})', ', {} told the press,', ', on the word of {},', ', so {},', ', going by a note of {},']
VERB = re.compile(
    r'(?<=[\w\'’)]) (?=(?:had|has|was|were|is|are|reached|exceeded|grew|rose|drew|raised|produced|covers|covered|held|counted|closed|'
    r'stood|came|filled|received|gathered|housed|hosted|took|spans|attracted|planned|aimed|operated|opened|began|announced|launched) )'
)


@operator('second_speaker_invented_at_the_end', 'speaker')
def speaker_invented_at_the_end(world: World, rng: Random) -> Iterator[Draft]:
    """A sentence ends with somebody who does not exist."""
    for passage, way in turns(bases(world, rng), END_WAYS, rng, 1):
        found = mentions(world, passage)
        if found:
            start, end = around(passage.text, rng.choice(found).start)
            sentence = passage.text[start:end]
            if not sentence.endswith('.'):
                continue
            who = invented(rng)
            new = sentence[: tail_at(sentence)] + way.format(who) + '.'
            yield retext(passage, cut(passage.text, start, end, new), way.format(who))


@operator('second_speaker_invented_in_the_middle', 'speaker')
def speaker_invented_in_the_middle(world: World, rng: Random) -> Iterator[Draft]:
    """Somebody who does not exist speaks within a sentence."""
    for passage, way in turns(bases(world, rng), MIDDLE_WAYS, rng, 1):
        for mention in mentions(world, passage)[:1]:
            start, end = around(passage.text, mention.start)
            sentence = passage.text[start:end]
            verb = VERB.search(sentence)
            if verb and sentence.endswith('.') and 4 < verb.start() < mention.start - start and ', ' not in sentence[: verb.start()]:
                who = invented(rng)
                body = sentence[: tail_at(sentence)] + '.'
                new = body[: verb.start()] + way.format(who) + body[verb.start():]
                yield retext(passage, cut(passage.text, start, end, new), way.format(who))


# ---------------------------------------------------------------- plans and outcomes

DONE_NP = ['ended up with', 'came away with', 'could point to', 'boasted', 'arrived at', 'wound up with', 'chalked up', 'racked up', 'notched up',
           'clocked up', 'brought home', 'landed', 'pulled off', 'attained', 'secured', 'realised', 'delivered', 'turned out', 'was left with',
           'could look back on', 'made it to', 'amassed', 'got to', 'finished with', 'yielded', 'has to its credit', 'can show']
DONE_INF = ['{past}', 'has {pp}', 'did {inf}', 'managed to {inf}', 'succeeded in {ing}', 'kept its word and {past}', 'went on to {inf}',
            'in the event {past}', 'has since {pp}', 'duly {past}', 'wound up {ing}', 'ended up {ing}', 'is known to have {pp}',
            'turns out to have {pp}', 'was able to {inf}', 'by all accounts {past}', 'finished by {ing}', 'got as far as {ing}',
            'proved able to {inf}', 'actually {past}', 'has meanwhile {pp}', 'had by then {pp}', 'can be said to have {pp}',
            'took credit for having {pp}', 'without much ado {past}']
FORMS = {
    'install': ('installed', 'installed', 'installing'), 'reach': ('reached', 'reached', 'reaching'), 'grow': ('grew', 'grown', 'growing'),
    'produce': ('produced', 'produced', 'producing'), 'bring': ('brought', 'brought', 'bringing'), 'make': ('made', 'made', 'making'),
    'raise': ('raised', 'raised', 'raising'), 'triple': ('tripled', 'tripled', 'tripling'), 'add': ('added', 'added', 'adding'),
    'come': ('came', 'come', 'coming'), 'invest': ('invested', 'invested', 'investing'), 'draw': ('drew', 'drawn', 'drawing'),
    'exceed': ('exceeded', 'exceeded', 'exceeding'), 'lift': ('lifted', 'lifted', 'lifting'), 'house': ('housed', 'housed', 'housing'),
    'have': ('had', 'had', 'having'), 'attract': ('attracted', 'attracted', 'attracting'), 'double': ('doubled', 'doubled', 'doubling'),
}
PLAN_INF = re.compile(
    r'\b(?:aimed to|aims to|aim to|meant to|means to|planned to|plans to|set out to|was expected to|is expected to|is meant to|'
    r'was meant to|is to|was to|are to|pledged to|was planned to|were expected to|expected to)(?: be able to)? (' + '|'.join(FORMS) + r')\b'
)
PLAN_NP = re.compile(
    r'\b(?:aimed for|aims for|aimed by \d{4} for|expected(?= AI)|planned(?= (?:an?|some|over|more|up|around|about|[\d]))|sought(?! to)|'
    r'seeks(?! to)|projected|set a target of|set a goal of|planned for(?= an?)|named(?= an AI)|includes(?= a domestically))\b'
)


def plan_spots(world: World, passage: Passage) -> Iterator[tuple[int, int, str, str]]:
    """Where a text has the verb of a plan: its bounds, the infinitive behind it if any, and the year of aim."""
    for start, end in sentences(passage.text):
        inside = [m for m in mentions(world, passage) if start <= m.start < end]
        if not inside or any(m.fact.data['kind'] != 'target' for m in inside) or DOUBT.search(passage.text[start:end]):
            continue
        for pattern in (PLAN_INF, PLAN_NP):
            spots = list(pattern.finditer(passage.text, start, end))
            if len(spots) == 1 and ' and to ' not in passage.text[spots[0].end():end]:
                yield spots[0].start(), spots[0].end(), spots[0][1] if pattern is PLAN_INF else '', inside[0].text
                break


@operator('second_plan_told_as_outcome', 'plan')
def plan_told_as_outcome(world: World, rng: Random) -> Iterator[Draft]:
    """A target is told as if it had been reached."""
    spots = [(p, s) for p in bases(world, rng) for s in plan_spots(world, p)]
    orders: dict[bool, list[str]] = {True: [], False: []}
    for _ in range(12):
        for passage, (start, end, verb, _amount) in spots:
            order = orders[bool(verb)]
            if not order:
                order += shuffled(DONE_INF if verb else DONE_NP, rng)
            way = order.pop()
            if verb:
                past, participle, ing = FORMS[verb]
                way = way.format(past=past, pp=participle, ing=ing, inf=verb)
            way = agree(passage.text, start, way)
            text = cut(passage.text, start, end, way)
            text = text.replace(' as its goal', '').replace(' as its aim', '')
            yield retext(passage, text, f'{passage.text[start:end]} > {way}')


HOPED_NP = ['was counting on', 'was banking on', 'had its sights on', 'had its heart set on', 'was shooting for', 'pencilled in', 'was gunning for',
            'was angling for', 'looked forward to', 'had been promised', 'was holding out for', 'dreamed of', 'was in line for',
            'had on its drawing board', 'was working towards', 'hoped for', 'wanted', 'was eyeing', 'would one day have', 'was due to get',
            'reckoned with', 'had an appetite for', 'was pressing for', 'had asked its planners for']
HOPED_AMOUNT = ['was slated to hit', 'was supposed to reach', 'is bound for', 'was pencilled in at', 'was earmarked to reach',
                'had a finishing line of', 'was on course for', 'ought to get to', 'was down for', 'was to be lifted to', 'stands to reach',
                'was tipped to reach', 'was budgeted to come to', 'would in time come to', 'had yet to climb to', 'was still working its way to',
                'has been promised to reach', 'was meant to swell to', 'was billed to arrive at', 'is headed for', 'was hoped to touch']
WAS_AMOUNT = re.compile(r'\b(?:was worth|were worth|reached|exceeded|stood at|came to|was valued at|amounted to|passed|rose to|totalled) ?(?=$)')


@operator('second_outcome_told_as_plan', 'plan')
def outcome_told_as_plan(world: World, rng: Random) -> Iterator[Draft]:
    """A figure is told as if it were a wish or a plan."""
    spots = []
    for passage in bases(world, rng):
        for mention in mentions(world, passage):
            fact = mention.fact
            start, end = around(passage.text, mention.start)
            sentence = passage.text[start:end]
            if fact.data['kind'] != 'figure' or re.search('expected|plan|estimate', fact.data['text'] + fact.data.get('note', ''), re.I):
                continue
            if DOUBT.search(sentence) or re.search('plan|target|goal|aim|expect', sentence):
                continue
            before = passage.text[start: mention.start]
            if re.search(r'\b(?:had|counted|hosted|housed|produced|drew|gathered|received|raised) $', before) and before.count(' had ') <= 1:
                verb = before.rstrip().rsplit(' ', 1)[1]
                at = start + len(before.rstrip()) - len(verb)
                if verb in {'counted'} and not re.match(r'[A-Z]\w+ counted', before):
                    continue
                spots.append((passage, at, at + len(verb), HOPED_NP))
            else:
                match = WAS_AMOUNT.search(before.rstrip())
                if match:
                    spots.append((passage, start + match.start(), start + match.end(), HOPED_AMOUNT))
    orders: dict[int, list[str]] = {}
    for _ in range(3):
        for passage, start, end, ways in spots:
            order = orders.setdefault(id(ways), [])
            if not order:
                order += shuffled(ways, rng)
            way = agree(passage.text, start, order.pop())
            yield retext(passage, cut(passage.text, start, end, way), f'{passage.text[start:end]} > {way}')


# ---------------------------------------------------------------- numbers in unusual forms

def roman(number: int) -> str:
    """A number as the Romans wrote it."""
    result = ''
    for value, sign in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'),
                        (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):
        result += sign * (number // value)
        number %= value
    return result


def odd_number(kind: str, rng: Random) -> str:
    """A number that a filter of digits and number words may not know."""
    count, small = rng.randint(213, 3888), rng.randint(2, 9)
    if kind == 'roman':
        return roman(count)
    if kind == 'old-measure':
        return rng.choice(['four score', 'six score', 'a gross of', 'three gross of', 'a great gross of', 'two long hundreds of', 'nine scores of'])
    if kind == 'full-width':
        return ''.join(chr(ord(d) + 0xFEE0) for d in str(count))
    if kind == 'chinese':
        return rng.choice(['三千', '八百', '两万', '一百二十', '五十六', '七千四百', '十二万'])
    if kind == 'suffix':
        return rng.choice([f'{small}.{rng.randint(1, 9)}k', f'{small}{rng.randint(0, 9)}K', f'{small}.5mn', f'{small}bn', f'{small}m'])
    if kind == 'power':
        return rng.choice([f'{small}.{rng.randint(1, 9)} × 10³', f'{small}e4', f'{small}×10⁵', '2¹⁰', f'10^{small}'])
    if kind == 'south-asian':
        return rng.choice(['two lakh', 'a crore of', 'seven lakh', 'three crore', 'a lakh of', 'an arab of'])
    if kind == 'digit-count':
        return rng.choice(['a four-figure number of', 'a five-digit number of', 'a six-figure crowd of', 'a seven-digit army of', 'a treble-figure roll of'])
    if kind == 'other-script':
        digits = rng.choice(['٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९', '๐๑๒๓๔๕๖๗๘๙', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗', '₀₁₂₃₄₅₆₇₈₉'])
        return ''.join(digits[int(d)] for d in str(count))
    if kind == 'other-language':
        return rng.choice(['zweihundert', 'trois mille', 'ochocientos', 'cinquanta', 'sanbyaku', 'qianwan', 'ottocento', 'dvesti', 'femhundra'])
    if kind == 'look-alike':
        return f'{small},{rng.randint(1, 9)}OO' if rng.random() < 0.5 else f'l{rng.randint(0, 9)}O'
    return rng.choice(["a baker's dozen of", 'half a thousand', 'umpteen hundred', 'a couple of hundred', 'a cool million', 'a brace of',
                       'a quarter of a thousand', 'several score', 'a clean dozen', 'a round half-million', 'a trio of', 'a quintet of'])


KINDS = ['roman', 'old-measure', 'full-width', 'chinese', 'suffix', 'power', 'south-asian', 'digit-count', 'other-script', 'other-language',
         'look-alike', 'colloquial']
THINGS = ['start-ups', 'laboratories', 'engineers', 'patents', 'test vehicles', 'servers', 'investors', 'pupils', 'factories', 'foreign guests']
PASSAGE_WAYS = ['{a} Add to that {x}.', '{a} Behind it stood {x}.', '{a} On top came {x}.', '{a} {X} joined in.', '{a} It began with {x}.',
                '{a} The list goes on with {x}.', '{a} The wait cost {x}.']
FACT_WAYS = ['along with {x}', 'next to {x}', 'among them {x}', 'helped by {x}', 'and with it {x}', 'backed by {x}']
DEFINITION_WAYS = [', from {x} up', ', of {x} at the least', '; the threshold lies at {x}', ', counted in lots of {x}', ', once there are {x}']
HEADLINE_WAYS = [', and {x} wait', ': {x} in view', ' — with {x}', ' after {x} arrive', ', {x} say so']


def smuggled(spots: list[Any], rng: Random) -> Iterator[tuple[Any, str, str]]:
    """Each spot with an odd number of things."""
    for spot, kind in turns(spots, KINDS, rng, 12):
        yield spot, kind, f'{odd_number(kind, rng)} {rng.choice(THINGS)}'


@operator('second_odd_number_in_passage', 'form')
def odd_number_in_passage(world: World, rng: Random) -> Iterator[Draft]:
    """A passage gets a number of its own in an unusual form."""
    spots = [p for p in bases(world, rng) if not p.path.startswith('records/') and p.text.endswith('.')]
    for (passage, kind, x), way in zip(smuggled(spots, rng), (w for _, w in turns(range(9999), PASSAGE_WAYS, rng, 1))):
        yield retext(passage, way.format(a=passage.text, x=x, X=capital(x)), f'{kind}: {x}')


@operator('second_odd_number_in_fact', 'form')
def odd_number_in_fact(world: World, rng: Random) -> Iterator[Draft]:
    """The text of a fact gets a number of its own in an unusual form."""
    spots = [p for p in bases(world, rng) if p.path.startswith('records/')]
    for (passage, kind, x), way in zip(smuggled(spots, rng), (w for _, w in turns(range(9999), FACT_WAYS, rng, 1))):
        yield retext(passage, with_tail(passage.text, len(passage.text) - 2, way.format(x=x)), f'{kind}: {x}')


@operator('second_odd_number_in_definition', 'form')
def odd_number_in_definition(world: World, rng: Random) -> Iterator[Draft]:
    """A definition of a measure or of a word gets a number in an unusual form."""
    spots = [('measures.yml', (k, 'definition')) for k in world.measures]
    spots += [('glossary.yml', (k, 'meaning')) for k in world.docs['glossary.yml']]
    spots = [s for s in spots if '{' not in str(world.get(*s))]
    for ((path, keys), kind, x), way in zip(smuggled(shuffled(spots, rng), rng), (w for _, w in turns(range(9999), DEFINITION_WAYS, rng, 1))):
        text = str(world.get(path, keys))
        yield f'{kind}: {x}', (Edit(path, keys, text.removesuffix('.') + way.format(x=x) + '.'),)


@operator('second_odd_number_in_headline', 'form')
def odd_number_in_headline(world: World, rng: Random) -> Iterator[Draft]:
    """A headline or a heading gets a number in an unusual form."""
    spots: list[tuple[str, Any]] = []
    for path, doc in world.docs.items():
        if path.startswith('briefings/'):
            spots += [(path, ('headline',))] * 3
            spots += [(path, ('items', i, 'heading')) for i, item in enumerate(doc.get('items') or []) if 'heading' in item]
    spots = [s for s in spots if '{' not in str(world.get(*s))]
    for ((path, keys), kind, x), way in zip(smuggled(shuffled(spots, rng), rng), (w for _, w in turns(range(9999), HEADLINE_WAYS, rng, 1))):
        yield f'{kind}: {x}', (Edit(path, keys, f'{world.get(path, keys)}{way.format(x=x)}'),)


# ---------------------------------------------------------------- hedges and rates

LOWER_BOUND = ['north of {}', 'upwards of {}', 'in excess of {}', 'well past {}', 'comfortably beyond {}', 'a good {}', 'not a bit below {}',
               '{} and counting', '{} and then some', '{}-plus', 'a shade above {}', 'no end more than {}']
UPPER_BOUND = ['just shy of {}', 'a whisker under {}', 'close on {}', 'bordering on {}', 'not quite {}', 'a hair below {}', '{} at the outside',
               'all but {}', 'within reach of {}', 'little short of {}', 'knocking on {}', 'scarcely {}', 'a stone’s throw from {}']
VAGUE = ['{} or thereabouts', '{} give or take', 'something like {}', 'in the region of {}', '{} or so', 'as good as {}', 'in the ballpark of {}',
         '{} at a guess', 'circa {}', 'to the tune of {}, loosely', 'of the order of {}', 'call it {}']


@operator('second_hedge_in_unusual_words', 'hedge')
def hedge_in_unusual_words(world: World, rng: Random) -> Iterator[Draft]:
    """An exact figure is hedged, or the hedge of a figure turned round, in words that are seldom used."""
    spots = []
    for passage in bases(world, rng):
        for mention in mentions(world, passage):
            qualifier = str(mention.figure.get('qualifier') or '')
            if mention.figure['unit'] in {'rank', 'times', 'years', 'months'} or bool(qualifier) != bool(mention.hedge):
                continue
            if qualifier in {'more than', 'over', 'at least'}:
                ways = UPPER_BOUND
            elif qualifier in {'nearly', 'up to', 'less than'}:
                ways = LOWER_BOUND
            elif not qualifier:
                ways = LOWER_BOUND + UPPER_BOUND + VAGUE
            else:
                continue
            spots.append((passage, mention, ways))
    for _ in range(2):
        for passage, mention, ways in spots:
            way = rng.choice(ways)
            yield retext(passage, cut(passage.text, mention.start, mention.end, way.format(mention.bare)), f'{mention.text} > {way}')


PER = ['a month', 'every week', 'each quarter', 'a head', 'per capita', 'for every resident', 'apiece', 'every 24 hours', 'with each passing month',
       'per square kilometre', 'for each of its districts', 'by the hour', 'day in, day out', 'a shift', 'to the hectare', 'per employee',
       'on every working day', 'year upon year', 'between breakfast and supper each day', 'at each edition', 'for every start-up', 'per household',
       'a fortnight', 'month after month']


@operator('second_rate_made_of_an_amount', 'unit')
def rate_made_of_an_amount(world: World, rng: Random) -> Iterator[Draft]:
    """An amount is told as an amount per time, head or place."""
    spots = []
    for passage in bases(world, rng):
        for mention in mentions(world, passage):
            if mention.figure.get('per') or mention.figure['unit'] in {'rank', 'times', 'years', 'months', '%'}:
                continue
            rest = passage.text[mention.end:]
            if mention.noun:
                end = mention.end + re.match(rf'.*?\b{mention.noun}\b', rest, re.S).end()  # type: ignore[union-attr]
            elif mention.figure['unit'] in MONEY or mention.figure['unit'] in UNITS.values():
                end = mention.end
            else:
                continue
            if re.match(r'[- ](?:a year|per|worth)', passage.text[end:]):
                continue
            spots.append((passage, end))
    for (passage, end), way in turns(spots, PER, rng, 1):
        yield retext(passage, passage.text[:end] + ' ' + way + passage.text[end:], way)


# ---------------------------------------------------------------- negation and direction

NOT_VERB = {
    'had': ['did not have', 'never had', 'had nothing like', 'had anything but', 'had far from'],
    'was': ['was not', 'was never', 'was anything but', 'was by no means', 'was far from being'],
    'were': ['were not', 'were never', 'were by no means'],
    'reached': ['did not reach', 'never reached', 'stopped short of', 'missed', 'failed to reach'],
    'exceeded': ['did not exceed', 'never exceeded', 'failed to exceed', 'remained under'],
    'covers': ['does not cover', 'hardly covers'], 'has': ['does not have', 'lacks', 'is without'],
    'raised': ['did not raise', 'failed to raise', 'never raised', 'went without'], 'drew': ['did not draw', 'failed to draw', 'never drew'],
    'opened': ['did not open', 'never opened', 'failed to open'], 'grew': ['did not grow', 'failed to grow', 'never grew'],
    'announced': ['did not announce', 'declined to announce', 'stopped short of announcing'], 'launched': ['did not launch', 'shelved'],
    'stood': ['did not stand', 'never stood'], 'came': ['did not come', 'never came'], 'counted': ['did not count', 'refused to count'],
    'housed': ['did not house', 'turned away'], 'hosted': ['did not host', 'missed out on'], 'released': ['did not release', 'withheld'],
    'held': ['did not hold', 'never held'], 'produced': ['did not produce', 'failed to produce'], 'set': ['did not set', 'never set'],
    'aimed': ['did not aim', 'never aimed'], 'planned': ['did not plan', 'never planned', 'ruled out'],
}
NOT_FRAMES = ['It is untrue that {}', 'There is nothing to the claim that {}', 'Nobody found that {}', 'Contrary to what was printed, it is false that {}',
              'It has been ruled out that {}', 'At no time was it the case that {}', 'It is a legend that {}', 'One cannot say that {}']


@operator('second_negation', 'negation')
def negation(world: World, rng: Random) -> Iterator[Draft]:
    """What a fact states is denied."""
    for passage in bases(world, rng):
        found = mentions(world, passage)
        if found:
            start, end = around(passage.text, rng.choice(found).start)
        elif passage.path.startswith('records/'):
            start, end = around(passage.text, 0)
        else:
            continue
        sentence = passage.text[start:end]
        if DOUBT.search(sentence):
            continue
        verbs = list(re.finditer(r'(?<=\w )(' + '|'.join(NOT_VERB) + r')\b(?! (?:been|not|set aside|up))', sentence[: tail_at(sentence)]))
        if verbs and rng.random() < 0.7:
            verb = verbs[0]
            way = rng.choice(NOT_VERB[verb[1]])
            if verb[1] == 'had' and re.match(r'had \w+(?:ed|n|wn|ung|ought)\b', sentence[verb.start():]):
                way = rng.choice(['had not', 'had never'])
            elif verb[1] == 'has' and re.match(r'has \w+ed\b', sentence[verb.start():]):
                way = 'has not'
            new = sentence[: verb.start()] + way + sentence[verb.end():]
            detail = f'{verb[1]} > {way}'
        else:
            frame = rng.choice(NOT_FRAMES)
            word = sentence.split(' ', 1)[0]
            first = sentence[:1].lower() + sentence[1:] if word in {'The', 'In', 'More', 'Over', 'About', 'Nearly', 'By', 'Private', 'Output', 'For',
                                                                   'At', 'Around', 'AI', 'A', 'An', 'Some', 'Companies', 'Revenue'} - {'AI'} else sentence
            new, detail = frame.format(first), frame
        yield retext(passage, cut(passage.text, start, end, new), detail)


DOWN = [('fell', 'fallen'), ('shrank', 'shrunk'), ('dropped', 'dropped'), ('slumped', 'slumped'), ('contracted', 'contracted'), ('dwindled', 'dwindled'),
        ('tumbled', 'tumbled'), ('plunged', 'plunged'), ('slid', 'slid'), ('sank', 'sunk'), ('declined', 'declined'), ('receded', 'receded'),
        ('ebbed', 'ebbed'), ('dipped', 'dipped'), ('eased', 'eased'), ('crumbled', 'crumbled'), ('withered', 'withered'), ('nosedived', 'nosedived'),
        ('slipped', 'slipped'), ('softened', 'softened'), ('caved in', 'caved in'), ('waned', 'waned'), ('retreated', 'retreated'),
        ('plummeted', 'plummeted'), ('went down', 'gone down'), ('backtracked', 'backtracked'), ('lost ground', 'lost ground'),
        ('was pared', 'been pared'), ('was trimmed', 'been trimmed'), ('deflated', 'deflated'), ('sagged', 'sagged'), ('melted away', 'melted away'),
        ('cratered', 'cratered'), ('diminished', 'diminished')]
UP = ['rose', 'grew', 'climbed', 'soared', 'swelled', 'mounted', 'surged', 'jumped', 'leapt', 'advanced', 'expanded', 'gained']
UP_VERB = r'(?:grew|rose|increased|climbed|jumped|was up|went up|had grown|gained)'
NUMBER = rf'(?:(?:{HEDGES})\s)?\d[\d,.]*\d|\d'
TURNS = [
    (re.compile(rf'\b{UP_VERB}(?: by)? (?P<n>(?:(?:{HEDGES}) )?[\d.]+ percent)'), '{past} by {n}'),
    (re.compile(r', (?P<n>(?:(?:at least|more than|over|about) )?[\d.]+ percent) more than'), ', having {pp} by {n} from'),
    (re.compile(r'\b(?:an increase|a rise|growth) of (?P<n>(?:(?:nearly|about|over|more than) )?[\d.]+ percent)'), 'and {past} by {n}'),
    (re.compile(r'\bup from (?P<n>[^,.]*\d)'), 'after it had {pp} from {n}'),
    (re.compile(rf'\b(?:rose|grew|climbed|had grown) to (?P<n>(?:(?:{HEDGES}) )?(?:US\$|C\$)?\d)'), '{past} to {n}'),
    (re.compile(r'\b(?:rose|grew) from (?P<n>\d)'), '{past} from {n}'),
    (re.compile(r'(?P<n>[\d.]+ percent) higher than'), '{n} lower, for it had {pp}, than'),
]
FALLS = re.compile(r'\bfell(?: by)? (?P<n>(?:(?:about|over|nearly) )?[\d.]+ percent)')


@operator('second_direction_turned', 'direction')
def direction_turned(world: World, rng: Random) -> Iterator[Draft]:
    """What rose is told to have fallen, and the other way round."""
    spots = []
    for passage in bases(world, rng):
        for pattern, way in TURNS:
            for match in pattern.finditer(passage.text):
                spots.append((passage, match, way))
        for match in FALLS.finditer(passage.text):
            spots.append((passage, match, ''))
    for (passage, match, way), (past, participle) in turns(spots, DOWN, rng, 6):
        new = way.format(n=match['n'], past=past, pp=participle) if way else f"{rng.choice(UP)} by {match['n']}"
        yield retext(passage, cut(passage.text, match.start(), match.end(), new), f'{match[0]} > {new}')


# ---------------------------------------------------------------- ranks and comparisons

RANK_TAILS = [
    'a tally without equal in the country', 'which no other place came near', 'unmatched anywhere', 'the high-water mark for the whole of Asia',
    'more than anywhere else on the continent', 'good for the top spot', 'enough for a place on the podium', 'which put it in pole position',
    'second to none', 'ahead of the entire field', 'the front-runner among its peers', 'head and shoulders above the rest', 'an all-time high',
    'a figure never seen before', 'the runner-up worldwide', 'just behind the leader', 'the bronze medal among its rivals', 'a world record',
    'top of the table', 'the best showing yet', 'a peak that stands to this day', 'outstripping every rival', 'at the summit of the national league',
    'leaving all others in its wake', 'in a class of its own', 'the biggest of its kind', 'the fastest climb of any', 'unrivalled in its province',
    'the pacesetter of the region', 'number one by a wide margin', 'in the top three', 'among the ten strongest', 'the greatest to date',
    'a league-topping result', 'the lowest of all comparable places', 'the weakest result on record', 'bottom of the class', 'a new best',
    'eclipsing all that had gone before', 'and nobody has bettered it since', 'the crown jewel of the sector', 'the vanguard of the nation',
    'the lion among its kin', 'unsurpassed at home and abroad', 'the silver place behind one other',
]
RANK_SENTENCES = ['Nowhere else is the number as high.', 'It leads the table.', 'No rival comes close.', 'Only one place did better.',
                  'That is as good as it gets anywhere.', 'Everyone else trails.', 'None of its competitors has caught up.']
RANKED = re.compile(r'\b(most|largest|first|second|third|fifth|seventh|rank\w*|record|highest|biggest|only|any other|any|top|leading|more than in|'
                    r'more than those|far more|second only|smallest|lowest|fewest|than|AI tigers|earliest)\b', re.I)


@operator('second_rank_or_superlative', 'rank')
def rank_or_superlative(world: World, rng: Random) -> Iterator[Draft]:
    """A figure gets a rank that no cited fact gives it."""
    spots = []
    for passage in bases(world, rng):
        if passage.path.startswith('briefings/') and len(passage.facts) > 3:
            continue
        if any(RANKED.search(world.facts[n].data['text'].replace('more than', '')) or RANKED.search(world.facts[n].data.get('quote', '')) for n in passage.facts):
            continue
        for mention in mentions(world, passage)[:2]:
            if mention.fact.about in {'world', 'united-states', 'china', 'san-francisco-bay-area'} or mention.figure['unit'] in {'years', 'months', 'times'}:
                continue
            if not DOUBT.search(passage.text[slice(*around(passage.text, mention.start))]):
                spots.append((passage, mention))
    for (passage, mention), way in turns(spots, [*RANK_TAILS, *RANK_SENTENCES], rng, 2):
        if way in RANK_SENTENCES:
            _, end = around(passage.text, mention.start)
            text = passage.text[:end] + ' ' + way + passage.text[end:]
        else:
            text = with_tail(passage.text, mention.start, way)
        yield retext(passage, text, way)


MORE = ['more than {b}', 'ahead of {b}', 'which {b} cannot match', 'outdoing {b}', 'while {b} trailed', 'a step above {b}', 'to the envy of {b}, which had less',
        'leaving {b} behind', 'with {b} in its shadow', 'where {b} had to make do with less', 'overtaking {b}', 'topping {b}']
LESS = ['less than {b}', 'behind {b}', 'a far cry from {b}, which had more', 'trailing {b}', 'outdone by {b}', 'while {b} was ahead', 'no match for {b}',
        'in the shadow of {b}', 'which {b} put to shame', 'beaten by {b}', 'short of the mark of {b}']
LIKE = ['on a par with {b}', 'level with {b}', 'the same as {b}', 'neck and neck with {b}', 'matching {b} exactly']


@operator('second_comparison_that_figures_deny', 'rank')
def comparison_that_figures_deny(world: World, rng: Random) -> Iterator[Draft]:
    """Two places are compared the wrong way round."""
    spots = []
    for path, a, b, x, y in pairs(world, False):
        if time_of(a, x.figure) != time_of(b, y.figure) or not time_of(a, x.figure):
            continue
        if 'target' in {a.data['kind'], b.data['kind']} or re.search(r'\bthan\b', (a.data['text'] + b.data['text']).replace('more than', '')):
            continue
        one, other = value_of(x.figure), value_of(y.figure)
        if one is None or other is None or max(one, other) < 1.1 * min(one, other):
            continue
        if (x if one < other else y).figure.get('qualifier') in {'more than', 'over', 'at least'}:
            continue
        if 'times' in a.data['text'] + b.data['text'] or 'world' in {a.about, b.about}:
            continue
        spots += [(path, a, b, x, one > other), (path, b, a, y, other > one)]
    for _ in range(4):
        for path, a, b, mention, larger in shuffled(spots, rng):
            way = rng.choice((LESS if larger else MORE) + LIKE[:2])
            name = world.places[b.about]['name']
            name = f'the {name}' if name.startswith('United') else name
            wrong = with_tail(a.data['text'], mention.start, way.format(b=name))
            yield written(world, path, f"{a.data['text']} {b.data['text']}", f"{wrong} {b.data['text']}", [a.id, b.id])


# ---------------------------------------------------------------- nouns, units, fractions

NOUNS = {
    'companies': ['factories', 'universities', 'law firms', 'hospitals', 'households', 'shops'], 'firms': ['schools', 'factories', 'farms'],
    'enterprises': ['laboratories', 'cooperatives', 'libraries', 'workshops'], 'exhibitors': ['speakers', 'visitors', 'investors', 'sponsors'],
    'people': ['robots', 'companies', 'teams', 'couples'], 'users': ['developers', 'subscribers to newspapers', 'advertisers'],
    'professionals': ['students', 'apprentices', 'retirees'], 'projects': ['patents', 'lawsuits', 'conferences'],
    'models': ['robots', 'chips', 'datasets', 'cars'], 'services': ['websites', 'data centres', 'textbooks'], 'views': ['downloads', 'messages', 'sales'],
    'visitors': ['exhibitors', 'journalists', 'volunteers'], 'visits': ['contracts', 'tickets sold', 'meetings'], 'jobs': ['patents', 'scholarships', 'vacancies abroad'],
    'inventions': ['start-ups', 'products sold', 'court cases'], 'experts': ['interns', 'lawyers', 'teachers'], 'specialists': ['pupils', 'lawyers'],
    'clusters': ['airports', 'ministries', 'museums'], 'centres': ['stadiums', 'power stations'], 'robots': ['lorries', 'drones', 'tenants'],
    'computers': ['telephones', 'cameras'], 'racks': ['batteries', 'parking spaces'], 'unicorns': ['bankruptcies', 'subsidiaries', 'charities'],
    'developers': ['schoolchildren', 'bankers'], 'employees': ['customers', 'shareholders'], 'products': ['lectures', 'lawsuits'], 'institutions': ['banks abroad', 'choirs'],
    'chips': ['screens', 'satellites'], 'members': ['donors', 'buildings'], 'rounds': ['lawsuits', 'mergers'], 'applications': ['lawsuits', 'refusals'],
    'researchers': ['gardeners', 'chatbots'], 'vehicles': ['bicycles', 'engines'], 'investors': ['tenants', 'banks'], 'deals': ['disputes', 'fines'], 'measures': ['fines', 'offices'],
}


@operator('second_counted_noun_replaced', 'unit')
def counted_noun_replaced(world: World, rng: Random) -> Iterator[Draft]:
    """What was counted is another kind of thing."""
    for _ in range(2):
        for passage in bases(world, rng):
            for mention in mentions(world, passage):
                if mention.noun not in NOUNS:
                    continue
                match = re.compile(rf'.{{0,40}}?\b{mention.noun}\b').match(passage.text, mention.end)
                if not match or ',' in match[0] or '.' in match[0] or ' and ' in match[0] or ' of ' in match[0]:
                    continue
                new = rng.choice(NOUNS[mention.noun])
                if new.split()[0] in passage.text:
                    continue
                text = cut(passage.text, match.end() - len(mention.noun), match.end(), new)
                yield retext(passage, text, f'{mention.text}: {mention.noun} > {new}')


UNIT_WAYS = {
    'yuan': ['yen', 'US dollars', 'euros', 'won', 'Hong Kong dollars', 'Swiss francs', 'roubles', 'pounds sterling', 'greenbacks', 'Singapore dollars'],
    'yen': ['yuan', 'won', 'US dollars'], 'won': ['yen', 'yuan', 'euros'], 'rupees': ['yuan', 'US dollars', 'dirhams'],
    'percent': ['percentage points', 'per mille', 'basis points', 'per thousand', 'degrees'],
    'EFLOPS': ['PFLOPS', 'teraflops', 'zettaflops', 'exabytes', 'megawatts', 'TOPS'], 'exaflops': ['petaflops', 'gigaflops', 'terabytes'],
    'PFLOPS': ['EFLOPS', 'TFLOPS', 'petabytes', 'megawatts', 'racks'], 'petaflops': ['exaflops', 'teraflops', 'petabytes', 'kilowatts'],
    'square metres': ['hectares', 'square feet', 'square kilometres', 'acres', 'mu', 'square yards'],
    'square kilometres': ['hectares', 'square miles', 'square metres', 'acres', 'mu'], 'square feet': ['square metres', 'hectares', 'square inches'],
    'kilometres': ['miles', 'metres', 'hours', 'li'], 'metres': ['feet', 'storeys', 'kilometres', 'fathoms'],
    'megawatts': ['gigawatts', 'kilowatts', 'horsepower'], 'gigawatts': ['megawatts', 'terawatts'], 'gigawatt-hours': ['megawatt-hours', 'gigajoules'],
}
SIGN_WAYS = {'US$': ['€', 'C$', 'HK$', '¥', 'A$', 'NT$'], 'C$': ['US$', '€', 'A$'], 'S$': ['US$', 'HK$', 'RM'], 'HK$': ['US$', 'S$', 'NT$'],
             '€': ['US$', '£', '¥'], '£': ['€', 'US$', '₹']}
SCALE_WAYS = {'million': ['billion', 'thousand'], 'billion': ['million', 'trillion', 'hundred million'], 'trillion': ['billion', 'quadrillion']}


@operator('second_unit_replaced', 'unit')
def unit_replaced(world: World, rng: Random) -> Iterator[Draft]:
    """An amount has another unit, another currency or another power of ten."""
    for _ in range(2):
        for passage in bases(world, rng):
            for mention in mentions(world, passage):
                match = AMOUNT.fullmatch(mention.text)
                if not match:
                    continue
                ways = [(match.span(name), table[match[name]])
                        for name, table in (('unit', UNIT_WAYS), ('cur', SIGN_WAYS), ('scale', SCALE_WAYS)) if match[name] in table]
                if not ways:
                    continue
                (start, end), options = rng.choice(ways)
                new = rng.choice(options)
                if new in passage.text:
                    continue
                text = cut(passage.text, mention.start + start, mention.start + end, new)
                yield retext(passage, text, f'{mention.text}: {mention.text[start:end]} > {new}')


FRACTION_BEFORE = ['half of {}', 'a third of {}', 'twice {}', 'double {}', 'three times {}', 'a quarter of {}', 'nine tenths of {}', 'the best part of {}',
                   'treble {}', 'the fivefold of {}', '⅔ of {}', 'a fraction of {}', 'one and a half times {}', 'four-fifths of {}']
FRACTION_TAILS = ['a threefold rise', 'half as much again as a year earlier', 'four-fifths of the national total', 'one in six of the whole country’s',
                  'ten times the level of two years before', 'a tenth of the world’s', 'quadruple what it had been', 'every second one of them new',
                  'a doubling within the year', 'two thirds of them privately held', 'seven in ten of them foreign', 'an order of magnitude above its neighbour’s',
                  'a good half of the continent’s', '¾ of the target', 'two-fifths of what had been forecast', 'the lion’s share of the nation’s', 'a sevenfold jump']


@operator('second_fraction_or_multiple', 'amount')
def fraction_or_multiple(world: World, rng: Random) -> Iterator[Draft]:
    """A fraction or a multiple is put to a figure that has none."""
    spots = []
    for passage in bases(world, rng):
        for mention in mentions(world, passage):
            shares = [f for f in mention.fact.figures if f['unit'] in {'%', 'share', 'times'}]
            if shares or mention.figure['unit'] in {'rank', 'years', 'months', '%', 'times'} or passage.text[mention.end: mention.end + 4] == ' or ':
                continue
            if not DOUBT.search(passage.text[slice(*around(passage.text, mention.start))]):
                spots.append((passage, mention))
    for (passage, mention), way in turns(spots, [*FRACTION_BEFORE, *FRACTION_TAILS], rng, 1):
        if '{}' in way:
            text = cut(passage.text, mention.start, mention.end, way.format(mention.text))
        else:
            text = with_tail(passage.text, mention.start, way)
        yield retext(passage, text, way)


# ---------------------------------------------------------------- all of them

def cases(world: World, seed: int, most_per_class: int) -> Iterator[Case]:
    """The cases of all classes, so many of each at the most."""
    for name, plant in OPERATORS.items():
        if not name.startswith('second_'):
            continue
        seen: set[str] = set()
        for case in plant(world, Random(f'{seed}-{name}')):
            key = repr(case.edits)
            if key in seen or all(world.get(e.path, e.keys) == e.value for e in case.edits):
                continue
            seen.add(key)
            yield case
            if len(seen) >= most_per_class:
                break
