"""Wrong amounts and wrong dates: what a checker of numbers ought to see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations, cycle
from random import Random

import yaml

from .mentions import HEDGES, MONTHS, Mention, mentions, renumbered, replaced, values, write, years_of
from .registry import Draft, capital, operator, register, retext, shuffled
from tests.measured.world import Edit, Fact, Passage, World

Change = Callable[[Random, Mention], Iterator[str]]
LOWER, UPPER = ('more than', 'over', 'at least'), ('nearly', 'up to')


def _same(number: str, allowed: set[float]) -> bool:
    """Whether a number is one of the allowed."""
    value = float(number.replace(',', ''))
    return any(abs(value - one) < 1e-9 * max(1, abs(one)) for one in allowed)


def _digit(rng: Random, mention: Mention) -> Iterator[str]:
    places = [index for index, sign in enumerate(mention.number) if sign.isdigit()]
    index = rng.choice(places)
    new = rng.choice([d for d in '123456789' if d != mention.number[index]])
    yield mention.number[:index] + new + mention.number[index + 1 :]


def _transposed(rng: Random, mention: Mention) -> Iterator[str]:
    number = mention.number
    pairs = [
        (a, b)
        for a, b in combinations([index for index, sign in enumerate(number) if sign.isdigit()], 2)
        if number[a] != number[b] and not (a == 0 and number[b] == '0')
    ]
    for a, b in shuffled(pairs, rng)[:1]:
        yield number[:a] + number[b] + number[a + 1 : b] + number[a] + number[b + 1 :]


def _point(rng: Random, mention: Mention) -> Iterator[str]:
    value = float(mention.number.replace(',', ''))
    for factor in shuffled((10, 0.1, 100), rng)[:1]:
        yield f'{value * factor:,.10g}'


def _dropped_digit(rng: Random, mention: Mention) -> Iterator[str]:
    digits = [index for index, sign in enumerate(mention.number) if sign.isdigit()]
    if len(digits) > 1:
        index = rng.choice(digits[1:])
        number = (mention.number[:index] + mention.number[index + 1 :]).rstrip('.')
        yield f'{int(number.replace(",", "")):,}' if '.' not in number else number


def _doubled_digit(rng: Random, mention: Mention) -> Iterator[str]:
    digits = [index for index, sign in enumerate(mention.number) if sign.isdigit() and index]
    if digits:
        index = rng.choice(digits)
        number = mention.number[:index] + mention.number[index] + mention.number[index:]
        yield f'{int(number.replace(",", "")):,}' if '.' not in number else number


def _rounded(rng: Random, mention: Mention) -> Iterator[str]:
    value = float(mention.number.replace(',', ''))
    for digits in (1, 2, 3):
        new = float(f'{value:.{digits}g}')
        if new != value and (not mention.hedge or (new > value and mention.hedge.lower() in LOWER)):
            yield f'{new:,.10g}'
            return


def _off_by_one(rng: Random, mention: Mention) -> Iterator[str]:
    if '.' not in mention.number:
        yield f'{int(mention.number.replace(",", "")) + rng.choice((1, -1)):,}'


def _numbers(name: str, change: Change) -> None:
    """Register a change of a number for passages, and one for the facts' own texts."""

    def within(passages: Iterator[Passage], world: World, rng: Random) -> Iterator[Draft]:
        for passage in shuffled(passages, rng):
            found = mentions(world, passage)
            if not found:
                continue
            mention = rng.choice(found)
            for number in change(rng, mention):
                if number not in ('0', '') and not _same(number, values(world, passage)):
                    yield retext(passage, renumbered(passage.text, mention, number), f'{mention.number} → {number}')

    register(f'{name}-in-passage', 'claimed', 'claimed', lambda world, rng: within(world.passages(), world, rng))
    register(f'{name}-in-fact-text', 'claimed', 'claimed', lambda world, rng: within(world.fact_texts(), world, rng))


_numbers('wrong-digit', _digit)
_numbers('transposed-digits', _transposed)
_numbers('decimal-point', _point)
_numbers('dropped-digit', _dropped_digit)
_numbers('doubled-digit', _doubled_digit)
_numbers('rounding', _rounded)
_numbers('off-by-one', _off_by_one)


