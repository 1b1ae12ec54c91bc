"""``python -m tests.planted``: prints the miss rate; ``--write`` keeps it, ``--all`` plants all that can be."""

from __future__ import annotations

import argparse

from tests.planted import tally


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {tally.FILE.name}")
    parser.add_argument("--all", action="store_true", help="plant every error that can be made, not a sample")
    options = parser.parse_args()
    results = tally.tried(tally.cases(None if options.all else tally.MOST))
    counts = tally.counted(results)
    print(tally.table(counts))
    print(tally.listed(results))
    for kind, why in tally.UNCATCHABLE.items():
        print(f"UNCATCHABLE {kind}: {why}")
    if options.write and not options.all:
        tally.FILE.write_text(tally.written(tally.entries(counts)), "utf-8")


if __name__ == "__main__":
    main()
