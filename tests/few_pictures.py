"""``python -m tests.few_pictures``: the command line that draws every tenth picture, and takes it for the next nine.

For the real site, which the tests read and look at by the page: a picture takes as long as a page, and what is drawn is
looked at in the tiny site. ``make site`` draws all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.__main__ import main
from generator.publish.link_previews import LinkPreviews

EVERY = 10
drawn = LinkPreviews._new


def few(previews: LinkPreviews, paths: Sequence[str], processes: int) -> Iterator[tuple[str, bytes]]:
    """In the place of ``LinkPreviews._new``."""
    pictures = [data for _, data in drawn(previews, paths[::EVERY], processes)]
    for number, path in enumerate(paths):
        yield path, pictures[number // EVERY]


if __name__ == "__main__":
    LinkPreviews._new = few  # type: ignore[method-assign, assignment]
    main()
