"""Quantities of a company that functions look up: an item, with its prior period, or a measure; by any of its names."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.data.fields import FACTS_OF_COMPANY, house_name
from xl_aigc.data.item import ITEMS
from xl_aigc.data.quote import quote
from xl_aigc.expressions.suggest import near
from xl_aigc.functions.amounts import divisor
from xl_aigc.functions.basket_measures import (
    basket_measures,
    measure_and_basket,
    measure_named,
    measure_value,
)
from xl_aigc.functions.cells import ArgumentError
from xl_aigc.functions.columns import PERCENT, split_unit
from xl_aigc.functions.selection import heading
from xl_aigc.functions.spans import figure_over
from xl_aigc.functions.vocabulary import spoken_word
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from datetime import date

    from xl_aigc.data.span import Span
    from xl_aigc.expressions.python import Value
    from xl_aigc.functions.found import Found
    from xl_aigc.functions.measures_file import BasketMeasure
    from xl_aigc.functions.reader import FactsReader


@dataclass(frozen=True)
class Quantity:
    """An item, or a measure of a basket.

    Attributes:
        key: its key; `revenue_prior` is the revenue of the same months a year earlier.
        measure: the measure that it is, None for an item.
        basket: the basket whose measure it is; the default one for None.
        unit: the unit that it was asked in, such as `亿` or `%`; empty for none.
    """

    key: str
    measure: BasketMeasure | None = None
    basket: str | None = None
    unit: str = ""

    @property
    def item(self) -> str:
        """The item without the mark of the prior period."""
        return self.key.removesuffix("_prior")

    @property
    def is_money(self) -> bool:
        """Return whether its number is in units of the currency."""
        return self.measure.is_money if self.measure else self.item in ITEMS

    def divisor(self, unit: str | None, reader: FactsReader, basket: str | None = None) -> float:
        """Return what its number is divided by to be in its own unit, else in one that is asked for all money.

        Raises:
            ArgumentError: no such unit, or one of another currency.
        """
        if self.unit == PERCENT:
            return 0.01
        for_money = divisor(unit, reader, basket)
        if self.unit:
            return divisor(self.unit, reader, basket)
        return for_money if self.is_money else 1.0

    def months(self, span: Span) -> Span:
        """The months that it is of, when some are asked for."""
        return span.year_before if self.item != self.key and not self.measure else span

    def found(self, reader: FactsReader, ticker: str, span: Span, as_of: date | None) -> Found | None:
        """The figure of a company; None where it is missing, and for a measure, which is no figure."""
        return None if self.measure else figure_over(reader, ticker, self.item, self.months(span), as_of)

    def value(self, reader: FactsReader, ticker: str, span: Span, as_of: date | None) -> Value:
        """Its value for a company; None where it is missing."""
        if self.measure:
            return measure_value(reader, self.basket, ticker, self.key, span, as_of)
        found = self.found(reader, ticker, span, as_of)
        return found.value if found else None

    def heading(self, spoken: str) -> str:
        """The header of its column in a language."""
        return self.measure.labels[spoken] if self.measure else heading(self.key, spoken)


def quantity(name: str, reader: FactsReader, basket: str | None = None) -> Quantity:
    """An item or a measure by any of its names.

    Args:
        name: a key, a label in any language, a vendor's spelling; a unit may stand behind it, such as `营业收入(亿)`.
        reader: the facts in use.
        basket: the basket whose measures count; the default one for None.

    Raises:
        ArgumentError: neither, or in a unit that it can't be in.
    """
    bare, unit, _ = ("", "", 1.0) if house_name(name) else split_unit(name)
    named = house_name(bare or name)
    if named is not None and named[0] not in FACTS_OF_COMPANY:
        return checked_unit(Quantity(named[0], unit=unit), name)
    measure = None if named else measure_named(bare or name, reader, basket)
    if measure is None:
        elsewhere = measure_and_basket(bare or name, reader, basket)
        if elsewhere:
            problem = f"{quote(name)} is a measure of the basket {elsewhere[1]}, which the basket {basket or reader.baskets[0]} has not."
            raise ArgumentError(
                problem, expected=f"the basket {elsewhere[1]}, a company of it, or another item."
            )
        measures = basket_measures(reader, basket)
        accepted = (*reader.items, *measures)
        every = f"one of {', '.join(accepted)}; the prior period with _prior."
        labels = [heading(item, spoken) for item in reader.items for spoken in LANGUAGES]
        labels += [label for each in measures.values() for label in each.labels.values()]
        expected = near(bare or name, (*labels, *accepted)) or every
        raise ArgumentError(f"There is no item {quote(name)}.", expected=expected)
    return checked_unit(Quantity(measure.key, measure, basket, unit), name)


def quantity_of(name: str, reader: FactsReader, company: str) -> tuple[Quantity, str]:
    """A quantity of a company by any of its names, and the basket that it is of: its first one, else that of its baskets which has the measure.

    Raises:
        ArgumentError: as of `quantity`, for its first basket.
    """
    home = reader.home(company)
    try:
        return quantity(name, reader, home), home
    except ArgumentError:
        for basket in reader.baskets:
            if company in reader.tickers(basket):
                with suppress(ArgumentError):
                    return quantity(name, reader, basket), basket
        raise


def checked_unit(asked: Quantity, name: str) -> Quantity:
    """The same quantity, if it can be in the unit that it is asked in.

    Raises:
        ArgumentError: a percentage of money, or an amount of a ratio.
    """
    if asked.unit and (asked.unit == PERCENT) == asked.is_money:
        expected = "a unit of money, such as 亿." if asked.is_money else "%, or no unit."
        raise ArgumentError(f"{quote(name)} asks for {asked.item} in {asked.unit}.", expected=expected)
    return asked


def shown_value(value: Value, spoken: str | None) -> Value:
    """A value as a cell shows it: a word of a measure in a language."""
    return spoken_word(value, spoken) if isinstance(value, str) and spoken else value
