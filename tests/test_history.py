"""What changed since a commit: the class of each change, what may not change, and how readers learn of it."""

from __future__ import annotations

import copy
import dataclasses
import os
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.__main__ import main
from generator.compare import HistoryChange, compare
from generator.feeds.files import feed_files
from generator.feeds.items import Feed, FeedItem, feeds
from generator.model.content import Content
from generator.model.promises import said
from generator.model.records import Briefing, Changed, DatedNote, Fact, Moved, Passage, Place
from generator.pages.parts import Catalogue
from generator.pages.render import render
from generator.publish.files import site_views
from generator.read.load import load
from tests.made import READ, briefing, content, corrected, fact, figure, record, withdrawn
from tests.test_problems import FOLDER

TEMPLATES = Path(__file__).parent.parent / "templates"
TODAY = date(2026, 1, 15)

# --- a history of commits

Tree = dict[str, Any]  # path below content/: what YAML says there


def figure_fact(id: str, value: int, when: str, **more: Any) -> dict[str, Any]:
    words = f"{value} companies"
    return {
        "id": id,
        "added": "2026-11-21",
        "kind": "figure",
        "about": "lingang",
        "topics": ["companies"],
        "text": f"{id.capitalize().replace('-', ' ')}: there were {words}.",
        "where": "paragraph 1",
        "figures": [{"measure": "ai_companies", "value": value, "unit": "companies", "when": when, "as_stated": words}],
        **more,
    }


def source(id: str, published: str, *facts: dict[str, Any], publisher: str = "harbour-times") -> dict[str, Any]:
    return {
        "source": {
            "title": f"Title of {id}",
            "publisher": publisher,
            "url": f"https://example.org/{id}",
            "published": published,
            "retrieved": "2026-11-20",
            "language": "en",
        },
        "facts": list(facts),
    }


ONE, ISSUE = "records/2023/one.yml", "briefings/issue-one.yml"


def base() -> Tree:
    tree: Tree = {}
    for path in sorted((FOLDER / "base").rglob("*.*")):
        name = str(path.relative_to(FOLDER / "base"))
        text = path.read_text("utf-8")
        tree[name] = yaml.safe_load(text) if name.endswith(".yml") else text
    # YAML's own dates become the texts that the loader takes.
    tree = yaml.load(yaml.safe_dump(tree), Loader=yaml.BaseLoader)
    tree[ONE]["facts"][0]["figures"][0]["value"] = 40
    tree[ISSUE]["number"] = tree["measures.yml"]["ai_companies"]["review_after"] = 1
    for axis in ("lat", "lon"):
        tree["places/lingang.yml"]["position"][axis] = float(tree["places/lingang.yml"]["position"][axis])
    tree["publishers.yml"]["port-gazette"] = {"name": "Port Gazette", "class": "trade press"}
    tree["records/2022/gazette.yml"] = source(
        "gazette", "2022-05-01", figure_fact("port-2021", 30, "2021"), publisher="port-gazette"
    )
    return tree


def facts(tree: Tree) -> dict[str, dict[str, Any]]:
    return {fact["id"]: fact for path, file in tree.items() if path.startswith("records/") for fact in file["facts"]}


def moved(tree: Tree, old: str, to: str) -> None:
    tree.setdefault("moved.yml", {})[old] = {"to": to, "on": "2026-11-22"}


def rename_fact(tree: Tree, old: str, new: str) -> None:
    facts(tree)[old]["id"] = new
    for name, thing in tree.items():
        if name.startswith(("briefings/", "places/")):
            tree[name] = yaml.safe_load(yaml.safe_dump(thing).replace(f"- {old}\n", f"- {new}\n"))


def correct(fact: dict[str, Any], value: int) -> None:
    """A correction as an editor writes it: the figure, its words, and what was there before."""
    entry = {"on": "2026-11-22", "was": fact["text"], "reason": "We misread it."}
    fact["text"] = fact["text"].replace(str(fact["figures"][0]["value"]), str(value))
    fact["figures"][0] |= {"value": value, "as_stated": f"{value} companies"}
    fact.setdefault("corrections", []).append(entry)


# The gap of the issue, and how it may be put.
REWORDED = "Which companies they are is not known.", "Which companies they are."


def keep_words(tree: Tree, field: str, was: str, now: str) -> None:
    """Other words for a passage of the issue, which keeps those that were published."""
    tree[ISSUE][field][0]["text"] = now
    changed = [{"field": field, "was": [was], "now": [now]}]
    tree[ISSUE].setdefault("reworded", []).append({"on": "2026-11-23", "changed": changed})


@dataclasses.dataclass
class Step:
    """One commit: what an editor did, the changes by class and address, and the rules that it breaks."""

    title: str
    do: Callable[[Tree], object]
    changes: set[str]
    broken: tuple[str, ...] = ()


STEPS: list[Step] = []


def step(*changes: str, broken: tuple[str, ...] = ()) -> Callable[[Callable[[Tree], object]], None]:
    """The next commit. One that breaks a rule is not built on: the next one starts from the commit before it."""

    def add(do: Callable[[Tree], object]) -> None:
        STEPS.append(Step(do.__name__.replace("_", " "), do, set(changes), broken))

    return add


@step("new facts/robots-arrive")
def a_new_event(tree: Tree) -> None:
    event = {**figure_fact("robots-arrive", 1, "2023"), "kind": "event", "when": "2023-02-25", "text": "Robots came."}
    del event["figures"]
    tree[ONE]["facts"].append(event)


@step("new facts/city-2023")
def a_figure_of_a_place_that_had_none(tree: Tree) -> None:
    tree[ONE]["facts"].append(figure_fact("city-2023", 1000, "2023-02", about="shanghai"))


