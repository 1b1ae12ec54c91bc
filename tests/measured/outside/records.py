"""Records that say something else than their own texts, or whose sources cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import combinations, cycle
from random import Random
from typing import Any
from urllib.parse import quote, urlsplit

from .mentions import MONTHS, mentions, place_spans, renumbered
from .registry import Draft, operator, register, shuffled
from tests.measured.world import Edit, Fact, Keys, World

SAME = {
    'more than': ('at least', 'over', 'no less than'), 'over': ('more than', 'at least'), 'at least': ('more than',
    'over'),
    'about': ('around', 'some'), 'around': ('about', 'some'), 'some': ('about', 'around'),
    'nearly': ('almost', 'close to', 'up to'), 'up to': ('at most', 'nearly'),
}  # fmt: skip


def _set(fact: Fact, field: str, value: Any) -> tuple[Edit, ...]:
    return (Edit(fact.path, ('facts', fact.index, field), value),)


def _figure(fact: Fact, index: int, field: str) -> Keys:
    return ('facts', fact.index, 'figures', index, field)


def _facts(world: World, rng: Random) -> list[Fact]:
    return shuffled(world.facts.values(), rng)


def _records(world: World, rng: Random) -> list[tuple[str, dict[str, Any]]]:
    return shuffled(((path, doc) for path, doc in world.docs.items() if path.startswith('records/')), rng)


@operator('about-another-place', 'record')
def about_another(world: World, rng: Random) -> Iterator[Draft]:
    """A fact given to a place that its text does not name."""
    for fact in _facts(world, rng):
        words = fact.data['text'] + fact.data.get('note', '')
        free = [p for p in world.places if p != 'world' and not world.akin(p, fact.about)
                and p not in fact.data.get('also_about', ()) and not place_spans(world, p, words)]  # fmt: skip
        if fact.about in world.places and fact.about != 'world':
            new = rng.choice(free)
            yield f'{fact.id}: {fact.about} → {new}', _set(fact, 'about', new)


@operator('about-an-organisation', 'record')
def about_organisation(world: World, rng: Random) -> Iterator[Draft]:
    """A fact given to an organisation that its text does not name."""
    for fact in _facts(world, rng):
        free = [key for key, entry in world.organisations.items() if entry['name'] not in str(fact.data)]
        new = rng.choice(free)
        yield f'{fact.id}: {fact.about} → {new}', _set(fact, 'about', new)


@operator('also-about-a-stranger', 'record')
def also_about(world: World, rng: Random) -> Iterator[Draft]:
    """A fact listed under one that it does not name."""
    for fact in _facts(world, rng):
        free = [p for p in (*world.places, *world.organisations) if p != 'world' and p != fact.about
                and not any(name in str(fact.data) for name in world.names(p)) and not world.akin(p,
                    fact.about)]  # fmt: skip
        new = [*fact.data.get('also_about', ()), rng.choice(free)]
        yield f'{fact.id}: {new}', _set(fact, 'also_about', new)


@operator('measure-of-the-same-unit', 'record')
def measure_same_unit(world: World, rng: Random) -> Iterator[Draft]:
    """Another measure that counts in the same unit."""
    units: dict[str, list[str]] = {}
    for key, measure in world.measures.items():
        units.setdefault(str(measure['unit']), []).append(key)
    near = {frozenset(pair) for pair in (
        ('ai_industry_value', 'ai_core_industry_value'), ('ai_industry_output', 'ai_industry_value'),
        ('ai_industry_output', 'ai_industry_revenue'), ('ai_industry_output', 'ai_core_industry_value'),
        ('ai_companies', 'ai_core_companies'), ('compute_capacity', 'total_compute_capacity'),
        ('park_investment_announced', 'announced_ai_investment'), ('plant_investment', 'robot_plant_investment'),
        ('waic_projects_signed', 'projects_settled'), ('ai_core_industry_revenue', 'ai_industry_revenue'),
        ('ai_core_industry_revenue', 'ai_core_industry_value'), ('computing_centre_capacity', 'compute_capacity'),
        ('private_ai_investment', 'corporate_ai_investment'), ('ai_talent', 'ai_researchers'),
        ('ai_companies_to_attract', 'ai_companies_added'), ('venture_funding', 'ai_venture_funding'),
        ('funding_raised', 'ai_companies_funding'), ('ai_investment_signed', 'high_tech_investment_signed'),
        ('waic_investment_signed', 'ai_investment_signed'), ('park_investment_announced', 'ai_investment_signed'),
    )}  # fmt: skip
    for fact in _facts(world, rng):
        for index, figure in enumerate(fact.figures):
            old = figure['measure']
            free = [key for key in units[str(world.measures[old]['unit'])] if key != old and {key, old} not in near]
            if free:
                new = rng.choice(free)
                yield f'{fact.id}: {old} → {new}', (Edit(fact.path, _figure(fact, index, 'measure'), new),)


@operator('measure-near', 'record', 'hard')
def measure_near(world: World, rng: Random) -> Iterator[Draft]:
    """A measure that is nearly the right one."""
    near = {
        'ai_industry_output': ('ai_core_industry_value', 'digital_economy_output', 'ai_industry_output_to_date'),
        'ai_core_industry_value': ('ai_industry_output',), 'ai_companies': ('ai_core_companies', 'listed_ai_companies'),
        'ai_core_companies': ('ai_companies', 'large_model_companies'), 'compute_capacity': ('total_compute_capacity',),
        'total_compute_capacity': ('compute_capacity',), 'waic_visits': ('waic_online_views',),
        'registered_generative_ai_models': ('released_large_models',),
        'released_large_models': ('registered_generative_ai_models',),
        'waic_investment_signed': ('waic_intended_purchases',),
        'waic_intended_purchases': ('waic_investment_signed',), 'private_ai_investment': ('ai_venture_funding',),
        'ai_venture_funding': ('venture_funding', 'private_ai_investment'),
        'robotics_industry_output': ('ai_industry_output',),
        'waic_exhibitors': ('ai_companies',), 'robotics_companies': ('ai_companies',),
        'fund_size': ('capital_mobilised',),
        'large_model_companies': ('ai_companies', 'ai_core_companies'),
        'mosu_companies': ('model_community_companies',),
    }  # fmt: skip
    for fact in _facts(world, rng):
        for index, figure in enumerate(fact.figures):
            if news := [key for key in near.get(figure['measure'], ()) if key in world.measures]:
                new = rng.choice(news)
                yield f'{fact.id}: {new}', (Edit(fact.path, _figure(fact, index, 'measure'), new),)


@operator('topics-wrong', 'record', 'hard')
def topics_wrong(world: World, rng: Random) -> Iterator[Draft]:
    """A topic that has nothing to do with the text."""
    words = {'chips': 'chip|semicond|GPU|Nvidia|Iluvatar', 'patents': 'patent|invent',
        'driving': 'vehicle|taxi|car|driv|Tesla',
             'robotics': 'robot|humanoid|Robot', 'users': 'user|account|use|regist', 'conferences': 'onferen|exhib',
             'talent': 'talent|people|professional|expert|jobs|employ|members|specialist',
             'chip-controls': 'chip|control|Nvidia|rule|Entity',
             'computing': 'comput|FLOPS|GPU|centre|data|chip|power'}  # fmt: skip
    for fact in _facts(world, rng):
        free = [
            t for t, pattern in words.items() if t not in fact.data['topics'] and not re.search(pattern, str(fact.data))
        ]
        if free:
            new = [rng.choice(free)]
            yield f'{fact.id}: {new}', _set(fact, 'topics', new)


@operator('when-of-another-year', 'record', 'hard')
def when_another(world: World, rng: Random) -> Iterator[Draft]:
    """A time far from the source's, where the text has no date."""
    for fact in _facts(world, rng):
        if re.search(r'20\d\d', fact.data['text']):
            continue
        for index, figure in enumerate(fact.figures):
            if match := re.match(r'(20\d\d)((?:-\d\d)?)$', str(figure.get('when', ''))):
                new = f'{int(match[1]) - rng.choice((1, 2, 3, 5))}{match[2]}'
                value: int | str = int(new) if len(new) == 4 else new
                yield f'{fact.id}: {new}', (Edit(fact.path, _figure(fact, index, 'when'), value),)
        if match := re.match(r'(20\d\d)((?:-\d\d)?)$', str(fact.data.get('when', ''))):
            new = f'{int(match[1]) - rng.choice((1, 2, 3, 5))}{match[2]}'
            yield f'{fact.id}: {new}', _set(fact, 'when', int(new) if len(new) == 4 else new)


