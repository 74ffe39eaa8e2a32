"""Counting above thresholds, leading rows, ranks and their correlation."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.counts import with_noun
from xl_aigc.functions.arguments import Flag, MaybeText, MaybeValues, Number, Numbers, TableOrBasket, Takes
from xl_aigc.functions.bound_units import check_thresholds, without_undefined
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError, NoResultError, Result, result
from xl_aigc.functions.columns import PERCENT
from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.row_reasons import note_shown
from xl_aigc.functions.selection import named_columns, shown
from xl_aigc.functions.shapes import folded, known
from xl_aigc.functions.table_argument import table_or_basket
from xl_aigc.functions.table_numbers import whole_numbers
from xl_aigc.functions.tables import UNDEFINED
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.metrics.statistics import LEAST_PAIRS


@function()
def above(values: Numbers, thresholds: Numbers) -> object:
    """Counts in the shape of the thresholds, which are in the unit of the values as they stand."""
    headed = without_undefined(values.in_unit_of_header())
    held = [value for value in headed.numbers() if value is not None]
    if not held:
        return [[CellError.NA] * thresholds.width for _ in thresholds.cells]
    limits = (thresholds.in_percent() if values.unit == PERCENT else thresholds).read()
    _note("ABOVE", thresholds)
    known_limits = [limit for limit in limits if isinstance(limit, float)]
    check_thresholds(known_limits, held, headed if thresholds.has_percentages else values)
    counts = iter(metrics.count_above(held, known_limits))
    return folded([_count(limit, counts) for limit in limits], thresholds.width)


def _note(key: str, held: NumberList) -> None:
    """Keep the first cell that is no number as the reason of the error value that it gives."""
    refusal = next(held.refusals(), None)
    if refusal is not None:
        remember(key, refusal.error, str(refusal), given=refusal.given)


def _count(threshold: float | CellError | None, counts: Iterator[int]) -> Result:
    """The next count for a threshold; an error value in its place stays, a missing one is `#N/A`."""
    return next(counts) if isinstance(threshold, float) else threshold or CellError.NA


@function(heavy=True)
def top(
    table: TableOrBasket = None,
    by: Annotated[str, Takes("text", required=True)] = "",
    n: Number = 10,
    columns: MaybeValues = None,
    ascending: Flag = False,  # noqa: FBT002  a cell passes it by place
    language: MaybeText = None,
) -> object:
    """Header and leading rows."""
    if not n >= 1:
        raise ArgumentError(f"{n:g} rows were asked for.", expected="1 or more.")
    spoken = language_key(language) if language else None if table else "en"
    read = table_or_basket(table, by, *named_columns(columns), spoken=spoken).of_companies()
    held = [
        (value, place) for place, value in enumerate(whole_numbers(read, read.find(by))) if value is not None
    ]
    held.sort(key=lambda pair: pair[0], reverse=not ascending)
    leading = [place for _, place in held[: int(min(n, len(held)))]]
    return note_shown("TOP", read, leading, shown(read, leading, columns, spoken))


@function()
def rank(
    values: Numbers,
    ascending: Flag = False,  # noqa: FBT002  a cell passes it by place
) -> object:
    """Ranks of all cells together; below the name of a measure one that is not defined is missing, as in a table."""
    given = values.in_unit_of_header()
    values = without_undefined(given)
    read = values.read()
    _note("RANK", values)
    undefined = (one for one in given.refusals() if one.error in UNDEFINED)
    if values is not given and (refusal := next(undefined, None)):
        remember("RANK", CellError.NA, str(refusal))
    ranks = metrics.ranks(known(read), ascending=ascending)
    cells = [
        value if isinstance(value, CellError) else place for value, place in zip(read, ranks, strict=True)
    ]
    return folded([result(each) for each in cells], values.width)


@function()
def rankcorr(x: Numbers, y: Numbers) -> object:
    """One coefficient."""
    first, second = (without_undefined(one.in_unit_of_header()).numbers() for one in (x, y))
    if len(first) != len(second):
        raise ArgumentError(
            f"The two ranges hold {len(first)} and {len(second)} values.",
            expected="two ranges of equal size.",
        )
    found = metrics.rank_correlation(first, second)
    if found.rho is None or found.rho is metrics.Undefined.DIV0:
        error = CellError.NA if found.rho is None else CellError.DIV0
        raise NoResultError(lambda: _unranked(first, second), error)
    return found.rho


def _unranked(first: Sequence[float | None], second: Sequence[float | None]) -> str:
    """A sentence on two columns that have no rank correlation."""
    pairs = [pair for pair in zip(first, second, strict=True) if None not in pair]
    if len(pairs) < LEAST_PAIRS:
        known = with_noun(len(pairs), "{} pair has", "{} pairs have")
        return f"{known} both values. Expected {LEAST_PAIRS} or more."
    same = [name for name, side in zip("xy", zip(*pairs, strict=True), strict=True) if len(set(side)) == 1]
    return f"All values of {' and of '.join(same)} are equal among the {len(pairs)} pairs, so there is no order to compare."
