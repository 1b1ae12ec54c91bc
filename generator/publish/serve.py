"""A live preview on this machine alone: builds again on every change, and shows problems in the page.

The page that is open reloads itself; while content has problems, the last good site stays, under them.
"""

from __future__ import annotations

import html
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.model.problems import CannotGoOn, Problem, fault_of, for_terminal
from generator.model.words import counted

# An editor's save is several events; what comes within this many seconds is one change.
_SETTLE = 0.05
# So often, in seconds, is looked whether a folder was replaced.
_LOOK = 0.5
_LONGEST_POLL = 25
_CHANGES = "/-/changes"

# The page asks once and is answered at the next build: no polling, and nothing to install.
# Script and style are files of their own, as a page's policy lets nothing else run.
_RELOAD = '<script src="/-/reload.js" data-seen="%d"></script>'
_RELOAD_SCRIPT = b"""const seen = document.currentScript.dataset.seen;
(function wait() {
  fetch(`/-/changes?seen=${seen}`).then(r => r.text()).then(n => n === seen ? wait() : location.reload(),
    () => setTimeout(wait, 1000));
})();
"""
_PANEL = """<link rel="stylesheet" href="/-/panel.css"><div role="alert" id="preview-panel">
<strong>%s. Behind this is what could be built last.</strong><pre>%s</pre></div>"""
_PANEL_STYLE = b"""#preview-panel { position: fixed; inset: auto 0 0 0; z-index: 99; max-height: 60vh; overflow: auto;
  padding: 1rem; background: #fff; color: #16212b; border-top: 4px solid #b4321f; font: 14px/1.5 monospace; }
#preview-panel pre { white-space: pre-wrap; }
"""
_OWN = {"/-/reload.js": (_RELOAD_SCRIPT, "text/javascript"), "/-/panel.css": (_PANEL_STYLE, "text/css")}
_NOTHING = "<!doctype html><html lang=en><meta charset=utf-8><title>Preview</title><body><p>%s</p></body>"
_HOSTS = {"127.0.0.1", "localhost", "[::1]"}


class _Preview:
    """What the server shows: the number of the last build and what was wrong with it."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.number = 0
        self.faults: tuple[str, ...] = ()
        # Whether the first build is still going on.
        self.is_building = True
        # Whether the pages of a build are shown that is still going on.
        self._is_shown = False

    def set(self, faults: tuple[str, ...]) -> None:
        """Take over what was wrong with a new build, and wake the pages that wait for one."""
        with self.changed:
            if faults != self.faults or not self._is_shown:
                self.number += 1
            self.faults, self.is_building, self._is_shown = faults, False, False
            self.changed.notify_all()

    def show_pages(self, is_whole: bool = False) -> None:
        """Wake the pages that wait: some of the next build are there, though it is not done. Of the first build they
        are of use once the site ``is_whole`` but for pictures."""
        with self.changed:
            if is_whole if self.is_building else not (is_whole or self.faults):
                self.number += 1
                self._is_shown = True
                self.changed.notify_all()

    def after(self, seen: int) -> int:
        """The number of the last build, as soon as it is not the one that was seen, or after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.number != seen, timeout=_LONGEST_POLL)
            return self.number

    def added(self) -> bytes:
        """What is added to the end of each page."""
        panel = ""
        if self.faults:
            title = counted(len(self.faults), "problem")
            panel = _PANEL % (title, html.escape("\n".join(self.faults)))
        return (panel + _RELOAD % self.number).encode()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, preview: _Preview, **options: object) -> None:
        self.preview = preview
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def do_HEAD(self) -> None:
        self._answer(405, b"", "text/plain")

    def do_GET(self) -> None:
        try:
            self._get()
        except (OSError, ValueError):  # a name that no file can have, a file that goes while it is read, a reader too
            with suppress(OSError):
                self._answer(404, b"This is not there.\n", "text/plain")

    def _get(self) -> None:
        # A page of another site must not read this one under a name of its own (DNS rebinding).
        host = self.headers.get("Host", "").lower().rpartition(":")
        if (host[0] if host[1] and host[2].isdecimal() else "".join(host)) not in _HOSTS:
            return self._answer(421, b"The preview answers to 127.0.0.1 and localhost alone.\n", "text/plain")
        address = urlsplit(self.path)
        if address.path in _OWN:
            return self._answer(200, *_OWN[address.path])
        if address.path == _CHANGES:
            seen = parse_qs(address.query).get("seen", ["0"])[0]
            number = self.preview.after(int(seen) if seen.isdecimal() else 0)
            return self._answer(200, str(number).encode(), "text/plain")
        path = Path(self.translate_path(self.path))
        if path.is_dir() and address.path.endswith("/"):
            path /= "index.html"
        if path.suffix == ".html" and path.is_file():
            return self._page(200, path)
        if path.exists():
            return super().do_GET()
        missing = Path(self.directory) / "404.html"
        return self._page(404, missing)

    def _page(self, status: int, path: Path) -> None:
        if path.is_file():
            page = path.read_bytes()
        else:
            page = (
                _NOTHING % ("Building the site …" if self.preview.is_building else "No site was built yet.")
            ).encode()
        before, end, after = page.rpartition(b"</body>")
        self._answer(status, before + self.preview.added() + end + after, "text/html; charset=utf-8")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of every request; the builds are what an editor looks at."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a browser goes away before it is answered."""


