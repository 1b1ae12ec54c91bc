from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.visible import invisible_characters, shown
from generator.read import strict_yaml
from generator.read.strict_yaml import (
    DEEPEST,
    LARGEST_FILE,
    MOST_HIDDEN,
    MOST_VALUES,
    REFUSED,
    Document,
    read_yaml,
)
from generator.text.summary import is_plain

BASE = Path(__file__).parent / "problems" / "base"

READ_AS = [
    ("c: NO", {"c": "NO"}),
    ("t: 12:30", {"t": "12:30"}),
    ("z: 0123", {"z": "0123"}),
    ("n: 1_000", {"n": "1_000"}),
    ("d: 2026-11-01", {"d": "2026-11-01"}),
    ("d: 2026-13-45", {"d": "2026-13-45"}),
    ("on: push", {"on": "push"}),
    ("v: 1e3", {"v": Decimal(1000)}),
    ("v: 71.75", {"v": Decimal("71.75")}),
    ("v: .5", {"v": Decimal("0.5")}),
    ("v: 0.1", {"v": Decimal("0.1")}),
    ("v: -40", {"v": -40}),
    ("v: +40", {"v": 40}),
    ("v: 0x1F", {"v": "0x1F"}),
    ("v: 0o17", {"v": "0o17"}),
    ("v: .inf", {"v": ".inf"}),
    ("v: .nan", {"v": ".nan"}),
    ("v: " + "9" * 100, {"v": int("9" * 100)}),
    ("v: " + "9" * 101, {"v": "9" * 101}),
    ("v: " + "9" * 5000, {"v": "9" * 5000}),
    ("v: 1/3", {"v": "1/3"}),
    ("v: 1,000", {"v": "1,000"}),
    ("v: '40'", {"v": "40"}),
    ("a: true\nb: False\nc: yes\nd: off", {"a": True, "b": False, "c": "yes", "d": "off"}),
    ("a:\nb: ~\nc: null\nd: ''\ne: NuLL", {"a": None, "b": None, "c": None, "d": "", "e": "NuLL"}),
    ("=: =", {"=": "="}),
    ('t: "C # sharp"', {"t": "C # sharp"}),
    ("t: C#  # sharp", {"t": "C#"}),
    ("t: |\n  a\n  b\n", {"t": "a\nb\n"}),
    ("t: >-\n  a\n  b\n\n  c # d\n", {"t": "a b\nc # d"}),
    ("t: a\n  b", {"t": "a b"}),
    ("- [a, {b: c}]\n- - d", (("a", {"b": "c"}), ("d",))),
    ("? a\n: b", {"a": "b"}),
    ("名: 临港 👩‍💻", {"名": "临港 👩‍💻"}),
    ("# top\n---\na: b\n...\n", {"a": "b"}),
]

REFUSED_AT = [
    ("a: 1\nb: 2\na: 3", "duplicate-key", 3, 1),
    ("a: 1\n'a': 2", "duplicate-key", 2, 1),
    ("a: {b: 1, b: 2}", "duplicate-key", 1, 11),
    ("a: !!python/object/apply:os.system [id]", "tag", 1, 4),
    ("a: !foo b", "tag", 1, 4),
    ("a: ! b", "tag", 1, 4),
    ("!!map {a: b}", "tag", 1, 1),
    ("!foo a: b", "tag", 1, 1),
    ("a: &x b", "anchor", 1, 4),
    ("a: b\nc: *x", "alias", 2, 4),
    ("a:\n  <<: *x", "alias", 2, 7),
    ("a: x\x0by", "invisible-character", 1, 5),
    ('a: "\\x0b"', "invisible-character", 1, 4),
    ('a: "\\0"', "invisible-character", 1, 4),
    ('a: "\\ufeff"', "invisible-character", 1, 4),
    ("a: x\ufeffy", "invisible-character", 1, 5),
    ("a: x\u0085y", "invisible-character", 1, 5),
    ("a: x\u2028y", "invisible-character", 1, 5),
    ("a: \ud7ff", "invisible-character", 1, 4),
    ("a: \ue000", "invisible-character", 1, 4),
    ("a: \U000e0041", "invisible-character", 1, 4),
    ("a: x\ufe00", "invisible-character", 1, 5),
    ("a: क\u200d", "invisible-character", 1, 5),
    ("a: b\u200dक", "invisible-character", 1, 5),
    ("a: b\rc", "invisible-character", 1, 5),
    ("\tb: c", "yaml-syntax", 1, 1),
    ("a:\n\tb: c", "yaml-syntax", 2, 1),
    ("title: Foo: bar", "yaml-syntax", 1, 11),
    ("t: @handle", "yaml-syntax", 1, 4),
    ("t: %5", "yaml-syntax", 1, 4),
    ("t: `x`", "yaml-syntax", 1, 4),
    ("中文: “引号” : x: y", "yaml-syntax", 1, 10),
    ("t: C # sharp", "ambiguous-comment", 1, 4),
    ("a: 1\n---\nb: 2", "several-documents", 2, 1),
    ("", "empty-file", 1, 1),
    ("# nothing", "empty-file", 1, 1),
    ("~", "empty-file", 1, 1),
    ("%YAML 1.1\n---\na: b", "yaml-directive", 1, 1),
    ("1: a", "key-not-text", 1, 1),
    ("a:\n  true: b", "key-not-text", 2, 3),
    ("[a]: b", "key-not-text", 1, 1),
    ("a: " + "[" * DEEPEST + "]" * DEEPEST, "too-deep", 1, 3 + DEEPEST),
]

