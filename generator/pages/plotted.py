"""A chart in words and shapes: which mark each figure is, what stands at it, and what is said of all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.draw.plots import (
    Dot,
    End,
    Join,
    MultiplesPlot,
    Panel,
    Plot,
    RangeRow,
    RangesPlot,
    Result,
    SeriesPlot,
    TargetRow,
    TargetsPlot,
)
from generator.draw.shapes import Tone
from generator.model.charts import Against, Shown, lead_of, ratio
from generator.model.records import Chart, Fact, Figure, Unit
from generator.model.series import figure_of
from generator.model.when import When
from generator.model.words import counted, day_in_words, number_in_words, when_in_brief, when_in_words
from generator.pages.cite import changed_on
from generator.pages.figures import in_unit
from generator.pages.findings import description, finding, finding_in_words
from generator.pages.notes import Notes
from generator.pages.page import Link, view
from generator.pages.parts import Catalogue, Claim, Words
from generator.pages.times import BOUNDS, Point, Time, joins_of, ticks, times_of


@view
class Plotted:
    """A drawing as pages show it. Without a ``plot`` too little of it stands to be drawn."""

    id: str
    title: str
    # What it shows, computed: from 134 billion yuan (2018) to more than 450 billion yuan (2024).
    finding: str
    finding_in_words: Words
    # The unit, the time, and who counts where one does all.
    scale: str
    # How to read the signs that are in it.
    signs: str
    description: str
    plot: Plot | None
    # The facts that its marks lead to, by the numbers that these have.
    claims: tuple[Claim, ...]


@view
class ChartRow:
    """A figure in the table of a chart; of a target, what it is held against it for."""

    about: Link
    what: str
    when: str
    claim: Claim
    speaker: str


_TONES: Mapping[Against, Tone] = {"its time": "lead", "later": "pale", "before": "other", "nothing": "other"}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


class Plotter:
    """A chart while it is made: its facts, each once, and the words of each."""

    def __init__(self, catalogue: Catalogue, chart: Chart, found: Shown, notes: Notes, own: Fact | None = None) -> None:
        """The figures of ``found`` in the form of ``chart``; the mark of ``own`` is told apart."""
        self._catalogue, self._chart, self._found, self._own = catalogue, chart, found, own
        self._facts = found.drawn
        self._number = {fact.key: number for number, fact in enumerate(self._facts)}
        self._claims = tuple(map(notes.claim, self._facts))
        speakers = catalogue.statements.speakers
        self._points = tuple(
            Point.of(fact, claim, speakers) for fact, claim in zip(self._facts, self._claims, strict=True)
        )
        self._voices = list(dict.fromkeys(point.voice for point in self._points))
        self._abouts = self._subjects()
        self._lead = own or lead_of(catalogue, [fact for fact in found.facts if fact.about == self._abouts[0]])
        self._unit, self._by, self._unit_words = self._measured_in()

    def _subjects(self) -> list[str]:
        named = [id for id in self._chart.about if any(fact.about == id for fact in self._facts)]
        return list(dict.fromkeys((*named, *(fact.about for fact in self._facts))))

    def plotted(self) -> Plotted:
        """The drawing, with what is said of it."""
        plot = self._plot()
        return Plotted(
            id=self._chart.id,
            title=self._chart.title,
            finding=self._finding(),
            finding_in_words=self._finding_in_words(),
            scale=self._scale(),
            signs=_signs(plot),
            description=self._description(),
            plot=plot,
            claims=self._claims,
        )

    # --- words

    def _measured_in(self) -> tuple[Unit, int, str]:
        """The finest unit of its figures, how many of it the drawing counts as one, and both in words."""
        units = self._catalogue.content.units
        of = [units[figure_of(fact).unit] for fact in self._found.facts]
        if not of:
            return next(iter(units.values())), 1, ""
        unit = min(of, key=lambda one: (one.factor, one.id))
        values = [abs(value) for fact in self._found.facts for value in self._ends(fact, unit)]
        for scale, word in _SCALES:
            scaled = [value / scale for value in values]
            if max(values) >= scale and all(1000 * value % 1 == 0 for value in scaled):
                return unit, scale, f"{word} {unit.many}"
        return unit, 1, unit.many

    def _ends(self, fact: Fact, unit: Unit) -> tuple[Fraction, Fraction]:
        figure = figure_of(fact)
        by = self._catalogue.content.units[figure.unit].factor / unit.factor
        return figure.low * by, figure.high * by

    def _label(self, point: Point) -> str:
        """A figure at its mark, with its hedge, counted as the scale does."""
        figure = point.figure
        if self._by == 1 or self._catalogue.content.units[figure.unit] is not self._unit:
            number = point.number if figure.unit == self._unit.id else point.number_and_unit
        else:
            number = number_in_words(figure.value / self._by)
            if figure.to is not None:
                number += f" to {number_in_words(figure.to / self._by)}"
        said = " ".join(filter(None, (figure.qualifier, number)))
        return f"target: {said}" if point.is_target else said

    def _name_of(self, point: Point) -> str:
        """A mark in full, for who does not see it."""
        words = f"{'target of ' if point.is_target else ''}{point.words}"
        odd = "" if point.fits else ", does not fit the others"
        about = f"{point.claim.about.name}: " if len(self._abouts) > 1 else ""
        return f"{about}{words}, {when_in_words(point.figure.when)}, {point.speaker}{odd}"

    def _short(self, fact: Fact) -> str:
        """A figure with hedge and scale word, without its unit: over 1.2 trillion."""
        claim = self._claims[self._number[fact.key]]
        return " ".join(filter(None, (claim.figure.qualifier, claim.figure.number))) if claim.figure else ""

    def _in_unit_of(self, fact: Fact, other: Fact) -> str:
        """A figure as it is said next to another: without its unit where both have the same, and else, if it can be
        said, in the other's."""
        unit, point = figure_of(other).unit, self._points[self._number[fact.key]]
        if figure_of(fact).unit == unit:
            return self._short(fact)
        said = in_unit(self._catalogue, fact, unit)
        return " ".join(filter(None, (point.figure.qualifier, said))) if said else point.words

    def _measure(self, fact: Fact) -> str:
        return self._catalogue.content.measures[figure_of(fact).measure].name

    def _scale(self) -> str:
        """What is drawn, in which unit and of when."""
        if not self._facts:
            return ""
        measures = list(dict.fromkeys(map(self._measure, self._facts)))
        whens = [figure_of(fact).when for fact in self._facts]
        first, last = min(when.first.year for when in whens), max(when.last.year for when in whens)
        time = str(first) if first == last else f"{first} to {last}"
        by = f", as {self._points[0].speaker} gives it" if len(self._voices) == 1 else ""
        match self._chart.kind:
            case "targets":
                return f"Each result as a multiple of its target, {time}"
            case "ranges":
                return f"Each figure as a multiple of the smallest of its place, measure and time, {time}"
            case "multiples":
                return f"{measures[0]}{self._in_words(measures[0])}, {time}, all on one scale{by}"
            case _:
                return f"{measures[0]}{self._in_words(measures[0])}, {time}{by}"

    def _in_words(self, measure: str) -> str:
        """The unit behind a measure that does not name it: (billion yuan)."""
        return "" if self._unit_words.casefold() in measure.casefold() else f" ({self._unit_words})"

    def _finding(self) -> str:
        """What a series of one thing shows, computed."""
        return finding(self._times(self._points)) if self._has_finding else ""

    def _finding_in_words(self) -> Words:
        """The same with its numbers told apart."""
        return finding_in_words(self._times(self._points)) if self._has_finding else Words(pieces=())

    @property
    def _has_finding(self) -> bool:
        is_one = self._chart.kind == "series" and len(self._abouts) == 1 and len(self._points) > 1
        return is_one and any(not one.is_target for one in self._points)

    def _description(self) -> str:
        """Every figure with who says it, as sentences."""
        if self._chart.kind in ("targets", "ranges"):
            return " ".join(f"{self._name_of(point)}." for point in self._points)
        parts = []
        for about in self._abouts:
            of = [point for point in self._points if point.fact.about == about]
            name = f"{self._catalogue.subject_link(about).name}: " if len(self._abouts) > 1 else ""
            parts.append(f"{name}{description(self._times(of))}")
        return " ".join(parts)

    def state(self) -> str:
        """How its figures stand, and when one of them last changed."""
        status = Counter(claim.status for claim in self._claims)
        corrected = sum(bool(fact.corrections) for fact in self._facts)
        withdrawn = sum(one.why == "withdrawn" for one in self._found.not_drawn)
        said = [
            f"{counted(status['Disputed'], 'figure is', 'figures are')} disputed" if status["Disputed"] else "",
            f"{counted(corrected, 'was', 'were')} corrected" if corrected else "",
            f"{counted(withdrawn, 'was', 'were')} withdrawn and not drawn" if withdrawn else "",
        ]
        facts = [*self._facts, *(one.fact for one in self._found.not_drawn)]
        day = day_in_words(changed_on(self._catalogue, facts)) if facts else ""
        told = ", ".join(filter(None, said))
        return f"As of {day}{f': {told}' if told else ''}." if day else ""

    def rows(self) -> Iterator[ChartRow]:
        """The table: each figure once; with a target, what is held against it follows."""
        if self._found.rows:
            told: set[tuple[str, Figure | None]] = set()
            for row in self._found.rows:
                for fact in row.facts:
                    what = "target" if fact is row.target else _RELATIONS[row.against] if row.target else ""
                    if fact.key not in told or row.target:
                        told.add(fact.key)
                        yield self._row(fact, what)
            return
        for fact in self._facts:
            yield self._row(fact, "target" if fact.kind == "target" else "")

    def _row(self, fact: Fact, what: str) -> ChartRow:
        point = self._points[self._number[fact.key]]
        when = when_in_words(point.figure.when)
        return ChartRow(
            about=point.claim.about,
            what=what,
            when=f"target for {when}" if self._chart.kind != "targets" and point.is_target else when,
            claim=point.claim,
            speaker=point.speaker,
        )

    # --- drawings

    def _plot(self) -> Plot | None:
        """What is drawn; None where fewer than two figures stand."""
        if len(self._facts) < 2:
            return None
        match self._chart.kind:
            case "targets":
                return TargetsPlot(rows=tuple(map(self._target_row, range(len(self._found.rows)))))
            case "ranges":
                return RangesPlot(rows=tuple(map(self._range_row, range(len(self._found.rows)))))
            case "multiples":
                return self._multiples()
            case _:
                return self._series()

    def _times(self, points: Sequence[Point]) -> list[Time]:
        return times_of(self._catalogue, points)

    def _ordered(self, about: str) -> tuple[list[tuple[When, Point]], list[Join], list[tuple[int, ...]]]:
        """The figures about one thing, each with its time, oldest first, the lines between them, and those
        of one time that differ."""
        times = self._times([point for point in self._points if point.fact.about == about])
        drawn = [(time, point) for time in times for point in time.points]
        number_of = {point.fact.key: number for number, (_, point) in enumerate(drawn)}
        ties = [
            tuple(number_of[point.fact.key] for point in time.points)
            for time in times
            if time.disagrees and len(time.points) > 1
        ]
        return [(time.when, point) for time, point in drawn], list(joins_of(times, number_of)), ties

    def _dot(self, when: When, point: Point, who: str, lead: Fact | None) -> Dot:
        low, high = self._ends(point.fact, self._unit)
        return Dot(
            fact=self._number[point.fact.key],
            name=self._name_of(point),
            first=when.first,
            last=when.last,
            value=low,
            to=high if point.figure.to is not None else None,
            label=self._label(point),
            who=who,
            bound=BOUNDS[point.figure.qualifier or ""],
            is_target=point.is_target,
            is_odd=not point.fits,
            is_lead=lead is not None and point.fact.key == lead.key,
            is_own=self._own is not None and point.fact.key == self._own.key,
        )

    def _ticks(self) -> tuple[tuple[Fraction, str], ...]:
        values = [value for fact in self._found.facts for value in self._ends(fact, self._unit)]
        found = ticks(values)
        top = f"{number_in_words(found[-1] / self._by)} {self._unit_words}"
        return (*((one, number_in_words(one / self._by)) for one in found[:-1]), (found[-1], top))

    def _series(self) -> SeriesPlot:
        dots, joins, ties = list[Dot](), list[Join](), list[tuple[int, ...]]()
        for about in self._abouts:
            points, own_joins, own_ties = self._ordered(about)
            begin = len(dots)
            dots += [
                self._dot(when, point, self._who(number, point, own_joins), self._lead)
                for number, (when, point) in enumerate(points)
            ]
            joins += [replace(one, start=one.start + begin, end=one.end + begin) for one in own_joins]
            ties += [tuple(begin + number for number in tie) for tie in own_ties]
        return SeriesPlot(dots=tuple(dots), joins=tuple(joins), ties=tuple(ties), ticks=self._ticks())

    def _who(self, number: int, point: Point, joins: Sequence[Join]) -> str:
        """What stands under a figure: whose it is, at the last of a line, and its time, if that is no plain year."""
        when = point.figure.when
        said = []
        # A line says whose its other figures are.
        if not any(join.start == number for join in joins):
            if len(self._abouts) > 1:
                said.append(point.claim.about.name)
            if len(self._voices) > 1:
                said.append(_brief(point.speaker))
        if when.precision != "year" or when.is_span:
            said.append(when_in_brief(when))
        return ", ".join(said)

    def _multiples(self) -> MultiplesPlot:
        panels = []
        for about in self._abouts:
            points, joins, _ = self._ordered(about)
            lead = lead_of(self._catalogue, [point.fact for _, point in points])
            shown_one = next((one for _, one in points if lead and one.fact.key == lead.key), points[-1][1])
            who = "" if len(self._voices) == 1 else f", {_brief(shown_one.speaker)}"
            who += "" if shown_one.fits else ", does not fit the others"
            panels.append(
                Panel(
                    label=shown_one.claim.about.name,
                    words=f"{self._label(shown_one)} ({when_in_brief(shown_one.figure.when)}){who}",
                    dots=tuple(self._dot(when, point, "", lead) for when, point in points),
                    joins=tuple(joins),
                )
            )
        return MultiplesPlot(panels=tuple(panels), ticks=self._ticks())

    def _thing(self, fact: Fact) -> str:
        """What a row is about: its measure and time, with the place or organisation where there are several."""
        name = self._catalogue.subject_link(fact.about).name
        measures = {figure_of(one).measure for one in self._facts}
        parts = [name] if len(self._abouts) > 1 or len(measures) == 1 else []
        if len(measures) > 1:
            parts.append(self._measure(fact))
        return f"{': '.join(parts)}, {when_in_brief(figure_of(fact).when)}"

    def _result(self, fact: Fact, target: Fact) -> Result:
        point = self._points[self._number[fact.key]]
        times = ratio(self._catalogue, fact, target)
        bound = BOUNDS[point.figure.qualifier or ""]
        return Result(
            fact=self._number[fact.key], name=self._name_of(point), times=max(times, Fraction(0)), bound=bound
        )

    def _target_row(self, number: int) -> TargetRow:
        row = self._found.rows[number]
        target = row.facts[0]
        point = self._points[self._number[target.key]]
        lead = row.lead
        words, who = "no result found", ""
        if self._catalogue.today <= figure_of(target).when.last:
            words = "not due yet"
        if lead:
            found = self._points[self._number[lead.key]]
            words = self._in_unit_of(lead, target)
            when = when_in_brief(found.figure.when)
            who = _brief(found.speaker) + ("" if row.against == "its time" else f", {when}")
            others = [self._in_unit_of(fact, target) for fact in row.figures if fact is not lead]
            words += "".join(f"; or {other}" for other in dict.fromkeys(others))
        return TargetRow(
            label=self._thing(target),
            amount=point.words,
            target=self._number[target.key],
            name=self._name_of(point),
            result=self._result(lead, target) if lead else None,
            others=tuple(self._result(fact, target) for fact in row.figures if fact is not lead),
            words=words,
            who=who,
            tone=_TONES[row.against],
        )

    def _range_row(self, number: int) -> RangeRow:
        row = self._found.rows[number]
        smallest = row.figures[0]
        ends = []
        for fact in row.figures:
            point = self._points[self._number[fact.key]]
            ends.append(
                End(
                    fact=self._number[fact.key],
                    name=self._name_of(point),
                    times=ratio(self._catalogue, fact, smallest),
                    label=self._in_unit_of(fact, smallest),
                    who=_brief(point.speaker),
                    is_lead=row.lead is not None and fact.key == row.lead.key,
                )
            )
        unit = self._catalogue.content.units[figure_of(smallest).unit]
        return RangeRow(label=self._thing(smallest), amount=unit.many, ends=tuple(ends))


