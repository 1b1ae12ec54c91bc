"""Each kind of broken link is found, by breaking a small site by hand; the whole one has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.links import check_links
from generator.publish.theme_hooks import content_policy, hash_source

URL = "https://example.org/sub/"

SCRIPT = 'document.documentElement.className = "js"'
POLICY = f"""<meta http-equiv="Content-Security-Policy" content="script-src 'self' {hash_source(SCRIPT)}">"""
HOME = f"""<!doctype html>
<html lang="en"><head>{POLICY}<meta charset="utf-8"><title>Home</title>
<link rel="stylesheet" href="assets/site.css">
<link rel="icon" href="/sub/assets/icon.png">
<link rel="alternate" type="application/rss+xml" href="feeds/all.xml">
<link rel="canonical" href="https://example.org/sub/">
<link rel="license" href="https://elsewhere.example/licence">
<script src="assets/site.js"></script>
<script>{SCRIPT}</script>
</head><body id="top">
<a href="places/a/">A</a> <a href="places/a/#概述">A</a> <a href="places/a/#%E6%A6%82%E8%BF%B0">A</a>
<a href="#top">Top</a> <a href="#__search">Search</a> <a href="./">Here</a> <a href="?q=1">Here</a>
<a href="https://example.org/sub/places/a/">A</a> <a href="https://example.org/other/">Other</a>
<a href="https://elsewhere.example/#nothing">Elsewhere</a> <a href="mailto:a@example.org">Mail</a>
<a>No link</a> <img src="assets/icon.png" alt="">
<form action="./"><input name="q"></form>
</body></html>
"""
PLACE = f"""<!doctype html>
<html lang="en"><head>{POLICY}<meta charset="utf-8"><title>A</title>
<link rel="stylesheet" href="../../assets/site.css">
</head><body><h2 id="概述">A</h2><a name="old">Old</a>
<a href="../..">Home</a> <a href="../../#top">Home</a> <a href="#old">Old</a> <a href="/sub/feeds/all.xml">Feed</a>
</body></html>
"""
MISSING = f"""<!doctype html>
<html lang="en"><head>{POLICY}<meta charset="utf-8"><title>Not here</title>
<link rel="stylesheet" href="/sub/assets/site.css">
</head><body><a href="/sub/">Home</a> <a href="/sub/places/a/#old">A</a></body></html>
"""
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="../assets/site.css"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
<channel>
<title>All</title><link>https://example.org/sub/</link><description>All.</description>
<atom:link href="https://example.org/sub/feeds/all.xml" rel="self" type="application/rss+xml"/>
<item><title>A</title><link>https://example.org/sub/places/a/</link><guid isPermaLink="false">tag:a</guid>
<description>A.</description>
<content:encoded><![CDATA[<p><a href="https://example.org/sub/places/a/#old">A</a> and
<a href="https://elsewhere.example/x">its source</a></p>]]></content:encoded></item>
<item><title>B</title><link>https://example.org/sub/</link><guid isPermaLink="false">tag:b</guid>
<description>B.</description><content:encoded></content:encoded></item>
</channel></rss>
"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/sub/places/a/</loc></url></urlset>
"""
LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>All</title></head><body><outline text="Places">
<outline type="rss" text="All" xmlUrl="https://example.org/sub/feeds/all.xml" htmlUrl="https://example.org/sub/"/>
</outline></body></opml>
"""
PACKAGE = """{
 "homepage": "https://example.org/sub/",
 "resources": [
  {
   "path": "facts.csv"
  },
  {
   "path": "facts.json"
  }
 ]
}
"""
FACTS = """{
 "licence_url": "https://elsewhere.example/licence",
 "facts": [
{"page":"https://example.org/sub/places/a/","source_url":"https://example.org/other/x","note":"see places/b/"},
{"page":"https://example.org/sub/places/a/"}
 ]
}
"""
CALENDAR = """BEGIN:VCALENDAR\r
URL:https://example.org/sub/\r
BEGIN:VEVENT\r
DESCRIPTION:A\\nhttps://elsewhere.example/x\\nhttps://example.org/sub/plac\r
 es/a/\\nmore\r
