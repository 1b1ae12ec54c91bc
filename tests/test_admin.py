"""The form for editors in the browser, as Chromium runs it: what is saved is the committed file but for the edit."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from playwright.sync_api import Page, expect

from generator.describe.admin import FOLDER, PROGRAM, admin_config, admin_files
from generator.edit.form import in_form
from generator.model.content import Content
from generator.model.descriptions import DESCRIPTIONS, needed_fields, typed_fields
from generator.model.problems import CannotGoOn
from generator.model.records import Fact
from generator.publish.files import SiteFiles
from generator.publish.links import links_of
from generator.read.load import FOLDERS, load
from tests.browser import Browser
from tests.sites import PROJECT, TEMPLATES, TINY, TODAY

INSTALLED = PROJECT / "admin"
is_there = pytest.mark.skipif(
    not (INSTALLED / PROGRAM).exists(), reason="the form is not installed: run `make admin` (it needs npm)"
)
# In milliseconds, as of every wait of the tests.
TIMEOUT = 120_000
# The files of a folder of the browser's own, in which the program's trial keeps what it saves.
TRIAL = "sveltia-cms-test"
PUT = """async files => {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle(TRIAL, {create: true});
  await Promise.all(Object.entries(files).map(async ([path, text]) => {
    const parts = path.split("/");
    let folder = top;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true});
    const written = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
    await written.write(text);
    await written.close();
  }));
}""".replace("TRIAL", json.dumps(TRIAL))
GET = """async path => {
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(TRIAL);
  const parts = path.split("/");
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
}""".replace("TRIAL", json.dumps(TRIAL))


@pytest.fixture(scope="module")
def content() -> Content:
    return load(PROJECT / "content").content


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every file of the content that the form shows, by its path in the repository."""
    content = PROJECT / "content"
    shown = (path for name in FOLDERS if name != "watched" for path in (content / name).rglob("*.yml"))
    return {path.relative_to(PROJECT).as_posix(): path.read_text("utf-8") for path in sorted(shown)}


@pytest.fixture(scope="module")
def address(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the form is served as it lies in the site, but for where it saves."""
    folder = tmp_path_factory.mktemp("form")
    for file in admin_files(content, INSTALLED):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.data)
    config = admin_config(content)
    config["backend"] = {"name": "test-repo"}
    del config["publish_mode"]  # the trial knows no pull requests
    (folder / FOLDER / "config.json").write_text(json.dumps(config), "utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def form(browser: Browser, address: str, texts: dict[str, str]) -> Iterator[Page]:
    """The form with all of the content in it; it has asked no other host for anything when the tests are done."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    asked, faults = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}{FOLDER}/config.json")
    page.evaluate(PUT, texts)
    page.goto(f"{address}{FOLDER}/")
    page.get_by_text("Work with Test Repository").click()
    expect(page.get_by_role("row").first).to_be_visible()
    yield page
    assert not [url for url in asked if not url.startswith((address, "blob:", "data:"))]
    assert faults == []
    context.close()


def saved(form: Page, address: str, texts: dict[str, str], path: str, new: str) -> str:
    """The file after its first text in the form was typed anew and saved."""
    _, kind, entry = path.removesuffix(".yml").split("/", 2)
    form.goto(f"{address}{FOLDER}/#/collections/{kind}/entries/{entry}")
    box = form.locator("input[type=text]:not([aria-label*=earch]), textarea").filter(visible=True)
    expect(box.first).not_to_have_value("")
    box.first.fill(new)
    return once_saved(form, path, texts[path])


def once_saved(form: Page, path: str, before: str) -> str:
    """The file after Save, when it is not as it was before."""
    form.get_by_role("button", name="Save").first.click()
    for _ in range(TIMEOUT // 20):
        # Where it is being written it cannot be read.
        found = form.evaluate(f"([path, before]) => ({GET})(path).catch(() => before)", [path, before])
        if found != before:
            expect(form).to_have_url(re.compile(r"/collections/\w+$"))  # it goes there by itself, at last
            return str(found)
        form.wait_for_timeout(20)
    pytest.fail(f"{path} was not saved: {form.inner_text('body')[-500:]}")


def largest(texts: dict[str, str], kind: str) -> str:
    """The file of a kind that has most in it."""
    return max((path for path in texts if path.split("/")[1] == kind), key=lambda path: len(texts[path]))


# What each kind's form shows first, and what is typed there.
FIRST = {
    "briefings": ("published", "2026-11-20"), "places": ("name", "Elsewhere"), "records": ("title", "Another title"),
    "measures": ("name", "Elsewhere"), "changes": ("of", "pages/about"), "charts": ("title", "Another title"),
    "names": ("name", "Elsewhere"), "organisations": ("name", "Elsewhere"), "publishers": ("name", "Elsewhere"),
    "speakers": ("name", "Elsewhere"), "glossary": ("name", "Elsewhere"), "topics": ("name", "Elsewhere"),
    "units": ("family", "elsewhere"), "disagreements": ("when", "2019"),
}  # fmt: skip


@is_there
@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        kind if kind in ("records", "places", "briefings", "measures") else pytest.param(kind, marks=pytest.mark.long)
        for kind in sorted(FOLDERS.keys() - {"watched"})
    ],
)
def test_what_is_saved_is_the_committed_file_but_for_the_edit(
    form: Page, address: str, texts: dict[str, str], kind: str
) -> None:
    path = largest(texts, kind)
    field, new = FIRST[kind]
    found = saved(form, address, texts, path, new)
    # As `check --fix` writes it.
    after = in_form(path, found, FOLDERS[kind][0], like=texts[path])
    assert after is not None
    lines = zip(texts[path].splitlines(), after.splitlines(), strict=True)
    assert [other.strip() for one, other in lines if one != other] == [f"{field}: {new}"]