@step("update facts/port-2024")
def a_newer_figure_of_another_paper(tree: Tree) -> None:
    tree["records/2025/gazette-2025.yml"] = source(
        "gazette-2025", "2025-02-01", figure_fact("port-2024", 60, "2024"), publisher="port-gazette"
    )


@step("update facts/port-2025")
def a_newer_figure_of_the_same_paper(tree: Tree) -> None:
    tree["records/2026/gazette-2026.yml"] = source(
        "gazette-2026", "2026-02-01", figure_fact("port-2025", 70, "2025"), publisher="port-gazette"
    )


@step("revision facts/port-2024-anew")
def a_papers_own_new_figure_for_the_same_year(tree: Tree) -> None:
    tree["records/2026/gazette-2026.yml"]["facts"].append(figure_fact("port-2024-anew", 64, "2024"))


@step("new facts/harbour-2025")
def a_second_papers_figure_for_a_year_that_is_on_file(tree: Tree) -> None:
    tree["records/2026/harbour-2026.yml"] = source(
        "harbour-2026", "2026-03-01", figure_fact("harbour-2025", 70, "2025")
    )


@step("new facts/old-count")
def an_older_figure_than_all_on_file(tree: Tree) -> None:
    tree["records/2026/harbour-2026.yml"]["facts"].append(figure_fact("old-count", 3, "2010"))


@step("new facts/aim-2030")
def a_target_is_no_update_of_what_was_reported(tree: Tree) -> None:
    tree["records/2026/harbour-2026.yml"]["facts"].append(figure_fact("aim-2030", 200, "2030", kind="target"))


@step("update facts/aim-2035")
def a_target_of_a_later_year(tree: Tree) -> None:
    tree["records/2026/harbour-2026.yml"]["facts"].append(figure_fact("aim-2035", 300, "2035", kind="target"))


@step("correction facts/port-2024")
def a_correction_of_a_value(tree: Tree) -> None:
    correct(facts(tree)["port-2024"], 61)


@step("editorial facts/port-2024", broken=("silent-change",))
def a_value_that_changes_without_a_word(tree: Tree) -> None:
    facts(tree)["port-2024"]["figures"][0] |= {"value": 62, "as_stated": "62 companies"}


@step("editorial facts/port-2024", broken=("silent-change",))
def a_hedge_that_comes_without_a_word(tree: Tree) -> None:
    facts(tree)["port-2024"]["figures"][0] |= {"qualifier": "over", "as_stated": "over 61 companies"}


@step("editorial facts/port-2024", broken=("silent-change",))
def a_year_that_changes_without_a_word(tree: Tree) -> None:
    facts(tree)["port-2024"]["figures"][0]["when"] = "2023"


@step("editorial facts/robots-arrive", broken=("silent-change",))
def an_events_day_that_changes_without_a_word(tree: Tree) -> None:
    facts(tree)["robots-arrive"]["when"] = "2023-02-26"


@step("editorial facts/robots-arrive", broken=("silent-change",))
def a_speaker_that_changes_without_a_word(tree: Tree) -> None:
    facts(tree)["robots-arrive"]["said_by"] = "The mayor"


@step("editorial facts/city-2023", broken=("silent-change",))
def a_fact_that_is_of_another_place_now(tree: Tree) -> None:
    facts(tree)["city-2023"]["about"] = "china"


@step("correction facts/robots-arrive")
def a_speaker_that_changes_with_a_correction(tree: Tree) -> None:
    entry = {"on": "2026-11-22", "was": {"without": ["said_by"]}, "reason": "We overlooked it."}
    facts(tree)["robots-arrive"] |= {"said_by": "The mayor", "corrections": [entry]}


@step("correction facts/city-2023", broken=("never-stood-there",))
def a_correction_of_what_never_stood_there(tree: Tree) -> None:
    entry = {"on": "2026-11-22", "was": "Quite another sentence stood here.", "reason": "We misread it."}
    facts(tree)["city-2023"] |= {"text": "The city had companies.", "corrections": [entry]}


@step("correction facts/port-2024", broken=("silent-change",))
def a_correction_that_leaves_out_what_it_changed(tree: Tree) -> None:
    fact = facts(tree)["port-2024"]
    was = {"figure_when": fact["figures"][0]["when"]}
    fact["figures"][0] |= {"when": "2023", "qualifier": "about"}
    fact["corrections"] = [*fact.get("corrections", ()), {"on": "2026-11-22", "was": was, "reason": "We misread it."}]


@step("editorial facts/port-2021", broken=("silent-change",))
def words_that_read_better(tree: Tree) -> None:
    facts(tree)["port-2021"]["text"] = "In all there were 30 companies."


@step("editorial facts/port-2021")
def a_comma_a_capital_and_a_space(tree: Tree) -> None:
    facts(tree)["port-2021"]["text"] = "Port 2021; there were 30  Companies!"


@step("completed facts/port-2021")
def a_note_a_topic_and_a_day_of_checking(tree: Tree) -> None:
    facts(tree)["port-2021"] |= {"note": "Small ones too.", "topics": ["policy"], "checked": ["2026-11-22"]}


@step("editorial topics/policy", "editorial site", broken=("silent-change", "silent-change"))
def a_definition_and_a_site_description(tree: Tree) -> None:
    tree["topics.yml"]["policy"]["definition"] = "Plans, laws and rules."
    tree["site.yml"]["description"] = "Still invented."


@step("editorial pages/about")
def a_line_more_on_a_page(tree: Tree) -> None:
    tree["pages/about.md"] += "\nMore about us.\n"


