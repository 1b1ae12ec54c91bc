"""`new`: the file that an editor starts from has no problem but what it says is to be written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.check.kept import KeptFaults
from generator.edit.files import File, put
from generator.edit.new import KINDS, Refused, comment_lines, new
from generator.model.problems import CannotGoOn, Problem
from generator.read.load import Memory, load
from generator.read.strict_yaml import read_yaml
from tests.sites import PROJECT, TINY, tree
from tests.test_commands import ended

TODAY = date(2026, 12, 1)
REAL = PROJECT / "content"
SITES = [pytest.param(TINY, "northland", id="tiny"), pytest.param(REAL, "china", id="real", marks=pytest.mark.slow)]
ARTICLE = "https://post.example.net/2025/11/03/mill-bay-counts-its-mills.html"

# Of the files of a folder only those that changed are read again.
MEMORY = Memory()
# Nor is a text looked at again that had no fault.
KEPT = KeptFaults()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The tiny site's content, to add to."""
    return Path(shutil.copytree(TINY, tmp_path / "content"))


def start(content: Path, kind: str, name: str, /, **options: str) -> list[Path]:
    """What `new` writes."""
    started = new(kind, name, content, load(content, MEMORY), TODAY, options=options, memory=MEMORY)
    put(content, started.files)
    return [content / file.path for file in started.files]


def refusals(content: Path, kind: str, name: str, /, **options: str) -> list[str]:
    before = tree(content)
    with pytest.raises(Refused) as refused:
        start(content, kind, name, **options)
    assert tree(content) == before, "nothing was written"
    return list(refused.value.reasons)


def problems_of(content: Path) -> tuple[Problem, ...]:
    return check(load(content, MEMORY), TODAY, kept=KEPT)[0]


def fill(path: Path, values: Mapping[str, Sequence[str]]) -> None:
    """Write a value for each field that is to be written, as an editor does: for the first of a name its first."""
    left = {name: list(several) for name, several in values.items()}

    def written(match: re.Match[str]) -> str:
        assert left.get(match[2]), f"nothing is known for {match[2]} in {path}"
        return match[0].replace("TODO", left[match[2]].pop(0))

    text = re.sub(r"^( *(?:- )?)(\w+): \[?TODO\]?", written, path.read_text("utf-8"), flags=re.MULTILINE)
    assert "TODO" not in text
    path.write_text(text, "utf-8")


MILLS = "Mill Bay had 42 mills in 2025."
RECORD = {
    **{"title": ["Mill Bay counts its mills"], "published": ["2025-11-03"], "language": ["en"]},
    **{"id": ["mill-bay-mills-2025", "mill-works-mills-2025"], "about": ["mill-bay", "mill-works"]},
    **{"kind": ["figure"] * 2, "topics": ["mills"] * 2, "measure": ["mills"] * 2, "unit": ["mills"] * 2},
    **{"when": ["2025"] * 2, "value": ["42", "7"], "as_stated": ["42 mills", "7 mills"]},
    **{"where": ["paragraph 1", "paragraph 2"], "text": [MILLS, "Mill Works had 7 mills in 2025."]},
}


def made_of_each_kind(content: Path, country: str) -> Iterator[tuple[Path, Mapping[str, Sequence[str]]]]:
    """A file of each kind, with the words that make it whole."""
    publisher, record = start(content, "record", ARTICLE, publisher="Mill Post")
    yield publisher, {"class": ["trade press"]}
    assert start(content, "fact", record.stem) == [record]
    yield record, RECORD
    [place] = start(content, "place", "Mill Bay", kind="city", within=country)
    yield place, {"text": [MILLS], "facts": ["mill-bay-mills-2025"]}
    [organisation] = start(content, "organisation", "Mill Works")
    yield organisation, {"kind": ["company"]}
    [unit] = start(content, "unit", "mills")
    yield unit, {"one": ["mill"]}
    [measure] = start(content, "measure", "Mills")
    counts = {"kind": ["stock"], "unit": ["mills"], "review_after": ["12"]}
    yield measure, {"definition": ["Mills that the source counts."], **counts}
    [topic] = start(content, "topic", "Mills")
    yield topic, {"definition": ["Mills of any kind."]}
    [speaker] = start(content, "speaker", "Ann Miller")
    yield speaker, {"kind": ["person"]}
    [term] = start(content, "term", "Mill")
    yield term, {"meaning": ["A house that grinds."]}
    [briefing] = start(content, "briefing", "Mill Bay has many mills")
    texts = [MILLS, "Mills grind what grows.", "Who counts them is not said."]
    yield briefing, {"events": ["2025"], "text": texts, "facts": ["mill-bay-mills-2025"] * 2}
    [currency] = start(content, "unit", "SEK")
    yield currency, {}


