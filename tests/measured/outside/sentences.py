"""True amounts in sentences that say more, or other, than their facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from random import Random

from .mentions import Mention, mentions, place_name, place_spans, replaced, sentence_of
from .registry import Draft, capital, operator, register, retext, shuffled
from tests.measured.world import Passage, World

NOT_TOTALS = ('yearly', 'growth', 'share', 'rank', 'capacity', 'adoption', 'cap')


def _totals(world: World, passage: Passage) -> list[Mention]:
    """The amounts of a passage that are totals."""
    return [
        mention
        for mention in mentions(world, passage)
        if mention.figure['unit'] not in ('%', 'share', 'rank', 'km', 'm')
        and not any(word in mention.figure['measure'] for word in NOT_TOTALS)
        and 'annual' not in str(mention.figure['as_stated'])
        and not re.match(r' (?:a|each|every|per) ', passage.text[mention.end : mention.end + 8])
    ]


def _after_noun(text: str, mention: Mention) -> int:
    """The place behind the noun that an amount counts."""
    if mention.tail or mention.sign:
        return mention.end
    match = re.match(r'(?: [\w’\'-]+){0,4}? (?:companies|firms|enterprises|models|services|people|users|views|visits|'
                     r'projects|chips|racks|robots|GPUs|clusters|inventions|exhibitors|'
                     r'startups|start-ups|unicorns|applications|'
                     r'computers|accounts|specialists|professionals|experts|visitors|jobs|data centres|joints)\b',
                     text[mention.end :])  # fmt: skip
    return mention.end + match.end() if match else -1


def _behind(name: str, words: tuple[str, ...], tier: str = 'claimed') -> None:
    """Register words put behind a total."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        turn = cycle(shuffled(words, rng))
        for passage in shuffled(world.texts(), rng):
            spots = [(m, place) for m in _totals(world, passage) if (place := _after_noun(passage.text, m)) > 0]
            if spots:
                mention, place = rng.choice(spots)
                new = next(turn)
                yield retext(passage, f'{passage.text[:place]} {new}{passage.text[place:]}', f'{mention.amount} {new}')

    register(name, 'sentence', tier, function)


_behind(
    'per-year',
    ('a year', 'annually', 'every year', 'per annum', 'each year', 'yearly', 'year by year', 'year in, year out'),
)
_behind('per-month', ('a month', 'monthly', 'per quarter', 'every quarter', 'a day', 'weekly', 'each season'))
_behind('per-head', ('a head', 'per capita', 'per resident', 'for each inhabitant', 'per person', 'for every worker'))
_behind(
    'per-company',
    ('per company', 'each', 'apiece', 'per firm', 'for each district', 'per site', 'for every enterprise'),
)
_behind('per-area', ('per square kilometre', 'per hectare', 'to the square mile', 'for every street'))
_behind('cumulatively', ('cumulatively', 'in total since the start', 'all years taken together',
    'over its lifetime', 'in aggregate'),
        'hard')  # fmt: skip
_behind(
    'on-average',
    ('on average', 'in the mean', 'in a typical year', 'at the median', 'as a rule', 'on a yearly average'),
)
_behind('part-of-it', ('in the first half alone', 'in the north alone', 'for men only', 'on paper', 'after tax',
    'in exports',
                       'net of subsidies', 'before inflation', 'without the state’s part', 'in cash'),
                       'hard')  # fmt: skip


