from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from time import thread_time
from typing import Any, get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model import fields
from generator.model.fields import ID_PATTERN, LONGEST_ID, RESERVED_IDS, BadValue
from generator.read.strict_yaml import read_yaml


def read(kind: Any, value: Any) -> Any:
    """A value as the field of a record reads it."""
    return get_args(kind)[1].function(value)


def refusal(kind: Any, value: Any) -> str:
    with pytest.raises(BadValue) as bad:
        read(kind, value)
    assert bad.value.message
    return bad.value.rule


GOOD_ADDRESSES = [
    "https://example.org",
    "https://example.org/",
    "http://example.org:8080/a?b=c&d=%20#e",
    "HTTPS://EXAMPLE.ORG/A",
    "https://example.org/新闻/(一)/[2]",
    "https://新闻.example.org/",
    "https://bücher.example/é?ü#ß",
    "https://xn--fiqs8s.example/",
    "https://web.example.org/web/2023/https://example.org/a@b",
    "https://example.org/a;b=1,2/~c/*/!/$&+=:@",
    "https://192.0.2.1/",
    "https://a-b.example.co.uk/x",
]

BAD_ADDRESSES = [
    "",
    "example.org",
    "/news/one",
    "//example.org/",
    "\\\\example.org\\share",
    "https:\\\\example.org\\",
    "https:/example.org",
    "https:example.org",
    "https://",
    "https:///example.org",
    "https://?example.org",
    "https://#.example.org",
    "https://localhost/",
    "https://example/",
    "https://.org/",
    "https://example..org/",
    "https://example.org:port/",
    "https://example.org:99999/",
    "https://[::1",
    "https://exa mple.org/",
    "https://example.org/a b",
    "https://example.org/a\tb",
    "https://example.org/a\nb",
    "https://example.org/a\u00a0b",
    "https://example.org/a\u3000b",
    "https://example.org/a\x00b",
    "https://example.org/a\x1b[0m",
    "https://example.org/a\x85b",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/<script>",
    "https://example.org/a>b",
    "https://example.org/`a`",
    "https://example.org/{a}",
    "https://example.org/a|b",
    "https://example.org/a\\b",
    "https://example.org/a^b",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://@example.org/",
    "https://example.org@example.com/",
    "https://example.org:443@example.com/",
    "javascript:alert(1)",
    "JavaScript://example.org/%0aalert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "mailto:a@example.org",
    "blob:https://example.org/1",
    "view-source:https://example.org/",
    "x https://example.org/",
    "xhttps://example.org/",
    "https://example.org/" + "a" * 2000,
    "https://" + "a" * 64 + ".example.org/",
]


@pytest.mark.parametrize("address", GOOD_ADDRESSES)
def test_an_address_is_kept_as_it_was_written(address: str) -> None:
    assert read(fields.Address, address) == address
    assert read(fields.Address, f"  {address}\n") == address


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_what_is_no_web_address_or_could_do_harm_in_a_link_is_refused(address: str) -> None:
    assert refusal(fields.Address, address) == "malformed-address"


@given(st.text())
def test_no_text_makes_an_address_that_could_end_a_link_or_run(text: str) -> None:
    for candidate in (text, f"https://example.org/{text}", f"https://{text}.example.org/"):
        try:
            address = read(fields.Address, candidate)
        except BadValue:
            continue
        assert address.lower().startswith(("https://", "http://"))
        assert not set(address) & set(' \t\r\n"<>\\`{}|^\x00\x1b\x7f')