@step("correction topics/policy")
def a_definition_with_an_entry(tree: Tree) -> None:
    changed = {"field": "definition", "was": ["Plans and laws."], "now": ["Plans, laws and rules."]}
    entry = {"of": "topics/policy", "on": "2026-11-22", "changed": [changed], "reason": "Rules were missing."}
    tree["changes/policy.yml"] = entry
    tree["topics.yml"]["policy"]["definition"] = "Plans, laws and rules."


@step(broken=("history-erased",))
def an_entry_about_a_definition_reworded(tree: Tree) -> None:
    tree["changes/policy.yml"]["reason"] = "No reason."


@step("withdrawal facts/harbour-2025")
def a_withdrawal(tree: Tree) -> None:
    facts(tree)["harbour-2025"]["withdrawn"] = {"on": "2026-11-22", "reason": "The paper took it back."}


@step("editorial facts/harbour-2025", broken=("history-erased",))
def a_withdrawal_taken_back(tree: Tree) -> None:
    del facts(tree)["harbour-2025"]["withdrawn"]


@step("editorial facts/harbour-2025", broken=("history-erased",))
def a_withdrawal_with_another_reason(tree: Tree) -> None:
    facts(tree)["harbour-2025"]["withdrawn"]["reason"] = "No reason."


@step("correction facts/port-2024", "update facts/port-2026")
def a_second_correction_and_an_update_in_one_commit(tree: Tree) -> None:
    correct(facts(tree)["port-2024"], 63)
    tree["records/2026/gazette-2026.yml"]["facts"].append(figure_fact("port-2026", 80, "2026-01"))


@step("editorial facts/port-2024", broken=("history-erased",))
def a_correction_erased(tree: Tree) -> None:
    del facts(tree)["port-2024"]["corrections"][0]


@step("editorial facts/port-2024", broken=("history-erased",))
def a_correction_reworded(tree: Tree) -> None:
    facts(tree)["port-2024"]["corrections"][1]["reason"] = "They misread it."


@step("correction facts/port-2024", broken=("history-erased",))
def a_correction_erased_under_two_new_ones(tree: Tree) -> None:
    del facts(tree)["port-2024"]["corrections"][0]
    for value in (65, 66):
        correct(facts(tree)["port-2024"], value)


@step("new briefings/issue-two")
def a_new_briefing(tree: Tree) -> None:
    bullet = {"text": "It had 70 companies.", "facts": ["port-2025"]}
    tree["briefings/issue-two.yml"] = {
        **copy.deepcopy(tree[ISSUE]), "number": 2, "headline": "Two", "bullets": [bullet], "figures": ["port-2025"]
    }  # fmt: skip


@step("editorial briefings/issue-one", broken=("briefing-rewritten",))
def a_briefing_rewritten_without_a_note(tree: Tree) -> None:
    tree[ISSUE]["analysis"][0]["text"] = "We read this as an end."


@step("editorial briefings/issue-one", broken=("briefing-rewritten",))
def a_briefing_of_another_day(tree: Tree) -> None:
    tree[ISSUE]["published"] = "2026-11-23"


@step("editorial briefings/issue-one", broken=("briefing-rewritten",))
def a_briefing_rewritten_with_a_note_that_does_not_say_what_it_said(tree: Tree) -> None:
    tree[ISSUE]["analysis"][0]["text"] = "We read this as an end."
    tree[ISSUE]["notes"] = [{"on": "2026-11-23", "text": "Typo mended."}]


@step("correction briefings/issue-one")
def a_briefing_rewritten_with_a_note_that_says_what_it_said(tree: Tree) -> None:
    changed = {"field": "analysis", "was": ["We read this as a beginning."], "now": ["We read this as an end."]}
    tree[ISSUE]["analysis"][0]["text"] = "We read this as an end."
    tree[ISSUE]["notes"] = [{"on": "2026-11-23", "text": "It was no beginning.", "changed": [changed]}]


@step("editorial briefings/issue-one", broken=("briefing-rewritten",))
def a_briefing_put_into_other_words_that_it_does_not_keep(tree: Tree) -> None:
    tree[ISSUE]["gaps"][0]["text"] = REWORDED[1]


@step("reworded briefings/issue-one")
def a_briefing_put_into_other_words_that_say_the_same(tree: Tree) -> None:
    keep_words(tree, "gaps", *REWORDED)


@step("editorial briefings/issue-one", broken=("briefing-rewritten", "says-something-else"))
def a_briefing_that_says_more_as_if_it_were_the_same(tree: Tree) -> None:
    keep_words(tree, "gaps", REWORDED[1], "Which large companies they are.")


@step("editorial places/lingang", "completed facts/city-2023")
def a_place_gets_a_gap_and_a_fact_a_note(tree: Tree) -> None:
    tree["places/lingang.yml"]["gaps"].append({"text": "How they are counted is not in what we read."})
    facts(tree)["city-2023"]["note"] = "The day is not stated in what we read."


@step("reworded places/lingang", "reworded facts/city-2023")
def a_place_and_a_note_put_into_other_words(tree: Tree) -> None:
    tree["places/lingang.yml"]["gaps"][1]["text"] = "How they are counted."
    facts(tree)["city-2023"]["note"] = "The day is not stated."


@step("editorial places/lingang", "editorial facts/city-2023", broken=("silent-change", "silent-change"))
def a_place_and_a_note_that_say_something_else(tree: Tree) -> None:
    tree["places/lingang.yml"]["gaps"][1]["text"] = "How they were counted."
    facts(tree)["city-2023"]["note"] = "The day is stated."


@step("editorial briefings/issue-one", broken=("briefing-rewritten",))
def first_words_erased(tree: Tree) -> None:
    del tree[ISSUE]["reworded"]


@step("editorial briefings/issue-one", broken=("briefing-rewritten",))
def a_note_erased(tree: Tree) -> None:
    del tree[ISSUE]["notes"]