@operator('text-without-date-and-wrong-when', 'record', 'hard')
def undated(world: World, rng: Random) -> Iterator[Draft]:
    """A text from which the date is taken, with another year as its time."""
    months = '|'.join(MONTHS)
    pattern = rf',? (?:in|by|on|at the end of|of)(?: late| early)? (?:\d\d? )?(?:(?:{months}) )?(20\d\d)\b'
    for fact in _facts(world, rng):
        text, times = re.subn(pattern, '', fact.data['text'])
        if times == 1 and '20' not in text and len(fact.figures) == 1:
            match = re.match(r'(20\d\d)((?:-\d\d)?)$', str(fact.figures[0].get('when', '')))
            if match:
                new = f'{int(match[1]) - rng.choice((1, 2, 4))}{match[2]}'
                value: int | str = int(new) if len(new) == 4 else new
                yield f'{fact.id}: {new}', (*_set(fact, 'text', text), Edit(fact.path, _figure(fact, 0, 'when'), value))


@operator('event-on-another-day', 'record')
def event_day(world: World, rng: Random) -> Iterator[Draft]:
    """The time of an event is not the one that its text says."""
    for fact in _facts(world, rng):
        match = re.fullmatch(r'(20\d\d)-(\d\d)(-\d\d)?', str(fact.data.get('when', '')))
        if match and re.search(rf'\b{match[1]}\b', fact.data['text']):
            year = int(match[1]) - rng.choice((1, 2, 3))
            if str(year) not in fact.data['text']:
                new = f'{year}-{match[2]}{match[3] or ""}'
                yield f'{fact.id}: {new}', _set(fact, 'when', new)


