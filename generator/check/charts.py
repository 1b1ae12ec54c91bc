"""Rules on charts: what they name can be compared, and enough of it is there to be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from generator.bind.signs import signs
from generator.check.causes import of_measure
from generator.check.references import unknown
from generator.check.rule import Context, Finding, Findings, Keys, is_read, rule
from generator.model.charts import LAPSED, NotDrawn, Shown, Why
from generator.model.records import Briefing, Chart, Fact, Organisation, Place, Topic
from generator.model.words import counted

_FAULTS: dict[Why, str] = {
    "no figure": "{id} has no figure; name a fact that has one",
    "of another measure": "{id} is of {measure}, and the first of them is not; name facts of one measure",
    "in another currency": "{id} is in {unit}, most of the others are not; name facts in one currency",
    "for another time or thing": "{id} is for another time or thing than the others; name facts that count alike",
    "not comparable": "{id} says what one event, rule or part amounts to, which makes no series; name another fact",
    "no target": "{id} is no target; name targets, whose results the chart finds by itself",
    "nobody differs": "no source differs from {id}; name facts that are disputed, or write kind: series",
    "not above zero": "{id} is not above zero, so that nothing can be a multiple of it; delete it here",
}


@rule(Chart)
def chart_without_points(chart: Chart, context: Context) -> Findings:
    """A chart names `facts`, or `about` with a `measure`, and has two figures that can be compared; of `multiples` at
    least two are about other places or organisations."""
    if not chart.facts and not chart.about:
        yield Finding("this chart shows nothing; write facts: with ids of facts, or about: and measure:")
        return
    if chart.about and chart.measure is None and chart.kind in ("series", "multiples"):
        yield Finding(f"of what {chart.about[0]} has, a {chart.kind} chart shows one measure; add measure:", ("about",))
        return
    if any(one.why not in LAPSED for _, one in _faults(chart, context)):
        return  # each is a problem by itself
    found = _shown(chart, context)
    if found is None:
        return
    keys: Keys = ("facts",) if chart.facts else ("about",)
    if found.points < 2:
        message = (
            f"{counted(found.points, 'figure')} can be drawn, and a chart needs two; name more, or delete the chart"
        )
        yield Finding(message, keys)
    elif chart.kind == "multiples" and len({fact.about for fact in found.drawn}) == 1:
        yield Finding("all of it is about one place or organisation; name more of them, or write kind: series", keys)


@rule(Chart)
def chart_not_comparable(chart: Chart, context: Context) -> Findings:
    """What a chart names is drawn on one scale: one measure, one currency, figures of which none is an event; of
    `targets` each is one, and of `ranges` each is disputed."""
    for index, one in _faults(chart, context):
        figure = one.fact.figure
        measure, unit = (figure.measure, figure.unit) if figure else ("", "")
        message = _FAULTS[one.why].format(id=one.fact.id, measure=measure, unit=unit)
        yield Finding(message, ("facts", index), of=(one.fact.id, of_measure(measure)))


def _faults(chart: Chart, context: Context) -> Iterator[tuple[int, NotDrawn]]:
    """The facts that a chart names and that it cannot show, whatever becomes of them, with their places in its list."""
    found = _shown(chart, context)
    for one in found.not_drawn if found else ():
        if one.why not in LAPSED and one.fact.id in chart.facts:
            yield chart.facts.index(one.fact.id), one


def _shown(chart: Chart, context: Context) -> Shown | None:
    """What a chart shows; None where something could not be read, for what is missing may be what it shows, and where
    it names what is not there, which is another problem."""
    facts, subjects = context.content.facts, context.content.subjects
    is_known = all(id in facts for id in chart.facts) and all(id in subjects for id in chart.about)
    is_known &= chart.measure is None or chart.measure in context.content.measures
    return context.shown(chart) if is_known else None


@rule(Chart)
def chart_says_a_number(chart: Chart, context: Context) -> Findings:
    """A chart's `title` holds nothing that may be a number, and its `note` no amount: every number in it is a fact's,
    and the next one may be another."""
    title = str(chart.title)
    taken = [found.span() for found in context.binder.declared.finditer(title)]
    for sign in signs(title, taken):
        word = title[sign.start : sign.end]
        yield Finding(
            f"{word!r} may be a number; say what the chart shows, and leave the rest to its marks", ("title",)
        )
    if is_read(chart.note):
        for fault in context.binder.bind(chart.note, (), (), any_date=True).faults:
            yield Finding(f"{fault.message}; say what to mind, and leave the amount to the marks", ("note",))


@rule(Place, Organisation, Topic, Briefing)
def unknown_chart(thing: Place | Organisation | Topic | Briefing, context: Context) -> Findings:
    """`chart` names a file of `content/charts/`, and that shows something of the page: a fact of the topic, one that
    the briefing cites, or one about the place or organisation or what lies in it."""
    if not is_read(thing.chart):
        return
    chart = context.content.charts.get(thing.chart)
    if chart is None:
        yield from unknown(context, Chart, context.content.charts, "chart", [(("chart",), thing.chart)])
        return
    found = _shown(chart, context)
    facts = found.drawn if found else ()
    if facts and not any(_belongs(fact, thing, context) for fact in facts):
        page = f"the briefing cites none of what {thing.chart} shows"
        if isinstance(thing, Topic):
            page = f"nothing that {thing.chart} shows is on the topic {thing.id}"
        elif not isinstance(thing, Briefing):
            page = f"nothing that {thing.chart} shows is about {thing.id}"
        yield Finding(f"{page}; name another chart, or delete this line", ("chart",))


def _belongs(fact: Fact, thing: Place | Organisation | Topic | Briefing, context: Context) -> bool:
    if isinstance(thing, Briefing):
        return fact.id in thing.cited
    if isinstance(thing, Topic):
        return thing.id in fact.topics
    subjects = (fact.about, *fact.also_about)
    return any(thing.id in (subject, *context.ancestors(subject)) for subject in subjects)
