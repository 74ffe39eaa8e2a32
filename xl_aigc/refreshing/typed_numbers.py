"""Numbers of the table Data that are stored as text, which formulas would take as missing."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.currency import is_foreign
from xl_aigc.data.day_forms import read_day
from xl_aigc.data.item import ITEMS
from xl_aigc.data.missing import is_missing_number
from xl_aigc.data.numerals import numeral, product, without_blanks
from xl_aigc.data.rollout import ROLLOUT_NUMBERS
from xl_aigc.data.units import unit_of
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xl_aigc.ooxml.sheet_cells import Held
    from xl_aigc.refreshing.found_table import FoundTable

PRICE: Final = "price_change"
_FIRST_DAY: Final = dt.date(1899, 12, 30)
_DIGIT: Final = re.compile(r"[0-9０-９]")


def typed_numbers(table: FoundTable, held: Mapping[str, Sequence[Held]], currency: str) -> Iterator[Finding]:
    """Yield the numbers that are stored as text.

    Args:
        table: the table Data where it stands.
        held: what the cells of its columns hold, by key, in the order of its rows.
        currency: the code of the currency that its amounts are in.
    """
    for key, column in table.columns.items():
        if not _holds_numbers(key):
            continue
        for row, shown in zip(table.rows.values(), held[key], strict=True):
            if not isinstance(shown, str) or is_missing_number(shown.strip()) or not _DIGIT.search(shown):
                continue
            number = _number(key, without_blanks(shown), currency)
            yield _finding(table, cell_name(row, column), shown, number)


def _holds_numbers(key: str) -> bool:
    return key == PRICE or key in ROLLOUT_NUMBERS or key.removesuffix("_prior") in ITEMS


def _finding(table: FoundTable, at: str, shown: str, value: float | None) -> Finding:
    where = f"{table.name} {at}: {shown!r} is a number stored as text"
    if value is None:
        says = f"{table.name} {at} holds {shown!r}, a text in which no number can be read; formulas take it as missing."
        return Finding(
            table.sheet, at, says, remedy="Type the number alone, or empty the cell if it is missing."
        )
    return Finding(
        table.sheet,
        at,
        f"{where}; a refresh makes it the number {value:,.15g}, as formulas read numbers only.",
        value,
    )


def _number(key: str, text: str, currency: str) -> float | None:
    """Return the number that a text means in a column; None where that is not certain."""
    if key.endswith("_day"):
        day = read_day(text)
        return None if day is None else float((day - _FIRST_DAY).days)
    if key == PRICE and text.endswith("%"):
        percent = numeral(text.removesuffix("%"))
        return None if percent is None or percent.unit else product(percent.digits, 0.01)
    read = numeral(text)
    if read is None:
        return None
    if not read.unit:
        return float(read.digits)
    unit = unit_of(read.unit) if key.removesuffix("_prior") in ITEMS else None
    if unit is None or is_foreign(unit.currency, currency):
        return None
    return product(read.digits, unit.factor)
