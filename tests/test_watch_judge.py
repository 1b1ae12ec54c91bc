"""What an answer says of a source: a verdict for the record, and for each fact whether its words stand there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.observations import missing_on, seen_on, source_state
from generator.model.records import Record, Watched
from generator.watch.answer import Answer, Known
from generator.watch.judge import SECOND_LOOK, judge, known_of, wants_copy
from generator.watch.text import page_of
from tests.made import content as made
from tests.made import fact, record

DAY = date(2026, 12, 3)
WEEK = timedelta(days=7)
ENGLISH = "To date, over 170 upstream and downstream enterprises have gathered in the city"
TITLE = "Robots gather in the city of Hefei this year"
CHINESE = "前三季度上海规模以上人工智能产业规模达4354.92亿元，同比增长39.6%"
FILLER = "<p>" + "The city has gone on building halls, roads and schools for those who come to work there. " * 20

# ENGLISH as a page may break it up.
TORN = (
    "<p>To date, <b>over</b>&nbsp;<a href=x>1<i>7</i>0</a> upstream and down&shy;stream\n enter&#8203;prises<!-- x --> "
    "have <script>var x = 1</script>gathered&#160;&#8239;in the city</p>"
)


def source(*quotes: str, title: str = TITLE, **more: Any) -> Record:
    facts = [fact(f"f{number}", quote=quote) for number, quote in enumerate(quotes or (ENGLISH,), 1)]
    made = record("src", *facts)
    return replace(made, source=replace(made.source, title=title, **more))


SOURCE = source()
URL = SOURCE.source.url
ARTICLE = f"<title>News</title><nav>Log in | Subscribe</nav><h1>Robots</h1>{FILLER}<p>{ENGLISH}.</p>"


def page(text: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **more: Any) -> Answer:
    body = text.encode() if isinstance(text, str) else text
    return Answer(**{"address": URL, "status": status, "content_type": kind, "body": body, **more})


def seen(answer: Answer, of: Record = SOURCE, before: Watched | None = None, on: date = DAY) -> Watched:
    return judge(before, of, answer, on)


def verdict(answer: Answer, of: Record = SOURCE) -> str:
    watched = seen(answer, of)
    return f"{watched.verdict}: {watched.why}" if watched.why else watched.verdict


# --- the words stand there ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (ENGLISH, f"<p>{ENGLISH}.</p>"),
        (ENGLISH, TORN),
        (
            'It was "the first" of its kind in the whole of the country',
            "<p>It was “the first” of its kind in the whole<br>of the country",
        ),
        (CHINESE, "<td>前三季度<b>上海</b>规模以上人工智能产业规模达 ４３５４.９２ 亿元，\n同比增长39.6%</td>"),
        (CHINESE, "<p>前三季度上海规模以上</p><p>人工智能产业规模达4354.92亿元，同比增长39.6%"),
    ],
)
def test_words_stand_there_however_the_page_is_made(quote: str, text: str) -> None:
    watched = seen(page(FILLER + text), source(quote))
    assert (watched.verdict, watched.facts[0].first_seen, watched.facts[0].last_seen) == ("same", DAY, None)


@pytest.mark.parametrize(
    ("encoding", "kind", "head"),
    [
        ("gb18030", "text/html; charset=gb2312", ""),
        ("gbk", "text/html", "<meta charset='GBK'>"),
        ("gbk", "text/html; charset=utf-8", "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"),
        ("gbk", "text/html", ""),
        ("utf-8", "text/html; charset=gb2312", "<meta charset=gbk>"),
        ("utf-8-sig", "text/html", "<meta charset=iso-8859-1>"),
        ("utf-16", "text/html", ""),
        ("utf-16-le", "text/html; charset=utf-16", ""),
        ("utf-8", "", "<meta charset=no-such-thing>"),
        ("utf-8", "text/html; charset=zip", ""),
        ("utf-8", "application/xhtml+xml", '<?xml version="1.0" encoding="utf-8"?>'),
        ("utf-8", "text/plain", ""),
    ],
)
def test_an_odd_encoding_is_read(encoding: str, kind: str, head: str) -> None:
    assert verdict(page(f"{head}<p>{CHINESE}".encode(encoding), kind=kind), source(CHINESE)) == "same"


def test_traditional_characters_in_big5_are_read() -> None:
    quote = "前三季度上海規模以上人工智慧產業規模達4354.92億元，同比增長39.6%"
    assert verdict(page(f"<meta charset=big5><p>{quote}".encode("big5"), kind="text/html"), source(quote)) == "same"


def test_words_that_no_reader_sees_do_not_stand_there() -> None:
    for hidden in (
        "<script>{}</script>",
        "<!-- {} -->",
        "<style>{}</style>",
        "<noscript>{}</noscript>",
        "<a title='{}'>",
    ):
        assert verdict(page(FILLER + hidden.format(ENGLISH))) == "blocked: unlike the source"


def test_a_page_whose_words_stand_there_is_read_whatever_else_it_says() -> None:
    noise = "<p>Complete the captcha. 404 not found. Please log in. Accept cookies. Enable JavaScript. 验证码"
    assert verdict(page(ARTICLE + noise)) == "same"
    assert verdict(page(f"<p>{ENGLISH}")) == "same"


def test_the_hash_is_of_the_words_and_not_of_the_markup() -> None:
    one, two = seen(page(ARTICLE)), seen(page(ARTICLE.replace("<p>", "<div class='x'>\n ")))
    assert one.hash == two.hash != seen(page(ARTICLE + "<p>More")).hash


# --- moved, changed -----------------------------------------------------------------------------------------------


def test_a_page_that_moved_for_good_is_moved_and_one_that_only_leads_elsewhere_now_is_not() -> None:
    there = "https://example.org/new/place"
    moved = seen(page(ARTICLE, address=there, moved=True))
    assert (moved.verdict, moved.final) == ("moved", there)
    now = seen(page(ARTICLE, address=there, etag='"x"'))
    assert (now.verdict, now.final, now.etag) == ("same", None, None)
    for spelt in ("http://www.example.org/src", "https://example.org/src/"):
        assert verdict(page(ARTICLE, address=spelt, moved=True)) == "same"


@pytest.mark.parametrize(
    ("quote", "now"),
    [
        (ENGLISH, ENGLISH.replace("170", "180")),
        (ENGLISH, ENGLISH.replace("over 170 upstream", "about 180 of the upstream")),
        (ENGLISH, ENGLISH.upper()),
        (CHINESE, CHINESE.replace("4354.92", "4345.92")),
        (CHINESE, CHINESE.replace("，同比增长39.6%", "。")),
    ],
)
def test_words_that_were_changed_a_little_are_told_from_a_page_that_is_another(quote: str, now: str) -> None:
    for around in ("", FILLER, "<p>Please log in to comment. Enable JavaScript."):
        assert verdict(page(f"{around}<p>{now}"), source(quote)) == "words changed"


def test_of_several_facts_each_has_its_own_days() -> None:
    both = source(ENGLISH, "The halls of the harbour have room for 40,000 people in all")
    whole = page(f"{ARTICLE}<p>The halls of the harbour have room for 40,000 people in all.")
    one = seen(whole, both)
    two = seen(page(ARTICLE), both, one, DAY + WEEK)
    assert two.verdict == "words changed"
    assert [(found.first_seen, found.last_seen) for found in two.facts] == [(DAY, None), (DAY, DAY)]
    three = seen(page(ARTICLE), both, two, DAY + 2 * WEEK)
    assert (three.facts, three.since) == (two.facts, DAY + WEEK)
    assert seen(whole, both, three, DAY + 3 * WEEK).facts == one.facts


def test_a_source_without_a_quote_is_known_by_its_title_and_the_words_of_its_figures() -> None:
    plain = record("src", fact("f1"))
    plain = replace(plain, source=replace(plain.source, title="Robots gather in the city"))
    assert verdict(page(f"<h1>Robots gather in the city</h1>{FILLER} 40 companies"), plain) == "same"
    assert verdict(page(f"<h1>Robots gather in the city</h1>{FILLER} many companies"), plain) == "words changed"
    assert verdict(page("<h1>404</h1><p>Page not found. 40 other pages"), plain) == "blocked: not found page"
    assert verdict(page("<p>Verify you are human, 40 seconds"), plain) == "blocked: challenge"


# --- walls --------------------------------------------------------------------------------------------------------

WALLS = {
    "challenge": [
        "<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript>",
        "<h1>Checking your browser</h1><p>This may take a few seconds. Reference 8812ab.",
        "<p>To go on, please solve the captcha below.<form><input name=g></form>",
        "<h1>One more step</h1><p>Tick the box to show us that you are not a robot.",
        "<p>We have detected unusual traffic from your network.",
        "<p>Press and hold to confirm you are a human",
        "<title>访问验证</title><p>请完成下方验证后继续访问",
        "<p>当前环境异常，完成验证后即可继续访问。<a>去验证</a>",
        "<p>您的访问过于频繁，请输入验证码",
        "<p>請輸入驗證碼",
    ],
    "not found page": [
        "<h1>404</h1><p>Sorry, the page you are looking for does not exist." + FILLER,
        "<title>Page not found</title><p>Try our search, or log in.",
        "<p>We can't find the page that you asked for. Here is our latest news." + FILLER,
        "<p>This article has been removed or is no longer available. Subscribe to our newsletter.",
        "<p>抱歉，您访问的页面不存在或已被删除！" + FILLER,
        "<p>很抱歉，找不到您要的页面",
        "<p>该文章已被删除",
    ],
    "consent": [
        "<h1>Before you continue</h1><p>We and our 812 partners store information on your device.",
        "<p>We value your privacy. Accept all cookies? Manage options.",
        "<p>继续访问即表示您同意我们的隐私政策和 Cookie",
    ],
    "login": [
        "<p>Sign in to read this story.",
        f"<h1>{TITLE}</h1><p>Subscribe to continue reading.",
        "<p>登录后查看全文",
    ],
    "script": [
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
        "<p>Your browser does not support JavaScript, or it is turned off.",
        "<p>请启用 JavaScript 后继续",
    ],
    "hardly any text": [
        "<div id=app></div><script src=app.js></script>",
        "<p>Loading",
        "",
        "<p>Hold the piece until it turns green.",
        "<p>We improve your visit with biscuits. OK",
        "<p>网站正在维护",
    ],
    # In words that nobody has listed, and pages that are simply others.
    "unlike the source": [
        "<p>Slide the piece of the puzzle to where it belongs, so that we know that somebody sits there." + FILLER,
        "<h1>Golf results</h1>" + FILLER,
        "<p>这个城市的足球队昨天赢了比赛，球迷们在街上庆祝到深夜，交通一度中断。" * 20,
    ],
}


@pytest.mark.parametrize(("why", "text"), [(why, text) for why in WALLS for text in WALLS[why]])
@pytest.mark.parametrize("quote", [ENGLISH, CHINESE])
def test_a_wall_never_says_that_words_changed(why: str, text: str, quote: str) -> None:
    of = source(quote)
    assert verdict(page(text), of) == f"blocked: {why}"
    before = seen(page(f"{FILLER}{quote}"), of)
    after = seen(page(text), of, before, DAY + WEEK)
    assert (after.facts, after.hash, after.read, after.etag) == (before.facts, before.hash, DAY, None)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (page("No", 403), "refused"),
        (page("No", 451), "refused"),
        (page("No", 418), "refused"),
        (page("<p>Too many requests", 429), "refused"),
        (page("<p>Verify you are human", 403), "challenge"),
        (page("<p>Just a moment...", 503), "challenge"),
        (page("<p>Just a moment...", 404), "challenge"),
        (page("No", 401), "login"),
        (page("No", 500), "server error"),
        (page("No", 503), "server error"),
        (page("", 304), "redirects"),
        (page("", 300), "redirects"),
        (page("", 202), "hardly any text"),
        (page("", 204), "hardly any text"),
        (page(ARTICLE, 404), "missing once"),
        (page("", 410), "missing once"),
        (page(b"%PDF-1.7", kind="application/pdf"), "not text"),
        (page(b"%PDF-1.7"), "not text"),
        (page("{}", kind="application/json"), "not text"),
        (page(b"\x89PNG\r\n", kind=""), "not text"),
        (Answer(URL, failed="no host"), "missing once"),
        (Answer(URL, failed="robots"), "robots"),
        (Answer(URL, failed="too slow"), "too slow"),
        (Answer(URL, 200, failed="too large"), "too large"),
        (Answer(URL, failed="private address"), "private address"),
        (page(FILLER, address="https://example.org/", moved=True), "home page"),
        (page(FILLER, address="https://example.org/en/index.html"), "home page"),
        (page(f"<h1>{TITLE}</h1>{FILLER}", address="https://example.org"), "home page"),
        (page("<p>Welcome back" + FILLER, address="https://passport.example.org/?to=src"), "login"),
        (page("<p>Welcome back" + FILLER, address="https://example.org/login?to=src"), "login"),
    ],
)  # fmt: skip
def test_a_source_that_was_not_read_says_why(answer: Answer, told: str) -> None:
    assert verdict(answer) == f"blocked: {told}"


def test_a_source_that_is_a_home_page_is_read_there() -> None:
    home = source(url="https://example.org/")
    assert verdict(page(ARTICLE, address="https://example.org/"), home) == "same"


# --- two looks before gone ----------------------------------------------------------------------------------------

GONE = page("", 404)


def looks(*answers: tuple[int, Answer]) -> list[str]:
    """The verdicts of looks, each so many days after the first."""
    watched, told = None, []
    for days, answer in answers:
        watched = seen(answer, SOURCE, watched, DAY + timedelta(days=days))
        told.append(f"{watched.verdict}: {watched.why}" if watched.why else watched.verdict)
    return told


def test_a_source_is_gone_only_after_a_second_look_some_days_later() -> None:
    once = "blocked: missing once"
    assert looks((0, page(ARTICLE)), (7, GONE), (14, GONE), (21, GONE)) == ["same", once, "gone", "gone"]
    assert looks((0, GONE), (0, GONE), (4, GONE), (5, GONE)) == [once, once, once, "gone"]
    assert looks((0, GONE), (7, page(ARTICLE)), (14, GONE), (21, GONE)) == [once, "same", once, "gone"]
    assert looks((0, GONE), (7, page("", 503)), (14, GONE)) == [once, "blocked: server error", once]
    assert looks((0, GONE), (7, Answer(URL, failed="no host")), (14, page(ARTICLE))) == [once, "gone", "same"]


def test_a_source_is_gone_since_the_first_look_that_missed_it_and_what_was_seen_stays() -> None:
    first = seen(page(ARTICLE))
    once = seen(GONE, SOURCE, first, DAY + WEEK)
    gone = seen(GONE, SOURCE, once, DAY + 2 * WEEK)
    assert (gone.verdict, gone.since, gone.read, gone.status) == ("gone", DAY + WEEK, DAY, 404)
    assert gone.facts == first.facts


# --- what is known, archived copies -------------------------------------------------------------------------------


def test_a_page_that_did_not_change_is_seen_again_and_only_the_day_moves() -> None:
    before = seen(page(ARTICLE, etag='"v1"'))
    again = seen(Answer(URL, 304), SOURCE, before, DAY + WEEK)
    assert again == replace(before, looked=DAY + WEEK)
    assert seen(page(ARTICLE, etag='"v1"'), SOURCE, before, DAY + WEEK) == again
    (fact_,) = SOURCE.facts
    seen_before = made(records=[SOURCE], watched={"src": before})
    seen_again = made(records=[SOURCE], watched={"src": again})
    assert (seen_on(seen_before, fact_), seen_on(seen_again, fact_)) == (DAY, DAY + WEEK)


def test_only_what_was_read_and_is_sought_now_is_asked_for_by_what_is_known() -> None:
    before = seen(page(ARTICLE, etag='"v1"', last_modified="Mon"))
    known = known_of(before, SOURCE)
    assert known == Known(URL, '"v1"', "Mon")
    assert known_of(None, SOURCE) is None
    assert known_of(seen(page(ARTICLE)), SOURCE) is None
    assert known_of(before, source(ENGLISH, "Another quote of the very same source that is new")) is None
    assert known_of(before, source(url="https://example.org/other")) is None
    assert known_of(seen(GONE, SOURCE, before, DAY + WEEK), SOURCE) is None
    assert seen(page(ARTICLE, etag='"\x80"'), SOURCE).etag is None


def test_an_archived_copy_has_the_words_of_a_source_that_is_gone() -> None:
    kept = source(archived="https://archive.example.org/src")
    assert wants_copy(kept, GONE)
    assert not wants_copy(kept, page(ARTICLE))
    assert not wants_copy(SOURCE, GONE)
    copy = page(ARTICLE, address="https://archive.example.org/src")
    watched = judge(None, kept, GONE, DAY, copy)
    assert (watched.verdict, watched.why, watched.copy, watched.read) == (
        "blocked", "missing once", "https://archive.example.org/src", DAY
    )  # fmt: skip
    assert watched.facts[0].first_seen == DAY
    assert judge(watched, kept, GONE, DAY + WEEK, page("", 503)).facts == watched.facts


# --- what pages may say -------------------------------------------------------------------------------------------


def test_nothing_is_said_of_words_or_an_address_that_no_machine_looked_for() -> None:
    before = seen(page(ARTICLE))
    (fact_,) = SOURCE.facts
    for of in (source("Quite another quote of the source"), source(url="https://example.org/other")):
        now = made(records=[of], watched={"src": before})
        assert seen_on(now, of.facts[0]) is None
        assert missing_on(now, of.facts[0]) is None
    assert source_state(made(records=[source(url="https://example.org/other")], watched={"src": before}), of) is None
    assert seen_on(made(records=[SOURCE]), fact_) is None


def test_words_that_went_are_not_said_to_be_seen() -> None:
    one = seen(page(ARTICLE))
    two = seen(page(ARTICLE.replace("170", "180")), SOURCE, one, DAY + WEEK)
    now = made(records=[SOURCE], watched={"src": two})
    assert (seen_on(now, SOURCE.facts[0]), missing_on(now, SOURCE.facts[0])) == (None, DAY + WEEK)
    wall = made(records=[SOURCE], watched={"src": seen(page("", 403), SOURCE, one, DAY + WEEK)})
    assert (seen_on(wall, SOURCE.facts[0]), missing_on(wall, SOURCE.facts[0])) == (DAY, None)


# --- whatever comes -----------------------------------------------------------------------------------------------

WHYS = ("no host", "robots", "no answer", "too slow", "too large", "redirects", "private address", "not text")
pieces = st.sampled_from(
    ["<p>", "</b>", "<title>", ENGLISH, CHINESE, "<!--", "\0", "&#0;", "&shy;", "404 page", "captcha", "<script>", " "]
)
bodies = st.binary(max_size=60) | st.lists(pieces, max_size=8).map(lambda found: "".join(found).encode())
answers = st.builds(
    Answer,
    address=st.sampled_from([URL, "https://example.org/", "https://example.org/new", "https://x/\u65b0 \n"]),
    status=st.sampled_from([200, 200, 200, 202, 301, 304, 401, 403, 404, 404, 410, 429, 500, 503, 999]),
    content_type=st.sampled_from(["text/html", "", "text/plain; charset=gbk", "text/html; charset=utf-16", "a/b; é"]),
    etag=st.text(max_size=5),
    last_modified=st.text(max_size=5),
    body=bodies,
    moved=st.booleans(),
    failed=st.none() | st.none() | st.sampled_from(WHYS),
)
rounds = st.lists(st.tuples(st.integers(0, 9), answers), min_size=1, max_size=6)


@given(rounds)
def test_of_whatever_comes_each_look_says_something_that_holds(rounds: list[tuple[int, Answer]]) -> None:
    of, day, before = source(ENGLISH, CHINESE), DAY, None
    missed: list[date] = []
    for days, answer in rounds:
        day += timedelta(days=days)
        after = judge(before, of, answer, day)
        is_missing = after.why == "missing once" or after.verdict == "gone"
        missed = [*missed, day] if is_missing else []
        assert after.looked == day
        assert (after.verdict == "gone") == bool(missed and any(day - one >= SECOND_LOOK for one in missed))
        assert (after.verdict == "blocked") == (after.why is not None)
        assert after.since <= day
        assert not missed or after.since == missed[0]
        for found in after.facts:
            assert not found.last_seen or (found.first_seen and found.first_seen <= found.last_seen <= day)
        # To look at the same again on the same day says the same, byte for byte.
        assert judge(after, of, answer, day) == after or answer.status == 304
        before = after


@given(bodies, st.text(max_size=40))
def test_no_bytes_are_an_error(body: bytes, kind: str) -> None:
    for content_type in (kind, "text/html", f"text/html; charset={kind}"):
        page_of(body, content_type)
