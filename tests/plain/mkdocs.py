"""A stand-in for MkDocs: ``python -m mkdocs build ...`` finds it first where the current folder is this one.

Each page is its Markdown between two tags, with the ids that others link to. It reads the configuration that the
generator writes and leaves the files that MkDocs would, in a thirtieth of the time. Where a page says HOLD, it takes
half a minute over it, so that a test can stop it on the way, and where one says LINGER a second.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from pathlib import Path

SECONDS = {"HOLD": 30, "LINGER": 1}
ID = re.compile(r'(?:id="|\{[^}]*#)([\w-]+)')


def main() -> None:
    file, site = (Path(sys.argv[sys.argv.index(option) + 1]) for option in ("-f", "-d"))
    config = json.loads(file.read_text("utf-8"))
    docs, theme = file.parent / config["docs_dir"], Path(config["theme"]["custom_dir"])
    shutil.copytree(theme, site, ignore=shutil.ignore_patterns("*.html", "partials"))
    (site / "404.html").write_text(page(config["site_url"], (theme / "404.html").read_text("utf-8")), encoding="utf-8")
    for path in sorted(docs.rglob("*")):
        inner = path.relative_to(docs)
        if path.suffix == ".md":
            text = path.read_text("utf-8")
            for word, seconds in SECONDS.items():
                time.sleep(seconds if word in text else 0)
            inner = inner.with_suffix("") if inner.name != "index.md" else inner.parent
            put(site / inner / "index.html", page(config["site_url"] + f"{inner.as_posix()}/", text))
        elif path.is_file():
            (site / inner).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, site / inner)
    shutil.copytree(file.parent / "copies", site, dirs_exist_ok=True)


def page(address: str, text: str) -> str:
    ids = "".join(f'<a id="{id}"></a>' for id in dict.fromkeys(ID.findall(text)))
    return f'<!doctype html><link rel="canonical" href="{address}"><body>{ids}<xmp>{text}</xmp></body>'


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
