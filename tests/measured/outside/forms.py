"""Numbers that nobody gave, in forms that a reader of numbers may not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from random import Random

from .mentions import mentions, replaced, values
from .registry import Draft, capital, operator, register, retext, shuffled
from tests.measured.world import Passage, World

Form = Callable[[Random], str]

COUNTED = (
    'Elsewhere {} further companies are named.', '{} start-ups are said to have moved in since.',
    'It is understood that {} laboratories took part.', '{} engineers work on it.',
    'On top of that come {} pilot projects.',
    'The page lists {} partner firms as well.', 'A rival count arrives at {} firms.', 'Behind it stand {} investors.',
    '{} patents came of it.', 'The sector employs {} researchers.', 'Of these, {} firms make chips.',
)  # fmt: skip
CLAUSES = (
    ', with {} firms taking part', ', and {} patents besides', ' (another {} investors are waiting)',
    ', not counting {} branch offices', ', for which {} experts were heard', ', among them {} makers of robots',
)  # fmt: skip
SHARES = (
    'Of the firms, {} build models.', '{} of the firms are older.', 'The state holds {} of the capital.',
    'That is {} of what the province has.', '{} of the money came from abroad.', 'Exports make up {} of it.',
)  # fmt: skip


def planted(passage: Passage, frame: str, form: str) -> str:
    """The passage with a sentence, or a clause before its full stop."""
    if frame.startswith((',', ' (')):
        return passage.text.removesuffix('.') + frame.format(form) + '.'
    return f'{passage.text} {capital(frame.format(form))}'


def smuggle(name: str, form: Form, frames: tuple[str, ...] = COUNTED + CLAUSES, tier: str = 'claimed',
            swap: bool = False) -> None:  # fmt: skip
    """Register a form: added to passages, or, to swap, also in the place of a count."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        turn = cycle(shuffled(frames, rng))
        for number, passage in enumerate(shuffled(world.texts(), rng)):
            new = form(rng)
            counts = [mention for mention in mentions(world, passage) if mention.whole]
            if swap and counts and number % 2:
                mention = rng.choice(counts)
                if not mention.start:
                    new = capital(new)
                text = replaced(passage.text, mention, f'{mention.hedge} {new}'.strip())
                yield retext(passage, text, f'{mention.full} → {new}')
            elif passage.text.endswith('.'):
                yield retext(passage, planted(passage, next(turn), new), new)

    register(name, 'forms', tier, function)


def number(rng: Random) -> int:
    """A number that is no round one."""
    return rng.choice((rng.randint(21, 99), rng.randint(211, 989), rng.randint(2_111, 9_879)))


def digits(signs: str) -> Form:
    """Numbers in the digits of a script."""
    return lambda rng: ''.join(signs[int(digit)] for digit in str(number(rng)))


def pick(*words: str) -> Form:
    """One of a list."""
    return lambda rng: rng.choice(words)


def _script(zero: int) -> str:
    return ''.join(chr(zero + digit) for digit in range(10))


SCRIPTS = {
    'persian': 0x6F0, 'bengali': 0x9E6, 'gujarati': 0xAE6, 'tamil': 0xBE6, 'thai': 0xE50, 'tibetan': 0xF20,
    'khmer': 0x17E0, 'burmese': 0x1040, 'mongolian': 0x1810, 'devanagari': 0x966, 'lao': 0xED0, 'nko': 0x7C0,
}  # fmt: skip

_ONES = ('', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
         'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen')  # fmt: skip
