"""Expense over revenue."""

from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function


@function(
    en="Returns R&D expense (not investment) divided by revenue. 0.25 is 25%. #DIV/0! if revenue is 0, #NUM! "
    "if it is negative.",
    zh="返回研发费用率：研发费用（非研发投入）/营业收入。0.25即25%。营业收入为0返回#DIV/0!，为负返回#NUM!。",
    examples=(
        Example("=AIGC_RD_INTENSITY(25,100)", 0.25),
        Example("=AIGC_RD_INTENSITY(25,-100)", CellError.NUM),
    ),
    spreads=True,
)
def rd_intensity(
    rd_expense: Annotated[float, Takes("number", "R&D expense", "研发费用")],
    revenue: Annotated[float, Takes("number", "Revenue, same unit", "营业收入，单位相同")],
) -> object:
    """The R&D intensity of one company."""
    return metrics.rd_intensity(rd_expense, revenue)


@function(
    en="Returns any expense divided by revenue: selling, administrative, R&D. #DIV/0! if revenue is 0, #NUM! "
    "if it is negative.",
    zh="返回费用率：任一费用/营业收入。营业收入为0返回#DIV/0!，为负返回#NUM!。",
    examples=(Example("=AIGC_EXPENSE_RATIO(365,705)", 0.5177304964539007),),
    spreads=True,
)
def expense_ratio(
    expense: Annotated[float, Takes("number", "Expense", "费用")],
    revenue: Annotated[float, Takes("number", "Revenue, same unit", "营业收入，单位相同")],
) -> object:
    """The expense ratio of one company."""
    return metrics.expense_ratio(expense, revenue)
