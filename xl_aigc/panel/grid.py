"""The grid of a panel: a row for each company and period, with the columns of the table Data that its measures read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import ibis
import pyarrow as pa

from xl_aigc.data.item import ITEMS
from xl_aigc.measures.frame import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.expressions import tree as t
    from xl_aigc.measures.measure_table import Table

PLACE: Final = "_place"
PERIOD: Final = "_period"
DATA: Final = "_data_"
"""Begins the name of a column of the table Data, since measures have the names of their figures."""
_PRIOR: Final = "_prior"


def frame_of(facts: Facts, table: Table) -> Frame:
    """Return what the measures of a basket read besides figures: its companies, limits and index changes."""
    return Frame(facts, facts.period, facts.compare, 1.0, table)


def grid(figures: Any, frame: Frame, inputs: Mapping[str, t.Input], periods: Sequence[Period]) -> Any:
    """Return the grid.

    Args:
        figures: a table of `ticker`, `item`, `period` and `value`, each figure once.
        frame: the companies.
        inputs: the columns that are read, by their keys.
        periods: the periods of its rows.
    """
    items = {key: key.removesuffix(_PRIOR) for key in inputs if key.removesuffix(_PRIOR) in ITEMS}
    spans = pa.table({
        "order": list(range(len(periods))),
        PERIOD: list(map(str, periods)),
        "before": [str(one.year_before) for one in periods],
    })  # fmt: skip
    found = _companies(frame, [one for key, one in inputs.items() if key not in items]).cross_join(
        ibis.memtable(spans)
    )
    for due, ending in (("before", _PRIOR), (PERIOD, "")):
        keys = {key: item for key, item in items.items() if key == item + ending}
        if keys:
            days = sorted(set(spans[due].to_pylist()))
            wide = _wide(figures, keys, days)
            found = found.left_join(wide, [found.ticker == wide.wide_ticker, found[due] == wide.wide_period])
            found = found.drop("wide_ticker", "wide_period")
    return found


def _companies(frame: Frame, inputs: Iterable[t.Input]) -> Any:
    """Return the companies in their order, with what is known of them whatever the period."""
    columns: dict[str, pa.Array] = {
        "ticker": pa.array(frame.facts.tickers, pa.string()),
        PLACE: pa.array(range(len(frame)), pa.int64()),
    }
    numbers = []
    for one in inputs:
        kind = pa.float64() if one.kind == "number" else pa.string()
        columns[DATA + one.key] = pa.array(frame.input(one.key), kind)
        numbers += [DATA + one.key] if one.kind == "number" else []
    table = ibis.memtable(pa.table(columns))
    # Spark takes a missing number of a table in memory for NaN, which would be an undefined one.
    sent = {key: ibis.ifelse(table[key].isnan(), ibis.null("float64"), table[key]) for key in numbers}
    return table.mutate(**sent) if sent else table


def _wide(figures: Any, keys: Mapping[str, str], periods: Iterable[str]) -> Any:
    """Return a row for each company and period that has one of the items, and a column for each."""
    used = figures.filter(figures.item.isin(sorted(set(keys.values()))), figures.period.isin(list(periods)))
    return used.group_by(wide_ticker=used.ticker, wide_period=used.period).aggregate(**{
        DATA + key: ibis.ifelse(used.item == item, used.value, ibis.null("float64")).max()
        for key, item in keys.items()
    })  # fmt: skip