_TENS = ('', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety')


def words(value: int) -> str:
    """A number in English words."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + ('-' + _ONES[value % 10] if value % 10 else '')
    if value < 1000:
        return f'{_ONES[value // 100]} hundred' + (f' and {words(value % 100)}' if value % 100 else '')
    return f'{words(value // 1000)} thousand' + (f' {words(value % 1000)}' if value % 1000 else '')


def roman(value: int) -> str:
    """A number in Roman numerals."""
    result = ''
    for size, sign in ((1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'),
                       (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):  # fmt: skip
        result += sign * (value // size)
        value %= size
    return result


def chinese(value: int, signs: str = '零一二三四五六七八九', steps: str = '千百十') -> str:
    """A number below ten thousand in Chinese numerals."""
    result = ''
    for digit, step in zip(f'{value:04}', (*steps, ''), strict=True):
        result += signs[int(digit)] + step if digit != '0' else '零' if result and not result.endswith('零') else ''
    return result.rstrip('零')


smuggle('arabic-digits', digits(_script(0x660)), swap=True)
smuggle('other-script-digits', lambda rng: digits(_script(rng.choice(sorted(SCRIPTS.values()))))(rng), swap=True)
smuggle('fullwidth-digits', digits(_script(0xFF10)), swap=True)
smuggle('mathematical-digits', lambda rng: digits(_script(rng.choice((0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC,
    0x1D7F6))))(rng),
        swap=True)  # fmt: skip
smuggle('circled-numbers', lambda rng: rng.choice('⑦⑬⑲㉑㉘㊱㊿❹❾➆⓭⑾⒘🄌➓'), swap=True)
smuggle('superscripts', lambda rng: digits(rng.choice(('⁰¹²³⁴⁵⁶⁷⁸⁹', '₀₁₂₃₄₅₆₇₈₉')))(rng))
smuggle('emoji-digits', lambda rng: ''.join(digit + '\ufe0f\u20e3' for digit in str(number(rng))))
smuggle('vulgar-fractions', lambda rng: rng.choice('¼¾⅔⅖⅘⅙⅚⅛⅜⅞⅒'), SHARES)
smuggle('fraction-slash', lambda rng: f'{rng.randint(2, 7)}⁄{rng.randint(8, 23)}', SHARES)
smuggle('roman-amounts', lambda rng: roman(rng.choice((14, 18, 44, 62, 91, 120, 340, 610, 1150))), swap=True)
smuggle('roman-signs', lambda rng: rng.choice(('Ⅻ', 'ⅩⅣ', 'Ⅷ', 'ⅬⅩ', 'ⅽⅹ', 'Ⅾ', 'ⅯⅯ')))
smuggle('other-numerals', lambda rng: rng.choice(('፫፻', '𒐕𒐖', '𐄙', '௲', '᱅᱓', '𐩽', '〤〥', '㈦', '㊄', '𝍤')))
smuggle('exponents', lambda rng: rng.choice((f'{rng.randint(11, 98) / 10}e{rng.randint(3, 9)}',
                                             f'{rng.randint(11, 98) / 10}×10{rng.choice("²³⁴⁵")}',
                                             f'10^{rng.randint(2, 6)}', f'2**{rng.randint(7, 15)}')))  # fmt: skip
smuggle('letter-suffixes',
    lambda rng: f'{rng.randint(12, 95)}{rng.choice(("K", "k", "M", "mn", "T", "G", "thou", "tsd"))}',
        swap=True)  # fmt: skip
smuggle('money-suffixes',
        lambda rng: rng.choice(('RMB', '¥', 'US$', '€',
            '')) + f'{rng.randint(2, 97)}{rng.choice(("m", "bn", "B", "tn"))}',
        ('{} went into it.', ', at a cost of {}', 'Insiders put the bill at {}.', ', backed by {} of loans',
         'A further {} is on offer.'))  # fmt: skip
smuggle('number-words', lambda rng: words(number(rng)), swap=True)
smuggle('number-words-hyphened',
        lambda rng: words(rng.randint(211, 9879)).replace(' and ', ' ').replace(' ', rng.choice(('-', '‑', '–', ''))),
        swap=True)  # fmt: skip
smuggle('number-words-old', pick('threescore', 'four score and seven', 'fourscore', 'five-and-twenty', 'a long hundred',
                                 'nine and ninety', 'seven-score', 'half a thousand',
                                 'two and a half hundred'))  # fmt: skip
smuggle('number-words-misspelt', pick('fourty', 'ninty-six', 'eigthy', 'fiveteen', 'hundert', 'thirtheen', 'twelf',
                                      'seventy–eight', 'THIRTY-THREE', 'sIXTY', 'nine hunderd', 'a thou'))  # fmt: skip
smuggle('number-words-foreign', pick('dreihundert', 'cinquante', 'quinientas', 'пятьсот', 'quarenta', 'veertig',
    'sechzig',
                                     'trecento', 'सौ', '오백', 'yüz', 'sto', 'ستون', 'empat puluh',
                                     'năm mươi'))  # fmt: skip
smuggle('dozens', pick('dozens of', 'two dozen', 'several dozen', 'half a dozen', 'a good dozen',
    'dozens upon dozens of',
                       'a baker’s dozen of', 'three dozen'))  # fmt: skip
smuggle('scores', pick('scores of', 'a score of', 'hundreds of', 'many thousands of', 'several hundred',
    'tens of thousands of',
                       'a hundred-odd', 'hundreds upon hundreds of', 'a gross of', 'lakhs of'))  # fmt: skip
smuggle('vague-counts', pick('umpteen', 'a smattering of', 'oodles of', 'a couple of', 'half a hundred', 'a myriad',
                             'a fistful of', 'a sprinkling of', 'a score or so of', 'zillions of',
                             'a clutch of'))  # fmt: skip
smuggle('groups-as-counts', pick('a brace of', 'a trio of', 'a quartet of', 'twin', 'a quintet of', 'a pair of',
    'triplet',
                                 'a tetrad of', 'an octet of', 'a septet of', 'a duo of', 'a triad of'))  # fmt: skip
smuggle('counts-by-digits', pick('a double-digit number of', 'a three-figure number of', 'four-digit numbers of',
                                 'a triple-digit crowd of', 'a high two-digit number of',
                                 'a five-figure total of'))  # fmt: skip
smuggle('multiples', pick('nonupled', 'septupled', 'octupled', 'quintupled', 'decupled', 'trebled', 'doubled',
    'quadrupled',
                          'halved', 'grew sevenfold', 'rose tenfold', 'multiplied by nine', 'went up eight times over'),
        ('The number of firms {} within the year.', ', while its staff {}', 'Output {} in the meantime.',
         'Since then the budget has {}.'))  # fmt: skip
smuggle('folds', pick('a fourfold', 'an eightfold', 'a 12-fold', 'a twofold', 'a manifold', 'a hundredfold',
    'a fifteen-fold'),
        ('This is {} increase.', 'Rents saw {} rise.', ', after {} jump', 'Officials spoke of {} gain.'))  # fmt: skip
smuggle('as-many-again', pick('half as many again', 'as many again', 'twice the tally', 'thrice the number',
    'half that many',
                              'a third more', 'one and a half times as many', 'double that number', 'a quarter fewer',
                              'ten times the number'),
        ('A rival count has {}.', 'Another list shows {}.', ', though others see {}',
         'The year before there had been {}.'))  # fmt: skip
smuggle(
    'one-in-n',
    pick(
        'every third firm',
        'one firm in nine',
        'two out of five firms',
        'every other firm',
        'three in four firms',
        'one in a hundred firms',
        'every seventh company',
        'nine of ten firms',
        'each second firm',
    ),
    ('By now {} exports.', '{} builds on open models.', ', where {} makes robots', '{} is said to be loss-making.'),
)
smuggle('share-words', pick('two-thirds', 'four fifths', 'a tenth', 'the better half', 'a good third', 'three quarters',
                            'an eighth', 'seven-tenths', 'ninety-odd percent', 'half', 'a hundredth'),
                            SHARES)  # fmt: skip
smuggle('share-units',
    lambda rng: f'{rng.randint(21, 89)}{rng.choice(("‰", "％", " pct", " pc", " p.c.", "٪", " per mil", " bp"))}',
        SHARES)  # fmt: skip
smuggle('ordinals-as-counts', lambda rng: rng.choice(('400th', '4,000th', 'hundredth', 'fiftieth', 'nine-hundredth',
    '73rd',
                                                      'thousandth', 'twelfth', '61st', 'umpteenth')),
        ('Its {} firm moved in soon after.', ', just before the {} company signed',
        'The {} tenant was welcomed with flowers.',
         'The {} patent followed.'))  # fmt: skip
smuggle('chinese-numerals', lambda rng: chinese(rng.randint(13, 9879)) + rng.choice(('家', '个', '项', '')), swap=True)
smuggle('chinese-formal', lambda rng: chinese(rng.randint(123, 9879), '零壹贰叁肆伍陆柒捌玖', '仟佰拾') + '家')
smuggle('chinese-approximate', pick('七八百家', '四成', '数十家', '上千家', '六七成', '百余家', '半数', '廿三家',
                                    '卅家',
                                    '两百来家', '好几百家', '逾千家', '九成', '翻两番', '俩', '仨'))  # fmt: skip
smuggle(
    'chinese-scales',
    lambda rng: f'{rng.randint(2, 97)}{rng.choice(("万", "亿", "億", "萬", "万亿", " wan", " yi", "千"))}',
)
smuggle('indian-scales', lambda rng: f'{rng.randint(2, 97)} {rng.choice(("lakh", "crore", "lac", "arab", "करोड़"))}')
smuggle('html-entities', lambda rng: ''.join(rng.choice((f'&#{48 + int(d)};', f'&#x{48 + int(d):x};')) for d in
                                             str(number(rng))))  # fmt: skip
smuggle('html-fractions', pick('&frac34;', '&#190;', '&#8532;', '&frac14;', '&half;', '&#x2157;'), SHARES)
smuggle('code-spans', lambda rng: f'`{number(rng):,}`')
smuggle('marked-up', lambda rng: rng.choice(('**{}**', '<b>{}</b>', '~~{}~~', '[{}](about.md)', '<!-- -->{}', '\\{}')
                                            ).format(number(rng)))  # fmt: skip
smuggle('odd-grouping', lambda rng: f'{rng.randint(2, 97)}{rng.choice((" ", " ", "_", "’", ".", "·", "，"))}'
                                    f'{rng.randint(100, 989)}')  # fmt: skip
smuggle('hidden-signs', lambda rng: rng.choice('​­⁠‌').join(str(rng.randint(211, 9879))))
smuggle('look-alike-signs', pick('l50', 'l,200', '5О0', '4OO', 'I8', 'З00', '2B0', '7θ', 'O4', '1l0'))
smuggle('glued-to-letters', lambda rng: rng.choice(('over{}', 'some{}', 'N{}', '{}firms', 'ca{}', '{}odd', 'x{}', '{}x')
                                                   ).format(number(rng)))  # fmt: skip
smuggle('other-bases', pick('0x1A4', '0b101101', '0o755', '1A4h', '#4400'))
smuggle('signed', lambda rng: rng.choice(('№ {}', 'no. {}', '#{}', '+{}', '±{}', '~{}', '≈{}', '>{}', '≥ {}',
    'c. {}', '{}+')
                                         ).format(number(rng)))  # fmt: skip
smuggle('ranges', lambda rng: rng.choice(('{a} to {b}', '{a}–{b}', 'between {a} and {b}', '{a}~{b}', '{a} or {b}',
    '{a}/{b}',
                                          '{w} or {v}')).format(a=(n := rng.randint(21, 89)), b=n + 9, w=words(n),
                                                               v=words(n + 1)))  # fmt: skip
smuggle('nothing-as-a-number', pick('zero', 'nil', 'nought', 'naught but zero', 'not a single one of the',
    'zilch in the way of'),
        ('That year {} firms were founded.', ', with {} exits', 'Abroad it has {} offices.'))  # fmt: skip
smuggle('small-words', pick('two', 'three', 'both of its', 'six', 'nine', 'eleven', 'seven', 'four', 'ten', 'five'))
smuggle('spans-of-time', pick('a decade', 'twenty years', 'half a century', 'a fortnight', 'eighteen months',
    '36 months',
                              'a decade and a half', 'nine weeks', '100 days', 'two quarters', 'three seasons'),
        ('It took {} to get there.', ', after {} of talks', 'The lease runs for {}.',
         'Builders needed {} for it.'))  # fmt: skip
smuggle('money-idioms', pick('a seven-figure sum', 'a cool billion', 'nine digits', 'a ten-figure amount',
    'a quarter million',
                             'half a billion', 'a trillion and a half', 'a few million', 'several billion', 'ten grand',
                             'a king’s ransom of millions', 'six zeros'),
        ('It cost {}.', ', for {} in yuan', 'The bill came to {}.', 'Backers put in {}.'))  # fmt: skip


NAME_WORDS = ('Harbour', 'Delta', 'Phoenix', 'Lotus', 'Summit', 'Orbit', 'Jade', 'Horizon', 'Bridge', 'Falcon', 'Cedar',
              'Vista', 'Atlas', 'Pearl', 'Quartz', 'Gate', 'Tower', 'Comet')  # fmt: skip


def _name(rng: Random) -> str:
    return rng.choice(('{w} {n}', '{w}-{n}', '{n} {w}', '{w}{n}', 'The {w} {n}', '{w} No. {n}', '{w} {v}')).format(
        w=rng.choice(NAME_WORDS), n=rng.randint(12, 989), v=capital(words(rng.randint(2, 19)))
    )


smuggle('name-words-before-counts', lambda rng: f'{rng.choice(NAME_WORDS)} {rng.randint(12, 989)}',
        ('With {} companies it leads the field.', ', and {} firms are to follow', 'In all, {} projects were named.',
         '{} experts were heard.', 'The park has {} tenants.', ', among which {} start-ups'))  # fmt: skip
smuggle('undeclared-names', _name,
        ('The {} programme backed it.', ', under the label {}', 'Part of it belongs to {}.', 'It replaced {}.',
         'The work goes back to the {} initiative.', '{} took part in it.'))  # fmt: skip


AFTER = (' or so', ', give or take', ', more or less', ' odd', ', plus or minus', ' at a guess', ' and counting',
         ', roughly speaking', ' and a bit', ' or more', ' or fewer', ', if not more', ' at the most', ' and change',
         ', at a conservative estimate', ' and upwards', ', in round numbers', '-ish', ' tops')  # fmt: skip
BEFORE = ('shy of', 'just shy of', 'north of', 'south of', 'upwards of', 'in the region of', 'a whisker under',
    'a shade over',
          'close on', 'getting on for', 'something like', 'not far off', 'well beyond', 'in the ballpark of', 'all of',
          'not quite', 'the best part of', 'a scant', 'circa', 'well on the way to', 'anything up to', 'no fewer than',
          'as many as', 'as few as', 'a minimum of', 'a maximum of', 'give or take', 'order of')  # fmt: skip


@operator('hedges-after', 'forms')
def hedges_after(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge of an unusual kind behind an amount without one."""
    turn = cycle(shuffled(AFTER, rng))
    for passage in shuffled(world.texts(), rng):
        plain = [mention for mention in mentions(world, passage) if not mention.hedge]
        if plain:
            mention, hedge = rng.choice(plain), next(turn)
            yield retext(passage, replaced(passage.text, mention, mention.amount + hedge), hedge)


@operator('hedges-before', 'forms')
def hedges_before(world: World, rng: Random) -> Iterator[Draft]:
    """A hedge of an unusual kind before an amount that has none, or another."""
    turn = cycle(shuffled(BEFORE, rng))
    for passage in shuffled(world.texts(), rng):
        found = [mention for mention in mentions(world, passage) if mention.hedge in ('', 'about', 'nearly')]
        found = [mention for mention in found if mention.start and passage.text[: mention.start].split()[-1] not in
                 ('another', 'the', 'a', 'further', 'these', 'than', 'its')]  # fmt: skip
        if found:
            mention, hedge = rng.choice(found), next(turn)
            if (mention.hedge, hedge) in (
                ('about', 'something like'),
                ('about', 'circa'),
                ('about', 'in the region of'),
                ('nearly', 'close on'),
                ('nearly', 'not quite'),
                ('nearly', 'getting on for'),
            ):
                continue
            if mention.hedge and hedge in ('shy of', 'just shy of', 'a whisker under', 'not far off',
                'in the ballpark of',
                                           'the best part of', 'give or take', 'order of'):  # fmt: skip
                continue
            yield retext(passage, replaced(passage.text, mention, f'{hedge} {mention.amount}'), hedge)


@operator('minus-signs', 'forms')
def minus_signs(world: World, rng: Random) -> Iterator[Draft]:
    """A minus, in one of its many forms, before an amount."""
    signs = cycle(
        shuffled(('-', '−', '–', '—', '‑', '‒', '﹣', '－', 'minus ', 'negative ', '⁻', '➖', '(less) ', '˗'), rng)
    )
    for passage in shuffled(world.texts(), rng):
        found = [mention for mention in mentions(world, passage) if mention.start]
        if found:
            mention, sign = rng.choice(found), next(signs)
            yield retext(
                passage, replaced(passage.text, mention, f'{mention.hedge} {sign}{mention.amount}'.strip()), sign
            )


@operator('wrong-count-in-words', 'forms')
def wrong_in_words(world: World, rng: Random) -> Iterator[Draft]:
    """A count replaced by another one in words."""
    for passage in shuffled(world.texts(), rng):
        for mention in mentions(world, passage):
            if mention.whole and mention.start:
                value = int(mention.number.replace(',', '')) + rng.choice((1, 2, 10, 11, 100))
                if value < 10_000 and value not in values(world, passage):
                    new = words(value)
                    yield retext(passage, replaced(passage.text, mention, f'{mention.hedge} {new}'.strip()), new)


@operator('wrong-amount-in-short', 'forms')
def wrong_in_short(world: World, rng: Random) -> Iterator[Draft]:
    """An amount of money replaced by another one in a short form."""
    for passage in shuffled(world.texts(), rng):
        found = [mention for mention in mentions(world, passage) if mention.scale and (mention.sign or mention.tail)]
        if found:
            mention = rng.choice(found)
            value = float(mention.number.replace(',', '')) + rng.choice((1, 2, 7, 30))
            sign = mention.sign or rng.choice(('RMB', 'CNY ', 'Rmb'))
            short = {' million': 'm', ' billion': rng.choice(('bn', 'b', 'B')), ' trillion': 'tn'}[mention.scale]
            new = f'{sign}{value:g}{short}'
            if mention.tail in ('', ' yuan'):
                yield retext(passage, replaced(passage.text, mention, f'{mention.hedge} {new}'.strip()), new)


# Dates

_SUFFIX = ('It began in {}.', ', as it had been in {}', 'The count is of {}.', 'A first version is of {}.',
           ', a plan of {}', 'Nothing has been heard of it since {}.')  # fmt: skip


def _year(rng: Random) -> int:
    return rng.choice((1987, 1994, 1998, 2003, 2005, 2008, 2033, 2037, 2041))


def _day(rng: Random) -> tuple[int, int, int]:
    return _year(rng), rng.randint(1, 12), rng.randint(1, 28)


smuggle('fiscal-years', lambda rng: rng.choice(('FY{:02}', 'fiscal {:02}', 'FY ’{:02}', 'FY{:02}/99',
    'financial year {:02}')
                                               ).format(_year(rng) % 100), _SUFFIX)  # fmt: skip
smuggle('iso-dates', lambda rng: '{}-{:02}-{:02}'.format(*_day(rng)) + rng.choice(('', 'T09:00', 'Z')), _SUFFIX)
smuggle('slash-dates', lambda rng: '{}/{}/{}'.format(*rng.choice((_day(rng), _day(rng)[::-1]))), _SUFFIX)
smuggle('dotted-dates', lambda rng: '{2}.{1:02}.{0}'.format(*_day(rng)), _SUFFIX)
smuggle('short-years', lambda rng: rng.choice(('’{:02}', "'{:02}", 'May ’{:02}', '5/{:02}', 'the spring of ’{:02}')
                                              ).format(_year(rng) % 100), _SUFFIX)  # fmt: skip
smuggle('week-and-quarter-dates', lambda rng: rng.choice(('Q3 {}', '3Q{}', '{}-W14', 'H2 {}', '2H{}', '{}Q1',
    'week 9 of {}',
                                                          'the third quarter of {}')).format(_year(rng)),
                                                          _SUFFIX)  # fmt: skip
smuggle('ordinal-dates', lambda rng: rng.choice(('the 3rd of May', 'May the 9th', '11th August', 'the ides of March',
                                                 'the nineteenth of June', 'June 4th')) + f', {_year(rng)}',
                                                 _SUFFIX)  # fmt: skip
smuggle('american-dates',
    lambda rng: f'{rng.choice(("Aug.", "Sept.", "Feb", "October", "March"))} {rng.randint(2, 28)}, '
                                      f'{_year(rng)}', _SUFFIX)  # fmt: skip
smuggle('chinese-dates', lambda rng: rng.choice(('二〇〇八年', '2033年5月', '民国九十七年', '平成20年', '丁亥年',
                                                 '１９９８年',
                                                 '去年', '前年八月')), _SUFFIX)  # fmt: skip
smuggle('years-in-words', pick('nineteen ninety-four', 'two thousand and eight', 'MCMXCIV', 'MMVIII',
    'twenty forty-one',
                               'nineteen hundred and ninety-eight', 'Two Thousand Three', 'twenty-oh-five'),
                               _SUFFIX)  # fmt: skip
smuggle('decades', pick('the nineties', 'the 1990s', 'the noughties', 'the late 1980s', 'the early ’90s', 'the 2040s',
                        'the twenty-thirties', 'the last century', 'the eighties'), _SUFFIX)  # fmt: skip
smuggle('dates-by-distance', pick('three years earlier', 'a generation ago', 'the year before last',
    'twelve months earlier',
                                  'last spring', 'nine years later', 'the previous decade', 'five winters ago',
                                  'the year of the Rat', 'yesteryear', 'the day before yesterday'),
        ('It had been announced {}.', ', as it had been {}', 'The same was said {}.',
        'Work had begun {}.'))  # fmt: skip
smuggle('bare-months', pick('last May', 'this August', 'the following November', 'April', 'the end of June',
    'Christmas',
                            'Chinese New Year', 'Golden Week', 'mid-July', 'early October'),
        ('Nothing has changed since {}.', ', up to {}', 'A recount is due by {}.'), tier='hard')  # fmt: skip
