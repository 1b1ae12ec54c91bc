"""The commands, each of which says what it does. Only here is the clock read, the environment seen, and printed.

Each command imports what it needs when it runs: a build with nothing to do takes less time than the imports.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.model.problems import (
    CannotGoOn,
    Problem,
    escaped_for_actions,
    fault_of,
    for_actions,
    for_summary,
    for_terminal,
    grouped,
    printable,
)
from generator.publish.stamp import code_key, glance_key, input_key, last_build, put_note
from generator.read import SCHEMA_FOLDER

if TYPE_CHECKING:
    from generator.model.content import Content

PROJECT = Path(__file__).resolve().parent.parent
# The briefing's day begins in Shanghai: an editor there must not be told that today lies ahead.
_SHANGHAI = timezone(timedelta(hours=8))
PROBLEMS = 1
# Of `watch` and `leads`, whose other ends are all good.
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


def _optional_day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    return None if value is None else _day(context, parameter, value)


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


published_option = click.option(
    "--published",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the data that were published last (data/v1): what changed since is told from them.",
)


# Installed by `make admin`.
ADMIN = PROJECT / "admin"
admin_option = click.option("--admin", is_flag=True, help="Offer the form for editors at /admin/; see `make admin`.")


def _out_option(default: str) -> Callable[[Any], Any]:
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=default,
        show_default=True,
        help="Folder to write to; empty, new, or written by this program before.",
    )


class _Commands(click.Group):
    """The commands. Here alone is caught what stops one: ``CannotGoOn``, and a fault of the machine."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what stops it is said in one sentence, and it ends with 1."""
        try:
            return super().invoke(context)
        except CannotGoOn as stop:
            _end(str(stop))
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read what we print has gone: click ends quietly
                raise
            _end(f"{fault_of(error)}, then run this again")
        except MemoryError:
            _end("there is too little memory for this; free some, then run this again")


def _end(message: str) -> NoReturn:
    """Say why nothing goes on, and end, also where nothing can be printed any more."""
    with suppress(OSError):
        click.echo(_error_line(message), err=True)
    try:
        sys.stdout.flush()
    except OSError:
        # Python would try once more at the end, and fail with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(PROBLEMS)


@click.group(cls=_Commands)
def main() -> None:
    """AI Industry Briefing: records in, a checked and published site out."""
    # Few objects form cycles, and looking for them takes seconds of a build. `serve`, which does not end, looks when
    # nobody waits.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Chinese gets escapes, not a crash.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")


@main.command("check")
@content_option
@today_option
@click.option("--fix", is_flag=True, help="Write what is certain, and say what; then check.")
@click.option(
    "--base",
    metavar="REF",
    help="The commit that is published: of two things that are alike, the newer is at fault.  [default: a pull "
    "request's base under GitHub Actions]",
)
def check_command(content: Path, today: date, fix: bool, base: str | None) -> None:
    """Check all records and say every problem, where it is, and what to write instead."""
    from generator.publish.build import checked

    if fix:
        from generator.edit.fix import fixed, write
        from generator.model.words import counted

        done = fixed(content, today, _uncommitted(content))
        write(content, done)
        for edit in done.edits:
            click.echo(printable(str(edit)))
        files = counted(len({edit.spot.path for edit in done.edits}), "file")
        click.echo(f"{len(done.edits)} fixed in {files}" if done.edits else "nothing to fix")

    found = checked(content, today, published=_files_at(base, content))
    show_problems(found.problems)
    click.echo(f"{found.tally}: {_verdict(found.problems)}")
    sys.exit(PROBLEMS if found.problems else 0)


@main.command("explain")
@click.argument("word")
@content_option
def explain_command(word: str, content: Path) -> None:
    """Say what WORD means: a rule as missing-field, a field as fact.as_stated, a kind of file as record, or an id.

    Raises ``CannotGoOn`` where it means nothing.
    """
    from generator.describe.explain import explain
    from generator.read.load import load

    for line in explain(word, load(content).content):
        click.echo(printable(line))


@main.command("schema")
@content_option
def schema_command(content: Path) -> None:
    """Write what editors' programs complete and show, as JSON Schema, into CONTENT/schema.

    Raises ``CannotGoOn`` where the folder cannot be written.
    """
    written = _write_schemas(content)
    click.echo(f"{content / SCHEMA_FOLDER}: {f'{written} written' if written else 'nothing changed'}")