def _before(name: str, words: tuple[str, ...], tier: str = 'claimed') -> None:
    """Register words put before an amount and its hedge."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        turn = cycle(shuffled(words, rng))
        for passage in shuffled(world.texts(), rng):
            found = [
                m for m in mentions(world, passage) if m.start and not passage.text[: m.start].endswith(('. ', '-'))
            ]
            found = [m for m in found if passage.text[: m.start].split()[-1] not in
                     ('a', 'another', 'further', 'the', 'these', 'only')]  # fmt: skip
            if found:
                mention, new = rng.choice(found), next(turn)
                yield retext(passage, replaced(passage.text, mention, f'{new} {mention.full}'), f'{new} {mention.full}')

    register(name, 'sentence', tier, function)


_before(
    'belittled', ('only', 'merely', 'just', 'a mere', 'a paltry', 'as little as', 'no more than', 'a meagre'), 'hard'
)
_before(
    'magnified',
    ('a record', 'an unprecedented', 'a world-beating', 'an all-time record of', 'a record-breaking', 'an unmatched'),
)
_before('another-amount', ('another', 'a further', 'an additional', 'an extra', 'yet another'))
_before('not-before-amount', ('not', 'never', 'anything but', 'not yet', 'by no means', 'far from'))
_before('said-to-be-exact', ('exactly', 'precisely', 'on the nose', 'a verified', 'an audited', 'a confirmed'), 'hard')

_VERBS = (r'had|was|were|reached|came to|exceeded|counted|gave|raised|stood at|has|held|covers|drew|planned|aimed|'
          r'launched|announced|signed|opened|released|set|grew|invested|housed|'
          r'operated|ranked|took|passed|put|issued')  # fmt: skip
_NEGATED = {
    'had': ('did not have', 'never had', 'no longer had', 'had no', 'lacked'), 'was': ('was not', 'was never',
    'was no longer'),
    'were': ('were not', 'were never', 'were hardly'), 'reached': ('did not reach', 'failed to reach', 'never reached'),
    'came to': ('did not come to', 'fell short of'), 'exceeded': ('did not exceed', 'failed to exceed', 'fell below'),
    'counted': ('did not count', 'refused to count', 'denied that there were'), 'gave': ('did not give', 'denied',
    'ruled out'),
    'raised': ('did not raise', 'failed to raise', 'lost'), 'stood at': ('did not stand at', 'was nowhere near'),
    'has': ('does not have', 'has never had', 'lacks'), 'held': ('did not hold', 'no longer held'),
    'covers': ('does not cover', 'no longer covers'), 'drew': ('did not draw', 'failed to draw', 'could not draw'),
    'planned': ('did not plan', 'gave up', 'refused'), 'aimed': ('did not aim', 'no longer aimed', 'never aimed'),
    'launched': ('did not launch', 'called off'), 'announced': ('did not announce', 'denied', 'took back'),
    'signed': ('did not sign', 'refused to sign'), 'opened': ('did not open', 'closed'),
    'released': ('did not release', 'withheld'), 'set': ('did not set', 'scrapped'), 'grew': ('did not grow',
    'hardly grew'),
    'invested': ('did not invest', 'withdrew'), 'housed': ('did not house', 'lost', 'turned away'),
    'operated': ('did not operate', 'never operated'), 'ranked': ('was not ranked', 'never ranked'),
    'took': ('did not take', 'lost'), 'passed': ('did not pass', 'rejected'), 'put': ('did not put', 'would not put'),
    'issued': ('did not issue', 'withdrew'),
}  # fmt: skip


@operator('negated-verb', 'sentence')
def negated(world: World, rng: Random) -> Iterator[Draft]:
    """The verb of a statement denied."""
    for passage in shuffled(world.texts(), rng):
        if not passage.facts or passage.keys[0] == 'gaps':
            continue
        verbs = [m for m in re.finditer(rf'\b(?:{_VERBS})\b(?! (?:not|no|never|been|to|up|it|its|by)\b)', passage.text)]
        verbs = [m for m in verbs if not re.search(r'\b(?:not|that|which|who|as|what|how|than|where)(?: \w+)?$',
                                                   passage.text[: m.start()].rstrip())]  # fmt: skip
        if verbs:
            verb = rng.choice(verbs[:2])
            new = rng.choice(_NEGATED[verb[0]])
            if verb[0] in ('had', 'has') and re.match(r' \w+(?:ed|wn|en|come|set|put)\b', passage.text[verb.end() :]):
                new = f'{verb[0]} not'
            yield retext(passage, passage.text[: verb.start()] + new + passage.text[verb.end() :], f'{verb[0]} → {new}')


_TURNED = {
    r'grew': ('shrank', 'contracted', 'dwindled', 'declined', 'receded', 'withered'),
    r'(?:rose|rises)': ('sank', 'slid', 'tumbled', 'ebbed', 'subsided'),
    r'fell': ('rose', 'soared', 'climbed', 'swelled', 'leapt'),
    r'had grown to': ('had shrunk to', 'had dwindled to', 'were down to'),
    r'percent (?:higher|more) than': ('percent lower than', 'percent less than', 'percent beneath', 'percent short of'),
    r'far more than': ('far less than', 'rather less than', 'nowhere near as much as'),
    r'less than(?! in|half)': ('more than', 'well above'), r'faster than': ('slower than', 'more sluggishly than'),
    r'(?:raised|drew|attracted)': ('paid back', 'forfeited', 'gave away', 'wrote off'),
    r'gained': ('lost', 'shed', 'parted with'), r'(?:wider|narrower)': ('equal',),
    r'lost': ('gained', 'added', 'put on'), r'Capacity grew': ('Capacity dropped',),
    r'(?:was|were) set up': ('was wound up', 'was dissolved'), r'(?:launched|founded)': ('shut down', 'wound up'),
    r'opened': ('closed', 'shut'), r'(?:moved (?:in|into|onto))': ('moved out of', 'left', 'quit'),
    r'went from': ('sank from', 'fell from', 'were cut from'), r'above': ('below', 'beneath'), r'below': ('above',
    'ahead of'),
    r'(?:had drawn|attracted|had attracted)': ('had lost', 'had driven away'), r'ahead of': ('behind', 'trailing'),
    r'(?:widen|lift|raise)': ('cut', 'pare', 'trim'), r'tightened': ('loosened', 'eased', 'lifted'),
    r'much more than': ('much less than', 'far short of'), r'many more than': ('many fewer than',),
    r'reached': ('dropped to', 'sank to', 'was cut to', 'dwindled to', 'slumped to', 'was scaled back to',
    'retreated to'),
    r'came to': ('dropped to', 'came down to', 'was trimmed to'), r'stood at': ('had sunk to', 'had shrivelled to'),
    r'exceeded': ('fell short of', 'undershot', 'stayed beneath'), r'passed': ('missed', 'fell short of'),
}  # fmt: skip


@operator('direction-turned', 'sentence')
def direction(world: World, rng: Random) -> Iterator[Draft]:
    """Growth told as a fall, and a fall as growth."""
    for passage in shuffled(world.texts(), rng):
        if not passage.facts or passage.keys[0] in ('gaps', 'analysis'):
            continue
        for old, news in shuffled(_TURNED.items(), rng):
            match = re.search(rf'(?<!not )\b{old}\b(?! the (?:South|Open|AI Promotion))', passage.text)
            if match:
                new = rng.choice(news)
                yield retext(passage, passage.text[: match.start()] + new + passage.text[match.end() :],
                             f'{match[0]} → {new}')  # fmt: skip
                break


LOSSES = ('shed', 'forfeited', 'laid off', 'wrote off', 'was stripped of', 'bled', 'parted with', 'squandered',
    'gave up',
          'was robbed of', 'is down by', 'was cut by', 'slid by', 'was docked', 'waved goodbye to', 'closed down',
          'shrank by', 'was relieved of', 'sacrificed', 'missed out on', 'ran down')  # fmt: skip


@operator('loss-verbs', 'sentence')
def losses(world: World, rng: Random) -> Iterator[Draft]:
    """What somebody had, told as lost."""
    turn = cycle(shuffled(LOSSES, rng))
    for passage in shuffled(world.texts(), rng):
        for mention in shuffled(mentions(world, passage), rng):
            head = passage.text[: mention.start]
            match = re.search(r'\b(had|has|counted|raised|reached|drew|housed|attracted|was worth|stood at|'
                              r'was|exceeded|'
                              r'came to) $', head)  # fmt: skip
            if match and mention.figure['measure'] != 'market_value_lost':
                new = next(turn)
                text = f'{head[: match.start()]}{new} {passage.text[mention.start :]}'
                yield retext(passage, text, f'{match[1]} → {new}')
                break


CAUSES = (
    'thanks to subsidies', 'because of the export rules', 'on the back of foreign capital', 'owing to cheap power',
    'as a result of the new law', 'in spite of a downturn', 'under pressure from investors', 'driven by exports',
    'due to a change of mayor', 'as a reward for early movers', 'after talks with Washington',
)  # fmt: skip


SUPERLATIVE = (r'\b(?:most|largest|biggest|highest|first|second|third|seventh|record|only|rank|leading|peak|'
               r'more than (?:any|those|the '
               r'rest)|many times|ahead|behind|than in|than Paris)\b')  # fmt: skip


def _clause(name: str, clauses: tuple[str, ...], tier: str = 'claimed', mark: str = ', ', not_with: str = '^$') -> None:
    """Register a clause put at the end of a sentence that has an amount, where the facts say nothing like it."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        turn = cycle(shuffled(clauses, rng))
        for passage in shuffled(world.texts(), rng):
            found = mentions(world, passage)
            said = passage.text + ' '.join(world.facts[fact].data['text'] for fact in passage.facts)
            if not found or passage.keys[0] == 'gaps' or re.search(not_with, said):
                continue
            _, end = sentence_of(passage.text, rng.choice(found).start)
            new = next(turn)
            if passage.text[end - 1] == '.':
                yield retext(passage, f'{passage.text[: end - 1]}{mark}{new}.{passage.text[end:]}', new)

    register(name, 'sentence', tier, function)


