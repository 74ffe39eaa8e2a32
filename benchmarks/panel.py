# ruff: noqa: PLC0415 - what a run imports is part of what it measures
"""A panel of 10 measures, 5,500 companies and 40 periods on DuckDB, against SQL by hand; and the memory that it takes.

    python benchmarks/panel.py [--companies 5500] [--runs 5]

Both compute the same columns from the same table of figures in the same DuckDB, in turn. The memory is that of a process which
reads a store of 20 items, 40 periods and all companies, and writes the panel to a file of Parquet.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import market
import peers
import rounds
import store

MEASURES = (
    *("revenue_yoy", "net_profit_yoy", "net_profit_change", "net_margin", "rd_expense_yoy", "rd_intensity"),
    *("rd_gap", "selling_ratio", "growth_cohort", "net_profit_status"),
)
ITEMS = ("revenue", "net_profit", "rd_expense", "selling_expense")
YOY = "CASE WHEN then_.{0} = 0 THEN 'nan'::DOUBLE ELSE (now.{0} - then_.{0}) / abs(then_.{0}) END"
RATIO = "CASE WHEN now.revenue > 0 THEN now.{0} / now.revenue WHEN now.revenue <= 0 THEN now.{0} * 'nan'::DOUBLE END"
BY_HAND = f"""
WITH wide AS (
    SELECT ticker, period, {", ".join(f"max(value) FILTER (item = '{item}') AS {item}" for item in ITEMS)}
    FROM figure WHERE item IN {ITEMS} GROUP BY ticker, period
), named AS (
    SELECT ticker, period,
        {", ".join(f"{YOY.format(item)} AS {item}_yoy" for item in ("revenue", "net_profit", "rd_expense"))},
        now.net_profit - then_.net_profit AS net_profit_change,
        {RATIO.format("net_profit")} AS net_margin, {RATIO.format("rd_expense")} AS rd_intensity,
        {RATIO.format("selling_expense")} AS selling_ratio,
        CASE WHEN now.revenue IS NULL OR then_.revenue IS NULL OR now.net_profit IS NULL OR then_.net_profit IS NULL THEN NULL
            WHEN now.revenue > then_.revenue AND now.net_profit > then_.net_profit THEN 'both_up'
            WHEN now.revenue > then_.revenue THEN 'revenue_only_up'
            WHEN now.net_profit > then_.net_profit THEN 'profit_only_up' ELSE 'both_down' END AS growth_cohort,
        CASE WHEN now.net_profit IS NULL OR then_.net_profit IS NULL THEN NULL
            WHEN then_.net_profit < 0 THEN CASE WHEN now.net_profit > 0 THEN 'turned_profitable'
                WHEN now.net_profit < then_.net_profit THEN 'loss_widened'
                WHEN now.net_profit > then_.net_profit THEN 'loss_narrowed' ELSE 'loss_unchanged' END
            WHEN now.net_profit < 0 THEN 'turned_to_loss' WHEN now.net_profit > then_.net_profit THEN 'increased'
            WHEN now.net_profit < then_.net_profit THEN 'decreased' ELSE 'unchanged' END AS net_profit_status
    FROM member CROSS JOIN span
    LEFT JOIN wide now USING (ticker, period)
    LEFT JOIN wide then_ ON then_.ticker = member.ticker AND then_.period = span.before
    ORDER BY member.place, span.place
)
SELECT ticker, period, revenue_yoy, net_profit_yoy, net_profit_change, net_margin, rd_expense_yoy, rd_intensity,
    (rd_expense_yoy - revenue_yoy) * 100 AS rd_gap, selling_ratio, growth_cohort, net_profit_status FROM named
"""


def made(engine: Any, batch: Any) -> Any:
    """Put figures, members and periods into DuckDB, and return the basket."""
    import pandas as pd

    from xl_aigc.data.model import Facts

    figures = [(one.ticker, one.item, str(one.period), one.value) for one in batch.figures]
    spans = [(str(one), str(one.year_before), place) for place, one in enumerate(store.PERIODS)]
    tables = {
        "figure": pd.DataFrame(figures, columns=["ticker", "item", "period", "value"]),
        "member": pd.DataFrame({"ticker": batch.basket.members, "place": range(len(batch.companies))}),
        "span": pd.DataFrame(spans, columns=["period", "before", "place"]),
    }
    for name, frame in tables.items():
        engine.con.register("sent", frame)
        engine.con.execute(f"CREATE TABLE {name} AS SELECT * FROM sent")
    basket = batch.basket
    day = store.DAY
    return Facts(basket.key, basket.name, batch.companies, (), (), (), day, basket.period, basket.compare)


def contest(companies: int, runs: int) -> None:
    """SQL by hand and the panel, in turn; the values are compared first."""
    from xl_aigc.api.panels import Request, panel_of_facts
    from xl_aigc.panel import engines

    with engines.duckdb() as engine:
        facts = made(engine, store.market_batch(companies, store.PERIODS, ITEMS))
        request = Request(MEASURES, None, engine=engine, figures="figure")

        def panel() -> Any:
            with panel_of_facts(facts, request) as found:
                return found.engine.to_pyarrow(found.rows)

        contenders = {"by hand": lambda: engine.con.execute(BY_HAND).to_arrow_table(), "panel": panel}
        hand, ours = (work().to_pandas() for work in contenders.values())
        assert list(hand.columns) == list(ours.columns), "other columns"
        for key in hand.columns:
            same = (hand[key] == ours[key]) | (hand[key].isna() & ours[key].isna())
            if hand[key].dtype == float:
                same |= (hand[key] - ours[key]).abs() <= 1e-9 * hand[key].abs()
            assert same.all(), key
        found: dict[str, list[rounds.Run]] = {name: [] for name in contenders}
        for _ in range(runs):
            for name, work in contenders.items():
                found[name].append(store.timed(work))
        print(
            f"{companies:,} companies, {len(store.PERIODS)} periods, {len(MEASURES)} measures: {len(hand):,} rows"
        )
        store.print_rounds(found, "by hand")


def of_store(place: str, out: str) -> None:
    """One panel of a store into a file: seconds, and the most memory of the process."""
    from xl_aigc.api.panels import Request, panel_of_store
    from xl_aigc.store.opening import open_store

    begun = time.perf_counter()
    with panel_of_store(open_store(place), Request(MEASURES), "market") as panel:
        panel.write(Path(out))
    print(json.dumps({"seconds": time.perf_counter() - begun, "peak": peers.peak()}))


def main() -> None:
    if sys.argv[1:2] == ["store"]:
        of_store(*sys.argv[2:4])
        return
    options = rounds.options(__doc__ or "", companies=5500, runs=5)
    print(rounds.machine())
    contest(options.companies, options.runs)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "store.sqlite")
        figures = store.filled(place, options.companies, market.ITEMS)
        command = [sys.executable, __file__, "store", str(place), str(Path(folder, "panel.parquet"))]
        run = rounds.run_in_turn({"panel": command}, 1)["panel"][0]
        print(f"a store of {figures:,} figures into Parquet: {run['seconds']:.1f} s, {run['peak']:.0f} MB")


if __name__ == "__main__":
    main()
