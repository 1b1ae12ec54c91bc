"""Rules on what facts say of each other: disagreements that an editor explains, conversions that hold."""

from __future__ import annotations

from generator.check.causes import of_measure
from generator.check.meant import meaning_in
from generator.check.rule import Context, Finding, Findings, read_figures, rule
from generator.model.agreement import Group
from generator.model.money import CONVERSION_TOLERANCE, conversion, currencies
from generator.model.over_time import Mismatch
from generator.model.problems import did_you_mean
from generator.model.records import Disagreement, Fact, Figure


@rule(Fact)
def disagreement_unexplained(fact: Fact, context: Context) -> Findings:
    """Where sources give different figures about the same thing, for a measure and time, an editor says in one
    sentence of `content/disagreements/` which one leads and why."""
    statements = context.statements
    for index, led in enumerate(context.content.statements.get(fact.id, ())) if statements else ():
        group = statements.group(led) if statements else None
        # Said once, at the figure that came last.
        if statements is None or group is None or not group.disagrees or led is not group.facts[-1]:
            continue
        if statements.verdict(group):
            continue
        key = group.key
        others = ", ".join(f"{other.id} ({_as_stated(other)})" for other in group.facts if other is not led)
        yield Finding(
            f"this and {others} differ for {key.about}, {key.measure}, {group.when}; write "
            f"content/disagreements/{key.about}-{key.measure.replace('_', '-')}-{group.when.first.year}.yml "
            "with about, measure, when, leads and why",
            ("figures", index, "value"),
            of=(fact.id, of_measure(key.measure)),
        )


@rule(Fact)
def does_not_add_up(fact: Fact, context: Context) -> Findings:
    """Figures of several times, places or measures that cannot all be right are corrected, or an editor says why both
    stand: growth and its levels, a place or a part of a time and what it is part of, a count that only grows, a level
    that halves and comes back."""
    statements = context.statements
    for found in context.mismatches.get(fact.id, ()):
        if statements is None or statements.verdict(found):
            continue
        key, figure = found.key, found.facts[0].figure
        others = ", ".join(f"{other.id} ({_as_stated(other)})" for other in found.facts[1:])
        yield Finding(
            f"{found.words[0].lower()}{found.words[1:]}; see {others}. Fix what is wrong, write odd: with why at the "
            f"figure that does not fit or, if all stand, "
            f"content/disagreements/{key.about}-{key.measure.replace('_', '-')}-{found.when.first.year}.yml with "
            f"about: {key.about}, measure: {key.measure}, when: {found.when}, leads and why",
            ("figures", next(index for index, one in read_figures(fact) if one is figure), "value"),
            of=(fact.id, of_measure(key.measure)),
        )


@rule(Disagreement)
def disagreement_needless(disagreement: Disagreement, context: Context) -> Findings:
    """A file of `content/disagreements/` is of figures that differ or do not add up, and the fact that leads is one of
    them."""
    if context.statements is None:
        return
    known = context.content.subjects
    if disagreement.about not in known:
        hint = did_you_mean(disagreement.about, known, meaning_in(known))
        yield Finding(f"no place or organisation {disagreement.about!r}{hint}", ("about",))
        return
    if disagreement.measure not in context.content.measures:
        return  # an unknown measure, which is said as such
    about = context.statements.groups_about.get(disagreement.about, ())
    of_one_time = [group for group in about if context.statements.is_about(disagreement, group) and group.disagrees]
    of_several = [one for found in context.mismatches.values() for one in found]
    groups: list[Group | Mismatch] = [
        *of_one_time,
        *(one for one in of_several if context.statements.is_about(disagreement, one)),
    ]
    if not groups:
        message = "no figures differ for this about, measure and when; delete the file"
        yield Finding(message, of=(of_measure(disagreement.measure),))
    elif disagreement.leads not in {fact.id for fact in groups[0].facts}:
        known_ids = ", ".join(fact.id for fact in groups[0].facts)
        yield Finding(f"{disagreement.leads!r} is not one of the facts that differ: {known_ids}", ("leads",))
    else:
        facts = [fact for group in groups for fact in group.facts]
        binding = context.binder.bind(disagreement.why, facts, [disagreement.when])
        yield from (Finding(fault.message, ("why",)) for fault in binding.faults if not fault.is_ambiguous)


@rule(Fact)
def conversion_off(fact: Fact, context: Context) -> Findings:
    """A conversion into another currency among the words of `as_stated` holds at a reference rate of the figure's
    time or of its source's, to three percent."""
    for index, figure in read_figures(fact):
        yield from _conversions(fact, index, figure, context)


def _conversions(fact: Fact, index: int, figure: Figure, context: Context) -> Findings:
    for quantity in context.reader.read(str(figure.as_stated)):
        other, said = context.binder.amounts.in_unit_of(quantity, figure).unit, quantity.value
        if other not in context.reader.currencies or other == figure.unit or not said:
            continue
        # Last, because the rates are only then read from their file.
        if figure.unit not in currencies() or other not in currencies():
            continue
        ours = [
            abs(figure.value) / rate.per_dollar * into.per_dollar
            for when in (figure.when, context.published_of.get(fact.id))
            if when and (rate := conversion(figure.unit, when)) and (into := conversion(other, when))
        ]
        if ours and not any(abs(abs(said) - one) <= one * CONVERSION_TOLERANCE for one in ours):
            near = min(ours, key=lambda one: abs(one - abs(said)))
            yield Finding(
                f"the source's conversion is {float((abs(said) - near) / near):+.0%} from the reference rate; look for "
                "a slip, or, if the source has it so, write allow: [conversion-off] and explain it in `note`",
                ("figures", index, "as_stated"),
            )


def _as_stated(fact: Fact) -> str:
    return fact.figure.as_stated if fact.figure else ""