@step("editorial briefings/issue-one")
def a_note_alone(tree: Tree) -> None:
    tree[ISSUE]["notes"].append({"on": "2026-11-23", "text": "And no end."})


@step("moved facts/port-2021")
def a_fact_renamed_with_an_entry(tree: Tree) -> None:
    rename_fact(tree, "port-2021", "gazette-count")
    moved(tree, "facts/port-2021", "facts/gazette-count")


@step("moved facts/gazette-count", "editorial facts/gazette-first-count")
def a_fact_renamed_again_and_written_otherwise(tree: Tree) -> None:
    rename_fact(tree, "gazette-count", "gazette-first-count")
    moved(tree, "facts/gazette-count", "facts/gazette-first-count")
    facts(tree)["gazette-first-count"]["text"] = "Port 2021: there were 30 companies."


@step("moved facts/gazette-first-count", "editorial facts/gazette-third-name", broken=("silent-change",))
def a_value_that_changes_behind_a_third_name(tree: Tree) -> None:
    rename_fact(tree, "gazette-first-count", "gazette-third-name")
    moved(tree, "facts/gazette-first-count", "facts/gazette-third-name")
    facts(tree)["gazette-third-name"]["figures"][0] |= {"value": 31, "as_stated": "31 companies"}


@step("moved facts/lingang-companies-2023")
def a_fact_that_a_briefing_and_a_place_cite_renamed(tree: Tree) -> None:
    rename_fact(tree, "lingang-companies-2023", "harbour-count-2023")
    moved(tree, "facts/lingang-companies-2023", "facts/harbour-count-2023")


@step("new facts/renamed-in-silence", broken=("vanished",))
def a_fact_renamed_without_an_entry(tree: Tree) -> None:
    rename_fact(tree, "city-2023", "renamed-in-silence")


@step(broken=("vanished",))
def a_fact_that_vanishes(tree: Tree) -> None:
    tree[ONE]["facts"] = [fact for fact in tree[ONE]["facts"] if fact["id"] != "city-2023"]


@step(broken=("vanished",) * 5)
def a_record_deleted_with_its_facts(tree: Tree) -> None:
    del tree["records/2026/harbour-2026.yml"]


@step(broken=("vanished",))
def a_move_forgotten(tree: Tree) -> None:
    del tree["moved.yml"]["facts/port-2021"]


@step(broken=("vanished",))
def a_briefing_that_vanishes(tree: Tree) -> None:
    del tree["briefings/issue-two.yml"]


@step("moved briefings/issue-two")
def a_briefing_renamed_with_an_entry(tree: Tree) -> None:
    tree["briefings/second-issue.yml"] = tree.pop("briefings/issue-two.yml")
    moved(tree, "briefings/issue-two", "briefings/second-issue")


@step("moved briefings/second-issue", "editorial briefings/third-name", broken=("briefing-rewritten",))
def a_briefing_renamed_and_rewritten(tree: Tree) -> None:
    tree["briefings/third-name.yml"] = tree.pop("briefings/second-issue.yml")
    tree["briefings/third-name.yml"]["headline"] = "Something else"
    moved(tree, "briefings/second-issue", "briefings/third-name")


def rename_place(tree: Tree) -> None:
    tree["places/harbour.yml"] = tree.pop("places/lingang.yml")
    for one in facts(tree).values():
        if one["about"] == "lingang":
            one["about"] = "harbour"


@step("moved places/lingang")
def a_place_renamed_with_an_entry(tree: Tree) -> None:
    rename_place(tree)
    moved(tree, "places/lingang", "places/harbour")


@step("moved topics/companies", "moved sources/gazette")
def a_topic_and_a_source_renamed_with_entries(tree: Tree) -> None:
    tree["topics.yml"]["firms"] = tree["topics.yml"].pop("companies")
    for one in facts(tree).values():
        one["topics"] = ["firms" if topic == "companies" else topic for topic in one["topics"]]
    tree["records/2022/port-gazette.yml"] = tree.pop("records/2022/gazette.yml")
    moved(tree, "topics/companies", "topics/firms")
    moved(tree, "sources/gazette", "sources/port-gazette")


@step("new facts/last")
def a_last_event(tree: Tree) -> None:
    event = {**copy.deepcopy(facts(tree)["robots-arrive"]), "id": "last", "text": "The robots left."}
    event.pop("corrections")
    tree[ONE]["facts"].append(event)


def git(folder: Path, *words: str) -> str:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A. Tester"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "tester@example.org"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    run = subprocess.run(
        ["git", "-C", str(folder), *words], env=environment, capture_output=True, check=True, text=True
    )
    return run.stdout.strip()


def write(tree: Tree, folder: Path) -> None:
    for path in folder.rglob("*.*"):
        path.unlink()
    for name, thing in tree.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = thing if isinstance(thing, str) else yaml.safe_dump(thing, allow_unicode=True, sort_keys=False)
        path.write_text(text, "utf-8")


def commit(tree: Tree, repository: Path, title: str) -> str:
    write(tree, repository / "content")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--allow-empty", "-m", title)
    return git(repository, "rev-parse", "HEAD")


def changes(*words: str) -> Result:
    return CliRunner().invoke(main, ["changes", *words])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


