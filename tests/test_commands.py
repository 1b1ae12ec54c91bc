"""The commands as people and workflows meet them: what they print, and the number that they end with."""

from __future__ import annotations

import contextlib
import gc
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.check import check
from generator.check.rule import RULES, Context
from generator.publish.stamp import input_key
from generator.read.load import load
from tests.sites import BARE, TODAY, command, stamps, tree


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder to spoil."""
    return Path(shutil.copytree(BARE, tmp_path / "content"))


def spoil(content: Path) -> None:
    path = content / "records/2026/plain-paper-2026.yml"
    text = path.read_text("utf-8").replace("about: northland", "about: nortland").replace("unit: halls,", "unit: hall,")
    path.write_text(text, encoding="utf-8")


PROBLEMS = [
    "content/records/2026/plain-paper-2026.yml:12:12: unknown-subject: no place or organisation 'nortland'; "
    "did you mean 'northland' (Northland: country in southland)?; check --fix does it",
    "content/records/2026/plain-paper-2026.yml:17:48: unknown-unit: no unit 'hall'; write halls, whose word it is; "
    "check --fix does it",
]


def ended(*arguments: object, cwd: Path, environment: dict[str, str] | None = None) -> tuple[int, list[str], str]:
    """The number that a command ends with, the lines that it prints, and what it says on stderr.

    It runs in this process, which has imported the program already.
    """
    with contextlib.chdir(cwd):
        run = CliRunner().invoke(main, [*map(str, arguments)], env={"GITHUB_ACTIONS": "", **(environment or {})})
    assert run.exception is None or isinstance(run.exception, SystemExit), run.exc_info
    return run.exit_code, run.stdout.splitlines(), run.stderr


def ended_alone(*arguments: object, cwd: Path, environment: dict[str, str] | None = None) -> tuple[int, list[str], str]:
    """The same of a program of its own, for what is settled when Python starts."""
    process = command(*arguments, cwd=cwd, environment=environment)
    said, stderr = process.communicate()
    assert "Traceback" not in said + stderr
    return process.returncode, said.splitlines(), stderr


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Go on collecting garbage after a command has turned that off for its own process."""
    yield
    gc.enable()


def test_a_check_without_problems_ends_with_0_and_says_how_much_it_checked(content: Path) -> None:
    code, lines, stderr = ended_alone("check", "--today", TODAY, cwd=content.parent)
    assert (code, stderr) == (0, "")
    (line,) = lines
    assert re.fullmatch(r"\d+ checks by \d+ rules over 11 files: 1 .*: no problem", line)


def test_the_number_of_checks_is_that_of_the_rules_that_looked_at_each_entry(content: Path) -> None:
    loaded = load(content)
    kinds = Counter(type(entry.item) for entry in Context(loaded, TODAY).entries)
    rules = Counter(kind for types in RULES.values() for kind in kinds if issubclass(kind, types))
    _, tally = check(loaded, TODAY)
    assert tally.checks == sum(count * rules[kind] for kind, count in kinds.items())
    assert (tally.rules, tally.checks > len(RULES)) == (len(RULES), True)
    line = ended("check", "--today", TODAY, cwd=content.parent)[1][-1]
    assert line.startswith(f"{tally.checks} checks by {len(RULES)} rules ")


def test_a_check_with_problems_ends_with_1_and_says_each_with_path_line_and_column(content: Path) -> None:
    spoil(content)
    code, lines, _ = ended("check", "--today", TODAY, cwd=content.parent)
    assert code == 1
    assert [line for line in lines if "unknown" in line] == PROBLEMS
    assert all(re.match(r"content/[^:]+:\d+:\d+: [a-z-]+: ", line) for line in lines[:-1])
    assert lines[-1].endswith(f": {len(lines) - 1} problems")


def test_paths_are_those_that_an_editor_typed_or_whole_ones(content: Path, tmp_path: Path) -> None:
    spoil(content)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    _, lines, _ = ended("check", "--today", TODAY, "--content", "../content", cwd=elsewhere)
    assert lines[0] == f"../{PROBLEMS[0]}"
    _, lines, _ = ended("check", "--today", TODAY, "--content", content, cwd=tmp_path)
    assert lines[0] == PROBLEMS[0]


def test_under_github_actions_problems_are_annotations_and_a_summary(content: Path, tmp_path: Path) -> None:
    spoil(content)
    summary = tmp_path / "summary.md"
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    code, lines, _ = ended("check", "--today", TODAY, cwd=content.parent, environment=environment)
    assert code == 1
    assert lines[0] == (
        "::error file=content/records/2026/plain-paper-2026.yml,line=12,col=12,title=unknown-subject"
        "::no place or organisation 'nortland'; did you mean 'northland' (Northland: country in southland)?; "
        "check --fix does it"
    )
    assert all(line.startswith("::error file=content/") for line in lines[:-1])
    table = summary.read_text("utf-8").splitlines()
    assert table[0] == f"## {len(lines) - 1} problems"
    assert (
        "| `content/records/2026/plain-paper-2026.yml:12:12` | unknown-subject "
        "| `no place or organisation 'nortland'; did you mean 'northland' (Northland: country in southland)?; "
        "check --fix does it` |"
    ) in table


