"""A basket as a table, which `AIGC_BASKET` spills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.data.fields import FACTS_OF_COMPANY, house_name
from xl_aigc.data.spelling import normalised
from xl_aigc.functions.amounts import in_unit, unit_shown
from xl_aigc.functions.cells import Result, result
from xl_aigc.functions.periods import span as span_typed
from xl_aigc.functions.quantities import Quantity, quantity, shown_value
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.segment_words import segment_word
from xl_aigc.functions.selection import heading
from xl_aigc.functions.shapes import check_growth
from xl_aigc.functions.tables import WORD_COLUMNS
from xl_aigc.functions.vocabulary import choice, spoken_word
from xl_aigc.labels import LANGUAGES, with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xl_aigc.data.span import Span

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
    """A basket by its key or name; the default one for None.

    Raises:
        ArgumentError: no such basket.
    """
    if basket is None or basket.casefold() == _DEFAULT:
        return reader.baskets[0]
    asked = normalised(basket)
    titled = (
        key for key in reader.baskets if asked in {normalised(reader.title(key, one)) for one in LANGUAGES}
    )
    return next(titled, None) or choice(basket, reader.baskets, "basket")


def basket_rows(
    basket: str | None,
    columns: Sequence[str],
    period: str | None = None,
    as_of: date | None = None,
    spoken: str | None = None,
    unit: str | None = None,
) -> list[list[Result]]:
    """A basket as rows of cells below a header.

    Args:
        basket: its key; the default one for None.
        columns: headers of columns in any spelling.
        period: the months, as typed; the newest period for None.
        as_of: a day; figures as they were known on it.
        spoken: the language of headers and words; the keys themselves for None.
        unit: the unit of money; units of the currency for None.

    Raises:
        ArgumentError: no such basket, column, period or unit, or columns named so often that they give too many cells.
    """
    reader = facts()
    key = basket_key(basket, reader)
    held = [basket_column(name, reader, key) for name in columns]
    span = span_typed(period, reader, key)
    scales = [column.divisor(unit, reader, key) if isinstance(column, Quantity) else 1.0 for column in held]
    tickers = reader.tickers(key, as_of)
    check_growth(len(tickers) + 1, len(held), given=0)
    header: list[Result] = [_header(column, spoken, unit, reader.currency(key)) for column in held]
    read = [_column(column, tickers, reader, key, span, as_of, spoken) for column in held]
    scaled = [[in_unit(value, scale) for value in values] for values, scale in zip(read, scales, strict=True)]
    return [header, *([values[place] for values in scaled] for place in range(len(tickers)))]


def basket_column(name: str, reader: FactsReader, basket: str | None = None) -> str | Quantity:
    """A column of a basket's table by any of its names: the key of a fact, an item or a measure.

    Raises:
        ArgumentError: no such column.
    """
    named = house_name(name)
    if named is not None and named[0] in FACTS_OF_COMPANY:
        return named[0]
    return quantity(name, reader, basket)


def _header(column: str | Quantity, spoken: str | None, unit: str | None, currency: str) -> str:
    """The header of a column, one of money with its unit, and with its currency where that is not the program's usual one."""
    if isinstance(column, str):
        return heading(column, spoken) if spoken else column
    if spoken is None:
        return column.key
    shown = unit_shown(column.unit or unit, currency, spoken) if column.is_money else column.unit
    return with_unit(column.heading(spoken), shown, spoken) if shown else column.heading(spoken)


def _column(
    column: str | Quantity,
    tickers: Sequence[str],
    reader: FactsReader,
    basket: str,
    span: Span,
    as_of: date | None,
    spoken: str | None,
) -> list[Result]:
    """The cells of a column."""
    if isinstance(column, str):
        return [_fact(ticker, column, reader, basket, spoken) for ticker in tickers]
    return [result(shown_value(column.value(reader, ticker, span, as_of), spoken)) for ticker in tickers]


def _fact(ticker: str, key: str, reader: FactsReader, basket: str, spoken: str | None) -> Result:
    """A fact of a company as a basket has it."""
    held = reader.company(ticker, basket) or {}
    if key == "name":
        return result(company_name(held, spoken or "en"))
    word = held.get(key) or None
    if word and spoken and key == "segment":
        return result(segment_word(word, reader.segments(basket), spoken))
    if not (word and spoken and key in WORD_COLUMNS):
        return result(word)
    return result(spoken_word(word, spoken, reader.sorts(basket)))


def company_name(company: Mapping[str, str], spoken: str) -> str | None:
    """A company's name for readers of a language: Chinese in zh, else English, either where the other is not known."""
    first, second = ("name_zh", "name_en") if spoken == "zh" else ("name_en", "name_zh")
    return company.get(first) or company.get(second) or None
