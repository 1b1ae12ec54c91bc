"""The editors' format in words: of each type of ``records`` one sentence, of each field one sentence and an example.

The JSON Schemas, ``explain``, ``docs/format.md`` and the message of a missing field are made from it. A test refuses a
field without its entry, an entry without its field, and an example that the field does not accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from generator.model.fields import ReadBy
from generator.model.records import (
    Allowance,
    Before,
    BeforeFigure,
    Briefing,
    Change,
    Changed,
    Chart,
    Correction,
    DatedNote,
    DeclaredName,
    Disagreement,
    Fact,
    Figure,
    Item,
    LeftOut,
    Measure,
    Moved,
    Odd,
    Organisation,
    Passage,
    Place,
    Planted,
    Position,
    Promise,
    Publisher,
    Record,
    Refused,
    Reworded,
    Site,
    Sought,
    Source,
    Speaker,
    Term,
    Topic,
    Unit,
    Watched,
    WatchedFact,
    Withdrawal,
    yaml_name,
)

# What a field may name by its id. ``families`` are those of units.
Named = Literal[
    "charts",
    "facts",
    "families",
    "measures",
    "organisations",
    "places",
    "publishers",
    "records",
    "speakers",
    "topics",
    "units",
]
NAMED: tuple[Named, ...] = get_args(Named)

# What each promise of a field means for somebody who quoted it; see ``records``.
PROMISES: Mapping[Promise, str] = {
    "quotable": "it changes only with a word about it: a correction, a note, or a file in content/changes/",
    "open": "what stands there changes only with a word about it; more may be added without one",
    "editorial": "nobody quotes it; it may change without a word",
    "lasting": "it stays as it was published; a list may grow at its end",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A field: what it holds, in one sentence, and an example as an editor types it.

    ``names`` says what it refers to by id. ``suggests`` offers the names of these things, and any other text may stand
    there too. A field that holds fields has no example of its own: it is made of theirs."""

    sentence: str
    example: str = ""
    names: tuple[Named, ...] = ()
    suggests: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class DescribedType:
    """A type: what it is, in one sentence, and its fields, as editors type them."""

    sentence: str
    fields: Mapping[str, Described] = field(default_factory=dict)


_ABOUT: tuple[Named, ...] = ("places", "organisations")
_CHART = Described("The chart that its page shows.", "shanghai-ai-output", names=("charts",))
_WHY_ALLOWED = "Why the sentence is right all the same."
_WIKIDATA = Described("The id of the item of Wikidata that is the same.", "Q8686")
_NAME_ZH_AT = Described("A page that prints its Chinese name.", "https://example.org/zh/news/1")
_FOLLOWS = "The fact whose correction asked for this change: its subscribers are told already."