@pytest.mark.parametrize("address", ["https://example.org", "https://example.org/a", "https://example.org/?/", "x/"])
def test_the_address_of_the_site_ends_in_a_slash(address: str) -> None:
    assert refusal(fields.SiteAddress, address) == "malformed-address"
    assert read(fields.SiteAddress, "https://example.org/site/") == "https://example.org/site/"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("4000", 4000),
        ("-7", -7),
        ("+7", 7),
        ("71.75", Fraction(287, 4)),
        ("0.1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("5e11", 500_000_000_000),
        ("1.5E-3", Fraction(3, 2000)),
        ("1_000", 1000),
        ("500_000_000_000", 500_000_000_000),
        ("-12_345.678", Fraction(-12345678, 1000)),
        ("1/3", Fraction(1, 3)),
        ("2/4", Fraction(1, 2)),
        ("1000000000000000000", 10**18),
        ("0.000000001", Fraction(1, 10**9)),
        ("0e999999999", None),
        ("'4000'", 4000),
        ("'-71.75'", Fraction("-71.75")),
        ("0.0", 0),
    ],
)
def test_a_number_is_read_exactly_or_not_at_all(text: str, number: Fraction | None) -> None:
    value = read_yaml("x.yml", f"v: {text}".encode()).data["v"]
    if number is None:
        assert refusal(fields.Number, value) == "malformed-number"
    else:
        assert read(fields.Number, value) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "true",
            "null",
            "''",
            "'4,000'",
            "'04'",
            "four",
            "[1]",
            "{a: 1}",
            "1,000",
            "1 000",
            "1.000.000",
            "1'000",
            "$5",
            "5%",
        ),
        *("1_00", "_1", "1_", "1__000", "1000_000", "01_000", "0_000", "1_000_00", "1_000.", "1_000e3", "1_000.5_0"),
        *("1/0", "0/3", "01/3", "1/03", "-1/3", "1 / 3", "1/3/5", "1.5/3", "1234567/3", "⅓", "１２３", "1_０００"),
        *("0x1F", "0o17", "0b1", "0123", ".inf", "-.inf", ".nan", "NaN", "Infinity", "1e", "e5", "1e5.5", "."),
        *("1e999999999", "-1e999999999", "1e-999999999", "1e9999999999999999999999", "1e31", "0.0000000001"),
        *("1000000000000000001", "1_000_000_000_000_000_001", "9" * 101, "9" * 5000, "0." + "3" * 50, "1e19"),
    ],
)
def test_what_two_readers_could_take_for_two_numbers_is_refused_at_once(text: str) -> None:
    start = thread_time()
    assert refusal(fields.Number, read_yaml("x.yml", f"v: {text}".encode()).data["v"]) == "malformed-number"
    assert thread_time() - start < 0.5


@given(st.fractions(max_denominator=10**9) | st.decimals(allow_nan=True) | st.text() | st.integers() | st.booleans())
def test_no_value_makes_reading_a_number_raise_anything_else(value: Any) -> None:
    with suppress(BadValue):
        assert abs(read(fields.Number, value)) <= fields.LARGEST


@given(st.integers(-(10**18), 10**18))
def test_an_integer_is_the_same_with_and_without_underscores(number: int) -> None:
    assert read(fields.Number, number) == number
    assert abs(number) < 1000 or read(fields.Number, f"{number:_}") == number


@pytest.mark.parametrize("id", ["a", "7", "a-b", "2023-02-25", "a1-2b", "x" * LONGEST_ID, "con-1", "index-2", "com10"])
def test_lower_case_words_joined_by_hyphens_are_an_id(id: str) -> None:
    assert read(fields.Id, id) == id


@pytest.mark.parametrize(
    "id",
    [
        *(
            "",
            "-",
            "a-",
            "-a",
            "a--b",
            "a_b",
            "a b",
            "A",
            "a.b",
            "a/b",
            "../a",
            "a\\b",
            "é",
            "临港",
            "a\n",
            " a",
            "ａ",
            "²",
        ),
        *("x" * (LONGEST_ID + 1), "a:b", "a%2fb", "a\u00adb", "<b>"),
        *sorted(RESERVED_IDS),
    ],
)
def test_what_is_no_file_name_everywhere_or_no_part_of_an_address_is_no_id(id: str) -> None:
    assert refusal(fields.Id, id) == "malformed-id"


@given(st.text())
def test_an_id_that_is_offered_instead_is_one(text: str) -> None:
    assume(not ID_PATTERN.fullmatch(text))
    with pytest.raises(BadValue) as bad:
        read(fields.Id, text)
    offered = re.search(r"; write '(.*)'$", bad.value.message)
    assert offered is None or ID_PATTERN.fullmatch(offered[1])