def test_a_summary_is_added_to_and_left_out_where_there_is_nothing_to_say(content: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    assert ended("check", "--today", TODAY, cwd=content.parent, environment=environment)[0] == 0
    assert summary.read_text("utf-8") == "before\n"
    spoil(content)
    assert ended("check", "--today", TODAY, cwd=content.parent, environment=environment)[0] == 1
    assert summary.read_text("utf-8").startswith("before\n## ")


def test_text_of_a_record_is_no_command_to_github_actions(content: Path, tmp_path: Path) -> None:
    path = content / "topics.yml"
    path.write_text('"::error::x\\n::stop-commands::y%0A": {name: N, definition: D.}\n', encoding="utf-8")
    code, lines, _ = ended("check", "--today", TODAY, cwd=content.parent, environment={"GITHUB_ACTIONS": "true"})
    assert code == 1
    assert all(re.match(r"::error file=content/|\d+ checks", line) for line in lines)


@pytest.mark.slow
def test_a_problem_of_a_build_leaves_the_site_untouched(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ended_alone("build", "--today", TODAY, "--out", "out", cwd=tmp_path)[0] == 0
    before = stamps(out)
    spoil(content)
    code, lines, _ = ended("build", "--today", TODAY, "--out", "out", cwd=tmp_path)
    assert code == 1
    assert PROBLEMS[0] in lines
    assert lines[-1].endswith("out/site stays as it was")
    assert stamps(out) == before


@pytest.mark.slow
def test_a_broken_link_leaves_the_site_untouched(content: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ended("build", "--today", TODAY, "--out", "out", cwd=tmp_path)[0] == 0
    before = stamps(out / "site")
    (content / "pages/about.md").write_text("# About\n\n[x](methodology.md#nothing)\n", encoding="utf-8")
    code, lines, _ = ended("build", "--today", TODAY, "--out", "out", cwd=tmp_path)
    assert code == 1
    assert re.match(r"about/index\.html:\d+:1: broken-fragment: ", lines[0])
    assert stamps(out / "site") == before
    assert not (out / ".work").exists()


@pytest.mark.slow
def test_an_address_is_taken_with_or_without_its_last_slash_and_an_empty_one_is_none(
    content: Path, tmp_path: Path
) -> None:
    addresses = ("https://pages.example.org/sub", "https://pages.example.org/sub/", "")
    outs = [tmp_path / str(number) for number in range(len(addresses))]
    for out, address in zip(outs, addresses, strict=True):
        arguments = ("build", "--today", TODAY, "--out", out, "--site-url", address)
        assert ended(*arguments, cwd=content.parent)[0] == 0
    without, with_slash, own = (tree(out / "site") for out in outs)
    assert without == with_slash
    assert b"<link>https://pages.example.org/sub/</link>" in without["feeds/all.xml"]
    assert b'href="https://pages.example.org/sub/places/northland/"' in without["places/northland/index.html"]
    assert b"https://example.org/bare/" not in b"".join(without.values())
    assert b"<link>https://example.org/bare/</link>" in own["feeds/all.xml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--today", "yesterday"],
        ["check", "--today", "2026-02-30"],
        ["check", "--today", "20261123"],
        ["check", "--today", "2026-W48-1"],
        ["check", "--content", "nowhere"],
        ["check", "--content", "content/site.yml"],
        ["build", "--site-url", "example.org"],
        ["build", "--site-url", "javascript:alert(1)"],
        ["build", "--site-url", "https://example.org/?x"],
        ["build", "--site-url", "https://user:word@example.org/"],
        ["serve", "--port", "70000"],
        ["publish"],
        ["check", "--quick"],
        [],
    ],
    ids=" ".join,
)
def test_a_wrong_argument_ends_with_2_and_says_what_is_wrong(
    content: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(content.parent)
    run = CliRunner().invoke(main, arguments, prog_name="python -m generator")
    assert run.exit_code == 2
    assert run.stdout == ""
    assert "Usage: python -m generator" in run.stderr
    assert [path.name for path in content.parent.iterdir()] == ["content"]


def test_an_empty_content_folder_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    code, lines, _ = ended("check", "--today", TODAY, cwd=tmp_path)
    assert code == 1
    assert any(re.search(": nothing-checked: ", line) for line in lines)
    code, _, _ = ended("build", "--today", TODAY, cwd=tmp_path)
    assert code == 1
    assert not (tmp_path / "build").exists()


def test_a_folder_that_holds_other_things_is_an_error_without_a_traceback(content: Path, tmp_path: Path) -> None:
    code, _, stderr = ended("build", "--today", TODAY, "--out", "content", cwd=tmp_path)
    assert code == 1
    assert "error: content holds files that the generator did not write" in stderr
    assert tree(content) == tree(BARE)


def test_a_build_that_cannot_go_on_is_an_annotation_under_github_actions(content: Path, tmp_path: Path) -> None:
    arguments = ("build", "--today", TODAY, "--out", "content")
    code, _, stderr = ended(*arguments, cwd=tmp_path, environment={"GITHUB_ACTIONS": "true"})
    assert code == 1
    assert "::error::content holds files that the generator did not write" in stderr


def test_a_terminal_without_chinese_gets_escapes_and_no_crash(content: Path) -> None:
    (content / "places/northland.yml").write_text("name: 北地\nkind: 国\n", encoding="utf-8")
    environment = {"PYTHONIOENCODING": "latin-1"}
    code, lines, _ = ended_alone("check", "--today", TODAY, cwd=content.parent, environment=environment)
    assert code == 1
    assert any("\\u56fd" in line for line in lines)


def test_control_characters_of_a_file_never_reach_the_terminal(content: Path) -> None:
    (content / "places/northland.yml").write_text('name: N\nkind: "\\e[2Jx\\x07"\n', encoding="utf-8")
    code, lines, _ = ended("check", "--today", TODAY, cwd=content.parent)
    assert code == 1
    assert all(line.isprintable() for line in lines)


def test_help_says_what_each_command_does() -> None:
    for arguments in ([], ["check"], ["build"], ["serve"]):
        run = CliRunner().invoke(main, [*arguments, "--help"], prog_name="python -m generator")
        assert run.exit_code == 0
        assert run.stdout.startswith("Usage: python -m generator")


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_without_a_day_it_is_today_in_shanghai(content: Path, zone: str) -> None:
    path = content / "records/2026/plain-paper-2026.yml"
    text = path.read_text("utf-8").replace("added: 2026-11-20", "added: 2199-01-01")
    path.write_text(text, encoding="utf-8")
    shanghai = timezone(timedelta(hours=8))
    before = datetime.now(shanghai).date()
    _, lines, _ = ended_alone("check", cwd=content.parent, environment={"TZ": zone})
    (said,) = [line for line in lines if "fact-in-future" in line]
    assert any(f"2199-01-01 is after today, {day};" in said for day in (before, datetime.now(shanghai).date()))


def test_schemas_are_written_when_something_changed_and_never_by_halves(content: Path) -> None:
    folder = content / "schema"
    key = input_key("", content, None)
    code, lines, stderr = ended("schema", cwd=content.parent)
    assert input_key("", content, None) == key  # a site is not made of them
    assert (code, lines, stderr) == (0, [f"content/schema: {len(list(folder.glob('*.json')))} written"], "")
    before = stamps(folder)
    assert ended("schema", cwd=content.parent)[1] == ["content/schema: nothing changed"]
    # A comment changes a file and none of its ids.
    record = content / "records/2026/plain-paper-2026.yml"
    record.write_text(f"# A comment.\n{record.read_text('utf-8')}", "utf-8")
    assert ended("schema", cwd=content.parent)[1] == ["content/schema: nothing changed"]
    assert {path: state for path, state in stamps(folder).items() if path.endswith(".json")} == {
        path: state for path, state in before.items() if path.endswith(".json")
    }
    # What could not be read is offered as far as it goes, and is for the check to say.
    record.write_text("source: [\n", "utf-8")
    (folder / "of-before.json").write_text("{}", "utf-8")
    assert ended("schema", cwd=content.parent)[0] == 0
    assert not (folder / "of-before.json").exists()
    code, lines, _ = ended("check", "--today", TODAY, cwd=content.parent)
    assert code == 1
    assert "schema" not in "".join(lines)


def test_a_place_where_schemas_cannot_be_written_is_said(content: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (content / "schema").symlink_to(tmp_path / "elsewhere")
    code, _, stderr = ended("schema", cwd=content.parent)
    assert (code, stderr) == (1, "error: content/schema is a symbolic link; delete it\n")
    assert not list((tmp_path / "elsewhere").iterdir())
    (content / "schema").unlink()
    (content / "schema").write_text("a file", "utf-8")
    code, _, stderr = ended("schema", cwd=content.parent)
    assert (code, stderr) == (1, "error: content/schema cannot be written: File exists\n")


def test_a_word_is_explained_and_an_unknown_one_gets_near_ones(content: Path) -> None:
    code, lines, _ = ended("explain", "missing-field", cwd=content.parent)
    assert code == 0
    assert lines[0] == "missing-field, a rule: A needed field is there."
    code, lines, stderr = ended("explain", "mising-field", cwd=content.parent)
    assert (code, lines) == (1, [])
    assert stderr == "error: nothing is called 'mising-field'; did you mean 'missing-field'?\n"
    assert ended_alone("explain", "\x1b[2J", cwd=content.parent)[0] == 1
