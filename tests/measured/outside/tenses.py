"""Plans told as outcomes, and outcomes told as plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import Any

from .mentions import Mention, mentions, place_name, sentence_of
from .registry import Draft, capital, operator, register, retext, shuffled
from tests.measured.world import Fact, World

OUTCOMES = (
    'came to', 'hit', 'stood at', 'climbed to', 'arrived at', 'amounted to', 'totalled', 'turned out at',
    'settled at', 'landed on', 'ran to', 'weighed in at', 'closed at', 'finished at', 'made it to', 'delivered',
    'chalked up', 'posted', 'notched up', 'booked', 'clocked in at', 'yielded', 'swelled to', 'has grown to', 'is now',
    'now stands at', 'has been brought to', 'was lifted to', 'got to', 'attained', 'achieved', 'was', 'has reached',
    'racked up', 'had already touched', 'crossed the line of', 'measured', 'was counted at', 'ended up at', 'netted',
    'duly reached', 'was found to be', 'has arrived at', 'bottomed out at', 'peaked at', 'checked in at', 'produced',
)  # fmt: skip
PLANS = (
    'is to reach', 'should come to', 'is slated for', 'is pencilled in at', 'is envisaged at',
    'is being steered towards',
    'has its sights on', 'aspires to', 'is earmarked for', 'is forecast at', 'is on course for', 'is due to hit',
    'is projected at', 'is set to touch', 'is looking to', 'is expected at', 'is budgeted at', 'is banking on',
    'dreams of', 'promises', 'is scheduled for', 'is supposed to be', 'is bound for', 'eyes', 'is shooting for',
    'foresees', 'envisions', 'anticipates', 'is reckoned to become', 'is meant to be', 'will be', 'shall reach',
    'would rise to', 'could reach', 'may yet come to', 'ought to reach', 'is heading for', 'is tipped to reach',
    'hopes for', 'is chasing', 'has been promised', 'is designed to attain', 'is charted to reach', 'strives for',
    'is pledged to reach', 'is mapped out at',
)  # fmt: skip


def _subject(world: World, fact: Fact, figure: dict[str, Any]) -> str:
    """The measure of a fact with its place before it."""
    place = place_name(world, fact.about) if fact.about in world.places else ''
    place = place or world.organisations.get(fact.about, {}).get('name', fact.about)
    name = world.measures[figure['measure']]['name']
    if not re.match('AI |AIsland|GPU|EFLOPS|WAIC|World|Zhang', name):
        name = name[:1].lower() + name[1:]
    counted = world.docs['units.yml'][figure['unit']]['family'] not in ('money', 'compute', 'share', 'area', 'power')
    return f'In {place} the {"number of " if counted else ""}{name}'


def _told(name: str, kinds: tuple[str, ...], verbs: tuple[str, ...]) -> None:
    """Register a sentence of an amount told in the wrong tense, with a verb of a list."""

    def function(world: World, rng: Random) -> Iterator[Draft]:
        words = cycle(shuffled(verbs, rng))
        for passage in shuffled(world.texts(), rng):
            found = [mention for mention in mentions(world, passage) if _is(mention, kinds)]
            if not found:
                continue
            mention, verb = rng.choice(found), next(words)
            start, end = sentence_of(passage.text, mention.start)
            if any(other.start != mention.start and start <= other.start < end for other in mentions(world, passage)):
                continue
            year = re.match(r'\d{4}', str(mention.figure.get('when', '')))
            time = f' in {year[0]}' if year else ''
            full = mention.full[0].lower() + mention.full[1:] if mention.hedge else mention.full
            noun = _noun(world, mention)
            text = f'{_subject(world, mention.fact, mention.figure)} {verb} {full}{noun}{time}.'
            yield retext(passage, passage.text[:start] + text + passage.text[end:], f'{verb}: {mention.fact.id}')

    register(name, 'exchanged', 'claimed', function)


def _is(mention: Mention, kinds: tuple[str, ...]) -> bool:
    plans = ('target',)
    expected = re.search(r'expect|plan|project|aim|wanted|to be|designed|intend|will|would|announced|mobilise|pledge',
                         mention.fact.data['text'] + mention.fact.data.get('note', ''))  # fmt: skip
    if len(mention.owners) > 1:
        return False
    if kinds == plans:
        return bool(mention.fact.data['kind'] == 'target')
    return bool(mention.fact.data['kind'] in kinds and not expected)


def _noun(world: World, mention: Mention) -> str:
    """The counted noun, where the amount does not carry one."""
    if mention.tail or mention.sign or (mention.scale and mention.figure['unit'] in ('CNY', 'USD')):
        return ''
    unit = world.docs['units.yml'][mention.figure['unit']]
    return '' if unit['many'].startswith('(') else f' {unit["many"]}'


_told('plan-as-outcome-sentence', ('target',), OUTCOMES)
_told('outcome-as-plan-sentence', ('figure',), PLANS)

_TO_OUTCOME: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r'\b(?:aimed|aims) for\b',
        ('achieved', 'attained', 'has built', 'produced', 'ended with', 'delivered', 'secured'),
    ),
    (r'\b(?:aimed|aims) to (\w+)', ('managed to {1}', 'was able to {1}', 'proceeded to {1}', 'went on to {1}')),
    (
        r'(?<!is )(?<!was )(?<!are )\b(?:planned|plans|meant|means) to (?!be\b)(\w+)',
        ('managed to {1}', 'did {1}', 'went on to {1}', 'was able to {1}'),
    ),
    (r'\bis meant to (reach|exceed)\b', ('did {1}', 'went on to {1}', 'was seen to {1}')),
    (r'\bis to come to\b', ('came to', 'has come to', 'ran to')),
    (r'\bis to (draw|be|hold)\b', ('proceeded to {1}', 'was able to {1}')),
    (r'\bare to apply\b', ('have applied', 'applied')),
    (r'\b(?:was|were) expected to reach\b', ('went on to reach', 'duly reached', 'had reached', 'wound up at')),
    (r'\bexpects the industry to exceed\b', ('saw the industry exceed', 'found the industry above')),
    (r'\b(?:was|were) expected to (?!reach\b)(\w+)', ('came to {1}', 'proceeded to {1}')),
    (r'\b(?:was|were) expected\b(?! to)', ('turned up', 'came', 'had arrived')),
    (r'\bexpected\b(?! to)', ('recorded', 'reported', 'achieved', 'took')),
    (r'\bplanned\b(?! to)', ('built', 'installed', 'completed', 'finished')),
    (r'\bprojected\b', ('delivered', 'recorded', 'closed with')),
    (r'\b(?:sought|seeks|seek)\b', ('won', 'took in', 'obtained')),
    (r'\bset a target of\b', ('passed the mark of', 'booked', 'earned')),
    (r'\bset a goal of\b', ('arrived at', 'put into service')),
    (r'\bset out to raise\b', ('succeeded in raising', 'raised')),
    (r'\b[Tt]he goal for (20\d\d) is\b', ('In {1} it was', 'For {1} the outcome was')),
    (r'\bpledged to invest\b', ('invested', 'spent')),
    (r'\bnamed (.{5,40}?) as its goal\b', ('closed the period with {1}', 'ended up with {1}')),
    (r'\bwas scheduled for completion\b', ('was completed', 'was handed over')),
    (r'\bcould reach\b', ('reached',)),
)


@operator('plan-as-outcome-verb', 'exchanged')
def plan_as_outcome(world: World, rng: Random) -> Iterator[Draft]:
    """The plan's own verb turned into one of an outcome."""
    for passage in shuffled(world.texts(), rng):
        if passage.keys[0] == 'gaps':
            continue
        plans = [m for m in mentions(world, passage) if _is(m, ('target',))]
        if not plans and not any(world.facts[f].data['kind'] == 'target' for f in passage.facts):
            continue
        for pattern, news in shuffled(_TO_OUTCOME, rng):
            for match in re.finditer(pattern, passage.text):
                start, end = sentence_of(passage.text, match.start())
                if plans and not any(start <= plan.start < end for plan in plans):
                    continue
                new = rng.choice(news)
                new = new.replace('{1}', match[1] if match.groups() else '')
                text = passage.text[: match.start()] + new + passage.text[match.end() :]
                yield retext(passage, capital(text), f'{match[0]} → {new}')
                break