@is_there
@pytest.mark.slow
def test_a_new_entry_is_a_file_under_its_id(form: Page, address: str) -> None:
    form.goto(f"{address}{FOLDER}/#/collections/topics/new")
    boxes = form.locator("input[type=text]:not([aria-label*=earch]), textarea").filter(visible=True)
    expect(boxes.nth(1)).to_be_visible()
    boxes.nth(0).fill("Robot taxis")
    boxes.nth(1).fill("Cars that drive themselves for money.")
    found = once_saved(form, "content/topics/robot-taxis.yml", "")
    assert found == "name: Robot taxis\ndefinition: Cars that drive themselves for money.\n"


def test_every_field_that_an_editor_types_is_in_the_form(content: Content) -> None:
    config = json.loads(json.dumps(admin_config(content)))
    kinds = {one["name"]: one for one in config["collections"]}
    assert kinds.keys() == FOLDERS.keys() - {"watched"}
    for name, (type_, _) in FOLDERS.items():
        if name != "watched":
            assert [field["name"] for field in kinds[name]["fields"]] == list(typed_fields(type_))
    facts = next(field for field in kinds["records"]["fields"] if field["name"] == "facts")
    assert facts["widget"] == "list"
    needed = {field["name"] for field in facts["fields"] if field["required"]}
    assert needed == set(needed_fields(Fact))
    text = next(field for field in facts["fields"] if field["name"] == "text")
    assert text["hint"].startswith(DESCRIPTIONS[Fact].fields["text"].sentence)
    # A save is a pull request, and nothing is deleted.
    assert (config["publish_mode"], {one["delete"] for one in config["collections"]}) == ("editorial_workflow", {False})


def test_each_example_has_the_form_that_is_asked_for(content: Content) -> None:
    def walk(type_: type, fields: list[dict[str, object]]) -> Iterator[tuple[str, str, str]]:
        for field in fields:
            example = DESCRIPTIONS[type_].fields[str(field["name"])].example
            if pattern := field.get("pattern"):
                assert isinstance(pattern, list)
                yield str(field["name"]), str(pattern[0]), example.strip("'\"")

    (records,) = (one for one in admin_config(content)["collections"] if one["name"] == "records")
    facts = next(field for field in records["fields"] if field["name"] == "facts")
    checked = list(walk(Fact, facts["fields"]))
    assert len(checked) > 5
    for name, pattern, example in checked:
        assert re.search(pattern, example), name
        assert not re.search(pattern, f"{example}\nand more"), name


@is_there
def test_the_configuration_is_what_the_programs_own_schema_asks_for(content: Content) -> None:
    schema = json.loads((INSTALLED / "node_modules/@sveltia/cms/schema/sveltia-cms.json").read_text("utf-8"))
    config = json.loads(json.dumps(admin_config(content)))
    faults = [error.message for error in Draft7Validator(schema).iter_errors(config)]
    assert faults == []
    config["publish_mode"] = "no such mode"
    assert not Draft7Validator(schema).is_valid(config)


def test_what_is_not_installed_is_said_in_a_sentence(content: Content, tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="`make admin` installs it, and needs npm"):
        admin_files(content, tmp_path)


@is_there
def test_a_font_of_another_host_that_we_do_not_have_stops_it(content: Content, tmp_path: Path) -> None:
    shutil.copytree(INSTALLED, tmp_path / "admin", ignore=shutil.ignore_patterns("*.map", "npm", "locales", "types"))
    program = tmp_path / "admin" / PROGRAM
    program.write_text(program.read_text("utf-8").replace("noto-mono@5", "other-mono@5"), "utf-8")
    with pytest.raises(CannotGoOn, match=r"fonts that are not installed: noto-mono@.*, other-mono@"):
        admin_files(content, tmp_path / "admin")


@is_there
def test_no_file_of_it_asks_another_host_for_a_font_or_script(content: Content) -> None:
    files = {file.path: file.data for file in admin_files(content, INSTALLED)}
    assert b"cdn.jsdelivr.net" not in b"".join(files.values())
    policy = re.search(rb'Content-Security-Policy" content="([^"]*)"', files[f"{FOLDER}/index.html"])
    assert policy
    assert b"default-src 'none'; script-src 'self'" in policy[1]
    hosts = set(re.findall(rb"https://[a-z.]+", policy[1]))
    assert hosts == {b"https://api.github.com", b"https://avatars.githubusercontent.com"}
    assert f"{FOLDER}/licences.txt" in files


@is_there
def test_a_site_has_the_form_when_it_is_asked_for_and_not_else() -> None:
    content = load(TINY).content
    without, with_it = (
        {file.path: file.data for file in SiteFiles(content, TODAY, None, TEMPLATES, admin).beside_copies()}
        for admin in (None, INSTALLED)
    )
    added = with_it.keys() - without.keys()
    assert {path.partition("/")[0] for path in added} == {FOLDER}
    assert len(added) == 7
    assert not any(links_of(path, with_it[path], content.site.url).is_faulty for path in added)
