"""What the data cost to ask when there are far more of them: facts made up by the hundred thousand, as one Parquet file
and as one for each year, asked by DuckDB on this machine.

    python -m bench.rows build/site/data/v1/facts.parquet 100000 1000000
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

# What re-users ask: one fact, one place, a sum by place and year, the words of a text.
QUESTIONS = {
    "one fact by its id": "SELECT text, value FROM facts WHERE id = '{id}'",
    "a place's facts of one year": "SELECT id, value FROM facts WHERE about = 'shanghai' AND year = 2024",
    "count and median by place and year": "SELECT about, year, count(*), median(value) FROM facts GROUP BY ALL",
    "texts with a word": "SELECT count(*) FROM facts WHERE text ILIKE '%robot%'",
}


def made_up(database: duckdb.DuckDBPyConnection, facts: Path, rows: int) -> None:
    """A table of so many facts: those that there are, again and again under other ids and with other values."""
    database.read_parquet(str(facts)).create_view("stated", replace=True)
    (count,) = database.execute("SELECT count(*) FROM stated").fetchone() or (0,)
    database.execute(
        """CREATE OR REPLACE TABLE made AS
        SELECT * REPLACE (f.id || '-' || n AS id, f.value * (1 + n % 97 / 100) AS value),
        1990 + (n + hash(f.id)) % 37 AS year
        FROM stated f, range(?) r(n) LIMIT ?""",
        [-(-rows // count), rows],
    )


def asked(database: duckdb.DuckDBPyConnection, source: str, id: str) -> dict[str, float]:
    """The seconds that each question takes, the best of three."""
    database.execute(f"CREATE OR REPLACE VIEW facts AS FROM {source}")
    found = {}
    for name, question in QUESTIONS.items():
        took = []
        for _ in range(3):
            start = perf_counter()
            database.execute(question.format(id=id)).fetchall()
            took.append(perf_counter() - start)
        found[name] = min(took)
    return found


def main(facts: Path, counts: list[int]) -> None:
    """Print a table of what each number of facts costs."""
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        for rows in counts:
            whole, parts = Path(folder, f"{rows}.parquet"), Path(folder, str(rows))
            made_up(database, facts, rows)
            (id,) = database.execute("SELECT id FROM made LIMIT 1 OFFSET ?", [rows // 2]).fetchone() or ("",)
            start = perf_counter()
            database.execute(f"COPY (FROM made ORDER BY year, about) TO '{whole}' (FORMAT parquet, COMPRESSION zstd)")
            wrote = perf_counter() - start
            database.execute(f"COPY made TO '{parts}' (FORMAT parquet, PARTITION_BY (year), COMPRESSION zstd)")
            size = sum(path.stat().st_size for path in parts.rglob("*.parquet"))
            print(f"{rows:,} facts: one file {whole.stat().st_size / 1e6:.1f} MB, written in {wrote:.1f} s; "
                  f"by year {size / 1e6:.1f} MB")  # fmt: skip
            of_whole = asked(database, f"'{whole}'", id)
            of_parts = asked(database, f"read_parquet('{parts}/*/*.parquet', hive_partitioning = true)", id)
            for name in QUESTIONS:
                print(f"  {name}: {of_whole[name]:.3f} s, by year {of_parts[name]:.3f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]), list(map(int, sys.argv[2:])))
