"""A basket as a table: what `AIGC_BASKET` spills, and what the table functions take where no table is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.data.fields import FACTS_OF_COMPANY, house_name
from xl_aigc.functions.cells import ArgumentError, Result, result
from xl_aigc.functions.own_measures import own_measures, own_value
from xl_aigc.functions.periods import year_before
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.selection import heading
from xl_aigc.functions.shapes import check_growth
from xl_aigc.functions.tables import WORD_COLUMNS, Table, read_table
from xl_aigc.functions.vocabulary import choice, spoken_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xl_aigc.measures.measure import Measure

COLUMNS: Final = (
    "ticker",
    "name",
    "layer",
    "archetype",
    *(
        item + part
        for item in ("revenue", "net_profit", "rd_expense", "selling_expense")
        for part in ("", "_prior")
    ),
    "price_change",
)
"""The columns that the cohorts, the screen and the lists need."""
_DEFAULT: Final = "default"


def basket_key(basket: str | None, reader: FactsReader) -> str:
    """A basket by its key; the default one for None.

    Raises:
        ArgumentError: no such basket.
    """
    if basket is None or basket.casefold() == _DEFAULT:
        return reader.baskets[0]
    return choice(basket, reader.baskets, "basket")


def item_key(name: str, reader: FactsReader) -> str:
    """An item by any of its names; with `_prior` it is the figure of the same period a year earlier.

    Raises:
        ArgumentError: no such item.
    """
    named = house_name(name)
    if named is None or named[0] in FACTS_OF_COMPANY:
        raise ArgumentError(f"There is no item {name!r}.", expected=f"one of {', '.join(reader.items)}.")
    return named[0]


def item_and_period(key: str, period: str) -> tuple[str, str]:
    """The item and period that a key such as `revenue_prior` means."""
    base = key.removesuffix("_prior")
    return base, period if base == key else year_before(period)


def basket_rows(
    basket: str | None, columns: Sequence[str], period: str | None, as_of: date | None, spoken: str | None
) -> list[list[Result]]:
    """A basket as rows of cells below a header.

    Args:
        basket: its key; the default one for None.
        columns: keys of columns.
        period: in the house form; the newest for None.
        as_of: a day; figures as they were known on it.
        spoken: the language of headers and words; the keys themselves for None.

    Raises:
        ArgumentError: no such basket, or columns named so often that they give too many cells.
    """
    reader = facts()
    shown_period = period or reader.newest_period
    key_of_basket = basket_key(basket, reader)
    own = own_measures(reader, key_of_basket)

    def read(ticker: str, key: str) -> Result:
        if key in own:
            value = own_value(reader, key_of_basket, ticker, key, shown_period, as_of)
            return result(spoken_word(value, spoken) if isinstance(value, str) and spoken else value)
        return _cell(ticker, key, reader=reader, period=shown_period, as_of=as_of, spoken=spoken)

    tickers = reader.tickers(key_of_basket, as_of)
    check_growth(len(tickers) + 1, len(columns), given=0)
    header: list[Result] = [_heading(key, own, spoken) for key in columns]
    return [header, *([read(ticker, key) for key in columns] for ticker in tickers)]


def _heading(key: str, own: Mapping[str, Measure], spoken: str | None) -> str:
    if spoken is None:
        return key
    return own[key].label_in(spoken) if key in own else heading(key, spoken)


def _cell(
    ticker: str, key: str, *, reader: FactsReader, period: str, as_of: date | None, spoken: str | None
) -> Result:
    """One cell of a basket's table."""
    if key in FACTS_OF_COMPANY:
        held = reader.company(ticker) or {}
        if key == "name":
            return result(company_name(held, spoken or "en"))
        word = held.get(key) or None
        return result(spoken_word(word, spoken) if word and spoken and key in WORD_COLUMNS else word)
    item, asked = item_and_period(key, period)
    found = reader.figure(ticker, item, asked, as_of)
    return result(found.value if found else None)


def company_name(company: Mapping[str, str], spoken: str) -> str | None:
    """A company's name for readers of a language: Chinese in zh, else English, either where the other is not known."""
    first, second = ("name_zh", "name_en") if spoken == "zh" else ("name_en", "name_zh")
    return company.get(first) or company.get(second) or None


def table_or_basket(table: Table | None) -> Table:
    """The given table; where none is given the default basket at the newest period, with keys for headers."""
    return read_table(basket_rows(None, COLUMNS, None, None, None)) if table is None else table


def basket_column(name: str, reader: FactsReader, basket: str | None = None) -> str:
    """A column of a basket's table by any of its names, or one of the basket's own measures.

    Raises:
        ArgumentError: no such column.
    """
    named = house_name(name)
    if named is None:
        own = own_measures(reader, basket_key(basket, reader))
        if name in own:
            return name
        accepted = ", ".join((*FACTS_OF_COMPANY, *reader.items, *own))
        raise ArgumentError(
            f"There is no column {name!r}.", expected=f"one of {accepted}; a prior period with _prior."
        )
    return named[0]
