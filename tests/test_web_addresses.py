"""One page under all its addresses, and saved copies of it."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.web_addresses import fault_of_copy, host_of, is_home_page, same_page

WORDS = st.text(st.sampled_from("abcdeXYZ019-_.~é中"), min_size=1, max_size=8).filter(
    # A step that is an index, a page for phones or a dot alone is none of the page's own.
    lambda word: word.strip(".") and word.lower().split(".")[0] not in ("index", "default", "home", "amp", "m")
)
PATHS = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: "/" + "/".join(words))
HOSTS = st.sampled_from(("example.org", "news.example.com.cn", "新闻.example.org", "daily.example.co"))
PARAMETERS = st.lists(
    st.tuples(st.sampled_from(("id", "p", "article_id", "oid", "page")), WORDS),
    max_size=3,
    unique_by=lambda pair: pair[0],
)


def query_of(parameters: list[tuple[str, str]]) -> str:
    return "?" + "&".join(f"{name}={quote(value)}" for name, value in parameters) if parameters else ""


PAGES = st.builds(
    lambda host, path, parameters: f"https://{host}{path}{query_of(parameters)}", HOSTS, PATHS, PARAMETERS
)

FOLLOWING = ("utm_source=feed&utm_medium=x", "spm=a2.1", "from=timeline&isappinstalled=0", "fbclid=IwAR0", "ref=home")
KEPT = (
    "{}",
    "https://web.archive.org/web/20240102030405/{}",
    "http://web.archive.org/web/2024if_/{}",
    "https://archive.ph/20240102030405/{}",
    "https://archive.is/newest/{}",
    "https://translate.google.com/translate?sl=zh&tl=en&u={coded}",
)


@st.composite
def two_addresses(draw: st.DrawFn) -> tuple[str, str]:
    """A page's address, and another one of the same page."""
    host, path, parameters = draw(HOSTS), draw(PATHS), draw(PARAMETERS)
    scheme = draw(st.sampled_from(("http", "https", "HTTPS")))
    before = draw(st.sampled_from(("", "www.", "m.", "amp.", "www.m.")))
    port = draw(st.sampled_from(("", {"http": ":80"}.get(scheme.lower(), ":443"))))
    step = draw(st.sampled_from(("/", "//", "/./")))
    end = draw(st.sampled_from(("", "/", "//", "/index.html", "/index.php", "/amp", "/.")))
    pairs = [f"{name}={quote(value)}" for name, value in draw(st.permutations(parameters))]
    pairs += draw(st.lists(st.sampled_from(FOLLOWING), max_size=2))
    query = "?" + "&".join(pairs) if pairs else draw(st.sampled_from(("", "?")))
    shown = draw(st.sampled_from((host, host.upper())))
    coded = quote(path) if draw(st.booleans()) else path
    other = (
        f"{scheme}://{before}{shown}{port}{coded.replace('/', step)}{end}{query}{draw(st.sampled_from(('', '#top')))}"
    )
    other = draw(st.sampled_from(KEPT)).format(other, coded=quote(other, safe=""))
    return f"https://{host}{path}{query_of(parameters)}", other


@given(two_addresses())
def test_all_addresses_of_a_page_are_one(addresses: tuple[str, str]) -> None:
    page, other = addresses
    assert same_page(other) == same_page(page)


@given(PAGES, PAGES)
def test_two_pages_stay_two(one: str, two: str) -> None:
    plain = {tuple(sorted(url.partition("?")[2].split("&"))) for url in (one, two)}
    differ = one.partition("?")[0] != two.partition("?")[0] or len(plain) == 2
    assert (same_page(one) != same_page(two)) == differ


@given(PAGES)
def test_a_page_is_told_by_what_same_page_says_of_it(page: str) -> None:
    assert same_page(f"https://{same_page(page)}") == same_page(page)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    same_page(f"https://example.org/{text.replace('[', '')}")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/one?id=1",
        "https://example.org/news/one?from_id=1",
        "https://example.org/news/one?p=1955",
        "https://example.org/news/one?article_id=5",
        "https://example.org/news/one#!/two",
        "https://example.org/news/One",
        "https://mexample.org/news/one",
        "https://wwwexample.org/news/one",
        "https://example.org:8080/news/one",
        "https://example.org/news%2Fone",
        "https://example.org/indexes/one",
        "https://example.org/news/one/2",
    ],
)
def test_what_may_tell_two_articles_apart_stays(url: str) -> None:
    assert same_page(url) != same_page("https://example.org/news/one")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "http://www.example.org/index.html?utm_source=x",
        "https://example.org/en/",
        "https://example.org/zh-CN/index.php",
        "https://example.org/#top",
    ],
)
def test_a_home_page_has_no_path_and_no_query(url: str) -> None:
    assert is_home_page(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/?p=5",
        "https://example.org/news/1",
        "https://example.org/#!/a",
        "https://example.org/about",
        "https://example.org/en/a",
    ],
)
def test_a_page_is_no_home_page(url: str) -> None:
    assert not is_home_page(url)


PAGE = "https://www.example.org/news/one?id=2"


@pytest.mark.parametrize(
    "copy",
    [
        "https://web.archive.org/web/20240102030405/https://example.org/news/one?id=2",
        "https://web.archive.org/web/20240102/http://example.org:80/news/one/?id=2&utm_source=x",
        "https://archive.ph/20240102030405/https://example.org/news/one?id=2",
        "https://archive.today/AbCd1",
        "https://perma.cc/AB12-CD34",
        "https://ghostarchive.org/archive/AbCd1",
        "https://webarchive.nationalarchives.gov.uk/ukgwa/20240102030405/https://example.org/news/one?id=2",
    ],
)
def test_a_copy_of_the_page_is_one(copy: str) -> None:
    assert fault_of_copy(copy, PAGE) is None


@pytest.mark.parametrize(
    "copy",
    [
        "https://example.org/archive",
        "https://web.archive.org.example.com/web/2024/https://example.org/news/one?id=2",
        "https://web.archive.org/",
        "https://web.archive.org/web/20240102030405/https://example.org/news/one?id=3",
        "https://web.archive.org/web/20240102030405/https://example.org/news/two?id=2",
        "https://web.archive.org/web/*/https://example.org/news/one?id=2",
        "https://web.archive.org/web/https://example.org/news/one?id=2",
        "https://archive.ph/https://example.com/",
        "https://archive.ph/",
        "https://perma.cc/about",
        PAGE,
    ],
)
def test_what_is_no_copy_of_the_page_is_told_so(copy: str) -> None:
    assert fault_of_copy(copy, PAGE)


def test_a_host_is_told_without_www_port_and_last_dot() -> None:
    assert host_of("https://WWW.Example.org.:8080/a") == "example.org"