@operator('figure-after-its-source', 'record')
def after_source(world: World, rng: Random) -> Iterator[Draft]:
    """A count later than the source that gives it."""
    for fact in _facts(world, rng):
        published = str(fact.source.get('published', ''))
        if fact.data['kind'] == 'figure' and published:
            for index in range(len(fact.figures)):
                new = f'{int(published[:4]) + rng.choice((1, 2))}-{rng.randint(1, 10):02}'
                if new < '2026-11':
                    yield f'{fact.id}: {new}', (Edit(fact.path, _figure(fact, index, 'when'), new),)


@operator('qualifier-of-the-same-direction', 'record')
def qualifier_same(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge of the same direction that is not the source's word."""
    for fact in _facts(world, rng):
        for index, figure in enumerate(fact.figures):
            old, stated = figure.get('qualifier'), str(figure['as_stated'])
            if old in SAME and old in stated and old in fact.data['text'].lower():
                for new in SAME[old]:
                    yield f'{fact.id}: {old} → {new}', (Edit(fact.path, _figure(fact, index, 'qualifier'), new),)


@operator('text-hedge-of-the-same-direction', 'record')
def text_hedge(world: World, rng: Random) -> Iterator[Draft]:
    """A text with another hedge of the same direction than figure and source."""
    for fact in _facts(world, rng):
        for mention in mentions(world, fact.passage()):
            old = mention.hedge.lower()
            if old in SAME and old == mention.figure.get('qualifier') and old in str(mention.figure['as_stated']):
                new = rng.choice(SAME[old])
                new = new.capitalize() if mention.hedge[0].isupper() else new
                text = fact.data['text']
                text = f'{text[: mention.start]}{new}{text[mention.start + len(old) :]}'
                yield f'{fact.id}: {old} → {new}', _set(fact, 'text', text)


def _hosts(world: World, publisher: str) -> list[str]:
    return list(world.publishers[publisher].get('domains', ()))


@operator('url-of-another-publisher', 'record')
def url_other(world: World, rng: Random) -> Iterator[Draft]:
    """An address at the domain of another publisher."""
    hosts = sorted({host for entry in world.publishers.values() for host in entry.get('domains', ())})
    for path, doc in _records(world, rng):
        url, own = urlsplit(doc['source']['url']), _hosts(world, doc['source']['publisher'])
        free = [host for host in hosts if not any(host.endswith(one) or one.endswith(host) for one in own)]
        new = url._replace(netloc=f'www.{rng.choice(free)}').geturl()
        yield new, (Edit(path, ('source', 'url'), new),)


@operator('url-of-a-look-alike', 'record')
def url_look_alike(world: World, rng: Random) -> Iterator[Draft]:
    """An address whose host only looks like the publisher's."""
    for path, doc in _records(world, rng):
        url = urlsplit(doc['source']['url'])
        host = url.netloc
        new = rng.choice((f'{host}.example.net', f'{host}-news.com', f'my{host.removeprefix("www.")}',
            f'{host.replace(".", "-")}.io',
                          host.replace('o', '0').replace('l', '1')))  # fmt: skip
        if new != host:
            address = url._replace(netloc=new).geturl()
            yield address, (Edit(path, ('source', 'url'), address),)


@operator('publisher-exchanged', 'record')
def publisher_exchanged(world: World, rng: Random) -> Iterator[Draft]:
    """Another publisher over the same address."""
    for path, doc in _records(world, rng):
        url = urlsplit(doc['source']['url']).netloc
        free = [key for key, entry in world.publishers.items()
                if not any(url.endswith(host) for host in entry.get('domains',
                    ())) and entry.get('domains')]  # fmt: skip
        new = rng.choice(free)
        yield f'{path}: {new}', (Edit(path, ('source', 'publisher'), new),)


@operator('home-page-as-url', 'record')
def home_page(world: World, rng: Random) -> Iterator[Draft]:
    """The publisher's home page, or a page of lists, for the source."""
    tails = cycle(shuffled(('/', '', '/index.html', '/en/', '/#news', '/?ref=home', '/home', '/index.php', '/en'), rng))
    for path, doc in _records(world, rng):
        url = urlsplit(doc['source']['url'])
        new = f'{url.scheme}://{url.netloc}{next(tails)}'
        yield new, (Edit(path, ('source', 'url'), new),)


@operator('archived-elsewhere', 'record')
def archived_elsewhere(world: World, rng: Random) -> Iterator[Draft]:
    """An archived copy of another page, or none at all."""
    records = _records(world, rng)
    for (path, _), (_, other) in zip(records, [*records[1:], records[0]], strict=True):
        url = other['source']['url']
        new = rng.choice((f'https://web.archive.org/web/20260102030405/{url}', f'https://archive.ph/{quote(url, "")}',
                          'https://web.archive.org/', f'https://web.archive.org/web/2026/{urlsplit(url).netloc}/',
                          'https://example.net/copies/1', f'https://webcache.example.com/{url}'))  # fmt: skip
        yield new, (Edit(path, ('source', 'archived'), new),)


@operator('target-for-a-count', 'record')
def target_for_count(world: World, rng: Random) -> Iterator[Draft]:
    """A count of something there, entered as a target."""
    for fact in _facts(world, rng):
        plan = re.search(r'expect|plan|aim|target|project|forecast|will|would|pledge|design', fact.data['text'])
        if fact.data['kind'] in ('figure', 'event') and not plan:
            yield fact.id, _set(fact, 'kind', 'target')


@operator('count-for-a-target', 'record')
def count_for_target(world: World, rng: Random) -> Iterator[Draft]:
    """A target, entered as a count, an event or a profile."""
    for fact in _facts(world, rng):
        if fact.data['kind'] == 'target':
            for kind in ('figure', 'event', 'profile'):
                yield f'{fact.id}: {kind}', _set(fact, 'kind', kind)


@operator('policy-for-a-count', 'record', 'hard')
def policy_for_count(world: World, rng: Random) -> Iterator[Draft]:
    """A count of companies or money, entered as an event or a policy."""
    for fact in _facts(world, rng):
        if fact.data['kind'] == 'figure' and len(fact.figures) == 1:
            kind = rng.choice(('policy', 'event'))
            yield f'{fact.id}: {kind}', _set(fact, 'kind', kind)


def _texts(name: str, change: Callable[[str, Random], str], tier: str = 'claimed') -> None:
    """Register a change of the form of a fact's text."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        for fact in _facts(world, rng):
            text = change(fact.data['text'], rng)
            yield text, _set(fact, 'text', text)

    register(name, 'record', tier, function)


_STUBS = ('Firms.', 'Chips', 'See above.', 'More money.', 'As before.', 'Growth.', 'TBD.', 'n/a', 'An industry.',
    'Yes.', '…',
          'It grew.', 'A plan', 'To be written.', 'Update.', 'Same as last year.', 'Robots, mostly.', 'None.', 'x',
          'Text.')  # fmt: skip
_CHINESE = ('该市人工智能产业规模持续扩大。', '企业数量位居前列。', '据报道，算力规模再创新高。', '会议圆满闭幕。',
            '新政策正式出台。',
            '该园区已正式启用。', '产业基金正式设立。')  # fmt: skip
_SECOND = ('It was widely reported.', 'The city is proud of it.', 'Others doubt that.', 'More is to come.',
    'So it goes.',
           'That is a lot.', 'Readers will remember it.')  # fmt: skip
_texts('text-a-stub', lambda text, rng: rng.choice(_STUBS) + rng.choice(('', ' ')).strip())
_texts('text-in-chinese', lambda text, rng: rng.choice(_CHINESE))
_texts(
    'text-partly-chinese',
    lambda text, rng: text.removesuffix('.') + rng.choice(('，居全国前列。', '（同比增长）.', '、据悉.', '等。')),
)
_texts('text-with-emoji', lambda text, rng: rng.choice(('{} 🚀', '🔥 {}', '{} 👏👏', '✅ {}', '{} 📈')).format(text))
_texts('text-with-markdown', lambda text, rng: rng.choice((
    '**{}**', '_{}_', '# {}', '- {}', '> {}', '{} [source](https://example.net)', '`{}`', '{}<br>', '<i>{}</i>',
    '{} ![x](y.png)',
    '~~{}~~', '{} &amp; more.')).format(text))  # fmt: skip
_texts('text-two-sentences', lambda text, rng: f'{text} {rng.choice(_SECOND)}')
_texts(
    'text-no-full-stop',
    lambda text, rng: text.removesuffix('.') + rng.choice(('', '!', '…', ';', ',', '?', ' .', '..', ':')),
)
_texts('text-with-odd-spacing', lambda text, rng: rng.choice((
    text.replace(' ', '  ', 1), text.replace(' ', '\t', 1), text.replace(' ', ' \n', 1), f' {text}', f'{text} ',
    text.replace(' ', '\u00a0 ', 1), text.replace(', ', ' , ', 1) if ', ' in text else text.replace(' ', '   ',
        1))))  # fmt: skip
_texts('text-all-capitals', lambda text, rng: text.upper() if rng.random() < 0.5 else text[0].lower() + text[1:])
_texts(
    'text-as-advertising',
    lambda text, rng: (
        text.removesuffix('.')
        + rng.choice(
            (
                ', so invest now.',
                ' – don’t miss it!',
                ', and we are proud of it.',
                ', call today.',
                '!!!',
                ', which you should know.',
            )
        )
    ),
)


@operator('text-without-subject', 'record')
def text_without_subject(world: World, rng: Random) -> Iterator[Draft]:
    """A text that no longer names what it is about."""
    for fact in _facts(world, rng):
        spans = place_spans(world, fact.about, fact.data['text']) if fact.about in world.places else []
        left = [p for p in world.places if p != fact.about and world.akin(p, fact.about)
                and place_spans(world, p, fact.data['text'])]  # fmt: skip
        if spans and not left:
            text = fact.data['text']
            for start, end in reversed(spans):
                new = 'The place' if start == 0 else 'the place'
                text = text[:start] + new + text[end:]
            if not any(name in text for name in world.names(fact.about)):
                yield text, _set(fact, 'text', text)


@operator('text-of-another-fact', 'record')
def text_of_another(world: World, rng: Random) -> Iterator[Draft]:
    """The text of another fact over the figures of this one."""
    facts = _facts(world, rng)
    for fact, other in zip(facts, [*facts[1:], facts[0]], strict=True):
        figured = fact.figures and other.figures and fact.about != other.about
        if figured and fact.figures[0]['value'] != other.figures[0]['value']:
            yield f'{fact.id} ← {other.id}', _set(fact, 'text', other.data['text'])


def _exchanged(name: str, field: str, tier: str = 'claimed') -> None:
    """Register an exchange of a field between two facts."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        for one, other in shuffled(_couples(world, rng, field), rng):
            yield f'{one.id} ↔ {other.id}', (*_set(one, field, other.data[field]), *_set(other, field, one.data[field]))

    register(name, 'record', tier, function)


def _couples(world: World, rng: Random, field: str) -> list[tuple[Fact, Fact]]:
    facts = [fact for fact in _facts(world, rng) if field in fact.data]
    pairs = zip(facts[::2], facts[1::2], strict=False)
    return [(a, b) for a, b in pairs if a.data[field] != b.data[field] and a.about != b.about
            and not world.akin(a.about, b.about)]  # fmt: skip


_exchanged('texts-exchanged', 'text')
_exchanged('figures-exchanged', 'figures')
_exchanged('speakers-exchanged', 'said_by')
_exchanged('notes-exchanged', 'note', 'hard')
_exchanged('times-exchanged', 'when')
_exchanged('subjects-exchanged', 'about')
_exchanged('places-in-source-exchanged', 'where', 'out')


@operator('figures-within-record-exchanged', 'record')
def within_record(world: World, rng: Random) -> Iterator[Draft]:
    """Values exchanged between two facts of one record."""
    for _, doc in _records(world, rng):
        facts = [world.facts[fact['id']] for fact in doc['facts'] if fact.get('figures')]
        for one, other in shuffled(combinations(facts, 2), rng)[:2]:
            a, b = one.figures[0], other.figures[0]
            if a['unit'] == b['unit'] and a['value'] != b['value']:
                yield f'{one.id} ↔ {other.id}', (
                    Edit(one.path, _figure(one, 0, 'value'), b['value']), Edit(other.path, _figure(other, 0,
                        'value'), a['value'])
                )  # fmt: skip


@operator('said-by-another', 'record')
def said_by_another(world: World, rng: Random) -> Iterator[Draft]:
    """A speaker entered that the text does not name, where it names another."""
    names = [entry['name'] for entry in world.docs['speakers.yml'].values()]
    for fact in _facts(world, rng):
        said = str(fact.data.get('said_by', ''))
        stem = re.split(r'[,(]', said)[0].strip()
        if stem and stem in fact.data['text']:
            new = rng.choice([name for name in names if name not in said and said not in name])
            yield f'{fact.id}: {said} → {new}', _set(fact, 'said_by', new)


@operator('language-wrong', 'record')
def language_wrong(world: World, rng: Random) -> Iterator[Draft]:
    """A language that the source's title is not in."""
    for path, doc in _records(world, rng):
        old = doc['source']['language']
        new = rng.choice([code for code in ('zh', 'ja', 'fr', 'ru', 'hi', 'en', 'de') if code != old])
        if (old == 'en' and new != 'en') or (old in ('zh', 'ja', 'hi', 'ru') and new in ('en', 'fr', 'de')):
            yield f'{path}: {old} → {new}', (Edit(path, ('source', 'language'), new),)


@operator('retrieved-before-published', 'record')
def retrieved_before(world: World, rng: Random) -> Iterator[Draft]:
    """A source read before it was published."""
    for path, doc in _records(world, rng):
        published = str(doc['source'].get('published', ''))
        if published[:4] > '2015':
            new = f'{int(published[:4]) - 1}-{rng.randint(1, 12):02}-{rng.randint(10, 28)}'
            yield f'{path}: {new}', (Edit(path, ('source', 'retrieved'), new),)


@operator('published-in-another-year', 'record')
def published_other(world: World, rng: Random) -> Iterator[Draft]:
    """A date of publication before the figures, or in another year than the folder's."""
    for path, doc in _records(world, rng):
        published = str(doc['source'].get('published', ''))
        if match := re.match(r'(20\d\d)(.*)', published):
            new = f'{int(match[1]) - rng.choice((1, 2, 3))}{match[2]}'
            value: int | str = int(new) if len(new) == 4 else new
            yield f'{path}: {new}', (Edit(path, ('source', 'published'), value),)


_VARIANTS: dict[str, Callable[[str, Random], str]] = {
    'tracking': lambda url, rng: url.split('#')[0] + ('&' if '?' in url else '?') + rng.choice((
        'utm_source=wechat&utm_medium=social', 'utm_campaign=daily', 'fbclid=IwAR0x', 'gclid=Cj0', 'from=timeline',
        'ref=rss')),
    'spm': lambda url,
    rng: url + ('&' if '?' in url else '?') + f'spm=C7354{rng.randint(10, 99)}.PvX.E{rng.randint(10, 99)}.1',
    'slashes': lambda url, rng: re.sub(r'(?<!:)/(?=[^/]+/?$)', '//', url, count=1),
    'scheme': lambda url, rng: url.replace('https:', 'http:',
    1) if url.startswith('https') else url.replace('http:', 'https:', 1),
    'www': lambda url, rng: url.replace('://www.', '://', 1) if '://www.' in url else url.replace('://', '://www.', 1),
    'last-slash': lambda url, rng: url.removesuffix('/') if url.endswith('/') else url + '/',
    'fragment': lambda url, rng: f'{url.split("#")[0]}#{rng.choice(("top", "comments", "p3", ":~:text=AI"))}',
    'archive': lambda url, rng: f'https://web.archive.org/web/2026{rng.randint(10, 12)}01000000/{url}',
    'archive-bare': lambda url, rng: f'http://web.archive.org/web/{url.removeprefix("https://")}',
    'mobile': lambda url, rng: re.sub(r'://(?:www\.)?', '://m.', url, count=1),
    'port': lambda url, rng: re.sub(r'(://[^/]+)', r'\1:443', url, count=1),
    'capitals': lambda url, rng: re.sub(r'://([^/]+)', lambda match: '://' + match[1].upper(), url, count=1),
    'percent': lambda url, rng: re.sub(r'/([a-z])(?=[^/]*$)', lambda match: f'/%{ord(match[1]):02X}', url, count=1),
    'dot-segment': lambda url, rng: re.sub(r'/(?=[^/]+/?$)', '/./', url, count=1),
}  # fmt: skip


def _again(name: str, change: Callable[[str, Random], str], tier: str) -> None:
    """Register a source entered once more under a variant of its address, with a fact under a new id."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        for path, doc in _records(world, rng):
            url = change(doc['source']['url'], rng)
            if url == doc['source']['url']:
                continue
            fact = deepcopy(doc['facts'][0])
            fact.pop('corrections', None)
            fact['id'] += '-again'
            new = {'source': {**doc['source'], 'url': url}, 'facts': [fact]}
            yield url, (Edit(path.replace('.yml', '-again.yml'), (), new),)

    register(f'same-source-{name}', 'record', tier, function)


for _name, _change in _VARIANTS.items():
    _again(_name, _change, 'hard' if _name in ('mobile', 'percent', 'archive-bare') else 'claimed')


@operator('same-article-retyped', 'record', 'hard')
def retyped(world: World, rng: Random) -> Iterator[Draft]:
    """A fact entered again, reworded, in a record with a made-up address of the same publisher."""
    for path, doc in _records(world, rng):
        fact = deepcopy(doc['facts'][0])
        fact.pop('corrections', None)
        fact['id'] += '-copy'
        fact['text'] = fact['text'].removesuffix('.') + ', as the page states.'
        url = urlsplit(doc['source']['url'])
        new = {
            'source': {**doc['source'], 'url': f'{url.scheme}://{url.netloc}/a/{rng.randint(10**6, 10**7)}.html'},
            'facts': [fact],
        }
        yield fact['id'], (Edit(path.replace('.yml', '-copy.yml'), (), new),)


@operator('made-up-record', 'record', 'out')
def made_up(world: World, rng: Random) -> Iterator[Draft]:
    """A record that is sound in itself and has no source at all."""
    for path, doc in _records(world, rng):
        for fact in doc['facts']:
            known = world.facts[fact['id']]
            found = mentions(world, known.passage())
            if len(found) != 1 or len(known.figures) != 1 or not isinstance(known.figures[0]['value'], int):
                continue
            mention, old = found[0], known.figures[0]
            if mention.number not in str(old['as_stated']):
                continue
            digit = rng.choice([d for d in '123456789' if d != mention.number[0]])
            number = digit + mention.number[1:]
            new = {key: deepcopy(value) for key, value in fact.items() if key not in ('corrections', 'odd')}
            new['id'] = f'{fact["id"]}-new'
            new['text'] = renumbered(fact['text'], mention, number)
            new['figures'][0]['value'] = int(digit + str(old['value'])[1:])
            new['figures'][0]['as_stated'] = str(old['as_stated']).replace(mention.number, number)
            url = urlsplit(doc['source']['url'])
            address = f'{url.scheme}://{url.netloc}/news/{rng.randint(10**6, 10**7)}.html'
            source = {**doc['source'], 'url': address, 'title': f'{doc["source"]["title"]} (update)'}
            yield new['id'], (Edit(path.replace('.yml', '-new.yml'), (), {'source': source, 'facts': [new]}),)


@operator('fact-entered-twice', 'record')
def twice(world: World, rng: Random) -> Iterator[Draft]:
    """A fact once more in its record, under another id."""
    for path, doc in _records(world, rng):
        fact = deepcopy(rng.choice(doc['facts']))
        fact.pop('corrections', None)
        fact['id'] += '-b'
        yield fact['id'], (Edit(path, ('facts', len(doc['facts'])), fact),)


@operator('briefing-copied', 'record')
def briefing_copied(world: World, rng: Random) -> Iterator[Draft]:
    """A published briefing again, under another name and number, in part or as a whole."""
    paths = [path for path in world.docs if path.startswith('briefings/')]
    for number in range(12, 18):
        for path in shuffled(paths, rng):
            new = deepcopy(world.docs[path])
            new['number'], new['published'] = number, '2026-11-30'
            if number % 3 == 1:
                new['headline'] = f'Once more: {new["headline"]}'
            if number % 3 == 2:
                new['bullets'] = new['bullets'][:3]
                new['items'] = list(reversed(new['items']))
            yield path, (Edit(path.replace('.yml', f'-{number}.yml'), (), new),)


@operator('passage-repeated', 'record', 'hard')
def passage_repeated(world: World, rng: Random) -> Iterator[Draft]:
    """A passage of a published briefing word for word in another one."""
    passages = [passage for passage in world.passages() if passage.path.startswith('briefings/') and passage.facts]
    for passage in shuffled(passages, rng):
        others = [p for p in world.docs if p.startswith('briefings/') and p != passage.path]
        path = rng.choice(others)
        entry = {'text': passage.text, 'facts': list(passage.facts)}
        if passage.keys[0] in ('bullets', 'analysis', 'gaps'):
            yield passage.path, (Edit(path, (passage.keys[0], len(world.docs[path][passage.keys[0]])), entry),)


@operator('figure-listed-twice', 'record', 'hard')
def figure_twice(world: World, rng: Random) -> Iterator[Draft]:
    """Two unlike figures of one measure and time in one fact."""
    for fact in _facts(world, rng):
        for figure in fact.figures[:1]:
            if isinstance(figure['value'], int) and figure['value'] > 100:
                new = {**figure, 'value': figure['value'] * 2}
                yield fact.id, (Edit(fact.path, ('facts', fact.index, 'figures'), [*fact.figures, new]),)


@operator('place-in-the-wrong-place', 'record')
def wrong_parent(world: World, rng: Random) -> Iterator[Draft]:
    """A place that lies in another one than it does."""
    for place, entry in shuffled(world.places.items(), rng):
        if 'parent' in entry:
            free = [p for p in world.places if p != place and not world.akin(p, place) and p != 'world']
            for new in shuffled(free, rng)[:2]:
                yield f'{place} in {new}', (Edit(f'places/{place}.yml', ('parent',), new),)


@operator('alias-of-another-place', 'record')
def alias_of_another(world: World, rng: Random) -> Iterator[Draft]:
    """A place that bears the name of another one."""
    for place, entry in shuffled(world.places.items(), rng):
        other = rng.choice([p for p in world.places if not world.akin(p, place)])
        name = rng.choice(world.names(other))
        aliases = [*entry.get('aliases', ()), name]
        yield f'{place}: {name}', (Edit(f'places/{place}.yml', ('aliases',), aliases),)


@operator('publisher-class-wrong', 'record', 'out')
def publisher_class(world: World, rng: Random) -> Iterator[Draft]:
    """A publisher of another class than its house."""
    classes = ('government', 'state media', 'news media', 'trade press', 'research', 'company')
    for key, entry in shuffled(world.publishers.items(), rng):
        new = rng.choice([name for name in classes if name != entry['class']])
        yield f'{key}: {new}', (Edit('publishers.yml', (key, 'class'), new),)