DESCRIPTIONS: Mapping[type, DescribedType] = {
    Record: DescribedType(
        "A source and the facts that it states.",
        {
            "source": Described("The document that the facts come from."),
            "facts": Described("The statements that the source makes, each a fact of its own."),
        },
    ),
    Source: DescribedType(
        "The document that a record's facts come from.",
        {
            "title": Described("The title that the source shows, letter for letter.", "City counts its AI companies"),
            "publisher": Described("Who published the page.", "xinhua", names=("publishers",)),
            "url": Described("The address of the page itself.", "https://example.org/news/ai-companies"),
            "retrieved": Described("The day on which you read the source.", "2026-11-23"),
            "language": Described("The language of the source.", "en"),
            "author": Described("Who wrote the source, if it says so.", "Ni Tao"),
            "published": Described("The date that the source shows, never more exact than it is there.", "2023-02"),
            "archived": Described(
                "The address of a saved copy of the same page.",
                "https://web.archive.org/web/2026/https://example.org/news/ai-companies",
            ),
            "derived_from": Described(
                "The record whose source this page was copied from.", "xinhua-2023-02-25-ai", names=("records",)
            ),
            "title_is_description": Described("Write true if the page has no title and you describe it.", "true"),
            "page": Described(
                "What the page is: the original, or a copy, translation, summary or machine's text of another.",
                "reprint",
            ),
        },
    ),
    Fact: DescribedType(
        "One statement that one source makes, in our own words.",
        {
            "id": Described("The name of the fact, which never changes.", "shanghai-ai-companies-2023"),
            "added": Described("The day on which the fact goes out to readers.", "2026-12-01"),
            "kind": Described("What the fact is: a figure, an event, a policy, a target or a profile.", "figure"),
            "about": Described("The place or organisation that the fact is about.", "shanghai", names=_ABOUT),
            "topics": Described("The topics under which the fact is listed.", "[industry-scale]", names=("topics",)),
            "text": Described(
                "The statement as one English sentence in our own words.",
                "Shanghai had more than 1,000 AI companies in February 2023.",
            ),
            "where": Described("Where in the source the statement stands.", "paragraph 13"),
            "also_about": Described("Other places and organisations that the fact names.", "[west-bund]", names=_ABOUT),
            "said_by": Described(
                "Who says it in the source: name first, office after a comma; without it the publisher does.",
                "Ren Aiguang, deputy director, Department of Technology, MIIT",
                suggests=("speakers",),
            ),
            "when": Described("When it happened or what time it is of; a figure has its own.", "2023-02-25"),
            "quote": Described(
                "The source's own words, in its language, letter for letter and without a gap.",
                "The city is home to more than 1,000 AI companies",
            ),
            "figures": Described("The quantities that the fact states; the first one leads."),
            "left_out": Described("Numbers of the quote that no figure holds, each with the reason."),
            "note": Described(
                "What is not clear, such as how it was counted or which date was inferred.",
                "The source does not say which companies it counts.",
            ),
            "odd": Described("Why the figure does not fit the others of its series."),
            "checked": Described("The days on which you read the source again and found the fact.", "[2027-01-15]"),
            "sought": Described("Of a target that is due: where you looked for its result and found none."),
            "beyond_quote": Described(
                "Words of the text that the source says outside of the quote: a name, a rank.", "[largest]"
            ),
            "allow": Described(
                "The rules that the fact may break, for a reason that its note gives.", "[conversion-off]"
            ),
            "corrections": Described("What was wrong with the fact once; `python -m generator correct` writes it."),
            "withdrawn": Described("That the fact no longer stands, and why."),
        },
    ),
    Figure: DescribedType(
        "A quantity that a fact states.",
        {
            "measure": Described("What is counted.", "ai_companies", names=("measures",)),
            "value": Described("The number, in full.", "500_000_000_000"),
            "unit": Described("The unit of the number.", "companies", names=("units",)),
            "when": Described("What time the number is of.", "2023-02"),
            "as_stated": Described(
                "The few words of the source that carry the number, with its hedge.", "more than 1,000 AI companies"
            ),
            "to": Described("The other end of a range that begins at `value`.", "30_000"),
            "qualifier": Described("The source's own hedge, if it has one.", "more than"),
            "per": Described("The time or thing that the amount is for, if it is no total.", "year"),
            "name": Described("What tells a further figure of the fact apart.", "growth"),
        },
    ),
    LeftOut: DescribedType(
        "A number of a fact's quote that no figure holds.",
        {
            "number": Described("The number with its noun, as the quote writes it.", "three days"),
            "why": Described("Why no figure holds it.", "It is the length of the fair."),
        },
    ),
    Odd: DescribedType(
        "A figure that does not fit the others of its series.",
        {"why": Described("Why it does not fit, in a sentence for readers.", "It counts the main venue alone.")},
    ),
    Correction: DescribedType(
        "What we had wrong in a fact, and why it changed.",
        {
            "on": Described("The day on which the correction goes out.", "2026-12-01"),
            "was": Described("What stood in each field that changed."),
            "reason": Described("Why it changed, in a sentence for readers.", "We had dropped a zero."),
        },
    ),
    Before: DescribedType(
        "What stood in the fields that a correction changed; a text alone is the old `text`.",
        {
            "text": Described("The old text.", "Shanghai had more than 100 AI companies in February 2023."),
            "about": Described("What the fact was about.", "shanghai"),
            "kind": Described("The old kind.", "event"),
            "said_by": Described("Who was said to say it.", "Wu Wei, spokesman of MIIT"),
            "when": Described("The fact's old `when`.", "2023-02"),
            "measure": Described("The old measure of the figure that leads.", "ai_companies"),
            "value": Described("The old value of the figure that leads.", "100"),
            "to": Described("The old other end of its range.", "300"),
            "unit": Described("The old unit of the figure that leads.", "companies"),
            "qualifier": Described("The old qualifier of the figure that leads.", "about"),
            "per": Described("What the amount was said to be for.", "month"),
            "figure_when": Described("The old `when` of the figure that leads.", "2022"),
            "as_stated": Described("The old `as_stated` of the figure that leads.", "more than 100 companies"),
            "figures": Described("What stood in the fact's further figures."),
            "quote": Described("The old quote.", "home to more than 100 AI companies"),
            "left_out": Described("The old list of numbers left out."),
            "where": Described("The old place in the source.", "paragraph 12"),
            "note": Described("The old note.", "The source does not say which companies it counts."),
            "odd": Described("The old reason why the figure did not fit."),
            "source": Described("The record that the fact stood in.", "xinhua-2023-02-25-ai"),
            "without": Described("The fields that stood empty and are filled now.", "[qualifier]"),
        },
    ),
    BeforeFigure: DescribedType(
        "What stood in the fields of a further figure that a correction changed.",
        {
            "name": Described("Which figure it is.", "growth"),
            "measure": Described("The old measure.", "ai_companies"),
            "value": Described("The old value.", "38"),
            "to": Described("The old other end of the range.", "40"),
            "unit": Described("The old unit.", "percent"),
            "qualifier": Described("The old qualifier.", "about"),
            "per": Described("What the amount was said to be for.", "year"),
            "when": Described("The old time.", "2022"),
            "as_stated": Described("The old words of the source.", "up 38 percent"),
            "without": Described("The fields that stood empty; `figure` if there was no such figure.", "[figure]"),
        },
    ),
    Withdrawal: DescribedType(
        "That a fact no longer stands; its page stays and says why.",
        {
            "on": Described("The day on which the withdrawal goes out.", "2026-12-02"),
            "reason": Described("Why it no longer stands, in a sentence for readers.", "The source took it back."),
        },
    ),
    Passage: DescribedType(
        "Words of ours and the facts that they stand on.",
        {
            "text": Described("The words, in English.", "Shanghai counts more AI companies than before."),
            "facts": Described("The facts that the words stand on.", "[shanghai-ai-companies-2023]", names=("facts",)),
            "allow": Described("Rules on sentences that the words may break, each with the reason."),
        },
    ),
    Item: DescribedType(
        "One numbered part of a briefing's details.",
        {
            "heading": Described("The heading of the part.", "What was counted"),
            "text": Described("The words, in English.", "Shanghai counts more AI companies than before."),
            "facts": Described("The facts that the words stand on.", "[shanghai-ai-companies-2023]", names=("facts",)),
            "allow": Described("Rules on sentences that the words may break, each with the reason."),
        },
    ),
    Allowance: DescribedType(
        "A rule on sentences that a passage may break.",
        {
            "rule": Described("The rule.", "date"),
            "why": Described(_WHY_ALLOWED, "The date stands in the sentence before."),
        },
    ),
    Sought: DescribedType(
        "Where the result of a target was looked for, without finding one.",
        {
            "on": Described("The day on which you looked.", "2027-01-15"),
            "where": Described("Where you looked.", "the city's statistical bulletins of 2025 and 2026"),
        },
    ),
    Briefing: DescribedType(
        "A dated, numbered issue.",
        {
            "number": Described("The number of the issue, one more than the last.", "12"),
            "published": Described("The day on which the issue goes out.", "2026-12-01"),
            "events": Described("The time that the issue covers.", "2025-01/2025-09"),
            "headline": Described("The headline, in English.", "Four clusters, four ways to count"),
            "about": Described(
                "The places and organisations that its sentences need not name again.", "[shanghai]", names=_ABOUT
            ),
            "bullets": Described("What is new, in a few sentences that cite facts."),
            "verdict": Described("What to take from it, in a line."),
            "analysis": Described("What follows, and how far the figures carry."),
            "gaps": Described("What is not known."),
            "figures": Described(
                "The facts whose figures stand in its table.", "[shanghai-ai-companies-2023]", names=("facts",)
            ),
            "items": Described("The details, in numbered parts."),
            "table": Described(
                "The facts that its sentences leave to a table.", "[shanghai-ai-companies-2023]", names=("facts",)
            ),
            "chart": _CHART,
            "notes": Described("What was added after the issue went out; `python -m generator correct` writes it."),
            "reworded": Described(
                "What was put into other words since, or written anew; `python -m generator correct` writes it."
            ),
        },
    ),
    DatedNote: DescribedType(
        "What was added to a briefing after it went out.",
        {
            "on": Described("The day on which the note goes out.", "2026-12-02"),
            "text": Described("The note, in English.", "The headline named the wrong month."),
            "changed": Described("The words that changed with it."),
            "follows": Described(_FOLLOWS, "shanghai-ai-companies-2023", names=("facts",)),
        },
    ),
    Reworded: DescribedType(
        "What was put into other words in a briefing after it went out; by rule it says the same, or there is a `why`.",
        {
            "on": Described("The day of the change.", "2026-12-02"),
            "changed": Described("The words that stood there, and those that stand there now."),
            "why": Described(
                "Why the briefing was written anew; its page says so, and keeps the first words.",
                "It is shorter, and its numbers stand in a table.",
            ),
        },
    ),
    Change: DescribedType(
        "What changed of something published that has no corrections of its own, such as a measure or a source.",
        {
            "of": Described("What changed.", "measures/ai_companies"),
            "on": Described("The day on which the change goes out.", "2026-12-01"),
            "changed": Described("The fields that changed, with what stood there and stands there now."),
            "reason": Described("Why it changed, in a sentence for readers.", "The name did not say what is counted."),
            "follows": Described(_FOLLOWS, "shanghai-ai-companies-2023", names=("facts",)),
            "anew": Described("Whether a place's words were written anew, of which nobody is told.", "true"),
        },
    ),
    Changed: DescribedType(
        "What stood in a field, and what stands there now.",
        {
            "field": Described("The field that changed.", "definition"),
            "was": Described("What stood there; of a list the parts that went.", "[Companies in AI.]"),
            "now": Described("What stands there now; of a list the parts that came.", "[Companies that sell AI.]"),
        },
    ),
    Place: DescribedType(
        "A country, city, district or cluster, or another kind of place; facts are about it.",
        {
            "name": Described("Its English name.", "West Bund"),
            "kind": Described("What kind of place it is.", "cluster"),
            "parent": Described("The place that it lies in.", "shanghai", names=("places",)),
            "name_zh": Described("Its Chinese name.", "西岸"),
            "name_zh_at": _NAME_ZH_AT,
            "aliases": Described("Other names that texts and sources use for it.", "[Xuhui Riverside]"),
            "adjectives": Described("Words by which a text names it otherwise.", "[Chinese]"),
            "summary": Described("What it is, in a few sentences that cite facts."),
            "gaps": Described("What is not known of it."),
            "position": Described("Where it lies, to about a kilometre, for a sketch."),
            "wikidata": _WIKIDATA,
            "lead": Described(
                "The measure that tells first how large its AI industry is.", "ai_companies", names=("measures",)
            ),
            "chart": _CHART,
        },
    ),
    Position: DescribedType(
        "Where a place lies, to about a kilometre.",
        {
            "lat": Described("Its latitude in degrees, north positive.", "31.2"),
            "lon": Described("Its longitude in degrees, east positive.", "121.59"),
        },
    ),
    Organisation: DescribedType(
        "A company, institute or public body that facts are about.",
        {
            "name": Described("Its English name.", "SenseTime"),
            "kind": Described("What kind of organisation it is.", "company"),
            "name_zh": Described("Its Chinese name.", "商汤科技"),
            "name_zh_at": _NAME_ZH_AT,
            "aliases": Described("Other names that texts and sources use for it.", "[SenseTime Group]"),
            "wikidata": _WIKIDATA,
            "chart": _CHART,
        },
    ),
    Topic: DescribedType(
        "A theme under which facts are listed.",
        {
            "name": Described("Its name.", "Industry scale"),
            "definition": Described("What belongs to it.", "How large the AI industry of a place is."),
            "chart": _CHART,
        },
    ),
    Measure: DescribedType(
        "What figures count.",
        {
            "name": Described("Its name.", "AI companies"),
            "definition": Described("What is counted, and what belongs to it.", "Companies that work on AI."),
            "unit": Described("The family of units that it counts in.", "companies", names=("families",)),
            "review_after": Described("After how many months a figure may be out of date.", "12"),
            "words": Described("Words of which one stands in each text that tells it.", "[AI companies, AI firms]"),
            "kind": Described(
                "A stock is there at a moment, a flow comes in a time, a rate is a share or growth, an event one sum.",
                "flow",
            ),
            "excludes": Described("What does not belong to it.", "Companies that only use AI."),
            "bounds": Described("Numbers in its name or definition that say what is counted.", "[a billion dollars]"),
            "growth_of": Described(
                "The measure whose change on the year before it states.", "ai_output", names=("measures",)
            ),
            "cumulative": Described("Write true if it counts all so far and never falls.", "true"),
            "of_first": Described("Write true if it says something of whatever the fact counts first.", "true"),
            "tolerance": Described("How many percent two exact figures may differ and still agree.", "5"),
        },
    ),
    Unit: DescribedType(
        "A unit of figures, and how texts say it.",
        {
            "family": Described("What it can be compared with; `money` for a currency.", "money"),
            "one": Described("What texts call one of it.", "Swiss franc"),
            "many": Described("What texts call several of it.", "Swiss francs"),
            "factor": Described("How many of the family's smallest unit it is.", "1_000_000"),
            "words": Described("What texts call it after a number.", "[francs, 瑞士法郎]"),
            "before": Described("Signs that stand before the number.", "[SFr]"),
            "not_words": Described("Words that begin like one of its words and do not mean it.", "[元宇宙]"),
            "at_home": Described("Another unit's signs that texts of its own country write for it.", "[$]"),
            "least": Described("Below this number its word is no amount.", "10"),
        },
    ),
    Publisher: DescribedType(
        "Who publishes sources.",
        {
            "name": Described("Its name.", "Xinhua"),
            "class": Described("What kind of publisher it is.", "news agency"),
            "house": Described(
                "The speaker whose words it prints, if it has another id.", "xinhua", names=("speakers",)
            ),
            "domains": Described("The hosts of its pages.", "[example.org]"),
            "feed": Described(
                "The address of its own RSS, Atom or JSON Feed, in which new articles are looked for.",
                "https://example.org/news.xml",
            ),
        },
    ),
    Speaker: DescribedType(
        "Who says what facts state.",
        {
            "name": Described("Its name.", "Ministry of Industry and Information Technology"),
            "kind": Described("What kind of speaker it is.", "public body"),
            "names": Described("Other ways in which sources write it.", "[MIIT]"),
            "part_of": Described("The speaker that it belongs to or speaks for.", "miit", names=("speakers",)),
            "governs": Described("The place that it governs or reports on by office.", "china", names=("places",)),
        },
    ),
    Term: DescribedType(
        "An entry of the glossary.",
        {
            "name": Described("The term.", "PFLOPS"),
            "meaning": Described("What it means, in a sentence.", "A measure of the speed of computing."),
            "name_zh": Described("The term in Chinese.", "每秒千万亿次"),
        },
    ),
    DeclaredName: DescribedType(
        "A name that holds a number and counts nothing.",
        {
            "name": Described("The name.", "Executive Order 14110"),
            "names": Described("Other forms of the name.", "[EO 14110]"),
            "about": Described("The place or organisation whose name it is.", "united-states", names=_ABOUT),
        },
    ),
    Disagreement: DescribedType(
        "What an editor says where sources give different figures about the same thing.",
        {
            "about": Described("The place or organisation.", "shanghai", names=_ABOUT),
            "measure": Described("The measure.", "ai_output", names=("measures",)),
            "when": Described("The time that the figures are of.", "2021"),
            "leads": Described("The fact that we would quote first.", "shanghai-ai-output-2021", names=("facts",)),
            "why": Described("Why, in a sentence for readers.", "The city's own statistics are the origin of it."),
        },
    ),
    Chart: DescribedType(
        "Figures of facts as a drawing with a page of its own, which other pages show by its id.",
        {
            "kind": Described(
                "What is drawn: figures over time, targets against results, ranges of what differs, or multiples.",
                "series",
            ),
            "title": Described("What it shows, without what it finds.", "Shanghai's AI output, by who counts it"),
            "about": Described(
                "The places and organisations of which it shows all figures of the measure.",
                "[shanghai]",
                names=_ABOUT,
            ),
            "measure": Described("The measure that it shows.", "ai_output", names=("measures",)),
            "facts": Described(
                "The facts that it shows: instead of a measure, or next to it for those of others.",
                "[shanghai-ai-output-2021]",
                names=("facts",),
            ),
            "note": Described("What a reader must know besides, in a sentence.", "No source counts all years."),
        },
    ),
    Moved: DescribedType(
        "A published address that another took the place of.",
        {
            "to": Described("The address that it leads to now.", "facts/shanghai-ai-companies-2023"),
            "on": Described("The day on which it moved.", "2026-12-01"),
        },
    ),
    Site: DescribedType(
        "The site as a whole.",
        {
            "name": Described("Its name.", "AI Industry Briefing"),
            "description": Described("What it is, in a line.", "Where the AI industry is built, with sources."),
            "url": Described("Its address.", "https://example.org/briefing/"),
            "authority": Described("Who gives feed items their ids, which never change.", '"example.org,2026"'),
            "language": Described("The language of its pages.", "en"),
            "licence": Described("The licence of the content.", "CC BY 4.0"),
            "licence_url": Described("The text of the licence.", "https://creativecommons.org/licenses/by/4.0/"),
            "report_url": Described("Where readers report an error.", "https://example.org/report"),
            "repository": Described("Where the records are kept.", "https://example.org/team/briefing"),
            "words": Described("The words by which an article shows that it is on the site's field.", "[AI, 人工智能]"),
            "promise": Described("What the home page says first.", "Figures that you can check"),
            "explanation": Described("What the home page says next.", "Every figure leads to the words of its source."),
        },
    ),
    Watched: DescribedType(
        "What a machine saw when it read a source again; `python -m generator watch` writes it.",
        {
            "address": Described("The address that it read.", "https://example.org/news/ai-companies"),
            "verdict": Described("What it found.", "same"),
            "looked": Described("The day of the last look.", "2026-11-30"),
            "since": Described("The day from which the verdict is what it is.", "2026-11-23"),
            "why": Described("Why it saw no text.", "login"),
            "status": Described("The status of the answer.", "404"),
            "final": Described("The address that the source moved to.", "https://example.org/moved"),
            "read": Described("The day of the last look that saw the text.", "2026-11-23"),
            "copy": Described("The archived copy, where its text was read.", "https://web.archive.org/web/2026/x"),
            "hash": Described("The SHA-256 of the text that was read last.", '"0123456789ab"'),
            "etag": Described("What the server calls this version.", "'\"abc\"'"),
            "last_modified": Described("When the server says that it changed.", "'Mon, 23 Nov 2026 08:00:00 GMT'"),
            "facts": Described("When the words of each fact were seen."),
        },
    ),
    WatchedFact: DescribedType(
        "When a machine saw a fact's words in its source.",
        {
            "id": Described("The fact.", "shanghai-ai-companies-2023"),
            "words": Described("The hash of the words that it looked for.", '"0123456789ab"'),
            "first_seen": Described("The day on which they were seen first.", "2026-11-23"),
            "last_seen": Described("The day on which they were seen last, if not at the last look.", "2026-11-23"),
        },
    ),
    Refused: DescribedType(
        "A site that no record cites, by its domain.",
        {"why": Described("Why, in a sentence.", "Its pages are written by machines and name no source.")},
    ),
    Planted: DescribedType(
        "How many errors, planted to measure the checks, were caught; `python -m tests.measured --write` writes it.",
        {
            "name": Described("The kind of error.", "A place exchanged for another"),
            "planted": Described("How many were planted.", "60"),
            "caught": Described("How many were caught.", "57"),
            "tier": Described("Whether the checks claim to catch it.", "claimed"),
        },
    ),
}


