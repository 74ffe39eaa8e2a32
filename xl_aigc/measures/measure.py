"""What a measure is: one number (or word) of a company, declared once with every way of computing it.

Formulas are written in the keys of the project and translated when a workbook is built:

| in a formula | becomes |
|---|---|
| `[net_profit]` | the same row of the column of that measure |
| `[data.net_profit]` | the company's cell of the input table, through `[row]` |
| `{turned_to_loss}` | that word in the language of the report, in quotes |
| `limit_rd_100m` | the named cell of a limit, as it stands |
| `[table.revenue.net_profit]` | the columns from one to the other with their headings, for worksheet functions |
| `AIGC_YOY(` | the function as the host writes it |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xl_aigc.measures.spilled import spilled

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
        aigc: its formula for the whole column through a worksheet function, such as `AIGC_UNIT([a],"yi")`; None where no
            function computes it.
    """

    key: str
    shows: Shows
    family: str
    python: Callable[[Frame], Sequence[Value]]
    native: str
    aigc: str | None = None

    @property
    def spilled(self) -> str:
        """The formula that gives the whole column as one dynamic array."""
        return self.aigc or spilled(self.native)


def of(function: Callable[..., Sequence[Value]], *inputs: str) -> Callable[[Frame], Sequence[Value]]:
    """The column that a metric gives for the columns named."""

    def column(frame: Frame) -> Sequence[Value]:
        return function(*(frame[key] for key in inputs))

    return column
