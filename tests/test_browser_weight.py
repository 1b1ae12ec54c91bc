"""What the first view of a page weighs, and that nothing on it moves while it loads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from tests.browser import NARROW, PREFIX, Browser, Compressing, Site

pytestmark = pytest.mark.browser

KB = 1024
# The first view, with the search as far as it is loaded unasked; compressed. A profile has some 45 cards, each with the
# source's own words, their address and their limits, a seventh of a kilobyte that nothing else on the page repeats; so
# that they open in one tap and without script, they come with the page.
MOST, MOST_REQUESTS, MOST_HTML, MOST_CSS, MOST_FONT = 120 * KB, 12, 29.5 * KB, 8.5 * KB, 25 * KB

MOST_SHIFT = 0.02
SHIFT = """new Promise(done => {
    let sum = 0
    new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
        .observe({type: "layout-shift", buffered: true})
    setTimeout(() => done(sum), 300)
})"""


@pytest.fixture(scope="module")
def compressed(sites: dict[str, Site]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The real site, served with compression, and what was sent."""

    class Serving(Compressing):
        sent: list[tuple[str, int]] = []  # noqa: RUF012 (one server, one list)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Serving, directory=str(sites["real"].folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}", Serving.sent
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", ["home", "briefing", "place"])
def test_the_first_view_is_light_and_still(
    sites: dict[str, Site], browser: Browser, compressed: tuple[str, list[tuple[str, int]]], kind: str
) -> None:
    url, sent = compressed
    sent.clear()
    context = browser.started.new_context(viewport={"width": NARROW, "height": 844})
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    # A slow phone: 1.6 Mbit/s, 150 ms, a processor four times slower than this one.
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000},
    )
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    others: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((url, "data:")) else others.append(request.url))
    page.goto(url + sites["real"].page(kind).removeprefix(sites["real"].url))
    page.wait_for_load_state("networkidle")
    moved = page.evaluate(SHIFT)
    cookies = context.cookies()
    context.close()

    def size(*ends: str) -> int:
        return sum(bytes_ for path, bytes_ in sent if path.endswith(ends))

    told = f"{sum(bytes_ for _, bytes_ in sent)} bytes: {sent}"
    assert others == []
    assert cookies == []
    assert sum(bytes_ for _, bytes_ in sent) <= MOST, told
    assert len(sent) <= MOST_REQUESTS, told
    assert size("/") <= MOST_HTML, told
    assert sum(bytes_ for path, bytes_ in sent if "/stylesheets/" in path and "/assets/" not in path) <= MOST_CSS, told
    assert 0 < size(".woff2") <= MOST_FONT, told
    assert not [path for path, _ in sent if "search" in path], "the search waits until somebody goes to it"
    assert moved <= MOST_SHIFT, moved