_clause('cause-added', CAUSES, 'hard')
_clause('superlative-added', (
    'the largest in the country', 'the most in Asia', 'more than anywhere else on earth', 'the highest of all cities',
    'a world record', 'unrivalled in the delta', 'unsurpassed to this day', 'the biggest of its kind',
    'a height never seen before', 'the fastest pace of any hub', 'the smallest of them all',
    'the lowest on the continent',
    'which no other city matches', 'beyond compare', 'an all-time high', 'a new peak', 'a class of its own',
    'the greatest in living memory', 'the best showing of any province', 'more than any rival can claim',
    'the oldest of the lot', 'the peak of a long climb', 'the most ever', 'the bulk of the nation’s',
), not_with=SUPERLATIVE)  # fmt: skip
_clause('rank-added', (
    'bettered by Shenzhen alone', 'third in the world', 'a place in the top ten', 'first among the provinces',
    'the runner-up in Asia', 'fifth in the national table', 'number one at home', 'among the five largest',
    'in front of all rivals', 'in the lead', 'last but one in the country', 'a podium place',
    'at the head of the field',
    'ahead of everyone else', 'next to none', 'bottom of the league', 'the front-runner', 'one place behind Paris',
    'a top-three spot', 'in pole position', 'in the first tier', 'the champion of the delta',
), not_with=SUPERLATIVE)  # fmt: skip
_clause('superlative-chinese', (
    '全国最大', '居全国首位', '世界领先', '排名第二', '亚洲最多', '独占鳌头', '名列前茅', '史上最高', '稳居榜首',
    '国内唯一', '全球第三', '位居前列', '独一无二', '首屈一指',
), not_with=SUPERLATIVE)  # fmt: skip
_clause('first-or-only-added', (
    'a first in China', 'the only one of its kind', 'the first anywhere', 'as the sole city to do so',
    'before any other place',
    'as the first of the four', 'which nobody had done before', 'a pioneer in the field', 'the earliest in the delta',
    'for the very first time', 'uniquely so',
), not_with=SUPERLATIVE)  # fmt: skip
_clause('time-word-added', (
    'as of today', 'to date', 'at present', 'currently', 'last year', 'this year', 'by now', 'up to the present',
    'these days',
    'until recently', 'as we write', 'at this moment', 'year to date', 'in the past twelve months', 'this month',
    'nowadays',
), mark=' ', not_with='2025|2026')  # fmt: skip
_clause('so-far-added', ('so far', 'thus far', 'up to now', 'as yet', 'hitherto', 'already', 'still'), 'hard', ' ')
_clause('certainty-added', (
    'as auditors confirmed', 'which is beyond doubt', 'and nobody disputes it',
    'a figure that two ministries confirmed',
    'as official statistics prove', 'which independent counts bear out', 'as later reports confirmed',
    'as is well established',
), 'hard')  # fmt: skip
_clause('quantifier-added', (
    'nearly all of it in Pudong', 'most of it private', 'all of them profitable', 'the majority of them foreign',
    'none of it public money', 'the greater part in hardware', 'almost all of it on credit', 'every one of them listed',
    'the bulk of it from abroad', 'a minority of it in software', 'largely from a single district',
), 'hard')  # fmt: skip
_clause('schedule-added', (
    'ahead of schedule', 'years earlier than planned', 'later than promised', 'right on time', 'behind its own plan',
    'well before the deadline', 'with a delay', 'at the last minute',
))  # fmt: skip
_clause('judgement-added', (
    'a resounding success', 'a disappointment', 'less than analysts had hoped', 'better than forecast',
    'a bubble in the making',
    'far from enough', 'a sign of decline', 'a triumph of planning', 'a blow to its rivals',
), 'hard')  # fmt: skip