_TO_PLAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r'\b(?<!had )(?:had|has) (?=(?:more|over|about|nearly|around|at least)? ?[\d€U])',
     ('wants ', 'would like to have ', 'intends to have ', 'hopes for ', 'has applied for ', 'is preparing for ',
      'counts on having ', 'is working towards ', 'wishes for ', 'means to assemble ')),
    (r'\bwas worth\b', ('is to be worth', 'was supposed to be worth', 'will be worth', 'is tipped to be worth')),
    (r'\bwas (?=(?:more than |over |about |nearly )?[\dU])', ('will be ', 'was to be ', 'ought to be ')),
    (r'\b(?<!expected to )(?<!to )(?:reached|exceeded|surpassed)\b',
     ('is to reach', 'hopes to reach', 'will reach', 'was asked to reach', 'intends to reach', 'shall reach')),
    (r'\bcounted\b', ('hopes to count', 'would one day count', 'means to count')),
    (r'\braised\b(?! the)', ('wants to raise', 'is looking to raise', 'seeks', 'has plans to raise')),
    (r'\bstood at\b', ('is to stand at', 'should stand at', 'was to stand at')),
    (r'\b(?:came to|totalled)\b', ('is to come to', 'should total', 'would total')),
    (r'\bgrew\b', ('is to grow', 'was meant to grow', 'hopes to grow')),
    (r'\b(?:drew|attracted)\b', ('means to draw', 'set out to draw', 'will attract')),
    (r'\bgave\b', ('foresees', 'hopes for')),
    (r'\bcovers\b', ('is to cover', 'would cover one day')),
    (r'\boperated\b', ('will operate', 'are to operate')),
    (r'\bopened\b', ('plans to open', 'intended to open')),
    (r'\bwere signed\b', ('are to be signed', 'would be signed')),
    (r'\bbegan (?:work|to operate)\b', ('plans to begin work', 'is due to begin work')),
)  # fmt: skip


