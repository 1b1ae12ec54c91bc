"""Numbers that nobody gave, in the other fields that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random

from .forms import Form, chinese, digits, words
from .registry import Draft, operator, register, shuffled
from tests.measured.world import Edit, Keys, World

Spot = tuple[str, Keys]
SENTENCES = (
    'It covers {} firms.', 'Some {} of them are listed.', 'In all there are {} of them.', 'It stood at {} before.',
    'The true count is {}.', 'It was worth {} yuan.', 'More than {} people took part.', 'Elsewhere it is {}.',
)  # fmt: skip
WORDS = ('{} companies', 'of {} firms', '({} sites)', '{} strong', 'with {} models', 'and {} others')
FORMS: tuple[Form, ...] = (
    lambda rng: f'{rng.randint(211, 9879):,}',
    lambda rng: words(rng.randint(23, 980)),
    lambda rng: f'{rng.randint(12, 98)} percent of',
    lambda rng: f'{rng.randint(2, 97)} billion',
    lambda rng: digits('٠١٢٣٤٥٦٧٨٩')(rng),
    lambda rng: chinese(rng.randint(23, 9870)),
    lambda rng: rng.choice(('dozens', 'a couple of hundred', 'scores', 'two thirds', 'a dozen', '⑲', '⅝', 'umpteen')),
    lambda rng: f'{rng.randint(12, 97)}K',
)  # fmt: skip


def _field(name: str, spots: Callable[[World], Iterator[Spot]], frames: tuple[str, ...], tier: str = 'claimed') -> None:
    """Register numbers behind the text of a field, or as the text of one that is new."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        turn, forms = cycle(shuffled(frames, rng)), cycle(shuffled(FORMS, rng))
        found = shuffled(spots(world), rng)
        for path, keys in found * (1 if len(found) > 40 else 4):
            new = next(turn).format(next(forms)(rng))
            old = world.get(path, keys)
            yield f'{path}: {new}', (Edit(path, keys, f'{old} {new}' if isinstance(old, str) else new),)

    register(name, 'forms', tier, function)


def _entries(path: str, *fields: str) -> Callable[[World], Iterator[Spot]]:
    """The spots of fields of a register's entries, where they stand."""

    def spots(world: World) -> Iterator[Spot]:
        for key, entry in world.docs[path].items():
            for field in fields:
                if isinstance(entry.get(field), str):
                    yield path, (key, field)

    return spots


def _lists(path: str, field: str) -> Callable[[World], Iterator[Spot]]:
    """A new last entry of a list of names."""

    def spots(world: World) -> Iterator[Spot]:
        for key, entry in world.docs[path].items():
            if isinstance(entry.get(field), list):
                yield path, (key, field, len(entry[field]))

    return spots


def _facts(field: str) -> Callable[[World], Iterator[Spot]]:
    def spots(world: World) -> Iterator[Spot]:
        for fact in world.facts.values():
            if isinstance(fact.data.get(field), str):
                yield fact.path, ('facts', fact.index, field)

    return spots


def _briefings(*keys: str) -> Callable[[World], Iterator[Spot]]:
    def spots(world: World) -> Iterator[Spot]:
        for path, doc in world.docs.items():
            for key in keys:
                if path.startswith('briefings/') and key == 'heading':
                    yield from (
                        (path, ('items', n, 'heading')) for n, item in enumerate(doc.get('items', ())) if 'heading' in item
                    )
                elif path.startswith('briefings/'):
                    yield path, (key,)

    return spots


def _files(folder: str, field: str) -> Callable[[World], Iterator[Spot]]:
    return lambda world: (
        (path, (field,)) for path, doc in world.docs.items() if path.startswith(folder) and field in doc
    )