def is_typed(type_: type, name: str) -> bool:
    """Whether an editor types a field: an id is a file's name, but for a fact's."""
    return name != "id" or type_ in (Fact, WatchedFact)


def typed_fields(type_: Any) -> Iterator[str]:
    """The fields of a record type that editors type, in the order of the type."""
    yield from (name for one in fields(type_) if is_typed(type_, name := yaml_name(one.name)))


def needed_fields(type_: Any) -> tuple[str, ...]:
    """The fields that an editor must write, as he types them."""
    optional = {yaml_name(one.name) for one in fields(type_) if one.default is not MISSING}
    return tuple(name for name in typed_fields(type_) if name not in optional)


def hint_of(type_: type, name: str) -> Any:
    """The whole type of a field, by its name as editors type it, with all that is annotated to it."""
    return _hints(type_)[name]


@cache
def _hints(type_: type) -> Mapping[str, Any]:
    return {yaml_name(name): hint for name, hint in get_type_hints(type_, include_extras=True).items()}


def promise_of(type_: type, name: str) -> Promise:
    """What a reader who quoted a field may rely on."""
    written = hint_of(type_, name).__metadata__
    return next(promise for promise in PROMISES if promise in written)


def form_of(type_: type, name: str) -> str:
    """What may stand in a field, in a few words."""
    hint = hint_of(type_, name)
    if inner := inner_type(type_, name):
        form = f"fields of {type_name(inner)}"
    elif words := next((get_args(part) for part in parts_of(hint) if get_origin(part) is Literal), ()):
        form = f"one of: {', '.join(map(str, words))}"
    else:
        form = next(part.form for part in parts_of(hint) if isinstance(part, ReadBy))
    return f"a list; each {form}" if is_list(type_, name) else form