@pytest.mark.slow
def test_every_commit_of_a_long_history_replays_to_the_right_class_and_exit_code(repository: Path) -> None:
    assert len(STEPS) >= 30
    tree = base()
    good = commit(tree, repository, "The first commit")
    first, classes, seen = good, set(), set()
    for step in STEPS:
        after = copy.deepcopy(tree)
        step.do(after)
        commit(after, repository, step.title)
        result = changes(good)
        *lines, verdict = result.output.splitlines()
        problems = [line for line in lines if line.startswith("content:1:1: ")]
        said = {tuple(line.split(": ")[:2]) for line in lines if line not in problems}
        assert {" ".join(change) for change in said} == step.changes, (step.title, result.output)
        assert len(lines) == len(step.changes) + len(step.broken), (step.title, result.output)
        assert sorted(line.split(": ")[1] for line in problems) == sorted(step.broken), (step.title, result.output)
        assert result.exit_code == bool(step.broken), step.title
        assert verdict.startswith(f"Since {good}: " + ("" if step.changes else "nothing")), step.title
        classes |= {what for what, _ in said}
        seen |= set(step.broken)
        if not step.broken:
            tree, good = after, git(repository, "rev-parse", "HEAD")
    assert classes == {
        *("new", "update", "revision", "completed", "correction", "withdrawal", "moved", "reworded", "editorial")
    }
    rules = ("vanished", "silent-change", "history-erased", "never-stood-there", "briefing-rewritten")
    assert seen == {*rules, "says-something-else"}
    assert int(git(repository, "rev-list", "--count", "HEAD")) > 30
    # The whole way at once: nothing of it is a problem, nothing that moved is new, each thing is said once.
    write(tree, repository / "content")
    result = changes(first)
    assert result.exit_code == 0, result.output
    lines = [line.partition(": ")[2].partition(": ")[0] for line in result.output.splitlines()[:-1]]
    assert len(lines) == len(set(lines))
    assert "facts/gazette-first-count" in lines


def test_what_is_not_compared_may_have_had_another_form_in_an_earlier_commit(repository: Path) -> None:
    tree = base()
    commit({**tree, "names.yml": "old: {called: 2024}\n"}, repository, "A form that is gone")
    write(tree, repository / "content")
    result = changes("HEAD")
    assert (result.exit_code, result.output) == (0, "Since HEAD: nothing; no problem\n")


def test_a_commit_that_is_not_there_and_content_that_cannot_be_read_are_said_and_fail(repository: Path) -> None:
    tree = base()
    commit(tree, repository, "The first commit")
    assert changes("HEAD").output == "Since HEAD: nothing; no problem\n"
    missing = changes("no-such-commit")
    assert (missing.exit_code, "git has no content at no-such-commit" in missing.output) == (1, True)
    (repository / "content" / ONE).write_text("source: [", "utf-8")
    broken = changes("HEAD")
    assert broken.exit_code == 1
    assert "the records now cannot be compared before they can be read" in broken.output
    git(repository, "commit", "-qam", "A broken commit")
    write(tree, repository / "content")
    broken = changes("HEAD")
    assert broken.exit_code == 1
    assert "the records at HEAD cannot be compared" in broken.output


def test_a_content_folder_anywhere_in_a_repository_is_compared_with_itself(repository: Path) -> None:
    commit(base(), repository, "The first commit")
    (repository / "elsewhere").mkdir()
    git(repository, "mv", "content", "elsewhere/records-of-ours")
    git(repository, "commit", "-qm", "Moved")
    assert changes("HEAD", "--content", "elsewhere/records-of-ours").exit_code == 0
    assert changes("HEAD~1", "--content", "elsewhere/records-of-ours").exit_code == 1


# --- compare


def compared(old: Content, new: Content) -> tuple[list[str], list[str]]:
    found, problems = compare(old, new, where="content")
    return [f"{change.what} {change.address}" for change in found], [problem.rule for problem in problems]


def of(*facts: Fact, **more: Any) -> Content:
    return content([record("r1", *facts)], **more)


def entry(old: str, to: str, on: str = "2026-01-08") -> dict[str, Moved]:
    return {old: Moved(id=old, to=to, on=date.fromisoformat(on))}


def test_a_content_compared_with_itself_has_no_change() -> None:
    same = of(fact("a", corrections=(corrected(),)), fact("b", withdrawn=withdrawn()))
    assert compare(same, same, where="content") == ((), ())


def test_a_change_says_what_was_what_is_and_why() -> None:
    new = fact("a", figure(41), text="It has 41.", corrections=(corrected(was="What a says."),))
    (change,), problems = compare(of(fact("a")), of(new), where="content")
    assert change == HistoryChange("correction", "facts/a", "was: What a says. now: It has 41. why: We misread it.")
    assert problems == ()
    (change,), _ = compare(of(fact("a")), of(fact("a", note="So.", where="page 9")), where="content")
    assert change.detail == "changed: where, note"
    (change,), _ = compare(of(fact("a")), of(fact("a", note="So.")), where="content")
    assert change == HistoryChange("completed", "facts/a", "note")


@pytest.mark.parametrize(
    "changed",
    [
        {"figures": (figure(41),)},
        {"figures": (figure(40, unit="people"),)},
        {"figures": (figure(40, measure="loose"),)},
        {"figures": (figure(40, "2025"),)},
        {"figures": (figure(40, "2024-12"),)},
        {"figures": (figure(40, qualifier="over"),)},
        {"figures": (dataclasses.replace(figure(30), to=Fraction(40)),)},
        {"figures": ()},
        {"said_by": "Li Wei"},
        {"about": "quay"},
        {"kind": "target"},
        {"kind": "event"},
        {"when": figure(when="2025").when},
    ],
    ids=str,
)
def test_what_a_reader_may_have_quoted_changes_with_a_correction_or_not_at_all(changed: dict[str, Any]) -> None:
    old = fact("a")
    assert compared(of(old), of(dataclasses.replace(old, **changed))) == (["editorial facts/a"], ["silent-change"])
    fixed = dataclasses.replace(old, **changed, text="It is otherwise.", corrections=(corrected(was=old.text),))
    assert compared(of(old), of(fixed)) == (["correction facts/a"], [])
    # A correction of an earlier day is no excuse for today's change.
    once = dataclasses.replace(old, corrections=(corrected(was=old.text),))
    assert compared(of(once), of(fixed)) == (["editorial facts/a"], ["silent-change"])


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "What “a” says"},
        {"where": "Paragraph 2."},
        {"topics": ()},
        {"checked": (TODAY,)},
        {"when": figure().when},
        {"said_by": "A pilot"},
    ],
    ids=str,
)
def test_punctuation_capitals_topics_lists_and_checks_are_editorial(changed: dict[str, Any]) -> None:
    old = fact("a", said_by="a pilot")
    assert compared(of(old), of(dataclasses.replace(old, **changed))) == (["editorial facts/a"], [])


