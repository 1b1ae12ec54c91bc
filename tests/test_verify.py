"""The manifest of a site, and what ``verify`` says by it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.records import Site
from generator.pages.page import MANIFEST
from generator.publish.manifest import Manifest, NoManifest, files_of, manifest_of, read_manifest
from generator.publish.security_txt import PATH, security_txt
from generator.publish.verify import CannotVerify, Verdict, manifest_in, manifest_of_site, verify
from generator.watch.answer import Answer, Failure, Known
from generator.watch.fetch import Fetcher
from tests.browser import Site as BuiltSite
from tests.sites import PROJECT, TINY, TODAY, command, finished, read, tree

HOME = "https://example.org/site/"
FILES = {
    "index.html": b"home",
    "facts/a/index.html": b"fact a",
    "facts/b/index.html": b"fact b",
    "data/v1/facts.json": b"{}",
    ".well-known/security.txt": b"Contact: https://example.org/\n",
    "two.txt": b"fact a",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site as it lies in a folder, with its manifest."""
    site = tmp_path / "copy"
    for path, data in FILES.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    (site / MANIFEST).write_bytes(manifest_of(site, HOME).written())
    return site


def server(given: dict[str, bytes | int | Failure]) -> Callable[[str, Known | None], Answer]:
    """A server that gives a body, a status or a failure for an address."""

    def fetch(address: str, known: Known | None) -> Answer:
        match given.get(address, 404):
            case bytes(body):
                return Answer(address, 200, body=body)
            case int(status):
                return Answer(address, status)
            case failure:
                return Answer(address, failed=failure)

    return fetch


def test_a_manifest_names_every_file_but_itself_with_size_and_hash(folder: Path) -> None:
    written = json.loads((folder / MANIFEST).read_bytes())
    assert written["site"] == HOME
    assert written["files"] == [
        {"path": path, "size": len(data), "sha256": sha256(data).hexdigest()} for path, data in sorted(FILES.items())
    ]
    assert manifest_in(folder) == read_manifest((folder / MANIFEST).read_bytes()) == manifest_of(folder, HOME)


def test_what_a_built_site_holds_is_what_its_manifest_says(sites: dict[str, BuiltSite]) -> None:
    folder = sites["tiny"].folder
    named = {path: entry.sha256 for path, entry in manifest_in(folder).files.items()}
    files = {path: sha256(data).hexdigest() for path, data in tree(folder).items()}
    assert files.pop(MANIFEST)
    assert named == files
    assert "index.html" in named
    assert "data/v1/facts.json" in named


def test_after_a_change_the_manifest_is_as_one_made_anew(folder: Path) -> None:
    (folder / "index.html").write_bytes(b"another home")
    (folder / "two.txt").unlink()
    (folder / "new").mkdir()
    (folder / "new/page.md").write_bytes(b"new")
    changed = ["index.html", "two.txt", "new/page.md", MANIFEST]
    assert manifest_of(folder, HOME, changed) == manifest_of(folder, HOME)
    # What is not named is not read again: that is what makes it quick.
    assert manifest_of(folder, HOME, []) == manifest_in(folder)
    (folder / MANIFEST).write_bytes(b"{")
    assert manifest_of(folder, HOME, []) == manifest_of(folder, HOME)


def test_a_link_is_no_file_of_the_site(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "two.txt")
    (folder / "linked").symlink_to(folder / "facts")
    assert files_of(folder).keys() == FILES.keys()


HASH = "0" * 64
BAD = [
    (b"\xff", ["It is no JSON."]),
    (b"[" * 100_000, ["It is no JSON."]),
    (b"[]", ['It is no object with "site" and "files".']),
    (b"{}", ['"site" is not the address of a site that ends with a slash.', '"files" is no list.']),
    (
        json.dumps(
            {
                "site": "file:///etc/",
                "files": [
                    {"path": "../x", "size": 1, "sha256": HASH},
                    {"path": "/x", "size": 1, "sha256": HASH},
                    {"path": "a\\b", "size": 1, "sha256": HASH},
                    {"path": 3, "size": 1, "sha256": HASH},
                    {"path": "a", "size": True, "sha256": HASH},
                    {"path": "b", "size": -1, "sha256": HASH},
                    {"path": "c", "size": 1, "sha256": "G" * 64},
                    "d",
                    {"path": "e", "size": 1, "sha256": HASH},
                    {"path": "e", "size": 1, "sha256": HASH},
                ],
            }
        ).encode(),
        [
            '"site" is not the address of a site that ends with a slash.',
            "Entry 1 is at fault: '../x' is no path within a site.",
            "Entry 2 is at fault: '/x' is no path within a site.",
            "Entry 3 is at fault: 'a\\\\b' is no path within a site.",
            "Entry 4 is at fault: 3 is no path within a site.",
            "Entry 5 is at fault: the size of 'a' is True and no number of bytes.",
            "Entry 6 is at fault: the size of 'b' is -1 and no number of bytes.",
            f"Entry 7 is at fault: the hash of 'c' is '{'G' * 64}' and not 64 hexadecimal digits.",
            'Entry 8 is at fault: it is no object with "path", "size" and "sha256".',
            "Entry 10 is at fault: it names 'e' a second time.",
        ],
    ),
]