@operator('outcome-as-plan-verb', 'exchanged')
def outcome_as_plan(world: World, rng: Random) -> Iterator[Draft]:
    """The outcome's own verb turned into one of a plan."""
    for passage in shuffled(world.texts(), rng):
        done = [m for m in mentions(world, passage) if _is(m, ('figure', 'event'))]
        for pattern, news in shuffled(_TO_PLAN, rng):
            for match in re.finditer(pattern, passage.text):
                start, end = sentence_of(passage.text, match.start())
                here = [m for m in mentions(world, passage) if start <= m.start < end]
                if here and all(m in done for m in here) and match.start() < here[0].start:
                    new = rng.choice(news)
                    text = passage.text[: match.start()] + new + passage.text[match.end() :]
                    yield retext(passage, text, f'{match[0]} → {new}')
                    break


@operator('met-or-missed', 'exchanged')
def met_or_missed(world: World, rng: Random) -> Iterator[Draft]:
    """A plan said to be met, missed or passed, where its fact says nothing of that."""
    frames = cycle(shuffled((
        'The target was met.', 'The goal was missed.', 'It was reached ahead of time.', 'The plan has been fulfilled.',
        'The mark has since been passed.', 'That has come true.', 'It fell through.', 'The promise was kept.',
        'Work was finished on schedule.', 'The aim was exceeded.', 'Nothing came of it.', 'The city got there early.',
        'By then it had been done.', 'It has since been built in full.', 'The deadline passed without success.',
    ), rng))  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        facts = [world.facts[fact] for fact in passage.facts]
        if facts and all(fact.data['kind'] == 'target' for fact in facts):
            frame = next(frames)
            yield retext(passage, f'{passage.text} {frame}', frame)


@operator('expectation-as-count', 'exchanged', 'hard')
def expectation_as_count(world: World, rng: Random) -> Iterator[Draft]:
    """What was expected, designed or announced, told as found."""
    pairs = (
        (r'\bwas designed for\b', 'ran at'), (r'\bwas designed to make\b', 'made'), (r'\bplanned\b', 'built'),
        (r'\bplans to deploy\b', 'has deployed'), (r'\bwould let\b', 'has let'), (r'\bis planned as\b', 'has become'),
        (r'\bannounced (\S+ \S+) of planned\b', r'received \1 of'),
        (r'\bis to be\b(?! measured)', 'is'), (r'\bare to be\b', 'are'), (r'\bwas planned to\b', 'went on to'),
        (r'\bwas to raise\b', 'raised'), (r'\bwas to start\b', 'started'), (r'\bset aside\b', 'spent'),
        (r'\bcommitted\b', 'paid out'), (r'\bwill launch\b', 'has launched'), (r'\bthat is planned\b', 'that was made'),
        (r'\bwere to be\b', 'were'), (r'\bcan train\b', 'has trained'), (r'\bIntended purchases\b', 'Purchases'),
        (r'\bwas to take effect\b', 'took effect'), (r'\bwas set for\b', 'took place on'),
        (r'\bwould put\b', 'has put'), (r'\bwas investing\b', 'had invested'), (r'\bin talks with\b',
        'under contract with'),
    )  # fmt: skip
    for passage in shuffled(world.texts(), rng):
        for old, new in shuffled(pairs, rng):
            if passage.facts and re.search(old, passage.text):
                yield retext(passage, re.sub(old, new, passage.text, count=1), f'{old} → {new}')