def test_a_figure_where_there_was_none_and_further_ones_take_nothing_back() -> None:
    without = fact("a", kind="policy", when=figure().when)
    without = dataclasses.replace(without, figures=())
    first = dataclasses.replace(without, figures=(figure(5, "2025/2030"),))
    further = dataclasses.replace(first, figures=(*first.figures, dataclasses.replace(figure(6), name="more")))
    for old, new in ((without, first), (first, further), (without, further)):
        assert compared(of(old), of(new)) == (["completed facts/a"], [])
    assert compared(of(first), of(without)) == (["editorial facts/a"], ["silent-change"])
    elsewhere = dataclasses.replace(first, when=figure(when="2026").when)
    assert compared(of(without), of(elsewhere)) == (["editorial facts/a"], ["silent-change"])


def test_which_of_the_lists_without_figures_a_fact_stands_in_is_editorial() -> None:
    policy = fact("a", kind="policy", when=figure().when)
    event, background = dataclasses.replace(policy, kind="event"), dataclasses.replace(policy, kind="profile")
    for old, new in ((policy, event), (event, background), (background, policy)):
        assert compared(of(old), of(new)) == (["editorial facts/a"], [])
    target = dataclasses.replace(policy, kind="target")
    assert compared(of(policy), of(target)) == (["editorial facts/a"], ["silent-change"])


@pytest.mark.parametrize(
    ("by", "on", "when", "kind", "expected"),
    [
        ("paper-a", "2025-09-15", "2024", "figure", "revision"),
        ("paper-b", "2025-09-15", "2024", "figure", "new"),
        ("paper-a", "2025-03-01", "2024", "figure", "new"),
        ("paper-a", "2025-09-15", "2025", "figure", "update"),
        ("paper-b", "2025-09-15", "2024-12", "figure", "new"),
        ("paper-a", "2025-09-15", "2023", "figure", "new"),
        ("paper-a", "2025-09-15", "2030", "target", "new"),
    ],
)
def test_a_figure_more_is_a_revision_an_update_or_new(by: str, on: str, when: str, kind: Any, expected: str) -> None:
    old = content([record("r1", fact("a"))])
    new = content([record("r1", fact("a")), record("r2", fact("b", figure(90, when), kind=kind), by=by, on=on)])
    assert compared(old, new) == ([f"{expected} facts/b"], [])


def test_a_move_is_followed_over_any_number_of_names_to_what_stood_there_before() -> None:
    chain = entry("facts/a", "facts/b") | entry("facts/b", "facts/c") | entry("facts/c", "facts/d")
    for old_id, old_moves in (
        ("a", {}),
        ("b", entry("facts/a", "facts/b")),
        ("c", entry("facts/a", "facts/b") | entry("facts/b", "facts/c")),
    ):
        old = of(fact(old_id, text="The text."), moved=old_moves)
        assert compared(old, of(fact("d", text="The text."), moved=chain)) == ([f"moved facts/{old_id}"], [])
        assert compared(old, of(fact("d", figure(41), text="The text."), moved=chain))[1] == ["silent-change"]


def test_moves_in_a_circle_end() -> None:
    circle = entry("facts/a", "facts/b") | entry("facts/b", "facts/a")
    new = of(fact("a"), moved=circle)
    assert compared(of(fact("a")), new) == ([], [])
    assert new.first_address("facts/a") in {"facts/a", "facts/b"}
    assert new.present_address("facts/b") in {"facts/a", "facts/b"}


def test_every_kind_of_address_that_vanishes_is_a_problem() -> None:
    old = of(fact("a"), fact("b"), briefings={"one": briefing("one", 1, "a")})
    for kind, new in {
        "facts/b": of(fact("a"), briefings=old.briefings),
        "places/quay": dataclasses.replace(old, places={id: old.places[id] for id in ("land", "port")}),
        "topics/trade": dataclasses.replace(old, topics={}),
        "sources/r1": content([record("r2", fact("a"), fact("b"))], briefings=old.briefings),
        "briefings/one": dataclasses.replace(old, briefings={}),
    }.items():
        changes, problems = compare(old, new, where="content")
        assert [problem.message.split()[3] for problem in problems if problem.rule == "vanished"] == [kind]
        assert "moved" not in {change.what for change in changes}
        # What a fact said, and which source says it, is not taken over by another thing.
        expected = {"facts/b": ["history-erased"], "sources/r1": ["silent-change"] * 2}.get(kind, [])
        address = entry(kind, "places/land")
        assert compared(old, dataclasses.replace(new, moved=address))[1] == expected


