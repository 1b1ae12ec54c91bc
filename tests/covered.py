"""``python -m tests.covered``: how much of each package of the generator the tests ran, from what pytest-cov kept."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from coverage import Coverage


def main() -> None:
    measured = Coverage()
    measured.load()
    with TemporaryDirectory() as folder:
        measured.json_report(outfile=f"{folder}/covered.json")
        files = json.loads((Path(folder) / "covered.json").read_text("utf-8"))["files"]
    counts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for path, found in files.items():
        of = found["summary"]
        ran = of["covered_lines"] + of["covered_branches"], of["num_statements"] + of["num_branches"]
        for name in ("/".join(PurePath(path).parts[:2]), "generator"):
            counts[name].append(ran)
    print(f"{'package':28} lines and branches   run")
    for name, rows in sorted(counts.items()):
        covered, of_all = map(sum, zip(*rows, strict=True))
        if of_all:
            print(f"{name:28} {of_all:18,} {covered / of_all:6.1%}")


if __name__ == "__main__":
    main()
