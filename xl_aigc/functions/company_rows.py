"""Rows of a table that are companies, among totals, averages and notes."""

from collections.abc import Sequence
from itertools import compress
from math import inf, isclose
from statistics import median
from typing import Final, NamedTuple

from xl_aigc.data.markets import NAMED
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.data.summary_rows import is_listed, is_summary, may_be_of
from xl_aigc.data.tickers import is_ticker
from xl_aigc.functions.cells import ArgumentError, cell, number, text
from xl_aigc.functions.reader import facts
from xl_aigc.functions.shapes import Rows

_PAIR: Final = frozenset({"high", "low"})
"""Words for the largest and smallest figure, each of which may be a company's ticker where it stands alone."""
_MOST_ROUNDED: Final = 0.02
"""The largest part of a total that rounding may make up: a figure further from it may be a company's."""
_MOST_OF_AVERAGE: Final = 0.05
"""The same of averages, of which all figures of a row must be some: a half of the last of two digits."""


def company_rows(
    rows: Rows,
    places: Sequence[int],
    codes: Sequence[Sequence[object]],
    lines: Sequence[int] = (),
    *,
    must_be_named: bool = False,
) -> list[bool]:
    """For each row, whether it is of a company: its ticker says so, else the names in it say nothing else.

    Args:
        rows: the rows below a header.
        places: the columns that name a company.
        codes: the texts of those of them that hold tickers.
        lines: the rows of the range that they stand in, for a message.
        must_be_named: whether a row of figures without a name is refused, if it is no total of the others.

    Raises:
        ArgumentError: as above.

    Example:
        >>> company_rows([["300418.SZ", 5.0], ["合计", 5.0], [None, None]], [0], [["300418.SZ", "合计", None]])
        [True, False, False]
    """
    has_code, doubted, untold = _coded(rows, places, codes)
    found = [
        has or no_word or _has_name(row, places, coded=bool(codes))
        for has, no_word, row in zip(has_code, untold, rows, strict=True)
    ]
    named = [{str(name).casefold() for place in places if (name := text(row[place]))} for row in rows]
    if not codes and set().union(*named) >= _PAIR:
        found = [is_one and not names & _PAIR for is_one, names in zip(found, named, strict=True)]
    unclear = list(map(max, _unclear(found, named, has_code), doubted, untold))
    if any(unclear):
        of_group = _of_groups(rows, named, unclear)
        found, unclear = (
            [one and not of for one, of in zip(each, of_group, strict=True)] for each in (found, unclear)
        )
    told = [
        is_one and (has or bool(names)) for is_one, has, names in zip(found, has_code, named, strict=True)
    ]
    if told == found and not any(unclear):
        return found
    told = [is_one and not either for is_one, either in zip(told, unclear, strict=True)]
    if not any(told):
        return found
    alone = [either and len(names) == 1 for either, names in zip(unclear, named, strict=True)]
    summed = _judged(rows, told, unclear, alone)
    if must_be_named:
        told = [has or (doubt and not of) for has, doubt, of in zip(told, doubted, summed, strict=True)]
        nameless = [one and not (has or of) for one, has, of in zip(found, told, summed, strict=True)]
        shown = [next((str(name) for place in places if (name := text(row[place]))), "") for row in rows]
        _refuse_nameless(rows, lines, nameless, shown, _numbering(list(compress(rows, told))))
        return told
    return [is_one and not of for is_one, of in zip(found, summed, strict=True)]


def _coded(
    rows: Rows, places: Sequence[int], codes: Sequence[Sequence[object]]
) -> tuple[list[bool], list[bool], list[bool]]:
    """For each row, whether it has a ticker, whether that is a word for a total or an index too, such as ALL, so that its figures may tell, and whether only these tell.

    Such a word is a ticker if the store knows it, or if it has the form of one and stands beside a company's name; with both there is no doubt.
    Of a listed company's among other tickers, with neither, the figures alone tell.
    """
    has_code, doubted, untold = ([False] * len(rows) for _ in range(3))
    for column in codes:
        for at, (row, code) in enumerate(zip(rows, column, strict=True)):
            if not isinstance(code, str):
                continue
            if not (is_summary(code) or may_be_of(code)):
                has_code[at] = True
                continue
            names = (name for place in places if isinstance(name := text(row[place]), str))
            is_named = any(not is_summary(name) for name in names if name != code)
            is_known = facts().company(code) is not None
            if is_known or (is_named and is_ticker(code, NAMED)):
                has_code[at], doubted[at] = True, not (is_known and is_named)
            elif is_listed(code) and len(places) == 1:
                untold[at] = True
    sure = any(has and not doubt for has, doubt in zip(has_code, doubted, strict=True))
    return has_code, doubted, untold if sure else [False] * len(rows)


def _unclear(found: Sequence[bool], named: Sequence[set[str]], has_code: Sequence[bool]) -> list[bool]:
    """For each row, whether its name alone doesn't tell a company from a total; without tickers, of fewer than two other companies there is none."""
    either = [
        is_one and not has and any(map(may_be_of, names))
        for is_one, names, has in zip(found, named, has_code, strict=True)
    ]
    others = sum(bool(names) and is_one for is_one, names in zip(found, named, strict=True)) - sum(either)
    return either if others > 1 or any(has_code) else [False] * len(either)


def _of_groups(rows: Rows, named: Sequence[set[str]], unclear: Sequence[bool]) -> list[bool]:
    """For each row whose name doesn't tell, whether it is a total of a group, which another cell of the table names."""
    others = (value for row, either in zip(rows, unclear, strict=True) if not either for value in row)
    groups = {normalised(value) for value in others if isinstance(value, str)}
    return [
        either and any(normalised(may_be_of(name)) in groups for name in names if may_be_of(name))
        for names, either in zip(named, unclear, strict=True)
    ]