NOT_UTF_8 = [b"a: caf\xe9", "a: b".encode("utf-16"), b"a: \xed\xa0\x80", b"a: \xc0\xaf", b"\xff"]


@pytest.fixture(params=["libyaml", "pure Python"])
def either_loader(request, monkeypatch) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader)


def read(text: str) -> Document:
    return read_yaml("x.yml", text.encode())


def found(document: Document) -> list[tuple[str, int, int]]:
    return [(problem.rule, problem.spot.line, problem.spot.column) for problem in document.problems]


def assert_places_lie_inside(raw: bytes) -> Document:
    document = read_yaml("x.yml", raw)
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    for problem in document.problems:
        assert 1 <= problem.spot.line <= len(lines)
        assert 1 <= problem.spot.column <= len(lines[problem.spot.line - 1]) + 1
    return document


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(("text", "data"), READ_AS)
def test_plain_values_are_those_of_yaml_1_2(text: str, data: Any) -> None:
    document = read(text)
    assert document.problems == ()
    assert document.data == data
    assert repr(document.data) == repr(data) or "Decimal" in repr(data)


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(("text", "rule", "line", "column"), REFUSED_AT)
def test_a_slip_is_one_problem_where_it_stands(text: str, rule: str, line: int, column: int) -> None:
    assert found(read(text)) == [(rule, line, column)]


@pytest.mark.parametrize("text", [text for text, *_ in READ_AS + REFUSED_AT] + list(BASE.rglob("*.yml")), ids=str)
def test_libyaml_and_the_pure_python_loader_read_alike(text: str | Path, monkeypatch) -> None:
    raw = text.read_bytes() if isinstance(text, Path) else text.encode()
    documents = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        monkeypatch.setattr(strict_yaml, "_Loader", loader)
        documents.append(read_yaml("x.yml", raw))
    one, other = documents
    assert one.data == other.data
    assert one.values == other.values
    assert one.keys == other.keys
    # The parsers word their syntax errors differently.
    assert [p for p in one.problems if p.rule != "yaml-syntax"] == [
        p for p in other.problems if p.rule != "yaml-syntax"
    ]
    assert found(one) == found(other)


@pytest.mark.parametrize("raw", NOT_UTF_8)
def test_bytes_that_are_not_utf_8_are_refused_where_they_begin(raw: bytes) -> None:
    with pytest.raises(UnicodeDecodeError) as error:
        raw.decode()
    assert found(read_yaml("x.yml", raw)) == [("not-utf-8", 1, error.value.start + 1)]


@pytest.mark.usefixtures("either_loader")
def test_keys_and_values_are_placed_in_characters_at_depth_after_chinese_and_emoji() -> None:
    document = read(
        "# 临港 👩‍💻\n临港: {名称: 👍🏽x, '键': [甲, \"乙\"]}\nb:\n  - c: 👩‍💻  # 上海\n    d: >\n      上海\n"
    )
    assert document.data == {"临港": {"名称": "👍🏽x", "键": ("甲", "乙")}, "b": ({"c": "👩‍💻", "d": "上海\n"},)}
    assert document.values == {
        (): (2, 1),
        ("临港",): (2, 5),
        ("临港", "名称"): (2, 10),
        ("临港", "键"): (2, 20),
        ("临港", "键", 0): (2, 21),
        ("临港", "键", 1): (2, 24),
        ("b",): (4, 3),
        ("b", 0): (4, 5),
        ("b", 0, "c"): (4, 8),
        ("b", 0, "d"): (5, 8),
    }
    assert document.keys == {
        ("临港",): (2, 1),
        ("临港", "名称"): (2, 6),
        ("临港", "键"): (2, 15),
        ("b",): (3, 1),
        ("b", 0, "c"): (4, 5),
        ("b", 0, "d"): (5, 5),
    }


