"""Lists of companies as formulas: the k-th of a ranking, what a company has in a column, the first names of a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc.expressions.native import column_of, kth, place, product, true
from xl_aigc.expressions.native.literal import quoted
from xl_aigc.measures.frame import number
from xl_aigc.measures.mask import Mask, everyone, known
from xl_aigc.report.live import SAFE_DIGITS, Live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.report.live import Shown
    from xl_aigc.report.report import Report

STAYS = "([data.membership.all]<>{left})"
"""The rows of Data whose companies have not left the basket."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A ranking of companies.

    Attributes:
        by: the measure that ranks them.
        mask: the companies that can be ranked.
        order: their places in the frame, first of the ranking first; ties in table order.
        ascending: the smallest comes first.
        digits: decimals that its numbers are rounded to; None where they are read and not computed.
    """

    by: str
    mask: Mask
    order: Sequence[int]
    ascending: bool
    digits: int | None = None


def rank(report: Report, by: str, mask: Mask | None = None, *, ascending: bool = False) -> Ranked:
    """Return the companies of a mask that have a number in a column, in its order."""
    frame = report.frame
    among = (mask or everyone(frame)) & known(frame, by)
    places = [place for place, chosen in enumerate(among.chosen) if chosen]
    digits = None if frame.table.exact(frame.table.column(by)) else SAFE_DIGITS
    numbers = [_cut(number(value) or 0.0, digits) for value in frame[by]]
    order = sorted(places, key=lambda p: numbers[p] if ascending else -numbers[p])
    return Ranked(by, among, order, ascending, digits)


def _cut(value: float, digits: int | None) -> float:
    return value if digits is None else round(value, digits)


def ranked_value(report: Report, ranked: Ranked, k: int) -> Live:
    """Return the k-th number of a ranking, from 1; blank beyond its end."""
    value = report.frame[ranked.by][ranked.order[k - 1]] if k <= len(ranked.order) else ""
    value = _cut(value, ranked.digits) if isinstance(value, float) else value
    of = column_of(report.frame.table.column(ranked.by), ranked.digits)
    native = kth(of, ranked.mask.test, k, lowest=ranked.ascending)
    return Live(report.shown(value), f'IFERROR({native},"")')


def ranked_ticker(report: Report, ranked: Ranked, k: int, value_cell: str, first_value_cell: str) -> Live:
    """Return the ticker of the k-th company of a ranking.

    Args:
        report: the report.
        ranked: the ranking.
        k: from 1.
        value_cell: where its number stands; companies with equal numbers come in table order.
        first_value_cell: where the first number of the list stands.
    """
    value = report.frame["ticker"][ranked.order[k - 1]] if k <= len(ranked.order) else ""
    column, row = _split(first_value_cell)
    ties = f"COUNTIF(${column}${row}:{value_cell},{value_cell})"
    of = column_of(report.frame.table.column(ranked.by), ranked.digits)
    native = place(ranked.mask.test, ties, f"{of}={value_cell}")
    return Live(report.shown(value), f'IFERROR(INDEX([ticker],{native}),"")')


def sharing(report: Report, ranked: Ranked, key: str, value: Shown, cell: str) -> Live:
    """Return how many companies of a ranking have the number of a cell in a column, as two or more do at its head."""
    frame = report.frame
    column = frame.table.column(key)
    digits = None if frame.table.exact(column) else SAFE_DIGITS
    numbers = [_cut(number(one) or 0.0, digits) for one in frame[key]]
    count = sum(report.shown(numbers[place]) == value for place in ranked.order)
    of = column_of(column, digits)
    return Live(count, f"SUMPRODUCT({product(true(ranked.mask.test))}*ISNUMBER(1/({of}={cell})))")


def _split(cell: str) -> tuple[str, str]:
    letters = cell.rstrip("0123456789")
    return letters, cell[len(letters) :]


def of_company(report: Report, key: str, place: int | None, ticker_cell: str) -> Live:
    """Return the value of a column for the company of a ticker cell; blank where the cell is blank."""
    shows = "text" if key == "ticker" else report.table.measures[key].shows
    value = "" if place is None else report.shown(report.frame[key][place], shows)
    return Live(value, f'IF({ticker_cell}="","",INDEX([{key}],MATCH({ticker_cell},[ticker],0)))')


def kth_place(mask: Mask, k: int, k_cell: str) -> Live:
    """Return the place of the k-th company of a mask in the Companies table, from 1; blank beyond the last.

    Args:
        mask: the companies, in table order.
        k: from 1.
        k_cell: where k stands.
    """
    places = [place for place, chosen in enumerate(mask.chosen, 1) if chosen]
    value = places[k - 1] if k <= len(places) else ""
    return Live(value, f'IFERROR({place(mask.test, k_cell)},"")')


def at_place(report: Report, key: str, place: Live, place_cell: str) -> Live:
    """Return the value of a column for the company at a place of the Companies table; blank where there is none."""
    shows = "text" if key == "ticker" else report.table.measures[key].shows
    value = "" if place.value == "" else report.shown(report.frame[key][int(place.value) - 1], shows)
    return Live(value, f'IF({place_cell}="","",INDEX([{key}],{place_cell}))')


def first_names(report: Report, mask: Mask, count: int, more: str, cells: Sequence[str] = ()) -> Live:
    """Return the names of the first companies of a mask, in table order, and how many more there are.

    Args:
        report: the report.
        mask: the companies.
        count: how many are named.
        more: the words for the others, with `{k}` for their number.
        cells: where the number of companies and the places of the first stand; none for a formula that finds them itself.
    """
    key = report.name_key()
    names = [str(report.frame[key][place]) for place, chosen in enumerate(mask.chosen) if chosen]
    separator = "、" if report.language == "zh" else ", "
    total, *at = cells or (
        str(report.count(mask).native),
        *(place(mask.test, k) for k in range(1, count + 1)),
    )
    pieces = []
    for k, found in enumerate(at, 1):
        name = f"INDEX([{key}],{found})"
        joined = name if k == 1 else f"{quoted(separator)}&{name}"
        pieces.append(f'IFERROR({joined},"")')
    before, after = more.split("{k}")
    pieces.append(f'IF({total}>{count},"{before}"&({total}-{count})&"{after}","")')
    rest = f"{before}{len(names) - count}{after}" if len(names) > count else ""
    return Live(separator.join(names[:count]) + rest, "&".join(pieces))
