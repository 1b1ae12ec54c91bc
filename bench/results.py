"""What was measured, and how it is shown: raw numbers as JSON, tables as Markdown, and a plot."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path
from statistics import median

HUGO = "Hugo"
# A stage grows as the content does, give or take this much.
_TOLERATED_GROWTH = 1.2
_SAVES = ("save to page", "save to `/-/changes`", "save to all built")
_CASES = {
    "cold": "cold: empty folder",
    "one fact": "one fact changed",
    "nothing": "nothing changed",
    "next day": "another day",
    HUGO: "Hugo, same Markdown",
    "MkDocs": "plain MkDocs, same Markdown",
}


@dataclass
class Cost:
    """Of one process and all that it started. ``peak`` is of the largest of them, in MiB."""

    wall: float
    cpu: float
    peak: float


@dataclass
class Stage:
    """One stage of a build; ``peak`` is the most memory until its end."""

    name: str
    cpu: float
    peak: float


@dataclass
class Save:
    """Seconds from a save until its page shows it, until open pages are told to reload, and until all is built."""

    page: float
    changes: float
    done: float


@dataclass
class Preview:
    """Seconds from the start until the address is printed, a page answers and all is built; then the saves."""

    address: float
    first_page: float
    built: float
    saves: list[Save]


@dataclass
class Size:
    """All that was measured of one size: a cost each round for each case, stages for each round."""

    copies: int
    facts: int = 0
    pages: int = 0
    runs: dict[str, list[Cost]] = field(default_factory=dict)
    stages: list[list[Stage]] = field(default_factory=list)
    preview: Preview | None = None


@dataclass
class Machine:
    """Where, when and of what it was measured. ``load`` is that before it began."""

    cpu: str
    cores: int
    memory_gib: float
    load: float
    system: str
    python: str
    packages: dict[str, str]
    date: str
    commit: str


def write(folder: Path, machine: Machine, sizes: Sequence[Size]) -> None:
    folder.mkdir(exist_ok=True)
    raw = {"machine": asdict(machine), "sizes": [asdict(size) for size in sizes]}
    files = {
        "results.json": json.dumps(raw, indent=1, ensure_ascii=False) + "\n",
        "results.md": "\n".join(_page(machine, sizes)) + "\n",
        "results.svg": _plot(sizes),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _page(machine: Machine, sizes: Sequence[Size]) -> Iterator[str]:
    rounds = max(len(costs) for size in sizes for costs in size.runs.values())
    yield "# Results of the benchmark"
    yield ""
    yield f"Written by `make bench` on {machine.date}, commit {machine.commit}. How to read it: [README](../README.md)."
    yield ""
    packages = ", ".join(f"{name} {version}" for name, version in machine.packages.items())
    yield (
        f"{machine.cpu}, {machine.cores} cores, {machine.memory_gib} GiB, {machine.system}; Python {machine.python}, "
        f"{packages}. Load before it began: {machine.load}. Rounds: {rounds}."
    )
    yield ""
    yield "![Seconds of each case](results.svg)"
    yield ""
    yield "## Whole processes"
    yield ""
    yield "Medians. The ratios are to Hugo in the same round."
    yield ""
    yield from _row("facts", "pages", "case", "wall s", "CPU s", "peak MiB", "wall × Hugo", "CPU × Hugo")
    yield from _row("---:", "---:", "---", *["---:"] * 5)
    for size in sizes:
        for case, costs in size.runs.items():
            hugo = size.runs[HUGO]
            yield from _row(
                f"{size.facts:,}",
                f"{size.pages:,}",
                _CASES[case],
                _figure(median(cost.wall for cost in costs)),
                _figure(median(cost.cpu for cost in costs)),
                f"{median(cost.peak for cost in costs):,.0f}",
                _figure(median(one.wall / other.wall for one, other in zip(costs, hugo, strict=True))),
                _figure(median(one.cpu / other.cpu for one, other in zip(costs, hugo, strict=True))),
            )
    if any("MkDocs" not in size.runs for size in sizes):
        yield ""
        yield "Plain MkDocs was not timed: the build leaves no `mkdocs.yml` that it could read."
    yield ""
    yield "## Stages of a cold build"
    yield ""
    yield from _stages(sizes)
    yield ""
    yield "## Preview"
    yield ""
    yield "Seconds; of saves the median, least and most."
    yield ""
    yield from _row("facts", *(f"start to {what}" for what in ("address", "first page", "all built")), *_SAVES)
    yield from _row(*["---:"] * 7)
    for size in sizes:
        if preview := size.preview:
            starts = (preview.address, preview.first_page, preview.built)
            saves = (
                [save.page for save in preview.saves],
                [save.changes for save in preview.saves],
                [save.done for save in preview.saves],
            )
            yield from _row(
                f"{size.facts:,}",
                *map(_figure, starts),
                *(f"{_figure(median(times))} ({_figure(min(times))} to {_figure(max(times))})" for times in saves),
            )


def _stages(sizes: Sequence[Size]) -> Iterator[str]:
    """CPU and memory of each stage by size and, from the last size but one to the last, how they grow."""
    costs = [
        {
            stages[0].name: (median(s.cpu for s in stages), median(s.peak for s in stages))
            for stages in zip(*size.stages, strict=True)
        }
        for size in sizes
    ]
    grows = len(sizes) > 1
    copies = sizes[-1].copies / sizes[-2].copies if grows else 1
    limit = _TOLERATED_GROWTH * copies
    yield "CPU seconds, and the peak in MiB until the stage ended; medians." + (
        f" Content grows {copies:g} times from the last size but one to the last; ⚠ marks what grows more than "
        f"{limit:g} times."
        if grows
        else ""
    )
    yield ""
    yield from _row(
        "stage", *(f"{size.facts:,} facts: {what}" for size in sizes for what in ("CPU s", "peak")), *["growth"] * grows
    )
    yield from _row("---", *["---:"] * (2 * len(sizes) + grows))
    for name in dict.fromkeys(name for cost in costs for name in cost):
        found = [cost.get(name) for cost in costs]
        cells = [cell for one in found for cell in ((_figure(one[0]), f"{one[1]:,.0f}") if one else ("–", "–"))]
        if grows:
            small, large = found[-2:]
            growth = large[0] / small[0] if large and small and small[0] else math.nan
            cells.append(("⚠ " if growth > limit else "") + _figure(growth))
        yield from _row(name, *cells)


def _row(*cells: str) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"


def _figure(value: float) -> str:
    """Two or three digits that say something."""
    if math.isnan(value):
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


_WIDTH, _LEFT, _RIGHT, _TOP, _STEP = 720, 270, 60, 34, 22


def _plot(sizes: Sequence[Size]) -> str:
    """Wall seconds on a scale of powers of ten: a dot for the median, a line from the least to the most."""
    lines = [
        (f"{size.facts:,} facts, {case}", [cost.wall for cost in costs])
        for size in sizes
        for case, costs in size.runs.items()
    ]
    least = math.floor(math.log10(min(time for _, times in lines for time in times)))
    most = math.ceil(math.log10(max(time for _, times in lines for time in times)))
    height = _TOP + _STEP * len(lines) + 12

    def x(seconds: float) -> str:
        return f"{_LEFT + (math.log10(seconds) - least) / (most - least) * (_WIDTH - _LEFT - _RIGHT):.1f}"

    parts = []
    for power in range(least, most + 1):
        at = x(10**power)
        parts += [
            f'<path d="M{at} {_TOP - 8}V{height - 8}" stroke="#ccc"/>',
            f'<text x="{at}" y="{_TOP - 14}" text-anchor="middle" fill="#555">{10.0**power:g} s</text>',
        ]
    for number, (label, times) in enumerate(lines):
        y = _TOP + _STEP * number + 8
        middle = median(times)
        colour = "#888" if label.endswith((HUGO, "MkDocs")) else "#1a5fb4"
        parts += [
            f'<text x="{_LEFT - 14}" y="{y + 4}" text-anchor="end">{escape(label)}</text>',
            f'<path d="M{x(min(times))} {y}H{x(max(times))}" stroke="{colour}" stroke-width="2"/>',
            f'<circle cx="{x(middle)}" cy="{y}" r="4.5" fill="{colour}"/>',
            f'<text x="{float(x(max(times))) + 10:.1f}" y="{y + 4}">{_figure(middle)}</text>',
        ]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" '
            'font-size="13" role="img">',
            "<title>Wall seconds of each case</title>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            *parts,
            "</svg>\n",
        )
    )