@operator('comparison-added', 'sentence')
def comparison(world: World, rng: Random) -> Iterator[Draft]:
    """A comparison with a place for which no cited fact says it, or where the figures say the opposite."""
    more: tuple[str, ...] = ('more than in {}', 'more than {} has', 'well ahead of {}', 'twice that of {}',
        'which leaves {} behind',
            'above {}', 'a multiple of what {} has', 'outstripping {}', 'surpassing {}',
            'where {} has less')  # fmt: skip
    less: tuple[str, ...] = ('less than in {}', 'fewer than {} has', 'behind {}', 'half that of {}', 'well short of {}',
            'a fraction of what {} has', 'trailing {}', 'where {} has more', 'no match for {}')  # fmt: skip
    known: dict[tuple[str, str], list[float]] = {}
    for fact in world.facts.values():
        for figure in fact.figures:
            if isinstance(figure['value'], (int, float)):
                known.setdefault((fact.about, figure['measure']), []).append(figure['value'])
    turn = cycle(shuffled(range(20), rng))
    for passage in shuffled(world.texts(), rng):
        found = [m for m in mentions(world, passage) if m.fact.about in world.places]
        if not found:
            continue
        mention = rng.choice(found)
        _, end = sentence_of(passage.text, mention.start)
        cited = {world.facts[fact].about for fact in passage.facts}
        free = [p for p in world.places if p != 'world' and not any(world.akin(p, one) for one in cited)
                and not place_spans(world, p, passage.text)]  # fmt: skip
        rivals = [p for p in free if (p, mention.figure['measure']) in known]
        place = rng.choice(rivals or free)
        others = known.get((place, mention.figure['measure']), [])
        value = mention.figure['value']
        if others and max(others) < value:
            frames = less
        elif others and min(others) > value:
            frames = more
        elif others:
            continue
        else:
            frames = more if rng.random() < 0.5 else less
        if passage.text[end - 1] == '.':
            new = frames[next(turn) % len(frames)].format(place_name(world, place))
            yield retext(passage, f'{passage.text[: end - 1]}, {new}.{passage.text[end:]}', new)


