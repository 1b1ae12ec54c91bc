"""The commands: check, build, changes, watch and serve. Only here is the clock read, the environment seen, and printed.

Each command imports what it needs when it runs: a build with nothing to do takes less time than the imports.
"""

from __future__ import annotations

import gc
import io
import os
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

import click

from generator.model.problems import (
    CannotGoOn,
    Problem,
    escaped_for_actions,
    for_actions,
    for_summary,
    for_terminal,
    printable,
)
from generator.publish.stamp import code_key, glance_key, input_key, last_build

PROJECT = Path(__file__).resolve().parent.parent
# The briefing's day begins in Shanghai: an editor there must not be told that today lies ahead.
_SHANGHAI = timezone(timedelta(hours=8))
PROBLEMS = 1
# Of `watch`, whose other ends are all good.
UNREADABLE = 2
# Said of pages that were made both ways, for the first time in this build; see docs/engine.md.
_DIFFERS = "the quick engine made other pages than MkDocs:"


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date:
    if value is None:
        return datetime.now(UTC).astimezone(_SHANGHAI).date()
    from generator.model.fields import BadValue, read_day

    try:
        return read_day(value)
    except BadValue as bad:
        raise click.BadParameter(bad.message) from bad


def _address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if not value:
        return None
    from generator.model.fields import BadValue, read_site_address

    try:
        return read_site_address(value if value.endswith("/") else value + "/")
    except BadValue as bad:
        raise click.BadParameter(bad.message) from bad


def _shown(context: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """A path as problems name it: from the current folder where it lies below, as annotations need it."""
    here = Path.cwd()
    full = here / value
    return full.relative_to(here) if full.is_relative_to(here) else full


content_option = click.option(
    "--content",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="content",
    show_default=True,
    callback=_shown,
    help="Folder of the records.",
)
today_option = click.option(
    "--today", callback=_day, metavar="YYYY-MM-DD", help="The day to build for.  [default: today in Shanghai]"
)


def _out_option(default: str) -> Callable[[Any], Any]:
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=default,
        show_default=True,
        help="Folder to write to; empty, new, or written by this program before.",
    )


def _stops_on_problems(command: Callable[..., None]) -> Callable[..., None]:
    """The one place where ``CannotGoOn`` is caught."""

    @wraps(command)
    def run(**options: Any) -> None:
        try:
            command(**options)
        except CannotGoOn as stop:
            click.echo(_error_line(str(stop)), err=True)
            sys.exit(PROBLEMS)

    return run


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """AI Industry Briefing: records in, a checked and published site out."""
    if context.invoked_subcommand != "serve":
        # Objects live until exit and form no reference cycles; disabling the collector saves 10 %.
        gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese gets escapes, not a crash.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")


@main.command("check")
@content_option
@today_option
@_stops_on_problems
def check_command(content: Path, today: date) -> None:
    """Check all records and say every problem, where it is, and what to write instead."""
    from generator.publish.build import checked

    found = checked(content, today)
    show_problems(found.problems)
    click.echo(f"{found.tally}: {_verdict(found.problems)}")
    sys.exit(PROBLEMS if found.problems else 0)


@main.command("build")
@content_option
@today_option
@_out_option("build")
@click.option("--site-url", callback=_address, help="Where the site will stand.  [default: url of site.yml]")
@click.option(
    "--published",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the data that were published last (data/v1): what changed since is told from them.",
)
@click.option(
    "--engine",
    type=click.Choice(["quick", "mkdocs"]),
    default="quick",
    show_default=True,
    help="quick: make what changed, in this process. mkdocs: run `mkdocs build` for everything. Both write the same.",
)
@_stops_on_problems
def build_command(
    content: Path, today: date, out: Path, site_url: str | None, published: Path | None, engine: str
) -> None:
    """Check, write the pages and feeds, and build the site into OUT/site."""
    with _timed() as seconds:
        code = code_key(PROJECT)
        inputs = input_key(code, content, published, today.isoformat(), site_url or "", engine)
        before = last_build(out)
        if before.get("inputs") == inputs and before.get("glance") == glance_key(out):
            click.echo(f"{before['said']}, nothing changed since, in {seconds():.2f} s: {out / 'site'}")
            return
        from generator.publish.build import build

        built = build(
            content,
            today,
            out=out,
            project=PROJECT,
            site_url=site_url,
            progress=_progress,
            published=published,
            code=code,
            inputs=inputs,
            plainly=engine == "mkdocs",
            processes=_processes(),
        )
    show_problems(built.problems)
    if built.problems:
        click.echo(f"{built.tally}: {_verdict(built.problems)}; {out / 'site'} stays as it was")
        sys.exit(PROBLEMS)
    from generator.model.words import counted

    if built.differing:
        click.echo(
            _error_line(f"{_DIFFERS} {', '.join(built.differing)}; the site is MkDocs' own. Report it"), err=True
        )
    changed = f"{counted(built.made, 'page')} made, {counted(built.changed, 'file changed', 'files changed')}"
    click.echo(f"{built}; {changed} in {seconds():.1f} s: {out / 'site'}")


