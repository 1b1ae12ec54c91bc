"""`check --fix`: what is certain is written, in one form, and nothing else changes."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check import check
from generator.edit.fix import fixed, write
from generator.edit.form import in_form
from generator.model.problems import MOST_SHOWN, Problem, Spot, grouped, nearest
from generator.model.records import Briefing, Record
from generator.read.load import load

BASE = Path(__file__).parent / "problems" / "base"
TODAY = date(2026, 11, 23)
RECORD = Path("records/2023/one.yml")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "content")
    write(tmp_path / "content", fixed(tmp_path / "content", TODAY))
    return tmp_path / "content"


def fix(content: Path, *replacements: tuple[str, str], file: Path = RECORD) -> list[str]:
    """The edits, without their path, after some replacements in a file."""
    path = content / file
    for old, new in replacements:
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        path.write_bytes(text.replace(old, new).encode())
    done = fixed(content, TODAY)
    write(content, done)
    return [f"{edit.spot.line}: {edit.was} → {edit.now}" for edit in done.edits]


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("kind: figure", "kind：figure"),
        ("kind: figure", "kind:figure"),
        ("kind: figure", "kind figure"),
        ("kind: figure", "kind: Figure"),
        ("kind: figure", "knid: figure"),
        ("    kind: figure", "     kind: figure"),
        ("    kind: figure", "   kind: figure"),
        ("    kind: figure", "\tkind: figure"),
        ("    kind: figure\n", "    kind: figure  \t\n"),
        ("    kind: figure\n", "    kind: figure\n    kind: figure\n"),
        ("  - id: lingang-companies-2023\n", "  -id: lingang-companies-2023\n"),
        ("  - id: lingang-companies-2023\n", "    id: lingang-companies-2023\n"),
        ("        value: 40", "       value: 40"),
        ("        value: 40", '        value: "40"'),
        ("        value: 40", "        value: forty"),
        ("        value: 40", "        value: ４０"),
        ("        value: 40", "        value: 四十"),
        ("unit: companies", "unit: company"),
        ("unit: companies", "unit: Companies"),
        ("topics: [companies]", "topics: companies"),
        ("topics: [companies]", "topics: [companeis]"),
        ("topics: [companies]", "topics: 【companies】"),
        ("published: 2023-03-01", "published: 1 March 2023"),
        ("published: 2023-03-01", "published: 2023/3/1"),
        ("published: 2023-03-01", "published: 2023年3月1日"),
        ("published: 2023-03-01", "published: “2023-03-01”"),
        ("publisher: harbour-times", "publisher: Harbour Times"),
        ("language: en", "language: EN"),
        ("  url:", "  link:"),
        ("        value: 40", "        value: 4O"),
        ("        value: 40", "        value: 40,0"),
        ("        value: 40", "        value: 4×10^1"),
        ("        value: 40\n        unit: companies", "        value: 40 companies"),
        ("        unit: companies\n", "        unit: companies\n        qualifier: None\n"),
        ("        unit: companies\n", "        unit: companies\n        per: n/a\n"),
        ("        unit: companies\n", "        unit: companies\n        qualifier: null\n"),
        ("topics: [companies]\n", "topics: [companies]\n    also_about: []\n"),
        ("topics: [companies]\n", "topics: [companies]\n    said_by: none\n"),
        ("topics: [companies]", "topics: [companies, companies]"),
        ("topics: [companies]", "topics: &names [companies]"),
        ("    where: paragraph 2", "    where: paragraph 2\u200b"),
        ("        when: 2023-02", "        when: Feb-2023"),
        ("        when: 2023-02", "        when: 2023-02\u00a0"),
        ("publisher: harbour-times", "publisher: [harbour-times]"),
        ("publisher: harbour-times", "publisher:\n    - harbour-times"),
        ("published: 2023-03-01", "published: 2023-03-01T09:30:00+08:00"),
        (
            "url: https://example.org/news/one",
            "url: https://duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.org%2Fnews%2Fone",
        ),
        ("url: https://example.org/news/one", "url: https://example.org/\n    news/one"),
        ("text: Lingang had 40 companies.", "text: Lingang had 40 companies. :contentReference[oaicite:1]{index=1}"),
        ("text: Lingang had 40 companies.", "text: Lingang had 40 companies.\\n"),
    ],
)
def test_a_slip_is_written_as_it_was_meant(content, right, slip) -> None:
    before = (content / RECORD).read_bytes()
    assert fix(content, (first_of(content, right), slip_of(content, right, slip)))
    assert (content / RECORD).read_bytes() == before
    assert fix(content) == []


def first_of(content: Path, right: str) -> str:
    """A part of the record that stands there once: from its beginning to the end of the first place of a text."""
    text = (content / RECORD).read_text("utf-8")
    return text[: text.index(right) + len(right)]


def slip_of(content: Path, right: str, slip: str) -> str:
    return first_of(content, right).removesuffix(right) + slip


@pytest.mark.parametrize(
    ("right", "slip"),
    [
        ("published: 2023-03-01", "published: 3/4/2023"),
        ("        value: 40", "        value: about 40"),
        ("        value: 40", "        value: 60%"),
        ("        value: 40", "        value: 40,000"),
        ("        value: 40", "        value: 5,6"),
        ("        value: 40", "        value: l2"),
        ("        value: 40", "        value: 40-50"),
        ("        value: 40", "        value: ~40"),
        ("published: 2023-03-01", "published: 01-03-23"),
        ("published: 2023-03-01", "published: 2023-03-01T23:30:00Z"),
        ("    about: lingang", "    about: [lingang, shanghai]"),
        ("kind: figure", "kind: fact"),
        ("    about: lingang", "    about: harbour"),
        ("published: 2023-03-01", "published: 2023-13-01"),
        ("    added: 2026-11-21", "    added: 2026-11"),
    ],
)
def test_what_is_a_choice_is_left_to_the_editor(content, right, slip) -> None:
    wrong = first_of(content, right), slip_of(content, right, slip)
    assert fix(content, wrong) == []
    assert slip in (content / RECORD).read_text("utf-8")


def test_bytes_that_nobody_sees_are_repaired_and_named(content) -> None:
    before = (content / RECORD).read_bytes()
    (content / RECORD).write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n"))
    assert fix(content) == ["1: Windows line breaks → line breaks of Unix", "1: a byte order mark → none"]
    assert (content / RECORD).read_bytes() == before
    (content / RECORD).write_bytes(before.decode().encode("utf-16"))
    assert fix(content) == ["1: UTF-16 → UTF-8"]
    assert (content / RECORD).read_bytes() == before


def test_a_file_of_another_ending_or_year_is_renamed(content) -> None:
    before = (content / RECORD).read_bytes()
    (content / RECORD).rename(content / "records/2023/one.yaml")
    assert fix(content, file=Path("records/2023/one.yaml")) == ["1: one.yaml → one.yml"]
    (content / "records/2021").mkdir()
    (content / RECORD).rename(content / "records/2021/one.yml")
    edits = fix(content, file=Path("records/2021/one.yml"))
    assert edits == ["1: records/2021/one.yml → records/2023/one.yml"]
    assert (content / RECORD).read_bytes() == before
    assert not (content / "records/2021/one.yml").exists()


def test_a_record_whose_date_is_doubtful_stays_in_its_folder(content) -> None:
    (content / "records/2021").mkdir()
    (content / RECORD).rename(content / "records/2021/one.yml")
    where = Path("records/2021/one.yml")
    assert fix(content, ("retrieved: 2026-11-20", "retrieved: 2022-01-01"), file=where) == []
    assert (content / where).exists()


def test_a_file_that_cannot_be_written_without_loss_stays_byte_for_byte(content) -> None:
    text = (content / RECORD).read_text("utf-8").replace("unit: companies", "unit: !u company", 1)
    (content / RECORD).write_bytes(text.encode())
    assert fix(content) == []
    assert (content / RECORD).read_bytes() == text.encode()


def test_a_field_goes_to_the_one_block_that_can_take_it(content) -> None:
    before = (content / RECORD).read_text("utf-8")
    slips = (
        ("        unit: companies\n", "", "    where: paragraph 2\n", "    where: paragraph 2\n    unit: companies\n"),
        ("  language: en\n", "", "facts:\n", "language: en\nfacts:\n"),
        ("  publisher: harbour-times\n", "", "  - id: lingang-companies-2023\n",
         "  - id: lingang-companies-2023\n    publisher: harbour-times\n"),
    )  # fmt: skip
    for gone, nothing, place, moved in slips:
        assert fix(content, (gone, nothing), (place, moved)), moved
        assert (content / RECORD).read_text("utf-8") == before, moved


def test_a_field_that_two_blocks_could_take_stays(content) -> None:
    fix(content, ("source:\n", "said_by: the harbour office\nsource:\n"))
    text = (content / RECORD).read_text("utf-8")
    assert "\nsaid_by: the harbour office\n" in text
    assert "    said_by:" not in text


def test_aliases_and_merges_are_written_out(content) -> None:
    edits = fix(
        content,
        ("    where: paragraph 2\n", "    where: &where 'paragraph 2: the count'\n"),
        ("    where: paragraph 3\n", "    where: *where\n"),
        ("      - measure: ai_companies\n", "      - &figure\n        measure: ai_companies\n"),
        ("        as_stated: 40 companies\n",
         "        as_stated: 40 companies\n      - <<: *figure\n        name: later\n        when: 2023-01\n"),
    )  # fmt: skip
    assert edits
    facts = load(content).content.records["one"].facts
    assert [fact.where for fact in facts] == ["paragraph 2: the count"] * 2
    first, second = facts[0].figures
    assert (second.name, str(second.when), second.value, second.unit) == ("later", "2023-01", first.value, first.unit)
    assert "*" not in (content / RECORD).read_text("utf-8")


def test_a_short_file_that_would_write_out_a_library_is_left(content) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 30)]
    text = "\n".join(lines) + "\n"
    (content / RECORD).write_bytes(text.encode())
    assert fix(content) == []
    assert (content / RECORD).read_text("utf-8") == text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("MontrÃ©al â€“ the port", "Montréal – the port"),
        ("MontrÃƒÂ©al", "Montréal"),
        ("ä¸­å›½ Åódź", "中国 Åódź"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"),
    ],
)
def test_text_that_was_read_in_another_encoding_is_read_back(content, wrong, right) -> None:
    fix(content, ("title: The harbour counts its companies", f"title: {wrong}"))
    assert f"title: {right}\n" in (content / RECORD).read_text("utf-8")


@pytest.mark.parametrize("title", ["“AMANHÃ”, café…”", "Úštěk, KRÄ®, ESPAÑA — VOILÀ”", "São Paulo à 5 °C"])
def test_a_title_with_accents_stays(content, title) -> None:
    before = (content / RECORD).read_text("utf-8").replace("The harbour counts its companies", title)
    (content / RECORD).write_bytes(before.encode())
    fix(content)
    assert (content / RECORD).read_text("utf-8") == before


def test_what_follows_a_reader_goes_from_a_new_address_and_stays_in_a_committed_one(content) -> None:
    tracked = (content / RECORD).read_text("utf-8").replace("news/one", "news/one?id=3&utm_source=feed")
    (content / RECORD).write_bytes(tracked.encode())
    assert fixed(content, TODAY, {RECORD: tracked}).files == {}
    assert b"news/one?id=3\n" in (fixed(content, TODAY, {RECORD: None}).files[RECORD] or b"")


def test_a_fix_of_real_content_changes_no_byte_and_no_value() -> None:
    """What is committed is right: each file, fixed, is the file that it was."""
    folder = Path(__file__).parent.parent / "content"
    assert fixed(folder, date(2026, 11, 30), {}).files == {}


# Slips of every kind that --fix mends, and some that it leaves.
SLIPS = st.sampled_from(
    [("value: 40", "value: 4O"), ("value: 40", "value: 40,0"), ("value: 40", "value: 40-50"),
     ("value: 40", "value: 5,6"), ("value: 40", "value: about 40"), ("value: 40", 'value: "40"'),
     ("value: 40", "value: 1.240"), ("unit: companies", "unit: million companies"),
     ("unit: companies", "unit: Company"),
     ("        when: 2023-02\n", "        when: Feb 2023\n        qualifier: none\n"),
     ("language: en", "language: [en]"), ("published: 2023-03-01", "published: 3/1/2023"),
     ("published: 2023-03-01", "published: 1 Mar 2023"), ("topics: [companies]", "topics: [companies, companies]"),
     ("    where: paragraph 3", "    where: paragraph 3\n    qualifier: about"),
     ("    where: paragraph 3", "    where: paragraph 3\n    language: en"),
     ("where: paragraph 2", "where: &a paragraph 2"), ("where: paragraph 3", "where: MontrÃ©al"),
     ("news/one", "news/one?utm_source=x"), ("text: Lingang wants more companies.", "text: Lingang wants more.\\n")]
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(SLIPS, min_size=1, max_size=4, unique_by=lambda slip: slip[0].split(":")[0]))
def test_a_fix_is_done_once_and_brings_no_problem_unseen(tmp_path_factory, slips) -> None:
    content = tmp_path_factory.mktemp("fix") / "content"
    shutil.copytree(BASE, content)
    write(content, fixed(content, TODAY))
    path = content / RECORD
    text = path.read_text("utf-8")
    for right, slip in slips:
        text = text.replace(right, slip, 1)
    path.write_bytes(text.encode())

    def rules() -> set[str]:
        return {problem.rule for problem in check(load(content), TODAY)[0]}

    before = rules()
    write(content, fixed(content, TODAY, {RECORD: None}))
    # What could not be judged before, because it could not be read, may be seen now: that is said by the same command.
    seen_only_when_read = {
        "as-stated-differs",
        "number-without-figure",
        "number-not-in-cited-facts",
        "when-not-in-text",
    }
    assert rules() - before <= (seen_only_when_read if before else set())
    assert fixed(content, TODAY, {RECORD: None}).files == {}


def saved_by_a_form(text: str) -> str:
    """A file as a form tool saves it: fields sorted, all in quotes, lists and mappings in blocks, no empty lines."""
    data = yaml.load(text, yaml.BaseLoader)
    return yaml.dump(data, default_style='"', sort_keys=True, allow_unicode=True, width=10_000)


def test_a_form_tools_save_becomes_the_committed_file(content) -> None:
    for file in (RECORD, Path("briefings/issue-one.yml"), Path("places/lingang.yml")):
        before = (content / file).read_text("utf-8")
        saved = saved_by_a_form(before)
        (content / file).write_bytes(saved.encode())
        done = fixed(content, TODAY, {file: before})
        write(content, done)
        assert (content / file).read_text("utf-8") == before, file


COMMENTED = """\
# yaml-language-server: $schema=../schema/record.json
# About this record.

