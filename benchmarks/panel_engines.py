# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""The panel on other engines: of a store in PostgreSQL, and by Spark in local mode beside DuckDB.

    python benchmarks/panel_engines.py [postgres] [--companies 5500]
    python benchmarks/panel_engines.py spark [--companies 5500]

The server of PostgreSQL is started for it, as for the tests, and holds 20 items and 40 periods of all companies; the time is
that of the panel of panel.py into a file of Parquet. Spark, two threads, reads the four items that the panel rests on from
a file of Parquet; all of its values are compared with those of DuckDB, which reads the same file. It needs Java 17 and
`pip install 'ibis-framework[pyspark]'`.
"""

from __future__ import annotations

import contextlib
import math
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import market
import rounds
import store
from panel import ITEMS, MEASURES, made

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from xl_aigc.data.model import Facts

sys.path.append(str(Path(__file__).parents[1] / "tests"))

PANEL = Path(__file__).with_name("panel.py")
NUMBERS = ("companies", "revenue_yoy", "net_profit_yoy", "median_revenue_yoy", "median_rd_intensity")
ASKED = {
    "the ten measures": (MEASURES, "company"),
    "five numbers by cohort": (NUMBERS, "growth_cohort"),
}


def postgres(companies: int) -> None:
    """The panel of a store in PostgreSQL, in a process of its own."""
    from support.postgres import running_server

    from xl_aigc.store.opening import open_store

    with contextlib.contextmanager(running_server)() as server, tempfile.TemporaryDirectory() as folder:
        place = server.database()
        batch = store.market_batch(companies, store.PERIODS, market.ITEMS)
        open_store(place).record(batch, store.WHEN)
        command = [sys.executable, str(PANEL), "store", place, str(Path(folder, "panel.parquet"))]
        run = rounds.run_in_turn({"panel": command}, 1)["panel"][0]
    print(f"PostgreSQL, {len(batch.figures):,} figures: {run['seconds']:.1f} s, {run['peak']:.0f} MB")


def spark(companies: int) -> None:
    """Both panels on DuckDB and on Spark."""
    import ibis
    from pyspark.sql import SparkSession

    batch = store.market_batch(companies, store.PERIODS, ITEMS)
    with tempfile.TemporaryDirectory() as folder:
        file, duck = str(Path(folder, "figures.parquet")), ibis.duckdb.connect()
        facts = made(duck, batch)
        duck.con.execute(f"COPY figure TO '{file}' (FORMAT PARQUET)")
        with SparkSession.builder.master("local[2]").getOrCreate() as session:
            session.read.parquet(file).createOrReplaceTempView("figure")
            engines = {"DuckDB": duck, "Spark": ibis.pyspark.connect(session)}
            for name, (measures, by) in ASKED.items():
                told = {key: timed(facts, measures, by, engine) for key, engine in engines.items()}
                (due, _), (seen, _) = told.values()
                compare(due, seen)
                times = ", ".join(f"{key} {seconds:.1f} s" for key, (_, seconds) in told.items())
                print(f"{name}, {len(due):,} rows, {len(batch.figures):,} figures: {times}")


def timed(facts: Facts, measures: tuple[str, ...], by: str, engine: Any) -> tuple[pd.DataFrame, float]:
    """A panel in the order of its first two columns, and the seconds that it takes."""
    from xl_aigc.api.panels import Request, panel_of_facts

    begun = time.perf_counter()
    with panel_of_facts(facts, Request(measures, None, by, engine, "figure")) as found:
        frame = found.frame()
    return frame.sort_values(list(frame)[:2], ignore_index=True), time.perf_counter() - begun


def compare(due: pd.DataFrame, seen: pd.DataFrame) -> None:
    """Stop where a value is another one."""
    assert (len(due), list(due)) == (len(seen), list(seen))
    for key in due:
        for one, other in zip(due[key].to_list(), seen[key].to_list(), strict=True):
            assert is_same(one, other), (key, one, other)


def is_same(one: object, other: object) -> bool:
    """Whether two cells show the same, numbers to nine digits."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9) or (math.isnan(one) and math.isnan(other))
    return one is other or bool(one == other)


ENGINES: dict[str, Callable[[int], None]] = {"postgres": postgres, "spark": spark}


def main() -> None:
    reader = rounds.reader(__doc__ or "", companies=5500)
    reader.add_argument("engine", nargs="?", choices=ENGINES, default="postgres")
    options = reader.parse_args()
    print(rounds.machine())
    ENGINES[options.engine](options.companies)


if __name__ == "__main__":
    main()