def test_what_is_missing_is_placed_at_what_is_around_it_and_an_unknown_field_at_its_key() -> None:
    document = read("a:\n  b: c\n")
    assert str(document.spot(("a", "z", 3))) == "x.yml:2:3"
    assert str(document.spot(("z",))) == "x.yml:1:1"
    assert str(document.spot(("a", "b"), of_key=True)) == "x.yml:2:3"
    assert str(document.spot(("a", "z"), of_key=True)) == "x.yml:2:3"


def test_a_question_mark_is_a_key_like_any_other() -> None:
    document = read("'?': 1\n'?1': 2\n1: 3\nb: 4\n")
    assert [document.values["?",], document.values["?1",], document.values["b",]] == [(1, 6), (2, 7), (4, 4)]


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("name", sorted(path.name for path in BASE.rglob("*.yml")))
def test_windows_line_ends_change_nothing(name: str) -> None:
    (path,) = BASE.rglob(name)
    raw = path.read_bytes()
    assert read_yaml("x.yml", raw.replace(b"\n", b"\r\n")) == read_yaml("x.yml", raw)


def test_a_byte_order_mark_is_one_problem_and_moves_no_other() -> None:
    document = read("\ufeffa: *x\nb: c # d\n")
    assert found(document) == [("invisible-character", 1, 1), ("alias", 1, 4), ("ambiguous-comment", 2, 4)]
    assert document.data == {"a": REFUSED, "b": "c"}


def test_a_file_is_read_up_to_its_largest_size() -> None:
    raw = b"a: b\n" + (b"#" + b"x" * 98 + b"\n") * (LARGEST_FILE // 100 + 1)
    assert read_yaml("x.yml", raw[:LARGEST_FILE]).data == {"a": "b"}
    assert found(read_yaml("x.yml", raw[: LARGEST_FILE + 1])) == [("file-too-large", 1, 1)]


def test_values_are_read_up_to_the_most_of_them() -> None:
    assert len(read("- x\n" * (MOST_VALUES - 1)).data) == MOST_VALUES - 1
    assert found(read("- x\n" * MOST_VALUES)) == [("too-many-values", MOST_VALUES, 3)]


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("deep", ["[" * 5_000, "{a: " * 1_400, "? " * 2_000, "- " * 2_000, "{? " * 1_400])
def test_depth_is_refused_before_it_costs_anything(deep: str) -> None:
    start = thread_time()
    assert [rule for rule, *_ in found(read(deep))] == ["too-deep"]
    assert thread_time() - start < 2


@pytest.mark.usefixtures("either_loader")
def test_an_alias_bomb_is_refused_fast_and_each_part_of_it_named() -> None:
    rows = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 100)]
    start = thread_time()
    document = read("\n".join(rows))
    assert thread_time() - start < 2
    assert [rule for rule, *_ in found(document)] == ["anchor"] + ["anchor", "alias", "alias"] * 99


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize(
    "number", ["1e999999999", "1e9999999999999999999999", "-1E+99999999999999999999", "0e9" + "9" * 90]
)
def test_a_number_with_a_huge_exponent_is_read_or_left_a_text_at_once(number: str) -> None:
    document = read(f"v: {number}\nw: *x\n")
    assert found(document) == [("alias", 2, 4)]
    assert document.data["v"] in (number, Decimal("1e999999999"))


@pytest.mark.usefixtures("either_loader")
@pytest.mark.parametrize("escape", ["\\UFFFFFFFF", "\\U00110000", "\\ud800", "\\xZZ", "\\q"])
def test_an_escape_of_no_character_is_refused(escape: str) -> None:
    (problem,) = read(f'a: "{escape}"\n').problems
    assert problem.spot.line == 1
    assert problem.rule in ("yaml-syntax", "invisible-character")


YAML_LIKE = st.text(st.sampled_from("ab: \n-?#&*!|>'\"%@`[]{},\t.0123_eE+~<=\\/\r\0\u0085\ufeff\u2028\u200b中👍"))


@pytest.mark.usefixtures("either_loader")
class TestReadYamlNeverRaisesAndPointsInsideTheFile:
    @given(st.binary())
    def test_on_arbitrary_bytes(self, raw: bytes) -> None:
        assert_places_lie_inside(raw)

    @given(st.text())
    def test_on_arbitrary_text(self, text: str) -> None:
        assert_places_lie_inside(text.encode("utf-8", "surrogatepass"))

    @given(YAML_LIKE)
    def test_on_text_of_the_signs_of_yaml(self, text: str) -> None:
        document = assert_places_lie_inside(text.encode())
        assert document.problems or document.data is not None

    @given(st.sampled_from(sorted(BASE.rglob("*.yml"))), st.integers(0), st.integers(0, 20), YAML_LIKE)
    def test_on_a_good_file_of_which_a_part_is_overwritten(self, path: Path, at: int, cut: int, instead: str) -> None:
        text = path.read_text("utf-8")
        at %= len(text)
        assert_places_lie_inside((text[:at] + instead + text[at + cut :]).encode())