_field('number-in-definition', _entries('measures.yml', 'definition', 'excludes'), SENTENCES)
_field('number-in-measure-name', _entries('measures.yml', 'name'), WORDS)
_field('number-in-topic', _entries('topics.yml', 'definition'), SENTENCES)
_field('number-in-topic-name', _entries('topics.yml', 'name'), WORDS)
_field('number-in-glossary', _entries('glossary.yml', 'meaning'), SENTENCES)
_field('number-in-glossary-name', _entries('glossary.yml', 'name'), WORDS)
_field('number-in-publisher-name', _entries('publishers.yml', 'name'), WORDS)
_field('number-in-organisation-name', _entries('organisations.yml', 'name'), WORDS)
_field('number-in-organisation-alias', _lists('organisations.yml', 'aliases'), WORDS)
_field('number-in-speaker-name', _entries('speakers.yml', 'name'), WORDS)
_field('number-in-speaker-names', _lists('speakers.yml', 'names'), WORDS)
_field('number-in-place-name', _files('places/', 'name'), WORDS)
_field('number-in-disagreement', _files('disagreements/', 'why'), SENTENCES)
_field('number-in-where', _facts('where'), ('of {} pages', 'and {} others', '({} readers)', 'among {} firms'))
_field('number-in-said-by', _facts('said_by'), ('and {} others', 'for {} firms', '({} members)', 'with {} experts'))
_field('number-in-note', _facts('note'), SENTENCES)
_field('number-in-heading', _briefings('heading'), WORDS)
_field('number-in-headline', _briefings('headline'), WORDS)


@operator('number-in-place-alias', 'forms')
def place_alias(world: World, rng: Random) -> Iterator[Draft]:
    """A number in an alias of a place."""
    for place, entry in shuffled(world.places.items(), rng):
        for frame in WORDS[:3]:
            new = f'{entry["name"]} {frame.format(rng.choice(FORMS)(rng))}'
            aliases = [*entry.get('aliases', ()), new]
            yield new, (Edit(f'places/{place}.yml', ('aliases',), aliases),)


@operator('number-in-odd-why', 'forms')
def odd_why(world: World, rng: Random) -> Iterator[Draft]:
    """A number in the reason why a figure is odd."""
    for fact in shuffled(world.facts.values(), rng):
        if 'odd' in fact.data:
            for frame in SENTENCES:
                new = f'{fact.data["odd"]["why"]} {frame.format(rng.choice(FORMS)(rng))}'
                yield frame, (Edit(fact.path, ('facts', fact.index, 'odd', 'why'), new),)


@operator('number-in-correction', 'forms')
def correction(world: World, rng: Random) -> Iterator[Draft]:
    """A number in the reason of a correction."""
    reasons = ('We had counted {} firms too many.', 'The true count is {}.', 'The source says {}.', 'It was {} before.',
               'A reader told us that it is {}.')  # fmt: skip
    for fact in shuffled(world.facts.values(), rng):
        old = fact.data.get('corrections', [])
        new = rng.choice(reasons).format(rng.choice(FORMS)(rng))
        entry = {'on': '2026-11-30', 'was': {'text': fact.data['text']}, 'reason': new}
        if old:
            keys: Keys = ('facts', fact.index, 'corrections', 0, 'reason')
            yield new, (Edit(fact.path, keys, f'{old[0]["reason"]} {new}'),)
        else:
            yield new, (Edit(fact.path, ('facts', fact.index, 'corrections'), [entry]),)


@operator('number-in-what-was', 'forms')
def what_was(world: World, rng: Random) -> Iterator[Draft]:
    """A text that never stood there, as what a correction replaced."""
    for fact in shuffled(world.facts.values(), rng):
        was = f'{fact.data["text"].removesuffix(".")}, with {rng.choice(FORMS)(rng)} companies.'
        entry = {'on': '2026-11-30', 'was': {'text': was}, 'reason': 'The sentence said more than the source.'}
        yield was, (Edit(fact.path, ('facts', fact.index, 'corrections'), [entry]),)


