# ruff: noqa: PLC0415 - pandas is imported where its time does not count
"""The summary of `AIGC_COHORT` by pandas, from the same rows of cells; functions.py measures both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

HEADERS = (
    "ticker",
    "revenue",
    "revenue_prior",
    "net_profit",
    "net_profit_prior",
    "rd_expense",
    "rd_expense_prior",
    "price_change",
)
PAIRS = ("revenue", "net_profit")
COHORTS = ("both_up", "revenue_only_up", "profit_only_up", "both_down", "unknown")


def frame_of(rows: Sequence[Sequence[object]]) -> pd.DataFrame:
    """The rows as a frame with each row's cohort, and each pair of figures where both are known."""
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame(rows[1:], columns=rows[0])
    numbers = list(HEADERS[1:])
    frame[numbers] = frame[numbers].astype(float)
    ups = {item: frame[item] > frame[f"{item}_prior"] for item in PAIRS}
    known = frame[[f"{item}{basis}" for item in PAIRS for basis in ("", "_prior")]].notna().all(axis=1)
    ways = [
        known & ups["revenue"] & ups["net_profit"],
        known & ups["revenue"],
        known & ups["net_profit"],
        known,
    ]
    frame["cohort"] = np.select(ways, COHORTS[:-1], "unknown")
    for item in PAIRS:
        both = frame[item].notna() & frame[f"{item}_prior"].notna()
        frame[f"{item}_now"], frame[f"{item}_before"] = (
            frame[item].where(both),
            frame[f"{item}_prior"].where(both),
        )
    frame["growth"] = (frame["net_profit_now"] - frame["net_profit_before"]) / frame[
        "net_profit_before"
    ].abs()
    frame["loss"] = frame["net_profit_now"] < 0
    both = frame["rd_expense"].notna() & frame["revenue"].notna()
    frame["rd_known"], frame["rd_revenue"] = frame["rd_expense"].where(both), frame["revenue"].where(both)
    return frame


SUMS = (
    "revenue",
    "revenue_now",
    "revenue_before",
    "net_profit",
    "net_profit_now",
    "net_profit_before",
    "loss",
    "rd_expense",
    "rd_known",
    "rd_revenue",
)
COUNTS = ("ticker", "revenue_now", "net_profit_now", "rd_known")
MEDIANS = ("growth", "price_change")


def grouped(frame: pd.DataFrame) -> pd.DataFrame:
    """The sums, counts and medians of each cohort, and of all."""
    import pandas as pd

    cohorts = frame.groupby("cohort", sort=False)
    parts = (
        cohorts[list(SUMS)].sum(),
        cohorts[list(COUNTS)].count(),
        cohorts[list(MEDIANS)].median(),
    )
    total = (frame[list(SUMS)].sum(), frame[list(COUNTS)].count(), frame[list(MEDIANS)].median())
    summary = pd.concat(parts, axis=1)
    summary.loc["total"] = pd.concat(total).to_numpy()
    return summary
