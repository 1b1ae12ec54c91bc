"""What MkDocs runs while it builds; ``engine.py`` names this file to it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

# What the theme's templates leave between tags. A line break stays, so that words stay apart.
BETWEEN_TAGS = re.compile(r"\s*\n\s*(?=<)")


def on_post_page(output: str, **_: Any) -> str:
    """A page without indentation and empty lines, which are a fiftieth of what it weighs compressed."""
    return BETWEEN_TAGS.sub("\n", output)


def on_files(files: Any, config: Any) -> Any:
    """The files of the site without those of the theme's search, which ours stands in for."""
    for file in tuple(files):
        if file.src_uri.startswith(("assets/javascripts/lunr/", "assets/javascripts/workers/")):
            files.remove(file)
    return files


def on_pre_page(page: Any, config: Any, **_: Any) -> Any:
    """A page of the day of the newest record, which the sitemap says, so that an unchanged site stays the same."""
    page.update_date = config.extra["updated"]
    return page


def on_post_build(config: Any, **_: Any) -> None:
    """Add the plain copies of the pages, which the generator writes next to ``docs``."""
    copies = Path(config.docs_dir).parent / "copies"
    shutil.copytree(copies, config.site_dir, dirs_exist_ok=True, copy_function=shutil.copyfile)
