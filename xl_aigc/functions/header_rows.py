"""Headers that take two rows: names above, and periods, units or other words below them."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.day_forms import find_month, read_day
from xl_aigc.data.fields import FACTS_OF_COMPANY, house_name
from xl_aigc.data.headings import read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period_forms import FULL_YEAR
from xl_aigc.functions.cells import is_word, text
from xl_aigc.functions.columns import read_column, split_unit

_ANY_ITEM: Final = "revenue"
"""An item to try words behind, which mean the same behind any."""
_SERIAL: Final = 5
"""The digits of the serial number of a day."""


def header_cells(rows: Sequence[Sequence[object]]) -> tuple[Sequence[object], int]:
    """The headers of a table and the rows that they take: two where the second holds periods or units of the items above.

    A name over several columns stands in the first of them, as merged cells do.

    Example:
        >>> header_cells([["", "Revenue", ""], ["Ticker", "2024H1", "2023H1"], ["AAPL", 120, 100]])
        (['Ticker', 'Revenue (2024H1)', 'Revenue (2023H1)'], 2)
    """
    if len(rows) < 2:
        return rows[0], 1
    second = _named_periods(rows[0], rows[1])
    if not any(map(_is_below, second)):
        return rows[0], 1
    joined: list[object] = []
    above = words = ""
    is_sure = False
    for top, below in zip(rows[0], second, strict=True):
        name, said = text(top), text(below)
        if (
            isinstance(name, CellError)
            or isinstance(said, CellError)
            or (name and said and not is_word(below))
        ):
            return rows[0], 1
        above = name or (above if said else "")
        if said and _is_below(below):
            item = read_column(above).item
            if item in FACTS_OF_COMPANY:
                return rows[0], 1
            if item in ITEMS:
                is_sure, words = True, ""
                joined.append(f"{above} ({said})")
                continue
        if said and not words and second.count(below) > 1:
            words = above
        words = (name or words) if said else ""
        joined.append(_with_words(words, said) if said and words else name or said)
    return (joined, 2) if is_sure else (rows[0], 1)


def _named_periods(first: Sequence[object], second: Sequence[object]) -> Sequence[object]:
    """Return the second row with periods in place of years, months and dates that are numbers, where it holds nothing but these and words.

    A row of a company has a name, and figures below headings of their own; a row of periods has a blank or a heading below the
    names, and stands below headings that go over several columns, or holds one period, or several of one item.
    """
    filled = [place for place, one in enumerate(second) if text(one) is not None]
    periods = {place: period_of(second[place]) for place in filled}
    tops = [read_column(one).item for one in first]
    named = [place for place, item in enumerate(tops) if item in FACTS_OF_COMPANY]
    heads = [place for place in filled if read_column(second[place]).item in FACTS_OF_COMPANY]
    if not all(periods.values()) or not {*filled}.isdisjoint({*(named or [0])} - {*heads}):
        return second
    numbers = [place for place in filled if not is_word(second[place])]
    items = [item for place in numbers if (item := tops[place].removesuffix("_prior")) in ITEMS]
    spread = len(filled) > 1 and any(text(first[place]) is None for place in numbers)
    alike = len({periods[place] for place in numbers}) == 1 and all(
        _ends_a_month(second[place]) for place in numbers
    )
    if heads or spread or (named and items and (alike or len({*items}) < len(items))):
        return [periods.get(place, one) for place, one in enumerate(second)]
    return second


def _ends_a_month(value: object) -> bool:
    """Return whether a number that may be a period is no serial number, or one of the last day of a month."""
    said = str(text(value))
    day = read_day(said) if len(said) == _SERIAL else None
    return day is None or (day + dt.timedelta(days=1)).day == 1


def period_of(value: object) -> str:
    """Return a year, a month or a day that is a number or a date as a word for a period, a word as it is; else an empty text."""
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    said = text(value)
    if not isinstance(said, str) or is_word(value):
        return said if isinstance(said, str) else ""
    if FULL_YEAR.fullmatch(said):
        return said if said.endswith("年") else f"{said}年"
    month = find_month(said)
    day = month[0] if month and month[1:] == (0, len(said)) else read_day(said)
    return day.isoformat() if day else ""


def _with_words(name: str, said: str) -> str:
    """A header of two rows whose second holds other words; of those a name that is known and of no amount, such as `Ticker`, takes the unit alone."""
    known = house_name(name)
    if known is None or known[0].removesuffix("_prior") in ITEMS:
        return f"{name} ({said})"
    unit = split_unit(said)[1] or split_unit(f"{name} ({said})")[1]
    return f"{name} ({unit})" if unit else name


def _is_below(value: object) -> bool:
    """Return whether a cell says nothing but a period, a unit or that figures are those of the year before, so that it stands below an item."""
    said = text(value) if is_word(value) else None
    if not isinstance(said, str):
        return False
    words = " ".join((_ANY_ITEM, f"({said})"))
    if read_heading(words, typed=True).unusable == "forecast":
        return read_heading(said, typed=True).name == ""
    joined = read_column(words)
    return joined.is_item and joined.item.removesuffix("_prior") == _ANY_ITEM and house_name(said) is None