@pytest.mark.parametrize(("data", "faults"), BAD, ids=range(len(BAD)))
def test_what_is_no_manifest_is_refused_with_every_fault(data: bytes, faults: list[str]) -> None:
    with pytest.raises(NoManifest) as none:
        read_manifest(data)
    assert list(none.value.faults) == faults


def test_of_very_many_faults_the_first_are_said() -> None:
    with pytest.raises(NoManifest) as none:
        read_manifest(json.dumps({"site": HOME, "files": [1] * 50}).encode())
    assert len(none.value.faults) == 21
    assert none.value.faults[-1] == "And 30 faults more."


def test_a_downloaded_file_is_known_by_its_bytes_whatever_its_name(folder: Path, tmp_path: Path) -> None:
    manifest = manifest_in(folder)
    saved = tmp_path / "What I saved.html"
    saved.write_bytes(b"fact b")
    found = verify(str(saved), manifest, None)
    assert (found.verdict, found.said) == (Verdict.PUBLISHED, f"This is what was published as {HOME}facts/b/.")
    saved.write_bytes(b"fact a")
    said = f"This is what was published as {HOME}facts/a/ and 1 other file with the same bytes."
    assert verify(str(saved), manifest, None).said == said


def test_a_file_that_was_changed_is_told_beside_what_was_published(folder: Path, tmp_path: Path) -> None:
    manifest = manifest_in(folder)
    for path in ("facts.json", "v1/facts.json", "data/v1/facts.json"):
        saved = tmp_path / "downloads" / path
        saved.parent.mkdir(parents=True, exist_ok=True)
        saved.write_bytes(b"{ }")
        found = verify(str(saved), manifest, None)
        assert found.verdict == Verdict.OTHER
        assert found.said.startswith(f"This file is not what was published as {HOME}data/v1/facts.json: it has 3 bytes")
        assert sha256(b"{}").hexdigest() in found.said
        assert sha256(b"{ }").hexdigest() in found.said
    # Two pages swapped: the bytes say which it is.
    (folder / "facts/a/index.html").write_bytes(b"fact b")
    found = verify(str(folder / "facts/a/index.html"), manifest, None)
    assert found.said == f"This is what was published as {HOME}facts/b/."
    (folder / "facts/a/index.html").write_bytes(b"made up")
    found = verify(str(folder / "facts/a/index.html"), manifest, None)
    assert found.said.startswith(f"This file is not what was published as {HOME}facts/a/")
    other = tmp_path / "other.html"
    other.write_bytes(b"made up")
    found = verify(str(other), manifest, None)
    assert found.verdict == Verdict.OTHER
    assert "save it as “HTML only”" in found.said


def test_a_whole_copy_is_compared_file_by_file(folder: Path) -> None:
    manifest = manifest_in(folder)
    found = verify(str(folder), manifest, None)
    assert (found.verdict, found.said) == (Verdict.PUBLISHED, "All 6 files are what was published.")
    (folder / "index.html").write_bytes(b"other")
    (folder / "two.txt").unlink()
    (folder / "more.txt").write_bytes(b"more")
    found = verify(str(folder), manifest, None)
    assert found.verdict == Verdict.OTHER
    assert found.said == (
        "3 files differ from what was published: index.html (changed), more.txt (never published), two.txt (missing)."
    )


