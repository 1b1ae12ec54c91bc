"""What each stage of one build costs: ``python -m bench.stages CONTENT OUT DAY`` prints it as JSON.

A stage is what a build does between two messages of its progress, and is called by the first of them.
"""

from __future__ import annotations

import gc
import json
import re
import resource
import sys
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
_COUNT = re.compile(r"\b\d[\d,]*\b")


def main(content: str, out: str, day: str) -> None:
    gc.disable()  # as the command does
    messages = ["starting"]
    used = [0.0]
    peaks: list[float] = []

    def progress(message: str) -> None:
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        used.append(own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime)
        peaks.append(max(own.ru_maxrss, children.ru_maxrss) / 1024)
        # A stage has the same name whatever it is given, so that sizes can be compared.
        messages.append(_COUNT.sub("…", message.replace(content, "content")))

    # The program's own imports belong to what a build costs.
    from generator.publish.build import build

    built = build(
        Path(content), date.fromisoformat(day), out=Path(out), project=PROJECT, site_url=None, progress=progress
    )
    progress("")
    if built.problems:
        raise SystemExit("\n".join(map(str, built.problems)))
    stages = [
        {"name": name, "cpu": after - before, "peak": peak}
        for name, before, after, peak in zip(messages[:-1], used[:-1], used[1:], peaks, strict=True)
    ]
    json.dump(stages, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
