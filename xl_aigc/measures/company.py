"""The measures that the program brings: `templates/measures.yaml`, read once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from xl_aigc.measures.measure_table import Table
from xl_aigc.measures.table_file import load_table
from xl_aigc.measures.limits import LIMITS

_FILE: Final = "measures.yaml"


def _templates() -> Path:
    packaged = Path(__file__).parents[1] / "templates" / _FILE
    return packaged if packaged.exists() else Path(__file__).parents[2] / "templates" / _FILE


TABLE: Final[Table] = load_table(_templates(), LIMITS)
MEASURES: Final = TABLE.measures
"""Every measure of a company, by key, in the order of the Companies table."""


def adopt(path: Path) -> Table:
    """Take the measures of a basket's folder in. Prototype: into the one table; see docs for `Report.table`."""
    own = load_table(path, LIMITS, TABLE)
    for name in ("measures", "basket", "cells", "functions"):
        getattr(TABLE, name).update(getattr(own, name))
    _offer()
    return own


def _offer() -> None:
    """Every measure as an item of AIGC_FIGURE and AIGC_BASKET."""
    from functools import cache, partial

    from xl_aigc.functions.reader_scope import ReaderScope
    from xl_aigc.functions.basket import OWN, basket_key

    trees, cells = ({key: one.tree for key, one in held.items()} for held in (TABLE.measures, TABLE.cells))
    limits = {key: limit.value for key, limit in LIMITS.items()}

    @cache
    def scope(reader, alone, period, as_of):  # noqa: ANN001, ANN202
        tickers = (alone,) if alone else tuple(reader.tickers(basket_key(None, reader), as_of))
        return ReaderScope(reader, tickers, period, as_of, trees, cells, limits)

    def value(key, reader, ticker, period, as_of):  # noqa: ANN001, ANN202
        whole = scope(reader, None, period, as_of)
        one = whole if ticker in whole.tickers else scope(reader, ticker, period, as_of)
        return one.column(key)[one.tickers.index(ticker)]

    OWN.update({key: partial(value, key) for key, one in TABLE.measures.items() if not (one.read and key in {"row", "ticker"}) and key not in ("name_zh", "name_en", "layer", "segment", "archetype", "membership") and not any(type(leaf).__name__ == "Input" for leaf in one.read)})