def _numbering(rows: Rows) -> set[int]:
    """The columns that number the rows."""
    count = [float(place + 1) for place in range(len(rows))]
    return {
        place
        for place, column in enumerate(zip(*rows, strict=True))
        if len(rows) > 1 and list(map(number, column)) == count
    }


def _refuse_nameless(
    rows: Rows, lines: Sequence[int], nameless: Sequence[bool], names: Sequence[str], besides: set[int]
) -> None:
    """Refuse a row of figures without a name, or with one such as `Total Software`, which may be a company or a total of some kind.

    Raises:
        ArgumentError: there is one; the message says in which row.
    """
    for row, line, is_one, name in zip(rows, lines, nameless, names, strict=True):
        figures = (value for place, value in enumerate(row) if place not in besides)
        if is_one and any(isinstance(number(value), float) for value in figures):
            if name:
                raise ArgumentError(
                    f"Row {line} of the table is named {quote(name)}, which may be a company or a total of some, and its figures are no sum, average or median of the others.",
                    expected="a ticker in the row of a company, with its exchange if it is a word, or a word such as Total alone in a row that is none.",
                )
            raise ArgumentError(
                f"Row {line} of the table holds figures without a name, which are no sum, average or median of the others.",
                expected="a name or ticker in the row of a company, and a word such as Total in any other.",
            )


class _Statistics(NamedTuple):
    """The total, average and median of the figures of a column, and how far a total is off where they are rounded to the digits that they show."""

    total: float
    average: float
    median: float
    rounding: float
    figures: int


def _judged(rows: Rows, told: Sequence[bool], unclear: Sequence[bool], alone: Sequence[bool]) -> list[bool]:
    """For each row, as `_summaries` says; one that has nothing but a word is judged beside the others of its kind too, as far as those are no sums."""
    summed = _summaries(rows, told, unclear)
    rest = {at for at, (either, of) in enumerate(zip(alone, summed, strict=True)) if either and not of}
    for at in sorted(rest) if len(rest) > 1 else ():
        beside = [is_one or (other in rest and other != at) for other, is_one in enumerate(told)]
        if _summaries(rows, beside, unclear)[at]:
            summed[at] = True
            rest.discard(at)
    return summed


def _summaries(rows: Rows, named: Sequence[bool], may_be: Sequence[bool]) -> list[bool]:
    """For each row, whether it has no name and holds sums, averages or medians of those that have one, or the sum of those just above it, as far as rounding tells; of one alone, if its name may say so."""
    read = [[value if isinstance(value := number(one), float) else None for one in row] for row in rows]
    whole = list(map(_statistics, zip(*compress(read, named), strict=True)))
    found = list[bool]()
    above: list[Sequence[float | None]] = []
    for row, has_name, either in zip(read, named, may_be, strict=True):
        if has_name:
            above.append(row)
            found.append(False)
            continue
        near = map(_statistics, zip(*above, strict=True)) if above else whole
        is_sum = any(
            value and of.figures > (0 if either else 1) and _is_about(value, of.total, of.rounding)
            for value, *parts in zip(row, whole, near, strict=True)
            for of in parts
        )
        found.append(is_sum or _is_middle(row, whole))
        above.clear()
    return found


def _statistics(column: Sequence[float | None]) -> _Statistics:
    held = [value for value in column if value is not None]
    if not held:
        return _Statistics(0.0, 0.0, 0.0, 0.0, 0)
    rounding = len(held) * min(map(_last_digit, held)) / 2
    total = sum(held)
    return _Statistics(total, total / len(held), median(held), rounding, len(held))


def _is_middle(row: Sequence[float | None], columns: Sequence[_Statistics]) -> bool:
    """Return whether all figures of a row are averages, or all are medians, of several in their columns."""
    held = [(value, of) for value, of in zip(row, columns, strict=True) if value is not None]
    if not held or any(of.figures < 2 for _, of in held):
        return False
    return any(
        all(
            _is_about(value, middle, of.rounding / of.figures, _MOST_OF_AVERAGE)
            for (value, of), middle in zip(held, middles, strict=True)
        )
        for middles in ([of.average for _, of in held], [of.median for _, of in held])
    )


def _is_about(value: float, computed: float, rounding: float, most_rounded: float = _MOST_ROUNDED) -> bool:
    """Return whether a figure is a computed one, if it is rounded to the digits that it shows, and those that this is computed of are."""
    most = min(_last_digit(value) / 2 + rounding, abs(computed) * most_rounded)
    return isclose(value, computed) or abs(value - computed) <= most


def _last_digit(value: float) -> float:
    """The worth of the last digit of a figure that is not 0; endless for 0, which shows none."""
    digits, _, power = f"{value:.11e}".partition("e")
    return float(10.0 ** (int(power) - len(digits.rstrip("0").partition(".")[2]))) if value else inf


def _has_name(row: Sequence[object], places: Sequence[int], *, coded: bool) -> bool:
    """Return whether a row without a ticker is of a company.

    Where it has no name, its total stands in another column, such as the one that numbers the rows or that they are grouped by. A name
    that may be either is told by other means.
    """
    if all(cell(value) is None for value in row):
        return False
    named = [row[place] for place in places if text(row[place]) is not None]
    has_ticker = bool(named) and not coded
    words = [one for one in named or row if isinstance(one, str) and not (named and may_be_of(one))]
    return not any(is_summary(one, has_ticker=has_ticker) for one in words)
