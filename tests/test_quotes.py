"""A source's words: what is the same words, and the address that lands on them."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.fields import BadValue, read_quote
from generator.model.quotes import address_of_words, folded, holds, places_of

PAGE = "https://example.org/news/1?a=b"


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("the  city’s\nvalue of ４０ firms", "city's value of 40 firms"),
        ("規模達 2,152.2 億元,按年增長", "2,152.2億元"),
        ("规模达4354.92亿元", "4354.92 亿元"),
    ],
)
def test_white_space_quotation_marks_and_full_width_digits_are_not_the_words(quote: str, words: str) -> None:
    assert holds(quote, words)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("About 40 firms", "about 40 firms"),
        ("4,000 firms", "4000 firms"),
        ("-40 percent", "−40 percent"),
        ("￥40", "¥40"),
    ],
)
def test_case_points_signs_and_currencies_are_the_words(quote: str, words: str) -> None:
    assert not holds(quote, words)


def test_an_address_names_a_short_quote_whole_and_the_ends_of_a_long_one() -> None:
    assert address_of_words(PAGE, "40 firms, well-known") == f"{PAGE}#:~:text=40%20firms%2C%20well%2Dknown"
    long = " ".join(f"word{n}" for n in range(30))
    assert address_of_words(PAGE, long) == (
        f"{PAGE}#:~:text=word0%20word1%20word2%20word3%20word4,word25%20word26%20word27%20word28%20word29"
    )


def test_an_address_keeps_the_fragment_of_its_page_and_takes_no_other_text_with_it() -> None:
    assert address_of_words("https://example.org/#part", "words") == "https://example.org/#part:~:text=words"
    assert address_of_words("https://example.org/#:~:text=old", "new") == "https://example.org/#:~:text=new"


def test_chinese_is_cut_where_a_clause_ends_or_not_at_all() -> None:
    short = "初步估算全年產業規模有望突破4,500億元"
    assert unquote(address_of_words(PAGE, short)).endswith(f"text={short}")
    long = "前三季度上海规模以上人工智能产业规模达到新高，同比增长百分之三十九，其中一部分来自浦东新区的企业"
    start, end = unquote(address_of_words(PAGE, long).partition("text=")[2]).split(",")
    assert long.startswith(start)
    assert long.endswith(end)


@given(st.text(min_size=1).filter(str.strip))
def test_an_address_holds_nothing_that_a_fragment_parts_by(quote: str) -> None:
    fragment = address_of_words("https://example.org/", quote).partition("#:~:text=")[2]
    assert not set(fragment) & set(" &#-\"<>'")
    assert fragment.count(",") <= 1
    assert unquote(fragment.partition(",")[0]).strip()


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_quote_is_short() -> None:
    assert read_quote(" ".join(["word"] * 40))
    assert read_quote("字" * 60)
    for long in (" ".join(["word"] * 41), "字" * 61):
        with pytest.raises(BadValue, match="at most"):
            read_quote(long)


@pytest.mark.parametrize(
    ("words", "whole", "found"),
    [
        ("5", "5 of 15, 5.3, 2,5 and 5%", ["5", "5"]),
        ("5%", "15% and 5%", ["5%"]),
        ("two", "twofold in two towns", ["two"]),
        ("47个", "覆盖全国 47 个城市", ["47 个"]),
        ("5GW", "a 5GW campus", ["5GW"]),
        ("AI", "AI产业 of the MAIN", ["AI"]),
        ("", "nothing", []),
    ],
)
def test_words_are_found_where_they_stand_by_themselves(words: str, whole: str, found: list[str]) -> None:
    assert [whole[start:end] for start, end in places_of(words, folded(whole))] == found


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_words_stand_between_commas_are_found_there(words: str, around: str) -> None:
    whole = folded(f"{around}; {words} ;")
    places = list(places_of(words, whole))
    assert all(folded(words).replace(" ", "") == whole[start:end].replace(" ", "") for start, end in places)
    assert bool(places) == bool(folded(words))
