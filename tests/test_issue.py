"""`from-issue`: what a reader reported by a form is where an editor starts, and their words go nowhere else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.issue import FORMS, read_issue
from generator.model.index import Index
from generator.read.load import load
from generator.read.strict_yaml import read_yaml
from tests.sites import PROJECT, TINY, TODAY, tree
from tests.test_commands import ended
from tests.test_history import git

TEMPLATES = PROJECT / ".github/ISSUE_TEMPLATE"
FACT = "quay-park-companies-2025"
WRONG = {
    "Fact": FACT,
    "Version": "_No response_",
    "What the source says": "“barely thirty companies”, paragraph 2",
    "Link": "https://daily.example.org/2025/quay-park",
}
MISSING = {
    "Link to the source": "https://daily.example.org/2026/fairs?utm_source=x",
    "What it says": "Quay Park held 4 fairs.",
    "Who publishes it, and when": "_No response_",
    "What it is about": "quay park",
    "What else we should know": "_No response_",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The tiny site's content, to add to."""
    return Path(shutil.copytree(TINY, tmp_path / "content"))


def body(answers: dict[str, str]) -> str:
    """An issue's body, as GitHub makes it of a form."""
    return "\r\n\r\n".join(part for label, text in answers.items() for part in (f"### {label}", text))


def started(tmp_path: Path, text: str, *options: str) -> tuple[int, list[str], str]:
    """What `from-issue` prints of a body."""
    (tmp_path / "issue.md").write_bytes(text.encode())
    return ended("from-issue", "issue.md", "--today", TODAY, *options, cwd=tmp_path)


@pytest.mark.parametrize(("form", "file"), [("A figure is wrong", "wrong-figure"), ("A fact you lack", "missing-fact")])
def test_the_labels_are_those_of_the_forms(form: str, file: str) -> None:
    template = yaml.safe_load((TEMPLATES / f"{file}.yml").read_text("utf-8"))
    fields = [field for field in template["body"] if field["type"] != "markdown"]
    labels = {field["attributes"]["label"]: field.get("validations", {}).get("required", False) for field in fields}
    assert template["name"] == form
    assert labels == FORMS[form]


@pytest.mark.parametrize("named", [FACT, f"`{FACT}`", f"facts/{FACT}", f"https://example.org/b/facts/{FACT}/?x=1#cite"])
def test_a_wrong_figure_is_told_with_where_it_stands_and_what_to_do(content: Path, tmp_path: Path, named: str) -> None:
    before = tree(content)
    code, said, _ = started(tmp_path, body(WRONG | {"Fact": named}))
    assert code == 0
    assert said[0] == f"content/records/2025/quay-park-2025.yml:10:9: facts/{FACT}, which a reader says is wrong"
    assert "  | Quay Park had nearly forty companies in the first quarter of 2025." in said
    assert "  | https://daily.example.org/2025/quay-park (the source that we name)" in said
    assert "  | “barely thirty companies”, paragraph 2" in said
    assert said[-1].endswith(f"python -m generator correct {FACT}")
    assert tree(content) == before