END:VEVENT\r
END:VCALENDAR\r
"""
FILES = {
    "feeds.opml": LIST,
    "index.html": HOME,
    "places/a/index.html": PLACE,
    "404.html": MISSING,
    "feeds/all.xml": FEED,
    "sitemap.xml": SITEMAP,
    "assets/site.css": "body { background: url(icon.png) }",
    "assets/site.js": "",
    "data/v1/datapackage.json": PACKAGE,
    "data/v1/facts.json": FACTS,
    "data/v1/facts.csv": "\ufeffpage\r\nhttps://example.org/sub/places/a/\r\n",
    "calendars/all.ics": CALENDAR,
    "assets/icon.png": "",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="")
    return tmp_path


def faults(site: Path, url: str = URL) -> list[str]:
    problems, _ = check_links(site, url)
    return [f"{problem.spot.path}:{problem.spot.line} {problem.rule}" for problem in problems]


def replaced(site: Path, path: str, old: str, new: str) -> int:
    """Replace a part of a file, once; returns its line."""
    text = (site / path).read_text("utf-8")
    assert text.count(old) == 1
    (site / path).write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_whole_site_has_no_fault_and_every_link_is_counted(site: Path) -> None:
    problems, followed = check_links(site, URL)
    assert problems == ()
    # 19 on the home page, 5 and 3 on the others, 7 in the feed, 2 in the list of feeds,
    # 1 in the sitemap, 1 in the stylesheet, 7 in data and calendar, where one is followed once in each file.
    assert followed == 45


@pytest.mark.parametrize("url", ["https://example.org/sub/", "http://127.0.0.1:8000/sub/"])
def test_a_site_is_whole_wherever_it_stands(site: Path, url: str) -> None:
    for path in ("index.html", "feeds/all.xml", "feeds.opml", "sitemap.xml"):
        text = (site / path).read_text("utf-8")
        (site / path).write_text(text.replace(URL, url).replace("https://example.org/other/", "#top"), encoding="utf-8")
    assert faults(site, url) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/v1/datapackage.json", '"facts.json"', '"fact.json"'),
        (
            "data/v1/datapackage.json",
            '"homepage": "https://example.org/sub/',
            '"homepage": "https://example.org/sub/b/',
        ),
        ("data/v1/facts.json", '{"page":"https://example.org/sub/places/a/"}', '{"page":"https://example.org/sub/b/"}'),
        ("data/v1/facts.csv", "/places/a/", "/places/b/"),
        ("calendars/all.ics", "es/a/", "es/b/"),
        ("calendars/all.ics", "URL:https://example.org/sub/", "URL:https://example.org/sub/b.ics"),
    ],
)
def test_a_broken_address_in_data_or_a_calendar_is_found(site: Path, path: str, old: str, new: str) -> None:
    replaced(site, path, old, new)
    assert [fault.partition(":")[0] for fault in faults(site)] == [path]


PAGE_FAULTS = [
    ("broken-link", '<a href="places/b/">'),
    ("broken-link", '<a href="places/a">'),
    ("broken-link", '<a href="places/a/index">'),
    ("broken-link", '<a href="Places/A/">'),
    ("broken-link", '<a href="/sub/places/b/">'),
    ("broken-link", '<a href="https://example.org/sub/places/b/">'),
    ("broken-link", '<area href="places/b/">'),
    ("broken-link", '<img src="assets/none.png">'),
    ("broken-link", '<script src="assets/none.js"></script>'),
    ("broken-link", '<link rel="stylesheet" href="assets/none.css">'),
    ("broken-link", '<link rel="alternate" type="application/rss+xml" href="feeds/none.xml">'),
    ("broken-link", '<form action="search/"></form>'),
    ("broken-fragment", '<a href="#nothing">'),
    ("broken-fragment", '<a href="places/a/#nothing">'),
    ("broken-fragment", '<a href="/sub/#nothing">'),
    ("outside-link", '<a href="/">'),
    ("outside-link", '<a href="/places/a/">'),
    ("outside-link", '<a href="/subway/">'),
    ("outside-link", '<a href="../">'),
    ("outside-link", '<a href="../../places/a/">'),
    ("outside-link", '<script src="https://elsewhere.example/x.js"></script>'),
    ("outside-link", '<script src="//elsewhere.example/x.js"></script>'),
    ("outside-link", '<script src="https://example.org/other.js"></script>'),
    ("outside-link", '<script src="http://example.org/sub/assets/site.js"></script>'),
    ("outside-link", '<img src="https://elsewhere.example/x.png">'),
    ("outside-link", '<img srcset="https://elsewhere.example/x.png 2x" src="assets/icon.png">'),
    ("outside-link", '<link rel="stylesheet" href="https://elsewhere.example/x.css">'),
    ("outside-link", '<link rel="preconnect" href="https://elsewhere.example">'),
    ("outside-link", '<link rel="shortcut icon" href="https://elsewhere.example/x.ico">'),
    ("outside-link", '<link rel="Stylesheet" href="https://elsewhere.example/x.css">'),
    ("outside-link", '<iframe src="https://elsewhere.example/"></iframe>'),
    ("outside-link", '<object data="https://elsewhere.example/x.swf"></object>'),
    ("outside-link", '<video poster="https://elsewhere.example/x.png"></video>'),
    ("outside-link", '<p style="background: url(https://elsewhere.example/x.png)">'),
    ("outside-link", '<style>@import "https://elsewhere.example/x.css";</style>'),
    ("outside-link", '<base href="https://elsewhere.example/">'),
    ("outside-link", '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">'),
    ("unsafe-link", '<a href="javascript:alert(1)">'),
    ("unsafe-link", '<a href="JavaScript:alert(1)">'),
    ("unsafe-link", '<a href=" javascript:alert(1)">'),
    ("unsafe-link", '<a href="java&#10;script:alert(1)">'),
    ("unsafe-link", '<a href="&#106;avascript:alert(1)">'),
    ("unsafe-link", '<a href="vbscript:x">'),
    ("unsafe-link", '<a href="data:text/html,x">'),
    ("unsafe-link", '<a href="http://[">'),
]


@pytest.mark.parametrize(("rule", "html"), PAGE_FAULTS, ids=[html for _, html in PAGE_FAULTS])
def test_a_fault_in_a_page_is_found_where_it_stands(site: Path, rule: str, html: str) -> None:
    line = replaced(site, "index.html", "<a>No link</a>", html)
    # A style that leads away is refused for itself, too.
    assert [fault for fault in faults(site) if "inline-code" not in fault] == [f"index.html:{line} {rule}"]


INLINE = [
    "<script>x()</script>",
    "<script >document.documentElement.className = 'other'</script>",
    "<SCRIPT>x()</SCRIPT>",
    "<script>x()",
    '<script type="module">x()</script>',
    '<script type="text/javascript">x()</script>',
    "<style>p { color: red }</style>",
    '<p style="color: red">',
    "<p onclick=x()>",
    "<img/onerror=x() src=assets/icon.png>",
    '<p title="a"onclick="x()">',
    "<svg onload='x()'></svg>",
]


@pytest.mark.parametrize("html", INLINE)
def test_what_a_pages_policy_would_not_let_run_or_restyle_is_found(site: Path, html: str) -> None:
    line = replaced(site, "index.html", "<a>No link</a>", html)
    assert faults(site) == [f"index.html:{line} inline-code"]


@pytest.mark.parametrize(
    "html",
    [
        f"<script>{SCRIPT}</script>",
        '<script type="application/json">{"x": 1}</script>',
        '<script type="application/ld+json">{}</script>',
        '<p title=" onclick=x() style=x">onclick=x() style="x"</p>',
    ],
)
def test_what_runs_nothing_or_has_a_hash_may_stand_in_a_page(site: Path, html: str) -> None:
    replaced(site, "index.html", "<a>No link</a>", html)
    assert faults(site) == []


def test_a_page_without_a_policy_or_with_a_script_before_it_is_found(site: Path) -> None:
    replaced(site, "places/a/index.html", POLICY, "")
    assert faults(site) == ["places/a/index.html:1 without-policy"]
    replaced(site, "index.html", POLICY, f"<script>{SCRIPT}</script>{POLICY}")
    assert "index.html:1 without-policy" in faults(site)


def test_a_policy_lets_run_the_scripts_that_it_is_given_and_no_other() -> None:
    policy = content_policy(f"<script>{SCRIPT}</script>\n<script>1 << 2</script>")
    assert hash_source(SCRIPT) in policy
    assert hash_source("1 << 2") in policy
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & set(policy.replace(";", "").split())
    # RFC and NIST: the hash of nothing.
    assert hash_source("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


FEED_FAULTS = [
    ("broken-link", "<link>https://example.org/sub/places/a/</link>", "<link>https://example.org/sub/b/</link>"),
    ("broken-link", "feeds/all.xml", "feeds/none.xml"),
    ("broken-link", "../assets/site.css", "assets/site.css"),
    ("broken-fragment", "places/a/#old", "places/a/#new"),
    ("broken-link", "https://example.org/sub/places/a/#old", "https://example.org/sub/places/b/"),
    ("unsafe-link", "https://elsewhere.example/x", "javascript:alert(1)"),
    ("unsafe-link", "https://elsewhere.example/x", "places/a/"),
    ("unsafe-link", "https://elsewhere.example/x", "/sub/places/a/"),
    ("unsafe-link", "https://elsewhere.example/x", "//elsewhere.example/x"),
    ("unsafe-link", "https://elsewhere.example/x", "#old"),
    ("outside-link", "<p><a", "<p><img src='https://elsewhere.example/x.png'><a"),
    ("unsafe-link", "<p><a", "<p><img src='assets/icon.png'><a"),
    ("outside-link", "<p><a", "<p><script src='https://elsewhere.example/x.js'></script><a"),
    ("repeated-guid", "tag:b", "tag:a"),
]


@pytest.mark.parametrize(("rule", "old", "new"), FEED_FAULTS, ids=[new for _, _, new in FEED_FAULTS])
def test_a_fault_in_a_feed_is_found_where_it_stands(site: Path, rule: str, old: str, new: str) -> None:
    replaced(site, "feeds/all.xml", old, new)
    (fault,) = faults(site)
    assert fault.startswith("feeds/all.xml:")
    assert fault.endswith(f" {rule}")


@pytest.mark.parametrize(("old", "new"), [("feeds/all.xml", "feeds/none.xml"), ('htmlUrl="', 'htmlUrl="nowhere/')])
def test_a_list_of_feeds_that_names_what_is_not_there_is_found(site: Path, old: str, new: str) -> None:
    line = replaced(site, "feeds.opml", old, new)
    assert faults(site) == [f"feeds.opml:{line} broken-link"]


def test_a_feed_that_is_not_well_formed_is_found(site: Path) -> None:
    replaced(site, "feeds/all.xml", "<title>B</title>", "<title>B & C</title>")
    assert faults(site) == ["feeds/all.xml:1 malformed-feed"]


def test_no_file_of_the_machine_is_read_through_a_feed(site: Path) -> None:
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(site / "assets/site.css").as_uri()}">]>'
    replaced(site, "feeds/all.xml", "<rss ", f"{entity}<rss ")
    replaced(site, "feeds/all.xml", '<guid isPermaLink="false">tag:b', '<guid isPermaLink="false">&x;')
    problems, _ = check_links(site, URL)
    assert "background" not in str(problems)


def test_a_page_of_the_sitemap_that_is_missing_is_found(site: Path) -> None:
    replaced(site, "sitemap.xml", "places/a/", "places/b/")
    assert faults(site) == ["sitemap.xml:2 broken-link"]


def test_a_stylesheet_that_asks_another_host_is_found(site: Path) -> None:
    (site / "assets/site.css").write_text("@import url(https://elsewhere.example/x.css);", encoding="utf-8")
    assert faults(site) == ["assets/site.css:1 outside-link"]


@pytest.mark.parametrize("link", ["places/a/", "./", "?q=1", "assets/icon.png"])
def test_a_relative_link_in_the_page_for_missing_pages_is_found(site: Path, link: str) -> None:
    """That page is shown at any address, so that a relative link leads anywhere."""
    replaced(site, "404.html", '<a href="/sub/">', f'<a href="{link}">')
    assert faults(site) == ["404.html:4 broken-link"]


def test_a_link_within_the_page_for_missing_pages_is_whole(site: Path) -> None:
    replaced(site, "404.html", '<a href="/sub/">', '<a id="here" href="#here">')
    assert faults(site) == []


def test_faults_are_said_in_the_order_of_files(site: Path) -> None:
    replaced(site, "places/a/index.html", 'href="../.."', 'href="../../.."')
    replaced(site, "feeds/all.xml", "tag:b", "tag:a")
    (site / "assets/site.js").unlink()
    assert [fault.split(":")[0] for fault in faults(site)] == sorted(
        ["feeds/all.xml", "index.html", "places/a/index.html"]
    )


def test_a_calendars_own_scheme_is_followed_to_ours_and_to_no_other(site: Path) -> None:
    page = site / "index.html"
    whole = page.read_text("utf-8")
    for target, found in (
        (f"webcal://{URL.partition('://')[2]}feeds/all.xml", []),
        (f"webcal://{URL.partition('://')[2]}calendars/missing.ics", ["broken-link"]),
        ("webcal://elsewhere.example/a.ics", ["unsafe-link"]),
    ):
        page.write_text(whole.replace("</body>", f'<a href="{target}">x</a></body>'), "utf-8")
        assert [one.partition(" ")[2] for one in faults(site)] == found, target