def lacks_what_is_to_be_written(content: Path) -> None:
    """Nothing else is wrong."""
    found = problems_of(content)
    assert {problem.rule for problem in found} == {"unwritten"}
    assert {(one.spot.path, one.spot.line, one.spot.column) for one in found} == set(marks(content.rglob("*.yml")))


@pytest.mark.parametrize(("site", "country"), SITES)
def test_each_kind_has_no_problem_but_what_is_to_be_written_and_none_once_it_is(
    site: Path, country: str, tmp_path: Path
) -> None:
    content = Path(shutil.copytree(site, tmp_path / "content"))
    made = {}
    for path, values in made_of_each_kind(content, country):
        made[path] = values
        if site is TINY:
            lacks_what_is_to_be_written(content)
    # The real content, which takes long to check, is looked at when all files are there.
    lacks_what_is_to_be_written(content)
    assert {path.relative_to(content).parts[0] for path in made} == {kind.folder for kind in KINDS.values()}
    for path, values in made.items():
        fill(path, values)
    assert not problems_of(content)


@pytest.mark.parametrize("kind", ["place", "organisation", "unit", "measure", "topic", "speaker", "term", "publisher"])
def test_each_alone_has_no_problem_but_what_is_to_be_written(content: Path, kind: str) -> None:
    [path] = start(content, kind, "Mills")
    found = problems_of(content)
    assert {problem.rule for problem in found} == {"unwritten"}
    assert {(one.spot.path, one.spot.line, one.spot.column) for one in found} == set(marks([path]))


