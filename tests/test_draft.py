"""`draft`: the next briefing is made of what is new, says it in the facts' own words, and passes the check."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.check import check
from generator.check.needs import MOST_BULLETS
from generator.edit.draft import MOST_IN_ITEM, MOST_ITEMS, draft
from generator.edit.files import put
from generator.edit.new import Refused
from generator.read.load import Memory, load
from generator.read.strict_yaml import read_yaml
from tests.sites import PROJECT, TINY, tree
from tests.test_commands import ended

TODAY = date(2026, 12, 2)
REAL = PROJECT / "content"

# What somebody read on 1 December: a new value, another count of the same, an answer to a plan, an event.
NEW = """
source:
  title: The harbour in December
  publisher: {publisher}
  url: https://{host}/2026/december
  published: 2026-12-01
  retrieved: 2026-12-01
  language: en

facts:
  - id: {id}
    added: 2026-12-01
    kind: {kind}
    about: {about}
    topics: [companies]
    text: {text}
    where: paragraph 1
    figures:
      - {{measure: {measure}, value: {value}, unit: {unit}, when: {when}, as_stated: "{stated}"}}
"""
COMPANIES = {"kind": "figure", "measure": "harbour_companies", "unit": "companies"}
PARK = {**COMPANIES, "id": "quay-park-companies-2026", "about": "quay-park", "value": "52", "when": "2026-12"}
PARK |= {"text": "Quay Park had 52 companies in December 2026.", "stated": "52 companies"}
DAILY = {"publisher": "quay-daily", "host": "daily.example.org"}
OFFICE = {"publisher": "harbour-office", "host": "office.example.org"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The tiny site's content, to add to."""
    return Path(shutil.copytree(TINY, tmp_path / "content"))


def add(content: Path, name: str, **fields: str) -> None:
    """A record of one new fact."""
    (content / f"records/2026/{name}.yml").write_text(NEW.format(**fields).lstrip(), "utf-8")


def drafted(content: Path, today: date = TODAY, **days: Any) -> tuple[Path, Mapping[str, Any]]:
    """The file of the draft, and what it says. Drafted twice, it is the same."""
    given = {"since": date(2026, 12, 1), "published": None, **days}
    loaded = load(content)
    first, again = (draft(content, loaded, today, **given) for _ in range(2))
    assert first == again
    put(content, first.files)
    path = content / first.files[0].path
    document = read_yaml("", path.read_bytes())
    assert not document.problems
    return path, document.data


def unwritten(path: Path, content: Path, today: date) -> None:
    """The file has no problem but what is to be written, and none once that is."""

    memory = Memory()

    def problems() -> list[str]:
        found, _ = check(load(content, memory), today, only=frozenset((str(path),)))
        return [str(one) for one in found if one.spot.path == str(path)]

    before = problems()
    assert before
    assert all("unwritten" in one for one in before)
    text = re.sub(r"^headline: TODO.*", "headline: What came in", path.read_text("utf-8"), flags=re.MULTILINE)
    text = text.replace("- text: TODO", "- text: It is early to say what this means.", 1)
    path.write_text(text.replace("text: TODO", "text: Who counts, and how."), "utf-8")
    assert not problems()


def test_without_a_new_fact_it_says_so_and_writes_nothing(content: Path, tmp_path: Path) -> None:
    before = tree(content)
    code, said, stderr = ended("draft", "--today", TODAY, "--since", "2026-11-24", cwd=tmp_path)
    assert (code, said, tree(content)) == (1, [], before)
    assert stderr.startswith("error: no fact was added since 2026-11-24")


def test_a_new_value_is_told_behind_the_old_one_of_the_same_speaker(content: Path) -> None:
    add(content, "december", **PARK, **DAILY)
    path, data = drafted(content)
    [bullet] = data["bullets"]
    assert bullet["text"] == (
        "Quay Park had nearly forty companies in the first quarter of 2025. "
        "Quay Park had 52 companies in December 2026."
    )
    assert bullet["facts"] == ("quay-park-companies-2025", "quay-park-companies-2026")
    assert "new value, by the same speaker: Harbour companies, Q1 2025 to Dec 2026" in path.read_text("utf-8")
    assert data["figures"] == ("quay-park-companies-2026",)
    assert str(data["published"]) == "2026-12-02"
    unwritten(path, content, TODAY)


def test_another_speaker_makes_no_step_of_a_series(content: Path) -> None:
    add(content, "december", **PARK, **OFFICE)
    _, data = drafted(content)
    assert data["bullets"][0]["facts"] == ("quay-park-companies-2026",)


def test_a_disagreement_that_a_new_fact_opens_comes_first_and_stands_among_the_gaps(content: Path) -> None:
    add(content, "december", **PARK, **DAILY)
    other = {"id": "quay-park-companies-2026-office", "value": "80", "stated": "80 companies"}
    other["text"] = "The harbour office gave Quay Park 80 companies for December 2026."
    add(content, "december-office", **(PARK | other), **OFFICE)
    path, data = drafted(content)
    both = {"quay-park-companies-2026", "quay-park-companies-2026-office"}
    assert set(data["bullets"][0]["facts"]) == both
    assert data["bullets"][0]["text"].startswith("Sources differ.")
    assert set(data["gaps"][0]["facts"]) == both
    unwritten(path, content, TODAY)


