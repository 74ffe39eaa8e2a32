"""Expense over revenue."""

from xl_aigc import metrics
from xl_aigc.functions.arguments import Number
from xl_aigc.functions.catalogue import function


@function(spreads=True, sweep=metrics.rd_intensity.sweep)
def rd_intensity(rd_expense: Number, revenue: Number) -> object:
    """The R&D intensity of one company."""
    return metrics.rd_intensity(rd_expense, revenue)


@function(spreads=True, sweep=metrics.expense_ratio.sweep)
def expense_ratio(expense: Number, revenue: Number) -> object:
    """The expense ratio of one company."""
    return metrics.expense_ratio(expense, revenue)
