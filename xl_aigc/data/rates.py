"""Exchange rates to the currency of a basket, and the reading of `rates.csv`."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xl_aigc.data.currency import EXPECTED, is_currency
from xl_aigc.data.item import ITEMS
from xl_aigc.data.quote import quote
from xl_aigc.data.rows import cited_sources, number, period_in, place
from xl_aigc.errors import DataError
from xl_aigc.files.csv_file import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from xl_aigc.data.period import Period
    from xl_aigc.errors import Place
    from xl_aigc.files.failures import Failures

RATES_FILE: Final = "rates.csv"
RATE_COLUMNS: Final = ("currency", "period", "average", "closing", "source")
_COLUMN_OF: Final = {"flow": "average", "stock": "closing"}
"""The rate by which an item converts: flows by the average of their period, balances by that of its last day."""


@dataclass(frozen=True, slots=True)
class Rate:
    """The rates of one currency in one period: units of the basket's currency for one of its own; None where not given."""

    average: float | None
    closing: float | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Rates:
    """The rates of a basket.

    Attributes:
        currency: the basket's currency.
        held: the rates by currency and period.
    """

    currency: str
    held: Mapping[tuple[str, Period], Rate] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, currency: str, period: Period, item: str, at: Place) -> tuple[float, tuple[str, ...]]:
        """The rate by which a figure converts, and its sources.

        Args:
            currency: the currency that the figure is in, another than the basket's.
            period: its period.
            item: its item, which decides between the average and the closing rate.
            at: where the figure stands, for messages.

        Raises:
            DataError: the currency is none, or there is no such rate.
        """
        if not is_currency(currency):
            raise DataError(f"{quote(currency)} is no currency.", at, expected=EXPECTED)
        column = _COLUMN_OF[ITEMS[item].kind]
        rate = self.held.get((currency, period))
        value = None if rate is None else getattr(rate, column)
        if rate is None or value is None:
            row = ",".join((currency, str(period), column.upper(), "", "SOURCE"))
            if column == "closing":
                row = ",".join((currency, str(period), "", column.upper(), "SOURCE"))
            raise DataError(
                f"The figure is in {currency}, the basket in {self.currency}, and there is no {column} rate of "
                f"{currency} in {period}.",
                at,
                expected=f"a row of {RATES_FILE} with the header {','.join(RATE_COLUMNS)}.",
                remedy=f"Add the row {row}: {column.upper()} is how many {self.currency} one {currency} is.",
            )
        return value, rate.sources


def read_rates(
    path: Path, currency: str, sources: Collection[str] | None, failures: Failures, *, single: bool = False
) -> Rates:
    """The rates of a file.

    Args:
        path: the file.
        currency: the basket's currency.
        sources: the source ids that a rate may name; None where the folder lists no sources.
        failures: where rows that can't be taken are noted.
        single: whether the periods of the basket are single quarters.

    Raises:
        DataError: the file can't be read.
    """
    held: dict[tuple[str, Period], Rate] = {}
    lines: dict[tuple[str, str], int] = {}
    for line, row in read_table(path, RATE_COLUMNS, failures):
        try:
            _refuse_second(path, line, row, lines)
            key, rate = _rate(path, line, row, currency, sources, single=single)
        except DataError as error:
            failures.add(error)
        else:
            held[key] = rate
    return Rates(currency, MappingProxyType(held))


def _refuse_second(path: Path, line: int, row: Sequence[str], lines: dict[tuple[str, str], int]) -> None:
    first = lines.setdefault((row[0], row[1]), line)
    if first != line:
        raise DataError(
            f"The rates of {row[0]} in {row[1]} are given twice, first on line {first}.",
            place(path, line, "currency, period"),
            remedy="Keep one of the two rows.",
        )


def _rate(
    path: Path, line: int, row: Sequence[str], own: str, sources: Collection[str] | None, *, single: bool
) -> tuple[tuple[str, Period], Rate]:
    code, period, average, closing, cited = row
    at = place(path, line, "currency")
    if not is_currency(code):
        raise DataError(f"{quote(code)} is no currency.", at, expected=EXPECTED)
    if code == own:
        raise DataError(f"{code} is the basket's own currency.", at, remedy="Delete the row.")
    known = period_in(period, place(path, line, "period"), single=single)
    rate = Rate(
        _positive(average, place(path, line, "average")),
        _positive(closing, place(path, line, "closing")),
        cited_sources(cited, sources, place(path, line, "source")),
    )
    return (code, known), rate


def _positive(text: str, at: Place) -> float | None:
    if not text:
        return None
    value = number(text, at)
    if value <= 0:
        raise DataError(f"A rate can't be {text}.", at, expected="a number above zero.")
    return value