ADDRESSES: list[tuple[str, dict[str, bytes | int | Failure], Verdict, str]] = [
    (f"{HOME}facts/a/", {f"{HOME}facts/a/": b"fact a"}, Verdict.PUBLISHED, "What the server gives is what was publis"),
    (f"{HOME}facts/a", {f"{HOME}facts/a/": b"fact a"}, Verdict.PUBLISHED, "What the server gives is what"),
    (f"{HOME}facts/a/?q=1#part", {f"{HOME}facts/a/": b"fact a"}, Verdict.PUBLISHED, "What the server gives is what"),
    ("HTTPS://EXAMPLE.org/site/facts/a/", {f"{HOME}facts/a/": b"fact a"}, Verdict.PUBLISHED, "What the server gives"),
    ("facts/a/", {f"{HOME}facts/a/": b"fact a"}, Verdict.PUBLISHED, "What the server gives is what was published"),
    (HOME, {HOME: b"home"}, Verdict.PUBLISHED, "What the server gives is what was published"),
    (f"{HOME}facts/a/", {f"{HOME}facts/a/": b"fact b"}, Verdict.OTHER, "What the server gives is not what was"),
    (f"{HOME}data/v1/facts.json", {f"{HOME}data/v1/facts.json": b"[]"}, Verdict.OTHER, "What the server gives is not"),
    (f"{HOME}facts/c/", {f"{HOME}facts/c/": b"x"}, Verdict.OTHER, "Nothing was published at this address."),
    (f"{HOME}facts/a/", {}, Verdict.UNKNOWN, f"{HOME}facts/a/ cannot be had: the server answers 404."),
    (
        f"{HOME}facts/a/",
        {f"{HOME}facts/a/": "too slow"},
        Verdict.UNKNOWN,
        f"{HOME}facts/a/ cannot be had: the server t",
    ),
    (f"{HOME}{MANIFEST}", {}, Verdict.UNKNOWN, "It is the manifest, which says nothing of itself"),
    ("https://example.com/site/", {}, Verdict.UNKNOWN, f"It is no address of {HOME}"),
    ("https://example.org/", {}, Verdict.UNKNOWN, f"It is no address of {HOME}"),
    ("https://example.org:0x/", {}, Verdict.UNKNOWN, "It is no address: "),
    ("https://[", {}, Verdict.UNKNOWN, "It is no address: "),
    ("facts/c/", {}, Verdict.UNKNOWN, "There is no such file here, and no page or file of"),
    ("\0", {}, Verdict.UNKNOWN, "There is no"),
]


@pytest.mark.parametrize(("what", "given", "verdict", "said"), ADDRESSES)
def test_an_address_is_asked_for(
    folder: Path, what: str, given: dict[str, bytes | int | Failure], verdict: Verdict, said: str
) -> None:
    found = verify(what, manifest_in(folder), server(given))
    assert found.verdict == verdict, found
    assert found.said.startswith(said)


