"""`correct ID`: what stood there is written from what is published, and nothing else of a file changes."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.check import check
from generator.compare import compare
from generator.correct import entries_for
from generator.model.problems import CannotGoOn
from generator.model.records import Changed
from generator.model.timeline import events
from generator.pages.briefing import BriefingPage
from generator.publish.files import site_views
from generator.read.load import Memory, load
from tests.test_edits import SMALL, TABLE, published
from tests.test_history import git
from tests.test_problems import change

TODAY = date(2026, 11, 23)
REASON = "We had misread it."
# What no case changes is read once.
MEMORY = Memory()
# What no entry can make good.
NEVER = {
    "A withdrawn fact changed",
    "A note is gone",
    "A note is reworded",
    "A bullet is turned round, with a note that shows nothing",
    "A bullet is turned round, with a note that names half of it",
    "A bullet is turned round with a note: Typo mended",
}
SILENT = [
    pytest.param(base, case, id=title)
    for title, base, case in TABLE
    if case["broken"]
    and set(case["broken"]) <= {"silent-change", "briefing-rewritten"}
    and all(one.startswith("editorial") for one in case["says"])
    and case["title"] not in NEVER
]


@pytest.mark.parametrize(("base", "case"), SILENT)
def test_what_was_silent_is_not_once_its_entry_is_written(
    base: Path, case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(base, tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    copy = Path("content")
    for name, new in case["change"].items():
        change(copy / name, new)
    old, edited = published(base).content, load(copy, MEMORY)
    for said in case["says"]:
        address = said.partition(" ")[2].removeprefix("facts/")
        for written in entries_for(address, old, edited, today=TODAY, reason=REASON):
            path = copy / written.path if written.is_new else Path(written.path)
            before = [] if written.is_new else path.read_text("utf-8").splitlines()
            path.parent.mkdir(exist_ok=True)
            path.write_text(written.text, "utf-8")
            rest = iter(written.text.splitlines())
            assert all(line in rest for line in before), "lines were put in, and none was changed"
    now = load(copy, MEMORY)
    assert not now.problems
    changes, problems = compare(old, now.content, where="content")
    # What still tells the old amount is mended next.
    assert {problem.rule for problem in problems} <= {"says-what-was"}, [*changes, *problems]
    assert sorted(one.address for one in changes) == sorted(one.partition(" ")[2] for one in case["says"])
    assert {one.what for one in changes} == {"correction"}
    for said in case["says"]:
        with pytest.raises(CannotGoOn, match="already"):
            entries_for(said.partition(" ")[2].removeprefix("facts/"), old, now, today=TODAY)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SMALL, tmp_path / "content")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "The first commit")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path / "content"


def correct(*words: str) -> Result:
    return CliRunner().invoke(main, ["correct", *words, "--base", "HEAD", "--today", "2026-11-23"])


def test_the_entry_of_a_fact_is_written_below_it_and_waits_for_its_reason(repository: Path) -> None:
    path = repository / "records/2024/harbour-report-2024.yml"
    change(path, [["value: 12.5", "value: 13_500.5"], ["qualifier: at least\n        when: 2030", "when: 2031"]])
    before = path.read_text("utf-8")
    result = correct("harbour-halls-target-2030")
    assert (result.exit_code, result.output) == (
        0,
        "content/records/2024/harbour-report-2024.yml: what stood at HEAD is written; write the reason where it says "
        "TODO\n",
    )
    entry = """\
        as_stated: 不少于12.5平方公里
    corrections:
      - on: 2026-11-23
        was:
          value: 12.5
          qualifier: at least
          figure_when: '2030'
        reason: TODO