def marks(paths: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Where files say that something is to be written."""
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield from ((str(path), number, column.start() + 1) for column in re.finditer("TODO", line))


@pytest.mark.parametrize(
    "address",
    [
        "https://daily.example.org/2025/quay-park",
        "http://daily.example.org/2025/quay-park/",
        "https://www.daily.example.org/2025/quay-park?utm_source=x&utm_campaign=y",
        "https://daily.example.org//2025/quay-park#part",
        "https://web.archive.org/web/20260101000000/https://daily.example.org/2025/quay-park",
        " HTTPS://DAILY.example.org/2025/quay-park?spm=1 ",
    ],
)
def test_an_article_that_is_there_is_told_under_any_address(content: Path, address: str) -> None:
    [reason] = refusals(content, "record", address)
    assert reason == (
        f"{content}/records/2025/quay-park-2025.yml has this page already; add a fact to it: "
        "python -m generator new fact quay-park-2025"
    )


def test_a_record_that_is_still_to_be_written_is_known_too(content: Path) -> None:
    [path] = start(content, "record", "https://daily.example.org/2026/fairs")
    [reason] = refusals(content, "record", "https://daily.example.org/2026/fairs")
    assert reason.startswith(f"{path} has this page already")
    assert start(content, "fact", path.stem) == [path]
    [reason] = refusals(content, "record", "https://daily.example.org/2026/halls", id=path.stem)
    assert reason == f"--id: {path.stem!r} is taken at {path}; choose another"


def test_a_record_has_all_that_follows_from_its_address(content: Path) -> None:
    [path] = start(content, "record", "http://daily.example.org/zh/202507/t20250709_12.html?utm_source=x#top")
    data = read_yaml("", path.read_bytes()).data
    assert path.relative_to(content).parts[:2] == ("records", "2025")
    source = data["source"]
    assert source["url"] == "http://daily.example.org/zh/202507/t20250709_12.html"
    assert (source["publisher"], source["retrieved"]) == ("quay-daily", "2026-12-01")
    assert [fact["added"] for fact in data["facts"]] == ["2026-12-01"]
    assert "# the address says 2025-07-09" in path.read_text("utf-8")
    copy = "https://web.archive.org/web/20260101000000/https://daily.example.org/2024/fairs"
    [path] = start(content, "record", copy, published="2024-02", title="Fairs: a short list")
    source = read_yaml("", path.read_bytes()).data["source"]
    assert (source["url"], source["archived"]) == ("https://daily.example.org/2024/fairs", copy)
    assert (source["title"], source["published"]) == ("Fairs: a short list", "2024-02")
    assert path.name == "quay-daily-fairs-short-list-2024.yml"


def test_an_id_that_is_taken_by_anything_is_not_given_again(content: Path) -> None:
    first, second = (start(content, "record", f"https://daily.example.org/{n}/")[0] for n in (1, 2))
    assert (first.stem, second.stem) == ("quay-daily-2026", "quay-daily-2026-2")
    [briefing] = start(content, "briefing", "Quay Park")
    assert briefing.stem == "quay-park-2", "a place has that id"


MISTAKES: list[tuple[str, str, dict[str, str], list[str]]] = [
    ("record", "daily.example.org/x", {}, ["'daily.example.org/x' is not a web address; it must begin with https://"]),
    (
        "record",
        "https://daily.example.org/a b",
        {"published": "3/4/2025", "within": "x"},
        ["--within", "' '", "--published"],
    ),
    ("record", "https://daily.example.org/", {}, ["this is a home page"]),
    ("record", "https://elsewhere.example/x/y", {}, ["no publisher has elsewhere.example among its domains"]),
    ("record", "https://elsewhere.example/x/y", {"publisher": "quay-dayly"}, ["did you mean 'quay-daily'?"]),
    ("record", "https://elsewhere.example/x/y", {"publisher": "quay-daily"}, ["none of the domains of quay-daily"]),
    (
        "record",
        "https://daily.example.org/new",
        {"published": "2027"},
        ["2027 is after"],
    ),
    (
        "record",
        "https://daily.example.org/new",
        {"id": "quay-park-2025"},
        ["/records/2025/quay-park-2025.yml; choose another"],
    ),
    ("record", "https://daily.example.org/new", {"id": "Über"}, ["--id: 'Über' is not lower-case words"]),
    ("record", " ", {}, ["nothing stands there"]),
    ("fact", "quay-prk-2025", {}, ["did you mean 'quay-park-2025'?"]),
    ("fact", "quay-park-companies-2025", {}, ["that is a fact of quay-park-2025"]),
    ("fact", "https://daily.example.org/none", {}, ["no record has this page"]),
    (
        "place",
        "Mill Bay",
        {"kind": "citty", "within": "nortland"},
        ["did you mean 'city'?", "did you mean 'northland'?"],
    ),
    ("place", "Mill Bay", {"kind": "city", "within": "northland", "id": "quay-park"}, ["'quay-park' is there already"]),
    (
        "place",
        "Quay Park",
        {"kind": "city", "within": "northland"},
        ["already", "is there already, in content/places/"],
    ),
    ("place", "Bay 42", {"kind": "city", "within": "northland"}, ["'42' may be a number"]),
    (
        "place",
        "张江",
        {"kind": "city", "within": "northland"},
        ["no id follows from '张江'; name one in Latin letters"],
    ),
    ("place", "con", {"kind": "city", "within": "northland"}, ["'con' is kept for the site itself"]),
    ("organisation", "A\u202eB", {}, ["U+202E (right-to-left override) cannot be seen"]),
    ("organisation", "A\nB", {}, ["U+000A"]),
    ("topic", "TODO", {}, ["'TODO' stands for what is still to be written"]),
    ("briefing", "x" * 400, {}, ["400 characters, at most 300 fit"]),
    ("briefing", "<b>News</b>", {"published": "2025"}, ["--published: 2025 is not a day"]),
    ("briefing", "<b>News</b>", {}, ["'<b>' is HTML"]),
    ("briefing", "News", {"published": "2026-02-30"}, ["--published"]),
    ("unit", "XXY", {}, ["XXY is no currency that we know"]),
    ("unit", "CNY", {}, ["'CNY' is there already"]),
]


@pytest.mark.parametrize(("kind", "name", "options", "reasons"), MISTAKES)
def test_a_mistake_is_said_with_what_to_do_and_nothing_is_written(
    content: Path, kind: str, name: str, options: dict[str, str], reasons: list[str]
) -> None:
    found = refusals(content, kind, name, **options)
    assert len(found) == len(reasons), found
    for said, expected in zip(found, reasons, strict=True):
        assert expected in said


def test_a_name_in_chinese_alone_goes_where_it_belongs(content: Path) -> None:
    [path] = start(content, "place", "磨湾", kind="city", within="northland", id="mill-bay")
    data = read_yaml("", path.read_bytes()).data
    assert (path.name, data["name"], data["name_zh"]) == ("mill-bay.yml", "TODO", "磨湾")
    assert {one.rule for one in problems_of(content)} == {"unwritten"}


def test_one_more_fact_leaves_the_file_as_it_is(content: Path) -> None:
    path = content / "records/2025/quay-park-2025.yml"
    before = path.read_text("utf-8") + "\n\n# what an editor noted\n"
    path.write_bytes(before.replace("\n", "\r\n").encode())
    start(content, "fact", "content/records/2025/quay-park-2025.yml")
    after = path.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n")
    lines = iter(after.decode().splitlines())
    assert all(line in lines for line in before.splitlines()), "lines were put in, and none was changed"
    facts = read_yaml("", after).data["facts"]
    assert [fact["id"] for fact in facts] == ["quay-park-companies-2025", "TODO"]
    path.write_text("source: {title: T}\nfacts: [{id: a}]\n", "utf-8")
    with pytest.raises(Refused, match="write facts: in lines that begin with -"):
        start(content, "fact", "quay-park-2025")


def test_content_that_cannot_be_read_stands_in_nobodys_way(content: Path) -> None:
    (content / "records/2025/quay-park-2025.yml").write_text("source: {title: [\n", "utf-8")
    (content / "publishers/odd.yml").write_text("name: []\n", "utf-8")
    (content / "measures/hall_area.yml").write_bytes(b"\xff\xfe")
    start(content, "place", "Mill Bay", kind="city", within="northland")
    start(content, "record", "https://daily.example.org/2025/new")
    [reason] = refusals(content, "fact", "quay-park-2025")
    assert "quay-park-2025.yml" in reason


def test_what_is_there_is_never_written_over_and_several_files_are_written_or_none(content: Path) -> None:
    (content / "places/mill-bay.yml").write_text("x", "utf-8")
    before = tree(content)
    with pytest.raises(CannotGoOn, match=r"mill-bay.yml is there already; nothing was written"):
        put(content, [File("topics/one.yml", "a"), File("places/mill-bay.yml", "b")])
    assert tree(content) == before
    with pytest.raises(CannotGoOn, match="nothing was written"):
        put(content, [File("topics/one.yml", "a"), File("site.yml/mill-bay.yml", "b")])
    assert tree(content) == before


def test_the_command_says_where_to_write_or_why_it_did_not(content: Path, tmp_path: Path) -> None:
    arguments = ("place", "Mill Bay", "--kind", "city", "--within", "northland", "--today", TODAY)
    code, said, _ = ended("new", *arguments, cwd=tmp_path)
    assert (code, said[0]) == (0, "content/places/mill-bay.yml:11: written; write what is missing where it says TODO")
    code, said, stderr = ended("new", *arguments, cwd=tmp_path)
    assert (code, said) == (1, [])
    assert stderr.splitlines()[-1] == "nothing was written"
    assert "is a name of mill-bay already" in stderr
    code, _, stderr = ended("new", "city", "Mill Bay", cwd=tmp_path)
    assert code == 2
    assert "'place'" in stderr


@given(st.text(max_size=60), st.sampled_from(sorted(KINDS.keys() - {"record", "fact"})))
@settings(max_examples=60, deadline=None)
def test_whatever_a_name_is_it_is_refused_or_written_whole(name: str, kind: str) -> None:
    loaded = load(TINY, MEMORY)
    try:
        started = new(
            kind, name, TINY, loaded, TODAY, options={"id": "mill-bay"} if kind != "measure" else {}, memory=MEMORY
        )
    except Refused:
        return
    for file in started.files:
        document = read_yaml("", file.text.encode())
        assert not document.problems
        held = {document.data.get(key) for key in ("name", "name_zh", "headline", "many")}
        assert name.strip() in held or kind == "unit"


@given(st.lists(st.text(max_size=200), max_size=5))
def test_a_readers_words_never_leave_their_comment(words: list[str]) -> None:
    lines = list(comment_lines(words))
    document = read_yaml("", "\n".join([*lines, "a: b"]).encode())
    assert (document.data, document.problems) == ({"a": "b"}, ())
    assert all(line.startswith("#") and len(line) <= 102 for line in lines)


def test_a_long_report_is_cut(content: Path) -> None:
    lines = list(comment_lines(["word\n" * 1000]))
    assert len(lines) < 100
    assert lines[-1].endswith("lines more")


def test_a_currency_is_also_called_by_its_last_word_where_no_unit_is_called_so(content: Path) -> None:
    [path] = start(content, "unit", "NOK")
    assert "words: [krone, kroner]" in (content / path).read_text("utf-8")
    [other] = start(content, "unit", "DKK")
    assert "\nwords: " not in (content / other).read_text("utf-8")
