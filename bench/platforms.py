"""What else could make the site of the same Markdown: whether ProperDocs and Zensical make the same of it.

``make platforms`` runs it each week; docs/platforms.md says what came of it, and how to move. Addresses, titles,
anchors and the words of each page are compared, not how it looks.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml
from lxml import html

PROJECT = Path(__file__).resolve().parent.parent
_TOOLS = PROJECT / ".venv-platforms/bin"
# What a page says beside its own words: links to its headings, and what our theme adds before and after.
_NOT_WORDS = (
    './/a[@class="headerlink"] | .//script | .//style | .//aside[contains(@class, "md-source-file")]'
    ' | .//p[contains(@class, "on-paper")] | .//p[@class="meta record"]'
)
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What a page has that a reader, a link or a search engine knows it by."""

    title: str
    anchors: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The addresses of the pages of which two sites differ."""

    missing: tuple[str, ...]
    added: tuple[str, ...]
    titles: tuple[str, ...]
    # Pages that lack an anchor that ours has; what they have more does no harm.
    anchors: tuple[str, ...]
    words: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """How many pages there are of each kind."""
        return {field.name: len(getattr(self, field.name)) for field in fields(self)}


def page_of(data: bytes) -> Page:
    """What is compared of a page, given as HTML."""
    tree = html.document_fromstring(data.decode("utf-8", "replace"))
    article = next(iter(tree.xpath("//article")), None)
    body: Any = article if article is not None else tree.find("body")
    anchors = frozenset(body.xpath(".//@id")) if body is not None else frozenset()
    for other in body.xpath(_NOT_WORDS) if body is not None else ():
        other.drop_tree()
    words = " ".join(body.text_content().split()) if body is not None else ""
    return Page(" ".join((tree.findtext(".//title") or "").split()), anchors, words)


def pages_of(site: Path) -> Mapping[str, Path]:
    """The pages of a built site by their addresses."""
    return {path.relative_to(site).as_posix().removesuffix("index.html"): path for path in sorted(site.rglob("*.html"))}


def differences(ours: Path, theirs: Path) -> Differences:
    """In what two built sites differ."""
    one, other = pages_of(ours), pages_of(theirs)
    titles, anchors, words = [], [], []
    for address in sorted(one.keys() & other.keys()):
        this, that = page_of(one[address].read_bytes()), page_of(other[address].read_bytes())
        if this.title != that.title:
            titles.append(address)
        if this.anchors - that.anchors:
            anchors.append(address)
        if this.words != that.words:
            words.append(address)
    missing, added = sorted(one.keys() - other.keys()), sorted(other.keys() - one.keys())
    return Differences(tuple(missing), tuple(added), tuple(titles), tuple(anchors), tuple(words))


def told(name: str, pages: int, found: Differences) -> Iterator[str]:
    """The differences in lines, with the first pages of each kind."""
    counts = ", ".join(f"{kind} {count}" for kind, count in found.counts().items())
    yield f"{name}: {pages:,} pages of ours; {counts}"
    for field in fields(found):
        some: tuple[str, ...] = getattr(found, field.name)
        if some:
            more = f" and {len(some) - _MOST_SHOWN} more" if len(some) > _MOST_SHOWN else ""
            yield f"  {field.name}: {', '.join(address or '/' for address in some[:_MOST_SHOWN])}{more}"


def unlike_the_note(name: str, counts: Mapping[str, int], note: str) -> str:
    """What a note says otherwise of a platform, or nothing. Its table has a line with a platform's name and counts."""
    found = re.search(rf"^\| {re.escape(name)}[^|]*\|((?:[^|\n]*\|)+)$", note, re.MULTILINE)
    if not found:
        return f"docs/platforms.md has no line about {name}"
    # None, all pages, or those that docs/platforms.md names: a count moves with each new page.
    said = [cell.strip() for cell in found[1].rstrip("|").split("|")]
    wrong = [
        f"{kind} {count} where it says {word!r}"
        for (kind, count), word in zip(counts.items(), said, strict=True)
        if (word == "none") != (count == 0)
    ]
    return f"docs/platforms.md is not right about {name} any more: {', '.join(wrong)}" if wrong else ""


def zensical_configuration(built: Path) -> str:
    """The configuration of a site for Zensical, which takes no hook and none of our templates."""
    own = json.loads((built / "mkdocs.yml").read_text("utf-8"))
    found = yaml.safe_load(Path(own.pop("INHERIT")).read_text("utf-8"))
    theme = {name: value for name, value in found["theme"].items() if name != "custom_dir"}
    extra = found["extra"] | own.pop("extra")
    found |= {name: value for name, value in own.items() if name not in ("hooks", "theme")}
    return json.dumps(found | {"extra": extra, "theme": theme | {"variant": "classic"}})


def _run(command: list[str | Path], folder: Path) -> None:
    # Material prints its notice here, as nobody hides it: docs/platforms.md is about what it says.
    run = subprocess.run(command, cwd=folder, env={**os.environ, "TZ": "UTC"}, check=False)
    if run.returncode:
        sys.exit(f"{Path(command[0]).name} could not build the site")


def main(folder: Path) -> None:
    """Build the site in ``folder``/ours with both, compare, and end with 1 where docs/platforms.md says otherwise."""
    ours = folder / "ours"
    pages = len(pages_of(ours / "site"))
    _run([_TOOLS / "properdocs", "build", "--quiet", "-f", "mkdocs.yml", "-d", (folder / "properdocs").resolve()], ours)
    zensical = folder / "zensical"
    shutil.rmtree(zensical, ignore_errors=True)
    zensical.mkdir(parents=True)
    # Zensical wants the Markdown below its configuration, and follows no link there.
    shutil.copytree(ours / "docs", zensical / "docs", copy_function=os.link)
    (zensical / "mkdocs.yml").write_text(zensical_configuration(ours), encoding="utf-8")
    _run([_TOOLS / "zensical", "build", "-f", "mkdocs.yml"], zensical)
    note, wrong = (PROJECT / "docs/platforms.md").read_text("utf-8"), []
    for name, made in (("ProperDocs", folder / "properdocs"), ("Zensical", zensical / "site")):
        found = differences(ours / "site", made)
        print("\n".join(told(name, pages, found)))
        wrong.append(unlike_the_note(name, found.counts(), note))
    if any(wrong):
        sys.exit("\n".join(filter(None, wrong)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
