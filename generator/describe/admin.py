"""A form in the browser for the editors' format: the configuration of Sveltia CMS, made from the same descriptions as
the schemas, and the files that a browser needs for it.

The form is off unless a build asks for it. It saves into pull requests of the repository, or into a clone on the
editor's own machine; a field that nobody touched stays as it was, and ``check --fix`` puts what was saved into the one
form of records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from generator.describe.schema import kinds_of_files, reader_of, things_named
from generator.model.content import Content
from generator.model.descriptions import (
    DESCRIPTIONS,
    Named,
    form_of,
    hint_of,
    inner_type,
    is_list,
    meaning_of,
    needed_fields,
    parts_of,
    type_name,
    typed_fields,
)
from generator.model.fields import Flag, Paragraph, Quote, Sentence
from generator.model.problems import CannotGoOn
from generator.model.records import Briefing, Record, Site, Watched
from generator.pages.cite import github_name
from generator.read.load import FOLDERS
from generator.text.files import File

FOLDER = "admin"
# What is installed for it, below the folder of its package.json.
PROGRAM = "node_modules/@sveltia/cms/dist/sveltia-cms.js"
# Fonts that the program would ask another host for, by what it names them, and where they are installed.
_FONTS: Mapping[str, str] = {
    "material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": "node_modules/@fontsource-variable/"
    "material-symbols-outlined/files/material-symbols-outlined-latin-wght-normal.woff2",
    "source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "node_modules/@fontsource-variable/source-sans-3/files/"
    "source-sans-3-latin-wght-normal.woff2",
    "noto-mono@5.3.0/latin-400-normal.woff2": "node_modules/@fontsource/noto-mono/files/"
    "noto-mono-latin-400-normal.woff2",
}
# Whose terms go with them: of the program, which is MIT, and of the fonts, which are under the Open Font Licence.
_LICENCES = (
    "node_modules/@sveltia/cms/LICENSE.txt",
    "node_modules/@fontsource-variable/material-symbols-outlined/LICENSE",
    "node_modules/@fontsource-variable/source-sans-3/LICENSE",
    "node_modules/@fontsource/noto-mono/LICENSE",
)
_FONT_HOST = "https://cdn.jsdelivr.net/fontsource/fonts/"
# What nobody writes by hand.
_WRITTEN_BY_PROGRAMS = (Watched,)
# Texts that are longer than a line of the form.
_LONG = tuple(map(reader_of, (Sentence, Paragraph, Quote)))
# Shown of an entry in a list of them, besides its id.
_TITLES: Mapping[type, str] = {Record: "{{source.title}}", Briefing: "{{headline}}"}


def admin_files(content: Content, installed: Path) -> tuple[File, ...]:
    """The page, its configuration, the program and its fonts, as they lie in the site.

    ``installed`` is the folder in which `make admin` installed the program, with the page. Raises ``CannotGoOn`` where
    something is not there or the program asks for a font that we do not have.
    """
    try:
        page = (installed / "index.html").read_bytes()
        program = (installed / PROGRAM).read_text("utf-8")
        fonts = {name: (installed / path).read_bytes() for name, path in _FONTS.items()}
        licences = b"\n\n".join((installed / path).read_bytes().strip() for path in _LICENCES)
    except OSError as error:
        raise CannotGoOn(f"{error.filename} is missing; `make admin` installs it, and needs npm") from error
    asked = set(re.findall(rf"{re.escape(_FONT_HOST)}([^\"'`)]+)", program))
    if asked != fonts.keys():
        raise CannotGoOn(f"the form asks for fonts that are not installed: {', '.join(sorted(asked ^ fonts.keys()))}")
    names = {name: f"fonts/{name.rpartition('@')[0].partition(':')[0]}.woff2" for name in fonts}
    for name, file in names.items():
        program = program.replace(f"{_FONT_HOST}{name}", file)
    return (
        File(f"{FOLDER}/index.html", page),
        File(f"{FOLDER}/config.json", _json(admin_config(content))),
        File(f"{FOLDER}/sveltia-cms.js", program.encode()),
        File(f"{FOLDER}/licences.txt", licences + b"\n"),
        *(File(f"{FOLDER}/{file}", fonts[name]) for name, file in names.items()),
    )


def admin_config(content: Content) -> dict[str, Any]:
    """The configuration: where what is saved goes, and each folder of the content with its fields."""
    site = content.site
    return {
        "backend": _backend(site),
        # A save is a branch and a pull request, never a commit to what is published.
        "publish_mode": "editorial_workflow",
        "site_url": site.url,
        "app_title": site.name,
        "media_folder": "content/media",
        "show_preview_links": False,
        "output": {"omit_empty_optional_fields": True, "yaml": {"quote": "none"}},
        "slug": {"encoding": "ascii", "clean_accents": True},
        "collections": [
            _collection(content, type_, glob.partition("/")[0])
            for type_, is_many, glob in kinds_of_files().values()
            if not is_many and type_ not in (Site, *_WRITTEN_BY_PROGRAMS)
        ],
    }


def _backend(site: Site) -> dict[str, Any]:
    """A repository on GitHub, opened with an access token of the editor's own, and from a fork by everybody else; a
    trial that saves nothing where the site names no such repository."""
    name = github_name(site)
    if not name:
        return {"name": "test-repo"}
    return {"name": "github", "repo": name, "branch": "main", "auth_methods": ["token"], "open_authoring": True}


def _collection(content: Content, type_: type, folder: str) -> dict[str, Any]:
    fields = [_field(content, type_, name) for name in typed_fields(type_)]
    title = _TITLES.get(type_) or next(
        (f"{{{{{name}}}}}" for name in ("name", "title") if name in needed_fields(type_)), ""
    )
    found: dict[str, Any] = {
        "name": folder,
        "label": folder.capitalize(),
        "label_singular": type_name(type_).replace("-", " "),
        "description": DESCRIPTIONS[type_].sentence,
        "folder": f"content/{folder}",
        "extension": "yml",
        "format": "yml",
        "identifier_field": re.sub(r"[{}]", "", title) or fields[0]["name"],
        # The file's name is the id, and an id never changes.
        "slug": {"template": title or "{{uuid_short}}", "editable": ["create"]},
        "summary": f"{title} ({{{{slug}}}})" if title else "{{slug}}",
        "delete": False,
        "fields": fields,
    }
    if type_ is Record:
        found["path"] = "{{fields.source.published | date('YYYY')}}/{{slug}}"
    return found


def _field(content: Content, type_: type, name: str) -> dict[str, Any]:
    described = DESCRIPTIONS[type_].fields[name]
    hint = f"{described.sentence} {_capital(form_of(type_, name))}."
    if described.example:
        hint += f" For example: {described.example}"
    field = {"name": name, "label": name, "hint": hint, "required": name in needed_fields(type_)}
    inner = inner_type(type_, name)
    if inner:
        field["fields"] = [_field(content, inner, one) for one in typed_fields(inner)]
        # What has to be there is open from the start.
        field["collapsed"] = "auto" if is_list(type_, name) or not field["required"] else False
        if is_list(type_, name):
            first = next((one for one in ("id", "name", "text", "field") if one in typed_fields(inner)), None)
            return {**field, "widget": "list", "label_singular": name.removesuffix("s"), **_shown(first)}
        return {**field, "widget": "object"}
    value = _value(content, type_, name)
    if not is_list(type_, name):
        return {**field, **value}
    if value["widget"] in ("relation", "select"):
        return {**field, **value, "multiple": True}
    return {**field, "widget": "list", "field": {"name": name, "label": name, **value}}


def _shown(name: str | None) -> dict[str, str]:
    return {"summary": f"{{{{fields.{name}}}}}"} if name else {}


def _value(content: Content, type_: type, name: str) -> dict[str, Any]:
    """What one value of a field is typed into."""
    hint = hint_of(type_, name)
    words = next((get_args(part) for part in parts_of(hint) if get_origin(part) is Literal), ())
    if words:
        return {"widget": "select", "options": list(words)}
    named = DESCRIPTIONS[type_].fields[name].names
    if named:
        return _named(content, named)
    reader = reader_of(hint)
    if reader is None:
        return {"widget": "string"}
    if reader is reader_of(Flag):
        return {"widget": "boolean"}
    # A number is typed as text, as some are fractions or have their thousands parted; the reader takes it in quotes.
    typed: dict[str, Any] = {"widget": "text" if reader in _LONG else "string"}
    if pattern := reader.schema.get("pattern"):
        typed["pattern"] = [pattern, f"Write {reader.form}."]
    return typed


def _named(content: Content, kinds: tuple[Named, ...]) -> dict[str, Any]:
    """A choice of things by their ids, with what they are called."""
    (kind, *others) = kinds
    if kind == "facts":
        shown = {"value_field": "facts.*.id", "display_fields": ["facts.*.text"], "search_fields": ["facts.*.text"]}
        return {"widget": "relation", "collection": "records", **shown}
    if kind in FOLDERS and not others and kind != "records":
        first = "title" if kind == "charts" else "many" if kind == "units" else "name"
        shown = {"value_field": "{{slug}}", "display_fields": [first, "{{slug}}"], "search_fields": [first]}
        return {"widget": "relation", "collection": kind, **shown}
    options = {
        id: f"{meaning_of(thing)[0]} ({id})" if thing else id
        for one in kinds
        for id, thing in things_named(content, one).items()
    }
    if kind == "families":
        options = {unit.family: unit.family for _, unit in sorted(content.units.items())}
    return {"widget": "select", "options": [{"label": label, "value": id} for id, label in options.items()]}


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
