"""Finds the Chromium that the browser tests drive; as a program, makes sure that there is one.

Playwright's own download is not used: it is a binary from nowhere that a lock could hold.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of a Chromium on this machine: $CHROMIUM, or the first that is found."""
    if named := os.environ.get("CHROMIUM"):
        return named
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None) or next((path for path in MAC if Path(path).exists()), None)


def main() -> int:
    if chromium():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium for the browser tests (once) ...")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            run = subprocess.run(
                ["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False
            )
        if run.returncode == 0 and chromium():
            return 0
    print(
        "A Chromium is needed for the browser tests: install it (Debian: apt-get install chromium) "
        "or name one with CHROMIUM=/path/to/chromium",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
