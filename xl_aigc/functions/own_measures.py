"""Measures of a basket's own as items of the lookup functions; read only for a basket that has some.

Amounts are in units of the currency, as all figures of the functions are. A measure is over the companies of its basket, since it may compare with
their median.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xl_aigc.functions.reader_scope import ReaderScope

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xl_aigc.expressions.python import Value
    from xl_aigc.functions.reader import FactsReader
    from xl_aigc.measures.measure import Measure
    from xl_aigc.measures.measure_table import Table


def own_measures(reader: FactsReader, basket: str | None = None) -> Mapping[str, Measure]:
    """The measures of a company that a basket adds to those of the program, by key.

    Args:
        reader: the facts in use.
        basket: its key; the default one for None.

    Raises:
        DataError: the basket's measures can't be read.
    """
    text = reader.measures(basket or reader.baskets[0])
    if text is None:
        return {}
    from xl_aigc.measures.own import program_table  # noqa: PLC0415  most baskets have none: functions start without them

    known = program_table().measures
    return {key: one for key, one in _table(text).measures.items() if key not in known}


def own_value(
    reader: FactsReader, basket: str | None, ticker: str, key: str, period: str, as_of: date | None
) -> Value:
    """A measure of one company; missing for a company that is not in the basket."""
    scope = _scope(reader, basket or reader.baskets[0], period, as_of)
    return scope.column(key)[scope.tickers.index(ticker)] if ticker in scope.tickers else None


@lru_cache(8)
def _table(text: str) -> Table:
    from xl_aigc.files.yaml_file import parse_yaml  # noqa: PLC0415  as above
    from xl_aigc.measures.own import table_with  # noqa: PLC0415

    return table_with(parse_yaml(text, "the measures of the basket"))


@lru_cache(16)
def _scope(reader: FactsReader, basket: str, period: str, as_of: date | None) -> ReaderScope:
    from xl_aigc.data.limits import LIMITS  # noqa: PLC0415  as above

    table = _table(reader.measures(basket) or "")
    trees, cells = ({key: one.tree for key, one in held.items()} for held in (table.measures, table.cells))
    limits = {key: limit.value for key, limit in LIMITS.items()}
    giants = frozenset(reader.giants(basket))
    return ReaderScope(reader, reader.tickers(basket, as_of), period, as_of, trees, cells, limits, giants)
