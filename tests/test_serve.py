"""The preview as editors meet it: a program of its own that builds again on every change."""

from __future__ import annotations

import queue
import re
import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from time import sleep

import pytest

from tests.sites import BARE, TODAY, command

pytestmark = pytest.mark.slow

# Only where something is wrong does anything take as long, however busy the machine is.
TIMEOUT_SECONDS = 120


class Preview:
    """A running preview of a content folder, what it printed and what it serves."""

    def __init__(self, content: Path, out: Path) -> None:
        self.content = content
        arguments = ("--today", TODAY, "--content", content, "--out", out, "--port", 0)
        self.process = command("serve", *arguments)
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.heard: list[str] = []

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def hears(self, pattern: str) -> re.Match[str]:
        """Wait until it prints a line with this pattern."""
        while True:
            try:
                line = self.lines.get(timeout=TIMEOUT_SECONDS)
            except queue.Empty:
                pytest.fail(f"it never said {pattern!r}, but: {self.heard}")
            self.heard.append(line)
            if match := re.search(pattern, line):
                return match

    def ready(self) -> Preview:
        """Wait until the first build has ended."""
        self.begun().next_build(0)
        self.hears(r": (no problem|\d+ problems?), \d+ pages? made")
        return self

    def begun(self) -> Preview:
        """Wait until it says where it is, which it does at once."""
        self.port = int(self.hears(r"Preview at http://127\.0\.0\.1:(\d+)/")[1])
        return self

    def get(self, path: str, host: str | None = None) -> tuple[int, str, str]:
        """Status, type and text of what stands at an address."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("GET", path, headers={"Host": host} if host else {})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Content-Type", ""), answer.read().decode()
        finally:
            connection.close()

    def edit(self, old: str, new: str) -> None:
        path = self.content / "records/2026/plain-paper-2026.yml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def next_build(self, seen: int) -> int:
        """The number of what is shown after one, as soon as pages show it."""
        for _ in range(5):  # a page asks again when nothing has changed for a while
            status, _, answer = self.get(f"/-/changes?seen={seen}")
            assert status == 200
            if int(answer) != seen:
                break
        assert int(answer) > seen
        return int(answer)

    def shows(self, path: str, words: str) -> None:
        """Wait until a page shows some words, as one that is open does."""
        seen = 0
        while words not in (page := self.get(path)[2]):
            seen = self.next_build(max(seen, number(page)))

    def stop(self) -> str:
        """Stop it as Ctrl-C does; returns what it said next to its lines."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(TIMEOUT_SECONDS)
        assert self.process.stderr
        return self.process.stderr.read()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BARE, tmp_path / "content"))


