"""`from-issue`: what an editor starts from when a reader reported something by one of the issue forms.

The body of an issue is Markdown that GitHub makes of a form, with what a reader typed in it. It is text of a stranger:
it is shown with every sign that could move a cursor made visible, and it reaches a file in comments alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.edit.new import Refused, Started, new, record_of_page
from generator.model.content import Content
from generator.model.fields import BadValue, read_address
from generator.model.index import Index
from generator.model.problems import Problem, Spot, did_you_mean
from generator.model.records import Fact, Figure
from generator.model.versions import SHORT
from generator.model.web_addresses import same_page
from generator.model.words import figure_in_words, when_in_words
from generator.read.load import Loaded
from generator.read.partial import InvalidValue
from generator.read.strict_yaml import LARGEST_FILE

# The labels of the forms in .github/ISSUE_TEMPLATE, and whether the form insists on them.
WRONG_FIGURE: Mapping[str, bool] = {"Fact": True, "Version": False, "What the source says": True, "Link": True}
MISSING_FACT: Mapping[str, bool] = {
    "Link to the source": True,
    "What it says": True,
    "Who publishes it, and when": False,
    "What it is about": False,
    "What else we should know": False,
}
FORMS: Mapping[str, Mapping[str, bool]] = {"A figure is wrong": WRONG_FIGURE, "A fact you lack": MISSING_FACT}
# What GitHub writes where a reader left a field empty.
_NOTHING = "_No response_"
_HEADING = re.compile(r"### +(.+?) *")


@dataclass(frozen=True, slots=True)
class Issue:
    """What a reader filled in: the form's name, and by label the text and the line, from 1, at which it begins."""

    path: str
    form: str
    answers: Mapping[str, tuple[str, int]]

    def text(self, label: str) -> str:
        """What stands under a label, "" where nothing does."""
        return self.answers.get(label, ("", 1))[0]

    def problem(self, label: str, rule: str, message: str) -> Problem:
        """A problem with what stands under a label."""
        return Problem(Spot(self.path, self.answers.get(label, ("", 1))[1]), rule, message)


def read_issue(path: str, raw: bytes) -> tuple[Issue | None, tuple[Problem, ...]]:
    """The body of an issue, or None where it is of no form of ours, and what is wrong with it."""
    start = Spot(path)
    if len(raw) > LARGEST_FILE:
        return None, (Problem(start, "file-too-large", f"{len(raw)} bytes, at most {LARGEST_FILE} are read"),)
    try:
        lines = raw.decode().removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        return None, (Problem(start, "not-utf-8", "these bytes are not UTF-8; save the body of the issue as UTF-8"),)
    headings = [(number, match[1]) for number, line in enumerate(lines, 1) if (match := _HEADING.fullmatch(line))]
    counts = {name: len({label for _, label in headings} & labels.keys()) for name, labels in FORMS.items()}
    form = max(counts, key=lambda name: counts[name])
    if not counts[form]:
        known = " or ".join(f"'### {next(iter(labels))}' ({name})" for name, labels in FORMS.items())
        return None, (Problem(start, "unknown-form", f"this is no issue by one of our forms; it needs {known}"),)
    labels = FORMS[form]
    own = [(number, label) for number, label in headings if label in labels]
    problems: list[Problem] = []
    answers: dict[str, tuple[str, int]] = {}
    for (number, label), (end, _) in zip(own, [*own[1:], (len(lines) + 1, "")], strict=True):
        if label in answers:
            first = next(at for at, same in own if same == label)
            message = f"'### {label}' stands in line {first} too; put a word before the one that the reader typed"
            problems.append(Problem(Spot(path, number), "duplicate-heading", message))
            continue
        inner = lines[number : end - 1]
        text = "\n".join(inner).strip()
        begins = next((at for at, line in enumerate(inner, number + 1) if line.strip()), number)
        answers[label] = ("" if text == _NOTHING else text, begins)
    issue = Issue(path, form, answers)
    for label, is_needed in labels.items():
        if is_needed and not issue.text(label):
            what = "nothing stands under it" if label in answers else "it is not there"
            message = f"'### {label}' is needed, and {what}; ask the reader, or write it"
            problems.append(issue.problem(label, "missing-field", message))
    return issue, tuple(problems)