def test_a_plan_that_fell_due_is_told_with_what_came_of_it_or_that_nothing_is_on_file(content: Path) -> None:
    plan = {"id": "quay-park-plan-2026-11", "kind": "target", "value": "60", "when": "2026-11"}
    plan |= {"stated": "60 companies", "text": "Quay Park aims for 60 companies by November 2026."}
    text = NEW.format(**(PARK | plan), **DAILY).lstrip()
    text = text.replace("2026/december", "2026/plan").replace("2026-12-01", "2026-11-20")
    (content / "records/2026/plan.yml").write_text(text, "utf-8")
    cape = {"id": "near-cape-companies-2026", "about": "near-cape"}
    cape["text"] = "Near Cape had 52 companies in December 2026."
    add(content, "cape", **(PARK | cape), **(DAILY | {"host": "daily.example.org/cape"}))

    def told() -> Mapping[str, Any]:
        path, data = drafted(content)
        unwritten(path, content, TODAY)
        path.unlink()
        return next(one for one in data["bullets"] if "quay-park-plan-2026-11" in one["facts"])

    assert told()["text"].endswith("So far {no outcome quay-park-plan-2026-11}.")
    add(content, "december", **PARK, **DAILY)
    assert told()["facts"] == ("quay-park-plan-2026-11", "quay-park-companies-2026")
    answer = {"id": "quay-park-companies-2026-11", "value": "70", "when": "2026-11", "stated": "70 companies"}
    answer["text"] = "Quay Park had 70 companies in November 2026."
    add(content, "november", **(PARK | answer), **(OFFICE | {"host": "office.example.org/november"}))
    found = told()
    assert found["facts"] == ("quay-park-plan-2026-11", "quay-park-companies-2026-11")
    assert found["text"].endswith("That is at or above the plan.")


def test_what_was_corrected_and_withdrawn_since_is_told(content: Path) -> None:
    add(content, "december", **PARK, **DAILY)
    path = content / "records/2025/quay-park-2025.yml"
    correction = "{on: 2026-12-01, was: {where: paragraph 9}, reason: We had misread where it stands.}"
    path.write_text(f"{path.read_text('utf-8')}    corrections: [{correction}]\n", "utf-8")
    other = content / "records/2023/quay-daily-salt-works-2023.yml"
    first = "  - id: near-cape-companies-2023\n"
    text = other.read_text("utf-8").replace(first, f"{first}    corrections: [{correction}]\n")
    other.write_text(text, "utf-8")
    path, data = drafted(content)
    # A briefing told the one and not the other.
    assert data["bullets"][1]["facts"] == ("quay-park-companies-2025",)
    assert data["bullets"][1]["text"].startswith("We corrected this statement.")
    assert [(item["heading"], item["facts"]) for item in data["items"]] == [
        ("Corrected", ("near-cape-companies-2023",))
    ]
    unwritten(path, content, TODAY)


def test_facts_of_one_amount_are_told_with_slots_that_say_which_is_meant(content: Path) -> None:
    add(content, "december", **PARK, **DAILY)
    for place, name in (("near-cape", "Near Cape"), ("far-cape", "Far Cape")):
        fields = {"id": f"{place}-companies-2026", "about": place}
        fields["text"] = f"{name} had 52 companies in December 2026."
        add(content, place, **(PARK | fields), **(DAILY | {"host": f"daily.example.org/{place}"}))
    path, data = drafted(content)
    facts = [fact for part in ("bullets", "items") for one in data.get(part, ()) for fact in one["facts"]]
    assert {"near-cape-companies-2026", "far-cape-companies-2026", "quay-park-companies-2026"} <= set(facts)
    unwritten(path, content, TODAY)


def test_content_with_a_problem_is_said_in_a_line(content: Path) -> None:
    (content / "records/2026/broken.yml").write_text("source: [\n", "utf-8")
    with pytest.raises(Refused, match=r"^the records have 1 problem; run python -m generator check"):
        drafted(content)


def test_a_saturdays_draft_is_of_monday(content: Path) -> None:
    add(content, "december", **PARK, **DAILY)
    _, data = drafted(content, date(2026, 12, 5))
    assert str(data["published"]) == "2026-12-07"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 11, 23), None),
        pytest.param(date(2026, 11, 24), None, marks=pytest.mark.long),
        (date(2027, 1, 4), date(2026, 11, 25)),
    ],
)
def test_the_real_records_at_a_past_day_make_a_briefing_that_passes(
    today: date, since: date | None, tmp_path: Path
) -> None:
    content = Path(shutil.copytree(REAL, tmp_path / "content"))
    drop_what_came_later(content, today)
    path, data = drafted(content, today, since=since)
    assert 1 <= len(data["bullets"]) <= MOST_BULLETS
    assert len(data["items"]) <= MOST_ITEMS
    assert all(len(item["facts"]) <= MOST_IN_ITEM for item in data["items"])
    facts = load(content).content.facts
    cited = {fact for part in ("bullets", "items") for one in data[part] for fact in one["facts"]}
    assert cited <= facts.keys()
    assert max(facts[id].added for id in cited) <= today
    unwritten(path, content, today)


def drop_what_came_later(content: Path, today: date) -> None:
    """Content as it was: without the records and briefings of a later day and what leads to them."""
    gone = set()
    for path in content.glob("records/*/*.yml"):
        text = path.read_text("utf-8")
        if any(date.fromisoformat(day) > today for day in re.findall(r"added: (\S+)", text)):
            gone |= set(re.findall(r"- id: (\S+)", text))
            path.unlink()
    for path in (*content.glob("briefings/*.yml"), *content.glob("disagreements/*.yml")):
        text = path.read_text("utf-8")
        published = re.search(r"^published: (\S+)", text, re.MULTILINE)
        is_later = published is not None and date.fromisoformat(published[1]) >= today
        if is_later or gone.intersection(re.findall(r"[a-z0-9-]+", text)):
            path.unlink()