@main.command("changes")
@click.argument("base", required=False)
@click.option("--base", "named", metavar="REF", help="The commit, as an option.")
@content_option
@_stops_on_problems
def changes_command(base: str | None, named: str | None, content: Path) -> None:
    """Say what changed in the records since the commit BASE, each change by its kind.

    A published address that vanished, a figure that changed without a correction, a published briefing that was
    rewritten and what is dated so late that subscribers would miss it are problems.
    Raises ``CannotGoOn`` where either state cannot be read.
    """
    base = base or named
    if base is None:
        raise CannotGoOn("name the commit to compare with, as origin/main")
    from generator.compare import compare

    old, new = _states(base, content)
    changes, faults = compare(old.content, new.content, where=str(content))
    for change in changes:
        click.echo(printable(f"{change.what}: {change.address}: {change.detail}"))
    show_problems(faults)
    counts = Counter(change.what for change in changes)
    kinds = ", ".join(f"{count} {what}" for what, count in sorted(counts.items())) or "nothing"
    click.echo(f"Since {base}: {kinds}; {_verdict(faults)}")
    sys.exit(PROBLEMS if faults else 0)


@main.command("correct")
@click.argument("id")
@click.option("--base", default="origin/main", show_default=True, metavar="REF", help="The commit that is published.")
@click.option("--reason", default=None, help="Why, in a sentence.  [default: TODO, for you to write]")
@content_option
@today_option
@_stops_on_problems
def correct_command(id: str, base: str, reason: str | None, content: Path, today: date) -> None:
    """Write the entry that says what stood at BASE where you changed ID: a fact, a briefing or, as measures/the_id,
    anything else that is published.

    Raises ``CannotGoOn`` where either state cannot be read, nothing changed, or the entry is there.
    """
    from generator.correct import entries_for
    from generator.model.records import TODO

    old, new = _states(base, content)
    for written in entries_for(id, old.content, new, today=today, reason=reason or TODO):
        path = content / written.path if written.is_new else Path(written.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written.text, "utf-8")
        todo = "" if reason else f"; write the reason where it says {TODO}"
        click.echo(printable(f"{path}: what stood at {base} is written{todo}"))


def _states(base: str, content: Path) -> Any:
    """The content at a commit and now. Raises ``CannotGoOn`` where either cannot be read."""
    from generator.compare import NOT_COMPARED
    from generator.read.load import load

    with _content_at(base, content) as earlier:
        old, new = load(earlier, is_past=True), load(content)
        # Of an earlier state, what is not compared may have a form of its time that is not read any more.
        unread = [
            found
            for found in old.problems
            if Path(found.spot.path).relative_to(earlier).parts[0].removesuffix(".yml") not in NOT_COMPARED
        ]
    for problems, which in ((unread, f"at {base}"), (new.problems, "now")):
        if problems:
            show_problems(problems)
            raise CannotGoOn(f"the records {which} cannot be compared before they can be read")
    return old, new


@contextmanager
def _content_at(base: str, content: Path) -> Iterator[Path]:
    """The content folder as it was at a commit of the repository that it lies in, in a folder for a while."""
    with TemporaryDirectory() as temporary:
        where = Path(temporary)
        git = ["git", "-C", str(content), "archive", "--format=tar", f"{base}^{{commit}}", "."]
        run = subprocess.run(git, capture_output=True, check=False)  # noqa: S603
        if run.returncode:
            said = run.stderr.decode(errors="replace").strip()
            raise CannotGoOn(f"git has no {content} at {base}: {said}")
        with tarfile.open(fileobj=io.BytesIO(run.stdout)) as archive:
            for member in archive.getmembers():
                # Regular files alone: what else lies there is refused by the reader anyway.
                if member.isfile() and (file := archive.extractfile(member)):
                    path = where / member.name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(file.read())
        yield where