def test_a_server_is_asked_by_the_step_that_sees_the_network(folder: Path) -> None:
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as answering:
        threading.Thread(target=answering.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{answering.server_port}/"
        (folder / MANIFEST).write_bytes(manifest_of(folder, home).written())
        fetch = Fetcher("A name", home, clock=lambda: 0.0, sleep=lambda _: None, may_reach=lambda _: True)
        manifest = manifest_of_site(home, fetch)
        for path in FILES:
            assert verify(home + path, manifest, fetch).verdict == Verdict.PUBLISHED
        (folder / "index.html").write_bytes(b"changed on the server")
        assert verify(home, manifest, fetch).verdict == Verdict.OTHER
        # A page on the own machine is not asked for by whoever may be told to.
        wary = Fetcher("A name", home, clock=lambda: 0.0, sleep=lambda _: None)
        assert verify(home, manifest, wary).said.endswith("save the page and name the file.")
        answering.shutdown()


def test_without_a_network_an_address_is_told_what_was_published(folder: Path) -> None:
    found = verify(f"{HOME}facts/a/", manifest_in(folder), None)
    assert found.verdict == Verdict.UNKNOWN
    assert sha256(b"fact a").hexdigest() in found.said


def test_the_manifest_of_a_site_is_asked_for_and_has_to_be_its_own(folder: Path) -> None:
    data = (folder / MANIFEST).read_bytes()
    assert manifest_of_site(HOME, server({HOME + MANIFEST: data})) == manifest_in(folder)
    other = Manifest("https://example.com/", {}).written()
    cases: tuple[tuple[dict[str, bytes | int | Failure], str], ...] = (
        ({}, f"The manifest {HOME}{MANIFEST} cannot be had: the server answers 404."),
        (
            {HOME + MANIFEST: "no host"},
            f"The manifest {HOME}{MANIFEST} cannot be had: no server of this name is known.",
        ),
        ({HOME + MANIFEST: b"<html>"}, f"{HOME}{MANIFEST} is no manifest. It is no JSON."),
        ({HOME + MANIFEST: other}, f"The manifest {HOME}{MANIFEST} is of another site, https://example.com/."),
    )
    for given, said in cases:
        with pytest.raises(CannotVerify) as stop:
            manifest_of_site(HOME, server(given))
        assert str(stop.value) == said


def test_the_command_says_all_and_ends_with_the_worst(folder: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "facts.json"
    wrong.write_bytes(b"[]")
    same = folder / "index.html"

    def run(*arguments: str | Path) -> tuple[int, str]:
        process = command("verify", "--content", TINY, "--offline", *arguments)
        output, faults = process.communicate()
        assert "Traceback" not in faults
        return process.returncode, output + faults

    code, said = run("--manifest", folder, same)
    assert (code, f"{same}: This is what was published as {HOME}." in said) == (0, True)
    code, said = run("--manifest", folder / MANIFEST, same, wrong)
    assert (code, said.count("published as")) == (1, 2)
    code, said = run("--manifest", folder, wrong, "nothing-here")
    assert (code, "There is no such file here" in said) == (2, True)
    assert run(same)[0] == 2
    code, said = run("--manifest", same, same)
    assert code == 2
    assert said == f"error: {same} is no manifest.\nerror: It is no JSON.\n"
    assert run("--manifest", tmp_path / "none", same)[0] == 2


def _site(**fields: Any) -> Site:
    return replace(read(TINY).site, **fields)


def test_security_txt_names_a_contact_and_does_not_run_out_while_the_site_is_built() -> None:
    site = _site(repository="https://github.com/owner/name/", url=HOME)
    days = [date.fromordinal(day) for day in range(date(2026, 1, 1).toordinal(), date(2028, 3, 1).toordinal())]
    texts = set()
    for day in days:
        (file,) = security_txt(site, day)
        assert file.path == PATH
        lines = dict(line.split(": ", 1) for line in file.data.decode().splitlines())
        assert lines["Contact"] == "https://github.com/owner/name/security/advisories/new"
        assert lines["Canonical"] == HOME + PATH
        expires = date.fromisoformat(lines["Expires"].removesuffix("T00:00:00Z"))
        # Builds that rest for three months leave it valid; the RFC advises less than a year.
        assert 90 <= (expires - day).days <= 184
        texts.add(file.data)
    # It changes each quarter, not each day.
    assert len(texts) == 9


def test_security_txt_is_there_only_with_somebody_to_tell() -> None:
    assert security_txt(_site(repository=None, report_url=None), TODAY) == ()
    (file,) = security_txt(_site(repository="https://git.example/x", report_url="https://example.org/tell"), TODAY)
    assert file.data.startswith(b"Contact: https://example.org/tell\n")
    assert b"Policy" not in file.data


def test_a_site_has_security_txt_where_its_record_names_a_repository(sites: dict[str, BuiltSite]) -> None:
    folder = sites["tiny"].folder
    assert (folder / PATH).exists() == bool(security_txt(read(TINY).site, TODAY))


def test_the_policy_that_security_txt_names_is_there() -> None:
    assert (PROJECT / "SECURITY.md").is_file()
    assert finished(command("verify", "--help"))


def _workflow(name: str) -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load((PROJECT / f".github/workflows/{name}.yml").read_text("utf-8"))["jobs"]
    return jobs


def _commands(job: dict[str, Any]) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_nothing_is_published_before_two_builds_agree() -> None:
    jobs = _workflow("publish")
    assert jobs["deploy"]["needs"] == "agree"
    assert jobs["agree"]["needs"] == ["build", "again"]
    assert jobs["build"]["runs-on"] != jobs["again"]["runs-on"]
    one, other = _commands(jobs["build"]), _commands(jobs["again"])
    # Two ways to the same bytes, and nothing that one build left for the other.
    assert "make site" in one
    assert "--engine mkdocs" in other
    assert not [step for step in jobs["again"]["steps"] if "cache" in step.get("uses", "")]
    assert "verify --offline --manifest again/manifest.json site" in _commands(jobs["agree"])
    # Who can sign runs no code of the project, and signs what was compared.
    assert _commands(jobs["deploy"]).strip() == ""
    signed = [step["with"] for step in jobs["deploy"]["steps"] if "actions/attest@" in step.get("uses", "")]
    assert "manifest.json" in signed[0]["subject-path"].split()
    assert signed[1]["sbom-path"] == "sbom.cdx.json"


def test_what_is_uploaded_includes_the_hidden_folder_of_security_txt() -> None:
    (upload,) = (step for step in _workflow("publish")["build"]["steps"] if "upload-pages" in step.get("uses", ""))
    assert upload["with"]["include-hidden-files"] is True
