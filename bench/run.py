"""The benchmark: ``python -m bench.run [--copies 1 2 20] [--rounds 3]``. What it measures, and how, is in README.md.

It starts programs and looks at what they cost; it imports nothing of the generator, for a program that is started
counts the memory of the one that started it as its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import distribution, version
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter

from bench import preview, results
from bench.edit import Edit
from bench.results import Cost, Machine, Size, Stage

PROJECT = Path(__file__).resolve().parent.parent
GENERATOR = (sys.executable, "-m", "generator")


def run(*command: object) -> tuple[Cost, str]:
    """Run a program to its end; what it cost, all that it started included, and what it printed."""
    with TemporaryFile() as said, TemporaryFile() as faults:
        start = perf_counter()
        process = subprocess.Popen([*map(str, command)], cwd=PROJECT, stdout=said, stderr=faults)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        faults.seek(0)
        if process.returncode:
            raise SystemExit(f"{process.args!r} failed:\n{said.read().decode()}{faults.read().decode()}")
        return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss / 1024), said.read().decode()


def builds(content: Path, folder: Path, edit: Edit, day: date) -> Iterator[tuple[str, Cost]]:
    """One round: every case once, in the order that an editor's day has, and then the peers over the same Markdown."""
    out = folder / "build"

    def build(today: date) -> Cost:
        return run(*GENERATOR, "build", "--content", content, "--out", out, "--today", today)[0]

    yield "cold", build(day)
    edit.save()
    yield "one fact", build(day)
    yield "nothing", build(day)
    yield "next day", build(day + timedelta(days=1))
    run(sys.executable, "-m", "bench.hugo", out, folder / "hugo")
    quietly = ("--quiet", "--cacheDir", (folder / "cache").resolve(), "--destination", (folder / "hugo-site").resolve())
    yield results.HUGO, run(_hugo(), "--source", folder / "hugo", *quietly)[0]
    if (config := out / "mkdocs.yml").exists():
        site = (folder / "mkdocs-site").resolve()
        yield "MkDocs", run(sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", config, "-d", site)[0]


def _hugo() -> Path:
    """Hugo itself: the command that the package installs is a Python program that starts it."""
    return Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))


def measure(copies: int, rounds: int, day: date, folder: Path) -> Size:
    """Everything about one size. Nothing is deleted meanwhile: a disk is slow to create just after it."""
    content = folder / "content"
    run(sys.executable, "-m", "bench.copies", content, copies)
    edit = Edit(content)
    size = Size(copies)
    for number in range(1, rounds + 1):
        place = folder / f"round-{number}"
        place.mkdir()
        for case, cost in builds(content, place, edit, day):
            _say(f"{copies} x, round {number}: {case}: {cost.wall:.2f} s, CPU {cost.cpu:.2f} s, {cost.peak:.0f} MiB")
            size.runs.setdefault(case, []).append(cost)
        _, stages = run(sys.executable, "-m", "bench.stages", content, place / "stages", day)
        size.stages.append([Stage(**stage) for stage in json.loads(stages)])
    size.facts = sum(path.stem != "index" for path in (folder / "round-1/build/docs/facts").glob("*.md"))
    size.pages = sum(1 for _ in (folder / "round-1/build/site").rglob("*.html"))
    _say(f"{copies} x: preview")
    size.preview = preview.measure(PROJECT, content, edit, folder / "preview", str(day))
    return size


def _machine() -> Machine:
    cpuinfo = Path("/proc/cpuinfo")
    models = (
        [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")] if cpuinfo.exists() else []
    )
    changes = _git("status", "--porcelain", "--", ".", ":!bench/results")
    return Machine(
        cpu=models[0].partition(":")[2].strip() if models else platform.processor() or platform.machine(),
        cores=os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        load=round(os.getloadavg()[0], 1),
        system=platform.system(),
        python=platform.python_version(),
        packages={name: version(name) for name in ("mkdocs", "mkdocs-material", "hugo")},
        date=date.today().isoformat(),
        commit=_git("rev-parse", "--short", "HEAD") + (" and changes" if changes else ""),
    )


def _git(*arguments: str) -> str:
    return run("git", *arguments)[1].strip()


def _say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m bench.run", description="Measure builds and the preview.")
    words.add_argument("--copies", type=int, nargs="+", default=[1], help="sizes, in copies of the real records")
    words.add_argument("--rounds", type=int, default=3, help="how often each is built; the table shows medians")
    chosen = words.parse_args()
    machine = _machine()
    # The same commit is built for the same day, whenever that is done.
    day = date.fromisoformat(_git("log", "-1", "--format=%cs"))
    run(sys.executable, "-m", "compileall", "-q", "generator", "bench")
    sizes = []
    (PROJECT / "build").mkdir(exist_ok=True)
    for copies in sorted(chosen.copies):
        with TemporaryDirectory(prefix="bench-", dir=PROJECT / "build") as folder:
            sizes.append(measure(copies, chosen.rounds, day, Path(folder)))
        results.write(PROJECT / "bench/results", machine, sizes)
    _say("bench/results/results.md")


if __name__ == "__main__":
    main()