@pytest.fixture
def preview(content: Path, tmp_path: Path) -> Iterator[Preview]:
    started = Preview(content, tmp_path / "out")
    yield started
    if started.process.poll() is None:
        started.process.kill()
    started.process.wait()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview that is asked alone, for all tests that change nothing."""
    folder = tmp_path_factory.mktemp("running")
    # It writes schemas into the content.
    started = Preview(Path(shutil.copytree(BARE, folder / "content")), folder / "out").begun()
    yield started
    started.process.kill()
    started.process.wait()


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(TIMEOUT_SECONDS * 10):
        if is_so():
            return
        sleep(0.1)
    assert is_so()


def number(page: str) -> int:
    """The number of the build that a page shows, as its script asks for the next."""
    match = re.search(r'<script src="/-/reload.js" data-seen="(\d+)">', page)
    assert match, "the page has no script that reloads it"
    return int(match[1])


def test_pages_are_served_with_a_script_that_reloads_them_and_files_as_they_are(preview: Preview) -> None:
    preview.ready()
    for path in ("/", "/places/northland/", "/places/northland/index.html", "/?q=1"):
        status, kind, page = preview.get(path)
        assert (status, kind) == (200, "text/html; charset=utf-8")
        assert number(page) == 1
        assert page.index('<script src="/-/reload.js" data-seen=') < page.rindex("</body>")
        assert 'role="alert"' not in page
    status, kind, feed = preview.get("/feeds/all.xml")
    assert status == 200
    assert "xml" in kind
    assert f"http://127.0.0.1:{preview.port}/facts/northland-halls-target/" in feed
    assert "<script" not in feed
    assert preview.get("/stylesheets/page.css")[:2] == (200, "text/css")
    for path in ("/none/", "/places/none/deep", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"):
        status, _, page = preview.get(path)
        assert status == 404
        assert "This page is not here" in page
        number(page)


def test_an_edit_is_built_and_the_open_page_told(preview: Preview) -> None:
    preview.ready()
    seen = number(preview.get("/")[2])
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(preview.next_build, seen)
        assert not waiting.done()
        preview.edit("is to have two halls", "is to have two large halls")
        waiting.result(TIMEOUT_SECONDS)
    assert "two large halls" in preview.get("/facts/northland-halls-target/")[2]
    # A page of an older build is answered at once.
    preview.next_build(seen)


def test_what_editors_complete_follows_the_edits_and_is_no_edit_itself(content: Path, preview: Preview) -> None:
    preview.ready()
    schema = content / "schema" / "record.json"
    until(schema.exists)
    place = (content / "places" / "northland.yml").read_text("utf-8")
    (content / "places" / "westland.yml").write_text(place.replace("Northland", "Westland"), "utf-8")
    until(lambda: '"westland"' in schema.read_text("utf-8"))
    # Nobody refers to it.
    preview.shows("/", "unused-entry")
    (content / "places" / "westland.yml").unlink()
    until(lambda: '"westland"' not in schema.read_text("utf-8"))
    until(lambda: "unused-entry" not in preview.get("/")[2])


def test_a_mistake_is_shown_in_terminal_and_page_over_the_last_good_site(preview: Preview) -> None:
    preview.ready()
    preview.edit("two halls by", "two halls & a quay by")
    preview.shows("/facts/northland-halls-target/", "two halls &amp; a quay by")
    preview.edit("about: northland", 'about: "<script>nortland</script>"')
    preview.hears(r"plain-paper-2026\.yml:12:12: malformed-id: '<script>nortland")
    preview.hears(r": 1 problem, \d")
    preview.shows("/facts/northland-halls-target/", 'role="alert"')
    page = preview.get("/facts/northland-halls-target/")[2]
    panel = page[page.index('<div role="alert"') :]
    assert "plain-paper-2026.yml:12:12: malformed-id" in panel
    assert "&lt;script&gt;nortland" in panel
    assert "<script>nortland" not in page
    assert "two halls &amp; a quay by" in page
    preview.edit('about: "<script>nortland</script>"', "about: northland")
    preview.hears(r": no problem, \d")
    until(lambda: 'role="alert"' not in preview.get("/facts/northland-halls-target/")[2])


@pytest.fixture
def broken(content: Path) -> None:
    (content / "topics/plans.yml").write_text("plans: [\n", encoding="utf-8")


@pytest.mark.usefixtures("broken")
def test_content_that_is_broken_from_the_start_is_shown_and_can_be_mended(content: Path, preview: Preview) -> None:
    preview.ready()
    status, _, page = preview.get("/")
    assert status == 404
    assert "No site was built yet" in page
    assert "topics/plans.yml:1:8: yaml-syntax" in page
    (content / "topics/plans.yml").write_bytes((BARE / "topics/plans.yml").read_bytes())
    preview.next_build(1)
    status, _, page = preview.get("/")
    assert status == 200
    assert 'role="alert"' not in page


def test_ctrl_c_ends_it_cleanly(preview: Preview) -> None:
    preview.ready()
    with ThreadPoolExecutor(1) as pool:
        # A page that is open must not hold it up.
        waiting = pool.submit(preview.get, "/-/changes?seen=1")
        assert not waiting.done()
        assert re.fullmatch(r"(  .* …\n)*", preview.stop())
        with pytest.raises(ConnectionError):
            waiting.result(TIMEOUT_SECONDS)
    assert preview.process.returncode == 0
    preview.hears("Preview stopped")


def test_ctrl_c_in_the_middle_of_a_build_ends_it_cleanly(preview: Preview, tmp_path: Path) -> None:
    preview.begun()
    while not (tmp_path / "out" / ".work").exists():
        assert preview.process.poll() is None
        sleep(0.01)
    assert re.fullmatch(r"(  .* …\n)*", preview.stop())
    assert preview.process.returncode == 0
    assert not (tmp_path / "out" / ".work").exists()


def test_its_address_answers_while_the_first_build_goes_on(preview: Preview) -> None:
    preview.begun()
    status, _, page = preview.get("/")
    assert (status, "Building the site" in page) in ((404, True), (200, False))
    preview.next_build(0)
    assert preview.get("/")[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "localhost", "[::1]:{port}", "LOCALHOST:1"])
def test_it_answers_under_the_names_of_this_machine(running: Preview, host: str) -> None:
    assert running.get("/-/changes?seen=9", host.format(port=running.port))[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost:x", "[::2]", ""]
)
def test_it_answers_under_no_other_name(running: Preview, host: str) -> None:
    status, _, said = running.get("/", host or " ")
    assert status == 421
    assert "localhost alone" in said


def test_a_content_folder_that_is_replaced_is_followed(content: Path, preview: Preview) -> None:
    preview.ready()
    content.rename(content.with_name("before"))
    shutil.copytree(BARE, content)
    preview.edit("is to have two halls", "is to have three halls")
    preview.shows("/facts/northland-halls-target/", "three halls")
    preview.edit("is to have three halls", "is to have four halls")
    preview.shows("/facts/northland-halls-target/", "four halls")


def test_a_port_that_is_taken_is_said(content: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = command("serve", "--content", content, "--out", tmp_path / "out", "--port", port)
        _, said = process.communicate(timeout=TIMEOUT_SECONDS)
    assert process.returncode == 1
    assert f"error: port {port} cannot be used" in said
    assert "--port" in said
