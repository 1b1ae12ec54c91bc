"""``docs/format.md``: the editors' format as a page for those who read it from the beginning."""

from __future__ import annotations

from generator.describe.explain import files_of_type, rules
from generator.model.descriptions import (
    DESCRIPTIONS,
    PROMISES,
    form_of,
    inner_type,
    needed_fields,
    promise_of,
    type_name,
    typed_fields,
)

_HEAD = """\
# The editors' format

<!-- Made of generator/model/descriptions.py by `pytest tests/test_format.py --update-expected`: edit that instead. -->

Each kind of file below `content/`, and each part of one, with all its fields. [CONTRIBUTING.md](../CONTRIBUTING.md)
shows how to write a record, and `python -m generator explain as_stated` says of one field, rule or id what it is.

Needed fields are bold. The last column says what a reader who quoted a field may rely on:

"""


def reference() -> str:
    """The whole text of the page."""
    parts = [_HEAD, *(f"- {promise}: {meaning}\n" for promise, meaning in PROMISES.items())]
    parts += [_of_type(type_) for type_ in DESCRIPTIONS]
    parts.append("\n## Rules\n\n| rule | what it asks for | why |\n| --- | --- | --- |\n")
    parts += [f"| `{name}` | {_cell(said['is'])} | {_cell(said['why'])} |\n" for name, said in rules().items()]
    return "".join(parts)


def _of_type(type_: type) -> str:
    described = DESCRIPTIONS[type_]
    needed = needed_fields(type_)
    head = f"\n## {type_name(type_)}\n\n{described.sentence} Written {_place(type_)}.\n\n"
    rows = ["| field | what to write | form | example | promise |\n", "| --- | --- | --- | --- | --- |\n"]
    for name in typed_fields(type_):
        field = described.fields[name]
        shown = f"**`{name}`**" if name in needed else f"`{name}`"
        inner = inner_type(type_, name)
        form = f"{_cell(form_of(type_, name))}{f'; [{type_name(inner)}](#{type_name(inner)})' if inner else ''}"
        if field.names:
            form = f"{form}; the id of one of: {', '.join(field.names)}"
        example = f"`{_cell(field.example)}`" if field.example else ""
        rows.append(f"| {shown} | {_cell(field.sentence)} | {form} | {example} | {promise_of(type_, name)} |\n")
    return head + "".join(rows)


def _place(type_: type) -> str:
    place = files_of_type(type_)
    return f"`{place}`" if not place.startswith("in ") else place


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