@operator('comparison-turned', 'sentence')
def comparison_turned(world: World, rng: Random) -> Iterator[Draft]:
    """A comparison of two cited facts of one measure, the wrong way round."""
    frames = ('{a} is ahead of {b} in this.', '{a} has more than {b}.', '{b} trails {a}.',
        'Of the two, {a} has the most.',
              'The amount of {a} is above that of {b}.', '{b} has less than {a}.', '{a} leads {b}.',
              '{b} falls short of {a}.', '{a} outdoes {b}.', 'In {b} it is less than in {a}.')  # fmt: skip
    turn = cycle(shuffled(frames, rng))
    for passage in shuffled(world.passages(), rng):
        found = [m for m in mentions(world, passage) if len(m.owners) == 1 and m.fact.about in world.places]
        found = [mention for mention in found if isinstance(mention.figure['value'], (int, float))]
        for one in found:
            measure, when = one.figure['measure'], str(one.figure.get('when'))[:4]
            best = max(
                figure['value']
                for fact in world.facts.values()
                if fact.about == one.fact.about
                for figure in fact.figures
                if figure['measure'] == measure and isinstance(figure['value'], (int, float))
            )
            others = [
                mention
                for mention in found
                if (mention.figure['measure'], str(mention.figure.get('when'))[:4]) == (measure, when)
                and mention.figure['unit'] == one.figure['unit']
                and mention.fact.about != one.fact.about
                and mention.figure['value'] > best * 1.02
            ]
            if others:
                a, b = place_name(world, one.fact.about), place_name(world, rng.choice(others).fact.about)
                sentence = capital(next(turn).format(a=a, b=b))
                yield retext(passage, f'{passage.text} {sentence}', sentence)


@operator('equality-added', 'sentence')
def equality(world: World, rng: Random) -> Iterator[Draft]:
    """Unlike amounts said to agree, or to be of one thing."""
    frames = cycle(('The amounts agree.', 'The counts are the same.', 'Both come to the same.',
        'The one confirms the other.',
                    'They differ by nothing.', 'The figures match.', 'All of them count the same firms.'))  # fmt: skip
    for passage in shuffled(world.passages(), rng):
        found = mentions(world, passage)
        counts = [(m.figure['unit'], m.figure['value']) for m in found if isinstance(m.figure['value'], (int, float))]
        unlike = any(u == v and a > b * 1.1 for u, a in counts for v, b in counts)
        if unlike and passage.text.endswith('.'):
            frame = next(frames)
            yield retext(passage, f'{passage.text} {frame}', frame)


