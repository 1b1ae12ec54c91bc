from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from generator.model.problems import (
    Problem,
    Spot,
    did_you_mean,
    for_actions,
    for_summary,
    for_terminal,
    printable,
    sorted_problems,
)


def problem(message: str = "fix it", *, path: str = "content/a.yml", column: int = 1, excerpt: str = "") -> Problem:
    return Problem(Spot(path, 3, column), "some-rule", message, excerpt)


@pytest.mark.parametrize(
    ("excerpt", "sign", "shown"),
    [
        ("name: x", "x", "    name: x\n          ^"),
        ("名称: x", "x", "    名称: x\n          ^"),
        ("ｗｉｄｅ: x", "x", "    ｗｉｄｅ: x\n              ^"),
        ("👍: x", "x", "    👍: x\n        ^"),
        ("e\u0301: x", "x", "    e\u0301: x\n       ^"),
        ("\tx", "x", "    \\u0009x\n          ^"),
        ("a\u202ex", "x", "    a\\u202ex\n           ^"),
        ("a: \x1b[2Jx", "\x1b", "    a: \\u001b[2Jx\n       ^"),
    ],
)
def test_the_caret_stands_under_its_sign_whatever_stands_before(excerpt: str, sign: str, shown: str) -> None:
    column = excerpt.index(sign) + 1
    assert for_terminal(problem(column=column, excerpt=excerpt)) == (
        f"content/a.yml:3:{column}: some-rule: fix it\n{shown}"
    )


def test_a_long_line_is_shown_around_its_column() -> None:
    lines = for_terminal(problem(column=5001, excerpt="中" * 5000 + "x" + "y" * 5000)).split("\n")
    assert len(lines[1]) < 130
    wide = sum(2 if char == "中" else 1 for char in lines[1].partition("x")[0])
    assert lines[2] == " " * wide + "^"


def test_the_caret_may_stand_behind_the_line_and_no_line_has_none() -> None:
    assert for_terminal(problem(column=4, excerpt="a: ")).endswith("\n    a: \n       ^")
    assert for_terminal(problem()) == "content/a.yml:3:1: some-rule: fix it"


HOSTILE = "\x1b[31m \u202e \x07 \r\n ::error::x %0A \u2028 \x9b \ud800"


def test_what_could_move_a_cursor_start_a_line_or_turn_the_order_is_shown_as_an_escape() -> None:
    assert printable("a\x1b[31m\n\t\u202e\x9b\u2028\ud800\u200b中é👍 ") == (
        "a\\u001b[31m\\u000a\\u0009\\u202e\\u009b\\u2028\\ud800\\u200b中é👍 "
    )


@given(st.text(st.characters()), st.text(st.characters()))
def test_no_way_of_showing_a_problem_lets_its_text_act(message: str, path: str) -> None:
    hostile = problem(message + HOSTILE, path=path + HOSTILE, excerpt=HOSTILE + message, column=5)
    terminal, actions, summary = for_terminal(hostile), for_actions(hostile), for_summary([hostile])
    assert len(terminal.split("\n")) == 3
    assert all(char.isprintable() or char == "\n" for char in terminal + summary)
    assert actions.isprintable()
    assert len(summary.splitlines()) == 5


def test_a_command_of_actions_is_escaped_as_the_runner_unescapes_it() -> None:
    shown = for_actions(problem("100% of ::error::, a: b, c\nd", path="content/a,b:c%d.yml", column=7))
    assert shown == (
        "::error file=content/a%2Cb%3Ac%25d.yml,line=3,col=7,title=some-rule::100%25 of ::error::, a: b, c\\u000ad"
    )
    properties, data = shown.removeprefix("::error ").split("::", 1)  # as the runner parts them
    assert [item.partition("=")[0] for item in properties.split(",")] == ["file", "line", "col", "title"]
    assert data.startswith("100%25 of ::error::")


@pytest.mark.parametrize(
    "text",
    ["a|b", "a`b", "a``|`b", "<script>", "<!-- ", "@team", "&lt;", "|---|", "\n| x | y | z |", "\\", "`|`"],
)
def test_a_table_of_the_summary_has_three_columns_whatever_a_message_or_a_path_holds(text: str) -> None:
    table = for_summary([problem(f"{text} end", path=f"content/{text} end.yml"), problem("the last")])
    html = markdown(table, extensions=["tables"])
    assert len(re.findall(r"<tr>\s*(?:<t[hd]>.*</t[hd]>\s*){3}</tr>", html)) == 3
    assert html.count("<tr>") == 3
    assert html.count("<td>") == 6
    assert "<code>the last</code></td>" in html
    assert " end</code></td>" in html
    assert " end.yml:3:1</code></td>" in html
    assert "<script" not in html
    # Outside code nothing of it stands, so that it makes no mention.
    assert text.strip() not in re.sub("`[^`]*`", "", table.split("---", 3)[3]).replace("|", "") or text in "|---|`|`"


def test_the_summary_counts_its_problems() -> None:
    assert for_summary([problem()]).startswith("## 1 problem\n\n| where | rule | what to do |\n| --- | --- | --- |\n")
    assert for_summary([problem(), problem("x")]).startswith("## 2 problems\n")
    assert "| `content/a.yml:3:1` | some-rule | `fix it` |\n" in for_summary([problem()])


def test_a_summary_of_nine_thousand_problems_fits_and_has_no_live_link_or_picture() -> None:
    text = "![x](https://evil.example/x.png) [y](https://evil.example) https://evil.example www.evil.example @team #1 "
    many = [problem(text * 3 + str(number), path=f"content/{number}.yml") for number in range(9000)]
    summary = for_summary(many)
    assert len(summary.encode()) < 2**20
    assert summary.startswith("## 9,000 problems\n")
    shown = summary.count("| some-rule |")
    assert summary.endswith(f"\n{9000 - shown:,} more are in the log of this check.\n")
    assert "evil.example" not in re.sub("`[^`]*`", "", summary)
    assert re.findall("<(?:a|img)[ >]", markdown(for_summary(many[:20]), extensions=["tables"])) == []


def test_problems_are_told_once_in_the_order_of_files_lines_and_columns() -> None:
    spots = [Spot("b", 1), Spot("a", 10, 1), Spot("a", 9, 2), Spot("a", 9, 10), Spot("a", 9, 2)]
    problems = [Problem(spot, "some-rule", "x") for spot in spots]
    assert [str(each.spot) for each in sorted_problems(problems)] == ["a:9:2", "a:9:10", "a:10:1", "b:1:1"]


def test_only_a_near_word_is_offered() -> None:
    assert did_you_mean("lingnag", ["lingang", "shanghai"]) == "; did you mean 'lingang'?"
    assert did_you_mean("atlantis", ["lingang", "shanghai"]) == ""
    assert did_you_mean("x", []) == ""
