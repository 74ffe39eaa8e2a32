"""A figure over time."""

from collections.abc import Callable, Sequence
from typing import Annotated, Final

from xl_aigc.data.period import Period
from xl_aigc.data.span import Kind, Span
from xl_aigc.functions.amounts import divisor
from xl_aigc.functions.arguments import Language, MaybeText, Takes, Text
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.companies import missing, ticker_key
from xl_aigc.functions.periods import span
from xl_aigc.functions.quantities import Quantity, quantity
from xl_aigc.functions.reader import FactsReader, facts
from xl_aigc.functions.vocabulary import choice, headings
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.metrics import yoy

COLUMNS: Final = ("cumulative", "quarter", "ltm", "growth")
"""What a series can show of each period."""

Value = Callable[[Span], object]


@function(heavy=True)
def series(
    ticker: Text,
    item: Text,
    from_: MaybeText = None,
    to_: MaybeText = None,
    kind: Annotated[str | None, Takes("text", COLUMNS)] = None,
    unit: MaybeText = None,
    language: Language = "en",
) -> object:
    """A header and a row per period."""
    reader, spoken = facts(), language_key(language)
    company, asked = ticker_key(ticker, reader), quantity(item, reader)
    shown = [choice(kind, COLUMNS, "kind")] if kind else COLUMNS
    scale = divisor(unit, reader)
    value = _in_unit(reader, company, asked, scale if asked.is_money else 1.0)
    periods = _between(reader, from_, to_)
    rows = [
        [str(one), *(_shown(value, one, column) for column in shown)]
        for one in periods
        if value(Span(one)) is not None
    ]
    if not rows:
        raise missing(reader, company, asked, Span(periods[-1]), None)
    return [[headings(spoken)[column] for column in ("period", *shown)], *rows]


def _in_unit(reader: FactsReader, company: str, asked: Quantity, scale: float) -> Value:
    """The value of a quantity over some months."""

    def value(months: Span) -> object:
        found = asked.value(reader, company, months, None)
        return found / scale if isinstance(found, (int, float)) else found

    return value


def _shown(value: Value, period: Period, column: str) -> object:
    """One cell: the value over the months of a kind, or its growth over the same period a year earlier."""
    if column == "growth":
        now, then = value(Span(period)), value(Span(period.year_before))
        return yoy(now, then) if isinstance(now, (int, float)) and isinstance(then, (int, float)) else None
    kinds: dict[str, Kind] = {"cumulative": "cumulative", "quarter": "quarter", "ltm": "ltm"}
    return value(Span(period, kinds[column]))


def _between(reader: FactsReader, first: str | None, last: str | None) -> Sequence[Period]:
    """The periods that figures may be of, oldest first.

    Raises:
        ArgumentError: the first comes after the last, or none lies between them.
    """
    newest = reader.newest_period
    low, high = (span(text, newest).period if text else None for text in (first, last))
    if low and high and low > high:
        raise ArgumentError(
            f"The series would begin with {low} and end with {high}.", expected="the earlier period first."
        )
    held = sorted(map(Period, reader.periods))
    found = [one for one in held if (low is None or one >= low) and (high is None or one <= high)]
    if not found:
        raise ArgumentError(
            "No period lies between them.",
            expected=f"periods from {held[0]} to {held[-1]}." if held else None,
        )
    return found