# --- a figure is wrong


@dataclass(frozen=True, slots=True)
class Report:
    """What a reader says is wrong with the thing at an address of ours, whose version they may have cited."""

    address: str
    version: str


def report_of(issue: Issue, content: Content) -> tuple[Report | None, tuple[Problem, ...]]:
    """What a report is on. Nothing there, a version that is none and a link that is none are problems."""
    problems: list[Problem] = []
    wanted = issue.text("Fact")
    address = _address(wanted, content) if wanted else None
    if wanted and address is None:
        id = _last_part(wanted)
        hint = did_you_mean(id, content.facts)
        message = f"nothing of ours is called {id[:90]!r}{hint}; write the id of a fact, the end of its page's address"
        problems.append(issue.problem("Fact", "unknown-fact", message))
    version = issue.text("Version").strip("`. ").lower()
    version = re.sub(r"^version ", "", version)
    if version and not re.fullmatch(rf"[0-9a-f]{{{SHORT},64}}", version):
        message = f"{version[:40]!r} is no version; it has {SHORT} digits or letters from a to f; delete it if unknown"
        problems.append(issue.problem("Version", "malformed-hash", message))
    problems += _faults_of_link(issue, "Link")
    return (Report(address, version) if address and not problems else None), tuple(problems)


def _faults_of_link(issue: Issue, label: str) -> Iterator[Problem]:
    if link := issue.text(label):
        try:
            read_address(_link(link))
        except BadValue as bad:
            yield issue.problem(label, bad.rule, bad.message)


def _link(text: str) -> str:
    """The address in what a reader typed as a link: <https://…>, [words](https://…), the first of several words."""
    found = re.search(r"https?://[^\s<>\"]+", text, re.IGNORECASE)
    if found is None:
        return text.split("\n", maxsplit=1)[0]
    link = found[0]
    is_markdown = text[: found.start()].endswith("](") and link.count("(") < link.count(")")
    return link[: link.rindex(")")] if is_markdown else link.rstrip(".,;")


def _last_part(text: str) -> str:
    path = re.sub(r"[?#].*", "", text.split(maxsplit=1)[0].strip("`<>()[].,;'\""))
    return path.rstrip("/").rsplit("/", maxsplit=1)[-1].removesuffix(".md").removesuffix(".html")


def _address(text: str, content: Content) -> str | None:
    """The address of ours that a reader names, by itself, as a page's or as an id; as it is now if it moved."""
    path = re.sub(r"[?#].*", "", text.split(maxsplit=1)[0].strip("`<>()[].,;'\"")).rstrip("/").removesuffix(".md")
    parts = path.split("/")
    kinds = [parts[-2]] if len(parts) > 1 else ["facts", "briefings", "places", "organisations", "topics", "sources"]
    for kind in kinds:
        address = content.present_address(f"{kind}/{_last_part(text)}")
        if address in content.addresses:
            return address
    return None


def starting_point(
    issue: Issue, report: Report, loaded: Loaded, today: date, earlier: Iterable[Content]
) -> tuple[str, ...]:
    """What an editor needs to look into a report, as lines. ``earlier`` are past states of the content, newest first;
    one is asked for only where the version cited is not the present one."""
    content = loaded.content
    kind, _, id = report.address.partition("/")
    lines = [f"{_where(report.address, loaded)}: {report.address}, which a reader says is wrong"]
    if kind == "facts":
        fact = content.facts[id]
        lines += ["It says now:", *_indented(_told(fact, content))]
        source = content.record_of[id].source
        lines += ["Its source:", *_indented((source.title, f"{source.url} ({fact.where})"))]
    lines += _of_version(report, content, today, earlier)
    lines += ["The reader says of the source:", *_indented(issue.text("What the source says").split("\n"))]
    link = _link(issue.text("Link"))
    lines += ["The reader read it at:", *_indented((link + _known_as(link, kind, id, loaded),))]
    command = id if kind == "facts" else report.address
    lines.append(f"If the reader is right, change the file, then run: python -m generator correct {command}")
    return tuple(lines)