""".replace("'2030'", "2030")
    assert path.read_text("utf-8") == before.replace("        as_stated: 不少于12.5平方公里\n", entry)
    problems, _ = check(load(repository), TODAY)
    assert "reason-unwritten" in {problem.rule for problem in problems}
    again = correct("harbour-halls-target-2030")
    assert (again.exit_code, again.output) == (
        1, "error: 'harbour-halls-target-2030' has the entry already, of 2026-11-23\n"
    )  # fmt: skip


def test_a_second_entry_comes_after_the_first(repository: Path) -> None:
    path = repository / "records/2023/quay-daily-2023.yml"
    change(path, [["where: headline", "where: paragraph 1"]])
    assert correct("harbour-companies-2022", "--reason", REASON).exit_code == 0
    text = path.read_text("utf-8")
    assert '        reason: "The number is told: one."\n      - on: 2026-11-23\n        was:\n' in text
    changes = CliRunner().invoke(main, ["changes", "--base", "HEAD"])
    assert (changes.exit_code, changes.output.splitlines()[-1]) == (0, "Since HEAD: 1 correction; no problem")


def test_a_note_of_a_briefing_follows_the_correction_that_asked_for_it(repository: Path) -> None:
    path = repository / "records/2023/quay-daily-2023.yml"
    change(path, [
        ["had one company in 2022", "had three companies in 2022"],
        ["value: 1\n", "value: 3\n"],
        ["as_stated: one company", "as_stated: three companies"],
    ])  # fmt: skip
    assert correct("harbour-companies-2022", "--reason", REASON).exit_code == 0
    result = CliRunner().invoke(main, ["changes", "HEAD"])
    told = [line for line in result.output.splitlines() if "says-what-was" in line]
    assert len(told) == 1
    assert "harbour-counts-companies still says 'one', which harbour-companies-2022 no longer does" in told[0]
    briefing = repository / "briefings/harbour-counts-companies.yml"
    change(briefing, [["It had one company in 2022.", "It had three companies in 2022."]])
    assert correct("harbour-counts-companies", "--reason", REASON).exit_code == 0
    text = briefing.read_text("utf-8")
    assert "    text: We had misread it.\n    changed:\n      - field: bullets\n" in text
    assert text.endswith("    follows: harbour-companies-2022\n")
    assert CliRunner().invoke(main, ["changes", "HEAD"]).exit_code == 0


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("harbour-companies-2022", "nothing of 'harbour-companies-2022' changed that needs a correction"),
        ("hall-works", "nothing of organisations/hall-works changed that needs an entry"),
        ("hall-act-adopted", "nothing of briefings/hall-act-adopted changed that needs a note"),
        ("harbour-companys-2022", "nothing has the id 'harbour-companys-2022'; did you mean 'harbour-companies-2022'?"),
        ("companies", "'companies' is the id of several things; write one of: topics/companies, units/companies"),
        ("site", "nothing of site changed that needs an entry"),
    ],
)
def test_what_needs_no_entry_or_is_not_there_is_said_in_a_line(repository: Path, id: str, said: str) -> None:
    result = correct(id)
    assert (result.exit_code, result.output) == (1, f"error: {said}\n")


def test_what_is_not_published_or_withdrawn_or_not_in_git_is_said_in_a_line(repository: Path) -> None:
    path = repository / "records/2023/quay-daily-2023.yml"
    change(path, [["id: harbour-halls-target-2023", "id: halls-target"], ["value: 33.7", "value: 34.7"]])
    assert correct("halls-target").output == "error: 'halls-target' is not published yet; it needs no correction\n"
    assert correct("harbour-growth-2023").output.startswith("error: 'harbour-growth-2023' is withdrawn; put value back")
    result = CliRunner().invoke(main, ["correct", "halls-target", "--base", "nowhere"])
    assert result.exit_code == 1
    assert result.output.startswith("error: git has no content at nowhere")


def test_a_fact_or_a_list_in_one_line_must_be_written_in_lines_first(repository: Path) -> None:
    path = repository / "records/2024/harbour-report-2024.yml"
    change(path, [["where: page 5", "where: page 6\n    corrections: []"]])
    result = correct("model-makers-third-2024")
    assert result.exit_code == 1
    assert "write corrections in lines that begin with -, then run this again" in result.output


def test_a_briefing_in_other_words_keeps_the_first_and_tells_nobody(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SMALL, tmp_path / "content"))
    path = copy / "briefings" / "first-hall-opens.yml"
    text = path.read_text("utf-8")
    was, now = "Who paid for the hall.", "Who paid for the hall is not on file."
    path.write_text(text.replace(was, now), "utf-8")
    old, edited = published(SMALL).content, load(copy)
    (written,) = entries_for("briefings/first-hall-opens", old, edited, today=TODAY)
    path.write_text(written.text, "utf-8")
    new = load(copy).content
    (kept,) = new.briefings["first-hall-opens"].reworded
    assert kept.changed == (Changed(field="gaps", was=(was,), now=(now,)),)
    changes, problems = compare(old, new, where="content")
    assert [(one.what, one.address) for one in changes] == [("reworded", "briefings/first-hall-opens")]
    assert not problems
    assert events(new) == events(old)
    page = next(page for page in site_views(new, TODAY).pages if page.path == "briefings/first-hall-opens.md")
    assert isinstance(page, BriefingPage)
    assert [(one.words, one.until) for one in page.first_words] == [(was, "23 November 2026")]
    # What is worded anew in one place and says more in another needs both entries, one after the other.
    path.write_text(text.replace(was, now).replace("as a beginning", "as an end"), "utf-8")
    with pytest.raises(CannotGoOn, match="change the former"):
        entries_for("briefings/first-hall-opens", old, load(copy), today=TODAY)


def test_a_briefing_written_anew_keeps_its_first_words_says_why_and_tells_nobody(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(SMALL, tmp_path / "content"))
    path = copy / "briefings" / "first-hall-opens.yml"
    was, now = "Who paid for the hall.", "What the hall cost, and which of its parts were let."
    path.write_text(path.read_text("utf-8").replace(was, now), "utf-8")
    old, edited = published(SMALL).content, load(copy)
    assert [one.rule for one in compare(old, edited.content, where="content")[1]] == ["briefing-rewritten"]
    (written,) = entries_for("briefings/first-hall-opens", old, edited, today=TODAY, reason="It is shorter.", anew=True)
    path.write_text(written.text, "utf-8")
    new = load(copy).content
    changes, problems = compare(old, new, where="content")
    assert [(one.what, one.address, one.detail) for one in changes] == [
        ("rewritten", "briefings/first-hall-opens", "It is shorter.")
    ]
    assert not problems
    assert events(new) == events(old)
    page = next(page for page in site_views(new, TODAY).pages if page.path == "briefings/first-hall-opens.md")
    assert isinstance(page, BriefingPage)
    assert page.anew == ("Written anew on 23 November 2026. It is shorter.",)
    assert [(one.words, one.until) for one in page.first_words] == [(was, "23 November 2026")]
    with pytest.raises(CannotGoOn, match="only a briefing or a place"):
        entries_for("topics/companies", old, load(copy), today=TODAY, anew=True)
