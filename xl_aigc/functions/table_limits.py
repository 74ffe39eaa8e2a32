"""The limits that hold for the companies of a table: those of their basket, as in its report, else those of the program in the currency of the table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from xl_aigc import metrics
from xl_aigc.data.currency import currency_scale, is_foreign
from xl_aigc.data.layers import Sorts
from xl_aigc.functions.companies import ticker_in_table
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.tables import NAMES, Table

_MONEY: Final = "rd_scale"
"""The rule whose bounds are money."""
_EDGES: Final[Mapping[str, Sequence[str]]] = {
    "rd_scale": ("limit_rd_100m", "limit_rd_1bn", "limit_rd_10bn"),
    "rd_intensity": ("limit_intensity_low", "limit_intensity_mid", "limit_intensity_high"),
    "price": ("limit_price_crash", "limit_price_down", "", "limit_price_up"),
}
"""The limits that are the bounds of a rule, in rising order; empty for a bound that is no limit."""
_SCREEN: Final[Mapping[str, tuple[str, Callable[[float], float]]]] = {
    "price_below": ("limit_screen_price", float),
    "min_layer": ("limit_screen_layer", int),
    "min_known": ("limit_screen_known", int),
}
"""The limits that are thresholds of the screen, by the name of the threshold, and the kind of number that each is."""


def basket_of(table: Table, reader: FactsReader) -> str | None:
    """The basket of the companies of a table: the first that has them all, else that of the first of them; None where tickers and names tell none."""
    key = next((key for key in NAMES if key in table), None)
    texts = [each for each in table.texts(key) if isinstance(each, str)] if key else []
    if key == "ticker":
        named = [ticker_in_table(each, reader) for each in texts]
    else:
        named = [ticker for each in texts for ticker in reader.named(each)]
    found = [ticker for ticker in named if reader.company(ticker)]
    if not found:
        return None
    whole = (basket for basket in reader.baskets if set(found).issubset(reader.tickers(basket)))
    return next(whole, reader.home(found[0]))


def segments_of(table: Table) -> Mapping[str, Mapping[str, str]]:
    """The words for segments of the basket of a table; none where its companies are of no basket."""
    reader = facts()
    basket = basket_of(table, reader)
    return reader.segments(basket) if basket else {}


def sorts_of(table: Table) -> Sorts | None:
    """The layers and archetypes of the basket of a table; None where its companies are of no basket."""
    reader = facts()
    basket = basket_of(table, reader)
    return reader.sorts(basket) if basket else None


def own_edges(rule: str, table: Table) -> tuple[float, ...] | None:
    """The bounds of a rule for a table, in rising order; None where they are those of the rule itself."""
    usual = metrics.RULES[rule].edges
    if usual is None:
        return None
    limits, scale = _limits(table)
    given = (
        limits.get(key, edge * (scale if rule == _MONEY else 1))
        for key, edge in zip(_EDGES[rule], usual, strict=True)
    )
    found = tuple(given)
    return None if found == usual else found


def own_thresholds(table: Table) -> Mapping[str, float]:
    """The thresholds of the screen that the basket of a table sets."""
    limits, _ = _limits(table)
    return {name: kind(limits[key]) for name, (key, kind) in _SCREEN.items() if key in limits}


def _limits(table: Table) -> tuple[Mapping[str, float], int]:
    """The limits that the basket of a table sets, none for a table in another currency, and the scale of the table's currency."""
    reader = facts()
    stated = next((column.currency for column in table.columns if column.currency), "")
    basket = basket_of(table, reader)
    if basket is None or is_foreign(stated, reader.currency(basket)):
        return {}, currency_scale(stated)
    return reader.limits(basket), currency_scale(reader.currency(basket))