def _write_schemas(content: Path, memory: Any = None) -> int:
    """Write the schemas of a content folder that changed, and say how many did; with problems in the content, too.
    Raises ``CannotGoOn`` where that cannot be done."""
    folder, key = content / SCHEMA_FOLDER, input_key(code_key(PROJECT), content, None)
    stamp = folder / ".made-of"
    try:
        if stamp.is_file() and stamp.read_text("utf-8") == key:
            return 0
        from generator.describe.schema import schema_files
        from generator.read.load import load

        files = {folder / name: text.encode() for name, text in schema_files(load(content, memory)).items()}
        if folder.is_symlink():
            raise CannotGoOn(f"{folder} is a symbolic link; delete it")
        folder.mkdir(exist_ok=True)
        changed = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
        for path in changed:
            put_note(path, files[path])
        for path in set(folder.glob("*.json")) - files.keys():
            path.unlink()
        put_note(stamp, key.encode())
    except OSError as error:
        raise CannotGoOn(f"{error.filename or folder} cannot be written: {error.strerror}") from error
    return len(changed)


@main.command("build")
@content_option
@today_option
@_out_option("build")
@click.option("--site-url", callback=_address, help="Where the site will stand.  [default: url of site.yml]")
@published_option
@admin_option
@click.option(
    "--engine",
    type=click.Choice(["quick", "mkdocs"]),
    default="quick",
    show_default=True,
    help="quick: make what changed, in this process. mkdocs: run `mkdocs build` for everything. Both write the same.",
)
def build_command(
    content: Path, today: date, out: Path, site_url: str | None, published: Path | None, admin: bool, engine: str
) -> None:
    """Check, write the pages and feeds, and build the site into OUT/site."""
    with _timed() as seconds:
        code = code_key(PROJECT)
        inputs = input_key(code, content, published, today.isoformat(), site_url or "", engine, str(admin))
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
            admin=ADMIN if admin else None,
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
@today_option
def changes_command(base: str | None, named: str | None, content: Path, today: date) -> None:
    """Say what changed in the records since the commit BASE, each change by its kind.

    A published address that vanished, a figure that changed without a correction, a published briefing that was
    rewritten and what is dated so late that subscribers would miss it are problems. What is dated ahead nobody has
    seen: it may change.
    Raises ``CannotGoOn`` where either state cannot be read.
    """
    base = base or named
    if base is None:
        raise CannotGoOn("name the commit to compare with, as origin/main")
    from generator.compare import compare

    old, new = _states(base, content)
    changes, faults = compare(old.content, new.content, where=str(content), today=today)
    for change in changes:
        click.echo(printable(f"{change.what}: {change.address}: {change.detail}"))
    show_problems(faults)
    counts = Counter(change.what for change in changes)
    kinds = ", ".join(f"{count} {what}" for what, count in sorted(counts.items())) or "nothing"
    click.echo(f"Since {base}: {kinds}; {_verdict(faults)}")
    sys.exit(PROBLEMS if faults else 0)


@main.command("report")
@click.argument("base")
@content_option
@today_option
@published_option
def report_command(base: str, content: Path, today: date, published: Path | None) -> None:
    """Say as Markdown what a change since the commit BASE does: problems, facts, sources, feed items, pages.

    Ends with 0 also where there are problems: `check` and `changes` are for that. Raises ``CannotGoOn`` where the state
    at BASE cannot be built.
    """
    from generator.check import check
    from generator.compare import compare
    from generator.data.published import read_published
    from generator.publish.usable import usable
    from generator.read.load import load
    from generator.report import report, report_without_sites

    with _content_at(base, content) as earlier, TemporaryDirectory() as work:
        found = usable(content, earlier, today, Path(work))
        before = load(earlier, is_past=True)
        _must_be_read(before, earlier, base)
        old, new = before.content, load(found.folder).content if found.folder else None
        faults = compare(old, new, where=str(content), today=today)[1] if new else ()
        problems = (*found.problems, *faults)
        if new is None or check(before, today)[0]:
            said = report_without_sites(old, new, today=today, problems=problems, which=f"the state at {base}")
        else:
            said = report(
                old,
                new,
                today=today,
                published=read_published(published) if published else None,
                templates=PROJECT / "templates",
                problems=problems,
                left_out=found.left_out,
            )
    click.echo(said, nl=False)


