"""Runs the site engine over the generated Markdown. The only module that knows MkDocs."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from generator.model.content import Content
from generator.model.problems import CannotGoOn
from generator.model.records import Site
from generator.model.words import counted, day_in_words
from generator.pages.corrections import changes
from generator.pages.page import SITE_FEED, json_feed, view


@view
class SiteSummary:
    """The state of the records: the day of the newest, and how many corrections there have been."""

    newest: date
    corrections: str


def summary_of(content: Content) -> SiteSummary:
    """What the foot of every page says of the records as a whole."""
    return SiteSummary(
        newest=max(fact.added for fact in content.facts.values()),
        corrections=counted(len(changes(content, content.facts.values())), "correction"),
    )


def build_site(site: Site, summary: SiteSummary, *, project: Path, docs: Path, work: Path) -> Path:
    """Build the HTML of a folder of Markdown into ``work / "site"`` and return that folder; ``project`` holds
    ``mkdocs.yml`` and the theme.

    The sitemap names the day of the newest record, so that an unchanged site stays the same bytes. Raises
    ``CannotGoOn`` with what MkDocs said where it fails or, being strict, warns.
    """
    made = work / "site"
    config = {
        "INHERIT": str(project / "mkdocs.yml"),
        "site_name": html.escape(site.name),
        "site_url": site.url,
        "site_description": html.escape(site.description),
        "docs_dir": str(docs.resolve()),
        "site_dir": str(made.resolve()),
        "hooks": [str(project / "generator/publish/theme_hooks.py")],
        "theme": {"custom_dir": str(project / "templates/theme")},
        "extra": {
            "feed": SITE_FEED,
            "records_of": day_in_words(summary.newest),
            "corrections": summary.corrections,
            "json_feed": json_feed(SITE_FEED),
            "licence": html.escape(site.licence),
            "licence_url": html.escape(site.licence_url),
        },
    }
    config_file = work / "mkdocs.yml"
    config_file.write_text(json.dumps(config), encoding="utf-8")
    temporary = work / "tmp"
    temporary.mkdir()
    # A child with an environment of its own: nothing of the machine's time, language or settings gets in.
    environment = {
        "SOURCE_DATE_EPOCH": str(int(datetime.combine(summary.newest, time(), tzinfo=UTC).timestamp())),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        # jieba keeps a cache in the folder for temporary files, which others may write to.
        "TMPDIR": str(temporary.resolve()),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", str(config_file)]
    run = subprocess.run(  # noqa: S603
        command,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        close_fds=False,  # it inherits the lock of the output folder, see write.output_folder
    )
    if run.returncode:
        said = (run.stderr or run.stdout).strip()
        raise CannotGoOn(f"MkDocs could not build the site:\n{said}")
    return made
