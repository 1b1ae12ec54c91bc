"""What MkDocs runs while it builds; ``engine.py`` names this file to it."""

from __future__ import annotations

import base64
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

# What the theme's templates leave between tags. A line break stays, so that words stay apart.
BETWEEN_TAGS = re.compile(r"(?<!\s)(?=[^\S\n]*+\n)\s++(?=<)")


# What a page may load and run: files of this site, and the theme's few inline scripts, each by its hash. Whatever else
# stands in a page does not run, also where escaping failed. ``links`` refuses a page with a script that has no hash.
_POLICY = (
    "default-src 'none'; script-src 'self' {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)


def hash_source(text: str) -> str:
    """What allows one inline script or style, as a policy has it (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def content_policy(scripts: str) -> str:
    """The content security policy of a page whose inline scripts are those of some HTML: the theme's own, never what
    stands in the page."""
    return _POLICY.format(scripts=" ".join(map(hash_source, re.findall(r"<script>(.*?)</script>", scripts))))


def on_env(env: Any, **_: Any) -> Any:
    """Give templates the filter that makes a policy of scripts."""
    env.filters["content_policy"] = content_policy
    return env


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
