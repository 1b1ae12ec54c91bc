"""Which places a locator drawing shows, and what it says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import mean

from generator.draw.maps import Dot, Locator
from generator.model.records import Place
from generator.pages.parts import Catalogue


def locator(catalogue: Catalogue, place: Place) -> Locator | None:
    """Where the places in a place lie, if at least two of those directly in it are known to lie somewhere.

    Fewer would repeat the drawing of a place further down, or show a dot next to nothing.
    """
    branches = [list(_dots(catalogue, child)) for child in catalogue.places_in.get(place.id, ())]
    if sum(bool(branch) for branch in branches) < 2:
        return None
    dots = tuple(sorted((dot for branch in branches for dot in branch), key=lambda dot: dot.name))
    said = ", ".join(
        f"{dot.name} {_degrees(dot.lat, 'north', 'south')}, {_degrees(dot.lon, 'east', 'west')}" for dot in dots
    )
    return Locator(
        id=f"{place.id}-places",
        title=f"Places in {place.name}, approximate positions",
        description=f"{said}.",
        dots=dots,
    )


def _dots(catalogue: Catalogue, place: Place) -> Iterator[Dot]:
    """A place, if its position is on file, or else those in it whose is. A city is one dot all the same, in the
    middle of what is known in it: on the scale of a country its clusters would lie on each other."""
    if place.position:
        yield Dot(name=place.name, lat=float(place.position.lat), lon=float(place.position.lon))
        return
    inner = [dot for child in catalogue.places_in.get(place.id, ()) for dot in _dots(catalogue, child)]
    if inner and place.kind == "city":
        yield Dot(name=place.name, lat=_mean(dot.lat for dot in inner), lon=_mean(dot.lon for dot in inner))
    else:
        yield from inner


def _mean(degrees: Iterable[float]) -> float:
    # No more digits than the positions have.
    return round(mean(degrees), 2)


def _degrees(number: float, positive: str, negative: str) -> str:
    return f"{abs(number):g}° {positive if number >= 0 else negative}"