@operator('preposition-of-time', 'sentence')
def preposition(world: World, rng: Random) -> Iterator[Draft]:
    """By, in, since, until, before and after exchanged."""
    others = {'by': ('since', 'after', 'from'), 'in': ('since', 'until', 'before', 'after'), 'since': ('until',
        'before'),
              'from': ('until', 'before'), 'on': ('before', 'since', 'after'), 'at the end of': ('before', 'after'),
              'after': ('before',), 'before': ('after',), 'within': ('after', 'from'), 'until': ('from',)}  # fmt: skip
    months = 'January|February|March|April|May|June|July|August|September|October|November|December'
    words = '|'.join(sorted(others, key=len, reverse=True))
    for passage in shuffled(world.texts(), rng):
        if passage.facts and passage.keys[0] != 'gaps':
            matches = list(
                re.finditer(rf'\b({words}) (?=(?:late |early )?(?:\d\d? )?(?:{months} )?20\d\d\b)', passage.text)
            )
            if matches:
                match = rng.choice(matches)
                new = rng.choice(others[match[1]])
                yield retext(passage, f'{passage.text[: match.start()]}{new} {passage.text[match.end() :]}',
                             f'{match[1]} → {new}')  # fmt: skip


NOUNS = ('patents', 'investors', 'papers', 'laboratories', 'towers', 'graduates', 'factories', 'contracts', 'licences',
         'trademarks', 'servers', 'hospitals', 'drones', 'schools', 'satellites', 'banks')  # fmt: skip


@operator('noun-exchanged', 'sentence')
def noun(world: World, rng: Random) -> Iterator[Draft]:
    """Another noun behind a count."""
    pattern = (r'((?: (?:large|core|AI|generative|registered|filed|major|active|humanoid|language|high-power|robotics|'
               r'specialised|large-model|AI-related|approved|notable|listed|exhibiting|model|advanced))*) '
               r'(companies|firms|enterprises|models|services|people|users|views|visits|projects|chips|racks|robots|GPUs|'
               r'inventions|exhibitors|unicorns|applications|computers|specialists|professionals|experts|'
               r'visitors|jobs)\b')  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        for mention in shuffled(mentions(world, passage), rng):
            match = re.match(pattern, passage.text[mention.end :])
            if match and not mention.tail and not mention.sign:
                new = rng.choice(NOUNS)
                start = mention.end + match.start(2)
                text = passage.text[:start] + new + passage.text[start + len(match[2]) :]
                yield retext(passage, text, f'{match[2]} → {new}')
                break


@operator('measure-word-exchanged', 'sentence')
def measure_word(world: World, rng: Random) -> Iterator[Draft]:
    """What an amount of money or of computing is, told as something else."""
    pairs = {
        'output': ('profit', 'exports', 'debt', 'wages'), 'revenue': ('profit', 'losses', 'tax'),
        'profit': ('revenue', 'debt'),
        'venture capital': ('bank credit', 'state aid', 'tax breaks'), 'investment': ('donations', 'revenue', 'debt'),
        'private AI investment': ('public AI spending',), 'AI industry': ('car industry', 'chip industry',
        'film industry'),
        'robotics industry': ('drug industry', 'textile industry'), 'computing capacity': ('storage capacity',
        'power demand'),
        'intelligent computing': ('quantum computing', 'cloud storage'), 'online views': ('ticket sales',
        'paying viewers'),
        'subsidies': ('fines', 'loans'), 'registered capital': ('debt', 'yearly spending'),
        'market value': ('revenue', 'cash'),
        'exhibition space': ('office space', 'parking space'), 'credit': ('grants', 'fines'), 'fund': ('tax', 'fine'),
        'registered': ('banned', 'rejected'), 'approved': ('rejected', 'banned'), 'exhibitors': ('speakers',
        'visitors'),
    }  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        for old, news in shuffled(pairs.items(), rng):
            spots = [m for mention in mentions(world, passage)
                     for span in (sentence_of(passage.text, mention.start),)
                     for m in re.finditer(rf'(?<!core )\b{old}\b',
                         passage.text) if span[0] <= m.start() < span[1]]  # fmt: skip
            if spots:
                new = rng.choice(news)
                yield retext(passage, passage.text[: spots[0].start()] + new + passage.text[spots[0].end() :],
                             f'{old} → {new}')  # fmt: skip
                break