def _where(address: str, loaded: Loaded) -> str:
    kind, _, id = address.partition("/")
    for entry in loaded.entries:
        item = entry.item
        if kind == "facts":
            facts = getattr(item, "facts", ()) if type(item).__name__ == "Record" else ()
            for index, fact in enumerate(facts):
                if fact.id == id:
                    return str(entry.document.spot(("facts", index, "id")))
        elif getattr(item, "id", "") == id and item is _thing(loaded.content, kind, id):
            return str(entry.document.spot(entry.keys, of_key=True))
    return "content"


def _thing(content: Content, kind: str, id: str) -> object:
    return getattr(content, "records" if kind == "sources" else kind).get(id)


def _told(fact: Fact, content: Content) -> list[str]:
    """What a fact says: its text, its figures, who says it, and whether it is withdrawn."""
    lines = [fact.text, *(_figure(figure, content) for figure in fact.figures)]
    lines += [f"said by {fact.said_by}"] if fact.said_by else []
    lines += [f"quote: {fact.quote}"] if fact.quote else []
    lines += [f"withdrawn on {fact.withdrawn.on}: {fact.withdrawn.reason}"] if fact.withdrawn else []
    return lines


def _figure(figure: Figure, content: Content) -> str:
    number, unit = figure_in_words(figure, content.units[figure.unit])
    amount = " ".join(filter(None, (figure.qualifier, number, unit)))
    return f"{figure.measure}: {amount}, {when_in_words(figure.when)}; as stated: {figure.as_stated}"


def _of_version(report: Report, content: Content, today: date, earlier: Iterable[Content]) -> list[str]:
    """What the version that the reader cited said then."""
    if not report.version:
        return []
    if _version(content, report.address, today).startswith(report.version):
        return [f"The reader read the present version, {report.version}."]
    kind, _, id = report.address.partition("/")
    if kind == "facts":
        for state in earlier:
            with suppress(InvalidValue):
                if id in state.facts and _version(state, report.address, today).startswith(report.version):
                    told = _indented(_told(state.facts[id], state))
                    return [f"The reader read an earlier version, {report.version}, which said:", *told]
    return [f"The reader read another version, {report.version}, which is not found in the history here."]


def _version(content: Content, address: str, today: date) -> str:
    try:
        return Index(content, today).versions.of(address)
    except (InvalidValue, KeyError):
        return ""


def _known_as(link: str, kind: str, id: str, loaded: Loaded) -> str:
    """Whether a link is the source that a fact has, or that of another record."""
    if kind == "facts" and same_page(link) == same_page(loaded.content.record_of[id].source.url):
        return " (the source that we name)"
    record = record_of_page(link, loaded)
    return f" (the source of {record})" if record else ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    # A bar stands first, so that no line of a stranger's can be a command of a workflow.
    return (f"  | {line}" for line in lines)


# --- a fact is missing


def record_for(
    issue: Issue, folder: Path, loaded: Loaded, today: date, *, publisher: str | None
) -> tuple[Started | None, tuple[Problem, ...]]:
    """The record, or one more fact of a record that is there, for what a reader says is missing, with their words as
    comments. What cannot be is a problem each."""
    problems = list(_faults_of_link(issue, "Link to the source"))
    if problems or not issue.text("Link to the source"):
        return None, tuple(problems)
    link = _link(issue.text("Link to the source"))
    comments = [
        line
        for label in MISSING_FACT
        if label != "Link to the source" and issue.text(label)
        for line in (f"{label} (a reader):", *(f"  {line}" for line in issue.text(label).split("\n")))
    ]
    comments += _named(issue.text("What it is about"), loaded.content)
    try:
        known = record_of_page(link, loaded)
        kind, name = ("fact", known) if known else ("record", link)
        options = {} if known else {"publisher": publisher}
        return new(kind, name, folder, loaded, today, options=options, comments=comments), ()
    except Refused as refused:
        return None, tuple(issue.problem("Link to the source", "cannot-start", reason) for reason in refused.reasons)


def _named(about: str, content: Content) -> list[str]:
    """The id of the place or organisation that a reader names."""
    for subject in content.subjects.values():
        try:
            names = {str(name).casefold() for name in (subject.id, subject.name, subject.name_zh, *subject.aliases)}
        except InvalidValue:
            continue
        if about.strip().casefold() in names:
            return [f"about: {subject.id}"]
    return []