def _each(world: World, rng: Random) -> Iterator[tuple[Passage, Mention]]:
    """One mention of each text, in the order of chance."""
    for passage in shuffled(world.texts(), rng):
        if found := mentions(world, passage):
            yield passage, rng.choice(found)


@operator('scale-word', 'claimed')
def scale_word(world: World, rng: Random) -> Iterator[Draft]:
    """Million, billion and trillion exchanged."""
    for passage, mention in _each(world, rng):
        if mention.scale:
            new = rng.choice([word for word in (' million', ' billion', ' trillion') if word != mention.scale])
            amount = mention.sign + mention.number + new + mention.tail
            yield retext(passage, replaced(passage.text, mention, f'{mention.hedge} {amount}'.strip()), amount)


@operator('scale-word-dropped-or-added', 'claimed')
def scale_word_dropped(world: World, rng: Random) -> Iterator[Draft]:
    """A scale word left out, or put where none belongs."""
    for passage, mention in _each(world, rng):
        if mention.tail.strip() in ('percent', 'PFLOPS', 'EFLOPS', 'petaflops', 'exaflops'):
            continue
        new = '' if mention.scale else rng.choice((' thousand', ' million'))
        amount = mention.sign + mention.number + new + mention.tail
        yield retext(passage, replaced(passage.text, mention, f'{mention.hedge} {amount}'.strip()), amount)


@operator('currency', 'claimed')
def currency(world: World, rng: Random) -> Iterator[Draft]:
    """The amount in another currency."""
    signs = ('US$', '€', '£', 'S$', 'HK$', '¥', 'A$')
    tails = (' yuan', ' yen', ' US dollars', ' euros', ' rupees', ' Hong Kong dollars', ' pounds')
    for passage, mention in _each(world, rng):
        if mention.sign:
            number = mention.number + mention.scale
            new = rng.choice([sign for sign in signs if sign != mention.sign and (sign != '¥')]) + number
        elif mention.tail in (' yuan', ' yen', ' rupees', ' won'):
            new = mention.number + mention.scale + rng.choice([tail for tail in tails if tail != mention.tail])
        else:
            continue
        yield retext(passage, replaced(passage.text, mention, f'{mention.hedge} {new}'.strip()), new)


@operator('unit', 'claimed')
def unit(world: World, rng: Random) -> Iterator[Draft]:
    """The amount in another unit of its kind."""
    others = {
        ' square metres': (' square kilometres', ' hectares', ' square feet', ' mu'),
        ' square kilometres': (' square metres', ' hectares', ' square miles', ' mu'),
        ' PFLOPS': (' EFLOPS', ' TFLOPS', ' gigaflops'), ' petaflops': (' exaflops', ' teraflops'),
        ' EFLOPS': (' PFLOPS', ' zettaflops', ' TFLOPS'), ' exaflops': (' petaflops',),
        ' kilometres': (' miles', ' metres'), ' metres': (' feet', ' kilometres'),
        ' megawatts': (' gigawatts', ' megawatt-hours', ' kilowatts'),
    }  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        for mention in mentions(world, passage):
            for new in others.get(mention.tail, ()):
                amount = mention.number + mention.scale + new
                yield retext(passage, replaced(passage.text, mention, f'{mention.hedge} {amount}'.strip()), amount)


@operator('percent-as-points', 'claimed')
def percent_as_points(world: World, rng: Random) -> Iterator[Draft]:
    """Percent told as percentage points, basis points or per mille."""
    for passage in shuffled(world.texts(), rng):
        for mention in mentions(world, passage):
            if mention.tail == ' percent':
                for new in (' percentage points', ' basis points', ' per mille'):
                    text = replaced(passage.text, mention, f'{mention.hedge} {mention.number}{new}'.strip())
                    yield retext(passage, text, mention.number + new)