@operator('number-in-withdrawal', 'forms')
def withdrawal(world: World, rng: Random) -> Iterator[Draft]:
    """A number in the reason of a withdrawal."""
    for fact in shuffled(world.facts.values(), rng):
        new = f'The page was changed, and now gives {rng.choice(FORMS)(rng)} firms.'
        yield new, (Edit(fact.path, ('facts', fact.index, 'withdrawn'), {'on': '2026-11-30', 'reason': new}),)


@operator('number-in-unit-words', 'forms')
def unit_words(world: World, rng: Random) -> Iterator[Draft]:
    """A number in the word of a unit."""
    for key, entry in shuffled(world.docs['units.yml'].items(), rng):
        new = f'{rng.choice(("hundred", "dozen", "88", "two", "thousand"))} {entry["many"]}'
        yield new, (Edit('units.yml', (key, 'many'), new),)


@operator('number-in-site-description', 'forms')
def site_description(world: World, rng: Random) -> Iterator[Draft]:
    """A number in the description or the name of the site."""
    for frame in shuffled(SENTENCES, rng):
        for form in FORMS:
            new = f'{world.get("site.yml", ("description",))} {frame.format(form(rng))}'
            yield new, (Edit('site.yml', ('description',), new),)


BLOCKS = (
    '## {} companies at a glance', '- {} companies\n- and their makers', '`{} companies`', '    {} companies',
    '| firms |\n| --- |\n| {} |', '> The valley has {} companies.', '[{} companies](methodology.md) are on file.',
    '<b>{}</b> companies are on file.', 'The site holds {} records.', '**{}** of them are in Shanghai.',
    '```\n{} companies\n```', '<!-- --> About {} readers follow it.', '![{} companies](map.png)', '# The {}',
    'Read it with {} others.\n{{: title="{}"}}', 'It has run since {} days.', '~{}~ hubs', '\\{} hubs',
)  # fmt: skip


@operator('number-on-page', 'forms')
def on_page(world: World, rng: Random) -> Iterator[Draft]:
    """A number on a Markdown page, in one of many kinds of block."""
    for path in [path for path in world.docs if path.startswith('pages/')]:
        for block in shuffled(BLOCKS, rng):
            for form in shuffled(FORMS, rng)[:3]:
                new = block.replace('{}', form(rng), 1).replace('{{', '{').replace('}}', '}').replace('{}', 'two')
                yield new, (Edit(path, (), f'{world.docs[path].rstrip()}\n\n{new}\n'),)


@operator('entity-on-page', 'forms')
def entity_on_page(world: World, rng: Random) -> Iterator[Draft]:
    """An entity or a mark that a browser shows as a number, on a page."""
    forms = ('&frac34; of the hubs', '&#53;&#48; hubs', '&#x34;0 hubs', '&sup2; hubs', 'hubs<sup>40</sup>',
        '&half; of it',
             '5&#8202;000 hubs', '&#9312; hub', '&#x2167; hubs', '&num;40', '<ol start="40"><li>hubs</li></ol>',
             '4&shy;0 hubs', '&frac15; of them')  # fmt: skip
    for path in [path for path in world.docs if path.startswith('pages/')]:
        for form in shuffled(forms, rng):
            yield form, (Edit(path, (), f'{world.docs[path].rstrip()}\n\nThere are {form}.\n'),)


@operator('date-on-page', 'forms')
def date_on_page(world: World, rng: Random) -> Iterator[Draft]:
    """A date on a Markdown page that nothing bears out."""
    dates = ('since 1998', 'on 3 May 2019', 'in FY12', 'for two decades', 'since last spring', 'since 2011-04-05',
             'in the nineties', 'until 2041', 'as of Q3 2024', 'since 07/2016', 'for ages, since MMXII')  # fmt: skip
    frames = ('It has been on line {}.', 'The figures were checked {}.', 'The method was laid down {}.')
    for path in [path for path in world.docs if path.startswith('pages/')]:
        for date in shuffled(dates, rng):
            new = rng.choice(frames).format(date)
            yield new, (Edit(path, (), f'{world.docs[path].rstrip()}\n\n{new}\n'),)