# Of the source.
source:  # it is public
  url: https://example.org/a   # the address
  # Who prints it.
  publisher: "harbour-times"
  title: "A title: with a colon"

facts:
  # Of the first fact.
  - text: "One sentence that is long enough to be folded, for it goes on and on and has more words than a line holds."
    # Of its id.
    id: one   # the id
    topics:
      - a
      # Of b.
      - b
# At the end.
"""


def test_comments_stay_with_their_fields() -> None:
    written = in_form("a.yml", COMMENTED, Record)
    assert (
        written
        == """\
# yaml-language-server: $schema=../schema/record.json
# About this record.

# Of the source.
source:  # it is public
  title: "A title: with a colon"
  # Who prints it.
  publisher: harbour-times
  url: https://example.org/a   # the address

facts:
  # Of the first fact.
  # Of its id.
  - id: one   # the id
    topics:
      - a
      # Of b.
      - b
    text: One sentence that is long enough to be folded, for it goes on and on and has more words
      than a line holds.
# At the end.
"""
    )
    assert in_form("a.yml", written, Record) == written


WORDS = st.sampled_from(
    ["中国", "2023", "no", "a: b", "x #y", "# z", "'q'", '"q"', "{a}", "[b]", "- c", "1_000", "0x1", "true", "~", "@",
     "plain words", "a\\b", "2023-02-01", "5", "5.0", "&a", "*a", "!t", "|", ">", "a,b", "?", ":", "word " * 40]
)  # fmt: skip
VALUES = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(["source", "facts", "number", "items", "text"]), VALUES, min_size=1), st.booleans()
)
def test_the_form_changes_no_value_and_writes_itself_again_as_it_is(data, as_json) -> None:
    from generator.read.strict_yaml import read_yaml

    text = json.dumps(data, ensure_ascii=False) if as_json else yaml.safe_dump(data, allow_unicode=True, width=60)
    written = in_form("a.yml", text, Briefing)
    if written is None:
        return
    assert in_form("a.yml", written, Briefing) == written
    before, after = (read_yaml("a.yml", one.encode()).data for one in (text, written))
    # What a briefing does without is left out where it holds nothing.
    left_out = {
        name for name, nothing in (("number", None), ("items", ())) if name in before and before[name] == nothing
    }
    assert left_out.issuperset(before.keys() - after.keys())
    assert stripped(after) == stripped({key: value for key, value in before.items() if key in after})


def stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: stripped(inner) for key, inner in value.items()}
    return tuple(map(stripped, value)) if isinstance(value, tuple) else str(value).strip()


def test_content_that_can_be_read_is_the_same_content_afterwards(tmp_path) -> None:
    shutil.copytree(BASE, tmp_path / "content")
    before = load(tmp_path / "content").content
    write(tmp_path / "content", fixed(tmp_path / "content", TODAY))
    assert load(tmp_path / "content").content == before
    assert fixed(tmp_path / "content", TODAY).files == {}


def test_of_two_alike_the_newer_is_blamed_or_the_one_that_is_not_published(content) -> None:
    text = (content / RECORD).read_text("utf-8")
    older = text.replace("2026-11-20", "2026-11-10").replace("2026-11-21", "2026-11-11")
    (content / "records/2023/two.yml").write_bytes(older.encode())
    loaded = load(content)

    def blamed(published=()) -> set[str]:
        return {
            Path(found.spot.path).name
            for found in check(loaded, TODAY, published=published)[0]
            if "repeated" in found.rule
        }

    assert blamed() == {"one.yml"}
    assert blamed([str(content / RECORD)]) == {"two.yml"}


def test_equal_problems_of_a_file_are_shown_once_and_of_many_the_first() -> None:
    alike = [Problem(Spot("a.yml", line), "rule", "wrong") for line in (1, 5, 9)]
    others = [Problem(Spot("a.yml", 20 + line), "rule", f"wrong {line}") for line in range(30)]
    shown = grouped([*alike, *others, Problem(Spot("b.yml"), "rule", "wrong")])
    assert shown[0].message == "wrong (and 2 more like it in this file: lines 5, 9)"
    assert [problem.spot.path for problem in shown].count("a.yml") == MOST_SHOWN + 1
    assert "11 more problems in a.yml" in shown[MOST_SHOWN].message
    assert shown[-1].spot.path == "b.yml"


@pytest.mark.parametrize(
    ("wrong", "known", "meant"),
    [
        ("shenzen", ["shenzhen", "shanghai"], "shenzhen"),
        ("waic-2024-visitors", ["waic-2023-visitors", "waic-2025-visitors"], None),
        ("support_cap_yearly", ["support_cap", "support_cap_total"], None),
        ("lingnag", ["lingang"], "lingang"),
        ("ai", ["af"], None),
        ("West_Bund", ["west-bund"], "west-bund"),
        ("chips", ["chips"], None),
        ("cat", ["car", "cap"], None),
    ],
)
def test_a_word_is_a_slip_of_one_word_or_of_none(wrong, known, meant) -> None:
    assert nearest(wrong, known) == meant


def test_a_file_whose_bytes_are_no_utf_8_stays_and_hides_no_other(content) -> None:
    raw = (content / "topics.yml").read_bytes() + "# 政策\n".encode("gb18030")
    (content / "topics.yml").write_bytes(raw)
    assert fix(content, ("        value: 40", "        value: forty")) == ["19: forty → 40"]
    assert (content / "topics.yml").read_bytes() == raw