def type_name(type_: type) -> str:
    """What a type is called where it is explained: record, declared-name."""
    return re.sub(r"(?<=.)(?=[A-Z])", "-", type_.__name__).lower()


def parts_of(hint: Any) -> Iterator[Any]:
    """A type, all types that it is made of, and all that is annotated to them."""
    yield hint
    for inner in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from parts_of(inner)
    yield from getattr(hint, "__metadata__", ())


def inner_type(type_: type, name: str) -> Any:
    """The described type that a field holds, one or a list of it; None of a field that holds no fields."""
    return next((part for part in parts_of(hint_of(type_, name)) if part in DESCRIPTIONS), None)


def is_list(type_: type, name: str) -> bool:
    """Whether a field holds a list."""
    return any(get_origin(part) is tuple for part in parts_of(hint_of(type_, name)))


def how_to_write(type_: type, name: str) -> str:
    """What an editor writes for a field that is missing, and what it means."""
    described = DESCRIPTIONS[type_].fields[name]
    sentence = described.sentence[0].lower() + described.sentence[1:].removesuffix(".")
    if inner := inner_type(type_, name):
        *most, last = needed_fields(inner) or typed_fields(inner)
        below = f"{', '.join(most)} and {last}" if most else last
        written = f"{name}: and below it {'a list of parts with ' if is_list(type_, name) else ''}{below}"
    else:
        written = f"{name}: {described.example}"
    return f"write it as {written} ({sentence})"


