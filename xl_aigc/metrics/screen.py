"""The screen for naked swimmers: five flags per company, each true, false or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.metrics.growth import growth_status
from xl_aigc.metrics.intensity import expense_ratio, rd_intensity
from xl_aigc.metrics.statistics import median
from xl_aigc.metrics.table import check_table, numbers, same_length, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.metrics.table import Table
    from xl_aigc.metrics.undefined import Number

FLAG_INPUTS: Final = {
    "price_flag": ("price_change",),
    "profit_flag": ("net_profit", "net_profit_prior"),
    "loss_flag": ("net_profit",),
    "selling_flag": ("revenue", "revenue_prior", "selling_expense", "selling_expense_prior"),
    "rd_flag": ("revenue", "rd_expense", "layer"),
}
"""The columns that each flag is computed of."""
FLAGS: Final = tuple(FLAG_INPUTS)
WORSENED: Final = frozenset({"decreased", "turned_to_loss", "loss_widened"})
NUMBERS: Final = (
    *("revenue", "revenue_prior", "net_profit", "net_profit_prior", "rd_expense"),
    *("selling_expense", "selling_expense_prior", "price_change"),
)
"""The columns of numbers that the screen reads beside `layer`; one that a table does not have counts as missing."""


@dataclass(frozen=True)
class ScreenRules:
    """The thresholds of the screen.

    Attributes:
        price_below: the price change must be below this fraction, and below the median.
        price_median: the median price change to compare with, a fraction; None for the table's own.
        min_layer: fewest known R&D intensities of a layer that make a median; below it the whole table's is taken.
        min_known: fewest known flags that make a score.
    """

    price_below: float = 0.0
    price_median: float | None = None
    min_layer: int = 8
    min_known: int = 3


@dataclass(frozen=True)
class ScreenResult:
    """The screen of one company.

    Attributes:
        flags: true, false or None (unknown), in the order of `FLAGS`.
        true: number of true flags.
        known: number of known flags.
        score: the number of true flags; None where too few are known.
    """

    flags: tuple[bool | None, ...]
    true: int
    known: int
    score: int | None


def screen(table: Table, *, rules: ScreenRules | None = None) -> list[ScreenResult]:
    """The five flags of each company.

    The flags, in the order of `FLAGS`: the price fell, and more than the median · net profit decreased, turned to a loss,
    or its loss widened · it is a loss now · selling expense rose over revenue while revenue did not rise · R&D intensity
    is below the median of the layer. The two flags of profit overlap.

    Args:
        table: columns by key, a row per company; money in units of the currency, ratios as fractions.
        rules: the thresholds.

    Returns:
        A result for each row, in the order of the rows.

    Raises:
        TypeError: a text where a number is due, or the reverse.
        ValueError: the table has none of the columns, or columns of unequal length.

    Example:
        >>> table = {"net_profit": [-5.0, 5.0], "net_profit_prior": [1.0, None], "price_change": [-0.5, 0.1]}
        >>> [(result.flags, result.true, result.known, result.score) for result in screen(table)]
        [((True, True, True, None, None), 3, 3, 3), ((False, None, False, None, None), 0, 2, None)]
    """
    check_table(table)
    rules = rules or ScreenRules()
    present = [key for key in (*NUMBERS, "layer") if key in table]
    if not present:
        raise ValueError(f"the table has none of the screen's columns: {', '.join((*NUMBERS, 'layer'))}.")
    size = same_length(table, present)
    columns = {key: numbers(table, key) if key in present else [None] * size for key in NUMBERS}
    layers = words(table, "layer") if "layer" in present else [None] * size
    flags = zip(
        _price_flags(columns["price_change"], rules),
        _profit_flags(columns),
        [profit < 0 if isinstance(profit, float) else None for profit in columns["net_profit"]],
        _selling_flags(columns),
        _rd_flags(rd_intensity(columns["rd_expense"], columns["revenue"]), layers, rules.min_layer),
        strict=True,
    )
    return [_result(row, rules.min_known) for row in flags]


def screen_order(results: Sequence[ScreenResult]) -> list[int]:
    """The places of results from the most to the least suspect.

    Args:
        results: what `screen` gives.

    Returns:
        Places from 0: by true flags, then by known ones, both from the most; those without a score at the end;
        equal ones in their own order.

    Example:
        >>> screen_order(screen({"net_profit": [5.0, -5.0], "net_profit_prior": [4.0, 4.0], "price_change": [0.1, -0.5]}))
        [1, 0]
    """

    def suspicion(place: int) -> tuple[bool, int, int]:
        result = results[place]
        return result.score is None, -result.true, -result.known

    return sorted(range(len(results)), key=suspicion)


def _result(flags: tuple[bool | None, ...], min_known: int) -> ScreenResult:
    true, known = flags.count(True), len(flags) - flags.count(None)
    return ScreenResult(flags, true, known, true if known >= min_known else None)


def _price_flags(changes: Sequence[Number], rules: ScreenRules) -> list[bool | None]:
    middle = median(changes) if rules.price_median is None else rules.price_median
    return [
        change < rules.price_below and change < middle
        if isinstance(change, float) and isinstance(middle, float)
        else None
        for change in changes
    ]


def _profit_flags(columns: Mapping[str, Sequence[Number]]) -> list[bool | None]:
    statuses = growth_status(columns["net_profit"], columns["net_profit_prior"])
    return [None if status is None else status in WORSENED for status in statuses]


def _selling_flags(columns: Mapping[str, Sequence[Number]]) -> list[bool | None]:
    """True needs both facts; rising revenue, or a ratio that did not rise, is enough for false."""
    ratios = expense_ratio(columns["selling_expense"], columns["revenue"])
    ratios_prior = expense_ratio(columns["selling_expense_prior"], columns["revenue_prior"])
    flags: list[bool | None] = []
    for facts in zip(columns["revenue"], columns["revenue_prior"], ratios, ratios_prior, strict=True):
        revenue, revenue_prior, ratio, ratio_prior = facts
        revenue_rose = _above(revenue, revenue_prior)
        ratio_rose = _above(ratio, ratio_prior)
        if revenue_rose is True or ratio_rose is False:
            flags.append(False)
        else:
            flags.append(None if revenue_rose is None or ratio_rose is None else True)
    return flags


def _above(value: Number, other: Number) -> bool | None:
    """Return whether a number is above another; None where one of them is not known."""
    return value > other if isinstance(value, float) and isinstance(other, float) else None


def _rd_flags(
    intensities: Sequence[Number], layers: Sequence[str | None], min_layer: int
) -> list[bool | None]:
    """A company without a layer has nothing to be compared with."""
    by_layer: dict[str, list[float]] = {}
    for intensity, layer in zip(intensities, layers, strict=True):
        if layer is not None and isinstance(intensity, float):
            by_layer.setdefault(layer, []).append(intensity)
    basket = median(intensities)
    middles = {
        layer: median(known) if len(known) >= min_layer else basket for layer, known in by_layer.items()
    }
    return [
        None if layer is None else _above(middles.get(layer), intensity)
        for intensity, layer in zip(intensities, layers, strict=True)
    ]
