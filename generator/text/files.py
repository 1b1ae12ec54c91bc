"""What is written: a file by its path and bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """A file of the output: its path under the output folder, with / between folders, and its bytes."""

    path: str
    data: bytes
