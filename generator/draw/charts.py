"""A chart as shapes.

It is drawn twice, wide and narrow, because one drawing that shrinks takes its text with it. Words find their places
by rule: what leads first; no word on another, on a mark or outside; a word without room is left to the table.
"""

from __future__ import annotations

from functools import lru_cache

from generator.draw.over_time import multiples, series
from generator.draw.plots import MultiplesPlot, Plot, RangesPlot, SeriesPlot, Size, TargetsPlot
from generator.draw.rows import ranges, targets
from generator.draw.shapes import Scene


# Pages, files and the pages that name a chart show one drawing.
@lru_cache(maxsize=256)
def draw(plot: Plot, size: Size) -> Scene:
    """A chart in one of its widths."""
    match plot:
        case SeriesPlot():
            return series(plot, size)
        case TargetsPlot():
            return targets(plot, size)
        case RangesPlot():
            return ranges(plot, size)
        case MultiplesPlot():
            return multiples(plot, size)