def test_the_version_that_was_cited_is_looked_up_in_the_history(content: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    path = content / "records/2025/quay-park-2025.yml"
    versions = []
    for words in ("nearly forty", "nearly fifty", "nearly sixty"):
        path.write_text(path.read_text("utf-8").replace("nearly forty", words).replace("nearly fifty", words), "utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", words)
        versions.append(Index(load(content).content, TODAY).versions.of(f"facts/{FACT}")[:12])
    _, said, _ = started(tmp_path, body(WRONG | {"Version": f"version {versions[1]}"}))
    assert f"The reader read an earlier version, {versions[1]}, which said:" in said
    assert "  | Quay Park had nearly fifty companies in the first quarter of 2025." in said
    _, said, _ = started(tmp_path, body(WRONG | {"Version": versions[2]}))
    assert f"The reader read the present version, {versions[2]}." in said
    _, said, _ = started(tmp_path, body(WRONG | {"Version": "0" * 12}))
    assert f"The reader read another version, {'0' * 12}, which is not found in the history here." in said


def test_what_else_has_a_page_may_be_wrong_too(content: Path, tmp_path: Path) -> None:
    _, said, _ = started(tmp_path, body(WRONG | {"Fact": "https://example.org/places/quay-park/"}))
    assert said[0] == "content/places/quay-park.yml:1:1: places/quay-park, which a reader says is wrong"
    assert said[-1].endswith("python -m generator correct places/quay-park")


def test_a_fact_that_is_lacking_becomes_a_record_with_the_readers_words_as_comments(
    content: Path, tmp_path: Path
) -> None:
    hostile = 'Quay Park held 4 fairs.\r\nfacts: []\n---\n"\u2028}}\u202e &a *a !!x\n::error::x\x1b[2J'
    code, said, _ = started(tmp_path, body(MISSING | {"What it says": hostile}))
    assert code == 0
    [path] = set(content.rglob("*.yml")) - {content / file.relative_to(TINY) for file in TINY.rglob("*.yml")}
    assert said[0].startswith(str(path.relative_to(tmp_path)))
    text = path.read_text("utf-8")
    document = read_yaml("", path.read_bytes())
    assert not document.problems
    assert document.data["source"]["url"] == "https://daily.example.org/2026/fairs"
    assert len(document.data["facts"]) == 1
    head = text[: text.index("source:")].splitlines()
    assert all(line.startswith("#") for line in head)
    assert "# about: quay-park" in head
    assert "# facts: []" in head


def test_a_fact_of_a_source_that_is_there_goes_into_its_record(content: Path, tmp_path: Path) -> None:
    link = "[the page](https://www.daily.example.org/2025/quay-park/)."
    code, said, _ = started(tmp_path, body(MISSING | {"Link to the source": link}))
    assert (code, said[0].split(":")[0]) == (0, "content/records/2025/quay-park-2025.yml")
    data = read_yaml("", (content / "records/2025/quay-park-2025.yml").read_bytes()).data
    assert [fact["id"] for fact in data["facts"]] == [FACT, "TODO"]


def test_of_a_host_that_nobody_knows_the_publisher_is_asked_for(content: Path, tmp_path: Path) -> None:
    text = body(MISSING | {"Link to the source": "https://post.example.net/fairs"})
    code, said, _ = started(tmp_path, text)
    assert code == 1
    [problem] = said
    assert problem.startswith("issue.md:3:1: cannot-start: no publisher has post.example.net among its domains")
    code, _, _ = started(tmp_path, text, "--publisher", "Mill Post")
    assert code == 0
    assert (content / "publishers/mill-post.yml").exists()


MISTAKES = [
    ("Hello,\n\n### Something else\n\nx", ["issue.md:1:1: unknown-form: this is no issue by one of our forms"]),
    ("", ["issue.md:1:1: unknown-form"]),
    (
        body({"Fact": "quay-park-compaies-2025", "Version": "abc", "Link": "see below"}),
        [
            "issue.md:1:1: missing-field: '### What the source says' is needed, and it is not there",
            "issue.md:3:1: unknown-fact: nothing of ours is called 'quay-park-compaies-2025'; did you mean",
            "issue.md:7:1: malformed-hash: 'abc' is no version",
            "issue.md:11:1: malformed-address: 'see below' is not a web address",
        ],
    ),
    (
        body(WRONG | {"What the source says": "_No response_"}),
        ["issue.md:11:1: missing-field: '### What the source says' is needed, and nothing stands under it"],
    ),
    (
        body(WRONG | {"What the source says": "x\n### Link\n\nhttps://evil.example/x"}),
        ["issue.md:16:1: duplicate-heading: '### Link' stands in line 12 too"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_every_mistake_is_said_at_once_at_its_line(
    content: Path, tmp_path: Path, text: str, expected: list[str]
) -> None:
    before = tree(content)
    code, said, _ = started(tmp_path, text)
    assert code == 1
    assert len(said) == len(expected), said
    for line, begins in zip(sorted(said), sorted(expected), strict=True):
        assert line.startswith(begins), line
    assert tree(content) == before


def test_a_body_that_is_no_text_is_said_in_a_line(content: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_bytes(b"\xff\xfe### Fact")
    code, said, _ = ended("from-issue", "issue.md", cwd=tmp_path)
    assert (code, len(said)) == (1, 1)
    assert "not UTF-8" in said[0]


@given(st.binary(max_size=200) | st.text(max_size=300).map(str.encode))
def test_no_body_is_too_odd_to_be_read(raw: bytes) -> None:
    issue, problems = read_issue("issue.md", raw)
    assert issue is not None or problems


@given(st.lists(st.tuples(st.sampled_from([*FORMS["A figure is wrong"]]), st.text(max_size=40)), max_size=6))
def test_what_stands_under_a_label_is_what_the_reader_typed(answers: list[tuple[str, str]]) -> None:
    text = "\n\n".join(f"### {label}\n\n{words}" for label, words in answers)
    issue, _ = read_issue("issue.md", text.encode())
    for label in {label for label, _ in answers}:
        assert issue is not None
        first = next(words for of, words in answers if of == label)
        assert issue.text(label) == first.replace("\r\n", "\n").strip() or "### " in first
