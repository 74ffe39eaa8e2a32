"""How companies become one number: each way once, in Python and as a formula.

`{mask}` in a formula stands for the companies that count (`measures.mask`), 1 or 0 each. In `SUMPRODUCT(mask,column)` a
text counts as nothing; in `AGGREGATE(..,6,column/(mask),..)` a text and a company that does not count drop out as errors.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xl_aigc import metrics
from xl_aigc.measures.frame import Value, number
from xl_aigc.measures.mask import Mask, known

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.measures.frame import Frame
    from xl_aigc.measures.measure import Shows


@dataclass(frozen=True, slots=True)
class BasketMeasure:
    """A measure of several companies together.

    Attributes:
        key: its name in code, layouts, claims and labels.
        shows: how it is shown.
        python: its value for the companies of a mask.
        native: its formula; `{mask}` stands for the mask.
        needs: the columns that a company must have numbers (or words) in to be among those that the measure is about.
        counts: it is a count, so that the companies without data widen it to a range.
    """

    key: str
    shows: Shows
    python: Callable[[Frame, Mask], Value]
    native: str
    needs: tuple[str, ...] = ()
    counts: bool = False


def _known_native(*keys: str) -> str:
    return "*".join(f"ISNUMBER([{key}])" for key in keys)


def companies(key: str) -> BasketMeasure:
    """How many companies there are."""
    return BasketMeasure(key, "count", lambda _, mask: sum(mask.chosen), "SUMPRODUCT({mask}*1)")


def with_numbers(key: str, *columns: str) -> BasketMeasure:
    """How many companies have a number in all these columns."""

    def python(frame: Frame, mask: Mask) -> Value:
        return sum((mask & known(frame, *columns)).chosen)

    return BasketMeasure(key, "count", python, f"SUMPRODUCT({{mask}}*{_known_native(*columns)})")


def count_words(key: str, column: str, *words: str, needs: tuple[str, ...]) -> BasketMeasure:
    """How many companies have one of these words in a column."""

    def python(frame: Frame, mask: Mask) -> Value:
        return sum(value in words for value in mask.pick(frame[column]))

    tests = "+".join(f"([{column}]={{{word}}})" for word in words)
    return BasketMeasure(key, "count", python, f"SUMPRODUCT({{mask}}*({tests}))", needs, counts=True)


def count_if(key: str, column: str, sign: str, limit: str | float) -> BasketMeasure:
    """How many companies have a number in a column that is below, above or at most a limit.

    Args:
        key: name of the measure.
        column: the column.
        sign: one of `<`, `<=`, `>`.
        limit: key of a limit, or 0.
    """
    compare = {"<": operator.lt, "<=": operator.le, ">": operator.gt}[sign]

    def python(frame: Frame, mask: Mask) -> Value:
        bound = frame.limit(limit) if isinstance(limit, str) else limit
        return sum(bool(compare(value, bound)) for value in mask.numbers(frame, column))

    native = f"SUMPRODUCT({{mask}}*ISNUMBER([{column}])*([{column}]{sign}{limit}))"
    return BasketMeasure(key, "count", python, native, (column,), counts=True)


def share(key: str, part: BasketMeasure) -> BasketMeasure:
    """A count over the companies that could be counted."""

    def python(frame: Frame, mask: Mask) -> Value:
        count, whole = part.python(frame, mask), sum((mask & has(frame, part)).chosen)
        return number(count) / whole if whole else None  # type: ignore[operator]  # a count is a number

    whole = f"SUMPRODUCT({{mask}}*{has_native(part)})"
    return BasketMeasure(key, "percent", python, f'IF({whole}=0,"n.a.",{part.native}/{whole})', part.needs)


def total(key: str, column: str) -> BasketMeasure:
    """The sum of what is known, missing where nothing is."""

    def python(frame: Frame, mask: Mask) -> Value:
        numbers = mask.numbers(frame, column)
        return sum(numbers) if numbers else None

    native = f'IF(SUMPRODUCT({{mask}}*ISNUMBER([{column}]))=0,"n.a.",SUMPRODUCT({{mask}}*1,[{column}]))'
    return BasketMeasure(key, "money", python, native, (column,))


def matched_total(key: str, column: str, *partners: str) -> BasketMeasure:
    """The sum of a column over the companies that also have every partner."""

    def python(frame: Frame, mask: Mask) -> Value:
        numbers = (mask & known(frame, column, *partners)).numbers(frame, column)
        return sum(numbers) if numbers else None

    pairs = f"{{mask}}*{_known_native(column, *partners)}"
    return BasketMeasure(
        key,
        "money",
        python,
        f'IF(SUMPRODUCT({pairs})=0,"n.a.",SUMPRODUCT({pairs},[{column}]))',
        (column, *partners),
    )


def matched_growth(key: str, column: str) -> BasketMeasure:
    """Growth of a sum, over the companies that have both periods."""
    prior = f"{column}_prior"

    def python(frame: Frame, mask: Mask) -> Value:
        pairs = mask & known(frame, column, prior)
        if not any(pairs.chosen):
            return None
        return metrics.yoy(sum(pairs.numbers(frame, column)), sum(pairs.numbers(frame, prior)))

    pairs = f"{{mask}}*{_known_native(column, prior)}"
    now, then = f"SUMPRODUCT({pairs},[{column}])", f"SUMPRODUCT({pairs},[{prior}])"
    native = f'IF(SUMPRODUCT({pairs})=0,"n.a.",IF({then}=0,"n.m.",({now}-{then})/ABS({then})))'
    return BasketMeasure(key, "percent", python, native, (column, prior))


def matched_ratio(key: str, above: str, below: str) -> BasketMeasure:
    """A ratio of sums, over the companies that have both."""

    def python(frame: Frame, mask: Mask) -> Value:
        pairs = mask & known(frame, above, below)
        if not any(pairs.chosen):
            return None
        return metrics.expense_ratio(sum(pairs.numbers(frame, above)), sum(pairs.numbers(frame, below)))

    pairs = f"{{mask}}*{_known_native(above, below)}"
    over, under = f"SUMPRODUCT({pairs},[{above}])", f"SUMPRODUCT({pairs},[{below}])"
    return BasketMeasure(
        key,
        "percent",
        python,
        f'IF(SUMPRODUCT({pairs})=0,"n.a.",IF({under}<=0,"n.m.",{over}/{under}))',
        (above, below),
    )


def median(key: str, column: str, shows: Shows = "percent") -> BasketMeasure:
    """The median of what is known."""

    def python(frame: Frame, mask: Mask) -> Value:
        return metrics.median(mask.numbers(frame, column))

    native = f'IFERROR(AGGREGATE(16,6,[{column}]/({{mask}}),0.5),"n.a.")'
    return BasketMeasure(key, shows, python, native, (column,))


def extreme(key: str, column: str, shows: Shows = "percent", *, lowest: bool = False) -> BasketMeasure:
    """The highest or the lowest of what is known."""

    def python(frame: Frame, mask: Mask) -> Value:
        numbers = mask.numbers(frame, column)
        return (min(numbers) if lowest else max(numbers)) if numbers else None

    native = f'IFERROR(AGGREGATE({15 if lowest else 14},6,[{column}]/({{mask}}),1),"n.a.")'
    return BasketMeasure(key, shows, python, native, (column,))


def has(frame: Frame, measure: BasketMeasure) -> Mask:
    """The companies that a measure is about: those with everything that it needs."""
    rows = zip(*(frame[key] for key in measure.needs), strict=True) if measure.needs else [()] * len(frame)
    return Mask(has_native(measure), [all(value is not None for value in row) for row in rows])


def has_native(measure: BasketMeasure) -> str:
    """The companies that a measure is about, as a formula."""
    return "*".join(f'([{key}]<>"n.a.")' for key in measure.needs) or "1"