def _is_seen(text: str) -> bool:
    return not any(invisible_characters(text.replace("\n", " ")))


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))).filter(_is_seen)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


def _with_tuples(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(map(_with_tuples, data))
    return {key: _with_tuples(value) for key, value in data.items()} if isinstance(data, dict) else data


def _numbers_to_us_alone(data: Any) -> bool:
    """Whether there is a text such as 1e3, which PyYAML, reading YAML 1.1, writes without quotes."""
    if isinstance(data, str):
        return re.fullmatch(r"[-+]?[0-9.]+[eE][-+]?[0-9]+", data) is not None
    items = [*data, *data.values()] if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(map(_numbers_to_us_alone, items))


@given(PLAIN)
def test_plain_data_that_another_program_wrote_is_read_as_it_was(data: Any) -> None:
    assume(data is not None and not _numbers_to_us_alone(data))
    document = read(yaml.safe_dump(data, allow_unicode=True, default_flow_style=False))
    assert document.data == _with_tuples(data)
    # Signs drawn at random may look as if they were read in another encoding.
    assert {problem.rule for problem in document.problems} <= {"mojibake"}


@given(st.dictionaries(TEXT, TEXT | st.lists(TEXT)))
def test_texts_in_quotes_are_read_as_they_were(data: Any) -> None:
    document = read(yaml.safe_dump(data, allow_unicode=True, default_style='"'))
    assert document.data == _with_tuples(data)
    # Signs drawn at random may look as if they were read in another encoding.
    assert {problem.rule for problem in document.problems} <= {"mojibake"}


@pytest.mark.parametrize(
    "text",
    [
        "a\U000e0100b", "中\U000e0100", "a\ufe0fb", "a\ufe0eb", "a\u2800b", "a\u180bb",
        "a\u17b4b", "a\ufffcb",
        "a\u034fb",
        "a\U000e0041b", "a\u3164b", "中\u200d文", "a\u2062b", "a\U0001d173b", "a\ufdd0b", "a\U0001bca0b", "a\u061cb",
        "e" + "\u0301" * 5, "\ufe0f", "\u200d", "1\ufe0f", "❤\ufe0f\ufe0f", "👩\u200dx", "a\u2028b", "a\ue000b",
    ],
)  # fmt: skip
def test_what_no_reader_can_see_is_found(text: str) -> None:
    assert list(invisible_characters(text))
    # Nor does it come through where problems and reports show it.
    assert shown(text) != text
    assert not is_plain(f"`{text}`")


@pytest.mark.parametrize(
    "text",
    ["e\u0301", "1\ufe0f\u20e3", "❤\ufe0f", "☎\ufe0e", "👩\u200d💻", "👩🏽\u200d💻",
     "❤\ufe0f\u200d🔥", "می\u200cخواهم", "क\u094d\u200dष", "র\u200d\u09cdয",
     "政策　与\u00a0法律", "e" + "\u0301" * 4, "a\tb", "שָׁל֣וֹם", "ế"],
)  # fmt: skip
def test_what_takes_room_or_shapes_its_neighbours_stays(text: str) -> None:
    assert not list(invisible_characters(text))


@pytest.mark.parametrize(("data", "most"), [(b"\0" * 200_000, 1), ("\u200b".encode() * 50_000, MOST_HIDDEN + 2)])
def test_a_file_full_of_what_cannot_be_seen_has_few_problems(data: bytes, most: int) -> None:
    assert 0 < len(read_yaml("x", data).problems) <= most


@pytest.mark.parametrize(
    ("text", "says", "place"),
    [
        ("words: [@import, b]\n", "put the text in quotes: it begins with @", (1, 9)),
        ("name: x\n`words: [a]\n", "put the text in quotes: it begins with `", (2, 1)),
        ("words: [a b}, c]\n", "put the text in quotes if these signs belong to it", (1, 12)),
        ('words: [a, "b]\n', "close the quotes", (2, 1)),
        ('name: x\n"kind" person\nother: y\n', "a key needs a colon and a space after it", (3, 1)),
    ],
)
def test_where_only_the_parser_knows_what_is_wrong_it_is_said_what_to_do(
    text: str, says: str, place: tuple[int, int]
) -> None:
    (problem,) = read_yaml("one.yml", text.encode()).problems
    assert problem.message.endswith(f"; {says}")
    assert (problem.spot.line, problem.spot.column) == place