@operator('hedge-dropped', 'claimed')
def hedge_dropped(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge left out."""
    for passage, mention in _each(world, rng):
        if mention.hedge and 'another' not in passage.text[mention.start : mention.end]:
            new = mention.amount
            yield retext(passage, replaced(passage.text, mention, new), f'{mention.full} → {new}')


@operator('hedge-added', 'claimed')
def hedge_added(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge that the source has not."""
    words = cycle(shuffled((*HEDGES, 'almost', 'roughly', 'just under', 'not even', 'fewer than', 'at most'), rng))
    for passage, mention in _each(world, rng):
        before = passage.text[: mention.start].rstrip()
        if not mention.hedge and not re.search(r'\b(?:another|the|these|a|further|than|least|to)$', before):
            hedge = next(words)
            hedge = capital(hedge) if not before or before.endswith('.') else hedge
            yield retext(passage, replaced(passage.text, mention, f'{hedge} {mention.amount}'), hedge)


@operator('hedge-turned', 'claimed')
def hedge_turned(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge of another direction."""
    for passage, mention in _each(world, rng):
        hedge = mention.hedge.lower()
        if not hedge:
            continue
        if hedge in LOWER:
            new = rng.choice(('nearly', 'less than', 'about', 'up to', 'almost', 'at most', 'below'))
        elif hedge in UPPER:
            new = rng.choice(('more than', 'over', 'at least', 'above', 'in excess of'))
        else:
            new = rng.choice(('more than', 'nearly', 'exactly', 'at least', 'up to', 'under'))
        if mention.hedge[0].isupper():
            new = capital(new)
        yield retext(passage, replaced(passage.text, mention, f'{new} {mention.amount}'), f'{hedge} → {new}')


@operator('hedge-denied', 'claimed')
def hedge_denied(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge that is turned by a word before it."""
    for passage, mention in _each(world, rng):
        if mention.hedge in ('more than', 'over'):
            new = rng.choice(('no more than', 'not more than', 'hardly more than', 'little more than'))
            yield retext(passage, replaced(passage.text, mention, f'{new} {mention.amount}'), new)


def _pairs(world: World, rng: Random) -> Iterator[tuple[Passage, Mention, Mention]]:
    """Two unlike amounts of one unit and scale in a passage."""
    for passage in shuffled(world.passages(), rng):
        found = mentions(world, passage)
        for one, other in shuffled(combinations(found, 2), rng)[:2]:
            alike = (one.tail, one.sign, one.scale) == (other.tail, other.sign, other.scale)
            if alike and one.number != other.number and one.figure['unit'] == other.figure['unit']:
                yield passage, one, other


def _value(mention: Mention) -> float:
    return float(mention.number.replace(',', ''))


@operator('sum', 'claimed')
def computed_sum(world: World, rng: Random) -> Iterator[Draft]:
    """A sum that nobody gave."""
    frames = cycle(('Together that makes {}.', 'Added up, they come to {}.', 'The two come to {} in all.',
                    'In sum that is {}.', 'Taken together, the amounts are {}.'))  # fmt: skip
    for passage, one, other in _pairs(world, rng):
        number = f'{_value(one) + _value(other):,.10g}'
        if not _same(number, values(world, passage)):
            amount = one.sign + number + one.scale + one.tail
            yield retext(passage, f'{passage.text} {next(frames).format(amount)}', amount)


@operator('difference', 'claimed')
def computed_difference(world: World, rng: Random) -> Iterator[Draft]:
    """A difference that nobody gave."""
    frames = cycle(('The gap is {}.', 'That is a difference of {}.', 'The one is {} above the other.',
                    'Between them lie {}.', '{} separate them.'))  # fmt: skip
    for passage, one, other in _pairs(world, rng):
        number = f'{abs(_value(one) - _value(other)):,.10g}'
        if not _same(number, values(world, passage)):
            amount = one.sign + number + one.scale + one.tail
            yield retext(passage, f'{passage.text} {next(frames).format(amount)}', amount)


@operator('ratio', 'claimed')
def computed_ratio(world: World, rng: Random) -> Iterator[Draft]:
    """A ratio or a rate that nobody gave."""
    for passage, one, other in _pairs(world, rng):
        low, high = sorted((_value(one), _value(other)))
        words = rng.choice((
            f'One is {high / low:.1f} times the other.', f'That is a factor of {high / low:.2f}.',
            f'That is {low / high:.0%} of it.',
                f'The larger is {(high / low - 1) * 100:.0f} percent above the smaller.',
            f'The ratio is {high / low:.1f} to one.', f'It is {high / low:.1f}-fold.',
        ))  # fmt: skip
        yield retext(passage, f'{passage.text} {words}', words)


@operator('uncited-amount', 'claimed')
def uncited_amount(world: World, rng: Random) -> Iterator[Draft]:
    """The amount of a fact that is not cited."""
    pool = [(fact, mention) for fact in world.facts.values() for mention in mentions(world, fact.passage())]
    for passage, mention in _each(world, rng):
        known = values(world, passage)
        like = [
            (fact, other)
            for fact, other in pool
            if (other.tail, other.sign, bool(other.scale)) == (mention.tail, mention.sign, bool(mention.scale))
            and other.figure['unit'] == mention.figure['unit']
            and not _same(other.number, known)
        ]
        if like:
            fact, other = rng.choice(like)
            new = other.full.lower() if other.hedge else other.amount
            yield retext(passage, replaced(passage.text, mention, new), f'{mention.full} → {new} of {fact.id}')


@operator('invented-range', 'claimed')
def invented_range(world: World, rng: Random) -> Iterator[Draft]:
    """A range in the place of an amount."""
    for passage, mention in _each(world, rng):
        value = _value(mention)
        top = write(round(value * 1.4) + 1)
        new = rng.choice(
            (f'{mention.number} to {top}', f'{mention.number}–{top}', f'between {mention.number} and {top}')
        )
        amount = mention.sign + new + mention.scale + mention.tail
        if not mention.hedge and not new.startswith('between'):
            yield retext(passage, replaced(passage.text, mention, amount), amount)


def _fact_years(world: World, passage: Passage) -> set[int]:
    return set[int]().union(*(years_of(world.facts[fact]) for fact in passage.facts if fact in world.facts))


def _cited(world: World, passage: Passage) -> str:
    facts = [world.facts[fact] for fact in passage.facts]
    return yaml.safe_dump([[fact.data, fact.source] for fact in facts], allow_unicode=True)


@operator('wrong-year', 'claimed')
def wrong_year(world: World, rng: Random) -> Iterator[Draft]:
    """A year that no cited fact has."""
    for passage in shuffled(world.texts(), rng):
        told = passage.facts and passage.keys[0] != 'gaps'
        years = list(re.finditer(r'(?<![\d,.$€-])20[0-3]\d(?![\d,.-]?\d)', passage.text)) if told else []
        if years:
            match = rng.choice(years)
            known = _fact_years(world, passage)
            new = rng.choice([year for year in range(2009, 2042) if year not in known and year != int(match[0])])
            yield retext(passage, passage.text[: match.start()] + str(new) + passage.text[match.end() :],
                         f'{match[0]} → {new}')  # fmt: skip


def _dated(passages: list[Passage], pattern: str) -> Iterator[tuple[Passage, re.Match[str]]]:
    for passage in passages:
        if passage.facts and passage.keys[0] != 'gaps' and (match := re.search(pattern, passage.text)):
            yield passage, match


@operator('wrong-month', 'claimed')
def wrong_month(world: World, rng: Random) -> Iterator[Draft]:
    """A month that no cited fact has."""
    names = '|'.join(MONTHS)
    for passage, match in _dated(shuffled(world.texts(), rng), rf'({names})(?= 20\d\d)'):
        cited = _cited(world, passage)
        free = [month for number, month in enumerate(MONTHS, 1) if month not in cited and f'-{number:02}' not in cited]
        if free:
            new = rng.choice(free)
            yield retext(passage, passage.text[: match.start()] + new + passage.text[match.end() :],
                         f'{match[1]} → {new}')  # fmt: skip


@operator('wrong-day', 'claimed')
def wrong_day(world: World, rng: Random) -> Iterator[Draft]:
    """A day that no cited fact has."""
    names = '|'.join(MONTHS)
    for passage, match in _dated(shuffled(world.texts(), rng), rf'(?<![\d-])(\d\d?)(?= (?:{names}))'):
        days = {int(day) for day in re.findall(rf'(\d\d?)(?:-\d\d?)? (?:{names})', passage.text)}
        days |= {int(day) for day in re.findall(r'-\d\d-(\d\d)', _cited(world, passage))}
        new = rng.choice([day for day in range(1, 29) if day not in days])
        yield retext(passage, passage.text[: match.start()] + str(new) + passage.text[match.end() :],
                     f'{match[1]} → {new}')  # fmt: skip


@operator('day-invented', 'claimed')
def day_invented(world: World, rng: Random) -> Iterator[Draft]:
    """A day put before a month that the facts give without one."""
    names = '|'.join(MONTHS)
    for passage, match in _dated(shuffled(world.texts(), rng), rf'(?<=in )({names}) (20\d\d)'):
        number = MONTHS.index(match[1]) + 1
        if f'{match[2]}-{number:02}-' not in _cited(world, passage):
            text = f'{passage.text[: match.start() - 3]}on {rng.randint(2, 28)} {passage.text[match.start() :]}'
            yield retext(passage, text, match[0])


@operator('quarter-or-half-changed', 'claimed')
def quarter_changed(world: World, rng: Random) -> Iterator[Draft]:
    """A part of a year told as another part, or as the year."""
    others = {
        'the first half of': ('the second half of', 'the first quarter of', 'the whole of'),
        'the first three quarters of': ('the last three quarters of', 'the first quarter of', 'the four quarters of'),
        'the first quarter of': ('the last quarter of', 'the first half of', 'the whole of'),
        'the end of': ('the beginning of', 'the middle of', 'the third quarter of'),
        'from January to September': ('from January to December', 'from April to September', 'from January to June'),
        'early': ('late', 'the autumn of', 'mid-'), 'late January': ('late June', 'early January'),
        'mid-2025': ('late 2025', 'early 2025'), 'mid-2023': ('late 2023', 'early 2023'),
    }  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        for old, news in others.items():
            if passage.facts and passage.keys[0] != 'gaps' and re.search(rf'\b{old}(?: 20|,| in|$|\.)', passage.text):
                for new in news:
                    yield retext(passage, passage.text.replace(old, new, 1).replace('mid- ', 'mid-'), f'{old} → {new}')


# Records


def _figured(world: World, rng: Random) -> Iterator[tuple[Fact, int]]:
    """One figure of each fact, in the order of chance."""
    for fact in shuffled(world.facts.values(), rng):
        if fact.figures:
            yield fact, rng.randrange(len(fact.figures))


def _at(fact: Fact, index: int, field: str) -> tuple[str | int, ...]:
    return ('facts', fact.index, 'figures', index, field)


@operator('value-wrong', 'claimed')
def value_wrong(world: World, rng: Random) -> Iterator[Draft]:
    """A value that neither the text nor as_stated says."""
    for fact, index in _figured(world, rng):
        value = fact.figures[index]['value']
        if isinstance(value, (int, float)) and value > 8:
            digits = str(value).rstrip('0')
            place = rng.randrange(len(digits)) if digits[-1] != '.' else 0
            if digits[place] != '.':
                digit = rng.choice([d for d in '123456789' if d != digits[place]])
                new = type(value)(digits[:place] + digit + str(value)[place + 1 :])
                yield f'{value} → {new}', (Edit(fact.path, _at(fact, index, 'value'), new),)


@operator('value-scale', 'claimed')
def value_scale(world: World, rng: Random) -> Iterator[Draft]:
    """A value with noughts too many or too few."""
    for fact, index in _figured(world, rng):
        value = fact.figures[index]['value']
        if isinstance(value, int) and value >= 1000:
            new = value * 10 if rng.random() < 0.5 or value % 10 else value // 10
            yield f'{value} → {new}', (Edit(fact.path, _at(fact, index, 'value'), new),)


@operator('as-stated-digit', 'claimed')
def as_stated_digit(world: World, rng: Random) -> Iterator[Draft]:
    """A digit of as_stated changed."""
    for fact, index in _figured(world, rng):
        stated = str(fact.figures[index]['as_stated'])
        main = re.sub(r'\(.*', lambda match: ' ' * len(match[0]), stated)
        places = [place for place, sign in enumerate(main) if sign in '0123456789']
        if places:
            place = rng.choice(places)
            digit = rng.choice([d for d in '123456789' if d != stated[place]])
            new = stated[:place] + digit + stated[place + 1 :]
            yield f'{stated} → {new}', (Edit(fact.path, _at(fact, index, 'as_stated'), new),)


@operator('as-stated-scale', 'claimed')
def as_stated_scale(world: World, rng: Random) -> Iterator[Draft]:
    """A scale word of as_stated changed."""
    words = {'billion': 'million', 'million': 'billion', 'trillion': 'billion', 'bn': 'mn', '亿': '万', '億': '万',
             'crore': 'lakh', 'mil ': 'mi ', 'अरब': 'करोड़', 'Bn': 'Mn'}  # fmt: skip
    for fact, index in _figured(world, rng):
        stated = str(fact.figures[index]['as_stated'])
        for old, new in words.items():
            if old in stated:
                changed = stated.replace(old, new, 1)
                yield f'{stated} → {changed}', (Edit(fact.path, _at(fact, index, 'as_stated'), changed),)
                break


@operator('conversion-altered', 'claimed')
def conversion_altered(world: World, rng: Random) -> Iterator[Draft]:
    """The conversion in brackets far from the rate."""
    for fact in shuffled(world.facts.values(), rng):
        for index, figure in enumerate(fact.figures):
            stated = str(figure['as_stated'])
            match = re.search(r'\(.*?(\d+(?:\.\d+)?)', stated)
            if match and figure['unit'] == 'CNY' and fact.id != 'china-core-ai-target-2020-plan-2017':
                for factor in (10, 0.1, 3, 0.4, 2):
                    new = f'{float(match[1]) * factor:.4g}'
                    changed = stated[: match.start(1)] + new + stated[match.end(1) :]
                    yield f'{stated} → {changed}', (Edit(fact.path, _at(fact, index, 'as_stated'), changed),)


@operator('figure-unit', 'claimed')
def figure_unit(world: World, rng: Random) -> Iterator[Draft]:
    """A unit of the same family that the text does not say."""
    others = {'CNY': ('USD', 'EUR', 'JPY', 'HKD'), 'USD': ('CNY', 'EUR', 'SGD'), 'm2': ('km2',), 'km2': ('m2',),
              'PFLOPS': ('EFLOPS',), 'EFLOPS': ('PFLOPS',), '%': ('share',), 'EUR': ('USD',), 'JPY': ('CNY',),
              'INR': ('CNY',), 'SGD': ('USD',), 'CAD': ('USD',), 'HKD': ('USD',)}  # fmt: skip
    for fact, index in _figured(world, rng):
        if news := others.get(fact.figures[index]['unit']):
            new = rng.choice(news)
            yield new, (Edit(fact.path, _at(fact, index, 'unit'), new),)


@operator('qualifier-wrong', 'claimed')
def qualifier_wrong(world: World, rng: Random) -> Iterator[Draft]:
    """A qualifier of another direction than text and as_stated."""
    for fact, index in _figured(world, rng):
        old = fact.figures[index].get('qualifier')
        if old:
            new = rng.choice(('nearly', 'up to', 'about') if old in LOWER else ('more than', 'at least'))
        else:
            new = rng.choice(('more than', 'nearly', 'about', 'up to'))
        yield f'{old} → {new}', (Edit(fact.path, _at(fact, index, 'qualifier'), new),)


@operator('qualifier-emptied', 'claimed')
def qualifier_emptied(world: World, rng: Random) -> Iterator[Draft]:
    """A figure written anew without the qualifier that text and as_stated have."""
    for fact, index in _figured(world, rng):
        figure = fact.figures[index]
        if 'qualifier' in figure:
            new = {key: value for key, value in figure.items() if key != 'qualifier'}
            yield figure['qualifier'], (Edit(fact.path, ('facts', fact.index, 'figures', index), new),)


@operator('figure-when-against-text', 'claimed')
def figure_when(world: World, rng: Random) -> Iterator[Draft]:
    """The year of a figure is not the one that the text says."""
    for fact, index in _figured(world, rng):
        when = str(fact.figures[index].get('when', ''))
        match = re.fullmatch(r'(20\d\d)((?:-\d\d)?)', when)
        if match and match[1] in fact.data['text']:
            years = years_of(fact)
            free = [
                y for y in range(2013, 2026) if y not in years and (y < int(match[1]) or fact.data['kind'] == 'target')
            ]
            if free:
                new = f'{rng.choice(free)}{match[2]}'
                yield (
                    f'{when} → {new}',
                    (Edit(fact.path, _at(fact, index, 'when'), int(new) if len(new) == 4 else new),),
                )


@operator('all-three-alike', 'claimed', 'out')
def all_three(world: World, rng: Random) -> Iterator[Draft]:
    """Text, value and as_stated wrong alike."""
    for fact, index in _figured(world, rng):
        figure, passage = fact.figures[index], fact.passage()
        found = [mention for mention in mentions(world, passage) if mention.figure is figure]
        stated = str(figure['as_stated'])
        if len(found) == 1 and found[0].number in stated and isinstance(figure['value'], int):
            mention = found[0]
            first = rng.choice([d for d in '123456789' if d != mention.number[0]])
            number = first + mention.number[1:]
            value = int(first + str(figure['value'])[1:])
            yield (
                number,
                (
                    Edit(fact.path, passage.keys, renumbered(passage.text, mention, number)),
                    Edit(fact.path, _at(fact, index, 'value'), value),
                    Edit(fact.path, _at(fact, index, 'as_stated'), stated.replace(mention.number, number)),
                ),
            )


@operator('headline-number', 'claimed')
def headline_number(world: World, rng: Random) -> Iterator[Draft]:
    """A headline or a heading with an amount that none of its facts gives."""
    frames = ('{}: {}', '{}, and {} more', '{} ({})', '{}, by {}')
    amounts = ('734 billion yuan', '9,610 companies', '58 percent', '47.3 EFLOPS', 'US$8.2 billion', '318 models')
    for path, doc in world.docs.items():
        if path.startswith('briefings/'):
            spots = [
                ('headline',),
                *(('items', n, 'heading') for n, item in enumerate(doc.get('items', ())) if 'heading' in item),
            ]
            for keys in spots:
                old = world.get(path, keys)
                new = rng.choice(frames).format(old, rng.choice(amounts))
                yield new, (Edit(path, keys, new),)


@operator('amount-in-uncited-passage', 'claimed')
def amount_in_uncited(world: World, rng: Random) -> Iterator[Draft]:
    """A true amount put into a passage that does not cite its fact."""
    pool = [(fact, mention) for fact in world.facts.values() for mention in mentions(world, fact.passage())]
    for passage in shuffled(world.passages(), rng):
        fact, mention = rng.choice(pool)
        if fact.id not in passage.facts and not _same(mention.number, values(world, passage)):
            yield retext(passage, f'{passage.text} {fact.data["text"]}', fact.id)


@operator('two-amounts-of-one-sentence-merged', 'claimed')
def digits_mixed(world: World, rng: Random) -> Iterator[Draft]:
    """The number of one amount with the scale or the unit of another."""
    for passage in shuffled(world.passages(), rng):
        found = mentions(world, passage)
        for one, other in shuffled(combinations(found, 2), rng)[:1]:
            new = one.sign + other.number + one.scale + one.tail
            own = values(world, Passage('', (), '', (one.fact.id,)))
            known = {(m.number, m.scale, m.tail) for m in found}
            unlike = (one.scale, one.tail) != (other.scale, other.tail) and not _same(other.number, own)
            if unlike and (other.number, one.scale, one.tail) not in known:
                yield retext(passage, replaced(passage.text, one, f'{one.hedge} {new}'.strip()), new)