# What of a speaker's name stands in brackets at its end.
_BRACKETED = re.compile(r" \([^()]*\)$")


def _brief(speaker: str) -> str:
    """A speaker at a mark, where there is little room: without what stands in brackets."""
    return _BRACKETED.sub("", speaker)


_RELATIONS: Mapping[Against, str] = {
    "its time": "result",
    "later": "a later figure",
    "before": "the last figure before it was due",
    "nothing": "",
}


def _signs(plot: Plot | None) -> str:
    """How to read the signs that are in a drawing."""
    match plot:
        case TargetsPlot(rows=rows):
            tones = {row.tone for row in rows if row.result}
            known = {
                "Dark bar: result for that time.": "lead" in tones,
                "Paler: only a later figure.": "pale" in tones,
                "Grey: last figure before it was due.": "other" in tones,
                "Dots: no result found, which does not say that a target was missed.": any(
                    row.result is None for row in rows
                ),
                "Cross: another source's result.": any(row.others for row in rows),
                "Arrow: more than.": any(row.result and row.result.bound == "above" for row in rows),
            }
        case RangesPlot():
            known = {"In colour: the figure to quote first.": True}
        case SeriesPlot(dots=dots, joins=joins, ties=ties):
            known = {
                "Ring: the figure of this page.": any(dot.is_own for dot in dots),
                "In colour: the figure to quote first.": any(dot.is_lead and not dot.is_own for dot in dots),
                "A line joins figures of one source": bool(joins),
                ", dashed where it leaves times out": any(join.has_gap for join in joins),
                ". ": bool(joins),
                "Dotted: sources differ.": bool(ties),
                "Cross: does not fit the others.": any(dot.is_odd for dot in dots),
                "Open diamond: target.": any(dot.is_target for dot in dots),
                "Arrow: more than, or less than.": any(dot.bound in ("above", "below") for dot in dots),
                "Wave: about.": any(dot.bound == "about" for dot in dots),
                "Upright bar: range.": any(dot.to is not None for dot in dots),
            }
        case MultiplesPlot(panels=panels):
            dots = tuple(dot for panel in panels for dot in panel.dots)
            known = {
                "In colour: the figure in words above.": True,
                "A line joins figures of one source.": any(panel.joins for panel in panels),
                "Cross: does not fit the others.": any(dot.is_odd for dot in dots),
                "Open diamond: target.": any(dot.is_target for dot in dots),
            }
        case _:
            return ""
    said = " ".join(sign for sign, is_there in known.items() if is_there)
    return said.replace(" , ", ", ").replace(" . ", ". ").strip()