@main.command("watch")
@content_option
@today_option
@click.option("--only", multiple=True, metavar="ID", help="A record to look at; may be given again.  [default: all]")
@click.option(
    "--most",
    type=click.IntRange(1),
    metavar="N",
    help="Look at so many sources: first at those that were not looked at for longest.",
)
def watch_command(content: Path, today: date, only: tuple[str, ...], most: int | None) -> None:
    """Read the records' sources again and write what a machine saw into content/watched/.

    Ends with 0 whatever the network does, and with 2 where the content cannot be read.
    """
    from generator.model.words import counted
    from generator.read.load import load
    from generator.watch.fetch import Fetcher
    from generator.watch.rounds import file_of, path_of, round_of

    loaded = load(content)
    if loaded.problems:
        show_problems(loaded.problems)
        click.echo(f"no source was read: {_verdict(loaded.problems)}")
        sys.exit(UNREADABLE)
    if unknown := sorted(set(only) - loaded.content.records.keys()):
        raise click.BadParameter(f"no record is called {', '.join(unknown)}", param_hint="--only")
    site = loaded.content.site
    fetch = Fetcher(site.name, site.url, clock=monotonic, sleep=sleep)
    looks = round_of(loaded.content, fetch, today, only=only, most=most)
    for look in looks:
        path = content / path_of(look.now)
        path.parent.mkdir(exist_ok=True)
        path.write_text(file_of(look.now), encoding="utf-8", newline="\n")
        if look.is_news:
            click.echo(printable(str(look)))
    for id in loaded.content.watched.keys() - loaded.content.records.keys():
        (content / "watched" / f"{id}.yml").unlink()
    if not looks:
        click.echo("no server answered, and nothing was written: is there a network?")
        return
    verdicts = Counter(look.now.verdict for look in looks)
    kinds = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    click.echo(f"{counted(len(looks), 'source')}: {kinds}; {sum(look.is_news for look in looks)} other than before")


@main.command("serve")
@content_option
@today_option
@_out_option("build-preview")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@_stops_on_problems
def serve_command(content: Path, today: date, out: Path, port: int) -> None:
    """Preview the site; it is built again whenever content or templates change."""
    from generator.model.words import counted
    from generator.publish.build import Memory, build, keep
    from generator.publish.serve import serve

    memory = Memory()

    def rebuilt(site_url: str, shown: Callable[[bool], object]) -> tuple[Problem, ...]:
        is_first = memory.state is None
        with _timed() as seconds:
            built = build(
                content,
                today,
                out=out,
                project=PROJECT,
                site_url=site_url,
                # The first build is the long one.
                progress=_progress if is_first else lambda _: None,
                code=code_key(PROJECT),
                memory=memory,
                shown=shown,
            )
        show_problems(built.problems)
        click.echo(
            f"{built.tally}: {_verdict(built.problems)}, {counted(built.made, 'page')} made in {seconds():.1f} s"
        )
        if is_first:
            keep(memory, out)
        return built.problems

    watched = (content, PROJECT / "templates", PROJECT / "mkdocs.yml")
    serve(rebuilt, watched=watched, site=out / "site", port=port, say=click.echo)
    keep(memory, out)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print every problem: for a person, or as annotations and a job summary under GitHub Actions."""
    problems = tuple(problems)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in problems:
            click.echo(for_actions(problem))
        if problems and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
            with Path(summary).open("a", encoding="utf-8") as file:
                file.write(for_summary(problems))
        return
    for problem in problems:
        click.echo(for_terminal(problem) if sys.stdout.isatty() else printable(str(problem)))


def _processes() -> int:
    """How many processes this one may run side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _verdict(problems: tuple[Problem, ...]) -> str:
    from generator.model.words import counted

    count = len(problems)
    return "no problem" if not count else counted(count, "problem")


def _error_line(message: str) -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return f"::error::{escaped_for_actions(message)}"
    return f"error: {message}"


def _progress(step: str) -> None:
    click.echo(f"  {step} …", err=True)


@contextmanager
def _timed() -> Any:
    start = monotonic()
    yield lambda: monotonic() - start


if __name__ == "__main__":
    main(prog_name="python -m generator")
