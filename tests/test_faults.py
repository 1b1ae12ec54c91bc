"""Nothing silent: what cannot be read has a problem, and a fault of the machine is one sentence."""

from __future__ import annotations

import contextlib
import errno
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.__main__ import main
from generator.check import check
from generator.model.problems import fault_of
from generator.publish import serve
from generator.publish.stamp import put_note
from generator.read.load import FOLDERS, LISTS, REGISTRIES, Memory, _Reading, load, problems_of_file
from generator.read.strict_yaml import Keys, read_yaml
from tests.sites import TINY, TODAY

BASE = Path(__file__).parent / "problems/base"
# A file may be away where nothing refers to what it holds.
MAY_GO = ("briefings", "changes", "glossary", "miss-rate.yml", "moved.yml")
SPOILT = {"empty": b"", "a list": b"- a\n- b\n", "a text": b"just words\n", "NULs": b"\0" * 100, "a folder": None}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Memory]:
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("faults") / "content"))
    memory = Memory()
    assert not load(folder, memory).problems
    return folder, memory


@contextlib.contextmanager
def spoilt(path: Path, data: bytes | None) -> Iterator[None]:
    """A file with other bytes or, without any, a folder in its place."""
    before = path.read_bytes()
    if data is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(data)
    try:
        yield
    finally:
        if data is None:
            path.rmdir()
        path.write_bytes(before)


@pytest.mark.parametrize("how", SPOILT)
def test_each_file_that_is_spoilt_has_a_problem_of_its_own(tiny: tuple[Path, Memory], how: str) -> None:
    folder, memory = tiny
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with spoilt(path, SPOILT[how]):
            found = {problem.spot.path for problem in load(folder, memory).problems}
        assert str(path) in found, f"{path.relative_to(folder)} as {how} has no problem"


def test_each_file_that_is_away_is_missed_by_what_refers_to_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "content"))
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        path.unlink()
        problems, _ = check(load(folder), TODAY)
        path.write_bytes(data)
        assert problems or path.relative_to(folder).parts[0] in MAY_GO, f"nobody misses {path.relative_to(folder)}"


@pytest.mark.parametrize("name", ["measures", "publishers", "topics", "units", "places", "speakers"])
def test_a_registry_that_is_emptied_is_missed(tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "content"))
    shutil.rmtree(folder / name)
    (folder / name).mkdir()
    assert check(load(folder), TODAY)[0]


@pytest.mark.parametrize("id", ["hall_area", "robot_makers"])
def test_an_entry_that_others_refer_to_is_missed_where_they_do(tmp_path: Path, id: str) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "content"))
    (folder / f"measures/{id}.yml").unlink()
    rules = {problem.rule for problem in check(load(folder), TODAY)[0]}
    assert "unknown-measure" in rules