@main.command("preview")
@click.argument("base")
@content_option
@today_option
@_out_option("build-preview")
def preview_command(base: str, content: Path, today: date, out: Path) -> None:
    """Build what can be built into OUT/site: a file with a problem is as at the commit BASE.

    Ends with 0 also where there are problems: `check` is for that. Raises ``CannotGoOn`` where the state at BASE cannot
    be built either.
    """
    from generator.publish.build import build
    from generator.publish.usable import usable

    with _timed() as seconds, _content_at(base, content) as earlier, TemporaryDirectory() as work:
        found = usable(content, earlier, today, Path(work))
        if found.folder is None:
            raise CannotGoOn(f"neither these records nor those at {base} can be built; run `make check`")
        built = build(
            found.folder,
            today,
            out=out,
            project=PROJECT,
            site_url=None,
            progress=_progress,
            code=code_key(PROJECT),
            processes=_processes(),
        )
    for path in found.left_out:
        click.echo(printable(f"{content / path}: has a problem, and is as at {base}"))
    show_problems(built.problems)
    click.echo(f"{built} in {seconds():.1f} s: {out / 'site'}")
    if built.problems:
        sys.exit(PROBLEMS)


@main.command("correct")
@click.argument("id")
@click.option("--base", default="origin/main", show_default=True, metavar="REF", help="The commit that is published.")
@click.option("--reason", default=None, help="Why, in a sentence.  [default: TODO, for you to write]")
@click.option("--anew", is_flag=True, help="The words of a briefing or place were written anew; nobody is told.")
@content_option
@today_option
def correct_command(id: str, base: str, reason: str | None, anew: bool, content: Path, today: date) -> None:
    """Write the entry that says what stood at BASE where you changed ID: a fact, a briefing or, as measures/the_id,
    anything else that is published.

    Raises ``CannotGoOn`` where either state cannot be read, nothing changed, or the entry is there.
    """
    from generator.correct import entries_for
    from generator.model.day import on_day
    from generator.model.records import TODO

    old, new = _states(base, content)
    entries = entries_for(id, on_day(old.content, today), new, today=today, reason=reason or TODO, anew=anew)
    for written in entries:
        path = content / written.path if written.is_new else Path(written.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        put_note(path, written.text.encode())
        todo = "" if TODO not in written.text else f"; write the reason where it says {TODO}"
        click.echo(printable(f"{path}: what stood at {base} is written{todo}"))


@main.command("new")
@click.argument(
    "kind",
    type=click.Choice(
        [
            "record",
            "fact",
            "briefing",
            "place",
            "organisation",
            "measure",
            "unit",
            "topic",
            "publisher",
            "speaker",
            "term",
        ]
    ),
)
@click.argument("name")
@click.option("--id", default=None, help="Its id.  [default: from its name or address]")
@click.option("--kind", "of_kind", default=None, help="Of a place, organisation, measure, publisher or speaker.")
@click.option("--within", default=None, metavar="PLACE", help="Of a place: the id of the place that it lies in.")
@click.option("--title", default=None, help="Of a record: the title of its source.")
@click.option("--publisher", default=None, help="Of a record: an id or name; of a new name, its file is made too.")
@click.option("--published", default=None, metavar="DATE", help="Of a record or briefing.")
@content_option
@today_option
def new_command(kind: str, name: str, of_kind: str | None, content: Path, today: date, **options: str | None) -> None:
    """Write the file of a new thing: what follows from its NAME, and TODO where you are to write.

    NAME is a name, of a record the address of its source, of a briefing its headline, of a fact the id of the record
    that it goes into. What is there is never written over.
    """
    from generator.edit.files import put
    from generator.edit.new import Refused, new
    from generator.read.load import Memory, load

    memory = Memory()
    try:
        loaded = load(content, memory)
        started = new(kind, name, content, loaded, today, options={"kind": of_kind, **options}, memory=memory)
    except Refused as refused:
        _refuse(refused.reasons)
    put(content, started.files)
    _show_files(content, started.files, started.notes)


@main.command("draft")
@click.option("--since", callback=_optional_day, metavar="DAY", help="[default: after the last briefing's facts]")
@click.option("--published", callback=_optional_day, metavar="DAY", help="[default: the next working day]")
@click.option("--id", default=None, help="The file's name.  [default: briefing-DAY, to be renamed]")
@content_option
@today_option
def draft_command(since: date | None, published: date | None, id: str | None, content: Path, today: date) -> None:
    """Write the next briefing from the facts that were added since the last one."""
    from generator.edit.draft import draft
    from generator.edit.files import put
    from generator.edit.new import Refused
    from generator.read.load import load

    try:
        started = draft(content, load(content), today, since=since, published=published, id=id)
    except Refused as refused:
        _refuse(refused.reasons)
    put(content, started.files)
    _show_files(content, started.files, started.notes)


@main.command("from-issue")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@click.option("--publisher", default=None, help="Of a fact we lack: who publishes its source, as for `new record`.")
@content_option
@today_option
def from_issue_command(file: Any, publisher: str | None, content: Path, today: date) -> None:
    """Start from what a reader reported: FILE is the body of an issue made by one of our forms; - reads it from stdin.

    Of a wrong figure it says where the fact stands, what it says, and what to do; for a fact we lack it writes a record
    with the reader's words as comments.
    """
    from generator.edit.files import put
    from generator.edit.issue import FORMS, MISSING_FACT, read_issue, record_for, report_of, starting_point
    from generator.read.load import load

    issue, problems = read_issue(file.name if file.name != "<stdin>" else "issue", file.read())
    loaded = load(content)
    lines: tuple[str, ...] = ()
    started = None
    if issue and FORMS[issue.form] is MISSING_FACT:
        if not problems:
            started, problems = record_for(issue, content, loaded, today, publisher=publisher)
    elif issue:
        if loaded.problems:
            raise CannotGoOn("the records cannot be read; run python -m generator check, and fix them first")
        report, more = report_of(issue, loaded.content)
        problems = (*problems, *more)
        if report and not problems:
            lines = starting_point(issue, report, loaded, today, _earlier(report.address, loaded.content, content))
    if problems:
        show_problems(problems)
        sys.exit(PROBLEMS)
    for line in lines:
        click.echo(printable(line))
    if started:
        put(content, started.files)
        _show_files(content, started.files, started.notes)


# So many commits that changed a record are looked through for a version that a reader cited.
_MOST_COMMITS = 20


def _earlier(address: str, now: Content, folder: Path) -> Iterator[Content]:
    """The content at the commits that changed the record of a fact, newest first."""
    from generator.read.load import load

    kind, _, id = address.partition("/")
    if kind != "facts":
        return
    name = f":(glob)records/*/{now.record_of[id].id}.yml"
    run = _git(folder, "log", f"-{_MOST_COMMITS}", "--format=%H", "--", name)
    for commit in run.stdout.decode(errors="replace").split():
        with suppress(CannotGoOn), _content_at(commit, folder) as earlier:
            yield load(earlier, is_past=True).content


def _refuse(reasons: Iterable[str]) -> NoReturn:
    """Say each reason why nothing was written, and end."""
    for reason in reasons:
        click.echo(printable(_error_line(reason)), err=True)
    click.echo("nothing was written", err=True)
    sys.exit(PROBLEMS)


def _show_files(content: Path, files: Iterable[Any], notes: Iterable[str]) -> None:
    """Say which files were written, where something is to be written in them, and what else there is to know."""
    from generator.model.records import TODO

    for file in files:
        lines = file.text.splitlines()
        # Of one fact more, what is to be written in that one, which is the last.
        begin = (
            0 if file.is_new else max((at for at, line in enumerate(lines) if line.lstrip()[:5] == "- id:"), default=0)
        )
        first = next((at for at, line in enumerate(lines, 1) if at > begin and re.search(rf"\b{TODO}\b", line)), None)
        write = f"; write what is missing where it says {TODO}" if first else ""
        where = f"{content / file.path}{f':{first}' if first else ''}"
        click.echo(printable(f"{where}: {'written' if file.is_new else 'one fact more'}{write}"))
    for note in notes:
        click.echo(printable(note))


def _files_at(base: str | None, content: Path) -> frozenset[str]:
    """The files of the content folder that a commit has, as problems name them; none where no commit is named. Raises
    ``CannotGoOn`` where a named one is not there."""
    ref = base or (f"origin/{name}" if (name := os.environ.get("GITHUB_BASE_REF")) else None)
    if ref is None:
        return frozenset()
    try:
        run = _git(content, "ls-tree", "-r", "-z", "--name-only", _commit(content, ref), "--", ".")
    except CannotGoOn:
        if base is None:  # a shallow checkout: the order of the dates is asked instead
            return frozenset()
        raise
    names = run.stdout.decode(errors="surrogateescape").split("\0")
    return frozenset(str(content / name) for name in names if name)


def _uncommitted(content: Path) -> dict[Path, str | None] | None:
    """The files of the content folder that differ from the last commit, with what stands there; None where it lies in
    no repository."""

    def git(*arguments: str) -> bytes | None:
        run = _git(content, *arguments)
        return None if run.returncode else run.stdout

    if shutil.which("git") is None:
        return None
    changed = git("diff", "--name-only", "-z", "--relative", "HEAD", "--", ".")
    new = git("ls-files", "--others", "-z", "--exclude-standard", "--", ".")
    if changed is None or new is None:
        return None
    names = {name for name in (changed + new).decode(errors="surrogateescape").split("\0") if name}
    found: dict[Path, str | None] = {}
    for name in sorted(names):
        stood = git("show", f"HEAD:./{name}")
        found[Path(name)] = stood.decode(errors="replace") if stood is not None else None
    return found


def _states(base: str, content: Path) -> Any:
    """The content at a commit and now. Raises ``CannotGoOn`` where either cannot be read."""
    from generator.read.load import load

    with _content_at(base, content) as earlier:
        old, new = load(earlier, is_past=True), load(content)
        _must_be_read(old, earlier, base)
    if new.problems:
        show_problems(new.problems)
        raise CannotGoOn("the records now cannot be compared before they can be read")
    return old, new


def _must_be_read(old: Any, folder: Path, base: str) -> None:
    """Raise ``CannotGoOn`` where the content at a commit, in a folder, cannot be read."""
    from generator.compare import NOT_COMPARED

    # Of an earlier state, what is not compared may have a form of its time that is not read any more.
    unread = [
        found
        for found in old.problems
        if Path(found.spot.path).relative_to(folder).parts[0].removesuffix(".yml") not in NOT_COMPARED
    ]
    if unread:
        show_problems(unread)
        raise CannotGoOn(f"the records at {base} cannot be compared before they can be read")


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What git says of the repository that a folder lies in. Raises ``CannotGoOn`` where there is no git."""
    try:
        return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise CannotGoOn("git is needed for this and is not here; install it") from error


def _commit(folder: Path, ref: str) -> str:
    """The hash of the commit that somebody named. Raises ``CannotGoOn`` where git knows none."""
    # What begins with a hyphen is an option to git, and one of them writes files; no name of a commit does.
    run = (
        None if ref.startswith("-") else _git(folder, "rev-parse", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    )
    if run is None or run.returncode:
        said = run.stderr.decode(errors="replace").strip() if run else "a name of a commit begins with no hyphen"
        raise CannotGoOn(f"git has no {folder} at {ref}: {said}")
    return run.stdout.decode().strip()


@contextmanager
def _content_at(base: str, content: Path) -> Iterator[Path]:
    """The content folder as it was at a commit of the repository that it lies in, in a folder for a while."""
    with TemporaryDirectory() as temporary:
        where = Path(temporary)
        run = _git(content, "archive", "--format=tar", _commit(content, base), "--", ".")
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
        put_note(path, file_of(look.now).encode())
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


@main.command("verify")
@click.argument("what", nargs=-1, required=True)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path),
    help="The manifest to compare with: a file, or a folder with a copy of the site. Without it, the site is asked for "
    "its own.",
)
@click.option("--offline", is_flag=True, help="Ask no server.")
@content_option
def verify_command(what: tuple[str, ...], manifest: Path | None, offline: bool, content: Path) -> None:
    """Say whether each WHAT is what was published: an address or path of the site, a file, or a folder with a copy.

    Ends with 0 where all are, 1 where one is not, and 2 where that cannot be told of one.
    """
    from generator.publish.verify import CannotVerify, Verdict, manifest_in, manifest_of_site, signature_of, verify
    from generator.read.load import load
    from generator.watch.fetch import Fetcher, Limits

    site = load(content).content.site
    limits = Limits(total=300, bytes=200_000_000, delay=0.5)
    does = "compares what the site gives with its manifest"
    fetch = None if offline else Fetcher(site.name, site.url, clock=monotonic, sleep=sleep, limits=limits, does=does)
    try:
        if manifest:
            found = manifest_in(manifest)
        elif fetch:
            found = manifest_of_site(site.url, fetch)
        else:
            raise CannotVerify(("Without a network a manifest is needed: name one with --manifest.",))
    except CannotVerify as stop:
        for reason in stop.reasons:
            click.echo(printable(_error_line(reason)), err=True)
        sys.exit(Verdict.UNKNOWN)
    findings = [verify(one, found, fetch) for one in what]
    for finding in findings:
        click.echo(printable(str(finding)))
    if signature := signature_of(site):
        click.echo(printable(signature))
    sys.exit(max(finding.verdict for finding in findings))


@main.command("leads")
@content_option
@today_option
@click.option("--offline", is_flag=True, help="Ask no server: list all leads but new articles.")
def leads_command(content: Path, today: date, offline: bool) -> None:
    """List what an editor should look for this week, as Markdown.

    It reads the feeds of publishers that have one. Ends with 0 whatever the network does, and with 2 where the content
    has problems.
    """
    from generator.leads.feeds import OFFLINE, read_feeds
    from generator.leads.find import find_leads
    from generator.leads.write import leads_in_markdown
    from generator.publish.build import checked
    from generator.watch.answer import Answer, Known
    from generator.watch.fetch import Fetcher

    found = checked(content, today)
    if found.problems:
        show_problems(found.problems)
        click.echo(f"no leads were looked for: {_verdict(found.problems)}")
        sys.exit(UNREADABLE)
    site = found.content.site
    does = "reads the feeds of the publishers that the site cites"
    fetcher = Fetcher(site.name, site.url, clock=monotonic, sleep=sleep, does=does)

    def fetch(address: str, known: Known | None) -> Answer:
        _progress(f"reading {printable(address)}")
        return fetcher(address, known)

    feeds = OFFLINE if offline else read_feeds(found.content, fetch, today)
    click.echo(leads_in_markdown(find_leads(found.content, today, feeds), site), nl=False)


@main.command("serve")
@content_option
@today_option
@_out_option("build-preview")
@admin_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve_command(content: Path, today: date, out: Path, admin: bool, port: int) -> None:
    """Preview the site; it is built again whenever content or templates change."""
    from generator.model.words import counted
    from generator.publish.build import Memory, Overtaken, build, keep
    from generator.publish.serve import serve

    memory = Memory()
    is_first = True

    def rebuilt(
        site_url: str, shown: Callable[[bool], object], is_awaited: Callable[[], bool]
    ) -> tuple[Problem, ...] | None:
        nonlocal is_first
        with _timed() as seconds:
            try:
                built = build(
                    content,
                    today,
                    out=out,
                    project=PROJECT,
                    site_url=site_url,
                    # The first build is the long one.
                    progress=_progress if is_first else lambda _: None,
                    admin=ADMIN if admin else None,
                    code=code_key(PROJECT),
                    memory=memory,
                    shown=shown,
                    is_awaited=is_awaited,
                )
            except Overtaken:
                return None
        show_problems(built.problems)
        click.echo(
            f"{built.tally}: {_verdict(built.problems)}, {counted(built.made, 'page')} made in {seconds():.1f} s"
        )
        if is_first and memory.state:
            keep(memory, out)
            is_first = False
        return built.problems

    def rest() -> None:
        _write_schemas(content, memory.read)
        gc.collect()

    watched = (content, PROJECT / "templates", PROJECT / "mkdocs.yml")
    ignored, site = content / SCHEMA_FOLDER, out / "site"
    serve(rebuilt, rest, watched=watched, ignored=ignored, site=site, port=port, say=click.echo)
    keep(memory, out)


def show_problems(problems: Iterable[Problem]) -> None:
    """Print every problem: for a person, or as annotations and a job summary under GitHub Actions."""
    problems = grouped(problems)
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