def meaning_of(thing: object) -> tuple[str, str]:
    """What a thing with an id is called, and what it is, in a line."""
    match thing:
        case Fact():
            return thing.text, f"{thing.kind} about {thing.about}"
        case Record():
            published = thing.source.published or "undated"
            return thing.source.title, f"{thing.source.publisher}, {published}: {thing.source.url}"
        case Briefing():
            return thing.headline, f"briefing {thing.number}, {thing.published}"
        case Place():
            where = f"{thing.kind} in {thing.parent}" if thing.parent else thing.kind
            return thing.name, _with_names(where, thing.name_zh, *thing.aliases)
        case Organisation():
            return thing.name, _with_names(thing.kind, thing.name_zh, *thing.aliases)
        case Topic():
            return thing.name, thing.definition
        case Measure():
            return thing.name, f"{thing.definition} Not: {thing.excludes}" if thing.excludes else thing.definition
        case Unit():
            return thing.many, f"unit of the family {thing.family}"
        case Publisher():
            return thing.name, _with_names(thing.class_, *thing.domains)
        case Speaker():
            of = f"{thing.kind}, part of {thing.part_of}" if thing.part_of else thing.kind
            return thing.name, _with_names(f"{of}, governs {thing.governs}" if thing.governs else of, *thing.names)
        case Term():
            return thing.name, thing.meaning
        case Chart():
            return thing.title, f"chart of the kind {thing.kind}"
        case DeclaredName():
            return thing.name, _with_names("name that holds a number", *thing.names)
    return "", ""


def in_a_line(thing: object) -> str:
    """The same in one line of at most 120 characters."""
    name, meaning = meaning_of(thing)
    line = f"{name}: {meaning}" if meaning else name
    return line if len(line) <= 120 else f"{line[:119].rstrip()}…"


def _with_names(what: str, *names: str | None) -> str:
    others = ", ".join(filter(None, names))
    return f"{what} ({others})" if others else what