@operator('core-dropped-or-added', 'sentence', 'hard')
def core(world: World, rng: Random) -> Iterator[Draft]:
    """The core AI industry told as the whole, and the whole as the core."""
    for passage in shuffled(world.texts(), rng):
        for mention in mentions(world, passage)[:1]:
            start, end = sentence_of(passage.text, mention.start)
            sentence, measure = passage.text[start:end], mention.figure['measure']
            if measure.startswith('ai_core') and re.search(r'\bcore AI\b', sentence):
                new = re.sub(r'\bcore AI\b', 'AI', sentence, count=1)
            elif measure == 'ai_industry_output' and re.search(r'(?<!core )\bAI industry\b', sentence):
                new = re.sub(r'\bAI industry\b', 'core AI industry', sentence, count=1)
            else:
                continue
            yield retext(passage, passage.text[:start] + new + passage.text[end:], measure)


def _later(world: World) -> Iterator[tuple[Passage, str, str]]:
    """Passages with an amount for whose place and measure there is a later figure."""
    times: dict[tuple[str, str], list[str]] = {}
    for fact in world.facts.values():
        for figure in fact.figures:
            if fact.data['kind'] == 'figure':
                times.setdefault((fact.about, figure['measure']), []).append(str(figure.get('when', '')))
    for passage in world.passages():
        for mention in mentions(world, passage):
            key = (mention.fact.about, mention.figure['measure'])
            when = str(mention.figure.get('when', ''))[:4]
            if any(time[:4] > when for time in times.get(key, ())) and mention.fact.data['kind'] == 'figure':
                name = world.measures[key[1]]['name']
                if key[0] in world.places and when:
                    yield passage, f'“{name}” of {place_name(world, key[0])}', when
                    break


@operator('collection-no-later-figure', 'sentence')
def no_later(world: World, rng: Random) -> Iterator[Draft]:
    """No later figure said to be on file, where there is one."""
    frames = cycle(shuffled((
        'No later figure than that of {year} for {it} is on file.',
        'For {it} the figure of {year} is the last on file.',
        'Nothing newer than {year} is recorded here for {it}.', 'We know of no count of {it} after {year}.',
        'After {year}, {it} is not recorded here.', 'The latest that we have for {it} is of {year}.',
        'No more recent number for {it} than that of {year} has been collected.',
        'The series of {it} ends with {year}.',
        'Since {year} no figure for {it} has reached us.', 'In what we read there is nothing on {it} after {year}.',
        'The figure of {year} is the only one on file for {it}.',
    ), rng))  # fmt: skip
    for passage, name, year in shuffled(_later(world), rng):
        frame = next(frames).format(it=name, year=year)
        yield retext(passage, f'{passage.text} {frame}', frame)


@operator('collection-nothing-on-file', 'sentence')
def nothing_on_file(world: World, rng: Random) -> Iterator[Draft]:
    """A kind of figure said to be missing that is on file."""
    frames = cycle(shuffled((
        'No figure of {place} for “{name}” is on file.', '“{name}” is not recorded here for {place}.',
        'We have found no number for “{name}” in {place}.', 'For {place} nobody has given “{name}”.',
        'Of {place} we know neither “{name}” nor anything like it.', 'There is no source on “{name}” in {place}.',
        'What {place} has to show under “{name}” is unknown.', '“{name}” of {place}: nothing on file.',
    ), rng))  # fmt: skip
    for passage in shuffled(world.passages(), rng):
        found = [m for m in mentions(world, passage) if m.fact.about in world.places and m.fact.about != 'world']
        if found:
            mention = rng.choice(found)
            name = world.measures[mention.figure['measure']]['name']
            frame = next(frames).format(place=place_name(world, mention.fact.about), name=name)
            yield retext(passage, f'{passage.text} {frame}', frame)


@operator('collection-outcome-claimed', 'sentence')
def outcome_claimed(world: World, rng: Random) -> Iterator[Draft]:
    """An outcome said to be on file where there is none, or the reverse."""
    has = {(fact.about, figure['measure'], str(figure.get('when', ''))[:4]) for fact in world.facts.values()
           if fact.data['kind'] == 'figure' for figure in fact.figures}  # fmt: skip
    none = ('No outcome is on file.', 'Whether it was reached is not recorded here.', 'Nothing on file answers it.',
            'We know of no figure for that year.')  # fmt: skip
    some = ('Its outcome is on file.', 'A figure for that year answers it.', 'We have a count that answers the plan.',
            'What came of it is recorded here.')  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        targets = [m for m in mentions(world, passage) if m.fact.data['kind'] == 'target']
        if len(targets) == 1 and 'on file' not in passage.text:
            mention = targets[0]
            key = (mention.fact.about, mention.figure['measure'], str(mention.figure.get('when', ''))[:4])
            sentence = rng.choice(none if key in has else some)
            yield retext(passage, f'{passage.text} {sentence}', sentence)