@pytest.mark.parametrize("id", ["a", "ai_companies", "a1_2", "x" * LONGEST_ID])
def test_a_measure_is_lower_case_words_joined_by_underscores(id: str) -> None:
    assert read(fields.MeasureId, id) == id
    for wrong in (f"_{id}", f"{id}_", f"1{id}", f"{id}-b", f"{id}__b", id.upper(), f"{id}\n", id * LONGEST_ID + "aa"):
        assert refusal(fields.MeasureId, wrong) == "malformed-id"


@pytest.mark.parametrize("id", ["CNY", "%", "m2", "km/h", "EFLOPS", "CNY-2020", "x" * 40])
def test_a_unit_is_named_as_people_write_it(id: str) -> None:
    assert read(fields.UnitId, id) == id
    for wrong in ("", "2", f"{id} ", f"€{id}", f"{id}\n", f"/{id}", "x" * 41, "元"):
        assert refusal(fields.UnitId, wrong) == "malformed-id"


@pytest.mark.parametrize("tag", ["en", "zh", "zh-Hans", "zh-Hans-CN", "pt-BR", "yue"])
def test_a_language_is_a_tag_of_bcp_47(tag: str) -> None:
    assert read(fields.Language, tag) == tag


@pytest.mark.parametrize(
    "tag", ["", "e", "English", "EN", "en_US", "en-us", "zh-hans", "en-", "中文", "en\n", "x-klingon"]
)
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert refusal(fields.Language, tag) == "malformed-language"


@pytest.mark.parametrize("authority", ["example.org,2026", "a-b.example.org,2026-11", "example.org,2026-11-23"])
def test_an_authority_is_a_host_and_a_date(authority: str) -> None:
    assert read(fields.Authority, authority) == authority
    for wrong in ("", "example.org", f"{authority},", f"https://{authority}", authority.upper(), f"{authority}\n"):
        assert refusal(fields.Authority, wrong) == "malformed-authority"


@pytest.mark.parametrize("value", [True, 5, Decimal("1.5"), ("a",), {"a": "b"}])
@pytest.mark.parametrize("kind", [fields.Name, fields.Id, fields.Address, fields.Language, fields.Authority])
def test_only_text_is_text(kind: Any, value: Any) -> None:
    assert refusal(kind, value) == "wrong-type"


def test_a_text_is_trimmed_and_of_one_line_and_counted_in_characters() -> None:
    assert read(fields.Name, " 临港 \n") == "临港"
    assert read(fields.Name, "👍" * 80) == "👍" * 80
    assert refusal(fields.Name, "👍" * 81) == "too-long"
    assert refusal(fields.Name, "a\nb") == "not-one-line"
    assert refusal(fields.Name, "\u3000\u00a0 \n") == "empty-text"
    assert refusal(fields.Name, None) == "empty-text"


def test_a_year_may_be_a_number_and_nothing_else_that_is_none_of_text() -> None:
    assert str(read(fields.StatedWhen, 2023)) == "2023"
    for number in (23, -2023, 20230225):
        assert refusal(fields.StatedWhen, number) == "malformed-date"
    for other in (True, Decimal("2023.5"), ("2023",)):
        assert refusal(fields.StatedWhen, other) == "wrong-type"
    assert refusal(fields.StatedWhen, None) == "empty-text"


def test_a_day_is_no_month_and_no_span() -> None:
    assert str(read(fields.Day, "2026-11-23")) == "2026-11-23"
    for value in (2026, "2026-11", "2026-Q4"):
        assert refusal(fields.Day, value) == "malformed-date"
    assert refusal(fields.Day, "2026-11-22/2026-11-23") == "malformed-date"


def test_a_count_is_no_truth_value_and_a_flag_no_number() -> None:
    assert read(fields.Count, 1) == 1
    assert read(fields.Count, "12") == 12  # in quotes, as forms save it
    assert read(fields.Flag, False) is False
    for value in (0, -1, 100_001, True, "01", "1 2", Decimal(1), None, "1_000"):
        assert refusal(fields.Count, value) == "wrong-type"
    for other in (0, 1, "true", "yes", None, ()):
        assert refusal(fields.Flag, other) == "wrong-type"