def test_a_briefing_may_say_something_else_only_with_a_note_more() -> None:
    old = briefing("one", 1, "a", notes=(DatedNote(on=TODAY, text="A note."),))
    passage = (Passage(text="Another."),)
    silent = (*old.notes, DatedNote(on=TODAY, text="We rewrote it."))

    def rules(new: Briefing) -> list[str]:
        return compared(of(fact("a"), briefings={"one": old}), of(fact("a"), briefings={"one": new}))[1]

    for changed in ("headline", "bullets", "analysis", "gaps", "figures", "number", "published"):
        other: dict[str, Any] = {"headline": "X", "figures": ("a",), "number": 2, "published": TODAY}
        new = dataclasses.replace(old, **{changed: other.get(changed, passage)})
        assert rules(new) == ["briefing-rewritten"], changed
        assert rules(dataclasses.replace(new, notes=silent)) == ["briefing-rewritten"], changed
        was, now = (said(one).get(changed, ()) for one in (old, new))
        told = DatedNote(on=TODAY, text="We rewrote it.", changed=(Changed(field=changed, was=was, now=now),))
        assert rules(dataclasses.replace(new, notes=(*old.notes, told))) == [], changed
        assert rules(dataclasses.replace(new, notes=(DatedNote(on=TODAY, text="Instead."),))) == ["briefing-rewritten"]
    assert rules(dataclasses.replace(old, notes=silent)) == []
    assert rules(dataclasses.replace(old, notes=())) == ["briefing-rewritten"]


@pytest.mark.parametrize(("days", "rules"), [(0, []), (7, []), (8, ["dated-late"]), (400, ["dated-late"])])
def test_what_is_new_is_dated_no_more_than_a_week_before_what_is_out(days: int, rules: list[str]) -> None:
    newest = READ + timedelta(days=500)
    on = newest - timedelta(days=days)
    out = of(fact("a"), fact("new", added=newest), briefings={"one": briefing("one", 1, "a")})

    def compared_with(*facts: Fact, **more: Any) -> list[str]:
        kept = {**out.facts, **{fact.id: fact for fact in facts}}
        return compared(out, of(*kept.values(), **{"briefings": out.briefings, **more}))[1]

    assert compared_with(fact("b", added=on)) == rules
    assert compared_with(fact("a", text="Another.", corrections=(corrected(str(on), was="What a says."),))) == rules
    assert compared_with(fact("a", withdrawn=withdrawn(str(on)))) == rules
    assert compared_with(briefings={**out.briefings, "two": briefing("two", 2, "a", published=on)}) == rules
    note = DatedNote(on=on, text="A note.")
    assert compared_with(briefings={"one": briefing("one", 1, "a", notes=(note,))}) == rules
    # What moves is as old as it was.
    moved = [dataclasses.replace(fact, id="z") if fact.id == "a" else fact for fact in out.facts.values()]
    again = of(*moved, briefings={"one": briefing("one", 1, "z")}, moved=entry("facts/a", "facts/z"))
    assert compared(out, again)[1] == []


# --- how readers learn of it


def feeds_of(of: Content) -> dict[str, Feed]:
    return {feed.link.path: feed for feed in feeds(Catalogue(of, TODAY))}


def item_of(feed: Feed, link: str) -> list[FeedItem]:
    return [item for item in feed.items if item.link.path == link]


def test_the_guid_of_a_fact_and_of_its_changes_stays_when_it_moves() -> None:
    changes: dict[str, Any] = {"corrections": (corrected(),), "withdrawn": withdrawn()}
    chain = entry("facts/a", "facts/b") | entry("facts/b", "facts/c")
    before, after = (
        [item.guid for item in feeds_of(made)["feeds/all.xml"].items]
        for made in (of(fact("a", **changes)), of(fact("c", **changes), moved=chain))
    )
    assert before == after
    assert len(before) == 3
    # What leads to the same address later gives it no other identity.
    merged = chain | entry("facts/z", "facts/c", "2026-01-09")
    assert [item.guid for item in feeds_of(of(fact("c", **changes), moved=merged))["feeds/all.xml"].items] == before


def test_the_feed_of_a_place_or_topic_stays_at_every_address_that_it_had() -> None:
    base = of(fact("a"))
    moves = (
        entry("places/oldest", "places/old") | entry("places/old", "places/port") | entry("topics/x", "topics/trade")
    )
    after = feeds_of(dataclasses.replace(base, moved=moves))
    assert after.keys() - feeds_of(base).keys() == {
        "feeds/places/oldest.xml",
        "feeds/places/old.xml",
        "feeds/topics/x.xml",
    }
    for path in ("feeds/places/oldest.xml", "feeds/places/old.xml"):
        assert after[path].items == after["feeds/places/port.xml"].items != ()
        assert after[path].page.path == "places/port.md"
    written = {file.path: file.data for file in feed_files(after.values(), base.site, TEMPLATES)}
    assert b"https://example.org/feeds/places/oldest.xml" in written["feeds/places/oldest.xml"]


def test_a_page_at_each_old_address_leads_to_where_its_thing_is_now() -> None:
    moves = (
        entry("facts/a", "facts/b") | entry("facts/b", "facts/c") | entry("places/old", "places/quay")
        | entry("topics/x", "topics/trade") | entry("sources/x", "sources/r1") | entry("briefings/x", "briefings/one")
    )  # fmt: skip
    made = of(fact("c"), briefings={"one": briefing("one", 1, "c")}, moved=moves)
    files = {file.path: file.data.decode() for file in render(site_views(made, TODAY).pages, made.site, TEMPLATES)}
    for old, link in {
        "facts/a.md": "(c.md)",
        "facts/b.md": "(c.md)",
        "places/old.md": "(quay.md)",
        "topics/x.md": "(trade.md)",
        "sources/x.md": "(r1.md)",
        "briefings/x.md": "(one.md)",
    }.items():
        assert link in files[old]
        assert "moved on 8 January 2026" in files[old]


def changed_content() -> Content:
    facts = (
        fact("a", about="quay", corrections=(corrected("2026-01-10", "It was 39.", "We misread it."),)),
        fact("b", about="port", withdrawn=withdrawn("2026-01-12", "The paper took it back.")),
        fact(
            "c",
            about="land",
            corrections=(
                corrected("2026-01-13", "It was 1.", "A slip."),
                corrected("2026-01-13", "It was 2.", "A slip again."),
            ),
            withdrawn=withdrawn("2026-01-14", "All wrong."),
        ),
        fact("d", about="quay"),
    )
    return of(*facts, briefings={"one": briefing("one", 1, "a", "d")})


