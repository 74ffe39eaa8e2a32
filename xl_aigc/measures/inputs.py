"""Measures that carry an input into the Companies table, and the few that compare inputs directly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.measures.frame import Frame, Value, number
from xl_aigc.measures.measure import Measure
from xl_aigc.metrics import Undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FAMILIES: Final = {"rd_expense": "rd", "rd_investment": "rd", "selling_expense": "selling"}

COUNTED: Final = tuple(
    f"{item}{basis}"
    for item in ("revenue", "net_profit", "rd_expense", "selling_expense")
    for basis in ("", "_prior")
)
"""The eight figures that coverage counts for each company."""


NEWEST: Final = (
    f"IF(COUNT({','.join(f'[{key}]' for key in COUNTED[::2])})>0,{{period}},"
    f'IF(COUNT({",".join(f"[{key}]" for key in COUNTED[1::2])})>0,{{compare}},"n.a."))'
)
"""How old a company's figures are: the newest period that any of the counted figures is of."""


def text(key: str) -> Measure:
    """A text of the company as it was given."""
    return Measure(
        key,
        "text",
        "identity",
        lambda frame: [getattr(c, key) for c in frame.facts.companies],
        f'[data.{key}]&""',
    )


def word(key: str) -> Measure:
    """A classification of the company; keys that the field has words for are shown in the reader's language."""

    def column(frame: Frame) -> Sequence[Value]:
        if key == "giant":
            return [
                "yes" if company.ticker in frame.facts.giants else "no" for company in frame.facts.companies
            ]
        return [
            membership(c.membership) if key == "membership" else getattr(c, key)
            for c in frame.facts.companies
        ]

    return Measure(key, "word", "identity", column, f'[data.{key}]&""')


def membership(given: str) -> str:
    """The word for how a company came into the basket: named, added or left; any other text stays as given.

    Example:
        >>> membership("added: commonly listed AIGC concept stock")
        'added'
    """
    first = given.split(" ", 1)[0].rstrip(":").lower()
    return first if first in {"named", "added", "left"} else given


def money(item: str) -> tuple[Measure, Measure]:
    """An item at the period and at the comparison period, in the unit of the report."""
    family = FAMILIES.get(item, item)

    def at(basis: str) -> Measure:
        def column(frame: Frame) -> Sequence[Value]:
            period = frame.compare if basis else frame.period
            return [
                None if value is None else value / frame.divisor for value in frame.facts.column(item, period)
            ]

        key = item + basis
        return Measure(
            key, "money", family, column, f'IF(ISNUMBER([data.{key}]),[data.{key}]/unit_divisor,"n.a.")'
        )

    return at(""), at("_prior")


def row(frame: Frame) -> Sequence[Value]:
    """The place of the company in the input table, from 1."""
    return list(range(1, len(frame) + 1))


def in_basket(frame: Frame) -> Sequence[Value]:
    """1, or 0 for a company that left the basket and stays in the workbook only for what was noted beside it."""
    return [0 if value == "left" else 1 for value in frame["membership"]]


def change(now: str, then: str) -> Callable[[Frame], Sequence[Value]]:
    """The difference of two amounts of money."""

    def column(frame: Frame) -> Sequence[Value]:
        pairs = zip(frame.numbers(now), frame.numbers(then), strict=True)
        return [None if a is None or b is None else a - b for a, b in pairs]

    return column


def capitalised_share(frame: Frame) -> Sequence[Value]:
    """The part of R&D investment that did not pass through the income statement."""

    def share(invested: float | None, expensed: float | None) -> Value:
        if invested is None or expensed is None:
            return None
        return (invested - expensed) / invested if invested > 0 else Undefined.DIV0

    return [
        share(*pair) for pair in zip(frame.numbers("rd_investment"), frame.numbers("rd_expense"), strict=True)
    ]


def price_change(frame: Frame) -> Sequence[Value]:
    """The dated price change, an input."""
    changes = {change.ticker: change.change for change in frame.facts.price_changes}
    return [changes.get(company.ticker) for company in frame.facts.companies]


def price_vs_index(frame: Frame) -> Sequence[Value]:
    """The price change less that of the basket's index, in percentage points."""
    index = frame.index_change()
    return [
        None if index is None or change is None else (change - index) * 100
        for change in frame.numbers("price_change")
    ]


def figures_known(frame: Frame) -> Sequence[Value]:
    """How many of the eight counted figures are known."""
    columns = [frame[key] for key in COUNTED]
    return [sum(number(value) is not None for value in values) for values in zip(*columns, strict=True)]


def newest_period(frame: Frame) -> Sequence[Value]:
    """The newest period that a company has a counted figure of, as a word: period, compare, or missing."""

    def newest(values: tuple[Value, ...]) -> Value:
        known = [number(value) is not None for value in values]
        return "period" if any(known[::2]) else "compare" if any(known[1::2]) else None

    return [newest(values) for values in zip(*(frame[key] for key in COUNTED), strict=True)]
