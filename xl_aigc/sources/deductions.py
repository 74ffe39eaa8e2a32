"""Expenses of statements that write them as what is deducted from revenue, in brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.sources.segments import Found

_EXPENSES: Final = frozenset(("operating_cost", "selling_expense", "admin_expense", "rd_expense"))
_FEWEST: Final = 2
"""Expenses that must all be below zero: one alone may be a slip, or be so."""


def as_expenses(found: Sequence[Found]) -> list[Found]:
    """The figures of a statement, its expenses above zero where each of several is written below it."""
    values = {
        (each.field.item, each.value < 0) for each in found if each.field.item in _EXPENSES and each.value
    }
    deducted = len(values) >= _FEWEST and all(below for _, below in values)
    return [
        each._replace(value=-each.value) if deducted and each.field.item in _EXPENSES else each
        for each in found
    ]