class _Changes(FileSystemEventHandler):
    """Whether something changed in what is watched, also where a folder was replaced by another of its name."""

    def __init__(self, watched: Iterable[Path], ignored: Path) -> None:
        self.seen = threading.Event()
        self._watched = tuple(watched)
        self._ignored = ignored.absolute()
        self._observer = Observer()
        self._observer.start()
        self._places: tuple[object, ...] = ()
        self._watch()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note an event that changed something."""
        if event.event_type in ("created", "modified", "moved", "deleted"):
            if not Path(os.fsdecode(event.src_path)).absolute().is_relative_to(self._ignored):
                self.seen.set()

    def wait(self) -> None:
        """Wait for a change, and until the editor's program has finished saving."""
        # A wait without an end would miss a Ctrl-C that comes just before it, and a folder that was replaced.
        while not self.seen.wait(_LOOK):
            if self._places != self._found():
                self._watch()
                break
        while self.seen.wait(_SETTLE):
            self.seen.clear()

    def stop(self) -> None:
        """Watch no more."""
        self._observer.stop()

    def _found(self) -> tuple[object, ...]:
        return tuple(_place(path) for path in self._watched)

    def _watch(self) -> None:
        self._places = self._found()
        self._observer.unschedule_all()
        for path in self._watched:
            if path.exists():
                self._observer.schedule(self, str(path), recursive=path.is_dir())


def _place(path: Path) -> object:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


# Of the address, what to call when pages can be shown, and whether something changed since.
Rebuild = Callable[[str, Callable[[bool], object], Callable[[], bool]], tuple[Problem, ...] | None]


def serve(
    rebuild: Rebuild,
    rest: Callable[[], object],
    *,
    watched: Iterable[Path],
    ignored: Path,
    site: Path,
    port: int,
    say: Callable[[str], object],
) -> None:
    """Serve ``site`` until interrupted, calling ``rebuild`` with its address at first and on every change.

    What changes below ``ignored`` is no change: a rebuild writes there itself.
    ``rebuild`` calls what it is given next as soon as the pages that changed can be shown, and what it is given last to
    know whether something changed since it began; it returns the problems, or None where it left the rest to the next.
    ``rest`` is what can wait until a build is shown and nothing else has changed.
    Raises ``CannotGoOn`` where the port is taken.
    """
    preview = _Preview()
    handler = partial(_Handler, directory=str(site.absolute()), preview=preview)
    try:
        server = _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise CannotGoOn(f"port {port} cannot be used ({error.strerror}); choose another with --port") from error
    address = f"http://127.0.0.1:{server.server_port}/"
    changes = _Changes(watched, ignored)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Preview at {address} (stop with Ctrl-C)")
    try:
        while True:
            if _build(rebuild, address, preview, changes, say) and not changes.seen.is_set():
                _rest(rest, say)
            changes.wait()
    except KeyboardInterrupt:
        say("Preview stopped.")
    finally:
        changes.stop()
        server.shutdown()


def _build(rebuild: Rebuild, address: str, preview: _Preview, changes: _Changes, say: Callable[[str], object]) -> bool:
    """Build, and show what is wrong; returns whether that was all of a build that could go on."""
    try:
        found = rebuild(address, preview.show_pages, changes.seen.is_set)
    except (CannotGoOn, OSError) as stop:
        said = fault_of(stop) if isinstance(stop, OSError) else str(stop)
        say(f"error: {said}")
        preview.set((said,))
        return False
    if found is not None:
        preview.set(tuple(for_terminal(problem) for problem in found))
    return found is not None


def _rest(rest: Callable[[], object], say: Callable[[str], object]) -> None:
    try:
        rest()
    except (CannotGoOn, OSError) as stop:
        say(f"error: {fault_of(stop) if isinstance(stop, OSError) else stop}")