def fields_of(data: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The keys to each field, one item of a list for all."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*keys, key)
            yield from fields_of(value, (*keys, key))
    elif isinstance(data, tuple) and data:
        yield from fields_of(data[0], (*keys, 0))


def test_each_field_of_another_type_has_a_problem_at_its_place(tmp_path: Path) -> None:
    """Each field of each kind of file once, as a mapping of nonsense and as a list of lists."""
    seen: set[tuple[str, ...]] = set()
    for path in sorted(TINY.rglob("*.yml")):
        inner, document = path.relative_to(TINY), read_yaml(str(path), path.read_bytes())
        for keys in fields_of(document.data):
            kind = (inner.parts[0], *map(str, keys[1:] if len(inner.parts) == 1 and inner.stem in LISTS else keys))
            written = document.written(keys)
            if kind in seen or written is None:
                continue
            seen.add(kind)
            line, column = document.values[keys]
            for nonsense in ("{no_such_field: {}}", "[[[]]]"):
                lines = list(document.lines)
                text = lines[line - 1]
                lines[line - 1] = text[: column - 1] + nonsense + text[column - 1 + len(written) :]
                target = tmp_path / inner
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text("\n".join(lines), "utf-8")
                lines_said = {problem.spot.line for problem in problems_of_file(target, tmp_path)}
                assert line in lines_said, f"{inner}: {keys} as {nonsense} has no problem in line {line}"
    assert len(seen) > 100
    assert {kind[0].removesuffix(".yml") for kind in seen} >= {"records", "site", *REGISTRIES} - {"names"}
    assert "records" in FOLDERS


def test_what_is_not_read_and_has_no_problem_gets_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The central assertion: a reader that forgets its problem, and a rule that ends though nothing has one."""
    folder = Path(shutil.copytree(BASE, tmp_path / "content"))
    path = folder / "places/lingang.yml"
    path.write_text(path.read_text("utf-8").replace("kind: ", "kind: x"), "utf-8")
    with monkeypatch.context() as forgetful:
        forgetful.setattr("generator.read.load._shape_problem", lambda *_: _Forgotten())
        forgetful.setattr("generator.read.load._Reading", _ForgetfulReading)
        (problem,) = load(folder).problems
    assert (problem.spot.path, problem.rule) == (str(path), "unreadable-file")
    loaded = replace(load(folder), problems=())
    assert "unreadable-file" in {problem.rule for problem in check(loaded, TODAY)[0]}


class _Forgotten:
    """Stands for a problem that a reader never noted."""


class _Notes(list[Any]):
    def append(self, item: Any) -> None:
        if not isinstance(item, _Forgotten):
            super().append(item)


class _ForgetfulReading(_Reading):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.problems = _Notes()


def test_a_folder_that_may_not_be_looked_into_is_one_problem(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "content"))
    look = Path.iterdir

    def refuse(self: Path) -> Iterator[Path]:
        if self.name == "places":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return look(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    problems, _ = check(load(folder), TODAY)
    assert [(problem.spot.path, problem.rule) for problem in problems] == [(str(folder / "places"), "unreadable-file")]


# --- the machine ---

FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EFBIG: "ulimit -f",
    errno.EROFS: "not written",
    errno.EACCES: "permission is missing",
    errno.EIO: "input/output error",
}


@pytest.mark.parametrize(("number", "said"), FAULTS.items())
@pytest.mark.parametrize("command", ["check", "build", "schema", "leads", "watch", "draft"])
def test_a_fault_of_the_machine_is_one_sentence_of_any_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str, number: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(number, OSError(number, "").strerror or "Input/output error", str(tmp_path / "x"))

    for place in ("generator.read.load.load", "generator.publish.build.load", "generator.__main__.input_key"):
        monkeypatch.setattr(place, fail)
    run = CliRunner().invoke(main, [command, "--content", str(BASE)], env={"GITHUB_ACTIONS": ""})
    assert isinstance(run.exception, SystemExit), run.exc_info
    assert (run.exit_code, run.output.count("\n")) == (1, 1)
    assert said in fault_of(OSError(number, "Input/output error"))
    assert run.output.startswith(f"error: {tmp_path / 'x'}: ")


def test_a_note_that_cannot_be_written_leaves_the_one_before_and_no_draft(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    note = tmp_path / "note.yml"
    put_note(note, b"before")

    def half(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space"):
        put_note(note, b"after")
    assert (list(tmp_path.iterdir()), note.read_bytes()) == ([note], b"before")


def test_without_git_a_command_that_needs_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for arguments in (["changes", "HEAD"], ["check", "--base", "HEAD"], ["report", "HEAD"]):
        run = CliRunner().invoke(main, [*arguments, "--content", str(BASE)], env={"GITHUB_ACTIONS": ""})
        assert (run.exit_code, run.output) == (1, "error: git is needed for this and is not here; install it\n")


@pytest.mark.parametrize("command", [["changes", "--"], ["report", "--"], ["check", "--base"], ["changes", "--base"]])
def test_no_name_of_a_commit_is_an_option_to_git(tmp_path: Path, command: list[str]) -> None:
    written = tmp_path / "written"
    where = ["--content", str(BASE)]
    arguments = [command[0], *where, *command[1:]]
    for option in (f"--output={written}", f"-o{written}", "--help"):
        run = CliRunner().invoke(main, [*arguments, option], env={"GITHUB_ACTIONS": ""})
        assert (run.exit_code, "begins with no hyphen" in run.output) == (1, True), run.output
    assert not list(tmp_path.iterdir())


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[int]:
    """A preview of a site of one page; its port."""
    (tmp_path / "index.html").write_text("<body>Here.</body>", "utf-8")
    handler = partial(serve._Handler, directory=str(tmp_path), preview=serve._Preview())
    with serve._Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("GET", "/", "localhost", 200),
        ("GET", "/" + "a" * 5000, "localhost", 404),
        ("GET", "/" + "a/" * 2500, "localhost", 404),
        ("GET", "/%00", "localhost", 404),
        ("GET", "/", "evil.example", 421),
        ("GET", "/", "", 421),
        ("HEAD", "/", "evil.example", 405),
    ],
)
def test_the_preview_answers_whatever_it_is_asked(
    preview: int, capfd: pytest.CaptureFixture[str], method: str, path: str, host: str, status: int
) -> None:
    connection = HTTPConnection("127.0.0.1", preview, timeout=20)
    connection.request(method, path, headers={"Host": host})
    assert connection.getresponse().status == status
    connection.close()
    assert "Traceback" not in capfd.readouterr().err
