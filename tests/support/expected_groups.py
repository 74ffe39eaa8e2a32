"""Groups of companies by pandas: the rows of a summary by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.pandas_companies import (
    WORDS,
    companies,
    folded,
)

if TYPE_CHECKING:
    import pandas as pd

OPERATORS = ("600941.SH", "601728.SH")


def cohorts(column: str, keys: tuple[str, ...], *, unknown: bool = True) -> dict[str, pd.DataFrame]:
    """A row per cohort, the unknown, the total."""
    frame = companies()
    rows = {WORDS[key]: frame[frame[column] == WORDS[key]] for key in keys}
    if unknown:
        rows[WORDS["unknown"]] = frame[frame[column].isna()]
    return {**rows, WORDS["total"]: frame}


def groups() -> dict[str, pd.DataFrame]:
    frame = companies()
    named = frame["membership"] == WORDS["named"]
    return {
        "All companies": frame,
        "Excluding giants": frame[frame["giant"] == "no"],
        "Named in the article": frame[named],
        "Added": frame[~named],
    }


def layers() -> dict[str, pd.DataFrame]:
    frame = companies()
    rows = {}
    for key in ("upstream", "midstream", "downstream"):
        rows[key] = frame[frame["layer"] == key]
        if (rows[key]["giant"] == "yes").any():
            rows[f"{key}, ex giants"] = rows[key][rows[key]["giant"] == "no"]
    rows["upstream, ex telecoms"] = rows["upstream"][~rows["upstream"]["ticker"].isin(OPERATORS)]
    rows["downstream, incl. telecoms"] = frame[
        (frame["layer"] == "downstream") | frame["ticker"].isin(OPERATORS)
    ]
    return {**rows, "Total": frame}


def segments() -> dict[str, pd.DataFrame]:
    """The segments that the basket declares, in its order."""
    frame = companies()
    rows = {name: frame[frame["segment"].isin(holds)] for name, holds in folded().items()}
    assert sum(map(len, rows.values())) == len(frame)
    return rows
