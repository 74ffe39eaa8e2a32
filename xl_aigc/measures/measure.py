"""What a measure is: one number (or word) of a company, declared once with every way of computing it.

Formulas are written in the keys of the project and translated when a workbook is built:

| in a formula | becomes |
|---|---|
| `[net_profit]` | the same row of the column of that measure |
| `[data.net_profit]` | the company's cell of the input table, through `[row]` |
| `{turned_to_loss}` | that word in the language of the report, in quotes |
| `limit_rd_100m` | the named cell of a limit, as it stands |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xl_aigc.measures.frame import Frame, Value

Shows = Literal[
    "money", "percent", "points", "ratio", "count", "rank", "correlation", "word", "text", "date", "general"
]
"""How a number is shown; each but `word` is also a number format of the theme. A word is shown in the reader's language."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of a company.

    Attributes:
        key: its name in code, layouts and labels.
        shows: how it is shown.
        family: the group of columns that it belongs to.
        python: its column, computed from the columns before it.
        native: its formula with functions of Excel 2016 and LibreOffice 7.4.
        aigc: the arguments of the worksheet function that computes the whole column, such as `YOY([a],[b])`; None where
            no function does.
    """

    key: str
    shows: Shows
    family: str
    python: Callable[[Frame], Sequence[Value]]
    native: str
    aigc: str | None = None


def of(function: Callable[..., Sequence[Value]], *inputs: str) -> Callable[[Frame], Sequence[Value]]:
    """The column that a metric gives for the columns named."""

    def column(frame: Frame) -> Sequence[Value]:
        return function(*(frame[key] for key in inputs))

    return column