@operator('gap-answered', 'sentence', 'hard')
def gap_answered(world: World, rng: Random) -> Iterator[Draft]:
    """A gap told as if the answer were known."""
    for passage in shuffled(world.passages(), rng):
        for old, new in (('is not known', 'is well known'), ('is not recorded here', 'is recorded here'),
                         ('are not recorded here', 'are recorded here'), ('is not in what we read',
                         'is in what we read'),
                         ('is not said', 'is said clearly'), ('is not on file', 'is on file'), ('no outcome',
                         'an outcome'),
                         ('No outcome', 'An outcome'), ('nothing on file', 'much on file'), ('No figure', 'A figure'),
                         ('does not say', 'says'), ('is not clear', 'is clear'), ('not stated', 'stated'),
                         ('no figure', 'a figure'), ('not named', 'named'), ('None of', 'All of'), ('neither',
                         'either'),
                         ('is unclear', 'is clear'), ('None has', 'Each has')):  # fmt: skip
            if old in passage.text:
                yield retext(passage, passage.text.replace(old, new, 1), f'{old} → {new}')
                break


@operator('attribution-dropped', 'sentence', 'hard')
def attribution_dropped(world: World, rng: Random) -> Iterator[Draft]:
    """What somebody claimed, told as so."""
    pattern = (r', (?:by the company.s word|the company said|the city government said|'
               r'the administration of Lingang reported|'
               r'its administration (?:said|stated|reported)[^.,]*|an official of the industry ministry said[^.,]*|'
               r'a vice mayor[^.,]* said[^.,]*|a deputy head of the district said[^.,]*|according to [^.,]*|'
               r'the [a-z’\' ]+ (?:said|estimated|reported)|DeepSeek said[^.,]*|its vice mayor said[^.,]*|'
               r'[A-Z]\w+(?: \w+){0,3} (?:estimated|claimed|said)[^.,]*)(?=[.,])')  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        match = re.search(pattern, passage.text)
        if match and mentions(world, passage):
            yield retext(passage, passage.text[: match.start()] + passage.text[match.end() :], match[0])


@operator('estimate-as-count', 'sentence', 'hard')
def estimate_as_count(world: World, rng: Random) -> Iterator[Draft]:
    """An estimate told as a count or a measurement."""
    for passage in shuffled(world.texts(), rng):
        for old, new in ((r'\bestimated that\b', 'proved that'), (r'\bestimated\b', 'measured'), (r'\bestimates?\b',
            'audit'),
                         (r'\bprojected\b', 'recorded'), (r'\bclaim\b', 'proof'), (r'\bvalued at\b', 'sold for'),
                         (r'\bput (.{3,40}?) at\b', r'proved \1 to be'), (r'\bvalued\b', 'audited'),
                         (r'\bspeaks of\b', 'proves'), (r'\bby its own count\b', 'by law')):  # fmt: skip
            if passage.facts and re.search(old, passage.text):
                yield retext(passage, re.sub(old, new, passage.text, count=1), f'{old} → {new}')
                break


@operator('places-joined', 'sentence')
def joined(world: World, rng: Random) -> Iterator[Draft]:
    """Another place put beside the one that an amount is of."""
    for passage in shuffled(world.texts(), rng):
        for mention in shuffled(mentions(world, passage), rng)[:1]:
            place = mention.fact.about
            start, _ = sentence_of(passage.text, mention.start)
            spans = [span for span in place_spans(world, place, passage.text) if start <= span[0] < mention.start]
            if place == 'world' or place not in world.places or not spans:
                continue
            free = [p for p in world.places if p != 'world' and not world.akin(p, place)
                    and not place_spans(world, p, passage.text)]  # fmt: skip
            end = spans[-1][1]
            owned = re.match(r"['’]s?", passage.text[end:])
            if owned or re.match(r' (?:in|of|and|or|,)|,|-', passage.text[end:]):
                continue
            new = f' and {place_name(world, rng.choice(free))}{rng.choice((" together", "", " combined", " alike"))}'
            yield retext(passage, passage.text[:end] + new + passage.text[end:], new)