def test_each_correction_and_withdrawal_is_a_new_item_of_the_corrections_feed_newest_first() -> None:
    items = feeds_of(changed_content())["feeds/corrections.xml"].items
    assert [(item.guid.partition(":facts/")[2], str(item.on)) for item in items] == [
        ("c/withdrawal", "2026-01-14"),
        *((f"c/correction-{number}", "2026-01-13") for number in (1, 2)),
        ("b/withdrawal", "2026-01-12"),
        ("a/correction-1", "2026-01-10"),
    ]


def test_each_item_says_what_was_what_is_and_why() -> None:
    made = changed_content()
    items = {item.guid.rpartition(":facts/")[2]: item for item in feeds_of(made)["feeds/corrections.xml"].items}
    corrected = items["a/correction-1"]
    assert corrected.link.name == "Corrected: What a says."
    assert corrected.summary == "It said: It was 39. It says now: What a says. Why: We misread it."
    # After a further correction an item still says what its own one put there.
    assert items["c/correction-1"].link.name == "Corrected: It was 2."
    assert items["c/correction-1"].summary == "It said: It was 1. It then said: It was 2. Why: A slip."
    assert items["c/correction-2"].link.name == "Corrected: What c says."
    withdrawn = items["b/withdrawal"]
    assert withdrawn.link.name == "Withdrawn: What b says."
    assert withdrawn.summary == "It said: What b says. It no longer stands. Why: The paper took it back."
    written = {file.path: file.data.decode() for file in feed_files(feeds_of(made).values(), made.site, TEMPLATES)}
    for path in ("feeds/corrections.xml", "feeds/all.xml", "feeds/places/quay.xml"):
        for words in ("What a says.", "It said: It was 39.", "Why: We misread it."):
            assert words in written[path], (path, words)


def test_the_feeds_that_carried_a_fact_carry_its_changes_and_no_other_feed_does() -> None:
    def carrying(key: str) -> set[str]:
        return {
            path.removeprefix("feeds/").removesuffix(".xml")
            for path, feed in feeds_of(changed_content()).items()
            if any(item.guid.endswith(key) for item in feed.items)
        }

    always = {"all", "corrections", "topics/trade"}
    # a stood in a briefing that was published before it was corrected.
    within_quay = {"places/quay", "places/port", "places/land"}
    assert carrying("facts/a/correction-1") == always | within_quay | {"briefings"}
    assert carrying("facts/b/withdrawal") == always | {"places/port", "places/land"}
    assert carrying("facts/c/withdrawal") == carrying("facts/c/correction-2") == always | {"places/land"}


def test_a_change_reaches_those_who_read_the_fact_in_a_briefing_and_only_them() -> None:
    facts = (fact("a", about="land", corrections=(corrected("2026-01-10"),)), fact("b", about="quay"))
    for published, reached in ((READ, True), (date(2026, 1, 10), True), (date(2026, 1, 11), False)):
        made = of(*facts, briefings={"one": briefing("one", 1, "a", "b", published=published)})
        for path in ("feeds/places/quay.xml", "feeds/briefings.xml"):
            changes = [item for item in feeds_of(made)[path].items if item.change]
            assert bool(changes) == reached, (path, published)
        (change,) = (item for item in feeds_of(made)["feeds/corrections.xml"].items)
        assert [link.path for link in change.read_in] == ["briefings/one.md"] * reached


def test_no_item_stands_twice_in_a_feed_and_a_change_gives_no_old_item_another_guid() -> None:
    after = feeds_of(changed_content())
    for path, feed in after.items():
        guids = [item.guid for item in feed.items]
        assert len(guids) == len(set(guids)), path
    bare = of(*(dataclasses.replace(one, corrections=(), withdrawn=None) for one in changed_content().facts.values()))
    before = {item.guid for item in feeds_of(bare)["feeds/all.xml"].items}
    assert before <= {item.guid for item in after["feeds/all.xml"].items}


def test_changes_stand_on_the_fact_the_corrections_page_and_every_briefing_that_carried_it() -> None:
    files = {
        file.path: file.data.decode()
        for file in render(site_views(changed_content(), TODAY).pages, changed_content().site, TEMPLATES)
    }
    for path in ("facts/a.md", "corrections.md", "briefings/one.md"):
        assert "It was 39." in files[path], path
        assert "We misread it." in files[path], path
    assert "The paper took it back." not in files["briefings/one.md"]
    assert "All wrong." in files["facts/c.md"]
    assert "It was" not in files["facts/d.md"]


def test_a_place_that_moved_keeps_its_facts_items_and_identity(tmp_path: Path) -> None:
    old = of(fact("a", about="quay"))
    places = {**old.places, "dock": Place(id="dock", name="Quay", kind="cluster", parent="port")}
    del places["quay"]
    new = of(fact("a", about="dock"), places=places, moved=entry("places/quay", "places/dock"))
    assert compared(old, new) == (["moved places/quay"], [])
    assert [item.guid for item in feeds_of(old)["feeds/all.xml"].items] == [
        item.guid for item in feeds_of(new)["feeds/all.xml"].items
    ]


def test_the_history_of_the_test_itself_is_content_that_the_loader_reads(tmp_path: Path) -> None:
    tree = base()
    for step in STEPS:
        after = copy.deepcopy(tree)
        step.do(after)
        write(after, tmp_path)
        assert load(tmp_path).problems == (), step.title
        tree = tree if step.broken else after
