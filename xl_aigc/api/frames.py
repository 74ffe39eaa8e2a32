"""Turn figures, measures, cohorts and claims into DataFrames. Only this module imports pandas."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.metrics import Undefined, summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from xl_aigc.data.batch import SetAside
    from xl_aigc.data.model import Figure
    from xl_aigc.measures.claims.result import ClaimResult
    from xl_aigc.measures.frame import Frame
    from xl_aigc.refreshing.diff import Difference
    from xl_aigc.store.changes import Changes

FIGURES: Final = ("ticker", "item", "period", "value", "kind", "sources")
SET_ASIDE: Final = ("ticker", "item", "period", "value", "reason", "message", "place")
CLAIMS: Final = (
    *("id", "section", "relation", "stated", "measured", "low", "high"),
    *("verdict", "reason", "known", "due"),
)
CHANGES: Final = ("change", "ticker", "item", "period", "old", "new")
DIFFERENCES: Final = ("kind", "ticker", "what", "first", "second")
_FLAG: Final = {"yes": True, "no": False, "unknown": None}


def figures(found: Iterable[Figure]) -> pd.DataFrame:
    """Return figures, one row each, with the columns of `FIGURES`."""
    return _frame(
        (
            (one.ticker, one.item, str(one.period), one.value, one.kind, " ".join(one.sources))
            for one in found
        ),
        FIGURES,
    )


def set_aside(rows: Iterable[SetAside]) -> pd.DataFrame:
    """Return the rows that were not taken, with the columns of `SET_ASIDE`."""
    return _frame(
        (
            (one.ticker, one.item, one.period, one.value, one.reason, one.message, str(one.place))
            for one in rows
        ),
        SET_ASIDE,
    )


def measures(frame: Frame) -> pd.DataFrame:
    """Return every measure, a row for each company."""
    import pandas as pd  # noqa: PLC0415  only a frame needs pandas

    columns = {"ticker": list(frame.facts.tickers)}
    columns |= {key: _column(frame, key) for key in frame.table.measures if key != "row"}
    return pd.DataFrame(columns)


def _column(frame: Frame, key: str) -> Any:
    """Return the values of a measure: numbers with NaN, nullable booleans, or words."""
    import pandas as pd  # noqa: PLC0415  as above

    kind, values = frame.table.measures[key].tree.kind, frame[key]
    if kind == "test":
        return pd.array([_FLAG[str(value)] for value in values], dtype="boolean")
    if kind == "word":
        return values
    return [None if isinstance(value, Undefined) else value for value in values]


def cohorts(frame: Frame, rule: str) -> pd.DataFrame:
    """Return a summary by cohort, and the total as the last row."""
    table = {key: frame[key] for key in frame.table.measures}
    found = summarise(table, rule)
    rows = [asdict(one) for one in (*found.rows, found.total)]
    return _frame(([_known(value) for value in row.values()] for row in rows), tuple(rows[0]))


def claims(results: Iterable[ClaimResult]) -> pd.DataFrame:
    """Return claims and how they came out, with the columns of `CLAIMS`."""
    return _frame(
        (
            (
                *(one.claim.id, one.claim.section, one.claim.relation),
                *map(_plain, (one.claim.stated, one.evidence.measured, one.evidence.low, one.evidence.high)),
                *(one.verdict, one.reason, one.evidence.known, one.evidence.due),
            )
            for one in results
        ),
        CLAIMS,
    )


def changes(found: Changes) -> pd.DataFrame:
    """Return what new figures change, with the columns of `CHANGES`; values in units of the currency."""
    pairs = [
        *(("added", None, one) for one in found.added),
        *(("restated", one.old, one.new) for one in found.restated),
        *(("resourced", one.old, one.new) for one in found.resourced),
        *(("withdrawn", one, None) for one in found.withdrawn),
    ]
    return _frame((_change(*pair) for pair in pairs), CHANGES)


def _change(kind: str, old: Figure | None, new: Figure | None) -> tuple[object, ...]:
    told = new or old
    assert told is not None  # noqa: S101  every change has a side
    values = (None if one is None else one.value for one in (old, new))
    return (kind, told.ticker, told.item, str(told.period), *values)


def differences(found: Sequence[Difference]) -> pd.DataFrame:
    """Return what two workbooks show differently, with the columns of `DIFFERENCES`."""
    return _frame(((one.kind, one.ticker, one.what, one.first, one.second) for one in found), DIFFERENCES)


def _known(value: object) -> object:
    return None if isinstance(value, Undefined) else value


def _plain(value: object) -> object:
    """Return tickers as one text; everything else as it is."""
    return " ".join(map(str, value)) if isinstance(value, tuple) else _known(value)


def _frame(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415  as above

    return pd.DataFrame(list(rows), columns=list(columns))
