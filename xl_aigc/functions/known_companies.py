"""The companies of a basket that have figures over some months, and the months of which it has any."""

from collections.abc import Iterator

from xl_aigc.data.period import Period
from xl_aigc.data.span import RELATIVE, Span
from xl_aigc.functions.periods import span
from xl_aigc.functions.quantities import Quantity
from xl_aigc.functions.reader import FactsReader
from xl_aigc.metrics import Undefined
from xl_aigc.metrics.table import UNKNOWN


def holding(reader: FactsReader, basket: str, months: Span) -> Iterator[bool]:
    """Yield for each company of a basket whether it has a figure over some months."""
    asked = [Quantity(item) for item in reader.items]
    for ticker in reader.tickers(basket):
        yield any(each.value(reader, ticker, months, None) is not None for each in asked)


def items_held(reader: FactsReader, basket: str) -> list[str]:
    """The items of which a company of a basket has a figure in any period."""
    tickers = reader.tickers(basket)
    return [
        item
        for item in reader.items
        if any(
            reader.figure(ticker, item, period, None) is not None
            for period in reader.periods
            for ticker in tickers
        )
    ]


def has_measure(reader: FactsReader, ticker: str, months: Span, asked: Quantity) -> bool:
    """Return whether a figure or measure of a company is known; a test that figures leave open, and a ratio to nothing, is not."""
    value = asked.value(reader, ticker, months, None)
    return not (value in {None, UNKNOWN} or isinstance(value, Undefined))


def companies_with_data(reader: FactsReader, basket: str, months: Span) -> int:
    """The companies of a basket that have a figure over some months."""
    return sum(holding(reader, basket, months))


def period_spans(reader: FactsReader, basket: str) -> list[tuple[str, Span]]:
    """The periods of which a basket has figures, the newest first, then the relative ones, each with its months."""
    single = reader.single_quarters(basket)
    held = [(text, Span(Period.stored(text), single=single)) for text in reader.periods]
    known = [(text, months) for text, months in held if any(holding(reader, basket, months))]
    relative = RELATIVE if reader.newest_period(basket) else ()
    return known + [(text, span(text, reader, basket)) for text in relative]
