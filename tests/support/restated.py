"""A figure that is restated after the bundled vintage."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Figure

KEY = ("300418.SZ", "revenue", "2024H1")


def kunlun_restated(batch: Batch) -> tuple[Figure, Batch]:
    """Kunlun's revenue as the bundled batch has it, and a batch of 2024-10-31 that says 2,600 m."""
    kunlun = next(f for f in batch.figures if (f.ticker, f.item, str(f.period)) == KEY)
    later = replace(
        batch,
        as_of=dt.date(2024, 10, 31),
        figures=(replace(kunlun, value=2_600_000_000.0),),
        complete=False,
        basket=None,
    )
    return kunlun, later
