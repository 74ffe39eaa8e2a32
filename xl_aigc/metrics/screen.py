"""The screen for "naked swimmers": five flags a company, each true, false or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xl_aigc.metrics.growth import growth_status
from xl_aigc.metrics.intensity import expense_ratio, rd_intensity
from xl_aigc.metrics.statistics import median
from xl_aigc.metrics.undefined import Number, Undefined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FLAGS = ("price_flag", "profit_flag", "loss_flag", "selling_flag", "rd_flag")
"""Price fell more than the median; profit worsened; loss-making; selling ratio up while revenue was not; R&D intensity
below the median of the layer. The second and third overlap: a company that turned to loss has both."""

WORSENED = frozenset({"decreased", "turned_to_loss", "loss_widened"})


class ScreenRules(NamedTuple):
    """The limits of the screen.

    Attributes:
        price_below: a price change, a fraction, that counts as a fall.
        price_median: the median price change to compare with; None for that of the table.
        min_layer: a layer with fewer known intensities is compared with the whole table.
        min_known: below so many known flags there is no score.
    """

    price_below: float = 0.0
    price_median: float | None = None
    min_layer: int = 8
    min_known: int = 3


class ScreenResult(NamedTuple):
    """The flags of one company, how many are true, how many are known, and the score where enough are."""

    flags: tuple[bool | None, ...]
    true: int
    known: int
    score: int | None


def screen(table: Mapping[str, Sequence[Any]], *, rules: ScreenRules | None = None) -> list[ScreenResult]:
    """Screen every row of a table.

    Args:
        table: columns `revenue`, `revenue_prior`, `net_profit`, `net_profit_prior`, `rd_expense`, `selling_expense`,
            `selling_expense_prior`, `price_change` and `layer`, all of one length.
        rules: the limits.

    Raises:
        KeyError: a column is missing.

    Example:
        >>> one = {"revenue": [90.0], "revenue_prior": [100.0], "net_profit": [-1.0], "net_profit_prior": [2.0],
        ...        "rd_expense": [None], "selling_expense": [20.0], "selling_expense_prior": [20.0],
        ...        "price_change": [-0.3], "layer": ["midstream"]}
        >>> screen(one)
        [ScreenResult(flags=(False, True, True, True, None), true=3, known=4, score=3)]
    """
    rules = rules or ScreenRules()
    columns = (
        _price_flags(table["price_change"], rules),
        _profit_flags(table["net_profit"], table["net_profit_prior"]),
        [
            None if value is None or isinstance(value, Undefined) else value < 0
            for value in table["net_profit"]
        ],
        _selling_flags(table),
        _rd_flags(table, rules),
    )
    return [_result(flags, rules.min_known) for flags in zip(*columns)]  # noqa: B905  Python 3.10 inside LibreOffice


def screen_order(results: Sequence[ScreenResult]) -> list[int]:
    """Places of the rows by true flags, then by known flags, most first; without a score last; ties in table order.

    Example:
        >>> screen_order([ScreenResult((), 1, 5, 1), ScreenResult((), 2, 2, None), ScreenResult((), 2, 4, 2)])
        [2, 0, 1]
    """

    def key(place: int) -> tuple[int, int, int]:
        result = results[place]
        return (result.score is None, -result.true, -result.known)

    return sorted(range(len(results)), key=key)


def _result(flags: tuple[bool | None, ...], min_known: int) -> ScreenResult:
    true = sum(flag is True for flag in flags)
    known = sum(flag is not None for flag in flags)
    return ScreenResult(flags, true, known, true if known >= min_known else None)


def _price_flags(changes: Sequence[Any], rules: ScreenRules) -> list[bool | None]:
    middle = median(changes) if rules.price_median is None else rules.price_median
    return [
        None
        if not _is_number(change) or not _is_number(middle)
        else change < rules.price_below and change < middle
        for change in changes
    ]


def _profit_flags(now: Sequence[Any], then: Sequence[Any]) -> list[bool | None]:
    statuses = growth_status(list(now), list(then))
    return [status in WORSENED if isinstance(status, str) else None for status in statuses]


def _selling_flags(table: Mapping[str, Sequence[Any]]) -> list[bool | None]:
    ratios = expense_ratio(list(table["selling_expense"]), list(table["revenue"]))
    before = expense_ratio(list(table["selling_expense_prior"]), list(table["revenue_prior"]))
    rows = zip(table["revenue"], table["revenue_prior"], ratios, before)  # noqa: B905  Python 3.10 inside LibreOffice
    return [_selling_flag(*row) for row in rows]


def _selling_flag(revenue: Any, revenue_prior: Any, ratio: Number, ratio_prior: Number) -> bool | None:
    """Ratio rose while revenue did not: rising revenue, or a ratio that did not rise, alone makes it false."""
    risen = revenue > revenue_prior if _is_number(revenue) and _is_number(revenue_prior) else None
    dearer = ratio > ratio_prior if _is_number(ratio) and _is_number(ratio_prior) else None  # type: ignore[operator]
    if risen or dearer is False:
        return False
    return None if risen is None or dearer is None else True


def _rd_flags(table: Mapping[str, Sequence[Any]], rules: ScreenRules) -> list[bool | None]:
    intensities = rd_intensity(list(table["rd_expense"]), list(table["revenue"]))
    layers = list(table["layer"])
    medians: dict[Any, Number] = {}
    for layer in set(layers):
        members = [i for i, name in zip(intensities, layers) if name == layer and _is_number(i)]  # noqa: B905
        medians[layer] = median(
            members if len(members) >= rules.min_layer else filter(_is_number, intensities)
        )
    return [
        value < medians[layer] if _is_number(value) and _is_number(medians[layer]) else None
        for value, layer in zip(intensities, layers)  # noqa: B905
    ]


def _is_number(value: Any) -> bool:
    """A finite number; a missing or undefined one, NaN and infinity are none."""
    return isinstance(value, (int, float)) and value - value == 0
