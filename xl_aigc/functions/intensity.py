"""Expense over revenue."""

from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.catalogue import Example, Takes, function


@function(
    en="R&D intensity: R&D expense (not investment) over revenue. 0.25 is 25%. #DIV/0! where revenue is 0, #NUM! where it is "
    "negative.",
    zh="研发费用率：研发费用（不是研发投入）/ 营业收入。0.25 即 25%。收入为 0 时 #DIV/0!，为负时 #NUM!。",
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
    en="Any expense over revenue: selling, administrative, R&D. #DIV/0! where revenue is 0, #NUM! where it is negative.",
    zh="费用率：任一费用 / 营业收入。收入为 0 时 #DIV/0!，为负时 #NUM!。",
    examples=(Example("=AIGC_EXPENSE_RATIO(365,705)", 0.5177304964539007),),
    spreads=True,
)
def expense_ratio(
    expense: Annotated[float, Takes("number", "Expense", "费用")],
    revenue: Annotated[float, Takes("number", "Revenue, same unit", "营业收入，单位相同")],
) -> object:
    """The expense ratio of one company."""
    return metrics.expense_ratio(expense, revenue)
